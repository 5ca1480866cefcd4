"""Commands that look at scenarios and measures without running anything."""

from __future__ import annotations

import click

from sim.cli import options


@click.command(epilog="\b\nExample:\n  supportsim validate scenarios/*.yaml\n")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
def validate(files: tuple[str, ...]) -> int:
    """Report everything that is wrong in scenario files, and what is legal but odd.

    Each line is FILE:LINE:COLUMN: what is wrong and what was expected. The exit code is 2 if
    any file cannot be used.
    """
    ...


@click.command(epilog="\b\nExample:\n  supportsim show weekend-coverage --variant honest_promise\n")
@options.file
@options.variant
@options.settings
def show(file: str, variant: str | None, overrides: tuple[str, ...]) -> None:
    """Print the explicit scenario: everything that is assumed, in base units."""
    ...


@click.command(epilog="\b\nExample:\n  supportsim schema > supportsim.schema.json\n")
def schema() -> None:
    """Print the JSON Schema of scenario files, for completion in an editor."""
    ...


@click.command(epilog="\b\nExample:\n  supportsim kpis --match promise\n")
@click.option("--match", default="", metavar="TEXT", help="Only names that contain the text.")
def kpis(match: str) -> None:
    """List the measures with unit, formula, better direction and source."""
    ...


@click.command(epilog="\b\nExample:\n  supportsim scenarios\n")
def scenarios() -> None:
    """List the scenarios that come with the program."""
    from sim import api

    for shipped in api.scenarios():
        click.echo(f"{shipped.name}: {shipped.about}")
