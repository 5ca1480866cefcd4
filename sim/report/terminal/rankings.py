"""What a comparison tells beside its tables: which variant may be best, what pooling changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import isfinite, isinf, isnan
from typing import TYPE_CHECKING

from sim.experiment.results import Estimate
from sim.experiment.results.selection import MAIN
from sim.report import numbers
from sim.report.terminal.headlines import full

if TYPE_CHECKING:
    from sim.experiment.results import CompareResult
    from sim.experiment.results.selection import Chosen


def may_be_best(result: CompareResult) -> Iterator[tuple[str, str]]:
    """Titles of the main measures with the variants not shown to be worse than another."""
    for kpi in MAIN:
        kept = result.screened(kpi)
        if kept is None:
            continue
        told = ", ".join(result.runs[name].shown_as for name in kept.variants)
        if len(kept.variants) > 1:
            unit = next(run.measures[kpi].unit for run in result.runs.values())
            told += f" (behind the best by at most {amount(kept.behind, unit)})"
        if _is_sharper(result, kpi, kept.variants):
            told += "; by a one-sided test, which is sharper than the intervals above"
        yield full(kpi), told


def _is_sharper(result: CompareResult, kpi: str, kept: Sequence[str]) -> bool:
    """Whether the baseline, or all others, are left out although no interval shows it."""
    verdicts = {
        name: result.verdict(name, kpi)
        for name, known in result.differences.items()
        if kpi in known
    }
    if result.baseline not in kept:
        return not any(verdicts.get(name) == "better" for name in kept)
    return len(kept) == 1 and any(word == "no difference shown" for word in verdicts.values())


def choice(found: Chosen, shown: Callable[[str], str] = str) -> str:
    """Which variant was selected, with what probability, and when the others were eliminated.

    ``shown``: what a variant of a name is called.
    """
    kpi, lead = found.aim.kpi, amount(found.aim.matters, found.unit)
    out = ", ".join(f"{shown(name)} ({after})" for name, after in found.out_after.items())
    gone = f" Eliminated, after replications: {out}." if out else ""
    if found.best is None:
        running = ", ".join(map(shown, found.running))
        return (
            f"Which variant is best in {kpi} ({found.direction} is better) is not decided after "
            f"{found.n} replications, the most allowed: {running} are in the race. At most "
            f"{found.more} more would settle it.{gone}"
        )
    close = [shown(name) for name in found.running if name != found.best]
    near = f" No lead of {lead} was found over {', '.join(close)}." if close else ""
    return (
        f"Best in {kpi} ({found.direction} is better): {shown(found.best)}, selected after "
        f"{found.n} replications. If one variant is truly ahead of all others by {lead} or more, "
        f"this is it with a probability of at least {100 * found.confidence:.0f} %.{near}{gone}"
    )


def saved(result: CompareResult) -> str:
    """By how much the common customers have cut the work, for the main measures; or nothing."""
    told = []
    for kpi in MAIN:
        pairs = [by_kpi[kpi] for by_kpi in result.pairings.values() if kpi in by_kpi]
        pairs = [pair for pair in pairs if not isnan(pair.factor)]
        if pairs:
            factors = _span([pair.factor for pair in pairs], factor_text)
            together = _span([pair.correlation for pair in pairs], "{:.2f}".format)
            told.append(f"{full(kpi).lower()} {factors} (correlation {together})")
    if not told:
        return ""
    return (
        "With customers of its own for each, equally precise differences would take so many times "
        f"as many replications: {', '.join(told)}."
    )


def _span(values: Sequence[float], text: Callable[[float], str]) -> str:
    """``5.2 to 11``, or one of them when they look alike."""
    known = [value for value in values if not isnan(value)]
    if not known:
        return "unknown"
    low, high = text(min(known)), text(max(known))
    return low if low == high else f"{low} to {high}"


def factor_text(factor: float) -> str:
    """A factor as a reader wants it: nobody needs to know more of a great one."""
    return "over 100" if isinf(factor) or factor > 100.0 else numbers.times(factor)


NOTABLE = 0.1
"""Half-widths of an interval by which pooling moves a measure, if anybody is to hear of it."""

Both = tuple[str, Estimate, Estimate]
"""What is estimated, its mean over replications, and the ratio of sums of all."""


def pooled(both: Iterable[Both]) -> str:
    """How far ratios of sums are from the means over replications, if that is worth telling."""
    apart = [
        (abs(ratio.mean - mean.mean) / mean.half_width, what, mean, ratio)
        for what, mean, ratio in both
        if mean.half_width > 0.0 and isfinite(ratio.mean)
    ]
    if not apart:
        return ""
    most, what, mean, ratio = max(apart, key=lambda each: each[0])
    if most < NOTABLE:
        return ""
    factor, unit = numbers.scaled(mean.unit)
    places = numbers.decimals(mean, factor) + 1
    values = [numbers.number(factor * each.mean, places) for each in (ratio, mean)]
    return (
        "A mean counts every replication the same. As ratios of sums over all replications, in "
        "which busy ones count for more, the measures above would move by at most "
        f"{numbers.rounded(100 * most)} % of half an interval ({what}: {values[0]} instead of "
        f"{values[1]} {unit.partition(' ')[0]})."
    )


def of_run(
    names: Sequence[str], kpis: Mapping[str, Estimate], ratios: Mapping[str, Estimate]
) -> Iterator[Both]:
    """The measures shown that are ratios."""
    return ((name, kpis[name], ratios[name]) for name in names if name in ratios)


def of_differences(result: CompareResult, names: Sequence[str]) -> Iterator[Both]:
    """The differences shown that are of ratios."""
    for variant, ratios in result.ratio_differences.items():
        for name in (name for name in names if name in ratios):
            what = f"{full(name).lower()} of {result.runs[variant].shown_as}"
            yield what, result.differences[variant][name], ratios[name]


def amount(value: float, unit: str) -> str:
    """``0.5 h``, ``1.2 % points``: a difference to two digits."""
    return f"{numbers.rounded(numbers.scaled(unit)[0] * value)} {numbers.difference_unit(unit)}"
