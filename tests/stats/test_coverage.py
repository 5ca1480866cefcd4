"""Intervals cover exact values of queues, and selection picks the best, as often as they say."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engine import numba_available
from sim.stats import Precision
from tests.stats.coverage import (
    EXPERIMENTS,
    coverage,
    exact_quantiles,
    savings,
    selections,
    share,
    simulate,
    stops,
)


@pytest.mark.slow
@pytest.mark.skipif(not numba_available(), reason="thirty thousand runs need the compiled engine")
def test_promises_are_kept_on_queues_with_exact_values() -> None:
    # One test, since the runs take two minutes: 1,000 comparisons of ten replications each.
    pool = simulate(EXPERIMENTS)

    found = coverage(pool)
    for (what, method), covered in found.items():
        assert ((covered > 0.92) & (covered < 0.98)).all(), (what, method, covered)
    for what in ("as_is", "quicker − as_is", "one_more − as_is"):
        for method in ("jackknife", "mean of ratios"):
            covered = found[what, method]
            assert ((covered >= 0.93) & (covered <= 0.97)).all(), (what, method, covered)

    # Means of the replications' quantiles: a little low in samples of 225 calls.
    covered = share(pool.quantiles, exact_quantiles())
    assert ((covered > (0.92, 0.92, 0.88)) & (covered < 0.97)).all(), covered

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
