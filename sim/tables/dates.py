"""Dates as tables write them, alone or with a time of day behind them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal, NamedTuple

from sim.tables import times, weekdays
from sim.tables.faults import CellError
from sim.tables.plain import plain
from sim.time_units import DAY, HOUR, MINUTE
from sim.visible import cut

FIRST_YEAR, LAST_YEAR = 1900, 2200
PIVOT = 70
"""Two digits below it are a year after 2000 (POSIX has 69)."""
MONTHS = (
    "january januar jan janvier janv enero ene gennaio gen januari janeiro styczen",
    "february februar feb fevrier fev fevr febrero febbraio februari fevereiro",
    "march marz mrz mar mars marzo maart mrt marco maerz",
    "april apr avril avr abril abr aprile",
    "may mai maggio mag mei maio mayo",
    "june juni jun juin junio giugno giu junho",
    "july juli jul juillet juil julio luglio lug julho",
    "august aug aout agosto ago augustus augusti",
    "september sep sept septembre septiembre settembre set setembro",
    "october oktober oct okt octobre octubre ottobre ott outubro out",
    "november nov novembre noviembre novembro",
    "december dezember dec dez decembre diciembre dic dicembre dezembro december",
)
NUMBER_OF_MONTH = {name: n for n, names in enumerate(MONTHS, 1) for name in names.split()}

_YEAR = r"(?P<y>[0-9]{4}|[0-9]{2}(?![0-9:]))"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?P<y>[0-9]{4})(?P<sep>[-/.])(?P<m>[0-9]{1,2})(?P=sep)(?P<d>[0-9]{1,2})",
        rf"(?P<a>[0-9]{{1,2}})(?P<sep>[-/.])(?P<b>[0-9]{{1,2}})(?P=sep){_YEAR}",
        rf"(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th|\.)?[ -]?(?P<name>[^\W\d_]{{3,10}})\.?,?[ -]{_YEAR}",
        rf"(?P<name>[^\W\d_]{{3,10}})\.?[ -](?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?,?[ -]{_YEAR}",
        r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})(?![0-9])",
        r"(?P<y>[0-9]{4})[- ]?W(?P<w>[0-9]{2})(?:-(?P<wd>[1-7]))?",
    )
)
_WEEKDAY = re.compile(r"(?P<word>[^\W\d_]{2,12})\.?,?\s+")
_REST = re.compile(r"(?:T|,?\s+(?:at\s+|um\s+|-\s+)?)(?=[0-9])", re.IGNORECASE)
_ZONE = re.compile(r"(?<=[0-9])\s*(Z|UTC|GMT|[A-Z]{2,3}T|[+-][0-9]{2}(?::?[0-9]{2})?)$")
_OFFSET = re.compile(r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?[+-][0-9]{2}:?[0-9]{2}")
EXPECTED = "expected a date and a time, as in 2026-01-05 08:30"
Order = Literal["day_first", "month_first"]


class Stamp(NamedTuple):
    """What a text says of a moment.

    ``day``: the date, if the text alone tells it; else ``either`` holds the two numbers, of
    which one is the day, and the year. ``weekdays``: that may be named before the date.
    ``clock``: the time of day behind it, with its ``zone``, if it names one (``+01:00``).
    ``dotted``: such a date has points, so that the day comes first unless others tell.
    ``week``: whether the text names a whole week, of which ``day`` is Monday.
    """

    text: str
    day: date | None
    either: tuple[int, int, int] | None = None
    weekdays: frozenset[int] = frozenset()
    clock: times.Clock | None = None
    week: bool = False
    zone: str | None = None
    dotted: bool = False

    def on(self, order: Order | None) -> date:
        """The date, with the order of day and month. Raises ``CellError``."""
        if self.either is None:
            assert self.day is not None
            found = self.day
        else:
            a, b, year = self.either
            day, month = (b, a) if order == "month_first" else (a, b)
            found = _date(year, month, day, self.text)
        if self.weekdays and found.weekday() not in self.weekdays:
            named = weekdays.ENGLISH[found.weekday()].capitalize()
            raise CellError(f"`{cut(self.text)}`: {found} is a {named}.")
        return found


def looks_like(text: str) -> Literal["date", "moment"] | None:
    """Whether a text has the form of a date, or of one with a time behind it."""
    found = _begins(text)
    if found is None:
        return None
    return "date" if not found[2].strip() else "moment"


def read(text: str) -> Stamp:
    """What a text says. Raises ``CellError``; nothing behind a date or a time is ignored."""
    found = _begins(text)
    if found is None:
        raise CellError(f"`{cut(text)}`: {EXPECTED}.")
    weekdays_named, match, rest = found
    clock, zone = _clock(text, rest)
    known = Stamp(text, None, None, weekdays_named, clock, False, zone)
    parts = match.groupdict()
    if parts.get("w"):
        return known._replace(day=_of_week(parts, text), week=not parts.get("wd"))
    year = _year(parts["y"])
    if parts.get("a"):
        return _numeric(parts, year, known)
    name = parts.get("name")
    month = NUMBER_OF_MONTH.get(plain(name), 0) if name else int(parts["m"])
    return known._replace(day=_date(year, month, int(parts["d"]), text))


def _begins(text: str) -> tuple[frozenset[int], re.Match[str], str] | None:
    """The weekdays named before a date, the date's match and the rest of the text."""
    at, weekday = 0, frozenset[int]()
    word = _WEEKDAY.match(text)
    if word is not None and weekdays.possible(word["word"]):
        at, weekday = word.end(), frozenset(weekdays.possible(word["word"]))
    for form in _FORMS:
        match = form.match(text, at)
        if match is None:
            continue
        name = match.groupdict().get("name")
        if name is None or plain(name) in NUMBER_OF_MONTH:
            return weekday, match, text[match.end() :]
    return None


def _clock(text: str, rest: str) -> tuple[times.Clock | None, str | None]:
    """The time of day behind a date, and its zone."""
    if not rest.strip():
        return None, None
    between = _REST.match(rest)
    if between is None:
        raise CellError(f"`{cut(text)}`: {EXPECTED}.")
    behind = rest[between.end() :].strip()
    if _begins(behind) is not None:
        raise CellError(f"`{cut(text)}` holds two dates; expected one, and its end apart.")
    zone = _ZONE.search(behind)
    if zone is not None and (_is_no_range(rest, behind) or not times.looks_like(behind)):
        return times.read(behind[: zone.start()].strip()), zone[1]
    try:
        return times.read(behind), None
    except CellError as error:
        if times.looks_like(behind):
            raise
        raise CellError(f"`{cut(text)}`: {EXPECTED}.") from error


def _is_no_range(rest: str, behind: str) -> bool:
    """Whether what reads like a range is a time with its distance from UTC."""
    if not _OFFSET.fullmatch(behind):
        return False
    if rest[0] in "tT" or behind.count(":") == 3:
        return True
    end = times.read(behind).end if times.looks_like(behind) else None
    return end is None or end > DAY


def offset_of(zone: str) -> float | None:
    """Seconds by which a zone's clocks are ahead of UTC; ``None``: its name does not tell."""
    if zone in ("Z", "UTC", "GMT"):
        return 0.0
    if zone[0] not in "+-":
        return None
    digits = zone[1:].replace(":", "")
    seconds = int(digits[:2]) * HOUR + int(digits[2:] or 0) * MINUTE
    return -seconds if zone[0] == "-" else seconds


def _numeric(parts: dict[str, str], year: int, stamp: Stamp) -> Stamp:
    """``05.01.2026`` is a 5th of January; of ``05/01/2026`` it cannot be told."""
    a, b = int(parts["a"]), int(parts["b"])
    if a == b:
        return stamp._replace(day=_date(year, a, b, stamp.text))
    return stamp._replace(either=(a, b, year), dotted=parts["sep"] == ".")


def _of_week(parts: dict[str, str], text: str) -> date:
    try:
        return date.fromisocalendar(int(parts["y"]), int(parts["w"]), int(parts.get("wd") or 1))
    except ValueError:
        raise CellError(f"`{cut(text)}`: there is no such week.") from None


def _year(digits: str) -> int:
    number = int(digits)
    if len(digits) > 2:
        return number
    return number + (2000 if number < PIVOT else 1900)


def _date(year: int, month: int, day: int, text: str) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        raise CellError(f"`{cut(text)}`: there is no such date.") from None
    return within_reach(found, text)


def within_reach(found: date, text: object) -> date:
    """The date, if it is one that a scenario may name. Raises ``CellError``."""
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        years = f"expected a date from {FIRST_YEAR} to {LAST_YEAR}"
        raise CellError(f"`{cut(str(text))}` is out of reach: {years}.")
    return found


def of_serial(days: float) -> tuple[date, float]:
    """The date and the seconds after midnight of a spreadsheet's number of days since 1900."""
    seconds = round(days * DAY)
    whole, rest = divmod(seconds, int(DAY))
    return date(1899, 12, 30) + timedelta(days=whole), float(rest)


def order_of(stamps: list[Stamp]) -> Order | tuple[Stamp, Stamp] | None:
    """The order of day and month that fits all texts; two that contradict; or None: untold."""
    seen: dict[Order, Stamp] = {}
    for stamp in stamps:
        if stamp.either is not None:
            for order in _excluded(stamp):
                seen.setdefault(order, stamp)
    if len(seen) == 2:
        return seen["day_first"], seen["month_first"]
    if not seen:
        return None
    return "month_first" if "day_first" in seen else "day_first"


def _excluded(stamp: Stamp) -> list[Order]:
    """Orders in which a text is no date, or not of the weekday that it names."""
    found: list[Order] = []
    orders: tuple[Order, ...] = ("day_first", "month_first")
    for order in orders:
        try:
            stamp.on(order)
        except CellError:
            found.append(order)
    return found if len(found) == 1 else []
