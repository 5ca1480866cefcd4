"""Ways to do many independent pieces of work: here, in processes, or on a Dask cluster.

A piece's result depends on the piece alone, so every way gives the same results; only the
order in which they come differs, and each comes with its position.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")

CHUNK_S = 0.2
"""Work handed over at a time: long enough to hide the hand-over, short enough to share well."""

WEIGHT = 0.3
"""Of the last chunk, in the estimate of a piece's time."""


class Executor(Protocol):
    """A way to do pieces of work."""

    def execute(
        self,
        work: Callable[[T], R],
        tasks: Sequence[T],
        chunk_s: float = CHUNK_S,
        together: int = 1,
    ) -> Generator[tuple[int, R], None, None]:
        """Yield (position, ``work(task)``) for every task, in the order in which they finish.

        ``work`` may have to be picklable. ``chunk_s``: about how much work to hand over at a
        time; so many results are lost at most when a worker is. ``together``: runs of so many
        tasks have much in common and are handed to one worker where that is possible. Raises
        what ``work`` raises, and WorkerError. Closing the iterator ends the work.
        """
        ...


@dataclass(frozen=True)
class Serial:
    """Does everything here, one after the other."""

    def execute(
        self,
        work: Callable[[T], R],
        tasks: Sequence[T],
        chunk_s: float = CHUNK_S,
        together: int = 1,
    ) -> Generator[tuple[int, R], None, None]:
        """See ``Executor``."""
        for at, task in enumerate(tasks):
            yield at, work(task)


class Chunks:
    """Hands out runs of positions, sized by how long the last ones took.

    Towards the end they get smaller, so that nobody waits long for the last one.
    """

    def __init__(
        self, positions: range, workers: int, chunk_s: float, together: int, each_s: float
    ) -> None:
        self.next, self.end = positions.start, positions.stop
        self.workers, self.chunk_s, self.together = workers, chunk_s, together
        self.each_s = each_s
        """A guess of a piece's time; 0 while nothing is known."""

    def take(self) -> range | None:
        """The next positions; None when all are taken."""
        left = self.end - self.next
        if left <= 0:
            return None
        wanted = int(self.chunk_s / self.each_s) if self.each_s > 0.0 else 1
        size = max(1, min(wanted, left // (4 * self.workers)))
        rest = self.together - self.next % self.together
        if size >= rest:
            size = rest + (size - rest) // self.together * self.together
        taken = range(self.next, min(self.next + size, self.end))
        self.next = taken.stop
        return taken

    def took(self, pieces: int, seconds: float) -> None:
        """Learn from a chunk that is done."""
        last = seconds / pieces
        self.each_s = last if self.each_s <= 0.0 else self.each_s + WEIGHT * (last - self.each_s)


def cores() -> int:
    """Cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
