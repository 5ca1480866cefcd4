"""``supportsim compare``: several variants facing the same customers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.cli import completing, options
from sim.cli.options import Conditions, Output
from sim.cli.output import check_folder, drafted, finish, listen, warn
from sim.cli.showing import shown
from sim.cli.terminal import Progress

if TYPE_CHECKING:
    from sim.scenario import Problem, ScenarioFile


@click.command(
    short_help="Compare variants on the same customers.",
    epilog="""\b
Examples:
  supportsim compare scenarios/weekend-coverage.yaml
  supportsim compare weekend-coverage --variants seven_days,honest_promise
  supportsim compare phone-queue --best "cost.per_resolved_issue 0.1 USD"
  supportsim compare phone-queue --what-if "more: teams.care.shifts.0.agents=7"
""",
)
@options.file
@click.option(
    "--variants",
    metavar="A,B,…",
    shell_complete=completing.variants,
    help="Variants of the file; default: all. The baseline always takes part.",
)
@click.option(
    "--what-if",
    metavar='"NAME: PATH=VALUE; …"',
    multiple=True,
    help="A further variant: the baseline with these changes, on top of --set. Repeatable.",
)
@click.option(
    "--best",
    metavar='"MEASURE LEAD"',
    help="Go on until the best variant is selected; a lead below LEAD does not matter: "
    '"cost.per_resolved_issue 0.1 USD".',
)
@click.option(
    "--measure",
    "measures",
    metavar="NAME",
    multiple=True,
    shell_complete=completing.measures,
    help="Show this measure, too, e.g. phone.mean_wait_s; see `supportsim kpis`. Repeatable.",
)
@options.settings
@options.each_rules
@options.experiment
def compare(
    file: str,
    variants: str | None,
    what_if: tuple[str, ...],
    best: str | None,
    measures: tuple[str, ...],
    overrides: tuple[str, ...],
    rules: tuple[str, ...],
    conditions: Conditions,
    output: Output,
) -> None:
    """Compare variants of a scenario and print their differences with 95 % intervals.

    All variants face the same customers, so that the differences are those of the policies.
    """
    check_folder(output)
    listen(output.quiet)

    def once() -> Path | None:
        """Compare, save and print; returns the page of the report."""
        from sim import api
        from sim.experiment.comparisons.own_rules import parse_rules

        scenario = api.load(file)
        names = None if variants is None else [name.strip() for name in variants.split(",")]
        if not output.quiet:
            warn(_oddities(scenario, names, what_if, overrides))
        with drafted(output.out, output.no_save) as draft:
            with Progress(output.quiet) as progress:
                result = api.compare(
                    scenario,
                    names,
                    what_if,
                    set=overrides,
                    **conditions,
                    best=best,
                    measures=measures,
                    progress=progress,
                    draft=draft,
                    report=output.reported,
                    rules=parse_rules(rules),
                )
            return finish(result, draft, output)

    shown(once, (file, *(text.rpartition(": ")[2] for text in rules)), output)


def _oddities(
    scenario: ScenarioFile,
    names: Sequence[str] | None,
    what_if: Sequence[str],
    overrides: Sequence[str],
) -> Iterator[Problem]:
    """What is legal but looks wrong in the variants that will run."""
    from sim.experiment.comparisons.what_if import parse_what_ifs, placed

    for name in [scenario.baseline, *(scenario.variants if names is None else names)]:
        yield from scenario.warnings(name, overrides)
    for changes in parse_what_ifs(what_if).values():
        with placed():
            odd = scenario.warnings(None, (*overrides, *changes))
        yield from odd
