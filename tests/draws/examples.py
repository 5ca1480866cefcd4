"""A table with distributions of each kind, as structured arrays and as lists of objects."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import numpy as np

from sim.draws import kinds

DIST = np.dtype(
    [("kind", "i4"), ("first", "i4"), ("count", "i4"), ("weight", "f8"), ("a", "f8"),
     ("b", "f8"), ("c", "f8")],
    align=True,
)  # fmt: skip
KNOT = np.dtype([("value", "f8"), ("weight", "f8")], align=True)

EXAMPLES: dict[str, tuple[Any, ...]] = {
    "constant": (kinds.CONSTANT, 0, 0, 1.0, 90.0, 0.0, 0.0),
    "exponential": (kinds.EXPONENTIAL, 0, 0, 1.0, 240.0, 0.0, 0.0),
    "uniform": (kinds.UNIFORM, 0, 0, 1.0, 10.0, 50.0, 0.0),
    "triangular": (kinds.TRIANGULAR, 0, 0, 1.0, 10.0, 20.0, 70.0),
    "normal": (kinds.NORMAL, 0, 0, 1.0, 60.0, 50.0, 0.5 * math.erfc(1.2 / math.sqrt(2.0))),
    "gamma": (kinds.GAMMA, 0, 0, 1.0, 2.5, 40.0, 0.0),
    "gamma_below_1": (kinds.GAMMA, 0, 0, 1.0, 0.4, 300.0, 0.0),
    "erlang": (kinds.ERLANG, 0, 0, 1.0, 3.0, 60.0, 0.0),
    "lognormal": (kinds.LOGNORMAL, 0, 0, 1.0, 150.0, 0.9, 0.0),
    "weibull": (kinds.WEIBULL, 0, 0, 1.0, 0.7, 200.0, 0.0),
    "mixture": (kinds.MIXTURE, 13, 3, 1.0, 0.0, 0.0, 0.0),
    "empirical": (kinds.EMPIRICAL, 0, 4, 1.0, 0.0, 0.0, 0.0),
    "never": (kinds.NEVER, 0, 0, 1.0, 0.0, 0.0, 0.0),
    "part_1": (kinds.EXPONENTIAL, 0, 0, 0.2, 30.0, 0.0, 0.0),
    "part_2": (kinds.GAMMA, 0, 0, 0.5, 0.8, 100.0, 0.0),
    "part_3": (kinds.LOGNORMAL, 0, 0, 1.0, 400.0, 0.3, 0.0),
}
NAMES = tuple(EXAMPLES)
KNOTS = [(5.0, 0.1), (30.0, 0.4), (60.5, 0.9), (1000.0, 1.0)]


DISTS = np.array(list(EXAMPLES.values()), DIST)
KNOT_TABLE = np.array(KNOTS, KNOT)
DIST_ROWS = [
    SimpleNamespace(**dict(zip(DIST.names or (), row, strict=True))) for row in EXAMPLES.values()
]
KNOT_ROWS = [SimpleNamespace(value=v, weight=w) for v, w in KNOTS]
