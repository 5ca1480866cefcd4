"""What a command shows on the terminal: what it says, and how far an experiment is.

Names and texts come from files of others: what would steer the terminal is shown instead.
"""

from __future__ import annotations

import io
import sys
from time import monotonic

import click

from sim.time_units import MINUTE
from sim.visible import visible

SILENT_S = 2.0
"""Shorter experiments show nothing."""


def say(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Print a text; ``err``: on standard error; ``nl``: with a line break after it."""
    click.echo(visible(text), err=err, nl=nl)


def complain(error: click.ClickException) -> None:
    """Say what click has to say of a mistake."""
    told = io.StringIO()
    error.show(file=told)
    say(told.getvalue(), err=True, nl=False)


class Progress:
    """Call it with the number of things done and to do, 0 where nobody knows.

    As a context it wipes its line at the end.
    Shows something only on a terminal's standard error, and nothing at all when ``quiet``.
    """

    def __init__(self, quiet: bool = False, things: str = "replications") -> None:
        self.things = things
        self.shows = not quiet and sys.stderr.isatty()
        self.start = monotonic()
        self.before: int | None = None
        self.width = 0

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self.width:
            sys.stderr.write("\r" + " " * self.width + "\r")
            sys.stderr.flush()

    def __call__(self, done: int, total: int) -> None:
        if self.before is None:
            self.before = done
        elapsed_s = monotonic() - self.start
        if not self.shows or elapsed_s < SILENT_S:
            return
        line = told(done, total, elapsed_s, self.before, self.things)
        sys.stderr.write("\r" + line.ljust(self.width))
        sys.stderr.flush()
        self.width = max(self.width, len(line))


def told(
    done: int, total: int, elapsed_s: float, before: int = 0, things: str = "replications"
) -> str:
    """``12 of 100 replications, 8.0 per second, 11 s left``; ``before``: done in earlier tries."""
    rate = (done - before) / elapsed_s
    if rate <= 0.0:
        return f"{done} of {total} {things}" if total else f"{done} {things}"
    if total == 0:
        return f"{done} {things}, {rate:.1f} per second"
    left_s = (total - done) / rate
    left = f"{left_s:.0f} s" if left_s < 90 else f"{left_s / MINUTE:.0f} min"
    return f"{done} of {total} {things}, {rate:.3g} per second, {left} left"
