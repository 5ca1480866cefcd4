"""Estimators for call and ticket logs; plain arrays in, plain numbers out.

Patience follows Brown et al. 2005 (JASA 100:36-50): a wait that ended in service is a
right-censored observation of the customer's patience.
"""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

HOUR_S = 3600
DAY_S = 24 * HOUR_S
HALF_HOUR_S = HOUR_S // 2
HALF_HOURS = 7 * 48


def open_rows(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    """Rows of a gzipped table with a header line."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def hour_of_week(moments_s: Ints, weeks: float) -> Floats:
    """Mean count per week in each of 168 hours; moments are seconds since a Monday 00:00."""
    return np.bincount(moments_s // HOUR_S % 168, minlength=168) / weeks


def pooled_hour_of_week(moments_s: Ints, weeks: float) -> Floats:
    """`hour_of_week` smoothed: each weekday's own level times an hour-of-day shape.

    The shape is pooled over Monday to Friday and over Saturday and Sunday.
    """
    raw = hour_of_week(moments_s, weeks).reshape(7, 24)
    level = raw.sum(axis=1, keepdims=True)
    shape = np.vstack([np.tile(raw[:5].sum(axis=0), (5, 1)), np.tile(raw[5:].sum(axis=0), (2, 1))])
    return np.asarray(level * shape / shape.sum(axis=1, keepdims=True)).ravel()


def day_factor_cv(daily: Ints) -> float:
    """Coefficient of variation of the gamma factor behind daily counts of shape (weeks, 7).

    Given its weekday mean m, a day's count is Poisson(m G), of variance m + (m cv)²; pooled
    over weekdays, not below 0.
    """
    mean = daily.mean(axis=0)
    variance = daily.var(axis=0, ddof=1)
    mean_squared = np.sum(mean**2 - variance / len(daily))  # E[mean²] = m² + variance / weeks
    return float(np.sqrt(max(0.0, np.sum(variance - mean)) / mean_squared))


def kaplan_meier(duration_s: Ints, ended: Flags) -> tuple[Floats, Floats]:
    """Times, and survival from each on, of durations right-censored where not `ended`."""
    from scipy.stats import CensoredData, ecdf

    time_s = duration_s.astype(float)
    curve = ecdf(CensoredData(uncensored=time_s[ended], right=time_s[~ended])).sf
    return curve.quantiles, curve.probabilities


def survival_at(times_s: Floats, survival: Floats, at_s: Floats) -> Floats:
    """A Kaplan–Meier curve read at `at_s`."""
    return np.concatenate(([1.0], survival))[np.searchsorted(times_s, at_s, side="right")]


def exponential_mean(duration_s: Ints, ended: Flags) -> float:
    """Censored maximum-likelihood mean: all time at risk ÷ number ended."""
    return float(duration_s.sum() / ended.sum())


def two_exponentials(duration_s: Ints, ended: Flags) -> tuple[float, float, float]:
    """Censored maximum-likelihood (share of the shorter, mean_s, mean_s) of two exponentials.

    The log rounds up to whole seconds, so a duration that ended at t is taken at t - 0.5.
    """
    from scipy.optimize import minimize

    end = np.maximum(duration_s[ended] - 0.5, 0.25)
    open_ = duration_s[~ended & (duration_s > 0)].astype(float)

    def minus_log_likelihood(point: Floats) -> float:
        share = 1 / (1 + np.exp(-point[0]))
        a, b = np.exp(point[1]), np.exp(point[2])
        density = share / a * np.exp(-end / a) + (1 - share) / b * np.exp(-end / b)
        alive = share * np.exp(-open_ / a) + (1 - share) * np.exp(-open_ / b)
        return float(-np.log(density).sum() - np.log(alive).sum())

    start = np.array([-1.5, np.log(60.0), np.log(2 * exponential_mean(duration_s, ended))])
    options = {"maxiter": 4000, "xatol": 1e-6, "fatol": 1e-8}
    best = minimize(minus_log_likelihood, start, method="Nelder-Mead", options=options).x
    share, a, b = 1 / (1 + np.exp(-best[0])), np.exp(best[1]), np.exp(best[2])
    return (float(share), float(a), float(b)) if a < b else (float(1 - share), float(b), float(a))


def mean_and_cv(values: Ints) -> tuple[float, float]:
    """Sample mean and coefficient of variation."""
    return float(values.mean()), float(values.std() / values.mean())


def lognormal_fit(values: Ints) -> tuple[float, float]:
    """Maximum-likelihood (mean, cv) of a lognormal."""
    log = np.log(values)
    return float(np.exp(log.mean() + log.var() / 2)), float(np.sqrt(np.expm1(log.var())))


def count_at_once(start_s: Ints, end_s: Ints, horizon_s: int) -> Ints:
    """How many of the spans [start, end) cover each second of [0, horizon)."""
    change = np.zeros(horizon_s + 1, dtype=np.int64)
    np.add.at(change, np.minimum(start_s, horizon_s), 1)
    np.add.at(change, np.minimum(end_s, horizon_s), -1)
    return np.cumsum(change)[:horizon_s]


def greatest_by_half_hour(at_once: Ints) -> Floats:
    """Greatest count in each half hour of the week, averaged over whole weeks; 336 values."""
    return np.asarray(at_once.reshape(-1, HALF_HOURS, HALF_HOUR_S).max(axis=2).mean(axis=0))


def waiting_curve(wait_s: Ints, at_s: tuple[int, ...]) -> Floats:
    """Share of waits longer than each of `at_s`."""
    return np.array([float((wait_s > t).mean()) for t in at_s])
