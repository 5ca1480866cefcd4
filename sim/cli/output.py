"""Where the results of an experiment go: a folder, standard output, standard error."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from sim.cli.failures import ENDED, STOPPED, Ended
from sim.cli.terminal import Progress, say

if TYPE_CHECKING:
    from sim.cli.options import Output
    from sim.experiment.folders.drafts import Draft
    from sim.experiment.results import CompareResult, RunResult
    from sim.scenario import Problem

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)
KEPT = "what is finished is kept, and the same command goes on from there"


def listen(quiet: bool) -> None:
    """Let what the program has to say while it works come out on standard error."""
    import logging

    class Speaker(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            say(record.getMessage(), err=True)

    log = logging.getLogger("sim")
    log.handlers[:] = [Speaker()]
    log.propagate = False
    log.setLevel(logging.ERROR if quiet else logging.WARNING)


def warn(problems: Iterable[Problem]) -> None:
    """Show what is legal but looks wrong, each thing once."""
    for line in dict.fromkeys(str(problem) for problem in problems):
        say(line, err=True)


class Stopped(click.ClickException):
    """Ctrl-C with something worth saying."""

    exit_code = STOPPED

    def show(self, file: IO[Any] | None = None) -> None:
        """A sentence."""
        click.echo(f"\nStopped; {self.message}", file=file)


class StoppedByOthers(Stopped):
    """The same after SIGTERM."""

    exit_code = ENDED


@contextmanager
def drafted(out: Path, no_save: bool, needed: bool = False) -> Iterator[Draft | None]:
    """A results folder in the making, or None; tells at once when it cannot be written.

    When the work is interrupted or fails, it says whether the same command will go on.
    ``needed``: whether the command cannot do without a folder.
    """
    if no_save:
        yield None
        return
    from sim.experiment.folders.drafts import Draft

    draft = Draft(out)
    try:
        with ExitStack() as stack:
            try:
                stack.enter_context(draft)
            except OSError as error:
                raise unwritable(out, error, needed) from None
            yield draft
    except KeyboardInterrupt as stop:
        if draft.kept:
            stopped = StoppedByOthers if isinstance(stop, Ended) else Stopped
            raise stopped(f"{KEPT}.") from None
        raise
    except OSError as error:
        if number_of(error) not in NO_ROOM:
            raise
        told = unwritable(out, error, needed).message
        raise click.ClickException(f"{told}; {KEPT}" if draft.kept else told) from None


def check_folder(output: Output, records: bool = False) -> None:
    """See that there is to be a folder if anything has to be kept. Raises click.UsageError."""
    asked = {"--records": records, "--report": output.report, "--open": output.opens}
    for option, is_asked in {**asked, "--watch": output.watches}.items():
        if output.no_save and is_asked:
            raise click.UsageError(f"{option} needs a folder: leave out --no-save")
    if output.watches and output.as_json:
        raise click.UsageError("--watch shows a page: leave out --json")


def finish(result: RunResult | CompareResult, draft: Draft | None, output: Output) -> Path | None:
    """Save, print and say where the results are; they are printed even if saving fails.

    Returns the page of the report, if there is one.
    """
    from sim import api
    from sim.report.terminal.console import console
    from sim.report.terminal.tables import print_result

    place: Path | None = None
    failure: click.ClickException | None = None
    if draft is not None:
        try:
            with Progress(output.quiet, "charts") as progress:
                place = api.save(result, draft=draft, progress=progress)
        except OSError as error:
            failure = unwritable(draft.out, error)
    if output.as_json:
        say(result.to_json())
    else:
        print_result(result, console())
    if not output.quiet:
        _tell_notes(result)
        _tell_undefined(result)
    if failure is not None:
        raise failure
    if place is not None:
        say(f"Results: {place}", err=output.as_json)
        if output.reported:
            say(f"Report: {place / 'report.html'}", err=output.as_json)
            return place / "report.html"
    return None


def _tell_notes(result: RunResult | CompareResult) -> None:
    """What is doubtful about the numbers, with the variants of which it was said."""
    said: dict[str, list[str]] = {}
    for name, run in result.runs.items():
        for note in run.notes:
            said.setdefault(note, []).append(name)
    for note, names in said.items():
        variants = "" if len(names) == len(result.runs) else f" ({', '.join(names)})"
        say(f"note: {note}{variants}", err=True)


def _tell_undefined(result: RunResult | CompareResult) -> None:
    """Say which means leave out replications, since the measure was undefined in these."""
    missing: dict[str, int] = {}
    for run in result.runs.values():
        for name, count in run.sample.undefined().items():
            missing[name] = max(count, missing.get(name, 0))
    if missing:
        name, count = next(iter(missing.items()))
        others = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        say(
            f"note: {name} is undefined in {count} of {result.replications} replications"
            f"{others}; such means are those of the other replications",
            err=True,
        )


def number_of(error: OSError) -> int:
    """The system's number of an error, 0 if none is known; Arrow tells it in its text only."""
    found = re.search(r"\[errno (\d+)\]", str(error), re.IGNORECASE)
    return error.errno or (int(found[1]) if found else 0)


def unwritable(out: Path, error: OSError, needed: bool = False) -> click.ClickException:
    """The sentence for a folder that cannot be written (no right to, or the disk is full)."""
    number = number_of(error)
    reason = os.strerror(number) if number else str(error)
    skip = "" if needed else ", or leave it out with --no-save"
    return click.ClickException(
        f"the results folder in {out} cannot be written ({reason}); choose another with --out{skip}"
    )
