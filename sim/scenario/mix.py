"""What demand consists of on average: volumes, weights by name, shares of issue types."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from sim.scenario.model import Scenario, Stream
from sim.scenario.units import WEEK


def horizon_s(scenario: Scenario) -> float:
    """Length of the whole run, run-out included."""
    return scenario.clock.length_s + scenario.clock.run_out_s


def volume(stream: Stream, horizon: float) -> float:
    """Expected issues of a stream, surges included."""
    if stream.trace is not None:
        at = stream.trace.array
        usual = float(((at >= 0.0) & (at < horizon)).sum())
    elif stream.forecast is not None:
        rows = stream.forecast.array
        usual = math.fsum(rows[(rows[:, 0] >= 0.0) & (rows[:, 0] < horizon), 2].tolist())
    else:
        usual = (stream.rate_per_week or 0.0) * horizon / WEEK
    return usual + math.fsum(surge.issues for surge in stream.surges)


def normal_weights(names: Iterable[str], chosen: Mapping[str, float]) -> list[float]:
    """Weights of ``names``, summing to 1."""
    weights = [chosen.get(name, 0.0) for name in names]
    total = math.fsum(weights)
    return [weight / total for weight in weights]


def type_weights(scenario: Scenario, stream: Stream) -> list[float]:
    """Shares of issue types in a stream."""
    usual = {name: kind.share for name, kind in scenario.issue_types.items()}
    chosen = usual if stream.issue_types is None else stream.issue_types
    return normal_weights(scenario.issue_types, chosen)


def segment_weights(scenario: Scenario, stream: Stream) -> list[float]:
    """Shares of segments in a stream."""
    usual = {name: segment.share for name, segment in scenario.customers.segments.items()}
    chosen = usual if stream.segments is None else stream.segments
    return normal_weights(scenario.customers.segments, chosen)


def channel_weights(scenario: Scenario, stream: Stream, kind: str, segment: str) -> list[float]:
    """Shares of channels as a first choice."""
    stated = channel_choice(scenario, stream, kind, segment)
    usual = {name: channel.share for name, channel in scenario.channels.items()}
    return normal_weights(scenario.channels, usual if stated is None else stated)


def channel_choice(
    scenario: Scenario, stream: Stream, kind: str, segment: str
) -> Mapping[str, float] | None:
    """Weights of channels by stream, issue type or segment; None: the channels' own shares."""
    for stated in (
        stream.channels,
        scenario.issue_types[kind].channels,
        scenario.customers.segments[segment].channels,
    ):
        if stated is not None:
            return stated
    return None


def type_mix(scenario: Scenario) -> list[float]:
    """Expected numbers of issues by type over the run."""
    horizon = horizon_s(scenario)
    totals = [0.0] * len(scenario.issue_types)
    for stream in scenario.demand.values():
        size = volume(stream, horizon)
        for i, weight in enumerate(type_weights(scenario, stream)):
            totals[i] += size * weight
    return totals
