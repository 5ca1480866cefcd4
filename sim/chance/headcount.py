"""Head counts by time: steps, and the planned presence of each agent."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from sim.chance.hours import Hours, Spans
from sim.chance.presence import Stretches
from sim.scenario.model import HeadCount
from sim.words import WORK

Array = npt.NDArray[Any]


def steps(entries: tuple[HeadCount, ...], hours: Hours) -> tuple[Array, Array]:
    """Times at which the head count changes, the first 0 s, and the count from then on."""
    change: dict[float, int] = {0.0: 0}
    for entry in entries:
        for start, end in hours.spans(entry.hours):
            change[start] = change.get(start, 0) + entry.agents
            change[end] = change.get(end, 0) - entry.agents
    times = np.array(sorted(change))
    counts = np.cumsum([change[at] for at in times.tolist()])
    kept = np.append(True, counts[1:] != counts[:-1]) & (times < hours.stop_s)
    return times[kept], counts[kept]


def presence(times: Array, counts: Array, stop_s: float) -> Stretches:
    """Agent i is planned to be at work while the head count is above i; by agent and time."""
    largest = int(counts.max(initial=0))
    here = counts[None, :] > np.arange(largest)[:, None]
    outside = np.zeros((largest, 1), bool)
    change = np.diff(np.hstack([outside, here, outside]).astype(np.int64), axis=1)
    until = np.append(times, stop_s)
    agent, begin = np.nonzero(change == 1)
    _, end = np.nonzero(change == -1)
    kind, rule = np.full(len(agent), WORK), np.zeros(len(agent), np.int64)
    return Stretches(agent, kind, np.ones(len(agent), bool), rule, until[begin], until[end])


def seats(times: Array, counts: Array, stop_s: float) -> list[Spans]:
    """When each agent of a head count is planned to be there; the n-th while it is n or more."""
    planned = presence(times, counts, stop_s)
    found: list[Spans] = [[] for _ in range(int(counts.max(initial=0)))]
    rows = (planned.agent.tolist(), planned.start.tolist(), planned.end.tolist())
    for agent, start, end in zip(*rows, strict=True):
        found[agent].append((start, end))
    return found
