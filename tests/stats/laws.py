"""How often the procedures keep their promises on numbers drawn from known laws.

``python -m tests.stats.laws`` prints the second table of docs/statistics.md, in a few minutes.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.stats import (
    Precision,
    mean_intervals,
    pooled_quantile,
    ratio_intervals,
    screen,
    select,
    simultaneous_intervals,
)
from tests.stats.test_ratios import busy_weeks
from tests.stats.test_screening import slippage, together
from tests.stats.test_simultaneous import equally
from tests.stats.test_stopping import LAWS, stopped

Row = tuple[str, str, float]
"""What is promised, in which case, and the share of trials in which it was kept."""


CASES = ((2, 0.9, 0.0), (5, 0.9, 0.0), (5, 0.9, 0.6), (10, 0.95, 0.0))
"""Of selection: variants, confidence, correlation."""


def ratios() -> Iterator[Row]:
    """Busy and quiet weeks; the busier a week the longer its waits."""
    for shape, n in ((25.0, 20), (4.0, 20), (4.0, 100)):
        above, below = busy_weeks(np.random.default_rng(9), n, 4000, shape)
        truth = 0.45 * (1.0 + 1.0 / shape)
        interval = ratio_intervals(above, below)
        covered = ((interval.low <= truth) & (truth <= interval.high)).mean()
        case = f"{n} weeks, load varies by {100 * shape**-0.5:.0f} %"
        yield "ratio of sums covers, 95 %", case, float(covered)


def quantiles() -> Iterator[Row]:
    """The 90 % quantile of exponential waits: of each replication, and of all together."""
    rng, truth = np.random.default_rng(7), np.log(10.0)
    for waits in (20, 100, 1000):
        trials = rng.exponential(1.0, (2000, 20, waits))
        each = mean_intervals(np.quantile(trials, 0.9, axis=2).T)
        covered = ((each.low <= truth) & (truth <= each.high)).mean()
        case = f"20 replications of {waits} waits"
        yield "mean of replications' 90 % quantiles covers, 95 %", case, float(covered)
        pooled = [pooled_quantile(list(trial), 0.9) for trial in trials]
        covers = np.mean([one.low <= truth <= one.high for one in pooled])
        yield "quantile of all together covers, 95 %", case, float(covers)


def families() -> Iterator[Row]:
    """Several differences from one baseline, none of them real."""
    rng = np.random.default_rng(11)
    for n, k, correlation in ((10, 3, 0.5), (10, 4, 0.9), (20, 5, 0.5), (20, 10, 0.8)):
        root = np.linalg.cholesky(equally(k, correlation)).T
        held = 0
        for _ in range(2000):
            interval = simultaneous_intervals(rng.standard_normal((n, k)) @ root)
            held += bool(((interval.low <= 0.0) & (interval.high >= 0.0)).all())
        case = f"{k} variants, {n} replications, correlation {correlation}"
        yield "all intervals cover at once (max-t), 95 %", case, held / 2000


def stopping() -> Iterator[Row]:
    """Until the half-width is 10 % of the mean."""
    rng = np.random.default_rng(6)
    precision = Precision(0.1, relative=True, cap=5000)
    for law, draw in LAWS.items():
        ends = [stopped(precision, draw(rng, 5000)) for _ in range(2000)]
        case = f"{law}, {np.mean([end.n for end in ends]):.0f} replications on average"
        covered = np.mean([abs(end.mean - 1.0) <= end.half_width for end in ends])
        yield "interval covers at the stop, 95 %", case, float(covered)


def screening() -> Iterator[Row]:
    """Eight equal variants: any of them may be called the best."""
    rng = np.random.default_rng(2)
    for correlation in (0.0, 0.6):
        kept = np.mean(
            [screen(together(rng, 10, np.zeros(8), correlation), True).kept for _ in range(4000)]
        )
        yield "the best is kept, 95 %", f"8 equal, correlation {correlation}", float(kept)


def selection() -> Iterator[Row]:
    """The best leads all others by just what matters."""
    rng = np.random.default_rng(8)
    for k, confidence, correlation in CASES:
        found = [
            select(together(rng, 1500, slippage(k, 0.7), correlation), True, 0.7, confidence)
            for _ in range(1000)
        ]
        runs = np.mean([each.n for each in found])
        case = f"{k} variants, correlation {correlation}, {runs:.0f} replications on average"
        right = np.mean([each.best == k // 2 for each in found])
        yield f"the best is selected, {100 * confidence:.0f} %", case, float(right)


def table() -> str:
    """All of them, as a page."""
    lines = ["| promise | case | kept |", "|---|---|---|"]
    for rows in (ratios(), quantiles(), families(), stopping(), screening(), selection()):
        lines += [f"| {what} | {case} | {100 * kept:.1f} % |" for what, case, kept in rows]
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())
