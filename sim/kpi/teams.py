"""Agents' time by team: planned and paid, present, busy; and what they did in it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.kpi.contacts import Contacts
from sim.kpi.rules import Rules
from sim.kpi.service import HOUR
from sim.kpi.tasks import Tasks
from sim.kpi.value import Value, Values
from sim.kpi.window import Floats, Window, floats, ids, pieces, total
from sim.record import Record
from sim.words import ABSENT, BUSY, LATE, ON_DUTY, UNAVAILABLE


@dataclass(frozen=True)
class Time:
    """Seconds within the window, by team.

    planned: (team, kind of duty, paid); late_paid: past the planned end and paid.
    """

    busy: Floats
    staffed: Floats
    late: Floats
    planned: Floats
    late_paid: Floats

    @property
    def paid(self) -> Floats:
        """Planned paid time (idle time included) and paid time past the planned end."""
        seconds: Floats = self.planned[:, :, 1].sum(1) + self.late_paid
        return seconds


def time_of(record: Record, rules: Rules, window: Window) -> Time:
    """Agents' time of a record by team."""
    n = len(rules.teams)
    spent, planned = np.zeros(3 * n), np.zeros(n * 4 * 2)
    team_of = ids(record.agents["team"])
    for rows in pieces(record.spells):
        group = ids(rows["kind"])
        group *= n
        group += team_of[rows["agent"]]
        spent += total(group, window.overlap(floats(rows["start"]), floats(rows["end"])), 3 * n)
    for rows in pieces(record.duty):
        group = (ids(rows["team"]) * 4 + rows["kind"]) * 2 + rows["paid"]
        seconds = window.overlap(floats(rows["start"]), floats(rows["end"]))
        planned += total(group, seconds, len(planned))
    by_kind = spent.reshape(3, n)
    pays = np.array([team.overtime != "unpaid" for team in rules.scenario.teams.values()])
    late = by_kind[LATE]
    return Time(by_kind[BUSY], by_kind[ON_DUTY], late, planned.reshape(n, 4, 2), late * pays)


def by_team(
    time: Time, contacts: Contacts, tasks: Tasks, rules: Rules, window: Window
) -> list[Values]:
    """The measures of each team."""
    planned = time.planned.sum(2)
    held = np.where(rules.concurrency > 1, contacts.team_hand_s, time.busy)
    columns = (
        time.busy,
        time.staffed,
        time.late,
        time.paid,
        planned[:, ABSENT],
        planned[:, UNAVAILABLE],
        held,
        contacts.team_contacts,
        contacts.team_wait_s,
        contacts.team_in_time,
        contacts.team_targeted,
        contacts.team_handle_s,
        contacts.team_handled,
        tasks.by_team,
    )
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return [
        _one(f"teams.{name}", window.length_s, *row)
        for name, row in zip(rules.teams, rows, strict=True)
    ]


def _one(
    prefix: str,
    length_s: float,
    busy: float,
    staffed: float,
    late: float,
    paid: float,
    absent: float,
    unavailable: float,
    held: float,
    contacts: float,
    wait_s: float,
    in_time: float,
    targeted: float,
    handle_s: float,
    handled: float,
    tasks: float,
) -> Values:
    return {
        f"{prefix}.occupancy": Value(busy, staffed),
        f"{prefix}.paid_h": Value(paid / HOUR),
        f"{prefix}.staffed_h": Value(staffed / HOUR),
        f"{prefix}.busy_h": Value(busy / HOUR),
        f"{prefix}.overtime_h": Value(late / HOUR),
        f"{prefix}.absent_h": Value(absent / HOUR),
        f"{prefix}.shrinkage_h": Value(unavailable / HOUR),
        f"{prefix}.mean_busy": Value(busy, length_s),
        f"{prefix}.mean_staffed": Value(staffed, length_s),
        f"{prefix}.mean_contacts_in_hand": Value(held, length_s),
        f"{prefix}.concurrency_when_busy": Value(held, busy),
        f"{prefix}.contacts": Value(contacts),
        f"{prefix}.tasks": Value(tasks),
        f"{prefix}.asa_s": Value(wait_s, contacts),
        f"{prefix}.service_level_answered": Value(in_time, targeted),
        f"{prefix}.mean_handle_s": Value(handle_s, handled),
    }
