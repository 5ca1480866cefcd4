"""Hostile files: each ends at once in a problem with its place and exit code 2.

The rooms' own tests hold what is right; here stands what must not fault, hang or be believed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.scenario.commands import refused

CHANNELS = "channels: {phone: {hours: 24/7}}\n"
TEAM = "teams: {care: {head_count: 1, skills: {channels: phone}}}\n"
PLAIN = "demand: {calls: {rate: 1 per week}}\n" + CHANNELS + TEAM
TABLES = {
    "forecast": "demand: {calls: {forecast: table.csv}}\n" + CHANNELS + TEAM,
    "trace": "demand: {calls: {trace: table.csv}}\n" + CHANNELS + TEAM,
    "profile": "demand: {calls: {rate: 1 per week, profile: table.csv}}\n" + CHANNELS + TEAM,
    "head_count": PLAIN.replace("head_count: 1", "head_count: table.csv"),
    "empirical": PLAIN + "issue_types: {question: {work: empirical(table.csv)}}\n",
    "calendarless": PLAIN + "issue_types: {question: {work: {empirical: table.csv}}}\n",
}
"""Scenarios by what they read from ``table.csv``."""


def scenario(folder: Path, text: str) -> str:
    path = folder / "scenario.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("", 1),
        ("\n\n  \n", 1),
        ("# a comment\n#another\n", 1),
        ("day,time,weight\n", 1),
        ("# exported today\n\nwhen,calls,more\n\n# nothing\n", 3),
    ],
)
def test_tables_without_rows(tmp_path: Path, table: str, content: str, line: int) -> None:
    (tmp_path / "table.csv").write_text(content, encoding="utf-8")
    output = refused("validate", scenario(tmp_path, TABLES[table]))
    assert f"{tmp_path / 'table.csv'}:{line}:1: " in output
    assert "the file holds no rows" in output
    assert len(output.splitlines()) == 2


def pipe(path: Path) -> None:
    os.mkfifo(path)


def circle(path: Path) -> None:
    path.symlink_to(path.name)


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def folder(path: Path) -> None:
    path.mkdir()


def forbidden(path: Path) -> None:
    path.write_text("1\n", encoding="utf-8")
    path.chmod(0)


def binary(path: Path) -> None:
    path.write_bytes(bytes(range(256)))


def empty(path: Path) -> None:
    path.write_bytes(b"")


PLACES = [pipe, circle, device, folder, binary, empty, forbidden]
"""What may stand where a file is expected."""
if os.geteuid() == 0:  # who may read everything
    PLACES.remove(forbidden)


@pytest.mark.parametrize("make", PLACES)
@pytest.mark.parametrize("table", TABLES)
def test_no_table_there(tmp_path: Path, table: str, make: Callable[[Path], None]) -> None:
    make(tmp_path / "table.csv")
    assert "table.csv" in refused("validate", scenario(tmp_path, TABLES[table]))


@pytest.mark.parametrize("make", PLACES)
def test_no_scenario_there(tmp_path: Path, make: Callable[[Path], None]) -> None:
    path = tmp_path / "scenario.yaml"
    make(path)
    assert str(path) in refused("validate", str(path))
    for command in ("run", "compare", "show", "warmup", "story"):
        refused(command, str(path))


@pytest.mark.parametrize("make", PLACES)
def test_no_extended_file_there(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "base.yaml")
    output = refused("validate", scenario(tmp_path, "extends: base.yaml\nteams: {care: {}}\n"))
    assert "base.yaml" in output
    assert len(output.splitlines()) == 2, "that alone"


@pytest.mark.parametrize("make", PLACES)
def test_no_sweep_there(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "sweep.yaml")
    output = refused("sweep", str(tmp_path / "sweep.yaml"))
    assert "sweep.yaml" in output


@pytest.mark.parametrize("make", PLACES)
def test_no_scenario_of_a_sweep_there(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "scenario.yaml")
    text = "scenario: scenario.yaml\nfactors: {teams.care.head_count: [1, 2]}\n"
    (tmp_path / "sweep.yaml").write_text(text, encoding="utf-8")
    output = refused("sweep", str(tmp_path / "sweep.yaml"))
    assert "scenario.yaml" in output


NAMES = ["n" * 300, "n" * 300 + ".yaml", "a\0b.yaml", "\ud800.yaml", "\udcff.yaml", "a/" * 3000]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("command", ["validate", "run", "sweep", "show"])
def test_names_that_no_file_has(name: str, command: str) -> None:
    refused(command, name)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("table", TABLES)
def test_names_that_no_table_has(tmp_path: Path, name: str, table: str) -> None:
    hostile = name.replace("yaml", "csv") + ("" if "yaml" in name else ".csv")
    tree = json.dumps(yaml.safe_load(TABLES[table]))
    refused("validate", scenario(tmp_path, tree.replace("table.csv", json.dumps(hostile)[1:-1])))


def test_a_huge_cell(tmp_path: Path) -> None:
    for table, text in TABLES.items():
        (tmp_path / "table.csv").write_text("when,calls\n2026-01-05 08:00," + "1" * 200_000)
        output = refused("validate", scenario(tmp_path, text))
        assert "table.csv:2:1: " in output, table
        assert "a cell is longer than 131072 characters" in output


def test_a_huge_table(tmp_path: Path) -> None:
    with (tmp_path / "table.csv").open("wb") as file:
        file.truncate(65 * 1024 * 1024)
    for text in TABLES.values():
        assert "larger than 64 MiB" in refused("validate", scenario(tmp_path, text))


def test_links_that_lead_out(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "table.csv").write_text("1\n", encoding="utf-8")
    (tmp_path / "base.yaml").write_text(PLAIN, encoding="utf-8")
    for name in ("table.csv", "base.yaml"):
        (tmp_path / "own" / name).symlink_to(tmp_path / name)
    for text in (*TABLES.values(), "extends: base.yaml\n"):
        output = refused("validate", scenario(tmp_path / "own", text))
        assert "lies outside the scenario's folder" in output


SURROGATES = {
    "name": 'scenario: "\\ud800"\n' + PLAIN,
    "text": 'about: "a \\udfff b"\n' + PLAIN,
    "key": PLAIN + 'calendars: {"\\udc80": 24/7}\n',
    "note": PLAIN + 'seed: {value: 1, note: "\\ud800"}\n',
    "variant": PLAIN + 'variants: {more: {about: "\\ud800", teams.care.head_count: 2}}\n',
    "value": 'demand: {calls: {rate: "\\ud800"}}\n' + CHANNELS + TEAM,
    "anchor": 'about: &a "\\ud800"\nscenario: *a\n' + PLAIN,
}


@pytest.mark.parametrize("place", SURROGATES)
def test_half_characters(tmp_path: Path, place: str) -> None:
    output = refused("validate", scenario(tmp_path, SURROGATES[place]))
    assert "is half a character: no file can hold it" in output
    refused("run", str(tmp_path / "scenario.yaml"))


ENDLESS = {
    "parentheses": "demand: [" + "(a," * 10_000 + "]\n",
    "mixtures": PLAIN + f"issue_types: {{q: {{work: {'mixture(1 ' * 20_000}}}}}\n",
    "closed mixtures": PLAIN
    + f"issue_types: {{q: {{work: {'mixture(1 ' * 100 + 'never' + ')' * 100}}}}}\n",
    "a distribution": PLAIN + f"issue_types: {{q: {{work: {'1 s ' * 200_000}}}}}\n",
    "hours": PLAIN + f"calendars: {{office: 'Mon {'00:00-00:01,' * 60_000}'}}\n",
    "a name": PLAIN + "x" * 500_000 + ": 1\n",
    "a rate": PLAIN.replace("1 per", "1" * 900_000 + " per"),
    "a whole number": PLAIN.replace("head_count: 1", "head_count: " + "1" * 9000),
    "a date": PLAIN + f"clock: {{start: {'2' * 9000}-01-01}}\n",
}
"""Texts that take ages or memory without a bound."""


@pytest.mark.parametrize("text", ENDLESS)
def test_endless_texts(tmp_path: Path, text: str) -> None:
    refused("validate", scenario(tmp_path, ENDLESS[text]))


ESCAPES = "\x1b[31mred\x07\r\n\u202e"


def test_escapes_of_terminals_are_made_visible(tmp_path: Path) -> None:
    text = PLAIN + f"calendars: {{{json.dumps(ESCAPES)}: 24/7}}\n"
    output = refused("validate", scenario(tmp_path, text))
    assert "\\u001b[31mred\\u0007" in output
    refused("show", str(tmp_path / "scenario.yaml"), "--variant", ESCAPES)
    refused("show", "phone-queue", "--set", ESCAPES)
    refused("compare", "phone-queue", "--what-if", ESCAPES)


NAMES = {
    "forecast": "when,calls",
    "trace": "when",
    "profile": "day,time,weight",
    "head_count": "day,time,agents",
    "empirical": "duration,weight",
}


@pytest.mark.parametrize("digit", ["²", "٣", "9" * 5000])
def test_digits_that_are_none(tmp_path: Path, digit: str) -> None:
    refused("show", "phone-queue", "--set", f"teams.care.shifts.{digit}.agents=1")
    (tmp_path / "table.csv").write_text(f"day,time,n\n{digit},8,1\n1,{digit},1\n", encoding="utf-8")
    assert "table.csv:2:1" in refused("validate", scenario(tmp_path, TABLES["head_count"]))


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("forecast", "2026-01-05 08:00,1e300"),
        ("forecast", "9999-12-31 23:00,1"),
        ("forecast", "0001-01-01 00:00,1"),
        ("forecast", "2026-01-05 08:00,nan"),
        ("trace", "9999-12-31 23:00"),
        ("trace", "1e300"),
        ("trace", "inf"),
        ("profile", "Mon,8,1e300"),
        ("head_count", "Mon,8,1e20"),
        ("head_count", "Mon,8,1.5"),
        ("empirical", "1e300,1"),
        ("empirical", "5 min,1e300"),
        ("empirical", "1e-9,1"),
    ],
)
def test_numbers_of_tables_are_bounded_too(tmp_path: Path, table: str, row: str) -> None:
    (tmp_path / "table.csv").write_text(NAMES[table] + f"\n{row}\n", encoding="utf-8")
    assert "table.csv:2:1: " in refused("validate", scenario(tmp_path, TABLES[table]))


SWEEPS = {
    "levels": "factors: {teams.care.head_count: {from: 0, to: 1" + "0" * 5000 + ", step: 1}}",
    "steps": "factors: {teams.care.head_count: {from: 0, to: 9999999999999999999999, step: 1}}",
    "points": "factors: {teams.care.head_count: [1]}\n"
    "design: {kind: sobol, points: 99999999999999999999999999}",
    "replications": "factors: {teams.care.head_count: [1]}\nreplications: 99999999999999",
    "seed": "factors: {teams.care.head_count: [1]}\nseed: 9223372036854775808",
    "value": "factors: {teams.care.head_count: [1, 1e20]}",
    "half a character": 'sweep: "\\ud800"\nfactors: {teams.care.head_count: [1]}',
    "path": "factors: {teams.care.²: [1]}",
}


@pytest.mark.parametrize("name", SWEEPS)
def test_sweeps_out_of_bounds(tmp_path: Path, name: str) -> None:
    scenario(tmp_path, PLAIN)
    path = tmp_path / "sweep.yaml"
    path.write_text(f"scenario: scenario.yaml\n{SWEEPS[name]}\n", encoding="utf-8")
    assert str(path) in refused("sweep", str(path))


@pytest.mark.parametrize(
    ("extends", "message"),
    [
        ("basis.yaml", "there is no file `basis.yaml` beside this one."),
        ("../base.yaml", "lies outside the scenario's folder"),
        ("/etc/hostname", "lies outside the scenario's folder"),
        ("scenario.yaml", "break the circle"),
        ("broken.yaml", "a `,` or `]` is missing"),
        ("list.yaml", "expected keys such as"),
        ("far.yaml", "there is no file `nowhere.yaml` beside this one."),
        ("scenarios.yaml", "there is no file `scenarios.yaml` beside this one."),
        (
            "Broken.yml",
            "there is no file `Broken.yml` beside this one; did you mean `broken.yaml`?",
        ),
        ('""', "it is a folder, not a file"),
        ("[base.yaml]", "expected the name of a scenario file"),
        ('"a\\0.yaml"', "no file can have that name"),
        ("n" * 300, "File name too long"),
    ],
)
def test_a_wrong_extends_says_that_alone(tmp_path: Path, extends: str, message: str) -> None:
    (tmp_path / "broken.yaml").write_text("a: [1, 2\n", encoding="utf-8")
    (tmp_path / "list.yaml").write_text("- 1\n", encoding="utf-8")
    (tmp_path / "far.yaml").write_text("extends: nowhere.yaml\n", encoding="utf-8")
    text = f"extends: {extends}\nteams: {{care: {{absence: 5 %}}}}\nvariants: {{m: {{seed: 2}}}}\n"
    problem, total = refused("validate", scenario(tmp_path, text)).splitlines()
    assert message in problem
    assert total.endswith(": 1 error")
