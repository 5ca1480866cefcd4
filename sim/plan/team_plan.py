"""The plan of one team: who is at work when, absent, on a break; and its supply of time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.codes import (
    BREAK,
    FEWER,
    MORE,
    PAID_BREAK,
    PAUSE,
    PRESENCE_BEGINS,
    PRESENCE_ENDS,
    SEAT,
    SHIFT,
    SHRINKAGE,
    UNPAID_BREAK,
)
from sim.floor.tables import empty
from sim.plan import keys
from sim.plan.doors import in_order, moment_rows
from sim.plan.headcount import presence, steps
from sim.plan.hours import Hours
from sim.plan.presence import Spells, Stays, stays_and_pauses
from sim.plan.shift_table import shift_table
from sim.plan.staff import Staff
from sim.plan.working import rostered
from sim.record.record import DUTY
from sim.scenario.rules.shifts import Group, groups_of, is_by_seat

Array = npt.NDArray[Any]
Steps = tuple[Array, Array]


@dataclass(frozen=True)
class TeamRoster:
    """What is planned about one team; agents are numbered within it.

    ``duty``: rows (``sim.record.record.DUTY``, the team left 0) by agent and time. ``moments``:
    rows of the floor's table, about agents or, with a head count whose agents have no pauses,
    about the team (0). ``pauses``: rows of the floor's table by agent and time.
    """

    duty: Array
    moments: Array
    pauses: Array

    @property
    def nbytes(self) -> int:
        """Bytes held."""
        return int(self.duty.nbytes + self.moments.nbytes + self.pauses.nbytes)


class TeamPlanner:
    """Plans a team, replication by replication; what they share is worked out once.

    ``steady``: whether all replications have the same plan.
    """

    def __init__(self, staff: Staff, hours: Hours) -> None:
        self._staff, self._hours = staff, hours
        self.steady = staff.steady
        self._steps: Steps | None = None
        if staff.head_count is not None and not is_by_seat(staff):
            times, counts = self._steps = steps(staff.head_count, hours)
            self.speeds: tuple[float, ...] = (1.0,) * int(counts.max(initial=0))
            self.supply = _accumulated(times, counts.astype(float), hours.stop_s)
        else:
            groups = groups_of(staff, hours)
            self.speeds = tuple(group.speed for group in groups for _ in range(group.agents))
            self._shifts = shift_table(groups, staff.shrinkage, hours.start)
            self.supply = expected_supply(staff, groups, hours.stop_s)

    @property
    def by_count(self) -> bool:
        """Whether the team is staffed by a head count whose agents are all alike."""
        return self._steps is not None

    def plan(self, root: keys.Key) -> TeamRoster:
        """The team's roster in the replication with the key ``root``."""
        stop_s = self._hours.stop_s
        if self._steps is not None:
            planned = presence(*self._steps, stop_s)
            return TeamRoster(_duty(planned), count_moments(*self._steps), empty("pauses", 0))
        planned = rostered(self._staff, self._shifts, root)
        what = SEAT if is_by_seat(self._staff) else SHIFT
        stays, pauses, stay_end = stays_and_pauses(planned)
        moments = presence_moments(stays, pauses, stop_s, what)
        return TeamRoster(_duty(planned), moments, pause_rows(pauses, stay_end))


def expected_supply(staff: Staff, groups: list[Group], stop_s: float) -> Steps:
    """Planned agent seconds of a team of ``groups``, less the expected absence and shrinkage."""
    change: dict[float, float] = {0.0: 0.0}
    for group in groups:
        for shape, starts in group.starts.items():
            share = (1.0 - staff.absence.share) * shape.available_share(staff.shrinkage)
            for start in starts:
                for begin, end in shape.free():
                    for at, sign in ((start + begin, 1.0), (start + end, -1.0)):
                        change[at] = change.get(at, 0.0) + sign * group.agents * share
    times = sorted(at for at in change if at < stop_s)
    rates = np.cumsum([change[at] for at in times])
    return _accumulated(np.array(times), rates, stop_s)


def _accumulated(times: Array, rates: Array, stop_s: float) -> Steps:
    ends = np.append(times, stop_s)
    return ends, np.append(0.0, np.cumsum(rates * np.diff(ends)))


def count_moments(times: Array, counts: Array) -> Array:
    """Changes of a team's head count; the count before the start is 0."""
    rises = np.diff(np.append(0, counts))
    more, fewer = rises > 0, rises < 0
    return np.concatenate(
        [
            moment_rows(times[more], MORE, 0, counts[more]),
            moment_rows(times[fewer], FEWER, 0, counts[fewer]),
        ]
    )


def presence_moments(stays: Stays, pauses: Spells, stop_s: float, what: int) -> Array:
    """When agents come and go (``what``: SHIFT or SEAT) and when their pauses begin."""
    goes = stays.end < stop_s
    rows = np.concatenate(
        [
            moment_rows(stays.start, PRESENCE_BEGINS, stays.agent, what),
            moment_rows(stays.end[goes], PRESENCE_ENDS, stays.agent[goes], what),
            moment_rows(pauses.start, PRESENCE_ENDS, pauses.agent, PAUSE),
        ]
    )
    return in_order(rows.take(np.argsort(rows["id"], kind="stable")))


def pause_rows(pauses: Spells, stay_end: Array) -> Array:
    """The pauses, each with the end of the agent's stay that it lies in."""
    rows = empty("pauses", len(pauses.agent))
    broken = np.where(pauses.paid, PAID_BREAK, UNPAID_BREAK)
    rows["agent"], rows["rule"] = pauses.agent, pauses.rule
    rows["kind"] = np.where(pauses.kind == BREAK, broken, SHRINKAGE)
    rows["start"], rows["end"] = pauses.start, pauses.end
    rows["shift_end"] = stay_end
    return rows


def _duty(planned: Spells) -> Array:
    """Rows of duty, the team left 0."""
    rows = np.zeros(len(planned.agent), DUTY)
    rows["agent"] = planned.agent
    rows["kind"], rows["paid"] = planned.kind, planned.paid
    rows["start"], rows["end"] = planned.start, planned.end
    return rows
