"""What a search for the cheapest roster may change: shift patterns, or numbers by the hour."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, Field, model_validator

from sim.scenario.model.teams import Break, check_breaks
from sim.scenario.problems import wrong
from sim.scenario.values.calendars import Calendar, read_hours
from sim.scenario.values.part import Name, Part, Several, TeamName
from sim.scenario.values.quantities import (
    Agents,
    Flag,
    Seconds,
    TimeOfDay,
    WholePositive,
    time_text,
)
from sim.scenario.values.week_spans import merged, within
from sim.time_units import DAY, HOUR, MINUTE

MOST_PATTERNS = 400
"""Of a team; each is a variable of an integer program, and is tried by simulation."""


class Candidate(NamedTuple):
    """Hours that an agent may be hired for. ``least``, ``most``: agents, None for any number."""

    name: str
    hours: Calendar
    breaks: tuple[Break, ...]
    least: int
    most: int | None


class Pattern(Part):
    """A shift pattern that may be used, and by how many agents."""

    hours: Calendar
    breaks: Several[Break] = ()
    at_least: Agents = 0
    at_most: Agents | None = None

    @model_validator(mode="after")
    def _worked(self) -> Pattern:
        if not self.hours.spans:
            raise wrong(
                "the pattern has no hours; expected some like `Mon-Fri 09:00-17:00`.", "hours"
            )
        check_breaks(self.hours, self.breaks, "shifts")
        return self


class BreakRule(Part):
    """A break in each shift of a generated pattern that is longer than ``after`` and it."""

    after_s: Seconds = Field(default=4 * HOUR, alias="after")
    length_s: Seconds = Field(default=30 * MINUTE, alias="length")
    paid: Flag = False


def _days(value: str) -> str:
    read_hours(f"{value} 00:00-24:00")
    return value


class Patterns(Part):
    """All patterns of some days, starts and lengths."""

    days: Several[Annotated[str, AfterValidator(_days)]]
    lengths_s: Several[Seconds] = Field(alias="lengths")
    first_s: TimeOfDay = Field(alias="first")
    last_s: TimeOfDay = Field(alias="last")
    every_s: Seconds = Field(default=30 * MINUTE, alias="every")
    breaks: BreakRule | None = None

    @model_validator(mode="after")
    def _some(self) -> Patterns:
        if self.every_s < MINUTE:
            raise wrong("`every` is shorter than a minute; expected one like `30 min`.", "every")
        if self.last_s < self.first_s:
            raise wrong("`last` lies before `first`.", "last")
        if not self.days or not self.lengths_s:
            raise wrong("expected at least one of `days` and of `lengths`.")
        for length in self.lengths_s:
            if not MINUTE <= length <= DAY:
                raise wrong("a shift lasts from a minute to a day.", "lengths")
        return self

    def starts(self) -> list[float]:
        """Seconds after midnight."""
        count = int((self.last_s - self.first_s) // self.every_s) + 1
        return [self.first_s + step * self.every_s for step in range(count)]

    def candidates(self) -> Iterator[Candidate]:
        """The patterns, named by their hours."""
        for days, start, length in product(self.days, self.starts(), self.lengths_s):
            text = f"{days} {time_text(start)}-{time_text((start + length) % DAY or DAY)}"
            yield Candidate(
                text, Calendar.model_validate(text), self._breaks(start, length), 0, None
            )

    def _breaks(self, start: float, length: float) -> tuple[Break, ...]:
        rule = self.breaks
        if rule is None or length < rule.after_s + rule.length_s:
            return ()
        at = (start + rule.after_s) % DAY
        return (Break(at_s=at, length_s=rule.length_s, paid=rule.paid),)


class Intervals(Part):
    """A number of agents for each interval of some hours; ``days``: for each day of the week
    apart, or the same on all days."""

    hours: Calendar
    every_s: Seconds = Field(default=HOUR, alias="every")
    days: Literal["each", "alike"] = "each"

    @model_validator(mode="after")
    def _some(self) -> Intervals:
        if not self.hours.spans:
            raise wrong("there are no hours; expected some like `Mon-Fri 09:00-17:00`.", "hours")
        if self.every_s < MINUTE:
            raise wrong("`every` is shorter than a minute; expected one like `30 min`.", "every")
        return self

    def candidates(self) -> Iterator[Candidate]:
        """The intervals, by time of day or in the order of the week."""
        days = [range(7)] if self.days == "alike" else [(day,) for day in range(7)]
        steps = int(-(-DAY // self.every_s))
        for together, step in product(days, range(steps)):
            spans = tuple(
                (
                    day * DAY + step * self.every_s,
                    day * DAY + min((step + 1) * self.every_s, DAY),
                )
                for day in together
            )
            inside = within(merged(spans), self.hours.spans)
            if inside:
                hours = Calendar(spans=inside, on_holidays=self.hours.on_holidays)
                yield Candidate(str(hours), hours, (), 0, None)


class TeamStaffing(Part):
    """What may be changed of a team: who works which pattern, or how many work when.

    ``present``: agents whose hours must cover all times at which live contacts may come.
    """

    patterns: dict[Name, Pattern] = Field(default_factory=dict)
    generated: Several[Patterns] = ()
    intervals: Intervals | None = None
    at_least: Agents = 0
    at_most: Agents | None = None
    patterns_at_most: WholePositive | None = None
    present: Agents = 1

    @model_validator(mode="after")
    def _one_kind(self) -> TeamStaffing:
        rostered = bool(self.patterns or self.generated)
        if rostered == (self.intervals is not None):
            raise wrong("expected shift patterns (`patterns`, `generated`) or `intervals`.")
        if self.intervals is not None and self.patterns_at_most is not None:
            raise wrong("there are no patterns to count beside `intervals`.", "patterns_at_most")
        if self.at_most is not None and self.at_most < self.at_least:
            raise wrong("`at_most` is below `at_least`.", "at_most")
        found = self.candidates()
        if len(found) > MOST_PATTERNS:
            raise wrong(f"{len(found)} patterns; expected at most {MOST_PATTERNS}.")
        return self

    def candidates(self) -> list[Candidate]:
        """All that an agent may be hired for, each hours once."""
        stated = [
            Candidate(name, one.hours, one.breaks, one.at_least, one.at_most)
            for name, one in self.patterns.items()
        ]
        made = [one for several in self.generated for one in several.candidates()]
        if self.intervals is not None:
            made += self.intervals.candidates()
        return list({(one.hours, one.breaks): one for one in [*made, *stated]}.values())


Staffing = dict[TeamName, TeamStaffing]
