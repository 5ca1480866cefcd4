"""Volumes: rates, profiles, forecasts and traces, inline and from CSV files."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.scenario import ScenarioError, load
from sim.scenario.model import Stream

CHANNELS = "channels: {phone: {}}\nteams: {care: {head_count: 9, skills: {channels: phone}}}\n"


def stream(folder: Path, text: str, **files: str) -> Stream:
    for name, content in files.items():
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    path = folder / "scenario.yaml"
    path.write_text(f"clock: {{start: 2026-01-07}}\n{CHANNELS}demand:\n  all:\n    {text}\n")
    return load(path).resolve().demand["all"]


def test_rate_by_hour_is_a_rate_with_a_profile(tmp_path: Path) -> None:
    found = stream(
        tmp_path,
        "rate_by_hour: [{hours: Mon-Tue 08:00-10:00, by_hour: [10, 20]},"
        " {hours: Sat 09:00-10:00, by_half_hour: [4, 8]}]",
    )
    assert found.rate_per_week == 66
    assert found.profile is not None
    hours = {hour: weight for hour, weight in enumerate(found.profile) if weight}
    assert hours == {8: 10, 9: 20, 32: 10, 33: 20, 129: 6}


def test_profiles_from_calendars_and_words(tmp_path: Path) -> None:
    assert stream(tmp_path, "{rate: 1 per h, profile: flat}").profile is None
    found = stream(tmp_path, '{rate: 1 per h, profile: "Mon 08:30-10:00"}').profile
    assert found is not None
    assert (found[8], found[9], sum(found)) == (0.5, 1.0, 1.5)


def test_profiles_from_files(tmp_path: Path) -> None:
    numbers = "\n".join(str(hour % 24) for hour in range(168))
    plain = stream(tmp_path, "{rate: 1 per h, profile: p.csv}", p=numbers).profile
    assert plain is not None
    assert plain[:3] == (0, 1, 2)
    halves = "\n".join(["1", "2"] * 168)
    assert stream(tmp_path, "{rate: 1 per h, profile: p.csv}", p=halves).profile == (3.0,) * 168
    table = "day,hour,weight\nMon,8,5\nTue,08:30,6\n7,23,1\n"
    with pytest.raises(ScenarioError, match="no date has two rows"):
        stream(tmp_path, "{rate: 1 per h, profile: p.csv}", p=table)
    timed = "{rate: 1 per h, profile: {file: p.csv, interval: 30 min}}"
    found = stream(tmp_path, timed, p=table).profile
    assert found is not None
    assert {hour: w for hour, w in enumerate(found) if w} == {8: 5, 32: 6, 167: 1}


def test_a_forecast_counts_from_the_clock(tmp_path: Path) -> None:
    rows = (
        "date,time,calls\n2026-01-06,23:30,7\n2026-01-07,08:00,12\n"
        "2026-01-07,8:30,15.5\n2026-01-08,08:00,9\n"
    )
    found = stream(tmp_path, "forecast: f.csv", f=rows).forecast
    day = 86400.0
    assert found == ((28800, 1800, 12), (30600, 1800, 15.5), (day + 28800, 1800, 9))


def test_a_forecast_may_hold_date_and_time_in_one_column(tmp_path: Path) -> None:
    found = stream(tmp_path, "forecast: f.csv", f="2026-01-07T08:00,1\n2026-01-07T09:00,2\n")
    assert found.forecast == ((28800.0, 3600.0, 1.0), (32400.0, 3600.0, 2.0))


def test_traces_of_times_and_of_seconds(tmp_path: Path) -> None:
    rows = "arrived\n2026-01-07 00:00:10.5\n2026-01-08 00:00\n3600\n# a comment\n\n"
    found = stream(tmp_path, "trace: {file: t.csv, unit: s}", t=rows).trace
    assert found == (10.5, 3600.0, 86400.0)
    with pytest.raises(ScenarioError, match=r"t\.csv:4:1: .*`3600`: expected a date and a time"):
        stream(tmp_path, "trace: t.csv", t=rows)


def head_count(folder: Path, text: str) -> list[tuple[int, str]]:
    path = folder / "scenario.yaml"
    team = f"teams:\n  care:\n    head_count: {text}\n    skills: {{channels: phone}}\n"
    path.write_text("demand: {a: {rate: 1 per h}}\nchannels: {phone: {}}\n" + team)
    entries = load(path).resolve().teams["care"].head_count or ()
    return [(entry.agents, str(entry.hours)) for entry in entries]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10", [(10, "24/7")]),
        ("{agents: 4, hours: Mon 08:00-10:00}", [(4, "Mon 08:00-10:00")]),
        (
            "{hours: Mon-Tue 08:00-12:00, by_hour: [6, 6, 0, 6]}",
            [(6, "Mon-Tue 08:00-10:00, 11:00-12:00")],
        ),
        (
            "[{hours: Mon 08:00-09:00, by_quarter: [1, 2, 2, 3]}, {agents: 1}]",
            [(1, "Mon 08:00-08:15"), (2, "Mon 08:15-08:45"), (3, "Mon 08:45-09:00"), (1, "24/7")],
        ),
        ("staff.csv", [(3, "Mon 08:00-08:30, 09:00-09:30"), (5, "Mon 08:30-09:00")]),
    ],
)
def test_head_counts(tmp_path: Path, text: str, expected: list[tuple[int, str]]) -> None:
    (tmp_path / "staff.csv").write_text("day,time,n\nMon,08:00,3\nMon,08:30,5\nMon,09:00,3\n")
    assert head_count(tmp_path, text) == expected


def test_all_bad_lines_of_a_file_are_told_with_their_numbers(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError) as caught:
        stream(tmp_path, "trace: t.csv", t="soon\n2026-01-07 08:00\nlater\n2026-01-08 08:00\n")
    lines = [(Path(one.file).name, one.line) for one in caught.value.problems]
    assert lines == [("t.csv", 3)]


def test_a_file_must_not_lie_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("1\n")
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "link.csv").symlink_to(tmp_path / "secret.csv")
    for name in ("../secret.csv", str(tmp_path / "secret.csv"), "link.csv"):
        with pytest.raises(ScenarioError, match="outside the scenario's folder"):
            stream(inner, f"trace: {name}")


def test_several_streams_may_share_a_day_factor(tmp_path: Path) -> None:
    found = stream(tmp_path, "{rate: 1 per h, day_factor: {cv: 10 %, shared: day}}").day_factor
    assert found is not None
    assert (found.cv, found.shared) == (0.1, "day")


def test_a_date_of_a_forecast_has_no_more_issues_than_can_be_told_apart(tmp_path: Path) -> None:
    day = "2026-01-08 08:00,9e6\n2026-01-08 09:00,8e6\n2026-01-09 00:00,7e6\n"
    with pytest.raises(ScenarioError, match="forecast: 17,000,000 issues on the busiest date"):
        stream(tmp_path, "forecast: f.csv", f=day)
    assert stream(tmp_path, "forecast: f.csv", f=day.replace("8e6", "6e6")).forecast is not None
    with pytest.raises(ScenarioError, match="forecast: 16,000,000 issues on the busiest date"):
        stream(tmp_path, "forecast: [[0, 172800, 3.2e7]]")
    assert stream(tmp_path, "forecast: [[0, 172800, 2.9e7]]").forecast is not None
