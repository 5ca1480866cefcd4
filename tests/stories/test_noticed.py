"""The firm notices its own errors and acts before it is asked; customers see them later."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from sim.codes import MET
from sim.engine import run
from sim.kpi import measure
from sim.plan import make_plan
from sim.record import digest
from sim.record.details import details_of
from sim.report.story.telling import as_text
from sim.report.story.telling import tell as tell_story
from tests.stories.telling import live, scenario_of, tell

DAY = """
demand: {calls: {trace: [0], channels: phone}}
issue_types:
  error:
    work: 10 min
    noticed: {desk: office, chance: 100 %, after: 30 min, customer_contacts_after: 2 h}
channels: {phone: {expected_reply: 1 min}}
tasks: {office: {}}
teams:
  care: {head_count: 1, skills: {channels: phone}}
  back: {head_count: 1, skills: {tasks: office}}
"""
RETURNS = "{expected_reply: 1 min, returns: {unresolved: {chance: 100 %, delay: 5 min}}}"


def test_what_the_firm_fixes_first_nobody_asks_about() -> None:
    assert (
        tell(DAY)
        == """
office 0 00:30 > 00:30 back0 > 00:40 fixed
issue 0 met 00:40
"""
    )


def test_who_is_not_seen_to_asks_when_the_error_is_seen() -> None:
    assert (
        tell(DAY.replace("chance: 100 %", "chance: 0 %"))
        == """
phone 0 02:00 > 02:00 care0 > 02:10
issue 0 met 02:10
"""
    )


def test_never_noticing_what_is_seen_at_once_leaves_every_byte() -> None:
    """Not noticing, and noticing when it is over: the second has a table of its own, empty."""
    at_once = DAY.replace(", customer_contacts_after: 2 h", "")
    without = "".join(line for line in DAY.splitlines(keepends=True) if "noticed" not in line)
    off = live(without)
    assert digest(live(at_once.replace("chance: 100 %", "chance: 0 %"))) == digest(off)
    late = live(at_once)
    assert late.contacts.tobytes() == off.contacts.tobytes()
    assert late.issues.tobytes() == off.issues.tobytes()
    assert len(late.details["noticed"]) == len(late.tasks) == 0


def test_who_asks_while_the_task_is_under_way_chases_only() -> None:
    """Also at the very moment: the firm notices first."""
    assert (
        tell(DAY.replace("30 min", "115 min"))
        == """
office 0 01:55 > 01:55 back0 > 02:05 fixed
phone 0 02:00 > 02:00 care0 > 02:02
issue 0 met 02:05
"""
    )
    assert (
        tell(DAY.replace("30 min", "2 h"))
        == """
phone 0 02:00 > 02:00 care0 > 02:02
office 0 02:00 > 02:00 back0 > 02:10 fixed
issue 0 met 02:10
"""
    )


def test_a_task_under_way_is_not_left_twice() -> None:
    """The contact has left the fix at the office, which begins at one o'clock."""
    text = DAY.replace("work: 10 min", "work: {diagnose: 5 min, fix: 5 min}, leaves: {fix: desk}")
    text = text.replace("    work: {d", "    authority: 1\n    work: {d")
    text = text.replace("}, leaves: {fix: desk}", "}\n    leaves: {fix: desk}")
    text = text.replace(", customer_contacts_after: 2 h", "").replace(
        "tasks: {office: {}}", 'tasks: {office: {}, desk: {hours: "Mon 01:00-24:00"}}'
    )
    text = text.replace("tasks: office}", "tasks: [office, desk], authority: 1}")
    assert (
        tell(text)
        == """
phone 0 00:00 > 00:00 care0 > 00:05
desk 0 00:05 > 01:00 back0 > 01:05 fixed
issue 0 met 01:05
"""
    )


def test_a_task_goes_on_from_the_stage_that_was_reached() -> None:
    """Diagnosed in the contact, and nobody to leave it to: the firm does the fix alone."""
    text = DAY.replace("work: 10 min", "work: {diagnose: 5 min, fix: 7 min}").replace("2 h", "1 s")
    text = text.replace("{channels: phone}}", "{channels: phone, does: diagnose}}")
    log = tell(text)
    assert "phone 0 00:00:01 > 00:00:01 care0 > 00:05:01" in log
    assert "office 0 00:30 > 00:30 back0 > 00:37 fixed" in log


def test_a_need_is_open_until_the_firm_has_noticed_it() -> None:
    """The caller gives up at once; nobody is there."""
    text = DAY.replace("2 h", "1 min").replace(
        "care: {head_count: 1,", 'care: {head_count: {agents: 1, hours: "Mon 12:00-24:00"},'
    )
    text = text.replace("{expected_reply: 1 min}", "{patience: 1 min}")
    assert (
        tell(text)
        == """
phone 0 00:01 gave up > 00:02
office 0 00:30 > 00:30 back0 > 00:40 fixed
issue 0 met 00:40
"""
    )
    assert "issue 0 gave up 00:02" in tell(text.replace("100 %", "0 %"))


def test_a_task_that_is_lost_helps_nobody() -> None:
    assert (
        tell(DAY.replace("office: {}", "office: {lost: 100 %}"))
        == """
office 0 00:30 lost
phone 0 02:00 > 02:00 care0 > 02:10
issue 0 met 02:10
"""
    )


def test_a_fix_that_does_not_hold_is_no_news_to_who_has_seen_nothing() -> None:
    """No return is made before the first contact."""
    text = DAY.replace("work: 10 min", "resolves: 100 %\n    work: 10 min")
    text = text.replace("resolves: 100 %", "resolves_by_team: {back: 0 %}")
    assert (
        tell(text.replace("{expected_reply: 1 min}", RETURNS))
        == """
office 0 00:30 > 00:30 back0 > 00:40 fixed
phone 0 02:00 > 02:00 care0 > 02:10
issue 0 met 02:10
"""
    )


def test_who_believes_in_the_fix_asks_when_it_turns_out_false() -> None:
    text = DAY.replace("work: 10 min", "resolves_by_team: {back: 0 %}\n    work: 10 min")
    text = text.replace("    work:", "    found_out_after: 3 h\n    work:")
    log = tell(text.replace("{expected_reply: 1 min}", RETURNS))
    assert "office 0 00:30 [said done, found out 03:40] > 00:30 back0 > 00:40 fixed" in log
    assert "phone 0.1 03:45 (unresolved) > 03:45 care0 > 03:55" in log
    assert "phone 0 0" not in log


def test_who_is_not_told_asks_all_the_same() -> None:
    """Nobody has said that it is done."""
    log = tell(DAY.replace("office: {}", "office: {confirms: 0 %}"))
    assert "phone 0 02:00 > 02:00 care0 > 02:02" in log


def test_harm_that_repeats_shows_the_error() -> None:
    """The first contact is about that; none is made at two."""
    text = DAY.replace("chance: 100 %", "chance: 0 %").replace(
        "    work:", "    recurs: 1 h\n    work:"
    )
    assert (
        tell(text)
        == """
phone 0.1 01:00 (recurrence) > 01:00 care0 > 01:10
issue 0 met 01:10
"""
    )


def test_who_is_no_customer_any_more_does_not_ask() -> None:
    leaving = "customers: {population: 1, gives_up_hope_after: 1 h, leaving: "
    leaving += "{at_worst: 100 %, at_middle: 100 %, competitor: 5}}\n"
    text = leaving + DAY.replace("chance: 100 %", "chance: 0 %")
    assert tell(text).startswith("\nissue 0 gave up 02:00")


# -- what it is worth --------------------------------------------------------------------------


def test_nobody_waits_who_has_seen_nothing() -> None:
    """Met unasked, or answered at once when asked two hours later: 4.2 and 0.3 points."""
    for rule in ("chance: 100 %", "chance: 0 %"):
        text = DAY.replace("chance: 100 %", rule)
        score = measure(live(text), scenario_of(text))["satisfaction.score"].value
        assert score == pytest.approx(4.5)
        remembered = live("customers: {population: 1, trust: {rate: 50 %}}\n" + text)
        assert remembered.details["judged"]["score"].tolist() == [score]
    late = DAY.replace("chance: 100 %", "chance: 0 %").replace("head_count: 1", "head_count: 0")
    assert measure(live(late), scenario_of(late))["satisfaction.score"].value < 2.0


def test_the_story_tells_it() -> None:
    told = " ".join(as_text(tell_story(live(DAY), 0, date(2026, 1, 5))).split())
    assert "The firm notices it by itself and sees to it" in told
    assert "sees that something is wrong" not in told
    assert "Met after 40 min, 0 contacts" in told
    asks = live(DAY.replace("chance: 100 %", "chance: 0 %"))
    told = " ".join(as_text(tell_story(asks, 0, date(2026, 1, 5))).split())
    assert "The customer sees that something is wrong" in told


WEEK = """
clock: {start: 2026-01-05, length: 4 weeks, run_out: 1 week}
demand: {calls: {rate: 700 per week, channels: phone}}
issue_types:
  error:
    work: exponential(10 min)
    noticed: {desk: office, chance: CHANCE, after: exponential(1 h), customer_contacts_after: SEEN}
channels: {phone: {}}
tasks: {office: {}}
teams:
  care: {head_count: 4, skills: {channels: phone}}
  back: {head_count: 4, skills: {tasks: office}}
"""


def test_measures_count_what_the_record_says() -> None:
    text = WEEK.replace("CHANCE", "60 %").replace("SEEN", "exponential(3 h)")
    record = live(text)
    found = {name: one.value for name, one in measure(record, scenario_of(text)).items()}
    issues = record.issues[record.issues["opened_at"] < record.end_s]
    acted = np.isfinite(details_of(record, "noticed", issues["id"])["noticed_at"])
    made = np.isin(issues["id"], record.contacts["issue"])
    unasked = (issues["state"] == MET) & ~made
    for place in ("resolution", "types.error"):
        assert found[f"{place}.noticed_share"] == acted.mean()
        assert found[f"{place}.met_unasked_share"] == unasked.mean()
        assert found[f"{place}.contacts_saved"] == unasked.sum() > 100
    assert found["demand.contacts_per_issue"] < 0.9


def test_half_as_much_noticed_makes_more_contacts() -> None:
    found = []
    for chance in ("80 %", "40 %"):
        text = WEEK.replace("CHANCE", chance).replace("SEEN", "3 h")
        scenario = scenario_of(text)
        runs = [measure(run(make_plan(scenario, 1, k)), scenario) for k in range(3)]
        found.append([one["demand.contacts_per_issue"].value for one in runs])
    change = np.subtract(*found[::-1])
    assert change.mean() > 4.303 * change.std(ddof=1) / np.sqrt(3)  # Student's t, 2 degrees
    assert change.mean() > 0.2
