"""When the simulated time runs, and its public holidays."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    model_serializer,
    model_validator,
)

from sim.scenario.problems import nearest, shorten, wrong
from sim.scenario.values.part import (
    Part,
)
from sim.scenario.values.quantities import (
    Day,
    Seconds,
)
from sim.time_units import WEEK


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
            raise wrong("a subdivision without a country; expected {country: US, subdivision: CA}.")
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
        raise wrong(f"`{shorten(country)}` is not a country code; expected one like `US` or `DE`.")
    if subdivision is not None and subdivision not in countries[country]:
        near = nearest(subdivision, countries[country])
        raise wrong(
            f"`{shorten(subdivision)}` is not a subdivision of {country}; {near}", "subdivision"
        )


class Clock(Part):
    """When the simulated time runs; local standard time, 24-hour days.

    ``length`` includes the warm-up; the run-out comes after it.
    """

    start: Day = date(2026, 1, 5)
    length_s: Seconds = Field(default=4 * WEEK, alias="length")
    warm_up_s: Seconds = Field(default=0.0, alias="warm_up")
    run_out_s: Seconds = Field(default=2 * WEEK, alias="run_out")
    holidays: Holidays = Holidays()

    @model_validator(mode="after")
    def _measures(self) -> Clock:
        if self.length_s <= self.warm_up_s:
            raise wrong(
                "the warm-up is as long as the whole: nothing is left to measure.", "length"
            )
        return self

    @property
    def has_holidays(self) -> bool:
        """Whether any date of the length, the run-out left out, is a holiday."""
        end = self.start + timedelta(seconds=self.length_s)
        return bool(self.holidays.dates(self.start, end))
