"""Times of day as tables write them: 24 and 12 hours, ranges, ``24:00``."""

from __future__ import annotations

import re
from typing import NamedTuple

from sim.tables.faults import CellError
from sim.time_units import DAY, HOUR, MINUTE
from sim.visible import cut

HALF_DAY = DAY / 2

_POINT = (
    r"(?:(?P<h{n}>[0-9]{{1,2}})(?:(?P<sep{n}>[:h.])(?P<m{n}>[0-9]{{2}})"
    r"(?::(?P<s{n}>[0-9]{{2}}(?:[.,][0-9]{{1,9}})?))?)?|(?P<hm{n}>[0-9]{{4}}))"
    r"\s*(?P<half{n}>[ap]\.?\s?m\.?)?\s*(?P<unit{n}>h|uhr|hrs?|hours?)?"
)
_BETWEEN = r"\s*(?:-|–|—|->|~|to|until|till|bis|à|a|al|tot)\s*"
_ONE = re.compile(_POINT.format(n=1), re.IGNORECASE)
_RANGE = re.compile(_POINT.format(n=1) + _BETWEEN + _POINT.format(n=2), re.IGNORECASE)
EXPECTED = "expected one like `08:30`, `8:30 AM` or `08:30-09:00`"
USUAL_S = 300.0
"""Lengths of intervals are multiples of this, if an end is given as the last minute inside."""


class Clock(NamedTuple):
    """A time of day in seconds after midnight.

    ``end``: of a range, later than the start (over midnight: beyond a day), else ``None``.
    ``halved``: whether AM or PM is said. ``bare``: an hour alone.
    """

    at: float
    end: float | None = None
    halved: bool = False
    bare: bool = False


def looks_like(text: str) -> bool:
    """Whether a text has the form of a time of day or a range of them, right or wrong."""
    one = _ONE.fullmatch(text)
    if one is not None:
        return bool(one["m1"] or one["half1"] or one["unit1"]) and not _dotted(one)
    return _RANGE.fullmatch(text) is not None


def _dotted(found: re.Match[str]) -> bool:
    """``9.30`` could be a number, unless something says that it is a time."""
    return found["sep1"] == "." and not found["half1"] and not found["unit1"]


def read(text: str) -> Clock:
    """The time of day or range that a text means. Raises ``CellError``."""
    one = _ONE.fullmatch(text)
    if one is not None and not _dotted(one):
        bare = not one["m1"] and not one["hm1"]
        return Clock(_seconds(one, 1, text, one["half1"]), None, bool(one["half1"]), bare)
    both = _RANGE.fullmatch(text)
    if both is None:
        raise CellError(f"`{cut(text)}` is not a time of day; {EXPECTED}.")
    return _range(both, text)


def _range(both: re.Match[str], text: str) -> Clock:
    last = both["half2"]
    first = both["half1"] or last
    start, end = _seconds(both, 1, text, first), _seconds(both, 2, text, last or both["half1"])
    if last and not both["half1"] and start >= end:
        start = _seconds(both, 1, text, "pm" if last[0] in "aA" else "am")
    if end <= start:
        end += DAY
    return Clock(start, _after(both, start, end), bool(first))


def _after(both: re.Match[str], start: float, end: float) -> float:
    """The moment after a range whose end is the last minute, or second, inside."""
    if both["s2"] and both["s2"].startswith("59"):
        return end + 1.0
    if (end - start) % USUAL_S == USUAL_S - MINUTE:
        return end + MINUTE
    return end


def _seconds(found: re.Match[str], n: int, text: str, half: str | None) -> float:
    """Seconds after midnight of the ``n``-th time in a match."""
    both = found[f"hm{n}"]
    hour = int(both[:2] if both else found[f"h{n}"])
    minute = int(both[2:] if both else found[f"m{n}"] or 0)
    second = float((found[f"s{n}"] or "0").replace(",", "."))
    for value, what in ((minute, "minutes"), (second, "seconds")):
        if value >= 60:
            raise CellError(f"`{cut(text)}` is not a time of day: {what} go up to 59.")
    if half and hour > 12:
        raise CellError(f"`{cut(text)}` is not a time of day: with AM or PM hours go up to 12.")
    if half:
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    at = hour * HOUR + minute * MINUTE + second
    if at > DAY:
        raise CellError(f"`{cut(text)}` is not a time of day: the day ends at 24:00.")
    return at
