"""The commands from end to end, on the smallest shipped scenario."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from sim.cli import main
from sim.experiment.shipped import find

RUN = ["run", "phone-queue", "--replications", "3", "--set", "clock.length=1 week"]
COMPARE = ["compare", "phone-queue", "--replications", "3", "--set", "clock.length=1 week"]
MORE = ["--what-if", "more: teams.care.shifts.0.agents=7"]
OWN = """\
scenario: own
extends: phone-queue.yaml
matters:
  resolution.mean: 1 h
  cost.total: 3 h
"""
ESTIMATE = {"mean", "low", "high", "unit"}


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def called(arguments: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sim", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, **environment},
    )


def output(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> tuple[str, str]:
    assert main(list(arguments)) == code
    captured = capsys.readouterr()
    return captured.out, captured.err


def data(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    parsed = json.loads(output(capsys, *arguments, "--json")[0], parse_constant=pytest.fail)
    assert isinstance(parsed, dict)
    return parsed


def test_run_prints_one_json_object(capsys: pytest.CaptureFixture[str]) -> None:
    result = data(capsys, *RUN, "--seed", "5")
    assert list(result) == [
        "scenario", "variant", "seed", "replications", "engine", "version", "kpis",
        "targets",
    ]  # fmt: skip
    assert (result["scenario"], result["variant"]) == ("Phone queue", "as_is")
    assert (result["seed"], result["replications"], result["engine"]) == (5, 3, "simpy")
    level = result["kpis"]["phone.service_level"]
    assert set(level) == {*ESTIMATE, "ratio"}
    assert level["ratio"]["low"] <= level["ratio"]["mean"] <= level["ratio"]["high"]
    assert 0.0 <= level["low"] <= level["mean"] <= level["high"] <= 1.0
    assert level["unit"] == "share"


def test_compare_prints_one_json_object(capsys: pytest.CaptureFixture[str]) -> None:
    result = data(capsys, *COMPARE, *MORE, "--variants", "as_is")
    assert list(result) == [
        "scenario", "baseline", "seed", "replications", "engine", "version", "variants",
        "differences", "not_shown_worse", "best",
    ]  # fmt: skip
    assert list(result["variants"]) == ["as_is", "more"]
    assert list(result["differences"]) == ["more"]
    difference = result["differences"]["more"]["cost.total"]
    assert set(difference) == {*ESTIMATE, "shown", "pairing"}
    assert difference["shown"] == "worse"
    assert list(result["not_shown_worse"]) == [
        "satisfaction.csat", "resolution.mean_h", "cost.per_resolved_issue",
    ]  # fmt: skip
    assert difference["mean"] > 0.0
    more, as_is = (result["variants"][v]["kpis"]["cost.total"]["mean"] for v in ("more", "as_is"))
    assert difference["mean"] == pytest.approx(more - as_is)


def test_what_matters_must_be_a_measure(capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(find("phone-queue"), "phone-queue.yaml")
    Path("own.yaml").write_text(OWN)
    expected = [
        "own.yaml:4:20: matters.resolution.mean: there is no measure 'resolution.mean'; did you "
        "mean 'resolution.mean_h'? `supportsim kpis` lists all",
        "own.yaml:5:15: matters.cost.total: '3 h' does not go with the unit of the measure, USD",
    ]
    assert output(capsys, "compare", "own.yaml", code=2)[1].splitlines() == expected
    told = output(capsys, "validate", "own.yaml", code=2)
    assert [line for text in told for line in text.splitlines() if "matters" in line] == expected


def test_one_replication_has_no_interval(capsys: pytest.CaptureFixture[str]) -> None:
    estimate = data(capsys, *RUN, "--replications", "1")["kpis"]["phone.offered"]
    assert estimate["mean"] > 0.0
    assert estimate["low"] is estimate["high"] is None


def test_the_same_seed_gives_the_same_bytes(capsys: pytest.CaptureFixture[str]) -> None:
    first, again, other = (
        output(capsys, *RUN, "--json", *more)[0]
        for more in ([], ["--workers", "2"], ["--seed", "2"])
    )
    assert first == again
    assert first != other


def test_both_engines_give_the_same_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("numba")
    simpy, compiled = (data(capsys, *RUN, "--engine", name) for name in ("simpy", "compiled"))
    assert (simpy.pop("engine"), compiled.pop("engine")) == ("simpy", "compiled")
    assert simpy == compiled


def test_tables_fit_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (RUN, [*COMPARE, *MORE, "--variants", "as_is"]):
        out, _ = output(capsys, *arguments, "--no-save")
        assert max(len(line) for line in out.splitlines()) <= 80
        assert re.search(r"seed 1, 3 replications, \w+ engine, supportsim \d", out)
        assert "\x1b" not in out


def test_a_comparison_says_in_words_what_it_shows(capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = output(capsys, *COMPARE, *MORE, "--variants", "as_is", "--no-save")
    (cost,) = (line for line in out.splitlines() if line.strip().startswith("Total cost"))
    assert cost.strip().endswith("worse")
    assert "common random" in out


def test_results_are_saved_and_the_place_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = output(capsys, *RUN, "--records")
    assert out.endswith("Results: results/phone-queue-as_is-1\n")
    folder = Path("results/phone-queue-as_is-1")
    assert json.loads((folder / "estimates.json").read_text())["kpis"]
    assert len(list((folder / "records" / "as_is").iterdir())) == 3
    out, err = output(capsys, *RUN, "--json", "--out", "elsewhere")
    assert "Results: elsewhere/phone-queue-as_is-1" in err


def test_no_save_leaves_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    output(capsys, *RUN, "--no-save")
    assert not list(Path().iterdir())


def test_saved_records_open_again(capsys: pytest.CaptureFixture[str]) -> None:
    from sim.record import check, open_record

    output(capsys, *RUN, "--records")
    record = open_record("results/phone-queue-as_is-1/records/as_is/0002")
    assert len(record.contacts) > 0
    check(record)


def test_what_show_prints_is_what_runs(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--variant", "one_more", "--set", "clock.length=1 week"]
    shown, _ = output(capsys, "show", "phone-queue", *arguments)
    Path("shown.yaml").write_text(shown, encoding="utf-8")
    of_the_text = data(capsys, "run", "shown.yaml", "--replications", "3")
    of_the_file = data(capsys, "run", "phone-queue", "--replications", "3", *arguments)
    assert of_the_text["kpis"] == of_the_file["kpis"]


def test_a_saved_scenario_runs_again(capsys: pytest.CaptureFixture[str]) -> None:
    first = data(capsys, *RUN, "--variant", "one_more")
    saved = "results/phone-queue-one_more-1/scenarios/one_more.yaml"
    assert data(capsys, "run", saved, "--replications", "3")["kpis"] == first["kpis"]


def test_schema_prints_a_json_schema(capsys: pytest.CaptureFixture[str]) -> None:
    import jsonschema

    out, _ = output(capsys, "schema")
    jsonschema.Draft202012Validator.check_schema(json.loads(out))


def test_validate_reports_each_file(capsys: pytest.CaptureFixture[str]) -> None:
    Path("bad.yaml").write_text("scenario: bad\nchanels: {}\n", encoding="utf-8")
    out, _ = output(capsys, "validate", "phone-queue", "bad.yaml", code=2)
    assert "phone-queue: valid\n" in out
    assert re.search(r"(?m)^bad\.yaml:2:1: .*channels", out)
    assert re.search(r"(?m)^bad\.yaml: \d+ errors?$", out)


def test_without_numba_one_line_says_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sim.engine.numba_available", lambda: False)
    out, err = output(capsys, *RUN, "--no-save")
    assert "simpy engine" in out
    assert err.count("numba") == 1
    _, err = output(capsys, *RUN, "--engine", "compiled", code=2)
    assert "needs numba" in err
    assert "--engine simpy" in err


def test_what_is_doubtful_goes_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    short = ["run", "phone-queue", "--replications", "1", "--set", "clock.length=5 days", "--json"]
    out, err = output(capsys, *short)
    assert json.loads(out)
    assert "weeks long" in err
    assert "weeks long" not in output(capsys, *short, "--quiet")[1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "nowhere.yaml"], "nowhere.yaml"),
        (["run", "phone-quque"], "phone-queue"),
        (["run", "phone-queue", "--variant", "as_it"], "as_is"),
        (["run", "phone-queue", "--set", "teams.car.wage=3 USD/h"], "care"),
        (["run", "phone-queue", "--set", "teams.care.wage"], "teams.care.wage"),
        (["run", "phone-queue", "--replications", "0"], "x>=1"),
        (["run", "phone-queue", "--engine", "fast"], "compiled"),
        (["run", "phone-queue", "--records", "--no-save"], "--records needs a folder"),
        (["compare", "phone-queue", "--variants", "as_is"], "nothing to compare"),
        (["compare", "phone-queue", "--what-if", "teams.care.wage=3"], "has no name"),
        (["compare", "phone-queue", "--what-if", "x: teams.car.wage=3 USD/h"], "care"),
        (["simulate", "phone-queue"], "No such command 'simulate'"),
        (["show", "phone-queue", "--variant", "x"], "as_is"),
        (["validate", "nowhere.yaml"], "nowhere.yaml"),
        (["kpis", "--match", "happiness"], "no measure has 'happiness'"),
    ],
)
def test_mistakes_of_the_user(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert message in captured.err + captured.out
    assert "Traceback" not in captured.err
    assert not list(Path().iterdir())


def test_an_unwritable_folder_is_told_before_the_work(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "occupied").write_text("a file")
    out, err = output(capsys, *RUN, "--out", "occupied/results", code=1)
    assert out == ""
    assert "cannot be written" in err
    assert "--no-save" in err


def test_start_up_imports_nothing_heavy() -> None:
    code = "import sys, sim.cli; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"numpy", "pandas", "scipy", "pydantic", "numba", "rich", "simpy", "yaml", "pyarrow"}
    assert not heavy & set(done.stdout.split())


def test_a_reader_that_leaves_early_is_no_error() -> None:
    command = subprocess.Popen(
        [sys.executable, "-m", "sim", "kpis"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert command.stdout is not None
    assert command.stderr is not None
    command.stdout.close()
    assert command.stderr.read() == b""
    command.stderr.close()
    assert command.wait(20) in (0, 1)


def test_the_version_is_told() -> None:
    from sim import __version__

    assert called(["--version"]).stdout == f"supportsim {__version__}\n"


@pytest.mark.slow
@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_stops_within_a_second(workers: str) -> None:
    arguments = ["run", "phone-queue", "--replications", "1000000", "--engine", "simpy"]
    command = subprocess.Popen(
        [sys.executable, "-m", "sim", *arguments, "--workers", workers],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while not list(Path().glob("results/.unfinished-*/parts/part-*")):
        time.sleep(0.1)
    start = time.monotonic()
    os.killpg(command.pid, signal.SIGINT)
    out, err = command.communicate(timeout=20)
    assert time.monotonic() - start < 2.0
    assert command.returncode == 130
    assert "Stopped; what is finished is kept, and the same command goes on" in err
    assert "Traceback" not in err
    assert out == ""
    (left,) = Path("results").iterdir()
    assert left.name.startswith(".unfinished-")


def test_a_slip_in_a_what_if_is_placed_there(capsys: pytest.CaptureFixture[str]) -> None:
    what_if = "a: teams.cae.wage=7 USD/h"
    assert main(["compare", "phone-queue", "--what-if", what_if, "--no-save"]) == 2
    assert "--what-if:1:16: teams.cae.wage: no such path" in capsys.readouterr().err
    setting = ["--set", "clock.length=x"]
    assert main(["compare", "phone-queue", "--what-if", what_if, *setting, "--no-save"]) == 2
    assert "--set:1:14: clock.length" in capsys.readouterr().err
