"""Hours of the week: ``Mon-Fri 08:00-20:00, Sat 09:00-14:00 except holidays``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, ClassVar

from pydantic import (
    BaseModel,
    ConfigDict,
    ValidationInfo,
    field_validator,
    model_serializer,
    model_validator,
)

from sim.scenario.problems import nearest, shorten, wrong
from sim.scenario.values.part import Context
from sim.scenario.values.quantities import time_of_day, time_text
from sim.scenario.values.week_spans import Spans, by_day, merged
from sim.time_units import DAY, HOUR, WEEK

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LONG = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
GROUPS = {"daily": (0, 6), "weekdays": (0, 4), "weekend": (5, 6)}
EXPECTED = "expected hours like `Mon-Fri 09:00-17:00, Sat 09:00-14:00` or `24/7`"
_TOKEN = re.compile(r"\s*(?:([A-Za-z]+)|(\d{1,2}:\d{2}(?::\d{2})?)|([-–,;])|(\S))")
_EXCEPT = re.compile(r"\s+except\s+holidays\s*$", re.IGNORECASE)


class Calendar(BaseModel):
    """Hours of the week, the same every week.

    ``spans``: disjoint, sorted (start, end) in whole seconds of the week, Monday 00:00 = 0;
    a span over Sunday midnight is two. ``on_holidays``: whether the hours hold on holidays too
    (they do unless the text says ``except holidays``).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    WORDS: ClassVar = ("open", "holidays")

    spans: tuple[tuple[float, float], ...] = ()
    on_holidays: bool = True

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any, info: ValidationInfo) -> Any:
        if isinstance(value, Calendar) or (isinstance(value, dict) and "spans" in value):
            return value
        return read_calendar(value, info.context)

    @field_validator("spans")
    @classmethod
    def _orderly(cls, spans: tuple[tuple[float, float], ...]) -> tuple[tuple[float, float], ...]:
        for start, end in spans:
            if not 0 <= start < end <= WEEK or start != int(start) or end != int(end):
                raise wrong(f"({start}, {end}) is not a span of whole seconds within the week.")
        return merged(spans)

    @model_serializer(mode="wrap", when_used="json")
    def _write(self, _handler: Any) -> Any:
        return hours_text(self.spans, self.on_holidays)

    def __str__(self) -> str:
        return hours_text(self.spans, self.on_holidays)

    @classmethod
    def always(cls) -> Calendar:
        """Around the clock, every day."""
        return cls(spans=((0.0, WEEK),))

    def hours_per_week(self) -> float:
        """Open hours of a week without holidays."""
        return sum(end - start for start, end in self.spans) / HOUR

    def open_spans(
        self, start: date, horizon_s: float, holidays: frozenset[date] = frozenset()
    ) -> list[tuple[float, float]]:
        """Open spans in seconds since midnight of ``start``, within [0, ``horizon_s``).

        Pieces that touch (at midnight) are one span. A calendar closed on holidays loses
        every piece on the date of a holiday, also the rest of a span begun the day before.
        """
        days = by_day(self.spans)
        found: list[tuple[float, float]] = []
        for day in range(int(-(-horizon_s // DAY))):
            today = start + timedelta(days=day)
            if today in holidays and not self.on_holidays:
                continue
            for low, high in days[today.weekday()]:
                begin, end = day * DAY + low, min(day * DAY + high, horizon_s)
                if found and begin == found[-1][1]:
                    found[-1] = (found[-1][0], end)
                elif begin < end:
                    found.append((begin, end))
        return found


def joined(calendar: Calendar) -> list[tuple[float, float]]:
    """Spans of the week with the one over Sunday midnight in one piece, beyond the week's end."""
    spans = list(calendar.spans)
    if len(spans) > 1 and spans[0][0] == 0 and spans[-1][1] == WEEK:
        last = spans.pop()
        first = spans.pop(0)
        spans.append((last[0], WEEK + first[1]))
    return spans


def read_calendar(value: Any, context: Context | None) -> dict[str, Any]:
    """Fields of the calendar that a text, a list of texts, a mapping or a name stands for."""
    if isinstance(value, str):
        return _named(value, context) or _fields(*read_hours(value))
    if isinstance(value, list | tuple):
        if not value or not all(isinstance(part, str) for part in value):
            raise wrong(f"`{shorten(value)}` is not a list of hours; {EXPECTED}.")
        parts = [read_calendar(part, context) for part in value]
        if len({part["on_holidays"] for part in parts}) > 1:
            raise wrong("some hours of the list say `except holidays`, some do not: say it of all.")
        spans = [span for part in parts for span in part["spans"]]
        return _fields(merged(spans), parts[0]["on_holidays"])
    if isinstance(value, dict) and "open" in value and set(value) <= {"open", "holidays"}:
        rule = value.get("holidays", "open")
        if rule not in ("open", "closed"):
            raise wrong(f"`{shorten(rule)}`: expected `open` or `closed`.", "holidays")
        inner = read_calendar(value["open"], context)
        return _fields(inner["spans"], inner["on_holidays"] and rule == "open")
    raise wrong(f"`{shorten(value)}` is not a calendar; {EXPECTED}.")


def _fields(spans: Spans, on_holidays: bool) -> dict[str, Any]:
    return {"spans": spans, "on_holidays": on_holidays}


def _named(text: str, context: Context | None) -> dict[str, Any] | None:
    """The calendar of that name; nothing if the text states hours itself."""
    name = text.strip()
    calendars = context.calendars if context else {}
    if context is not None and name in calendars:
        context.used.add(name)
        found = calendars[name]
        return _fields(found.spans, found.on_holidays) if found else _fields((), True)
    if name.isidentifier() and name.lower() not in ("always", "closed"):
        near = nearest(name, calendars) if calendars else f"{EXPECTED}."
        raise wrong(f"`{name}` is neither hours nor the name of a calendar; {near}")
    return None


def read_hours(text: str) -> tuple[Spans, bool]:
    """Spans of the week in seconds (Monday 00:00 = 0) and whether holidays are open."""
    hours = _EXCEPT.sub("", text)
    spans = list(_spans(hours.strip()))
    _apart(spans, hours)
    return merged(spans), hours == text


def written_spans(text: str) -> list[tuple[float, float]]:
    """Spans of the week as they are written, day by day; one past Sunday ends beyond the week."""
    return list(_spans(_EXCEPT.sub("", text).strip()))


def _spans(text: str) -> Iterable[tuple[float, float]]:
    if text.lower() in ("24/7", "always"):
        return [(0.0, WEEK)]
    if text.lower() == "closed":
        return []
    return _parse(_tokens(text), text)


def _apart(spans: Sequence[tuple[float, float]], text: str) -> None:
    """Refuse spans that overlap: most likely one of them is mistyped."""
    again = [(start + WEEK, end + WEEK) for start, end in spans]
    for before, after in pairwise(sorted([*spans, *again])):
        if after[0] < before[1]:
            first, second = (hours_text(merged([span]), True) for span in (before, after))
            raise wrong(f"`{shorten(text)}`: {first} and {second} overlap; {EXPECTED}.")


def _tokens(text: str) -> list[str]:
    tokens = []
    for word, clock, sign, other in _TOKEN.findall(text):
        if other:
            raise wrong(f"`{shorten(text)}`: `{other}` makes no sense there; {EXPECTED}.")
        tokens.append(word or clock or sign.replace("–", "-").replace(";", ","))
    return tokens


def _parse(tokens: list[str], text: str) -> list[tuple[float, float]]:
    """Groups of days, each followed by its time ranges."""
    spans: list[tuple[float, float]] = []
    days: list[int] = []
    timed = False
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token == ",":
            at += 1
        elif token[0].isalpha():
            days = [] if timed else days
            timed = False
            first, last, at = _day_range(tokens, at, text)
            days += [day % 7 for day in range(first, last + 1 + 7 * (last < first))]
        else:
            start, end, at = _time_range(tokens, at, text)
            spans += [(day * DAY + start, day * DAY + end) for day in days]
            if not days:
                raise wrong(f"`{shorten(text)}` names no day before {token}; {EXPECTED}.")
            timed = True
    if not timed:
        raise wrong(f"`{shorten(text)}` has no times after the last day; {EXPECTED}.")
    return spans


def _day_range(tokens: list[str], at: int, text: str) -> tuple[int, int, int]:
    word = tokens[at].lower()
    if word in GROUPS:
        return (*GROUPS[word], at + 1)
    first = _day(tokens[at], text)
    if at + 2 < len(tokens) and tokens[at + 1] == "-" and tokens[at + 2][0].isalpha():
        return first, _day(tokens[at + 2], text), at + 3
    return first, first, at + 1


def is_day(word: str) -> bool:
    """Whether a word names a day of the week, or some of them."""
    return word.lower() in GROUPS or _place_in_week(word) is not None


def _place_in_week(word: str) -> int | None:
    lower = word.lower()
    for day, long in enumerate(LONG):
        if lower == long or (len(lower) >= 3 and lower == long[: len(lower)]):
            return day
    return None


def _day(word: str, text: str) -> int:
    day = _place_in_week(word)
    if day is not None:
        return day
    near = nearest(word[:3], DAYS)
    raise wrong(f"`{shorten(text)}`: `{word}` is not a day of the week; {near}")


def _time_range(tokens: list[str], at: int, text: str) -> tuple[float, float, int]:
    if at + 2 >= len(tokens) or tokens[at + 1] != "-":
        raise wrong(f"`{shorten(text)}`: {tokens[at]} has no end; {EXPECTED}.")
    start, end = time_of_day(tokens[at]), time_of_day(tokens[at + 2])
    if start == end:
        raise wrong(f"`{shorten(text)}`: {tokens[at]}-{tokens[at + 2]} is empty; {EXPECTED}.")
    return start, end + DAY * (end < start), at + 3


def hours_text(spans: Spans, on_holidays: bool) -> str:
    """Text that reads to the same calendar."""
    tail = "" if on_holidays else " except holidays"
    if spans == ((0.0, WEEK),):
        return "24/7" + tail
    if not spans:
        return "closed" + tail
    days = by_day(spans)
    groups: list[tuple[int, int]] = []
    for day in range(7):
        if groups and days[day] == days[groups[-1][1]] and groups[-1][1] == day - 1:
            groups[-1] = (groups[-1][0], day)
        else:
            groups.append((day, day))
    return (
        ", ".join(_group(first, last, days[first]) for first, last in groups if days[first]) + tail
    )


def _group(first: int, last: int, pieces: list[tuple[float, float]]) -> str:
    name = DAYS[first] if first == last else f"{DAYS[first]}-{DAYS[last]}"
    return name + " " + ", ".join(f"{time_text(a)}-{time_text(b)}" for a, b in pieces)
