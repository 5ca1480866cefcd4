"""The least work of a week that teams get, rule by rule: hours worked out by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sim.scenario import ScenarioFile
from sim.scenario.checks.findings import Subject
from sim.scenario.expected.short_hours import worst_hour

Write = Callable[..., ScenarioFile]

DEMAND = "demand: {all: {rate: 60 per week}}\n"
"""Sixty contacts: each minute of work is an hour a week."""


def works(write: Write, text: str) -> dict[str, tuple[float, float]]:
    """Sure and offered hours of a week by group of teams, those without any left out."""
    built = write(DEMAND + text).resolved().built
    assert built.scenario is not None
    found = Subject(built.scenario, built.root).workload.by_group
    hours = {
        "+".join(sorted(group)): (round(sure / 3600.0, 6), round(offered / 3600.0, 6))
        for group, (sure, offered) in found.items()
    }
    return {group: work for group, work in hours.items() if work[1] > 0.0}


def sure(write: Write, text: str) -> dict[str, float]:
    """The hours where nobody can leave: what is offered is sure."""
    found = works(write, text)
    assert all(certain == offered for certain, offered in found.values())
    return {group: offered for group, (_, offered) in found.items()}


STAGES = "work: {acknowledge: 1 min, diagnose: 2 min, fix: 7 min}, after_contact: 3 min"


def test_one_team_does_it_all(write: Write) -> None:
    text = f"""
issue_types: {{question: {{{STAGES}}}}}
channels: {{phone: {{}}}}
teams: {{care: {{head_count: 1, skills: {{channels: phone, speed: 2}}}}}}
"""
    # 1 + 2 + 7 + 3 min at twice the speed.
    assert sure(write, text) == {"care": 6.5}
    faster = text.replace("head_count: 1", 'shifts: {agents: 1, hours: "24/7", speed: 1.3}')
    assert sure(write, faster) == {"care": 5.0}


def test_the_team_that_needs_least_counts(write: Write) -> None:
    text = f"""
issue_types: {{question: {{{STAGES}}}}}
channels: {{phone: {{}}}}
teams:
  care: {{head_count: 1, skills: {{channels: phone}}}}
  pros: {{head_count: 1, skills: {{channels: phone, speed: 1.3}}}}
"""
    assert sure(write, text) == {"care+pros": 10.0}


def test_a_team_without_anybody_takes_nothing(write: Write) -> None:
    text = f"""
issue_types: {{question: {{{STAGES}}}}}
channels: {{phone: {{}}}}
teams:
  care: {{head_count: 1, skills: {{channels: phone}}}}
  pros: {{head_count: 0, skills: {{channels: phone, speed: 1.3}}}}
"""
    assert sure(write, text) == {"care": 13.0}


DESK = f"""
issue_types: {{claim: {{{STAGES}, authority: 1, leaves: {{LEAVES}}}}}}
channels: {{phone: {{}}}}
tasks: {{office: {{lost: 10 %}}, experts: {{}}}}
teams:
  care: {{head_count: 1, skills: {{channels: phone, does: DOES}}}}
  back: {{head_count: 1, skills: {{tasks: office, authority: 1}}}}
  best: {{head_count: 1, skills: {{tasks: experts, authority: 1}}}}
"""


def test_what_authority_lacks_is_left_at_a_desk(write: Write) -> None:
    text = DESK.replace("LEAVES", "fix: office").replace("DOES", "fix")
    # 1 + 2 + 3 min at the phone; nine in ten tasks of 7 min are not lost.
    assert sure(write, text) == {"back": 6.3, "care": 6.0}


def test_stages_go_to_their_desks(write: Write) -> None:
    text = DESK.replace("LEAVES", "diagnose: office, fix: experts").replace("DOES", "acknowledge")
    # The office has the authority and fixes what it diagnoses: 0.9 × 9 min.
    assert sure(write, text) == {"back": 8.1, "care": 4.0}
    text = text.replace("tasks: office, authority: 1", "tasks: office")
    # It has not: 0.9 × 2 min there, 0.9 × 7 min with the experts.
    assert sure(write, text) == {"back": 1.8, "best": 6.3, "care": 4.0}


def test_a_desk_that_can_do_nothing_chases_once(write: Write) -> None:
    text = DESK.replace("LEAVES", "fix: office").replace("DOES", "fix")
    text = text.replace("tasks: office, authority: 1", "tasks: office")
    # 0.9 × 2 min of chase.
    assert sure(write, text) == {"back": 1.8, "care": 6.0}


def test_live_transfers_take_a_further_agent(write: Write) -> None:
    text = f"""
issue_types: {{claim: {{{STAGES}, authority: 1, leaves: {{fix: office, how: transfer}}}}}}
channels: {{phone: {{}}}}
tasks: {{office: {{}}}}
teams:
  care: {{head_count: 1, skills: {{channels: phone}}}}
  pros: {{head_count: 1, skills: {{channels: phone, authority: 1}}}}
  back: {{head_count: 1, skills: {{tasks: office, authority: 1}}}}
routing: {{teams: {{phone: care}}}}
"""
    # 1 + 2 min, then 7 + 3 min with those who may; nothing is left for the office.
    assert sure(write, text) == {"care": 3.0, "pros": 10.0}
    # By mail there is nobody to hand over: 1 + 2 + 3 min, and 7 min at the office.
    mail = sure(write, text.replace("phone: {}", "phone: {kind: deferred}"))
    assert mail == {"back": 7.0, "care": 6.0}


def test_the_wrong_team_hands_over(write: Write) -> None:
    text = f"""
issue_types: {{question: {{{STAGES}}}}}
channels: {{phone: {{}}}}
teams:
  care: {{head_count: 1, skills: {{channels: phone}}}}
  pros: {{head_count: 1, skills: {{channels: phone}}}}
routing:
  teams: {{phone: care}}
  transfers: {{from: care, to: pros, chance: 25 %, after: 1 min}}
"""
    found = sure(write, text)
    # A quarter: 1 min, then 13 min with the others; the rest 13 min.
    assert found["care"] == 0.25 * 1.0 + 0.75 * 13.0
    assert found["pros"] == 0.25 * 13.0
    other = text.replace("after: 1 min", "after: 1 min, issue_types: never")
    other = other.replace("issue_types: {question", "issue_types: {never: {share: 0}, question")
    assert sure(write, other) == {"care": 13.0}


def test_who_is_not_helped_comes_back(write: Write) -> None:
    text = """
issue_types: {question: {work: 10 min, resolves: 50 %, unresolvable: 20 %}}
channels: {phone: {}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
returns: {unresolved: {chance: 50 %, at_most: 2}}
"""
    # Not denied (0.8), not resolved (0.5), back (0.5): 0.2 once, 0.04 twice.
    assert sure(write, text) == {"care": 12.4}
    own = text.replace("unresolvable: 20 %", "unresolvable: 20 %, resolves_by_team: {care: 100 %}")
    assert sure(write, own) == {"care": 10.0}
    away = text.replace("at_most: 2", "channel: email").replace(
        "phone: {}", "phone: {}, email: {share: 0, hours: Mon 08:00-09:00}"
    )
    # Whether that door is open is not sure.
    assert sure(write, away) == {"care": 10.0}
    queue = away.replace("email: {", "email: {kind: deferred, ")
    queue = queue.replace("channels: phone", "channels: [phone, email]")
    # 0.2 by mail; from there on again 0.2, up to four times.
    assert sure(write, queue)["care"] == pytest.approx(10.0 * sum(0.2**i for i in range(5)))


def test_an_overflow_team_may_take_it_all(write: Write) -> None:
    text = """
issue_types: {question: {work: 10 min}}
channels: {phone: {}}
teams:
  care: {head_count: 1, skills: {channels: phone}}
  help: {head_count: 1, skills: {channels: phone, speed: 2}}
routing: {overflow: {queue: phone, after: 1 min, to: help}}
"""
    assert sure(write, text) == {"care+help": 5.0}


@pytest.mark.parametrize(
    ("channel", "offered_only"),
    [
        ("{}", False),
        ("{patience: 3 min}", True),
        ("{kind: deferred, patience: 3 days}", True),
        ("{lines: 3}", True),
        ("{waiting_room: 3}", True),
        ("{hours: Mon 08:00-18:00, when_closed: queue, at_closing: disconnect}", True),
        ("{at_closing: disconnect}", False),
        ("{hours: Mon 08:00-18:00, when_closed: queue, at_closing: serve_out}", False),
    ],
)
def test_only_what_cannot_leave_is_sure(write: Write, channel: str, offered_only: bool) -> None:
    text = f"""
issue_types: {{claim: {{{STAGES}, authority: 1, leaves: {{fix: office}}}}}}
channels: {{phone: {channel}}}
tasks: {{office: {{}}}}
teams:
  care: {{head_count: 1, skills: {{channels: phone}}}}
  back: {{head_count: 1, skills: {{tasks: office, authority: 1}}}}
"""
    part = 0.0 if offered_only else 1.0
    # Who has left leaves no task either.
    assert works(write, text) == {"back": (7.0 * part, 7.0), "care": (6.0 * part, 6.0)}


def test_impatience_of_a_type_counts_on_live_channels(write: Write) -> None:
    text = """
issue_types: {question: {work: 10 min, patience: 3 min}}
channels: {phone: {}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
"""
    assert works(write, text) == {"care": (0.0, 10.0)}
    mail = text.replace("phone: {}", "phone: {kind: deferred}")
    assert works(write, mail) == {"care": (10.0, 10.0)}


def test_chats_held_at_once_take_less_of_an_agent(write: Write) -> None:
    text = """
issue_types: {question: {work: 10 min}}
channels: {chat: {}, email: {kind: deferred}}
teams:
  care:
    head_count: 1
    skills: {channels: [chat, email]}
    concurrency: {contacts: 3, slow_down: 25 %}
"""
    # Half are mails of 10 min; of three chats each runs at 1 / 1.5 of the pace: 5 min a chat.
    assert sure(write, text) == {"care": 7.5}
    # Chats so much slower together that one after the other is better.
    assert sure(write, text.replace("25 %", "150 %")) == {"care": 10.0}


def test_what_is_alike_is_worked_out_once(write: Write) -> None:
    types = ", ".join(f"t{i}: {{work: {i + 1} min}}" for i in range(20))
    channels = ", ".join(f"c{i}: {{}}" for i in range(30))
    names = ", ".join(f"c{i}" for i in range(30))
    teams = "\n".join(
        f"  m{i}: {{head_count: 1, skills: {{channels: [{names}]}}}}" for i in range(8)
    )
    text = f"issue_types: {{{types}}}\nchannels: {{{channels}}}\nteams:\n{teams}\n"
    built = write(DEMAND + text).resolved().built
    assert built.scenario is not None
    workload = Subject(built.scenario, built.root).workload
    assert len(workload.steps) == 20  # a step for each type, not for each of 600 pairs
    assert len(workload.groups) == 1


# -- handle times by hour ----------------------------------------------------------------------


def _monday(text: str, mean: str = "26 min") -> str:
    """With this handle time, 13 min otherwise, on Mondays."""
    means = (
        f'handle_time_by_hour: {{hours: "Mon 00:00-24:00", by_hour: [{", ".join([mean] * 24)}]}}'
    )
    return text.replace("after_contact: 3 min", f"after_contact: 3 min, {means}")


def test_the_mean_of_the_hours_in_which_contacts_arise_counts(write: Write) -> None:
    text = f"""
issue_types: {{question: {{{STAGES}}}}}
channels: {{phone: {{HOURS}}}}
teams: {{care: {{head_count: 1, skills: {{channels: phone}}}}}}
"""
    # A seventh of the contacts take 26 min, the others 13.
    assert sure(write, _monday(text.replace("HOURS", ""))) == {
        "care": pytest.approx(60 / 7 * 26 / 60 + 360 / 7 * 13 / 60, abs=1e-6)
    }
    # With doors open on Mondays all take 26, and nobody on Tuesdays does.
    only = text.replace("HOURS", 'at_closing: keep, hours: "DAY 00:00-24:00"')
    assert sure(write, _monday(only.replace("DAY", "Mon"))) == {
        "care": pytest.approx(60 / 7 * 26 / 60, abs=1e-6)
    }
    assert sure(write, _monday(only.replace("DAY", "Tue"))) == {
        "care": pytest.approx(60 / 7 * 13 / 60, abs=1e-6)
    }


def test_who_finds_closed_doors_keeps_the_pace_of_the_first_contact(write: Write) -> None:
    text = f"""
issue_types: {{question: {{{STAGES}}}}}
channels:
  phone: {{hours: "Tue 00:00-24:00", at_closing: keep, second_choice: email}}
  email: {{kind: deferred, share: 0, hours: "Wed 00:00-24:00"}}
teams:
  care: {{head_count: 1, skills: {{channels: phone}}}}
  mail: {{head_count: 1, skills: {{channels: email}}}}
"""
    # All but the Tuesday's contacts are mails: those of Mondays take 26 min.
    assert sure(write, _monday(text)) == {
        "care": pytest.approx(60 / 7 * 13 / 60, abs=1e-6),
        "mail": pytest.approx((60 / 7 * 26 + 300 / 7 * 13) / 60, abs=1e-6),
    }


def test_desks_go_by_the_pace_of_the_issue_and_chases_do_not(write: Write) -> None:
    text = DESK.replace("LEAVES", "fix: office").replace("DOES", "fix")
    office = 60 / 7 * (0.9 * 2 * 7) / 60 + 360 / 7 * (0.9 * 7) / 60
    care = 60 / 7 * 12 / 60 + 360 / 7 * 6 / 60
    expected = {"back": pytest.approx(office, abs=1e-6), "care": pytest.approx(care, abs=1e-6)}
    assert sure(write, _monday(text)) == expected
    # Without the authority the office can do nothing: 0.9 × 2 min of chase at any hour.
    text = text.replace("tasks: office, authority: 1", "tasks: office")
    assert sure(write, _monday(text)) == {**expected, "back": 1.8}


def test_work_left_at_the_end_of_shifts_varies_with_the_hours(write: Write) -> None:
    """Half of 6 min, half of 12: a busy agent has E[X²] / 2 E[X] = 5 min left."""
    text = """
demand: {all: {rate: 600 per week, profile: "Mon-Tue 09:00-17:00"}}
issue_types:
  question:
    work: 6 min
    handle_time_by_hour: {hours: "Mon 09:00-17:00", by_hour: [MEANS]}
channels: {phone: {at_closing: keep, hours: "Mon-Tue 09:00-17:00"}}
teams: {care: {shifts: {agents: 1, hours: "Mon-Tue 09:00-17:00"}, skills: {channels: phone}}}
""".replace("MEANS", ", ".join(["12 min"] * 8))
    built = write(text).resolved().built
    assert built.scenario is not None
    workload = Subject(built.scenario, built.root).workload
    assert workload.by_group[frozenset({"care"})][1] == pytest.approx(600 * 540.0)
    late = workload.lateness(frozenset({"care"}))
    assert late == pytest.approx(2 * 300.0)


def test_each_hour_has_its_own_mean_work(write: Write) -> None:
    """9 min in the hour stated, 4 min in the others; the load of an hour follows."""
    text = """
demand: {all: {rate: 1680 per week}}
issue_types:
  question:
    work: exponential(3 min)
    after_contact: 1 min
    handle_time_by_hour: {hours: "Mon 09:00-10:00", by_hour: [9 min]}
channels: {phone: {patience: 3 min, service_target: 80 % in 20 s}}
teams: {care: {head_count: 2, skills: {channels: phone}}}
"""
    built = write(text).resolved().built
    assert built.scenario is not None
    pool = Subject(built.scenario, built.root).pools.of(frozenset({"care"}), targeted=True)
    assert pool is not None
    assert [round(pool.at(hour).work_s, 6) for hour in (8, 9, 10, 33)] == [240, 540, 240, 240]
    assert [round(float(pool.arriving[hour]), 6) for hour in (8, 9)] == [0.666667, 1.5]
    assert worst_hour(pool).startswith("Mon 09:00-10:00, 2 agents are at work where 3 ")
