"""When needs arise: a Poisson process with a piecewise constant rate, date by date.

Each (stream, date) is a block with draws of its own: its number of issues is Poisson, and its
``k``-th issue has a key and a place in the date's profile that depend on nothing else. So
issues of other streams and dates, and even the further issues of a busier day, change none.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.codes import D_SURGE
from sim.draws.arrays import grid_array, values
from sim.draws.kinds import EXPONENTIAL
from sim.floor.tables import DTYPES, empty
from sim.plan.keys import OF_FACTOR, OF_STREAM, Key, dated, named, numbered
from sim.plan.profile import Profile
from sim.scenario.model import DayFactor, Stream, Surge
from sim.scenario.problems import Problem, ScenarioError
from sim.scenario.values.columns import Numbers

Array = npt.NDArray[Any]

COUNT, PLACES, FACTOR = 1, 2, 3
"""Purposes of the sequential draws about a date."""
TINY = 1e-30
"""A share of a date that no place, of 39 bits, falls into."""
NUMBER_BITS, PLACE_BITS = 24, 39


class Arrivals(NamedTuple):
    """Moments (float64 seconds on the grid, ascending) and keys (two words) of issues."""

    at: Array
    key0: Array
    key1: Array


class Dice:
    """NumPy's generator, set to the beginning of the numbers that belong to a key."""

    def __init__(self) -> None:
        self._bits = np.random.Philox(key=0)
        self._state: Any = self._bits.state
        self.generator = np.random.Generator(self._bits)

    def of(self, k0: int, k1: int, purpose: int) -> np.random.Generator:
        """The generator at the first number for a purpose of a key."""
        key = self._state["state"]["key"]
        key[0] = k0 << 32 | k1
        key[1] = purpose
        self._bits.state = self._state
        return self.generator


def day_factors(
    rule: DayFactor, stream: str, root: Key, first: date, dates: int, dice: Dice
) -> Array:
    """Gamma factors of mean 1 by date, alike for streams of a shared group."""
    if rule.cv == 0.0:
        return np.ones(dates)
    name = f"stream {stream}" if rule.shared is None else f"group {rule.shared}"
    k0s, k1s = dated(named(root, name, OF_FACTOR), first, dates)
    shape = 1.0 / (rule.cv * rule.cv)
    drawn = [
        dice.of(k0, k1, FACTOR).standard_gamma(shape)
        for k0, k1 in zip(k0s.tolist(), k1s.tolist(), strict=True)
    ]
    return np.array(drawn) / shape


def poisson_arrivals(
    profile: Profile, factors: Array | float, name: str, root: Key, first: date, dice: Dice
) -> Arrivals:
    """Issues of a stream with a rate or a forecast; ``factors`` multiply the dates' means."""
    expected = profile.expected * factors
    k0s, k1s = dated(named(root, name, OF_STREAM), first, len(expected))
    blocks = list(zip(k0s.tolist(), k1s.tolist(), strict=True))
    counts = [
        int(dice.of(*key, COUNT).poisson(mean)) if mean > 0.0 else 0
        for key, mean in zip(blocks, expected.tolist(), strict=True)
    ]
    ends = np.cumsum(counts)
    _check_countable(counts, name)
    places = np.empty(int(ends[-1]))
    ranges = [(end - count, end) for count, end in zip(counts, ends.tolist(), strict=True)]
    for key, (start, end) in zip(blocks, ranges, strict=True):
        if end > start:
            dice.of(*key, PLACES).random(out=places[start:end])
    place, number = _sorted_blocks(places, ranges)
    at = _moments(profile, place, np.array(counts))
    return Arrivals(at, *numbered(np.repeat(k0s, counts), np.repeat(k1s, counts), number))


def _check_countable(counts: list[int], name: str) -> None:
    """Raise ScenarioError for a date, made extreme by its factor, that has too many issues."""
    most = max(counts, default=0)
    if most >= 1 << NUMBER_BITS:
        message = f"{most:,} issues on one date: expected less than {1 << NUMBER_BITS:,}."
        raise ScenarioError([Problem("scenario", 1, 1, f"demand.{name}", "", message)])


def _sorted_blocks(places: Array, ranges: list[tuple[int, int]]) -> tuple[Array, Array]:
    """Each block's places, ascending, and the numbers that the issues had before sorting.

    Both travel in one integer, because sorting integers is several times faster than sorting
    indices; 39 bits of the place are finer than the grid of times.
    """
    packed = (places * float(1 << PLACE_BITS)).astype(np.int64) << NUMBER_BITS
    for start, end in ranges:
        block = packed[start:end]
        block |= np.arange(end - start)
        block.sort()
    number = packed & ((1 << NUMBER_BITS) - 1)
    return ((packed >> NUMBER_BITS) + 0.5) / float(1 << PLACE_BITS), number


def _moments(profile: Profile, place: Array, counts: Array) -> Array:
    """Moments at which the date's cumulative share reaches ``place``."""
    date_of = np.repeat(np.arange(len(counts)), counts)
    inner = (np.arange(len(counts))[:, None] + profile.shares[:, :-1]).ravel()
    first = np.searchsorted(date_of + place, inner)
    in_piece = np.diff(np.append(first, len(place)))
    shares = np.diff(profile.shares, axis=1).ravel()
    widths = (profile.ends - profile.starts).ravel()
    pace = np.divide(widths, shares, out=np.zeros_like(widths), where=shares > TINY)
    place -= np.repeat(profile.shares[:, :-1].ravel(), in_piece)
    place *= np.repeat(pace, in_piece)
    place += np.repeat(profile.starts.ravel(), in_piece)
    # Rounding may push a moment out of its piece by less than a step of the grid.
    np.maximum(place, np.repeat(profile.starts.ravel(), in_piece), out=place)
    np.minimum(place, np.repeat(profile.ends.ravel(), in_piece), out=place)
    return grid_array(place)


def surge_arrivals(
    surge: Surge, number: int, name: str, root: Key, first: date, dice: Dice
) -> Arrivals:
    """Issues of a stream's ``number``-th surge: a Poisson number, fading exponentially."""
    key = named(root, f"{name}#surge{number}", OF_STREAM)
    count = int(dice.of(*key, COUNT).poisson(surge.issues))
    key0, key1 = numbered(*key, np.arange(count))
    begun = (surge.at - datetime.combine(first, time())).total_seconds()
    fading = empty("dists", 1)
    fading[0]["kind"], fading[0]["a"] = EXPONENTIAL, surge.decay_s
    at = begun + values(fading, np.zeros(0, DTYPES["knots"]), 0, key0, key1, D_SURGE, 0)
    order = np.argsort(at, kind="stable")
    return Arrivals(at[order], key0[order], key1[order])


def trace_arrivals(trace: Numbers, name: str, root: Key) -> Arrivals:
    """Exactly the moments given; only the keys are drawn."""
    at = grid_array(trace.array)
    key = named(root, name, OF_STREAM)
    return Arrivals(at, *numbered(*key, np.arange(len(at))))


def stream_arrivals(
    stream: Stream,
    profile: Profile | None,
    name: str,
    root: Key,
    first: date,
    stop_s: float,
    dice: Dice,
) -> Arrivals:
    """All issues of a stream within [0, ``stop_s``); ``profile`` is None for a trace."""
    if profile is None:
        parts = [trace_arrivals(stream.trace or Numbers(), name, root)]
    else:
        rule = stream.day_factor
        dates = len(profile.expected)
        factors = 1.0 if rule is None else day_factors(rule, name, root, first, dates, dice)
        parts = [poisson_arrivals(profile, factors, name, root, first, dice)]
    for number, surge in enumerate(stream.surges):
        parts.append(surge_arrivals(surge, number, name, root, first, dice))
    return _within(merged(parts)[0], stop_s)


def merged(parts: list[Arrivals]) -> tuple[Arrivals, Array | None]:
    """Arrivals of several sources in order of time, then of source; and the order taken."""
    if len(parts) == 1:
        return parts[0], None
    at, key0, key1 = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    order = np.argsort(at, kind="stable")
    return Arrivals(at[order], key0[order], key1[order]), order


def _within(arrivals: Arrivals, stop_s: float) -> Arrivals:
    """The arrivals inside the run."""
    at = arrivals.at
    start, end = np.searchsorted(at, (0.0, stop_s))
    if start == 0 and end == len(at):
        return arrivals
    return Arrivals(*(column[start:end] for column in arrivals))
