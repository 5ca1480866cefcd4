"""Shifts of a team and their shapes, by groups of agents who work alike.

A shift is one contiguous span of a pattern's calendar, or of a seat's time in a head count; a
span longer than a day counts as a shift for each of its dates, without going off duty in
between.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from sim.chance.headcount import seats, steps
from sim.chance.hours import DAY, Hours, Spans
from sim.chance.staff import Staff
from sim.scenario.model import Break, Shrinkage


class Rest(NamedTuple):
    """A break relative to the start of its shift, in seconds; ``rule``: when the agent is busy."""

    start: float
    end: float
    paid: bool
    rule: int


@dataclass(frozen=True)
class Shape:
    """A shift relative to its start: its length and its breaks."""

    length: float
    breaks: tuple[Rest, ...]

    def free(self) -> Spans:
        """The shift without its breaks."""
        cuts = [0.0, *(cut for rest in self.breaks for cut in rest[:2]), self.length]
        return list(zip(cuts[::2], cuts[1::2], strict=True))

    def paid_s(self) -> float:
        """Length without unpaid breaks."""
        return self.length - sum(rest.end - rest.start for rest in self.breaks if not rest.paid)

    def free_s(self) -> float:
        """Length without any break."""
        return sum(end - start for start, end in self.free())

    def block_s(self, shrinkage: Shrinkage) -> float:
        """Length of a block of shrinkage: as stated, or all there is if that is less."""
        return min(shrinkage.block_s, self.free_s())

    def blocks(self, shrinkage: Shrinkage) -> float:
        """Expected number of blocks: what makes up the share of paid time, if there is room."""
        block_s = self.block_s(shrinkage)
        if shrinkage.share == 0.0 or block_s == 0.0:
            return 0.0
        return min(shrinkage.share * self.paid_s() / block_s, float(self.free_s() // block_s))

    def available_share(self, shrinkage: Shrinkage) -> float:
        """Expected share of the time outside breaks in which a present agent is available."""
        free = self.free_s()
        away = self.blocks(shrinkage) * self.block_s(shrinkage)
        return max(0.0, 1.0 - away / free) if free > 0.0 else 0.0


class Group(NamedTuple):
    """Agents with the same shifts: how many, their speed, and the starts of shifts by shape.

    ``pattern`` and ``place``, counted on agent by agent, identify a seat to the keyed draws.
    """

    agents: int
    speed: float
    pattern: int
    place: int
    starts: dict[Shape, list[float]]


def groups_of(staff: Staff, hours: Hours) -> list[Group]:
    """The groups of a team with shifts, or with a head count whose agents have pauses."""
    if not staff.by_seat:
        return [
            Group(one.agents, one.speed, number, 0, shapes(hours.spans(one.hours), rests))
            for number, one in enumerate(staff.shifts)
            for rests in [_rests(staff, one.breaks)]
        ]
    entries = staff.head_count or ()
    alike = tuple(entry for entry in entries if not entry.breaks)
    groups = [
        Group(1, 1.0, 0, place, shapes(spans, ()))
        for place, spans in enumerate(seats(*steps(alike, hours), hours.stop_s))
    ]
    with_breaks = [entry for entry in entries if entry.breaks]
    return groups + [
        Group(entry.agents, 1.0, number, 0, shapes(hours.spans(entry.hours), rests))
        for number, entry in enumerate(with_breaks, 1)
        for rests in [_rests(staff, entry.breaks)]
    ]


def _rests(staff: Staff, breaks: tuple[Break, ...]) -> tuple[Rest, ...]:
    """Breaks by time of day."""
    return tuple(
        Rest(one.at_s, one.at_s + one.length_s, one.paid, staff.rule_of(one.when_busy))
        for one in breaks
    )


def shapes(spans: Spans, rests: tuple[Rest, ...]) -> dict[Shape, list[float]]:
    """Starts of the shifts in ``spans``, by shape; ``rests``: breaks by time of day."""
    found: dict[Shape, list[float]] = {}
    for start, end in by_day(spans):
        found.setdefault(Shape(end - start, rests_in(start, end, rests)), []).append(start)
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


def rests_in(start: float, end: float, rests: tuple[Rest, ...]) -> tuple[Rest, ...]:
    """The breaks that a shift contains whole, relative to its start, ascending."""
    first, last = int(start // DAY), int(end // DAY)
    found = [
        rest._replace(start=day * DAY + rest.start - start, end=day * DAY + rest.end - start)
        for day in range(first, last + 1)
        for rest in rests
    ]
    return tuple(sorted(one for one in found if one.start >= 0.0 and one.end <= end - start))
