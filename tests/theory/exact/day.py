"""A day whose arrivals and staff change by the hour: M(t)/M/c(t) + M, starting empty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy import sparse

from tests.theory.exact.chains import Floats, Uniformised
from tests.theory.exact.erlang import SHORT, served_within

HOUR = 60.0
DRAIN_HOURS = 12


class Floor:
    """The chain of (number present, agents who may work), at a rate and a head count.

    An agent in excess of the head count finishes the contact in hand and goes: until then all
    agents are busy, and a finished contact takes an agent away instead of the next in line.
    """

    def __init__(
        self, counts: Sequence[int], mean_service: float, mean_patience: float, most: int, room: int
    ) -> None:
        self.low, self.high = min(counts), max(counts)
        self.mu, self.theta = 1.0 / mean_service, 1.0 / mean_patience
        self.width, self.most, self.room = self.high - self.low + 1, most, room
        n, s = np.meshgrid(np.arange(most + 1), np.arange(self.low, self.high + 1), indexing="ij")
        self.present, self.agents = n.ravel(), s.ravel()
        self.busy = np.minimum(self.present, self.agents)
        self.queue = self.present - self.busy

    def at(self, present: Any, agents: Any) -> Any:
        """The number of a state."""
        return present * self.width + agents - self.low

    def generator(self, rate: float, count: int) -> sparse.csr_matrix:
        """Rates from state to state while ``count`` agents are wanted."""
        n, s, size = self.present, self.agents, len(self.present)
        here = np.arange(size)
        joins = np.where((n < self.most) & (self.queue < self.room), rate, 0.0)
        excess = s > count
        moves = [
            (self.at(np.minimum(n + 1, self.most), s), joins),
            (self.at(np.maximum(n - 1, 0), np.where(excess, s - 1, s)), self.busy * self.mu),
            (self.at(np.maximum(n - 1, 0), s), self.queue * self.theta),
        ]
        matrix = sparse.csr_matrix((size, size))
        for to, rates in moves:
            matrix = matrix + sparse.csr_matrix((rates, (here, to)), shape=(size, size))
        return matrix - sparse.diags(np.asarray(matrix.sum(axis=1)).ravel())

    def staffed(self, law: Floats, count: int, finish: bool) -> Floats:
        """The law after the head count has become ``count``: idle agents go, busy ones finish."""
        agents = np.maximum(self.busy, count) if finish else np.full_like(self.agents, count)
        agents = np.where(self.agents <= count, count, agents)
        return np.bincount(self.at(self.present, agents), law, len(law))


def day(
    arrival_rate_by_hour: Sequence[float],
    servers_by_hour: Sequence[int],
    mean_service: float,
    mean_patience: float,
    finish: bool = True,
    room: int = 10**9,
    most: int = 140,
) -> dict[str, Any]:
    """Hours of the day and totals; arrivals stop after the last hour, then the floor drains.

    ``finish``: agents in excess finish the contact in hand; else it goes back to the line.
    ``room``: waiting places. Agents stay at the last count while the floor drains.
    """
    floor = Floor(servers_by_hour, mean_service, mean_patience, most, room)
    law = np.zeros(len(floor.present))
    law[floor.at(0, servers_by_hour[0])] = 1.0
    constant = len(set(servers_by_hour)) == 1
    soon = np.zeros(most + 1)
    if constant:
        places = most + 1 - servers_by_hour[0]
        soon = served_within(SHORT, servers_by_hour[0], mean_service, mean_patience, places)
    hours = []
    for rate, count in zip(arrival_rate_by_hour, servers_by_hour, strict=True):
        law = floor.staffed(law, count, finish)
        law, spent = Uniformised(floor.generator(rate, count)).advance(law, HOUR)
        queue = float(spent @ floor.queue) / HOUR
        blocked = float(spent @ (floor.queue >= room)) / HOUR
        joined = rate * HOUR * (1.0 - blocked)
        hours.append(
            {
                "servers": count,
                "arrivals": rate * HOUR,
                "blocked": rate * HOUR * blocked,
                "abandons": queue * HOUR * floor.theta,
                "abandon_frac": queue * HOUR * floor.theta / (rate * HOUR),
                "mean_queue": queue,
                "p_wait": float(spent @ (floor.present >= floor.agents)) / HOUR,
                "sl20s": float(spent @ (soon[floor.present] * (floor.queue < room))) / HOUR,
                "served_within": rate * float(spent @ (soon[floor.present] * (floor.queue < room))),
                "joined": joined,
                "mean_busy": float(spent @ floor.busy) / HOUR,
                "end_mean_in_system": float(law @ floor.present),
                "end_mean_queue": float(law @ floor.queue),
            }
        )
    still = floor.generator(0.0, servers_by_hour[-1])
    drain = float(_drained(law, still) @ floor.queue)
    return {"hourly": hours, "totals": _totals(hours, drain, floor, servers_by_hour)}


def _drained(law: Floats, generator: sparse.csr_matrix) -> Floats:
    """Integral of the law over the time after the day."""
    return Uniformised(generator).advance(law, DRAIN_HOURS * HOUR)[1]


def _totals(
    hours: list[dict[str, float]], drain: float, floor: Floor, counts: Sequence[int]
) -> dict[str, float]:
    arrivals = sum(hour["arrivals"] for hour in hours)
    queued = sum(hour["mean_queue"] for hour in hours) * HOUR
    in_day = queued * floor.theta
    in_all = (queued + drain) * floor.theta
    busy = sum(hour["mean_busy"] for hour in hours)
    joined = sum(hour["joined"] for hour in hours)
    return {
        "arrivals": arrivals,
        "blocked": sum(hour["blocked"] for hour in hours),
        "abandons_in_day": in_day,
        "abandons_with_drain": in_all,
        "abandon_frac_with_drain": in_all / arrivals,
        "mean_wait_all_with_drain": (queued + drain) / joined,
        "sl20s_arrival_weighted": sum(h["sl20s"] * h["arrivals"] for h in hours) / arrivals,
        "served_within": sum(hour["served_within"] for hour in hours),
        "utilization_in_day": busy / sum(counts),
        "mean_queue_day": queued / HOUR / len(hours),
        "end_of_day_mean_in_system": hours[-1]["end_mean_in_system"],
        "mean_in_system": hours[-1]["end_mean_in_system"],
    }
