"""A line on the terminal that says how far an experiment is."""

from __future__ import annotations

import sys
from time import monotonic

SILENT_S = 2.0
"""Shorter experiments show nothing."""


class Progress:
    """Call it with the replications done and to do; as a context it wipes its line at the end.

    Shows something only on a terminal's standard error, and nothing at all when ``quiet``.
    """

    def __init__(self, quiet: bool = False) -> None:
        self.shows = not quiet and sys.stderr.isatty()
        self.start = monotonic()
        self.width = 0

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self.width:
            sys.stderr.write("\r" + " " * self.width + "\r")
            sys.stderr.flush()

    def __call__(self, done: int, total: int) -> None:
        elapsed_s = monotonic() - self.start
        if not self.shows or elapsed_s < SILENT_S:
            return
        line = told(done, total, elapsed_s)
        sys.stderr.write("\r" + line.ljust(self.width))
        sys.stderr.flush()
        self.width = max(self.width, len(line))


def told(done: int, total: int, elapsed_s: float) -> str:
    """``12 of 100 replications, 8.0 per second, 11 s left``."""
    rate = done / elapsed_s
    left_s = (total - done) / rate
    left = f"{left_s:.0f} s" if left_s < 90 else f"{left_s / 60:.0f} min"
    return f"{done} of {total} replications, {rate:.3g} per second, {left} left"
