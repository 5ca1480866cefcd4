"""Who calls when, with what need, how much work it takes and how patient they are.

Depends on the demand side of a scenario only (``sides``), so variants that staff or route
differently face the same issues.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.codes import D_PATIENCE, STANDINGS
from sim.draws.arrays import values
from sim.floor.tables import empty
from sim.plan import keys
from sim.plan.arrivals import Arrivals, Dice, merged, stream_arrivals
from sim.plan.customers import Column, make_customers, memories_of
from sim.plan.dists import DistTable
from sim.plan.factors import FactorTable, paced
from sim.plan.marks import Marks, by_code, choose_marks
from sim.plan.profile import Profile, profile_of
from sim.plan.steps import steps_of
from sim.rows import PLANNED_STEPS
from sim.scenario.model import Scenario
from sim.scenario.rules.doors import patience_factors_of, patience_of
from sim.scenario.rules.volumes import horizon_s
from sim.scenario.values.distributions import Distribution

Array = npt.NDArray[Any]

CHUNK = 4096
"""Rows filled at a time: they stay in the processor's cache while their columns are written."""
WORK = "work_s."
"""Begins the name of a column of planned work: the number of the step follows."""
EMPTY_TIMES = ("acknowledged_at", "met_at", "closed_at")


@dataclass(frozen=True)
class Demand:
    """The planned columns of the issues, in order of time.

    A column that is the same for all issues is held as one number. ``segments`` is the number
    of segments of the scenario, ``customers`` the table of those who have an issue or move on,
    ``memories`` what they remember at first.
    """

    count: int
    columns: dict[str, Column]
    segments: int
    customers: Array
    memories: Array

    @cached_property
    def nbytes(self) -> int:
        """Bytes held."""
        columns = (c.nbytes for c in self.columns.values() if isinstance(c, np.ndarray))
        return sum(columns) + self.customers.nbytes + self.memories.nbytes

    def issues(self) -> Array:
        """The table of issues, nothing having happened yet: an array of its own at each call."""
        first = empty("issues", 1)
        for name in EMPTY_TIMES:
            first[name] = np.nan
        arrays: dict[str, Array] = {"id": np.arange(self.count, dtype=np.int32)}
        for name, column in {**self.columns, "group": self.group()}.items():
            if isinstance(column, np.ndarray):
                arrays[name] = column
            else:
                cells_of(first, name)[...] = column
        result = np.empty(self.count, first.dtype)
        pattern = first.view(np.int64)
        words = result.view(np.int64).reshape(self.count, len(pattern))
        for start in range(0, self.count, CHUNK):
            piece = slice(start, start + CHUNK)
            words[piece] = pattern
            for name, column in arrays.items():
                cells_of(result, name)[piece] = column[piece]
        return result

    def group(self) -> Column:
        """What routing may tell apart: STANDINGS * (type * segments + segment)."""
        return (self.columns["type"] * self.segments + self.columns["segment"]) * STANDINGS


def cells_of(issues: Array, name: str) -> Array:
    """The cells of a column of the table of issues."""
    if name.startswith(WORK):
        work: Array = issues["work_s"][:, int(name.removeprefix(WORK))]
        return work
    column: Array = issues[name]
    return column


def sides(scenario: Scenario) -> tuple[Any, ...]:
    """Everything of a scenario that its demand depends on, comparable by ==."""
    clock = scenario.clock
    customers = scenario.customers
    return (
        (clock.start, clock.length_s, clock.run_out_s, customers.population),
        (customers.trust, customers.leaving, customers.expectations),
        list(scenario.demand.items()),
        [(name, s.share, s.channels) for name, s in customers.segments.items()],
        [
            (name, t.share, t.work, t.channels, t.patience, t.handle_factors)
            for name, t in scenario.issue_types.items()
        ],
        [
            (name, c.kind, c.share, c.patience, c.patience_factors)
            for name, c in scenario.channels.items()
        ],
    )


def profiles_of(scenario: Scenario) -> dict[str, Profile | None]:
    """The expected course of each stream; None for a trace."""
    start, stop_s = scenario.clock.start, horizon_s(scenario)
    return {
        name: None if stream.trace is not None else profile_of(stream, start, stop_s)
        for name, stream in scenario.demand.items()
    }


def make_demand(
    scenario: Scenario, profiles: dict[str, Profile | None], seed: int, replication: int
) -> Demand:
    """The issues of one replication."""
    root = keys.root(seed, replication)
    start, stop_s = scenario.clock.start, horizon_s(scenario)
    dice = Dice()
    parts = [
        stream_arrivals(stream, profiles[name], name, root, start, stop_s, dice)
        for name, stream in scenario.demand.items()
    ]
    arrivals, order = merged(parts)
    stream: Column = 0
    if order is not None:
        stream = np.repeat(np.arange(len(parts)), [len(part.at) for part in parts])[order]
    marks = choose_marks(scenario, arrivals, stream)
    people = make_customers(scenario, root, marks.customer)
    columns: dict[str, Column] = {
        "stream": stream,
        "type": marks.type,
        "segment": marks.segment,
        "customer": marks.customer,
        "who": people.who,
        "channel": marks.channel,
        "key0": arrivals.key0,
        "key1": arrivals.key1,
        "opened_at": arrivals.at,
        **durations(scenario, arrivals, marks),
    }
    small = {name: _narrow(column) for name, column in columns.items()}
    memories = memories_of(scenario, people.rows, people.moves_on_at)
    return Demand(len(arrivals.at), small, len(scenario.customers.segments), people.rows, memories)


def durations(scenario: Scenario, arrivals: Arrivals, marks: Marks) -> dict[str, Column]:
    """Patience on the first-choice channel and work of the first round, in seconds."""
    issue_types = list(scenario.issue_types.values())
    pairs = [(channel, one) for channel in scenario.channels.values() for one in issue_types]
    patience = [patience_of(channel, one) for channel, one in pairs]
    facing = marks.channel * len(issue_types) + marks.type
    factors = FactorTable(scenario.clock.start)
    waits = [factors.index(patience_factors_of(channel, one)) for channel, one in pairs]
    handled = [factors.index(one.handle_factors) for one in issue_types]
    table, at = factors.table(), arrivals.at

    def work(k: int) -> Column:
        steps = [steps_of(one)[k] for one in issue_types]
        (purpose,) = {step.purpose for step in steps}
        first = drawn([step.work for step in steps], marks.type, arrivals, purpose)
        return paced(first, handled, marks.type, table, at)

    waiting = drawn(patience, facing, arrivals, D_PATIENCE)
    return {
        "patience_s": paced(waiting, waits, facing, table, at),
        **{f"{WORK}{k}": work(k) for k in range(PLANNED_STEPS)},
    }


def drawn(dists: list[Distribution], code: Column, arrivals: Arrivals, purpose: int) -> Column:
    """First draws for a purpose from the distribution that belongs to each issue's ``code``."""
    table = DistTable()
    rows = [table.index(dist) for dist in dists]
    tables = table.tables()

    def draw(d: int, chosen: Array | slice) -> Column:
        key0, key1 = arrivals.key0[chosen], arrivals.key1[chosen]
        if dists[rows.index(d)].kind in ("constant", "never"):
            key0, key1 = key0[:1], key1[:1]
            return float(values(*tables, d, key0, key1, purpose, 0)[0]) if len(key0) else 0.0
        return values(*tables, d, key0, key1, purpose, 0)

    return by_code(rows, code, len(arrivals.at), draw)


def _narrow(column: Column) -> Column:
    """Whole numbers in 32 bits, as the table holds them."""
    if isinstance(column, np.ndarray) and column.dtype == np.int64:
        return column.astype(np.int32)
    return column
