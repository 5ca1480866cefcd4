"""Targets are judged in runs, comparisons and sweeps, alike and honestly."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

import sim
from sim import api
from sim.experiment.comparisons.folder import results_of
from sim.experiment.objectives import Objective
from sim.experiment.results.sample import Sample
from sim.experiment.results.targets import judged
from sim.experiment.sweeps.arrays import read_swept
from sim.experiment.sweeps.targets import targets_by_point
from sim.stats import attainment, ratio_intervals

NAN = float("nan")
TARGETS = "targets=[phone.service_level >= 60 %, phone.abandonment <= 1 %]"
SWEEP = {
    "sweep": "Staff",
    "scenario": "phone-queue",
    "set": {"clock.length": "2 days", "targets": ["phone.abandonment <= 8 %", "cost.total >= 1"]},
    "factors": {"teams.care.shifts.0.agents": [2, 5, 9]},
    "replications": 5,
}


@pytest.mark.parametrize(
    ("low", "high", "amount", "at_least", "word"),
    [
        (0.8, 0.9, 0.8, True, "met"),
        (0.79, 0.9, 0.8, True, "not sure"),
        (0.7, 0.79, 0.8, True, "not met"),
        (0.7, 0.8, 0.8, True, "not sure"),
        (0.7, 0.8, 0.8, False, "met"),
        (0.7, 0.81, 0.8, False, "not sure"),
        (0.81, 0.9, 0.8, False, "not met"),
        (1.0, 1.0, 0.8, True, "met"),
        (NAN, NAN, 0.8, True, "not sure"),
    ],
)
def test_what_an_interval_shows(
    low: float, high: float, amount: float, at_least: bool, word: str
) -> None:
    assert attainment(low, high, amount, at_least) == word


def test_ratios_are_those_of_sums_and_all_hold_at_once() -> None:
    rng = np.random.default_rng(1)
    below = rng.integers(50, 500, 12).astype(float)
    above = below * rng.uniform(0.6, 0.9, 12)
    total = rng.normal(100.0, 5.0, 12)
    sample = Sample(
        ("phone.service_level", "cost.total"),
        np.column_stack([above, total]),
        np.column_stack([below, np.full(12, NAN)]),
    )
    level = Objective("phone.service_level", True, 0.5, "share")
    cost = Objective("cost.total", False, 100.0, "USD")
    lacking = Objective("chat.service_level", True, 0.5, "share")
    (alone,) = judged(sample, [level])
    assert alone.estimate.mean == pytest.approx(above.sum() / below.sum())
    first, second, third = judged(sample, [level, cost, lacking])
    wide = ratio_intervals(above[:, None], below[:, None], 1.0 - 0.05 / 3)
    assert first.estimate[1:3] == pytest.approx((wide.low[0], wide.high[0]))
    assert first.estimate.half_width > alone.estimate.half_width
    assert second.estimate.mean == pytest.approx(total.mean())
    assert (first.attained, third.attained) == ("met", "not sure")


def test_runs_and_comparisons_judge_them(tmp_path: Path) -> None:
    result = sim.compare("phone-queue", ["one_more"], set=[TARGETS], replications=6)
    level, abandonment = result.runs["as_is"].targets
    assert (level.attained, abandonment.attained) == ("met", "not met")
    plain = json.loads(result.to_json())["variants"]["as_is"]["targets"]
    assert [one["attained"] for one in plain] == ["met", "not met"]
    assert plain[0]["at_least"] == 0.6
    assert plain[1]["at_most"] == 0.01
    saved = sim.open_results(api.save(result, tmp_path))
    again = results_of(saved)
    assert [r.targets for r in again.runs.values()] == [r.targets for r in result.runs.values()]
    path = api.export(saved, tmp_path / "book.xlsx")
    from openpyxl import load_workbook

    rows = list(load_workbook(path)["Targets"].values)
    assert rows[0][:4] == ("Variant", "Measure", "Name", "Unit")
    assert [row[-1] for row in rows[1:3]] == ["met", "not met"]


def test_points_of_a_sweep_are_judged_as_runs_are(tmp_path: Path) -> None:
    saved = sim.sweep(SWEEP, out=tmp_path)
    swept = read_swept(saved)
    found = targets_by_point(swept)
    changes = [f"{path}={json.dumps(value)}" for path, value in SWEEP["set"].items()]  # type: ignore[attr-defined]
    for agents, point in zip([2, 5, 9], found, strict=True):
        own = [*changes, f"teams.care.shifts.0.agents={agents}"]
        alone = sim.run("phone-queue", set=own, replications=5)
        assert [one.attained for one in point] == [one.attained for one in alone.targets]
        for here, there in zip(point, alone.targets, strict=True):
            assert here.objective == there.objective
            assert here.estimate[:3] == pytest.approx(there.estimate[:3], rel=1e-12)
    assert [one.attained for one in (found[0][1], found[2][1])] == ["not met", "met"]


def test_a_factor_that_changes_targets_leaves_them_unjudged(tmp_path: Path) -> None:
    factors = {"channels.phone.service_target.share": [0.7, 0.9]}
    saved = sim.sweep({**SWEEP, "factors": factors, "replications": 2}, out=tmp_path)
    assert targets_by_point(read_swept(saved)) == [(), ()]
