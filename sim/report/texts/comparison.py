"""Results in sentences: how each variant differs, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite

from sim.report import numbers
from sim.report.data.comparison import ReportInput, Variant
from sim.report.data.front import SATISFIED
from sim.report.data.measures import Difference
from sim.report.texts.chosen import LEFT, NET_VALUE
from sim.report.texts.titles import differing, heading
from sim.report.words import listed

TOLD = {
    "satisfaction.csat": ("satisfies {} percentage points {} customers", "more", "fewer"),
    "resolution.mean_h": ("meets needs {} h {}", "later", "sooner"),
    "resolution.promises_kept": ("keeps {} percentage points {} of its promises", "more", "fewer"),
    "cost.per_resolved_issue": ("costs {} {{currency}} {} per resolved issue", "more", "less"),
    LEFT: ("loses {} customers {}", "more", "fewer"),
    NET_VALUE: ("is worth {} {{currency}} {}, net of its cost", "more", "less"),
}
"""What a difference means, with the words for a greater and for a smaller value."""

IN_ALL = {"cost.total": ("costs {} {{currency}} {} in all", "more", "less")}
"""What is told where nobody is resolved, so that there is no cost per issue."""
SHOWN = ("better", "worse", "higher", "lower")
"""Verdicts by which a difference is shown."""
NOT_SHOWN = {
    "no difference shown": "shows no difference in {}",
    "difference smaller than matters": "differs in {} by less than matters",
    "not known": "leaves open whether it differs in {}",
}


def comparison(data: ReportInput, variant: Variant) -> str:
    """How a variant differs from the baseline, in one sentence."""
    known = differing(data)
    differences = {kpi: one for kpi, one in variant.differences.items() if kpi in known}
    return in_words(differences, data.currency)


def in_words(differences: Mapping[str, Difference], currency: str) -> str:
    """What differences from the baseline show, in one sentence that lacks the variant's name."""
    by_verdict: dict[str, list[str]] = {}
    shown = []
    per_issue = differences.get("cost.per_resolved_issue")
    unknown = per_issue is None or not isfinite(per_issue.estimate.mean)
    for kpi, words in {**TOLD, **(IN_ALL if unknown else {})}.items():
        difference = differences.get(kpi)
        if difference is None or not isfinite(difference.estimate.mean):
            continue
        if difference.verdict in SHOWN:
            shown.append(told(difference, words, currency))
        else:
            by_verdict.setdefault(difference.verdict, []).append(heading(kpi).lower())
    parts = [listed(shown)] if shown else []
    for verdict, text in NOT_SHOWN.items():
        if verdict in by_verdict:
            parts.append(text.format(listed(by_verdict[verdict])))
    return f"{'; it '.join(parts)}." if parts else "differs in nothing that is known."


def thresholds(data: ReportInput) -> list[str]:
    """The least differences of interest in a sentence; none if none is stated."""
    stated = []
    for kpi, least in data.matters.items():
        if kpi not in data.measures:
            continue
        measured = data.measures[kpi].unit
        factor, unit = numbers.scaled(measured)[0], numbers.difference_unit(measured)
        unit = unit.replace("% points", "percentage points")
        stated.append(f"{heading(kpi).lower()} {factor * least:,g} {unit}")
    if not stated:
        return []
    return [
        f"The scenario says how large a difference must be to matter: {listed(stated)}. "
        "An interval that lies within such limits shows a difference smaller than matters."
    ]


def how_sure(data: ReportInput) -> list[str]:
    """What the intervals rest on; sentences."""
    if data.replications < 2:
        return ["One replication has no interval: nothing is known of how sure the numbers are."]
    found = [
        f"Each variant was run {data.replications} times over {data.weeks:.3g} measured weeks, "
        "with other chances each time. The intervals say where, at 95 % confidence, the mean of "
        "endlessly many such runs lies; they do not cover what is wrong with the assumptions."
    ]
    factors = [
        v.differences[SATISFIED].pairing
        for v in data.others
        if SATISFIED in v.differences and isfinite(v.differences[SATISFIED].pairing)
    ]
    if factors:
        low, high = numbers.times(min(factors)), numbers.times(max(factors))
        times = low if low == high else f"{low} to {high}"
        found.append(
            "All variants face the same customers, with the same needs, work and patience "
            "(common random numbers), and differences are taken run by run: for satisfaction "
            f"that is worth {times} times as many runs."
        )
    return found


def told(difference: Difference, words: tuple[str, str, str], currency: str) -> str:
    """What a difference that is shown means; ``words``: as in ``TOLD``."""
    text, more, less = words
    estimate = difference.estimate
    factor, _ = numbers.scaled(estimate.unit)
    places = numbers.decimals(estimate, factor)
    low, high = sorted(abs(factor * limit) for limit in estimate[1:3])
    amount = numbers.number(abs(factor * estimate.mean), places)
    limits = f"({numbers.number(low, places)} to {numbers.number(high, places)})"
    sentence = text.format(amount, more if estimate.mean > 0 else less)
    return f"{sentence.format(currency=currency)} {limits}"
