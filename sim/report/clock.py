"""Moments and durations in words, the same in every language setting of the machine."""

from __future__ import annotations

from datetime import date, timedelta
from math import isfinite

from sim.report.numbers import NOTHING
from sim.time_units import DAY, HOUR, MINUTE

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def moment(at_s: float, start: date) -> str:
    """``Sat 7 Feb 14:05``, of seconds since midnight of ``start``."""
    days, seconds = divmod(int(at_s), int(DAY))
    day = start + timedelta(days=days)
    hour, minute = divmod(seconds // 60, 60)
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {hour:02}:{minute:02}"


def duration(seconds: float) -> str:
    """``45 s``, ``5 min``, ``3 h 20 min``, ``2 days 4 h``: two units at most."""
    if not isfinite(seconds):
        return NOTHING
    if seconds < 59.5:
        return f"{seconds:.0f} s"
    if seconds < HOUR - 30:
        return f"{seconds / MINUTE:.0f} min"
    if seconds < DAY - 30:
        return _two(round(seconds / MINUTE), 60, "h", "min")
    hours = round(seconds / HOUR)
    return _two(hours, 24, "day" if hours < 48 else "days", "h")


def short(seconds: float) -> str:
    """``20 s``, ``1 h``, ``3 d``: for the ticks of an axis."""
    for length, unit in ((DAY, "d"), (HOUR, "h"), (MINUTE, "min")):
        if seconds >= length:
            return f"{seconds / length:.3g} {unit}"
    return f"{seconds:.3g} s"


def weekend_between(start_s: float, end_s: float, start: date) -> bool:
    """Whether a whole weekend day lies between two moments."""
    first, last = -int(-start_s // DAY), int(end_s // DAY)
    return any((start.weekday() + day) % 7 >= 5 for day in range(first, min(last, first + 7)))


def _two(amount: int, size: int, big: str, small: str) -> str:
    whole, rest = divmod(amount, size)
    return f"{whole} {big} {rest} {small}" if rest else f"{whole} {big}"
