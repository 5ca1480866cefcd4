"""What may be set from outside, by whoever works in Python: texts, or values by path."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any

from sim.scenario.problems import Problem, ScenarioError, shorten
from sim.scenario.reading.changes import SETTING_FILE

Overrides = str | Iterable[str] | Mapping[str, Any]
"""Texts ``path=value``, or values by path: numbers, texts as in a file, lists, mappings, None to
take the key out."""


def as_overrides(given: Overrides) -> tuple[str, ...]:
    """Texts ``path=value``. Raises ``ScenarioError`` for a value that no scenario can hold."""
    if isinstance(given, str):
        return (given,)
    if isinstance(given, Mapping):
        return tuple(f"{path}={_written(str(path), value)}" for path, value in given.items())
    return tuple(given)


def _written(path: str, value: Any) -> str:
    """The value as it would stand in a scenario file, on one line."""
    if isinstance(value, str):
        return value
    try:
        return json.dumps(value, ensure_ascii=False, default=_plain)
    except (TypeError, ValueError):
        expected = "expected a number, a text, a list or a mapping of these, or None"
        message = f"{type(value).__name__} is nothing that a scenario can hold: {expected}."
        shown = shorten(path)
        raise ScenarioError([Problem(SETTING_FILE, 1, 1, shown, shown, message)]) from None


def _plain(value: Any) -> Any:
    """What JSON does not know: numbers and arrays of NumPy, dates and times of day."""
    if isinstance(value, date | time):
        return value.isoformat()
    if hasattr(value, "tolist"):
        return value.tolist()
    raise TypeError
