"""Every example of docs/files.md is run: what is read of it, and what is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from sim.scenario.model import Scenario, Stream
from sim.scenario.rules.volumes import rows_by_hour
from sim.scenario.scenario_files import load, validate
from sim.scenario.values.calendars import DAYS

PAGE = (Path(__file__).parents[2] / "docs" / "files.md").read_text(encoding="utf-8")
BASE = """\
clock: {start: 2026-01-12, length: 1 week}
demand: {calls: {}}
channels: {phone: {hours: "Mon-Fri 08:00-18:00"}}
teams: {care: {skills: {channels: phone}}}
"""
STREAM, STAFF = "demand: {calls: {rate: 100 per week}}\n", "teams: {care: {head_count: 9}}\n"


class Example(NamedTuple):
    """A scenario's lines, its tables by name, what is read, and what is said."""

    yaml: str
    tables: dict[str, str]
    result: str
    console: str


def examples() -> list[Example]:
    found: list[Example] = []
    for kind, name, body in re.findall(r"```(\w+) ?(\S*)\n(.*?)```", PAGE, re.DOTALL):
        if kind == "yaml":
            found.append(Example(body, {}, "", ""))
        elif kind == "csv":
            found[-1].tables[name] = body
        else:
            found[-1] = found[-1]._replace(**{kind: body})
    return found


EXAMPLES = examples()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: next(iter(one.tables)))
def test_an_example_is_read_as_the_page_says(
    example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in example.tables.items():
        Path(name).write_text(text, encoding="utf-8")
    Path("base.yaml").write_text(BASE, encoding="utf-8")
    for name, text, key in (("stream", STREAM, "demand:"), ("staff", STAFF, "head_count")):
        extends = {"stream": "base.yaml", "staff": "stream.yaml"}[name]
        more = "" if key in example.yaml else text
        Path(f"{name}.yaml").write_text(f"extends: {extends}\n{more}", encoding="utf-8")
    Path("example.yaml").write_text(f"extends: staff.yaml\n{example.yaml}", encoding="utf-8")
    said = [str(one) for one in validate("example.yaml") if one.file in example.tables]
    assert "".join(f"{line}\n" for line in said) == example.console
    if example.result:
        assert written(load("example.yaml").resolve(), example.yaml) == example.result


def test_the_page_shows_what_is_refused_as_well() -> None:
    assert sum("warning" not in one.console and bool(one.console) for one in EXAMPLES) >= 6
    assert sum(bool(one.result) for one in EXAMPLES) >= 6


def written(scenario: Scenario, yaml: str) -> str:
    """What a scenario has of its tables, a line for each entry."""
    if "head_count" in yaml:
        counts = sorted(scenario.teams["care"].head_count or (), key=lambda one: one.agents)
        return "".join(f"{one.agents}  {one.hours}\n" for one in counts)
    start = datetime.combine(scenario.clock.start, datetime.min.time())
    several = len(scenario.demand) > 1
    parts = [
        (f"{name}\n" if several else "") + of_stream(stream, start)
        for name, stream in scenario.demand.items()
    ]
    return "".join([*parts, *means(scenario)])


def means(scenario: Scenario) -> Iterator[str]:
    for issue_type in scenario.issue_types.values():
        for hour, mean in enumerate(issue_type.handle_time_by_hour_s or ()):
            if mean:
                yield f"{DAYS[hour // 24]} {hour % 24:02d}:00  {mean / 60:g} min\n"


def of_stream(stream: Stream, start: datetime) -> str:
    if stream.trace is not None:
        return "".join(f"{start + timedelta(seconds=at)}\n" for at in stream.trace)
    return "".join(
        f"{start + timedelta(seconds=at):%Y-%m-%d %H:%M}  {length / 60:g} min  {issues:.10g}\n"
        for at, length, issues in rows_by_hour(stream, start.date()).tolist()
    )
