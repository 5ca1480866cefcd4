"""Commands that look at scenarios and measures without running anything."""

from __future__ import annotations

import json

import click

from sim.cli import options
from sim.cli.failures import DONE, WRONG
from sim.cli.output import listen
from sim.cli.terminal import say


@click.command(
    short_help="Report all that is wrong in scenario files.",
    epilog="\b\nExample:\n  supportsim validate scenarios/*.yaml\n",
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
def validate(files: tuple[str, ...]) -> int:
    """Report everything that is wrong in scenario files, and what is legal but odd.

    A line for each: FILE:LINE:COLUMN: what is wrong and what was expected. For a file that can
    be used a line tells how much time and memory it takes, to a factor of 2. The exit code is
    2 if any file cannot be used.
    """
    from sim import api
    from sim.experiment.memory import room
    from sim.experiment.size.words import told
    from sim.scenario.problems import LONG, shorten

    listen(quiet=False)
    code = DONE
    for file in files:
        problems, size = api.examine(file)
        for problem in problems:
            say(str(problem))
        errors = sum(problem.severity == "error" for problem in problems)
        if errors:
            code = WRONG
        say(f"{shorten(file, LONG)}: {_counted(errors, len(problems) - errors)}")
        if size is not None:
            say(f"{shorten(file, LONG)}: {told(size, room())}")
    return code


def _counted(errors: int, warnings: int) -> str:
    parts = [_number(errors, "error")] if errors else ["valid"]
    return ", ".join([*parts, _number(warnings, "warning")] if warnings else parts)


def _number(count: int, thing: str) -> str:
    return f"{count} {thing}{'s' if count != 1 else ''}"


@click.command(
    short_help="Print the explicit scenario of a variant.",
    epilog="\b\nExample:\n  supportsim show weekend-coverage --variant honest_promise\n",
)
@options.file
@options.variant
@options.settings
def show(file: str, variant: str | None, overrides: tuple[str, ...]) -> None:
    """Print the explicit scenario: everything that is assumed, defaults included.

    The text is a scenario file itself, equal to what would run.
    """
    from sim import api

    say(api.explicit(api.load(file).resolve(variant, overrides)), nl=False)


@click.command(
    short_help="Print the JSON Schema of scenario or sweep files.",
    epilog="\b\nExamples:\n  supportsim schema > scenario.json\n"
    "  supportsim schema sweep > sweep.json\n",
)
@click.argument("kind", type=click.Choice(["scenario", "sweep", "claim"]), default="scenario")
def schema(kind: str) -> None:
    """Print the JSON Schema of files of a kind, with which editors complete and check them."""
    from sim import api

    say(json.dumps(api.schema(kind), indent=2, ensure_ascii=False))


@click.command(
    short_help="List the measures and what they mean.",
    epilog="\b\nExamples:\n  supportsim kpis\n  supportsim kpis --match promise\n",
)
@click.option("--match", default="", metavar="TEXT", help="Only names that contain the text.")
def kpis(match: str) -> None:
    """List the measures: unit, better direction, formula and source.

    Words in <> stand for the names that a scenario gives to its channels, teams and so on.
    """
    from sim import api
    from sim.report.terminal.console import console
    from sim.report.terminal.tables import print_kpis

    found = [one for name, one in api.kpis().items() if match.lower() in name.lower()]
    if not found:
        raise click.UsageError(f"no measure has {match!r} in its name; `supportsim kpis` lists all")
    print_kpis(found, console())


@click.command(
    short_help="List the scenarios that come with the program.",
    epilog="\b\nExample:\n  supportsim scenarios\n",
)
def scenarios() -> None:
    """List the scenarios that come with the program, with a line each.

    Their names can be used in place of a file.
    """
    from sim import api
    from sim.report.terminal.console import console
    from sim.report.terminal.tables import print_scenarios

    print_scenarios([(shipped.name, shipped.about) for shipped in api.scenarios()], console())
