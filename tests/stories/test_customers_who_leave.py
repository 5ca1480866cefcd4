"""Customers of a population judge what became of their issues, trust, and leave."""

from __future__ import annotations

from datetime import date

import pytest

from sim.kpi import measure
from sim.plan import make_plan
from sim.record import Record, digest
from sim.report.story.telling import as_text
from sim.report.story.telling import tell as tell_story
from tests.stories.telling import live, scenario_of, tell

ONE = "customers: {population: 1, "
DAY = """
demand: {calls: {trace: [0, 3600, 7200], thinned: yes}}
issue_types: {question: {work: 10 min}}
channels: {phone: {expected_reply: 1 min}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
"""
LEAVES_AT_ONCE = ONE + "leaving: {at_worst: 100 %, at_middle: 100 %, competitor: 5}}\n"
"""The competitor is so good that everybody leaves after a judgement."""


def trusts(record: Record) -> list[float]:
    return [float(one) for one in record.details["memories"]["trust"]]


def test_who_leaves_has_no_further_needs() -> None:
    """Met at once is 4.2 points, and three doublings faster than expected, which is 0.3 more."""
    assert (
        tell(LEAVES_AT_ONCE + DAY)
        == """
phone 0 00:00 > 00:00 care0 > 00:10
issue 0 met 00:10, 4.5 of 5 at 00:10, leaves
issue 1 not arisen
issue 2 not arisen
"""
    )


def test_where_the_volume_stays_somebody_else_comes() -> None:
    """Of whom nothing is remembered: no judgement."""
    log = tell(LEAVES_AT_ONCE + DAY.replace("thinned: yes", "thinned: no"))
    assert log.splitlines()[-2:] == ["issue 1 met 01:10", "issue 2 met 02:10"]
    usual = tell(LEAVES_AT_ONCE + DAY.replace(", thinned: yes", ""))
    assert usual == log


def test_nobody_leaves_at_the_best_score() -> None:
    best = ONE + "leaving: {at_worst: 100 %, at_middle: 100 %}}\nsatisfaction: {base: 5}\n"
    assert "leaves" not in tell(best + DAY)


def test_trust_follows_the_scores() -> None:
    """From 2 half of the way to 4.5: 3.25, 3.875, 4.1875."""
    record = live(ONE + "trust: {start: 2, rate: 50 %}}\n" + DAY)
    assert trusts(record) == [4.1875]
    assert record.details["memories"]["judgements"].tolist() == [3]


def test_trust_may_fall_faster_than_it_rises_and_begin_fast() -> None:
    """First all the way to 4.5; then the next two are not resolved: 4.5 - 1.8 = 2.7 points."""
    unmet = DAY.replace("trace: [0, 3600, 7200]", "trace: [3600, 7200], issue_types: wish")
    both = unmet.replace("demand: {", "demand: {met: {trace: [0], issue_types: question}, ")
    both = both.replace("{question: {", "{wish: {work: 10 min, resolves: 0}, question: {")
    rates = "trust: {start: 2, rate: 10 %, rate_worse: 50 %, rate_first: 100 %}}\n"
    first = 4.5
    second = first + 0.5 * (2.7 - first)
    assert trusts(live(ONE + rates + both)) == pytest.approx([second + 0.5 * (2.7 - second)])


def test_trust_counts_in_leaving_before_this_judgement() -> None:
    """At 3 points half of them leave, at 4 a quarter; 90 % of the weight is trust's."""
    leaving = "leaving: {at_worst: 50 %, at_middle: 50 %, own_score: 0}"
    stays = tell(ONE + f"trust: {{start: 5, rate: 100 %}}, {leaving}}}\n" + DAY)
    assert "issue 0 met 00:10, 4.5 of 5 at 00:10\n" in stays  # at 5 points nobody leaves
    mistrusts = f"trust: {{start: 1, rate: 100 %}}, {leaving.replace('50 %', '100 %')}}}\n"
    assert "issue 0 met 00:10, 4.5 of 5 at 00:10, leaves" in tell(ONE + mistrusts + DAY)


OFFICE = """
demand: {calls: {trace: [0]}}
issue_types: {claim: {work: {diagnose: 10 min, fix: 30 min}, leaves: {fix: desk}}}
channels: {phone: {}}
tasks: {desk: {lost: 100 %}}
promise: {kind: fixed, within: 2 h}
teams:
  care: {head_count: 1, skills: {channels: phone, does: diagnose}}
  back: {head_count: 1, skills: {tasks: desk}}
"""
JUDGES = ONE + "gives_up_hope_after: 5 h, leaving: {at_worst: 100 %, at_middle: 100 %}}\n"


def test_who_hears_nothing_loses_hope() -> None:
    """Answered at once: + 0.3; unresolved, and a broken promise: 4.2 + 0.3 - 1.8 - 0.7."""
    assert (
        tell(JUDGES + OFFICE)
        == """
phone 0 00:00 > 00:00 care0 > 00:10 promised 02:10
desk 0 00:10 lost
issue 0 open, 2 of 5 at 05:00, leaves silently
"""
    )


def test_who_chases_after_the_last_failure_does_not_leave_silently() -> None:
    """The chase costs 0.4 points; it is answered, and nothing comes of it."""
    chases = OFFICE + "returns: {broken_promise: {chance: 1, delay: 10 min, at_most: 1}}\n"
    assert (
        tell(JUDGES.replace("5 h", "4 h") + chases)
        == """
phone 0 00:00 > 00:00 care0 > 00:10 promised 02:10
desk 0 00:10 lost
phone 0.1 02:20 (broken_promise) > 02:20 care0 > 02:22 promised 04:22
desk 0.1 02:22 lost
issue 0 open, 1.6 of 5 at 04:00, leaves
"""
    )


def test_who_gives_up_judges_at_once() -> None:
    """Not fixed, and no contact after that: 4.2 - 1.8 + 0.3."""
    unmet = DAY.replace("work: 10 min", "work: 10 min, resolves: 0")
    leaves = ONE + "leaving: {at_worst: 100 %, at_middle: 100 %}}\n"
    log = tell(leaves + unmet)
    assert "issue 0 gave up 00:10, 2.7 of 5 at 00:10, leaves silently" in log


def test_who_believes_a_false_fix_judges_it_as_met_when_hope_ends() -> None:
    """Found out after five hours, hope ends after two: content. After one hour: given up."""
    text = DAY.replace("trace: [0, 3600, 7200]", "trace: [0]")
    judges = ONE + "gives_up_hope_after: 2 h, trust: 20 %}\n"
    later = text.replace("work: 10 min", "work: 10 min, resolves: 0, found_out_after: 5 h")
    assert "issue 0 gave up 05:10, 4.5 of 5 at 02:00" in tell(judges + later)
    sooner = later.replace("after: 5 h", "after: 1 h")
    assert "issue 0 gave up 01:10, 2.7 of 5 at 01:10" in tell(judges + sooner)


def test_a_planned_return_is_not_made_by_who_has_left() -> None:
    """Two needs at once: the second is met, and judged, while the first waits to come back."""
    text = DAY.replace("trace: [0, 3600, 7200]", "trace: [60], issue_types: question")
    text = text.replace("demand: {", "demand: {first: {trace: [0], issue_types: wish}, ")
    text = text.replace("{question: {", "{wish: {work: 1 min, resolves: 0}, question: {")
    back = "returns: {unresolved: {chance: 1, delay: 1 h}}\n"
    assert (
        tell(LEAVES_AT_ONCE + text + back)
        == """
phone 0 00:00 > 00:00 care0 > 00:01
phone 1 00:01 > 00:01 care0 > 00:11
issue 0 gave up 01:01
issue 1 met 00:11, 4.5 of 5 at 00:11, leaves
"""
    )


def test_a_score_is_that_of_the_measures() -> None:
    """Judged when met, by the same arithmetic; without judging the measures are the same."""
    text = "customers: {population: 9, trust: 20 %}\n" + DAY
    scenario, plain = scenario_of(text), scenario_of(text.replace("trust: 20 %", "trust: 0 %"))
    judged = measure(live(text), scenario)
    told = measure(live(text.replace("trust: 20 %", "trust: 0 %")), plain)
    assert judged["satisfaction.score"] == told["satisfaction.score"]
    assert judged["satisfaction.csat"] == told["satisfaction.csat"]


def test_at_strength_zero_nothing_is_noted() -> None:
    """To the byte the record of a population that has no memory."""
    plain = live("customers: {population: 1}\n" + DAY)
    off = "trust: 0 %, leaving: {at_worst: 0, at_middle: 0, churn: 0}, gives_up_hope_after: 1 h}\n"
    record = live(ONE + off + DAY)
    assert digest(record) == digest(plain)
    assert not record.details
    assert "customers.left" not in measure(record, scenario_of(ONE + off + DAY))


def test_who_moves_on_does_so_in_the_plan() -> None:
    """Nearly all are gone after an hour: of 50, needs of the first minutes arise."""
    text = "customers: {population: 50, leaving: {churn: 99.9999 %, at_worst: 0, at_middle: 0}}\n"
    calls = "demand: {calls: {rate: 3000 per week}}\nclock: {start: 2026-01-05, length: 52 weeks}\n"
    rest = DAY.split("\n", 2)[2].replace("10 min", "1 min")
    record = live(text + calls + rest)
    table = record.details["memories"]
    assert len(table) == 50
    assert (table["left_at"] < record.stop_s).all()
    left_at = dict(zip(table["number"].tolist(), table["left_at"].tolist(), strict=True))
    for row in record.issues[:2000]:
        gone = left_at[int(row["customer"])] <= row["opened_at"]
        assert (row["state"] == 5) == gone
    values = measure(record, scenario_of(text + calls + rest))
    assert values["customers.at_start"].value == 50
    assert values["customers.at_end"].value + values["customers.left"].value == 50


def test_the_story_tells_the_judgement() -> None:
    text = JUDGES + OFFICE
    told = as_text(tell_story(live(text), 0, date(2026, 1, 5)))
    assert "Loses hope and judges the firm: 2.0 of 5" in told
    assert "Leaves the firm for good, without a word" in told
    record = live(LEAVES_AT_ONCE + DAY)
    assert "Judges the firm: 4.5 of 5" in as_text(tell_story(record, 0, date(2026, 1, 5)))
    gone = as_text(tell_story(record, 1, date(2026, 1, 5)))
    assert "Has left the firm before: the need does not arise" in gone
    assert "Not arisen" in gone


def test_leaving_changes_no_draw_of_another_mechanism() -> None:
    """Until the first has left, all goes as if nobody could."""
    text = "customers: {population: 30, leaving: {at_worst: 90 %, at_middle: 60 %}}\n"
    rest = """
demand: {calls: {rate: 2000 per week}}
issue_types: {question: {work: exponential(10 min), resolves: 60 %}}
channels: {phone: {patience: exponential(5 min)}}
returns: {unresolved: {chance: 50 %, delay: exponential(1 h)}, abandoned: 50 %}
teams: {care: {head_count: 3, skills: {channels: phone}}}
"""
    on, off = live(text + rest), live("customers: {population: 30}\n" + rest)
    first = on.details["memories"]["left_at"].min()
    for name in ("contacts", "issues"):
        before = [getattr(one, name) for one in (on, off)]
        columns = [name for name in before[0].dtype.names if name.endswith("opened_at")]
        for column in columns:
            a, b = (rows[column][rows[column] < first] for rows in before)
            assert a.tolist() == b.tolist()
    assert make_plan(scenario_of(text + rest), 1).demand.count == len(off.issues)
