"""Special lanes: who is served first by reach, value, severity, failures so far, or short work."""

from __future__ import annotations

import numpy as np
import pytest

from sim.kpi import measure
from sim.record import digest
from tests.stories.telling import live, scenario_of, tell

DAY = """
customers:
  segments: {crowd: {reach: 50}, stars: {reach: 5000}, regulars: {reach: 50, value: 30 USD/week}}
demand:
  first: {trace: [0], segments: crowd, issue_types: question, channels: phone}
  one: {trace: [10], segments: crowd, issue_types: question, channels: phone}
  two: {trace: [20], segments: stars, issue_types: question, channels: phone}
  three: {trace: [30], segments: regulars, issue_types: question, channels: phone}
  four: {trace: [40], segments: crowd, issue_types: outage, channels: phone}
issue_types: {question: {work: 10 min}, outage: {work: 10 min, severity: 3}}
channels: {phone: {}}
teams: {care: {head_count: 1, skills: {channels: phone}, chooses_contact: priority}}
"""
"""Four call while the one agent is busy: somebody, a star, a regular, and about an outage."""


def ranked(*entries: str) -> str:
    ranks = [f"{{{entry}, priority: {place + 1}}}" for place, entry in enumerate(entries)]
    return DAY + f"routing: {{priorities: [{', '.join(ranks)}]}}\n"


FAILED = """
demand:
  bills: {trace: [0, 1], channels: phone, issue_types: bill}
  calls: {trace: [1000, 1010], channels: phone, issue_types: question}
issue_types: {bill: {work: 5 min, resolves: 0 %}, question: {work: 10 min}}
channels: {phone: {}}
teams: {care: {head_count: 1, skills: {channels: phone}, chooses_contact: priority}}
returns: {unresolved: {chance: 1, delay: 10 min, at_most: 3}}
routing: {priorities: [{failures_from: 2, priority: 1}]}
"""
SHORT = """
demand:
  long: {trace: [0, 10], channels: phone, issue_types: long}
  short: {trace: [20, 30], channels: phone, issue_types: short}
  mails: {trace: [5], channels: email, issue_types: short}
issue_types: {long: {work: 10 min}, short: {work: 2 min, after_contact: 1 min}}
channels: {phone: {}, email: {kind: deferred}}
teams:
  care: {head_count: 1, skills: {channels: [phone, email]}, chooses_contact: shortest_work}
"""
FAST = SHORT.replace("chooses", "live_first: no, chooses").replace(
    "skills: {channels: [phone, email]}",
    "skills: [{channels: phone, issue_types: long, speed: 4}, "
    "{channels: [phone, email], issue_types: short}]",
)
DESK = """
demand:
  calls: {trace: [0, 1, 2], channels: phone, issue_types: long}
  others: {trace: [3], channels: phone, issue_types: short}
issue_types:
  long: {work: {diagnose: 1 s, fix: 20 min}, authority: 1, leaves: {fix: office}}
  short: {work: {diagnose: 2 min, fix: 5 min}, authority: 1, leaves: {fix: office}}
channels: {phone: {}}
tasks: {office: {}}
teams:
  care: {head_count: 4, skills: {channels: phone}}
  back: {head_count: 1, skills: {tasks: office, authority: 1}, chooses_contact: shortest_work}
"""


def test_without_lanes_it_is_first_come_first_served() -> None:
    assert (
        tell(DAY)
        == """
phone 0 00:00 > 00:00 care0 > 00:10
phone 1 00:00:10 > 00:10 care0 > 00:20
phone 2 00:00:20 > 00:20 care0 > 00:30
phone 3 00:00:30 > 00:30 care0 > 00:40
phone 4 00:00:40 > 00:40 care0 > 00:50
issue 0 met 00:10
issue 1 met 00:20
issue 2 met 00:30
issue 3 met 00:40
issue 4 met 00:50
"""
    )


def test_the_widely_heard_come_first() -> None:
    assert (
        tell(ranked("reach_from: 1000"))
        == """
phone 0 00:00 > 00:00 care0 > 00:10
phone 1 00:00:10 > 00:20 care0 > 00:30
phone 2 00:00:20 > 00:10 care0 > 00:20
phone 3 00:00:30 > 00:30 care0 > 00:40
phone 4 00:00:40 > 00:40 care0 > 00:50
issue 0 met 00:10
issue 1 met 00:30
issue 2 met 00:20
issue 3 met 00:40
issue 4 met 00:50
"""
    )


def test_the_valuable_come_first() -> None:
    assert (
        tell(ranked("value_from: 30 USD/week"))
        == """
phone 0 00:00 > 00:00 care0 > 00:10
phone 1 00:00:10 > 00:20 care0 > 00:30
phone 2 00:00:20 > 00:30 care0 > 00:40
phone 3 00:00:30 > 00:10 care0 > 00:20
phone 4 00:00:40 > 00:40 care0 > 00:50
issue 0 met 00:10
issue 1 met 00:30
issue 2 met 00:40
issue 3 met 00:20
issue 4 met 00:50
"""
    )


def test_the_grave_comes_first() -> None:
    assert (
        tell(ranked("severity_from: 2"))
        == """
phone 0 00:00 > 00:00 care0 > 00:10
phone 1 00:00:10 > 00:20 care0 > 00:30
phone 2 00:00:20 > 00:30 care0 > 00:40
phone 3 00:00:30 > 00:40 care0 > 00:50
phone 4 00:00:40 > 00:10 care0 > 00:20
issue 0 met 00:10
issue 1 met 00:30
issue 2 met 00:40
issue 3 met 00:50
issue 4 met 00:20
"""
    )


def test_the_first_entry_that_matches_counts() -> None:
    assert (
        tell(ranked("severity_from: 2", "value_from: 1 USD/week", "reach_from: 1000"))
        == """
phone 0 00:00 > 00:00 care0 > 00:10
phone 1 00:00:10 > 00:40 care0 > 00:50
phone 2 00:00:20 > 00:30 care0 > 00:40
phone 3 00:00:30 > 00:20 care0 > 00:30
phone 4 00:00:40 > 00:10 care0 > 00:20
issue 0 met 00:10
issue 1 met 00:50
issue 2 met 00:40
issue 3 met 00:30
issue 4 met 00:20
"""
    )


def test_all_conditions_of_an_entry_must_hold() -> None:
    """No star brings so much."""
    assert (
        tell(ranked("reach_from: 1000, value_from: 1 USD/week", "reach_from: 60"))
        == """
phone 0 00:00 > 00:00 care0 > 00:10
phone 1 00:00:10 > 00:20 care0 > 00:30
phone 2 00:00:20 > 00:10 care0 > 00:20
phone 3 00:00:30 > 00:30 care0 > 00:40
phone 4 00:00:40 > 00:40 care0 > 00:50
issue 0 met 00:10
issue 1 met 00:30
issue 2 met 00:20
issue 3 met 00:40
issue 4 met 00:50
"""
    )


def test_whom_two_things_have_failed_comes_first() -> None:
    """At 00:40 the third contact about bill 0, before the second about bill 1, made at 00:20."""
    assert (
        tell(FAILED)
        == """
phone 0 00:00 > 00:00 care0 > 00:05
phone 1 00:00:01 > 00:05 care0 > 00:10
phone 0.1 00:15 (unresolved) > 00:15 care0 > 00:20
phone 2 00:16:40 > 00:20 care0 > 00:30
phone 3 00:16:50 > 00:30 care0 > 00:40
phone 1.1 00:20 (unresolved) > 00:45 care0 > 00:50
phone 0.2 00:30 (unresolved) > 00:40 care0 > 00:45
phone 0.3 00:55 (unresolved) > 00:55 care0 > 01:00
phone 1.2 01:00 (unresolved) > 01:00 care0 > 01:05
phone 1.3 01:15 (unresolved) > 01:15 care0 > 01:20
issue 0 gave up 01:00
issue 1 gave up 01:20
issue 2 met 00:30
issue 3 met 00:40
"""
    )


def test_once_is_enough_where_that_is_said() -> None:
    assert (
        tell(FAILED.replace("failures_from: 2", "failures_from: 1"))
        == """
phone 0 00:00 > 00:00 care0 > 00:05
phone 1 00:00:01 > 00:05 care0 > 00:10
phone 0.1 00:15 (unresolved) > 00:15 care0 > 00:20
phone 2 00:16:40 > 00:20 care0 > 00:30
phone 3 00:16:50 > 00:40 care0 > 00:50
phone 1.1 00:20 (unresolved) > 00:30 care0 > 00:35
phone 0.2 00:30 (unresolved) > 00:35 care0 > 00:40
phone 1.2 00:45 (unresolved) > 00:50 care0 > 00:55
phone 0.3 00:50 (unresolved) > 00:55 care0 > 01:00
phone 1.3 01:05 (unresolved) > 01:05 care0 > 01:10
issue 0 gave up 01:00
issue 1 gave up 01:10
issue 2 met 00:30
issue 3 met 00:50
"""
    )


def test_the_shortest_work_comes_first() -> None:
    """Calls before mail (`live_first`), the short ones before the long one."""
    assert (
        tell(SHORT)
        == """
phone 0 00:00 > 00:00 care0 > 00:10
email 1 00:00:05 > 00:26 care0 > 00:28 free 00:29
phone 2 00:00:10 > 00:16 care0 > 00:26
phone 3 00:00:20 > 00:10 care0 > 00:12 free 00:13
phone 4 00:00:30 > 00:13 care0 > 00:15 free 00:16
issue 0 met 00:10
issue 1 met 00:28
issue 2 met 00:26
issue 3 met 00:12
issue 4 met 00:15
"""
    )


def test_mail_is_as_short_where_live_contacts_do_not_come_first() -> None:
    assert (
        tell(SHORT.replace("chooses", "live_first: no, chooses"))
        == """
phone 0 00:00 > 00:00 care0 > 00:10
email 1 00:00:05 > 00:10 care0 > 00:12 free 00:13
phone 2 00:00:10 > 00:19 care0 > 00:29
phone 3 00:00:20 > 00:13 care0 > 00:15 free 00:16
phone 4 00:00:30 > 00:16 care0 > 00:18 free 00:19
issue 0 met 00:10
issue 1 met 00:12
issue 2 met 00:29
issue 3 met 00:15
issue 4 met 00:18
"""
    )


def test_of_equal_work_who_waits_longest() -> None:
    """Both types take 10 minutes."""
    assert (
        tell(
            SHORT.replace("work: 2 min, after_contact: 1 min", "work: 10 min").replace(
                "chooses", "live_first: no, chooses"
            )
        )
        == """
phone 0 00:00 > 00:00 care0 > 00:10
email 1 00:00:05 > 00:10 care0 > 00:20
phone 2 00:00:10 > 00:20 care0 > 00:30
phone 3 00:00:20 > 00:30 care0 > 00:40
phone 4 00:00:30 > 00:40 care0 > 00:50
issue 0 met 00:10
issue 1 met 00:20
issue 2 met 00:30
issue 3 met 00:40
issue 4 met 00:50
"""
    )


def test_the_teams_speed_counts() -> None:
    """Ten minutes at four times the speed are less than three."""
    assert (
        tell(FAST.replace("work: 2 min, after_contact: 1 min", "work: 3 min"))
        == """
phone 0 00:00 > 00:00 care0 > 00:02:30
email 1 00:00:05 > 00:05 care0 > 00:08
phone 2 00:00:10 > 00:02:30 care0 > 00:05
phone 3 00:00:20 > 00:08 care0 > 00:11
phone 4 00:00:30 > 00:11 care0 > 00:14
issue 0 met 00:02:30
issue 1 met 00:08
issue 2 met 00:05
issue 3 met 00:11
issue 4 met 00:14
"""
    )


def test_tasks_go_by_what_is_left_to_the_desk() -> None:
    """The one agent at the desk takes the bill of five minutes before that of twenty."""
    assert (
        tell(DESK)
        == """
phone 0 00:00 > 00:00 care0 > 00:00:01
office 0 00:00:01 > 00:00:01 back0 > 00:20:01 fixed
phone 1 00:00:01 > 00:00:01 care1 > 00:00:02
office 1 00:00:02 > 00:25:01 back0 > 00:45:01 fixed
phone 2 00:00:02 > 00:00:02 care2 > 00:00:03
office 2 00:00:03 > 00:45:01 back0 > 01:05:01 fixed
phone 3 00:00:03 > 00:00:03 care3 > 00:02:03
office 3 00:02:03 > 00:20:01 back0 > 00:25:01 fixed
issue 0 met 00:20:01
issue 1 met 00:45:01
issue 2 met 01:05:01
issue 3 met 00:25:01
"""
    )


WEEK = """
clock: {start: 2026-01-05, length: 4 weeks, run_out: 1 week}
customers: {segments: {crowd: {share: 4, reach: 100}, stars: {share: 1, reach: 9000}}}
demand: {all: {rate: 1500 per week}}
issue_types:
  question: {share: 3, work: exponential(5 min)}
  claim: {share: 1, work: exponential(8 min), resolves: 70 %}
channels:
  phone: {share: 2}
  forum: {kind: deferred, public: yes, share: 1}
teams: {care: {head_count: 1, skills: {channels: [phone, forum]}, RULE live_first: no}}
returns: {unresolved: 1}
"""


def week(*entries: str, rule: str = "chooses_contact: priority,") -> str:
    text = WEEK.replace("RULE", rule)
    return text + f"routing: {{priorities: [{', '.join(entries)}]}}\n" if entries else text


@pytest.mark.parametrize(
    "entry",
    [
        "{reach_from: 1, priority: 100}",
        "{reach_from: 10000, priority: 1}",
        "{value_from: 1 USD/week, priority: 1}",
        "{severity_from: 1, priority: 1}",
        "{failures_from: 1000, priority: 1}",
    ],
)
def test_a_lane_that_is_none_changes_nothing(entry: str) -> None:
    """All are in it, at the rank of those who are in none; or nobody is."""
    assert digest(live(week(entry))) == digest(live(week()))


def test_shortest_work_of_equal_types_is_longest_waiting() -> None:
    equal = (
        "claim: {share: 1, work: exponential(8 min)",
        "claim: {share: 1, work: exponential(5 min)",
    )
    short = week(rule="chooses_contact: shortest_work,").replace(*equal)
    assert digest(live(short)) == digest(live(week(rule="").replace(*equal)))


def test_a_lane_moves_what_small_customers_lose_by_more_than_its_interval() -> None:
    """Four weeks; half strength: the lane counts for one of two issue types."""
    gaps = []
    for entries in ((), ("{reach_from: 1000, issue_type: question, priority: 1}",)):
        text = week(*entries)
        record, scenario = live(text), scenario_of(text)
        found = measure(record, scenario)
        time = record.issues["met_at"] - record.issues["opened_at"]
        error = np.nanstd(time) / 3600 * np.sqrt(1 / 4800 + 1 / 1200)
        gaps.append((found["resolution.small_reach_longer_h"].value, error))
    (off, error), (on, _) = gaps
    assert on - off > 2 * 1.96 * error


def test_the_measures_of_fairness_by_hand() -> None:
    """By type, standardised; who was on the forum up to the judgement is public."""
    text = week("{reach_from: 1000, priority: 1}")
    record, scenario = live(text), scenario_of(text)
    found = measure(record, scenario)
    issues, cap_s = record.issues, record.stop_s - record.end_s
    time = np.fmin(issues["met_at"] - issues["opened_at"], cap_s)
    until = np.fmin(issues["closed_at"], issues["opened_at"] + cap_s)
    posts = record.contacts[record.contacts["queue"] == 1]
    posts = posts[posts["opened_at"] <= until[posts["issue"]]]
    public = np.isin(issues["id"], posts["issue"])
    measured = issues["opened_at"] < record.end_s
    for name, worse in (("quiet", ~public), ("small_reach", issues["segment"] == 0)):
        sums = weights = 0.0
        for kind in (0, 1):
            rows = measured & (issues["type"] == kind)
            gap = time[rows & worse].mean() - time[rows & ~worse].mean()
            sums, weights = sums + gap * rows.sum(), weights + rows.sum()
        assert found[f"resolution.{name}_longer_h"].value == pytest.approx(sums / weights / 3600)
    small, large = (found[f"segments.{one}.satisfaction.score"].value for one in ("crowd", "stars"))
    assert (
        0 < found["satisfaction.small_reach_lower"].value == pytest.approx(large - small, rel=0.3)
    )


def test_where_all_are_alike_there_is_no_such_measure() -> None:
    text = week().replace("reach: 9000", "reach: 100").replace("public: yes, ", "")
    assert not [name for name in measure(live(text), scenario_of(text)) if "_lower" in name]
