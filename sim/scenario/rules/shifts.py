"""Shifts of a team and their shapes, by groups of agents who work alike.

A shift is one contiguous span of a pattern's calendar, or of a seat's time in a head count; a
span longer than a day counts as a shift for each of its dates (which begins with the end of a
break over midnight), without going off duty in between.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from sim.codes import PAUSE_RULES
from sim.scenario.model.teams import Break, HeadCount, Shift, Shrinkage
from sim.scenario.values.calendars import Calendar
from sim.time_units import DAY

Array = npt.NDArray[Any]
Spans = list[tuple[float, float]]


class Hours(Protocol):
    """Calendars over some time from the clock's start on."""

    def spans(self, calendar: Calendar) -> Spans:
        """Open spans in seconds, ascending, contiguous ones joined."""
        ...


class Staff(Protocol):
    """The part of a team that tells who is planned when."""

    @property
    def head_count(self) -> tuple[HeadCount, ...] | None: ...
    @property
    def shifts(self) -> tuple[Shift, ...] | None: ...
    @property
    def shrinkage(self) -> Shrinkage: ...
    @property
    def when_busy(self) -> str: ...


class Rest(NamedTuple):
    """A break relative to the start of its shift, in seconds; ``rule``: when the agent is busy."""

    start: float
    end: float
    paid: bool
    rule: int


@dataclass(frozen=True)
class Shape:
    """A shift relative to its start: its length and its breaks.

    ``beyond``: for how long the agent stays on after it, in shifts that follow at once (a day
    at most).
    """

    length: float
    breaks: tuple[Rest, ...]
    beyond: float = 0.0

    def free(self) -> Spans:
        """The shift without its breaks."""
        cuts = [0.0, *(cut for rest in self.breaks for cut in rest[:2]), self.length]
        return list(zip(cuts[::2], cuts[1::2], strict=True))

    def paid_s(self) -> float:
        """Length without unpaid breaks."""
        return sum(end - start for start, end in self.paid())

    def free_s(self) -> float:
        """Length without any break."""
        return sum(end - start for start, end in self.free())

    def block_s(self, shrinkage: Shrinkage) -> float:
        """Length of a block of shrinkage: as stated, or all there is if that is less."""
        return min(shrinkage.block_s, self.free_s())

    def paid(self) -> Spans:
        """The shift without its unpaid breaks."""
        rests = [rest for rest in self.breaks if not rest.paid]
        return Shape(self.length, tuple(rests)).free()

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


def blocks_begin(u: Array, number: Array, free_s: Array | float, block_s: Array | float) -> Array:
    """Where blocks of shrinkage begin in time outside breaks: shape (shifts, most blocks).

    They lie uniformly over all ways without overlap; ``u``: uniform numbers, one for each.
    ``number``: how many a shift has, shape (shifts, 1); the others lie behind its end.
    """
    which = np.arange(u.shape[1])
    places = np.where(which < number, u, 2.0)
    places.sort(axis=1)
    begin: Array = places * (free_s - number * block_s) + which * block_s
    return begin


class Group(NamedTuple):
    """Agents with the same shifts: how many, their speed, and the starts of shifts by shape.

    ``pattern`` and ``place``, counted on agent by agent, identify a seat to the keyed draws.
    """

    agents: int
    speed: float
    pattern: int
    place: int
    starts: dict[Shape, list[float]]


def is_by_seat(staff: Staff) -> bool:
    """Whether the agents of a head count have pauses, so that each is planned by itself."""
    entries = staff.head_count or ()
    return bool(entries) and (staff.shrinkage.share > 0.0 or any(e.breaks for e in entries))


def groups_of(staff: Staff, hours: Hours) -> list[Group]:
    """The groups of a team with shifts, or the seats of one with a head count."""
    if staff.head_count is None:
        return [
            Group(one.agents, one.speed, number, 0, shapes(hours.spans(one.hours), rests))
            for number, one in enumerate(staff.shifts or ())
            for rests in [rests_of(staff, one.breaks)]
        ]
    with_breaks = [entry for entry in staff.head_count if entry.breaks]
    alike = [entry for entry in staff.head_count if not entry.breaks]
    groups: list[Group] = []
    for agents, spans in seats(alike, hours):
        place = sum(group.agents for group in groups)
        groups.append(Group(agents, 1.0, 0, place, shapes(spans, ())))
    return groups + [
        Group(entry.agents, 1.0, number, 0, shapes(hours.spans(entry.hours), rests))
        for number, entry in enumerate(with_breaks, 1)
        for rests in [rests_of(staff, entry.breaks)]
    ]


def count_steps(entries: Sequence[HeadCount], hours: Hours) -> dict[float, int]:
    """Times at which a head count changes, ascending from 0 s, and the count from then on."""
    change: dict[float, int] = {0.0: 0}
    for entry in entries:
        for start, end in hours.spans(entry.hours):
            change[start] = change.get(start, 0) + entry.agents
            change[end] = change.get(end, 0) - entry.agents
    found, count = {}, 0
    for at in sorted(change):
        count += change[at]
        if change[at] or at == 0.0:
            found[at] = count
    return found


def seats(entries: Sequence[HeadCount], hours: Hours) -> list[tuple[int, Spans]]:
    """When the agents of a head count are planned to be there: the n-th while it is n or more.

    Neighbours who are there alike stand together: how many, and their spans.
    """
    steps = count_steps(entries, hours)
    levels = pairwise(sorted({0, *steps.values()}))
    return [(count - fewer, _at_least(steps, count)) for fewer, count in levels]


def _at_least(steps: dict[float, int], count: int) -> Spans:
    """When a head count that changes in ``steps`` is ``count`` or more."""
    counts = pairwise([(0.0, 0), *steps.items()])
    cuts = [at for (_, before), (at, now) in counts if (before < count) != (now < count)]
    return list(zip(cuts[::2], cuts[1::2], strict=True))


def pause_rule(staff: Staff, when_busy: str | None) -> int:
    """The code of a pause's rule: its own, else the team's."""
    return PAUSE_RULES.index(when_busy or staff.when_busy)


def rests_of(staff: Staff, breaks: tuple[Break, ...]) -> tuple[Rest, ...]:
    """Breaks by time of day."""
    return tuple(
        Rest(one.at_s, one.at_s + one.length_s, one.paid, pause_rule(staff, one.when_busy))
        for one in breaks
    )


def shapes(spans: Spans, rests: tuple[Rest, ...]) -> dict[Shape, list[float]]:
    """Starts of the shifts in ``spans``, by shape; ``rests``: breaks by time of day."""
    found: dict[Shape, list[float]] = {}
    for begin, last in spans:
        for start, end in by_day(begin, last, rests):
            beyond = min(last - end, DAY)
            shape = Shape(end - start, rests_in(start, end, rests), beyond)
            found.setdefault(shape, []).append(start)
    return found


def by_day(start: float, end: float, rests: tuple[Rest, ...]) -> Spans:
    """A span longer than a day cut at midnights, or at the end of a break over midnight."""
    after = max([0.0, *(rest.end - DAY for rest in rests)])
    pieces: Spans = []
    while end - start > DAY:
        cut = ((start - after) // DAY + 1.0) * DAY + after
        pieces.append((start, cut))
        start = cut
    return [*pieces, (start, end)]


def rests_in(start: float, end: float, rests: tuple[Rest, ...]) -> tuple[Rest, ...]:
    """The breaks that a shift contains whole, relative to its start, ascending."""
    first, last = int(start // DAY), int(end // DAY)
    found = [
        rest._replace(start=day * DAY + rest.start - start, end=day * DAY + rest.end - start)
        for day in range(first, last + 1)
        for rest in rests
    ]
    return tuple(sorted(one for one in found if one.start >= 0.0 and one.end <= end - start))
