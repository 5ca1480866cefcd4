"""The first screen recommends one policy, or says plainly that there is nothing to choose."""

from __future__ import annotations

from dataclasses import replace

from sim.report.data.comparison import ReportInput
from sim.report.data.front import COST, SATISFIED
from sim.report.data.measures import Estimate, Target
from sim.report.texts.answer import answer
from sim.report.texts.worth_considering import which
from tests.report.test_worth_considering import MATTERS, placed

LEVEL = "phone.service_level"


def aiming(data: ReportInput, *attained: tuple[str, ...]) -> ReportInput:
    """The variants with a target for each word, of which that came out."""

    def targets(words: tuple[str, ...]) -> tuple[Target, ...]:
        found = {"met": 0.85, "not met": 0.6, "not sure": 0.79}
        return tuple(
            Target(
                LEVEL, True, 0.8, Estimate(found[w], found[w] - 0.02, found[w] + 0.02, "share"), w
            )
            for w in words
        )

    pairs = zip(data.variants, attained, strict=True)
    return replace(data, variants=tuple(replace(v, targets=targets(w)) for v, w in pairs))


def weeks(data: ReportInput) -> ReportInput:
    return replace(data, weeks=1.0)


def test_of_those_that_meet_all_targets_the_cheapest(phone: ReportInput) -> None:
    spots = ("as_is", 0.6, 100, 1), ("a", 0.7, 130, 1), ("b", 0.65, 120, 1)
    data = weeks(placed(phone, *spots, half=(0.001, 5.0)))
    met = ("met", "met")
    assert answer(aiming(data, ("met", "not met"), met, met)) == [
        "Recommended: “b”.",
        "Of the two that are shown to meet all targets it costs least, at 6,261 USD a year.",
        "Compared with “as is”, it satisfies 5.00 percentage points more customers "
        "(4.90 to 5.10) and costs 1,040 USD more a year (780 to 1,300).",
    ]
    alone = answer(aiming(data, met, ("met", "not sure"), ("not met", "met")))
    assert alone == [
        "Recommended: “as is”.",
        "It alone is shown to meet all targets, at 5,218 USD a year.",
    ]


def test_where_none_meets_all_the_closest_is_named(phone: ReportInput) -> None:
    data = weeks(placed(phone, ("as_is", 0.6, 100, 1), ("a", 0.7, 130, 1)))
    found = answer(aiming(data, ("not met", "not met"), ("not sure", "not met")))
    assert found[2:] == [
        "No variant is shown to meet all targets.",
        "“a” comes closest. It misses service level (phone) (60.0 % instead "
        "of at least 80 %) and is not shown to meet service level (phone) (79.0 % against at "
        "least 80 %).",
    ]
    assert (
        found[0] == "Recommended: “as is”. Nothing else is shown to be better for the same money."
    )
    assert found[1].startswith("For more money there is “a”: compared with “as is”, it satisfies")


def test_without_targets_what_is_better_in_one_and_not_worse_in_the_other(
    phone: ReportInput,
) -> None:
    spots = ("as_is", 0.6, 100.0, 0), ("same_price", 0.65, 100.0, 1), ("dear", 0.7, 200.0, 1)
    found = answer(aiming(weeks(placed(phone, *spots)), (), (), ()))
    assert found[:2] == [
        "Recommended: “same price”.",
        "Compared with “as is”, it satisfies 5.00 percentage points more customers "
        "(4.90 to 5.10) and costs about as much.",
    ]
    assert found[2].startswith("For more money there is “dear”: compared with “as is”, it")


def test_no_difference(phone: ReportInput) -> None:
    spots = ("as_is", 0.6, 100.0, 1), ("a", 0.601, 101.0, 1), ("b", 0.6, 99.0, 1)
    small = placed(phone, *spots, matters=MATTERS)
    assert answer(aiming(small, (), (), ())) == [
        "There is no difference that matters: “as is” is as good as any."
    ]
    open_ = placed(phone, *spots, half=(0.1, 40.0))
    assert answer(aiming(open_, (), (), ())) == [
        "No difference that matters is shown: nothing speaks against “as is”."
    ]


def test_a_single_run_gets_a_sentence(phone: ReportInput) -> None:
    one = replace(
        phone.baseline,
        kpis={
            **phone.baseline.kpis,
            SATISFIED: Estimate(0.7, 0.69, 0.71, "share"),
            COST: Estimate(1000.0, 990.0, 1010.0, "USD"),
        },
    )
    data = weeks(replace(phone, variants=(one,)))
    assert answer(aiming(data, ())) == [
        "70.0 % of customers are satisfied (69.0 to 71.0) at 52,180 USD a year."
    ]
    assert answer(aiming(data, ("met",)))[1] == "“as is” meets its target."


def test_nothing_is_told_of_a_firm_without_needs(phone: ReportInput) -> None:
    nobody = {**phone.baseline.kpis, "demand.issues": Estimate(0.0, 0.0, 0.0, "issues")}
    data = replace(phone, variants=(replace(phone.baseline, kpis=nobody),))
    assert answer(data) == []
    assert which(data)
