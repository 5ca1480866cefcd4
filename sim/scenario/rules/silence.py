"""Desks that do not tell all customers how it ended."""

from __future__ import annotations

from sim.scenario.model import IssueType, Scenario


def left_at(issue_type: IssueType) -> set[str]:
    """The desks at which work on issues of a type is left."""
    noticed = issue_type.noticed.desk if issue_type.noticed else None
    return {desk for desk in (issue_type.leaves.diagnose, issue_type.leaves.fix, noticed) if desk}


def silent_desks(scenario: Scenario) -> set[str]:
    """Desks that do not tell all customers, of those at which any work is left."""
    used = set().union(*map(left_at, scenario.issue_types.values()))
    return {name for name in used if scenario.tasks[name].confirms < 1.0}
