"""Updates: while a task goes on, the customer is told how it stands, and waits longer."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from sim.kpi import measure
from sim.record import Record, digest
from sim.report.story.telling import as_text
from sim.report.story.telling import tell as tell_story
from tests.stories.telling import live, scenario_of, tell

DAY = """
demand: {calls: {trace: [0], channels: phone}}
issue_types:
  remove: {work: {acknowledge: 1 min, fix: 5 h}, chase: 2 min, leaves: {fix: desk}}
channels: {phone: {}}
tasks: {desk: {updates: {every: 1 h, work: 2 min}}}
promise: {kind: fixed, within: 2 h}
returns: {broken_promise: {chance: 100 %, delay: 5 min, at_most: 1}}
teams:
  care: {head_count: 1, skills: {channels: phone, does: acknowledge}}
  office: {head_count: 2, skills: {tasks: desk}}
"""
AWAY = "head_count: [{agents: 2, hours: Mon 00:00-01:30}, {agents: 2, hours: Mon 04:30-24:00}]"


def test_who_is_told_how_it_stands_does_not_ask() -> None:
    """The promised 2:01 passes, but the customer was told at 1:03, 2:03, and so on."""
    assert (
        tell(DAY)
        == """
phone 0 00:00 > 00:00 care0 > 00:01 promised 02:01
desk 0 00:01 > 00:01 office0 > 05:01 fixed
desk 0 01:01 > 01:01 office1 [update] > 01:03
desk 0.1 02:01 > 02:01 office1 [update] > 02:03
desk 0.2 03:01 > 03:01 office1 [update] > 03:03
desk 0.3 04:01 > 04:01 office1 [update] > 04:03
issue 0 met 05:01
"""
    )


def test_without_updates_the_customer_asks() -> None:
    text = DAY.replace("{updates: {every: 1 h, work: 2 min}}", "{}")
    assert "phone 0.1 02:06 (broken_promise)" in tell(text)
    assert "updates" not in live(text).details


def test_who_misses_an_update_asks_then() -> None:
    """Told at 1:03, and nobody is there for the next: an hour and a half later the news is old."""
    log = tell(DAY.replace("office: {head_count: 2", f"office: {{{AWAY}"))
    assert "desk 0 01:01 > 01:01 office1 [update] > 01:03\n" in log
    assert "phone 0.1 02:38 (broken_promise) > 02:38 care0 > 02:40 promised 04:40\n" in log


def test_the_next_is_not_left_while_the_last_one_waits() -> None:
    """One clerk, at work on the task: the update due at 1:01 waits, and then tells nothing."""
    assert (
        tell(DAY.replace("head_count: 2", "head_count: 1"))
        == """
phone 0 00:00 > 00:00 care0 > 00:01 promised 02:01
desk 0 00:01 > 00:01 office0 > 05:01 fixed
desk 0 01:01 > 05:01 office0 [update, nothing to tell] > 05:01
phone 0.1 02:06 (broken_promise) > 02:06 care0 > 02:08 promised 04:08
issue 0 met 05:01
"""
    )


def test_updates_are_work_that_tasks_wait_for() -> None:
    """A second call's task, left when the second clerk is at the update, waits for it."""
    text = DAY.replace("trace: [0]", "trace: [0, 3630]").replace("work: 2 min", "work: 10 min")
    log = tell(text)
    assert "desk 0 01:01 > 01:01 office1 [update] > 01:11\n" in log
    assert "desk 1 01:01:30 > 01:11 office1" in log


def test_who_gave_no_promise_but_soon_is_kept_waiting_too() -> None:
    text = DAY.replace("kind: fixed", "kind: vague")
    assert "broken_promise" not in tell(text)
    assert "(broken_promise)" in tell(text.replace("every: 1 h", "every: 3 h"))


def test_no_update_when_a_task_is_lost_or_the_need_has_gone() -> None:
    lost = tell(DAY.replace("{updates:", "{lost: 100 %, updates:"))
    assert "[update" not in lost
    gone = tell(DAY.replace("chase: 2 min", "chase: 2 min, perishes: 90 min"))
    assert "desk 0 01:01 > 01:01 office1 [update] > 01:03\n" in gone
    assert gone.count("[update") == 1


def test_an_end_without_a_word_is_known_when_the_news_is_old() -> None:
    """Done at 5:01 in silence; told last at 4:03: looks again at 5:33."""
    text = DAY.replace("{updates:", "{confirms: 0 %, updates:")
    log = tell(text)
    assert "phone 0.1 05:38 (broken_promise) > 05:38 care0 > 05:40\n" in log
    assert log.endswith("[not told, known 05:40]\n")


def test_what_was_promised_stays_as_it_was() -> None:
    """With clerks enough the tasks end at the same times: so do promises, kept or broken."""
    with_updates, without = weeks("30 min", clerks=60), weeks("9 weeks", clerks=60)
    assert first_promises(with_updates[0]) == first_promises(without[0])
    met = [record.issues["met_at"] for record, _ in (with_updates, without)]
    assert np.array_equal(*met, equal_nan=True)


def first_promises(record: Record) -> dict[int, tuple[float, bool]]:
    """What was promised in first contacts, by issue, and whether it was kept."""
    rows = record.contacts[record.contacts["number"] == 0]
    kept = record.issues["met_at"][rows["issue"]] <= rows["promised_at"]
    return dict(
        zip(rows["issue"].tolist(), zip(rows["promised_at"], kept, strict=True), strict=True)
    )


@pytest.mark.parametrize("late", ["2 days", "9 weeks"])
def test_updates_that_come_after_the_end_change_nothing(late: str) -> None:
    without = DAY.replace("{updates: {every: 1 h, work: 2 min}}", "{}")
    assert digest(live(DAY.replace("every: 1 h", f"every: {late}"))) == digest(live(without))


WEEKS = """
clock: {start: 2026-01-05, length: 4 weeks, run_out: 2 weeks}
demand:
  all: {rate: 300 per week, channels: phone, issue_types: {remove: HALF, list: REST}}
issue_types:
  remove: {work: {acknowledge: 1 min, fix: exponential(1 h)}, leaves: {fix: desk}}
  list: {work: {acknowledge: 1 min, fix: exponential(1 h)}, leaves: {fix: lab}}
channels: {phone: {}}
tasks: {desk: {updates: {every: EVERY, work: 1 min}}, lab: {}}
promise: {kind: fixed, within: 1 h}
returns: {broken_promise: {chance: 100 %, delay: 1 min, at_most: 1}}
teams:
  care: {head_count: 3, skills: {channels: phone, does: acknowledge}}
  office: {head_count: CLERKS, skills: {tasks: [desk, lab]}}
"""


def weeks(every: str, clerks: int = 20, share: str = "1") -> tuple[Record, dict[str, float]]:
    """The record of four weeks, and its measures."""
    text = WEEKS.replace("EVERY", every).replace("CLERKS", str(clerks))
    text = text.replace("HALF", share).replace("REST", "1")
    record = live(text)
    return record, {name: v.value for name, v in measure(record, scenario_of(text)).items()}


def test_half_of_the_tasks_with_updates_move_the_failure_demand() -> None:
    """A task in e lasts beyond the promised hour; at the desk with updates nobody asks."""
    record, found = weeks("30 min")
    _, without = weeks("9 weeks")
    asked = record.issues["contacts"] > 1
    told = record.issues["type"] == 0
    assert asked[told].mean() == 0.0
    assert abs(asked[~told].mean() - np.exp(-1.0)) < 4.0 * (0.24 / (~told).sum()) ** 0.5
    n = len(record.contacts)
    share = without["demand.failure_demand_share"]
    less = share - found["demand.failure_demand_share"]
    assert less > 1.96 * (2.0 * share * (1.0 - share) / n) ** 0.5
    assert found["tasks.desk.created"] == without["tasks.desk.created"]


def test_updates_are_counted_beside_tasks() -> None:
    """A task of an exponential hour gets 1/(sqrt(e) - 1) = 1.54 updates, if clerks are there."""
    record, found = weeks("30 min", clerks=60)
    per_task = found["tasks.desk.updates"] / found["tasks.desk.created"]
    assert abs(per_task - 1.0 / (np.exp(0.5) - 1.0)) < 0.3
    due = record.tasks["opened_at"][np.isin(record.tasks["id"], record.details["updates"]["job"])]
    assert found["tasks.desk.updating_h"] == pytest.approx((due < record.end_s).sum() / 60.0)
    assert 1.0 / 60.0 <= found["tasks.desk.mean_update_delay_h"] < 1.1 / 60.0
    assert "tasks.lab.updates" not in found


def test_the_story_tells_it() -> None:
    told = " ".join(as_text(tell_story(live(DAY), 0, date(2026, 1, 5))).split())
    assert told.count("Is told by desk how it stands") == 4
