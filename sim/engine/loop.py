"""The compiled engine's event loop, in the subset of Python that numba compiles.

Three sources of moments are merged in the written order (time, kind, id): arrivals (already
sorted), planned moments (already sorted) and the agenda, a binary heap of what the floor asked
for.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.floor.books import close_books
from sim.floor.moves import happen
from sim.floor.tables import Floor
from sim.jit import jitable
from sim.words import ARRIVE

ENTRY = np.dtype([("at", np.float64), ("key", np.int64)], align=True)
KIND = 1 << 32
MARGIN = 64
"""Rows that a move may need beyond one per waiting job (an end of doors touches them all)."""
NOTHING_LACKS, JOBS, SPELLS, WISHES, AGENDA = 0, 1, 2, 3, 4
INFINITE = float("inf")


@jitable
def push(agenda: Any, count: int, at: float, key: int) -> int:
    """Add an entry to the heap of ``count`` entries; returns the new count."""
    p = count
    while p > 0:
        q = (p - 1) >> 1
        up = agenda[q]
        if up.at < at or (up.at == at and up.key <= key):
            break
        agenda[p].at = up.at
        agenda[p].key = up.key
        p = q
    agenda[p].at = at
    agenda[p].key = key
    return count + 1


@jitable
def pop(agenda: Any, count: int) -> int:
    """Remove the first entry of the heap of ``count`` entries; returns the new count."""
    n = count - 1
    at = agenda[n].at
    key = agenda[n].key
    p = 0
    while True:
        q = 2 * p + 1
        if q >= n:
            break
        if q + 1 < n:
            left = agenda[q]
            right = agenda[q + 1]
            if right.at < left.at or (right.at == left.at and right.key < left.key):
                q += 1
        down = agenda[q]
        if at < down.at or (at == down.at and key <= down.key):
            break
        agenda[p].at = down.at
        agenda[p].key = down.key
        p = q
    agenda[p].at = at
    agenda[p].key = key
    return n


@jitable
def lacks(floor: Floor, agenda: Any, count: int, hands: int) -> int:
    """Which table the next move could overfill, if any.

    A move may touch every job that waits or is in one of the ``hands`` (all agents' together):
    a job that is handed back asks for up to three moments.
    """
    hall = floor.hall[0]
    if hall.jobs + hall.waiting + MARGIN > len(floor.jobs):
        return JOBS
    if hall.spells + 3 * len(floor.agents) + MARGIN > len(floor.spells):
        return SPELLS
    wishes = 2 * hall.waiting + 3 * hands + MARGIN
    if wishes > len(floor.wishes):
        return WISHES
    if count + wishes > len(agenda):
        return AGENDA
    return NOTHING_LACKS


@jitable
def drive(floor: Floor, agenda: Any, cursor: Any, stop: float) -> int:
    """Let everything before ``stop`` happen; returns early, before an event, if a table lacks.

    ``cursor``: [next arrival, entries in the agenda, jobs that all agents can hold], kept for
    re-entry.
    """
    hall = floor.hall[0]
    i = cursor[0]
    count = cursor[1]
    while True:
        short = lacks(floor, agenda, count, cursor[2])
        if short != NOTHING_LACKS:
            cursor[0] = i
            cursor[1] = count
            return short
        at = INFINITE
        key = 0
        if count > 0:
            at = agenda[0].at
            key = agenda[0].key
        source = 0
        if hall.moment < len(floor.moments):
            moment = floor.moments[hall.moment]
            planned = moment.kind * KIND + moment.id
            if moment.at < at or (moment.at == at and planned < key):
                at = moment.at
                key = planned
                source = 1
        if i < len(floor.issues):
            opened_at = floor.issues[i].opened_at
            arrival = ARRIVE * KIND + i
            if opened_at < at or (opened_at == at and arrival < key):
                at = opened_at
                key = arrival
                source = 2
        if at >= stop:
            break
        value = 0
        if source == 0:
            count = pop(agenda, count)
        elif source == 1:
            value = floor.moments[hall.moment].value
            hall.moment += 1
        else:
            i += 1
        happen(floor, at, key >> 32, key & 0xFFFFFFFF, value)
        for w in range(hall.wishes):
            wish = floor.wishes[w]
            count = push(agenda, count, wish.at, wish.kind * KIND + wish.id)
        hall.wishes = 0
    cursor[0] = i
    cursor[1] = count
    close_books(floor, stop)
    return NOTHING_LACKS
