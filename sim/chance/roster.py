"""Agents and everything planned about them and about doors, as tables of the floor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.chance import keys
from sim.chance.team_plan import TeamPlanner
from sim.floor.tables import empty
from sim.words import NOBODY

Array = npt.NDArray[Any]
Planners = Mapping[str, TeamPlanner]


@dataclass(frozen=True)
class Roster:
    """The tables ``agents`` and ``moments``, and duty rows."""

    agents: Array
    moments: Array
    duty: Array


def make_roster(planners: Planners, doors: Array, root: keys.Key) -> Roster:
    """Put the plans of all teams and the moments of ``doors`` into tables."""
    moments, duty = [doors], []
    first = first_agents(planners)
    for t, (name, planner) in enumerate(planners.items()):
        plan = planner.plan(root)
        moments.append(plan.moments.copy())
        moments[-1]["id"] += t if planner.by_count else first[name]
        duty.append(plan.duty.copy())
        duty[-1]["agent"] += first[name]
        duty[-1]["team"] = t
    joined = np.concatenate(moments)
    order = np.lexsort((joined["id"], joined["kind"], joined["at"]))
    return Roster(agent_rows(planners), joined[order], np.concatenate(duty))


def first_agents(planners: Planners) -> dict[str, int]:
    """The id of each team's first agent."""
    sizes = [len(planner.speeds) for planner in planners.values()]
    return dict(zip(planners, np.cumsum([0, *sizes]).tolist(), strict=False))


def agent_rows(planners: Planners) -> Array:
    """The table of agents, nobody on duty yet."""
    speeds = [planner.speeds for planner in planners.values()]
    rows = empty("agents", sum(len(one) for one in speeds))
    rows["id"] = np.arange(len(rows))
    rows["team"] = np.repeat(np.arange(len(speeds)), [len(one) for one in speeds])
    rows["speed"] = [speed for one in speeds for speed in one]
    for name in ("job", "aside", "prev", "next"):
        rows[name] = NOBODY
    for name in ("due_at", "since", "busy_since", "duty_since", "late_since"):
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
