"""Many servers, one line: Erlang B, C and A."""

from __future__ import annotations

from math import exp, log, nan

import numpy as np
from scipy.special import betainc, digamma

from tests.theory.exact.chains import Floats

SHORT = 1.0 / 3.0
"""20 s in minutes: the usual target of a live channel."""


def blocking(servers: int, load: float) -> float:
    """Erlang B by the usual recursion."""
    blocked = 1.0
    for c in range(1, servers + 1):
        blocked = load * blocked / (c + load * blocked)
    return blocked


def delay(servers: int, load: float) -> float:
    """Erlang C: the chance to wait, from Erlang B."""
    blocked = blocking(servers, load)
    return servers * blocked / (servers - load * (1.0 - blocked))


def erlang_b(servers: int, offered_load: float) -> dict[str, float]:
    """M/G/c/c."""
    lost = blocking(servers, offered_load)
    carried = offered_load * (1.0 - lost)
    return {"blocking": lost, "carried_load": carried, "utilization": carried / servers}


def erlang_c(servers: int, arrival_rate: float, mean_service: float) -> dict[str, float]:
    """M/M/c, first come first served (Erlang 1917)."""
    load = arrival_rate * mean_service
    p = delay(servers, load)
    tail = servers / mean_service - arrival_rate  # rate of the exponential wait, given a wait
    wait = p / tail
    return {
        "p_wait": p,
        "mean_wait": wait,
        "mean_wait_given_wait": 1.0 / tail,
        "mean_queue": arrival_rate * wait,
        "mean_time_in_system": wait + mean_service,
        "mean_in_system": arrival_rate * wait + load,
        "utilization": load / servers,
        "p_wait_le_20s": 1.0 - p * exp(-tail * SHORT),
        "p_wait_le_1min": 1.0 - p * exp(-tail),
        "p_wait_gt_5min": p * exp(-tail * 5.0),
        "var_wait": p * (2.0 - p) / tail**2,
        "wait_quantile_90": max(0.0, log(p / 0.1) / tail),
        "wait_quantile_95": max(0.0, log(p / 0.05) / tail),
    }


def populations(
    servers: int, arrival_rate: float, mean_service: float, mean_patience: float, room: int
) -> Floats:
    """Stationary law of the number present in M/M/c/(c + room) + M."""
    weights = [0.0]
    for n in range(1, servers + room + 1):
        leaving = min(n, servers) / mean_service + max(n - servers, 0) / mean_patience
        weights.append(weights[-1] + log(arrival_rate / leaving))
    shares = np.exp(np.array(weights) - max(weights))
    return np.asarray(shares / shares.sum(), float)


def served_within(
    time: float, servers: int, mean_service: float, mean_patience: float, room: int
) -> Floats:
    """Chance to be served within ``time``, by the number met on arrival (0 … c + room - 1).

    With k ahead in the line the offered wait V is a sum of exponentials of rates c mu + j theta,
    so exp(-theta V) has the law Beta(c mu / theta, k + 1) (Palm 1957; Mandelbaum & Zeltyn 2007).
    """
    a = servers * mean_patience / mean_service
    ahead = np.arange(room)
    x = exp(-time / mean_patience)
    later = a / (a + ahead + 1.0) * (1.0 - betainc(a + 1.0, ahead + 1.0, x))
    return np.concatenate([np.ones(servers), later])


def erlang_a(
    servers: int,
    arrival_rate: float,
    mean_service: float,
    mean_patience: float,
    room: int | None = None,
    within: float = SHORT,
) -> dict[str, float]:
    """M/M/c + M, with or without a limit on the number waiting; of those who are not blocked."""
    size = 4 * servers + 400 if room is None else room
    law = populations(servers, arrival_rate, mean_service, mean_patience, size)
    blocked = float(law[-1]) if room is not None else 0.0
    met = law[:-1] / law[:-1].sum()  # arrivals who join see this (PASTA)
    joined = arrival_rate * law[:-1].sum()
    waiting = np.maximum(np.arange(len(law)) - servers, 0)
    queue = float(law @ waiting)
    abandoned = queue / mean_patience / joined
    served = 1.0 - abandoned
    ahead = np.arange(size)
    behind = met[servers:]
    a, theta = servers * mean_patience / mean_service, 1.0 / mean_patience
    share = a / (a + ahead + 1.0)
    wait_of_served = float(behind @ (share * (digamma(a + ahead + 2.0) - digamma(a + 1.0)) / theta))
    x = exp(-theta * within)
    in_time = served_within(within, servers, mean_service, mean_patience, size)
    soon = float(met @ in_time)
    slower = betainc(a, ahead + 1.0, x)  # chance that the offered wait is longer
    quit_in_time = float(behind @ (1.0 - share * (1.0 - betainc(a + 1.0, ahead + 1.0, x))
                                   - x * slower))  # fmt: skip
    busy = float(law @ np.minimum(np.arange(len(law)), servers))
    wait = queue / joined
    return {
        "p_abandon": abandoned,
        "p_served": served,
        "p_wait": float(behind.sum()),
        "mean_wait_all": wait,
        "mean_queue": queue,
        "mean_wait_served": wait_of_served / served,
        "mean_wait_abandoned": (wait - wait_of_served) / abandoned if abandoned else nan,
        "mean_in_system": queue + busy,
        "utilization": busy / servers,
        "p_served_within_T": soon,
        "sl_of_served": soon / served,
        "p_abandon_within_T": quit_in_time,
        "sl_excluding_short_abandons": soon / (1.0 - quit_in_time),
        "p_offered_wait_gt_T": float(behind @ slower),
        "T": within,
        "p_block": blocked,
    }
