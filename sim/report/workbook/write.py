"""A results folder as a workbook."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sim.experiment.comparisons.folder import results_of
from sim.experiment.folders.reading import expecting, read_text
from sim.experiment.folders.saved import Saved
from sim.report.again import read_study
from sim.report.data.comparison import from_json
from sim.report.first import SHOWN, STUDY
from sim.report.gathering.comparison import gather_figures
from sim.report.gathering.sweep import gather_sweep
from sim.report.workbook.archive import save_book
from sim.report.workbook.cells import Sheet, Summary
from sim.report.workbook.comparison import comparison_summary
from sim.report.workbook.comparison_sheets import result_sheets
from sim.report.workbook.sheets import add_sheet
from sim.report.workbook.study import study_summary
from sim.report.workbook.summary_sheet import add_summary
from sim.report.workbook.sweep import sweep_summary
from sim.report.workbook.sweep_sheets import sweep_sheets


def write_workbook(saved: Saved, path: Path) -> Path:
    """Write a results folder as .xlsx: a summary, then its tables; returns the path.

    Raises ResultsError for a damaged folder, ValueError for a table that no sheet can hold, and
    OSError.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    summary, sheets = _of_sweep(saved) if saved.command == "sweep" else _of_result(saved)
    add_summary(book, summary)
    for sheet in sheets:
        add_sheet(book, sheet)
    save_book(book, path)
    return path


def _of_result(saved: Saved) -> tuple[Summary, Iterable[Sheet]]:
    """What its report shows, if there is one, else what its numbers alone tell."""
    result = results_of(saved)
    if saved.has(SHOWN):
        with expecting(path := saved.file(SHOWN)):
            data = from_json(read_text(path))
    else:
        data = gather_figures(result)
    return comparison_summary(data), result_sheets(saved, result)


def _of_sweep(saved: Saved) -> tuple[Summary, Iterable[Sheet]]:
    if saved.has(STUDY):
        summary = study_summary(read_study(saved))
    else:
        summary = sweep_summary(gather_sweep(saved))
    return summary, sweep_sheets(saved)
