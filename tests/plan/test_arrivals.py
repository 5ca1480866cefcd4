"""Arrivals: Poisson by date, on the grid, and no draw depends on what it is not about."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from sim.plan import keys, make_plan
from sim.plan.arrivals import Dice, day_factors
from sim.scenario.model import DayFactor
from tests.plan.build import about, scenario

DAY = 86400.0


def issues(seed=1, replication=0, **changes):
    return make_plan(scenario(**changes), seed, replication).fresh_floor().issues


def of(rows, stream):
    return rows[rows["stream"] == stream]


def counts_by_day(rows, days=14):
    return np.bincount((rows["opened_at"] // DAY).astype(int), minlength=days)


def test_same_seed_and_replication_same_bytes_other_ones_differ():
    assert issues().tobytes() == issues().tobytes()
    first = issues()["opened_at"][:5].tolist()
    assert first != issues(seed=2)["opened_at"][:5].tolist()
    assert first != issues(replication=1)["opened_at"][:5].tolist()


def test_in_order_within_the_run_on_the_grid():
    rows = issues()
    at = rows["opened_at"]
    assert (np.diff(at) >= 0.0).all()
    assert 0.0 <= at[0] <= at[-1] < 14 * DAY
    assert (at * 2.0**20 == np.floor(at * 2.0**20)).all()
    assert rows["id"].tolist() == list(range(len(rows)))
    assert len(set(zip(rows["key0"].tolist(), rows["key1"].tolist(), strict=True))) == len(rows)


def test_counts_are_poisson():
    counts = np.concatenate([counts_by_day(issues(replication=r)) for r in range(60)])
    mean = counts.mean()
    assert mean == pytest.approx(1000.0, abs=4 * np.sqrt(1000.0 / len(counts)))
    dispersion = counts.var(ddof=1) / mean * (len(counts) - 1)
    assert 0.001 < stats.chi2.sf(dispersion, len(counts) - 1) < 0.999


def test_gaps_are_exponential():
    gaps = np.diff(issues()["opened_at"])
    assert stats.kstest(gaps, stats.expon(scale=7 * DAY / 7000).cdf).pvalue > 1e-3


def test_a_profile_gives_its_shape():
    weights = [float(hour % 24 in (9, 10)) * (1 + hour % 24 % 2) for hour in range(168)]
    rows = issues(demand__calls={"rate": "70000 per week", "profile": weights})
    hour = (rows["opened_at"] // 3600.0).astype(int) % 24
    nine, ten = (hour == 9).sum(), (hour == 10).sum()
    assert nine + ten == len(rows)
    assert stats.binomtest(int(nine), len(rows), 2 / 3).pvalue > 1e-3
    inside = rows["opened_at"][hour == 9] % 3600.0 / 3600.0
    assert stats.kstest(inside, "uniform").pvalue > 1e-3


def test_day_factors_are_gamma_of_mean_1():
    rule, first = DayFactor(cv=0.3), date(2026, 1, 5)
    factors = day_factors(rule, "calls", keys.root(1, 0), first, 5000, Dice())
    assert stats.kstest(factors, stats.gamma(1 / 0.09, scale=0.09).cdf).pvalue > 1e-3
    again = day_factors(rule, "calls", keys.root(1, 0), first, 7, Dice())
    assert again.tolist() == factors[:7].tolist()


def test_a_day_factor_multiplies_the_days_demand():
    changes = {"demand__calls": {"rate": "70000 per week", "day_factor": 0.3}}
    counts = counts_by_day(issues(**changes))
    root, first = keys.root(1, 0), date(2026, 1, 5)
    means = 10_000.0 * day_factors(DayFactor(cv=0.3), "calls", root, first, 14, Dice())
    assert (np.abs(counts - means) < 4 * np.sqrt(means)).all()


def test_streams_of_a_group_share_the_day_factor_and_nothing_else():
    def daily(shared):
        rule = {"cv": 0.4, "shared": "weather"} if shared else {"cv": 0.4}
        stream = {"rate": "70000 per week", "day_factor": rule}
        rows = issues(demand={"calls": stream, "mails": stream})
        return [counts_by_day(of(rows, i)) for i in (0, 1)]

    together, apart = np.corrcoef(daily(True))[0, 1], np.corrcoef(daily(False))[0, 1]
    assert together > 0.99
    assert abs(apart) < 0.9


def test_adding_or_reordering_streams_changes_no_other_stream():
    alone = issues()
    calls, mails = {"rate": "7000 per week"}, {"rate": "300 per week", "day_factor": 0.2}
    after = issues(demand={"calls": calls, "mails": mails})
    before = issues(demand={"mails": mails, "calls": calls})
    assert about(alone) == about(of(after, 0)) == about(of(before, 1))
    assert about(of(after, 1)) == about(of(before, 0))


def forecast(volumes):
    return [(day * DAY + 8 * 3600.0, 10 * 3600.0, volume) for day, volume in enumerate(volumes)]


def test_a_change_on_one_day_changes_no_other_day():
    def by_day(volumes):
        rows = issues(demand__calls={"forecast": forecast(volumes)})
        return [about(rows[rows["opened_at"] // DAY == day]) for day in range(5)]

    usual, busy = by_day([100, 100, 100, 100, 100]), by_day([100, 100, 170, 100, 100])
    assert [a == b for a, b in zip(usual, busy, strict=True)] == [True, True, False, True, True]


def test_more_demand_adds_issues_and_keeps_the_others():
    few = issues(demand__calls={"forecast": forecast([500] * 5)})
    many = issues(demand__calls={"forecast": forecast([600] * 5)})
    keys = set(zip(many["key0"].tolist(), many["key1"].tolist(), strict=True))
    kept = [key in keys for key in zip(few["key0"].tolist(), few["key1"].tolist(), strict=True)]
    assert np.mean(kept) > 0.95


def test_a_trace_is_exact():
    moments = [0.0, 1.5, 1.5, 86400.25, 5e6]
    rows = issues(demand__calls={"trace": moments})
    assert rows["opened_at"].tolist() == moments[:4]
    assert about(rows) != about(issues(seed=2, demand__calls={"trace": moments}))


def test_a_surge_is_a_stream_of_its_own_that_fades():
    surge = {"at": "2026-01-10 12:00", "issues": 4000, "decay": "1 day"}
    calm = issues()
    rows = issues(demand__calls={"rate": "7000 per week", "surges": surge})
    usual = set(about(calm))
    extra = np.array([row not in usual for row in about(rows)])
    assert set(about(rows[~extra])) == usual
    since = rows["opened_at"][extra] - 5.5 * DAY
    assert len(since) == pytest.approx(4000, abs=4 * np.sqrt(4000))
    assert stats.kstest(since, stats.expon(scale=DAY).cdf).pvalue > 1e-3


def test_a_surge_can_begin_before_the_clock_and_outlast_it():
    surges = [{"at": "2026-01-04 00:00", "issues": 1000, "decay": "1 day"},
              {"at": "2026-01-18 00:00", "issues": 1000, "decay": "1 day"}]  # fmt: skip
    rows = issues(demand__calls={"rate": "0 per week", "surges": surges})
    assert ((rows["opened_at"] >= 0.0) & (rows["opened_at"] < 14 * DAY)).all()
    assert len(rows) == pytest.approx(1000 * np.exp(-1.0) + 1000 * (1 - np.exp(-1.0)), abs=120)


@settings(max_examples=20)
@given(
    rate=st.floats(0.0, 5000.0),
    days=st.floats(0.1, 20.0),
    weights=st.lists(st.floats(0.0, 5.0), min_size=168, max_size=168).filter(lambda w: sum(w) > 1),
)
def test_any_profile_keeps_time_in_order_and_out_of_closed_hours(rate, days, weights):
    rows = issues(
        clock={"start": "2026-01-07", "length": f"{days} days", "run_out": "0 s"},
        demand__calls={"rate": f"{rate} per week", "profile": weights},
    )
    at = rows["opened_at"]
    assert (np.diff(at) >= 0.0).all()
    assert ((at >= 0.0) & (at < days * DAY)).all()
    hours = (at // 3600.0).astype(int)
    on_the_hour = at % 3600.0 == 0.0  # the end of an hour may round to the next one's start
    assert ((np.array(weights)[(48 + hours) % 168] > 0.0) | on_the_hour).all()
