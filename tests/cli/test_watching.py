"""Pages opened, and experiments done again when their files change; without a browser."""

from __future__ import annotations

import webbrowser
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sim.cli import main, watching
from sim.cli.failures import ENDED, STOPPED, Ended
from sim.cli.output import Stopped
from sim.cli.showing import open_page
from sim.experiment.errors import RequestError

Step = Callable[[], object]


class Loop:
    """A watch of ``scenario.yaml``, whose pauses are steps of a script; then Ctrl-C."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path, *steps: Step) -> None:
        self.out, self.file = folder / "results", folder / "scenario.yaml"
        self.file.write_text("extends: parent.yaml\n")
        self.runs = 0
        self.told: list[str] = []
        self.stop: type[KeyboardInterrupt] = KeyboardInterrupt
        self._steps: Iterator[Step] = iter(steps)
        monkeypatch.setattr(watching, "sleep", self._pause)

    def _pause(self, _seconds: float) -> None:
        self.told.append((self.out / watching.SIDECAR).read_text())
        step = next(self._steps, None)
        if step is None:
            raise self.stop
        step()

    def once(self) -> Path:
        self.runs += 1
        if "wrong" in self.file.read_text():
            raise RequestError("it is wrong")
        return self.out / f"run-{self.runs}" / "report.html"

    def go(self) -> Stopped:
        watching.frame(self.out)
        with pytest.raises(Stopped) as stopped:
            watching.watch(self.once, [self.file], self.out)
        return stopped.value


def test_nothing_is_done_again_while_nothing_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop = Loop(monkeypatch, tmp_path, lambda: None, lambda: None)
    assert loop.go().exit_code == STOPPED
    assert loop.runs == 1
    assert set(loop.told) == {'show("run-1/report.html", "");\n'}


@pytest.mark.parametrize("name", ["scenario.yaml", "parent.yaml"])
def test_a_change_shows_a_new_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def change() -> None:
        (tmp_path / name).write_text("extends: parent.yaml # anew\n")

    loop = Loop(monkeypatch, tmp_path, change, lambda: None)
    loop.go()
    assert loop.runs == 2
    assert loop.told[-1] == 'show("run-2/report.html", "");\n'


def test_a_mistake_is_told_and_the_watch_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def write(text: str) -> Step:
        return lambda: loop.file.write_text(text)

    loop = Loop(
        monkeypatch, tmp_path, write("wrong"), lambda: None, write("right again"), lambda: None
    )
    loop.go()
    assert loop.runs == 3
    assert "Error: it is wrong" in capsys.readouterr().err
    assert any("mistake" in told for told in loop.told)
    assert loop.told[-1] == 'show("run-3/report.html", "");\n'


def test_a_file_that_is_still_being_written_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def more() -> None:
        loop.file.write_text(loop.file.read_text() + "# more\n")

    loop = Loop(monkeypatch, tmp_path, more, more, more, lambda: None)
    loop.go()
    assert loop.runs == 2


def test_sigterm_ends_it_as_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loop = Loop(monkeypatch, tmp_path)
    loop.stop = Ended
    assert loop.go().exit_code == ENDED


def test_files_that_a_scenario_names_are_watched_too(tmp_path: Path) -> None:
    text = 'extends: my parent.yaml\ndemand: {a: {forecast: {file: "a b.csv"}, trace: t.xlsx}}\n'
    (tmp_path / "s.yaml").write_text(text)
    (tmp_path / "my parent.yaml").write_text("extends: 'top.yml'\n")
    found = {path.name for path in watching.stamps([tmp_path / "s.yaml"])}
    assert {"s.yaml", "my parent.yaml", "top.yml", "a b.csv", "t.xlsx"} <= found


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--watch", "--json"], "leave out --json"),
        (["--watch", "--no-save"], "--watch needs a folder"),
        (["--open", "--no-save"], "--open needs a folder"),
    ],
)
def test_what_does_not_go_together_is_refused(
    options: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in ("run", "compare"):
        assert main([command, "phone-queue", *options]) == 2
        assert said in capsys.readouterr().err


def test_a_page_is_opened_or_its_place_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda page: opened.append(page) or len(opened) < 2)
    open_page(tmp_path / "report.html")
    assert opened == [(tmp_path / "report.html").as_uri()]
    assert capsys.readouterr().err == ""
    open_page(tmp_path / "report.html")
    assert "no browser could be opened" in capsys.readouterr().err
