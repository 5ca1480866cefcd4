"""Fixes that are said to be done and are not: believed until they are found out, or for good."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sim.codes import D_FOUND_OUT, FIXED, NEED, NOBODY, NOTHING, OPEN, PUBLIC, REOPENED
from sim.floor.false_fix import believed_fix, say_done_falsely, see_through
from sim.floor.reactions import new_contact
from sim.kpi import measure
from sim.plan import make_plan
from sim.record import Record, digest
from sim.report.story.telling import as_text
from sim.report.story.telling import tell as tell_story
from tests.floor.by_hand import ready
from tests.stories.telling import live, scenario_of, tell
from tests.stories.test_keyed_draws import Drawn

DAY = """
demand: {mails: {trace: [0], channels: email}}
issue_types: {remove: {work: 10 min, chase: 2 min, resolves: 0 %, found_out_after: 2 h}}
channels: {email: {kind: deferred}, phone: {}}
teams: {care: {head_count: 1, skills: {channels: [email, phone]}}}
"""
AGAIN = "returns: {unresolved: {chance: 100 %, delay: 10 min, at_most: 1}}\n"
NEVER = DAY.replace("after: 2 h", "after: never")


def test_who_finds_out_comes_back_then() -> None:
    """Two hours after the reply, and ten minutes; the second time that was the last contact."""
    assert (
        tell(DAY + AGAIN)
        == """
email 0 00:00 [said done, found out 02:10] > 00:00 care0 > 00:10
email 0.1 02:20 (unresolved) [said done, found out 04:30] > 02:20 care0 > 02:30
issue 0 gave up 04:30
"""
    )


def test_who_never_finds_out_believes_it_to_the_end() -> None:
    assert (
        tell(NEVER + AGAIN)
        == """
email 0 00:00 [said done] > 00:00 care0 > 00:10
issue 0 open
"""
    )


def test_found_out_at_once_is_what_there_is_without_the_key() -> None:
    at_once = DAY.replace("after: 2 h", "after: 0 s") + AGAIN
    assert digest(live(at_once)) == digest(live(at_once.replace(", found_out_after: 0 s", "")))
    assert not live(at_once).details


RECURS = DAY.replace("remove: {", "remove: {recurs: {every: 1 h, contact_chance: 100 %}, ")


def test_the_next_harm_shows_it_and_its_contact_is_the_return() -> None:
    """The firm said that the name was off the list; at one o'clock the next mailing comes."""
    told = tell(RECURS.replace("length: 1 day", "length: 3 h") + AGAIN)
    assert told.startswith("""
email 0 00:00 [said done, found out 01:00] > 00:00 care0 > 00:10
email 0.1 01:00 (recurrence) [said done, found out 02:00] > 01:00 care0 > 01:10
email 0.2 02:00 (recurrence) [said done, found out 03:00] > 02:00 care0 > 02:10
""")


def test_harm_that_makes_no_contact_shows_it_too() -> None:
    """Then the customer reacts to the fix; who does not goes on bearing the harm."""
    silent = RECURS.replace("contact_chance: 100 %", "contact_chance: 0 %")
    assert (
        tell(silent + AGAIN)
        == """
email 0 00:00 [said done, found out 01:00] > 00:00 care0 > 00:10
email 0.1 01:10 (unresolved) [said done, found out 02:00] > 01:10 care0 > 01:20
issue 0 open
"""
    )


def test_found_out_before_its_time_is_found_out_once() -> None:
    """The harm shows the first fix; its own moment, while the second is believed, is past."""
    slow = RECURS.replace("every: 1 h", "every: 3 h").replace("after: 2 h", "after: 3 h 30 min")
    assert "email 0.1 03:00 (recurrence) [said done, found out 06:00]" in tell(slow + AGAIN)


AT_DESK = """
demand: {mails: {trace: [0], channels: email}}
issue_types:
  remove:
    work: {acknowledge: 1 min, fix: 30 min}
    chase: 2 min
    leaves: {fix: desk}
    resolves: 0 %
    found_out_after: 8 h
channels: {email: {kind: deferred, expected_reply: 10 min}, phone: {}}
tasks: {desk: {}}
teams:
  care: {head_count: 1, skills: {channels: [email, phone], does: acknowledge}}
  office: {head_count: 1, skills: {tasks: desk}}
"""


def test_a_task_can_end_in_a_false_fix() -> None:
    """The customer comes back by the channel of first choice; a second task is left."""
    assert (
        tell(AT_DESK + AGAIN)
        == """
email 0 00:00 > 00:00 care0 > 00:01
desk 0 00:01 [said done, found out 08:31] > 00:01 office0 > 00:31 fixed
email 0.1 08:41 (unresolved) > 08:41 care0 > 08:42
desk 0.1 08:42 [said done, found out 16:42] > 08:42 office0 > 09:12 fixed
issue 0 gave up 17:12
""".replace("16:42", "17:12")
    )


def test_promises_and_planned_returns_mean_nothing_while_it_is_believed() -> None:
    """The promise lapses at 0:41, and the chase would be made; the fix is believed since 0:31."""
    chasing = AT_DESK + "promise: {kind: fixed, within: 40 min}\n"
    chasing += "returns: {broken_promise: {chance: 100 %, delay: 5 min}}\n"
    assert (
        tell(chasing)
        == """
email 0 00:00 > 00:00 care0 > 00:01 promised 00:41
desk 0 00:01 [said done, found out 08:31] > 00:01 office0 > 00:31 fixed
issue 0 gave up 08:31
"""
    )
    sooner = tell(chasing.replace("within: 40 min", "within: 28 min"))
    assert "desk 0 00:01 [said done, found out 08:31] > 00:01 office0 > 00:31 fixed" in sooner
    assert "email 0.1" not in sooner  # planned at 0:29 for 0:34: not made


TWO = """
demand:
  others: {trace: [0], channels: phone, issue_types: other}
  mails: {trace: [60], channels: email, issue_types: remove}
issue_types:
  other: {work: 3 h}
  remove: {work: 1 h, chase: 2 min, resolves: 0 %, found_out_after: 9 h}
channels:
  email: {kind: deferred, expected_reply: 30 min}
  phone: {}
teams:
  care: {head_count: 1, skills: {channels: phone}}
  office: {head_count: {agents: 1, hours: Mon 01:00-12:00}, skills: {channels: email}}
returns: {no_reply: {chance: 100 %, channel: phone, at_most: 1}}
"""


def test_a_contact_that_waits_is_answered_as_a_chase() -> None:
    """Called at 0:31, answered at 3:00, when the mail has been answered with a false fix."""
    assert (
        tell(TWO)
        == """
phone 0 00:00 > 00:00 care0 > 03:00
email 1 00:01 [said done, found out 11:00] > 01:00 office0 > 02:00
phone 1.1 00:31 (no_reply) > 03:00 care0 > 03:02
issue 0 met 03:00
issue 1 gave up 11:00
"""
    )


def test_who_waits_and_gives_up_does_not_mind() -> None:
    """Nor does the issue end with that contact: it is believed done."""
    log = tell(TWO.replace("phone: {}", "phone: {patience: 2 h}"))
    assert "phone 1.1 00:31 (no_reply) gave up > 02:31" in log
    assert "issue 1 gave up 11:00" in log


def test_two_contacts_in_hand_at_once_the_second_fixes_nothing() -> None:
    """Taken up before the mail was answered; it ends while the false fix is believed."""
    both = TWO.replace("other: {work: 3 h}", "other: {work: 70 min}")
    assert (
        tell(both)
        == """
phone 0 00:00 > 00:00 care0 > 01:10
email 1 00:01 [said done, found out 11:00] > 01:00 office0 > 02:00
phone 1.1 00:31 (no_reply) > 01:10 care0 > 02:10
issue 0 met 01:10
issue 1 gave up 11:00
"""
    )


def test_who_asks_is_helped_no_further_while_a_fix_is_believed() -> None:
    """Although whoever takes calls would meet the need: the firm knows of no need."""
    better = "resolves: 0 %, resolves_by_channel: {phone: 100 %}"
    for minutes in ("3 h", "70 min"):  # called before the mail is answered, or in hand then
        text = TWO.replace("resolves: 0 %", better).replace("{work: 3 h}", f"{{work: {minutes}}}")
        record = live(text)
        assert tell(text).endswith("issue 1 gave up 11:00\n")
        assert record.issues["round"].tolist() == [0, 1]


def test_the_only_customer_of_a_day_is_helped_no_further_either() -> None:
    """Calls at 0:05, as no reply has come, and is answered after the mail."""
    better = DAY.replace("resolves: 0 %", "resolves: 0 %, resolves_by_channel: {phone: 100 %}")
    impatient = better.replace("{kind: deferred}", "{kind: deferred, expected_reply: 5 min}")
    assert (
        tell(impatient + "returns: {no_reply: {chance: 100 %, channel: phone}}\n")
        == """
email 0 00:00 [said done, found out 02:10] > 00:00 care0 > 00:10
phone 0.1 00:05 (no_reply) > 00:10 care0 > 00:12
issue 0 gave up 02:10
"""
    )


MOVED = """
demand:
  others: {trace: [0], channels: phone, issue_types: other}
  mails: {trace: [60], channels: email, issue_types: remove}
issue_types:
  other: {work: 3 h}
  remove:
    work: {acknowledge: 1 min, fix: 1 h}
    chase: 2 min
    leaves: {how: transfer}
    resolves: 0 %
    found_out_after: AFTER
channels:
  email: {kind: deferred, expected_reply: 30 min}
  phone: {}
teams:
  care:
    head_count: 1
    skills: [{channels: phone, issue_types: other}, {channels: phone, does: acknowledge}]
  office: {head_count: {agents: 1, hours: Mon 01:00-12:00}, skills: {channels: [email, phone]}}
routing: {teams: {phone: care}}
returns: {no_reply: {chance: 100 %, channel: phone, at_most: 1}}
"""


def test_a_chase_is_passed_on_to_nobody_while_a_fix_is_believed() -> None:
    """At 3:00 care would pass the call on to the office, as it does where all is still to do."""
    log = tell(MOVED.replace("AFTER", "9 h"))
    assert "email 1 00:01 [said done, found out 11:01] > 01:00 office0 > 02:01\n" in log
    assert "phone 1.1 00:31 (no_reply) > 03:00 care0 > 03:02\n" in log
    log = tell(MOVED.replace("AFTER", "30 min"))
    assert "phone 1.1 00:31 (no_reply) [said done, found out 04:31] > 03:00 care0 passed on" in log


def test_who_was_ignored_does_not_mind_while_a_fix_is_believed() -> None:
    """The reply to the first post is overdue at 1:30, when the second one's fix is believed."""
    text = """
clock: {start: 2026-01-05, length: 115 min, run_out: 0 s}
demand: {tweets: {trace: [0], channels: forum}}
issue_types:
  remove: {work: 10 min, resolves: 0 %, found_out_after: AFTER, recurs: {every: 1 h}}
channels:
  forum: {kind: deferred, answers: 50 %, expected_reply: 90 min}
  phone: {}
teams: {care: {head_count: 1, skills: {channels: [forum, phone]}}}
returns: {no_reply: {chance: 100 %, channel: phone}}
"""
    assert (
        tell(text.replace("AFTER", "5 h"))
        == """
forum 0 00:00 ignored
forum 0.1 01:00 (recurrence) [said done] > 01:00 care0 > 01:10
issue 0 open
"""
    )
    assert "phone 0.2 01:30 (no_reply)" in tell(text.replace("AFTER", "1 min"))


WEEKS = """
clock: {start: 2026-01-05, length: 4 weeks, run_out: 2 weeks}
demand: {mails: {rate: 500 per week}}
issue_types: {remove: {work: exponential(5 min), resolves: HOLDS, found_out_after: AFTER}}
channels: {email: {kind: deferred}}
teams: {care: {head_count: 2, skills: {channels: email}}}
returns: {unresolved: {chance: 100 %, at_most: 50}}
"""


def weeks(holds: str, after: str) -> tuple[Record, dict[str, float]]:
    """The record of four weeks, and its measures."""
    text = WEEKS.replace("HOLDS", holds).replace("AFTER", after)
    record = live(text)
    return record, {name: v.value for name, v in measure(record, scenario_of(text)).items()}


def test_measures_count_what_the_stated_chances_say() -> None:
    """Independent draws: within four standard errors; all are found out within the run-out."""
    _, found = weeks("75 %", "exponential(3 h)")
    count, share = found["resolution.false_fixes"], found["resolution.false_fix_share"]
    assert abs(share - 0.25) < 4 * (0.25 * 0.75 / (count / share)) ** 0.5
    assert found["resolution.found_out_share"] == 1.0
    hours = found["resolution.mean_time_to_find_out_h"]
    assert abs(hours - 3.0) < 4 * 3.0 / count**0.5
    assert found["types.remove.resolution.false_fixes"] == count
    assert found["teams.care.false_fixes"] == count
    assert found["teams.care.false_fix_share"] == share


def test_half_of_it_moves_the_time_to_resolution_by_more_than_its_interval() -> None:
    """Four weeks of 2,000 issues: found out after half a day instead of at once."""
    means, errors = [], []
    for after in ("0 s", "12 h"):
        record, _ = weeks("75 %", after)
        hours = (record.issues["met_at"] - record.issues["opened_at"]) / 3600.0
        means.append(float(np.nanmean(hours)))
        errors.append(float(np.nanstd(hours)) / len(hours) ** 0.5)
    assert means[1] - means[0] > 1.96 * sum(errors)


@pytest.mark.parametrize("after", ["2 h", "never"])
def test_the_story_tells_it(after: str) -> None:
    record = live(DAY.replace("after: 2 h", f"after: {after}") + AGAIN)
    told = " ".join(as_text(tell_story(record, 0, date(2026, 1, 5))).split())
    assert "Is told that it is done, which it is not" in told
    assert ("Finds out that it was not done, 2 h later" in told) == (after == "2 h")
    assert ("and the customer believes that it is met" in told) == (after == "never")


@pytest.mark.parametrize("standing", [0, PUBLIC])
def test_what_seems_done_is_all_to_do_when_it_shows(standing: int) -> None:
    """Whoever said so, at whatever stage: nothing seems left to do until it shows."""
    floor: Any = ready(make_plan(scenario_of(DAY), seed=1))
    floor.beliefs = [SimpleNamespace(done=0, fix=NOBODY)]
    floor.false_fixes = [SimpleNamespace(said_at=np.nan, found_out_at=np.nan)]
    issue = floor.issues[0]
    issue.state, issue.standing = OPEN, standing
    job = new_contact(floor, issue, 0, NEED)
    say_done_falsely(floor, 600.0, issue, job)
    assert (issue.stage, issue.round, issue.standing) == (FIXED, 1, standing)
    assert believed_fix(floor, issue) == job.id
    see_through(floor, 900.0, issue)
    assert (issue.stage, issue.round, issue.standing) == (NOTHING, 1, standing | REOPENED)
    assert believed_fix(floor, issue) == NOBODY


def test_the_time_is_drawn_by_the_contact_of_the_false_fix() -> None:
    text = (DAY + AGAIN).replace("after: 2 h", "after: exponential(2 h)")
    record, drawn = live(text), Drawn(text)
    table = record.details["false_fixes"]
    assert len(table) == 2
    dist = drawn.floor.types[0].found_out
    for row, noted in zip(record.contacts, table, strict=True):
        after = drawn.seconds(row, dist, D_FOUND_OUT, row["number"])
        assert noted["found_out_at"] == noted["said_at"] + after
