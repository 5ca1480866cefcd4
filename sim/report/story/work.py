"""Who worked on a contact or task, as a story tells it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sim.codes import HANDED_BACK, INTERRUPTED, PASSED_ON
from sim.record.columns import RESERVE_CALLS
from sim.record.record import Record
from sim.report.clock import duration
from sim.report.words import label

Moment = tuple[float, int, str, str]
"""When, the order at the same time, the kind, the text."""


def work_on(
    record: Record, row: Any, pieces: Any, begins: str, what: str, order: int
) -> Iterator[Moment]:
    """Who did what with a contact or task, and after how long.

    ``begins``: what the first one does; ``what``: what the contact or task is called.
    """
    around = zip([None, *pieces], pieces, [*pieces[1:], None], strict=False)
    for before, piece, after in around:
        who, start, end = agent_of(record, piece), float(piece["start"]), float(piece["end"])
        if is_called_in(record, row, piece):
            who += ", called in as a reserve,"
        if before is None:
            yield start, order, "answer", f"{who} {begins}{_after(start - row['opened_at'])}"
        elif not _lay_aside(before, piece):
            does = "resumes" if piece["agent"] == before["agent"] else "takes over"
            yield start, order, "answer", f"{who} {does} {what}{_after(start - before['end'])}"
        if piece["ended"] == HANDED_BACK and end >= row["ended_at"]:
            what = "the after-contact work"
        if done := _laid_down(record, before, piece, after, what):
            yield end, order, "work", f"{who} {done}"


def _laid_down(record: Record, before: Any, piece: Any, after: Any, what: str) -> str:
    """How an agent ended a piece of work that was not the last one; nothing for the last one."""
    spent = _after(piece["end"] - piece["start"])
    if piece["ended"] == PASSED_ON:
        to = "" if after is None else f" to {team_of(record, after)}"
        return f"passes {what} on{to}{spent}"
    if _lay_aside(before, piece):
        return f"hands {what} back, put aside for {duration(piece['end'] - before['end'])}"
    if piece["ended"] == HANDED_BACK:
        return f"hands {what} back{spent}"
    return f"puts {what} aside{spent}" if piece["ended"] == INTERRUPTED else ""


def _lay_aside(before: Any, piece: Any) -> bool:
    """Whether what was put aside before went back to its line without being resumed."""
    return bool(
        before is not None
        and (before["ended"], piece["ended"]) == (INTERRUPTED, HANDED_BACK)
        and piece["start"] == piece["end"]
    )


def _after(seconds: float) -> str:
    return f" after {duration(seconds)}" if seconds >= 1.0 else " at once"


def agent_of(record: Record, piece: Any) -> str:
    return f"Agent {piece['agent']} of {team_of(record, piece)}"


def is_called_in(record: Record, row: Any, piece: Any) -> bool:
    """Whether the agent's team was called as a reserve for the queue when the piece began."""
    calls = record.details.get(RESERVE_CALLS)
    if calls is None:
        return False
    theirs = calls["team"] == record.agents["team"][piece["agent"]]
    then = (calls["start"] <= piece["start"]) & (piece["start"] <= calls["end"])
    return bool((theirs & then & (calls["queue"] == row["queue"])).any())


def team_of(record: Record, piece: Any) -> str:
    return name_of(record, "teams", record.agents["team"][piece["agent"]])


def name_of(record: Record, key: str, at: int) -> str:
    names = record.names.get(key, ())
    return label(names[at]) if 0 <= at < len(names) else "nobody"
