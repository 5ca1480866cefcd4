"""A results folder that was edited, truncated or made to deceive: exit 0 or 2, in a line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from sim.cli import main
from tests.cli.damage import (
    CONTENTS,
    EACH,
    ENTRIES,
    KINDS,
    THOROUGH,
    Damage,
    complaint,
    copied,
    files_of,
    reworded,
    sealed,
)

SCENARIO = """\
scenario: tiny
demand:
  calls:
    rate: {value: 30 per week, range: [25 per week, 40 per week], source: nobody, grade: assumed}
    profile: Mon-Fri 09:00-17:00
issue_types: {question: {work: exponential(6 min)}}
channels: {phone: {hours: "Mon-Fri 09:00-17:00", patience: exponential(3 min)}}
teams:
  care:
    shifts: {agents: 2, hours: "Mon-Fri 09:00-17:00"}
    skills: {channels: phone}
    wage: 20 USD/h
clock: {length: 1 week, run_out: 1 day}
variants:
  more: {teams.care.shifts.0.agents: 3}
"""
SWEEP = """\
sweep: agents
scenario: tiny.yaml
factors: {teams.care.shifts.0.agents: [1, 2], variant: [as_is, more]}
replications: 2
"""
COMMON = ["--replications", "2", "--engine", "simpy", "--quiet"]
MADE = {
    "run": (["run", "tiny.yaml", "--report", "--records"], "tiny-as_is-1"),
    "compare": (["compare", "tiny.yaml", "--report"], "tiny-compare-1"),
    "sweep": (["sweep", "agents.yaml", "--report"], "agents-sweep-1"),
    "sensitivity": (
        ["sensitivity", "tiny.yaml", "--between", "as_is,more", "--points", "2", "--report"],
        "tiny-sensitivity-as_is-more-sweep-1",
    ),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A whole folder of each kind."""
    home = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        patch.setattr("sim.report.charts.drawing.draw", _undrawn)
        Path("tiny.yaml").write_text(SCENARIO)
        Path("agents.yaml").write_text(SWEEP)
        for command, _ in MADE.values():
            assert main([*command, *COMMON]) == 0
    return {kind: home / "results" / name for kind, (_, name) in MADE.items()}


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("secret").write_text("{}")
    monkeypatch.setattr("sim.report.charts.drawing.draw", _undrawn)


def _undrawn(chart: Any, picture: Path | None = None) -> Any:
    """Charts are not what is tried here."""
    from sim.report.charts.chart import Drawn

    if picture is not None:
        picture.write_bytes(b"PNG")
    return Drawn("", "")


def reading(folder: Path) -> tuple[list[list[str]], list[list[str]]]:
    """Every command that reads a folder: those that print, and those that make something."""
    place = str(folder)
    return (
        [["table", place], ["table", place, "--json"], ["table", place, "--xlsx", "table.xlsx"]],
        [
            ["report", place],
            ["rerun", place, "--quiet", "--engine", "simpy", "--workers", "1"],
            ["merge", place, "--out", "merged"],
        ],
    )


def complaints(
    capsys: pytest.CaptureFixture[str], folder: Path, named: str, number: int
) -> list[str]:
    """What is wrong with how two of the commands, others each time, answer to a damaged folder."""
    found = []
    for command in (some[number % len(some)] for some in reading(folder)):
        # Bytes that differ are what `rerun` is there to tell.
        allowed = (0, 1, 2) if command[0] == "rerun" else (0, 2)
        if (one := complaint(capsys, command, allowed)) is not None:
            found.append(f"{named}: {one}")
    return found


def tried(
    capsys: pytest.CaptureFixture[str],
    kind: str,
    whole: Path,
    damages: Sequence[tuple[str, Damage]],
) -> None:
    found = []
    damages = damages if THOROUGH else damages[::EACH]
    for number, (named, damage) in enumerate(damages):
        folder = copied(whole, number)
        damage(folder)
        found += complaints(capsys, folder, named, number)
    print(f"{kind}: {len(found)} complaints, {len(damages)} damages")
    assert not found, "\n".join(found)


@pytest.mark.slow
@pytest.mark.parametrize("kind", MADE)
@pytest.mark.parametrize("vouched", [False, True], ids=["as it is", "vouched for"])
@pytest.mark.parametrize("damages", [CONTENTS, KINDS], ids=["contents", "kinds"])
def test_any_file_may_be_damaged(
    kind: str,
    vouched: bool,
    damages: Sequence[Damage],
    made: dict[str, Path],
    capsys: pytest.CaptureFixture[str],
) -> None:
    def damaged(name: str, how: Damage) -> Damage:
        def damage(folder: Path) -> None:
            how(folder / name)
            if vouched and name != "experiment.json":
                sealed(folder)

        return damage

    names = [n for n in files_of(made[kind]) if not n.startswith(("records/as_is/0001", "charts/"))]
    tried(
        capsys,
        kind,
        made[kind],
        [(f"{name} {how.__name__}", damaged(name, how)) for name in names for how in damages],
    )


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["compare", "sweep", "sensitivity"])
def test_any_value_may_be_another(
    kind: str, made: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    tried(capsys, kind, made[kind], list(reworded(made[kind])))


@pytest.mark.parametrize("kind", ["run", "sweep"])
def test_entries_never_lead_out_of_the_folder(
    kind: str, made: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    def listed(entry: str) -> Damage:
        def damage(folder: Path) -> None:
            path = folder / "experiment.json"
            experiment = json.loads(path.read_text())
            experiment["files"][entry] = "0" * 64
            experiment.pop("seal", None)
            path.write_text(json.dumps(experiment))

        return damage

    for number, entry in enumerate(ENTRIES):
        folder = copied(made[kind], number)
        listed(entry)(folder)
        for command in (one for some in reading(folder) for one in some):
            assert complaint(capsys, command, allowed=(2,)) is None, repr(entry)
