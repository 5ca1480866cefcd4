"""Rules of one's own are offered a reserve's agents while it is called only."""

from __future__ import annotations

from tests.own_rules.running import record_of

LINE = """
demand: {calls: {trace: [0, 0, 0, 0, 0], channels: phone}}
issue_types: {question: {work: 5 min}}
channels: {phone: {}}
teams:
  care: {head_count: 2, skills: {channels: phone}}
  clerks: {head_count: 1, skills: {channels: phone}}
routing: {reserve: {queue: phone, team: clerks, above: 2}}
"""
LAST = """
def chooses_agent(job, agents, now):
    assert all(agent.team == "care" for agent in agents)
    return agents[-1]
"""


def test_who_is_not_called_is_not_offered() -> None:
    """Two calls are taken by care, the last named first; at the third who waits clerks come."""
    record = record_of(LINE, LAST)
    assert record.contacts["agent"].tolist()[:3] == [1, 0, 2]
    assert record.contacts["answered_at"].tolist() == [0.0, 0.0, 0.0, 300.0, 300.0]
