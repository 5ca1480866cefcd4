"""The first sheet says what the page's first screen says, on one printed page, with a chart."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sim import api
from sim.experiment.folders.reading import read_text
from sim.experiment.folders.saved import Saved
from sim.report.data.comparison import ReportInput, from_json
from sim.report.data.front import COST, SATISFIED
from sim.report.first import SHOWN
from sim.report.gathering.comparison import gather_figures
from sim.report.gathering.sweep import gather_sweep
from sim.report.pages.comparison import comparison_page
from sim.report.texts.answer import answer
from sim.report.texts.sweep import headlines
from sim.report.workbook.cells import Bars, Scatter, Value
from sim.report.workbook.comparison import comparison_summary
from sim.time_units import WEEK, YEAR
from tests.report.workbook.conftest import workbook

A4 = 9


def column_a(book: Any) -> list[str]:
    return [str(row[0].value) for row in book["Summary"].iter_rows(max_col=1) if row[0].value]


def test_it_is_the_first_sheet_and_one_page_with_a_chart(any_folder: Saved, tmp_path: Path) -> None:
    book = workbook(any_folder, tmp_path)
    sheet = book.worksheets[0]
    assert sheet.title == "Summary"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    setup = sheet.page_setup
    assert (setup.fitToWidth, setup.fitToHeight, int(setup.paperSize)) == (1, 1, A4)
    assert len(sheet._charts) == 1
    first, last = sheet.print_area.rpartition("!")[2].replace("$", "").split(":")
    assert first == "A1"
    anchor = sheet._charts[0].anchor
    area = sheet[f"A1:{last}"]
    assert anchor.to.row <= len(area)
    assert anchor.to.col <= len(area[0])
    assert sheet.oddHeader.left.text
    assert "supportsim" in sheet.oddFooter.left.text


def test_its_answer_is_that_of_the_page(compared_folder: Saved, tmp_path: Path) -> None:
    data = from_json(read_text(compared_folder.file(SHOWN)))
    shown = comparison_page(data).content["answer"]
    assert len(shown) > 0
    told = column_a(workbook(compared_folder, tmp_path))
    at = told.index(shown[0])
    assert told[at : at + len(shown)] == shown


def test_without_a_report_the_answer_is_the_same(compared_folder: Saved) -> None:
    page = from_json(read_text(compared_folder.file(SHOWN)))
    assert answer(gather_figures(api.rebuild(compared_folder))) == answer(page)


def test_a_sweep_says_what_its_page_says(sweep_folder: Saved, tmp_path: Path) -> None:
    told = column_a(workbook(sweep_folder, tmp_path))
    assert "How many agents?" in told
    for sentence in headlines(gather_sweep(sweep_folder)):
        assert sentence.replace("\N{ZERO WIDTH SPACE}", "") in told


def test_its_numbers_are_those_of_the_result(compared_folder: Saved, tmp_path: Path) -> None:
    result = api.rebuild(compared_folder)
    weeks = 1.0  # of two weeks one is warm-up
    rows: dict[str, Any] = {}
    for row in workbook(compared_folder, tmp_path)["Summary"].iter_rows():
        rows.setdefault(str(row[0].value), row)
    for name, title in (("as_is", "as is (baseline)"), ("more", "more")):
        found = {cell.number_format: cell.value for cell in rows[title][1:] if cell.value}
        kpis = result.runs[name].kpis
        assert kpis[COST].mean * YEAR / WEEK / weeks in [pytest.approx(v) for v in found.values()]
        assert found["0.0 %"] == kpis[SATISFIED].mean
        assert any('"' in form and "USD" in form for form in found)


def test_targets_say_in_words_what_is_shown(compared_folder: Saved, tmp_path: Path) -> None:
    cells = [
        cell
        for row in workbook(compared_folder, tmp_path)["Summary"].iter_rows()
        for cell in row
        if isinstance(cell.value, float) and "met" in cell.number_format
    ]
    runs = api.rebuild(compared_folder).runs
    judged = [one for run in runs.values() for one in run.targets]
    assert judged
    assert {(one.estimate.mean, one.attained) for one in judged} <= {
        (cell.value, cell.number_format.split('" ')[1].rstrip('"')) for cell in cells
    }


def test_many_variants_stay_on_the_page(weekend: ReportInput) -> None:
    many = tuple(replace(weekend.others[0], name=f"plan_{at}") for at in range(40))
    data = replace(weekend, variants=(weekend.baseline, *many))
    summary = comparison_summary(data)
    assert isinstance(summary.chart, Scatter)
    assert len(summary.chart.points) < 10
    assert "Drawn are" in " ".join(summary.notes)


def test_a_single_variant_is_charted_by_its_shares(single: ReportInput) -> None:
    summary = comparison_summary(single)
    assert isinstance(summary.chart, Bars)
    shares = {bar.name: bar.mean for bar in summary.chart.bars}
    assert shares["Satisfied customers"] == single.baseline.kpis[SATISFIED].mean
    assert summary.answer == answer(single)


def test_without_costs_satisfaction_is_charted_alone(weekend: ReportInput) -> None:
    def free(data: ReportInput) -> ReportInput:
        nothing = weekend.baseline.kpis[COST]._replace(mean=0.0, low=0.0, high=0.0)
        kept = (replace(v, kpis={**v.kpis, COST: nothing}) for v in data.variants)
        return replace(data, variants=tuple(kept))

    summary = comparison_summary(free(weekend))
    assert isinstance(summary.chart, Bars)
    assert not any("Cost" in title for table in summary.tables for title in table.head)


def test_differences_have_their_sign_and_colour(weekend: ReportInput) -> None:
    table = comparison_summary(weekend).tables[1]
    for variant, row in zip(weekend.others, table.rows, strict=True):
        found = variant.differences[SATISFIED]
        assert isinstance(row[1], Value)
        assert row[1].number == found.estimate.mean
        assert row[1].form.startswith("+")
        assert row[4][0] == found.verdict
