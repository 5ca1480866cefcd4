"""Kinds of distributions and the meaning of their parameters ``a``, ``b`` and ``c`` (seconds).

=============== ========== ========= =======================================
kind            a          b         c
=============== ========== ========= =======================================
CONSTANT        value
EXPONENTIAL     mean
UNIFORM         low        high
TRIANGULAR      low        mode      high
NORMAL          mean       sd        share below 0, which is cut off
GAMMA           shape      scale
ERLANG          shape k    scale
LOGNORMAL       median     sigma
WEIBULL         shape      scale
MIXTURE         (parts: ``count`` rows from ``first`` with cumulative ``weight``)
EMPIRICAL       (knots: ``count`` values from ``first`` with cumulative ``weight``)
NEVER           (infinity)
=============== ========== ========= =======================================

A hyperexponential distribution is a mixture of exponentials.
"""

from __future__ import annotations

from typing import Protocol, TypeVar

CONSTANT, EXPONENTIAL, UNIFORM, TRIANGULAR, NORMAL, GAMMA = 0, 1, 2, 3, 4, 5
ERLANG, LOGNORMAL, WEIBULL, MIXTURE, EMPIRICAL, NEVER = 6, 7, 8, 9, 10, 11

CODES: dict[str, int] = {
    "constant": CONSTANT,
    "exponential": EXPONENTIAL,
    "uniform": UNIFORM,
    "triangular": TRIANGULAR,
    "normal": NORMAL,
    "gamma": GAMMA,
    "erlang": ERLANG,
    "lognormal": LOGNORMAL,
    "weibull": WEIBULL,
    "hyperexponential": MIXTURE,
    "mixture": MIXTURE,
    "empirical": EMPIRICAL,
    "never": NEVER,
}

Row = TypeVar("Row", covariant=True)


class Rows(Protocol[Row]):
    """Rows by index: a list of objects, or a structured array in compiled code."""

    def __getitem__(self, index: int) -> Row: ...


class DistRow(Protocol):
    """A distribution as the draws read it."""

    kind: int
    first: int
    count: int
    weight: float
    a: float
    b: float
    c: float


class KnotRow(Protocol):
    """A value of an empirical distribution with its cumulative weight."""

    value: float
    weight: float
