"""From what the floor leaves behind to a Record, copying as little as possible."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from sim.codes import FUTURE, NOT_MADE, PLANNED
from sim.record.columns import (
    AGENTS,
    CALLS,
    CONTACTS,
    ISSUES,
    OF_DETAILS,
    PIECES,
    RESERVE_CALLS,
    SPELLS,
    TASKS,
    names_of,
)
from sim.record.details import noted
from sim.record.record import DUTY, Array, Record
from sim.rows import DETAILS


def build(
    issues: Array,
    jobs: Array,
    pieces: Array,
    spells: Array,
    agents: Array,
    duty: Array,
    n_channels: int,
    *,
    warm_up_s: float,
    end_s: float,
    stop_s: float,
    names: Mapping[str, tuple[str, ...]],
    provenance: Mapping[str, Any] | None = None,
    details: dict[str, Array] | None = None,
    calls: Array | None = None,
) -> Record:
    """The record of a run, from structured arrays that have at least the record's columns.

    ``jobs`` holds contacts (``queue < n_channels``) and tasks; those planned but never made are
    left out. ``spells`` and ``jobs`` end where the floor's counters say; ``details`` may be longer,
    and are taken out of the dictionary one by one, so that their memory is free for what is kept.
    ``calls``: of reserves; None where there are none.
    The arrays become the record's own: a table that needs no filtering is a view of its columns,
    without a copy.
    """
    counts = {"jobs": len(jobs), "issues": len(issues)}
    kept = {} if details is None else _noted(details, counts)
    if calls is not None:
        kept[RESERVE_CALLS] = _view(calls, CALLS)
    contacts, tasks = _split(jobs, n_channels)
    return Record(
        issues=_view(_begun(issues), ISSUES),
        contacts=contacts,
        tasks=tasks,
        pieces=_view(pieces, PIECES),
        spells=_view(spells, SPELLS),
        duty=_view(duty, DUTY),
        agents=_view(agents, AGENTS),
        warm_up_s=warm_up_s,
        end_s=end_s,
        stop_s=stop_s,
        names=dict(names),
        provenance=dict(provenance or {}),
        details=kept,
    )


def _noted(details: dict[str, Array], counts: Mapping[str, int]) -> dict[str, Array]:
    """What is kept of details; ``counts``: rows in use, by owner. Leaves ``details`` empty."""
    kept = {}
    for name in list(details):
        rows = details.pop(name)
        if name in OF_DETAILS:
            kept[name] = noted(name, rows, counts.get(DETAILS[name].owner, len(rows)))
    return kept


def _begun(issues: Array) -> Array:
    """Without the planned issues at the end of the table, so that ids stay positions."""
    begun = np.flatnonzero(issues["state"] != PLANNED)
    return issues[: begun[-1] + 1] if len(begun) else issues[:0]


def _split(jobs: Array, n_channels: int) -> tuple[Array, Array]:
    state = jobs["state"]
    made = (state != FUTURE) & (state != NOT_MADE)
    contact = jobs["queue"] < n_channels
    if made.all() and contact.all():
        return _view(jobs, CONTACTS), np.empty(0, TASKS)
    # Whole rows are copied ten times as fast as their columns one by one.
    contacts, tasks = (jobs.take(np.flatnonzero(made & which)) for which in (contact, ~contact))
    return _view(contacts, CONTACTS), _view(tasks, TASKS)


def _view(table: Array, dtype: np.dtype[Any]) -> Array:
    return table[names_of(dtype)]
