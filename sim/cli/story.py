"""``supportsim story``: one customer's weeks as a time line."""

from __future__ import annotations

from typing import Literal

import click

from sim.cli import options
from sim.cli.output import listen
from sim.cli.terminal import say


@click.command(
    short_help="Tell one customer's weeks as a time line.",
    epilog="""\b
Examples:
  supportsim story weekend-coverage --pick differs --compare seven_days
  supportsim story weekend-coverage --issue 8680 --variant honest_promise
  supportsim story phone-queue --customer 300 --replication 2
""",
)
@options.file
@click.option("--issue", type=int, metavar="N", help="The issue of that number.")
@click.option("--customer", type=int, metavar="N", help="All issues of the customer.")
@click.option(
    "--pick",
    type=click.Choice(["median", "worst", "differs"]),
    help="The issue of median or of greatest time to resolution, or that differs most between "
    "the variants.",
)
@options.variant
@click.option(
    "--compare",
    metavar="NAME",
    multiple=True,
    help="A further variant under which to tell the same. Repeatable.",
)
@options.settings
@options.rules
@options.seed
@click.option(
    "--replication",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    help="Counted from 0, as in results folders.",
)
@options.engine
@options.yes
@options.quiet
def story(
    file: str,
    issue: int | None,
    customer: int | None,
    pick: Literal["median", "worst", "differs"] | None,
    variant: str | None,
    compare: tuple[str, ...],
    overrides: tuple[str, ...],
    rules: str | None,
    seed: int | None,
    replication: int,
    engine: Literal["auto", "simpy", "compiled"],
    insist: bool,
    quiet: bool,
) -> None:
    """Tell one customer's weeks as a time line: what happened, when, and who did it.

    Whose: give one of --issue, --customer and --pick. Variants face the same customers, so that
    --compare tells what another policy would have done for this one.
    """
    from sim import api

    if sum(asked is not None for asked in (issue, customer, pick)) != 1:
        raise click.UsageError(
            "whose story? Expected one of --issue N, --customer N, and --pick median, worst or "
            "differs"
        )
    if pick == "differs" and not compare:
        raise click.UsageError("--pick differs needs a variant to differ from: add --compare NAME")
    listen(quiet)
    say(
        api.story(
            file,
            issue=issue,
            customer=customer,
            pick=pick,
            variant=variant,
            compare=compare,
            set=overrides,
            seed=seed,
            replication=replication,
            engine=engine,
            insist=insist,
            rules=rules,
        )
    )
