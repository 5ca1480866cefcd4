"""What warm-up and sensitivity studies found, as tables for a terminal."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from sim.experiment.results import Estimate
from sim.readable import names_of
from sim.report import numbers
from sim.report.terminal.headlines import full
from sim.report.terminal.sheet import Sheet, plain_table

if TYPE_CHECKING:
    from rich.console import Console

    from sim.experiment.sensitivity import Sensitivity
    from sim.experiment.warm_up import Settling
    from sim.stats import Bar, Interval

MOST_BARS = 10
"""Of a tornado."""


def print_settling(result: Settling, to: Console) -> None:
    """The measure week by week, and the warm-up that it speaks for."""
    to.print(settling(result), style="bold")
    to.print(f"seed {result.seed}, {result.replications} replications of {result.weeks} weeks")
    to.print(weekly(result))
    to.print(told(result))


def settling(result: Settling) -> str:
    """What is looked at."""
    return f"{result.scenario}: {result.kpi} week by week from the empty start"


def weekly(result: Settling) -> Sheet:
    """A line for each week."""
    found = result.found
    unit = numbers.scaled(result.unit)[1]
    table = plain_table("Week", f"Mean, {unit}", "95 % interval", f"Smoothed, {unit}", "MSER")
    for week in range(result.weeks):
        estimate = _estimate(found.by_week.at(week), result.unit)
        smooth = Estimate(float(found.smoothed[week]), estimate.low, estimate.high, result.unit)
        mser = f"{found.statistic[week]:.3g}" if week < len(found.statistic) else ""
        mark = " *" if week == found.weeks else ""
        table.add_row(
            str(week + 1), numbers.mean(estimate), numbers.interval(estimate),
            "" if smooth.mean != smooth.mean else numbers.mean(smooth), mser + mark,
        )  # fmt: skip
    return table


def told(result: Settling) -> str:
    """The recommendation in words, with its evidence."""
    found, unit = result.found, result.unit
    sentences = [
        f"{_advice(found.weeks)} for {result.kpi}. MSER, the squared standard error of the mean of "
        "the weeks kept, is least there (*)."
    ]
    first = "weeks left out differ" if found.weeks > 1 else "first week differs"
    sentences.append(f"The {first} from those after by {_span(found.early, unit)}.")
    if not found.weeks and not found.early.low <= 0.0 <= found.early.high:
        sentences.append("That is a difference: leaving this week out is the safer choice.")
    trend = "no drift shown" if found.settled else "a drift: it has not settled"
    sentences.append(
        f"The later half of the weeks kept differs from the earlier by {_span(found.drift, unit)}: "
        f"{trend}."
    )
    if not found.enough:
        sentences.append(
            "So the run was too short to tell, or the measure never settles (a backlog that grows "
            "for ever); try more --weeks."
        )
    return " ".join([*sentences, _stated(result)])


def _advice(weeks: int) -> str:
    return f"Leave out {_weeks(weeks)}" if weeks else "No warm-up is needed"


def _weeks(weeks: float) -> str:
    return f"{weeks:g} week{'s' * (weeks != 1)}"


def _stated(result: Settling) -> str:
    """What the scenario states, held against the recommendation."""
    stated = f"The scenario states a warm-up of {_weeks(result.stated_weeks)}"
    if not result.found.enough:
        return f"{stated}."
    enough = result.stated_weeks >= result.found.weeks
    return f"{stated}, which is {'enough' if enough else 'too short'} for this measure."


def _span(interval: Interval, unit: str) -> str:
    """``-2.2 h (-3.4 to -1.0)``: a difference with its interval."""
    estimate = _estimate(interval, unit)
    limits = numbers.interval(estimate, sign=True)
    return f"{numbers.mean(estimate, sign=True)} {_unit(unit)} ({limits})"


def _unit(unit: str) -> str:
    """Of a difference."""
    return numbers.scaled(unit)[1].replace("%", "% points")


def print_sensitivity(result: Sensitivity, to: Console) -> None:
    """The tornado as a table, and in how much of the space the winner stays the winner."""
    to.print(title(result), style="bold")
    if not isfinite(result.base.mean):
        to.print(f"The difference is not known: one variant lacks a value of {result.kpi}.")
        return
    to.print(base(result))
    if result.base.low <= 0.0 <= result.base.high:
        to.print("No difference is shown there, so that its sign means little below.")
    to.print(tornado(result))
    for sentence in (_beyond(result), _turning(result), _effects(result), _robust(result)):
        if sentence:
            to.print(sentence)


def title(result: Sensitivity) -> str:
    """What a study asks."""
    first, second = (result.file.label_of(n) or n for n in (result.first, result.second))
    return f"{second} against {first}, {_measure(result)}: what does the difference depend on?"


def _measure(result: Sensitivity) -> str:
    name = full(result.kpi)
    return f"{name[:1].lower()}{name[1:]}"


def _names(result: Sensitivity) -> dict[str, str]:
    """Assumptions by path, as they are shown."""
    return names_of(result.ranges)


def base(result: Sensitivity) -> str:
    """The difference that is looked at."""
    return f"With all assumptions as stated: {_span(result.base, result.unit)}"


def tornado(result: Sensitivity) -> Sheet:
    """A line for each assumption, the greatest swing first."""
    unit = _unit(result.unit)
    table = plain_table("Assumption and its range", "At low", "At high", f"Swing, {unit}")
    factor, names = numbers.scaled(result.unit)[0], _names(result)
    for bar in result.tornado.bars[:MOST_BARS]:
        swing = _estimate(bar.swing, result.unit)
        places = numbers.decimals(swing, factor)
        low, high, apart = (
            numbers.number(factor * each.mean, places, sign=True)
            for each in (bar.at_low, bar.at_high, bar.swing)
        )
        table.add_row(
            f"{names[bar.path]}\n  {result.ranges[bar.path]}", low, high,
            f"{apart} {numbers.around(swing)}".rstrip(),
        )  # fmt: skip
    return table


def _beyond(result: Sensitivity) -> str:
    """What is not in the table."""
    more = result.tornado.bars[MOST_BARS:]
    if not more:
        return ""
    most = numbers.scaled(result.unit)[0] * abs(more[0].swing.mean)
    kept = "one more swings" if len(more) == 1 else f"{len(more)} more swing"
    return f"Of the assumptions {kept} by {numbers.rounded(most)} {_unit(result.unit)} or less."


def _turning(result: Sensitivity) -> str:
    """Which assumptions change the sign on their own."""
    names = _names(result)
    turned = [bar for bar in result.tornado.bars if bar.turns]
    sure = [bar for bar in turned if _is_shown(result, bar)]
    told = []
    if sure:
        listed_ = "; ".join(names[bar.path] for bar in sure)
        told.append(f"The difference is shown to change its sign within the range of: {listed_}.")
    if len(sure) < len(turned):
        listed_ = "; ".join(names[bar.path] for bar in turned if bar not in sure)
        told.append(
            f"Its mean changes its sign within the range of: {listed_}; the interval there "
            "includes 0, so that this is not shown."
        )
    return " ".join(told) or "No assumption changes the sign of the difference on its own."


def _is_shown(result: Sensitivity, bar: Bar) -> bool:
    """Whether the interval at an end of the range lies on the other side of 0."""
    sign = 1.0 if result.base.mean > 0.0 else -1.0
    return any(sign * end.low < 0.0 and sign * end.high < 0.0 for end in (bar.at_low, bar.at_high))


def _effects(result: Sensitivity) -> str:
    if not result.effects:
        return ""
    factor, names = numbers.scaled(result.unit)[0], names_of(e.path for e in result.effects)
    listed = "; ".join(
        f"{names[effect.path]} {numbers.rounded(factor * effect.size)} "
        f"(σ {numbers.rounded(factor * effect.spread)})"
        for effect in result.effects[:5]
    )
    return (
        f"Over all ranges together (Morris), the greatest mean effects in {_unit(result.unit)}, "
        f"from one end of a range to the other: {listed}."
    )


def _robust(result: Sensitivity) -> str:
    robust = result.robust
    if robust is None:
        return ""
    share, low, high, shown, opposite = (f"{100 * part:.0f}" for part in robust[:5])
    return (
        f"When all are varied at once, the difference keeps its sign at {share} % of "
        f"{result.points} points spread over the ranges (95 % interval for the whole space: {low} "
        f"to {high} %). "
    ) + (
        f"The replications show it at {shown} % of the points, the opposite at {opposite} %."
        if isfinite(result.base.low)
        else "One replication has no interval: run more to see where it is shown."
    )


def _estimate(interval: Interval, unit: str) -> Estimate:
    return Estimate(interval.mean, interval.low, interval.high, unit)
