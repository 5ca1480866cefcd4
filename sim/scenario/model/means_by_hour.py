"""Mean durations by hour of the week, as a planner's reports hold them, and the factors that they
put on what is drawn.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, ValidationInfo

from sim.scenario.model.hourly import ByHour, means_of_steps, read_by_hour, read_week_table
from sim.scenario.problems import shorten, wrong
from sim.scenario.values.bounds import DURATION
from sim.scenario.values.quantities import Seconds
from sim.scenario.values.table_files import TableFile, Use, named, seconds_of_cell, within
from sim.scenario.values.units import seconds_text
from sim.tables.choose import WHEN
from sim.tables.durations import seconds_of
from sim.time_units import HOURS_OF_WEEK

LEAST_MEAN_S = 0.001
"""Means that no hour can change: what is drawn below it would be lost in the grid of times."""
EXPECTED = (
    "expected 168 durations from Monday 00:00 on, or hours with durations, such as "
    "`{hours: Mon-Fri 08:00-10:00, by_hour: [5 min, 6 min]}`"
)


class DurationsByHour(ByHour):
    """Mean durations for consecutive hours: ``{hours: Mon 08:00-10:00, by_hour: [5 min, 6 min]}``.

    Of finer steps the mean counts.
    """

    by_hour: tuple[Seconds, ...] | None = None
    by_half_hour: tuple[Seconds, ...] | None = None
    by_quarter: tuple[Seconds, ...] | None = None


def _of_table(meaning: str) -> BeforeValidator:
    """Reads a table's mean durations of a meaning as the 168 durations; else leaves the value."""
    use = Use(meaning, (*WHEN, meaning, "issues"))
    values = seconds_of(seconds_of_cell, within(DURATION), empty=True)

    def read(value: Any, info: ValidationInfo) -> Any:
        if not named(value) or info.context is None:
            return value
        steps = read_week_table(value, info.context, use, values, weighted=True)
        return as_text(means_of_steps(steps))

    return BeforeValidator(read)


def _read(value: Any, info: ValidationInfo) -> Any:
    """The list of 168 durations that hours with durations mean; a list of durations as it is."""
    if value is None:
        return None
    if isinstance(value, Mapping | ByHour) or _has_entries(value):
        return as_text(means_of_steps(read_by_hour(value, info.context, form=DurationsByHour)))
    if not isinstance(value, list | tuple):
        raise wrong(f"`{shorten(value)}`: {EXPECTED}.")
    return value


def _has_entries(value: Any) -> bool:
    is_list = isinstance(value, list | tuple)
    return is_list and any(isinstance(entry, Mapping | ByHour) for entry in value)


def as_text(means: Sequence[float]) -> list[str]:
    """Means in seconds as durations that read to the same bits."""
    return [seconds_text(mean) for mean in means]


def _of_a_week(means: tuple[float, ...] | None) -> tuple[float, ...] | None:
    if means is not None and len(means) != HOURS_OF_WEEK:
        raise wrong(f"{len(means)} durations: {EXPECTED}.")
    if means is not None and not any(means):
        raise wrong("all durations are zero, so no hour states any; expected one above zero.")
    return means


Means = Annotated[tuple[Seconds, ...] | None, BeforeValidator(_read), AfterValidator(_of_a_week)]
HandleTimeByHour = Annotated[Means, _of_table("duration")]
PatienceByHour = Annotated[Means, _of_table("patience")]
"""Means in seconds for the 168 hours of the week, Monday 00:00 first; 0: nothing is stated."""
WRITTEN = tuple[DurationsByHour, ...] | TableFile
"""What else may stand for them."""


def factors(means: tuple[float, ...] | None, mean_s: float) -> tuple[float, ...] | None:
    """By hour of the week what makes draws of mean ``mean_s`` have the stated means; 1 where
    nothing is stated, None if nothing is stated at all."""
    if means is None:
        return None
    return tuple(mean / mean_s if mean > 0.0 else 1.0 for mean in means)


def check_mean(means: tuple[float, ...] | None, mean_s: float, key: str, of: str) -> None:
    """Raise what is wrong where ``key`` states means of draws whose mean nothing can change."""
    if means is None or (math.isfinite(mean_s) and mean_s >= LEAST_MEAN_S):
        return
    if math.isfinite(mean_s):
        message = f"the mean of {of} is {seconds_text(mean_s)}, which no hour can change"
        raise wrong(f"{message}; expected at least {LEAST_MEAN_S} s there.", key)
    message = f"{of} is or holds `never`, which has no mean that an hour could change"
    raise wrong(f"{message}; expected one that ends, such as `exponential(3 min)`.", key)
