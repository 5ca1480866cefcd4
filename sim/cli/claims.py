"""The command ``claims``: the articles' claims, put to the test."""

from __future__ import annotations

import json
from pathlib import Path

import click

from sim.cli import options
from sim.cli.options import Sharing
from sim.cli.output import listen
from sim.cli.terminal import Progress, say


@click.command(
    short_help="Put the articles' claims to the test.",
    epilog="""\b
Example:
  supportsim claims 1 2 --replications 20
""",
)
@click.argument("numbers", metavar="[IDS]...", type=click.IntRange(1), nargs=-1)
@click.option("--theme", metavar="TEXT", help="Only claims of a theme with this in its name.")
@click.option("--article", type=click.IntRange(0, 4), help="Only claims of this article.")
@click.option("--robust", is_flag=True, help="Look over all ranges and loads too; takes long.")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Of claim files, with an atlas.yaml. Default: those that come with the program.",
)
@click.option("--json", "as_json", is_flag=True, help="Print verdicts as JSON, nothing else.")
@click.option("--report", is_flag=True, help="Write claims.md and its pictures below --out, too.")
@options.sweeping("as the atlas says, more until a claim is decided.")
def claims(
    numbers: tuple[int, ...],
    theme: str | None,
    article: int | None,
    robust: bool,
    folder: Path | None,
    as_json: bool,
    report: bool,
    seed: int | None,
    replications: int | None,
    sharing: Sharing,
    out: Path,
    quiet: bool,
) -> None:
    """Put claims of the articles to the test: all of them, or those of the numbers IDS.

    Each is a small study in two firms. Its runs are kept below --out, so that the same command
    goes on after a stop, and takes no time when nothing has changed.
    """
    from sim import api
    from sim.report.terminal.claims import print_claims
    from sim.report.terminal.console import console

    listen(quiet)
    atlas = api.atlas(folder)
    with Progress(quiet, "trials") as progress:
        found = api.claims(
            numbers,
            theme=theme,
            article=article,
            folder=atlas,
            robust=robust,
            seed=seed,
            replications=replications,
            **sharing,
            progress=progress,
            out=out,
        )
        plain = api.verdicts(atlas, found, firms=report, seed=seed)
    if as_json:
        say(json.dumps(plain, indent=1, allow_nan=False))
    else:
        print_claims(plain, console())
    if report:
        say(f"Page: {api.claims_page(plain, out)}", err=as_json)
