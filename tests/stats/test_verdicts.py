"""A verdict says only what the interval shows."""

from __future__ import annotations

from math import nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.stats import Direction, Verdict, verdict


@pytest.mark.parametrize(
    ("low", "high", "direction", "expected"),
    [
        (0.1, 0.3, "higher", "better"),
        (-0.3, -0.1, "higher", "worse"),
        (0.1, 0.3, "lower", "worse"),
        (-0.3, -0.1, "lower", "better"),
        (0.1, 0.3, "neutral", "higher"),
        (-0.3, -0.1, "neutral", "lower"),
        (-0.1, 0.3, "higher", "no difference shown"),
        (0.0, 0.3, "higher", "no difference shown"),
        (0.0, 0.0, "lower", "no difference shown"),
        (nan, nan, "higher", "not known"),
    ],
)
def test_verdicts(low: float, high: float, direction: Direction, expected: Verdict) -> None:
    assert verdict(low, high, direction) == expected


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (-0.3, 0.3, "difference smaller than matters"),
        (0.1, 0.3, "difference smaller than matters"),
        (0.0, 0.0, "difference smaller than matters"),
        (-0.3, 0.5, "no difference shown"),  # it may be as great as what matters
        (0.1, 0.6, "better"),  # shown, though it may be smaller
        (0.6, 0.9, "better"),
        (-0.9, -0.1, "worse"),
        (nan, nan, "not known"),
    ],
)
def test_a_difference_that_does_not_matter(low: float, high: float, expected: Verdict) -> None:
    assert verdict(low, high, "higher", matters=0.5) == expected


@given(st.floats(0.01, 10.0), st.floats(0.0, 5.0), st.sampled_from(["higher", "lower"]))
def test_exchanging_the_two_variants_turns_the_verdict(
    low: float, length: float, direction: Direction
) -> None:
    turned = {"better": "worse", "worse": "better"}
    here = verdict(low, low + length, direction)
    assert verdict(-low - length, -low, direction) == turned[here]
