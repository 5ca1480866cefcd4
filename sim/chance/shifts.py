"""Rostered shifts: who is at work when, after breaks, shrinkage and absence.

Absence and shrinkage belong to (team, pattern, seat, date): nothing else changes them. A shift
is one contiguous span of the pattern's calendar; a span longer than a day counts as a shift
for each of its dates, without going off duty in between.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.chance import keys
from sim.chance.hours import DAY, Hours, Spans
from sim.chance.presence import Stretches, stretches, together
from sim.draws.arrays import grid_array
from sim.draws.quantiles import SUB
from sim.draws.threefry import threefry, threefry_array, uniform_array
from sim.scenario.model import Absence, Break, Shift, Shrinkage, Team
from sim.words import ABSENT, BREAK, UNAVAILABLE, WORK

Array = npt.NDArray[Any]

U_ABSENT, U_BLOCKS = 1, 2
"""Purposes of the draws about a seat."""


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


@dataclass(frozen=True)
class Seats:
    """The seats of a pattern: their numbers within the team, and their keys (two words)."""

    numbers: Array
    key0: Array
    key1: Array


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


def shape_table(team: Team, hours: Hours) -> list[dict[Shape, Array]]:
    """For each pattern of a team the starts of its shifts, by shape."""
    return [
        {shape: np.array(starts) for shape, starts in shapes(hours, pattern).items()}
        for pattern in team.shifts or ()
    ]


def rostered(
    team: Team, name: str, table: list[dict[Shape, Array]], first: date, root: keys.Key
) -> Stretches:
    """All stretches of a rostered team; agents are numbered pattern by pattern, seat by seat.

    ``table``: see ``shape_table``; ``first``: the date on which the clock starts.
    """
    key = keys.named(root, name, keys.OF_TEAM)
    parts = []
    before = 0
    for number, (pattern, starts_of) in enumerate(zip(team.shifts or (), table, strict=True)):
        places = np.arange(pattern.agents)
        pattern_key = threefry(*key, number, keys.OF_SEAT)
        seats = Seats(before + places, *threefry_array(*pattern_key, places, keys.OF_SEAT))
        before += pattern.agents
        for shape, starts in starts_of.items():
            parts.append(worked(shape, starts, seats, team.absence, team.shrinkage, first))
    return together(parts)


def worked(
    shape: Shape,
    starts: Array,
    seats: Seats,
    absence: Absence,
    shrinkage: Shrinkage,
    first: date,
) -> Stretches:
    """What becomes of shifts of one shape, for every seat and start."""
    rows = np.arange(len(seats.numbers) * len(starts))
    seat, shift = np.divmod(rows, len(starts))
    start, agent = starts[shift], seats.numbers[seat]
    days = first.toordinal() + (start // DAY).astype(np.int64)
    key0, key1 = seats.key0[seat], seats.key1[seat]
    present = np.ones(len(rows), bool)
    if absence.share > 0.0:
        present = uniform_array(key0, key1, U_ABSENT, days) >= absence.share
    parts = [_missed(shape, start[~present], agent[~present], absence.paid)]
    agent, start = agent[present], start[present]
    parts += [
        stretches(agent, BREAK, paid, start + begin, start + end)
        for begin, end, paid in shape.breaks
    ]
    # The minute in which a shift begins tells the shifts of a date apart.
    minute = days[present] * 1440 + (start % DAY // 60.0).astype(np.int64)
    seat_keys = (key0[present], key1[present])
    for chosen, blocks in _blocks(shape, shrinkage, seat_keys, minute):
        parts += _around(shape, start[chosen], agent[chosen], blocks, shrinkage.block_s)
    return together(parts)


def _missed(shape: Shape, start: Array, agent: Array, paid: bool) -> Stretches:
    """Absence: the whole shift but the unpaid breaks."""
    kept = [(begin, end) for begin, end, is_paid in shape.breaks if is_paid]
    return together(
        [stretches(agent, ABSENT, paid, start + a, start + b) for a, b in shape.free() + kept]
    )


def _blocks(
    shape: Shape, shrinkage: Shrinkage, seat_keys: tuple[Array, Array], minute: Array
) -> list[tuple[Array, Array]]:
    """Rows of shifts with equally many blocks, and where these begin: shape (rows, blocks).

    Beginnings count the time outside breaks. The number of blocks has the expected value that
    makes up the share of paid time, and they lie at random without overlap.
    """
    count = len(minute)
    rows = np.arange(count)
    free = shape.free_s()
    if shrinkage.share == 0.0 or shrinkage.block_s == 0.0 or count == 0:
        return [(rows, np.zeros((count, 0)))]
    wanted = shrinkage.share * shape.paid_s() / shrinkage.block_s
    wanted = min(wanted, float(free // shrinkage.block_s))
    fewest = int(wanted)
    counters = U_BLOCKS + SUB * np.arange(fewest + 2)
    key0, key1, when = (np.repeat(word, len(counters)) for word in (*seat_keys, minute))
    u = uniform_array(key0, key1, np.tile(counters, count), when).reshape(count, -1)
    more = u[:, 0] < wanted - fewest
    found = []
    for number, chosen in ((fewest, rows[~more]), (fewest + 1, rows[more])):
        places = np.sort(u[chosen, 1 : number + 1], axis=1)
        found.append((chosen, _spread(places, number, free, shrinkage.block_s)))
    return found


def _spread(places: Array, number: int, free: float, block_s: float) -> Array:
    """Beginnings of blocks from sorted uniform places: uniform over all ways without overlap."""
    return places * (free - number * block_s) + np.arange(number) * block_s


def _around(
    shape: Shape, start: Array, agent: Array, blocks: Array, block_s: float
) -> list[Stretches]:
    """Work and unavailability of shifts with the given blocks, interrupted by the breaks."""
    parts = []
    rows = len(blocks)
    free = shape.free_s()
    left = np.hstack([np.zeros((rows, 1)), blocks + block_s])
    right = np.hstack([blocks, np.full((rows, 1), free)])
    before = 0.0
    for begin, end in shape.free():
        upto = before + end - begin
        shift = start[:, None] + (begin - before)
        on, off = np.maximum(left, before), np.minimum(right, upto)
        first, last = (on == 0.0) & (begin == 0.0), (off == free) & (end == shape.length)
        parts.append(_grid(WORK, agent, shift, on, off, first, last))
        on, off = np.maximum(right[:, :-1], before), np.minimum(left[:, 1:], upto)
        no = np.zeros(on.shape, bool)
        parts.append(_grid(UNAVAILABLE, agent, shift, on, off, no, no))
        before = upto
    return parts


def _grid(
    kind: int, agent: Array, shift: Array, on: Array, off: Array, first: Array, last: Array
) -> Stretches:
    """Paid stretches from arrays with a row for each shift, relative to ``shift``."""
    agents = np.repeat(agent, on.shape[1])
    start, end = grid_array((shift + on).ravel()), grid_array((shift + off).ravel())
    return stretches(agents, kind, True, start, end, first.ravel(), last.ravel())
