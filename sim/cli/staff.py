"""``supportsim staff``: the cheapest staffing that meets the targets."""

from __future__ import annotations

from pathlib import Path

import click

from sim.cli import options
from sim.cli.options import Sharing
from sim.cli.output import drafted, listen, warn
from sim.cli.terminal import Progress, say


@click.command(
    short_help="Find the cheapest staffing that meets the targets.",
    epilog="""\b
Examples:
  supportsim staff phone-queue --replications 40
  supportsim staff phone-queue --meet "phone.abandonment <= 6 %" --replications 40
""",
)
@options.file
@options.variant
@options.settings
@click.option(
    "--meet",
    metavar='"MEASURE >= AMOUNT"',
    multiple=True,
    help='A target: "phone.service_level >= 80 %". Repeatable; in place of the scenario\'s own.',
)
@click.option("--json", "as_json", is_flag=True, help="Print what is found as JSON, nothing else.")
@options.sweeping("320; of a test at most.")
def staff(
    file: str,
    variant: str | None,
    overrides: tuple[str, ...],
    meet: tuple[str, ...],
    as_json: bool,
    seed: int | None,
    replications: int | None,
    sharing: Sharing,
    out: Path,
    quiet: bool,
) -> None:
    """Find the cheapest roster that meets all targets, of those that the scenario allows.

    What may be hired stands under `staffing`, what is to be met under `targets` and the service
    targets of channels. Stopped or killed, the same command goes on.
    """
    from sim import api
    from sim.experiment.results.plain import as_json as text_of
    from sim.experiment.staff.plain import as_plain
    from sim.report.terminal.console import console
    from sim.report.terminal.staff import print_staffed

    listen(quiet)
    scenario = api.load(file)
    if not quiet:
        warn(scenario.warnings(variant, overrides))
    with drafted(out, False, needed=True) as draft, Progress(quiet, "replications") as progress:
        found, saved = api.staff(
            scenario,
            variant,
            meet=meet,
            set=overrides,
            seed=seed,
            replications=replications,
            **sharing,
            progress=progress,
            draft=draft,
        )
    if as_json:
        say(text_of(as_plain(found)))
        return
    print_staffed(found, console())
    say(f"Saved in {saved.path}", err=True)
