"""Tables to work with: formats, filters, frozen headers, numbers in full, equal bytes."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from sim import api
from sim.experiment.folders.saved import Saved
from sim.experiment.results import RunResult
from sim.report.workbook.cells import Column, Sheet
from sim.report.workbook.sheets import MOST_COLUMNS, add_sheet
from tests.experiment.sweeps.by_hand import swept
from tests.report.workbook.conftest import workbook


def test_each_table_has_filters_a_frozen_header_and_one_style(
    any_folder: Saved, tmp_path: Path
) -> None:
    book = workbook(any_folder, tmp_path)
    looks = set()
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.print_title_rows == "$1:$1"
        for cell in sheet[1]:
            looks.add((cell.font.b, cell.fill.fgColor.rgb))
            widest = max(len(line) for line in str(cell.value).split("\n"))
            width = sheet.column_dimensions[cell.column_letter].width
            assert width >= min(60, widest + 2), cell.value
    assert len(looks) == 1


def test_numbers_are_the_results_in_full(run_folder: Saved, tmp_path: Path) -> None:
    result = api.rebuild(run_folder)
    assert isinstance(result, RunResult)
    _, *rows = workbook(run_folder, tmp_path)["Estimates"].iter_rows()
    found = {row[2].value: row for row in rows}
    assert found.keys() == result.kpis.keys()
    for name, estimate in result.kpis.items():
        if estimate.mean == estimate.mean:
            assert [cell.value for cell in found[name][4:7]] == list(estimate[:3])
        else:
            assert found[name][4].value is None
    assert found["satisfaction.csat"][4].number_format == "0.0 %"
    assert found["cost.total"][4].number_format == '#,##0" USD"'
    assert found["cost.per_resolved_issue"][4].number_format == '#,##0.00" USD"'
    assert found["resolution.mean_h"][4].number_format == '#,##0.00" h"'
    assert found["satisfaction.csat"][1].value == "Satisfied customers"
    assert found["satisfaction.csat"][3].value == "%"


def test_replications_are_whole_where_things_are_counted(run_folder: Saved, tmp_path: Path) -> None:
    result = api.rebuild(run_folder)
    assert isinstance(result, RunResult)
    header, first, *_ = workbook(run_folder, tmp_path)["Replications"].iter_rows()
    names = {str(cell.value).rpartition("\n")[2]: at for at, cell in enumerate(header)}
    issues = first[names["demand.issues"]]
    assert issues.value == result.values["demand.issues"][0]
    assert issues.number_format == "#,##0"


def test_the_same_result_gives_the_same_bytes(any_folder: Saved, tmp_path: Path) -> None:
    first, second = (api.export(any_folder, tmp_path / name) for name in ("a.xlsx", "b.xlsx"))
    assert first.read_bytes() == second.read_bytes()


def test_bytes_do_not_tell_the_time(run_folder: Saved, tmp_path: Path) -> None:
    path = api.export(run_folder, tmp_path / "a.xlsx")
    with ZipFile(path) as archive:
        assert {member.date_time[0] for member in archive.infolist()} == {1980}
        core = archive.read("docProps/core.xml").decode()
    assert run_folder.experiment["finished"][:4] not in core
    strings = {c.value for row in workbook(run_folder, tmp_path)["Experiment"] for c in row}
    assert "seed" in strings
    assert "finished" not in strings


def test_tables_that_no_sheet_can_hold_are_refused() -> None:
    columns = [Column(f"c{at}") for at in range(MOST_COLUMNS + 1)]
    with pytest.raises(ValueError, match="more than a sheet can hold"):
        add_sheet(Workbook(write_only=True), Sheet("wide", columns, []))


def test_factors_go_by_their_labels_with_the_path_below(tmp_path: Path) -> None:
    labels = {"labels": {"staff": "Early agents"}, "variants": {"as_is": "Today"}}
    book = workbook(swept(tmp_path / "sweep", labels=labels), tmp_path)
    for name in ("Points", "Estimates"):
        head = [cell.value for cell in book[name][1]]
        assert head[:3] == ["Point", "Early agents\nstaff", "trouble"]
    assert [[cell.value for cell in row] for row in book["Labels"]] == [
        ["Variant", "Name"],
        ["Today", "as_is"],
    ]
    told = [row[0].value for row in book["Summary"].iter_rows(max_col=1)]
    assert "Varied: Early agents (staff): 2, 3, 4, 5, 6" in told
    plain = workbook(swept(tmp_path / "plain"), tmp_path)
    assert "Labels" not in plain.sheetnames
