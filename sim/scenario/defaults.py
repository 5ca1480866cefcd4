"""Defaults of behaviour that may be disputed: unit, range, source, grade.

A default is in force where a scenario states nothing. Each has a line in ``defaults.csv``, by its
path in the language (``*`` is any name or position). Grades: S strong, M moderate, W weak or
marketing, assumed: no source was found.
"""

from __future__ import annotations

import csv
from importlib.resources import files
from typing import Any

from sim.scenario.explicit import spoken
from sim.scenario.model import Scenario
from sim.scenario.reading import shape
from sim.scenario.reading.annotations import Assumption
from sim.scenario.values.part import Part


def defaults() -> list[Assumption]:
    """The disputable defaults with their values, in the order of the language."""
    text = files("sim.scenario").joinpath("defaults.csv").read_text(encoding="utf-8")
    return [
        Assumption(value=value_of(row["path"]), **row) for row in csv.DictReader(text.splitlines())
    ]


def value_of(path: str) -> str:
    """What holds at a path when nobody states anything, as it would be written."""
    *above, key = path.split(".")
    hint: Any = Scenario
    for part in above:
        hint = shape.below(hint, 0 if part == "*" and shape.list_of(hint) else part)
    owner = shape.part_of(hint)
    if owner is None or not issubclass(owner, Part):
        raise KeyError(path)
    return spoken(owner, key)
