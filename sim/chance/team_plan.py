"""The plan of one team: who is at work when, absent, on a break; and its supply of time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.chance import keys
from sim.chance.doors import in_order, moment_rows
from sim.chance.headcount import presence, steps
from sim.chance.hours import Hours
from sim.chance.presence import Stretches, at_work
from sim.chance.shift_table import shift_table
from sim.chance.shifts import Starts, shapes_of
from sim.chance.staff import Staff
from sim.chance.working import rostered
from sim.record.record import DUTY
from sim.words import FEWER, MORE, SPAN_END, SPAN_START

Array = npt.NDArray[Any]
Steps = tuple[Array, Array]


@dataclass(frozen=True)
class TeamRoster:
    """What is planned about one team; agents are numbered within it.

    ``duty``: rows (``sim.record.record.DUTY``, the team left 0) by agent and time. ``moments``:
    rows of the floor's table, about agents or, with a head count, about the team (0).
    """

    duty: Array
    moments: Array

    @property
    def nbytes(self) -> int:
        """Bytes held."""
        return int(self.duty.nbytes + self.moments.nbytes)


class TeamPlanner:
    """Plans a team, replication by replication; what they share is worked out once.

    ``steady``: whether all replications have the same plan.
    """

    def __init__(self, staff: Staff, hours: Hours) -> None:
        self._staff, self._hours = staff, hours
        self.steady = staff.steady
        self.speeds, self._steps = self._heads()
        if self._steps is None:
            shapes = shapes_of(staff, hours)
            self._shifts = shift_table(staff, shapes, hours.start)
            self.supply = expected_supply(staff, shapes, hours.stop_s)
        else:
            times, counts = self._steps
            self.supply = _accumulated(times, counts.astype(float), hours.stop_s)

    @property
    def by_count(self) -> bool:
        """Whether the team is staffed by a head count."""
        return self._steps is not None

    def _heads(self) -> tuple[tuple[float, ...], Steps | None]:
        """The speed of each agent, and the steps of a head count."""
        if self._staff.head_count is None:
            patterns = self._staff.shifts
            return tuple(one.speed for one in patterns for _ in range(one.agents)), None
        times, counts = steps(self._staff.head_count, self._hours)
        return (1.0,) * int(counts.max(initial=0)), (times, counts)

    def plan(self, root: keys.Key) -> TeamRoster:
        """The team's roster in the replication with the key ``root``."""
        if self._steps is not None:
            planned = presence(*self._steps, self._hours.stop_s)
            return TeamRoster(_duty(planned), count_moments(*self._steps))
        planned = rostered(self._staff, self._shifts, root)
        return TeamRoster(_duty(planned), span_moments(planned, self._hours.stop_s))


def expected_supply(staff: Staff, by_pattern: Starts, stop_s: float) -> Steps:
    """Planned agent seconds of a rostered team, less the expected absence and shrinkage."""
    change: dict[float, float] = {0.0: 0.0}
    for pattern, starts_of in zip(staff.shifts, by_pattern, strict=True):
        for shape, starts in starts_of.items():
            share = (1.0 - staff.absence.share) * shape.available_share(staff.shrinkage)
            for start in starts:
                for begin, end in shape.free():
                    for at, sign in ((start + begin, 1.0), (start + end, -1.0)):
                        change[at] = change.get(at, 0.0) + sign * pattern.agents * share
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


def span_moments(planned: Stretches, stop_s: float) -> Array:
    """When rostered agents come and go; value 1 at a shift's boundary, 0 at a pause's."""
    work = at_work(planned)
    ends = work.end < stop_s
    return in_order(
        np.concatenate(
            [
                moment_rows(work.start, SPAN_START, work.agent, work.first),
                moment_rows(work.end[ends], SPAN_END, work.agent[ends], work.last[ends]),
            ]
        )
    )


def _duty(planned: Stretches) -> Array:
    """Rows of duty, the team left 0."""
    rows = np.zeros(len(planned.agent), DUTY)
    rows["agent"] = planned.agent
    rows["kind"], rows["paid"] = planned.kind, planned.paid
    rows["start"], rows["end"] = planned.start, planned.end
    return rows
