"""The steps of the work on an issue of each type, in the order in which they are done."""

from __future__ import annotations

from typing import NamedTuple

from sim.codes import ACKNOWLEDGED, D_ACKNOWLEDGE, D_DIAGNOSE, D_FIX, DIAGNOSED, FIXED, NOBODY
from sim.plan.dists import DistTable
from sim.plan.ids import Ids
from sim.scenario.model import IssueType, Scenario
from sim.scenario.rules.abilities import desk_for
from sim.scenario.values.distributions import Distribution

Rows = list[dict[str, float]]


DEEPEST = FIXED
"""The greatest depth of a step: how deep a team goes is known up to here."""


class Step(NamedTuple):
    """A part of the work: what is drawn, how deep its doer must go, at which desk it waits."""

    work: Distribution
    purpose: int
    depth: int
    desk: str | None


def steps_of(issue_type: IssueType) -> tuple[Step, ...]:
    """The steps of an issue type: acknowledge, diagnose, fix."""
    work = issue_type.work
    return (
        Step(work.acknowledge, D_ACKNOWLEDGE, ACKNOWLEDGED, None),
        Step(work.diagnose, D_DIAGNOSE, DIAGNOSED, desk_for(issue_type, DIAGNOSED)),
        Step(work.fix, D_FIX, FIXED, desk_for(issue_type, FIXED)),
    )


def step_rows(scenario: Scenario, ids: Ids, dists: DistTable) -> tuple[Rows, list[int]]:
    """Rows of the table of steps, those of a type together, and each type's first row."""
    rows: Rows = []
    first: list[int] = []
    for issue_type in scenario.issue_types.values():
        first.append(len(rows))
        rows += [
            {
                "work": dists.index(step.work),
                "purpose": step.purpose,
                "depth": step.depth,
                "desk": NOBODY if step.desk is None else ids.queue[step.desk],
            }
            for step in steps_of(issue_type)
        ]
    return rows, first
