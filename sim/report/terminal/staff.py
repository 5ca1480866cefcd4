"""What a search for staffing found, for a terminal."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sim.report.gathering.shared import target_of
from sim.report.terminal.headlines import full
from sim.report.terminal.sheet import Sheet, plain_table
from sim.report.terminal.targets import add_target, targets_table

if TYPE_CHECKING:
    from rich.console import Console

    from sim.experiment.staff.staff import Price, Staffed

WEEKS = 365.25 / 7


def print_staffed(found: Staffed, to: Console) -> None:
    """The roster, its cost, its targets, its neighbours and what targets cost."""
    to.print(f"{found.space.file.name}: {answer(found)}", style="bold")
    to.print(
        f"seed {found.seed}, {found.replications:,} replications in all, {found.engine} engine"
    )
    to.print(roster(found))
    table = targets_table("99")
    for one in found.decision.targets:
        add_target(target_of(one), table)
    to.print(table)
    prices = (_price(found, one) for one in found.prices)
    for sentence in (_tested(found), _beside(found), _edges(found), *prices):
        if sentence:
            to.print(sentence)


def answer(found: Staffed) -> str:
    """In a sentence."""
    currency = found.space.scenario.cost.currency
    if found.short:
        return (
            f"no roster that `staffing` allows meets all targets; {', '.join(found.short)} "
            "stands in the way even with more agents"
        )
    if not found.meets:
        missed = ", ".join(found.decision.missed)
        return f"no roster is shown to meet all targets; nearest is one that may miss {missed}"
    saves = found.cost_now - found.cost
    less = f"{abs(saves):,.0f} {currency} a week {'less' if saves >= 0 else 'more'} than now"
    return (
        f"all targets are met for {found.cost:,.0f} {currency} a week, {less} "
        f"({abs(saves) * WEEKS:,.0f} a year)"
    )


def roster(found: Staffed) -> Sheet:
    """A line for each position in use."""
    currency = found.space.scenario.cost.currency
    heads = ("Team", "Shift or interval", "Agents", f"{currency} a week")
    table = plain_table(*heads, left=("Shift or interval",))
    for one, agents in zip(found.space.positions, found.roster, strict=True):
        if agents:
            hours = str(one.hired_for.hours)
            name = hours if one.hired_for.name == hours else f"{one.hired_for.name} ({hours})"
            table.add_row(one.team, name, f"{agents}", f"{agents * one.cost:,.0f}")
    return table


def _tested(found: Staffed) -> str:
    times = len(found.tests)
    return (
        f"Tested with {found.decision.replications} replications on customers whom the search had "
        f"not seen; {times} roster{'s' * (times > 1)} tested so, each at 99 %."
    )


def _beside(found: Staffed) -> str:
    if not found.neighbours:
        return ""
    counts = Counter(one.decision.shown for one in found.neighbours)
    parts = [f"{counts['misses']} are shown to miss a target"]
    parts.append(f"{counts['undecided']} are undecided")
    if counts["meets"]:
        parts.append(f"{counts['meets']} are shown to meet all")
    return (
        f"Of {len(found.neighbours)} cheaper rosters one move away, {' and '.join(parts)}. That no "
        "other roster is cheaper is not proved."
    )


def _edges(found: Staffed) -> str:
    edges = found.edges()
    return f"At the edge of what is allowed: {', '.join(edges)}." if edges else ""


def _price(found: Staffed, price: Price) -> str:
    """What a step of a target costs; empty if nothing tells."""
    if price.more is None:
        return ""
    currency, unit = found.space.scenario.cost.currency, price.objective.unit
    share = unit == "share"
    step = "point" if share else f"{price.step:g} {unit}"
    beyond = f"{100.0 * price.beyond:.1f} points" if share else f"{price.beyond:.3g} {unit}"
    return (
        f"{full(price.objective.measure)}: {beyond} beyond its target; a further {step} would cost "
        f"about {price.more:,.0f} {currency} a week."
    )
