"""Durations with weights, which planners hold as tables."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from sim.scenario import table_files, units
from sim.scenario.bounds import DURATION, NUMBER
from sim.scenario.context import Context
from sim.scenario.table_files import Use, of_a_cell, within
from sim.tables.durations import Durations, read_durations
from sim.tables.table import Table

USE = Use("durations", ("duration", "weight"))


def read(value: Any, context: Context | None) -> Durations:
    """Durations in seconds, and their weights (1 if the table has none)."""
    here = context or Context(Path(), date(2026, 1, 5))
    return table_files.read(value, here, USE, _make)


def _make(table: Table) -> Durations:
    return read_durations(table, spoken, within(DURATION), within(NUMBER))


def spoken(text: str) -> float:
    """A duration with its unit, for the reader of tables."""
    with of_a_cell():
        return units.seconds(text)
