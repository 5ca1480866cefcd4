"""Shifts of a pattern and their shapes.

A shift is one contiguous span of the pattern's calendar; a span longer than a day counts as a
shift for each of its dates, without going off duty in between.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.chance.hours import DAY, Hours, Spans
from sim.chance.staff import Staff
from sim.scenario.model import Break, Shift, Shrinkage


@dataclass(frozen=True)
class Shape:
    """A shift relative to its start: its length and its breaks (start, end, paid)."""

    length: float
    breaks: tuple[tuple[float, float, bool], ...]

    def free(self) -> Spans:
        """The shift without its breaks."""
        cuts = [0.0, *(cut for start, end, _ in self.breaks for cut in (start, end)), self.length]
        return list(zip(cuts[::2], cuts[1::2], strict=True))

    def paid_s(self) -> float:
        """Length without unpaid breaks."""
        return self.length - sum(end - start for start, end, paid in self.breaks if not paid)

    def free_s(self) -> float:
        """Length without any break."""
        return sum(end - start for start, end in self.free())

    def available_share(self, shrinkage: Shrinkage) -> float:
        """Expected share of the time outside breaks in which a present agent is available."""
        free = self.free_s()
        return max(0.0, 1.0 - shrinkage.share * self.paid_s() / free) if free > 0.0 else 0.0


Starts = list[dict[Shape, list[float]]]
"""For each pattern of a team the starts of its shifts, by shape."""


def shapes(hours: Hours, pattern: Shift) -> dict[Shape, list[float]]:
    """Starts of the shifts of a pattern, by shape."""
    found: dict[Shape, list[float]] = {}
    for start, end in by_day(hours.spans(pattern.hours)):
        breaks = breaks_in(start, end, pattern.breaks)
        found.setdefault(Shape(end - start, breaks), []).append(start)
    return found


def by_day(spans: Spans) -> Spans:
    """Spans longer than a day cut at midnights."""
    pieces: Spans = []
    for start, end in spans:
        while end - start > DAY:
            midnight = (start // DAY + 1.0) * DAY
            pieces.append((start, midnight))
            start = midnight
        pieces.append((start, end))
    return pieces


def breaks_in(
    start: float, end: float, breaks: tuple[Break, ...]
) -> tuple[tuple[float, float, bool], ...]:
    """The breaks that a shift contains whole, relative to its start, ascending."""
    first, last = int(start // DAY), int(end // DAY)
    found = [
        (day * DAY + rest.at_s - start, day * DAY + rest.at_s + rest.length_s - start, rest.paid)
        for day in range(first, last + 1)
        for rest in breaks
    ]
    return tuple(sorted(one for one in found if one[0] >= 0.0 and one[1] <= end - start))


def shapes_of(staff: Staff, hours: Hours) -> Starts:
    """For each pattern of a team the starts of its shifts, by shape."""
    return [shapes(hours, pattern) for pattern in staff.shifts]
