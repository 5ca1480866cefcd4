"""Points at which to try a scenario: grids, fractions of them, and spreads over ranges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

import numpy as np

from sim.stats.intervals import Floats

Point = dict[str, Any]
"""Values by factor (a dotted path)."""


class Range(NamedTuple):
    """A factor that may take any value from ``low`` to ``high`` (whole numbers if ``whole``)."""

    low: float
    high: float
    whole: bool = False

    def at(self, share: float) -> float | int:
        """The value at a share in [0, 1) of the range; whole numbers are equally likely."""
        if self.whole:
            return int(self.low) + int(share * (int(self.high) - int(self.low) + 1))
        return self.low + share * (self.high - self.low)


Factor = Range | Sequence[Any]
"""A range, or a list of values."""


class Fraction(NamedTuple):
    """A fraction of the grid of all combinations of two levels.

    ``points``: as many as a power of 2. ``signs``: -1 for the first level, +1 for the second,
    by (point, factor). ``generators``: by factor beyond the basic ones, the factors whose signs
    it multiplies, which says with what its effect is confused.
    """

    points: list[Point]
    signs: Floats
    generators: dict[str, tuple[str, ...]]


def grid(factors: Mapping[str, Sequence[Any]]) -> list[Point]:
    """All combinations of the factors' values; the last factor changes fastest."""
    return [dict(zip(factors, values, strict=True)) for values in product(*factors.values())]


def fraction(factors: Mapping[str, tuple[Any, Any]], resolution: int = 4) -> Fraction:
    """A two-level fractional factorial of the given resolution or better.

    Resolution 3 keeps effects apart from each other, 4 also from interactions of two factors,
    5 also these from each other (Box & Hunter 1961). Generators are chosen greedily, so that no
    product of fewer than ``resolution`` factors is constant; for 3 and 4 no regular fraction has
    fewer points. All combinations are given when no fraction will do.

    Raises ValueError for no factor or a resolution below 3.
    """
    if resolution < 3:
        raise ValueError(f"a resolution is 3 or more, not {resolution}")
    if not factors:
        raise ValueError("a design needs at least one factor")
    names = list(factors)
    basic = 1
    while len(words := _words(basic, len(names), resolution)) < len(names):
        basic += 1
    runs = np.arange(2**basic)
    signs = np.array([[_sign(run, word) for word in words] for run in runs.tolist()])
    basics = {1 << i: names[words.index(1 << i)] for i in range(basic)}
    generators = {
        name: tuple(of for bit, of in basics.items() if word & bit)
        for name, word in zip(names, words, strict=True)
        if word.bit_count() > 1
    }
    points = [
        {name: factors[name][int(sign > 0)] for name, sign in zip(names, row, strict=True)}
        for row in signs.tolist()
    ]
    return Fraction(points, signs, generators)


def latin_hypercube(factors: Mapping[str, Factor], points: int, seed: int) -> list[Point]:
    """``points`` points, evenly spread over each factor (McKay, Beckman & Conover 1979).

    Raises ValueError for fewer than one point or no factor.
    """
    from scipy.stats import qmc

    _checked(factors, points)
    shares = qmc.LatinHypercube(len(factors), rng=np.random.default_rng(seed)).random(points)
    return _placed(factors, shares)


def sobol(factors: Mapping[str, Factor], points: int, seed: int) -> list[Point]:
    """``points`` points of a scrambled Sobol' sequence, even over all factors together.

    Powers of 2 are best balanced; other numbers take the beginning of the next one (Sobol' 1967;
    Owen 1998).

    Raises ValueError for fewer than one point or no factor.
    """
    from scipy.stats import qmc

    _checked(factors, points)
    sequence = qmc.Sobol(len(factors), rng=np.random.default_rng(seed))
    return _placed(factors, sequence.random_base2((points - 1).bit_length())[:points])


def place(factor: Factor, share: float) -> Any:
    """The value of a factor at a share in [0, 1)."""
    return factor.at(share) if isinstance(factor, Range) else factor[int(share * len(factor))]


def _placed(factors: Mapping[str, Factor], shares: Floats) -> list[Point]:
    return [
        {name: place(factor, u) for (name, factor), u in zip(factors.items(), row, strict=True)}
        for row in shares.tolist()
    ]


def _checked(factors: Mapping[str, Factor], points: int) -> None:
    if points < 1:
        raise ValueError(f"a design has at least one point, not {points}")
    if not factors:
        raise ValueError("a design needs at least one factor")


def _sign(run: int, word: int) -> float:
    """Product of the signs of the basic factors in a word; a run's bits say which are high."""
    return -1.0 if (word & ~run).bit_count() % 2 else 1.0


def _words(basic: int, wanted: int, resolution: int) -> list[int]:
    """Columns as sets of basic factors (bits), no fewer than ``resolution`` of them dependent."""
    words: list[int] = []
    # products[s]: of up to s columns; a new column must not be one of ``resolution`` - 2.
    products = [{0} for _ in range(resolution - 1)]
    for word in [1 << i for i in range(basic)] + list(range(2**basic)):
        if len(words) == wanted:
            break
        if word not in products[-1]:
            words.append(word)
            for fewer, more in zip(products[-2::-1], products[:0:-1], strict=True):
                more |= {known ^ word for known in fewer}
    return words
