"""The compiled engine's event loop, in the subset of Python that numba compiles.

Three sources of moments are merged in the written order (time, kind, id): arrivals (already
sorted), planned moments (already sorted) and the agenda, a binary heap of what the floor asked
for. Before anything else the steps are taken that the last move has left.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import ARRIVE
from sim.floor.agent_time import close_spells
from sim.floor.allocation import GROWING, NOTHING_LACKS, allot
from sim.floor.moves import carry_on, happen
from sim.floor.tables import Floor
from sim.jit import jitable

ENTRY = np.dtype([("at", np.float64), ("key", np.int64)], align=True)
CURSOR = np.dtype([("issues", np.int64), ("entries", np.int64), ("now", np.float64)])
"""How far the loop has got: issues that have arisen, entries in the agenda, the last moment."""
KIND = 1 << 32
AGENDA = len(GROWING)
"""What lacks room if none of the floor's tables does: a place in ``GROWING`` says which."""
INFINITE = float("inf")


@jitable
def rise(agenda: Any, p: int, at: float, key: int) -> None:
    """Put an entry at the free place ``p`` of the heap, or above it as far as it is due before."""
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


@jitable
def pop(agenda: Any, count: int) -> int:
    """Remove the first entry of the heap of ``count`` entries; returns the new count.

    The free place sinks to the bottom, where the last entry most likely belongs.
    """
    n = count - 1
    p = 0
    q = 1
    while q < n:
        if q + 1 < n:
            left = agenda[q]
            right = agenda[q + 1]
            # Without a branch: which of the two comes first cannot be predicted.
            q += (right.at < left.at) | ((right.at == left.at) & (right.key < left.key))
        down = agenda[q]
        agenda[p].at = down.at
        agenda[p].key = down.key
        p = q
        q = 2 * p + 1
    rise(agenda, p, agenda[n].at, agenda[n].key)
    return n


@jitable
def schedule_events(floor: Floor, agenda: Any, count: int) -> int:
    """Put what the last move asked for into the agenda; returns the new count of entries."""
    counters = floor.counters[0]
    for w in range(counters.events):
        event = floor.events[w]
        rise(agenda, count, event.at, event.kind * KIND + event.id)
        count += 1
    counters.events = 0
    return count


@jitable
def lacks(floor: Floor, agenda: Any, count: int) -> int:
    """Which table, or the agenda of ``count`` entries, the next move could overfill, if any."""
    if count + len(floor.events) > len(agenda):
        return AGENDA
    return allot(floor)


@jitable
def drive(floor: Floor, agenda: Any, cursor: Any, stop: float) -> int:
    """Let everything before ``stop`` happen; returns early, before a move, if a table lacks.

    ``cursor``: one row of CURSOR, kept for re-entry.
    """
    counters = floor.counters[0]
    i = cursor[0].issues
    count = cursor[0].entries
    now = cursor[0].now
    while True:
        short = lacks(floor, agenda, count)
        if short != NOTHING_LACKS:
            break
        if counters.follow_ups > 0:
            carry_on(floor, now)
            count = schedule_events(floor, agenda, count)
            continue
        at = INFINITE
        key = 0
        if count > 0:
            at = agenda[0].at
            key = agenda[0].key
        source = 0
        if counters.moment < len(floor.moments):
            moment = floor.moments[counters.moment]
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
            if now >= stop:
                break
            now = stop
            close_spells(floor, now, 0)
            continue
        now = at
        value = 0
        if source == 0:
            count = pop(agenda, count)
        elif source == 1:
            value = floor.moments[counters.moment].value
            counters.moment += 1
        else:
            i += 1
        happen(floor, now, key >> 32, key & 0xFFFFFFFF, value)
        count = schedule_events(floor, agenda, count)
    cursor[0].issues = i
    cursor[0].entries = count
    cursor[0].now = now
    return short
