"""Keys of the planned draws: whom a draw is about, from the seed down.

seed, replication → stream (or shared day factor, team, segment) → date or seat → issue or
customer. Names enter
by their CRC-32, so that adding, removing or reordering others changes no draw.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

from sim.draws.threefry import MASK, threefry, threefry_array

Key = tuple[int, int]
Array = npt.NDArray[Any]

# The second word of the counter tells the branches of the tree apart.
OF_REPLICATION, OF_STREAM, OF_FACTOR, OF_TEAM, OF_DATE, OF_SEAT, OF_SEGMENT = range(7)


def root(seed: int, replication: int) -> Key:
    """The key of one replication; ``seed`` is any whole number from 0 to 2**64 - 1."""
    return threefry(seed & MASK, seed >> 32 & MASK, replication & MASK, OF_REPLICATION)


def named(parent: Key, name: str, branch: int) -> Key:
    """The key of something with a name."""
    return threefry(*parent, crc32(name.encode()), branch)


def dated(parent: Key, first: date, days: int) -> tuple[Array, Array]:
    """Keys of ``days`` dates from ``first`` on: two arrays of words."""
    ordinals = np.arange(first.toordinal(), first.toordinal() + days)
    return threefry_array(*parent, ordinals, OF_DATE)


def numbered(k0: Array | int, k1: Array | int, numbers: Array) -> tuple[Array, Array]:
    """Keys of the ``numbers``-th issues or customers under a key: two arrays of words."""
    return threefry_array(k0, k1, numbers, 0)
