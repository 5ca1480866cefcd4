"""What is promised, by whom the work will be done, and who hears of it."""

from __future__ import annotations

import pytest

from tests.stories.telling import tell

DESKS = """
demand: {calls: {trace: [0, 300]}}
issue_types:
  fault: {work: {acknowledge: 1 min, fix: 1 h}, leaves: {fix: back}, chase: 2 min}
channels: {phone: {}}
tasks: {back: {hours: "Mon 07:00-24:00"}}
teams:
  care: {head_count: 1, skills: {channels: phone, does: acknowledge}}
  clerks: {head_count: {agents: 1, hours: "HOURS"}, skills: {tasks: back}}
  helpers: {head_count: {agents: 1, hours: "Mon 05:00-24:00"}, skills: {tasks: back}}
routing: {teams: {back: [clerks, helpers]}}
promise: honest
"""


def test_the_plan_of_the_first_team_counts_and_its_last_second_as_well() -> None:
    """Clerks are planned from 8:00 to 10:00 only. The first task: an hour until 9:00, due at
    10:00. The second, with one waiting: both hours, until 10:00 sharp, due at 11:00. (Helpers
    do both sooner.)
    """
    assert (
        tell(DESKS.replace("HOURS", "Mon 08:00-10:00"))
        == """
phone 0 00:00 > 00:00 care0 > 00:01 promised 10:00
back 0 00:01 > 07:00 helpers0 > 08:00 fixed
phone 1 00:05 > 00:05 care0 > 00:06 promised 11:00
back 1 00:06 > 08:00 helpers0 > 09:00 fixed
issue 0 met 08:00
issue 1 met 09:00
"""
    )


def test_more_than_is_planned_is_promised_for_the_end_of_the_plan() -> None:
    """One hour is planned: the second task is due an hour after the day's end."""
    log = tell(DESKS.replace("HOURS", "Mon 08:00-09:00"))
    assert "phone 0 00:00 > 00:00 care0 > 00:01 promised 10:00" in log
    assert "phone 1 00:05 > 00:05 care0 > 00:06 promised 1d 01:00" in log


SEVERAL = """
demand:
  claims: {trace: [0, 60, 120], issue_types: {claim: 1}}
  faults: {trace: [600], issue_types: {fault: 1}}
issue_types:
  fault: {work: {acknowledge: 1 min, fix: 1 h}, leaves: {fix: back}}
  claim: {work: {acknowledge: 1 min, fix: 10 min}, leaves: {fix: side}}
channels: {phone: {}}
tasks: {back: {}, side: {}}
teams:
  care: {head_count: 1, skills: {channels: phone, does: acknowledge}}
  clerks: {head_count: {agents: 1, hours: "Mon 08:00-24:00"}, skills: {tasks: [back, side]}}
promise: {kind: honest, margin: MARGIN}
"""


@pytest.mark.parametrize(("margin", "due"), [("1", "10:30"), ("2", "13:00")])
def test_all_that_waits_for_the_team_counts(margin: str, due: str) -> None:
    """Three claims of 10 min wait before the fault: an hour and a half from 8:00 on, then the
    hour of doing it. With a margin of 2 it is three hours, then two.
    """
    log = tell(SEVERAL.replace("MARGIN", margin))
    assert f"phone 3 00:10 > 00:10 care0 > 00:11 promised {due}" in log


def test_of_a_desk_that_nobody_serves_a_day_is_promised() -> None:
    text = DESKS.replace("tasks: back}", "channels: phone}").replace(
        "routing: {teams: {back: [clerks, helpers]}}", "routing: {teams: {phone: care}}"
    )
    log = tell(text.replace("HOURS", "Mon 08:00-10:00"))
    assert "phone 0 00:00 > 00:00 care0 > 00:01 promised 1d 00:01" in log
    assert "back 0 00:01 still waiting" in log


def test_nothing_is_promised_of_what_no_desk_does() -> None:
    """The mail leaves the diagnosis to the lab at 0:10, but the caller who asks for a reply gets
    it on the phone, until 0:25: while that task is open there is a fix to do, and no desk for it.
    """
    log = tell("""
demand: {mails: {trace: [0], channels: email}}
issue_types:
  fault: {work: {acknowledge: 10 min, diagnose: 10 min, fix: 1 h}, leaves: {diagnose: lab}}
channels:
  email:
    kind: deferred
    expected_reply: 5 min
    returns: {no_reply: {chance: 1, channel: phone, at_most: 1}}
  phone: {}
tasks: {lab: {}}
teams:
  care: {head_count: 1, skills: {channels: email, does: acknowledge}}
  seniors: {head_count: 1, skills: {channels: phone, does: diagnose}}
  lab: {head_count: {agents: 1, hours: "Mon 01:00-24:00"}, skills: {tasks: lab, does: diagnose}}
promise: {kind: fixed, within: 3 h}
""")
    assert (
        log
        == """
email 0 00:00 > 00:00 care0 > 00:10 promised 03:10
phone 0.1 00:05 (no_reply) > 00:05 seniors0 > 00:25
lab 0 00:10 > 01:00 lab0 > 01:02
issue 0 gave up 01:02
"""
    )
