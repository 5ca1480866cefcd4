"""Live contacts that only certain teams may take, and the agents who are there, hour by hour.

All agents of the group count as if they did nothing else, could take any of the contacts, and
were as fast as the fastest: what is too few for that is too few.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.erlang import NO_TIME, Traffic
from sim.scenario.expected.average_week import CELL, CELLS, IN_HOUR, by_hour
from sim.scenario.expected.from_empty import levels
from sim.scenario.expected.paths import Step
from sim.scenario.expected.workload import ON_LINE, Group, Workload, groups_of
from sim.scenario.model import Scenario
from sim.scenario.model.channels import ServiceTarget
from sim.scenario.rules.abilities import at_once, holds_beside_others
from sim.scenario.rules.doors import lines_of, patience_factors_of, patience_of, queues_when_closed
from sim.scenario.values.distributions import Distribution
from sim.time_units import HOUR, HOURS_OF_WEEK

Array = npt.NDArray[Any]
MOST_AT_ONCE = 100
"""Contacts in one agent's hands up to which Erlang's formulas are asked."""


@dataclass(frozen=True)
class Pool:
    """``contacts``, ``agents``: expected in each hour of an average week (168), agents while
    the doors are open. ``pace``: mean work of the hour's contacts against the week's mean (168).
    ``open``: share of each cell (672) with open doors. ``traffic``: of one contact a second, of
    the week's mean work. ``mixed``: agents hold several of some contacts at once only."""

    group: Group
    channels: tuple[str, ...]
    contacts: Array
    agents: Array
    pace: Array
    open: Array
    traffic: Traffic
    mixed: bool
    target: ServiceTarget | None

    @cached_property
    def arriving(self) -> Array:
        """Work that arrives in erlangs, by hour, while the doors are open."""
        share = by_hour(self.open) * CELL / HOUR
        rates = np.divide(self.contacts, share, out=np.zeros_like(share), where=share > 0.0)
        return np.asarray(rates / HOUR * self.traffic.work_s * self.pace)

    @cached_property
    def loads(self) -> Array:
        """Work in hand in erlangs, by hour, were there agents for all of it.

        It lags behind what arrives (modified offered load, Jennings et al. 1996), in all hours by
        the week's mean work; the lesser of both counts.
        """
        lag = CELL / self.traffic.work_s
        in_hand = _lagging(np.repeat(self.arriving, IN_HOUR) * self.open, lag)
        return np.asarray(np.minimum(self.arriving, mean_where(in_hand, self.open)))

    @cached_property
    def from_empty(self) -> tuple[Array, Array]:
        """Share of contacts answered in the target's time, by hour, with whole agents below and
        above, on days that begin with nobody in the line; 0 where that is not followed."""
        one = self.traffic
        waits = math.isinf(one.patience_s) and one.lines is None and one.room is None
        if self.target is None or one.at_once > 1 or not waits:
            return np.zeros(HOURS_OF_WEEK), np.zeros(HOURS_OF_WEEK)
        low, high = (
            levels(self.arriving, whole, self.open, one.work_s, self.target.within_s)
            for whole in (np.floor(self.agents), np.ceil(self.agents))
        )
        return low, high

    def at(self, hour: int) -> Traffic:
        """The stream of contacts in an hour, as its load and its mean work say."""
        work_s = self.traffic.work_s * float(self.pace[hour])
        return replace(self.traffic, rate=float(self.loads[hour]) / work_s, work_s=work_s)


class Pools:
    """The pools of a scenario, by group of teams.

    A row is a first step on a channel, with its contacts by hour and their rate of giving up.
    """

    def __init__(self, workload: Workload, agents: Mapping[str, Array]) -> None:
        self._workload, self._agents = workload, agents
        self._scenario, flows = workload.flows.scenario, workload.flows
        self._names = list(self._scenario.channels)
        channels = list(self._scenario.channels.values())
        issue_types = list(self._scenario.issue_types.values())
        rows: dict[tuple[Step, int], list[int]] = {}
        for step, where in workload.firsts.items():
            for c, k in where if step.live else ():
                rows.setdefault((step, c), []).append(k)
        self._channel = np.array([c for _, c in rows], int)
        number: dict[Group, int] = {}
        self._whose = np.array(
            [number.setdefault(step.teams, len(number)) for step, _ in rows], int
        )
        self._teams = list(number)
        self._times = np.array([workload.by_step[step][ON_LINE] for step, _ in rows])
        empty = np.zeros((0, HOURS_OF_WEEK))
        by_row = [flows.reached[c, ks].sum(axis=0) for (_, c), ks in rows.items()]
        self._contacts = np.array(by_row) if rows else empty
        paced = [workload.paces.contacts[c, ks].sum(axis=0) for (_, c), ks in rows.items()]
        self._paced = np.array(paced) if rows else empty
        self._giving_up = np.array(
            [
                sum(
                    _weighed(flows.reached[c, k], patience_factors_of(channels[c], issue_types[k]))
                    * _giving_up(patience_of(channels[c], issue_types[k]))
                    for k in ks
                )
                for (_, c), ks in rows.items()
            ]
        )
        self._targeted = np.array([channels[c].service_target is not None for _, c in rows], bool)

    def groups(self) -> list[Group]:
        """Groups of teams with contacts that nobody else takes, small ones first."""
        known = groups_of(self._teams)
        return [group for group in self._workload.groups if group in known]

    def of(self, group: Group, targeted: bool) -> Pool | None:
        """The live contacts that only teams of a group may take; ``targeted``: those on
        channels with a service target. None if there are none."""
        place = self._workload.groups.index(group)
        inside = np.array([teams <= group for teams in self._teams], bool)[self._whose]
        rows = np.flatnonzero(inside & self._targeted if targeted else inside)
        if not len(rows):
            return None
        numbers = self._contacts[rows].sum(axis=1)
        total = float(numbers.sum())
        times = self._times[rows, place]
        channels = tuple(self._names[c] for c in np.unique(self._channel[rows]).tolist())
        open_ = np.max([self._open[name] for name in channels], axis=0)
        agents = np.sum([self._agents[name] for name in group], axis=0)
        traffic, mixed = _traffic(self._scenario, group, channels, float(numbers @ times) / total)
        giving_up = float(self._giving_up[rows].sum()) / total
        patience_s = 1.0 / giving_up if giving_up > 0.0 else math.inf
        return Pool(
            group=group,
            channels=channels,
            contacts=self._contacts[rows].sum(axis=0),
            agents=mean_where(agents, open_),
            pace=self._pace(rows, times),
            open=open_,
            traffic=replace(traffic, patience_s=patience_s),
            mixed=mixed,
            target=self._target(rows, numbers) if targeted else None,
        )

    def _pace(self, rows: Array, times: Array) -> Array:
        """Mean work of an hour's contacts against that of the same contacts in the average hour;
        what is no work on the issue itself is taken to go along."""
        usual, paced = times @ self._contacts[rows], times @ self._paced[rows]
        return np.divide(paced, usual, out=np.ones_like(usual), where=usual > 0.0)

    @cached_property
    def _open(self) -> dict[str, Array]:
        """Share of each cell in which a channel takes contacts."""
        week = self._workload.flows.week
        return {
            name: np.ones(CELLS) if queues_when_closed(channel) else week.open_shares(channel.hours)
            for name, channel in self._scenario.channels.items()
        }

    def _target(self, rows: Array, numbers: Array) -> ServiceTarget | None:
        """What follows for all contacts from the targets of their channels."""
        channels = [self._scenario.channels[self._names[c]] for c in self._channel[rows].tolist()]
        targets = [channel.service_target for channel in channels]
        stated = [target for target in targets if target is not None]
        share = float(np.average([target.share for target in stated], weights=numbers))
        within_s = max(target.within_s for target in stated)
        return ServiceTarget.model_validate({"share": min(share, 1.0), "within": within_s})


def _traffic(
    scenario: Scenario, group: Group, channels: tuple[str, ...], time_s: float
) -> tuple[Traffic, bool]:
    """One contact a second, and whether only some are held beside others."""
    held = {
        (name, queue): holds_beside_others(scenario, scenario.teams[name], queue)
        for name in group
        for queue in channels
    }
    if not any(held.values()):
        lines = room = None
        if len(channels) == 1:
            lines = lines_of(scenario, channels[0])
            room = scenario.channels[channels[0]].waiting_room
        return Traffic(1.0, time_s, lines=lines, room=room), False
    (name, *others) = group
    rule = scenario.teams[name].concurrency
    if others or not all(held.values()) or rule.contacts > MOST_AT_ONCE:
        return Traffic(1.0, time_s), True
    pace = at_once(scenario, name, channels[0])
    return Traffic(1.0, time_s * pace, at_once=rule.contacts, slow_down=rule.slow_down), False


def _weighed(contacts: Array, factors: tuple[float, ...] | None) -> float:
    """Contacts of a week, each by how much less patient than usual its hour makes it."""
    return float((contacts if factors is None else contacts / np.array(factors)).sum())


def _giving_up(patience: Distribution) -> float:
    """Rate at which customers give up in the beginning: 1/mean, of a mixture that of its parts."""
    if patience.kind == "mixture":
        return math.fsum(weight * _giving_up(part) for weight, part in patience.parts)
    return 1.0 / max(patience.mean_s(), NO_TIME)


def _lagging(arriving: Array, steps: float) -> Array:
    """Mean work in hand by cell where it follows what arrives with a mean lag; ``steps``: the
    length of a cell in means of the work."""
    kept = float(np.exp(-steps))
    seen = (1.0 - kept) / steps
    found = np.zeros_like(arriving)
    in_hand = 0.0
    for _ in range(2):  # the first week only to begin the second with what it leaves
        for cell, load in enumerate(arriving.tolist()):
            found[cell] = load + (in_hand - load) * seen
            in_hand = load + (in_hand - load) * kept
    return found


def mean_where(cells: Array, weights: Array) -> Array:
    """Means over the hours of the week, weighted; 0 without any weight."""
    total = by_hour(weights)
    return np.divide(by_hour(cells * weights), total, out=np.zeros_like(total), where=total > 0.0)
