"""Targets as they are written, and what is wrong with some."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim import api
from sim.experiment.objectives import Objective, objectives_of
from sim.scenario import ScenarioError
from sim.scenario.explicit import explicit

SCENARIO = """\
demand: {{calls: {{rate: 40 per week}}}}
channels: {{phone: {{service_target: 80 % in 20 s}}}}
teams: {{care: {{head_count: 1, skills: {{channels: phone}}, wage: 20 USD/h}}}}
targets: {targets}
"""


def written(path: Path, targets: str) -> Path:
    file = path / "scenario.yaml"
    file.write_text(SCENARIO.format(targets=targets), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("phone.mean_wait_s <= 1 min", ("phone.mean_wait_s", False, 60.0, "s")),
        ("phone.mean_wait_s ≤ 60", ("phone.mean_wait_s", False, 60.0, "s")),
        ("resolution.mean_h at most 90 min", ("resolution.mean_h", False, 1.5, "h")),
        ("satisfaction.csat>=75 %", ("satisfaction.csat", True, 0.75, "share")),
        ("satisfaction.csat at least 0.75", ("satisfaction.csat", True, 0.75, "share")),
        ("cost.total <= 900.5 USD", ("cost.total", False, 900.5, "USD")),
    ],
)
def test_how_a_target_is_written(tmp_path: Path, text: str, expected: tuple[object, ...]) -> None:
    for targets in (f'"{text}"', f'["{text}"]'):
        scenario = api.load(written(tmp_path, targets)).resolve()
        assert objectives_of(scenario) == [
            Objective("phone.service_level", True, 0.8, "share"),
            Objective(*expected),  # type: ignore[arg-type]
        ]
        again = tmp_path / "again.yaml"
        again.write_text(explicit(scenario), encoding="utf-8")
        assert api.load(again).resolve() == scenario


def test_a_target_says_more_than_a_service_target(tmp_path: Path) -> None:
    targets = "[phone.service_level >= 90 %, phone.service_level <= 95 %]"
    found = objectives_of(api.load(written(tmp_path, targets)).resolve())
    assert [(one.at_least, one.amount) for one in found] == [(True, 0.9), (False, 0.95)]


@pytest.mark.parametrize(
    ("targets", "told"),
    [
        ("phone.service_level", "is not a target; expected one like `phone.service_level >= 80 %`"),
        ("phone.service_level > 80 %", "has `>`; expected `>=` or `<=`"),
        (
            "phone.service_level >= much",
            "`much` is not an amount; expected one like `80 %` or `4 h`",
        ),
        ("Phone >= 80 %", "`Phone` is not a measure; expected one like `resolution.mean_h`"),
        ("{measure: phone.mean_wait_s}", "expected one of `at_least` and `at_most`"),
        ("{measure: phone.mean_wait_s, at_least: 1 s, at_most: 2 s}", "expected one of `at_least`"),
        ("{measure: phone.mean_wait_s, below: 1 s}", "`below`"),
        ("phone.service_levl >= 80 %", "did you mean 'phone.service_level'?"),
        ("email.service_level >= 80 %", "this scenario has no such measure"),
        ("phone.mean_wait_s <= 3 USD", "does not go with the unit of the measure, s"),
        ("phone.mean_wait_s <= 3 per week", "does not go with the unit"),
        (
            "phone.service_level >= 500 %",
            "`500 %` can never be met, since `phone.service_level` is at most 100 %",
        ),
        ("phone.mean_wait_s <= -3 s", "`phone.mean_wait_s` is never below 0"),
        ("[3, 4]", "targets.0: "),
    ],
)
def test_mistakes(tmp_path: Path, targets: str, told: str) -> None:
    file = written(tmp_path, targets if targets[0] in "[{" else f'"{targets}"')
    problems = [str(one) for one in api.examine(file).problems]
    assert any(told in one for one in problems), problems
    assert all(f"{file}:4:" in one for one in problems), problems
    with pytest.raises(ScenarioError):
        api.run(api.load(file), replications=1)
