"""Measures by hour of the week, for charts: arrays of 168, Monday 00:00 first."""

from __future__ import annotations

import numpy as np

from sim.codes import ABANDONED, ANSWERED_BY_PEERS, BUSY, LOST, ON_DUTY
from sim.kpi.rules import Rules, rules_of
from sim.kpi.service_level import level
from sim.kpi.window import Array, Floats, Ids, Window, count, floats, ids, total, window_of
from sim.record import Record
from sim.record.joined import joined
from sim.record.pieces import later_waits
from sim.record.updates import without_updates
from sim.scenario.model import Scenario
from sim.time_units import HOUR, HOURS_OF_DAY, HOURS_OF_WEEK


class Week:
    """The hours of the window, laid onto the hours of the week."""

    def __init__(self, window: Window, weekday: int) -> None:
        self.window = window
        self.hours = max(1, int(-(-window.end // HOUR)))
        self.slot = (np.arange(self.hours) + HOURS_OF_DAY * weekday) % HOURS_OF_WEEK
        edges = window.cut(np.asarray(np.arange(self.hours + 1) * HOUR, np.float64))
        self.seconds = total(self.slot, np.diff(edges), HOURS_OF_WEEK)

    def counts(self, times: Floats, amounts: Floats | None = None) -> Floats:
        """Moments by hour of the week in which they fall, or the sum of their amounts."""
        slot = self.slot[(times // HOUR).astype(np.intp)]
        return (
            count(slot, HOURS_OF_WEEK) if amounts is None else total(slot, amounts, HOURS_OF_WEEK)
        )

    def per_hour(self, counts: Floats) -> Floats:
        """Counts by hour of the week as means per hour; nan for hours not in the window."""
        return ratio(counts * HOUR, self.seconds)

    def mean_present(self, start: Floats, end: Floats) -> Floats:
        """Time average of the number of stretches [start, end) that are running."""
        present = self._begun(start) - self._begun(end)
        return ratio(total(self.slot, present, HOURS_OF_WEEK), self.seconds)

    def _begun(self, times: Floats) -> Floats:
        """For each hour of the window: seconds in it after each moment, added up."""
        times = self.window.cut(times)
        hour = np.minimum((times // HOUR).astype(np.intp), self.hours - 1)
        last = np.minimum((np.arange(self.hours) + 1) * HOUR, self.window.end)
        lengths = np.diff(last, prepend=0.0)
        before = np.cumsum(np.bincount(hour, minlength=self.hours)).astype(np.float64)
        earlier = np.concatenate([[0.0], before[:-1]])
        return np.asarray(earlier * lengths) + total(hour, last[hour] - times, self.hours)


def ratio(above: Floats, below: Floats) -> Floats:
    """Quotients, nan where there is nothing below."""
    found = np.full(len(above), np.nan)
    np.divide(above, below, out=found, where=below > 0)
    return found


def by_hour(record: Record, scenario: Scenario) -> dict[str, Floats]:
    """Arrays of 168 by name, for the hours of the week of the window; nan where undefined.

    ``<channel>.offered``, ``.answered``, ``.abandoned``: mean number per hour of contacts
    offered in that hour. ``<channel>.mean_wait_s``, ``.delayed_share``, ``.service_level``,
    ``.service_level_offered``: of these contacts. ``<channel>.gave_up``: mean number per hour of
    customers who gave up in that hour, whenever they came. ``<channel>.mean_queue``,
    ``.mean_in_system``: time averages in that hour.
    ``tasks.<desk>.created``, ``.backlog``: mean number per hour; time average.
    ``teams.<team>.staffed``, ``.busy``: time averages of agents.
    """
    rules, window = rules_of(scenario), window_of(record)
    week = Week(window, scenario.clock.start.weekday())
    found: dict[str, Floats] = {}
    queues, later = ids(record.contacts["queue"]), later_waits(record)
    for channel, name in enumerate(rules.channels):
        rows = record.contacts.take(np.flatnonzero(queues == channel))
        found |= _channel(rules, channel, rows, week)
        again = queues[later.row] == channel
        if again.any():
            found[f"{name}.mean_queue"] += week.mean_present(later.start[again], later.end[again])
    tasks = without_updates(record)
    desks = ids(tasks["queue"]) - len(rules.channels)
    for desk, name in enumerate(rules.desks):
        found |= _desk(f"tasks.{name}", tasks.take(np.flatnonzero(desks == desk)), week)
    return found | _teams(record, rules, week)


def _channel(rules: Rules, channel: int, rows: Array, week: Week) -> dict[str, Floats]:
    name, target_s = rules.channels[channel], float(rules.target_s[channel])
    rows = rows[joined(rows)]
    opened, answered = floats(rows["opened_at"]), floats(rows["answered_at"])
    stop = week.window.stop
    gone = np.fmin(rows["ended_at"], stop)
    until = np.fmin(answered, gone)
    measured = week.window.holds(opened)
    wait = until - opened
    was_answered = answered == answered
    gave_up = ~was_answered & (rows["state"] == ABANDONED)
    in_time = was_answered & (wait <= target_s)
    without = gave_up | ~was_answered & (rows["state"] == ANSWERED_BY_PEERS)

    def of(chosen: Array) -> Floats:
        return week.counts(opened[measured & chosen])

    offered, answers = of(wait == wait), of(was_answered)
    waits = week.counts(opened[measured], wait[measured])
    targeted = offered if target_s == target_s else np.zeros(HOURS_OF_WEEK)
    too_soon, shortly = (
        of(without & (wait <= s)) for s in (target_s, rules.short_abandon_s[channel])
    )
    served = level(rules.counts[channel], targeted, answers, of(in_time), too_soon, shortly)
    left = gone[rows["state"] == ABANDONED]
    return {
        f"{name}.offered": week.per_hour(offered),
        f"{name}.answered": week.per_hour(answers),
        f"{name}.abandoned": week.per_hour(of(gave_up)),
        f"{name}.mean_wait_s": ratio(waits, offered),
        f"{name}.delayed_share": ratio(of(wait > 0.0), offered),
        f"{name}.service_level": ratio(*served),
        f"{name}.service_level_offered": ratio(of(in_time), targeted),
        f"{name}.gave_up": week.per_hour(week.counts(left[week.window.holds(left)])),
        f"{name}.mean_queue": week.mean_present(opened, until),
        f"{name}.mean_in_system": week.mean_present(opened, gone),
    }


def _desk(prefix: str, rows: Array, week: Week) -> dict[str, Floats]:
    opened = floats(rows["opened_at"])
    kept = rows["state"] != LOST
    ended = np.fmin(rows["ended_at"], week.window.stop)
    created = week.counts(opened[week.window.holds(opened)])
    return {
        f"{prefix}.created": week.per_hour(created),
        f"{prefix}.backlog": week.mean_present(opened[kept], ended[kept]),
    }


def _teams(record: Record, rules: Rules, week: Week) -> dict[str, Floats]:
    team: Ids = ids(record.agents["team"])[record.spells["agent"]]
    found: dict[str, Floats] = {}
    for at, name in enumerate(rules.teams):
        for kind, word in ((ON_DUTY, "staffed"), (BUSY, "busy")):
            rows = record.spells[(team == at) & (record.spells["kind"] == kind)]
            found[f"teams.{name}.{word}"] = week.mean_present(rows["start"], rows["end"])
    return found
