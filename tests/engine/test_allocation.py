"""One cause may touch any crowd: it becomes many moves, and no move writes past a table."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from sim.codes import BUSY, DISCONNECTED, FINISH, HANDED_BACK, INTERRUPTED, NEED, TURNED_AWAY
from sim.engine import compiled_engine, run, simpy_engine
from sim.engine.simpy_engine import Organisation
from sim.floor import allocation
from sim.floor.allocation import (
    A_MOVE,
    CALLS,
    GROWING,
    JOBS,
    PIECES,
    SPELLS,
    CapacityError,
    allot,
    new_job,
    note,
    note_call,
    note_piece,
    schedule,
)
from sim.floor.follow_ups import SERVE_LINE, do_last, do_next
from sim.floor.moves import carry_on
from sim.plan import Plan, make_plan
from sim.record import check, digest
from tests.engine.crowds import ALL, CAUSES, CROWD, by_count, day
from tests.properties.running import assert_equal_engines, needs_numba, scenario_of
from tests.properties.strategies import scenarios

FEW = {"jobs": 2, "spells": 3, "pieces": 2, "calls": 1, "events": 7, "follow_ups": 5}
"""The most rows that a move adds by table, as ``A_MOVE`` says."""
ENGINES = ["simpy", pytest.param("compiled", marks=needs_numba)]


# -- crowds ----------------------------------------------------------------------------------


@needs_numba
@pytest.mark.slow
def test_a_hundred_thousand_of_everything_at_once() -> None:
    """At 09:00 all agents drop their calls; at 10:00 all callers are cut off and plan a return."""
    crowd = 100_000
    team = by_count(crowd, "Mon 08:00-09:00, Mon 12:00-24:00", end_of_shift="hand_back")
    record = assert_equal_engines(make_plan(scenario_of(day(crowd, **team)), seed=1))
    assert check(record) == []
    outcomes = np.bincount(record.contacts["state"], minlength=TURNED_AWAY + 1)
    assert outcomes[DISCONNECTED] == outcomes[TURNED_AWAY] == crowd
    assert len(record.contacts) == 2 * crowd
    assert (record.contacts["requeues"][:crowd] == 1).all()
    assert (record.pieces["ended"] == HANDED_BACK).sum() == len(record.pieces) == crowd
    assert np.bincount((record.spells["end"] / 3600).astype(int)).tolist()[9] == 2 * crowd
    assert (record.spells["end"] == 86400.0).sum() == crowd  # on duty when the books are closed


class Counted(Organisation):
    """An organisation of which the rows that each move adds are counted."""

    def __init__(self, plan: Plan) -> None:
        self.before = dict.fromkeys(FEW, 0)
        self.most = dict.fromkeys(FEW, 0)
        super().__init__(plan)

    def schedule_events(self) -> None:
        for name in FEW:
            added = getattr(self.counters, name) - self.before[name]
            self.most[name] = max(self.most[name], added)
        super().schedule_events()
        self.before = {name: getattr(self.counters, name) for name in FEW}
        if self.counters.follow_ups:  # the next move begins by taking one off
            self.before["follow_ups"] -= 1


def counted(parts: dict[str, Any]) -> Counted:
    """The organisation after its run, in which no move has added more than ``FEW``."""
    organisation = Counted(make_plan(scenario_of(parts), seed=1))
    organisation.run()
    assert all(organisation.most[name] <= FEW[name] for name in FEW), organisation.most
    return organisation


@pytest.mark.parametrize("parts", ALL.values(), ids=ALL.keys())
def test_a_move_adds_a_few_rows_however_large_the_crowd(parts: dict[str, Any]) -> None:
    counters = counted(parts).counters
    assert counters.jobs + counters.spells >= CROWD


@given(scenarios())
def test_a_move_adds_a_few_rows_whatever_happens(parts: dict[str, Any]) -> None:
    counted(parts)


def test_a_move_adds_as_many_rows_as_is_said() -> None:
    """Jobs at 07:00: a caller finds doors closed and plans a return. Follow-ups at 08:00: a
    head count changes. Events at 08:00: a mail arrives (hope, perishing, recurrence, overflow,
    patience, reply, another customer).
    Calls at 08:10: the mail is taken up, for which a reserve was called. Pieces at 08:16: a call
    is passed on to somebody who puts the mail aside. Spells at 09:15: that one goes home, late,
    from work."""
    parts = {
        "clock": {"start": "2026-01-05", "length": "1 day", "run_out": "0 s"},
        "customers": {"population": 1, "trust": "20 %"},
        "demand": {
            "calls": {"trace": [25200, 29700], "issue_types": {"ask": 1}, "channels": "phone"},
            "mails": {"trace": [28800], "issue_types": {"harm": 1}, "channels": "mail"},
        },
        "issue_types": {
            "ask": {
                "work": {"acknowledge": "1 min", "fix": "5 min"},
                "leaves": {"how": "transfer"},
            },
            "harm": {
                **{"work": "1 h", "recurs": {"every": "10 h", "contact_chance": 0}},
                "perishes": "9 h",
            },
        },
        "channels": {
            "phone": {"hours": "Mon 08:00-12:00", "returns": {"closed": "100 %"}},
            "mail": {
                **{"kind": "deferred", "patience": "5 h", "expected_reply": "1 h", "public": True},
                "peers": {"answers": "100 %", "after": "2 h"},
                "returns": {"no_reply": "100 %"},
            },
        },
        "teams": {
            "front": {
                "head_count": {"agents": 1, "hours": "Mon 08:00-09:00"},
                "end_of_shift": "hand_back",
                "skills": {"channels": "phone", "does": "acknowledge"},
            },
            "back": {
                "shifts": {"agents": 1, "hours": "Mon 08:00-09:00"},
                "puts_aside": "mail",
                "skills": {"channels": ["phone", "mail"]},
            },
            "nobody": {"head_count": 0, "skills": {"channels": "mail"}},
        },
        "routing": {
            "teams": {"phone": "front"},
            "overflow": {"queue": "mail", "after": "10 min", "to": "back"},
            "reserve": {"queue": "mail", "team": "nobody", "above": 0},
        },
    }
    assert counted(parts).most == FEW


@needs_numba
@pytest.mark.parametrize("parts", ALL.values(), ids=ALL.keys())
def test_crowds_are_the_same_on_both_engines(
    parts: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where every table has to grow."""
    plan = make_plan(scenario_of(parts), seed=1)
    record = assert_equal_engines(plan)
    assert check(record) == []
    monkeypatch.setattr(compiled_engine, "SPARE", 1)
    monkeypatch.setattr(compiled_engine, "prepared", scanty)
    monkeypatch.setattr(simpy_engine, "CHUNK", 1)
    assert digest(assert_equal_engines(plan)) == digest(record)


def scanty(plan: Plan) -> Any:
    """The plan's floor without a row in its growing tables."""
    return allocation.with_room(plan.fresh_floor())


# -- the moves of a crowd are as good as one -------------------------------------------------


class AllInOne(Organisation):
    """An organisation whose moves are not cut up: what they ask for is seen to last."""

    def moved(self) -> None:
        while self.counters.follow_ups:
            carry_on(self.floor, self.env.now)
        self.schedule_events()


@pytest.mark.parametrize("parts", CAUSES.values(), ids=CAUSES.keys())
def test_as_one_move_each_crowd_would_be_too_much(parts: dict[str, Any]) -> None:
    with pytest.raises(CapacityError):
        AllInOne(make_plan(scenario_of(parts), seed=1)).run()


@given(scenarios())
def test_cutting_a_move_up_changes_nothing(parts: dict[str, Any]) -> None:
    plan = make_plan(scenario_of(parts), seed=1)
    one_by_one = run(plan, "simpy")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(allocation, "A_MOVE", 5000)
        patch.setattr(simpy_engine, "Organisation", AllInOne)
        assert digest(run(plan, "simpy")) == digest(one_by_one)


def test_follow_ups_are_taken_in_the_order_of_calls() -> None:
    """The last left first, as calls within calls, but for what is said to come last."""
    floor = Organisation(make_plan(scenario_of(day(1, head_count=1)), seed=1)).floor
    do_next(floor, SERVE_LINE, 1)
    do_next(floor, SERVE_LINE, 2)
    do_last(floor, SERVE_LINE, 3)
    do_next(floor, SERVE_LINE, 4)
    left = floor.follow_ups[: floor.counters[0].follow_ups]
    assert [follow_up.id for follow_up in left] == [3, 1, 2, 4]


# -- no move writes past a table -------------------------------------------------------------

TABLES = (*GROWING, "events", "follow_ups")
EVENTS = len(GROWING)


def with_a_reserve() -> Plan:
    """The plan of a day with one call, for which a reserve may be called."""
    parts = day(1, head_count=1)
    parts["teams"]["more"] = {"head_count": 1, "skills": {"channels": "phone"}}
    parts["routing"] = {"reserve": {"queue": "phone", "team": "more", "above": 0}}
    return make_plan(scenario_of(parts), seed=1)


def write_pieces(floor: Any, rows: int) -> None:
    """Write down ``rows`` pieces of work on a job."""
    job = new_job(floor, floor.issues[0], 0, 0, NEED)
    allot(floor)  # the pieces are another move
    for _ in range(rows):
        note_piece(floor, 0.0, job, INTERRUPTED)


def write_rows(floor: Any, table: int, rows: int) -> None:
    """A move that adds ``rows`` rows to one of TABLES."""
    allot(floor)
    if table == PIECES:
        write_pieces(floor, rows)
        return
    for _ in range(rows):
        if table == JOBS:
            new_job(floor, floor.issues[0], 0, 0, NEED)
        elif table == SPELLS:
            note(floor, floor.agents[0], BUSY, 0.0, 1.0)
        elif table == CALLS:
            note_call(floor, floor.reserves[0], 0.0)
        elif table == EVENTS:
            schedule(floor, 0.0, FINISH, 0)
        else:
            do_next(floor, SERVE_LINE, 0)


@pytest.fixture(scope="module")
def write_compiled() -> Callable[[Any, int, int], None]:
    """``write_rows`` in compiled code, on a floor of arrays."""
    from sim.engine.floor_type import addresses_of, floor_at

    compiled_engine.make_ready()
    numba: Any = import_module("numba")
    for function in (write_pieces, write_rows):
        import_module("numba.extending").register_jitable(function)

    @numba.njit(_nrt=False)  # type: ignore[untyped-decorator]
    def enter(addresses: Any, table: int, rows: int) -> None:
        write_rows(floor_at(addresses), table, rows)

    return lambda floor, table, rows: enter(addresses_of(floor), table, rows)


@pytest.mark.parametrize("table", range(len(TABLES)), ids=TABLES)
def test_simpy_refuses_to_write_more_than_a_move_may(table: int) -> None:
    organisation = Organisation(with_a_reserve())
    organisation.rows.issues.extend(organisation.tables.issues[:1].view(np.recarray))
    write_rows(organisation.floor, table, A_MOVE)
    organisation.counters.events = organisation.counters.follow_ups = 0
    with pytest.raises(CapacityError, match="A_MOVE"):
        write_rows(organisation.floor, table, A_MOVE + 1)
    written = getattr(organisation.counters, TABLES[table])
    assert written == (2 * A_MOVE if TABLES[table] in GROWING else A_MOVE)


@needs_numba
@pytest.mark.parametrize("table", range(len(TABLES)), ids=TABLES)
def test_compiled_code_refuses_to_write_more_than_a_move_may(
    table: int, write_compiled: Callable[[Any, int, int], None]
) -> None:
    floor = compiled_engine.prepared(with_a_reserve())
    rows = np.zeros(A_MOVE + 1, getattr(floor, TABLES[table]).dtype)
    rows.view(np.uint8)[:] = 77
    floor = floor._replace(**{TABLES[table]: rows[: A_MOVE + (TABLES[table] in GROWING)]})
    untouched = rows[-1].tobytes()
    with pytest.raises(CapacityError, match="A_MOVE"):
        write_compiled(floor, table, A_MOVE + 1)
    assert floor.counters[0][TABLES[table]] == A_MOVE
    assert rows[-1].tobytes() == untouched


@pytest.mark.parametrize("engine", ENGINES)
def test_a_run_stops_where_a_move_would_write_too_much(
    engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With room for one row a head count has no place for what it leaves to be done."""
    plan = make_plan(scenario_of(day(1, head_count=1)), seed=1)
    assert len(run(plan, engine).contacts) == 1
    monkeypatch.setattr(allocation, "A_MOVE", 1)
    with pytest.raises(CapacityError, match="A_MOVE"):
        run(plan, engine)
