"""What warm-up and sensitivity studies found, as tables for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.experiment.sample import Estimate
from sim.report import numbers
from sim.report.tables import plain_table

if TYPE_CHECKING:
    from rich.console import Console

    from sim.experiment.sensitivity import Sensitivity
    from sim.experiment.settling import Settling
    from sim.stats import Interval

MOST_BARS = 15


def print_settling(result: Settling, to: Console) -> None:
    """The measure week by week, and the warm-up that it speaks for."""
    found = result.found
    to.print(f"{result.scenario}: {result.kpi} week by week from the empty start", style="bold")
    to.print(f"seed {result.seed}, {result.replications} replications of {result.weeks} weeks")
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
    to.print(table)
    to.print(told(result))


def told(result: Settling) -> str:
    """The recommendation in words, with its evidence."""
    found, weeks = result.found, result.found.weeks
    unit = result.unit
    advice = f"Leave out {weeks} week{'s' * (weeks != 1)}" if weeks else "No warm-up is needed"
    why = "MSER is least there, where * stands: leaving out so many first weeks makes the mean of "
    why += "the others most precise."
    sentences = [f"{advice} for {result.kpi}. {why}"]
    if weeks:
        early = _estimate(found.early, unit)
        sentences.append(
            f"The weeks left out differ from the others by {numbers.mean(early, sign=True)} "
            f"({numbers.interval(early, sign=True)}) {numbers.scaled(unit)[1]}."
        )
    drift = _estimate(found.drift, unit)
    span = f"{numbers.mean(drift, sign=True)} ({numbers.interval(drift, sign=True)})"
    sentences.append(
        f"Later weeks less earlier ones of those kept: {span} {numbers.scaled(unit)[1]}, "
        + ("no drift shown." if found.settled else "which is a drift: it has not settled.")
    )
    if not found.enough:
        sentences.append("The run was too short to tell; try more --weeks.")
    stated = result.stated_weeks
    sentences.append(f"The scenario states {stated:g} week{'s' * (stated != 1)}.")
    return " ".join(sentences)


def print_sensitivity(result: Sensitivity, to: Console) -> None:
    """The tornado as a table, and in how much of the space the winner stays the winner."""
    what = f"{result.second} less {result.first} in {result.kpi}"
    to.print(f"{what}: what does it hang on?", style="bold")
    unit = numbers.scaled(result.unit)[1]
    base = _estimate(result.base, result.unit)
    interval = numbers.interval(base, sign=True)
    to.print(f"With all as stated: {numbers.mean(base, sign=True)} ({interval}) {unit}")
    table = plain_table("Assumption", "At low", "At high", "Swing", "±", "Sign")
    for bar in result.tornado.bars[:MOST_BARS]:
        low, high, swing = (_estimate(x, result.unit) for x in (bar.at_low, bar.at_high, bar.swing))
        table.add_row(
            bar.path, numbers.mean(low, sign=True), numbers.mean(high, sign=True),
            numbers.mean(swing, sign=True), numbers.half_width(swing).lstrip("±"),
            "turns" if bar.turns else "",
        )  # fmt: skip
    to.print(table)
    if result.effects:
        to.print(_effects(result))
    if result.robust is not None:
        robust = result.robust
        to.print(
            f"In {100 * robust.share:.0f} % ({100 * robust.low:.0f} to {100 * robust.high:.0f} %) "
            "of the space of all ranges the difference keeps its sign; shown at "
            f"{100 * robust.shown:.0f} % of the points, the opposite at "
            f"{100 * robust.reversed:.0f} %."
        )


def _effects(result: Sensitivity) -> str:
    greatest = result.effects[:5]
    factor = 100.0 if result.unit == "share" else 1.0
    listed = ", ".join(
        f"{effect.path} {factor * effect.size:.3g} (σ {factor * effect.spread:.3g})"
        for effect in greatest
    )
    return f"Over all ranges together (Morris, mean size of an effect): {listed}."


def _estimate(interval: Interval, unit: str) -> Estimate:
    return Estimate(interval.mean, interval.low, interval.high, unit)
