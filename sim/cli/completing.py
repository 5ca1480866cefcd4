"""What the shell offers when a user presses Tab: scenarios, variants, measures."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem


def scenario_names(
    _context: click.Context, _parameter: click.Parameter, begun: str
) -> list[CompletionItem]:
    """Shipped scenarios that begin so, and files."""
    from sim.experiment.shipped import shipped

    known = [CompletionItem(name) for name in shipped() if name.startswith(begun)]
    return [*known, CompletionItem(begun, type="file")]


def variants(
    context: click.Context, _parameter: click.Parameter, begun: str
) -> list[CompletionItem]:
    """Variants of the file that the line names; of a list, ``a,b``, the last one."""
    from sim import api
    from sim.scenario import AS_IS

    before, comma, last = begun.rpartition(",")
    try:
        # click leaves arguments unread where the option at the end still lacks its value
        file = context.params.get("file") or context.args[0]
        names = [AS_IS, *api.load(file).variants]
    except Exception:  # whatever is wrong is told when the command runs
        return []
    return [CompletionItem(f"{before}{comma}{one}") for one in names if one.startswith(last)]


def measures(
    _context: click.Context, _parameter: click.Parameter, begun: str
) -> list[CompletionItem]:
    """Measures that begin so, of those that every scenario has."""
    from sim import api

    return [CompletionItem(one) for one in api.kpis() if one.startswith(begun) and "<" not in one]
