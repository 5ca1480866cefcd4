"""The cheapest roster that meets a scenario's targets, tested again, with its neighbours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from sim.experiment.conditions import Conditions
from sim.experiment.errors import RequestError
from sim.experiment.folders.journal import Journal
from sim.experiment.objectives import Objective
from sim.experiment.replication import choose_engine
from sim.experiment.size.check import check_size
from sim.experiment.staff.decide import Decision, decided
from sim.experiment.staff.moves import Move, additions, cheaper
from sim.experiment.staff.positions import Roster, Space
from sim.experiment.staff.search import MORE, NoRosterError, Search
from sim.experiment.staff.trials import Trials, margins
from sim.plan import make_plan
from sim.scenario.expected.staffing import planned_cost

RETESTS = 5
"""Rosters tested again at most, each at 99 %, so that all that is said of them holds at 95 %."""
FRESH = 1_000_003
"""Added to the seed for each further test on customers whom the search has not seen."""
MOST = 320
"""Replications of a test at most, unless told otherwise."""
NEAR = 64
"""Replications of a cheaper neighbour at most, unless told otherwise."""
EXPECTED_RUNS = 2000
"""Replications that a search is thought to take, to choose an engine."""


class Neighbour(NamedTuple):
    """A cheaper roster, one move away, and what is shown of it."""

    move: Move
    decision: Decision


class Price(NamedTuple):
    """What a target costs: money a week for one step more of it (a point of a share, else a
    hundredth of the amount); None where no single agent tells. ``beyond``: by how much the roster
    exceeds the target already, in its unit."""

    objective: Objective
    step: float
    more: float | None
    beyond: float


@dataclass(frozen=True)
class Staffed:
    """What a search found. ``tests``: of rosters on fresh customers, the last of which is of
    ``roster``. ``short``: measures that keep every allowed roster from meeting all targets.
    """

    space: Space
    objectives: tuple[Objective, ...]
    roster: Roster
    tests: tuple[Decision, ...]
    neighbours: tuple[Neighbour, ...]
    prices: tuple[Price, ...]
    short: tuple[str, ...]
    replications: int
    seed: int
    engine: str

    @property
    def decision(self) -> Decision:
        """What is shown of the roster."""
        return self.tests[-1]

    @property
    def meets(self) -> bool:
        """Whether it is shown to meet all targets."""
        return self.decision.shown == "meets"

    @property
    def cost(self) -> float:
        """Planned money a week, teams that stay as they are included."""
        return self.space.cost(self.roster)

    @property
    def cost_now(self) -> float:
        """Planned money a week of the scenario as it is."""
        return sum(planned_cost(self.space.scenario).values())

    def edges(self) -> list[str]:
        """Where the roster stands at the edge of what is allowed, as paths of the scenario."""
        found = [
            f"staffing.{one.team}.patterns.{one.hired_for.name}.at_most"
            for one, agents in zip(self.space.positions, self.roster, strict=True)
            if one.hired_for.most == agents
        ]
        for team, rule in self.space.staffing.items():
            agents = [self.roster[at] for at in self.space.of(team)]
            if sum(agents) == rule.at_most:
                found.append(f"staffing.{team}.at_most")
            if sum(number > 0 for number in agents) == rule.patterns_at_most:
                found.append(f"staffing.{team}.patterns_at_most")
        return found


@dataclass
class _Staff:
    """A search under way."""

    search: Search
    seed: int
    most: int
    tests: list[Decision] = field(default_factory=list)

    @property
    def trials(self) -> Trials:
        return self.search.trials

    def done(self) -> tuple[Roster, list[Neighbour], tuple[str, ...]]:
        """The roster, its neighbours, and what no allowed roster meets."""
        try:
            roster = self.search.found()
        except NoRosterError as error:
            self._test(error.roster)
            return error.roster, [], tuple(self.tests[-1].missed)
        while True:
            decision = self._test(roster)
            last = len(self.tests) >= RETESTS
            if decision.shown == "meets":
                neighbours = self._neighbours(roster)
                taken = next((one for one in neighbours if one.decision.shown == "meets"), None)
                if taken is None or last:
                    return roster, neighbours, ()
                roster = taken.move.of(roster)
            elif last:
                return roster, [], ()
            else:
                try:
                    roster = self._raised(decision)
                except NoRosterError:
                    return roster, [], tuple(decision.missed)

    def _test(self, roster: Roster) -> Decision:
        seed = self.seed + FRESH * (len(self.tests) + 1)
        self.tests += decided(self.trials, [roster], seed, MORE, self.most)
        return self.tests[-1]

    def _raised(self, decision: Decision) -> Roster:
        missed = np.array([one.attained != "met" for one in decision.targets])
        tried = self.trials.tried([decision.roster], MORE, self.seed)[0]
        return self.search.raised(tried, MORE, missed, 1)

    def _neighbours(self, roster: Roster) -> list[Neighbour]:
        moves = cheaper(self.search.space, roster, self.search.rules)
        rosters = [move.of(roster) for move in moves]
        most = min(NEAR, self.most)
        decisions = decided(self.trials, rosters, self.seed, min(8, most), most)
        return [Neighbour(*pair) for pair in zip(moves, decisions, strict=True)]

    def prices(self, roster: Roster) -> list[Price]:
        """What a step of each target costs about the roster, by what single agents do."""
        tried = self.trials.tried([roster], MORE, self.seed)[0]
        moves = additions(self.search.space, roster, self.search.rules)
        more = self.search.slopes(tried, moves, MORE)
        beyond = margins(tried, self.trials.objectives).tolist()
        return [
            _price(one, more.per_gain(at), beyond[at])
            for at, one in enumerate(self.trials.objectives)
        ]


def _price(objective: Objective, more: Sequence[float], beyond: float) -> Price:
    """``more``: money a week for each unit of the measure, by move."""
    step = 0.01 if objective.unit == "share" else abs(objective.amount) / 100.0
    least = min(more, default=None)
    return Price(objective, step, None if least is None else least * step, beyond)


def staff(
    space: Space,
    objectives: Sequence[Objective],
    journal: Journal,
    conditions: Conditions,
    tell: Callable[[int], None],
) -> Staffed:
    """Search the space for the cheapest roster that meets the targets.

    ``conditions.replications``: of a test at most. What was simulated stands in the journal, from
    which the same search goes on. Raises RequestError without targets, and what a sweep raises.
    """
    if not objectives:
        raise RequestError(
            f"{space.file.name}: there is nothing to meet; state `targets:`, a channel's "
            '`service_target`, or --meet "phone.service_level >= 80 %"'
        )
    seed = space.scenario.seed if conditions.seed is None else conditions.seed
    conditions = check_size({"roster": space.scenario}, conditions, EXPECTED_RUNS)
    plan = make_plan(space.scenario, seed, 0)
    engine = choose_engine(conditions.engine, plan, EXPECTED_RUNS)
    trials = Trials(space, objectives, journal, conditions, engine, tell)
    one = _Staff(Search(space, trials, seed), seed, conditions.replications or MOST)
    roster, neighbours, short = one.done()
    prices = one.prices(roster) if not short else []
    return Staffed(
        space, tuple(objectives), roster, tuple(one.tests), tuple(neighbours), tuple(prices),
        short, len(trials.rows), seed, engine,
    )  # fmt: skip
