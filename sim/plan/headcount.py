"""Head counts by time: steps, and the planned presence of each agent."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from sim.codes import WORK
from sim.plan.hours import Hours
from sim.plan.presence import Spells
from sim.scenario.model import HeadCount
from sim.scenario.rules.shifts import count_steps

Array = npt.NDArray[Any]


def steps(entries: tuple[HeadCount, ...], hours: Hours) -> tuple[Array, Array]:
    """Times at which the head count changes, the first 0 s, and the count from then on."""
    known = count_steps(entries, hours)
    times, counts = np.array(list(known)), np.array(list(known.values()))
    return times[times < hours.stop_s], counts[times < hours.stop_s]


def presence(times: Array, counts: Array, stop_s: float) -> Spells:
    """Agent i is planned to be at work while the head count is above i; by agent and time."""
    largest = int(counts.max(initial=0))
    here = counts[None, :] > np.arange(largest)[:, None]
    outside = np.zeros((largest, 1), bool)
    change = np.diff(np.hstack([outside, here, outside]).astype(np.int64), axis=1)
    until = np.append(times, stop_s)
    agent, begin = np.nonzero(change == 1)
    _, end = np.nonzero(change == -1)
    kind, rule = np.full(len(agent), WORK), np.zeros(len(agent), np.int64)
    return Spells(agent, kind, np.ones(len(agent), bool), rule, until[begin], until[end])
