"""Cells and sheets as plain data, before any workbook knows of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple


class Value(NamedTuple):
    """A number with its format, and what it means: ``good``, ``bad``, ``open`` or nothing."""

    number: float | None
    form: str
    tone: str = ""


Row = Sequence[Any]


class Column(NamedTuple):
    """A column's heading, with its unit, and the format of its numbers, if they share one."""

    title: str
    form: str = ""


@dataclass(frozen=True)
class Sheet:
    """A table on a sheet of its own: each row has a text, number, ``Value`` or None by column."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Row]


@dataclass(frozen=True)
class Table:
    """A table of the summary. The first cell of a row heads it."""

    caption: str
    head: Sequence[str]
    rows: Sequence[Row]


class Axis(NamedTuple):
    """An axis of a chart: what it shows, in which format, its ends and steps if they are fixed."""

    title: str
    form: str
    low: float | None = None
    high: float | None = None
    step: float | None = None


class Point(NamedTuple):
    """Where a mark of a chart lies; ``y``: the mean, and both ends of its interval or nan."""

    name: str
    x: float
    y: tuple[float, float, float]


@dataclass(frozen=True)
class Scatter:
    """Two measures against each other. ``crowd``: further points, without a name."""

    title: str
    across: Axis
    up: Axis
    points: Sequence[Point]
    crowd: Sequence[tuple[float, float]] = ()
    crowd_name: str = ""


class Bar(NamedTuple):
    """A bar from 0 to the mean, with both ends of its interval or nan."""

    name: str
    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Bars:
    """Bars below each other, the first on top."""

    title: str
    axis: Axis
    bars: Sequence[Bar]


class Range(NamedTuple):
    """A bar from one end to the other."""

    name: str
    at_low: float
    at_high: float


@dataclass(frozen=True)
class Tornado:
    """How far something goes to both sides of what it is as stated: the widest bar on top."""

    title: str
    axis: Axis
    base: float
    ranges: Sequence[Range]


@dataclass(frozen=True)
class Summary:
    """What the first sheet says, from top to bottom."""

    kind: str
    title: str
    about: str
    asked: Sequence[str]
    answer: Sequence[str]
    tables: Sequence[Table]
    chart: Scatter | Bars | Tornado | None
    notes: Sequence[str]
    source: str
