"""Deferred work that arrives around the clock and is done in office hours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy import sparse
from scipy.special import pdtr

from tests.theory.exact.chains import Floats, Uniformised

WEEK = 168.0
Windows = Sequence[Sequence[float]]
"""Open from, open until: hours of the week, Monday 00:00 = 0; ascending, none over Sunday."""

STEPS = 20
"""Per hour, of the integrals over time."""
WITHIN_H = (4, 24, 48, 72)


def door(open_windows: Windows) -> dict[str, float]:
    """Delay until the next open moment of work that arrives evenly over the week."""
    gaps = [
        (after[0] - before[1]) % WEEK
        for before, after in zip(open_windows, [*open_windows[1:], open_windows[0]], strict=True)
    ]

    def longer(hours: float) -> float:
        return sum(max(gap - hours, 0.0) for gap in gaps) / WEEK

    return {
        "mean_delay_h": sum(gap**2 for gap in gaps) / 2.0 / WEEK,
        "frac_delayed": longer(0.0),
        **{f"frac_delay_gt_{hours}h": longer(hours) for hours in (1, 8, 24, 48)},
        "max_delay_h": max(gaps),
    }


class Office:
    """Poisson arrivals, exponential work, ``servers`` in open hours; unfinished work waits.

    ``laws``: the number in the office at each step of the periodic week, (168 × STEPS, states).
    """

    def __init__(
        self, rate: float, service_rate: float, servers: int, windows: Windows, most: int = 1000
    ) -> None:
        self.rate, self.service_rate, self.servers = rate, service_rate, servers
        self.present = np.arange(most + 1)
        self.open = np.zeros(int(WEEK) * STEPS, bool)
        for start, end in windows:
            self.open[round(start * STEPS) : round(end * STEPS)] = True
        self._shut = Uniformised(self._generator(0))
        self._busy = Uniformised(self._generator(servers))
        self.laws, self.spent = self._week(self._settled(windows))

    def _generator(self, servers: int) -> sparse.csr_matrix:
        births = np.where(self.present < self.present[-1], self.rate, 0.0)
        deaths = np.minimum(self.present, servers) * self.service_rate
        return sparse.diags([births[:-1], -births - deaths, deaths[1:]], [1, 0, -1], format="csr")

    def _settled(self, windows: Windows) -> Floats:
        """The law on Monday 00:00 after so many weeks that it no longer changes."""
        law = np.zeros(len(self.present))
        law[0] = 1.0
        change = 1.0
        while change > 1e-9:
            before, at = law, 0.0
            for start, end in windows:
                law = self._shut.advance(law, start - at)[0]
                law = self._busy.advance(law, end - start)[0]
                at = end
            law = self._shut.advance(law, WEEK - at)[0]
            change = abs(float(law @ self.present) - float(before @ self.present))
        return law

    def _week(self, law: Floats) -> tuple[Floats, Floats]:
        laws = np.empty((len(self.open) + 1, len(law)))
        spent = np.zeros_like(law)
        laws[0] = law
        for step, is_open in enumerate(self.open):
            law, more = (self._busy if is_open else self._shut).advance(law, 1.0 / STEPS)
            laws[step + 1] = law
            spent += more
        return laws, spent

    def results(self) -> dict[str, Any]:
        """All quantities; waits are the time from arrival to the first touch."""
        weekly = self.rate * WEEK
        in_system = float(self.spent @ self.present) / WEEK
        open_hours = self.open.sum() / STEPS
        tails = self._tails()
        by_day = WEEK / 7
        return {
            "weekly_arrivals": weekly,
            "utilization_of_open_hours": weekly / (self.service_rate * self.servers * open_hours),
            "mean_in_system": in_system,
            "mean_response_time_h": in_system / self.rate,
            "mean_time_to_start_h": _average(tails["mean"], 0.0, WEEK),
            **{
                f"p_started_within_{hours}h": _average(tails[hours], 0.0, WEEK)
                for hours in WITHIN_H
            },
            "p_started_within_24h_by_arrival_day_Mon_to_Sun": [
                _average(tails[24], day * by_day, (day + 1) * by_day) for day in range(7)
            ],
            "mean_time_to_start_h_by_arrival_day_Mon_to_Sun": [
                _average(tails["mean"], day * by_day, (day + 1) * by_day) for day in range(7)
            ],
            "mean_in_system_at_hour_of_week": {
                str(hour): float(self.laws[hour * STEPS] @ self.present)
                for hour in sorted({0, 24, 48, 72, 96, 120, 144} | set(self._edges()))
            },
        }

    def _edges(self) -> list[int]:
        changes = np.flatnonzero(np.diff(self.open.astype(int))) + 1
        return [int(step) // STEPS for step in changes]

    def _tails(self) -> dict[Any, Floats]:
        """By step of arrival: chance to be started within some hours, and the mean wait.

        Who finds n >= servers present is started at the (n - servers + 1)-th end of work of the
        open hours, a Poisson process; who finds fewer, at once or when the doors open next.
        """
        steps = len(self.open)
        horizon = 3 * steps
        opened = np.concatenate([[0], np.cumsum(np.tile(self.open, 4))])  # open steps up to here
        per_step = self.service_rate * self.servers / STEPS
        needed = np.maximum(self.present - self.servers, -1)
        work = np.arange(int(opened[horizon]) + 1)
        late = np.where(needed >= 0, pdtr(np.maximum(needed, 0), per_step * work[:, None]), 0.0)
        unstarted = self.laws @ late.T  # (arrival, open steps since): among those who need work
        later = {hours: np.empty(steps + 1) for hours in (0, *WITHIN_H)}
        for at in range(steps + 1):
            tail = unstarted[at][opened[at : at + horizon + 1] - opened[at]]
            later[0][at] = float(np.trapezoid(tail)) / STEPS
            for hours in WITHIN_H:
                later[hours][at] = tail[hours * STEPS]
        idle = _between(self.laws[:, : self.servers].sum(axis=1))
        shut = np.where(self.open, 0.0, self._until_open())
        found: dict[Any, Floats] = {"mean": _between(later[0]) + idle * shut}
        for hours in WITHIN_H:
            found[hours] = 1.0 - _between(later[hours]) - idle * (shut > hours)
        return found

    def _until_open(self) -> Floats:
        """Hours from the middle of each step to the next opening."""
        steps = np.arange(2 * len(self.open))
        openings = np.flatnonzero(np.tile(self.open, 2))
        following = openings[np.searchsorted(openings, steps[: len(self.open)])]
        return np.asarray((following - steps[: len(self.open)] - 0.5) / STEPS, float)


def _between(values: Floats) -> Floats:
    """Means over the steps, from the values at their ends."""
    return np.asarray((values[1:] + values[:-1]) / 2.0, float)


def _average(values: Floats, start: float, end: float) -> float:
    """Mean over arrivals between two hours of the week."""
    return float(values[round(start * STEPS) : round(end * STEPS)].mean())
