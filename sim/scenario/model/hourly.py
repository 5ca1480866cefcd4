"""Numbers by hour of the week: compact lists, calendars and tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import pairwise
from typing import Any, ClassVar

from pydantic import ConfigDict, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from sim.scenario.problems import nested, wrong
from sim.scenario.values import units
from sim.scenario.values.bounds import AGENTS, NUMBER
from sim.scenario.values.calendars import DAYS, Calendar, joined
from sim.scenario.values.part import Context, Part
from sim.scenario.values.quantities import Amount, time_text
from sim.scenario.values.table_files import Use, of_a_cell, read_table, within
from sim.scenario.values.week_spans import merged
from sim.scenario.values.written_hours import WrittenHours
from sim.tables.choose import WHEN
from sim.tables.table import Table
from sim.tables.week import Values, plain_numbers, read_week
from sim.time_units import DAY, HOUR, HOURS_OF_WEEK, WEEK

Steps = list[tuple[float, float, float]]
"""(start, end, number) in seconds of the week; the last step may end beyond the week's end."""


class ByHour(Part):
    """Numbers for consecutive hours: ``{hours: Mon-Fri 08:00-12:00, by_hour: [6, 9, 9, 7]}``.

    ``hours`` holds spans of the same length, to each of which the numbers apply; a night may go
    over the week's end. Days without times are whole days. For whole days without a gap, or spans
    of the same length that touch, the numbers are those of one of them, or of the whole span.
    ``by_half_hour`` and ``by_quarter`` give finer steps.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    hours: WrittenHours
    by_hour: tuple[Amount, ...] | None = None
    by_half_hour: tuple[Amount, ...] | None = None
    by_quarter: tuple[Amount, ...] | None = None

    SIZES: ClassVar[Mapping[str, float]] = {
        "by_hour": HOUR,
        "by_half_hour": HOUR / 2,
        "by_quarter": HOUR / 4,
    }

    @model_validator(mode="after")
    def _fits(self) -> ByHour:
        names = [name for name in self.SIZES if getattr(self, name) is not None]
        if len(names) != 1:
            raise wrong("expected exactly one of `by_hour`, `by_half_hour`, `by_quarter`.")
        name = names[0]
        numbers, size = len(getattr(self, name)), self.SIZES[name]
        for start, end in joined(self.hours):
            if not self._starts(numbers * size, start, end):
                expected = f"expected {self._of_a_part(start, end, size)}{(end - start) / size:g}"
                stated = f"{numbers} number{'s' * (numbers != 1)} `{name}`"
                message = f"{stated} for {_span(start, end)}: {expected} of them."
                raise wrong(message, name)
        return self

    def steps(self) -> Steps:
        """The numbers with their place in the week, in which each step begins."""
        name = next(name for name in self.SIZES if getattr(self, name) is not None)
        numbers, size = getattr(self, name), self.SIZES[name]
        return [
            ((at + place * size) % WEEK, (at + place * size) % WEEK + size, number)
            for start, end in joined(self.hours)
            for at in self._starts(len(numbers) * size, start, end)
            for place, number in enumerate(numbers)
        ]

    def _starts(self, length: float, start: float, end: float) -> list[float]:
        """Where numbers for ``length`` seconds begin in a span; nowhere if they do not fit.

        They fill the span, or each day of whole days, or each piece that it is written in.
        """
        if length == end - start:
            return [start]
        if length == DAY and _whole_days(start, end):
            return [start + day * DAY for day in range(int((end - start) // DAY))]
        return self.hours.equal_pieces(length, start, end)

    def _of_a_part(self, start: float, end: float, size: float) -> str:
        """How many numbers a day or a piece of a span takes, to begin what is expected."""
        if _whole_days(start, end):
            return f"{DAY / size:g} (of each day) or "
        lengths = {high - low for low, high in self.hours.pieces}
        fitting = [one for one in lengths if self.hours.equal_pieces(one, start, end)]
        in_parts = fitting and fitting[0] < end - start
        return f"{fitting[0] / size:g} (of each span) or " if in_parts else ""


def _whole_days(start: float, end: float) -> bool:
    """Whether a span is more days than one, from midnight to midnight."""
    return start % DAY == 0 and end % DAY == 0 and end - start > DAY


def _span(start: float, end: float) -> str:
    """A span as text; one over midnight, even that of the week's end, in one piece."""
    if end - start >= DAY:
        return str(Calendar(spans=merged([(start, end)])))
    day = DAYS[int(start // DAY) % len(DAYS)]
    return f"{day} {time_text(start % DAY)}-{time_text(end % DAY or DAY)}"


def is_by_days(value: Any) -> bool:
    """Whether a value is lists of numbers by days or hours, or by times of days:
    ``{Mon-Fri: […], Sat 10:00-12:00: […]}``, ``{Mon-Fri: {08:00-12:00: […], 12:00-16:00: […]}}``.
    """
    if not isinstance(value, Mapping) or not value or {"hours", *ByHour.SIZES} & set(value):
        return False
    return all(
        isinstance(part, list | tuple) or (isinstance(part, Mapping) and is_by_days(part))
        for part in value.values()
    )


def _entries(value: Any) -> list[tuple[tuple[str | int, ...], Any]]:
    """The entries of numbers by hour, each with the path that leads to it."""
    if isinstance(value, list | tuple):
        return [((place,), entry) for place, entry in enumerate(value)]
    if is_by_days(value):
        return [
            (at, {"hours": " ".join(at), "by_hour": part}) for at, part in _lists_by_days(value, ())
        ]
    return [((), value)]


def _lists_by_days(
    value: Mapping[str, Any], above: tuple[str, ...]
) -> list[tuple[tuple[str, ...], Any]]:
    """The lists of numbers by days, each with the keys that lead to it."""
    found = []
    for key, part in value.items():
        at = (*above, key)
        found += _lists_by_days(part, at) if isinstance(part, Mapping) else [(at, part)]
    return found


def read_by_hour(
    value: Any, context: Context | None, *below: str, form: type[ByHour] = ByHour
) -> Steps:
    """Steps of one ``ByHour`` mapping, a list of them, or lists by days; ``below`` leads to it.

    ``form``: the class of the entries, which says what their numbers are.
    """
    found: list[Steps] = []
    failed: list[tuple[tuple[str | int, ...], ValidationError]] = []
    for at, entry in _entries(value):
        try:
            found.append(form.model_validate(entry, context=context).steps())
        except ValidationError as error:
            failed.append(((*below, *at), error))
    if failed:
        raise nested(failed)
    steps = sorted(step for part in found for step in part)
    next_week = [(start + WEEK, end + WEEK, number) for start, end, number in steps[:1]]
    for before, after in pairwise([*steps, *next_week]):
        if after[0] < before[1]:
            raise wrong(f"{_span(after[0], after[1])} is stated twice.", *below)
    return steps


def weights_of_calendar(calendar: Calendar) -> tuple[float, ...]:
    """Open share of each hour of the week."""
    weights = [0.0] * HOURS_OF_WEEK
    for start, end in calendar.spans:
        for hour in range(int(start // HOUR), int(-(-end // HOUR))):
            weights[hour] += (min(end, (hour + 1) * HOUR) - max(start, hour * HOUR)) / HOUR
    return tuple(weights)


def open_hours(weights: Sequence[float], of_hours: bool) -> float:
    """Hours of the week that are open, by the weights of its hours.

    ``of_hours``: the weights are open shares of a calendar, which sum to the open time; else an
    hour counts as open if it has any weight.
    """
    return sum(weights) if of_hours else float(sum(weight > 0 for weight in weights))


def weights_of_steps(steps: Steps, rates: bool) -> tuple[float, ...]:
    """Number of each hour of the week: mean of rates, or sum of counts.

    Raises ``PydanticCustomError`` for a step that lies in two hours and is not some whole ones.
    """
    weights = [0.0] * HOURS_OF_WEEK
    for start, end, number in steps:
        for low, high in _by_hours(start, end):
            share = (high - low) / (HOUR if rates else end - start)
            weights[int(low // HOUR) % HOURS_OF_WEEK] += number * share
    return tuple(weights)


def _by_hours(start: float, end: float) -> list[tuple[float, float]]:
    """A step cut at full hours."""
    first, last = int(start // HOUR), int(-(-end // HOUR))
    if last - first > 1 and (start % HOUR or end % HOUR):
        raise wrong(f"{_span(start, end)} lies in two hours; expected spans on the full hour.")
    edges = [hour * HOUR for hour in range(first + 1, last)]
    return list(pairwise([start, *edges, end]))


def means_of_steps(steps: Steps) -> tuple[float, ...]:
    """Mean number of each hour of the week over its steps; steps of 0 state nothing, and an hour
    without any other is 0."""
    sums, stated = [0.0] * HOURS_OF_WEEK, [0.0] * HOURS_OF_WEEK
    for start, end, number in steps:
        for low, high in _by_hours(start, end) if number > 0.0 else ():
            hour, share = int(low // HOUR) % HOURS_OF_WEEK, (high - low) / HOUR
            sums[hour] += number * share
            stated[hour] += share
    return tuple(
        total / time if time > 0.0 else 0.0 for total, time in zip(sums, stated, strict=True)
    )


def read_week_table(
    value: Any, context: Context, of: Use, values: Values, weighted: bool = False
) -> Steps:
    """Steps of the week from a table: of weights, agents or mean durations.

    ``weighted``: dates are averaged by their issues, if the table has a column of these.
    """

    def make(table: Table) -> Steps:
        week = read_week(table, context.start, of.name, values, weighted=weighted)
        ends = week.at + week.length
        return list(zip(week.at.tolist(), ends.tolist(), week.numbers.tolist(), strict=True))

    return read_table(value, context, of, make)


OF_WEIGHTS = Use("weight", (*WHEN, "weight"))
OF_AGENTS = Use("agents", (*WHEN, "agents"))


def read_weights(value: Any, context: Context) -> tuple[float, ...]:
    """Weights of the hours of the week from a table."""
    steps = read_week_table(value, context, OF_WEIGHTS, plain_numbers(within(NUMBER), shares=True))
    return weights_of_steps(steps, rates=False)


def read_agents(value: Any, context: Context) -> Steps:
    """Head counts by step of the week from a table."""
    return read_week_table(value, context, OF_AGENTS, plain_numbers(_agents))


def _agents(number: float, text: str) -> float:
    with suppress(PydanticCustomError):
        return units.count(number, AGENTS)
    with of_a_cell():
        return units.count(text, AGENTS)
