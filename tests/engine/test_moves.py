"""Moments as compiled code tells the floor of them; SimPy's processes call some moves directly."""

from __future__ import annotations

from sim.codes import ARRIVE, DONE, FINISH, MORE, OPENING, WORKING
from sim.floor.moves import carry_on, happen
from sim.plan import make_plan
from tests.engine.crowds import day
from tests.floor.by_hand import ready
from tests.properties.running import scenario_of

HOUR = 3600.0


def test_a_need_arises_and_the_work_on_it_ends() -> None:
    """A call of 08:30 is answered by the one who came at 8:00, and done five hours later."""
    floor = ready(make_plan(scenario_of(day(1, head_count=1)), seed=1))
    happen(floor, 8 * HOUR, MORE, 0, 1)
    while floor.counters[0].follow_ups:
        carry_on(floor, 8 * HOUR)
    happen(floor, 8 * HOUR, OPENING, 0, 0)
    happen(floor, 8.5 * HOUR, ARRIVE, 0, 0)
    assert floor.jobs[0].state == WORKING
    happen(floor, 13.5 * HOUR, FINISH, 0, 0)
    assert floor.jobs[0].state == DONE
