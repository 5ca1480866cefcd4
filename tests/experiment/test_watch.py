"""Watching records: pools do not depend on order, and go on from what was kept."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import sim
from sim.experiment.comparisons.compare import compare
from sim.experiment.conditions import Conditions
from sim.experiment.watch import Glimpse, Pool, Watch, glimpse
from sim.kpi.summary import Pair
from sim.stats import ratio_intervals

SHORT = ("clock.length=1 week", "clock.run_out=1 day")
MORE = ("more: teams.care.shifts.0.agents=7",)


def summaries(n: int = 6) -> list[dict[str, Pair]]:
    rng = np.random.default_rng(3)
    below = rng.poisson(20.0, (n, 4)).astype(float)
    below[:, 3] = 0.0
    above = below * rng.uniform(0.2, 0.8, (n, 4))
    return [{"share": Pair(above[at], below[at])} for at in range(n)]


def test_ratios_of_sums_with_the_delta_methods_intervals() -> None:
    pool = Pool()
    given = summaries()
    for replication, summary in enumerate(given):
        pool.add(replication, summary)
    above = np.array([one["share"].numerator for one in given])
    below = np.array([one["share"].denominator for one in given])
    expected = ratio_intervals(above, below, method="delta")
    found = pool.pooled()["share"]
    np.testing.assert_allclose(found.value, expected.mean)
    np.testing.assert_allclose(found.half[:3], ((expected.high - expected.low) / 2)[:3])
    assert np.isnan(found.value[3])
    assert np.isnan(found.half[3])


def test_one_replication_has_no_interval() -> None:
    pool = Pool()
    pool.add(0, summaries()[0])
    assert np.isfinite(pool.pooled()["share"].value[:3]).all()
    assert np.isnan(pool.pooled()["share"].half).all()


def test_the_order_of_arrival_does_not_matter_to_the_last_bit() -> None:
    given = summaries()
    in_order, shuffled = Pool(), Pool()
    for replication in range(6):
        in_order.add(replication, given[replication])
    for replication in (3, 0, 5, 1, 2, 4):
        shuffled.add(replication, given[replication])
        assert shuffled.has(replication)
    assert shuffled.n == in_order.n == 6
    for one, other in zip(in_order.pooled()["share"], shuffled.pooled()["share"], strict=True):
        assert one.tobytes() == other.tobytes()


@pytest.mark.parametrize("before", [1, 2])
def test_what_was_kept_need_not_be_seen_again(tmp_path: Path, before: int) -> None:
    file = sim.load("phone-queue")
    glimpses = {}
    watch = Watch(file)

    def both(variant: str, replication: int, seen: Glimpse) -> None:
        glimpses[variant, replication] = seen
        watch(variant, replication, seen)

    conditions = Conditions(replications=3, engine="simpy", on_record=both, digest=glimpse)
    compare(file, (), MORE, SHORT, conditions)
    whole = watch.seen(["as_is", "more"], 3)

    first, second = Watch(file, lambda: tmp_path), Watch(file, lambda: tmp_path)
    for (variant, replication), seen in glimpses.items():
        assert (seen.record is None) == (replication > 0)
        (first if replication < before else second)(variant, replication, seen)
    again = second.seen(["as_is", "more"], 3)
    assert list(again.pools) == ["as_is", "more"]
    for variant, pool in whole.pools.items():
        for name, pooled in pool.pooled().items():
            assert again.pools[variant].pooled()[name].value.tobytes() == pooled.value.tobytes()
        kept, seen = again.first[variant].issues, whole.first[variant].issues
        np.testing.assert_array_equal(kept["met_at"], seen["met_at"])
