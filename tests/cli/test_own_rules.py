"""Rules of a user's own on the command line, in results folders and from Python."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

import sim
from sim.api import RequestError
from sim.cli import main

WEEK = ["--set", "clock.length=1 week", "--replications", "3"]
RUN = ["run", "phone-queue", *WEEK]
COMPARE = ["compare", "social-first", "--set", "clock.length=3 weeks", "--replications", "2"]
LAST = "def chooses_agent(job, agents, now):\n    return agents[-1]\n"
COUNTS = """
asked = 0

def chooses_agent(job, agents, now):
    global asked
    asked += 1
    return agents[asked % len(agents)]
"""
YOUNGEST = (
    "def chooses_contact(agent, heads, now):\n    return min(heads, key=lambda h: h.waited_s)\n"
)


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in {"last.py": LAST, "counts.py": COUNTS, "youngest.py": YOUNGEST}.items():
        Path(name).write_text(text)


def output(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert main(list(arguments)) == code
    captured = capsys.readouterr()
    return captured.out if code == 0 else captured.err


def numbers(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(output(capsys, *arguments, "--json", "--no-save"))
    return found


def sum_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


# -- run and compare ---------------------------------------------------------------------------


def test_a_run_under_rules_says_so_and_differs(capsys: pytest.CaptureFixture[str]) -> None:
    plain, ruled = numbers(capsys, *RUN), numbers(capsys, *RUN, "--rules", "last.py")
    assert "rules" not in plain
    assert ruled["rules"] == {"file": "last.py", "sha256": sum_of(LAST)}
    assert ruled["engine"] == "simpy"
    assert plain["kpis"] != ruled["kpis"]
    shown = output(capsys, *RUN, "--rules", "last.py", "--no-save")
    assert f"\nRules of one's own: last.py, SHA-256 {sum_of(LAST)[:16]}…\n" in shown


@pytest.mark.parametrize("rules", ["last.py", "counts.py"])
def test_workers_change_no_number_even_if_functions_remember(
    rules: str, capsys: pytest.CaptureFixture[str]
) -> None:
    alone, shared = (
        numbers(capsys, *RUN, "--rules", rules, "--workers", workers) for workers in ("1", "2")
    )
    assert alone == shared


def test_workers_that_start_anew_are_sent_the_text(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sim.experiment.executors.processes.may_fork", lambda: False)
    alone = numbers(capsys, *RUN, "--rules", "counts.py", "--workers", "1")
    assert numbers(capsys, *RUN, "--rules", "counts.py", "--workers", "2") == alone


@pytest.mark.slow
def test_rules_for_a_variant_of_their_own_or_for_all(capsys: pytest.CaptureFixture[str]) -> None:
    variants = [*COMPARE, "--variants", "fair_queue"]
    named = numbers(
        capsys, *variants, "--rules", "young: youngest.py", "--rules", "fair_queue: last.py"
    )
    assert named["baseline"] == "as_is"
    parts = named["variants"]
    assert isinstance(parts, dict)
    assert [(name, one.get("rules", {}).get("file")) for name, one in parts.items()] == [
        ("as_is", None),
        ("fair_queue", "last.py"),
        ("young", "youngest.py"),
    ]
    everyone = numbers(capsys, *variants, "--rules", "youngest.py", "--workers", "2")["variants"]
    assert isinstance(everyone, dict)
    assert [one["rules"]["file"] for one in everyone.values()] == ["youngest.py"] * 2
    assert everyone["as_is"] == parts["young"]
    assert everyone["as_is"]["kpis"] != parts["as_is"]["kpis"]


def test_a_variant_is_named_by_its_rules_alone(capsys: pytest.CaptureFixture[str]) -> None:
    shown = output(
        capsys, *COMPARE, "--variants", "as_is", "--rules", "fair_queue: youngest.py", "--no-save"
    )
    assert "Social first: 2 variants, baseline as_is\n" in shown
    assert "Rules of one's own: youngest.py" in shown
    assert "… (fair_queue)\n" in shown


def test_a_story_is_told_under_rules(capsys: pytest.CaptureFixture[str]) -> None:
    story = ["story", "phone-queue", "--pick", "worst"]
    assert output(capsys, *story) != output(capsys, *story, "--rules", "last.py")


# -- what is refused ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([*RUN, "--rules", "none.py"], "none.py: No such file or directory"),
        ([*COMPARE, "--rules", "x: none.py"], "none.py: No such file or directory"),
        (
            [*RUN, "--rules", "last.py", "--engine", "compiled"],
            "engine compiled: rules of one's own are Python functions, which run on the SimPy "
            "engine alone; leave the engine out",
        ),
        (
            [*COMPARE, "--rules", "last.py", "--rules", "x: youngest.py"],
            "--rules 'last.py' is a further file; expected one file for all",
        ),
        (
            [*COMPARE, "--rules", "x: last.py", "--rules", "x: youngest.py"],
            "--rules 'x: youngest.py' is a further file for x; expected one file for all",
        ),
        (["sweep", "weekend-staffing", "--rules", "last.py"], "--rules: rules of your own are for"),
        (["warmup", "phone-queue", "--rules", "last.py"], "--rules: rules of your own are for"),
        (
            ["sensitivity", "phone-queue", "--between", "as_is,one_more", "--rules", "last.py"],
            "--rules: rules of your own are for run, compare, story and rerun",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert f"Error: {told}" in output(capsys, *arguments, code=2)
    assert not Path("results").exists()


OWN = "def chooses_agent(job, agents, now):\n    "
BAD = {
    f"{OWN}return agents[0\n": "mine.py:2:18: it is not Python: '[' was never closed",
    "def chooses_agent(job, agents):\n    pass\n": "mine.py:1:1: chooses_agent: it is called with ",
    "x = 1\n": "mine.py:1:1: it defines no rule; expected chooses_contact(agent, heads, now) or ",
    f"{OWN}return 1 / 0\n": "mine.py:2: ZeroDivisionError: division by zero; chooses_agent was ",
    f"{OWN}return job\n": "mine.py:1: chooses_agent returned JobRow(",
    f"{OWN}raise ValueError('\\x1b[2J')": "mine.py:2: ValueError: \\u001b[2J; chooses_agent was ",
}


@pytest.mark.parametrize("command", [RUN, ["compare", "phone-queue", *WEEK]])
@pytest.mark.parametrize(("text", "told"), BAD.items())
def test_bad_rules_end_the_command_with_a_line(
    command: list[str], text: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("mine.py").write_text(text)
    for workers in ("1", "2"):
        options = ["--rules", "mine.py", "--workers", workers, "--quiet"]
        heard = output(capsys, *command, *options, code=2)
        assert heard.startswith(f"Error: {told}")
        assert heard.count("\n") == 1
        assert "\x1b" not in heard
    assert not list(Path("results").glob("*"))


def test_a_rule_that_fails_late_in_a_worker_ends_the_command_too(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The first replication is done here; what fails in the others comes from a process."""
    Path("mine.py").write_text(
        "import multiprocessing\n"
        "def chooses_agent(job, agents, now):\n"
        "    1 / (multiprocessing.parent_process() is None)\n"
    )
    heard = output(capsys, *RUN, "--rules", "mine.py", "--workers", "2", "--quiet", code=2)
    assert heard.startswith("Error: mine.py:3: ZeroDivisionError: division by zero; chooses_agent")
    assert heard.count("\n") == 1


# -- results folders ---------------------------------------------------------------------------


def test_the_folder_keeps_the_rules_and_rerun_wants_them_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([*RUN, "--rules", "counts.py", "--quiet", "--records"]) == 0
    folder = "results/phone-queue-as_is-1"
    kept = f"{folder}/rules/as_is.py"
    assert Path(kept).read_text() == COUNTS
    experiment = json.loads(Path(folder, "experiment.json").read_text())
    assert experiment["rules"] == {"as_is": {"file": "counts.py", "sha256": sum_of(COUNTS)}}
    assert experiment["files"]["rules/as_is.py"] == sum_of(COUNTS)
    capsys.readouterr()
    printed = output(capsys, *RUN, "--rules", "counts.py", "--no-save")
    assert output(capsys, "table", folder) == printed
    assert output(capsys, "rerun", folder, code=2) == (
        f"Error: {folder} was done under rules of a user's own, counts.py (SHA-256 "
        f"{sum_of(COUNTS)[:16]}…). A program out of a folder is not run unasked: look at it and "
        f"name it, --rules {kept}\n"
    )
    heard = output(capsys, "rerun", folder, "--rules", kept, "--rules", "last.py", code=2)
    assert heard == f"Error: last.py: {folder} was not done under these rules\n"
    for again in ("counts.py", kept):
        assert output(capsys, "rerun", folder, "--rules", again) == "The same bytes.\n"


def test_what_was_done_without_rules_is_not_done_again_under_some(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([*RUN, "--quiet"]) == 0
    folder = "results/phone-queue-as_is-1"
    assert "rules" not in json.loads(Path(folder, "experiment.json").read_text())
    heard = output(capsys, "rerun", folder, "--rules", "last.py", code=2)
    assert heard == f"Error: last.py: {folder} was not done under these rules\n"


def test_runs_under_other_rules_are_other_experiments(capsys: pytest.CaptureFixture[str]) -> None:
    for options in ([], ["--rules", "last.py"], ["--rules", "counts.py"], ["--rules", "last.py"]):
        assert main([*RUN, *options, "--quiet"]) == 0
    found = sorted(path.name for path in Path("results").iterdir())
    assert found == [f"phone-queue-as_is-1{end}" for end in ("", "-2", "-3")]


def test_rules_that_are_not_what_the_folder_says_are_damage(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([*RUN, "--rules", "last.py", "--quiet"]) == 0
    folder = "results/phone-queue-as_is-1"
    Path(folder, "rules/as_is.py").write_text(LAST.replace("-1", "0"))
    heard = output(capsys, "rerun", folder, "--rules", "last.py", code=2)
    assert heard.startswith(f"Error: {folder}/rules/as_is.py is not as it was written")


@pytest.mark.slow
def test_the_report_names_the_rules(capsys: pytest.CaptureFixture[str]) -> None:
    """It suggests no sensitivity study, which would be done without them, and takes none in."""
    short = ["--set", "clock.length=3 weeks", "--replications", "1", "--report", "--quiet"]
    variants = ["--variants", "as_is,seven_days", "--rules", "own: last.py"]
    assert main(["compare", "weekend-coverage", *variants, *short]) == 0
    page = Path("results/weekend-coverage-compare-1/report.html")
    report = page.read_text()
    assert f"last.py, SHA-256 {sum_of(LAST)[:16]}… (own); kept in the folder rules/" in report
    assert "under the rules of last.py" in report
    assert "supportsim sensitivity" not in report
    heard = output(capsys, "report", str(page.parent), "--sensitivity", str(page.parent), code=2)
    assert "was done under rules of one's own, which no study knows" in heard
    assert main(["report", str(page.parent)]) == 0
    assert page.read_text() == report


# -- from Python -------------------------------------------------------------------------------


def test_from_python() -> None:
    options = {"set": ["clock.length=1 week"], "replications": 2}
    first = sim.run("phone-queue", rules="last.py", **options)  # type: ignore[arg-type]
    assert first.rules is not None
    assert first.rules.text == LAST
    both = sim.compare("phone-queue", ["as_is"], rules={"own": Path("last.py")}, **options)  # type: ignore[arg-type]
    assert both.runs["own"].to_dict()["kpis"] == first.to_dict()["kpis"]
    assert both.runs["as_is"].rules is None
    folder = sim.save(both)
    assert sim.rerun(folder, rules=["last.py"]) == []
    assert sim.api.rebuild(sim.open_results(folder)).runs["own"].rules.text == LAST
    for wrong in ({"Own": "last.py"}, {"../own": "last.py"}):
        with pytest.raises(RequestError, match="may hold small letters"):
            sim.compare("phone-queue", rules=wrong, **options)  # type: ignore[arg-type]
