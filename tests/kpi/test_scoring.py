"""The score of one issue, as on the floor, equals that of the measures to the bit."""

from __future__ import annotations

import numpy as np

from sim.functions import log2, log2_of
from sim.scenario.model import Satisfaction
from sim.scoring import doublings, doublings_of, score_of, scores, weight_of_amends

COUNT = 1_000_000
DICE = np.random.default_rng(20260105)


def test_log2_of_one_number_is_that_of_an_array() -> None:
    x = np.exp(DICE.uniform(-40.0, 40.0, COUNT))
    assert [log2_of(one) for one in x.tolist()] == log2(x).tolist()


def test_a_score_is_that_of_an_array() -> None:
    waited = np.exp(DICE.uniform(-5.0, 20.0, COUNT)) * DICE.integers(0, 2, COUNT)
    expected = np.exp(DICE.uniform(-5.0, 16.0, COUNT)) * (DICE.random(COUNT) < 0.9)
    expected[DICE.random(COUNT) < 0.1] = np.nan
    met, denied, kept, broken = DICE.random((4, COUNT)) < 0.4
    contacts = DICE.integers(0, 9, COUNT)
    points = Satisfaction(wait_slower=-0.37, per_extra_contact=-0.41, amends=0.33)
    waits = doublings(waited, expected)
    manner = DICE.uniform(-2.0, 1.0, COUNT)
    times = DICE.integers(0, 4, COUNT)
    late = np.minimum(DICE.integers(0, 4, COUNT), times)
    amends = weight_of_amends(points, times.astype(np.float64), late.astype(np.float64))
    weights = zip(times.tolist(), late.tolist(), strict=True)
    one_by_one_amends = [weight_of_amends(points, float(n), float(k)) for n, k in weights]
    assert one_by_one_amends == amends.tolist()
    extra = np.where(DICE.random(COUNT) < 0.5, 0.0, DICE.uniform(-2.0, 0.5, COUNT))
    found = scores(points, met, denied, waits, contacts, kept, broken, amends, manner, extra)
    one_by_one = [
        expected_s if expected_s != expected_s else doublings_of(waited_s, expected_s)
        for waited_s, expected_s in zip(waited.tolist(), expected.tolist(), strict=True)
    ]
    assert np.array_equal(one_by_one, waits, equal_nan=True)
    columns = (met, denied, one_by_one, contacts, kept, broken, amends, manner, extra)
    rows = zip(*(np.asarray(column).tolist() for column in columns), strict=True)
    assert [score_of(points, *row) for row in rows] == found.tolist()
