"""What demand consists of: volumes, shares of issue types, segments and channels, days' courses."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import accumulate

import numpy as np

from sim.scenario.model import Scenario, Stream
from sim.scenario.model.hourly import weights_of_calendar
from sim.scenario.rules.doors import queues_when_closed
from sim.scenario.values.calendars import Calendar
from sim.scenario.values.columns import Floats, Rows
from sim.scenario.values.week_spans import merged
from sim.time_units import DAY, HOUR, HOURS_OF_DAY, HOURS_OF_WEEK, WEEK


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


def cumulative(weights: list[float] | tuple[float, ...]) -> list[float]:
    """Cumulative shares of weights; the last is 1."""
    sums = list(accumulate(weights))
    return [*(partial / sums[-1] for partial in sums[:-1]), 1.0]


def type_weights(scenario: Scenario, stream: Stream) -> list[float]:
    """Shares of issue types in a stream."""
    usual = {name: issue_type.share for name, issue_type in scenario.issue_types.items()}
    chosen = usual if stream.issue_types is None else stream.issue_types
    return normal_weights(scenario.issue_types, chosen)


def segment_weights(scenario: Scenario, stream: Stream) -> list[float]:
    """Shares of segments in a stream."""
    usual = {name: segment.share for name, segment in scenario.customers.segments.items()}
    chosen = usual if stream.segments is None else stream.segments
    return normal_weights(scenario.customers.segments, chosen)


def answered_shares(scenario: Scenario) -> list[list[float]]:
    """Shares of contacts that get an answer, [channel][issue type], of an average customer."""
    segments = scenario.customers.segments
    shares = normal_weights(segments, {name: one.share for name, one in segments.items()})
    return [
        [
            math.fsum(
                share * channel.answers.chance(issue_type, segment.reach)
                for share, segment in zip(shares, segments.values(), strict=True)
            )
            for issue_type in scenario.issue_types
        ]
        for channel in scenario.channels.values()
    ]


def channel_weights(
    scenario: Scenario, stream: Stream, issue_type: str, segment: str
) -> list[float]:
    """Shares of channels as a first choice."""
    stated = channel_choice(scenario, stream, issue_type, segment)
    usual = {name: channel.share for name, channel in scenario.channels.items()}
    return normal_weights(scenario.channels, usual if stated is None else stated)


def channel_choice(
    scenario: Scenario, stream: Stream, issue_type: str, segment: str
) -> Mapping[str, float] | None:
    """Weights of channels by stream, issue type or segment; None: the channels' own shares."""
    for stated in (
        stream.channels,
        scenario.issue_types[issue_type].channels,
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


def whole_days(stream: Stream) -> Floats:
    """Rows of a forecast that last a day or longer."""
    rows = (stream.forecast or Rows()).array
    return np.asarray(rows[rows[:, 1] >= DAY])


def rows_by_hour(stream: Stream, start: date) -> Floats:
    """The rows of a forecast (seconds since the start, length s, issues).

    Rows of a day or longer take the course of the stream's profile, hour by hour, and are
    spread evenly where it has no weight in their time.
    """
    rows = (stream.forecast or Rows()).array
    if stream.profile is None or not len(whole_days(stream)):
        return rows
    weights = np.array(stream.profile)
    parts = [_by_hour(row, weights, start) if row[1] >= DAY else row[None, :] for row in rows]
    return np.concatenate(parts)


def _by_hour(row: Floats, weights: Floats, start: date) -> Floats:
    """A row cut at full hours, its issues shared out by the weights of the hours."""
    at, length, issues = row.tolist()
    first, last = int(at // HOUR), int(-(-(at + length) // HOUR))
    edges = np.clip(np.arange(first, last + 1) * HOUR, at, at + length)
    hours = (start.weekday() * HOURS_OF_DAY + np.arange(first, last)) % HOURS_OF_WEEK
    pieces = np.diff(edges)
    shares = weights[hours] * pieces
    if not shares.sum() > 0.0:
        return row[None, :]
    kept = shares > 0.0
    numbers = issues * shares[kept] / shares.sum()
    return np.stack([edges[:-1][kept], pieces[kept], numbers], axis=1)


def in_open_hours(scenario: Scenario) -> Scenario:
    """The scenario with a course for volumes by day whose streams state none.

    They take the open hours of the channels that their customers choose first, if these all
    turn away whom they find outside.
    """
    changed = {}
    for name, stream in scenario.demand.items():
        if stream.profile is None and len(whole_days(stream)):
            hours = hours_of_first_channels(scenario, stream)
            if hours is not None:
                weights = weights_of_calendar(hours)
                changed[name] = stream.model_copy(update={"profile": weights})
    if not changed:
        return scenario
    return scenario.model_copy(update={"demand": {**scenario.demand, **changed}})


def hours_of_first_channels(scenario: Scenario, stream: Stream) -> Calendar | None:
    """When customers of a stream find open doors; ``None``: always, or they need none."""
    channels = [scenario.channels[name] for name in _first_channels(scenario, stream)]
    if any(queues_when_closed(channel) for channel in channels):
        return None
    spans = merged(span for channel in channels for span in channel.hours.spans)
    calendar = Calendar(spans=spans)
    return None if calendar.spans == Calendar.always().spans else calendar


def _first_channels(scenario: Scenario, stream: Stream) -> list[str]:
    """Channels that customers of a stream may choose first."""
    usual = {name: channel.share for name, channel in scenario.channels.items()}
    chosen: dict[str, None] = {}
    for issue_type in stream.issue_types or scenario.issue_types:
        for segment in stream.segments or scenario.customers.segments:
            weights = channel_choice(scenario, stream, issue_type, segment) or usual
            chosen.update(dict.fromkeys(name for name, weight in weights.items() if weight > 0))
    return list(chosen)
