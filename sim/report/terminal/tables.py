"""Results, and lists of measures and scenarios, as tables for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from math import nan
from typing import TYPE_CHECKING

from sim.report import numbers
from sim.report.data.measures import Estimate
from sim.report.terminal import headlines, rankings
from sim.report.terminal.sheet import Sheet, plain_table
from sim.report.terminal.targets import targets_sheet
from sim.report.texts.chosen import AT_START, FIVE, LEFT
from sim.report.texts.comparison import in_words
from sim.report.texts.own_rules import own_rules
from sim.report.texts.targets import READING

if TYPE_CHECKING:
    from rich.console import Console

    from sim.experiment.results import CompareResult, RunResult
    from sim.kpi import Definition

BEST = "Not shown to be worse than another"
UNKNOWN = Estimate(nan, nan, nan, "")
STYLES = {"better": "green", "worse": "red"}


def print_result(result: RunResult | CompareResult, to: Console) -> None:
    """What the command that made a result has printed."""
    from sim.experiment.results import CompareResult

    if isinstance(result, CompareResult):
        print_compare(result, to)
    else:
        print_run(result, to)


def print_run(result: RunResult, to: Console) -> None:
    """The headline measures of a run, by section."""
    _print_title(result, to)
    to.print(measures(result))
    _print_targets(result, to)
    _tell(_undefined(headlines.undefined(result)), to)
    shown = [name for _, names in headlines.sections(result) for name in names]
    _tell(rankings.pooled(rankings.of_run(shown, result.kpis, result.ratios)), to)


def print_compare(result: CompareResult, to: Console) -> None:
    """The variants side by side, then their differences from the baseline in words."""
    _print_title(result, to)
    to.print(variants(result))
    to.print(_reading(result))
    to.print(differences(result))
    for variant in result.differences:
        to.print(_in_words(result, variant))
    _print_targets(result, to)
    baseline = result.runs[result.baseline].kpis
    shown = headlines.compared(result)
    lacking = [name for name in FIVE if name in baseline and name not in shown]
    _tell(_undefined(lacking), to)
    _tell(_matters(result), to)
    best = list(rankings.may_be_best(result)) if len(result.runs) > 2 else []
    if best:
        table = plain_table("Measure", BEST, left=(BEST,))
        for row in best:
            table.add_row(*row)
        to.print(table)
    if result.chosen is not None:
        _tell(rankings.choice(result.chosen, lambda name: result.runs[name].shown_as), to)
    if result.replications < 2:
        _tell("One replication has no interval; run more to see what the differences show.", to)
    _tell(_same_customers(result), to)
    _tell(rankings.pooled(rankings.of_differences(result, headlines.differing(result))), to)


def _print_targets(result: RunResult | CompareResult, to: Console) -> None:
    """What is aimed at and whether it is shown to be met, if anything is."""
    table = targets_sheet(result)
    if table is not None:
        to.print(table)
        to.print(READING)


def _undefined(names: Sequence[str]) -> str:
    """Which measures have no value, and why."""
    from sim.kpi import why_undefined

    reasons: dict[str, list[str]] = {}
    for name in names:
        reasons.setdefault(why_undefined(name), []).append(name)
    told = (f"{', '.join(names)} ({reason})" for reason, names in reasons.items())
    return f"Undefined: {'; '.join(told)}." if names else ""


def _tell(text: str, to: Console) -> None:
    """A paragraph, if there is anything to say."""
    if text:
        to.print(text)


def _in_words(result: CompareResult, variant: str) -> str:
    """What the differences of a variant show, in a sentence."""
    from sim.report.gathering.comparison import difference_of

    found = {
        name: difference_of(result, variant, name)
        for name in headlines.differing(result)
        if name in result.differences[variant]
    }
    currency = result.runs[result.baseline].resolved.cost.currency
    return f"{result.runs[variant].shown_as} {in_words(found, currency)}"


def _matters(result: CompareResult) -> str:
    """Which differences matter, if the scenario says so of measures that are compared."""
    baseline = result.runs[result.baseline]
    told = [
        f"{headlines.full(name).lower()} "
        f"{rankings.amount(baseline.matters[name], _unit(result, name))}"
        for name in headlines.compared(result)
        if name in baseline.matters
    ]
    return f"What matters, as the scenario says: {', '.join(told)}." if told else ""


def _same_customers(result: CompareResult) -> str:
    told = "All variants face the same customers (common random numbers). "
    if len(result.differences) > 1 and result.replications > 1:
        told += "The intervals of a measure's differences hold for all variants at once. "
    return told + rankings.saved(result)


def _reading(result: CompareResult) -> str:
    """How to read the table of variants."""
    told = "±: half of the 95 % interval"
    names = headlines.compared(result)
    shown = [run.kpis[name] for run in result.runs.values() for name in names if name in run.kpis]
    if any(one.half_width > 0.0 and not numbers.even(one) for one in shown):
        told += ", told from end to end where it reaches what is possible at most or at least"
    told += ". h/week: planned paid hours, all teams together."
    known = result.runs[result.baseline].kpis
    if LEFT in names and AT_START in known:
        told += f" Left: of {known[AT_START].mean:,.0f} customers at the start."
    if any(run.same for run in result.runs.values()):
        told += f" *: stated to equal that of {_baseline(result)}, which was checked."
    return told


def title(result: RunResult | CompareResult) -> str:
    """What a result is of."""
    from sim.experiment.results import CompareResult

    if isinstance(result, CompareResult):
        return f"{result.scenario}: {len(result.runs)} variants, baseline {_baseline(result)}"
    return f"{result.scenario}, variant {result.shown_as}"


def _baseline(result: CompareResult) -> str:
    return result.runs[result.baseline].shown_as


def conditions(result: RunResult | CompareResult) -> str:
    """Under which conditions a result was obtained."""
    count = result.replications
    return (
        f"seed {result.seed}, {count} replication{'s' if count > 1 else ''}, "
        f"{result.engine} engine, supportsim {result.version}"
    )


def _print_title(result: RunResult | CompareResult, to: Console) -> None:
    to.print(title(result), style="bold")
    to.print(conditions(result))
    _tell(own_rules(result, "Rules of one's own: "), to)


def measures(result: RunResult) -> Sheet:
    """A line for each measure, by section."""
    table = plain_table("Measure", "Mean", "95 % interval", "Unit", left=("Unit",))
    for heading, names in headlines.sections(result):
        table.add_section()
        table.add_row(heading, style="bold")
        for name in names:
            estimate = result.kpis[name]
            unit = numbers.short_unit(estimate.unit)
            table.add_row(f"  {name}", numbers.mean(estimate), numbers.interval(estimate), unit)
    return table


def variants(result: CompareResult) -> Sheet:
    """Two lines for each variant: means, and below them the half-widths."""
    shown = headlines.compared(result)
    units = [numbers.short_unit(_unit(result, name)) for name in shown]
    titles = [f"{headlines.short(n)}\n{unit}" for n, unit in zip(shown, units, strict=True)]
    table = plain_table("Variant", *titles)
    money = any(run.same == "cost" for run in result.runs.values())
    for run in result.runs.values():
        hours, *more = _pays_for(run, money)
        found = [run.kpis.get(name, UNKNOWN) for name in shown]
        table.add_row(run.shown_as, *map(numbers.mean, found))
        table.add_row(hours, *map(numbers.around, found))
        for line in more:
            table.add_row(line)
        table.add_section()
    return table


def _pays_for(run: RunResult, money: bool) -> list[str]:
    """What the variant plans to pay for in a week; a star at what must equal the baseline's."""
    star = {run.same: "*"}
    lines = [f"  {run.planned.paid_h:,.1f} h/week{star.get('paid_hours', '')}"]
    if money:
        unit = f"{run.resolved.cost.currency}/week"
        lines.append(f"  {run.planned.cost:,.0f} {unit}{star.get('cost', '')}")
    return lines


def differences(result: CompareResult) -> Sheet:
    """A line for each variant and measure."""
    heading = f"Difference from {_baseline(result)}"
    table = plain_table(heading, "Mean", "95 % interval", "Shown", left=("Shown",))
    for variant, found in result.differences.items():
        table.add_section()
        table.add_row(result.runs[variant].shown_as, style="bold")
        for name in headlines.differing(result):
            if name not in found:
                continue
            estimate, word = result.simultaneous(name)[variant], result.verdict(variant, name)
            table.add_row(
                f" {_with_unit(headlines.full(name), numbers.difference_unit(estimate.unit))}",
                numbers.mean(estimate, sign=True),
                numbers.interval(estimate, sign=True),
                word.removeprefix("difference "),
                styles=("", "", "", STYLES.get(word, "")),
            )
    return table


def _unit(result: CompareResult, name: str) -> str:
    """The unit of a measure that some variant has."""
    return next(run.kpis[name].unit for run in result.runs.values() if name in run.kpis)


def _with_unit(title: str, unit: str) -> str:
    """A title with the unit behind, unless it says that itself."""
    return title if unit in title.lower().split() else f"{title}, {unit}"


def print_kpis(definitions: Sequence[Definition], to: Console) -> None:
    """Measures with what they mean, an indented paragraph each."""
    from rich.padding import Padding

    for one in definitions:
        better = "" if one.direction == "neutral" else f", better {one.direction}"
        to.print(f"{one.name} ({one.unit}{better})", style="bold", soft_wrap=True)
        to.print(Padding(f"{one.formula} [{one.source}]", (0, 0, 0, 4)))


def print_scenarios(named: Sequence[tuple[str, str]], to: Console) -> None:
    """Names with what the scenarios are about."""
    table = plain_table("Scenario", "About", left=("About",))
    for name, about in named:
        table.add_row(name, about)
    to.print(table)
