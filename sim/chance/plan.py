"""A plan: everything about a replication that does not depend on how the day goes."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

import numpy.typing as npt

from sim.chance import keys
from sim.chance.demand import Demand, make_demand, profiles_of, sides
from sim.chance.doors import door_moments
from sim.chance.hours import Hours, hours_of
from sim.chance.layout import Layout, make_layout, table
from sim.chance.mix import horizon_s
from sim.chance.profile import Profile
from sim.chance.roster import Roster, make_roster, supply_tables
from sim.chance.team_plan import TeamPlanner, basis
from sim.chance.teams import team_rows
from sim.floor.tables import Floor, empty
from sim.scenario.model import Scenario, Team

Array = npt.NDArray[Any]

SPARE = 1024
"""Rows of the growing tables beyond those that are surely needed."""
SCENARIOS_KEPT = 16
DEMAND_KEPT_BYTES = 64 * 2**20
DEMANDS_KEPT = 64


@dataclass(frozen=True)
class Plan:
    """A replication of a scenario, ready for an engine.

    ``names``: names by kind (keys as in ``sim.record.Record``). ``warm_up_s``, ``end_s``: the
    measured window; ``stop_s``: end of the run-out. ``contacts_hint``: about how many contacts
    to expect. ``duty``: planned duty rows (``sim.record.record.DUTY``). Runs never change it.
    """

    names: dict[str, tuple[str, ...]]
    warm_up_s: float
    end_s: float
    stop_s: float
    layout: Layout
    teams: Array
    supply: dict[str, Array]
    roster: Roster
    demand: Demand

    @property
    def contacts_hint(self) -> int:
        """Issues planned; contacts are at least as many, unless the run ends first."""
        return self.demand.count

    @property
    def duty(self) -> Array:
        """Planned duty of all agents."""
        return self.roster.duty

    @property
    def agents(self) -> Array:
        """The table of agents before anything happened."""
        return self.roster.agents

    def fresh_floor(self) -> Floor:
        """The floor before anything happened; tables that a run changes are the caller's own."""
        changing = {name: rows.copy() for name, rows in self.layout.changing.items()}
        tables: dict[str, Any] = {
            **self.layout.fixed,
            **changing,
            "teams": self.teams.copy(),
            "agents": self.roster.agents.copy(),
            "issues": self.demand.issues(),
            "jobs": empty("jobs", self.demand.count + SPARE),
            "spells": empty("spells", self.demand.count + SPARE),
            "wishes": empty("wishes", SPARE),
            "moments": self.roster.moments,
            **self.supply,
        }
        return Floor(**tables)


@dataclass
class _Prepared:
    """What all replications of a scenario share."""

    scenario: Scenario
    layout: Layout
    doors: Array
    supply: dict[str, Array]
    profiles: dict[str, Profile | None]
    demand_sides: tuple[Any, ...]
    planners: dict[str, TeamPlanner]
    teams: Array
    steady_roster: Roster | None = None


_prepared: OrderedDict[int, _Prepared] = OrderedDict()
_demands: OrderedDict[tuple[int, int, int], tuple[tuple[Any, ...], Demand]] = OrderedDict()


def make_plan(scenario: Scenario, seed: int, replication: int = 0) -> Plan:
    """Plan a replication; the same arguments give the same plan, to the last bit.

    ``seed``: a whole number from 0 to 2**64 - 1; ``replication``: from 0 to 2**32 - 1.
    """
    known = _prepare(scenario)
    return Plan(
        names=known.layout.ids.names(),
        warm_up_s=scenario.clock.warm_up_s,
        end_s=scenario.clock.length_s,
        stop_s=horizon_s(scenario),
        layout=known.layout,
        teams=known.teams,
        supply=known.supply,
        roster=_roster(known, seed, replication),
        demand=_demand(known, seed, replication),
    )


def _prepare(scenario: Scenario) -> _Prepared:
    """What a scenario's replications share, from the last scenarios seen or made now."""
    known = _prepared.get(id(scenario))
    if known is None:
        hours = hours_of(scenario)
        planners = {n: _planner(team, n, hours) for n, team in scenario.teams.items()}
        layout = make_layout(scenario, hours)
        known = _Prepared(
            scenario=scenario,
            layout=layout,
            doors=door_moments(scenario, layout.ids, hours),
            supply=supply_tables(planners),
            profiles=profiles_of(scenario),
            demand_sides=_shared(sides(scenario)),
            planners=planners,
            teams=table("teams", team_rows(scenario, planners)),
        )
        _prepared[id(scenario)] = known
        while len(_prepared) > SCENARIOS_KEPT:
            _prepared.popitem(last=False)
    _prepared.move_to_end(id(scenario))
    return known


def _shared(demand_sides: tuple[Any, ...]) -> tuple[Any, ...]:
    """The equal object of a scenario seen before, so that its demand is found again."""
    for known in _prepared.values():
        if known.demand_sides == demand_sides:
            return known.demand_sides
    return demand_sides


def _planner(team: Team, name: str, hours: Hours) -> TeamPlanner:
    """The equal planner of a scenario seen before, so that its last plan is found again."""
    wanted = basis(team, name, hours)
    for known in _prepared.values():
        planner = known.planners.get(name)
        if planner is not None and planner.basis == wanted:
            return planner
    return TeamPlanner(team, name, hours)


def _roster(known: _Prepared, seed: int, replication: int) -> Roster:
    """The roster of a replication; the only one if chance has no part in it."""
    if known.steady_roster is not None:
        return known.steady_roster
    roster = make_roster(known.planners, known.doors, keys.root(seed, replication))
    if all(planner.steady for planner in known.planners.values()):
        known.steady_roster = roster
    return roster


def _demand(known: _Prepared, seed: int, replication: int) -> Demand:
    """The issues of a replication, from the last ones made if they are among them."""
    key = (id(known.demand_sides), seed, replication)
    if key not in _demands:
        made = make_demand(known.scenario, known.profiles, seed, replication)
        # The sides are kept too, so that their id stays theirs.
        _demands[key] = (known.demand_sides, made)
        held = sum(other.size for _, other in _demands.values())
        while len(_demands) > DEMANDS_KEPT or (held > DEMAND_KEPT_BYTES and len(_demands) > 1):
            _, (_, dropped) = _demands.popitem(last=False)
            held -= dropped.size
    _demands.move_to_end(key)
    return _demands[key][1]
