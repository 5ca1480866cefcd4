"""The tables of a run or comparison, with every number in full."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import isfinite

from sim.experiment.folders.saved import Saved
from sim.experiment.results import CompareResult, RunResult
from sim.experiment.results.sample import Estimate
from sim.report import numbers
from sim.report.clock import duration
from sim.report.texts.titles import heading
from sim.report.words import label
from sim.report.workbook.cells import Column, Row, Sheet, Value
from sim.report.workbook.formats import mean_format, reader_unit, signed, value_format

LIMITS = ("Mean", "95 % from", "95 % to")
NAMES = (Column("Variant"), Column("Measure"), Column("Name"), Column("Unit"))
NUMBERS = (
    *(Column(name) for name in LIMITS),
    *(Column(f"Ratio of sums:\n{name[0].lower()}{name[1:]}") for name in LIMITS),
)
OF_TARGETS = (
    *NAMES, Column("Aimed at"), Column("Amount"),
    *(Column(name) for name in LIMITS), Column("Shown"),
)  # fmt: skip
UNTOLD = ("files", "finished")
"""Not told of the experiment: sums of files, and when it ended, so that the same experiment gives
the same workbook."""


def result_sheets(saved: Saved, result: RunResult | CompareResult) -> Iterator[Sheet]:
    """A sheet for each table; shares as fractions, whose cells show per cent."""
    if any(run.targets for run in result.runs.values()):
        yield Sheet("Targets", OF_TARGETS, _targets(result))
    if isinstance(result, CompareResult):
        columns = (*NAMES, *NUMBERS, Column("Shown"), Column("Reads as"))
        yield Sheet("Differences", columns, _differences(result))
    columns = (*NAMES, *NUMBERS, Column("Better"), Column("Reads as"))
    yield Sheet("Estimates", columns, _estimates(result))
    yield _replications(result)
    yield experiment_sheet(saved)


def experiment_sheet(saved: Saved) -> Sheet:
    """What ran, and on what."""
    told = [(key, str(value)) for key, value in saved.experiment.items() if key not in UNTOLD]
    return Sheet("Experiment", (Column("What"), Column("Value")), told)


def _currency(result: RunResult | CompareResult) -> str:
    return next(iter(result.runs.values())).resolved.cost.currency


def _shown(result: RunResult | CompareResult) -> dict[str, str]:
    """What each variant is called where results are shown."""
    return {name: run.shown_as for name, run in result.runs.items()}


def _estimates(result: RunResult | CompareResult) -> Iterable[Row]:
    money, shown = _currency(result), _shown(result)
    for variant, run in result.runs.items():
        for name, found in run.kpis.items():
            form = mean_format(found.unit, money)
            better = run.measures[name].direction
            yield (
                label(shown[variant]), heading(name), name, reader_unit(found.unit),
                *_values(found, form), *_values(run.ratios.get(name), form),
                "" if better == "neutral" else better, _told(found),
            )  # fmt: skip


def _differences(result: CompareResult) -> Iterable[Row]:
    money, shown = _currency(result), _shown(result)
    for variant, kpis in result.differences.items():
        for name, found in kpis.items():
            form = signed(mean_format(found.unit, money))
            pooled = result.ratio_differences[variant].get(name)
            yield (
                label(shown[variant]), heading(name), name,
                reader_unit(found.unit, difference=True),
                *_values(found, form), *_values(pooled, form),
                result.verdict(variant, name), _told(found, sign=True),
            )  # fmt: skip


def _targets(result: RunResult | CompareResult) -> Iterable[Row]:
    """A row for each variant and target; intervals hold for a variant's targets at once."""
    money, shown = _currency(result), _shown(result)
    for variant, run in result.runs.items():
        for (measure, at_least, amount, unit), estimate, attained in run.targets:
            form = mean_format(unit, money)
            yield (
                label(shown[variant]), heading(measure), measure, reader_unit(unit),
                "at least" if at_least else "at most", Value(amount, form),
                *_values(estimate, form), attained,
            )  # fmt: skip


def _replications(result: RunResult | CompareResult) -> Sheet:
    """A row for each variant and replication, a column for each measure."""
    runs, money, shown = result.runs, _currency(result), _shown(result)
    units = {name: m.unit for run in runs.values() for name, m in run.measures.items()}
    names = dict.fromkeys(name for run in runs.values() for name in run.sample.names)
    columns = [Column("Variant"), Column("Replication", "0")]
    columns += [measure_column(name, units[name], money) for name in names]
    rows = (
        [
            label(shown[variant]),
            number,
            *(run.values[name][number] if name in run.values else None for name in names),
        ]
        for variant, run in runs.items()
        for number in range(result.replications)
    )
    return Sheet("Replications", columns, rows)


def measure_column(name: str, unit: str, currency: str) -> Column:
    """A measure of single replications: title and unit, and its name below."""
    return Column(f"{heading(name)}, {reader_unit(unit)}\n{name}", value_format(unit, currency))


def _values(found: Estimate | None, form: str) -> list[Value | None]:
    if found is None:
        return [None, None, None]
    return [Value(value, form) for value in found[:3]]


def _told(found: Estimate, sign: bool = False) -> str:
    """``83.1 ±0.4 %``, ``2 min``: as it is read aloud; nothing where it is not known."""
    if not isfinite(found.mean):
        return ""
    if found.unit in SECONDS:
        told = duration(abs(found.mean) * SECONDS[found.unit])
        return f"{'+' if found.mean > 0 else '-' if found.mean < 0 else ''}{told}" if sign else told
    unit = reader_unit(found.unit, difference=sign)
    return f"{numbers.mean(found, sign=sign)} {numbers.around(found)}".rstrip() + f" {unit}"


SECONDS = {"s": 1.0, "h": 3600.0}
