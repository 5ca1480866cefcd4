"""One server and general service: Pollaczek-Khinchine and Cobham."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, factorial, sqrt
from typing import NamedTuple

from tests.theory.exact.erlang import delay


class Moments(NamedTuple):
    """The first three moments of a service time."""

    first: float
    second: float
    third: float


def moments(kind: str, mean: float, cv: float | None = None) -> Moments:
    """Moments by kind: D, M, E2 (Erlang), LN (lognormal), H2 (hyperexponential, balanced)."""
    if kind == "D":
        return Moments(mean, mean**2, mean**3)
    if kind == "M":
        return Moments(mean, 2 * mean**2, 6 * mean**3)
    if kind == "E2":
        return Moments(mean, 1.5 * mean**2, 3.0 * mean**3)
    assert cv is not None
    if kind == "LN":
        growth = 1.0 + cv**2
        return Moments(mean, mean**2 * growth, mean**3 * growth**3)
    assert kind == "H2"
    phases = balanced(mean, cv)
    second = sum(2.0 * p / rate**2 for p, rate in phases)
    third = sum(6.0 * p / rate**3 for p, rate in phases)
    return Moments(mean, second, third)


def balanced(mean: float, cv: float) -> tuple[tuple[float, float], tuple[float, float]]:
    """Weights and rates of the hyperexponential with balanced means (Whitt 1982)."""
    p = 0.5 * (1.0 + sqrt((cv**2 - 1.0) / (cv**2 + 1.0)))
    return (p, 2.0 * p / mean), (1.0 - p, 2.0 * (1.0 - p) / mean)


def mg1(
    arrival_rate: float, mean_service: float, service: str, cv: float | None = None
) -> dict[str, float]:
    """M/G/1, first come first served (Pollaczek 1930, Khinchine 1932)."""
    found = pollaczek(arrival_rate, moments(service, mean_service, cv))
    if service == "D":
        found["p_wait_le_5min"] = md1_within(5.0, arrival_rate, mean_service)
        found["p_wait_le_20min"] = md1_within(20.0, arrival_rate, mean_service)
    return found


def pollaczek(arrival_rate: float, s: Moments) -> dict[str, float]:
    """M/G/1 by the moments of the service time."""
    load = arrival_rate * s.first
    wait = arrival_rate * s.second / (2.0 * (1.0 - load))
    second = 2.0 * wait**2 + arrival_rate * s.third / (3.0 * (1.0 - load))
    return {
        "utilization": load,
        "mean_wait": wait,
        "mean_queue": arrival_rate * wait,
        "mean_time_in_system": wait + s.first,
        "mean_in_system": arrival_rate * wait + load,
        "sd_wait": sqrt(second - wait**2),
        "p_no_wait": 1.0 - load,
        "mean_busy_period": s.first / (1.0 - load),
        "mean_wait_given_wait": wait / load,
    }


def md1_within(time: float, arrival_rate: float, service: float) -> float:
    """Law of the wait in M/D/1 (Erlang 1909); good for short times."""
    load = arrival_rate * service
    total = 0.0
    for k in range(int(time / service + 1e-9) + 1):
        ago = arrival_rate * (k * service - time)
        total += ago**k / factorial(k) * exp(-ago)
    return (1.0 - load) * total


def cobham(
    arrival_rates: Sequence[float], mean_service: float, servers: int
) -> dict[str, float | list[float]]:
    """M/M/c with non-preemptive priorities, the same service for all classes (Cobham 1954)."""
    total = sum(arrival_rates)
    p = delay(servers, total * mean_service)
    rate = servers / mean_service
    waits = _by_class(p / rate, [rate_of * mean_service / servers for rate_of in arrival_rates])
    return {
        "p_wait": p,
        "mean_wait_by_class": waits,
        "mean_queue_by_class": [a * w for a, w in zip(arrival_rates, waits, strict=True)],
        "fcfs_mean_wait": p / (rate - total),
        "p_wait_gt_1min_class1": p * exp(-(rate - arrival_rates[0])),
        "mean_wait_ratio_last_to_first": waits[-1] / waits[0],
    }


def cobham_general(
    classes: Sequence[tuple[float, Moments]],
) -> dict[str, float | list[float]]:
    """M/G/1 with non-preemptive priorities; classes: (arrival rate, service), highest first."""
    residual = sum(rate * s.second for rate, s in classes) / 2.0
    loads = [rate * s.first for rate, s in classes]
    return {
        "mean_wait_by_class": _by_class(residual, loads),
        "mean_residual": residual,
        "utilization": sum(loads),
        "fcfs_mean_wait": residual / (1.0 - sum(loads)),
    }


def _by_class(residual: float, loads: Sequence[float]) -> list[float]:
    waits, before = [], 0.0
    for load in loads:
        waits.append(residual / ((1.0 - before) * (1.0 - before - load)))
        before += load
    return waits
