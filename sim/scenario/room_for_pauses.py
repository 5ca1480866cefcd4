"""How much of its breaks and shrinkage a team takes that is busy all the time.

A pause waits for what is in hand, so long work leaves some no room before the shift ends. The
expectation is worked out on fixed examples of a shift: the same on every machine.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.scenario.shifts import Shape
from sim.scenario.teams import Shrinkage
from sim.scenario.units import DAY
from sim.words import PUT_ASIDE, SHORTEN

Array = npt.NDArray[Any]

EXAMPLES = 4096
"""Examples of a shift, or of all shapes of a team's together: the expected hours at work are
right to about 0.1 %."""
FEWEST = 128
"""Examples of each shape where there are many."""
MOST_BLOCKS = 64
"""Blocks of an example; more of them in a shift are reckoned as so many longer ones."""
FORGOTTEN = 6.0
"""Mean lengths of work after which the beginning of the shift no longer shows."""


class Jobs(NamedTuple):
    """Pieces of work of a team: mean, squared coefficient of variation of their length, and the
    share that may be put down for a pause (deferred work)."""

    mean_s: float
    scv: float
    deferred: float


class Pauses(NamedTuple):
    """Expected seconds of a shift's pauses: planned, and taken by whoever is always busy."""

    planned_s: float
    taken_s: float


@lru_cache(4096)
def pauses_of(
    shape: Shape, shrinkage: Shrinkage, rule: int, jobs: Jobs | None, shapes: int = 1
) -> Pauses:
    """What becomes of the pauses of a shift; ``rule``: the code of the shrinkage's.

    Without ``jobs`` all are taken. ``shapes``: how many the team has.
    """
    rests = sum(rest.end - rest.start for rest in shape.breaks)
    planned = rests + shape.blocks(shrinkage) * shape.block_s(shrinkage)
    if jobs is None or planned == 0.0 or not 0.0 < jobs.mean_s < math.inf:
        return Pauses(planned, planned)
    even, examples = _Even(), max(FEWEST, EXAMPLES // shapes)
    planned_at = _planned(shape, shrinkage, rule, even, examples)
    taken = _taken(shape.length, planned_at, jobs, even)
    return Pauses(planned, float(taken.mean()))


class _Even:
    """Numbers in (0, 1) without pattern, the same in every run (SplitMix64; Steele et al. 2014)."""

    def __init__(self) -> None:
        self._count = 0

    def __call__(self, *size: int) -> Array:
        """The next numbers, as an array of the shape ``size``."""
        first, self._count = self._count + 1, self._count + math.prod(size)
        word = np.arange(first, self._count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        word = (word ^ (word >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        word = (word ^ (word >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        word ^= word >> np.uint64(31)
        return (((word >> np.uint64(11)) + 0.5) / 2.0**53).reshape(size)


class _Rests(NamedTuple):
    """Pauses of the examples by planned start: shape (examples, pauses); some have no length."""

    start: Array
    length: Array
    rule: Array


def _planned(shape: Shape, shrinkage: Shrinkage, rule: int, even: _Even, examples: int) -> _Rests:
    """The breaks and, anywhere in the time outside of them and cut by them, blocks."""
    together = max(1.0, shape.blocks(shrinkage) / MOST_BLOCKS)
    wanted, block_s = shape.blocks(shrinkage) / together, shape.block_s(shrinkage) * together
    most = math.ceil(wanted)
    number = int(wanted) + (np.arange(examples) + 0.5 < (wanted - int(wanted)) * examples)
    places = np.where(np.arange(most) < number[:, None], even(examples, most), 2.0)
    places.sort(axis=1)
    at = places * (shape.free_s() - number[:, None] * block_s) + np.arange(most) * block_s
    pieces, before = [], 0.0
    for begin, end in shape.free():
        low = np.maximum(at, before)
        high = np.minimum(at + block_s, before + end - begin)
        pieces.append((low - before + begin, np.maximum(high - low, 0.0), np.full(at.shape, rule)))
        before += end - begin
    for rest in shape.breaks:
        one = np.ones((examples, 1))
        pieces.append((rest.start * one, (rest.end - rest.start) * one, rest.rule * one))
    start, length, rules = (np.hstack(part) for part in zip(*pieces, strict=True))
    order = np.argsort(start, axis=1, kind="stable")
    return _Rests(*(np.take_along_axis(part, order, 1) for part in (start, length, rules)))


def _taken(shift_s: float, rests: _Rests, jobs: Jobs, even: _Even) -> Array:
    """Seconds of pauses taken by somebody who is busy from the start of a shift on."""
    now, total = np.zeros(len(rests.start)), np.zeros(len(rests.start))
    last = math.inf if shift_s >= DAY else shift_s
    for start, length, rule in zip(*(part.T for part in rests), strict=True):
        waits = (start > now) & (length > 0.0)
        puts_down = waits & (rule == PUT_ASIDE) & (even(len(now)) < jobs.deferred)
        now[puts_down] = start[puts_down]
        waits &= ~puts_down
        now[waits] = _ends(now[waits], start[waits], jobs, even)
        end = np.where(rule == SHORTEN, start + length, now + length)
        room = (length > 0.0) & (now < end) & (end <= last)
        total[room] += (end - now)[room]
        now[room] = end[room]
    return total


def _ends(now: Array, start: Array, jobs: Jobs, even: _Even) -> Array:
    """When the pieces of work end that are in hand at ``start``, the first ones begun ``now``."""
    if jobs.scv <= 0.0:
        steps: Array = np.ceil((start - now) / jobs.mean_s)
        return now + steps * jobs.mean_s
    ends = now.copy()
    # Long after: what is met is a long piece, and any moment of it (renewal theory).
    far = start - now > FORGOTTEN * jobs.mean_s
    ends[far] = start[far] + even(int(far.sum())) * _lengths(jobs, even, int(far.sum()), True)
    while (early := np.flatnonzero(ends < start)).size:
        ends[early] += _lengths(jobs, even, len(early))
    return ends


def _lengths(jobs: Jobs, even: _Even, count: int, met: bool = False) -> Array:
    """Lengths of work, exponential or log-normal; ``met``: as found at a moment, not as begun."""
    u = even(count)
    if abs(jobs.scv - 1.0) < 1e-6:
        found: Array = -jobs.mean_s * (np.log(u * even(count)) if met else np.log(u))
        return found
    spread = math.log1p(jobs.scv)
    normal = np.sqrt(-2.0 * np.log(u)) * np.cos(2.0 * np.pi * even(count))
    lengths: Array = jobs.mean_s * np.exp(
        (0.5 if met else -0.5) * spread + math.sqrt(spread) * normal
    )
    return lengths
