"""Numbers as tables write them: decimal point or comma, thousands apart or not."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from sim.tables.faults import CellError
from sim.visible import cut

Decimal = Literal["point", "comma"]
_SIGN = r"[+-]?"
_EXPONENT = r"(?:[eE][+-]?[0-9]{1,3})?"
_SPACED = r"[0-9]{1,3}(?:[ \u00a0\u202f'’][0-9]{3})+"


def _form(mark: str, between: str) -> re.Pattern[str]:
    whole = rf"(?:[0-9]{{1,3}}(?:{between}[0-9]{{3}})+|{_SPACED}|[0-9]+)"
    return re.compile(rf"{_SIGN}(?:{whole}(?:{mark}[0-9]*)?|{mark}[0-9]+){_EXPONENT}")


_FORMS: dict[Decimal, re.Pattern[str]] = {"point": _form("[.]", ","), "comma": _form(",", "[.]")}
_BETWEEN = {"point": ", \u00a0\u202f'’", "comma": ". \u00a0\u202f'’"}
_ZERO_FIRST = re.compile(rf"{_SIGN}0[0-9]*[.,]")
"""No number with thousands apart begins with 0."""


class Told(NamedTuple):
    """What the numbers of a file tell of its decimal mark.

    ``mark``: the only one that fits them all. ``unsure``: a number that either mark could read,
    differently. ``against``: two that contradict one another.
    """

    mark: Decimal | None = None
    unsure: str | None = None
    against: tuple[str, str] | None = None


def looks_like(text: str) -> bool:
    """Whether a text is a number, with whatever decimal mark."""
    first = text[:1]
    if not (first.isdigit() or first in "+-.,") or ":" in text:
        return False
    return any(form.fullmatch(text) for form in _FORMS.values())


def told(texts: Iterable[str]) -> Told:
    """What texts tell of the decimal mark; those that are no numbers tell nothing."""
    seen: dict[Decimal, str] = {}
    unsure = None
    for text in texts:
        point, comma = _value(text, "point"), _value(text, "comma")
        if (point is None and comma is None) or point == comma:
            continue
        if point is not None and comma is not None:
            unsure = unsure or text
        else:
            seen.setdefault("comma" if point is None else "point", text)
    if len(seen) == 2:
        return Told(against=(seen["point"], seen["comma"]))
    return Told(next(iter(seen), None), unsure)


def read(text: str, mark: Decimal) -> float:
    """The number that a text means. Raises ``CellError``."""
    found = _value(text, mark)
    if found is None:
        raise CellError(f"`{cut(text)}`: expected a number of 0 or more.")
    return found


def _value(text: str, mark: Decimal) -> float | None:
    if not _FORMS[mark].fullmatch(text):
        return None
    for between in _BETWEEN[mark]:
        if between in text:
            if _ZERO_FIRST.match(text) and between in ",.":
                return None
            text = text.replace(between, "")
    number = float(text.replace(",", "."))
    return number if math.isfinite(number) else None
