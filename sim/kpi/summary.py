"""What charts need of a record, small enough to keep for every replication: pairs of sums."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.codes import ANSWER, CONTAINED, DENIED, GAVE_UP
from sim.kpi.by_hour import Week, by_hour
from sim.kpi.issues import Issues, judged
from sim.kpi.rules import Rules, rules_of
from sim.kpi.window import Floats, Mask, Window, count, floats, ids, window_of
from sim.kpi.without_need import measured_needs
from sim.record import Record
from sim.record.joined import joined
from sim.scenario.model import Scenario
from sim.time_units import HOUR, HOURS_OF_WEEK, MINUTE

RESOLUTION_S: Floats = np.round(MINUTE * np.logspace(0.0, 5.0, 151), 6)
"""Times to resolution at which the share of unmet needs is taken: a minute to ten weeks. Rounded,
as powers differ between processors in the last bit, and many times are just one of these."""
WAITS_S: Floats = np.round(np.logspace(0.0, 6.5, 157), 6)
"""Waits at which the share of those still waiting is taken: a second to five weeks."""
LATENESS_H: Floats = np.arange(-168.0, 337.0)
"""Hours after the promised time at which the share of met needs is taken."""

BLOCK_H = 3
"""At night too few needs arise in an hour to tell how long they take."""

FUNNEL = ("need", "in_queue", "answered", "met", "one_contact", "first_contact")
"""Measured issues: all; with a contact that joined a queue; answered by a person; met; met with
one attempt (answers to questions aside); met with one attempt, no task and no second round. Each is
part of the one before."""
ENDS = ("first_contact", "one_contact", "more_contacts", "denied", "given_up", "lost", "open")
"""How measured issues end, each in one way: met in the first contact, else met with one attempt,
else met; denied; given up; of the unmet rest those of which a task got lost; still open."""


class Pair(NamedTuple):
    """Sums of one replication, element by element; what is charted is their quotient."""

    numerator: Floats
    denominator: Floats


Summary = dict[str, Pair]


def summarise(record: Record, scenario: Scenario) -> Summary:
    """The summary of a record, by name; arrays of 168 run over the week, Monday 00:00 first.

    ``week.needs``: needs per hour. ``week.met_h``: hours until met (unmet: the cap), by the
    ``BLOCK_H`` hours in which the need arose (an array of 56). ``week.offered``,
    ``week.staffed``, ``week.waiting``, ``week.backlog``: contacts per hour, agents on duty,
    contacts waiting and tasks not done, in all. ``week.staffed.<team>``: of a team;
    ``week.occupancy.<team>``: busy ÷ on duty.
    ``resolution``: share of measured issues not met by ``RESOLUTION_S``. ``waits.<channel>``:
    share of offered contacts that waited longer than ``WAITS_S`` (to the answer, or to giving
    up). ``lateness``: share of promises due in the window that were met by ``LATENESS_H``.
    ``funnel``, ``ends``: shares of measured issues, see ``FUNNEL`` and ``ENDS``.
    """
    rules, window = rules_of(scenario), window_of(record)
    issues = judged(record, rules, window)
    week = Week(window, scenario.clock.start.weekday())
    found = _issues(record, rules, issues, week)
    found |= _week(by_hour(record, scenario), rules)
    found |= _waits(record, rules, window)
    found["lateness"] = _lateness(record, window)
    return found


def _issues(record: Record, rules: Rules, issues: Issues, week: Week) -> Summary:
    chosen = measured_needs(record, rules, issues)
    opened = floats(issues.opened_at[chosen])
    limit_s = issues.limit_s if np.isfinite(issues.limit_s) else week.window.stop
    time = issues.met_at[chosen] - opened
    met = time <= limit_s
    hours = np.where(met, time, limit_s) / HOUR
    n = float(len(opened))
    by_time = np.sort(time[met])
    unmet = n - np.searchsorted(by_time, RESOLUTION_S, "right")
    needs = week.counts(opened)
    funnel, ends = _outcomes(record, rules, issues, met)
    return {
        "week.needs": Pair(needs * HOUR, week.seconds),
        "week.met_h": Pair(_blocks(week.counts(opened, hours)), _blocks(needs)),
        "resolution": _of(unmet, n),
        "funnel": _of(funnel, n),
        "ends": _of(ends, n),
    }


def _blocks(by_hour: Floats) -> Floats:
    sums: Floats = by_hour.reshape(-1, BLOCK_H).sum(1)
    return sums


def _outcomes(record: Record, rules: Rules, issues: Issues, met: Mask) -> tuple[Floats, Floats]:
    """Counts for ``FUNNEL`` and ``ENDS``; ``met``: by measured issue with a need."""
    contacts, n = record.contacts, len(record.issues)
    chosen = measured_needs(record, rules, issues)
    rows, judged_at = record.issues[chosen], issues.judged_at[chosen]
    issue = ids(contacts["issue"])
    by_then = contacts["opened_at"] <= issues.judged_at[issue]
    made = count(issue[by_then & (contacts["reason"] != ANSWER)], n)[chosen]
    got_in = joined(contacts) | (contacts["state"] == CONTAINED)
    queued = count(issue[by_then & got_in], n)[chosen] > 0
    answered = queued & (rows["acknowledged_at"] <= judged_at)
    met = met & answered
    one = met & (made == 1)
    first = one & (rows["tasks"] == 0) & (rows["round"] == 0)
    closed = rows["closed_at"] <= judged_at
    denied = ~met & closed & (rows["state"] == DENIED)
    gave_up = ~met & closed & (rows["state"] == GAVE_UP)
    left = ~met & ~denied & ~gave_up
    lost = left & (rows["lost_tasks"] > 0)
    everyone = np.ones(len(rows), bool)
    funnel = (everyone, queued, answered, met, one, first)
    ends = (first, one & ~first, met & ~one, denied, gave_up, lost, left & ~lost)
    return _counts(funnel), _counts(ends)


def _counts(masks: tuple[Mask, ...]) -> Floats:
    return np.array([np.count_nonzero(mask) for mask in masks], np.float64)


def _week(hourly: dict[str, Floats], rules: Rules) -> Summary:
    def total(names: list[str]) -> Floats:
        return (
            np.sum([hourly[name] for name in names], axis=0) if names else np.zeros(HOURS_OF_WEEK)
        )

    found = {
        "week.offered": total([f"{name}.offered" for name in rules.channels]),
        "week.waiting": total([f"{name}.mean_queue" for name in rules.channels]),
        "week.backlog": total([f"tasks.{name}.backlog" for name in rules.desks]),
        "week.staffed": total([f"teams.{name}.staffed" for name in rules.teams]),
    }
    found |= {f"week.staffed.{name}": hourly[f"teams.{name}.staffed"] for name in rules.teams}
    pairs = {name: _mean(values) for name, values in found.items()}
    for name in rules.teams:
        busy, staffed = (hourly[f"teams.{name}.{word}"] for word in ("busy", "staffed"))
        pairs[f"week.occupancy.{name}"] = Pair(np.nan_to_num(busy), np.nan_to_num(staffed))
    return pairs


def _waits(record: Record, rules: Rules, window: Window) -> Summary:
    """As the measures take them: of contacts opened in the window, cut at the end of the run."""
    rows = record.contacts
    rows = rows[window.holds(rows["opened_at"])]
    rows = rows[joined(rows)]
    until = np.fmin(np.fmin(rows["answered_at"], rows["ended_at"]), window.stop)
    wait, queue = until - rows["opened_at"], rows["queue"]
    found = {}
    for channel, name in enumerate(rules.channels):
        sample = np.sort(wait[queue == channel])
        longer = len(sample) - np.searchsorted(sample, WAITS_S, "right")
        found[f"waits.{name}"] = _of(longer, float(len(sample)))
    return found


def _lateness(record: Record, window: Window) -> Pair:
    promised = floats(record.contacts["promised_at"])
    said = np.flatnonzero(window.holds(promised))
    met_at = record.issues["met_at"][record.contacts["issue"][said]]
    late = np.sort((met_at - promised[said]) / HOUR)  # nan, never met, comes last
    return _of(np.searchsorted(late, LATENESS_H, "right"), float(len(said)))


def _of(counts: npt.ArrayLike, n: float) -> Pair:
    shares = np.asarray(counts, np.float64)
    return Pair(shares, np.full(len(shares), n))


def _mean(values: Floats) -> Pair:
    """Values that are averaged over replications, where they are defined."""
    return Pair(np.nan_to_num(values), np.isfinite(values).astype(np.float64))
