"""What theory says of single queues, customer by customer, against an independent reckoning."""

from __future__ import annotations

from collections.abc import Callable
from heapq import heapreplace
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.codes import BUSY, ON_DUTY
from sim.record import Record
from tests.properties.running import simulated

Draw = Callable[[st.SearchStrategy[Any]], Any]

DISTRIBUTIONS = st.sampled_from(
    [
        *("3 min", "exponential(mean 3 min)", "lognormal(mean 3 min, cv 2)", "0 s"),
        *("uniform(low 0 min, high 6 min)", "gamma(mean 3 min, cv 0.5)", "100.7 s"),
    ]
)


@st.composite
def traces(draw: Draw) -> list[float]:
    """Moments of an hour or two; in tenths of a second, or whole minutes with many ties."""
    if draw(st.booleans()):
        moments = draw(st.lists(st.integers(0, 60), min_size=1, max_size=60))
        return [60.0 * moment for moment in moments]
    moments = draw(st.lists(st.integers(0, 36000), min_size=1, max_size=60))
    return [moment / 10 for moment in moments]


def queue(trace: list[float], work: str, agents: int = 1, speed: float = 1.0) -> Record:
    """First come first served, without patience."""
    return simulated(
        {
            "clock": {"start": "2026-01-05", "length": "1 day", "run_out": "0 s"},
            "demand": {"calls": {"trace": trace}},
            "issue_types": {"ask": {"work": work}},
            "channels": {"phone": {}},
            "teams": {
                "care": {"head_count": agents, "skills": {"channels": "phone", "speed": speed}}
            },
        }
    )


def waits(record: Record) -> np.ndarray:
    """Seconds of waiting, by issue."""
    contacts = np.sort(record.contacts, order="issue")
    return contacts["answered_at"] - contacts["opened_at"]


@given(traces(), DISTRIBUTIONS, st.integers(1, 4))
def test_waits_follow_from_arrivals_and_work(trace: list[float], work: str, agents: int) -> None:
    """Kiefer & Wolfowitz (1955): each takes the server that is free first."""
    record = queue(trace, work, agents)
    contacts = np.sort(record.contacts, order="issue")
    free = [0.0] * agents
    for contact in contacts:
        begin = max(contact["opened_at"], free[0])
        assert contact["answered_at"] == begin
        heapreplace(free, contact["ended_at"])


@given(traces(), DISTRIBUTIONS, st.integers(1, 3))
def test_one_more_agent_lets_nobody_wait_longer(trace: list[float], work: str, agents: int) -> None:
    assert (waits(queue(trace, work, agents + 1)) <= waits(queue(trace, work, agents))).all()


@given(traces(), DISTRIBUTIONS, st.integers(1, 3))
def test_twice_the_speed_halves_the_work_and_lets_nobody_wait_longer(
    trace: list[float], work: str, agents: int
) -> None:
    slow, fast = queue(trace, work, agents), queue(trace, work, agents, speed=2.0)
    assert (waits(fast) <= waits(slow)).all()
    lengths = [
        (lambda rows: rows["ended_at"] - rows["answered_at"])(np.sort(r.contacts, order="issue"))
        for r in (slow, fast)
    ]
    np.testing.assert_allclose(lengths[1], lengths[0] / 2, rtol=0, atol=2.0**-20)


@given(traces(), DISTRIBUTIONS)
def test_one_agent_is_busy_alike_under_every_rule_of_choice(trace: list[float], work: str) -> None:
    """No rule changes the work: with one agent busy times are the same."""

    def busy(rule: str, **team: Any) -> list[tuple[float, float]]:
        record = simulated(
            {
                "clock": {"start": "2026-01-05", "length": "1 day", "run_out": "0 s"},
                "demand": {"all": {"trace": trace}},
                "issue_types": {"ask": {"work": work}, "claim": {"work": work}},
                "channels": {"phone": {}, "email": {"kind": "deferred"}},
                "teams": {
                    "care": {
                        "head_count": 1,
                        "chooses_contact": rule,
                        "skills": {"channels": ["email", "phone"]},
                        **team,
                    }
                },
                "routing": {"priorities": [{"issue_type": "claim", "credit": "2 min"}]},
            }
        )
        spells = record.spells[record.spells["kind"] == BUSY]
        return [(row["start"], row["end"]) for row in spells]

    usual = busy("longest_waiting")
    for rule in ("priority", "longest_queue", "credit"):
        assert busy(rule) == usual
    assert busy("longest_waiting", live_first=False) == usual


@st.composite
def blended(draw: Draw) -> dict[str, Any]:
    """One rostered team for calls and mails, with breaks and every end-of-shift rule."""
    shifts = [
        {
            "agents": draw(st.integers(1, 2)),
            "hours": f"Mon {start:02d}:00-{start + 4:02d}:00",
            **({"breaks": f"{start + 1:02d}:30 for 15 min"} if draw(st.booleans()) else {}),
        }
        for start in draw(st.sampled_from([[0], [0, 4], [0, 2], [1, 3]]))
    ]
    return {
        "clock": {"start": "2026-01-05", "length": "1 day", "run_out": "0 s"},
        "demand": {
            "calls": {"trace": draw(traces()), "channels": "phone"},
            "mails": {"trace": draw(traces()), "channels": "email"},
        },
        "issue_types": {"ask": {"work": draw(DISTRIBUTIONS), "after_contact": draw(DISTRIBUTIONS)}},
        "channels": {
            "phone": {"patience": draw(st.sampled_from(["never", "5 min", "exponential(3 min)"]))},
            "email": {"kind": "deferred"},
        },
        "teams": {
            "care": {
                "shifts": shifts,
                "end_of_shift": draw(st.sampled_from(["finish", "hand_back", "clear"])),
                "puts_aside": ["email"] if draw(st.booleans()) else [],
                "concurrency": {"contacts": draw(st.integers(1, 3)), "slow_down": 0.5},
                "skills": {"channels": ["phone", "email"]},
            }
        },
    }


def idle_stretches(record: Record) -> list[tuple[float, float]]:
    """When some agent was on duty with empty hands."""
    found = []
    for agent in record.agents["id"]:
        spells = np.sort(record.spells[record.spells["agent"] == agent], order="start")
        for duty in spells[spells["kind"] == ON_DUTY]:
            at = duty["start"]
            for busy in spells[spells["kind"] == BUSY]:
                if duty["start"] <= busy["start"] < duty["end"]:
                    found.append((at, busy["start"]))
                    at = busy["end"]
            found.append((at, duty["end"]))
    return [(start, end) for start, end in found if start < end]


@given(blended())
def test_nobody_waits_while_an_agent_is_idle(parts: dict[str, Any]) -> None:
    """Hand-over is at once, also over breaks, ends of shifts, and work put aside."""
    record = simulated(parts)
    idle = idle_stretches(record)
    contacts = record.contacts[record.contacts["requeues"] == 0]
    for contact in contacts:
        until = np.fmin(np.fmin(contact["answered_at"], contact["ended_at"]), record.stop_s)
        for start, end in idle:
            assert min(end, until) <= max(start, contact["opened_at"]), (contact, start, end)


@given(blended())
def test_calls_are_answered_in_the_order_in_which_they_came(parts: dict[str, Any]) -> None:
    """Nobody overtakes within a line, whoever else leaves it."""
    record = simulated(parts)
    calls = record.contacts[(record.contacts["queue"] == 0) & (record.contacts["requeues"] == 0)]
    answered = calls[~np.isnan(calls["answered_at"])]
    answered = answered[np.lexsort((answered["id"], answered["opened_at"]))]
    assert (np.diff(answered["answered_at"]) >= 0).all()
