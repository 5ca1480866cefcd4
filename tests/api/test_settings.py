"""Settings told once for many calls, or each by its keyword."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sim
from tests.experiment.tiny import FILE

FEW = sim.Settings(seed=7, replications=2, engine="simpy", workers=1)
SWEEP: dict[str, Any] = {
    "scenario": str(FILE.path),
    "factors": {"teams.care.shifts.0.agents": [1, 2]},
}


@pytest.mark.parametrize(
    "call",
    [
        lambda **told: sim.run(FILE, **told).to_json(),
        lambda **told: sim.compare(FILE, ["more"], **told).to_json(),
        lambda **told: sim.warmup(FILE, weeks=4, **told).found.by_week.mean.tolist(),
        lambda **told: sim.sweep(SWEEP, **told).estimates.to_csv(),
        lambda **told: sim.size(FILE, **told),
        lambda **told: sim.story(FILE, pick="worst", **told),
    ],
)
def test_settings_and_keywords_say_the_same(
    call: Callable[..., object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = call(settings=FEW)
    assert told == call(seed=7, replications=2, engine="simpy", workers=1)
    other = sim.Settings(seed=5, engine="simpy")
    assert told == call(settings=other, seed=7, replications=2, workers=1)


def test_a_keyword_wins_over_the_settings() -> None:
    result = sim.run(FILE, settings=FEW, seed=3, replications=4)
    assert (result.seed, result.replications, result.engine) == (3, 4, "simpy")


def test_without_settings_functions_do_what_they_did() -> None:
    assert sim.size(FILE, engine="simpy").runs == 20
    assert sim.size(FILE, settings=FEW).runs == 2


def test_progress_is_a_setting() -> None:
    seen: list[tuple[int, int]] = []
    sim.run(FILE, settings=FEW, progress=lambda *now: seen.append(now))
    assert seen[-1] == (2, 2)


def test_a_folder_is_done_again_under_settings(tmp_path: Path) -> None:
    folder = sim.save(sim.run(FILE, settings=FEW), tmp_path)
    assert sim.rerun(folder, settings=sim.Settings(engine="simpy")) == []


@pytest.mark.parametrize("call", [sim.run, sim.compare, sim.warmup, sim.size])
def test_an_unknown_keyword_is_told_with_the_nearest(call: Callable[..., object]) -> None:
    with pytest.raises(TypeError, match=r"'replicatons'; did you mean 'replications'\?"):
        call(FILE, replicatons=3)
    with pytest.raises(TypeError, match=r"'colour'; settings: seed, replications, engine, "):
        call(FILE, colour="red")


def test_wrong_settings_are_refused_where_they_are_used() -> None:
    for wrong in (sim.Settings(seed=-1), sim.Settings(replications=0), sim.Settings(workers=0)):
        with pytest.raises(sim.RequestError):
            sim.run(FILE, settings=wrong)
