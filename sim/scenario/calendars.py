"""Hours of the week and holidays."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

from pydantic import (
    BaseModel,
    ConfigDict,
    ValidationInfo,
    field_validator,
    model_serializer,
    model_validator,
)

from sim.scenario import calendar_text
from sim.scenario.calendar_text import EXPECTED, by_day, merged
from sim.scenario.context import Context
from sim.scenario.problems import nearest, shorten, wrong
from sim.scenario.quantities import Day
from sim.scenario.units import DAY, HOUR, WEEK


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
                raise wrong(f"({start}, {end}) is no span of whole seconds within the week.")
        return merged(spans)

    @model_serializer(mode="wrap", when_used="json")
    def _write(self, _handler: Any) -> Any:
        return calendar_text.write(self.spans, self.on_holidays)

    def __str__(self) -> str:
        return calendar_text.write(self.spans, self.on_holidays)

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
        return _named(value, context) or _fields(*calendar_text.read(value))
    if isinstance(value, list | tuple):
        if not value or not all(isinstance(part, str) for part in value):
            raise wrong(f"`{shorten(value)}` is no list of hours: {EXPECTED}.")
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
    raise wrong(f"`{shorten(value)}` is no calendar: {EXPECTED}.")


def _fields(spans: calendar_text.Spans, on_holidays: bool) -> dict[str, Any]:
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


class Holidays(BaseModel):
    """Public holidays: a country's (through the ``holidays`` package), listed dates, or both."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    country: str | None = None
    subdivision: str | None = None
    days: tuple[Day, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        if value in ("none", None):
            return {}
        if isinstance(value, str):
            country, _, subdivision = value.strip().partition("-")
            return {"country": country, "subdivision": subdivision or None}
        if isinstance(value, list | tuple):
            return {"days": value}
        return value

    @model_validator(mode="after")
    def _known(self) -> Holidays:
        if self.country is not None:
            known_country(self.country, self.subdivision)
        elif self.subdivision is not None:
            raise wrong("a subdivision without a country: expected {country: US, subdivision: CA}.")
        return self

    @model_serializer(mode="wrap", when_used="json")
    def _write(self, _handler: Any) -> Any:
        days = [day.isoformat() for day in self.days]
        if self.country is None:
            return days or "none"
        if not days and self.subdivision is None:
            return self.country
        parts = {"country": self.country, "subdivision": self.subdivision, "days": days}
        return {key: part for key, part in parts.items() if part}

    def dates(self, start: date, end: date) -> frozenset[date]:
        """The holidays from ``start`` to before ``end``."""
        days = set(self.days)
        if self.country is not None:
            import holidays

            years = range(start.year, end.year + 1)
            days |= set(
                holidays.country_holidays(self.country, subdiv=self.subdivision, years=years)
            )
        return frozenset(day for day in days if start <= day < end)


def known_country(country: str, subdivision: str | None) -> None:
    """Raise unless the ``holidays`` package knows the country and its subdivision."""
    import holidays

    countries = holidays.list_supported_countries()
    if country not in countries:
        raise wrong(f"`{shorten(country)}` is no country's code: expected one like `US` or `DE`.")
    if subdivision is not None and subdivision not in countries[country]:
        near = nearest(subdivision, countries[country])
        raise wrong(
            f"`{shorten(subdivision)}` is no subdivision of {country}; {near}", "subdivision"
        )
