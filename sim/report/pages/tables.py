"""Tables of pages as plain cells, and the cells that several tables have."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import NamedTuple

from sim.report import numbers
from sim.report.data.measures import Estimate
from sim.report.words import minus


class Cell(NamedTuple):
    """Text, a second line in smaller print, what is said on pointing at it, and a CSS class."""

    text: str
    small: str = ""
    tip: str = ""
    style: str = ""


@dataclass(frozen=True)
class Table:
    """A caption, column headings, and rows whose first cell heads them."""

    caption: str
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


def value_cell(estimate: Estimate, tip: str = "") -> Cell:
    """A mean, and half of its interval."""
    return Cell(numbers.mean(estimate), numbers.around(estimate), tip)


def limits_cell(estimate: Estimate, *below: str) -> Cell:
    """A mean, its interval from end to end if it has one, and further lines below."""
    limits = numbers.interval(estimate) if isfinite(estimate.low) else ""
    return Cell(numbers.mean(estimate), "\n".join(filter(None, [limits, *below])))


def difference_cell(estimate: Estimate, *below: str, tip: str = "", style: str = "") -> Cell:
    """A mean and its interval with signs, and further lines below."""
    limits = minus(numbers.interval(estimate, sign=True))
    return Cell(minus(numbers.mean(estimate, sign=True)), "\n".join([limits, *below]), tip, style)
