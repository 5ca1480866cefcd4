"""Measures by hour of the week, as `sim.by_hour` gives them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import sim
from sim.api import RequestError
from sim.experiment.results import RunResult
from sim.record import open_record, save

SCENARIO = """\
scenario: Hours
clock: {start: 2026-01-05, length: 1 week, run_out: 1 day}
demand: {calls: {rate: 400 per week, profile: Mon-Fri 09:00-17:00}}
issue_types: {question: {work: exponential(6 min)}}
channels: {phone: {hours: Mon-Fri 09:00-17:00, patience: exponential(3 min)}}
teams: {care: {shifts: {agents: 1, hours: Mon-Fri 09:00-17:00}, skills: {channels: phone}}}
"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hours") / "hours.yaml"
    path.write_text(SCENARIO)
    return path


@pytest.fixture(scope="module")
def result(file: Path) -> RunResult:
    return sim.run(file, replications=3, engine="simpy", keep_records=True)


def test_a_result_has_a_row_for_each_replication(result: RunResult) -> None:
    hours = sim.by_hour(result)
    assert {values.shape for values in hours.values()} == {(3, 168)}
    offered = hours["phone.offered"]
    opened = [np.sum(one.contacts["opened_at"] < one.end_s) for one in result.records]
    assert offered.sum(axis=1).tolist() == opened
    assert offered.sum(axis=1).mean() == pytest.approx(result.kpis["phone.offered"].mean)
    closed = np.ones(168, bool)
    for day in range(5):
        closed[24 * day + 9 : 24 * day + 17] = False
    assert (offered[:, closed] == 0).all()
    assert (offered[:, ~closed].mean(axis=0) > 0).all()
    assert np.isnan(hours["phone.mean_wait_s"][:, closed]).all()


def test_a_record_goes_by_its_scenario(result: RunResult, file: Path, tmp_path: Path) -> None:
    whole = sim.by_hour(result)
    save(result.records[1], tmp_path / "record")
    for scenario in (result.resolved, file, sim.load(file)):
        hours = sim.by_hour(open_record(tmp_path / "record"), scenario)
        assert hours.keys() == whole.keys()
        for name, values in hours.items():
            assert np.array_equal(values, whole[name][1], equal_nan=True), name


def test_what_is_missing_is_told(result: RunResult, file: Path) -> None:
    without = sim.run(file, replications=1, engine="simpy")
    with pytest.raises(RequestError, match="no records; run with keep_records=True"):
        sim.by_hour(without)
    with pytest.raises(RequestError, match="name the scenario"):
        sim.by_hour(result.records[0])
    with pytest.raises(RequestError, match="of another scenario; its teams: care"):
        sim.by_hour(result.records[0], sim.load("phone-queue").resolve(overrides=OTHER_TEAM))
    with pytest.raises(RequestError, match="expected a result of `run` or a record, not a dict"):
        sim.by_hour({})  # type: ignore[arg-type]


OTHER_TEAM = ("teams.experts={head_count: 1, skills: {channels: phone}}",)
