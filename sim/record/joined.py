"""Which contacts count as offered."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from sim.codes import CONTAINED, DROPPED_OUT, NOBODY, NOT_ADMITTED, REDIRECTED
from sim.record.by_column import Rows
from sim.record.record import Mask


def joined(contacts: Rows) -> Mask:
    """Of which contacts the customer joined a queue or was answered at once; by row.

    Who was redirected at the offer did neither, and nobody worked on it; nor who has met
    self-service only.
    """
    state = contacts["state"]
    elsewhere = redirected_at_once(contacts) | self_served(state)
    found: Mask = ~np.isin(state, NOT_ADMITTED) & ~elsewhere
    return found


def self_served(state: npt.NDArray[Any]) -> Mask:
    """Which contacts have met self-service only, or are in there still; by state."""
    found: Mask = (state == CONTAINED) | (state == DROPPED_OUT)
    return found


def redirected_at_once(contacts: Rows) -> Mask:
    """Which contacts were redirected at the offer, without an agent; by row."""
    found: Mask = (contacts["state"] == REDIRECTED) & (contacts["agent"] == NOBODY)
    return found
