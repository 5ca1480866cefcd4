"""Rows are counted as they are planned, and memory is told to a factor of two."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import sim
from sim.engine import numba_available, run
from sim.engine.compiled_engine import prepared
from sim.experiment.executors import Serial
from sim.experiment.shipped import shipped
from sim.experiment.size.experiment_size import size_of
from sim.experiment.size.resources import MIB, resources_of
from sim.plan import make_plan
from sim.plan.size import sources
from sim.scenario import load
from tests.experiment.size.sized import BLOCKS, HEADS, NOTING, SEATS, SHIFTS, written


@pytest.mark.parametrize("name", sorted(shipped()))
def test_shipped_scenarios_are_counted_as_they_are_planned(name: str) -> None:
    compare_with_plan(sim.load(name))


@pytest.mark.parametrize("team", [SHIFTS, HEADS, SEATS, BLOCKS])
@pytest.mark.parametrize("clock", ["3 days", "1 week", "20 weeks"])
def test_rows_are_counted_as_they_are_planned(tmp_path: Path, team: str, clock: str) -> None:
    compare_with_plan(load(written(tmp_path, team=team, agents=40, clock=clock)))


def compare_with_plan(file: sim.api.ScenarioFile) -> None:
    scenario = file.resolve()
    plan = make_plan(scenario, 1, 0)
    record = run(plan, "simpy")
    found = list(sources(scenario))

    def total(name: str) -> float:
        return float(sum(getattr(one, name) for one in found))

    jobs = len(record.contacts) + len(record.tasks)
    assert total("agents") == len(plan.agents)
    assert total("issues") == pytest.approx(plan.demand.count, rel=0.2)
    assert total("duty") == pytest.approx(len(plan.duty), rel=0.25)
    assert total("pauses") == pytest.approx(len(plan.roster.pauses), rel=0.25)
    assert total("moments") == pytest.approx(len(plan.roster.moments), rel=0.25)
    assert total("contacts") + total("tasks") == pytest.approx(jobs, rel=0.5)


def test_what_mechanisms_note_is_counted(tmp_path: Path) -> None:
    noting, plain = (
        load(written(tmp_path, rate="3000 per week", team=team, agents=20)).resolve()
        for team in (NOTING, SHIFTS)
    )
    more, less = (resources_of(sources(one), "compiled") for one in (noting, plain))
    plan = make_plan(noting, 1, 0)
    floor = prepared(plan)
    taken = sum(getattr(floor, name)[: plan.demand.count].nbytes for name in plan.details)
    assert len(plan.details) >= 8
    assert more.bytes - less.bytes == pytest.approx(taken, rel=0.3)
    assert more.seconds > 1.3 * less.seconds


MEASURED = [
    ("compiled", {"rate": "300000 per week", "agents": 1200}),
    ("compiled", {"agents": 20_000, "clock": "2 weeks"}),
    ("compiled", {"team": BLOCKS, "block": "2 s", "agents": 10, "clock": "2 weeks"}),
    ("simpy", {"rate": "100000 per week", "agents": 400}),
    ("simpy", {"agents": 15_000}),
    ("simpy", {"team": BLOCKS, "block": "2 s", "agents": 9}),
    ("simpy", {"team": HEADS, "agents": 30_000}),
    ("compiled", {"team": SEATS, "block": "30 min", "agents": 12_000}),
    ("simpy", {"team": SEATS, "block": "30 min", "agents": 10_000}),
    ("compiled", {"team": NOTING, "rate": "250000 per week", "agents": 1000}),
    ("simpy", {"team": NOTING, "rate": "60000 per week", "agents": 240}),
]
CHILD = """
import sys
from sim.cli import main
code = main(sys.argv[1:])
print(code, *[line.split()[1] for line in open("/proc/self/status") if "VmHWM" in line])
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the peak is told by Linux")
@pytest.mark.parametrize(("engine", "what"), MEASURED)
def test_the_peak_is_within_a_factor_of_two(tmp_path: Path, engine: str, what: dict) -> None:  # type: ignore[type-arg]
    if engine == "compiled" and not numba_available():
        pytest.skip("needs numba")
    path = written(tmp_path, **what)
    expected = size_of({"": load(path).resolve()}, 1, engine, Serial()).bytes / MIB  # type: ignore[arg-type]
    options = ["--engine", engine, "--replications", "1", "--workers", "1", "--no-save", "--json"]
    words = [sys.executable, "-c", CHILD, "run", str(path), *options]
    done = subprocess.run(words, capture_output=True, text=True, check=True, timeout=300)
    code, peak = done.stdout.splitlines()[-1].split()
    assert code == "0", done.stderr
    assert 200 < expected < 450
    assert expected / 2 < int(peak) / 1024 < expected * 2
