"""Where the results of an experiment go: a folder, standard output, standard error."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from rich.console import Console

    from sim.experiment.folder import Draft
    from sim.experiment.results import CompareResult, RunResult
    from sim.scenario import Problem

Result = TypeVar("Result", bound="RunResult | CompareResult")


def listen(quiet: bool) -> None:
    """Let what the program has to say while it works come out on standard error."""
    import logging

    class Speaker(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            click.echo(record.getMessage(), err=True)

    log = logging.getLogger("sim")
    log.handlers[:] = [Speaker()]
    log.propagate = False
    log.setLevel(logging.ERROR if quiet else logging.WARNING)


def warn(problems: Iterable[Problem]) -> None:
    """Show what is legal but looks wrong, each thing once."""
    for line in dict.fromkeys(str(problem) for problem in problems):
        click.echo(line, err=True)


@contextmanager
def drafted(out: Path, no_save: bool) -> Iterator[Draft | None]:
    """A results folder in the making, or None; tells at once when it cannot be written."""
    from sim.experiment.folder import Draft

    with ExitStack() as stack:
        try:
            draft = None if no_save else stack.enter_context(Draft(out))
        except OSError as error:
            raise _unwritable(out, error) from None
        yield draft


def finish(
    result: Result,
    draft: Draft | None,
    as_json: bool,
    quiet: bool,
    table: Callable[[Result, Console], None],
) -> None:
    """Save, print and say where the results are; they are printed even if saving fails."""
    from sim.report.tables import console

    place: Path | None = None
    failure: click.ClickException | None = None
    if draft is not None:
        try:
            place = draft.publish(result)
        except OSError as error:
            failure = _unwritable(draft.out, error)
    if as_json:
        click.echo(result.to_json())
    else:
        table(result, console())
    if not quiet:
        _tell_notes(result)
        _tell_undefined(result)
    if failure is not None:
        raise failure
    if place is not None:
        click.echo(f"Results: {place}", err=as_json)


def _tell_notes(result: RunResult | CompareResult) -> None:
    """What is doubtful about the numbers, with the variants of which it was said."""
    said: dict[str, list[str]] = {}
    for name, run in result.runs.items():
        for note in run.notes:
            said.setdefault(note, []).append(name)
    for note, names in said.items():
        variants = "" if len(names) == len(result.runs) else f" ({', '.join(names)})"
        click.echo(f"note: {note}{variants}", err=True)


def _tell_undefined(result: RunResult | CompareResult) -> None:
    """Say which means leave out replications, since the measure was undefined in these."""
    missing: dict[str, int] = {}
    for run in result.runs.values():
        for name, count in run.sample.undefined().items():
            missing[name] = max(count, missing.get(name, 0))
    if missing:
        name, count = next(iter(missing.items()))
        others = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        click.echo(
            f"note: {name} is undefined in {count} of {result.replications} replications"
            f"{others}; such means are those of the other replications",
            err=True,
        )


def _unwritable(out: Path, error: OSError) -> click.ClickException:
    reason = error.strerror or str(error)
    return click.ClickException(
        f"the results folder in {out} cannot be written ({reason}); "
        "choose another with --out, or leave it out with --no-save"
    )
