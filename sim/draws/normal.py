"""The standard normal quantile: algorithm AS 241, PPND16 (Wichura 1988), accurate to 1e-16.

The three rational functions use + - * / only, so they serve numbers and NumPy arrays alike.
"""

from __future__ import annotations

import math
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from sim.jit import jitable

Floats = npt.NDArray[np.float64]
X = TypeVar("X", float, Floats)


# fmt: off
@jitable
def _central(q: X) -> X:
    """For ``q = p - 1/2`` within 0.425 of 0."""
    r = 0.180625 - q * q
    top = (((((((2.5090809287301226727e3 * r + 3.3430575583588128105e4) * r
        + 6.7265770927008700853e4) * r + 4.5921953931549871457e4) * r
        + 1.3731693765509461125e4) * r + 1.9715909503065514427e3) * r
        + 1.3314166789178437745e2) * r + 3.3871328727963666080e0)
    base = (((((((5.2264952788528545610e3 * r + 2.8729085735721942674e4) * r
        + 3.9307895800092710610e4) * r + 2.1213794301586595867e4) * r
        + 5.3941960214247511077e3) * r + 6.8718700749205790830e2) * r
        + 4.2313330701600911252e1) * r + 1.0)
    return q * top / base


@jitable
def _shoulder(root: X) -> X:
    """For ``root = sqrt(-log(tail))`` up to 5."""
    r = root - 1.6
    top = (((((((7.74545014278341407640e-4 * r + 2.27238449892691845833e-2) * r
        + 2.41780725177450611770e-1) * r + 1.27045825245236838258e0) * r
        + 3.64784832476320460504e0) * r + 5.76949722146069140550e0) * r
        + 4.63033784615654529590e0) * r + 1.42343711074968357734e0)
    base = (((((((1.05075007164441684324e-9 * r + 5.47593808499534494600e-4) * r
        + 1.51986665636164571966e-2) * r + 1.48103976427480074590e-1) * r
        + 6.89767334985100004550e-1) * r + 1.67638483018380384940e0) * r
        + 2.05319162663775882187e0) * r + 1.0)
    return top / base


@jitable
def _tail(root: X) -> X:
    """For ``root = sqrt(-log(tail))`` above 5."""
    r = root - 5.0
    top = (((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r
        + 1.24266094738807843860e-3) * r + 2.65321895265761230930e-2) * r
        + 2.96560571828504891230e-1) * r + 1.78482653991729133580e0) * r
        + 5.46378491116411436990e0) * r + 6.65790464350110377720e0)
    base = (((((((2.04426310338993978564e-15 * r + 1.42151175831644588870e-7) * r
        + 1.84631831751005468180e-5) * r + 7.86869131145613259100e-4) * r
        + 1.48753612908506148525e-2) * r + 1.36929880922735805310e-1) * r
        + 5.99832206555887937690e-1) * r + 1.0)
    return top / base
# fmt: on


@jitable
def normal_quantile(p: float) -> float:
    """The standard normal number below which lies the share ``p``, 0 < p < 1."""
    q = p - 0.5
    if -0.425 <= q <= 0.425:
        return _central(q)
    root = math.sqrt(-math.log(p if q < 0.0 else 1.0 - p))
    z = _shoulder(root) if root <= 5.0 else _tail(root)
    return -z if q < 0.0 else z


def rough_normal_quantiles(p: Floats) -> Floats:
    """``normal_quantile`` of an array, but for the last bits in the tails (NumPy's log)."""
    q = p - 0.5
    z = _central(q)
    outer = np.flatnonzero(np.abs(q) > 0.425)
    root = np.sqrt(-np.log(np.minimum(p[outer], 1.0 - p[outer])))
    outer_z = np.where(root <= 5.0, _shoulder(root), _tail(root))
    z[outer] = np.where(q[outer] < 0.0, -outer_z, outer_z)
    return z
