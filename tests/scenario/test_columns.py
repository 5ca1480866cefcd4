"""Long columns of numbers: compact, frozen, equal by value, read in pieces."""

from __future__ import annotations

import pickle
import tracemalloc
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydantic_core import PydanticCustomError

from sim.scenario import load
from sim.scenario.expected import average_week
from sim.scenario.explicit import from_dict, to_dict
from sim.scenario.model import Clock
from sim.scenario.model import forecasts as demand_files
from sim.scenario.values.columns import Numbers, Rows
from sim.scenario.values.part import Context
from sim.tables.faults import MOST_TOLD

NUMBERS = (0.0, 1.5, 7.0)
TRIPLES = ((0.0, 3600.0, 5.0), (3600.0, 3600.0, 7.5))
BOTH = pytest.mark.parametrize(("kind", "entries"), [(Numbers, NUMBERS), (Rows, TRIPLES)])


@BOTH
def test_a_column_is_as_good_as_the_tuple(kind: Any, entries: tuple[Any, ...]) -> None:
    column = kind(entries)
    assert tuple(column) == entries
    assert column == entries
    assert column == kind(entries)
    assert column != kind(entries[:1])
    assert hash(column) == hash(kind(entries)) == hash(entries)
    assert (column[-1], column[1:], len(column)) == (entries[-1], kind(entries[1:]), len(entries))
    assert pickle.loads(pickle.dumps(column)) == column
    assert not kind()


@BOTH
def test_a_column_is_frozen(kind: Any, entries: tuple[Any, ...]) -> None:
    given = np.array(entries)
    column = kind(given)
    given[0] = 9.0
    assert column == entries
    with pytest.raises(ValueError, match="read-only"):
        column.array[0] = 9.0
    with pytest.raises(AttributeError, match="frozen"):
        column.array = given


def scenario(folder: Path, demand: str, work: str = "5 min") -> Path:
    path = folder / "scenario.yaml"
    path.write_text(
        "clock: {start: 2026-01-05}\nchannels: {phone: {}}\n"
        "teams: {care: {head_count: 9, skills: {channels: phone}}}\n"
        f"issue_types: {{question: {{work: {work}}}}}\ndemand: {{all: {demand}}}\n"
        "variants:\n  a: {teams.care.head_count: 8}\n  b: {teams.care.head_count: 7}\n"
    )
    return path


@pytest.mark.parametrize("demand", ["{trace: f.csv}", "{forecast: f.csv}"])
def test_variants_share_the_columns_of_their_file(tmp_path: Path, demand: str) -> None:
    (tmp_path / "f.csv").write_text("2026-01-05 08:00,1\n2026-01-05 09:00,2\n")
    file = load(scenario(tmp_path, demand))
    streams = [file.resolve(name).demand["all"] for name in ("as_is", "a", "b")]
    columns = [stream.trace or stream.forecast for stream in streams]
    assert columns[0] is columns[1] is columns[2]


def test_columns_are_written_and_read_again(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text("duration,n\n5 min,3\n1 min,1\n5 min,1\n90,1\n2 min,0\n")
    (tmp_path / "f.csv").write_text("2026-01-05 08:00,1\n2026-01-05 09:00,2.5\n")
    path = scenario(tmp_path, "{forecast: f.csv}", "empirical(d.csv)")
    found = load(path).resolve()
    work = found.issue_types["question"].work.fix
    assert (work.values, work.weights) == ((60.0, 90.0, 300.0), (1 / 6, 1 / 6, 4 / 6))
    data = to_dict(found)
    assert data["demand"]["all"]["forecast"] == [[28800, 3600, 1], [32400, 3600, 2.5]]
    assert from_dict(data) == found


@pytest.mark.slow
@pytest.mark.parametrize("form", ["2026-01-05 00:00:{:02d}\n", "{:05d}.25\n"])
def test_a_long_trace_is_read_in_pieces(tmp_path: Path, form: str) -> None:
    rows = 100_000
    text = "".join(form.format(row % 60 if "-" in form else row) for row in range(rows))
    (tmp_path / "t.csv").write_text(text)
    tracemalloc.start()
    try:
        found = demand_files.read_trace("t.csv", Context(tmp_path, date(2026, 1, 5)))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(found) == rows
    assert peak < 24 * found.array.nbytes


def test_a_long_trace_is_put_into_hours_in_pieces() -> None:
    at = np.linspace(0.0, 5e6, 500_000)
    none, ones = np.zeros(len(at)), np.ones(len(at))
    tracemalloc.start()
    try:
        found = average_week.hours_of(Clock(), at, none, ones)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert found.sum() == (at < Clock().length_s).sum()
    assert peak < 4 * at.nbytes


def test_the_first_wrong_lines_are_told_and_the_others_counted(tmp_path: Path) -> None:
    lines = ["2026-01-05 08:00", *["never"] * 33, *["2026-01-05 09:00"] * 20]
    (tmp_path / "t.csv").write_text("\n".join(lines))
    with pytest.raises(PydanticCustomError) as caught:
        demand_files.read_trace("t.csv", Context(tmp_path, date(2026, 1, 5)))
    assert caught.value.context is not None
    told = caught.value.context["inner"]
    assert [one["ctx"]["line"] for one in told] == list(range(2, MOST_TOLD + 3))
    assert told[-1]["msg"] == "and 13 more lines from here on."


def test_repeated_intervals_are_told_beside_other_mistakes(tmp_path: Path) -> None:
    hour = "2026-01-05 08:00,3\n"
    (tmp_path / "f.csv").write_text(f"{hour}2026-01-05 09:00,many\n{hour}{hour}")
    with pytest.raises(PydanticCustomError) as caught:
        demand_files.read_forecast("f.csv", Context(tmp_path, date(2026, 1, 5)))
    assert caught.value.context is not None
    assert [(one["ctx"]["line"], one["msg"]) for one in caught.value.context["inner"]] == [
        (2, "`many`: expected a number of 0 or more."),
        (3, "this interval stands in line 1 too."),
        (4, "this interval stands in line 1 too."),
    ]
