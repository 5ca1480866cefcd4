"""How precisely a measure is to be known: as asked for, as a rule, and how it ended, in words."""

from __future__ import annotations

from collections.abc import Iterable
from math import isnan
from typing import NamedTuple

from sim.experiment.errors import RequestError
from sim.experiment.results.sample import Floats
from sim.scenario.model.targets import in_unit
from sim.stats import Decision, Precision, joint

CAP = 1000
"""Replications that a wanted precision may take unless told."""

EXAMPLE = '"resolution.mean_h 5%" or "resolution.mean_h 0.5 h"'


class Wanted(NamedTuple):
    """A measure with the half-width its interval is to have, as written."""

    kpi: str
    text: str


def wanted(text: str) -> Wanted:
    """``resolution.mean_h 5%`` as what is wanted. Raises RequestError for another form."""
    kpi, _, rest = text.strip().partition(" ")
    if "." not in kpi or not rest.strip():
        raise RequestError(f"precision {text!r}: expected a measure and a half-width, as {EXAMPLE}")
    return Wanted(kpi, rest.strip())


def precision_of(want: Wanted, unit: str, cap: int) -> Precision:
    """The stopping rule of what is wanted of a measure in ``unit``.

    A percentage is of the mean, or for a comparison of the baseline's mean. Raises RequestError
    for a half-width that makes no sense.
    """
    relative = want.text.endswith("%")
    try:
        half = float(want.text[:-1]) / 100.0 if relative else in_unit(want.text, unit)
        return Precision(half, relative, minimum=min(10, cap), cap=cap)
    except ValueError as error:
        raise RequestError(f"precision {want.kpi} {want.text}: {error}") from None


def decide(rule: Precision, tables: Iterable[Floats]) -> Decision:
    """What to do after the values of several variants, the baseline first.

    With several, their paired differences from the first must be precise; with one, its mean.
    """
    first, *others = tables
    if not others:
        return rule.after(first)
    found = [rule.after(other, first) for other in others]
    widest = max((each.half_width for each in found), key=lambda half: (not isnan(half), half))
    return joint(found)._replace(half_width=widest)


def sentence(want: Wanted, unit: str, decision: Decision, variants: int) -> str:
    """How it ended, in words."""
    what = {1: want.kpi, 2: f"the difference in {want.kpi}"}.get(
        variants, f"each difference in {want.kpi}"
    )
    if isnan(decision.half_width):
        return (
            f"{what} has no interval after {decision.n} replications, the most allowed: "
            "fewer than two of them define it"
        )
    share = unit == "share"
    size = f"±{decision.half_width * (100.0 if share else 1.0):.2g} {'%' if share else unit}"
    if decision.reason == "precise":
        return f"{what} is known to {size} after {decision.n} replications, as wanted ({want.text})"
    if decision.reason == "constant":
        return f"{what} does not vary in {decision.n} replications; no more were run"
    return (
        f"{what} is known to {size} after {decision.n} replications, the most allowed; "
        f"{want.text} would take about {decision.needed}"
    )


def undefined(want: Wanted, n: int) -> str:
    """That a measure was never defined, and more replications will hardly help, in words."""
    return f"{want.kpi} is undefined in all {n} replications of a variant; no more were run"
