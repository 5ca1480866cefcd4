"""Floors whose rules are written by hand, beyond what the language can say today."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from sim.codes import AFTER_ABANDONED, ANY, REASONS, SAME_CHANNEL
from sim.engine import numba_available, run
from sim.engine.objects import as_objects, blank_rows
from sim.floor.allocation import A_MOVE, GROWING, NOTHING_LACKS, allot, with_room
from sim.floor.reactions import MOST_CONTACTS
from sim.plan import Plan
from sim.plan.dists import DistTable
from sim.plan.layout import table
from sim.record import Record, check
from sim.scenario.values.distributions import Distribution
from tests.properties.running import assert_equal_engines


def with_tables(plan: Plan, **tables: np.ndarray) -> Plan:
    """The plan with other tables or grids in place of those that follow from its scenario."""
    return replace(plan, layout=replace(plan.layout, fixed={**plan.layout.fixed, **tables}))


def with_dists(plan: Plan, texts: list[str]) -> tuple[Plan, list[int]]:
    """The plan with further distributions (no mixtures), and the row of each."""
    further = DistTable()
    rows = [further.index(Distribution.model_validate(text)) for text in texts]
    known = plan.layout.fixed["dists"]
    added = with_tables(plan, dists=np.concatenate([known, further.tables()[0]]))
    return added, [len(known) + row for row in rows]


def ready(plan: Plan) -> Any:
    """The floor of a plan as objects, with room for one move."""
    floor = as_objects(with_room(plan.fresh_floor()))
    for name in GROWING:
        getattr(floor, name).extend(blank_rows(name, A_MOVE))
    assert allot(floor) == NOTHING_LACKS
    return floor


def sound(plan: Plan) -> Record:
    """The record of the plan: the same on both engines, and no law is broken."""
    record = assert_equal_engines(plan) if numba_available() else run(plan, "simpy")
    assert check(record) == []
    return record


@dataclass
class Rules:
    """Rows of reactions, those of a reason together, each with its alternatives."""

    rows: list[dict[str, float]] = field(default_factory=list)
    alternatives: list[dict[str, Any]] = field(default_factory=list)

    def add(self, *ways: dict[str, Any], reason: int = AFTER_ABANDONED, **row: float) -> Rules:
        """A further row without conditions but for those in ``row``."""
        always = {"queue": ANY, "segment": ANY, "contacts": MOST_CONTACTS}
        place = {"first": len(self.alternatives), "alternatives": len(ways)}
        self.rows.append({"reason": reason, **always, **place, **row})
        self.alternatives += ways
        return self

    def on(self, plan: Plan) -> Plan:
        """The plan with these rules and no others."""
        reasons = [row["reason"] for row in self.rows]
        assert reasons == sorted(reasons)
        ends = np.searchsorted(reasons, [range(len(REASONS)), range(1, len(REASONS) + 1)])
        plan, delays = with_dists(plan, [one["delay"] for one in self.alternatives])
        ways = [
            {**one, "delay": delay} for one, delay in zip(self.alternatives, delays, strict=True)
        ]
        return with_tables(
            plan,
            reactions=table("reactions", self.rows),
            alternatives=table("alternatives", ways),
            reacts=np.ascontiguousarray(ends.T),
        )


def way(
    chance: float = 1.0, channel: int = SAME_CHANNEL, delay: str = "0 s", at_opening: int = 0
) -> dict[str, Any]:
    """An alternative: to try again."""
    return {"chance": chance, "channel": channel, "delay": delay, "at_opening": at_opening}
