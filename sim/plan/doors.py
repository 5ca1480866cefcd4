"""Doors of channels and desks: planned openings and closings."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from sim.codes import CLOSE, OPENING
from sim.floor.tables import empty
from sim.plan.hours import Hours
from sim.plan.ids import Ids, channel_at
from sim.scenario.model import Scenario

Array = npt.NDArray[Any]


def moment_rows(at: Array, kind: int, ids: Array | int, value: Array | int) -> Array:
    """Rows of the table of moments."""
    rows = empty("moments", len(at))
    rows["at"], rows["kind"], rows["id"], rows["value"] = at, kind, ids, value
    return rows


def in_order(moments: Array) -> Array:
    """The moments by time, then kind, then as they stand (which is by id).

    Both keys travel in one integer: sorting it is many times faster, most of all where long
    pieces are in order already. Times are on a grid of 2**-20 s.
    """
    keys = (moments["at"] * 1048576.0).astype(np.int64) * 16 + moments["kind"]
    ordered: Array = moments.take(np.argsort(keys, kind="stable"))
    return ordered


def door_moments(scenario: Scenario, ids: Ids, hours: Hours) -> Array:
    """Openings after the start and closings before the end, of channels and desks."""
    parts = []
    for q in range(len(ids.queues)):
        spans = np.array(hours.spans(channel_at(scenario, ids, q).hours)).reshape(-1, 2)
        starts, ends = spans[:, 0], spans[:, 1]
        parts.append(moment_rows(starts[starts > 0.0], OPENING, q, 0))
        parts.append(moment_rows(ends[ends < hours.stop_s], CLOSE, q, 0))
    return in_order(np.concatenate(parts))


def open_at_start(scenario: Scenario, ids: Ids, hours: Hours) -> list[bool]:
    """Whether each queue is open at 0 s."""
    spans = [hours.spans(channel_at(scenario, ids, q).hours) for q in range(len(ids.queues))]
    return [bool(found) and found[0][0] == 0.0 for found in spans]
