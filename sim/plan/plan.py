"""A plan: everything about a replication that does not depend on how the day goes."""

from __future__ import annotations

from collections import OrderedDict, deque
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from itertools import count
from typing import Any, NamedTuple

import numpy.typing as npt

from sim.floor.tables import Floor, beginning, empty
from sim.plan import keys
from sim.plan.channel_choice import habits_of
from sim.plan.credibility import complaints_of
from sim.plan.demand import Demand, make_demand, profiles_of, sides
from sim.plan.doors import door_moments
from sim.plan.hours import Hours, hours_of
from sim.plan.kept import Kept
from sim.plan.layout import Layout, make_layout, table
from sim.plan.profile import Profile
from sim.plan.roster import Roster, forget_teams, make_roster, supply_tables
from sim.plan.staff import Staff, staff_of
from sim.plan.team_plan import TeamPlanner
from sim.plan.teams import team_rows
from sim.rows import DETAILS
from sim.scenario.model import Scenario
from sim.scenario.rules.volumes import horizon_s

Array = npt.NDArray[Any]

MADE_LATER = (
    *("jobs", "pieces", "spells", "calls", "events", "follow_ups"),
    *(name for name in DETAILS if name not in ("memories", "habits", "expectations", "complaints")),
)
"""Tables without rows in a plan: the engine makes room in them."""
SCENARIOS_KEPT = 16
SIDES_KEPT = 64
PLANNERS_KEPT = 256


@dataclass(frozen=True)
class Plan:
    """A replication of a scenario, ready for an engine.

    ``names``: names by key (those of ``sim.record.Record``). ``warm_up_s``, ``end_s``: the
    measured window; ``stop_s``: end of the run-out; all from midnight of ``start`` on.
    ``contacts_hint``: about how many contacts to expect. ``duty``: planned duty rows
    (``sim.record.record.DUTY``). Runs never change it.
    """

    names: dict[str, tuple[str, ...]]
    start: date
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
    def details(self) -> tuple[str, ...]:
        """The tables of details that the scenario's mechanisms need."""
        return self.layout.details

    @property
    def duty(self) -> Array:
        """Planned duty of all agents."""
        return self.roster.duty

    @property
    def agents(self) -> Array:
        """The table of agents before anything happened."""
        return self.roster.agents

    def habits(self) -> Array:
        """What customers are used to at first."""
        people, channels = len(self.demand.customers), len(self.names["channels"])
        return habits_of(self.details, people, channels)

    def expectations(self) -> Array:
        """What wait customers expect at first."""
        rows = len(self.demand.customers) if "expectations" in self.details else 0
        return beginning("expectations", rows)

    def fresh_floor(self) -> Floor:
        """The floor before anything happened; tables that a run changes are the caller's own."""
        changing = {name: rows.copy() for name, rows in self.layout.changing.items()}
        tables: dict[str, Any] = {
            **self.layout.fixed,
            **changing,
            "teams": self.teams.copy(),
            "agents": self.roster.agents.copy(),
            "issues": self.demand.issues(),
            "customers": self.demand.customers,
            "memories": self.demand.memories.copy(),
            "habits": self.habits(),
            "expectations": self.expectations(),
            "complaints": complaints_of(self.details, self.demand.customers),
            **{name: empty(name, 0) for name in MADE_LATER},
            "moments": self.roster.moments,
            "pauses": self.roster.pauses,
            **self.supply,
            "watched": int(self.layout.watched),
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
    demand_sides: Sides
    planners: dict[str, TeamPlanner]
    teams: Array
    roster_key: tuple[Any, ...]


class Sides(NamedTuple):
    """The demand side of a scenario. Equal ones are one object, and its number their key."""

    parts: tuple[Any, ...]
    number: int


_prepared: OrderedDict[int, _Prepared] = OrderedDict()
_sides: deque[Sides] = deque(maxlen=SIDES_KEPT)
_numbers = count()
_demands: Kept[tuple[int, int, int], Demand] = Kept(64 * 2**20)
_rosters: Kept[tuple[Any, ...], Roster] = Kept(32 * 2**20)


def make_plan(scenario: Scenario, seed: int, replication: int = 0) -> Plan:
    """Plan a replication; the same arguments give the same plan, to the last bit.

    ``seed``: a whole number from 0 to 2**64 - 1; ``replication``: from 0 to 2**32 - 1.
    """
    known = _prepare(scenario)
    return Plan(
        names=known.layout.ids.names(),
        start=scenario.clock.start,
        warm_up_s=scenario.clock.warm_up_s,
        end_s=scenario.clock.length_s,
        stop_s=horizon_s(scenario),
        layout=known.layout,
        teams=known.teams,
        supply=known.supply,
        roster=_roster(known, seed, replication),
        demand=_demand(known, seed, replication),
    )


def forget() -> None:
    """Drop whatever is kept of earlier plans."""
    for kept in (_prepared, _sides, _demands, _rosters):
        kept.clear()
    _planner.cache_clear()
    forget_teams()


def _prepare(scenario: Scenario) -> _Prepared:
    """What a scenario's replications share, from the last scenarios seen or made now."""
    known = _prepared.get(id(scenario))
    if known is None:
        hours = hours_of(scenario)
        planners = {
            name: _planner(staff_of(team, name), hours.start, hours.stop_s, hours.holidays)
            for name, team in scenario.teams.items()
        }
        layout = make_layout(scenario, hours)
        doors = door_moments(scenario, layout.ids, hours)
        known = _Prepared(
            scenario=scenario,
            layout=layout,
            doors=doors,
            supply=supply_tables(planners),
            profiles=profiles_of(scenario),
            demand_sides=_shared(sides(scenario)),
            planners=planners,
            teams=table("teams", team_rows(scenario, planners, layout.served)),
            roster_key=(*planners.values(), str(doors.tolist())),
        )
        _prepared[id(scenario)] = known
        while len(_prepared) > SCENARIOS_KEPT:
            _prepared.popitem(last=False)
    _prepared.move_to_end(id(scenario))
    return known


def _shared(parts: tuple[Any, ...]) -> Sides:
    """The equal sides of a scenario seen before, so that its demand is found again."""
    for known in _sides:
        if known.parts == parts:
            return known
    _sides.append(Sides(parts, next(_numbers)))
    return _sides[-1]


@lru_cache(PLANNERS_KEPT)
def _planner(staff: Staff, start: date, stop_s: float, holidays: frozenset[date]) -> TeamPlanner:
    """The planner of a team: equal ones are one object, so that its plans are found again."""
    return TeamPlanner(staff, Hours(start, stop_s, holidays))


def _roster(known: _Prepared, seed: int, replication: int) -> Roster:
    """The roster of a replication; the only one if chance has no part in it."""
    root = keys.root(seed, replication)
    steady = all(planner.steady for planner in known.planners.values())
    key = (*known.roster_key, None if steady else root)
    return _rosters.get(key, lambda: make_roster(known.planners, known.doors, root))


def _demand(known: _Prepared, seed: int, replication: int) -> Demand:
    """The issues of a replication."""
    key = (known.demand_sides.number, seed, replication)
    make = partial(make_demand, known.scenario, known.profiles, seed, replication)
    return _demands.get(key, make)
