"""What a sweep shows, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from sim.report import numbers
from sim.report.data.measures import Estimate, Gauge
from sim.report.data.sweep import Candidate, Effect, Factor, SweepInput
from sim.report.words import breakable


def headlines(data: SweepInput) -> list[str]:
    """How many points, which may be on the front, its two ends, and the price of its steps."""
    front = data.front
    pair = f"{low(data.first)} and {low(data.second)}"
    if not front:
        return [f"At none of the {data.points:,} points are both {pair} known."]
    sentences = [*_by_targets(data), _count(data, pair)]
    if len(front) == 1:
        return [*sentences, f"It is best in both: {_told(data, front[0])}."]
    spans = (
        _span(data.first, front[0].first, front[-1].first),
        _span(data.second, front[0].second, front[-1].second),
    )
    sentences.append(f"Along the front: {spans[0]}, {spans[1]}.")
    sentences.append(
        f"{extreme(data.second)} is {_told(data, front[0])}. "
        f"{extreme(data.first)} is {_told(data, front[-1])}."
    )
    return [*sentences, *_steps(data)]


def _by_targets(data: SweepInput) -> Iterator[str]:
    """Which point is best of those that meet all targets; or that none does."""
    best = data.best_meeting
    if best is not None:
        others = f" of {data.meeting:,} that are" if data.meeting > 1 else ", the only one that is"
        yield f"{extreme(data.second)}{others} shown to meet all targets: {_told(data, best)}."
    elif any(one.targets for one in data.candidates):
        yield "No point is shown to meet all targets."


def _count(data: SweepInput, pair: str) -> str:
    front = data.front
    alike = sum(one.alike for one in front)
    verb = "is" if len(front) == 1 else "are"
    told = f" (and {alike:,} with the same values)" if alike else ""
    maybe = len(data.candidates) - len(front)
    more = f"; {maybe} more may be, with a chance of 5 % or above" if maybe else ""
    return (
        f"Of {data.points:,} points, {len(front)}{told} {verb} on the front of {pair}{more}. No "
        "other point is at least as good in both and better in one."
    )


def _span(gauge: Gauge, start: Estimate, end: Estimate) -> str:
    unit = numbers.scaled(gauge.unit)[1]
    return f"{low(gauge)} {numbers.mean(start)} to {numbers.mean(end)} {unit}".rstrip()


def _told(data: SweepInput, one: Candidate) -> str:
    """``point 3 (…), with 83.1 ±0.4 % at 1,200 ±30 USD``."""
    levels = zip(data.factors, one.levels, strict=True)
    where = ", ".join(f"{breakable(factor.path)} {level}" for factor, level in levels)
    values = " at ".join(
        f"{numbers.mean(e)} {numbers.around(e)}".rstrip() + f" {numbers.scaled(e.unit)[1]}"
        for e in (one.first, one.second)
    )
    return f"point {one.point} ({where}), with {values}"


def _steps(data: SweepInput) -> Iterator[str]:
    """What the first step up costs, and the dearest."""
    steps = [(one.point, one.step) for one in data.front if one.step is not None]
    if not steps:
        return
    verb = "costs" if data.second.name.startswith("cost.") else "takes"
    less = "" if data.higher[0] else " less"
    per = f"{price_unit(data)}{less} of {low(data.first)}"
    yield (
        f"From the first of them the next step up, to point {steps[0][0]}, {verb} "
        f"{_price(steps[0][1])} {per}"
        + (
            f"; the last one, to point {steps[-1][0]}, {_price(steps[-1][1])}."
            if len(steps) > 1
            else "."
        )
    )


def _price(step: Estimate) -> str:
    if not isfinite(step.low):
        return numbers.rounded(step.mean)
    return f"{numbers.mean(step)} ({numbers.interval(step)})"


def price_unit(data: SweepInput) -> str:
    """``USD per % point``."""
    unit = numbers.scaled(data.first.unit)[1]
    return f"{numbers.scaled(data.second.unit)[1]} per {points(unit)}".strip()


def points(unit: str) -> str:
    """The unit of a difference."""
    return unit.replace("%", "% point")


def movers(data: SweepInput) -> list[str]:
    """What moves each of the two measures most, and what is not shown to move it."""
    return [
        _mover(data, gauge, data.effects[at])
        for at, gauge in enumerate(data.gauges[:2])
        if any(data.effects[at])
    ]


def _mover(data: SweepInput, gauge: Gauge, effects: tuple[Effect | None, ...]) -> str:
    known = [(f, e) for f, e in zip(data.factors, effects, strict=True) if e is not None]
    known.sort(key=lambda pair: -pair[1].swing.mean)
    factor, effect = known[0]
    if data.replications > 1 and not shown(effect):
        return f"No factor is shown to move {low(gauge)}."
    told = [
        f"What moves {low(gauge)} most is {breakable(factor.path)}: on average over all else, "
        f"{_at(factor, effect, effect.lowest)} and {_at(factor, effect, effect.highest)}, "
        f"a swing of {swing(effect)}."
    ]
    if len(known) > 1 and (data.replications == 1 or shown(known[1][1])):
        factor, effect = known[1]
        told.append(f"Next is {breakable(factor.path)}, with a swing of {swing(effect)}.")
    hidden = [f.path for f, e in known if data.replications > 1 and not shown(e)]
    if hidden:
        told.append(f"No effect is shown of {', '.join(map(breakable, hidden))}.")
    return " ".join(told)


def _at(factor: Factor, effect: Effect, level: int) -> str:
    """``59.9 % at “as is”``."""
    mean = effect.means[level]
    name = factor.names[level] if factor.at else f"“{factor.names[level]}”"
    return f"{numbers.mean(mean)} {numbers.scaled(mean.unit)[1]} at {name}"


def swing(effect: Effect) -> str:
    """``8.2 % points (7.1 to 9.3)``."""
    one = effect.swing
    unit = numbers.scaled(one.unit)[1].replace("%", "% points")
    limits = f" ({numbers.interval(one)})" if isfinite(one.low) and one.half_width > 0.0 else ""
    return f"{numbers.mean(one)} {unit}{limits}"


def shown(effect: Effect) -> bool:
    """Whether the interval of the swing leaves out 0."""
    return effect.swing.low > 0.0


def extreme(gauge: Gauge) -> str:
    """How the best point of a measure is called."""
    if gauge.name.startswith("cost."):
        return "Cheapest"
    return "Most satisfying" if gauge.name.startswith("satisfaction.") else f"Best in {low(gauge)}"


def low(gauge: Gauge) -> str:
    """The title of a measure within a sentence."""
    return gauge.title if gauge.title == gauge.name else gauge.title[0].lower() + gauge.title[1:]


def named(factor: Factor) -> str:
    """A factor with the unit of its levels."""
    return f"{factor.path}, {factor.unit}" if factor.unit else factor.path
