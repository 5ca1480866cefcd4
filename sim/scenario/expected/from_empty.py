"""Days that begin with nobody in the line: what agents make of them hour by hour.

Erlang C tells what becomes of a stream in the end; with a load near what agents can do a day is
over before. The chances of each number of contacts present are followed instead (M(t)/M/c).
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.scenario.expected.average_week import CELL, CELLS, IN_HOUR
from sim.time_units import HOURS_OF_WEEK

Array = npt.NDArray[Any]
STEPS = 4
"""Steps of a cell; a step is solved implicitly (backward Euler), so it may be long."""
SPREADS = 6.0
"""Standard deviations of a day's contacts beyond which no number present has any weight."""
MOST_PRESENT = 20_000
KEPT = 256


def levels(arriving: Array, agents: Array, doors: Array, work_s: float, within_s: float) -> Array:
    """Share of contacts answered within a time, by hour of the week (168).

    ``arriving`` (erlangs), ``agents`` (whole numbers): by hour; ``doors``: share of each cell
    (672) in which they are open. 0 in hours that are not followed: doors never close, or more
    contacts than are looked at.
    """
    total, weight = np.zeros(HOURS_OF_WEEK), np.zeros(HOURS_OF_WEEK)
    for cells in _days(doors):
        hours = cells // IN_HOUR % HOURS_OF_WEEK
        day = _day(tuple(arriving[hours].tolist()), tuple(agents[hours].tolist()), work_s, within_s)
        np.add.at(total, hours, day)
        np.add.at(weight, hours, 1.0)
    return np.divide(total, weight, out=np.zeros_like(total), where=weight > 0.0)


def _days(doors: Array) -> list[Array]:
    """Runs of cells with open doors."""
    shut = np.flatnonzero(doors <= 0.0)
    if not len(shut):
        return []
    cells = np.arange(shut[0], shut[0] + CELLS)
    runs = np.split(cells, np.flatnonzero(np.diff(doors[cells % CELLS] > 0.0)) + 1)
    return [run for run in runs if doors[run[0] % CELLS] > 0.0]


@lru_cache(KEPT)
def _day(
    arriving: tuple[float, ...], agents: tuple[float, ...], work_s: float, within_s: float
) -> Array:
    """The level in each cell of a day."""
    from scipy.linalg import solve_banded

    found = np.zeros(len(arriving))
    size = _size(np.array(arriving), np.array(agents), CELL / work_s)
    if size > MOST_PRESENT:
        return found
    law = np.zeros(size)
    law[0] = 1.0
    step = CELL / STEPS / work_s
    for cell, (load, servers) in enumerate(zip(arriving, agents, strict=True)):
        on_time = _on_time(size, servers, within_s / work_s)
        bands = _bands(size, load * step, servers, step)
        seen = 0.5 * float(law @ on_time)
        for _ in range(STEPS):
            law = solve_banded((1, 1), bands, law)
            seen += float(law @ on_time)
        found[cell] = (seen - 0.5 * float(law @ on_time)) / STEPS
    return found


def _size(arriving: Array, agents: Array, length: float) -> int:
    """Numbers of contacts present that have any weight; ``length``: of a cell in means of the
    work."""
    backlog = most = 0.0
    for load, servers in zip(arriving.tolist(), agents.tolist(), strict=True):
        backlog = max(0.0, backlog + (load - servers) * length)
        most = max(most, backlog)
    spread = SPREADS * math.sqrt(float(arriving.sum()) * length)
    return int(most + float(agents.max()) + float(arriving.max()) + spread) + 50


def _bands(size: int, arrivals: float, servers: float, step: float) -> Array:
    """The matrix of a step back in time: births and deaths of the numbers present."""
    births, deaths = np.full(size, arrivals), np.minimum(np.arange(size), servers) * step
    births[-1] = 0.0
    bands = np.zeros((3, size))
    bands[0, 1:] = -deaths[1:]
    bands[1] = 1.0 + births + deaths
    bands[2, :-1] = -births[:-1]
    return bands


def _on_time(size: int, servers: float, within: float) -> Array:
    """Chance of a contact to be answered in time by the number present before it; ``within``: in
    means of the work."""
    from scipy.special import gammainc

    ahead = np.arange(size) - servers + 1.0
    return np.where(ahead <= 0.0, 1.0, gammainc(np.maximum(ahead, 1.0), servers * within))
