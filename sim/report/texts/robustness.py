"""Does a difference survive what nobody knows? In sentences."""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite

from sim.readable import names_of
from sim.report import numbers
from sim.report.data.sensitivity import Sensitivity, Swing
from sim.report.texts.titles import title
from sim.report.words import listed, minus, quoted

TURNS, MAY_TURN = "turns", "may turn"


def survives(found: Iterable[Sensitivity]) -> list[str]:
    """What each difference is, and whether it keeps its sign within the ranges of assumptions."""
    return [sentence for one in found for sentence in _survives(one)]


def _survives(one: Sensitivity) -> list[str]:
    what = f"The difference of {quoted(one.variant)} from {quoted(one.baseline)} in {named(one)}"
    if not isfinite(one.base.mean):
        return [f"{what} is not known: one of them has no value with all assumptions as stated."]
    unit = numbers.difference_unit(one.base.unit).replace("% points", "percentage points")
    limits = minus(numbers.interval(one.base, sign=True))
    mean = minus(numbers.mean(one.base, sign=True))
    told = f"{what} is {mean} {unit} with all assumptions as stated"
    sure = isfinite(one.base.low)
    found = [f"{told} ({limits})." if sure else f"{told}."]
    if sure and one.base.low <= 0.0 <= one.base.high:
        found[0] += " It is not shown even there, so that its sign means little."
    names = names_of(swing.path for swing in one.swings)
    turned, open_ = (
        [quoted(names[swing.path]) for swing in one.swings if turning(one, swing) == word]
        for word in (TURNS, MAY_TURN)
    )
    if turned:
        found.append(f"It is shown to change its sign within the range of {listed(turned)} alone.")
    if open_:
        found.append(
            f"Its mean changes its sign within the range of {listed(open_)}, but the interval "
            "there includes 0, so that this is not shown."
        )
    if not turned and not open_:
        many = f"any one of the {len(one.swings)} assumptions with a range"
        many = many if len(one.swings) > 1 else "the one assumption with a range"
        found.append(f"It keeps its sign when {many} is moved to either end of it.")
    if one.wins.points:
        found += _wins(one)
    return found


def _wins(one: Sensitivity) -> list[str]:
    share, low, high, shown, opposite = (f"{100 * part:.0f}" for part in one.wins[1:])
    return [
        f"When all are moved at once, it keeps its sign at {share} % of {one.wins.points} points "
        f"spread over the space of their ranges ({low} to {high} % of the space). The runs show "
        f"it at {shown} % of the points, and the opposite at {opposite} %."
    ]


def turning(one: Sensitivity, swing: Swing) -> str:
    """Whether the difference has another sign at an end of the range than as stated: ``TURNS``
    where the interval there shows it, ``MAY_TURN`` where only the mean has it, or nothing."""
    sign = 1.0 if one.base.mean > 0.0 else -1.0
    ends = [end for end in (swing.at_low, swing.at_high) if sign * end.mean < 0.0]
    if not ends:
        return ""
    return TURNS if any(end.high < 0.0 or end.low > 0.0 for end in ends) else MAY_TURN


def named(one: Sensitivity) -> str:
    """The measure within a sentence."""
    return title(one.kpi).lower() if title(one.kpi) != one.kpi else one.kpi
