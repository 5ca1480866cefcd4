"""Volumes by day or week, and the course of the day that they take."""

from __future__ import annotations

from datetime import date

import numpy as np

from sim.scenario.calendar_text import merged
from sim.scenario.calendars import Calendar
from sim.scenario.columns import Floats, Rows
from sim.scenario.hourly import HOURS_OF_WEEK, weights_of_calendar
from sim.scenario.mix import channel_choice
from sim.scenario.model import Scenario, Stream
from sim.scenario.returning import queues_when_closed
from sim.scenario.units import DAY, HOUR


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
    hours = (start.weekday() * 24 + np.arange(first, last)) % HOURS_OF_WEEK
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
    for kind in stream.issue_types or scenario.issue_types:
        for segment in stream.segments or scenario.customers.segments:
            weights = channel_choice(scenario, stream, kind, segment) or usual
            chosen.update(dict.fromkeys(name for name, weight in weights.items() if weight > 0))
    return list(chosen)
