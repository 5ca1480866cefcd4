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
_conditions = (
    click.option("--seed", type=click.IntRange(0), help="Default: the scenario's, else 1."),
    click.option("--replications", type=click.IntRange(1), default=20, show_default=True),
    click.option(
        "--engine",
        type=click.Choice(["auto", "simpy", "compiled"]),
        default="auto",
        show_default=True,
        help="Both give equal results; auto takes the quicker one.",
    ),
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
    click.option("--json", "as_json", is_flag=True, help="Print estimates as JSON, nothing else."),
    click.option(
        "--out",
        type=click.Path(file_okay=False, path_type=Path),
        default="results",
        show_default=True,
        help="Where the folder with the results goes.",
    ),
    click.option("--no-save", is_flag=True, help="Write no folder with the results."),
    click.option("--quiet", is_flag=True, help="No progress and no warnings."),
)


def conditions(command: F) -> F:
    """The options of commands that run experiments."""
    for option in reversed(_conditions):
        command = option(command)
    return command
