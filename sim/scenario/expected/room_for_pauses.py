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

from sim.codes import PUT_ASIDE, SHORTEN
from sim.scenario.model.teams import Shrinkage
from sim.scenario.rules.shifts import Shape, blocks_begin

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


class JobClass(NamedTuple):
    """A class of jobs: how often, and mean and squared coefficient of variation of their length."""

    weight: float
    mean_s: float
    scv: float


class Jobs(NamedTuple):
    """Pieces of work of a team: classes, one at least; the share of the work that may be put down
    for a pause (deferred work); and how many an agent has in hand at once."""

    classes: tuple[JobClass, ...]
    deferred: float
    hands: int = 1

    @property
    def mean_s(self) -> float:
        """Mean length."""
        weights = sum(one.weight for one in self.classes)
        return sum(one.weight * one.mean_s for one in self.classes) / weights


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
    taken = _taken(shape.length + shape.beyond, planned_at, jobs, even)
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
    at = blocks_begin(even(examples, most), number[:, None], shape.free_s(), block_s)
    pieces: list[tuple[Array, Array, Array]] = []
    before = 0.0
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


def _taken(last: float, rests: _Rests, jobs: Jobs, even: _Even) -> Array:
    """Seconds of pauses taken by somebody busy from the start of a shift on, until ``last``."""
    now, total = np.zeros(len(rests.start)), np.zeros(len(rests.start))
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
    """When the last of the pieces of work ends that are in hand at ``start``, begun ``now``."""
    first = jobs.classes[0]
    if len(jobs.classes) == 1 and first.scv <= 0.0:
        steps: Array = np.ceil((start - now) / first.mean_s)
        return now + steps * first.mean_s
    last = start
    for _ in range(jobs.hands):
        last = np.maximum(last, _end(now, start, jobs, even))
    return last


def _end(now: Array, start: Array, jobs: Jobs, even: _Even) -> Array:
    """When the piece of work ends that is in one hand at ``start``, the first one begun ``now``."""
    ends = now.copy()
    # Long after: what is met is a long piece, and any moment of it (renewal theory).
    far = start - now > FORGOTTEN * max(one.mean_s for one in jobs.classes)
    ends[far] = start[far] + even(int(far.sum())) * _lengths(jobs, even, int(far.sum()), True)
    while (early := np.flatnonzero(ends < start)).size:
        ends[early] += _lengths(jobs, even, len(early))
    return ends


def _lengths(jobs: Jobs, even: _Even, count: int, met: bool = False) -> Array:
    """Lengths of work; ``met``: as found at a moment, not as begun."""
    if len(jobs.classes) == 1:
        return _of_class(jobs.classes[0], even, count, met)
    weights = np.array([one.weight * (one.mean_s if met else 1.0) for one in jobs.classes])
    bounds = np.cumsum(weights / weights.sum())[:-1]
    which = np.searchsorted(bounds, even(count), side="right")
    lengths = np.empty(count)
    for place in np.unique(which).tolist():
        chosen = which == place
        lengths[chosen] = _of_class(jobs.classes[place], even, int(chosen.sum()), met)
    return lengths


def _of_class(job_class: JobClass, even: _Even, count: int, met: bool) -> Array:
    """Lengths of one class: constant, exponential or log-normal."""
    if job_class.scv <= 0.0:
        return np.full(count, job_class.mean_s)
    u = even(count)
    if abs(job_class.scv - 1.0) < 1e-6:
        found: Array = -job_class.mean_s * (np.log(u * even(count)) if met else np.log(u))
        return found
    spread = math.log1p(job_class.scv)
    normal = np.sqrt(-2.0 * np.log(u)) * np.cos(2.0 * np.pi * even(count))
    lengths: Array = job_class.mean_s * np.exp(
        (0.5 if met else -0.5) * spread + math.sqrt(spread) * normal
    )
    return lengths
