"""Whether customers leave, in sentences: how many, and under which variants more or fewer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.report import numbers
from sim.report.data.comparison import ReportInput, Variant
from sim.report.texts.chosen import AT_START, LEFT, NET_VALUE, anybody_leaves
from sim.report.words import capital, listed, minus, quoted

NAMED = 4
"""More variants than these are only counted."""


def who_leaves(data: ReportInput) -> list[str]:
    """How many customers leave and under which variants that is shown to change; none if nobody
    leaves."""
    if not anybody_leaves([variant.kpis for variant in data.variants]):
        return []
    told = (" ".join(_leavers(data)), " ".join(_worth(data)))
    return [one for one in told if one]


def _leavers(data: ReportInput) -> Iterator[str]:
    known = data.baseline.kpis
    if LEFT in known:
        under = f" under {quoted(data.baseline.name)}" if data.others else ""
        yield (
            f"Of {known[AT_START].mean:,.0f} customers {numbers.mean(known[LEFT])} leave"
            f"{under} in {data.weeks:.3g} weeks."
        )
    yield from _shown(data, LEFT, "fewer leave", "more leave")


def _worth(data: ReportInput) -> Iterator[str]:
    yield from _shown(data, NET_VALUE, "net value is higher", "net value is lower")


def _shown(data: ReportInput, kpi: str, better: str, worse: str) -> Iterator[str]:
    """Under which variants a measure is shown to be better or worse than under the baseline."""
    for verdict, what in (("better", better), ("worse", worse)):
        found = [v for v in data.others if kpi in v.differences and _is(v, kpi, verdict)]
        if found:
            yield f"{capital(what)} under {_listed(data, kpi, found)}."


def _is(variant: Variant, kpi: str, verdict: str) -> bool:
    return variant.differences[kpi].verdict == verdict


def _listed(data: ReportInput, kpi: str, found: Sequence[Variant]) -> str:
    """The variants, those with the largest differences first."""
    ordered = sorted(found, key=lambda one: -abs(one.differences[kpi].estimate.mean))
    unit = f" {data.currency}" if kpi == NET_VALUE else ""
    told = []
    for one in ordered[:NAMED]:
        mean = minus(numbers.mean(one.differences[kpi].estimate, sign=True))
        told.append(f"{quoted(one.name)} ({mean}{unit})")
    further = len(ordered) - len(told)
    return listed([*told, f"{further} more"] if further else told)
