"""What the functions of a user's own are shown, and what of it they may choose."""

from __future__ import annotations

from typing import Any

import pytest

from sim.own_rules import RulesError
from tests.own_rules.running import record_of

SHOWS = """
def chooses_contact(agent, heads, now):
    raise RuntimeError((agent, *heads, str(now)))
"""
SHOWS_AGENTS = """
def chooses_agent(job, agents, now):
    raise RuntimeError((job, *agents, str(now)))
"""
MIXED = """
demand:
  mails: {trace: [0, 20, 25], channels: mail, issue_types: bill}
  bills: {trace: [10, 40], channels: phone, issue_types: bill}
  orders: {trace: [30], channels: phone, issue_types: order}
issue_types: {bill: {work: 100 s}, order: {work: 100 s}}
channels: {phone: {kind: live}, mail: {kind: deferred}}
teams: {care: {head_count: 1, live_first: LIVE, skills: {channels: [mail, phone]}}}
"""


def seen(scenario: str, text: str) -> tuple[Any, ...]:
    with pytest.raises(RulesError) as told:
        record_of(scenario, text)
    assert isinstance(told.value.__cause__, RuntimeError)
    shown: tuple[Any, ...] = told.value.__cause__.args[0]
    return shown


@pytest.mark.parametrize("live_first", ["true", "false"])
def test_the_first_of_each_group_is_offered_and_live_first_holds(live_first: str) -> None:
    agent, *heads, now = seen(MIXED.replace("LIVE", live_first), SHOWS)
    assert now == "2026-01-05 00:01:40"
    assert (agent.team, agent.number, agent.in_hand, agent.idle_s) == ("care", 0, 0, 0.0)
    assert (agent.on_duty_s, agent.occupancy) == (100.0, 1.0)
    mails = [("mail", False, "bill", 80.0, 2)] if live_first == "false" else []
    assert [(h.queue, h.live, h.issue_type, h.waited_s, h.in_line) for h in heads] == [
        *mails,
        ("phone", True, "bill", 90.0, 3),
        ("phone", True, "order", 70.0, 3),
    ]
    with pytest.raises(AttributeError):
        heads[0].waited_s = 0.0


def test_an_agent_with_a_free_hand_is_offered_after_an_idle_one() -> None:
    text = """
demand: {chats: {trace: [0, 60]}}
issue_types: {question: {work: 100 s}}
channels: {chat: {kind: live}}
teams: {care: {head_count: 2, concurrency: {contacts: 2}, skills: {channels: chat}}}
"""
    own = """
def chooses_agent(job, agents, now):
    if now.minute == 0:
        return agents[1]
    raise RuntimeError((job, *agents, str(now)))
"""
    job, idle, busy, now = seen(text, own)
    assert now == "2026-01-05 00:01:00"
    assert (job.kind, job.queue, job.issue, job.number, job.in_line) == ("contact", "chat", 1, 0, 0)
    assert (job.waited_s, job.age_s, job.requeues) == (0.0, 0.0, 0)
    assert (job.public, job.reopened, job.speed) == (False, False, 1.0)
    assert (idle.number, idle.in_hand, idle.idle_s, idle.occupancy) == (0, 0, 60.0, 0.0)
    assert (busy.number, busy.in_hand, busy.idle_s, busy.occupancy) == (1, 1, 0.0, 1.0)


def test_each_option_has_the_speed_that_it_would_have() -> None:
    text = """
demand: {calls: {trace: [0, 10], issue_types: call}, more: {trace: [20], issue_types: order}}
issue_types: {call: {work: 100 s}, order: {work: 100 s}}
channels: {phone: {kind: live}}
teams:
  care:
    head_count: 1
    skills:
      - {channels: phone, issue_types: call, speed: 2}
      - {channels: phone, issue_types: order, speed: 0.5}
"""
    agent, *heads, _ = seen(text, SHOWS)
    assert (agent.speed, [head.speed for head in heads]) == (1.0, [2.0, 0.5])


def test_teams_of_equal_rank_are_offered_together_and_have_the_same_rank() -> None:
    """Both of the first two have been idle as long; then spanish has, and english is just back."""
    text = """
demand: {calls: {trace: TIMES}}
issue_types: {question: {work: 100 s}}
channels: {phone: {kind: live}}
teams:
  bilinguals: {head_count: 1, skills: {channels: phone}}
  english: {head_count: 1, skills: {channels: phone}}
  spanish: {head_count: 1, skills: {channels: phone}}
routing: {teams: {phone: [[english, spanish], bilinguals]}}
"""
    later = "def chooses_agent(job, agents, now):\n    if now.minute == 0:\n        return None\n"
    raising = SHOWS_AGENTS.strip().partition("\n")[2]
    _, *first, _ = seen(text.replace("TIMES", "[0]"), SHOWS_AGENTS)
    _, *second, _ = seen(text.replace("TIMES", "[0, 200]"), later + raising)
    ranks = [("english", 0), ("spanish", 0), ("bilinguals", 1)]
    assert [(one.team, one.team_rank) for one in first] == ranks
    assert [one.team for one in second] == ["spanish", "english", "bilinguals"]
    assert [one.idle_s for one in second] == [200.0, 100.0, 200.0]


def test_what_is_kept_for_the_owner_of_the_case_is_offered_to_that_agent() -> None:
    text = """
demand:
  bills: {trace: [0], channels: phone, issue_types: bill}
  calls: {trace: [150, 155], channels: phone, issue_types: call}
issue_types: {bill: {work: 100 s, resolves: 0 %}, call: {work: 100 s}}
channels: {phone: {}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
returns: {unresolved: {chance: 1, delay: 1 min}}
routing: {case_owner: 1 h}
"""
    agent, *heads, now = seen(text, SHOWS)
    assert (agent.number, now) == (0, "2026-01-05 00:04:10")
    assert [(head.issue_type, head.waited_s) for head in heads] == [("call", 95.0), ("bill", 90.0)]
