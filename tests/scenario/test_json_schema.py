"""The JSON Schema accepts every human form and refuses what no scenario may hold."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter, ValidationError

from sim.scenario import load
from sim.scenario.explicit import to_dict
from sim.scenario.json_schema import json_schema
from sim.scenario.meanings import meanings
from sim.scenario.model.clock import Holidays
from sim.scenario.nodes import plain
from sim.scenario.reading import shape
from sim.scenario.reading.building import build
from sim.scenario.reading.files import read_file
from sim.scenario.values.calendars import Calendar
from sim.scenario.values.distributions import Distribution
from sim.scenario.values.part import Context
from sim.scenario.values.quantities import (
    Amount,
    Day,
    Flag,
    Fraction,
    Moment,
    Money,
    MoneyPerHour,
    PerWeek,
    Points,
    Seconds,
    TimeOfDay,
)
from sim.scenario.yaml_text import read_text
from tests.keys.enumerated import parts
from tests.keys.test_short_forms import shortened
from tests.properties.strategies import scenario

SHIPPED = sorted((Path(__file__).parents[2] / "scenarios").glob("*.yaml"))
VALIDATOR = Draft202012Validator(json_schema())

SMALL = """
demand: {callers: {rate: 6 per hour}}
channels: {phone: {}}
teams: {care: {head_count: 3, skills: {channels: phone}}}
"""


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
        "issue_types: {a: {handle_time_by_hour: [{hours: Mon 8:00-9:00, by_half_hour: [0, 3 s]}]}}",
        f"issue_types: {{a: {{handle_time_by_hour: [{'5 min, 0, ' * 84}]}}}}",
        "variants: {more: {about: x, label: More, same: cost, teams.care.head_count: 4}}",
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
        ("rate: 6 per hour", "rate_by_hour: {hours: Mon-Fri, by_hour: [1, 2]}", True),
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
    ("bad", "section"),
    [
        ("demands: {}", ""),
        ("clock: 4 weeks", "clock"),
        ("clock: {length: 4}", "clock"),
        ("clock: {length: 4 weaks}", "clock"),
        ("clock: {start: 5 January}", "clock"),
        ("customers: {population: many}", "customers"),
        ("issue_types: {a: {work: 5}}", "issue_types"),
        ("issue_types: {a: {work: -5 min}}", "issue_types"),
        ("issue_types: {a: {work: lognormal 5 min}}", "issue_types"),
        ("issue_types: {a: {work: {lognorm: {mean: 5 min, cv: 1}}}}", "issue_types"),
        ("issue_types: {a: {resolves: 85}}", "issue_types"),
        ("issue_types: {a: {resolves: 85 percent}}", "issue_types"),
        ("issue_types: {a: {authority: high}}", "issue_types"),
        ("issue_types: {a: {complaint: maybe}}", "issue_types"),
        ("issue_types: {a: {handle_time_by_hour: 5 min}}", "issue_types"),
        ("issue_types: {a: {handle_time_by_hour: [5 min, 6 min]}}", "issue_types"),
        ("issue_types: {a: {handle_time_by_hour: {by_hour: [5 min]}}}", "issue_types"),
        ("shared_lines: {main: 0}", "shared_lines"),
        ("tasks: {desk: {hours: Mo-Fr 9-17}}", "tasks"),
        ("tasks: {desk: {hours: 09:00-17:00 Mon-Fri}}", "tasks"),
        ("tasks: {desk: {cost_per_task: 2 USD/h}}", "tasks"),
        ("tasks: {desk: {cost_per_task: 2}}", "tasks"),
        ("promise: honset", "promise"),
        ("promise: {within: tomorrow}", "promise"),
        ("calendars: {Office: 24/7}", "calendars"),
        ("calendars: {office: from nine to five}", "calendars"),
        ("returns: {hung_up: 40 %}", "returns"),
        ("returns: {abandoned: {chance: 120 USD}}", "returns"),
        ("routing: {overflow: [{queue: phone, to: care}]}", "routing"),
        ("routing: {among_equals: fastest}", "routing"),
        ("targets: phone.service_level about 80 %", "targets"),
        ("variants: {more: {same: hours}}", "variants"),
        ("variants: {more: {Teams.care: 3}}", "variants"),
        ("seed: one", "seed"),
    ],
)
def test_mistakes_are_refused(bad: str, section: str) -> None:
    assert errors(SMALL + bad) == [f"$.{section}".rstrip(".")]
    text = SMALL + bad
    root, _ = read_text(text, "x")
    problems = build(root, Path("x.yaml")).problems or checked(root)
    assert problems, "the reader takes it"


def checked(root: Any) -> list[Any]:
    """Of what stands in variants, which are read later."""
    return [root] if root.get("variants") is not None else []


@pytest.mark.parametrize("seed", range(8))
def test_generated_scenarios_satisfy_it_in_full_and_in_short(seed: int) -> None:
    long = scenario(seed)
    for form in (long, shortened(long, Counter())):
        assert not list(VALIDATOR.iter_errors(form))


def test_defaults_satisfy_their_own_keys() -> None:
    for name, part in VALIDATOR.schema["$defs"].items():
        for form in (part, *part.get("anyOf", ())):
            for key, value in form.get("properties", {}).items():
                if "default" in value:
                    one = {**value, "$defs": VALIDATOR.schema["$defs"]}
                    assert Draft202012Validator(one).is_valid(value["default"]), (name, key)


def test_a_file_that_extends_another_may_take_anything_out() -> None:
    assert errors("extends: base.yaml\nteams: {care: {wage: null}, other: null}\ncost: null") == []


def test_notes_may_stand_beside_any_value_or_part() -> None:
    for text in (
        "teams: {value: {care: {skills: {channels: phone}}}, note: of last year}",
        "channels: {phone: {kind: {value: live, source: x}}}",
        "channels: {phone: {service_thresholds: [{value: 20 s, grade: M}, 1 min]}}",
    ):
        assert errors(f"extends: base.yaml\n{text}") == []


# -- no pattern is stricter than the reader of its kind ----------------------------------------

CONTEXT = Context(Path(), date(2026, 1, 5))
READERS: dict[str, Any] = {
    "Duration": Seconds,
    "Percent": Fraction,
    "Number": Amount,
    "AnyNumber": Points,
    "Rate": PerWeek | None,
    "Money": Money,
    "MoneyPerTime": MoneyPerHour,
    "TimeOfDay": TimeOfDay,
    "Date": Day,
    "Moment": Moment,
    "YesNo": Flag,
    "Calendar": Calendar,
    "Distribution": Distribution,
    "Holidays": Holidays,
}
PIECES = [
    *("0", "1", "2.5", ".5", "1e2", "-", "+", " ", "  ", ",", ";", "%", "(", ")", "/", ":"),
    *("s", "min", "h", "hours", "days", "week", "week", "months", "S", "x", "per ", "an ", "a "),
    *("open hour", "USD", "EUR", "$", "€", "never", "exponential", "lognormal(mean 5 min, cv 1)"),
    *("mixture(", "uniform(1 s, 2 s)", "Mon", "fri", "Sunday", "daily ", "weekdays", "Wednes"),
    *("-", "–", "09:00", "17:30", "9:00-10:00", "24:00", "12:30:15", "24/7", "always", "closed"),
    *(" except holidays", "2026-01-05", "20260105", "T09:00", "2026-W02-1", "yes", "No", "TRUE"),
    *("6 per hour", "10/min", "10 per open hour", "6 an hour", "1.5e3 per week", "5 USD/week"),
    *("5 USD per week", "$5", "5 €", "0.30 USD", "-1 h 90 min", "2 months", " 09:00-24:00"),
    *("none", "US", "US-CA", "DE", "all", "1 h 30 min", "09:00", "Mon-Fri 08:00-12:00", "20 USD/h"),
]
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("".join)


def reads(kind: str, value: Any) -> bool:
    try:
        TypeAdapter(READERS[kind]).validate_python(value, context=CONTEXT)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("kind", READERS)
@settings(max_examples=400)
@given(text=texts)
def test_what_a_reader_takes_fits_its_pattern(kind: str, text: str) -> None:
    if reads(kind, text):
        assert Draft202012Validator(written(kind)).is_valid(text)


@pytest.mark.parametrize("kind", READERS)
def test_examples_are_read(kind: str) -> None:
    forms = [written(kind), *written(kind).get("anyOf", ())]
    examples = [text for form in forms for text in form.get("examples", ())]
    assert examples
    for text in examples:
        fits = kind != "MoneyPerTime" or text.endswith("/h")
        assert reads(kind, text) or not fits or "open hour" in text


def test_every_country_is_taken() -> None:
    import holidays

    takes = Draft202012Validator(written("Holidays")).is_valid
    for country, regions in holidays.list_supported_countries().items():
        assert takes(country)
        assert all(takes(f"{country}-{part}") for part in regions)


def written(kind: str) -> dict[str, Any]:
    return dict(VALIDATOR.schema["$defs"][kind])


def test_every_key_has_a_meaning() -> None:
    told = {(part.__name__, key) for part in parts() for key in shape.keys(part)}
    plain_ones = {one for one in told if one[0] not in ("Calendar", "Distribution", "Holidays")}
    assert plain_ones - set(meanings()) == set()
    assert all(meanings().values())


def test_what_a_file_may_leave_to_the_one_it_extends() -> None:
    assert errors("extends: base.yaml\nteams: {care: {wage: 30 USD/h}}") == []
    assert errors("scenario: nothing more") == ["$", "$", "$"]
