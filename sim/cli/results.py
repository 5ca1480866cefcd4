"""Commands on results folders: ``table``, ``report``, ``rerun``."""

from __future__ import annotations

from pathlib import Path

import click

from sim.cli import options
from sim.cli.failures import DONE, FAILED
from sim.cli.options import RESULTS, Sharing
from sim.cli.output import listen
from sim.cli.terminal import Progress, say


def _meant(_context: click.Context, _argument: click.Parameter, folder: str | None) -> str:
    """The folder that is named, else the newest one, which is told."""
    if folder is not None:
        return folder
    from sim.experiment.folders.newest import newest

    found = newest(Path(RESULTS))
    say(f"The newest results: {found}", err=True)
    return str(found)


_folder = click.argument("folder", metavar="[FOLDER]", required=False, callback=_meant)


@click.command(
    short_help="Print the tables of a results folder.",
    epilog="""\b
Examples:
  supportsim table results/phone-queue-as_is-1
  supportsim table results/phone-queue-as_is-1 --xlsx phone-queue.xlsx
""",
)
@_folder
@click.option("--json", "as_json", is_flag=True, help="Print estimates as JSON, nothing else.")
@click.option(
    "--xlsx",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a workbook with a sheet for each table instead of printing.",
)
def table(folder: str, as_json: bool, xlsx: Path | None) -> None:
    """Print what the command that made a results folder has printed, without running again.

    FOLDER: the newest one below results/ unless named.
    """
    from sim import api
    from sim.report.terminal.console import console
    from sim.report.terminal.sweep import print_sweep
    from sim.report.terminal.tables import print_result

    saved = api.open_results(folder)
    if xlsx is not None:
        say(f"Written: {api.export(saved, xlsx)}")
    elif saved.command == "sweep":
        if as_json:
            say(saved.estimates.to_json(orient="records"))
        else:
            print_sweep(saved, console())
    else:
        result = api.rebuild(saved)
        if as_json:
            say(result.to_json())
        else:
            print_result(result, console())


@click.command(
    short_help="Make the report of a results folder again.",
    epilog="""\b
Examples:
  supportsim report results/phone-queue-as_is-1
  supportsim report results/weekend-staffing-sweep-1
""",
)
@_folder
@click.option(
    "--sensitivity",
    metavar="FOLDER",
    multiple=True,
    help="Show in a comparison's report what `sensitivity --report` has found, too. Repeatable.",
)
def report(folder: str, sensitivity: tuple[str, ...]) -> None:
    """Make the report of a results folder from what it keeps, without running again.

    A run or comparison has to be done with --report for this; the folder of a sweep holds all
    that is needed. FOLDER: the newest one below results/ unless named.
    """
    from sim import api

    with Progress(things="charts") as progress:
        page = api.report(folder, sensitivity=sensitivity, progress=progress)
    say(f"Report: {page}")


@click.command(
    short_help="Do an experiment again and compare every byte.",
    epilog="""\b
Example:
  supportsim rerun results/phone-queue-as_is-1
""",
)
@_folder
@click.option(
    "--rules",
    metavar="FILE",
    multiple=True,
    help="The rules of a user's own under which it was done, if it was. Repeatable.",
)
@options.sharing
def rerun(
    folder: str,
    rules: tuple[str, ...],
    sharing: Sharing,
    quiet: bool,
) -> int:
    """Do the experiment of a results folder again, and say whether every byte is the same.

    The exit code is 1 if not. The folder itself is left as it is. FOLDER: the newest one
    below results/ unless named.
    """
    from sim import api

    listen(quiet)
    with Progress(quiet) as progress:
        different = api.rerun(
            folder,
            **sharing,
            progress=progress,
            rules=rules,
        )
    if different:
        say(f"Not the same: {', '.join(different)}")
        return FAILED
    say("The same bytes.")
    return DONE
