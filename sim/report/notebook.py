"""What Python shows of a result (a few lines), and what a notebook does (small plain tables)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from math import isfinite
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.experiment.folders.saved import Saved
from sim.experiment.results import CompareResult, RunResult
from sim.report import numbers
from sim.report.terminal import headlines, studies, sweep, tables
from sim.report.terminal.sheet import Sheet
from sim.report.texts.chosen import chosen
from sim.visible import on_one_line, visible

if TYPE_CHECKING:
    from sim.experiment.shown import Form

MOST = 8
"""Variants of which Python tells something unasked."""


class Brief(NamedTuple):
    """What is shown of a result: a title, lines below it, and what follows: further lines in
    Python, tables in a notebook."""

    title: str
    lines: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    sheets: Callable[[], Iterable[Sheet]] = tuple


def show(result: object, form: Form) -> str:
    """A result as lines of text, or as HTML that needs no style sheet."""
    brief = _brief(result)
    if form == "text":
        lines = (f"{_kind(result)}: {brief.title}", *brief.lines, *brief.more)
        return "\n  ".join(map(on_one_line, lines))
    told = "<br>".join(map(_safe, brief.lines))
    return "\n".join([f"<p><b>{_safe(brief.title)}</b><br>{told}</p>", *map(table, brief.sheets())])


def table(sheet: Sheet) -> str:
    """A sheet as a table of HTML, whose words are on the left and whose numbers on the right."""
    head = _row("th", sheet.head, sheet.words)
    rows = (_row("td", row.cells, sheet.words) for row in sheet.rows)
    return f"<table><thead>{head}</thead><tbody>{''.join(rows)}</tbody></table>"


def _row(tag: str, cells: Iterable[str], words: frozenset[int]) -> str:
    filled = (
        f'<{tag} style="text-align:{"left" if at in words else "right"}">{_safe(cell)}</{tag}>'
        for at, cell in enumerate(cells)
    )
    return f"<tr>{''.join(filled)}</tr>"


def _safe(text: str) -> str:
    return escape(visible(text)).replace("\n", "<br>")


def _kind(result: object) -> str:
    return type(result).__name__


def _brief(result: Any) -> Brief:
    return BRIEFS[_kind(result)](result)


def _run(result: RunResult) -> Brief:
    shown = chosen(result.matters, [result.kpis])
    lines, means = (tables.conditions(result),), (_means(result, shown),)
    return Brief(tables.title(result), lines, means, lambda: [tables.measures(result)])


def _compare(result: CompareResult) -> Brief:
    shown = headlines.compared(result)
    means = [f"{run.shown_as}: {_means(run, shown)}" for run in result.runs.values()]
    left = len(means) - MOST
    more = [f"and {left} more"] if left > 0 else []
    return Brief(
        tables.title(result),
        (tables.conditions(result),),
        (*means[:MOST], *more),
        lambda: [tables.variants(result), tables.differences(result)],
    )


def _means(run: RunResult, names: Iterable[str]) -> str:
    """``Satisfied 83.1 % ±1.2, …``: those that have a value."""
    told = []
    for name in names:
        found = run.kpis.get(name)
        if found is not None and isfinite(found.mean):
            amount = f"{numbers.mean(found)} {numbers.short_unit(found.unit)}"
            around = numbers.around(found)
            told.append(f"{headlines.full(name)} {amount}" + f" ({around})" * bool(around))
    return "; ".join(told)


def _saved(saved: Saved) -> Brief:
    what = saved.experiment
    place = f"in {saved.path}"
    if saved.command != "sweep":
        lines = (f"seed {what['seed']}, {what['replications']} replications", place)
        return Brief(f"{saved.command} of {what['scenario']}", lines)
    lines = (sweep.conditions(saved), place)
    sheets = tuple if what["design"] == "listed" else lambda: (sweep.front(saved),)
    return Brief(sweep.title(saved), lines, sheets=sheets)


def _sensitivity(result: Any) -> Brief:
    count = len(result.ranges)
    varied = f"{count} assumption{'s' * (count > 1)} varied; the runs are in {result.saved.path}"
    if not isfinite(result.base.mean):
        return Brief(studies.title(result), (varied,))
    lines = (studies.base(result), varied)
    return Brief(studies.title(result), lines, sheets=lambda: [studies.tornado(result)])


def _settling(result: Any) -> Brief:
    lines = (studies.told(result),)
    return Brief(studies.settling(result), lines, sheets=lambda: [studies.weekly(result)])


BRIEFS: dict[str, Callable[[Any], Brief]] = {
    "RunResult": _run,
    "CompareResult": _compare,
    "Saved": _saved,
    "Sensitivity": _sensitivity,
    "Settling": _settling,
}
