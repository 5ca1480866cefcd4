"""How much of what is expected where in an average week, before anybody comes back."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from sim.scenario.hourly import HOURS_OF_WEEK, weights_of_calendar
from sim.scenario.model import Scenario, Stream
from sim.scenario.units import HOUR, WEEK

Pair = tuple[str, str]
"""A channel and an issue type."""
Week = list[float]
"""Numbers for the 168 hours of the week."""


def normal(names: Iterable[str], *choices: Mapping[str, float] | None) -> dict[str, float]:
    """Shares of the names by the first weights that are given; those above zero."""
    chosen = next(choice for choice in choices if choice is not None)
    weights = {name: chosen.get(name, 0.0) for name in names}
    total = math.fsum(weights.values())
    return {name: weight / total for name, weight in weights.items() if weight > 0 and total > 0}


def of_stream(scenario: Scenario, stream: Stream) -> Week:
    """Expected issues of a stream by hour of the week, as an average of the measured weeks."""
    clock = scenario.clock
    weeks = (clock.length_s - clock.warm_up_s) / WEEK
    found = [0.0] * HOURS_OF_WEEK
    if stream.rate_per_week is not None:
        shape = stream.profile or (1.0,) * HOURS_OF_WEEK
        found = [stream.rate_per_week * weight / math.fsum(shape) for weight in shape]
    first = clock.start.weekday() * 24
    moments: Iterable[tuple[float, float]] = ()
    if stream.forecast is not None:
        moments = ((at, issues) for at, _, issues in stream.forecast)
    elif stream.trace is not None:
        moments = ((at, 1.0) for at in stream.trace)
    for at, issues in moments:
        if clock.warm_up_s <= at < clock.length_s:
            found[(first + int(at // HOUR)) % HOURS_OF_WEEK] += issues / weeks
    return found


def first_choices(scenario: Scenario) -> dict[Pair, Week]:
    """Expected first contacts by channel and issue type, whether the channel is open or not."""
    found: dict[Pair, Week] = defaultdict(lambda: [0.0] * HOURS_OF_WEEK)
    for stream in scenario.demand.values():
        week = of_stream(scenario, stream)
        for (channel, kind), share in _ways(scenario, stream):
            hours = found[channel, kind]
            for hour, issues in enumerate(week):
                hours[hour] += issues * share
    return dict(found)


def _ways(scenario: Scenario, stream: Stream) -> Iterator[tuple[Pair, float]]:
    """Shares of a stream's issues by channel and issue type."""
    types = {name: kind.share for name, kind in scenario.issue_types.items()}
    segments = {name: part.share for name, part in scenario.customers.segments.items()}
    usual = {name: channel.share for name, channel in scenario.channels.items()}
    for kind, of_type in normal(types, stream.issue_types, types).items():
        for segment, of_segment in normal(segments, stream.segments, segments).items():
            choices = normal(
                usual,
                stream.channels,
                scenario.issue_types[kind].channels,
                scenario.customers.segments[segment].channels,
                usual,
            )
            for channel, of_channel in choices.items():
                yield (channel, kind), of_type * of_segment * of_channel


def reaching(scenario: Scenario, firsts: dict[Pair, Week]) -> dict[Pair, float]:
    """Expected contacts of a week that find their channel open, or its second choice."""
    found: dict[Pair, float] = defaultdict(float)
    for (name, kind), week in firsts.items():
        channel = scenario.channels[name]
        if channel.when_closed == "queue":
            found[name, kind] += sum(week)
            continue
        open_share = weights_of_calendar(channel.hours)
        inside = math.fsum(n * share for n, share in zip(week, open_share, strict=True))
        found[name, kind] += inside
        if channel.second_choice is not None and "closed" not in channel.returns:
            found[channel.second_choice, kind] += sum(week) - inside
    return {pair: number for pair, number in found.items() if number > 1e-9}


def later_choices(scenario: Scenario) -> set[str]:
    """Channels that customers turn to after another one."""
    return {way for name in scenario.channels for way in _after(scenario, name) if way != name}


def _after(scenario: Scenario, name: str) -> set[str]:
    """Channels to which customers of a channel may turn."""
    channel = scenario.channels[name]
    rules = {**scenario.returns, **channel.returns}.values()
    ways = {way for rule in rules if rule.chance > 0 for way in rule.channel}
    second = {channel.second_choice} if channel.second_choice else set()
    return (ways & set(scenario.channels)) | second


def used_channels(scenario: Scenario, firsts: dict[Pair, Week]) -> set[str]:
    """Channels that anybody may come to use: first, second, or when trying again."""
    used = {channel for (channel, _), week in firsts.items() if sum(week) > 0}
    while True:
        more = {way for name in used for way in _after(scenario, name)}
        if more <= used:
            return used
        used |= more
