"""Targets in words: what is aimed at, what came out, whether that is shown to be enough."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sim.report import numbers
from sim.report.data.measures import Target
from sim.report.texts.titles import heading
from sim.report.words import listed, number

READING = (
    "Met or not met: the 95 % interval, for all targets of a variant at once, lies on one side of "
    "what is aimed at. Values are those of the long run, ratios of sums where a measure is a ratio."
)


def aimed_at(target: Target) -> str:
    """``at least 80 %``."""
    factor, _ = numbers.scaled(target.estimate.unit)
    unit = numbers.short_unit(target.estimate.unit)
    side = "at least" if target.at_least else "at most"
    return f"{side} {factor * target.amount:,.10g} {unit}".rstrip()


def came_out(target: Target) -> str:
    """``73.2 %``."""
    unit = numbers.short_unit(target.estimate.unit)
    return f"{numbers.mean(target.estimate)} {unit}".rstrip()


def of_kind(targets: Iterable[Target], attained: str) -> list[Target]:
    """Those that are met, not met, or of which it is not sure."""
    return [one for one in targets if one.attained == attained]


def all_met(targets: Sequence[Target]) -> bool:
    """Whether there are targets, and each is shown to be met."""
    return bool(targets) and len(of_kind(targets, "met")) == len(targets)


def summed_up(targets: Sequence[Target]) -> str:
    """How many are met, and which are not; a sentence without its beginning."""
    count = len(targets)
    if all_met(targets):
        return "meets its target" if count == 1 else f"meets all {number(count)} targets"
    missed, open_ = of_kind(targets, "not met"), of_kind(targets, "not sure")
    parts = []
    if missed:
        parts.append(f"misses {listed(map(_named, missed))}")
    if open_:
        parts.append(f"is not shown to meet {listed(map(_named, open_))}")
    met = count - len(missed) - len(open_)
    told = f"meets {number(met)} of {number(count)} targets: it " if met else ""
    return f"{told}{' and '.join(parts)}"


def count_met(targets: Sequence[Target]) -> str:
    """``3 of 4``: how many are shown to be met; empty where nothing is aimed at."""
    return f"{len(of_kind(targets, 'met'))} of {len(targets)}" if targets else ""


def _named(target: Target) -> str:
    """``service level (phone) (73.2 % instead of at least 80 %)``."""
    title = heading(target.measure)
    against = "instead of" if target.attained == "not met" else "against"
    return f"{title[:1].lower()}{title[1:]} ({came_out(target)} {against} {aimed_at(target)})"
