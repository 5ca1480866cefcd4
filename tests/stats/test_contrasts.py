"""What the interval of a contrast says; and how often the wrong thing is said."""

from __future__ import annotations

import numpy as np
import pytest

from sim.stats import Finding, Interval, bonferroni, contrast_values, finding, mean_interval

NAN = float("nan")


@pytest.mark.parametrize(
    ("interval", "more", "less", "same"),
    [
        ((3.0, 2.0, 4.0), "holds", "holds not", "holds not"),
        ((-3.0, -4.0, -2.0), "holds not", "holds", "holds not"),
        ((1.0, 0.1, 1.9), "holds", "holds not", "holds not"),
        ((0.9, 0.1, 1.7), *["not precise enough"] * 3),
        ((3.0, -0.5, 6.5), *["not precise enough"] * 3),
        ((0.2, -0.5, 0.9), "same", "same", "holds"),
        ((0.2, -1.0, 0.9), *["not precise enough"] * 3),
        ((0.0, 0.0, 0.0), "same", "same", "holds"),
        ((3.0, NAN, NAN), *["not precise enough"] * 3),
    ],
)
def test_findings(
    interval: tuple[float, float, float], more: Finding, less: Finding, same: Finding
) -> None:
    found = Interval(*interval)
    assert finding(found, "more", 1.0) == more
    assert finding(found, "less", 1.0) == less
    assert finding(found, "same", 1.0) == same


def test_only_columns_with_weight_count() -> None:
    values = np.array([[1.0, NAN, 3.0], [2.0, NAN, 5.0]])
    assert contrast_values(values, np.array([-1.0, 0.0, 1.0])).tolist() == [2.0, 3.0]


@pytest.mark.parametrize(("effect", "least", "most"), [(2.0, 95, 100), (0.0, 0, 1)])
def test_what_is_planted_is_found_and_nothing_else(effect: float, least: int, most: int) -> None:
    """Effects in thresholds, as precisely known as claims are at their first look (or less)."""
    rng = np.random.default_rng(1)
    level = bonferroni(0.95, 120)
    found = [
        finding(mean_interval(rng.normal(effect, 1.0, 20), level), "more", 1.0) for _ in range(100)
    ]
    assert least <= found.count("holds") <= most
