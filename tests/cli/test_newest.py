"""Commands on results folders that are not told which one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sim.cli import main
from sim.experiment.errors import RequestError
from sim.experiment.folders.newest import newest


def _folders(out: Path, **when: int) -> None:
    for name, moment in when.items():
        place = out / name.replace("unfinished", ".unfinished-") / "experiment.json"
        place.parent.mkdir(parents=True)
        place.write_text("{}")
        os.utime(place, (moment, moment))


def test_the_folder_written_last_is_the_newest(tmp_path: Path) -> None:
    _folders(tmp_path, a_2=3, b_1=5, a_10=4, unfinished=9)
    assert newest(tmp_path) == tmp_path / "b_1"


@pytest.mark.parametrize("command", ["table", "report", "rerun"])
def test_without_any_results_that_is_said(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(RequestError, match="there is no results folder below"):
        newest(tmp_path)
    assert main([command]) == 2
    assert "there is no results folder below results" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["table", "report", "rerun"])
def test_which_one_is_meant_is_said(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    _folders(tmp_path / "results", old=1, new=2)
    assert main([command]) == 2  # it holds nothing
    assert "The newest results: results/new" in capsys.readouterr().err
