"""Results in sentences."""

from __future__ import annotations

from dataclasses import replace

from sim.report.data.comparison import ReportInput, Variant
from sim.report.data.front import COST
from sim.report.data.measures import Difference, Estimate
from sim.report.texts.comparison import comparison, how_sure
from sim.report.words import listed

NAN = float("nan")


def differing(data: ReportInput, **differences: tuple[float, float, float, str, str]) -> Variant:
    """A variant with differences (mean, low, high, unit, verdict) by the last word of the KPI."""
    known = {
        f"{family}.{name}": Difference(Estimate(mean, low, high, unit), verdict, 4.0)
        for family, name in (
            ("satisfaction", "csat"), ("resolution", "mean_h"), ("cost", "per_resolved_issue"),
        )
        for word, (mean, low, high, unit, verdict) in differences.items()
        if word == name
    }  # fmt: skip
    return replace(data.baseline, differences=known)


def test_nothing_is_said_of_a_cost_that_is_not_there(phone: ReportInput) -> None:
    costlier = {"per_resolved_issue": (0.0, 0.0, 0.0, "USD per issue", "no difference shown")}
    kpis = {**phone.baseline.kpis, COST: Estimate(0.0, NAN, NAN, "USD")}
    data = replace(phone, variants=tuple(replace(v, kpis=kpis) for v in phone.variants))
    assert comparison(data, differing(data, **costlier)) == "differs in nothing that is known."
    assert "cost per resolved issue" in comparison(phone, differing(phone, **costlier))


def test_a_difference_in_each_direction(phone: ReportInput) -> None:
    variant = differing(
        phone,
        csat=(0.031, 0.029, 0.033, "share", "better"),
        mean_h=(-4.8, -5.0, -4.6, "h", "better"),
        per_resolved_issue=(0.36, 0.34, 0.38, "USD per issue", "worse"),
    )
    assert comparison(phone, variant) == (
        "satisfies 3.10 percentage points more customers (2.90 to 3.30), meets needs 4.80 h "
        "sooner (4.60 to 5.00) and costs 0.360 USD more per resolved issue (0.340 to 0.380)."
    )


def test_what_shows_no_difference_is_said_apart(phone: ReportInput) -> None:
    variant = differing(
        phone,
        csat=(-0.01, -0.02, 0.001, "share", "no difference shown"),
        mean_h=(2.0, 1.0, 3.0, "h", "worse"),
        per_resolved_issue=(0.01, 0.0, 0.02, "USD per issue", "difference smaller than matters"),
    )
    assert comparison(phone, variant) == (
        "meets needs 2.0 h later (1.0 to 3.0); it shows no difference in satisfied customers; it "
        "differs in cost per resolved issue by less than matters."
    )
    assert (
        comparison(phone, replace(variant, differences={})) == "differs in nothing that is known."
    )


def test_how_sure(phone: ReportInput, single: ReportInput) -> None:
    first, second = how_sure(phone)
    assert first.startswith("Each variant was run 3 times over 1 measured weeks")
    assert "common random numbers" in second
    assert how_sure(single)[0].startswith("One replication has no interval")


def test_lists() -> None:
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b"]) == "a and b"
    assert listed(["a", "b", "c"]) == "a, b and c"
