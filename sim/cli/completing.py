"""What the shell offers when a user presses Tab: scenarios, sweeps, variants, measures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from sim.scenario import ScenarioFile


def scenario_names(
    _context: click.Context, _parameter: click.Parameter, begun: str
) -> list[CompletionItem]:
    """Shipped scenarios that begin so, and files."""
    from sim.experiment.shipped import shipped

    return _or_files(shipped(), begun)


def sweep_names(
    _context: click.Context, _parameter: click.Parameter, begun: str
) -> list[CompletionItem]:
    """Shipped sweeps that begin so, and files."""
    from sim.experiment.shipped import shipped_sweeps

    return _or_files(shipped_sweeps(), begun)


def variants(
    context: click.Context, _parameter: click.Parameter, begun: str
) -> list[CompletionItem]:
    """Variants of the file that the line names; of a list, ``a,b``, the last one."""
    from sim.scenario import AS_IS

    file = _file(context)
    if file is None:
        return []
    before, comma, last = begun.rpartition(",")
    names = [AS_IS, *file.variants]
    return [CompletionItem(f"{before}{comma}{one}") for one in names if one.startswith(last)]


def measures(
    context: click.Context, _parameter: click.Parameter, begun: str
) -> list[CompletionItem]:
    """Measures of the file that the line names; without one, those that every scenario has."""
    from sim import api
    from sim.experiment.measures import measures_of

    file = _file(context)
    names = api.kpis() if file is None else measures_of(file.resolve())
    return [CompletionItem(one) for one in names if one.startswith(begun) and "<" not in one]


def _file(context: click.Context) -> ScenarioFile | None:
    """The file that the line names; None if there is none, or it is wrong."""
    from sim import api

    try:
        # click leaves arguments unread where the option at the end still lacks its value
        return api.load(context.params.get("file") or context.args[0])
    except Exception:  # whatever is wrong is told when the command runs
        return None


def _or_files(names: Iterable[str], begun: str) -> list[CompletionItem]:
    known = [CompletionItem(name) for name in names if name.startswith(begun)]
    return [*known, CompletionItem(begun, type="file")]
