"""Expectations: how long customers expect to wait, by what they have lived through."""

from __future__ import annotations

from sim.draws.quantiles import on_grid
from sim.floor.tables import Floor, Issue
from sim.floor.times import unset
from sim.jit import jitable
from sim.scoring import LEAST_WAIT_S, LONGEST, SHORTEST


@jitable
def expected_factor(floor: Floor, issue: Issue) -> float:
    """How long the customer expects to wait, ÷ what the channel lets customers expect."""
    at_start = floor.judging[0].expects
    if len(floor.expectations) == 0:
        return at_start
    factor = floor.expectations[issue.who].factor
    return at_start if unset(factor) else factor


@jitable
def adapt(floor: Floor, issue: Issue, waited_s: float) -> None:
    """The wait just lived through: the customer's factor moves towards it.

    What no score tells apart, nobody learns: waits count within ``SHORTEST`` and ``LONGEST``.
    """
    expected_s = floor.queues[issue.channel].expected_wait_s
    if not expected_s > 0.0:  # nothing is expected, or no wait at all
        return
    before = expected_factor(floor, issue)
    lived = min(max(max(waited_s, LEAST_WAIT_S) / expected_s, SHORTEST), LONGEST)
    after = on_grid(before + floor.judging[0].adapts * (lived - before))
    noted = floor.expected[issue.id]
    noted.before = before
    noted.after = after
    floor.expectations[issue.who].factor = after
