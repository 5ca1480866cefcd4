"""The first screen's answer: which policy, by how much, how sure, at what yearly price."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isfinite

from sim.report import numbers
from sim.report.data.comparison import ReportInput, Variant
from sim.report.data.front import COST, SATISFIED, costs, yearly
from sim.report.data.measures import Difference, Estimate
from sim.report.texts.comparison import NOT_SHOWN, TOLD, told
from sim.report.texts.targets import all_met, of_kind, summed_up
from sim.report.texts.worth_considering import SMALL, verdict_of
from sim.report.words import number, quoted


def answer(data: ReportInput) -> list[str]:
    """One recommended policy or why there is none, in a few sentences.

    Where targets are stated, the cheapest variant that is shown to meet them all; otherwise one
    that is shown to be better in satisfaction or cost and not worse in the other. Empty where
    nothing can be told.
    """
    if not data.baseline.kpis["demand.issues"].mean > 0.0:
        return []
    if not isfinite(data.baseline.kpis[SATISFIED].mean):
        return []
    if not data.others:
        return list(_alone(data))
    meeting = [one for one in data.variants if all_met(one.targets)]
    if meeting and data.baseline.targets:
        return list(_by_targets(data, meeting))
    return [*_by_trade_off(data), *(_closest(data) if data.baseline.targets else ())]


def _alone(data: ReportInput) -> Iterator[str]:
    """A single variant: its targets, whom it satisfies and what it costs."""
    one = data.baseline
    satisfied = one.kpis[SATISFIED]
    price = f" at {_yearly(data, one.kpis[COST])} a year" if costs(data) else ""
    yield f"{numbers.mean(satisfied)} % of customers are satisfied{_sure(satisfied)}{price}."
    if one.targets:
        yield f"{quoted(one.name)} {summed_up(one.targets)}."


def _closest(data: ReportInput) -> Iterator[str]:
    """Where none is shown to meet all targets."""
    closest = min(data.variants, key=_missing)
    yield "No variant is shown to meet all targets."
    yield f"{quoted(closest.name)} comes closest. It {summed_up(closest.targets)}."


def _by_targets(data: ReportInput, meeting: Sequence[Variant]) -> Iterator[str]:
    """The best of those that are shown to meet all targets."""
    priced = costs(data)
    best = min(meeting, key=lambda v: v.kpis[COST].mean if priced else -v.kpis[SATISFIED].mean)
    yield f"Recommended: {quoted(best.name)}."
    price = f", at {_yearly(data, best.kpis[COST])} a year" if priced else ""
    if len(meeting) == 1:
        yield f"It alone is shown to meet all targets{price}."
    else:
        which = "costs least" if priced else "satisfies most customers"
        yield f"Of the {number(len(meeting))} that are shown to meet all targets it {which}{price}."
    if best is not data.baseline:
        yield f"Compared with {quoted(data.baseline.name)}, it {_against_baseline(data, best)}."


def _missing(variant: Variant) -> tuple[int, int, float]:
    """How far a variant is from meeting all: targets missed, targets open, its cost."""
    missed, open_ = of_kind(variant.targets, "not met"), of_kind(variant.targets, "not sure")
    return len(missed), len(open_), variant.kpis[COST].mean


def _by_trade_off(data: ReportInput) -> Iterator[str]:
    """By satisfaction and cost, each variant against the baseline."""
    base = quoted(data.baseline.name)
    better = [one for one in data.others if _is_better(one)]
    if better:
        best = max(better, key=lambda one: one.kpis[SATISFIED].mean)
        yield f"Recommended: {quoted(best.name)}."
        yield f"Compared with {base}, it {_against_baseline(data, best)}."
    elif all(verdict_of(one, kpi) == SMALL for one in data.others for kpi in (SATISFIED, COST)):
        yield f"There is no difference that matters: {base} is as good as any."
        return
    elif all(verdict_of(one, kpi) in NOT_SHOWN for one in data.others for kpi in (SATISFIED, COST)):
        yield f"No difference that matters is shown: nothing speaks against {base}."
        return
    else:
        best = data.baseline
        yield f"Recommended: {base}. Nothing else is shown to be better for the same money."
    yield from _for_more(data, best)


def _is_better(one: Variant) -> bool:
    """Whether it is shown to be better in one of both and not worse in the other."""
    verdicts = [verdict_of(one, kpi) for kpi in (SATISFIED, COST)]
    return "better" in verdicts and "worse" not in verdicts


def _for_more(data: ReportInput, best: Variant) -> Iterator[str]:
    """What satisfies more than the recommended one, and what it takes."""
    if not costs(data):
        return
    more = [
        one
        for one in data.others
        if verdict_of(one, SATISFIED) == "better"
        and one.kpis[SATISFIED].mean > best.kpis[SATISFIED].mean
        and one is not best
    ]
    if more:
        most = max(more, key=lambda one: one.kpis[SATISFIED].mean)
        yield (
            f"For more money there is {quoted(most.name)}: compared with "
            f"{quoted(data.baseline.name)}, it {_against_baseline(data, most)}."
        )


def _against_baseline(data: ReportInput, one: Variant) -> str:
    """``satisfies 2.1 percentage points more customers (1.6 to 2.6) and costs no more``."""
    parts = [_satisfies(one.differences.get(SATISFIED))]
    if costs(data):
        parts.append(_costs(data, one.differences.get(COST)))
    return " and ".join(parts)


def _satisfies(found: Difference | None) -> str:
    if found is None or found.verdict in NOT_SHOWN:
        return "satisfies as many customers" if found else "satisfies nobody knows how many"
    return told(found, TOLD[SATISFIED], "")


def _costs(data: ReportInput, found: Difference | None) -> str:
    if found is None or found.verdict in NOT_SHOWN:
        return "costs about as much" if found else "costs nobody knows how much"
    side = "more" if found.estimate.mean > 0.0 else "less"
    size = _absolute(found.estimate)
    limits = _sure(yearly(size, data.weeks))
    return f"costs {_yearly(data, size)} {side} a year{limits}"


def _absolute(estimate: Estimate) -> Estimate:
    mean, low, high, unit = estimate
    return estimate if mean >= 0.0 else Estimate(-mean, -high, -low, unit)


def _yearly(data: ReportInput, total: Estimate) -> str:
    """``107,600 USD``: a total of the measured window as that of a year."""
    return f"{numbers.mean(yearly(total, data.weeks))} {data.currency}"


def _sure(estimate: Estimate) -> str:
    """`` (1.6 to 2.6)``: the interval, if there is one."""
    if not isfinite(estimate.low) or numbers.known(estimate):
        return ""
    return f" ({numbers.interval(estimate)})"
