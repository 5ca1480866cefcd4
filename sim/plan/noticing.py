"""What the firm notices of its own errors, as columns of issue types."""

from __future__ import annotations

from sim.codes import NOBODY
from sim.plan.dists import DistTable
from sim.plan.ids import Ids
from sim.scenario.model import IssueType, Scenario
from sim.scenario.rules.noticing import is_seen_later, noticed_of

Row = dict[str, float]


def noticing_rows(scenario: Scenario, ids: Ids, dists: DistTable) -> list[Row]:
    """Columns for each type, whether or not anything of it is noticed."""
    return [_row(issue_type, ids, dists) for issue_type in scenario.issue_types.values()]


def _row(issue_type: IssueType, ids: Ids, dists: DistTable) -> Row:
    rule = noticed_of(issue_type)
    if rule is None:
        return {"asks_after": NOBODY}
    later = is_seen_later(rule)
    return {
        "notices": rule.chance,
        "notices_after": dists.index(rule.after),
        "notices_at": ids.queue[rule.desk],
        "asks_after": dists.index(rule.customer_contacts_after) if later else NOBODY,
    }
