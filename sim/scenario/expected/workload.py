"""The work that teams get in an average week, whatever the routing: never more than they do get.

A contact may be taken by several teams; whatever a group of teams is sure to get of it is the
least over all of them, those outside the group counted as taking it off the group's hands.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.scenario.expected.flows import Flows, Paces
from sim.scenario.expected.noticed import noticed_first
from sim.scenario.expected.paths import COMING_BACK, Paths, Step, Way
from sim.scenario.expected.room_for_pauses import JobClass, Jobs
from sim.scenario.expected.staffing import goings, staffed_hours
from sim.scenario.expected.told import told_step
from sim.scenario.rules.abilities import Abilities
from sim.time_units import HOUR, WEEK

Array = npt.NDArray[Any]
Group = frozenset[str]
MOST_GROUPS = 100
"""Groups of teams that are looked at."""
MANY_PAIRS = 2000
"""Pairs of channel and issue type above which nobody is followed who comes back."""
MOST_VARIED = 1e6
"""Squared variation of a class of jobs up to which it is followed."""
MOST_CLASSES = 8
"""Kinds of work of a team, those that take most time, that pauses are reckoned with."""
NOTHING = 1e-9
"""Contacts a week that are none."""
SURE, OFFERED, ON_LINE = 0, 1, 2
"""Rows of work by group, in seconds of agents' time: what surely gets done some time, all that
is offered (customers may leave before it is done), and while the customer is on the line."""
LEAST_H = 0.05
"""Hours of work a week that are worth a word."""
TOLERANCE = 0.005
"""Share of the capacity by which the reckoning in steps of time may be wrong."""


@dataclass
class Workload:
    """First steps of the contacts of an average week, and what they make groups of teams do.

    ``firsts``: for each first step the (channel, issue type) positions of its contacts.
    """

    flows: Flows
    abilities: Abilities
    staffed: dict[str, float]

    def __post_init__(self) -> None:
        scenario = self.flows.scenario
        weekly = self.flows.reached.sum(axis=2)
        pairs = np.argwhere(weekly > NOTHING).tolist()
        staffed = {name for name, hours in self.staffed.items() if hours > 0.0}
        coming_back = COMING_BACK if len(pairs) <= MANY_PAIRS else 0
        paths = Paths(self.abilities, staffed, coming_back)
        channels, issue_types = list(scenario.channels), list(scenario.issue_types)
        self.paces = Paces(self.flows)
        self.firsts: dict[Step, list[tuple[int, int]]] = {}
        for c, k in pairs:
            step = paths.first(channels[c], issue_types[k], self.paces.of(c, k))
            if step is not None:
                self.firsts.setdefault(step, []).append((c, k))
        types = scenario.issue_types.values()
        first = np.array([noticed_first(one) for one in types])
        asked = weekly * (1.0 - first)
        self.contacts = {
            step: float(sum(asked[pair] for pair in where)) for step, where in self.firsts.items()
        }
        for c, k in pairs:
            noticed = scenario.issue_types[issue_types[k]].noticed
            if noticed is not None and first[k] > 0.0:
                step = paths.noticed(noticed.desk, issue_types[k], self.paces.of(c, k))
                if step is not None:
                    more = self.contacts.get(step, 0.0) + float(weekly[c, k] * first[k])
                    self.contacts[step] = more
        told = self.flows.told.sum(axis=2)
        for c, k in np.argwhere(told > NOTHING).tolist():
            rule = scenario.channels[channels[c]].redirect
            step = None if rule is None else told_step(paths, rule, channels[c], issue_types[k])
            if step is not None:
                self.contacts[step] = float(told[c, k])

    @cached_property
    def steps(self) -> dict[Step, Group]:
        """All steps with every team that they may come to; those that follow come first."""
        found: dict[Step, Group] = {}
        for step in self.contacts:
            _collect(step, found)
        return found

    @cached_property
    def groups(self) -> list[Group]:
        """Groups of teams, small ones first, that share jobs nobody else takes."""
        live = groups_of(step.teams for step in self.firsts if step.live)
        return _by_size({*groups_of(step.teams for step in self.steps), *live})

    @cached_property
    def by_step(self) -> dict[Step, Array]:
        """The least work, [kind of work, group], that a job at a step makes each group do, with
        all that follows."""
        member = {
            team: np.tile(np.array([team in group for group in self.groups], float), (3, 1))
            for team in self.flows.scenario.teams
        }
        found: dict[Step, Array] = {}
        by_way: dict[Way, Array] = {}
        for step in self.steps:
            for way in step.ways:
                if way not in by_way:
                    by_way[way] = _of_way(way, member[way.team], found)
            work = np.minimum.reduce([by_way[way] for way in step.ways])
            if step.leaks:
                work[SURE] = 0.0
            found[step] = work
        return found

    @cached_property
    def by_group(self) -> dict[Group, tuple[float, float]]:
        """Sure and offered work of a week by group, in seconds."""
        total = np.zeros((3, len(self.groups)))
        for step, number in self.contacts.items():
            total += number * self.by_step[step]
        works = zip(total[SURE].tolist(), total[OFFERED].tolist(), strict=True)
        return dict(zip(self.groups, works, strict=True))

    def lateness(self, group: Group) -> float:
        """About how many seconds a week a busy group works after its shifts to finish what is
        in hand: of a piece of work X on average E[X²] / 2 E[X] is left when a shift ends."""
        teams = [self.flows.scenario.teams[name] for name in group]
        leaving = sum(
            goings(team, self.flows.week) for team in teams if team.end_of_shift != "hand_back"
        )
        time, square = (sum(part) for part in zip(*map(self._pieces, group), strict=True))
        return leaving * min(square / (2.0 * time), WEEK) if time > 0.0 else 0.0

    def _pieces(self, team: str) -> tuple[float, float]:
        """Sums over a team's pieces of work of a week, of their lengths and squared lengths."""
        ways = [(number, way) for number, way, _ in self._ways[team]]
        return (
            sum(number * way.time_s for number, way in ways),
            sum(number * way.square for number, way in ways),
        )

    @cached_property
    def jobs(self) -> dict[str, Jobs]:
        """Pieces of work by team; a team without any is left out."""
        jobs = {team: self._jobs(team) for team in self.flows.scenario.teams}
        return {team: found for team, found in jobs.items() if found is not None}

    @cached_property
    def busy_h(self) -> dict[str, float]:
        """Agent hours of a week by team if it is always busy: pauses that find no room before a
        shift ends are not taken."""
        return staffed_hours(self.flows.scenario, self.jobs)

    def _jobs(self, team: str) -> Jobs | None:
        """A team's pieces of work; None if it has none.

        With several contacts at once each takes so many times as long as the agent's time for
        it. Agents of different speeds are taken for the fastest.
        """
        hands = self.flows.scenario.teams[team].concurrency.contacts
        classes: dict[tuple[float, float], float] = defaultdict(float)
        time = deferred = 0.0
        for number, way, live in self._ways[team]:
            if number > 0.0 and 0.0 < way.time_s < math.inf:
                scv = min(way.square / way.time_s**2 - 1.0, MOST_VARIED)
                classes[way.time_s * hands, scv if scv > 1e-9 else 0.0] += number
                time += number * way.time_s
                deferred += 0.0 if live else number * way.time_s
        if time <= 0.0:
            return None
        most = sorted(classes.items(), key=lambda one: -one[1] * one[0][0])[:MOST_CLASSES]
        return Jobs(tuple(JobClass(n, *of) for of, n in most), deferred / time, hands)

    @cached_property
    def _ways(self) -> dict[str, list[tuple[float, Way, bool]]]:
        """By team how often a week it goes which way with a job, and whether that is live."""
        found: dict[str, list[tuple[float, Way, bool]]] = {
            name: [] for name in self.flows.scenario.teams
        }
        for step, number in self._visits.items():
            for way in step.ways:
                found[way.team].append((number / len(step.ways), way, step.live))
        return found

    @cached_property
    def _visits(self) -> dict[Step, float]:
        """Jobs of a week by step, as if all teams took the same share of them."""
        found: dict[Step, float] = defaultdict(float, self.contacts)
        for step in reversed(self.steps):
            for way in step.ways:
                for then in way.then:
                    found[then.step] += found[step] / len(step.ways) * then.chance
        return found

    def only_for(self, group: Group) -> list[Step]:
        """Steps that nobody outside a group may take."""
        return [step for step in self.steps if step.teams <= group]


def _of_way(way: Way, member: Array, known: dict[Step, Array]) -> Array:
    """Work, [kind of work, group], if a certain team takes a job; ``member``: 1 for groups with
    the team."""
    total = np.asarray(member * way.time_s)
    for then in way.then:
        later = then.chance * known[then.step]
        if not then.stays:
            later[ON_LINE] = 0.0
        total += later
    return total


def _collect(step: Step, found: dict[Step, Group]) -> Group:
    """The teams that a step may come to; adds it and all that follow."""
    if step not in found:
        reach = set(step.teams)
        for way in step.ways:
            for then in way.then:
                reach |= _collect(then.step, found)
        found[step] = frozenset(reach)
    return found[step]


def groups_of(teams: Iterable[Group]) -> set[Group]:
    """The groups and unions of those that overlap, up to a bound."""
    basis = _by_size(set(teams))[:MOST_GROUPS]
    known = dict.fromkeys(basis)
    for one in basis:
        for other in list(known):
            if one & other and len(known) < MOST_GROUPS:
                known[one | other] = None
    return set(known)


def _by_size(groups: set[Group]) -> list[Group]:
    return sorted(groups, key=lambda group: (len(group), sorted(group)))


class Overload(NamedTuple):
    """A smallest group of teams with more work than time, in hours of a week.

    ``late_h``: about what they add after their shifts to finish what is in hand.
    """

    group: Group
    load_h: float
    staffed_h: float
    late_h: float
    sure: bool  # even without anything that customers may give up


def overloads(workload: Workload) -> list[Overload]:
    """The smallest groups of teams whose work exceeds their working time."""
    found: list[Overload] = []
    for group, (sure_s, offered_s) in workload.by_group.items():
        if any(smaller.group <= group for smaller in found):
            continue
        staffed_h = sum(workload.staffed[name] for name in group)
        if not _exceeds(offered_s, staffed_h):
            continue
        staffed_h = sum(workload.busy_h[name] for name in group)
        late_h = workload.lateness(group) / HOUR
        if _exceeds(offered_s, staffed_h + late_h):
            sure = _exceeds(sure_s, staffed_h + late_h)
            load_h = (sure_s if sure else offered_s) / HOUR
            found.append(Overload(group, load_h, staffed_h, late_h, sure))
    return found


def _exceeds(work_s: float, hours: float) -> bool:
    return work_s / HOUR > max(hours * (1.0 + TOLERANCE), LEAST_H)
