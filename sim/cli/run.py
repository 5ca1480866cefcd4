"""``supportsim run``: one variant, repeated and measured."""

from __future__ import annotations

from pathlib import Path

import click

from sim.cli import options
from sim.cli.options import Conditions, Output
from sim.cli.output import check_folder, drafted, finish, listen, warn
from sim.cli.showing import shown
from sim.cli.terminal import Progress


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
@options.rules
@click.option("--records", is_flag=True, help="Save what happened in each replication too.")
@options.experiment
def run(
    file: str,
    variant: str | None,
    overrides: tuple[str, ...],
    rules: str | None,
    records: bool,
    conditions: Conditions,
    output: Output,
) -> None:
    """Run a scenario and print its main measures with 95 % intervals.

    The numbers depend on the scenario, the seed and the number of replications alone.
    """
    check_folder(output, records)
    listen(output.quiet)

    def once() -> Path | None:
        """Run, save and print; returns the page of the report."""
        from sim import api

        scenario = api.load(file)
        if not output.quiet:
            warn(scenario.warnings(variant, overrides))
        with drafted(output.out, output.no_save) as draft:
            with Progress(output.quiet) as progress:
                result = api.run(
                    scenario,
                    variant,
                    set=overrides,
                    **conditions,
                    progress=progress,
                    draft=draft,
                    on_record=draft.save_record if records and draft else None,
                    keeps=("records",) * records,
                    report=output.reported,
                    rules=rules,
                )
            return finish(result, draft, output)

    shown(once, (file, *([rules] if rules else [])), output)
