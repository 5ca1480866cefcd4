"""The one way in which commands say something, on standard output or standard error.

Names and texts come from files of others: what would steer the terminal is shown instead.
"""

from __future__ import annotations

import io

import click

from sim.visible import visible


def say(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Print a text; ``err``: on standard error; ``nl``: with a line break after it."""
    click.echo(visible(text), err=err, nl=nl)


def complain(error: click.ClickException) -> None:
    """Say what click has to say of a mistake."""
    told = io.StringIO()
    error.show(file=told)
    say(told.getvalue(), err=True, nl=False)
