"""What holds of the measures of every record, checked on generated ones."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.codes import (
    ABANDONED,
    BLOCKED,
    BUSY,
    LATE,
    LOST,
    ON_DUTY,
    TURNED_AWAY,
    WORKING,
)
from sim.kpi import Values, describe, measure
from sim.kpi.possible import SIGNED
from sim.record import Record
from sim.scenario.model import Channel, Concurrency, Desk, Scenario
from tests.kpi.shops import shop, team
from tests.properties.running import scenario_of, simulated
from tests.properties.strategies import scenarios
from tests.record.by_hand import (
    denied,
    done,
    duty,
    given_up,
    issue,
    lost,
    record,
    spell,
    waiting,
)

NAN = float("nan")
HOUR = 3600.0
STOP = 6 * HOUR
WINDOWS = [(0.0, 4 * HOUR, STOP), (HOUR, 4 * HOUR, STOP), (HOUR, STOP, STOP)]
moments = st.integers(0, int(STOP)).map(float)
lengths = st.integers(0, 4000).map(float)


def scenario() -> Scenario:
    channels = {"phone": Channel(), "mail": Channel(kind="deferred", expected_reply_s=HOUR)}
    teams = {"care": team(wage_per_h=20.0), "back": team(concurrency=Concurrency(contacts=2))}
    return shop(channels, ("easy", "hard"), ("usual", "gold"), {"office": Desk()}, teams)


@st.composite
def outcomes(draw: Any, at: int, opened: float) -> dict[str, Any]:
    """A contact of issue ``at`` with any outcome."""
    answered = min(opened + draw(lengths), STOP)
    ended = min(answered + draw(lengths), STOP)
    who = draw(st.integers(0, 1))
    row = {"queue": draw(st.integers(0, 1)), "number": draw(st.integers(0, 1))}
    row["reason"] = 5 * row["number"]
    kind = draw(st.sampled_from(["done", "working", "waiting", *range(ABANDONED, LOST)]))
    if kind == "done":
        promised = draw(st.one_of(st.just(NAN), moments))
        rest = {"agent": who, "team": who, "promised_at": promised}
        return {**done(at, opened, answered, ended), **rest, **row}
    if kind == "working":
        rest = {"state": WORKING, "ended_at": NAN, "freed_at": NAN, "agent": who, "team": who}
        return {**done(at, opened, answered, ended), **rest, **row}
    if kind == "waiting":
        return {**waiting(at, opened), **row}
    over = opened if kind in (BLOCKED, TURNED_AWAY) else answered
    return {**lost(at, opened, over, kind), **row}


@st.composite
def issues(draw: Any) -> dict[str, Any]:
    """An issue with any end."""
    opened = draw(moments)
    closed = min(opened + 3 * draw(lengths), STOP)
    make = draw(st.sampled_from([issue, given_up, denied, "met"]))
    rest = {"type": draw(st.integers(0, 1)), "segment": draw(st.integers(0, 1))}
    rest["channel"] = draw(st.integers(0, 1))
    rest["acknowledged_at"] = draw(st.one_of(st.just(NAN), st.just(closed)))
    if make is issue:
        return issue(opened, **rest)
    if make == "met":
        return issue(opened, met_at=closed, **rest)
    return make(opened, closed, **rest)


@st.composite
def records(draw: Any) -> Record:
    """A record of up to 8 issues, 12 contacts and 4 tasks; each queue keeps its own laws."""
    needs = draw(st.lists(issues(), min_size=1, max_size=8))
    whose = draw(st.lists(st.integers(0, len(needs) - 1), max_size=12))
    contacts = [
        draw(outcomes(at, min(needs[at]["opened_at"] + draw(lengths), STOP))) for at in whose
    ]
    tasks = []
    for at in draw(st.lists(st.integers(0, len(needs) - 1), max_size=4)):
        opened = needs[at]["opened_at"]
        begun = min(opened + draw(lengths), STOP)
        left = waiting(at, opened)
        ends = [done(at, opened, begun, STOP), left, {**left, "state": LOST}]
        tasks.append({**draw(st.sampled_from(ends)), "queue": 2})
    spells, duties = [], []
    for agent in (0, 1):
        start, busy = draw(moments) / 2, draw(lengths)
        spells.append(spell(ON_DUTY, start, start + 2 * HOUR, agent))
        spells.append(spell(BUSY, start, start + busy, agent))
        spells.append(spell(LATE, start + HOUR, start + 2 * HOUR, agent))
        duties.append(duty(start, start + HOUR, agent=agent, team=agent))
    return record(
        needs,
        contacts,
        tasks,
        spells,
        duties,
        teams_of_agents=(0, 1),
        window=draw(st.sampled_from(WINDOWS)),
        channels=("phone", "mail"),
        desks=("office",),
        types=("easy", "hard"),
        segments=("usual", "gold"),
        teams=("care", "back"),
    )


def assert_possible(found: Values) -> None:
    """Shares lie between 0 and 1, and nothing else but a difference is negative."""
    for name, value in found.items():
        number = value.value
        definition = describe(name)
        if np.isnan(number):
            # Only ratios with nothing below, and quantiles of nothing, are undefined.
            assert value.denominator == 0.0 or value.denominator is None, name
        elif definition.unit == "share":
            assert 0.0 <= number <= 1.0, name
        elif definition.unit == "points 1–5":
            assert 1.0 <= number <= 5.0, name
        elif definition.unit == "doublings":
            assert -3.0 <= number <= 3.0, name
        elif definition.unit == "−1 to 1":
            assert -1.0 <= number <= 1.0, name
        elif name not in SIGNED:
            assert number >= 0.0, name


@given(records())
def test_every_measure_is_possible(day: Record):
    assert_possible(measure(day, scenario()))


@given(scenarios())
def test_every_measure_of_any_scenario_is_possible(parts: dict[str, Any]):
    assert_possible(measure(simulated(parts), scenario_of(parts)))


@given(records())
def test_parts_add_up_to_the_whole(day: Record):
    found = measure(day, scenario())

    def total(groups: Iterable[str], word: str) -> float:
        return sum(found[f"{group}.{word}"].numerator for group in groups)

    channels = ("phone", "mail")
    types, segments = ("types.easy", "types.hard"), ("segments.usual", "segments.gold")
    for word in ("offered", "answered", "abandoned", "mean_wait_s", "mean_queue"):
        for groups in (types, segments):
            assert total(groups, word) == pytest.approx(total(channels, word)), word
    for word in ("satisfaction.csat", "satisfaction.score"):
        for groups in (channels, types, segments):
            assert total(groups, word) == pytest.approx(found[word].numerator), word
    for word in ("resolution.met_share", "resolution.mean_h", "resolution.denied_share"):
        for groups in (types, segments):
            assert total(groups, word) == pytest.approx(found[word].numerator), word
    for issue_type in types:
        by_channel = [f"{issue_type}.{channel}" for channel in channels]
        assert total(by_channel, "offered") == found[f"{issue_type}.offered"].numerator
    for channel in channels:
        outcomes = ("answered", "abandoned", "disconnected", "waiting_at_stop")
        parts = sum(found[f"{channel}.{outcome}"].numerator for outcome in outcomes)
        assert parts == found[f"{channel}.offered"].numerator
    components = ("wages", "premiums", "overtime", "contacts", "tasks")
    spent = sum(found[f"cost.{component}"].value for component in components)
    assert spent == pytest.approx(found["cost.total"].value)
    for whole, word in (("cost.paid_h", "paid_h"), ("cost.total", "cost")):
        assert total(("teams.care", "teams.back"), word) == pytest.approx(found[whole].value)


@given(records())
def test_waits_are_ordered(day: Record):
    found = {name: value.value for name, value in measure(day, scenario()).items()}
    for channel in ("phone", "mail"):
        if found[f"{channel}.offered"]:
            ordered = [found[f"{channel}.wait_{p}_s"] for p in ("p50", "p90", "p95", "max")]
            assert ordered == sorted(ordered)
            assert found[f"{channel}.mean_wait_s"] <= found[f"{channel}.wait_max_s"]
            assert found[f"{channel}.mean_wait_s"] <= found[f"{channel}.mean_time_in_system_s"]
            assert found[f"{channel}.mean_queue"] <= found[f"{channel}.mean_in_system"]


@given(records())
def test_little_when_everything_happens_in_the_window(day: Record):
    """Without warm-up and run-out, time averages are sums over contacts divided by time."""
    whole = Record(**{**vars(day), "warm_up_s": 0.0, "end_s": STOP + 1, "stop_s": STOP + 1})
    found = measure(whole, scenario())
    for channel in ("phone", "mail"):
        pairs = (("mean_queue", "mean_wait_s"), ("mean_in_system", "mean_time_in_system_s"))
        for average, per_contact in pairs:
            left, right = found[f"{channel}.{average}"], found[f"{channel}.{per_contact}"]
            assert left.numerator == pytest.approx(right.numerator)
            assert left.denominator == STOP + 1


@given(records(), st.integers(1, 5))
def test_measuring_twice_or_in_other_chunks_gives_the_same(day: Record, rows: int):
    once = measure(day, scenario())
    assert {k: repr(v) for k, v in measure(day, scenario()).items()} == {
        k: repr(v) for k, v in once.items()
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sim.kpi.window.ROWS", rows)
        chunked = measure(day, scenario())
    assert list(chunked) == list(once)
    for name, value in chunked.items():
        assert value.value == pytest.approx(once[name].value, rel=1e-12, nan_ok=True), name
