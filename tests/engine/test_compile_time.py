"""What compiling the fast engine costs: each function of the floor takes 0.15 to 0.2 s."""

from __future__ import annotations

import sim.engine.loop  # noqa: F401 (marks the functions)
from sim import jit

MOST = 289
"""Functions of the floor that are compiled: a mechanism raises this by those that it adds.

Small ones, so that each does one job: all together take 30 s of processor time, once for each
version, and forty mechanisms of three to four functions would keep that below a minute.
"""


def test_the_floor_has_no_more_functions_than_counted() -> None:
    functions = [f for f in jit.MARKED if f.__module__.startswith("sim.floor.")]
    assert len(functions) == MOST
