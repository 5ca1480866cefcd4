"""From whatever goes wrong to a sentence on standard error and an exit code."""

from __future__ import annotations

import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import click

from sim.cli.terminal import complain, say

DONE, FAILED, WRONG, STOPPED, ENDED = 0, 1, 2, 130, 143
DEBUG = "SUPPORTSIM_DEBUG"


def exit_code(command: Callable[[], object]) -> int:
    """Run the command; a user's mistake gives 2, a failure 1, Ctrl-C 130, SIGTERM 143.

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
        return explained(error)
    except KeyboardInterrupt as stop:
        return _stopped(stop)


class Ended(KeyboardInterrupt):
    """Somebody wants the program to end (SIGTERM), which then stops as after Ctrl-C."""


@contextmanager
def ending() -> Iterator[None]:
    """Let SIGTERM end the work in good order, if it is not in other hands already."""
    own = threading.current_thread() is threading.main_thread()
    if not own or signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGTERM, _end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _end(_number: int, _frame: FrameType | None) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # once is enough
    raise Ended


def explained(error: Exception) -> int:
    """Say what went wrong; returns the exit code."""
    if isinstance(error, click.Abort):
        return _stopped(error.__cause__)
    if isinstance(error, click.ClickException):
        complain(error)
        return error.exit_code
    from sim.experiment.errors import RequestError, ResultsError, WorkerError
    from sim.scenario.problems import ScenarioError, one_line

    if isinstance(error, ScenarioError):
        say(str(error), err=True)
        return WRONG
    if isinstance(error, RequestError | ResultsError):
        for line in f"Error: {error}".splitlines():  # quotes what the user wrote
            say(one_line(line), err=True)
        return WRONG
    if isinstance(error, WorkerError):
        say(f"Error: {error}", err=True)
    elif isinstance(error, MemoryError):
        say("Error: out of memory; try fewer --workers or a smaller scenario", err=True)
    elif isinstance(error, OSError):
        say(f"Error: {_about_file(error)}", err=True)
    else:
        say(
            f"Error: {type(error).__name__}: {error}\n"
            f"This is a fault of supportsim; with {DEBUG}=1 it shows where.",
            err=True,
        )
    return FAILED


def _about_file(error: OSError) -> str:
    reason = error.strerror or str(error)
    return f"{error.filename}: {reason}" if error.filename else reason


def _stopped(stop: BaseException | None) -> int:
    say("\nStopped; no results were written.", err=True)
    return ENDED if isinstance(stop, Ended) else STOPPED


def _close_stdout() -> None:
    """The reader has gone: let nothing be flushed to it at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
