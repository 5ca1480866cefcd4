"""The JSON Schema accepts every human form and refuses what no scenario may hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from sim.scenario import load
from sim.scenario.explicit import to_dict
from sim.scenario.json_schema import json_schema
from sim.scenario.nodes import plain
from sim.scenario.reading.files import read_file
from sim.scenario.yaml_text import read_text

SHIPPED = sorted((Path(__file__).parents[2] / "scenarios").glob("*.yaml"))
VALIDATOR = Draft202012Validator(json_schema())

SMALL = """
demand: {callers: {rate: 6 per hour}}
channels: {phone: {}}
teams: {care: {head_count: 3, skills: {channels: phone}}}
"""


OF_A = "$.issue_types.a.handle_time_by_hour"


def errors(text: str) -> list[str]:
    return [error.json_path for error in VALIDATOR.iter_errors(plain(read_text(text, "x")[0]))]


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_scenarios_and_their_explicit_forms_satisfy_it(path: Path) -> None:
    data: Any = plain(read_file(path, str(path))[0])
    assert not list(VALIDATOR.iter_errors(data))
    assert not list(VALIDATOR.iter_errors(to_dict(load(path).resolve())))


@pytest.mark.parametrize(
    "forms",
    [
        "promise: honest",
        "routing: {teams: {phone: [[care, tier2], others], chat: care, email: [care]}}",
        "clock: {holidays: US}",
        "clock: {holidays: [2026-01-06]}",
        "calendars: {office: [Mon-Fri 09:00-12:00, Mon-Fri 13:00-17:00]}",
        "returns: {abandoned: 40 %, closed: {chance: {value: 1, grade: W}, channel: {same: 1}}}",
        "issue_types: {a: {work: {lognormal: {mean: 5 min, cv: 1}}, recurs: 1 week}}",
        "issue_types: {a: {handle_time_by_hour: {hours: Mon 08:00-09:00, by_hour: [5 min]}}}",
        "issue_types: {a: {handle_time_by_hour: [{hours: Mon, by_half_hour: [0, 3 s]}]}}",
        f"issue_types: {{a: {{handle_time_by_hour: [{'5 min, 0, ' * 84}]}}}}",
        "issue_types: {a: {handle_time_by_hour: {Mon: {08:00-09:00: [5 min]}, Sat: [0]}}}",
        "variants: {more: {about: x, same: cost, teams.care.head_count: 4}}",
        "extends: other.yaml",
    ],
)
def test_human_forms_satisfy_it(forms: str) -> None:
    assert errors(SMALL + forms) == []


@pytest.mark.parametrize(
    ("old", "new", "good"),
    [
        ("rate: 6 per hour", "rate_by_hour: {Mon-Fri: [1, 2], office: [3]}", True),
        ("rate: 6 per hour", "rate_by_hour: {Mon-Fri: {08:00-10:00: [1, 2]}}", True),
        ("rate: 6 per hour", "rate_by_hour: {Mon-Fri: 1}", False),
        ("6 per hour", "6 per hour, profile: {Mon-Fri: [1, 2]}", True),
        ("6 per hour", "6 per hour, profile: [{hours: Mon, by_hour: [1]}]", True),
        ("6 per hour", "6 per hour, profile: {open: Mon-Fri 09:00-17:00, holidays: closed}", True),
        ("6 per hour", "6 per hour, profile: {file: shape.csv}", True),
        ("6 per hour", "6 per hour, profile: [1, 2]", False),
        ("head_count: 3", "head_count: {Mon-Fri: [1, 2]}", True),
        ("head_count: 3", "head_count: {agents: [1, 2]}", False),
    ],
)
def test_numbers_by_days(old: str, new: str, good: bool) -> None:
    assert old in SMALL
    assert (errors(SMALL.replace(old, new)) == []) is good


@pytest.mark.parametrize(
    ("bad", "path"),
    [
        ("demands: {}", "$"),
        ("clock: 4 weeks", "$.clock"),
        ("promise: honset", "$.promise"),
        ("calendars: {Office: 24/7}", "$.calendars"),
        ("returns: {hung_up: 40 %}", "$.returns"),
        ("routing: {overflow: [{queue: phone, to: care}]}", "$.routing.overflow"),
        ("issue_types: {a: {handle_time_by_hour: 5 min}}", OF_A),
        ("issue_types: {a: {handle_time_by_hour: [5 min, 6 min]}}", OF_A),
        ("issue_types: {a: {handle_time_by_hour: {by_hour: [5 min]}}}", OF_A),
        ("issue_types: {a: {handle_time_by_hour: {Mon-Fri: 5 min}}}", OF_A),
        ("issue_types: {a: {handle_time_by_hour: {Mon-Fri: []}}}", OF_A),
        ("variants: {more: {same: hours}}", "$.variants.more.same"),
        ("seed: one", "$.seed"),
    ],
)
def test_mistakes_are_refused(bad: str, path: str) -> None:
    assert errors(SMALL + bad) == [path]


def test_what_a_file_may_leave_to_the_one_it_extends() -> None:
    assert errors("extends: base.yaml\nteams: {care: {wage: 30 USD/h}}") == []
    assert errors("scenario: nothing more") == ["$", "$", "$"]
