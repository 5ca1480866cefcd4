"""``supportsim sweep`` and ``merge``: a scenario at many points."""

from __future__ import annotations

from pathlib import Path

import click

from sim.cli import completing, options
from sim.cli.options import Sharing
from sim.cli.output import drafted, listen
from sim.cli.terminal import Progress, say


@click.command(
    short_help="Try a scenario at many points.",
    epilog="""\b
Examples:
  supportsim sweep scenarios/sweeps/weekend-staffing.yaml --replications 2
  supportsim sweep weekend-staffing --replications 2 --shard 1/4
""",
)
@click.argument("file", metavar="SWEEP", shell_complete=completing.sweep_names)
@click.option("--shard", metavar="I/N", help="Do the I-th of N parts; `merge` joins them.")
@click.option("--report", is_flag=True, help="Write a page too: report.html and charts.")
@options.sweeping("the sweep's, else 20.")
def sweep(
    file: str,
    shard: str | None,
    report: bool,
    seed: int | None,
    replications: int | None,
    sharing: Sharing,
    out: Path,
    quiet: bool,
) -> None:
    """Run a scenario at the points of a sweep file, and weigh two measures against each other.

    All points face the same customers. Stopped or killed, the same command goes on.
    """
    from sim import api
    from sim.report.terminal.console import console
    from sim.report.terminal.sweep import print_sweep

    listen(quiet)
    with drafted(out, False, needed=True) as draft, Progress(quiet, "runs") as progress:
        saved = api.sweep(
            file,
            shard=shard,
            seed=seed,
            replications=replications,
            **sharing,
            progress=progress,
            draft=draft,
        )
    page = None
    if report:
        with Progress(quiet, "charts") as progress:
            page = api.report(saved.path, progress=progress)
    print_sweep(saved, console())
    say(f"Results: {saved.path}")
    if page is not None:
        say(f"Report: {page}")


@click.command(
    short_help="Put the parts of a sweep together.",
    epilog="""\b
Example:
  supportsim merge results/weekend-staffing-sweep-1-shard-*
""",
)
@click.argument("folders", metavar="FOLDER...", nargs=-1, required=True)
@options.out
def merge(folders: tuple[str, ...], out: Path) -> None:
    """Put together the folders that `sweep --shard` made, as if it had been done in one go."""
    from sim import api
    from sim.report.terminal.console import console
    from sim.report.terminal.sweep import print_sweep

    saved = api.merge(folders, out)
    print_sweep(saved, console())
    say(f"Results: {saved.path}")
