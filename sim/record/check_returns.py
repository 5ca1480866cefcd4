"""What must hold of contacts that are made again: each has a cause, and each cause one at most."""

from __future__ import annotations

import numpy as np

from sim.codes import (
    ABANDONED,
    AFTER_ABANDONED,
    AFTER_BLOCKED,
    AFTER_BROKEN_PROMISE,
    AFTER_CLOSED,
    AFTER_DISCONNECTED,
    AFTER_DROPPED_OUT,
    AFTER_REDIRECTED,
    AFTER_UNRESOLVED,
    BLOCKED,
    CONTAINED,
    DISCONNECTED,
    DONE,
    DROPPED_OUT,
    REASONS,
    RECURRENCE,
    REDIRECTED,
    TURNED_AWAY,
    UNFINISHED,
)
from sim.record.law import tell
from sim.record.record import Array, Mask, Record

TALKED = (DONE, *UNFINISHED)
"""States after a talk: after-contact work may not be done yet, and may have been handed back."""
CAUSES = {
    AFTER_ABANDONED: (ABANDONED,),
    AFTER_BLOCKED: (BLOCKED,),
    AFTER_CLOSED: (TURNED_AWAY,),
    AFTER_DISCONNECTED: (DISCONNECTED,),
    AFTER_REDIRECTED: (REDIRECTED,),
    AFTER_DROPPED_OUT: (DROPPED_OUT,),
    AFTER_BROKEN_PROMISE: TALKED,
    AFTER_UNRESOLVED: (*TALKED, CONTAINED),
}
"""How contacts end of which one is the cause of a return, by its reason; no talk has ended that has
no end yet."""


def check_returns(record: Record, found: list[str]) -> None:
    """No more returns for a reason than causes before them."""
    contacts, issues = record.contacts, record.issues
    for reason, states in CAUSES.items():
        returns = contacts[contacts["reason"] == reason]
        causes = contacts[np.isin(contacts["state"], states)][["issue", "ended_at"]]
        if reason == AFTER_UNRESOLVED:  # a task may end in vain, too
            of_tasks = record.tasks[record.tasks["state"] == DONE][["issue", "ended_at"]]
            causes = np.concatenate([causes, of_tasks])
        law = f"contacts: who comes back ({REASONS[reason]}) had cause to"
        tell(found, ~_is_caused(returns, causes), returns["id"], law)
    recurred = np.bincount(
        contacts["issue"][contacts["reason"] == RECURRENCE], minlength=len(issues)
    )
    broken = recurred > issues["recurrences"]
    tell(found, broken, issues["id"], "issues: harm repeats as often as contacts are made for it")


def _is_caused(returns: Array, causes: Array) -> Mask:
    """Whether at each of the ``returns`` as many ``causes`` lay behind as returns, of its issue."""
    order = np.lexsort((returns["opened_at"], returns["issue"]))
    of = returns["issue"][order]
    causes = causes[np.lexsort((causes["ended_at"], causes["issue"]))]
    rank = np.arange(len(of)) - np.searchsorted(of, of)
    at = np.searchsorted(causes["issue"], of) + rank
    known = at < np.searchsorted(causes["issue"], of, side="right")
    caused = np.zeros(len(of), bool)
    times = causes["ended_at"][np.minimum(at, len(causes) - 1)] if len(causes) else np.nan
    caused[order] = known & (times <= returns["opened_at"][order])
    return caused
