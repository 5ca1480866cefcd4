"""Hours that lists of numbers are stated for."""

from __future__ import annotations

import re
from typing import Any

from pydantic import ValidationInfo, model_validator

from sim.scenario.values.calendars import Calendar, is_day, read_calendar, written_spans
from sim.scenario.values.part import Context
from sim.scenario.values.week_spans import Spans
from sim.time_units import WEEK


class WrittenHours(Calendar):
    """Hours of a list of numbers: days without times are whole days, spans that touch stay apart.

    ``pieces``: (start, end) of each day's spans as they are written, in seconds of the week; one
    over Sunday midnight ends beyond the week. Of a calendar by name there are none.
    """

    pieces: Spans = ()

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any, info: ValidationInfo) -> Any:
        if isinstance(value, Calendar):
            return {"spans": value.spans, "on_holidays": value.on_holidays}
        text = _with_times(value, info.context)
        return {**read_calendar(text, info.context), "pieces": _pieces(text, info.context)}

    def equal_pieces(self, length: float, start: float, end: float) -> list[float]:
        """Where the pieces of a span begin, if all of them are that long and fill it."""
        both_weeks = [
            (low + week, high + week) for low, high in self.pieces for week in (0.0, WEEK)
        ]
        inside = sorted(piece for piece in both_weeks if start <= piece[0] and piece[1] <= end)
        starts = [low for low, _ in inside]
        return starts if inside == _in_a_row(length, start, end) else []


def _in_a_row(length: float, start: float, end: float) -> list[tuple[float, float]]:
    """The whole pieces of a length in a span, from its start on."""
    pieces = int((end - start) // length)
    return [(start + place * length, start + (place + 1) * length) for place in range(pieces)]


def _with_times(value: Any, context: Context | None) -> Any:
    """The value, with the times of whole days if it is days alone, such as ``Mon-Fri``."""
    if not isinstance(value, str) or _is_named(value, context):
        return value
    words = re.findall(r"[A-Za-z]+", value)
    alone = words and not re.search(r"\d", value) and all(map(is_day, words))
    return f"{value} 00:00-24:00" if alone else value


def _is_named(text: str, context: Context | None) -> bool:
    return context is not None and text.strip() in context.calendars


def _pieces(value: Any, context: Context | None) -> Spans:
    """Spans as they are written in hours that can be read."""
    if isinstance(value, dict):
        return _pieces(value["open"], context)
    if isinstance(value, str):
        return () if _is_named(value, context) else tuple(written_spans(value))
    return tuple(piece for part in value for piece in _pieces(part, context))
