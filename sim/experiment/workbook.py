"""Results as a workbook for a spreadsheet: one sheet for each table, units in the headers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isfinite
from pathlib import Path
from typing import Any

from sim.durable import writing
from sim.experiment.comparisons.folder import results_of
from sim.experiment.errors import RequestError
from sim.experiment.folders.journal import OF
from sim.experiment.folders.saved import Saved
from sim.experiment.measures import measure_of
from sim.experiment.results.compare_result import CompareResult
from sim.experiment.results.run_result import RunResult
from sim.experiment.results.sample import Estimate
from sim.experiment.sweeps.read_tables import front_of, points_of, rows_of, tidy_of
from sim.visible import visible

Row = Sequence[Any]
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
WIDTH = 14


def write_workbook(saved: Saved, path: Path) -> Path:
    """Write the tables of a results folder as .xlsx; returns the path.

    Raises ResultsError for a damaged folder, ValueError for a table that no sheet can hold, and
    OSError.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheets = _of_sweep(saved) if saved.command == "sweep" else _of_result(saved)
    for name, header, rows in sheets:
        _sheet(book, name, header, rows)
    with writing(path) as file:
        book.save(file)
    return path


def _sheet(book: Any, name: str, header: Row, rows: Iterable[Row]) -> None:
    from openpyxl.styles import Font

    if len(header) > MOST_COLUMNS:
        raise ValueError(f"{name}: {len(header)} columns are more than a sheet can hold")
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for at in range(min(len(header), 40)):
        sheet.column_dimensions[_letters(at)].width = max(WIDTH, len(str(header[at])) + 2)
    cells = [_text(sheet, str(text)) for text in header]
    for cell in cells:
        cell.font = Font(bold=True)
    sheet.append(cells)
    for count, row in enumerate(rows, 2):
        if count > MOST_ROWS:
            raise ValueError(f"{name}: more rows than a sheet can hold ({MOST_ROWS})")
        sheet.append([_cell(sheet, value) for value in row])


def _letters(at: int) -> str:
    from openpyxl.utils import get_column_letter

    letters: str = get_column_letter(at + 1)
    return letters


def _text(sheet: Any, text: str) -> Any:
    """A cell that is a text whatever it looks like: no formula, no error, no number."""
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, visible(text))
    cell.data_type = "s"
    return cell


def _cell(sheet: Any, value: Any) -> Any:
    if isinstance(value, str):
        return _text(sheet, value)
    if isinstance(value, float) and not isfinite(value):
        return None
    return value.item() if hasattr(value, "item") else value


def _of_result(saved: Saved) -> Iterable[tuple[str, Row, Iterable[Row]]]:
    result = results_of(saved)
    told = [(key, str(value)) for key, value in saved.experiment.items() if key != "files"]
    yield "experiment", ("what", "value"), told
    columns = ("variant", "measure", "unit", *LIMITS, *(f"ratio of sums: {n}" for n in LIMITS))
    found = (
        (v, n, *_of(e, run.ratios.get(n)))
        for v, run in result.runs.items()
        for n, e in run.kpis.items()
    )
    yield "estimates", columns, found
    if isinstance(result, CompareResult):
        apart = (
            (v, n, *_of(e, result.ratio_differences[v].get(n)), result.verdict(v, n))
            for v, kpis in result.differences.items()
            for n, e in kpis.items()
        )
        yield "differences", (*columns, "shown"), apart
    if any(run.targets for run in result.runs.values()):
        yield "targets", OF_TARGETS, _targets(result)
    first = next(iter(result.runs.values()))
    names = dict.fromkeys(name for run in result.runs.values() for name in run.sample.names)
    units = {name: m.unit for run in result.runs.values() for name, m in run.measures.items()}
    header = ["variant", "replication", *(f"{name} ({units[name]})" for name in names)]
    values = (
        [variant, number, *(run.values[n][number] if n in run.values else None for n in names)]
        for variant, run in result.runs.items()
        for number in range(first.replications)
    )
    yield "replications", header, values


OF_TARGETS = ("variant", "measure", "side", "amount", "unit", *("mean", "from", "to"), "shown")


def _targets(result: RunResult | CompareResult) -> Iterable[Row]:
    """A row for each variant and target; intervals hold for a variant's targets at once."""
    for variant, run in result.runs.items():
        for (measure, at_least, amount, unit), estimate, attained in run.targets:
            side = "at least" if at_least else "at most"
            yield variant, measure, side, amount, unit, *estimate[:3], attained


LIMITS = ("mean", "95 % from", "95 % to")


def _of(estimate: Estimate, ratio: Estimate | None) -> Row:
    pooled = (None, None, None) if ratio is None else ratio[:3]
    return estimate.unit, *estimate[:3], *pooled


def _of_sweep(saved: Saved) -> Iterable[tuple[str, Row, Iterable[Row]]]:
    told = [(key, str(value)) for key, value in saved.experiment.items() if key != "files"]
    yield "experiment", ("what", "value"), told
    tables = {"points": points_of(saved), "estimates": tidy_of(saved), "front": front_of(saved)}
    for name, frame in tables.items():
        header = list(frame.columns)
        if name == "front":
            header = [_titled(column, saved) for column in header]
        yield name, header, frame.itertuples(index=False)
    rows = rows_of(saved).to_pandas()
    rows = rows[[column for column in rows.columns if not column.endswith(OF)]]
    header = [_titled(column, saved) for column in rows.columns]
    yield "replications", header, rows.itertuples(index=False)


def _titled(column: str, saved: Saved) -> str:
    try:
        return f"{column} ({measure_of(column, saved.currency).unit})"
    except RequestError:  # a key
        return column
