"""The columns of a record's tables, in the order in which they are saved and compared."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.record.record import DUTY


def _table(whole: str, real: str) -> np.dtype[Any]:
    columns = [(name, "i4") for name in whole.split()] + [(name, "f8") for name in real.split()]
    return np.dtype(columns, align=True)


ISSUES = _table(
    "id stream type segment customer channel state round contacts tasks lost_tasks transfers "
    "recurrences",
    "opened_at acknowledged_at met_at closed_at",
)
CONTACTS = _table(
    "id issue number queue reason state agent team stage transfers requeues",
    "opened_at queued_at answered_at taken_at ended_at freed_at promised_at",
)
TASKS = _table(
    "id issue number queue state agent team stage requeues",
    "opened_at queued_at answered_at taken_at ended_at freed_at",
)
PIECES = _table("job agent stage ended", "start end")
SPELLS = _table("agent kind", "start end")
AGENTS = _table("id team", "")

TABLES: dict[str, np.dtype[Any]] = {
    "issues": ISSUES,
    "contacts": CONTACTS,
    "tasks": TASKS,
    "pieces": PIECES,
    "spells": SPELLS,
    "duty": DUTY,
    "agents": AGENTS,
}


def names_of(dtype: np.dtype[Any]) -> list[str]:
    """Names of the columns of a structured dtype."""
    return list(dtype.names or ())
