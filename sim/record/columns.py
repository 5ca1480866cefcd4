"""The columns of a record's tables, in the order in which they are saved and compared."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.record.record import DUTY
from sim.rows import DETAILS, Agent, Call, Details, Issue, Job, Piece, Spell, columns

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
CALLS = _table(Call)
RESERVE_CALLS = "reserve_calls"
"""The details of reserves, which are about no contact or issue: when they were called."""
OWNERS = {"jobs": "job", "issues": "issue", "customers": "customer", "habits": "place"}
"""What a row of details is about, by the table of its owner: the name of the column of ids."""


def _details(row: Details) -> np.dtype[Any]:
    """The id of what the details are about, then the recorded columns."""
    kept = _table(row)
    return np.dtype(
        [(OWNERS[row.owner], "i4"), *((name, kept[name]) for name in names_of(kept))], align=True
    )


def names_of(dtype: np.dtype[Any]) -> list[str]:
    """Names of the columns of a structured dtype."""
    return list(dtype.names or ())


def kept_details(name: str) -> list[str]:
    """The recorded columns of a table of details."""
    return names_of(_table(DETAILS[name]))


OF_DETAILS = {name: _details(row) for name, row in DETAILS.items() if kept_details(name)}
OF_DETAILS[RESERVE_CALLS] = CALLS
"""Columns of the tables of details of which something is recorded."""

TABLES: dict[str, np.dtype[Any]] = {
    "issues": ISSUES,
    "contacts": CONTACTS,
    "tasks": TASKS,
    "pieces": PIECES,
    "spells": SPELLS,
    "duty": DUTY,
    "agents": AGENTS,
}
"""The tables that every record has."""
