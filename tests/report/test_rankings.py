"""What is told beside the tables of a comparison."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from sim.experiment.results import Estimate
from sim.experiment.results.selection import MAIN, Aim, Chosen
from sim.report.terminal.rankings import amount, choice, factor_text, may_be_best, pooled


def chosen(best: str | None, running: tuple[str, ...], out: dict[str, int], more: int) -> Chosen:
    aim = Aim("cost.per_resolved_issue", 0.1)
    return Chosen(aim, "USD per issue", "lower", 0.95, best, 24, running, out, more)


def test_a_choice_names_winner_probability_and_losers() -> None:
    assert choice(chosen("b", ("b",), {"a": 10, "c": 24}, 0)) == (
        "Best in cost.per_resolved_issue (lower is better): b, selected after 24 replications. If "
        "one variant is truly ahead of all others by 0.10 USD or more, this is it with a "
        "probability of at least 95 %. Eliminated, after replications: a (10), c (24)."
    )


def test_a_choice_among_close_ones_says_so() -> None:
    assert "No lead of 0.10 USD was found over c." in choice(chosen("b", ("b", "c"), {"a": 10}, 0))


def test_what_is_not_decided_is_told() -> None:
    told = choice(chosen(None, ("b", "c"), {"a": 10}, 77))
    assert "is not decided after 24 replications, the most allowed: b, c are in the race." in told
    assert "At most 77 more would settle it. Eliminated, after replications: a (10)." in told


@pytest.mark.parametrize(
    ("factor", "text"),
    [(0.84, "0.84"), (5.23, "5.2"), (33.1, "33"), (180.0, "over 100"), (float("inf"), "over 100")],
)
def test_nobody_needs_great_factors_exactly(factor: float, text: str) -> None:
    assert factor_text(factor) == text


def test_the_greatest_move_by_pooling_is_told() -> None:
    level = Estimate(0.800, 0.780, 0.820, "share")
    wait = Estimate(30.0, 29.0, 31.0, "s")
    both = [("level", level, level._replace(mean=0.810)), ("wait", wait, wait._replace(mean=30.1))]
    told = pooled(both)
    assert (
        "would move by at most 50 % of half an interval (level: 81.00 instead of 80.00 %)" in told
    )
    assert pooled([("level", level._replace(low=float("nan"), high=float("nan")), level)]) == ""
    assert pooled([("level", level, level._replace(mean=0.8019))]) == ""


def test_amounts_are_in_the_readers_unit() -> None:
    assert (amount(0.012, "share"), amount(1500.0, "USD per issue")) == (
        "1.2 % points",
        "1,500 USD",
    )


@pytest.mark.parametrize(
    ("kept", "verdicts", "sharper"),
    [
        (("more",), {"more": "no difference shown"}, True),
        (("more",), {"more": "better"}, False),
        (("as_is",), {"more": "no difference shown"}, True),
        (("as_is",), {"more": "worse"}, False),
    ],
)
def test_a_test_that_is_sharper_than_the_intervals_is_named(
    kept: tuple[str, ...], verdicts: dict[str, str], sharper: bool
) -> None:
    kpi = MAIN[0]
    result: Any = SimpleNamespace(
        baseline="as_is",
        runs={name: SimpleNamespace(shown_as=name) for name in ("as_is", *verdicts)},
        differences={name: {kpi: None} for name in verdicts},
        verdict=lambda name, _kpi: verdicts[name],
        screened=lambda name: SimpleNamespace(variants=kept, behind=0.0) if name == kpi else None,
    )
    ((_, told),) = may_be_best(result)
    assert told.startswith(kept[0])
    assert ("sharper than the intervals above" in told) == sharper
