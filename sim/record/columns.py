"""The columns of a record's tables, in the order in which they are saved and compared."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.record.record import DUTY
from sim.rows import Agent, Issue, Job, Piece, Spell, columns

OF_TASKS = ("kept",)
OF_CONTACTS = ("kept", "kept of contacts")


def _table(row: type, marks: tuple[str, ...] = OF_TASKS) -> np.dtype[Any]:
    """Columns of a row class that bear one of the marks, whole numbers first."""
    kept = [(name, np.dtype(form).kind) for name, form, mark in columns(row) if mark in marks]
    whole = [(name, "i4") for name, kind in kept if kind == "i"]
    real = [(name, "f8") for name, kind in kept if kind == "f"]
    return np.dtype([*whole, *real], align=True)


ISSUES = _table(Issue)
CONTACTS = _table(Job, OF_CONTACTS)
TASKS = _table(Job)
PIECES = _table(Piece)
SPELLS = _table(Spell)
AGENTS = _table(Agent)

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
