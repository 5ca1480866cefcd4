"""Closed doors: what customers do who come too early or too late."""

from __future__ import annotations

from tests.stories.telling import tell

CLOSED = """
demand: {calls: {trace: [32340, 32460], channels: phone}}
issue_types: {question: {work: 5 min}}
channels:
  phone: {kind: live, hours: Mon 09:00-17:00REST}
  email: {kind: deferred, hours: Mon 10:00-17:00}
teams:
  care: {shifts: {agents: 1, hours: Mon 08:00-17:00}, skills: {channels: [phone, email]}}
"""
"""Call 0 comes at 8:59, a minute before the doors open; call 1 at 9:01."""


def test_turned_away() -> None:
    assert (
        tell(CLOSED.replace("REST", ""))
        == """
phone 0 08:59 turned away
phone 1 09:01 > 09:01 care0 > 09:06
issue 0 gave up 08:59
issue 1 met 09:06
"""
    )


def test_turned_away_and_back_after_the_next_opening() -> None:
    rule = "{chance: 1, at_opening: yes, delay: 2 min}"
    assert (
        tell(CLOSED.replace("REST", f", returns: {{closed: {rule}}}"))
        == """
phone 0 08:59 turned away
phone 1 09:01 > 09:01 care0 > 09:06
phone 0.1 09:02 (closed) > 09:06 care0 > 09:11
issue 0 met 09:11
issue 1 met 09:06
"""
    )


def test_second_choice() -> None:
    """A second choice alone is enough: the customer writes at once; mail is read from 10:00."""
    assert (
        tell(CLOSED.replace("REST", ", second_choice: email"))
        == """
phone 0 08:59 turned away
email 0.1 08:59 (closed) > 10:00 care0 > 10:05
phone 1 09:01 > 09:01 care0 > 09:06
issue 0 met 10:05
issue 1 met 09:06
"""
    )


def test_live_contacts_that_queue_are_answered_as_soon_as_an_agent_is_there() -> None:
    """Doors matter to live contacts when they come; agents who are there take who waits."""
    assert (
        tell(CLOSED.replace("REST", ", when_closed: queue"))
        == """
phone 0 08:59 > 08:59 care0 > 09:04
phone 1 09:01 > 09:04 care0 > 09:09
issue 0 met 09:04
issue 1 met 09:09
"""
    )


def test_deferred_contacts_wait_until_opening() -> None:
    """Mail of 8:00 and 8:30 is read from 9:00 on, although care is there from 8:00."""
    log = tell("""
demand: {mails: {trace: [28800, 30600]}}
issue_types: {question: {work: 5 min}}
channels: {email: {kind: deferred, hours: Mon 09:00-17:00}}
teams: {care: {shifts: {agents: 1, hours: Mon 08:00-17:00}, skills: {channels: email}}}
""", agents=True)  # fmt: skip
    assert (
        log
        == """
email 0 08:00 > 09:00 care0 > 09:05
email 1 08:30 > 09:05 care0 > 09:10
issue 0 met 09:05
issue 1 met 09:10
care0 here 08:00-17:00 busy 09:00-09:10
"""
    )


def test_at_opening_the_teams_rule_chooses() -> None:
    """Two lines wait at 9:00 for one agent: the urgent mail, listed last and younger, is first."""
    log = tell("""
demand:
  plain: {trace: [28800], issue_types: {plain: 1}}
  urgent: {trace: [30600], issue_types: {urgent: 1}}
issue_types: {plain: {work: 5 min}, urgent: {work: 5 min}}
channels: {email: {kind: deferred, hours: Mon 09:00-17:00}}
teams:
  care:
    shifts: {agents: 1, hours: Mon 08:00-17:00}
    chooses_contact: priority
    skills: {channels: email}
routing: {priorities: {issue_type: urgent, priority: 1}}
""")
    assert (
        log
        == """
email 0 08:00 > 09:05 care0 > 09:10
email 1 08:30 > 09:00 care0 > 09:05
issue 0 met 09:10
issue 1 met 09:05
"""
    )


def test_no_opening_is_left_in_the_plan() -> None:
    """Turned away in the last evening, with a return at opening: not within this run."""
    log = tell("""
demand: {calls: {trace: [72000]}}
channels:
  phone:
    kind: live
    hours: Mon 09:00-17:00
    returns: {closed: {chance: 1, at_opening: yes}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
""")
    assert (
        log
        == """
phone 0 20:00 turned away
issue 0 open
"""
    )
