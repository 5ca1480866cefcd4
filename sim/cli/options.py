"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict

import click

from sim.cli import completing

if TYPE_CHECKING:
    from sim.experiment.conditions import EngineName
    from sim.experiment.executors import ExecutorName

Command = Callable[..., Any]
RESULTS = "results"
"""Where results folders go, and are looked for, unless another place is named."""

file = click.argument("file", metavar="FILE", shell_complete=completing.scenario_names)
settings = click.option(
    "--set",
    "overrides",
    metavar="PATH=VALUE",
    multiple=True,
    help="Change a value of the scenario, e.g. teams.care.wage='25 USD/h'. Repeatable; the last "
    "one wins.",
)
variant = click.option(
    "--variant",
    metavar="NAME",
    help="Variant; default: the baseline.",
    shell_complete=completing.variants,
)
seed = click.option("--seed", type=click.IntRange(0), help="Default: the scenario's, else 1.")
engine = click.option(
    "--engine",
    type=click.Choice(["auto", "simpy", "compiled"]),
    default="auto",
    show_default=True,
    help="Both give equal results; auto takes the quicker one.",
)
rules = click.option(
    "--rules",
    metavar="FILE",
    help="A Python file with rules of your own: who takes which contact. See docs/own-rules.md.",
)
each_rules = click.option(
    "--rules",
    metavar='FILE|"NAME: FILE"',
    multiple=True,
    help="A Python file with rules of your own, for all variants; or, repeatable, for the variant "
    "of that name: a new one is the baseline under these rules. See docs/own-rules.md.",
)
yes = click.option(
    "--yes", "insist", is_flag=True, help="Begin even if more memory is needed than is free."
)
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
    default=RESULTS,
    show_default=True,
    help="Where the folder with the results goes.",
)
quiet = click.option("--quiet", is_flag=True, help="No progress and no warnings.")
_counted = (
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
)
_output = (
    click.option("--json", "as_json", is_flag=True, help="Print estimates as JSON, nothing else."),
    out,
    click.option("--report", is_flag=True, help="Write a report too: report.html and charts."),
    click.option("--open", "opens", is_flag=True, help="Write a report and open it."),
    click.option(
        "--watch",
        "watches",
        is_flag=True,
        help="Write a report, again after each change of the scenario's files, until Ctrl-C.",
    ),
    click.option("--no-save", is_flag=True, help="Write no folder with the results."),
    quiet,
)


def _refuse_rules(_context: click.Context, _option: click.Parameter, files: object) -> None:
    if files:
        raise click.UsageError("--rules: rules of your own are for run, compare, story and rerun")


no_rules = click.option(
    "--rules", hidden=True, multiple=True, expose_value=False, callback=_refuse_rules
)
"""Where they are not for, that is said, and not that nobody has heard of them."""


class Sharing(TypedDict):
    """Options that change no number, as the public functions take them."""

    engine: EngineName
    workers: int | None
    executor: ExecutorName | None
    scheduler: str | None
    insist: bool


class Conditions(Sharing):
    """Under which a run or comparison is done, as the public functions take them."""

    seed: int | None
    replications: int | None
    precision: str | None


class Output(NamedTuple):
    """Where the results of a run or comparison go."""

    as_json: bool
    out: Path
    report: bool
    opens: bool
    watches: bool
    no_save: bool
    quiet: bool

    @property
    def reported(self) -> bool:
        """Whether there is to be a report: asked for, or needed for something else."""
        return self.report or self.opens or self.watches


def experiment(command: Command) -> Command:
    """The options of a run or comparison, handed over as ``conditions`` and ``output``."""
    packed = _packed(command, conditions=Conditions, output=Output)
    return _with((*_counted, *_sharing, *_output), packed)


def sweeping(default: str) -> Callable[[Command], Command]:
    """The options of a sweep, with what to say of the default number of replications.

    Those of them that change no number are handed over as ``sharing``.
    """
    few = click.option("--replications", type=click.IntRange(1), help=f"Default: {default}")
    options = (seed, few, *_sharing, out, quiet, no_rules)
    return lambda command: _with(options, _packed(command, sharing=Sharing))


def sharing(command: Command) -> Command:
    """The options that change no number, handed over as ``sharing``."""
    return _with((*_sharing, quiet), _packed(command, sharing=Sharing))


def _packed(command: Command, **packs: type[Any]) -> Command:
    """The command with some of its options put together, by the names of these."""

    @wraps(command)
    def call(**given: Any) -> Any:
        together = {
            name: pack(**{key: given.pop(key) for key in pack.__annotations__})
            for name, pack in packs.items()
        }
        return command(**together, **given)

    return call


def _with(options: tuple[Command, ...], command: Command) -> Command:
    for option in reversed(options):
        command = option(command)
    return command
