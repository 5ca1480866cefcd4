"""Issues under the cap: which are measured, when each is judged, what became of it by then."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.codes import NOT_ARISEN
from sim.kpi.rules import Rules
from sim.kpi.window import Array, Floats, Mask, Window, chunks
from sim.record import Record


@dataclass(frozen=True)
class Issues:
    """By issue; ``cell`` = type × segments + segment.

    ``cap_s``: the run-out, the longest time to resolution that every measured issue had the
    chance to show; 0 without a run-out. ``judged_at``: closing, or the cap if that is earlier.
    """

    opened_at: Floats
    met_at: Floats
    judged_at: Floats
    measured: Mask
    cell: Array
    cap_s: float

    @property
    def limit_s(self) -> float:
        """Later resolutions do not count; no limit without a run-out."""
        return self.cap_s or float("inf")


def judged(record: Record, rules: Rules, window: Window) -> Issues:
    """All issues of the record, with the moment at which each is judged."""
    table = record.issues
    cap = window.stop - window.end
    judged_at, cell = np.empty(len(table)), np.empty(len(table), np.int32)
    measured = np.empty(len(table), bool)
    first = 0
    for rows in chunks(table):
        part = slice(first, first + len(rows))
        opened = rows["opened_at"]
        measured[part] = window.holds(opened) & (rows["state"] != NOT_ARISEN)
        np.fmin(opened + cap if cap else window.stop, rows["closed_at"], out=judged_at[part])
        cell[part] = rows["type"] * len(rules.segments) + rows["segment"]
        first += len(rows)
    return Issues(table["opened_at"], table["met_at"], judged_at, measured, cell, cap)
