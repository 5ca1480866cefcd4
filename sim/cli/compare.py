"""``supportsim compare``: several variants before the same customers."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from sim.cli import options
from sim.cli.output import drafted, finish, warn
from sim.cli.progress import Progress


@click.command(
    short_help="Compare variants on the same customers.",
    epilog="""\b
Examples:
  supportsim compare scenarios/weekend-coverage.yaml
  supportsim compare weekend-coverage --variants seven_days,honest_promise
  supportsim compare phone-queue --what-if "more: teams.care.head_count.0.agents=6"
""",
)
@options.file
@click.option(
    "--variants",
    metavar="A,B,…",
    help="Variants of the file; default: all. The baseline always takes part.",
)
@click.option(
    "--what-if",
    metavar='"NAME: PATH=VALUE; …"',
    multiple=True,
    help="A further variant: the baseline with these changes, on top of --set. Repeatable.",
)
@options.settings
@options.conditions
def compare(
    file: str,
    variants: str | None,
    what_if: tuple[str, ...],
    overrides: tuple[str, ...],
    seed: int | None,
    replications: int,
    engine: Literal["auto", "simpy", "compiled"],
    workers: int | None,
    as_json: bool,
    out: Path,
    no_save: bool,
    quiet: bool,
) -> None:
    """Compare variants of a scenario and print their differences with 95 % intervals.

    All variants face the same customers, so that the differences are those of the policies.
    """
    from sim import api
    from sim.report.tables import print_compare

    scenario = api.load(file)
    names = None if variants is None else [name.strip() for name in variants.split(",")]
    if not quiet:
        for name in names or [scenario.baseline, *scenario.variants]:
            warn(scenario.warnings(name, overrides))
    with drafted(out, no_save) as draft:
        with Progress(quiet) as progress:
            result = api.compare(
                scenario,
                names,
                what_if,
                set=overrides,
                seed=seed,
                replications=replications,
                engine=engine,
                workers=workers,
                progress=progress,
            )
        finish(result, draft, as_json, quiet, print_compare)
