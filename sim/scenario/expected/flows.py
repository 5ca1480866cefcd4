"""How much of what is expected where in an average week, before anybody is served.

First contacts by the hour, and where they end up that find doors closed. Who gives up, is
blocked, or comes back for another reason is not counted.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.scenario.expected.average_week import AverageWeek, average_week, hours_of
from sim.scenario.expected.closed_doors import reaching
from sim.scenario.expected.redirected import following
from sim.scenario.expected.self_served import passed_on
from sim.scenario.model import Scenario, Stream
from sim.scenario.rules.doors import (
    returns_of,
    ways_of,
)
from sim.scenario.rules.redirects import redirected_shares
from sim.scenario.rules.volumes import (
    answered_shares,
    channel_choice,
    normal_weights,
    rows_by_hour,
    segment_weights,
    type_weights,
)
from sim.scenario.values.columns import Numbers
from sim.time_units import HOUR, HOURS_OF_DAY, HOURS_OF_WEEK

Array = npt.NDArray[Any]
FADED = 24.0
"""Mean delays after which less than 1e-10 of a surge is to come."""
DIGITS = 12
"""Of mean factors, so that channels with the same arrivals are alike."""


@dataclass(frozen=True)
class Flows:
    """Expected contacts of an average week, [channel, issue type, hour of the week].

    ``firsts``: first contacts where customers turn to first, open or not; surges not counted.
    ``coming``: whether any such contact may come, of surges too.
    """

    scenario: Scenario
    week: AverageWeek
    firsts: Array
    coming: Array

    @cached_property
    def reached(self) -> Array:
        """First contacts, and those made for closed doors, that find an open door or queue
        before a closed one, and get an answer, not a redirect; shape as ``firsts``."""
        return self.landing(self.firsts)

    @cached_property
    def told(self) -> Array:
        """Contacts that agents take up to redirect them; shape as ``firsts``."""
        shares = np.array(redirected_shares(self.scenario, by_agents=True))
        return np.asarray(self._answered(self.firsts) * shares[..., None])

    def landing(self, firsts: Array) -> Array:
        """Of first contacts those that get to work on their issue; shape as ``firsts``. Who is
        redirected and follows does so on the other channel, and is not redirected again."""
        answered = self._answered(firsts)
        told = answered * np.array(redirected_shares(self.scenario))[..., None]
        if not told.any():
            return answered
        there = self._answered(following(self.scenario, told))
        return np.asarray(answered - told + there)

    def _answered(self, firsts: Array) -> Array:
        """Contacts that find an open door or queue, go on from self-service, and get an answer or
        a redirect."""
        answered = np.array(answered_shares(self.scenario))
        reach = reaching(self.scenario, self.week, firsts)
        return np.asarray(passed_on(self.scenario, self.week, reach) * answered[..., None])

    @cached_property
    def used(self) -> set[str]:
        """Channels that anybody may come to use: first, second, or when trying again."""
        names = list(self.scenario.channels)
        used = {names[i] for i in np.flatnonzero(self.coming.any(axis=(1, 2)))}
        while True:
            more = {way for name in used for way in later_choices(self.scenario, name)}
            if more <= used:
                return used
            used |= more

    def arising_types(self) -> list[str]:
        """Issue types that arise at all."""
        arising = np.asarray(self.coming.any(axis=(0, 2)))
        return [name for name, some in zip(self.scenario.issue_types, arising, strict=True) if some]


def flows_of(scenario: Scenario) -> Flows:
    """What is expected in a scenario's average week."""
    week = average_week(scenario)
    streams = list(scenario.demand.values())
    issues = np.array([of_stream(scenario, week, stream) for stream in streams])
    shares = np.array([_ways(scenario, stream) for stream in streams])
    sudden = np.array([surging(scenario, stream) for stream in streams])
    shape = (*shares.shape[1:], HOURS_OF_WEEK)
    ways = shares.reshape(len(streams), -1).T
    coming = (ways > 0.0).astype(float) @ ((issues > 0.0) | sudden) > 0.0
    return Flows(scenario, week, (ways @ issues).reshape(shape), coming.reshape(shape))


def of_stream(scenario: Scenario, week: AverageWeek, stream: Stream) -> Array:
    """Expected issues of a stream by hour of an average week; surges not counted."""
    if stream.rate_per_week is not None:
        shape = np.array(stream.profile or (1.0,) * HOURS_OF_WEEK)
        rates = stream.rate_per_week * shape / shape.sum()
        return np.asarray(np.where(week.measured > 0.0, rates, 0.0))
    if stream.forecast is not None:
        at, length, issues = rows_by_hour(stream, scenario.clock.start).T
    else:
        at = (stream.trace or Numbers()).array
        length, issues = np.zeros(len(at)), np.ones(len(at))
    found = hours_of(scenario.clock, at, length, issues)
    times = week.measured / HOUR
    return np.asarray(np.divide(found, times, out=np.zeros_like(found), where=times > 0.0))


def surging(scenario: Scenario, stream: Stream) -> Array:
    """Hours of the week in which a stream's surges may bring anything."""
    clock, found = scenario.clock, np.zeros(HOURS_OF_WEEK, bool)
    zero = datetime.combine(clock.start, time())
    for surge in stream.surges:
        begun = (surge.at - zero).total_seconds() if surge.issues > 0.0 else math.inf
        first = max(begun, 0.0)
        last = min(begun + FADED * surge.decay_s, clock.length_s + clock.run_out_s)
        if first < last:
            hours = np.arange(
                first // HOUR, min(math.ceil(last / HOUR), first // HOUR + HOURS_OF_WEEK)
            )
            found[(clock.start.weekday() * HOURS_OF_DAY + hours.astype(int)) % HOURS_OF_WEEK] = True
    return found


def _ways(scenario: Scenario, stream: Stream) -> Array:
    """Shares of a stream's issues, [channel, issue type]."""
    usual = {name: channel.share for name, channel in scenario.channels.items()}
    known: dict[int, Array] = {}

    def shares(stated: Mapping[str, float] | None) -> Array:
        chosen = usual if stated is None else stated
        if id(chosen) not in known:
            known[id(chosen)] = np.array(_weights(scenario.channels, chosen))
        return known[id(chosen)]

    segments = list(
        zip(scenario.customers.segments, segment_weights(scenario, stream), strict=True)
    )
    by_type = [
        sum(
            share * shares(channel_choice(scenario, stream, issue_type, name))
            for name, share in segments
        )
        for issue_type in scenario.issue_types
    ]
    return np.asarray(np.array(by_type).T * np.array(type_weights(scenario, stream)))


def _weights(names: Iterable[str], chosen: Mapping[str, float]) -> list[float]:
    """Normal weights, or none at all."""
    names = list(names)
    if not any(chosen.get(name, 0.0) > 0.0 for name in names):
        return [0.0] * len(names)
    return normal_weights(names, chosen)


def later_choices(scenario: Scenario, name: str) -> set[str]:
    """Channels to which customers may turn after the channel ``name``."""
    channel = scenario.channels[name]
    rules = [rule for rule in returns_of(scenario, channel).values() if rule.at_most > 0]
    ways = {way for rule in rules for way in ways_of(scenario, name, rule)}
    redirect = channel.redirect
    if redirect is not None and redirect.happens and redirect.follows > 0.0:
        ways.add(redirect.to)
    return ways - {name}


def mean_handle_factors(scenario: Scenario) -> list[float]:
    """Mean factor on the work of each issue type over the hours in which its issues arise."""
    issue_types = list(scenario.issue_types.values())
    if all(one.handle_time_by_hour_s is None for one in issue_types):
        return [1.0] * len(issue_types)
    week = average_week(scenario)
    arising = np.zeros((len(issue_types), HOURS_OF_WEEK))
    for stream in scenario.demand.values():
        arising += np.outer(type_weights(scenario, stream), of_stream(scenario, week, stream))
    factors = _factors(scenario)
    found: list[float] = _ratio((arising * factors).sum(axis=1), arising.sum(axis=1)).tolist()
    return found


class Paces:
    """Mean factors on the work of the contacts that reach a channel, by the hours in which their
    issues arose."""

    def __init__(self, flows: Flows) -> None:
        self._flows = flows
        issue_types = flows.scenario.issue_types.values()
        self._stated = [one.handle_time_by_hour_s is not None for one in issue_types]

    def of(self, channel: int, issue_type: int) -> Pace:
        """Mean and mean square of the factors of a week's contacts, by positions."""
        if not self._stated[issue_type]:
            return AS_STATED
        parts = (self._flows.reached, *self._weighed)
        total, once, twice = (float(part[channel, issue_type].sum()) for part in parts)
        if total <= 0.0:
            return AS_STATED
        mean, square = round(once / total, DIGITS), round(twice / total, DIGITS)
        return Pace(mean, max(square, mean * mean))

    @cached_property
    def contacts(self) -> Array:
        """Contacts by channel, issue type and hour of the week, each counted as often as its work
        is longer than that of the week's average contact of the channel and type."""
        reached = self._flows.reached
        if not any(self._stated):
            return reached
        once, _ = self._weighed
        usual = _ratio(once.sum(axis=2), reached.sum(axis=2))
        return np.asarray(once / usual[:, :, None])

    @cached_property
    def _weighed(self) -> tuple[Array, Array]:
        """The contacts that find an open door, times the factors of the hours in which the issues
        arose, and times the squares of these; who comes back keeps the factor."""
        flows, factors = self._flows, _factors(self._flows.scenario)
        weighed = (flows.firsts * factors, flows.firsts * factors**2)
        once, twice = (flows.landing(part) for part in weighed)
        return once, twice


def _factors(scenario: Scenario) -> Array:
    """Factors on the work, [issue type, hour of the week]."""
    none = (1.0,) * HOURS_OF_WEEK
    return np.array([one.handle_factors or none for one in scenario.issue_types.values()])


def _ratio(weighed: Array, plain: Array) -> Array:
    """Means of factors; 1 where there is nobody."""
    some = (plain > 0.0) & (weighed > 0.0)
    return np.divide(weighed, plain, out=np.ones_like(plain), where=some)


class Pace(NamedTuple):
    """Factors on the work of issues by the hours in which they arise: mean and mean square."""

    mean: float
    square: float


AS_STATED = Pace(1.0, 1.0)
