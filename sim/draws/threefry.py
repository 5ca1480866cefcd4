"""Threefry-2x32 with 20 rounds: a keyed, counter-based source of uniform numbers.

Source: Salmon, Moraes, Dror & Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3"
(Random123). A draw is a pure function of its key (whom it is about) and its counter (what
for, and how often before), so no draw depends on the order in which draws are made.

The scalar form holds 32-bit words in 64-bit integers, which Python and compiled code treat
alike; the array form uses NumPy's wrapping ``uint32``. Both give the same bits.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sim.jit import jitable

Words = npt.NDArray[np.uint32]
Integers = npt.NDArray[np.integer]
Floats = npt.NDArray[np.float64]

MASK = 0xFFFFFFFF
PARITY = 0x1BD11BDA
ROTATIONS = ((13, 15, 26, 6), (17, 29, 16, 24))
CHUNK = 32768
"""Elements hashed at a time: the working arrays stay in the processor's cache."""


@jitable
def _even_rounds(x0: int, x1: int) -> tuple[int, int]:
    x0 += x1
    x1 = ((x1 << 13 | x1 >> 19) ^ x0) & MASK
    x0 += x1
    x1 = ((x1 << 15 | x1 >> 17) ^ x0) & MASK
    x0 += x1
    x1 = ((x1 << 26 | x1 >> 6) ^ x0) & MASK
    x0 += x1
    x1 = ((x1 << 6 | x1 >> 26) ^ x0) & MASK
    return x0, x1


@jitable
def _odd_rounds(x0: int, x1: int) -> tuple[int, int]:
    x0 += x1
    x1 = ((x1 << 17 | x1 >> 15) ^ x0) & MASK
    x0 += x1
    x1 = ((x1 << 29 | x1 >> 3) ^ x0) & MASK
    x0 += x1
    x1 = ((x1 << 16 | x1 >> 16) ^ x0) & MASK
    x0 += x1
    x1 = ((x1 << 24 | x1 >> 8) ^ x0) & MASK
    return x0, x1


@jitable
def threefry(k0: int, k1: int, c0: int, c1: int) -> tuple[int, int]:
    """Two 32-bit words from a key and a counter of two 32-bit words each.

    The left word is only added to and never shifted, so bits above its 32nd cannot reach the
    lower ones: it is cut to 32 bits at the end.
    """
    k2 = PARITY ^ k0 ^ k1
    x0 = c0 + k0
    x1 = (c1 + k1) & MASK
    x0, x1 = _even_rounds(x0, x1)
    x0 += k1
    x1 = (x1 + k2 + 1) & MASK
    x0, x1 = _odd_rounds(x0, x1)
    x0 += k2
    x1 = (x1 + k0 + 2) & MASK
    x0, x1 = _even_rounds(x0, x1)
    x0 += k0
    x1 = (x1 + k1 + 3) & MASK
    x0, x1 = _odd_rounds(x0, x1)
    x0 += k1
    x1 = (x1 + k2 + 4) & MASK
    x0, x1 = _even_rounds(x0, x1)
    x0 += k2
    x1 = (x1 + k0 + 5) & MASK
    return x0 & MASK, x1


@jitable
def uniform(k0: int, k1: int, purpose: int, n: int) -> float:
    """The ``n``-th uniform number for a purpose: an odd multiple of 2**-53, inside (0, 1)."""
    w0, w1 = threefry(k0, k1, purpose, n)
    return ((w0 >> 6) * 67108864 + (w1 >> 6) + 0.5) * 2.220446049250313e-16


def threefry_array(
    k0: Integers | int, k1: Integers | int, c0: Integers | int, c1: Integers | int
) -> tuple[Words, Words]:
    """``threefry`` for every element; whole numbers in [0, 2**32), broadcast to one dimension.

    Returns two ``uint32`` arrays of the common length.
    """
    words = [np.atleast_1d(np.asarray(word)) for word in (k0, k1, c0, c1)]
    size = np.broadcast_shapes(*(word.shape for word in words))[0]
    out0, out1 = np.empty(size, np.uint32), np.empty(size, np.uint32)
    for start in range(0, size, CHUNK):
        stop = min(start + CHUNK, size)
        k0s, k1s, c0s, c1s = (
            (word[start:stop] if len(word) > 1 else word).astype(np.uint32, copy=False)
            for word in words
        )
        _hash(k0s, k1s, c0s, c1s, out0[start:stop], out1[start:stop])
    return out0, out1


def _hash(k0: Words, k1: Words, c0: Words, c1: Words, x0: Words, x1: Words) -> None:
    """The rounds of ``threefry`` for a chunk, into ``x0`` and ``x1``."""
    keys = (k0, k1, k0 ^ k1 ^ np.uint32(PARITY))
    np.add(c0, k0, out=x0)
    np.add(c1, k1, out=x1)
    high = np.empty_like(x1)
    for step in range(1, 6):
        for rotation in ROTATIONS[(step - 1) % 2]:
            x0 += x1
            np.left_shift(x1, np.uint32(rotation), out=high)
            x1 >>= np.uint32(32 - rotation)
            x1 |= high
            x1 ^= x0
        x0 += keys[step % 3]
        x1 += keys[(step + 1) % 3] + np.uint32(step)


def uniform_array(
    k0: Integers | int, k1: Integers | int, purpose: Integers | int, n: Integers | int
) -> Floats:
    """``uniform`` for every element, bit by bit the same numbers; float64."""
    w0, w1 = threefry_array(k0, k1, purpose, n)
    result: Floats = (w0 >> np.uint32(6)).astype(np.float64)
    result *= 67108864.0
    result += w1 >> np.uint32(6)
    result += 0.5
    result *= 2.220446049250313e-16
    return result
