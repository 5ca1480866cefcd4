"""Reserves: limits and what they change in four weeks, measures, the customer's story."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from sim.kpi import measure
from sim.record import Record
from sim.report.story.telling import as_text
from sim.report.story.telling import tell as tell_story
from tests.stories.telling import live, scenario_of
from tests.stories.test_reserve import LINE, MIXED

WEEKS = """
clock: {start: 2026-01-05, length: 4 weeks, run_out: 1 day}
demand: {calls: {rate: 1300 per week}, mails: {rate: 200 per week, channels: email}}
issue_types: {question: {work: exponential(10 min)}}
channels: {phone: {patience: exponential(8 min)}, email: {kind: deferred, share: 0}}
teams:
  care: {head_count: 2, skills: {channels: phone}}
  clerks: {head_count: 1, skills: {channels: CLERKS}}
"""
RESERVE = "routing: {reserve: {queue: phone, team: clerks, RULE}}\n"


def tables(record: Record) -> list[bytes]:
    """All that is recorded but for the calls, to the bit."""
    found = (record.issues, record.contacts, record.tasks, record.pieces, record.spells)
    return [bytes(table[name].tobytes()) for table in found for name in table.dtype.names]


def test_a_reserve_that_is_never_called_is_a_team_without_the_skill() -> None:
    both = WEEKS.replace("CLERKS", "[email, phone]") + RESERVE
    with_rule = live(both.replace("RULE", "above: 100000"))
    assert tables(with_rule) == tables(live(WEEKS.replace("CLERKS", "[email]")))
    assert len(with_rule.details["reserve_calls"]) == 0


def test_a_reserve_that_is_called_for_whoever_waits_is_a_further_team() -> None:
    both = WEEKS.replace("CLERKS", "[email, phone]")
    plain = tables(live(both))
    for rule in ("above: 0", "waited: 0 s", "expected_wait: 0 s"):
        assert tables(live(both + RESERVE.replace("RULE", rule))) == plain


def test_half_the_wait_moves_what_the_reserve_does_by_more_than_its_interval() -> None:
    """The share of work that is the reserve's, after 1 min and after 2 min: over days, paired."""
    shares = []
    for rule in ("waited: 1 min", "waited: 2 min"):
        text = WEEKS.replace("CLERKS", "[email, phone]") + RESERVE.replace("RULE", rule)
        contacts = live(text).contacts
        contacts = contacts[(contacts["queue"] == 0) & (contacts["team"] >= 0)]
        day = (contacts["opened_at"] // 86400).astype(int)
        shares.append(np.bincount(day, contacts["team"] == 1, 28)[:28] / np.bincount(day)[:28])
    less = shares[0] - shares[1]
    assert less.mean() > 2.0 * 2.05 * less.std(ddof=1) / 28**0.5


def test_the_measures_are_those_of_the_log() -> None:
    text = MIXED.replace("RULE", "interrupts: yes, switching: 1 min")
    found = measure(live(text), scenario_of(text))
    assert found["phone.reserve_calls"].value == 1
    assert found["phone.reserve_called_h"].value == pytest.approx(6 / 60)
    assert found["teams.clerks.reserve_h"].value == pytest.approx(11 / 60)
    assert found["teams.clerks.reserve_share"].value == pytest.approx(11 / 31)
    assert not any(name.startswith("teams.care.reserve") for name in found)
    assert not any(name.startswith("email.reserve") for name in found)


def test_the_story_tells_it() -> None:
    record = live(LINE.replace("RULE", "above: 2"))
    told = " ".join(as_text(tell_story(record, 1, date(2026, 1, 5))).split())
    assert "Agent 1 of clerks, called in as a reserve, answers after 20 s" in told
    told = " ".join(as_text(tell_story(record, 2, date(2026, 1, 5))).split())
    assert "reserve" not in told
