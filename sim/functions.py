"""log2, exp and the logistic function with the same bits on every processor. A leaf.

NumPy's own transcendental functions differ between processors in the last bit, as do those of the
C library. These use additions, multiplications, divisions and exact scaling alone; their error is
below 1e-15 relative (log2: 1e-15 absolute near 1). ``log2_of`` and ``exp_of`` are ``log2`` and
``exp`` of one number, to the bit, for what is computed on the floor.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from sim.jit import jitable

Floats = npt.NDArray[np.float64]

_LN2_HIGH = float.fromhex("0x1.62e42fee00000p-1")
_LN2_LOW = float.fromhex("0x1.a39ef35793c76p-33")
_LN2 = float.fromhex("0x1.62e42fefa39efp-1")
_LOG2_E = 1.0 / _LN2
_SERIES = tuple(2.0 / _LN2 / (2 * k + 1) for k in range(11))
_ROOT_HALF = math.sqrt(0.5)
_TAYLOR = tuple(1.0 / math.factorial(k) for k in range(14))


def log2(x: Floats) -> Floats:
    """Binary logarithm of finite numbers above 0: exponent, and atanh series of the rest."""
    mantissa, exponent = np.frexp(x)
    low = mantissa < _ROOT_HALF
    mantissa = np.where(low, mantissa + mantissa, mantissa)
    s = (mantissa - 1.0) / (mantissa + 1.0)
    squared = s * s
    return (exponent - low) + s * _polynomial(squared, _SERIES)


def logistic(x: Floats) -> Floats:
    """1 / (1 + exp(-x)); arguments beyond ±700 count as that."""
    y = -np.minimum(np.maximum(x, -700.0), 700.0)
    k = np.rint(y * _LOG2_E)
    rest = (y - k * _LN2_HIGH) - k * _LN2_LOW
    return 1.0 / (1.0 + np.ldexp(_polynomial(rest, _TAYLOR), k.astype(np.int32)))


def exp(x: Floats) -> Floats:
    """The exponential function; arguments beyond ±700 count as that. ``exp(0)`` is 1."""
    y = np.minimum(np.maximum(x, -700.0), 700.0)
    k = np.floor(y * _LOG2_E + 0.5)
    rest = (y - k * _LN2_HIGH) - k * _LN2_LOW
    return np.ldexp(_polynomial(rest, _TAYLOR), k.astype(np.int32))


@jitable
def exp_of(x: float) -> float:
    """``exp`` of one number."""
    y = min(max(x, -700.0), 700.0)
    k = math.floor(y * _LOG2_E + 0.5)
    rest = (y - k * _LN2_HIGH) - k * _LN2_LOW
    total = _TAYLOR[-1]
    for i in range(len(_TAYLOR) - 2, -1, -1):
        total = total * rest + _TAYLOR[i]
    return math.ldexp(total, k)


@jitable
def log2_of(x: float) -> float:
    """``log2`` of one finite number above 0."""
    mantissa, exponent = math.frexp(x)
    if mantissa < _ROOT_HALF:
        mantissa = mantissa + mantissa
        exponent -= 1
    s = (mantissa - 1.0) / (mantissa + 1.0)
    squared = s * s
    total = _SERIES[-1]
    for k in range(len(_SERIES) - 2, -1, -1):
        total = total * squared + _SERIES[k]
    return exponent + s * total


def _polynomial(x: Floats, coefficients: tuple[float, ...]) -> Floats:
    """By Horner's rule; coefficients from the constant one up."""
    total = np.full_like(x, coefficients[-1])
    for coefficient in coefficients[-2::-1]:
        total *= x
        total += coefficient
    return total
