"""What formulas expect of rosters before anything is simulated: Erlang's, hour by hour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from sim import erlang
from sim.experiment.staff.positions import Array, Space
from sim.experiment.staff.program import Cut, Gains
from sim.scenario import Scenario
from sim.scenario.expected.average_week import CELL, by_cell
from sim.scenario.expected.flows import flows_of
from sim.scenario.expected.pools import Pool, Pools, mean_where
from sim.scenario.expected.staffing import agents_at_work, staffed_hours
from sim.scenario.expected.workload import Workload
from sim.scenario.model.staffing import TeamStaffing
from sim.scenario.rules.abilities import Abilities
from sim.time_units import HOUR, HOURS_OF_WEEK

ENOUGH = 0.999
"""Service level beyond which further agents are not looked at."""
MOST_AGENTS = 2000
BUSY_AT_MOST = 0.85
"""Share of the time of agents that the work of a week may take, at first."""
OFF = 1e-9


@dataclass(frozen=True)
class PoolGains:
    """A pool of live contacts with a service target, and the program's view of it.

    ``fixed``: agents at work of teams that stay as they are, by hour.
    """

    pool: Pool
    at_work: Array
    fixed: Array

    @property
    def target(self) -> float:
        """Share to be answered in time."""
        return 0.0 if self.pool.target is None else self.pool.target.share

    def gains(self, least: float) -> Gains:
        """For the program; ``least``: the share to be reached."""
        hours, slopes, widths = self._pieces
        return Gains(self.at_work, hours, slopes, widths, least - self._kept)

    def expected(self, roster: Array) -> float:
        """Share answered in time, as the program sees it."""
        hours, slopes, widths = self._pieces
        there = roster @ self.at_work
        total = self._kept
        for hour in np.unique(hours):
            mine = hours == hour
            before = np.concatenate([[0.0], np.cumsum(widths[mine])[:-1]])
            total += float(slopes[mine] @ np.clip(there[hour] - before, 0.0, widths[mine]))
        return total

    @cached_property
    def _curves(self) -> dict[int, list[tuple[float, float]]]:
        """By hour the concave hull of (agents, share of the week's contacts gained)."""
        contacts = self.pool.contacts
        weights = contacts / contacts.sum()
        return {
            int(hour): _hull(_levels(self.pool, int(hour)), float(weights[hour]))
            for hour in np.flatnonzero(weights > OFF)
        }

    @cached_property
    def _kept(self) -> float:
        """Share answered by the teams that stay as they are."""
        return sum(
            float(np.interp(self.fixed[hour], [n for n, _ in curve], [gain for _, gain in curve]))
            for hour, curve in self._curves.items()
        )

    @cached_property
    def _pieces(self) -> tuple[np.ndarray, Array, Array]:
        rows: list[tuple[int, float, float]] = []
        for hour, curve in self._curves.items():
            for (n, gained), (m, more) in pairwise(curve):
                low = max(n, float(self.fixed[hour]))
                if m > low:
                    rows.append((hour, (more - gained) / (m - n), m - low))
        hours, slopes, widths = zip(*rows, strict=True) if rows else ((), (), ())
        return np.array(hours, np.int64), np.array(slopes), np.array(widths)


def _levels(pool: Pool, hour: int) -> list[float]:
    """Service levels of 0, 1, 2, … agents in an hour."""
    assert pool.target is not None
    traffic, found = pool.at(hour), [0.0]
    while found[-1] < ENOUGH and len(found) < MOST_AGENTS:
        found.append(erlang.service_level(traffic, len(found), pool.target.within_s))
    return found


def _hull(levels: list[float], weight: float) -> list[tuple[float, float]]:
    """The points that make the upper concave hull, weighted."""
    kept: list[tuple[float, float]] = []
    for agents, level in enumerate(levels):
        point = (float(agents), level * weight)
        while len(kept) > 1 and _turns_up(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    return kept


def _turns_up(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> bool:
    return (b[1] - a[1]) * (c[0] - b[0]) <= (c[1] - b[1]) * (b[0] - a[0])


class Expected:
    """What formulas say of a space of rosters."""

    def __init__(self, space: Space) -> None:
        self._space = space
        scenario = _staffed_everywhere(space)
        flows = flows_of(scenario)
        staffed = staffed_hours(scenario)
        self._agents = agents_at_work(scenario, flows.week, staffed)
        self._workload = Workload(flows, Abilities(scenario), staffed)
        self._pools = Pools(self._workload, self._agents)

    def pools(self) -> list[PoolGains]:
        """Live contacts with a service target of which formulas can tell: small groups first."""
        found = []
        for group in self._pools.groups():
            pool = self._pools.of(group, True)
            if pool is not None and not pool.mixed and pool.target is not None:
                found.append(self._pool_gains(pool))
        return found

    def _pool_gains(self, pool: Pool) -> PoolGains:
        positions = self._space.positions
        at_work = np.array(
            [
                mean_where(one.at_work * float(one.team in pool.group), pool.open)
                for one in positions
            ]
        )
        fixed = sum(
            (mean_where(self._agents[name], pool.open) for name in self._fixed(pool.group)),
            np.zeros(HOURS_OF_WEEK),
        )
        return PoolGains(pool, at_work, fixed)

    def _fixed(self, group: frozenset[str]) -> list[str]:
        return [name for name in sorted(group) if name not in self._space.staffing]

    def time_enough(self) -> Iterator[Cut]:
        """That each group of teams has time for most of the work that only it can do."""
        hours = self._space.at_work.sum(axis=1) * CELL / HOUR
        for group, (_, offered_s) in self._workload.by_group.items():
            inside = self._inside(group)
            fixed = sum(float(self._agents[name].sum()) for name in self._fixed(group))
            least = BUSY_AT_MOST * offered_s / HOUR - fixed * CELL / HOUR
            if inside.any() and least > 0.0:
                yield Cut(np.where(inside, hours, 0.0), least)

    def somebody_there(self) -> Iterator[Cut]:
        """That at all times at which live contacts may come, agents are there who may take them."""
        there = np.array([one.there for one in self._space.positions])
        for group in self._pools.groups():
            pool, rules = self._pools.of(group, False), self._rules(group)
            least = max((rule.present for rule in rules), default=0)
            if pool is None or least == 0 or len(rules) < len(group):
                continue
            coming = (pool.open > 0.0) & (by_cell(pool.contacts) > OFF)
            for cell in np.unique(there[:, coming] * self._inside(group)[:, None], axis=1).T:
                yield Cut(np.ceil(cell), float(least))

    def _inside(self, group: frozenset[str]) -> Array:
        return np.array([float(one.team in group) for one in self._space.positions])

    def _rules(self, group: frozenset[str]) -> list[TeamStaffing]:
        return [rule for name, rule in self._space.staffing.items() if name in group]


def _staffed_everywhere(space: Space) -> Scenario:
    """The scenario with an agent in each position, so that formulas see who could do what."""
    from sim.scenario.model import HeadCount, Shift

    teams = dict(space.scenario.teams)
    for name, rule in space.staffing.items():
        rostered = rule.intervals is None
        part = Shift if rostered else HeadCount
        entries = tuple(
            part(agents=1, hours=one.hired_for.hours, breaks=one.hired_for.breaks)
            for one in space.positions
            if one.team == name
        )
        key, other = ("shifts", "head_count") if rostered else ("head_count", "shifts")
        teams[name] = teams[name].model_copy(update={key: entries, other: None})
    return space.scenario.model_copy(update={"teams": teams})
