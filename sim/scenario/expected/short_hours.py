"""Hours of the week with fewer agents than would be enough, by Erlang's formulas."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from sim import erlang
from sim.erlang import Traffic
from sim.scenario.expected.pools import Pool
from sim.scenario.values.bounds import AGENTS
from sim.scenario.values.calendars import hours_text
from sim.scenario.values.units import number_text, seconds_text
from sim.time_units import HOUR

LEAST_SHORTFALL = 0.05
"""Share of contacts by which an hour must fall short of the target to count."""
LEAST_SURPLUS = 0.1
"""Share of what agents can do by which the load must exceed it to count."""
PLENTY = 3.0
"""Standard deviations of the load above it with which any usual target is met."""
KEPT = 4096
TRIFLE = 1e-6


def short_hours(pool: Pool) -> list[int]:
    """Hours of the week in which too few agents are there."""
    return [hour for hour in _busy(pool) if _is_short(pool, hour)]


def share_missed(pool: Pool) -> float:
    """Share of a week's contacts by which the target is missed, or of its work by which agents
    cannot keep up; at best."""
    hours = _busy(pool)
    if pool.target is None or pool.mixed:
        surplus = np.maximum(pool.loads - pool.agents * pool.traffic.pace, 0.0)
        return float(surplus[hours].sum() / pool.loads[hours].sum())
    return pool.target.share - share_in_time(pool)


def share_in_time(pool: Pool) -> float:
    """Share of the contacts of a week that are answered within the target's time, at best."""
    if pool.target is None:
        raise ValueError("the pool has no target")
    hours, within_s = _busy(pool), pool.target.within_s
    levels = [
        1.0 if _has_plenty(pool, hour) else _level(pool, hour, float(pool.agents[hour]), within_s)
        for hour in hours
    ]
    return float(np.average(levels, weights=pool.contacts[hours]))


def worst_hour(pool: Pool) -> str:
    """The hour in which most agents are missing, as a sentence; empty if none is short."""
    hours = short_hours(pool)
    if not hours:
        return ""
    missing = pool.loads / pool.traffic.pace - pool.agents
    hour = max(hours, key=lambda one: (round(float(missing[one]), 1), pool.contacts[one]))
    have, need = float(pool.agents[hour]), enough(pool, hour)
    there = number_text(round(have, 1))
    at_work = f"{there} agent is" if there == "1" else f"{there} agents are"
    when = hours_text(((hour * HOUR, (hour + 1) * HOUR),), True)
    if need is None:
        return f"{when}, {at_work} at work where millions would not be enough{_for(pool)}"
    return f"{when}, {at_work} at work where {need} would be enough{_for(pool)}"


def _for(pool: Pool) -> str:
    target = pool.target
    if target is None or pool.mixed:
        return " to keep up"
    name = "Erlang C" if math.isinf(pool.traffic.patience_s) else "Erlang A"
    share = number_text(round(target.share * 100.0, 1))
    return f" for {share} % in {seconds_text(target.within_s)} ({name})"


def enough(pool: Pool, hour: int) -> int | None:
    """The least number of agents that is enough in an hour: for the target, else to keep up."""
    traffic = pool.at(hour)
    if pool.target is None or pool.mixed:
        load = float(pool.arriving[hour]) / traffic.pace
        if load > AGENTS.most:
            return None
        waits = math.isinf(traffic.patience_s) and traffic.lines is None and traffic.room is None
        return math.floor(load + TRIFLE) + 1 if waits else math.ceil(load - TRIFLE)
    return erlang.enough(traffic, pool.target.share, pool.target.within_s)


def _busy(pool: Pool) -> list[int]:
    """Hours in which there are contacts, and anybody to answer."""
    hours: list[int] = np.flatnonzero((pool.contacts > 1e-9) & (pool.agents > 1e-9)).tolist()
    return hours


def _has_plenty(pool: Pool, hour: int) -> bool:
    """Whether any usual target is met for sure."""
    load = float(pool.loads[hour])
    return float(pool.agents[hour]) * pool.traffic.pace >= load + PLENTY * (1.0 + math.sqrt(load))


def _is_short(pool: Pool, hour: int) -> bool:
    if _has_plenty(pool, hour):
        return False
    traffic, agents = pool.at(hour), float(pool.agents[hour])
    if pool.target is None or pool.mixed:
        return traffic.load > agents * traffic.pace * (1.0 + LEAST_SURPLUS)
    share, within_s = pool.target.share, pool.target.within_s
    if _level(pool, hour, agents, within_s) >= share - LEAST_SHORTFALL:
        return False
    return _level(pool, hour, math.ceil(agents), within_s) < share


def _level(pool: Pool, hour: int, agents: float, within_s: float) -> float:
    """The service level with a number of agents that need not be whole: the hour's own or the
    next above."""
    traffic, part = pool.at(hour), agents - math.floor(agents)
    below = int(agents > pool.agents[hour])
    lesser, more = (
        max(_whole(traffic, whole, within_s), float(pool.from_empty[above][hour]))
        for whole, above in ((math.floor(agents), below), (math.ceil(agents), 1))
    )
    return lesser + part * (more - lesser)


@lru_cache(KEPT)
def _whole(traffic: Traffic, agents: int, within_s: float) -> float:
    return erlang.service_level(traffic, agents, within_s) if agents > 0 else 0.0
