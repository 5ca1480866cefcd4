"""Contacts that get no answer: the customer finds out when no reply comes."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from sim.codes import IGNORED, U_ANSWER
from sim.draws.threefry import uniform
from sim.kpi import measure
from sim.plan import make_plan
from sim.record import digest
from sim.report.story.telling import as_text
from sim.report.story.telling import tell as tell_story
from tests.stories.telling import live, scenario_of, tell

DAY = """
demand: {posts: {trace: [0], channels: forum}}
issue_types: {question: {work: 10 min}}
channels:
  forum: {kind: deferred, public: yes, expected_reply: 30 min, answers: no}
  phone: {}
teams: {care: {head_count: 1, skills: {channels: [forum, phone]}}}
"""


def test_who_gets_no_answer_stops_when_the_reply_is_overdue() -> None:
    """Although somebody is idle all the time."""
    assert (
        tell(DAY)
        == """
forum 0 00:00 ignored
issue 0 gave up 00:30
"""
    )


def test_some_try_another_way() -> None:
    """Ten minutes after the reply was expected."""
    assert (
        tell(DAY + "returns: {no_reply: {chance: 1, channel: phone, delay: 10 min}}\n")
        == """
forum 0 00:00 ignored
phone 0.1 00:40 (no_reply) > 00:40 care0 > 00:50
issue 0 met 00:50
"""
    )


def test_who_believes_an_automatic_reply_goes_on_waiting() -> None:
    believed = DAY.replace("answers: no", "answers: no, automatic_reply: 0 %")
    assert (
        tell(believed)
        == """
forum 0 00:00 [automatic reply believed] ignored
issue 0 open
"""
    )
    seen_through = tell(believed.replace("reply: 0 %", "reply: 100 %"))
    assert "issue 0 gave up 00:30" in seen_through


def test_who_expects_nothing_goes_on_waiting() -> None:
    assert "issue 0 open" in tell(DAY.replace("expected_reply: 30 min, ", ""))


def test_by_issue_type_and_by_reach() -> None:
    """Questions are ignored, praise is answered, and so is whoever has 5,000 followers."""
    log = tell("""
demand:
  one: {trace: [0], issue_types: question, segments: crowd}
  two: {trace: [60], issue_types: praise, segments: crowd}
  three: {trace: [120], issue_types: question, segments: stars}
customers: {segments: {crowd: {reach: 50}, stars: {reach: 5000}}}
issue_types: {question: {work: 10 min}, praise: {work: 1 min}}
channels:
  forum:
    kind: deferred
    expected_reply: 30 min
    answers: {issue_types: {question: 0 %}, reach_from: 5000}
teams: {care: {head_count: 1, skills: {channels: forum}}}
""")
    assert (
        log
        == """
forum 0 00:00 ignored
forum 1 00:01 > 00:01 care0 > 00:02
forum 2 00:02 > 00:02 care0 > 00:12
issue 0 gave up 00:30
issue 1 met 00:02
issue 2 met 00:12
"""
    )


WEEK = """
clock: {start: 2026-01-05, length: 4 weeks, run_out: 1 week}
demand: {posts: {rate: 500 per week}}
issue_types: {question: {work: exponential(5 min)}}
channels:
  forum:
    kind: deferred
    expected_reply: 4 h
    answers: SHARE
    returns: {no_reply: {chance: 60 %, delay: 1 h}}
teams: {care: {head_count: 2, skills: {channels: forum}}}
"""


def test_answers_to_all_are_what_there_is_without_the_key() -> None:
    every = live(WEEK.replace("SHARE", "{share: 100 %}"))
    assert digest(every) == digest(live(WEEK.replace("    answers: SHARE\n", "")))


@pytest.mark.parametrize("share", [0.4, 0.8])
def test_the_share_is_the_one_stated(share: float) -> None:
    """Independent draws: within four standard errors; the measures count the same contacts."""
    text = WEEK.replace("SHARE", str(share))
    record, scenario = live(text), scenario_of(text)
    ignored = record.contacts["state"] == IGNORED
    error = (share * (1 - share) / len(ignored)) ** 0.5
    assert abs(1 - float(np.mean(ignored)) - share) < 4 * error
    found = measure(record, scenario)
    opened = record.contacts["opened_at"] < record.end_s
    assert found["forum.ignored"].value == np.count_nonzero(ignored & opened)
    assert found["forum.ignored_share"].value == pytest.approx(np.mean(ignored[opened]))
    assert found["forum.response_rate"].value == pytest.approx(1 - np.mean(ignored[opened]))


def test_half_the_answers_move_what_is_met_by_more_than_its_interval() -> None:
    """Four weeks; issues met, all answers against half of them: binomial intervals apart."""
    met = []
    for share in ("100 %", "50 %"):
        issues = live(WEEK.replace("SHARE", share)).issues
        met.append(float(np.mean(np.isfinite(issues["met_at"]))))
    assert met[0] - met[1] > 2 * 1.96 * (0.25 / 2000) ** 0.5


def test_the_story_tells_it() -> None:
    record = live(DAY + "returns: {no_reply: {chance: 1, channel: phone, delay: 10 min}}\n")
    told = " ".join(as_text(tell_story(record, 0, date(2026, 1, 5))).split())
    assert "Makes contact (forum): nobody takes it up" in told
    assert "Chases: no reply yet (phone)" in told


def test_each_contact_has_its_own_draw() -> None:
    """By its number among the issue's contacts: who chases may be answered the second time."""
    text = WEEK.replace("SHARE", "40 %")
    issues = make_plan(scenario_of(text), seed=1).fresh_floor().issues
    numbers = set()
    for contact in live(text).contacts:
        issue, number = issues[contact["issue"]], int(contact["number"])
        drawn = uniform(int(issue["key0"]), int(issue["key1"]), U_ANSWER, number)
        assert (contact["state"] == IGNORED) == (drawn >= 0.4)
        numbers.add(number)
    assert numbers >= {0, 1, 2}
