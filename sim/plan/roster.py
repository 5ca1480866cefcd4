"""Agents and everything planned about them and about doors, as tables of the floor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.codes import NOBODY
from sim.floor.tables import empty
from sim.plan import keys
from sim.plan.doors import in_order
from sim.plan.kept import Kept
from sim.plan.team_plan import TeamPlanner, TeamRoster

Array = npt.NDArray[Any]
Planners = Mapping[str, TeamPlanner]


@dataclass(frozen=True)
class Roster:
    """The tables ``agents``, ``moments`` and ``pauses``, and duty rows."""

    agents: Array
    moments: Array
    pauses: Array
    duty: Array

    @property
    def nbytes(self) -> int:
        """Bytes held."""
        tables = (self.agents, self.moments, self.pauses, self.duty)
        return sum(int(table.nbytes) for table in tables)


_plans: Kept[tuple[TeamPlanner, keys.Key | None], TeamRoster] = Kept(64 * 2**20)


def make_roster(planners: Planners, doors: Array, root: keys.Key) -> Roster:
    """Put the plans of all teams and the moments of ``doors`` into tables.

    Plans of teams are kept, since variants and points of a sweep share many.
    """
    plans = [
        _plans.get((one, None if one.steady else root), partial(one.plan, root))
        for one in planners.values()
    ]
    first = first_agents(planners)
    moments = _joined([doors, *(plan.moments for plan in plans)])
    duty = _joined([plan.duty for plan in plans])
    pauses = _joined([plan.pauses for plan in plans])
    at = len(doors)
    for t, ((name, planner), plan) in enumerate(zip(planners.items(), plans, strict=True)):
        moments["id"][at : at + len(plan.moments)] += t if planner.by_count else first[name]
        at += len(plan.moments)
    starts = [first[name] for name in planners]
    sizes = [len(plan.duty) for plan in plans]
    duty["agent"] += np.repeat(np.array(starts, np.int32), sizes)
    duty["team"] = np.repeat(np.arange(len(plans)), sizes)
    pauses["agent"] += np.repeat(np.array(starts, np.int32), [len(plan.pauses) for plan in plans])
    return Roster(agent_rows(planners, pauses), in_order(moments), pauses, duty)


def forget_teams() -> None:
    """Drop the plans of teams that are kept."""
    _plans.clear()


def _joined(tables: list[Array]) -> Array:
    """Tables one after the other, row by row: column by column would take ten times as long."""
    dtype = tables[0].dtype
    return np.concatenate([table.view(f"V{dtype.itemsize}") for table in tables]).view(dtype)


def first_agents(planners: Planners) -> dict[str, int]:
    """The id of each team's first agent."""
    sizes = [len(planner.speeds) for planner in planners.values()]
    return dict(zip(planners, np.cumsum([0, *sizes]).tolist(), strict=False))


def agent_rows(planners: Planners, pauses: Array) -> Array:
    """The table of agents, nobody on duty yet, each at the first of their ``pauses``."""
    speeds = [planner.speeds for planner in planners.values()]
    rows = empty("agents", sum(len(one) for one in speeds))
    rows["id"] = np.arange(len(rows))
    rows["team"] = np.repeat(np.arange(len(speeds)), [len(one) for one in speeds])
    rows["speed"] = [speed for one in speeds for speed in one]
    for name in ("job", "aside", "cases", "prev", "next", "helps_in"):
        rows[name] = NOBODY
    rows["owed"] = rows["begun"] = np.searchsorted(pauses["agent"], rows["id"])
    for name in rows.dtype.names or ():
        if name.endswith(("_at", "since", "_until")):
            rows[name] = np.nan
    return rows


def supply_tables(planners: Planners) -> dict[str, Array]:
    """The table ``supply``, and ``supply_of`` [team, 0 or 1]: its rows of each team, from, to."""
    times, sums = zip(*(planner.supply for planner in planners.values()), strict=True)
    ends = np.cumsum([len(one) for one in times])
    rows = empty("supply", int(ends[-1]))
    rows["at"], rows["cumulative_s"] = np.concatenate(times), np.concatenate(sums)
    starts = np.append(0, ends[:-1])
    return {"supply": rows, "supply_of": np.stack([starts, ends], axis=1).astype(np.int64)}
