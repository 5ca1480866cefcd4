"""What is said on a channel about when a task will be done; and "soon", which is no time."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from sim.kpi import measure
from sim.record import digest
from sim.report.story.telling import as_text
from sim.report.story.telling import tell as tell_story
from tests.stories.telling import live, scenario_of, tell

DAY = """
demand:
  calls: {trace: [0], channels: phone}
  chats: {trace: [60], channels: chat}
issue_types:
  remove: {work: {acknowledge: 1 min, fix: 3 h}, chase: 2 min, leaves: {fix: desk}}
channels: {phone: {}, chat: {}}
tasks: {desk: {}}
promise: {kind: fixed, within: 2 h, channels: CHANNELS}
returns: {broken_promise: {chance: 100 %, delay: 5 min, at_most: 1}}
teams:
  care: {head_count: 1, skills: {channels: [phone, chat], does: acknowledge}}
  office: {head_count: 2, skills: {tasks: desk}}
"""


def day(channels: str) -> str:
    return DAY.replace("CHANNELS", channels)


def test_a_channel_says_something_of_its_own() -> None:
    """The chat says one hour, the phone what the scenario says."""
    assert (
        tell(day("{chat: {within: 1 h}}"))
        == """
phone 0 00:00 > 00:00 care0 > 00:01 promised 02:01
desk 0 00:01 > 00:01 office0 > 03:01 fixed
chat 1 00:01 > 00:01 care0 > 00:02 promised 01:02
desk 1 00:02 > 00:02 office1 > 03:02 fixed
chat 1.1 01:07 (broken_promise) > 01:07 care0 > 01:09 promised 02:09
phone 0.1 02:06 (broken_promise) > 02:06 care0 > 02:08 promised 04:08
issue 0 met 03:01
issue 1 met 03:02
"""
    )


def test_a_channel_says_nothing() -> None:
    log = tell(day("{chat: none}"))
    assert "chat 1 00:01 > 00:01 care0 > 00:02\n" in log
    assert "phone 0 00:00 > 00:00 care0 > 00:01 promised 02:01\n" in log
    assert "chat 1.1" not in log


def test_soon_is_no_time_but_customers_have_an_idea_of_it() -> None:
    """No due time is recorded; who heard "soon" asks after the two hours it is taken for."""
    text = day("{chat: vague}")
    assert (
        tell(text)
        == """
phone 0 00:00 > 00:00 care0 > 00:01 promised 02:01
desk 0 00:01 > 00:01 office0 > 03:01 fixed
chat 1 00:01 > 00:01 care0 > 00:02
desk 1 00:02 > 00:02 office1 > 03:02 fixed
phone 0.1 02:06 (broken_promise) > 02:06 care0 > 02:08 promised 04:08
chat 1.1 02:07 (broken_promise) > 02:08 care0 > 02:10
issue 0 met 03:01
issue 1 met 03:02
"""
    )
    found = measure(live(text), scenario_of(text))
    assert found["resolution.promises_due"].value == 2.0  # those of the phone


def test_the_channel_in_which_it_is_said_counts() -> None:
    """Whoever chases by phone, where one hour is said, hears that."""
    text = day("{phone: {within: 1 h}}").replace("at_most: 1", "at_most: 2, channel: phone")
    log = tell(text)
    assert "chat 1 00:01 > 00:01 care0 > 00:02 promised 02:02" in log
    assert "phone 1.1 02:07 (broken_promise) > 02:07 care0 > 02:09 promised 03:09" in log


@pytest.mark.parametrize("same", ["{}", "{phone: fixed}", "{phone: {within: 2 h}, chat: fixed}"])
def test_to_say_what_all_say_changes_nothing(same: str) -> None:
    without = DAY.replace(", channels: CHANNELS", "")
    assert digest(live(day(same))) == digest(live(without))


def test_what_is_late_beyond_all_patience_is_as_nothing_said() -> None:
    """A vague promise that nobody takes for less than the run."""
    vague = day("{}").replace("kind: fixed, within: 2 h", "kind: vague, within: 2 days")
    silent = day("{}").replace("kind: fixed, within: 2 h", "kind: none")
    assert digest(live(vague)) == digest(live(silent))


WEEKS = """
clock: {start: 2026-01-05, length: 4 weeks, run_out: 2 weeks}
demand:
  all: {rate: 300 per week, channels: {phone: SHARE, chat: REST}}
issue_types:
  remove: {work: {acknowledge: 1 min, fix: exponential(30 min)}, leaves: {fix: desk}}
channels: {phone: {}, chat: {}}
tasks: {desk: {}}
promise: {kind: none, channels: {phone: {kind: vague, within: 15 min}}}
returns: {broken_promise: {chance: 100 %, delay: 1 min, at_most: 1}}
teams:
  care: {head_count: 3, skills: {channels: [phone, chat], does: acknowledge}}
  office: {head_count: 12, skills: {tasks: desk}}
"""


def test_half_the_customers_who_hear_soon_move_the_failure_demand() -> None:
    """Work takes longer than a quarter of an hour with the chance exp(-1/2): these ask."""
    text = WEEKS.replace("SHARE", "1").replace("REST", "1")
    scenario, record = scenario_of(text), live(text)
    found = measure(record, scenario)
    phone = record.issues["channel"] == 0
    asks = record.issues["contacts"][phone] > 1
    least = asks.mean() - 4.0 * (0.24 / phone.sum()) ** 0.5
    assert least < np.exp(-0.5) < least + 8.0 * (0.24 / phone.sum()) ** 0.5
    assert (record.issues["contacts"][~phone] == 1).all()
    share = found["demand.failure_demand_share"].value
    assert share > 1.96 * (share / len(record.contacts)) ** 0.5 + 0.15


def test_the_story_tells_soon() -> None:
    record = live(day("{chat: vague}"))
    told = as_text(tell_story(record, 1, date(2026, 1, 5)))
    assert "Chases: it was to be soon" in " ".join(told.split())
    told = as_text(tell_story(record, 0, date(2026, 1, 5)))
    assert "Chases: the promise was not kept" in " ".join(told.split())
