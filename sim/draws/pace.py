"""Draws that follow the hour of the week: longer at some hours, shorter at others.

A factor is put on what was drawn, and the result is rounded to the grid of times once more. So a
factor of 1 changes no bit, and no further random number is needed.
"""

from __future__ import annotations

from sim.draws.quantiles import on_grid
from sim.jit import jitable
from sim.time_units import HOUR, HOURS_OF_WEEK


@jitable
def hour_of_week(t: float) -> int:
    """The hour (0 to 167) of the week that begins with the clock, of a moment on the grid.

    The quotient is exact enough: a moment of the grid just before a full hour lies further from
    it than the rounding of the division goes, in more than a hundred years.
    """
    return int(t / HOUR) % HOURS_OF_WEEK


@jitable
def paced(drawn: float, factor: float) -> float:
    """What was drawn (seconds on the grid), times the factor of its hour."""
    return on_grid(drawn * factor)
