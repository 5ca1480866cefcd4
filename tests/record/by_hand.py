"""Records written by hand: rows as dictionaries, what is not said is empty."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from sim.codes import (
    BUSY,
    DENIED,
    DONE,
    GAVE_UP,
    MET,
    NOBODY,
    ON_DUTY,
    OPEN,
    WAITING,
    WORK,
)
from sim.record import Record, build
from sim.record.columns import AGENTS, CONTACTS, ISSUES, PIECES, SPELLS
from sim.record.record import DUTY

NAN = float("nan")
Row = Mapping[str, Any]
EMPTY = {"agent": NOBODY, "team": NOBODY, "paid": 1, "kind": WORK, "state": WAITING}
"""Columns that are not 0 when nothing is said."""


def rows_of(dtype: np.dtype[Any], rows: list[dict[str, Any]]) -> np.ndarray:
    """Rows as a structured array; ids count from 0, times not said are nan."""
    table = np.zeros(len(rows), dtype)
    for name in dtype.names or ():
        if dtype[name].kind == "f":
            table[name] = NAN
        elif name in EMPTY:
            table[name] = EMPTY[name]
    if "id" in (dtype.names or ()):
        table["id"] = np.arange(len(rows))
    for at, row in enumerate(rows):
        for name, value in row.items():
            table[name][at] = value
    return table


def issue(opened_at: float, **rest: Any) -> dict[str, Any]:
    """An issue with one contact; ``met_at`` makes it met, else it is open."""
    row = {"opened_at": opened_at, "state": OPEN, "contacts": 1, **rest}
    if "met_at" in rest:
        row = {**row, "state": MET, "closed_at": rest["met_at"]}
    return row


def denied(opened_at: float, closed_at: float, **rest: Any) -> dict[str, Any]:
    """An issue denied for good."""
    return {**issue(opened_at, **rest), "state": DENIED, "closed_at": closed_at}


def given_up(opened_at: float, closed_at: float, **rest: Any) -> dict[str, Any]:
    """An issue the customer gave up."""
    return {**issue(opened_at, **rest), "state": GAVE_UP, "closed_at": closed_at}


def done(issue: int, opened: float, answered: float, ended: float, **rest: Any) -> dict[str, Any]:
    """A job finished, in one piece of work by agent 0 of team 0, unless said otherwise."""
    row = {"issue": issue, "opened_at": opened, "queued_at": opened, "state": DONE}
    row |= {"answered_at": answered, "taken_at": answered, "agent": 0, "team": 0}
    return {**row, "ended_at": ended, "freed_at": ended, **rest}


def lost(
    issue: int, opened: float, ended: float, state: int, queue: int = 0, **rest: Any
) -> dict[str, Any]:
    """A contact that was never answered."""
    row = {"issue": issue, "opened_at": opened, "queued_at": opened, "ended_at": ended}
    return {**row, "state": state, "queue": queue, **rest}


def waiting(issue: int, opened: float, queue: int = 0, **rest: Any) -> dict[str, Any]:
    """A job without an answer yet."""
    return {"issue": issue, "opened_at": opened, "queued_at": opened, "queue": queue, **rest}


def piece(job: int, start: float, end: float, ended: int, agent: int = 0) -> dict[str, Any]:
    """A piece of work on a job that was not its last one."""
    return {"job": job, "agent": agent, "ended": ended, "start": start, "end": end}


def spell(kind: int, start: float, end: float, agent: int = 0) -> dict[str, Any]:
    """A stretch of an agent's time."""
    return {"agent": agent, "kind": kind, "start": start, "end": end}


def duty(start: float, end: float, **rest: Any) -> dict[str, Any]:
    """A planned, paid stretch of work of agent 0 of team 0 unless said otherwise."""
    return {"agent": 0, "team": 0, "start": start, "end": end, **rest}


def record(
    issues: list[dict[str, Any]],
    contacts: list[dict[str, Any]],
    tasks: list[dict[str, Any]] | None = None,
    spells: list[dict[str, Any]] | None = None,
    duties: list[dict[str, Any]] | None = None,
    teams_of_agents: tuple[int, ...] = (0,),
    window: tuple[float, float, float] = (0.0, 3600.0, 7200.0),
    channels: tuple[str, ...] = ("phone",),
    desks: tuple[str, ...] = (),
    types: tuple[str, ...] = ("question",),
    segments: tuple[str, ...] = ("everyone",),
    teams: tuple[str, ...] = ("care",),
    provenance: Mapping[str, Any] | None = None,
    pieces: list[dict[str, Any]] | None = None,
) -> Record:
    """A record through ``build``; contacts, then tasks, are numbered as jobs."""
    names = {"streams": ("all",), "types": types, "segments": segments}
    names |= {"channels": channels, "desks": desks, "teams": teams}
    agents = [{"team": team} for team in teams_of_agents]
    return build(
        rows_of(ISSUES, issues),
        rows_of(CONTACTS, contacts + (tasks or [])),
        rows_of(PIECES, pieces or []),
        rows_of(SPELLS, spells or []),
        rows_of(AGENTS, agents),
        rows_of(DUTY, duties or []),
        len(channels),
        warm_up_s=window[0],
        end_s=window[1],
        stop_s=window[2],
        names=names,
        provenance=provenance,
    )


def put(table: str, row: int, **values: float) -> Callable[[Record], Record]:
    """A change of one row."""

    def change(day: Record) -> Record:
        rows = getattr(day, table).copy()
        for column, value in values.items():
            rows[column][row] = value
        return replace(day, **{table: rows})

    return change


def five_contact_day(**rest: Any) -> Record:
    """One agent, five calls: answered at once, answered late, two abandoned, one denied."""
    from sim.codes import ABANDONED

    issues = [
        issue(0, met_at=300, acknowledged_at=0),
        issue(100, met_at=600, acknowledged_at=360),
        given_up(200, 215),
        given_up(400, 500),
        denied(3000, 3310, acknowledged_at=3010),
    ]
    contacts = [
        done(0, 0, 0, 300, freed_at=360),
        done(1, 100, 360, 600),
        lost(2, 200, 215, ABANDONED),
        lost(3, 400, 500, ABANDONED),
        done(4, 3000, 3010, 3310, freed_at=3400),
    ]
    spells = [spell(BUSY, 0, 600), spell(BUSY, 3010, 3400), spell(ON_DUTY, 0, 3600)]
    return record(issues, contacts, spells=spells, duties=[duty(0, 3600)], **rest)
