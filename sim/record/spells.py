"""Questions about stretches of agents' time, answered by sorting."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sim.record.record import Array, Mask


def overlapping(spells: Array) -> Mask:
    """Which spells begin before an earlier one of the same agent has ended."""
    order = np.lexsort((spells["start"], spells["agent"]))
    agent, start, end = (spells[name][order] for name in ("agent", "start", "end"))
    found = np.zeros(len(order), bool)
    found[order[1:]] = (agent[1:] == agent[:-1]) & (start[1:] < end[:-1])
    return found


def outside(agent: Array, start: Array, end: Array, cover: Array) -> Mask:
    """Which stretches [start, end] of an agent are not inside one spell of ``cover``.

    Spells that touch count as one. ``cover`` has agent, start and end; disjoint by agent.
    """
    whole_agent, whole_start, whole_end = _joined(cover)
    n = len(whole_agent)
    if n == 0:
        return np.ones(len(agent), bool)
    # Sort spells and stretches together: the last spell that began by then is the candidate.
    agents = np.concatenate([whole_agent, agent])
    starts = np.concatenate([whole_start, start])
    asks = np.concatenate([np.zeros(n, np.int8), np.ones(len(agent), np.int8)])
    order = np.lexsort((asks, starts, agents))
    last = np.maximum.accumulate(np.where(asks[order] == 0, order, -1))
    candidate = np.empty(len(order), np.intp)
    candidate[order] = last
    spell = candidate[n:]
    fits: Mask = (spell >= 0) & (whole_agent[spell] == agent) & (end <= whole_end[spell])
    return ~fits


def inside_s(stretches: Array, cover: Array, agents: int) -> npt.NDArray[np.float64]:
    """By agent: seconds of the stretches that lie in ``cover``, both disjoint by agent."""
    agent = np.concatenate([cover["agent"], cover["agent"], stretches["agent"], stretches["agent"]])
    when = np.concatenate([cover["start"], cover["end"], stretches["start"], stretches["end"]])
    covered, stretched = len(cover), len(stretches)
    step = np.repeat([1, -1, 2, -2], [covered, covered, stretched, stretched])
    order = np.lexsort((when, agent))
    agent, when = agent[order], when[order]
    inside = np.cumsum(step[order])[:-1] == 3
    lengths = np.diff(when)
    return np.asarray(np.bincount(agent[:-1][inside], lengths[inside], agents), np.float64)


def covered_s(agent: Array, start: Array, end: Array, agents: int) -> npt.NDArray[np.float64]:
    """By agent: seconds in which at least one of the stretches [start, end) is running."""
    who = np.concatenate([agent, agent])
    when = np.concatenate([start, end])
    step = np.repeat([1, -1], len(agent))
    order = np.lexsort((when, who))
    running = np.cumsum(step[order])[:-1] > 0
    lengths = np.diff(when[order])
    covered = np.bincount(who[order][:-1][running], lengths[running], agents)
    return np.asarray(covered, np.float64)


def _joined(spells: Array) -> tuple[Array, Array, Array]:
    """Spells in order of agent and start, touching ones made one."""
    order = np.lexsort((spells["start"], spells["agent"]))
    agent, start, end = (spells[name][order] for name in ("agent", "start", "end"))
    if not len(order):
        return agent, start, end
    first = np.ones(len(order), bool)
    first[1:] = (agent[1:] != agent[:-1]) | (start[1:] > end[:-1])
    heads = np.flatnonzero(first)
    return agent[heads], start[heads], np.maximum.reduceat(end, heads)


def held_at_most(agent: Array, start: Array, end: Array, agents: int) -> npt.NDArray[np.int64]:
    """By agent: the largest number of stretches [start, end) that overlap at a moment."""
    who = np.concatenate([agent, agent])
    when = np.concatenate([start, end])
    step = np.concatenate([np.ones(len(agent), np.int64), -np.ones(len(agent), np.int64)])
    order = np.lexsort((step, when, who))
    held = np.cumsum(step[order])
    most = np.zeros(agents, np.int64)
    np.maximum.at(most, who[order], held)
    return most
