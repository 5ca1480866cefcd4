"""Where the results of an experiment go: a folder, standard output, standard error."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click

from sim.cli.failures import ENDED, STOPPED, Ended
from sim.cli.progress import Progress
from sim.cli.saying import say
from sim.durable import write_whole

if TYPE_CHECKING:
    from rich.console import Console

    from sim.experiment.conditions import Digest, OnRecord
    from sim.experiment.drafts import Draft
    from sim.experiment.results import CompareResult, RunResult
    from sim.scenario import Problem, ScenarioFile

Result = TypeVar("Result", bound="RunResult | CompareResult")
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
    from sim.experiment.drafts import Draft

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
            kind = StoppedByOthers if isinstance(stop, Ended) else Stopped
            raise kind(f"{KEPT}.") from None
        raise
    except OSError as error:
        if number_of(error) not in NO_ROOM:
            raise
        told = unwritable(out, error, needed).message
        raise click.ClickException(f"{told}; {KEPT}" if draft.kept else told) from None


class Keeper:
    """Takes what has to be kept of each record: the record itself, what a report shows, or both."""

    def __init__(
        self,
        draft: Draft | None,
        file: ScenarioFile,
        *,
        records: bool = False,
        report: bool = False,
    ) -> None:
        if draft is None and (records or report):
            option = "--records" if records else "--report"
            raise click.UsageError(f"{option} needs a folder: leave out --no-save")
        self.draft, self.file = draft, file
        self.records, self.watch = records, None
        if draft is not None and report:
            from sim.experiment.watch import Watch

            self.watch = Watch(draft.seen)

    @property
    def keeps(self) -> tuple[str, ...]:
        """Names of what is kept."""
        return ("records",) * self.records + ("report",) * (self.watch is not None)

    @property
    def on_record(self) -> OnRecord | None:
        """Itself, if there is anything to keep."""
        return self if self.keeps else None

    @property
    def digest(self) -> Digest | None:
        """What it wants to be handed of records; None for the records themselves."""
        if self.watch is None:
            return None
        from sim.experiment.watch import glimpse, glimpse_and_record

        return glimpse_and_record if self.records else glimpse

    def __call__(self, variant: str, replication: int, seen: Any) -> None:
        if self.records and self.draft is not None:
            record = seen if self.watch is None else seen.record
            self.draft.save_record(variant, replication, record)
        if self.watch is not None:
            self.watch(variant, replication, seen)

    def write(self, result: RunResult | CompareResult, quiet: bool) -> None:
        """Write the report, if there is to be one, into the folder in the making."""
        if self.watch is None or self.draft is None:
            return
        from sim.report import gather, to_json, write_report

        seen = self.watch.seen(result.runs, result.replications)
        data = gather(result, seen, self.file)
        write_whole(self.draft.path / "report.json", to_json(data) + "\n")
        with Progress(quiet, "charts") as progress:
            write_report(data, self.draft.path, progress)


def finish(
    result: Result,
    draft: Draft | None,
    keeper: Keeper,
    as_json: bool,
    quiet: bool,
    table: Callable[[Result, Console], None],
) -> None:
    """Save, print and say where the results are; they are printed even if saving fails."""
    from sim.report.terminal.results import console

    place: Path | None = None
    failure: click.ClickException | None = None
    if draft is not None:
        try:
            from sim.experiment.folder import publish

            keeper.write(result, quiet)
            place = publish(draft, result)
        except OSError as error:
            failure = unwritable(draft.out, error)
    if as_json:
        say(result.to_json())
    else:
        table(result, console())
    if not quiet:
        _tell_notes(result)
        _tell_undefined(result)
    if failure is not None:
        raise failure
    if place is not None:
        say(f"Results: {place}", err=as_json)
        if keeper.watch is not None:
            say(f"Report: {place / 'report.html'}", err=as_json)


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
