"""No move reaches for a row before the first one.

Compiled code takes places as they are: NOBODY would reach into the memory before the table, where
a list gives its last row.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from sim.engine.simpy_engine import Organisation
from sim.floor.tables import ROWS
from sim.plan import Plan, make_plan
from tests.properties.running import scenario_of
from tests.properties.strategies import scenarios


class Strict(list[Any]):
    """A table that has no rows before the first one."""

    def __getitem__(self, place: Any) -> Any:
        assert isinstance(place, slice) or place >= 0
        return super().__getitem__(place)


class StrictOrganisation(Organisation):
    """An organisation all of whose tables are strict."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan)
        for name in ROWS:
            setattr(self.rows, name, Strict(getattr(self.rows, name)))


@given(scenarios())
def test_no_move_reaches_before_the_first_row(parts: dict[str, Any]) -> None:
    StrictOrganisation(make_plan(scenario_of(parts), seed=1)).run()


def test_strict_tables_refuse_nobody() -> None:
    rows = Strict([1, 2])
    assert [rows[1], *rows[:1]] == [2, 1]
    with pytest.raises(AssertionError):
        rows[-1]
