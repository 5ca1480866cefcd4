"""Which promises of intervals and of selection a pool of experiments breaks.

``python -m tests.stats.promises`` asks a thousand experiments: prints the table of
docs/statistics.md, then what is broken. It is part of ``make validation`` and takes two minutes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from math import sqrt

import numpy as np

from sim.stats import Precision
from tests.stats.coverage import (
    EACH,
    EXPERIMENTS,
    Pool,
    coverage,
    exact_quantiles,
    savings,
    selections,
    share,
    simulate,
    stops,
    table,
)

CONFIDENCE = 0.95
USUAL = ("as_is", "quicker − as_is", "one_more − as_is")
"""What is asked of more strictly, of the intervals that results show."""
LOW_QUANTILES = (0.92, 0.92, 0.88)
"""Means of the replications' quantiles: a little low in samples of 225 calls."""
LEAST_SAVING = 5.0


def broken(pool: Pool) -> list[str]:
    """What is not as it is promised; a small pool is given more room."""
    more = sqrt(EXPERIMENTS / experiments(pool))
    return [
        *_of_coverage(pool, more),
        *_of_savings(pool),
        *_of_selection(pool, more),
        *_of_stopping(pool, more),
    ]


def experiments(pool: Pool) -> int:
    return len(pool.quantiles)


def _of_coverage(pool: Pool, more: float) -> Iterator[str]:
    for (what, method), covered in coverage(pool).items():
        strict = what in USUAL and method != "delta"
        room = more * (0.02 if strict else 0.03)
        if (abs(covered - CONFIDENCE) > room).any():
            yield f"{method} of {what}: covers {covered}, not {CONFIDENCE} ± {room:.3f}"
    covered = share(pool.quantiles, exact_quantiles())
    least = CONFIDENCE - more * (CONFIDENCE - np.array(LOW_QUANTILES))
    if (covered <= least).any() or (covered >= CONFIDENCE + more * 0.02).any():
        yield f"quantiles: cover {covered}, not {least} or more"


def _of_savings(pool: Pool) -> Iterator[str]:
    for name, (_, factor) in savings(pool).items():
        if factor <= LEAST_SAVING:
            yield f"{name}: the same customers divide the variance by {factor:.1f} only"


def _of_selection(pool: Pool, more: float) -> Iterator[str]:
    for confidence in (0.9, 0.95):
        right, _ = zip(*selections(pool, confidence, paired=False), strict=True)
        least = confidence - (more - 1.0) * 0.02
        if len(right) <= 200 / more**2:
            yield f"selection: {len(right)} selections are too few to tell"
        if np.mean(right) < least:
            yield f"selection: right in {np.mean(right):.3f}, not {least:.3f} or more"
    together, alone = (
        np.mean([n for _, n in selections(pool, CONFIDENCE, paired)]) for paired in (True, False)
    )
    if together >= 0.5 * alone:
        yield f"selection: {together:.0f} replications with the same customers, {alone:.0f} without"


def _of_stopping(pool: Pool, more: float) -> Iterator[str]:
    covers, _ = zip(*stops(pool, Precision(0.08, relative=True)), strict=True)
    if len(covers) <= 150 / more**2:
        yield f"stopping: {len(covers)} stops are too few to tell"
    if np.mean(covers) <= CONFIDENCE - more * 0.05:
        yield f"stopping: {np.mean(covers):.3f} of the intervals cover"


def main() -> int:
    """1 if anything is broken."""
    print(f"{EXPERIMENTS:,} comparisons of {EACH} replications", file=sys.stderr, flush=True)
    pool = simulate(EXPERIMENTS)
    print(table(pool))
    found = broken(pool)
    print(*found, sep="\n", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
