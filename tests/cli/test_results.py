"""Commands on results folders, and what becomes of them when the disk does not play along."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sim.cli import main
from tests.properties.running import needs_numba

RUN = ["run", "phone-queue", "--replications", "3", "--set", "clock.length=1 week"]
COMPARE = ["compare", "phone-queue", "--replications", "3", "--set", "clock.length=1 week"]
BEST = [*COMPARE[:2], "--best", "phone.mean_wait_s 1 s", "--set", "clock.length=1 week"]
MATTERS = [*COMPARE, "--set", "matters={cost.total: 100000 USD}"]
SWEEP = """\
sweep: agents
scenario: phone-queue
set: {clock.length: 1 week}
factors: {teams.care.shifts.0.agents: [5, 6], variant: [as_is, one_more]}
replications: 3
"""


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("agents.yaml").write_text(SWEEP)


def output(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert main(list(arguments)) == code
    captured = capsys.readouterr()
    return captured.out if code == 0 else captured.out + captured.err


@pytest.mark.parametrize("command", [RUN, COMPARE, BEST, MATTERS, ["sweep", "agents.yaml"]])
def test_table_prints_what_was_printed(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    printed, _, place = output(capsys, *command).rpartition("Results: ")
    assert output(capsys, "table", place.strip()) == printed


def test_table_prints_the_same_json(capsys: pytest.CaptureFixture[str]) -> None:
    printed = output(capsys, *COMPARE, "--json")
    assert output(capsys, "table", "results/phone-queue-compare-1", "--json") == printed


@pytest.mark.parametrize(
    "command", [[*RUN, "--records"], COMPARE, BEST, ["sweep", "agents.yaml", "--quiet"]]
)
def test_rerun_confirms_every_byte(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    place = output(capsys, *command).rpartition("Results: ")[2].strip()
    before = {path: path.read_bytes() for path in Path(place).rglob("*") if path.is_file()}
    assert output(capsys, "rerun", place, "--workers", "2") == "The same bytes.\n"
    after = {path: path.read_bytes() for path in Path(place).rglob("*") if path.is_file()}
    assert after == before


@needs_numba
def test_rerun_confirms_every_byte_by_the_other_engine(capsys: pytest.CaptureFixture[str]) -> None:
    output(capsys, *RUN, "--engine", "simpy")
    place = "results/phone-queue-as_is-1"
    assert output(capsys, "rerun", place, "--engine", "compiled") == "The same bytes.\n"


def test_rerun_tells_what_differs(capsys: pytest.CaptureFixture[str]) -> None:
    from sim.experiment.folders.drafts import EXPERIMENT
    from sim.experiment.folders.publish import sealed, sums

    output(capsys, *RUN)
    place = Path("results/phone-queue-as_is-1")
    (place / "kpis.csv").write_text("other")
    assert "kpis.csv is not as it was written" in output(capsys, "rerun", str(place), code=2)
    experiment = json.loads((place / EXPERIMENT).read_text())
    experiment["files"] = sums(place)
    (place / EXPERIMENT).write_text(json.dumps(sealed(experiment)))
    assert "Not the same: kpis.csv" in output(capsys, "rerun", str(place), code=1)


@pytest.mark.parametrize(
    ("command", "sheets"),
    [
        (COMPARE, ["Targets", "Differences", "Estimates"]),
        (["sweep", "agents.yaml"], ["Front", "Points", "Estimates"]),
    ],
)
def test_a_workbook_has_a_sheet_for_each_table(
    command: list[str], sheets: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    from openpyxl import load_workbook

    place = output(capsys, *command).rpartition("Results: ")[2].strip()
    output(capsys, "table", place, "--xlsx", "tables.xlsx")
    book = load_workbook("tables.xlsx", read_only=True)
    assert book.sheetnames == ["Summary", *sheets, "Replications", "Experiment"]
    header, first, *_ = book["Replications"].iter_rows(values_only=True)
    assert first[header.index("Total cost, USD\ncost.total")] > 0.0
    book.close()


def test_a_workbook_tells_ratios_of_sums_and_verdicts(capsys: pytest.CaptureFixture[str]) -> None:
    from openpyxl import load_workbook

    place = output(capsys, *COMPARE).rpartition("Results: ")[2].strip()
    output(capsys, "table", place, "--xlsx", "tables.xlsx")
    told = json.loads((Path(place) / "estimates.json").read_text())["differences"]["one_more"]
    book = load_workbook("tables.xlsx")
    header, *rows = book["Differences"].iter_rows(values_only=True)
    found = {row[2]: dict(zip(header, row, strict=True)) for row in rows if row[0] == "one more"}
    level, total = found["phone.service_level"], found["cost.total"]
    assert level["Ratio of sums:\nmean"] == told["phone.service_level"]["ratio"]["mean"]
    assert (level["Unit"], level["Shown"]) == ("% points", told["phone.service_level"]["shown"])
    assert total["Ratio of sums:\nmean"] is None
    book.close()


def test_a_comparison_is_told_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    told = " ".join(output(capsys, *BEST).split())
    assert "one_more satisfies" in told
    assert "percentage points more customers (" in told
    assert "Not shown to be worse than another" in told
    assert "Best in phone.mean_wait_s (lower is better): one_more, selected after" in told
    assert "with a probability of at least 95 %" in told
    assert "The intervals of a measure's differences hold for all variants at once." in told
    words = " ".join(output(capsys, *MATTERS).split())
    assert "What matters, as the scenario says: total cost 100,000 USD." in words
    assert "Total cost, USD" in words
    assert " smaller than matters " in words


def test_shards_are_merged(capsys: pytest.CaptureFixture[str]) -> None:
    output(capsys, "sweep", "agents.yaml")
    shards = [f"results/agents-sweep-1-shard-{number}-of-2" for number in (1, 2)]
    for number in (1, 2):
        output(capsys, "sweep", "agents.yaml", "--shard", f"{number}/2")
    output(capsys, "merge", *shards, "--out", "merged")
    for name in ("rows.parquet", "estimates.csv", "front.csv"):
        whole, merged = (Path(out, "agents-sweep-1", name) for out in ("results", "merged"))
        assert whole.read_bytes() == merged.read_bytes()
    assert "are missing" in output(capsys, "merge", shards[0], code=2)


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["sweep", "weekend-stafing"], 2, "did you mean 'weekend-staffing'?"),
        (["sweep", "nowhere.yaml"], 2, "nowhere.yaml:1:1"),
        (["sweep", "agents.yaml", "--shard", "3/2"], 2, "such as 2/4"),
        (["table", "nowhere"], 2, "not a results folder"),
        (["rerun", "nowhere"], 2, "not a results folder"),
        (["merge", "nowhere"], 2, "not a results folder"),
        ([*RUN, "--executor", "serial", "--workers", "2"], 2, "has one worker"),
        ([*RUN, "--executor", "serial", "--scheduler", "tcp://127.0.0.1:1"], 2, "is for the"),
    ],
)
def test_mistakes_of_the_user(
    arguments: list[str], code: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = output(capsys, *arguments, code=code)
    assert message in told
    assert "Traceback" not in told


@contextmanager
def mounted(place: Path, options: str) -> Iterator[Path]:
    """A small file system of its own; skips where that is not allowed."""
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)]
    try:
        done = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        done = False
    if not done:
        pytest.skip("needs the right to mount a small file system")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a MiB."""
    with mounted(tmp_path / "tiny", "size=1m") as place:
        yield place


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Path]:
    """A folder that cannot be written; rights do not keep the administrator from it."""
    if os.geteuid() != 0:
        place = tmp_path / "locked"
        place.mkdir(mode=0o555)
        yield place
    else:
        with mounted(tmp_path / "locked", "ro,size=64k") as place:
            yield place


def test_a_full_disk_is_told_and_work_goes_on_when_there_is_room(
    tiny_disk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sim.experiment.folders.journal.EVERY_S", 0.0)
    ballast = tiny_disk / "ballast"
    ballast.write_bytes(b"x" * 960 * 1024)
    command = ["sweep", "agents.yaml", "--out", str(tiny_disk / "results"), "--workers", "1"]
    told = output(capsys, *command, code=1)
    assert "No space left on device" in told
    assert "the same command goes on from there" in told
    assert "Traceback" not in told
    ballast.unlink()
    monkeypatch.undo()
    monkeypatch.chdir(tiny_disk.parent)
    assert main(command) == 0
    assert "were recorded earlier" in capsys.readouterr().err


@pytest.mark.parametrize("command", [RUN, COMPARE, ["sweep", "agents.yaml"]])
def test_a_folder_that_cannot_be_written_is_told_before_the_work(
    command: list[str], locked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for place in (locked, locked / "results"):
        told = output(capsys, *command, "--out", str(place), code=1)
        assert "cannot be written (" in told
        assert "choose another with --out" in told
        assert "Traceback" not in told


def test_a_report_is_written_and_made_again(capsys: pytest.CaptureFixture[str]) -> None:
    told = output(capsys, *RUN, "--report")
    place = Path("results/phone-queue-as_is-1")
    assert told.endswith(f"Report: {place}/report.html\n")
    assert list(place.glob("charts/*.png"))
    page = (place / "report.html").read_bytes()
    assert output(capsys, "report", str(place)) == f"Report: {place}/report.html\n"
    assert (place / "report.html").read_bytes() == page
    output(capsys, "table", str(place))
    assert output(capsys, "rerun", str(place)) == "The same bytes.\n"


def test_without_a_report_there_is_none_to_make_again(capsys: pytest.CaptureFixture[str]) -> None:
    output(capsys, *RUN)
    assert "again with --report" in output(capsys, "report", "results/phone-queue-as_is-1", code=2)
    assert "--report needs a folder" in output(capsys, *RUN, "--report", "--no-save", code=2)
