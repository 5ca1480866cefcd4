"""Whether intervals and selection keep their promises can be asked, and is answered rightly.

A few experiments are enough to see large faults; ``make validation`` asks a thousand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from sim.engine import numba_available
from tests.stats import promises
from tests.stats.coverage import Pool, simulate
from tests.stats.promises import broken

pytestmark = pytest.mark.skipif(not numba_available(), reason="many runs need the compiled engine")
FEW = 24


@pytest.fixture(scope="module")
def pool() -> Pool:
    return simulate(FEW)


def test_promises_are_kept_on_queues_with_exact_values(pool: Pool) -> None:
    assert broken(pool) == []


def narrower(pool: Pool) -> Pool:
    """Intervals of a third of their width."""
    middle = {key: limits.mean(axis=-1, keepdims=True) for key, limits in pool.intervals.items()}
    limits = {key: middle[key] + (pool.intervals[key] - middle[key]) / 3.0 for key in middle}
    return replace(pool, intervals=limits)


def beside(pool: Pool) -> Pool:
    """Quantiles that are a fifth too high."""
    return replace(pool, quantiles=pool.quantiles * 1.2)


def other_customers(pool: Pool) -> Pool:
    """Each system with customers of its own."""

    def moved(of: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        return {name: np.roll(rows, 77 * at, axis=0) for at, (name, rows) in enumerate(of.items())}

    return replace(pool, above=moved(pool.above), below=moved(pool.below))


def worse(system: str, pool: Pool) -> Pool:
    """A system with half as many losses and waits again."""
    return replace(pool, above={**pool.above, system: 1.5 * pool.above[system]})


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (narrower, "jackknife of as_is: covers"),
        (beside, "quantiles: cover"),
        (other_customers, "the same customers divide the variance by"),
        (other_customers, "replications with the same customers"),
        (partial(worse, "one_more"), "selection: right in"),
        (partial(worse, "as_is"), "stopping: "),
    ],
)
def test_what_is_broken_is_told(pool: Pool, damage: Callable[[Pool], Pool], told: str) -> None:
    assert any(told in one for one in broken(damage(pool)))


def test_what_is_broken_ends_validation_with_a_fault(
    pool: Pool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(promises, "simulate", lambda _: pool)
    assert promises.main() == 0
    monkeypatch.setattr(promises, "simulate", lambda _: narrower(pool))
    assert promises.main() == 1
    said = capsys.readouterr()
    assert "| as_is | jackknife |" in said.out
    assert "jackknife of as_is: covers" in said.err
