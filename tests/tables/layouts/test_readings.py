"""Every layout is read right, or refused for the right reason, through a scenario file."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from sim.scenario.model import Scenario
from sim.scenario.problems import ScenarioError
from sim.scenario.scenario_files import load
from tests.tables.layouts.cases import LAYOUTS
from tests.tables.layouts.layout import (
    Durations,
    Forecast,
    HeadCount,
    Layout,
    Profile,
    Trace,
)

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def scenario_text(case: Layout) -> str:
    """A scenario that names the table for its use, and says nothing else of importance."""
    named = json.dumps(case.named(), ensure_ascii=False)
    stream, work, staff = "rate: 10 per week", "5 min", "3"
    if case.use in ("forecast", "trace"):
        stream = f"{case.use}: {named}"
    elif case.use == "profile":
        stream = f"rate: 10 per week, profile: {named}"
    elif case.use == "head_count":
        staff = named
    else:
        work = f"{{empirical: {named}}}"
    types = case.spec.get("columns", {})
    types = types.get("issues", {}) if isinstance(types, dict) else {}
    names = list(types) if isinstance(types, dict) and types else ["question"]
    types = ", ".join(f"{name}: {{work: {work}}}" for name in names)
    return (
        f"clock: {{start: {case.start}, length: {case.length}}}\n"
        f"demand: {{calls: {{{stream}}}}}\n"
        f"issue_types: {{{types}}}\n"
        "channels: {phone: {hours: 24/7}}\n"
        f"teams: {{care: {{head_count: {staff}, skills: {{channels: phone}}}}}}\n"
    )


def read(case: Layout, folder: Path) -> Scenario:
    case.place(folder)
    path = folder / "scenario.yaml"
    path.write_text(scenario_text(case), encoding="utf-8")
    return load(path).resolve()


READ = [case for case in LAYOUTS if case.expect is not None]
REFUSED = [case for case in LAYOUTS if case.expect is None]


@pytest.mark.parametrize("case", READ, ids=lambda case: case.name)
def test_a_layout_is_read_right(case: Layout, tmp_path: Path) -> None:
    found = read(case, tmp_path)
    match case.expect:
        case Forecast():
            check_forecast(case.expect, found)
        case Profile():
            check_profile(case.expect, found)
        case HeadCount():
            check_head_count(case.expect, found)
        case Trace():
            check_trace(case.expect, found)
        case Durations():
            dist = found.issue_types["question"].work.fix
            assert dist.mean_s() == pytest.approx(case.expect.mean, rel=1e-9)
            assert 0 < len(dist.values) <= case.expect.count


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.name)
def test_what_cannot_be_told_is_asked_for(case: Layout, tmp_path: Path) -> None:
    with pytest.raises(ScenarioError) as raised:
        read(case, tmp_path)
    problem = raised.value.problems[0]
    assert case.refused in str(raised.value), str(raised.value)
    assert problem.line >= 1


def start_of(scenario: Scenario) -> datetime:
    return datetime.combine(scenario.clock.start, datetime.min.time())


def check_forecast(expect: Forecast, scenario: Scenario) -> None:
    check_stream(expect, scenario, *scenario.demand)


def check_stream(expect: Forecast, scenario: Scenario, *names: str) -> None:
    """Streams, together, against what is right."""
    streams = [scenario.demand[name] for name in names]
    rows = np.concatenate([stream.forecast.array for stream in streams if stream.forecast])
    at, length, issues = rows.T
    moments = [start_of(scenario) + timedelta(seconds=second) for second in at.tolist()]
    assert issues.sum() == pytest.approx(expect.total, rel=1e-9)
    assert len(set(at[issues > 0].tolist())) == expect.rows
    assert set(length.tolist()) == {float(expect.interval)}
    for when, number in expect.points:
        there = [
            n for m, n in zip(moments, issues.tolist(), strict=True) if f"{m:%F %H:%M}" == when
        ]
        assert sum(there) == pytest.approx(number), when


def check_profile(expect: Profile, scenario: Scenario) -> None:
    weights = scenario.demand["calls"].profile
    assert weights is not None
    for when, weight in expect.hours:
        day, clock = when.split(" ")
        hour = DAYS.index(day) * 24 + int(clock[:2])
        assert weights[hour] / sum(weights) == pytest.approx(weight / expect.total), when


def check_head_count(expect: HeadCount, scenario: Scenario) -> None:
    entries = scenario.teams["care"].head_count or ()
    spans = [(span, entry.agents) for entry in entries for span in entry.hours.spans]
    hours = sum((end - start) * agents for (start, end), agents in spans) / 3600
    assert hours == pytest.approx(expect.hours_a_week)
    for when, agents in expect.agents:
        day, clock = when.split(" ")
        hour, minute = (int(part) for part in clock.split(":"))
        second = DAYS.index(day) * 86400 + hour * 3600 + minute * 60
        there = sum(number for (start, end), number in spans if start <= second < end)
        assert there == agents, when


def check_trace(expect: Trace, scenario: Scenario) -> None:
    trace = scenario.demand["calls"].trace
    assert trace is not None
    assert len(trace) == expect.count
    for second, when in ((trace[0], expect.first), (trace[-1], expect.last)):
        moment = start_of(scenario) + timedelta(seconds=second)
        assert abs(moment - datetime.fromisoformat(when)) < timedelta(seconds=1)
