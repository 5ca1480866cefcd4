"""Reading and writing numbers with units: ``4 min``, ``35 %``, ``24 USD/h``, ``6 per hour``.

Readers raise ``PydanticCustomError`` with the reason; writers give text that reads to the
same bits.
"""

from __future__ import annotations

import math
import re
import sys

from sim.scenario.problems import shorten, wrong
from sim.scenario.values import bounds
from sim.scenario.values.bounds import Bounds
from sim.scoring import BEST, WORST
from sim.time_units import DAY, HOUR, MINUTE, WEEK, YEAR

UNITS: dict[str, float] = {
    **dict.fromkeys(("s", "sec", "second", "seconds"), 1.0),
    **dict.fromkeys(("min", "minute", "minutes"), MINUTE),
    **dict.fromkeys(("h", "hour", "hours"), HOUR),
    **dict.fromkeys(("d", "day", "days"), DAY),
    **dict.fromkeys(("w", "week", "weeks"), WEEK),
    **dict.fromkeys(("month", "months"), YEAR / 12),
    **dict.fromkeys(("year", "years"), YEAR),
}
SPELLED = (("weeks", WEEK), ("days", DAY), ("h", HOUR), ("min", MINUTE))
NUMBER = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?"
QUANTITY = re.compile(r"\s*([-+]?\d+(?:\.\d+)?)\s*(.*?)\s*")
"""A number with whatever unit stands behind it."""
_PIECE = re.compile(rf"\s*({NUMBER})\s*([a-zA-Z]+)\s*")
_PERCENT = re.compile(rf"({NUMBER})\s*%")
_RATE = re.compile(rf"({NUMBER})\s*(?:per|/|a|an)\s*([a-zA-Z]+)")
_OPEN_RATE = re.compile(rf"({NUMBER})\s*(?:per|/|an)\s*open\s+(?:hour|h)")
_MONEY = re.compile(rf"({NUMBER})\s*([A-Z]{{3}}|[$€£])(?:\s*(?:per|/|an|a)\s*([a-zA-Z]+))?")
_SIGNED = re.compile(rf"^([$€£])\s*({NUMBER})")
SIGNS = {"$": "USD", "€": "EUR", "£": "GBP"}
CURRENCY = re.compile(r"[A-Z]{3}")
A_DURATION = "expected a number with a unit, such as `20 s`, `4 min`, `7.5 h`, `2 days`"


def seconds(value: object, unit_needed: bool = True, within: Bounds = bounds.DURATION) -> float:
    """Read a duration. Raises ``PydanticCustomError`` with the reason."""
    number = plain_number(value)
    if number is not None:
        if unit_needed and number != 0:
            raise wrong(f"`{shorten(value)}` has no unit: {A_DURATION}.")
        return within.check(number, value)
    if not isinstance(value, str):
        raise wrong(f"`{shorten(value)}` is not a duration; {A_DURATION}.")
    total, at = 0.0, 0
    text = value.strip()
    while at < len(text):
        piece = _PIECE.match(text, at)
        if piece is None or piece[2] not in UNITS:
            raise wrong(_no_duration(text, piece))
        total += float(piece[1]) * UNITS[piece[2]]
        at = piece.end()
    if not text:
        raise wrong(f"an empty text is not a duration; {A_DURATION}.")
    return within.check(total, value)


def _no_duration(text: str, piece: re.Match[str] | None) -> str:
    if re.fullmatch(r"\d{1,2}:\d{2}(:\d{2})?", text):
        return f"`{shorten(text)}` is a time of day, not a duration: {A_DURATION}."
    if piece is not None:
        lower = piece[2].lower()
        hint = f" (`{lower}`?)" if lower in UNITS else ""
        return f"`{shorten(text)}` has an unknown unit `{shorten(piece[2])}`{hint}: {A_DURATION}."
    return f"`{shorten(text)}` is not a duration; {A_DURATION}."


def seconds_text(value: float) -> str:
    """The shortest exact human form of a duration."""
    for unit, size in SPELLED:
        count = value / size
        text = number_text(count)
        if len(text) <= 5 and float(text) * size == value and count >= 1:
            return f"{text} {unit[:-1] if text == '1' and size >= DAY else unit}"
    return f"{number_text(value)} s"


def number_text(value: float) -> str:
    """The shortest text that reads as the same float, without a trailing ``.0``."""
    return repr(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


def plain_number(value: object) -> float | None:
    """``value`` as a float if it is a number or the text of one."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value) if abs(value) <= sys.float_info.max else math.inf
    if isinstance(value, str) and re.fullmatch(NUMBER, value.strip()):
        return float(value)
    return None


def fraction(value: object, within: Bounds = bounds.SHARE) -> float:
    """Read a share or a relative weight: ``35 %``, ``0.35``, ``7``."""
    number = plain_number(value)
    if number is None and isinstance(value, str):
        percent = _PERCENT.fullmatch(value.strip())
        number = float(percent[1]) / 100.0 if percent else None
    if number is None:
        raise wrong(f"`{shorten(value)}` is not a share; expected a text like `35 %` or `0.35`.")
    return within.check(number, value)


def share_text(value: float) -> str | float:
    """A share as percent where that is short and exact, else the number."""
    percent = number_text(round(value * 100.0, 6))
    if value <= 1.0 and len(percent) <= 6 and float(percent) / 100.0 == value:
        return f"{percent} %"
    return int(value) if value == int(value) and value < 1e15 else value


def chance(value: object) -> float:
    """Read a probability: a share of at most 1, ``all`` or ``none``."""
    if value in ("all", "none"):
        return 1.0 if value == "all" else 0.0
    number = fraction(value)
    if number > 1.0:
        hint = (
            f" (`{number_text(number)} %`?)" if 1 < number <= 100 and "%" not in str(value) else ""
        )
        raise wrong(f"`{shorten(value)}` is more than 1; expected 0 to 1 or 0 % to 100 %{hint}.")
    return number


def amount(value: object, within: Bounds = bounds.NUMBER) -> float:
    """Read a plain number of 0 or more."""
    number = plain_number(value)
    if number is None:
        raise wrong(f"`{shorten(value)}` is not a number; expected one like `1.25`.")
    return within.check(number, value)


def positive(value: object, within: Bounds = bounds.NUMBER) -> float:
    """Read a plain number above 0."""
    number = amount(value, within)
    if number == 0:
        raise wrong(f"`{shorten(value)}` is not above zero; expected a number like `1.25`.")
    return number


def points(value: object) -> float:
    """Read a plain number of either sign."""
    number = plain_number(value)
    if number is None or not math.isfinite(number):
        raise wrong(f"`{shorten(value)}` is not a number; expected one like `-0.35`.")
    if abs(number) > bounds.POINTS:
        most = f"{bounds.POINTS:g}"
        raise wrong(f"`{shorten(value)}` is too much; expected points from -{most} to {most}.")
    return number


def score(value: object) -> float:
    """Read points of satisfaction from 1 to 5."""
    number = plain_number(value)
    if number is None or not WORST <= number <= BEST:
        raise wrong(f"`{shorten(value)}` is not a score; expected points from 1 to 5.")
    return number


def count(value: object, within: Bounds = bounds.WHOLE) -> int:
    """Read a whole number of 0 or more, to the last digit."""
    text = value.strip() if isinstance(value, str) else value
    number = plain_number(text)
    if number is None or math.isnan(number) or (math.isfinite(number) and number != int(number)):
        raise wrong(f"`{shorten(value)}` is not a whole number; expected one like `12`.")
    if math.isfinite(number) and (isinstance(text, int) or str(text).isdecimal()):
        number = int(str(text))  # a float would lose digits
    return int(within.check(number, value))


def whole_positive(value: object, within: Bounds = bounds.WHOLE) -> int:
    """Read a whole number of 1 or more."""
    number = count(value, within)
    if number == 0:
        raise wrong(f"`{shorten(value)}` is not above zero; expected a whole number like `12`.")
    return number


def per_week(value: object, unit_needed: bool = True) -> float:
    """Read a rate as events per week: ``1000 per week``, ``6 per hour``, ``10/min``."""
    number = plain_number(value)
    if number is not None and (not unit_needed or number == 0):
        return bounds.RATE.check(number, value)
    if per_open_hour(value) is not None:
        expected = "expected a `profile` of hours beside it, such as `profile: Mon-Fri 09:00-17:00`"
        raise wrong(f"`{shorten(value)}`: nothing says which hours are open; {expected}.")
    found = rate_parts(value)
    if found is None:
        expected = "expected one like `1000 per week`, `6 per hour`, `10/min`"
        raise wrong(f"`{shorten(value)}` is not a rate; {expected}.")
    return bounds.RATE.check(found[0] * (WEEK / found[1]), value)


def rate_parts(value: object) -> tuple[float, float] | None:
    """The number of a rate and the seconds it is per, as written; nothing if it is no rate."""
    found = _RATE.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None or found[2] not in UNITS:
        return None
    return float(found[1]), UNITS[found[2]]


def per_open_hour(value: object) -> float | None:
    """The number of a rate like ``10 per open hour``; nothing if the text is none."""
    found = _OPEN_RATE.fullmatch(value.strip()) if isinstance(value, str) else None
    return float(found[1]) if found else None


def money(value: object, unit: str, stated_in: str | None) -> float:
    """Read an amount of money (``unit`` empty) or a wage-like flow per ``hour`` or ``week``.

    ``stated_in``: the currency of the file; without one plain numbers are taken as they are.
    """
    number = plain_number(value)
    if number is not None and (stated_in is None or number == 0):
        return bounds.MONEY.check(number, value)
    currency = stated_in or "USD"
    example = f"`24 {currency}" + (f"/{unit}`" if unit else "`")
    found = (
        _MONEY.fullmatch(_SIGNED.sub(r"\2 \1", value.strip())) if isinstance(value, str) else None
    )
    if found is None or (found[3] is not None and found[3] not in UNITS):
        per = f" per {'hour' if unit == 'h' else unit}" if unit else ""
        raise wrong(
            f"`{shorten(value)}` is not an amount of money{per}; expected one like {example}."
        )
    stated = SIGNS.get(found[2], found[2])
    if stated_in is not None and stated != currency:
        hint = f"state `cost: {{currency: {stated}}}` or write {example}"
        raise wrong(f"`{shorten(value)}` is not in {currency}, the currency of this file: {hint}.")
    if bool(found[3]) != bool(unit):
        problem = f"has no `/{unit}`" if unit else f"is per {found[3]}"
        raise wrong(f"`{shorten(value)}` {problem}; expected an amount like {example}.")
    scale = UNITS[unit] / UNITS[str(found[3])] if unit else 1.0
    return bounds.MONEY.check(float(found[1]) * scale, value)


def per_week_text(value: float) -> str:
    """The exact human form of a rate."""
    return f"{number_text(value)} per week"


def singular(unit: str) -> str:
    """A unit without what the number adds: weeks, week."""
    return unit.rstrip("s") or unit
