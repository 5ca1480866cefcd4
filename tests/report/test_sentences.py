"""Results in sentences."""

from __future__ import annotations

from dataclasses import replace

from sim.report.fronts import COST, SATISFIED, beaten_by, drawn, left_out, undominated
from sim.report.inputs import Difference, Estimate, ReportInput, Variant
from sim.report.sentences import comparison, how_sure, listed, which

NAN = float("nan")


def placed(data: ReportInput, *spots: tuple[str, float, float, float]) -> ReportInput:
    """Variants that are satisfying and dear as told: name, share satisfied, cost, chance."""
    made = [
        replace(
            data.baseline, name=name, front=chance,
            kpis={**data.baseline.kpis, SATISFIED: Estimate(satisfied, NAN, NAN, "share"),
                  COST: Estimate(cost, NAN, NAN, "USD")},
        )
        for name, satisfied, cost, chance in spots
    ]  # fmt: skip
    return replace(data, variants=tuple(made), replications=10)


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


def test_who_is_on_the_front_and_who_is_beaten(phone: ReportInput) -> None:
    data = placed(phone, ("as_is", 0.6, 100, 0), ("a", 0.7, 120, 1), ("b", 0.65, 100, 1),
                  ("c", 0.5, 80, 1), ("d", 0.7, 130, 0))  # fmt: skip
    assert undominated(data) == ["c", "b", "a"]
    assert beaten_by(data, data.variants[4]) == ["a"]
    assert which(data) == [
        "Three of five variants are worth considering: “c” costs least, “a” satisfies most "
        "customers; “b” lies between.",
        "“as is” is beaten by “b”: at least as many satisfied customers at no more cost.",
        "“d” is beaten by “a”: at least as many satisfied customers at no more cost.",
    ]


def test_one_that_beats_all(phone: ReportInput) -> None:
    data = placed(phone, ("as_is", 0.6, 100, 0), ("better", 0.7, 90, 1))
    assert which(data)[0] == "“better” satisfies most customers and costs least."


def test_equals_do_not_beat_each_other(phone: ReportInput) -> None:
    data = placed(phone, ("as_is", 0.6, 100, 1), ("twin", 0.6, 100, 1))
    assert undominated(data) == ["as_is", "twin"]


def test_doubt_about_the_front_is_told(phone: ReportInput) -> None:
    data = placed(phone, ("as_is", 0.6, 100, 0.97), ("new", 0.61, 101, 0.56))
    assert which(data)[1:] == [
        "The runs leave open whether “new” (56 %) is worth considering; in brackets the chance "
        "that no other satisfies as many for as little."
    ]


def test_who_may_be_on_the_front_is_not_called_beaten(phone: ReportInput) -> None:
    data = placed(phone, ("as_is", 0.6, 100, 1), ("close", 0.599, 100, 0.4))
    assert which(data) == [
        "“as is” satisfies most customers and costs least.",
        "The runs leave open whether “close” (40 %) is worth considering; in brackets the chance "
        "that no other satisfies as many for as little.",
    ]


def test_few_runs_are_told_with_what_they_seem_to_show(phone: ReportInput) -> None:
    data = placed(phone, ("as_is", 0.6, 100, 0), ("better", 0.7, 90, 1))
    assert which(replace(data, replications=2))[-1] == (
        "This rests on two runs only and may be chance."
    )
    assert which(replace(data, replications=1))[-1].startswith("This rests on one run only")
    assert not any("only" in sentence for sentence in which(data))


def test_where_nothing_costs_anything_nothing_is_said_of_cost(phone: ReportInput) -> None:
    data = placed(phone, ("as_is", 0.6, 0, 1), ("better", 0.7, 0, 1))
    assert which(data) == ["“better” satisfies most customers; the scenario states no costs."]


def test_nothing_is_said_of_a_cost_that_is_not_there(phone: ReportInput) -> None:
    dearer = {"per_resolved_issue": (0.0, 0.0, 0.0, "USD per issue", "no difference shown")}
    data = placed(phone, ("as_is", 0.6, 0, 1), ("better", 0.7, 0, 1))
    assert comparison(data, differing(data, **dearer)) == "No difference is known."
    assert "cost per resolved issue" in comparison(phone, differing(phone, **dearer))


def test_many_between_are_only_counted(phone: ReportInput) -> None:
    data = placed(phone, *((f"v{n}", 0.5 + n / 100, 100 + n, 1) for n in range(9)))
    assert which(data)[0].endswith("“v8” satisfies most customers; seven others lie between.")
    assert len(drawn(data)) == 7
    assert drawn(data)[0] == 0
    assert drawn(data)[-1] == 8
    assert "Drawn are 7 of 9 variants" in left_out(data)


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
    assert comparison(phone, replace(variant, differences={})) == "No difference is known."


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
