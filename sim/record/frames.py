"""A record as pandas tables for analysts: names instead of codes, dates instead of seconds."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.codes import (
    AUTOMATIC_REPLIES,
    CALLBACKS,
    DUTY_KINDS,
    ISSUE_STATES,
    JOB_STATES,
    LEAVING,
    OFFERS,
    PIECE_ENDS,
    QUESTIONS,
    REASONS,
    REDIRECTS,
    SPELL_KINDS,
    STAGES,
)
from sim.record.columns import OF_DETAILS, RESERVE_CALLS, TABLES, names_of
from sim.record.pieces import all_pieces
from sim.record.record import Array, Record

if TYPE_CHECKING:
    import pandas as pd

NUMBERS = {
    *(("habits", "habit"), ("judged", "score"), ("memories", "trust")),
    *(("expectations", "factor"), ("expected", "before"), ("expected", "after")),
}
"""Columns (table, column) that are no times."""


def to_frames(record: Record, start: date | datetime | None = None) -> dict[str, pd.DataFrame]:
    """Tables by name, with the columns of ``Record``; codes become categories of names.

    ``pieces`` holds all pieces of work, with the team: the last one of each contact or task has
    ``ended`` as ``completed``, or ``in_hand`` at the end of the run and then no ``end``. Details
    of mechanisms that are on (``callbacks``, ...) are tables of their own: merge them by ``job``.
    ``reserve_calls`` is about none: when which team was called for which queue.

    Moments become timestamps counted from ``start`` (by default the clock's start of the
    scenario in the record's provenance), or time spans since the start when there is none;
    what did not happen is missing (NaT).
    """
    import pandas as pd

    origin = _origin(record) if start is None else start
    words = _words(record)
    frames = {}
    for name, dtype in TABLES.items():
        table = all_pieces(record) if name == "pieces" else getattr(record, name)
        columns = {c: _column(table, name, c, words, origin) for c in names_of(dtype)}
        if name == "duty":
            columns["paid"] = table["paid"] == 1
        frames[name] = pd.DataFrame(columns)
    for name, table in record.details.items():
        dtype = OF_DETAILS[name]
        columns = {c: _column(table, name, c, words, origin) for c in names_of(dtype)}
        frames[name] = pd.DataFrame(columns)
    teams = frames["agents"]["team"].array
    frames["pieces"].insert(2, "team", teams.take(frames["pieces"]["agent"].to_numpy()))
    return frames


def _origin(record: Record) -> date | datetime | None:
    """The clock's start as the saved scenario states it, by either name of the field."""
    scenario = record.provenance.get("scenario")
    clock = scenario.get("clock") if isinstance(scenario, dict) else None
    start = clock.get("start") if isinstance(clock, dict) else None
    if isinstance(start, str):
        return datetime.fromisoformat(start)
    return start if isinstance(start, date) else None


def _words(record: Record) -> dict[tuple[str, str], tuple[str, ...]]:
    """What the codes of a (table, column) stand for; queues are channels, then desks."""
    names = record.names
    channels, teams = names.get("channels", ()), names.get("teams", ())
    queues = tuple(channels) + tuple(names.get("desks", ()))
    words: dict[tuple[str, str], tuple[str, ...]] = {
        ("issues", "stream"): names.get("streams", ()),
        ("issues", "type"): names.get("types", ()),
        ("issues", "segment"): names.get("segments", ()),
        ("issues", "channel"): channels,
        ("issues", "state"): ISSUE_STATES,
        ("contacts", "reason"): REASONS,
        ("automatic_replies", "state"): AUTOMATIC_REPLIES,
        ("callbacks", "state"): CALLBACKS,
        ("habits", "channel"): channels,
        ("memories", "segment"): names.get("segments", ()),
        ("memories", "why_left"): LEAVING,
        ("redirects", "state"): REDIRECTS,
        ("questions", "state"): QUESTIONS,
        ("offers", "state"): OFFERS,
        (RESERVE_CALLS, "queue"): queues,
        (RESERVE_CALLS, "team"): teams,
        ("tasks", "stage"): STAGES,
        ("contacts", "stage"): STAGES,
        ("pieces", "stage"): STAGES,
        ("pieces", "ended"): PIECE_ENDS,
        ("spells", "kind"): SPELL_KINDS,
        ("duty", "kind"): DUTY_KINDS,
    }
    for table in ("contacts", "tasks"):
        words[table, "state"] = JOB_STATES
        words[table, "queue"] = queues
    for table in ("contacts", "tasks", "duty", "agents", "cut_short", "talked"):
        words[table, "team"] = teams
    words["cut_short", "lost_by"] = teams
    words["offers", "team"] = teams
    return words


def _column(
    table: Array,
    name: str,
    column: str,
    words: dict[tuple[str, str], tuple[str, ...]],
    origin: date | datetime | None,
) -> Any:
    import pandas as pd

    values = np.array(table[column])
    if values.dtype.kind == "f" and (name, column) not in NUMBERS:
        values[~np.isfinite(values)] = np.nan  # never, which is not yet
        spans = pd.to_timedelta(values, unit="s")
        if origin is None or column.endswith("_s"):
            return spans
        first = origin if isinstance(origin, datetime) else datetime.combine(origin, time())
        return pd.Timestamp(first) + spans
    if words.get((name, column)):
        return pd.Categorical.from_codes(values.tolist(), pd.Index(words[name, column]))
    return values
