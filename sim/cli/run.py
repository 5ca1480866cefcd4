"""``supportsim run``: one variant, repeated and measured."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from sim.cli import options
from sim.cli.output import Keeper, drafted, finish, listen, warn
from sim.cli.progress import Progress


@click.command(
    short_help="Run one variant and print its measures.",
    epilog="""\b
Examples:
  supportsim run scenarios/phone-queue.yaml
  supportsim run phone-queue --set teams.care.wage='25 USD/h' --replications 50
  supportsim run weekend-coverage --variant honest_promise --seed 7 --json
""",
)
@options.file
@options.variant
@options.settings
@click.option("--records", is_flag=True, help="Save what happened in each replication too.")
@options.conditions
def run(
    file: str,
    variant: str | None,
    overrides: tuple[str, ...],
    records: bool,
    seed: int | None,
    replications: int | None,
    precision: str | None,
    engine: Literal["auto", "simpy", "compiled"],
    workers: int | None,
    executor: Literal["serial", "processes", "dask"] | None,
    scheduler: str | None,
    yes: bool,
    as_json: bool,
    out: Path,
    report: bool,
    no_save: bool,
    quiet: bool,
) -> None:
    """Run a scenario and print its main measures with 95 % intervals.

    The numbers depend on the scenario, the seed and the number of replications alone.
    """
    from sim import api
    from sim.report.terminal.results import print_run

    listen(quiet)
    scenario = api.load(file)
    if not quiet:
        warn(scenario.warnings(variant, overrides))
    with drafted(out, no_save) as draft:
        keeper = Keeper(draft, scenario, records=records, report=report)
        with Progress(quiet) as progress:
            result = api.run(
                scenario,
                variant,
                set=overrides,
                seed=seed,
                replications=replications,
                precision=precision,
                engine=engine,
                workers=workers,
                executor=executor,
                scheduler=scheduler,
                insist=yes,
                progress=progress,
                draft=draft,
                on_record=keeper.on_record,
                digest=keeper.digest,
                keeps=keeper.keeps,
            )
        finish(result, draft, keeper, as_json, quiet, print_run)
