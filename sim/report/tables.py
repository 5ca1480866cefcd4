"""Results as tables for a terminal of 80 columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report import headlines, numbers

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from sim.experiment.results import CompareResult, RunResult

STYLES = {"better": "green", "worse": "red"}


def console() -> Console:
    """Standard output; colours only on a terminal and without NO_COLOR."""
    from rich.console import Console

    return Console(highlight=False, emoji=False, markup=False)


def print_run(result: RunResult, to: Console) -> None:
    """The headline measures of a run, by section."""
    _print_title(f"{result.scenario}, variant {result.variant}", result, to)
    table = _table("Measure", "Mean", "95 % interval", "Unit", left=("Measure", "Unit"))
    for title, names in headlines.sections(result):
        table.add_section()
        table.add_row(title, style="bold")
        for name in names:
            estimate = result.kpis[name]
            unit = numbers.scaled(estimate.unit)[1]
            table.add_row(f"  {name}", numbers.mean(estimate), numbers.interval(estimate), unit)
    to.print(table)


def print_compare(result: CompareResult, to: Console) -> None:
    """The variants side by side, then their differences from the baseline in words."""
    _print_title(f"{result.scenario}: {len(result.runs)} variants", result, to)
    to.print(_variants(result))
    to.print(_differences(result))
    to.print(
        "All variants face the same customers, with the same needs, work and patience (common "
        "random numbers), so differences are taken replication by replication."
    )
    if result.replications < 2:
        to.print("One replication has no interval; run more to see what the differences show.")


def _print_title(what: str, result: RunResult | CompareResult, to: Console) -> None:
    count = result.replications
    to.print(what, style="bold")
    to.print(
        f"seed {result.seed}, {count} replication{'s' if count > 1 else ''}, "
        f"{result.engine} engine, supportsim {result.version}"
    )


def _variants(result: CompareResult) -> Table:
    """Two lines for each variant: means, and below them the half-widths."""
    shown = _compared(result)
    baseline = result.runs[result.baseline].kpis
    units = [numbers.scaled(baseline[name].unit)[1] for name in shown]
    titles = [f"{headlines.COMPARED[n][0]}\n{unit}" for n, unit in zip(shown, units, strict=True)]
    table = _table("Variant", *titles, left=("Variant",))
    for variant, run in result.runs.items():
        estimates = [run.kpis[name] for name in shown]
        note = "  baseline" if variant == result.baseline else ""
        table.add_row(variant, *map(numbers.mean, estimates))
        table.add_row(note, *map(numbers.half_width, estimates), style="dim", end_section=True)
    return table


def _differences(result: CompareResult) -> Table:
    """A line for each variant and measure."""
    from rich.text import Text

    heading = f"Difference from {result.baseline}"
    table = _table(heading, "Mean", "95 % interval", "Shown", left=(heading, "Shown"))
    for variant, differences in result.differences.items():
        table.add_section()
        table.add_row(variant, style="bold")
        for name in _compared(result):
            if name not in differences:
                continue
            estimate, word = differences[name], result.verdict(variant, name)
            unit = numbers.scaled(estimate.unit)[1].replace("%", "% points")
            table.add_row(
                f"  {headlines.COMPARED[name][1]}, {unit}",
                numbers.mean(estimate, sign=True),
                numbers.interval(estimate, sign=True),
                Text(word, style=STYLES.get(word, "")),
            )
    return table


def _compared(result: CompareResult) -> list[str]:
    known = result.runs[result.baseline].kpis
    return [name for name in headlines.COMPARED if name in known]


def _table(*titles: str, left: tuple[str, ...]) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for title in titles:
        table.add_column(title, justify="left" if title in left else "right", overflow="fold")
    return table
