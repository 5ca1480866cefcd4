"""Agents' time by team: planned and paid, present, busy; and what they did in it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.codes import (
    ABSENT,
    BREAK,
    BUSY,
    LATE,
    NOT_TAKEN,
    ON_DUTY,
    PAID_BREAK,
    SHRINKAGE,
    SPELL_KINDS,
    UNAVAILABLE,
    UNPAID_BREAK,
    WORK,
)
from sim.kpi.contacts import Contacts
from sim.kpi.rules import Rules
from sim.kpi.tasks import Tasks
from sim.kpi.value import Value, Values
from sim.kpi.window import Floats, Window, chunks, floats, ids, total
from sim.record import Record
from sim.record.pieces import last_pieces
from sim.time_units import HOUR


@dataclass(frozen=True)
class Time:
    """Seconds within the window, by team.

    planned: (team, kind of duty, paid); late_paid: past the planned end and paid; unpaid_breaks,
    paid_breaks, shrinkage: pauses as taken. begun, not_taken: pauses planned to begin in the
    window, and those of them not taken (numbers). in_hand: seconds of all pieces of work, of
    which several may go on at a time.
    """

    busy: Floats
    in_hand: Floats
    staffed: Floats
    late: Floats
    unpaid_breaks: Floats
    paid_breaks: Floats
    shrinkage: Floats
    planned: Floats
    late_paid: Floats
    begun: Floats
    not_taken: Floats

    @property
    def paid(self) -> Floats:
        """Planned paid time (idle time included) and paid time past the planned end."""
        seconds: Floats = self.planned_paid + self.late_paid
        return seconds

    @property
    def planned_paid(self) -> Floats:
        """Planned paid time, unpaid absence and unpaid breaks left out."""
        seconds: Floats = self.planned[:, :, 1].sum(1)
        return seconds

    @property
    def outside(self) -> Floats:
        """On duty outside of planned presence: after a shift, or a fall of the head count."""
        present = self.planned[:, [WORK, BREAK, UNAVAILABLE]].sum((1, 2))
        pauses = self.unpaid_breaks + self.paid_breaks + self.shrinkage
        seconds: Floats = self.staffed + pauses - present
        return seconds

    @property
    def worked_unpaid(self) -> Floats:
        """Unpaid breaks of those present worked through, less those taken later."""
        seconds: Floats = self.planned[:, BREAK, 0] - self.unpaid_breaks
        return seconds


def time_of(record: Record, rules: Rules, window: Window) -> Time:
    """Agents' time of a record by team."""
    n = len(rules.teams)
    spent, planned = np.zeros(len(SPELL_KINDS) * n), np.zeros(n * 4 * 2)
    begun, not_taken = np.zeros(n), np.zeros(n)
    team_of = ids(record.agents["team"])
    for rows in chunks(record.spells):
        team, kind, start = team_of[rows["agent"]], ids(rows["kind"]), floats(rows["start"])
        seconds = window.overlap(start, floats(rows["end"]))
        spent += total(kind * n + team, seconds, len(spent))
        not_taken += total(team, window.holds(start) & (kind == NOT_TAKEN), n)
    for rows in chunks(record.duty):
        team, kind, start = ids(rows["team"]), ids(rows["kind"]), floats(rows["start"])
        seconds = window.overlap(start, floats(rows["end"]))
        planned += total((team * 4 + kind) * 2 + rows["paid"], seconds, len(planned))
        is_pause = (kind == BREAK) | (kind == UNAVAILABLE)
        begun += total(team, window.holds(start) & is_pause, n)
    of_kind = spent.reshape(len(SPELL_KINDS), n)
    pays = np.array([team.overtime != "unpaid" for team in rules.scenario.teams.values()])
    return Time(
        busy=of_kind[BUSY],
        in_hand=_in_hand(record, rules, window, of_kind[BUSY]),
        staffed=of_kind[ON_DUTY],
        late=of_kind[LATE],
        unpaid_breaks=of_kind[UNPAID_BREAK],
        paid_breaks=of_kind[PAID_BREAK],
        shrinkage=of_kind[SHRINKAGE],
        planned=planned.reshape(n, 4, 2),
        late_paid=of_kind[LATE] * pays,
        begun=begun,
        not_taken=not_taken,
    )


def _in_hand(record: Record, rules: Rules, window: Window, busy: Floats) -> Floats:
    """Seconds of all pieces of work by team: as long as busy, where one is done at a time."""
    if not (rules.concurrency > 1).any():
        return busy
    seconds, team_of = np.zeros(len(busy)), ids(record.agents["team"])
    own = (last_pieces(rows) for jobs in (record.contacts, record.tasks) for rows in chunks(jobs))
    for pieces in (record.pieces, *own):
        until = np.fmin(pieces["end"], window.stop)
        overlap = window.overlap(pieces["start"], until)
        seconds += total(team_of[pieces["agent"]], overlap, len(seconds))
    return np.where(rules.concurrency > 1, seconds, busy)


def by_team(
    time: Time, contacts: Contacts, tasks: Tasks, rules: Rules, window: Window
) -> list[Values]:
    """The measures of each team."""
    planned = time.planned.sum(2)
    columns = (
        time.busy,
        time.staffed,
        time.late,
        time.paid,
        time.outside - time.late_paid,
        planned[:, ABSENT],
        time.shrinkage,
        time.planned_paid - time.planned[:, ABSENT, 1],
        time.unpaid_breaks + time.paid_breaks,
        time.worked_unpaid,
        time.not_taken,
        time.begun,
        time.in_hand,
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
    unpaid_late: float,
    absent: float,
    shrinkage: float,
    paid_present: float,
    breaks: float,
    worked_unpaid: float,
    not_taken: float,
    pauses: float,
    in_hand: float,
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
        f"{prefix}.overtime_unpaid_h": Value(unpaid_late / HOUR),
        f"{prefix}.absent_h": Value(absent / HOUR),
        f"{prefix}.shrinkage_h": Value(shrinkage / HOUR),
        f"{prefix}.shrinkage_share": Value(shrinkage, paid_present),
        f"{prefix}.breaks_h": Value(breaks / HOUR),
        f"{prefix}.breaks_worked_unpaid_h": Value(worked_unpaid / HOUR),
        f"{prefix}.pauses_not_taken": Value(not_taken),
        f"{prefix}.pauses_not_taken_share": Value(not_taken, pauses),
        f"{prefix}.mean_busy": Value(busy, length_s),
        f"{prefix}.mean_staffed": Value(staffed, length_s),
        f"{prefix}.mean_contacts_in_hand": Value(in_hand, length_s),
        f"{prefix}.concurrency_when_busy": Value(in_hand, busy),
        f"{prefix}.contacts": Value(contacts),
        f"{prefix}.tasks": Value(tasks),
        f"{prefix}.asa_s": Value(wait_s, contacts),
        f"{prefix}.service_level_answered": Value(in_time, targeted),
        f"{prefix}.mean_handle_s": Value(handle_s, handled),
    }
