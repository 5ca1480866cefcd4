"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

file = click.argument("file", metavar="FILE")
settings = click.option(
    "--set",
    "overrides",
    metavar="PATH=VALUE",
    multiple=True,
    help="Change a value of the scenario, e.g. teams.care.wage='25 USD/h'. Repeatable; the last "
    "one wins.",
)
variant = click.option("--variant", metavar="NAME", help="Variant; default: the baseline.")
seed = click.option("--seed", type=click.IntRange(0), help="Default: the scenario's, else 1.")
engine = click.option(
    "--engine",
    type=click.Choice(["auto", "simpy", "compiled"]),
    default="auto",
    show_default=True,
    help="Both give equal results; auto takes the quicker one.",
)
yes = click.option("--yes", is_flag=True, help="Begin even if more memory is needed than is free.")
_sharing = (
    engine,
    click.option(
        "--workers",
        type=click.IntRange(1),
        help="Processes that share the work. Default: as many as pay.",
    ),
    click.option(
        "--executor",
        type=click.Choice(["serial", "processes", "dask"]),
        help="How the work is shared. Default: processes; dask with --scheduler.",
    ),
    click.option(
        "--scheduler",
        metavar="ADDRESS",
        help="A Dask scheduler, e.g. tcp://127.0.0.1:8786. Default: a cluster of its own.",
    ),
    yes,
)
out = click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default="results",
    show_default=True,
    help="Where the folder with the results goes.",
)
quiet = click.option("--quiet", is_flag=True, help="No progress and no warnings.")
_conditions = (
    seed,
    click.option(
        "--replications",
        type=click.IntRange(1),
        help="Default: 20; with --precision (or --best) the most to do, default 1000.",
    ),
    click.option(
        "--precision",
        metavar='"MEASURE WIDTH"',
        help='Go on until the interval\'s half-width is reached: "resolution.mean_h 5%".',
    ),
    *_sharing,
    click.option("--json", "as_json", is_flag=True, help="Print estimates as JSON, nothing else."),
    out,
    click.option("--report", is_flag=True, help="Write a report too: report.html and charts."),
    click.option("--no-save", is_flag=True, help="Write no folder with the results."),
    quiet,
)


def conditions(command: F) -> F:
    """The options of commands that run experiments."""
    return _with(_conditions, command)


def sweeping(default: str) -> Callable[[F], F]:
    """The options of a sweep, with what to say of the default number of replications."""
    few = click.option("--replications", type=click.IntRange(1), help=f"Default: {default}")
    return lambda command: _with((seed, few, *_sharing, out, quiet), command)


def sharing(command: F) -> F:
    """The options that change no number."""
    return _with((*_sharing, quiet), command)


def _with(options: tuple[Callable[[F], F], ...], command: F) -> F:
    for option in reversed(options):
        command = option(command)
    return command
