"""Customers of a population come to expect the waits that they live through."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from sim.engine import run
from sim.kpi import measure
from sim.kpi.one_issue import one_issue
from sim.plan import make_plan
from sim.record import Record, digest
from sim.record.frames import to_frames
from sim.report.story.one_customer import made_of_it
from sim.report.story.telling import as_text
from sim.report.story.telling import tell as tell_story
from tests.stories.telling import live, scenario_of, tell

SLOWER, FASTER = -0.35, 0.1
"""Points for a doubling of the expected wait, and for a halving."""
DAY = """
demand: {calls: {trace: [0, 3600, 7200, 10800]}}
issue_types: {question: {work: 10 min}}
channels: {mail: {kind: deferred, expected_reply: 5 min}}
teams: {care: {head_count: 1, skills: {channels: mail}}}
"""


def one(expectations: str, more: str = "") -> str:
    """One customer, with these expectations."""
    return f"customers: {{population: 1, {more}expectations: {expectations}}}\n"


def steps(record: Record) -> list[tuple[int, float, float]]:
    """Issue, factor before its judgement and after it."""
    return [tuple(row.tolist()) for row in record.details["expected"]]


def scores(record: Record) -> list[float]:
    return record.details["judged"]["score"].tolist()


# -- what is lived through ---------------------------------------------------------------------


def test_each_judgement_closes_a_share_of_the_gap() -> None:
    """Ten minutes where five are expected: the factor goes half of the way to 2 each time, and
    the same wait is held against 5, 7.5, 8.75 and 9.375 minutes."""
    assert (
        tell(one("{adapts: 50 %}") + DAY)
        == """
mail 0 00:00 > 00:00 care0 > 00:10
mail 1 01:00 > 01:00 care0 > 01:10
mail 2 02:00 > 02:00 care0 > 02:10
mail 3 03:00 > 03:00 care0 > 03:10
issue 0 met 00:10, 3.85 of 5 at 00:10 [expects 1, then 1.5]
issue 1 met 01:10, 4.05474 of 5 at 01:10 [expects 1.5, then 1.75]
issue 2 met 02:10, 4.13257 of 5 at 02:10 [expects 1.75, then 1.875]
issue 3 met 03:10, 4.16741 of 5 at 03:10 [expects 1.875, then 1.9375]
"""
    )
    held = [5.0, 7.5, 8.75, 9.375]
    found = scores(live(one("{adapts: 50 %}") + DAY))
    assert found == pytest.approx([4.2 + SLOWER * np.log2(10.0 / wait) for wait in held])


SPOILT = """
demand:
  easy: {trace: [0, 3600], issue_types: easy}
  usual: {trace: [7200, 10800], issue_types: question}
issue_types: {easy: {work: 2 min}, question: {work: 8 min}}
channels: {mail: {kind: deferred, expected_reply: 8 min}}
teams: {care: {head_count: 1, skills: {channels: mail}}}
"""


def test_who_is_spoilt_is_disappointed_by_what_is_usual() -> None:
    """Twice two minutes where eight are expected; then eight are more than twice too many."""
    record = live(one("{adapts: 50 %}", "trust: {start: 4, rate: 50 %}, ") + SPOILT)
    assert steps(record) == [
        (0, 1.0, 0.625),
        (1, 0.625, 0.4375),
        (2, 0.4375, 0.71875),
        (3, 0.71875, 0.859375),
    ]
    spoilt = scores(record)
    assert spoilt[2:] == pytest.approx([4.2 + SLOWER * np.log2(1.0 / f) for f in (0.4375, 0.71875)])
    plain = live("customers: {population: 1, trust: {start: 4, rate: 50 %}}\n" + SPOILT)
    assert scores(plain) == pytest.approx([4.4, 4.4, 4.2, 4.2])
    trust = [one.details["memories"]["trust"][0] for one in (record, plain)]
    assert trust[0] < trust[1] - 0.15


def test_the_bar_may_be_so_low_that_what_is_usual_delights() -> None:
    """At first four times as long is expected; the delight wears off."""
    low = scores(live(one("{adapts: 50 %, at_start: 4}") + DAY.replace("5 min", "10 min")))
    factors = [4.0, 2.5, 1.75, 1.375]
    assert low == pytest.approx([4.2 + FASTER * np.log2(factor) for factor in factors])


def test_words_that_are_not_kept_are_worth_less_each_time() -> None:
    """Announced are five minutes, it takes ten; 40 minutes that are announced please at first."""
    kept = DAY.replace("5 min", "10 min")
    over = scores(live(one("{adapts: 50 %, announced: {mail: 5 min}}") + kept))
    assert over == scores(live(one("{adapts: 50 %}") + DAY))
    under = scores(live(one("{adapts: 50 %, announced: {mail: 40 min}}") + kept))
    factors = [1.0, 0.625, 0.4375, 0.34375]
    assert under == pytest.approx([4.2 + FASTER * np.log2(4.0 * factor) for factor in factors])
    always = scores(live(one("{adapts: 0 %, announced: {mail: 5 min}}", "trust: {}, ") + kept))
    assert always == pytest.approx([4.2 + SLOWER] * 4)


def test_one_factor_holds_for_all_channels() -> None:
    """A mail that takes twice as long as expected makes the caller expect to wait for 40 s."""
    text = """
demand:
  mails: {trace: [0], channels: mail}
  calls: {trace: [3600, 3600], channels: phone}
issue_types: {question: {work: 10 min}}
channels: {mail: {kind: deferred, expected_reply: 5 min}, phone: {}}
teams: {care: {head_count: 1, skills: {channels: [mail, phone]}}}
"""
    record = live(one("{adapts: 100 %}") + text)
    assert steps(record) == [
        (0, 1.0, 2.0),
        (1, 2.0, 0.125),  # answered at once
        (2, 0.125, 8.0),  # ten minutes later
    ]
    found = [4.2 + SLOWER, 4.2 + FASTER * 3.0, 4.2 + SLOWER * 3.0]
    assert scores(record) == pytest.approx(found)


# -- corners -----------------------------------------------------------------------------------


def test_what_no_score_tells_apart_nobody_learns() -> None:
    """No answer until hope ends after six hours: 72 times what is expected counts as 8 times; an
    automatic reply that is believed is an answer at once, and counts as an eighth."""
    nobody = DAY.replace("head_count: 1", "head_count: 0")
    record = live(one("{adapts: 50 %}", "gives_up_hope_after: 6 h, ") + nobody)
    assert [after for _, _, after in steps(record)] == [4.5, 6.25, 7.125, 7.5625]
    assert scores(record)[0] == pytest.approx(4.2 - 1.8 + SLOWER * 3.0)
    believed = DAY.replace("5 min}", "5 min, automatic_reply: 0 %}")
    assert steps(live(one("{adapts: 100 %}") + believed))[0] == (0, 1.0, 0.125)


def test_who_gives_up_has_waited_until_then() -> None:
    """The firm answers nothing; the customer looks for a reply after five minutes, and no more."""
    ignored = DAY.replace("expected_reply: 5 min", "expected_reply: 5 min, answers: 0 %")
    assert steps(live(one("{adapts: 50 %, at_start: 3}") + ignored))[:2] == [
        (0, 3.0, 2.0),
        (1, 2.0, 1.5),
    ]


@pytest.mark.parametrize(
    ("channel", "learned"),
    [
        ("{kind: deferred}", False),  # nothing is expected
        ("{service_target: 80 % in 0 s}", False),  # no wait at all is expected
        ("{kind: deferred, service_target: 80 % in 10 min}", True),
        ("{}", True),
    ],
)
def test_where_no_wait_is_expected_nothing_is_learned(channel: str, learned: bool) -> None:
    text = DAY.replace("{kind: deferred, expected_reply: 5 min}", channel)
    record = live(one("{adapts: 50 %}") + text)
    assert len(record.details["judged"]) == 4
    assert bool(len(record.details["expected"])) == learned
    said = live(one("{adapts: 50 %, announced: {mail: 5 min}}") + text)
    assert len(said.details["expected"]) == 4


def test_of_two_issues_at_once_the_one_judged_first_teaches_the_other() -> None:
    """The second mail stands behind the first. A claim is answered first, and judged last, when the
    desk is done."""
    text = DAY.replace("[0, 3600, 7200, 10800]", "[0, 0]")
    assert steps(live(one("{adapts: 50 %}") + text)) == [(0, 1.0, 1.5), (1, 1.5, 2.75)]
    claim = """
demand: {claims: {trace: [0], issue_types: claim}, calls: {trace: [0], issue_types: question}}
issue_types:
  claim: {work: {diagnose: 10 min, fix: 1 h}, leaves: {fix: office}}
  question: {work: {diagnose: 10 min}}
channels: {mail: {kind: deferred, expected_reply: 5 min}}
tasks: {office: {}}
teams:
  care:
    head_count: 1
    skills:
      - {channels: mail, issue_types: claim, does: diagnose}
      - {channels: mail, issue_types: question}
  back: {head_count: 1, skills: {tasks: office}}
"""
    assert (
        tell(one("{adapts: 50 %}") + claim)
        == """
mail 0 00:00 > 00:00 care0 > 00:10
mail 1 00:00 > 00:10 care0 > 00:20
office 0 00:10 > 00:10 back0 > 01:10 fixed
issue 0 met 01:10, 4.23219 of 5 at 01:10 [expects 2.5, then 2.25]
issue 1 met 00:20, 3.5 of 5 at 00:20 [expects 1, then 2.5]
"""
    )


def test_who_has_left_learns_nothing_and_who_comes_instead_knows_nothing() -> None:
    """The competitor is so good that the first judgement makes the only customer leave."""
    leaves = "leaving: {at_worst: 1, at_middle: 1, competitor: 5}, "
    text = one("{adapts: 50 %}", leaves) + DAY.replace("10800]", "10800], thinned: no")
    assert tell(text).count("met") == 4
    record = live(text)
    assert steps(record) == [(0, 1.0, 1.5)]
    gone = measure(record, scenario_of(text))["customers.expected_wait"]
    assert gone.denominator == 0.0


def test_points_for_the_outcome_never_adapt() -> None:
    """Answered in the expected time: denied, and met after a promise was broken, each time alike.
    Updates change nothing either."""
    denied = DAY.replace("5 min", "10 min").replace("work: 10 min", "work: 10 min, unresolvable: 1")
    record = live(one("{adapts: 50 %}") + denied)
    assert steps(record) == [(k, 1.0, 1.0) for k in range(4)]
    assert scores(record) == [3.0] * 4
    late = """
demand: {calls: {trace: [0, 3600, 7200]}}
issue_types: {claim: {work: {diagnose: 10 min, fix: 30 min}, leaves: {fix: office}}}
channels: {mail: {kind: deferred, expected_reply: 10 min}}
tasks: {office: {updates: {every: 10 min, work: 1 min}}}
promise: {kind: fixed, within: 5 min}
teams:
  care: {head_count: 1, skills: {channels: mail, does: diagnose}}
  back: {head_count: 2, skills: {tasks: office}}
"""
    record = live(one("{adapts: 50 %}") + late)
    assert record.details["informed"]["updates"].tolist() == [2, 2, 2]
    assert steps(record) == [(k, 1.0, 1.0) for k in range(3)]
    assert scores(record) == [3.5] * 3


def test_who_does_not_see_the_need_does_not_wait_yet() -> None:
    """The customer sees the error after an hour, and waits ten minutes from then on."""
    text = """
demand: {calls: {trace: [0]}}
issue_types:
  error:
    work: 10 min
    noticed: {chance: 100 %, after: 5 h, desk: office, customer_contacts_after: 1 h}
channels: {mail: {kind: deferred, expected_reply: 5 min}}
tasks: {office: {}}
teams: {care: {head_count: 1, skills: {channels: mail, tasks: office}}}
"""
    record = live(one("{adapts: 50 %}") + text)
    assert record.contacts["opened_at"].tolist() == [3600.0]
    assert steps(record) == [(0, 1.0, 1.5)]


# -- nothing -----------------------------------------------------------------------------------

FIRM = """
clock: {start: 2026-01-05, length: 4 weeks, run_out: 1 week}
customers: {population: 150, STATED segments: {people: {share: 2}, firms: {}}}
demand: {calls: {rate: 400 per week, profile: Mon-Fri 08:00-17:00}}
issue_types: {question: {work: exponential(5 min), resolves: 80 %}}
channels:
  phone: {hours: Mon-Fri 08:00-18:00, patience: exponential(5 min)}
  mail: {kind: deferred, expected_reply: 2 h}
teams:
  care: {head_count: {agents: 1, hours: Mon-Fri 08:00-18:00}, skills: {channels: [phone, mail]}}
returns: {unresolved: {chance: 80 %, delay: 1 h}}
"""


def firm(stated: str) -> str:
    return FIRM.replace("STATED ", f"{stated}, " if stated else "")


@pytest.mark.parametrize("beside", ["", "trust: {rate: 30 %}, leaving: {at_worst: 20 %}"])
@pytest.mark.parametrize("nothing", ["expectations: 0 %", "expectations: {adapts: 0, at_start: 1}"])
def test_strength_zero_is_as_if_nothing_were_stated(nothing: str, beside: str) -> None:
    both = ", ".join(filter(None, (beside, nothing)))
    first, second = scenario_of(firm(both)), scenario_of(firm(beside))
    records = [run(make_plan(one, 1), "simpy") for one in (first, second)]
    assert digest(records[0]) == digest(records[1])
    assert repr(measure(records[0], first)) == repr(measure(records[1], second))


def test_plans_of_both_are_kept_apart() -> None:
    """What is planned once for equal customers is not taken for those who remember."""
    for stated, there in (("", False), ("expectations: 20 %", True), ("", False)):
        assert (
            "expected" in run(make_plan(scenario_of(firm(stated)), 1), "simpy").details
        ) == there


def test_what_happens_does_not_depend_on_it_unless_customers_leave() -> None:
    plain, adapting = (
        live(firm(one).replace("4 weeks", "1 week")) for one in ("", "expectations: 30 %")
    )
    for name in ("issues", "contacts", "tasks", "spells"):
        assert getattr(plain, name).tobytes() == getattr(adapting, name).tobytes()


def test_without_judging_the_measures_go_by_what_is_advertised_and_announced() -> None:
    """Ten minutes against five, and half of that, and against what is announced."""
    for stated, doublings in (
        ("", 1.0),
        ("{adapts: 0 %, at_start: 0.5}", 2.0),
        ("{adapts: 0 %, announced: {mail: 10 min}}", 0.0),
        ("{adapts: 0 %, at_start: 2, announced: {mail: 2.5 min}}", 1.0),
    ):
        text = (one(stated) if stated else "customers: {population: 1}\n") + DAY
        record = live(text)
        assert not record.details
        found = measure(record, scenario_of(text))
        assert found["satisfaction.disconfirmation"].value == doublings
        assert "customers.expected_wait" not in found


def test_judged_or_not_the_score_is_the_same() -> None:
    """On the floor, where customers trust, and by the measures, to the bit."""
    stated = "{adapts: 0 %, at_start: 0.3, announced: {mail: 17 min}}"
    told = [
        measure(live(t), scenario_of(t))
        for t in (one(stated) + DAY, one(stated, "trust: 20 %, ") + DAY)
    ]
    assert told[0]["satisfaction.score"] == told[1]["satisfaction.score"]
    assert told[0]["satisfaction.disconfirmation"] == told[1]["satisfaction.disconfirmation"]


# -- a firm of four weeks ----------------------------------------------------------------------


def change(stated: str, name: str) -> np.ndarray:
    """By how much a measure differs from that of the firm without expectations, by replication."""
    on, off = scenario_of(firm(stated)), scenario_of(firm("expectations: 0 %"))
    return np.array(
        [
            np.subtract(*(measure(run(make_plan(s, 1, k)), s)[name].value for s in (on, off)))
            for k in range(3)
        ]
    )


@pytest.mark.parametrize(
    ("stated", "name", "sign"),
    [
        ("expectations: 10 %", "satisfaction.disconfirmation", -1.0),
        ("expectations: {adapts: 10 %, at_start: 0.5}", "satisfaction.score", -1.0),
        ("expectations: {adapts: 10 %, announced: {mail: 1 h}}", "mail.satisfaction.csat", -1.0),
    ],
)
def test_half_of_it_moves_satisfaction_by_more_than_its_interval(
    stated: str, name: str, sign: float
) -> None:
    """Long waits weigh more in the mean than short ones, so that most are shorter than expected."""
    moved = sign * change(stated, name)
    assert moved.mean() > 4.303 * moved.std(ddof=1) / np.sqrt(3)  # Student's t, 2 degrees


def test_measures_count_what_the_record_says() -> None:
    text = firm(
        "expectations: {adapts: 25 %, at_start: 0.5}, leaving: {at_worst: 60 %, at_middle: 20 %}"
    )
    scenario = scenario_of(text)
    record = run(make_plan(scenario, 1), "simpy")
    found = {name: one.value for name, one in measure(record, scenario).items()}
    memories = record.details["memories"]
    learned = dict(record.details["expectations"].tolist())
    factors: dict[int, list[float]] = {0: [], 1: []}
    for row in memories:
        if not row["left_at"] < record.stop_s:
            factors[int(row["segment"])].append(learned.get(int(row["customer"]), 0.5))
    missing = {0: 100, 1: 50}
    for segment in missing:
        known = (memories["segment"] == segment).sum()
        factors[segment] += [0.5] * int(missing[segment] - known)
    for segment, name in enumerate(("people", "firms")):
        assert found[f"segments.{name}.expected_wait"] == pytest.approx(np.mean(factors[segment]))
    assert found["customers.expected_wait"] == pytest.approx(np.mean(factors[0] + factors[1]))
    assert 0 < (memories["left_at"] < record.stop_s).sum() < 150


def test_disconfirmation_goes_by_what_was_expected_then() -> None:
    """Of issues that are judged by the factor of then, of others by that in the end."""
    text = one("{adapts: 50 %}", "gives_up_hope_after: 10 days, ") + DAY.replace("10800]", "86000]")
    record = live(text)
    assert steps(record) == [(0, 1.0, 1.5), (1, 1.5, 1.75), (2, 1.75, 1.875)]
    found = measure(record, scenario_of(text))["satisfaction.disconfirmation"]
    waits = [np.log2(2.0 / f) for f in (1.0, 1.5, 1.75)] + [np.log2(400.0 / 300.0 / 1.875)]
    assert found.denominator == 4.0
    assert found.numerator == pytest.approx(sum(waits))


def test_the_story_tells_it() -> None:
    text = one("{adapts: 50 %}") + SPOILT
    record, scenario = live(text), scenario_of(text)
    told = " ".join(as_text(tell_story(record, 2, date(2026, 1, 5))).split())
    assert (
        "Expects longer waits from now on: 0.72 times what the channel says (until now 0.44)"
        in told
    )
    told = " ".join(as_text(tell_story(record, 0, date(2026, 1, 5))).split())
    assert "Expects shorter waits from now on: 0.62 times what the channel says" in told
    felt = " ".join(made_of_it(one_issue(record, scenario, 2), "USD"))
    assert "waited 8 min for a person (expected: 4 min)" in felt
    usual = live(one("{adapts: 50 %}") + DAY.replace("5 min", "10 min"))
    assert "Expects" not in as_text(tell_story(usual, 0, date(2026, 1, 5)))


def test_frames_have_plain_numbers() -> None:
    frames = to_frames(live(one("{adapts: 50 %}") + DAY))
    assert frames["expected"]["before"].tolist() == [1.0, 1.5, 1.75, 1.875]
    assert frames["expected"]["after"].tolist() == [1.5, 1.75, 1.875, 1.9375]
    assert frames["expectations"]["factor"].tolist() == [1.9375]
