"""Intervals cover exact values of queues, and selection picks the best, as often as they say."""

from __future__ import annotations

import numpy as np
import pytest

from sim.chance import make_plan
from sim.engine import numba_available, run
from sim.kpi import measure
from sim.stats import Precision
from tests.stats.coverage import (
    EACH,
    EXPERIMENTS,
    KPIS,
    SEED,
    coverage,
    savings,
    scenarios,
    selections,
    simulate,
    stops,
    sums,
)


@pytest.mark.parametrize("system", scenarios())
def test_the_sums_are_those_of_the_measures(system: str) -> None:
    scenario = scenarios()[system]
    record = run(make_plan(scenario, SEED, 3), "simpy")
    measured = measure(record, scenario)
    above, below = sums(record)
    for name, numerator in zip(KPIS, above, strict=True):
        assert measured[name].numerator == pytest.approx(numerator, abs=1e-6)
        assert measured[name].denominator == below


@pytest.mark.slow
@pytest.mark.skipif(not numba_available(), reason="thirty thousand runs need the compiled engine")
def test_promises_are_kept_on_queues_with_exact_values() -> None:
    # One test, since the runs take a minute: 1,000 experiments of ten replications each.
    pool = simulate(EXPERIMENTS * EACH)

    found = coverage(pool)
    for (what, method), covered in found.items():
        assert ((covered > 0.92) & (covered < 0.98)).all(), (what, method, covered)
    for what in ("as_is", "quicker − as_is", "one_more − as_is"):
        covered = found[what, "jackknife"]
        assert ((covered >= 0.93) & (covered <= 0.97)).all(), (what, covered)

    for name, (_, factor) in savings(pool).items():
        assert factor > 5.0, name

    for confidence in (0.9, 0.95):
        right, _ = zip(*selections(pool, confidence, paired=False), strict=True)
        assert len(right) > 200
        assert np.mean(right) >= confidence
    together, alone = (
        np.mean([n for _, n in selections(pool, 0.95, paired)]) for paired in (True, False)
    )
    assert together < 0.5 * alone

    covers, _ = zip(*stops(pool, Precision(0.08, relative=True)), strict=True)
    assert len(covers) > 150
    assert np.mean(covers) > 0.9
