"""From whatever goes wrong to a sentence on standard error and an exit code."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable

import click

DONE, FAILED, WRONG, STOPPED = 0, 1, 2, 130
DEBUG = "SUPPORTSIM_DEBUG"


def exit_code(command: Callable[[], object]) -> int:
    """Run the command; a user's mistake gives 2, a failure 1, Ctrl-C 130.

    An integer that the command returns is its exit code.
    """
    try:
        result = command()
        sys.stdout.flush()
        return result if isinstance(result, int) else DONE
    except BrokenPipeError:
        _close_stdout()
        return FAILED
    except SystemExit as error:  # click's and rich's answer to a broken pipe
        _close_stdout()
        return error.code if isinstance(error.code, int) else FAILED
    except Exception as error:
        if os.environ.get(DEBUG):
            traceback.print_exc()
        return _explained(error)
    except KeyboardInterrupt:
        return _stopped()


def _explained(error: Exception) -> int:
    if isinstance(error, click.Abort):
        return _stopped()
    if isinstance(error, click.ClickException):
        error.show()
        return error.exit_code
    from sim.experiment.errors import RequestError, ResultsError, WorkerError
    from sim.scenario.problems import ScenarioError, one_line

    if isinstance(error, ScenarioError):
        click.echo(str(error), err=True)
        return WRONG
    if isinstance(error, RequestError | ResultsError):
        for line in f"Error: {error}".splitlines():  # quotes what the user wrote
            click.echo(one_line(line), err=True)
        return WRONG
    if isinstance(error, WorkerError):
        click.echo(f"Error: {error}", err=True)
    elif isinstance(error, MemoryError):
        click.echo("Error: out of memory; try fewer --workers or a smaller scenario", err=True)
    elif isinstance(error, OSError):
        click.echo(f"Error: {_about_file(error)}", err=True)
    else:
        click.echo(
            f"Error: {type(error).__name__}: {error}\n"
            f"This is a fault of supportsim; with {DEBUG}=1 it shows where.",
            err=True,
        )
    return FAILED


def _about_file(error: OSError) -> str:
    reason = error.strerror or str(error)
    return f"{error.filename}: {reason}" if error.filename else reason


def _stopped() -> int:
    click.echo("\nStopped; no results were written.", err=True)
    return STOPPED


def _close_stdout() -> None:
    """The reader has gone: let nothing be flushed to it at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
