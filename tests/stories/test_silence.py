"""Desks that do not tell customers how it ended: they go on until they ask, or see it."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from sim.codes import D_KNOWN
from sim.floor.draws import OF_TASKS
from sim.kpi import measure
from sim.record import Record, digest
from sim.report.story.telling import as_text
from sim.report.story.telling import tell as tell_story
from tests.stories.telling import live, scenario_of, tell
from tests.stories.test_keyed_draws import Drawn

DAY = """
demand: {calls: {trace: [0], channels: phone}}
issue_types:
  remove: {work: {acknowledge: 1 min, fix: 30 min}, chase: 2 min, leaves: {fix: desk}}
channels: {phone: {}}
tasks: {desk: {confirms: 0 %}}
promise: {kind: fixed, within: 1 h}
returns: {broken_promise: {chance: 100 %, delay: 5 min}}
teams:
  care: {head_count: 1, skills: {channels: phone, does: acknowledge}}
  office: {head_count: 1, skills: {tasks: desk}}
"""


def test_who_is_not_told_asks_and_then_knows() -> None:
    """The promise was kept at 0:31, and nobody said so."""
    assert (
        tell(DAY)
        == """
phone 0 00:00 > 00:00 care0 > 00:01 promised 01:01
desk 0 00:01 > 00:01 office0 > 00:31 fixed
phone 0.1 01:06 (broken_promise) > 01:06 care0 > 01:08
issue 0 met 00:31 [not told, known 01:08]
"""
    )


def test_who_is_told_does_not_ask() -> None:
    told = DAY.replace("confirms: 0 %", "confirms: 100 %")
    assert (
        tell(told)
        == """
phone 0 00:00 > 00:00 care0 > 00:01 promised 01:01
desk 0 00:01 > 00:01 office0 > 00:31 fixed
issue 0 met 00:31
"""
    )
    assert digest(live(told)) == digest(live(told.replace("{confirms: 100 %}", "{}")))
    assert not live(told).details


def test_who_does_not_ask_never_knows() -> None:
    log = tell(DAY.replace("chance: 100 %", "chance: 0 %"))
    assert log.endswith("issue 0 met 00:31 [not told]\n")


def test_some_see_that_it_works() -> None:
    """Twenty minutes later, before the promise lapses: then nobody asks."""
    shows = DAY.replace("chase: 2 min", "chase: 2 min, found_out_after: AFTER")
    log = tell(shows.replace("AFTER", "20 min"))
    assert "phone 0.1" not in log
    assert log.endswith("issue 0 met 00:31 [not told, known 00:51]\n")
    late = tell(shows.replace("AFTER", "34 min"))  # seen at 1:05; the return is planned for 1:06
    assert "phone 0.1" not in late
    assert late.endswith("known 01:05]\n")
    later = tell(shows.replace("AFTER", "36 min"))  # on the phone, when it shows
    assert "phone 0.1 01:06 (broken_promise)" in later
    assert later.endswith("known 01:07]\n")


def test_who_cannot_be_helped_learns_that_by_asking_alone() -> None:
    hopeless = DAY.replace("chase: 2 min", "chase: 2 min, unresolvable: 100 %")
    log = tell(hopeless.replace("chase: 2 min", "chase: 2 min, found_out_after: 20 min"))
    assert "phone 0.1 01:06 (broken_promise) > 01:06 care0 > 01:08" in log
    assert log.endswith("issue 0 denied 00:31 [not told, known 01:08]\n")


def test_who_asks_in_vain_tries_again() -> None:
    """Nobody answers the call at 1:06; given up at 1:16, and tried again until it is answered."""
    patient = DAY.replace("phone: {}", "phone: {patience: 10 min}")
    pause = "head_count: [{agents: 1, hours: Mon 00:00-01:00}, {agents: 1, hours: Mon 01:30-03:00}]"
    away = patient.replace("head_count: 1, skills: {channels", f"{pause}, skills: {{channels")
    again = "returns: {abandoned: {chance: 100 %, delay: 20 min}, "
    log = tell(away.replace("returns: {", again))
    assert (
        log
        == """
phone 0 00:00 > 00:00 care0 > 00:01 promised 01:01
desk 0 00:01 > 00:01 office0 > 00:31 fixed
phone 0.1 01:06 (broken_promise) gave up > 01:16
phone 0.2 01:36 (abandoned) > 01:36 care0 > 01:38
issue 0 met 00:31 [not told, known 01:38]
"""
    )


def test_a_call_that_waits_when_the_task_ends_tells_the_customer() -> None:
    """Promised for 0:11, called at 0:16, answered at 0:40 by who is back then."""
    pause = "head_count: [{agents: 1, hours: Mon 00:00-00:05}, {agents: 1, hours: Mon 00:40-03:00}]"
    away = DAY.replace("head_count: 1, skills: {channels", f"{pause}, skills: {{channels")
    short = away.replace("within: 1 h", "within: 10 min")
    assert (
        tell(short)
        == """
phone 0 00:00 > 00:00 care0 > 00:01 promised 00:11
desk 0 00:01 > 00:01 office0 > 00:31 fixed
phone 0.1 00:16 (broken_promise) > 00:40 care0 > 00:42
issue 0 met 00:31 [not told, known 00:42]
"""
    )


def test_a_silent_false_fix_is_believed_by_the_firm_until_somebody_says_it() -> None:
    """Who asks at 1:06 is told that it is done; two hours later it shows that it is not."""
    false = DAY.replace("chase: 2 min", "chase: 2 min, resolves: 0 %, found_out_after: 2 h")
    assert (
        tell(false)
        == """
phone 0 00:00 > 00:00 care0 > 00:01 promised 01:01
desk 0 00:01 > 00:01 office0 > 00:31 fixed
phone 0.1 01:06 (broken_promise) [said done, found out 03:08] > 01:06 care0 > 01:08
issue 0 gave up 03:08
"""
    )
    assert live(false).issues["round"].tolist() == [1]


def test_a_false_fix_that_shows_at_once_needs_no_words() -> None:
    """As without silence: the customer comes back for what is not done."""
    at_once = DAY.replace("chase: 2 min", "chase: 2 min, resolves: 0 %")
    log = tell(at_once)
    assert log.endswith("issue 0 gave up 00:31\n")


def test_the_time_until_some_see_it_is_drawn_by_the_task() -> None:
    text = DAY.replace("chase: 2 min", "chase: 2 min, found_out_after: exponential(10 min)")
    record, drawn = live(text), Drawn(text)
    known = record.details["outcomes"]["known_at"][0] - record.issues["met_at"][0]
    dist = drawn.floor.types[0].found_out
    assert known == drawn.seconds(record.tasks[0], dist, D_KNOWN, OF_TASKS)


WEEKS = """
clock: {start: 2026-01-05, length: 4 weeks, run_out: 2 weeks}
demand: {calls: {rate: 300 per week, channels: phone}}
issue_types:
  remove: {work: {acknowledge: 1 min, fix: exponential(5 min)}, leaves: {fix: desk}}
channels: {phone: {}}
tasks: {desk: {confirms: SHARE}}
promise: {kind: fixed, within: 1 day}
returns: {broken_promise: {chance: 100 %, delay: 1 h, at_most: 1}}
teams:
  care: {head_count: 3, skills: {channels: phone, does: acknowledge}}
  office: {head_count: 2, skills: {tasks: desk}}
"""


def weeks(share: str) -> tuple[Record, dict[str, float]]:
    """The record of four weeks, and its measures."""
    text = WEEKS.replace("SHARE", share)
    record = live(text)
    return record, {name: v.value for name, v in measure(record, scenario_of(text)).items()}


def test_in_the_limit_everybody_asks_once() -> None:
    """All is done within the day, nobody is told, everybody asks: two calls for each need."""
    record, found = weeks("0 %")
    whole = record.issues["opened_at"] < record.end_s
    assert (record.issues["contacts"][whole] == 2).all()
    assert found["tasks.desk.confirmed_share"] == 0.0
    assert found["resolution.unknown_share"] == 0.0
    assert 0.45 < found["demand.contacts_when_met_share"] < 0.5
    assert 24.5 < found["resolution.mean_time_to_know_h"] < 25.2


def test_half_the_silence_moves_the_contacts_per_issue_by_more_than_its_interval() -> None:
    """Four weeks of 1,200 issues; the share of the silent is the one stated."""
    _, told = weeks("100 %")
    record, found = weeks("50 %")
    ends = found["tasks.desk.silent_ends"] / (1.0 - found["tasks.desk.confirmed_share"])
    assert abs(found["tasks.desk.confirmed_share"] - 0.5) < 4 * (0.25 / ends) ** 0.5
    extra = found["demand.contacts_per_issue"] - told["demand.contacts_per_issue"]
    assert extra > 1.96 * float(np.std(record.issues["contacts"])) / len(record.issues) ** 0.5
    assert found["demand.contacts_when_met"] > 0.4 * ends
    assert found["types.remove.resolution.unknown_share"] == 0.0


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("chase: 2 min", "Hears that it is done, 37 min later"),
        ("chase: 2 min, found_out_after: 20 min", "Sees that it is done, 20 min later"),
        ("chase: 2 min, unresolvable: 100 %", "Hears that it cannot be done, 37 min later"),
    ],
)
def test_the_story_tells_it(kind: str, sentence: str) -> None:
    record = live(DAY.replace("chase: 2 min", kind))
    told = " ".join(as_text(tell_story(record, 0, date(2026, 1, 5))).split())
    assert "Nobody tells the customer" in told
    assert sentence in told
    assert ("It turns out that it cannot be done" in told) == ("unresolvable" in kind)
