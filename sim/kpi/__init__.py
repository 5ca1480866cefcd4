"""From a record to named numbers with unit, definition and direction."""

from sim.kpi.by_hour import by_hour
from sim.kpi.catalogue import FAMILIES, Definition, catalogue, describe
from sim.kpi.distributions import distributions
from sim.kpi.measure import measure
from sim.kpi.possible import difference_limits, limits
from sim.kpi.soundness import check
from sim.kpi.undefined import why_undefined
from sim.kpi.value import Value, Values
from sim.kpi.warn import warnings

__all__ = [
    "FAMILIES",
    "Definition",
    "Value",
    "Values",
    "by_hour",
    "catalogue",
    "check",
    "describe",
    "difference_limits",
    "distributions",
    "limits",
    "measure",
    "warnings",
    "why_undefined",
]
