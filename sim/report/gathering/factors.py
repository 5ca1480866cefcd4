"""The levels of the factors of a sweep: values as they are, or ranges of many values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from math import floor, log10
from typing import Any

import numpy as np

from sim.experiment.results import Floats
from sim.readable import readable
from sim.report.data.sweep import Factor
from sim.report.words import label

MOST_LEVELS = 12
"""More different numbers than these are put together in ranges."""
BINS = 6
POINTS_OF_A_LEVEL = 8
"""In a design that fills the space; fewer say little of a level."""
_QUANTITY = re.compile(r"([-+]?\d+(?:\.\d+)?)\s*(\D*)")


def factor_of(
    path: str,
    values: Sequence[Any],
    fills: bool,
    order: Sequence[str] = (),
    name: str = "",
    labels: Mapping[str, str] | None = None,
) -> Factor:
    """A factor with its values at the points.

    ``fills``: the design fills the space. ``order``: of levels that are no numbers, as written.
    ``name``: how it is shown, by default made of the path; ``labels``: of levels, as written.
    """
    name = name or readable(path)
    numbers = _numbers(values)
    if numbers is None:
        texts = [str(value) for value in values]
        written = [text for text in dict.fromkeys([*order, *texts]) if text in texts]
        place = np.array([written.index(text) for text in texts], np.int64)
        shown = labels or {}
        levels = tuple(shown.get(text) or label(text) or "–" for text in written)
        return Factor(path, levels, (), place, False, "", name)
    found, unit = numbers
    different, place = np.unique(found, return_inverse=True)
    most = max(4, min(MOST_LEVELS, len(found) // POINTS_OF_A_LEVEL)) if fills else MOST_LEVELS
    if len(different) <= most:
        levels = tuple(_number(value, unit) for value in different)
        return Factor(path, levels, tuple(different.tolist()), place, False, unit, name)
    return _binned(path, found, unit, min(BINS, most), name)


def _binned(path: str, numbers: Floats, unit: str, count: int, name: str) -> Factor:
    """Ranges of equal width; those without points are left out."""
    edges = np.linspace(numbers.min(), numbers.max(), count + 1)
    raw = np.clip(np.searchsorted(edges, numbers, side="right") - 1, 0, count - 1)
    used, place = np.unique(raw, return_inverse=True)
    parts = [numbers[raw == bin_] for bin_ in used]
    whole = bool((numbers == np.round(numbers)).all())
    places = 0 if whole else max(0, 1 - floor(log10(edges[1] - edges[0])))
    names = tuple(
        f"{part.min():.{places}f} to {part.max():.{places}f} {unit}".rstrip() for part in parts
    )
    at = tuple(float(part.mean()) for part in parts)
    return Factor(path, names, at, place, True, unit, name)


def _number(value: float, unit: str) -> str:
    return f"{value:g} {unit}".rstrip()


def _numbers(values: Sequence[Any]) -> tuple[Floats, str] | None:
    """The values as numbers of one unit, or nothing."""
    if all(isinstance(value, int | float) and not isinstance(value, bool) for value in values):
        return np.array(values, np.float64), ""
    found = [_QUANTITY.fullmatch(value) if isinstance(value, str) else None for value in values]
    units = {each[2].strip() if each else None for each in found}
    if None in units or len({unit.rstrip("s") if unit else "" for unit in units}) > 1:
        return None
    unit = max((unit for unit in units if unit is not None), key=len)
    return np.array([float(each[1]) for each in found if each], np.float64), unit
