"""What must hold of the waits that customers expect: judgements alone change them."""

from __future__ import annotations

import numpy as np

from sim.record.columns import OF_DETAILS
from sim.record.details import details_of
from sim.record.law import tell
from sim.record.record import Array, Record
from sim.scoring import LONGEST, SHORTEST


def check_expectations(record: Record, found: list[str]) -> None:
    """All customers begin alike; what one judgement leaves is what the next goes by."""
    steps = record.details["expected"]
    judged_at = details_of(record, "judged", steps["issue"])["judged_at"]
    tell(found, np.isnan(judged_at), steps["issue"], "expected: of issues that were judged")
    for column in ("before", "after"):
        broken = ~((steps[column] >= SHORTEST) & (steps[column] <= LONGEST))
        tell(found, broken, steps["issue"], f"expected: {column} is within three doublings")
    whose = record.issues["customer"][steps["issue"]]
    order = np.lexsort((judged_at, whose))
    _steps(steps[order], whose[order], judged_at[order], found)
    memories = record.details.get("memories", np.empty(0, OF_DETAILS["memories"]))
    known = np.isin(whose, memories["number"])
    tell(found, ~known, steps["issue"], "expected: of customers who remember")
    expects = details_of(record, "expectations", memories["customer"])["factor"]
    learns = np.isin(memories["number"], whose)
    broken = np.isfinite(expects) != learns
    law = "expectations: who has judged a wait has learned, and nobody else"
    tell(found, broken, memories["customer"], law)
    at = np.searchsorted(memories["number"], whose[known])
    learned = np.bincount(at, (steps["after"] - steps["before"])[known], len(memories))
    sound = learns & ~broken
    begins = (expects - learned)[sound]
    broken = ~np.isclose(begins, begins[:1], rtol=0.0, atol=1e-9)
    law = "expectations: all begin alike, and judgements alone change them"
    tell(found, broken, memories["customer"][sound], law)


def _steps(steps: Array, whose: Array, judged_at: Array, found: list[str]) -> None:
    """In the order of each customer's judgements; of those at one moment the order is unknown."""
    same = whose[1:] == whose[:-1]
    tied = same & (judged_at[1:] == judged_at[:-1])
    alone = ~(np.append(False, tied) | np.append(tied, False))
    broken = same & alone[1:] & alone[:-1] & (steps["before"][1:] != steps["after"][:-1])
    law = "expected: a judgement goes by what the one before has left"
    tell(found, broken, steps["issue"][1:], law)
