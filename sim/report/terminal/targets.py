"""Targets for a terminal: what is aimed at, and what came out under each variant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report import numbers
from sim.report.gathering.shared import target_of
from sim.report.terminal.headlines import full
from sim.report.terminal.sheet import Sheet, plain_table
from sim.report.texts.targets import aimed_at

if TYPE_CHECKING:
    from sim.experiment.results import CompareResult, RunResult
    from sim.report.data.measures import Target

STYLES = {"met": "green", "not met": "red"}


def targets_sheet(result: RunResult | CompareResult) -> Sheet | None:
    """A block for each variant with a row for each target; None without targets."""
    found = {run.shown_as: [target_of(one) for one in run.targets] for run in result.runs.values()}
    if not any(found.values()):
        return None
    table = targets_table()
    for variant, targets in found.items():
        if len(found) > 1:
            table.add_section()
            table.add_row(variant, style="bold")
        for target in targets:
            add_target(target, table, " " * (len(found) > 1))
    return table


def targets_table(confidence: str = "95") -> Sheet:
    """A table of targets without rows."""
    heads = ("Target", "Aimed at", "In the long run", f"{confidence} % interval", "Shown")
    return plain_table(*heads, left=("Aimed at", "Shown"))


def add_target(target: Target, table: Sheet, indent: str = "") -> None:
    """A row for a target."""
    unit = numbers.short_unit(target.estimate.unit)
    table.add_row(
        f"{indent}{full(target.measure)}",
        aimed_at(target),
        f"{numbers.mean(target.estimate)} {unit}".rstrip(),
        numbers.interval(target.estimate),
        target.attained,
        styles=("", "", "", "", STYLES.get(target.attained, "")),
    )
