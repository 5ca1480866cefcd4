"""Needs that are worth meeting only for a while."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from sim.codes import D_PERISH, MET
from sim.experiment.measures import measures_of
from sim.kpi import measure
from sim.record import check, digest
from sim.record.columns import OF_DETAILS
from sim.report.story.telling import as_text
from sim.report.story.telling import tell as tell_story
from tests.stories.telling import live, scenario_of, tell
from tests.stories.test_keyed_draws import Drawn

DAY = """
demand: {calls: {trace: [0, 60]}}
issue_types: {ticket: {work: 10 min, perishes: {after: 15 min, value: 40 USD}}}
channels: {phone: {}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
"""


def test_who_is_served_too_late_stays_and_is_served_in_vain() -> None:
    """The second call ends 19 minutes after the need arose."""
    assert (
        tell(DAY)
        == """
phone 0 00:00 > 00:00 care0 > 00:10
phone 1 00:01 > 00:10 care0 > 00:20
issue 0 met 00:10
issue 1 gave up 00:16
"""
    )


def test_what_is_done_at_the_last_moment_is_in_time() -> None:
    assert "issue 1 met 00:20" in tell(DAY.replace("15 min", "19 min"))


def test_a_planned_return_is_not_made() -> None:
    """Call 1 gives up at 2:00 and would call again at 1:02; it is of no use any more."""
    again = "{patience: 1 min, returns: {abandoned: {chance: 1, delay: 1 h}}}"
    assert (
        tell(DAY.replace("phone: {}", f"phone: {again}"))
        == """
phone 0 00:00 > 00:00 care0 > 00:10
phone 1 00:01 gave up > 00:02
issue 0 met 00:10
issue 1 gave up 00:16
"""
    )


def test_who_gives_up_waiting_later_does_not_call_again() -> None:
    """Patience ends at 21:00, when the value has been gone for five minutes."""
    again = "{patience: 20 min, returns: {abandoned: {chance: 1, delay: 1 min}}}"
    day = DAY.replace("phone: {}", f"phone: {again}").replace("work: 10 min", "work: 1 h")
    assert (
        tell(day)
        == """
phone 0 00:00 > 00:00 care0 > 01:00
phone 1 00:01 gave up > 00:21
issue 0 gave up 00:15
issue 1 gave up 00:16
"""
    )


OFFICE = """
demand: {calls: {trace: [0]}}
issue_types:
  ticket:
    work: {acknowledge: 1 min, diagnose: 5 min, fix: 10 min}
    leaves: LEAVES
    perishes: 3 min
channels: {phone: {returns: {unresolved: 100 %, broken_promise: 100 %}}}
tasks: {back: {}, lab: {}}
promise: {kind: fixed, within: 2 min}
teams:
  care: {head_count: 1, skills: {channels: phone, does: acknowledge}}
  clerks: {head_count: 1, skills: [{tasks: back, does: diagnose}, {tasks: lab}, {channels: phone}]}
routing: {teams: {phone: care}}
"""


def test_a_task_is_still_done_and_leaves_no_other() -> None:
    """The clerk begins in time and is not told; a promise that lapses later makes nobody chase."""
    log = tell(OFFICE.replace("LEAVES", "{diagnose: back, fix: lab}").replace("2 min", "3 min"))
    assert (
        log
        == """
phone 0 00:00 > 00:00 care0 > 00:01 promised 00:04
back 0 00:01 > 00:01 clerks0 > 00:06 diagnosed
issue 0 gave up 00:03
"""
    )


def test_who_is_on_the_line_is_passed_on_all_the_same() -> None:
    """The value goes during the talk of six minutes; the customer stays for the next team."""
    day = OFFICE.replace("LEAVES", "{fix: lab, how: transfer}").replace("3 min", "30 s")
    assert (
        tell(day)
        == """
phone 0 00:00 > 00:00 care0 passed on 00:01 > 00:01 clerks0 > 00:16
issue 0 gave up 00:00:30
"""
    )


def test_harm_no_longer_repeats_and_nobody_looks_for_a_reply() -> None:
    log = tell("""
demand: {mails: {trace: [0]}}
issue_types: {ticket: {work: 10 min, recurs: 20 min, perishes: 30 min}}
channels:
  email: {kind: deferred, expected_reply: 40 min, returns: {no_reply: {chance: 100 %}}}
teams: {care: {head_count: {agents: 1, hours: Mon 01:00-02:00}, skills: {channels: email}}}
""")
    assert (
        log
        == """
email 0 00:00 > 01:00 care0 > 01:10
email 0.1 00:20 (recurrence) > 01:10 care0 > 01:20
issue 0 gave up 00:30
"""
    )


def test_who_was_ignored_stops_at_the_moment_the_value_is_gone() -> None:
    """The look for the reply, ten minutes later, means nothing any more."""
    log = tell("""
demand: {posts: {trace: [0]}}
issue_types: {ticket: {perishes: 20 min}}
channels: {forum: {kind: deferred, expected_reply: 30 min, answers: no, returns: {no_reply: 1}}}
teams: {care: {head_count: 1, skills: {channels: forum}}}
""")
    assert (
        log
        == """
forum 0 00:00 ignored
issue 0 gave up 00:20
"""
    )


def test_the_measures_count_needs_money_and_work_in_vain() -> None:
    found = measure(live(DAY), scenario_of(DAY))
    for prefix in ("resolution", "types.ticket"):
        assert found[f"{prefix}.perished"].value == 1.0
        assert found[f"{prefix}.perished_share"].value == 0.5
        assert found[f"{prefix}.perished_value"].value == 40.0
        assert found[f"{prefix}.saved_value"].value == 40.0
        assert found[f"{prefix}.work_in_vain_h"].value == 0.0  # it was begun in time
    late = DAY.replace("15 min", "5 min")
    found = measure(live(late), scenario_of(late))
    assert found["resolution.perished"].value == 2.0
    assert found["resolution.work_in_vain_h"].value == pytest.approx(1 / 6)


def test_the_measures_are_those_that_the_scenario_is_said_to_have() -> None:
    scenario = scenario_of(DAY)
    assert set(measures_of(scenario)) == set(measure(live(DAY), scenario))


def test_the_story_tells_it() -> None:
    told = " ".join(as_text(tell_story(live(DAY), 1, date(2026, 1, 5))).split())
    assert "It is too late, 15 min after the need arose: it is of no use now" in told
    assert "Tries no more" not in told


WEEK = """
clock: {start: 2026-01-05, length: 4 weeks, run_out: 1 week}
demand: {calls: {rate: 400 per week, profile: Mon-Fri 08:00-18:00}}
issue_types: {ticket: {work: exponential(9 min), perishes: {after: LASTS, value: 40 USD}}}
channels: {phone: {patience: exponential(20 min), returns: {abandoned: 80 %}}}
teams: {care: {shifts: {agents: 2, hours: Mon-Fri 08:00-18:00}, skills: {channels: phone}}}
"""


def test_what_never_perishes_is_what_there_is_without_the_key() -> None:
    never = live(WEEK.replace("LASTS", "never"))
    key = ", perishes: {after: LASTS, value: 40 USD}"
    assert digest(never) == digest(live(WEEK.replace(key, "")))
    assert never.details == {}


def test_half_the_time_moves_what_is_lost_by_more_than_its_interval() -> None:
    """Value that lasts an hour, and half an hour: binomial intervals of what is met lie apart."""
    met = []
    for lasts in ("exponential(1 h)", "exponential(30 min)"):
        state = live(WEEK.replace("LASTS", lasts)).issues["state"]
        met.append((float(np.mean(state == MET)), len(state)))
    error = sum(0.25 / count for _, count in met) ** 0.5
    assert met[0][0] - met[1][0] > 1.96 * error


DRAWN = """
demand: {calls: {trace: [0, 60, 120, 180, 240]}}
issue_types: {ticket: {work: 20 h, perishes: exponential(1 h)}}
channels: {phone: {}}
teams: {care: {head_count: 9, skills: {channels: phone}}}
"""


def test_how_long_value_lasts_is_a_draw_of_its_own() -> None:
    record, drawn = live(DRAWN), Drawn(DRAWN)
    (kind,) = drawn.floor.types
    gone = record.details["perished"]
    assert gone["issue"].tolist() == [0, 1, 2, 3, 4]
    for contact, at in zip(record.contacts, gone["perished_at"], strict=True):
        lasts_s = drawn.seconds(contact, kind.perishes, D_PERISH, 0)
        assert at == contact["opened_at"] + lasts_s


@pytest.mark.parametrize(
    ("at", "law"),
    [(900.0, "perished: closed when the value was gone"), (600.0, "perished: the need is given")],
)
def test_broken_laws_are_told(at: float, law: str) -> None:
    """Of the second need, gone at another moment; of the first, which was met."""
    record = live(DAY)
    table = np.array([(0 if at == 600.0 else 1, at)], OF_DETAILS["perished"])
    found = check(replace(record, details={"perished": table}))
    assert any(one.startswith(law) for one in found)
