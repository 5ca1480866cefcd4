"""Shares answered or replied to within several times, by channel that states them."""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from sim.codes import DONE, IGNORED, REDIRECTED, WRAPPING
from sim.kpi.rules import Rules
from sim.kpi.value import Value, Values
from sim.kpi.view import View
from sim.kpi.window import Floats
from sim.record.by_column import Columns
from sim.record.joined import joined
from sim.scenario.model import Calendar, Clock
from sim.time_units import DAY, HOUR, time_name

REPLIED = (DONE, WRAPPING, REDIRECTED)
"""What has become of a contact on a deferred channel whose reply was sent."""


def service_thresholds(view: View, rules: Rules) -> Values:
    """Shares of the contacts opened in the window; with open hours also by these alone."""
    values: Values = {}
    for queue, (name, channel) in enumerate(rules.scenario.channels.items()):
        asked = channel.service_thresholds
        if asked is None:
            continue
        live, rows = channel.kind == "live", view.opened_on(queue)
        reached = float(np.count_nonzero(joined(rows) | (rows["state"] == IGNORED)))
        opened, response = _responses(rows, live)
        prefix = f"{name}.{'answered' if live else 'replied'}_within"
        values |= _shares(prefix, response - opened, asked.within_s, "", reached)
        if asked.open_hours:
            waits = _open_s(channel.hours, rules.scenario.clock, view.window.stop, opened, response)
            values |= _shares(prefix, waits, asked.within_s, "_open", reached)
            count = float(len(waits))
            values[f"{name}.first_response_mean_open_h"] = Value(float(waits.sum()) / HOUR, count)
    return values


def _responses(rows: Columns, live: bool) -> tuple[Floats, Floats]:
    """Moments at which contacts with a response were opened, and of that: the answer, or the
    reply sent."""
    answered = np.isfinite(rows["answered_at"])
    if live:
        at = rows["answered_at"]
    else:
        at = rows["ended_at"]
        answered &= np.isfinite(at) & np.isin(rows["state"], REPLIED)
    chosen = np.flatnonzero(answered)
    return rows["opened_at"][chosen], at[chosen]


def _shares(
    prefix: str, waits: Floats, times_s: tuple[float, ...], suffix: str, reached: float
) -> Values:
    return {
        f"{prefix}_{time_name(time_s)}{suffix}": Value(
            float(np.count_nonzero(waits <= time_s)), reached
        )
        for time_s in times_s
    }


def _open_s(hours: Calendar, clock: Clock, stop_s: float, start: Floats, end: Floats) -> Floats:
    """Seconds of each stretch in which the channel is open."""
    last = clock.start + timedelta(days=int(stop_s // DAY) + 1)
    spans = hours.open_spans(clock.start, stop_s, clock.holidays.dates(clock.start, last))
    edges = np.array([(0.0, 0.0), *spans, (stop_s, stop_s)])
    lengths = edges[:, 1] - edges[:, 0]
    until = np.cumsum(lengths)
    moments, passed = edges.ravel(), np.column_stack([until - lengths, until]).ravel()
    found: Floats = np.interp(end, moments, passed) - np.interp(start, moments, passed)
    return found
