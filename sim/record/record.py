"""What happened: typed columns of one run. Imports no other room.

Times are seconds since the clock's start; ``nan`` means it did not happen. Ids are the
positions of names in the scenario (``names``). Codes are those of ``sim.codes``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Record:
    """One replication of one variant.

    Structured arrays; columns are reached by name, e.g. ``record.contacts["answered_at"]``.

    issues: id, stream, type, segment, customer, channel, opened_at, state, round, contacts,
        tasks, lost_tasks, transfers, recurrences, acknowledged_at, met_at, closed_at
    contacts: id, issue, number, queue (channel), reason, state (outcome), agent and team (the
        last), stage (steps that the last piece of work was to do), transfers, requeues
        (transfers and hand-backs), opened_at, queued_at, answered_at, taken_at (the last
        piece of work began), ended_at, freed_at, promised_at
    tasks: id, issue, number, queue (desk, counted after the channels), state, agent, team,
        stage, requeues, opened_at, queued_at, answered_at, taken_at, ended_at, freed_at
    pieces: work on a contact or task that ended before it was done (see ``sim.record.pieces``):
        job (its id), agent, stage, ended (PASSED_ON, HANDED_BACK, INTERRUPTED), start, end
    spells: agent, kind (BUSY, ON_DUTY, LATE; pauses as taken: UNPAID_BREAK, PAID_BREAK,
        SHRINKAGE; pauses as planned: NOT_TAKEN), start, end
    duty: agent, team, kind (WORK, BREAK, UNAVAILABLE, ABSENT), paid (0/1), start, end
    agents: id, team
    details: by name of a mechanism that is on, rows for those of whom there is more to tell
        automatic_replies: job (its id), state; callbacks: job, state, rang_off_at,
        called_back_at; questions: job, state, answered_at, closed_at; turns: issue (its id), asked;
        perished: issue, perished_at; see ``sim.record.details``; reserve_calls (about no contact):
        queue, team, start, end
    """

    issues: Array
    contacts: Array
    tasks: Array
    pieces: Array
    spells: Array
    duty: Array
    agents: Array
    warm_up_s: float
    end_s: float  # of the measured window
    stop_s: float  # end of the run-out
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    # keys: streams, types, segments, channels, desks, teams
    details: dict[str, Array] = field(default_factory=dict)
    provenance: dict[str, Any] = field(default_factory=dict)


DUTY = np.dtype(
    [
        ("agent", "i4"),
        ("team", "i4"),
        ("kind", "i4"),
        ("paid", "i4"),
        ("start", "f8"),
        ("end", "f8"),
    ],
    align=True,
)
