"""Commands that study an experiment itself: ``warmup`` and ``sensitivity``."""

from __future__ import annotations

from pathlib import Path

import click

from sim.cli import completing, options
from sim.cli.options import Sharing
from sim.cli.output import drafted, listen
from sim.cli.terminal import Progress, say

PICTURES = (".png", ".svg", ".pdf")
FEW = 5
"""Replications at each point of a sensitivity study unless told."""
_measure = click.option(
    "--measure",
    default="resolution.mean_h",
    show_default=True,
    help="What to look at.",
    shell_complete=completing.measures,
)


@click.command(
    short_help="Recommend a warm-up.",
    epilog="""\b
Example:
  supportsim warmup phone-queue --measure phone.mean_wait_s --replications 5 --plot welch.png
""",
)
@options.file
@options.variant
@options.settings
@_measure
@click.option("--weeks", type=click.IntRange(4), help="Default: 3 times the length, at least 12.")
@click.option(
    "--plot",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a Welch plot (PNG, SVG, PDF).",
)
@click.option("--seed", type=click.IntRange(0), help="Default: the scenario's, else 1.")
@click.option("--replications", type=click.IntRange(2), default=20, show_default=True)
@options.sharing
@options.no_rules
def warmup(
    file: str,
    variant: str | None,
    overrides: tuple[str, ...],
    measure: str,
    weeks: int | None,
    plot: Path | None,
    seed: int | None,
    replications: int,
    sharing: Sharing,
    quiet: bool,
) -> None:
    """Look at a measure week by week from the empty start, and recommend a warm-up.

    Weeks are the units, since anything finer takes Monday for a trend.
    """
    from sim import api
    from sim.report.terminal.console import console
    from sim.report.terminal.studies import print_settling

    if plot is not None:
        _check_picture(plot)
    listen(quiet)
    with Progress(quiet) as progress:
        result = api.warmup(
            file,
            variant,
            measure=measure,
            weeks=weeks,
            set=overrides,
            seed=seed,
            replications=replications,
            **sharing,
            progress=progress,
        )
    print_settling(result, console())
    if plot is not None:
        from sim.report.charts.welch import save_welch

        say(f"Plot: {save_welch(result, plot)}")


def _check_picture(plot: Path) -> None:
    """Says before the work what would be said after it. Raises click.UsageError."""
    if plot.suffix.lower() not in PICTURES:
        raise click.UsageError(
            f"--plot: expected a name that ends in {', '.join(PICTURES)}; not {str(plot)!r}"
        )
    if not plot.parent.is_dir():
        raise click.UsageError(f"--plot: there is no folder {str(plot.parent)!r}")


@click.command(
    short_help="Vary what nobody knows: does the ranking survive?",
    epilog="""\b
Example:
  supportsim sensitivity weekend-coverage --between as_is,honest_promise --points 4 --replications 1
""",
)
@options.file
@click.option(
    "--between",
    metavar="A,B",
    required=True,
    help="The variants whose difference is looked at.",
    shell_complete=completing.variants,
)
@_measure
@click.option(
    "--points",
    type=click.IntRange(0),
    default=64,
    show_default=True,
    help="Points spread over all ranges, to see where the winner still wins.",
)
@click.option(
    "--trajectories",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    help="Of a Morris design; each takes a point for every assumption.",
)
@click.option("--report", is_flag=True, help="Write a page too: report.html with a tornado chart.")
@options.sweeping(f"{FEW}.")
def sensitivity(
    file: str,
    between: str,
    measure: str,
    points: int,
    trajectories: int,
    report: bool,
    seed: int | None,
    replications: int | None,
    sharing: Sharing,
    out: Path,
    quiet: bool,
) -> None:
    """Vary the assumptions that state a range, and see what the difference of two variants does.

    First one at a time to both ends, then all together. The runs are kept as those of a sweep.
    """
    from sim import api
    from sim.report.terminal.console import console
    from sim.report.terminal.studies import print_sensitivity

    first, _, second = between.partition(",")
    if not second.strip() or "," in second or first.strip() == second.strip():
        raise click.UsageError(f"--between takes two variants, as a,b; not {between!r}")
    listen(quiet)
    scenario = api.load(file)
    with drafted(out, False, needed=True) as draft, Progress(quiet, "runs") as progress:
        result = api.sensitivity(
            scenario,
            (first.strip(), second.strip()),
            measure=measure,
            points=points,
            trajectories=trajectories,
            seed=seed,
            replications=replications or FEW,
            **sharing,
            progress=progress,
            draft=draft,
        )
    page = None
    if report:
        page = api.report(result)
    print_sensitivity(result, console())
    say(f"Results: {result.saved.path}")
    if page is not None:
        say(f"Report: {page}")
