"""Shapes of the week: weights of its hours, in all the forms that they are written in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, ValidationInfo

from sim.scenario.model import hourly
from sim.scenario.values import table_files
from sim.scenario.values.calendars import Calendar
from sim.scenario.values.quantities import Amount


def is_hours(profile: Any) -> bool:
    """Whether a profile as it is written is hours: their text, a mapping, a calendar's name."""
    if table_files.named(profile) or _is_by_hour(profile):
        return False
    return (isinstance(profile, str) and profile != "flat") or isinstance(profile, dict)


def _is_by_hour(profile: Any) -> bool:
    """Whether a profile is weights by hour of some hours or days, rather than a list of 168."""
    if isinstance(profile, list | tuple):
        return any(isinstance(entry, Mapping) for entry in profile)
    stated = isinstance(profile, Mapping) and bool(set(hourly.ByHour.SIZES) & set(profile))
    return stated or hourly.is_by_days(profile)


def _profile(value: Any, info: ValidationInfo) -> Any:
    """Weights from a list, ``flat``, a table, weights by hour, or a calendar: its open hours."""
    if value is None or value == "flat":
        return None
    if table_files.named(value) and info.context is not None:
        return hourly.read_weights(value, info.context)
    if _is_by_hour(value):
        return hourly.weights_of_steps(hourly.read_by_hour(value, info.context), rates=False)
    if is_hours(value):
        calendar = Calendar.model_validate(value, context=info.context)
        return hourly.weights_of_calendar(calendar)
    return value


Profile = Annotated[tuple[Amount, ...] | None, BeforeValidator(_profile)]
