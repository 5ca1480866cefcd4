"""Rates and profiles: what a rate is the average of, and how that is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.scenario import ScenarioError, ScenarioFile, load, validate
from sim.scenario.explicit import explicit
from sim.scenario.model import Stream

Write = Callable[..., ScenarioFile]
OFFICE = "Mon-Fri 09:00-17:00"
REST = f"""
channels: {{phone: {{hours: {OFFICE}}}}}
teams: {{care: {{shifts: {{agents: 30, hours: {OFFICE}}}, skills: {{channels: phone}}}}}}
"""
FIELD_CASE = f"demand: {{calls: {{rate: 10 per hour, profile: {OFFICE}}}}}\n{REST}"
OPEN = FIELD_CASE.replace("per hour", "per open hour")


def rate(file: ScenarioFile, variant: str | None = None, *settings: str) -> float | None:
    return file.resolve(variant, settings).demand["calls"].rate_per_week


def warned(file: ScenarioFile, *settings: str) -> list[str]:
    return [one.message for one in file.warnings(None, settings) if one.path.endswith(".rate")]


def test_a_rate_per_hour_is_that_of_all_hours_and_is_told_so(write: Write) -> None:
    file = write(FIELD_CASE)
    assert rate(file) == 1680
    assert warned(file) == [
        "`10 per hour` is the average of all 168 hours: 1,680 a week, 42 per open hour. If that is "
        "meant of each open hour, write `10 per open hour` (400 a week); else write "
        "`1680 per week`."
    ]


def test_both_wordings_of_the_warning_mean_what_it_says_and_draw_none(write: Write) -> None:
    assert rate(write(OPEN)) == 400
    assert warned(write(OPEN)) == []
    clear = write(FIELD_CASE.replace("10 per hour", "1680 per week"))
    assert rate(clear) == 1680
    assert warned(clear) == []


@pytest.mark.parametrize(
    ("stream", "told"),
    [
        ("rate: 50 per day, profile: Mon-Fri 09:00-17:00", "350 a week, 70 per open day"),
        ("rate: 50 per day, profile: Mon-Fri 09:00-17:00", "write `250 per week`; else write `350"),
        ("rate: 1/min, profile: Mon 09:00-17:00", "write `60 per open hour` (480 a week)"),
        ("rate: 1 per s, profile: Mon 09:00-17:00", "write `3600 per open hour`"),
        ("rate: 0.01 per h, profile: Mon 09:00-17:00", "1.68 a week, 0.21 per open hour"),
        ("rate: 6 per h, profile: 'Mon 08:30-10:00'", "672 per open hour"),
        ("rate: 50 per day, profile: 'daily 09:00-17:00'", None),
        ("rate: 10 per hour, profile: 24/7", None),
        ("rate: 10 per hour, profile: flat", None),
        ("rate: 10 per hour", None),
        ("rate: 0 per hour, profile: Mon 09:00-17:00", None),
        ("rate: 100 per month, profile: Mon 09:00-17:00", None),
        ("rate_by_hour: {hours: 'Mon 09:00-11:00', by_hour: [4, 5]}", None),
    ],
)
def test_only_what_can_be_misread_is_told(write: Write, stream: str, told: str | None) -> None:
    file = write(f"demand: {{calls: {{{stream}}}}}\n{REST}")
    found = warned(file)
    assert len(found) == (told is not None)
    assert all(told is not None and told in message for message in found)


def test_a_rate_per_hour_with_weights_of_a_list_counts_hours_with_a_weight(write: Write) -> None:
    weights = ", ".join(["0"] * 160 + ["1", "2"] * 4)
    text = f"demand: {{calls: {{rate: 10 per hour, profile: [{weights}]}}}}\n{REST}"
    (message,) = warned(write(text))
    assert "1,680 a week, 210 per open hour" in message
    assert "(80 a week)" in message
    assert rate(write(text.replace("per hour", "per open hour"))) == 80


def test_weights_of_a_file_count_by_the_hour_too(write: Write, tmp_path: Path) -> None:
    (tmp_path / "week.csv").write_text("day,time,weight\nMon,08:30,3\nMon,09:00,1\nTue,10:00,0\n")
    assert rate(write(OPEN.replace(OFFICE, "week.csv", 1))) == 20


def test_part_of_an_hour_counts_as_its_share(write: Write) -> None:
    assert rate(write(OPEN.replace(OFFICE, "Mon 08:30-10:00", 1))) == 15
    named = "calendars: {early: Mon 08:30-10:00}\n" + OPEN.replace(OFFICE, "early", 1)
    assert rate(write(named)) == 15
    mapping = "calendars: {early: Mon 08:30-10:00}\n" + OPEN.replace(OFFICE, "{open: early}", 1)
    assert rate(write(mapping)) == 15
    assert "calendars.early" not in {one.path for one in write(named).warnings()}


def test_changes_reach_rate_and_profile_apart(write: Write) -> None:
    variants = f"variants: {{long: {{demand.calls.profile: {OFFICE.replace('Fri', 'Sun')}}}}}\n"
    file = write(OPEN + variants)
    assert rate(file) == 400
    assert rate(file, "long") == 560
    assert rate(file, "long", "demand.calls.rate=12 per open hour") == 672
    assert rate(file, None, "demand.calls.rate=12 per open hour") == 480
    assert rate(file, None, "demand.calls.rate=500 per week") == 500
    assert rate(file, None, "demand.calls.profile=Mon 09:00-10:00") == 10
    with pytest.raises(ScenarioError, match="nothing says which hours are open"):
        file.resolve(None, ["demand.calls.profile=null"])


def test_a_setting_per_hour_is_told_at_the_setting(write: Write) -> None:
    (found,) = [
        one
        for one in write(OPEN).warnings(None, ["demand.calls.rate=12 per hour"])
        if one.path == "demand.calls.rate"
    ]
    assert (found.file, found.severity) == ("--set", "warning")
    assert "2,016 a week, 50.4 per open hour" in found.message


def test_a_variant_that_leaves_hours_out_is_named(write: Write, tmp_path: Path) -> None:
    write(
        FIELD_CASE.replace(OFFICE, "24/7", 1)
        + f"variants: {{office: {{demand.calls.profile: {OFFICE}}}}}\n"
    )
    (found,) = [
        one for one in validate(tmp_path / "scenario.yaml") if one.path == "demand.calls.rate"
    ]
    assert found.message.endswith("(variant `office`)")


def test_the_explicit_form_holds_the_rate_of_the_week(write: Write, tmp_path: Path) -> None:
    scenario = write(OPEN).resolve()
    text = explicit(scenario)
    assert "rate: 400 per week" in text
    path = tmp_path / "explicit.yaml"
    path.write_text(text, encoding="utf-8")
    assert load(path).resolve() == scenario


def test_a_range_may_be_stated_per_open_hour(write: Write) -> None:
    noted = "{value: 10 per open hour, range: [8 per open hour, 12 per open hour]}"
    file = write(OPEN.replace("10 per open hour", noted))
    assert rate(file) == 400
    assert [(one.low, one.high) for one in file.assumptions()] == [
        ("8 per open hour", "12 per open hour")
    ]


def test_a_stream_made_in_python_knows_it_too() -> None:
    assert Stream.model_validate({"rate": "10/open h", "profile": OFFICE}).rate_per_week == 400
