"""Pieces of constant rate: what is expected when."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.plan.profile import profile_of
from sim.scenario.model import Stream

MONDAY, THURSDAY = date(2026, 1, 5), date(2026, 1, 8)


def test_flat_rate():
    profile = profile_of(Stream(rate_per_week=700.0), MONDAY, 10 * 86400.0)
    assert profile.expected == pytest.approx(100.0)
    assert profile.starts[1, 0] == 86400.0
    assert profile.ends[1, -1] == 2 * 86400.0


def test_weights_by_hour_start_on_monday_whatever_the_first_date():
    weights = [0.0] * 168
    weights[4 * 24 + 9], weights[4 * 24 + 10] = 3.0, 1.0  # Friday 09:00 and 10:00
    profile = profile_of(Stream(rate_per_week=80.0, profile=tuple(weights)), THURSDAY, 7 * 86400.0)
    assert profile.expected.tolist() == [0.0, 80.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    assert profile.shares[1, 9:12].tolist() == [0.0, 0.75, 1.0]


def test_a_run_may_end_within_an_hour():
    profile = profile_of(Stream(rate_per_week=168.0), MONDAY, 86400.0 + 1800.0)
    assert profile.expected == pytest.approx([24.0, 0.5])
    assert profile.ends[1, 0] == 86400.0 + 1800.0


def test_forecast_intervals_are_cut_at_midnight_and_at_the_end():
    rows = ((0.0, 3600.0, 10.0), (82800.0, 7200.0, 40.0), (169200.0, 7200.0, 30.0))
    profile = profile_of(Stream(forecast=rows), MONDAY, 2 * 86400.0)
    assert profile.expected == pytest.approx([30.0, 35.0])
    assert profile.starts[0, :2].tolist() == [0.0, 82800.0]
    assert profile.starts[1, 0] == 86400.0


@given(
    st.lists(
        st.tuples(st.floats(0, 3 * 86400), st.floats(60, 2 * 86400), st.floats(0, 500)),
        min_size=1,
        max_size=6,
    )
)
def test_a_forecast_keeps_its_total(rows):
    at = 0.0
    apart = []
    for gap, length, issues in rows:
        start = at + gap
        apart.append((start, length, issues))
        at = start + length
    profile = profile_of(Stream(forecast=tuple(apart)), MONDAY, 60 * 86400.0)
    assert profile.expected.sum() == pytest.approx(sum(row[2] for row in rows))
    assert (profile.ends >= profile.starts).all()
    assert (np.diff(profile.shares, axis=1) >= 0.0).all()
    assert (profile.shares[:, -1] == 1.0).all()
