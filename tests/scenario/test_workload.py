"""The least work of a week that teams get, rule by rule: hours worked out by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sim.scenario import ScenarioFile
from sim.scenario.findings import Subject

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
    kinds = ", ".join(f"t{i}: {{work: {i + 1} min}}" for i in range(20))
    channels = ", ".join(f"c{i}: {{}}" for i in range(30))
    names = ", ".join(f"c{i}" for i in range(30))
    teams = "\n".join(
        f"  m{i}: {{head_count: 1, skills: {{channels: [{names}]}}}}" for i in range(8)
    )
    text = f"issue_types: {{{kinds}}}\nchannels: {{{channels}}}\nteams:\n{teams}\n"
    built = write(DEMAND + text).resolved().built
    assert built.scenario is not None
    workload = Subject(built.scenario, built.root).workload
    assert len(workload.steps) == 20  # a step for each type, not for each of 600 pairs
    assert len(workload.groups) == 1
