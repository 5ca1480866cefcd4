"""What the table of differences shows of two variants: nothing else may be claimed of them."""

from __future__ import annotations

from sim.report.data.comparison import Estimate, ReportInput, Variant


def ahead(data: ReportInput, kpi: str, one: Variant, other: Variant) -> bool:
    """Whether ``one`` is shown to be better than ``other`` in a measure, by as much as matters.

    From the baseline the verdict tells. Of two others the intervals of their differences from it,
    which hold at once, must lie apart.
    """
    if one is data.baseline:
        return _verdict(other, kpi) == "worse"
    if other is data.baseline:
        return _verdict(one, kpi) == "better"
    a, b = _difference(one, kpi), _difference(other, kpi)
    if a is None or b is None:
        return False
    if data.measures[kpi].direction == "lower":
        a, b = b, a
    return a.low > b.high and a.mean - b.mean >= data.matters.get(kpi, 0.0)


def alike(data: ReportInput, kpi: str, one: Variant, other: Variant) -> bool:
    """Whether two variants are shown to differ in a measure by less than matters."""
    small = "difference smaller than matters"
    if one is data.baseline:
        return _verdict(other, kpi) == small
    if other is data.baseline:
        return _verdict(one, kpi) == small
    a, b = _difference(one, kpi), _difference(other, kpi)
    if a is None or b is None:
        return False
    return max(a.high - b.low, b.high - a.low) < data.matters.get(kpi, 0.0)


def ahead_of_all(data: ReportInput, kpi: str, one: Variant) -> bool:
    """Whether a variant is shown to be the best of all in a measure."""
    return all(ahead(data, kpi, one, other) for other in data.variants if other is not one)


def _verdict(variant: Variant, kpi: str) -> str:
    found = variant.differences.get(kpi)
    return "not known" if found is None else found.verdict


def _difference(variant: Variant, kpi: str) -> Estimate | None:
    found = variant.differences.get(kpi)
    return None if found is None else found.estimate
