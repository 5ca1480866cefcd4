"""What must hold of complaints: they count up, in the order in which customers make contact."""

from __future__ import annotations

import numpy as np

from sim.codes import NOBODY
from sim.record.details import details_of
from sim.record.law import tell
from sim.record.record import Array, Record


def check_complaints(record: Record, found: list[str]) -> None:
    """A customer's first need has none before; each further one as many, or one more by type."""
    issues, people = record.issues, record.details["complaints"]
    before = details_of(record, "credibility", issues["id"])["before"]
    tell(found, before < NOBODY, issues["id"], "complaints: so many before as were made")
    order, contacted = _in_order(record, before)
    known = np.isin(issues["customer"], people["number"])
    law = "complaints: looked at when a known customer makes contact"
    broken = (before != NOBODY) & ~(known & np.isfinite(contacted))
    if "memories" not in record.details:  # nobody comes instead of who has left
        broken |= (before == NOBODY) & known & np.isfinite(contacted)
    tell(found, broken, issues["id"], law)
    whose, count = issues["customer"][order], before[order]
    first = np.append(True, whose[1:] != whose[:-1])[: len(order)]
    law = "complaints: none before the first contact"
    tell(found, first & (count != 0), issues["id"][order], law)
    more = _after(people, whose, count, first) - count
    law = "complaints: each need adds one or none"
    tell(found, (more < 0) | (more > 1), issues["id"][order], law)
    kind = issues["type"][order]
    most = np.zeros(int(kind.max(initial=-1)) + 1, more.dtype)
    np.maximum.at(most, kind, more)
    law = "complaints: all needs of a type are complaints, or none is"
    tell(found, more != most[kind], issues["id"][order], law)


def _after(people: Array, whose: Array, count: Array, first: Array) -> Array:
    """Complaints of each issue's customer when the next need came, or at the end of the run."""
    after = np.roll(count, -1)
    last = np.roll(first, -1)
    at = np.searchsorted(people["number"], whose[last])
    after[last] = people["complaints"][np.minimum(at, len(people) - 1)]
    return after


def _in_order(record: Record, before: Array) -> tuple[Array, Array]:
    """The issues of known customers, each customer's in order; and when contact was made first."""
    contacts, issues = record.contacts, record.issues
    entered = details_of(record, "self_services", contacts["id"])["entered_at"]
    contacted = np.full(len(issues), np.inf)
    np.minimum.at(contacted, contacts["issue"], np.fmin(entered, contacts["opened_at"]))
    contacted[np.isinf(contacted)] = np.nan
    order = np.lexsort((before, contacted, issues["customer"]))
    return order[before[order] != NOBODY], contacted
