"""Which contacts count as offered."""

from __future__ import annotations

import numpy as np

from sim.codes import NOBODY, NOT_ADMITTED, REDIRECTED
from sim.record.record import Array, Mask


def joined(contacts: Array) -> Mask:
    """Of which contacts the customer joined a queue or was answered at once; by row.

    Who was redirected at the offer did neither, and nobody worked on it.
    """
    state = contacts["state"]
    found: Mask = ~np.isin(state, NOT_ADMITTED) & ~redirected_at_once(contacts)
    return found


def redirected_at_once(contacts: Array) -> Mask:
    """Which contacts were redirected at the offer, without an agent; by row."""
    found: Mask = (contacts["state"] == REDIRECTED) & (contacts["agent"] == NOBODY)
    return found
