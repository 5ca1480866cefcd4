"""What an experiment takes is told before it begins, and refused where there is no room."""

from __future__ import annotations

import logging
import math
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest

import sim
from sim.cli import main
from sim.experiment import memory
from sim.experiment.errors import RequestError
from sim.experiment.executors.processes import Processes
from sim.experiment.memory import Room
from sim.experiment.size import check, experiment_size
from sim.experiment.size.experiment_size import size_of
from sim.experiment.size.resources import MIB
from sim.experiment.size.words import bytes_text, count_text, time_text
from sim.scenario import load
from tests.experiment.size.sized import BLOCKS, HEADS, SEATS, written


def with_room(monkeypatch: pytest.MonkeyPatch, *room: float) -> None:
    """Let the machine have room for so much."""
    for module in (check, memory):
        monkeypatch.setattr(module, "room", lambda: Room(*room))


# -- bounded ---------------------------------------------------------------------------------

HUGE = {
    "teams.care.shifts.0.agents: 1,000,000 agents work": {"agents": 1_000_000},
    "teams.care.head_count: 1,000,001 agents with": {"team": HEADS, "agents": 1_000_000},
    "teams.care.head_count: 900,001 agents work": {
        "team": SEATS,
        "block": "4 h",
        "agents": 900_000,
    },
    "teams.care.shrinkage.block: 0.01 s makes": {"team": BLOCKS, "block": "0.01 s", "agents": 99},
    "demand.calls.rate: 70000000 per week": {"rate": "7e7 per week"},
}


@pytest.mark.parametrize("largest", HUGE)
def test_what_is_huge_is_validated_and_refused_with_little_memory(
    tmp_path: Path,
    largest: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with_room(monkeypatch, 2e9)
    path = str(written(tmp_path, **HUGE[largest]))  # type: ignore[arg-type]
    tracemalloc.start()
    try:
        assert main(["validate", path]) == 0
        told = capsys.readouterr().out
        code = main(["run", path, "--no-save"])
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert largest in told
    assert code == 2
    said = capsys.readouterr().err
    assert "too large for this machine" in said
    assert largest in said
    assert peak < 100 * MIB


def test_more_contacts_than_can_be_numbered_are_refused_even_if_one_insists(
    tmp_path: Path,
) -> None:
    path = written(tmp_path, rate="7e7 per week", clock="40 weeks")
    with pytest.raises(RequestError, match=r"about 2,[0-9,]+ contacts and tasks, 3 agents"):
        sim.run(path, insist=True)


# -- refused, told, insisted -----------------------------------------------------------------

SWEEP = "scenario: own.yaml\nfactors: {teams.care.shifts.0.agents: [3, 4]}\n"
COMMANDS = {
    "run": "run own.yaml --replications 1 --no-save",
    "compare": "compare own.yaml --replications 1 --no-save",
    "warmup": "warmup own.yaml --weeks 4 --replications 2 --measure phone.offered",
    "story": "story own.yaml --pick median",
    "sweep": "sweep sweep.yaml --replications 1",
}


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_commands_refuse_what_does_not_fit_unless_one_insists(
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    written(tmp_path)
    (tmp_path / "sweep.yaml").write_text(SWEEP)
    monkeypatch.chdir(tmp_path)
    with_room(monkeypatch, 10 * MIB)
    assert main(words.split()) == 2
    said = capsys.readouterr().err
    assert "too large for this machine" in said
    assert "10 MiB are free" in said
    assert "--yes" in said
    assert main([*words.split(), "--yes"]) == 0


def test_a_result_is_not_done_again_where_it_does_not_fit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = sim.save(sim.run(written(tmp_path), replications=2), tmp_path)
    with_room(monkeypatch, 10 * MIB)
    with pytest.raises(RequestError, match="too large"):
        sim.rerun(folder)
    assert sim.rerun(folder, insist=True) == []


def test_half_of_the_room_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    path = written(tmp_path)
    need = sim.size(path).bytes
    with_room(monkeypatch, 1.5 * need)
    with caplog.at_level(logging.WARNING, "sim"):
        sim.run(path, replications=2)
    assert "Most of it is for" in caplog.text
    caplog.clear()
    with_room(monkeypatch, 2.5 * need)
    sim.run(path, replications=2)
    assert caplog.text == ""


def test_a_long_time_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(check, "LONG_S", 0.0)
    with caplog.at_level(logging.WARNING, "sim"):
        sim.run(written(tmp_path), replications=2)
    assert "2 replications: about" in caplog.text


@pytest.mark.parametrize(("workers", "told"), [(2, "2 workers"), (1, "one worker at a time")])
def test_as_many_workers_as_there_is_room_for(
    workers: int,
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(experiment_size, "cores", lambda: 8)
    scenarios = {"": load(written(tmp_path, agents=5000, clock="4 weeks")).resolve()}
    sizes = [0.0, *(size_of(scenarios, 20, "simpy", Processes(n)).bytes for n in range(1, 9))]
    assert size_of(scenarios, 20, "simpy").bytes == sizes[8]
    with_room(monkeypatch, (sizes[workers] + sizes[workers + 1]) / 2)
    asked = check.Conditions(engine="simpy", replications=20)
    with caplog.at_level(logging.WARNING, "sim"):
        assert check.check_size(scenarios, asked).executor == Processes(workers)
    assert told in caplog.text
    with pytest.raises(RequestError, match=r"with 8 workers.* take --workers 1"):
        check.check_size(scenarios, replace(asked, executor=Processes(8)))


def test_what_a_process_may_take_counts_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_room(monkeypatch, math.inf, 20 * MIB)
    with pytest.raises(RequestError, match="in a process, and 20 MiB are free"):
        sim.run(written(tmp_path))


def test_variants_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path)
    path.write_text(path.read_text().replace("care.wage: 20 USD/h", "care.shifts.0.agents: 900"))
    examined = sim.api.examine(path)
    assert examined.size is not None
    assert examined.size.variant == "variant `twice`"
    with_room(monkeypatch, 10 * MIB)
    with pytest.raises(RequestError, match=r"Most of it \(variant `twice`\) is for teams\.care"):
        sim.compare(path)


def test_validate_tells_the_size(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, rate="12345 per week", clock="7 days")
    assert main(["validate", str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-2] == f"{path}: valid, 1 warning"
    assert lines[-1].startswith(f"{path}: a replication: about 17,300 contacts, ")
    assert "; 20 replications" in lines[-1]
    path.write_text("demand: 5\n")
    assert main(["validate", str(path)]) == 2
    assert "replication" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (bytes_text(1.6 * MIB), "2 MiB"),
        (bytes_text(187 * MIB), "190 MiB"),
        (bytes_text(3.25 * 1024 * MIB), "3.2 GiB"),
        (bytes_text(1843 * 1024 * MIB), "1,800 GiB"),
        (count_text(12_345), "12,300"),
        (count_text(7), "7"),
        (time_text(0.0), "0.1 s"),
        (time_text(1.26), "1 s"),
        (time_text(61.2), "61 s"),
        (time_text(200.0), "3.3 min"),
        (time_text(7200.0), "2 h"),
        (time_text(3e6), "35 days"),
    ],
)
def test_numbers_are_told_roughly(told: str, expected: str) -> None:
    assert told == expected
