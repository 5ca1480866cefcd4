"""What only some mechanisms note of contacts, tasks and issues: rows for those whose differ."""

from __future__ import annotations

import numpy as np

from sim.record.by_column import Columns, shared
from sim.record.columns import OF_DETAILS, names_of
from sim.record.record import Array, Mask, Record
from sim.rows import DETAILS


def noted(name: str, rows: Array, count: int) -> Array:
    """Of the first ``count`` rows of a floor's table of details, those that are not as they began.

    Returns an array of the columns ``OF_DETAILS[name]``, in order of the ids.
    """
    about, *columns = names_of(OF_DETAILS[name])
    differs = np.zeros(count, bool)
    for column in columns:
        differs |= _differs(rows[column][:count], getattr(DETAILS[name], column))
    ids = np.flatnonzero(differs)
    found = np.empty(len(ids), OF_DETAILS[name])
    found[about] = ids
    for column in columns:
        found[column] = rows[column][ids]
    return found


def _differs(values: Array, beginning: float) -> Mask:
    """A time is nan until it is noted; a code is what it began as."""
    return np.isfinite(values) if beginning != beginning else values != beginning


def details_of(record: Record, name: str, ids: Array) -> Array:
    """The details of the contacts, tasks or issues of these ids, a row each.

    Those of whom nothing was noted, or in whose run the mechanism was off, are as they began.
    """
    about, *columns = names_of(OF_DETAILS[name])
    found = np.empty(len(ids), OF_DETAILS[name])
    found[about] = ids
    for column in columns:
        found[column] = getattr(DETAILS[name], column)
    table = _table(record, name)
    of_them, at = shared(table[about], ids)
    found[at] = table[of_them]
    return found


def details_by_column(record: Record, name: str, ids: Array) -> Columns:
    """The same as ``details_of`` by column, of many; ``ids`` ascend, each once."""
    about = names_of(OF_DETAILS[name])[0]
    table = _table(record, name)
    at, of_them = shared(ids, table[about])

    def column(which: str) -> Array:
        found = np.full(len(ids), getattr(DETAILS[name], which), OF_DETAILS[name][which])
        found[at] = table[which][of_them]
        return found

    return Columns(column, len(ids))


def _table(record: Record, name: str) -> Array:
    """The rows that were noted; none where the mechanism was off."""
    return record.details.get(name, np.empty(0, OF_DETAILS[name]))
