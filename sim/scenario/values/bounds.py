"""What the numbers of the language may be, so that whatever is read can be reckoned with.

The bounds are far beyond any organisation. They keep times exact on the floor's grid of 2**-20 s
(over 50 years and more), whole numbers within 32 bits, and sums and products finite.
"""

from __future__ import annotations

import math
from datetime import date
from typing import NamedTuple

from sim.scenario.problems import shorten, wrong
from sim.tables.dates import FIRST_YEAR, LAST_YEAR, within_reach
from sim.tables.faults import CellError
from sim.time_units import YEAR


class Bounds(NamedTuple):
    """What a kind of number is called, the least above zero, the most, and both as text."""

    what: str
    least: float
    most: float
    says_least: str
    says_most: str

    def check(self, number: float, value: object) -> float:
        """The number that was read from ``value``, if it may be; else PydanticCustomError."""
        if not math.isfinite(number):
            message = f"is not a finite number; expected {self.what} of ordinary size"
            raise wrong(f"`{shorten(value)}` {message}.")
        if number < 0:
            raise wrong(f"`{shorten(value)}` is below zero; expected {self.what} of 0 or more.")
        if number > self.most:
            message = f"is too much; expected {self.what} of at most {self.says_most}"
            raise wrong(f"`{shorten(value)}` {message}.")
        if 0 < number < self.least:
            message = f"is too little; expected {self.what} of at least {self.says_least}"
            raise wrong(f"`{shorten(value)}` {message}.")
        return number


def _plain(what: str, most: int, least: float = 0.0) -> Bounds:
    return Bounds(what, least, most, f"{least:g}", f"{most:,}")


DURATION = Bounds("a duration", 1e-6, 50.0 * YEAR, "0.000001 s", "50 years")
SCALE = DURATION._replace(least=0.0)
"""Of a distribution: far below its mean if there are many phases."""
SHARE = _plain("a share", 10**12)
EXTRA = _plain("a share", 1000)
VARIATION = Bounds("a variation", 1e-4, 100.0, "0.01 %", "10,000 %")
NUMBER = _plain("a number", 10**12)
SPEED = _plain("a factor", 1000, 0.001)
SPREAD = _plain("a number", 100, 0.01)
ISSUES = _plain("a number", 10**8)
ISSUES_OF_A_DATE = 15_000_000
"""Of one stream: the plan numbers them with 24 bits."""
RATE = Bounds("a rate", 0.0, 1e8, "0", "100,000,000 per week")
MONEY = _plain("an amount of money", 10**12)
POINTS = 100.0
"""Points of satisfaction, of either sign."""
WHOLE = _plain("a whole number", 10**9)
AGENTS = _plain("a whole number", 10**6)
RANK = _plain("a whole number", 999_999)
CONTACTS = _plain("a whole number", 10_000)
AT_ONCE = _plain("a whole number", 1000)
SEED = _plain("a whole number", 2**63 - 1)
FIRST_DATE, LAST_DATE = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)


def check_date(found: date, value: object) -> None:
    """Raise PydanticCustomError for a date that no scenario may name."""
    try:
        within_reach(found, shorten(value))
    except CellError as error:
        raise wrong(str(error)) from None
