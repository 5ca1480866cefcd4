"""What an experiment takes is told before it begins, and refused where there is no room."""

from __future__ import annotations

import logging
import math
import subprocess
import sys
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest

import sim
from sim.cli import main
from sim.engine import numba_available, run
from sim.experiment import budget, machine
from sim.experiment.budget import MIB, bytes_text, count_text, size_of, time_text
from sim.experiment.errors import RequestError
from sim.experiment.executors import Serial
from sim.experiment.machine import Room
from sim.experiment.processes import Processes
from sim.plan import make_plan
from sim.plan.size import sources
from sim.scenario import load

SMALL = """
clock: {length: CLOCK, run_out: 2 days}
demand: {calls: {rate: RATE, profile: "Mon-Fri 09:00-17:00"}}
issue_types: {question: {work: exponential(6 min)}}
channels: {phone: {hours: "Mon-Fri 09:00-17:00", patience: exponential(3 min), at_closing: keep}}
teams: {care: {TEAM, skills: {channels: phone}}}
variants: {twice: {teams.care.wage: 20 USD/h}}
"""
SHIFTS = 'shifts: {agents: N, hours: "Mon-Fri 09:00-17:00", breaks: "12:00 for 30 min"}'
HEADS = 'head_count: [{agents: N, hours: "Mon-Fri 09:00-17:00"}, {agents: 1}]'
SEATS = f"{HEADS}, shrinkage: {{share: 30 %, block: BLOCK}}"
BLOCKS = f"{SHIFTS}, absence: 20 %, shrinkage: {{share: 30 %, block: BLOCK}}"


def with_room(monkeypatch: pytest.MonkeyPatch, *room: float) -> None:
    """Let the machine have room for so much."""
    for module in (budget, machine):
        monkeypatch.setattr(module, "room", lambda: Room(*room))


def written(
    folder: Path,
    rate: str = "600 per week",
    team: str = SHIFTS,
    agents: int = 3,
    block: str = "15 min",
    clock: str = "1 week",
) -> Path:
    team = team.replace("N", str(agents)).replace("BLOCK", block)
    text = SMALL.replace("CLOCK", clock).replace("RATE", rate).replace("TEAM", team)
    path = folder / "own.yaml"
    path.write_text(text)
    return path


# -- counted as planned ----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["phone-queue", "weekend-coverage", "social-first", "bank-1999"])
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
    monkeypatch.setattr(budget, "LONG_S", 0.0)
    with caplog.at_level(logging.WARNING, "sim"):
        sim.run(written(tmp_path), replications=2)
    assert "2 replications: about" in caplog.text


def test_as_many_workers_as_there_is_room_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(budget, "cores", lambda: 8)
    scenarios = {"": load(written(tmp_path, agents=5000, clock="4 weeks")).resolve()}
    sizes = {n: size_of(scenarios, 20, "simpy", Processes(n)).bytes for n in (1, 2, 3, 8)}
    assert size_of(scenarios, 20, "simpy").bytes == sizes[8]
    with_room(monkeypatch, (sizes[2] + sizes[3]) / 2)
    asked = budget.Conditions(engine="simpy", replications=20)
    with caplog.at_level(logging.WARNING, "sim"):
        assert budget.check_size(scenarios, asked).executor == Processes(2)
    assert "2 workers" in caplog.text
    with pytest.raises(RequestError, match=r"with 8 workers.* take --workers 1"):
        budget.check_size(scenarios, replace(asked, executor=Processes(8)))


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


# -- the machine -----------------------------------------------------------------------------

GIB = 2.0**30


def test_limits_of_control_groups_count(tmp_path: Path) -> None:
    proc, groups = tmp_path / "proc", tmp_path / "cgroup"
    files = {
        proc / "self" / "cgroup": "4:memory:/box\n1:cpu:/\n0::/user/box\n",
        groups / "user" / "memory.max": "8589934592\n",
        groups / "user" / "memory.current": "4294967296\n",
        groups / "user" / "memory.stat": "anon 1\ninactive_file 1073741824\n",
        groups / "user" / "box" / "memory.max": "max\n",
        groups / "memory" / "memory.limit_in_bytes": "9223372036854771712\n",
        groups / "memory" / "memory.usage_in_bytes": "0\n",
        groups / "memory" / "box" / "memory.limit_in_bytes": "3221225472\n",
        groups / "memory" / "box" / "memory.usage_in_bytes": "1073741824\n",
    }
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    found = sorted(machine._groups(proc, groups))
    assert found[:2] == [2 * GIB, 5 * GIB]
    assert found[2:] == [9223372036854771712.0]
    assert list(machine._groups(tmp_path / "none", groups)) == []


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is set as on Linux")
def test_the_limit_of_the_shell_counts() -> None:
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_AS, (2**31, 2**31));"
        "from sim.experiment.machine import room; print(room().each)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert 0.5 * GIB < float(done.stdout) < 2 * GIB
    assert machine.room().shared > 0
