"""One patience for all attempts: what earlier waits have left of it counts for the next one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.codes import ABANDONED, AFTER_BLOCKED
from sim.plan import make_plan
from sim.record import Record, digest
from tests.stories.telling import live, scenario_of, tell

DOORS = """
demand: {calls: {trace: [34680]}}
issue_types: {question: {work: 100 s}}
channels:
  phone:
    hours: Mon 09:00-09:40, Mon 10:00-11:00
    patience: 5 min
    at_closing: disconnect
    returns: {disconnected: {chance: 100 %, at_opening: yes, patience: RULE}}
teams: {care: {head_count: {agents: 1, hours: Mon 12:00-13:00}, skills: {channels: phone}}}
"""


def test_who_was_cut_off_waits_on_with_the_patience_left() -> None:
    """Cut off at 9:40 after two minutes of five, the customer gives up at 10:03."""
    assert (
        tell(DOORS.replace("RULE", "kept"))
        == """
phone 0 09:38 cut off > 09:40
phone 0.1 10:00 (disconnected) gave up > 10:03
issue 0 gave up 10:03
"""
    )


def test_else_patience_begins_anew() -> None:
    assert "gave up > 10:05" in tell(DOORS.replace("RULE", "new"))


def test_who_gave_up_has_none_left_and_asks_only_whether_somebody_is_free() -> None:
    """The first return finds the agent busy and ends at once, the second is answered."""
    log = tell("""
demand: {calls: {trace: [0, 10]}}
issue_types: {question: {work: 5 min}}
channels:
  phone:
    patience: 1 min
    returns: {abandoned: {chance: 100 %, delay: 2 min, patience: kept}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
""")
    assert (
        log
        == """
phone 0 00:00 > 00:00 care0 > 00:05
phone 1 00:00:10 gave up > 00:01:10
phone 1.1 00:03:10 (abandoned) gave up
phone 1.2 00:05:10 (abandoned) > 00:05:10 care0 > 00:10:10
issue 0 met 00:05
issue 1 met 00:10:10
"""
    )


def test_waits_of_contacts_that_were_answered_count_and_a_transfer_begins_anew() -> None:
    """Call 1 waits 50 s of 2 min, in vain; of the second contact 70 s are left. The wait that
    ended is the wait in line, not the talk."""
    log = tell("""
demand:
  calls: {trace: [0, 50], issue_types: {question: 1}}
  long: {trace: [151], issue_types: {long: 1}}
issue_types: {question: {work: 100 s, resolves: 0 %}, long: {work: 1 h}}
channels:
  phone:
    patience: 2 min
    returns: {unresolved: {chance: 100 %, delay: 10 min, patience: kept, at_most: 1}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
""")
    assert "phone 1 00:00:50 > 00:01:40 care0 > 00:03:20" in log
    assert "phone 1.1 00:13:20 (unresolved) gave up > 00:14:30" in log


def test_another_channel_has_its_own_patience_less_what_was_waited() -> None:
    """Two minutes of five are gone on the phone: of ten on the chat eight are left, and of
    endless ones as many as before."""
    day = DOORS.replace("at_opening: yes, patience: RULE", "channel: chat, patience: kept")
    chat = "  chat: {share: 0, patience: PATIENCE}\nteams:"
    log = tell(day.replace("teams:", chat.replace("PATIENCE", "10 min"), 1))
    assert "chat 0.1 09:40 (disconnected) gave up > 09:48" in log
    log = tell(day.replace("teams:", chat.replace("PATIENCE", "never"), 1))
    assert "chat 0.1 09:40 (disconnected) still waiting" in log


def test_patience_by_hour_is_that_of_the_hour_of_the_first_contact() -> None:
    """Ten minutes in the hour of nine, in which the customer called first; eight are left."""
    day = DOORS.replace("RULE", "kept").replace(
        "    at_closing",
        "    patience_by_hour: [{hours: Mon 09:00-10:00, by_hour: [10 min]}]\n    at_closing",
    )
    assert "phone 0.1 10:00 (disconnected) gave up > 10:08" in tell(day)


WEEK = """
clock: {start: 2026-01-05, length: 1 week, run_out: 1 day}
demand: {calls: {rate: 3000 per week}}
issue_types: {question: {work: exponential(6 min)}}
channels:
  phone:
    hours: daily 06:00-06:30, daily 07:00-07:30, daily 08:00-20:00
    when_closed: turn_away
    waiting_room: 3
    patience: exponential(5 min)
    at_closing: disconnect
    returns: {WAYS}
teams: {care: {head_count: 1, skills: {channels: phone}}}
"""
REASONS = ("blocked", "closed", "disconnected")


def ways(rule: str) -> str:
    return ", ".join(
        f"{reason}: {{chance: 100 %, delay: exponential(10 min), {rule}}}" for reason in REASONS
    )


def first_patience(text: str) -> Any:
    return make_plan(scenario_of(text), seed=1).fresh_floor().issues["patience_s"]


def waited(record: Record, issue: int) -> float:
    """Seconds in line of all contacts of an issue."""
    rows = record.contacts[record.contacts["issue"] == issue]
    until = np.where(np.isnan(rows["answered_at"]), rows["ended_at"], rows["answered_at"])
    return float((until - rows["opened_at"]).sum())


def test_all_waits_of_who_gives_up_add_up_to_the_patience_of_the_first_contact() -> None:
    """Exactly, whatever came between: each wait is on the grid."""
    text = WEEK.replace("WAYS", ways("patience: kept"))
    record, patience = live(text), first_patience(text)
    gone = record.contacts[record.contacts["state"] == ABANDONED]
    again = gone[gone["number"] > 0]
    assert len(again) > 100
    for issue in gone["issue"].tolist():
        assert waited(record, issue) == patience[issue]


def test_who_was_only_blocked_has_all_of_it_left() -> None:
    """The very draw of the first contact, where a new one would be another."""
    equal = {}
    for rule in ("kept", "new"):
        text = WEEK.replace("WAYS", ways(f"patience: {rule}"))
        record, patience = live(text), first_patience(text)
        gone = record.contacts[record.contacts["state"] == ABANDONED]
        second = gone[(gone["number"] == 1) & (gone["reason"] == AFTER_BLOCKED)]
        assert len(second) > 20
        waits = second["ended_at"] - second["opened_at"]
        equal[rule] = float(np.mean(waits == patience[second["issue"]]))
    assert equal == {"kept": 1.0, "new": 0.0}


@pytest.mark.parametrize("patience", ["never", "0 s"])
def test_endless_patience_and_none_stay_what_they_are(patience: str) -> None:
    """The limits: nothing can be taken off."""
    week = WEEK.replace("exponential(5 min)", patience)
    kept, new = (live(week.replace("WAYS", ways(f"patience: {one}"))) for one in ("kept", "new"))
    assert digest(kept) == digest(new)


def test_some_returns_keep_it_and_others_do_not() -> None:
    """Call 1 has waited 20 s of a minute, was answered in vain, and waits a whole minute more."""
    log = tell("""
demand:
  calls: {trace: [0, 30], issue_types: {question: 1}}
  long: {trace: [105], issue_types: {long: 1}}
issue_types: {question: {work: 50 s, resolves: 0 %}, long: {work: 1 h}}
channels:
  phone:
    patience: 1 min
    returns:
      unresolved: {chance: 100 %, delay: 10 s, at_most: 1}
      abandoned: {chance: 100 %, patience: kept, at_most: 1}
teams: {care: {head_count: 1, skills: {channels: phone}}}
""")
    assert "phone 1 00:00:30 > 00:00:50 care0 > 00:01:40" in log
    assert "phone 1.1 00:01:50 (unresolved) gave up > 00:02:50" in log


def test_in_a_further_line_it_begins_anew_although_it_was_kept() -> None:
    """Nobody comes to the second line: a minute in it each time, though none is left before."""
    log = tell("""
demand: {calls: {trace: [0]}}
issue_types: {question: {work: 50 s}}
channels:
  phone:
    patience: 1 min
    returns: {abandoned: {chance: 100 %, delay: 10 s, patience: kept, at_most: 1}}
teams:
  care: {head_count: 1, skills: {channels: phone}}
  experts: {head_count: 0, skills: {channels: phone}}
routing:
  teams: {phone: care}
  transfers: {from: care, to: experts, chance: 1, after: 10 s}
""")
    assert (
        log
        == """
phone 0 00:00 > 00:00 care0 passed on 00:00:10 gave up > 00:01:10
phone 0.1 00:01:20 (abandoned) > 00:01:20 care0 passed on 00:01:30 gave up > 00:02:30
issue 0 gave up 00:02:30
"""
    )
