"""What must hold of customers who remember: leavers have no needs, judgements lie before."""

from __future__ import annotations

import numpy as np

from sim.codes import NOT_ARISEN, STAYING
from sim.record.details import details_of
from sim.record.law import tell
from sim.record.record import Record
from sim.scoring import BEST, WORST


def check_memories(record: Record, found: list[str]) -> None:
    """Who has left has no further needs; judgements lie between the need and the leaving."""
    table, issues = record.details["memories"], record.issues
    ids = table["customer"]
    broken = ~((table["trust"] >= WORST) & (table["trust"] <= BEST))
    tell(found, broken, ids, "memories: trust is from 1 to 5")
    law = "memories: who stays has not left, who left has a reason"
    stays = table["why_left"] == STAYING
    tell(found, stays == np.isfinite(table["left_at"]), ids, law)
    left_at = np.full(int(issues["customer"].max(initial=-1)) + 1, np.inf)
    known = table["number"] < len(left_at)
    left_at[table["number"][known]] = table["left_at"][known]
    gone = left_at[issues["customer"]] <= issues["opened_at"]
    broken = (issues["state"] == NOT_ARISEN) & ~gone
    tell(found, broken, issues["id"], "issues: only needs of customers who have left do not arise")
    judged = details_of(record, "judged", issues["id"])
    at = judged["judged_at"]
    broken = (at < issues["opened_at"]) | (at > left_at[issues["customer"]])
    tell(found, broken, issues["id"], "judged: between the need and the leaving")
    broken = np.isfinite(at) & ~((judged["score"] >= WORST) & (judged["score"] <= BEST))
    tell(found, broken, issues["id"], "judged: scores are from 1 to 5")
    count = np.bincount(issues["customer"][np.isfinite(at)], minlength=len(left_at))
    law = "memories: as many judgements as issues judged"
    tell(found, table["judgements"][known] != count[table["number"][known]], ids[known], law)
