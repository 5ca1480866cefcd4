"""Every key that may stand beside a table's name settles what the table leaves open."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest

from sim.scenario.model import Scenario, TableFile
from sim.scenario.problems import ScenarioError
from sim.scenario.scenario_files import load, validate

HALF_HOURS = "date,time,calls,other\n2026-01-13,08:00,4,1\n2026-01-13,08:30,6,2\n"


class Case(NamedTuple):
    """A forecast's text, what is stated, and the rows (hours since the start, hours, issues);
    and the rows, or what is said, without the key."""

    key: str
    text: str
    value: Any
    rows: tuple[tuple[float, float, float], ...]
    without: tuple[tuple[float, float, float], ...] | str


DAY = 24.0
EIGHT = DAY + 8
CASES = [
    Case(
        "columns",
        HALF_HOURS,
        {"issues": "other"},
        ((EIGHT, 0.5, 1), (EIGHT + 0.5, 0.5, 2)),
        ((EIGHT, 0.5, 4), (EIGHT + 0.5, 0.5, 6)),
    ),
    Case(
        "columns",
        HALF_HOURS,
        {"issues": ["calls", 4]},
        ((EIGHT, 0.5, 5), (EIGHT + 0.5, 0.5, 8)),
        ((EIGHT, 0.5, 4), (EIGHT + 0.5, 0.5, 6)),
    ),
    Case(
        "rows",
        "queue,date,time,calls\nA,2026-01-13,08:00,4\nB,2026-01-13,08:00,9\nA,2026-01-13,08:30,6\n",
        {"queue": "A"},
        ((EIGHT, 0.5, 4), (EIGHT + 0.5, 0.5, 6)),
        "If `queue` tells them apart, state `rows: {queue: …}`.",
    ),
    Case(
        "decimal",
        "date;calls\n2026-01-13;1.234\n2026-01-14;987\n",
        "comma",
        ((DAY, DAY, 1234), (2 * DAY, DAY, 987)),
        "state `decimal: point`, or `decimal: comma`",
    ),
    Case(
        "interval",
        "start,calls\n2026-01-13 08:00,4\n",
        "30 min",
        ((EIGHT, 0.5, 4),),
        "a single row, which does not tell how long it lasts",
    ),
    Case(
        "interval",
        "start,calls\n2026-01-13 08:00,4\n2026-01-13 09:00,6\n2026-01-13 09:15,2\n",
        "until_next",
        ((EIGHT, 1, 4), (EIGHT + 1, 0.25, 6), (EIGHT + 1.25, 0.25, 2)),
        "if steps are left out, or `interval: until_next`",
    ),
    Case(
        "time_zone",
        "start,calls\n2026-01-13T07:00:00Z,4\n2026-01-13T07:30:00Z,6\n",
        "Europe/Berlin",
        ((EIGHT, 0.5, 4), (EIGHT + 0.5, 0.5, 6)),
        ((EIGHT - 1, 0.5, 4), (EIGHT - 0.5, 0.5, 6)),
    ),
    Case(
        "clock_change",
        "start,calls\n2026-01-18 02:00,4\n2026-01-18 02:00,1\n2026-01-18 03:00,6\n",
        "fold",
        ((6 * DAY + 2, 1, 5), (6 * DAY + 3, 1, 6)),
        "state `clock_change: fold`",
    ),
]


def scenario(folder: Path, stream: str) -> Path:
    path = folder / "scenario.yaml"
    path.write_text(
        "clock: {start: 2026-01-12, length: 1 week}\n"
        f"demand: {{calls: {stream}}}\n"
        "channels: {phone: {hours: 24/7}}\n"
        "teams: {care: {head_count: 9, skills: {channels: phone}}}\n",
        encoding="utf-8",
    )
    return path


def resolved(folder: Path, stream: str) -> Scenario:
    return load(scenario(folder, stream)).resolve()


def rows(found: Scenario) -> list[tuple[float, float, float]]:
    forecast = found.demand["calls"].forecast
    assert forecast is not None
    return [(at / 3600, length / 3600, issues) for at, length, issues in forecast]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.key}-{str(case.value)[:12]}")
def test_a_key_settles_what_the_table_leaves_open(case: Case, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(case.text, encoding="utf-8")
    named = json.dumps({"file": "t.csv", case.key: case.value})
    assert rows(resolved(tmp_path, f"{{forecast: {named}}}")) == list(case.rows)
    if isinstance(case.without, str):
        with pytest.raises(ScenarioError) as raised:
            resolved(tmp_path, "{forecast: t.csv}")
        assert case.without in str(raised.value)
    else:
        assert rows(resolved(tmp_path, "{forecast: t.csv}")) == list(case.without)


def test_texts_that_rows_could_ask_for_are_listed_up_to_a_number(tmp_path: Path) -> None:
    lines = [f"{queue},2026-01-13,08:00,4\n" for queue in "abcdefghi"]
    stream = "{forecast: {file: t.csv, rows: {queue: z}}}"
    for count, end in ((8, "`g`, `h`."), (9, "`g`, `h`, ….")):
        text = "".join(["queue,date,time,calls\n", *lines[:count]])
        (tmp_path / "t.csv").write_text(text, encoding="utf-8")
        with pytest.raises(ScenarioError) as raised:
            resolved(tmp_path, stream)
        assert str(raised.value).endswith(f"`queue` has `a`, `b`, `c`, `d`, `e`, `f`, {end}")


def test_the_order_of_day_and_month(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("date,calls\n01/02/2026,4\n01/03/2026,6\n", encoding="utf-8")
    with pytest.raises(ScenarioError, match="state `dates: day_first` or `dates: month_first`"):
        resolved(tmp_path, "{forecast: t.csv}")
    stated = "{forecast: {file: t.csv, dates: %s}}"
    with pytest.raises(ScenarioError, match=r"every row lies before .*, the last at 2026-01-03"):
        resolved(tmp_path, stated % "month_first")
    with pytest.raises(ScenarioError, match="rows lie 4 weeks apart or more"):
        resolved(tmp_path, stated % "day_first")


def test_a_decimal_comma_in_a_column_that_is_alone(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("duration\n312,5\n250,5\n", encoding="utf-8")
    path = scenario(tmp_path, "{rate: 1 per week}")
    work = "issue_types: {question: {work: {empirical: {file: t.csv, separator: ';', unit: %s}}}}\n"
    for unit, mean in (("s", 281.5), ("min", 281.5 * 60), ("ms", 0.2815)):
        path.write_text(path.read_text().split("issue_types")[0] + work % unit, encoding="utf-8")
        assert load(path).resolve().issue_types["question"].work.fix.mean_s() == mean


def test_an_encoding_is_taken_as_stated(tmp_path: Path) -> None:
    text = "data,połączenia\n2026-01-13,4\n2026-01-14,6\n"
    (tmp_path / "t.csv").write_text(text, encoding="iso-8859-2")
    stream = "{forecast: {file: t.csv, encoding: iso-8859-2, columns: {issues: połączenia}}}"
    assert [issues for _, _, issues in rows(resolved(tmp_path, stream))] == [4, 6]
    with pytest.raises(ScenarioError, match="`no-such` is not a known encoding"):
        resolved(tmp_path, "{forecast: {file: t.csv, encoding: no-such}}")


def test_a_sheet_is_taken_by_name_or_number(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name, factor in (("Plan", 1), ("Istwerte", 2)):
        sheet = book.create_sheet(name)
        for row in (("Datum", "Anrufe"), ("13.01.2026", 4 * factor), ("14.01.2026", 6 * factor)):
            sheet.append(row)
    book.save(tmp_path / "t.xlsx")
    stated = "{forecast: {file: t.xlsx, sheet: %s}}"
    for sheet, expected in (("istwerte", [8, 12]), ("2", [4, 6]), ("3", [8, 12])):
        assert [n for _, _, n in rows(resolved(tmp_path, stated % sheet))] == expected
    with pytest.raises(ScenarioError, match="several sheets: state `sheet`, one of `Plan`"):
        resolved(tmp_path, "{forecast: t.xlsx}")
    with pytest.raises(ScenarioError, match="no sheet `Istwert`: did you mean `Istwerte`"):
        resolved(tmp_path, stated % "Istwert")


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ("sheet: true", "`true`: expected a sheet's name, or its number from 1."),
        ("sheet: False", "`false`: expected a sheet's name, or its number from 1."),
        ('encoding: ""', "an empty text is not an encoding; expected one like `utf-8`."),
    ],
)
def test_what_states_no_sheet_or_encoding_is_told_where_it_stands(
    stated: str, said: str, tmp_path: Path
) -> None:
    (tmp_path / "t.csv").write_text(HALF_HOURS, encoding="utf-8")
    key = stated.partition(":")[0]
    stream = f"{{forecast: {{file: t.csv, {stated}}}}}"
    path = scenario(tmp_path, stream)
    column = path.read_text(encoding="utf-8").splitlines()[1].index(stated) + len(f"{key}: ") + 1
    with pytest.raises(ScenarioError) as raised:
        load(path).resolve()
    assert str(raised.value) == f"{path}:2:{column}: demand.calls.forecast.{key}: {said}"


def test_a_sheet_may_be_called_true(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "true"
    for row in (["date", "calls"], ["2026-01-13", 4], ["2026-01-14", 6]):
        book.active.append(row)
    book.save(tmp_path / "t.xlsx")
    found = resolved(tmp_path, '{forecast: {file: t.xlsx, sheet: "true"}}')
    assert [issues for _, _, issues in rows(found)] == [4, 6]


def test_units_of_the_moments_of_a_trace(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("when\n600\n60\n", encoding="utf-8")
    stated = "{trace: {file: t.csv, unit: %s}}"
    for unit, seconds in (("s", (60, 600)), ("min", (3600, 36000)), ("ms", (0.06, 0.6))):
        assert resolved(tmp_path, stated % unit).demand["calls"].trace == seconds
    with pytest.raises(ScenarioError, match="plain numbers say no moment by themselves"):
        resolved(tmp_path, "{trace: t.csv}")
    (tmp_path / "t.csv").write_text("when\n1768291200\n1768291260\n", encoding="utf-8")
    with pytest.raises(ScenarioError, match="They look like Unix seconds"):
        resolved(tmp_path, "{trace: t.csv}")
    assert resolved(tmp_path, stated % "unix").demand["calls"].trace == (115200, 115260)
    zoned = "{trace: {file: t.csv, unit: unix, time_zone: Europe/Berlin}}"
    assert resolved(tmp_path, zoned).demand["calls"].trace == (118800, 118860)
    (tmp_path / "t.csv").write_text("x\n46035.375\n46035.5\n", encoding="utf-8")
    assert resolved(tmp_path, stated % "excel").demand["calls"].trace == (118800, 129600)


def test_what_cannot_be_heeded_is_told(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(HALF_HOURS, encoding="utf-8")
    named = "{forecast: {file: t.csv, unit: min, sheet: Plan, time_zone: UTC}}"
    said = [one.message for one in validate(scenario(tmp_path, named)) if one.file.endswith(".csv")]
    assert said[:3] == [
        "nothing in the table needs `time_zone`.",
        "nothing in the table needs `unit`.",
        "nothing in the table needs `sheet`.",
    ]


def test_every_key_is_tried() -> None:
    tried = {case.key for case in CASES} | {
        "file",
        "sheet",
        "unit",
        "dates",
        "separator",
        "encoding",
    }
    assert tried == set(TableFile.model_fields)
