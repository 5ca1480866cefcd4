"""What a sweep shows, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from sim.report import numbers
from sim.report.data.measures import Estimate, Gauge
from sim.report.data.sweep import Candidate, Effect, Factor, SweepInput
from sim.report.words import listed, quoted


def headlines(data: SweepInput) -> list[str]:
    """How many points, which may be on the front, its two ends, and the price of its steps."""
    front = data.front
    pair = f"{low(data.first)} and {low(data.second)}"
    if not front:
        return [f"At none of the {data.points:,} points are both {pair} known."]
    sentences = [*_by_targets(data), _count(data, pair)]
    if len(front) == 1:
        return [*sentences, f"It is best in both: {_told(data, front[0])}."]
    sentences.append(
        f"By the means, {_lower(extreme(data.second))} is {_told(data, front[0])}; "
        f"{_lower(extreme(data.first))} is {_told(data, front[-1])}."
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


def _told(data: SweepInput, one: Candidate) -> str:
    """``point 3 (…), with 83.1 ±0.4 % at 1,200 ±30 USD``."""
    levels = zip(data.factors, one.levels, strict=True)
    where = "; ".join(f"{factor.name} = {level}" for factor, level in levels)
    values = " at ".join(
        f"{numbers.mean(e)} {numbers.around(e)}".rstrip() + f" {numbers.scaled(e.unit)[1]}"
        for e in (one.first, one.second)
    )
    return f"point {one.point} ({where}), with {values}"


def _steps(data: SweepInput) -> Iterator[str]:
    """What the first step up the front costs, and the last one; only prices that are shown."""
    steps = [(one.point, one.step) for one in data.front if one.step is not None]
    for point, step in dict.fromkeys(steps[:1] + steps[-1:]):
        which = "next step up from the first of them" if point == steps[0][0] else "last step"
        yield f"The {which}, to point {point}, {_price(data, step)}."


def _price(data: SweepInput, step: Estimate) -> str:
    """What a step takes of the second measure, or that it is not shown to buy or to take any."""
    verb = "cost" if data.second.name.startswith("cost.") else "take"
    what = f"{'more' if data.higher[0] else 'less'} of {low(data.first)}"
    if not isfinite(step.low):
        return f"is not shown to give {what}, so that its price is not known"
    told = f"{numbers.mean(step)} ({numbers.interval(step)}) {price_unit(data)} {what}"
    if priced(step):
        return f"{verb}s {told}"
    return f"is not shown to {verb} anything: {told}"


def priced(step: Estimate) -> bool:
    """Whether it is shown that a step has a price: its interval is known and leaves out 0."""
    return isfinite(step.low) and (step.low > 0.0 or step.high < 0.0)


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
    moving = [(factor, effect) for factor, effect in known if shown(effect)]
    if not moving:
        return f"No factor is shown to move {low(gauge)}."
    factor, effect = moving[0]
    told = [
        f"What moves {low(gauge)} most is {quoted(factor.name)}: on average over all else, "
        f"{_at(factor, effect, effect.lowest)} and {_at(factor, effect, effect.highest)}, "
        f"a swing of {swing(effect)}."
    ]
    if len(moving) > 1:
        factor, effect = moving[1]
        told.append(f"Next is {quoted(factor.name)}, with a swing of {swing(effect)}.")
    hidden = [quoted(factor.name) for factor, effect in known if not shown(effect)]
    if hidden:
        told.append(f"No effect is shown of {listed(hidden)}.")
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
    """Whether the interval of the swing leaves out 0; a single replication shows nothing."""
    return effect.swing.low > 0.0


def extreme(gauge: Gauge) -> str:
    """How the best point of a measure is called."""
    if gauge.name.startswith("cost."):
        return "Cheapest"
    return "Most satisfying" if gauge.name.startswith("satisfaction.") else f"Best in {low(gauge)}"


def low(gauge: Gauge) -> str:
    """The title of a measure within a sentence."""
    return gauge.title if gauge.title == gauge.name else _lower(gauge.title)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def named(factor: Factor) -> str:
    """A factor with the unit of its levels."""
    return f"{factor.name}, {factor.unit}" if factor.unit else factor.name
