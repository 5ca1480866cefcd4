"""Sweep files: what they mean, and what is told when they are wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sim.experiment.shipped import beside
from sim.experiment.sweeps.design import design_points
from sim.scenario import ScenarioError
from sim.scenario.sweep import Sweep, load_sweep, shown

AGENTS = "teams.care.shifts.0.agents"
WAGE = "teams.care.wage"


def read(**keys: Any) -> Sweep:
    return load_sweep({"scenario": "phone-queue", **keys}, beside)


def values(sweep: Sweep) -> list[tuple[Any, ...]]:
    return [tuple(shown(node) for node in point.values()) for point in design_points(sweep)]


def test_a_grid_has_all_combinations_the_last_factor_fastest() -> None:
    sweep = read(factors={AGENTS: [5, 6], WAGE: {"from": "20 USD/h", "to": "24 USD/h", "steps": 3}})
    assert values(sweep) == [
        (5, "20 USD/h"), (5, "22 USD/h"), (5, "24 USD/h"),
        (6, "20 USD/h"), (6, "22 USD/h"), (6, "24 USD/h"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ({"from": 4, "to": 8, "step": 2}, [4, 6, 8]),
        ({"from": 4, "to": 7, "step": 2}, [4, 6]),
        ({"from": "0.1", "to": "0.3", "step": "0.1"}, [0.1, 0.2, 0.3]),
        ({"from": "10 %", "to": "70 %", "steps": 3}, ["10 %", "40 %", "70 %"]),
        ({"from": "1 week", "to": "2 weeks", "steps": 2}, ["1 weeks", "2 weeks"]),
    ],
)
def test_ranges(span: dict[str, Any], expected: list[Any]) -> None:
    from sim.scenario.sweep import node_of
    from sim.scenario.sweep_factors import FactorReader

    reader = FactorReader(node_of({"factors": {"x": span}}), [])
    (factor,) = reader.factors()
    assert [shown(level) for level in factor.levels] == expected
    assert not reader.problems


def test_designs_that_fill_the_space_stay_within_it() -> None:
    factors = {AGENTS: {"from": 4, "to": 8}, WAGE: {"from": "20 USD/h", "to": "24 USD/h"}}
    for kind in ("latin_hypercube", "sobol"):
        sweep = read(factors=factors, design={"kind": kind, "points": 16})
        points = values(sweep)
        assert len(points) == 16
        assert {agents for agents, _ in points} <= {4, 5, 6, 7, 8}
        wages = [float(wage.split()[0]) for _, wage in points]
        assert 20.0 <= min(wages) < 20.5
        assert 23.5 < max(wages) <= 24.0
        assert values(sweep) == points
        other = read(factors=factors, design={"kind": kind, "points": 16, "seed": 2})
        assert values(other) != points


def test_a_fractional_design_has_fewer_points() -> None:
    paths = [AGENTS, WAGE, "clock.length", "issue_types.question.after_contact"]
    levels = [[5, 6], ["20 USD/h", "24 USD/h"], ["2 weeks", "3 weeks"], ["10 s", "20 s"]]
    sweep = read(factors=dict(zip(paths, levels, strict=True)), design="fractional")
    assert len(design_points(sweep)) == 8


def test_a_point_resolves_to_its_scenario() -> None:
    sweep = read(factors={"variant": ["as_is", "one_more"], WAGE: ["30 USD/h"]}, set={"seed": 7})
    first, second = (sweep.resolve(point) for point in design_points(sweep))
    assert first.seed == second.seed == 7
    assert first.teams["care"].wage_per_h == second.teams["care"].wage_per_h == 30.0
    assert first.teams != second.teams


FILE = """\
sweep: wrong
scenario: phone-queue
set: {clock.lenght: 2 weeks}
factors:
  teams.car.wage: [20 USD/h]
  teams.care.shifts.0.agents: [5, six]
"""


def test_problems_have_their_place_and_the_nearest_name(tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(FILE)
    with pytest.raises(ScenarioError) as caught:
        load_sweep(path, beside)
    assert f"{path}:3:21: clock.lenght: no such path" in str(caught.value)
    path.write_text(FILE.replace("lenght", "length"))
    with pytest.raises(ScenarioError) as caught:
        load_sweep(path, beside)
    told = str(caught.value)
    assert f"{path}:5:20: teams.car.wage: no such path: in `teams`: there is no `car`" in told
    assert "did you mean `care`?" in told
    assert f"{path}:6:35:" in told


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({}, "factors: expected paths with values"),
        ({"factors": {AGENTS: [5]}, "desing": "grid"}, "did you mean `design`?"),
        ({"factors": {AGENTS: [5]}, "design": "gird"}, "did you mean `grid`?"),
        ({"factors": {AGENTS: []}}, "expected at least one value"),
        ({"factors": {AGENTS: 5}}, "expected a list of values or {from, to, steps}"),
        ({"factors": {AGENTS: {"from": 5, "till": 6}}}, "known: from, to, step, steps"),
        ({"factors": {AGENTS: {"from": 6, "to": 5, "step": 1}}}, "expected `to` above `from`"),
        ({"factors": {AGENTS: {"from": 5, "to": 6}}}, "needs `step` or `steps`"),
        ({"factors": {AGENTS: {"from": 1, "to": 9999, "step": 1}}}, "at most 1000"),
        ({"factors": {WAGE: {"from": "1 USD/h", "to": "2 h", "steps": 2}}}, "the units differ"),
        ({"factors": {AGENTS: [5]}, "design": "sobol"}, "the number of points is missing"),
        ({"factors": {AGENTS: [5]}, "design": "fractional"}, "takes two values, not 1"),
        ({"factors": {AGENTS: [5]}, "replications": 0}, "a whole number of 1 or more"),
        ({"factors": {"variant": ["one_mor"]}}, "did you mean `one_more`?"),
        ({"factors": {AGENTS: [5]}, "variant": "one_mor"}, "did you mean `one_more`?"),
        ({"factors": {AGENTS: [5]}, "front": ["cost.total"]}, "expected two measures"),
        ({"factors": {AGENTS: [5]}, "scenario": "phone-quque"}, "did you mean 'phone-queue'?"),
        ({"factors": {"scenario": ["other"]}}, "`scenario` is nothing to vary"),
        ({"factors": {"variants.one_more.about": ["a", "b"]}}, "`variants` is nothing to vary"),
        ({"factors": {AGENTS: [5, 6, 5]}}, "`5` stands here twice"),
        ({"factors": {"variant": ["as_is"]}, "variant": "one_more"}, "leave one of the two out"),
    ],
)
def test_mistakes(keys: dict[str, Any], message: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        read(**keys)
    assert message in str(caught.value)


def test_a_number_of_points_that_is_wrong_is_not_missing_too() -> None:
    with pytest.raises(ScenarioError) as caught:
        read(factors={AGENTS: [5]}, design={"kind": "sobol", "points": 0})
    (problem,) = caught.value.problems
    assert "expected a whole number of 1 or more" in problem.message


def test_a_value_with_notes_can_be_changed_also_where_it_opens_a_part() -> None:
    from sim.experiment.shipped import find
    from sim.scenario import load

    file = load(find("weekend-coverage"))
    changed = file.resolve(None, ["teams.care.shrinkage=20 %", "demand.issues.day_factor=3 %"])
    assert changed.teams["care"].shrinkage.share == 0.2
    again = file.resolve(None, ["teams.care.shrinkage={value: 20 %, range: [1 %, 30 %]}"])
    assert again.teams["care"].shrinkage.share == 0.2
