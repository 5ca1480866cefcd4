"""Both engines on what is shipped, on a week of coincidences, and on tables that must grow."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from sim.codes import AFTER_UNRESOLVED, DISCONNECTED, TURNED_AWAY
from sim.engine.compiled_engine import prepared
from sim.plan import make_plan
from sim.record import check, digest
from sim.scenario import load
from tests.properties.running import assert_equal_engines, assert_sound, needs_numba, scenario_of

SCENARIOS = sorted((Path(__file__).parents[2] / "scenarios").glob("*.yaml"))


@needs_numba
@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_shipped_scenarios(path: Path) -> None:
    """The first week of every variant."""
    file = load(path)
    for variant in ("as_is", *file.variants):
        scenario = file.resolve(variant, ["clock.length=1 week", "clock.warm_up=0 s"])
        record = assert_equal_engines(make_plan(scenario, scenario.seed))
        assert_sound(scenario, record)
        assert len(record.contacts) > 100


def minutes(*values: int) -> dict[str, Any]:
    """One of some whole minutes, each as likely as the others."""
    return {
        "empirical": {"values": [f"{value} min" for value in values], "weights": [1] * len(values)}
    }


def week_of_whole_minutes() -> dict[str, Any]:
    """Calls, mails and chats of a week; everything happens at whole minutes."""
    dice = random.Random(1)

    def trace(issues: int) -> list[int]:
        return [60 * dice.randrange(7 * 1440) for _ in range(issues)]

    back = {"chance": 0.7, "delay": minutes(0, 5, 60), "channel": {"same": 2, "mail": 1}}
    return {
        "clock": {"start": "2026-01-05", "length": "1 week", "run_out": "2 days"},
        "demand": {
            "calls": {"trace": trace(1500), "channels": "phone"},
            "mails": {"trace": trace(800), "channels": "mail"},
            "chats": {"trace": trace(800), "channels": "chat"},
        },
        "issue_types": {
            "ask": {"share": 2, "work": minutes(1, 3, 5), "after_contact": minutes(0, 1)},
            "fault": {
                "work": {"acknowledge": minutes(1, 2), "fix": minutes(10, 30)},
                "leaves": {"fix": "back"},
                "resolves": 0.8,
                "recurs": {"every": minutes(600, 1200), "contact_chance": 0.5},
            },
        },
        "channels": {
            "phone": {
                "hours": "Mon-Sun 07:00-22:00",
                "lines": 12,
                "patience": minutes(0, 1, 5, 10),
                "at_closing": "disconnect",
                "second_choice": "mail",
            },
            "mail": {"kind": "deferred", "hours": "Mon-Fri 08:00-20:00", "expected_reply": "4 h"},
            "chat": {
                "hours": "Mon-Sat 08:00-20:00",
                "patience": minutes(1, 2, 3),
                "at_closing": "keep",
            },
        },
        "tasks": {"back": {"lost": 0.05}},
        "teams": {
            "care": {
                "shifts": [
                    {"agents": 5, "hours": "Mon-Sun 07:00-15:00", "breaks": "11:00 for 30 min"},
                    {"agents": 5, "hours": "Mon-Sun 14:00-22:00", "breaks": "18:00 for 30 min"},
                ],
                "concurrency": {"contacts": 3, "slow_down": 0.5, "channels": "chat"},
                "puts_aside": "mail",
                "end_of_shift": "hand_back",
                "skills": [
                    {"channels": ["phone", "chat", "mail"], "issue_types": "ask"},
                    {
                        "channels": ["phone", "chat", "mail"],
                        "issue_types": "fault",
                        "does": "acknowledge",
                    },
                ],
            },
            "clerks": {
                "head_count": [
                    {"agents": 2, "hours": "Mon-Fri 09:00-17:00"},
                    {"agents": 2, "hours": "Mon-Fri 10:00-16:00"},
                ],
                "skills": [{"tasks": "back", "channels": ["phone", "mail"]}],
            },
        },
        "routing": {
            "teams": {"phone": "care", "mail": "care"},
            "overflow": [
                {"queue": "phone", "after": "2 min", "to": "clerks"},
                {"queue": "mail", "after": "5 h", "to": "clerks"},
            ],
        },
        "returns": {"abandoned": back, "unresolved": back, "no_reply": back, "disconnected": back},
        "promise": "honest",
    }


def week_by_hour(whole_minutes: bool) -> dict[str, Any]:
    """The same week with handle times and patience by hour, wrong teams, and needs not met.

    Whole minutes are doubled in some hours and remain whole; else work is continuous.
    """
    parts = week_of_whole_minutes()
    ask, fault = parts["issue_types"]["ask"], parts["issue_types"]["fault"]
    if not whole_minutes:
        ask["work"], ask["after_contact"] = "lognormal(mean 180 s, cv 1)", "exponential(30 s)"
        fault["work"] = {"acknowledge": "90 s", "fix": "gamma(mean 20 min, cv 0.7)"}
    ask["handle_time_by_hour"] = {"hours": "Mon-Sun 08:00-10:00", "by_hour": ["7 min", "14 min"]}
    fault["handle_time_by_hour"] = [
        {"hours": "Mon-Sun 11:00-12:00", "by_hour": ["43 min"]},
        {"hours": "Tue 15:00-16:00", "by_half_hour": ["80 min", "6 min"]},
    ]
    fault["leaves"]["how"] = "transfer"
    ask["resolves"] = 0.7
    parts["teams"]["clerks"]["skills"].append({"channels": "chat", "does": "diagnose"})
    parts["channels"]["phone"]["patience_by_hour"] = [0] * 9 + ["8 min"] * 20 + [0] * 139
    parts["channels"]["chat"]["patience_by_hour"] = {
        "hours": "Mon-Sat 12:00-14:00",
        "by_hour": ["4 min", "60 s"],
    }
    parts["routing"]["transfers"] = {
        **{"from": "care", "to": "clerks", "chance": 0.3, "issue_types": "ask"},
        "after": minutes(0, 1),
    }
    return parts


@needs_numba
@pytest.mark.parametrize("whole_minutes", [True, False])
def test_week_by_hour(whole_minutes: bool) -> None:
    """Rounds, returns, transfers and desks, all at the pace of their hours."""
    scenario = scenario_of(week_by_hour(whole_minutes))
    plan = make_plan(scenario, 1)
    assert len(plan.fresh_floor().factors) == 4
    record = assert_equal_engines(plan)
    assert_sound(scenario, record)
    assert (record.contacts["transfers"] > 0).sum() > 100
    assert (record.contacts["reason"] == AFTER_UNRESOLVED).sum() > 100
    assert (record.tasks["freed_at"] > 0.0).sum() > 100


@needs_numba
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_week_of_whole_minutes(seed: int) -> None:
    scenario = scenario_of(week_of_whole_minutes())
    record = assert_equal_engines(make_plan(scenario, seed))
    assert_sound(scenario, record)
    assert (record.contacts["opened_at"] % 60.0 == 0.0).all()


@needs_numba
@pytest.mark.parametrize(
    "change",
    [
        {"demand": {"calls": {"trace": []}}},
        {"teams": {"care": {"head_count": 0, "skills": {"channels": "phone"}}}},
        {"issue_types": {"ask": {"work": "50 years"}}},
    ],
    ids=["no issues", "no agents", "work without end"],
)
def test_next_to_nothing(change: dict[str, Any]) -> None:
    usual = {
        "clock": {"start": "2026-01-05", "length": "1 day", "run_out": "0 s"},
        "demand": {"calls": {"trace": [0, 60]}},
        "issue_types": {"ask": {"work": "1 min"}},
        "channels": {"phone": {}},
        "teams": {"care": {"head_count": 1, "skills": {"channels": "phone"}}},
    }
    scenario = scenario_of({**usual, **change})
    assert_sound(scenario, assert_equal_engines(make_plan(scenario, seed=1)))


@needs_numba
def test_a_plan_can_be_run_again() -> None:
    """Runs leave nothing behind in the plan."""
    plan = make_plan(scenario_of(week_of_whole_minutes()), seed=1)
    first, second = assert_equal_engines(plan), assert_equal_engines(plan)
    assert digest(first) == digest(second)


@needs_numba
def test_tables_grow_while_the_day_goes() -> None:
    """Six issues make thousands of contacts, spells and simultaneous moments."""
    scenario = scenario_of(
        {
            "clock": {"start": "2026-01-05", "length": "2 days", "run_out": "0 s"},
            "demand": {"calls": {"trace": [0, 0, 0, 60, 60, 120]}},
            "issue_types": {
                "harm": {
                    "work": {"acknowledge": "1 min", "fix": "1 min"},
                    "leaves": {"fix": "back"},
                    "chase": "30 s",
                    "recurs": "1 min",
                }
            },
            "channels": {
                "mail": {
                    "kind": "deferred",
                    "hours": "Mon-Tue 12:00-23:00",
                    "at_closing": "disconnect",
                    "returns": {"disconnected": {"chance": 1, "at_most": 10000}},
                }
            },
            "tasks": {"back": {"lost": 1}},
            "teams": {
                "care": {
                    "shifts": {"agents": 40, "hours": "Mon-Tue 11:00-22:00"},
                    "concurrency": {"contacts": 5, "channels": "mail"},
                    "end_of_shift": "hand_back",
                    "skills": {"channels": "mail", "does": "acknowledge"},
                }
            },
        }
    )
    plan = make_plan(scenario, seed=1)
    record = assert_equal_engines(plan)
    assert check(record) == []
    assert len(record.contacts) > 2 * len(prepared(plan).jobs)


@needs_numba
def test_many_jobs_in_many_hands_go_back_at_once() -> None:
    """300 agents hold 1,200 chats when the shift ends: each asks for patience and overflow."""
    scenario = scenario_of(
        {
            "clock": {"start": "2026-01-05", "length": "1 day", "run_out": "0 s"},
            "demand": {"chats": {"trace": [30000] * 1200}},
            "issue_types": {"ask": {"work": "5 h"}},
            "channels": {"chat": {"patience": "exponential(mean 1 h)"}},
            "teams": {
                "care": {
                    "head_count": {"agents": 300, "hours": "Mon 08:00-09:00"},
                    "concurrency": 4,
                    "end_of_shift": "hand_back",
                    "skills": {"channels": "chat"},
                },
                "clerks": {
                    "head_count": {"agents": 9, "hours": "Mon 13:00-24:00"},
                    "skills": {"channels": "chat"},
                },
            },
            "routing": {"overflow": {"queue": "chat", "after": "5 h", "to": "clerks"}},
        }
    )
    record = assert_equal_engines(make_plan(scenario, seed=1))
    assert check(record) == []
    assert (record.contacts["requeues"] == 1).all()


@needs_numba
def test_many_jobs_in_many_hands_are_cut_off_at_once() -> None:
    """The same after closing: nobody is left for them, and each customer tries again.

    Each came twice before opening, so that there is no room left from the beginning.
    """
    scenario = scenario_of(
        {
            "clock": {"start": "2026-01-05", "length": "1 day", "run_out": "0 s"},
            "demand": {"chats": {"trace": [26400] * 1200}},
            "issue_types": {"ask": {"work": "5 h"}},
            "channels": {
                "chat": {
                    "hours": "Mon 08:00-08:30",
                    "returns": {
                        "closed": {"chance": 1, "delay": "30 min", "at_most": 2},
                        "disconnected": {"chance": 1, "delay": "1 h"},
                    },
                },
            },
            "teams": {
                "care": {
                    "head_count": {"agents": 300, "hours": "Mon 08:00-09:00"},
                    "concurrency": 4,
                    "end_of_shift": "hand_back",
                    "skills": {"channels": "chat"},
                },
            },
        }
    )
    record = assert_equal_engines(make_plan(scenario, seed=1))
    assert check(record) == []
    states = record.contacts["state"]
    assert [(states == state).sum() for state in (DISCONNECTED, TURNED_AWAY)] == [1200, 3600]


@needs_numba
def test_harm_that_repeats_for_ever_falls_silent_at_last() -> None:
    """What an issue counts has 16 bits: a recurrence every second would be too much for them."""
    scenario = scenario_of(
        {
            "clock": {"start": "2026-01-05", "length": "1 day", "run_out": "0 s"},
            "demand": {"calls": {"trace": [0]}},
            "issue_types": {"harm": {"work": {"acknowledge": "0 s"}, "recurs": "1 s"}},
            "channels": {"phone": {}},
            "teams": {
                "care": {"head_count": 1, "skills": {"channels": "phone", "does": "acknowledge"}}
            },
        }
    )
    record = assert_equal_engines(make_plan(scenario, seed=1))
    assert check(record) == []
    assert len(record.contacts) == 10000
