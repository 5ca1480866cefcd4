"""What a stopped experiment left behind may be damaged: it goes on, to the same bytes."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path

import pytest

from sim.cli import main
from tests.cli.damage import CONTENTS, KINDS, THOROUGH, Damage, files_of, in_time
from tests.cli.test_damaged_folders import MADE, SCENARIO, SWEEP, _undrawn

COMMON = ["--replications", "4", "--engine", "simpy", "--workers", "1", "--quiet"]
AT_EACH = 2 if THOROUGH else 1
"""Kinds of damage tried at each file; they take turns."""


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sim.report.charts.drawing.draw", _undrawn)
    monkeypatch.setattr("sim.experiment.folders.journal.EVERY_S", 0.0)
    Path("tiny.yaml").write_text(SCENARIO)
    Path("agents.yaml").write_text(SWEEP)


def stopped(command: Sequence[str], out: str, after: int) -> None:
    """Stop a command after so many replications, as Ctrl-C does."""

    def stop(_: object, done: int, total: int) -> None:
        if done == after:
            raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sim.cli.terminal.Progress.__call__", stop)
        assert main([*command, *COMMON, "--out", out]) == 130


def contents(folder: Path) -> dict[str, bytes]:
    """Bytes by file, the circumstances apart."""
    return {
        name: (folder / name).read_bytes()
        for name in files_of(folder)
        if name not in ("experiment.json", "report.html")  # tell when, and that it was gone on with
    }


@pytest.mark.slow
@pytest.mark.parametrize("kind", MADE)
def test_a_damaged_draft_ends_with_the_same_bytes(
    kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command, name = MADE[kind]
    assert main([*command, *COMMON, "--out", "whole"]) == 0
    whole = contents(Path("whole") / name)
    stopped(command, "stopped", after=3)
    (draft,) = Path("stopped").glob(".unfinished-*")
    damages = cycle((*CONTENTS, *KINDS))
    cases: list[tuple[str, Damage]] = [
        (file, how) for file in files_of(draft) for how in islice(damages, AT_EACH)
    ]
    assert {Path(file).parts[0] for file, _ in cases} >= {"parts"}
    for number, (file, how) in enumerate(cases):
        out = Path(f"damaged-{number}")
        shutil.copytree("stopped", out)
        how(out / draft.name / file)
        with in_time(f"{file} {how.__name__}"):
            assert main([*command, *COMMON, "--out", str(out)]) == 0, (file, how.__name__)
        assert contents(out / name) == whole, (file, how.__name__)
        assert [path.name for path in out.iterdir()] == [name]
        assert "Traceback" not in capsys.readouterr().err


def test_what_is_not_damaged_is_not_done_again(capsys: pytest.CaptureFixture[str]) -> None:
    command = MADE["run"][0]
    stopped(command, "stopped", after=3)
    (draft,) = Path("stopped").glob(".unfinished-*")
    (draft / "seen" / "as_is" / "1.npz").write_bytes(b"PK")
    loud = [one for one in COMMON if one != "--quiet"]
    assert main([*command, *loud, "--out", "stopped"]) == 0
    assert "going on: 2 replications were recorded earlier" in capsys.readouterr().err
