"""The headline claims nothing but what the table of differences shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.report.data.comparison import ReportInput
from sim.report.data.front import COST, SATISFIED, beaten_by, drawn, left_out, undominated
from sim.report.data.measures import Difference, Estimate
from sim.report.pages.comparison_tables import differences_table
from sim.report.texts.worth_considering import which
from sim.stats import verdict

NAN = float("nan")
CLOSE = 0.001
Spot = tuple[str, float, float, float]
"""A name, the share satisfied, the cost, the chance of being on the front."""
MATTERS = {SATISFIED: 0.02, COST: 50.0}


def placed(
    data: ReportInput,
    *spots: Spot,
    half: tuple[float, float] = (CLOSE, CLOSE),
    matters: dict[str, float] | None = None,
) -> ReportInput:
    """Variants that are satisfying and dear as told; ``half``: half-widths of differences."""
    least = matters or {}
    made = []
    for name, satisfied, cost, chance in spots:
        kpis = {
            **data.baseline.kpis,
            SATISFIED: Estimate(satisfied, NAN, NAN, "share"),
            COST: Estimate(cost, NAN, NAN, "USD"),
        }
        differences = {}
        for kpi, way, around in ((SATISFIED, "higher", half[0]), (COST, "lower", half[1])):
            mean = kpis[kpi].mean - spots[0][1 if kpi == SATISFIED else 2]
            low, high = mean - around, mean + around
            word = verdict(low, high, way, least.get(kpi, 0.0))  # type: ignore[arg-type]
            differences[kpi] = Difference(Estimate(mean, low, high, kpis[kpi].unit), word, 4.0)
        made.append(
            replace(
                data.baseline,
                name=name,
                front=chance,
                kpis=kpis,
                differences=differences if made else {},
            )
        )
    return replace(data, variants=tuple(made), replications=10, matters=least)


def test_who_is_on_the_front_and_who_is_beaten(phone: ReportInput) -> None:
    data = placed(phone, ("as_is", 0.6, 100, 0), ("a", 0.7, 120, 1), ("b", 0.65, 100, 1),
                  ("c", 0.5, 80, 1), ("d", 0.7, 130, 0))  # fmt: skip
    assert undominated(data) == ["c", "b", "a"]
    assert beaten_by(data, data.variants[4]) == ["a"]
    assert which(data) == [
        "Three of five variants are worth considering: “c”, “b” and “a”.",
        "“c” costs least; none is shown to satisfy more customers than all others.",
        "“as is” is beaten by “b”, which satisfies more customers and is not shown to cost more.",
        "“d” is beaten by “a”, which costs less and is not shown to satisfy fewer.",
    ]
    apart = placed(phone, *((v.name, v.kpis[SATISFIED].mean, v.kpis[COST].mean, v.front)
                            for v in data.variants[:4]))  # fmt: skip
    assert which(apart)[0] == (
        "Three of four variants are worth considering: “c” costs least, “a” satisfies most "
        "customers; “b” lies between."
    )


def test_one_that_beats_all(phone: ReportInput) -> None:
    data = placed(phone, ("as_is", 0.6, 100, 0), ("better", 0.7, 90, 1))
    assert which(data) == [
        "“better” satisfies most customers and costs least.",
        "“as is” is beaten by “better”, which satisfies more customers and costs less.",
    ]


def test_a_difference_that_is_not_shown_is_not_claimed(phone: ReportInput) -> None:
    spots = ("as_is", 0.6, 100, 0.3), ("better", 0.7, 90, 0.9)
    assert which(placed(phone, *spots, half=(0.01, 20)))[0] == (
        "“better” satisfies most customers; it is not shown to cost less than all others."
    )
    assert which(placed(phone, *spots, half=(0.2, 5)))[0] == (
        "“better” costs least; it is not shown to satisfy more customers than all others."
    )
    assert which(placed(phone, *spots, half=(0.2, 20)))[0] == (
        "No variant is shown to satisfy more customers than all others, or to cost less than all "
        "others."
    )


def test_who_saves_less_than_matters_and_satisfies_fewer_is_no_choice(phone: ReportInput) -> None:
    spots = ("as_is", 0.6, 1000, 1), ("b", 0.65, 1010, 1)
    assert which(placed(phone, *spots, matters=MATTERS)) == [
        "“b” satisfies most customers; it is not shown to cost less than all others.",
        "“as is” satisfies fewer customers than “b”, and differs from it in cost by less than "
        "matters.",
    ]
    assert "“as is” costs least" in which(placed(phone, *spots))[0]


def test_equals_do_not_beat_each_other(phone: ReportInput) -> None:
    data = placed(phone, ("as_is", 0.6, 100, 1), ("twin", 0.6, 100, 1))
    assert undominated(data) == ["as_is", "twin"]
    assert len(which(data)) == 2


def test_doubt_about_the_front_is_told(phone: ReportInput) -> None:
    data = placed(phone, ("as_is", 0.6, 100, 0.97), ("new", 0.61, 101, 0.56))
    assert which(data)[1:] == [
        "The runs leave open whether “new” (56 %) is worth considering; in brackets the chance "
        "that no other satisfies as many for as little."
    ]


def test_who_may_be_on_the_front_is_not_called_beaten(phone: ReportInput) -> None:
    data = placed(phone, ("as_is", 0.6, 100, 1), ("close", 0.5, 100, 0.4))
    assert which(data)[1:] == [
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
    spots = ("as_is", 0.6, 0, 1), ("better", 0.7, 0, 1)
    assert which(placed(phone, *spots)) == [
        "“better” satisfies most customers; the scenario states no costs."
    ]
    assert which(placed(phone, *spots, half=(0.2, 0))) == [
        "No variant is shown to satisfy more customers than all others; the scenario states no "
        "costs."
    ]


def test_many_between_are_only_counted(phone: ReportInput) -> None:
    data = placed(phone, *((f"v{n}", 0.5 + n / 100, 100 + n, 1) for n in range(9)))
    assert which(data)[0].endswith("“v8” satisfies most customers; seven others lie between.")
    assert len(drawn(data)) == 7
    assert drawn(data)[0] == 0
    assert drawn(data)[-1] == 8
    assert "Drawn are 7 of 9 variants" in left_out(data)


def test_where_nothing_was_measured_that_is_all_that_is_said(phone: ReportInput) -> None:
    kpis = {**phone.baseline.kpis, "demand.issues": Estimate(0.0, 0.0, 0.0, "issues")}
    empty = tuple(replace(variant, kpis=kpis) for variant in phone.variants)
    assert which(replace(phone, variants=empty)) == [
        "No need arose in the measured weeks, so nothing can be told of how they are met."
    ]


spots_of = st.lists(
    st.tuples(
        st.integers(50, 70).map(lambda share: share / 100),
        st.integers(0, 20).map(lambda steps: 1000.0 + 10.0 * steps),
        st.sampled_from([0.0, 0.5, 1.0]),
    ),
    min_size=2,
    max_size=6,
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    spots=spots_of,
    half=st.tuples(st.sampled_from([0.0, 0.004, 0.03]), st.sampled_from([0.0, 4.0, 60.0])),
    matters=st.sampled_from([None, MATTERS]),
)
def test_every_claim_of_a_headline_stands_in_the_table(
    phone: ReportInput,
    spots: Sequence[tuple[float, float, float]],
    half: tuple[float, float],
    matters: dict[str, float] | None,
) -> None:
    named = [(f"v{at}", *spot) for at, spot in enumerate(spots)]
    data = placed(phone, *named, half=half, matters=matters)
    rows = {v.name: v.differences for v in data.variants}

    def shown(kpi: str, one: str, other: str) -> bool:
        """Whether the rows show one to be better than the other, each on its own terms."""
        if one == "v0":
            return rows[other][kpi].verdict == "worse"
        if other == "v0":
            return rows[one][kpi].verdict == "better"
        a, b = rows[one][kpi].estimate, rows[other][kpi].estimate
        return a.low > b.high if kpi == SATISFIED else a.high < b.low

    text = " ".join(which(data))
    claims = {
        (kpi, one, other)
        for kpi, words in ((SATISFIED, "satisfies most customers"), (COST, "costs least"))
        for one in re.findall(rf"“(v\d)”[^“.;]*?{words}", text)
        for other in rows
        if other != one
    }
    for loser, better, told in re.findall(r"“(v\d)” is beaten by “(v\d)”, which ([^.]*)", text):
        claims |= {(SATISFIED, better, loser)} if "satisfies more" in told else set()
        claims |= {(COST, better, loser)} if "costs less" in told else set()
    for loser, told, better in re.findall(
        r"“(v\d)” (satisfies fewer|costs more)[^“]*“(v\d)”", text
    ):
        claims.add((SATISFIED if told == "satisfies fewer" else COST, better, loser))
    for claim in claims:
        assert shown(*claim), (claim, text)
    assert len(differences_table(data).rows) == len(spots) - 1
