"""What the summary of a run or comparison says: the page's first screen, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite, nan

from sim.report.data.comparison import ReportInput, Variant
from sim.report.data.front import COST, SATISFIED, costs, drawn, left_out, yearly
from sim.report.data.measures import Difference, Estimate, Target
from sim.report.texts.answer import answer
from sim.report.texts.chosen import FIVE
from sim.report.texts.comparison import how_sure
from sim.report.texts.labels import labelled
from sim.report.texts.targets import READING, aimed_at, of_kind
from sim.report.texts.titles import compared, heading
from sim.report.texts.worth_considering import which
from sim.report.words import label, listed, quoted
from sim.report.workbook.cells import (
    Axis,
    Bar,
    Bars,
    Point,
    Row,
    Scatter,
    Summary,
    Table,
    Value,
)
from sim.report.workbook.formats import PERCENT, mean_format, reader_unit, signed, worded

MEASURES = 5
"""Columns of measures that the page shows at most."""
TONES = {"better": "good", "worse": "bad", "met": "good", "not met": "bad", "not sure": "open"}
SHARES = (
    *("satisfaction.csat", "resolution.met_share", "resolution.first_contact_share"),
    "resolution.promises_kept",
)
OF_CHANNELS = ("service_level", "abandonment")
"""What the chart of a single variant shows: shares of customers, needs and contacts."""


def comparison_summary(data: ReportInput) -> Summary:
    """The first sheet of a run or comparison."""
    data = labelled(data)
    single = not data.others
    count = len(data.variants)
    return Summary(
        kind=f"Variant {label(data.baseline.name)}"
        if single
        else f"Comparison of {count} variants",
        title=data.scenario,
        about=data.about,
        asked=list(_asked(data)),
        answer=answer(data) or which(data),
        tables=[_variants(data), *_differences(data), *_targets(data)],
        chart=_alone(data) if single else _chart(data),
        notes=[*([READING] if data.baseline.targets else []), *_chart_notes(data), *how_sure(data)],
        source=f"{data.provenance['Program']}, seed {data.seed}",
    )


def _asked(data: ReportInput) -> Iterator[str]:
    """What is compared, in a line for each variant if it says what it is."""
    base = data.baseline
    if data.others:
        names = listed(quoted(one.name) for one in data.others)
        yield f"Compared with {quoted(base.name)}: {names}."
    common = [one for one in base.overrides if all(one in v.overrides for v in data.variants)]
    if common:
        yield f"Set: {'; '.join(common)}"
    for one in data.variants:
        told = one.about or "; ".join(own for own in one.overrides if own not in common)
        if told:
            yield f"{quoted(one.name)}: {told}"


def _variants(data: ReportInput) -> Table:
    """A row for each variant: its measures, and how many of its targets are met."""
    names = _shown(data)
    head = ["Variant", *(_heading(data, name) for name in names)]
    aiming = any(one.targets for one in data.variants)
    if aiming:
        head.append("Targets met")
    rows = [
        [
            label(one.name) + (" (baseline)" if data.others and one is data.baseline else ""),
            *(_value(data, one, name) for name in names),
            *([_met(one)] if aiming else []),
        ]
        for one in data.variants
    ]
    caption = "What each variant gives" if data.others else "What came out"
    return Table(f"{caption}: means of the long run", head, rows)


def _shown(data: ReportInput) -> list[str]:
    """The measures of the table: what was asked for and matters first, the total cost last."""
    wanted = [name for name in compared(data) if name in (*data.asked, *data.matters, *FIVE)]
    kept = [name for name in wanted if name not in (SATISFIED, COST)]
    ends = [SATISFIED] * (SATISFIED in wanted), [COST] * (COST in wanted)
    return [*ends[0], *kept[: MEASURES - len(ends[0]) - len(ends[1])], *ends[1]]


def _heading(data: ReportInput, name: str) -> str:
    if name == COST:
        return f"Cost a year, {data.currency}"
    unit = reader_unit(data.measures[name].unit).partition(" per ")[0]
    return f"{heading(name)}, {unit}"


def _value(data: ReportInput, one: Variant, name: str) -> Value | None:
    found = one.kpis.get(name)
    if found is None:
        return None
    if name == COST:
        found = yearly(found, data.weeks)
    return Value(found.mean, mean_format(found.unit, data.currency))


def _met(one: Variant) -> Value:
    met, count = len(of_kind(one.targets, "met")), len(one.targets)
    missed = of_kind(one.targets, "not met")
    tone = "good" if met == count else "bad" if missed else "open"
    return Value(met, worded("0", f"of {count}"), tone if count else "")


def _differences(data: ReportInput) -> Iterator[Table]:
    """A row for each variant: satisfaction and yearly cost against the baseline's."""
    if not data.others:
        return
    money = data.currency
    head = ["Variant", "Satisfied customers, % points", "from", "to", "shown"]
    if costs(data):
        head += [f"Cost a year, {money}", "from", "to", "shown"]
    rows = []
    for one in data.others:
        row: list[object] = [label(one.name)]
        row += _difference(one.differences.get(SATISFIED), money)
        if costs(data):
            found = one.differences.get(COST)
            scaled = found and found._replace(estimate=yearly(found.estimate, data.weeks))
            row += _difference(scaled, money)
        rows.append(row)
    base = quoted(data.baseline.name)
    at_once = " for all variants at once" if len(data.others) > 1 else ""
    caption = f"Differences from {base}, with 95 % intervals{at_once}"
    yield Table(caption, head, rows)


def _difference(found: Difference | None, currency: str) -> Row:
    if found is None:
        return [None, None, None, "not known"]
    mean, low, high, unit = found.estimate
    form = signed(mean_format(unit, currency))
    values = [Value(mean, form), Value(low, form), Value(high, form)]
    return [*values, (found.verdict, TONES.get(found.verdict, ""))]


def _targets(data: ReportInput) -> Iterator[Table]:
    """Each target with what came out; there are rows for whichever are more."""
    wanted = {_key(one): one for variant in data.variants for one in variant.targets}
    if not wanted:
        return
    caption = "Targets: what came out in the long run, and what is shown"
    names = [f"{heading(one.measure)}: {aimed_at(one)}" for one in wanted.values()]
    found = [[_attained(data, variant, key) for key in wanted] for variant in data.variants]
    variants = [label(one.name) for one in data.variants]
    if len(variants) >= len(names) and len(variants) > 1:
        rows = [[name, *row] for name, row in zip(variants, found, strict=True)]
        yield Table(caption, ["Variant", *names], rows)
    else:
        across = zip(*found, strict=True)
        rows = [[name, *row] for name, row in zip(names, across, strict=True)]
        yield Table(caption, ["Target", *variants], rows)


def _key(one: Target) -> tuple[str, bool, float]:
    return one.measure, one.at_least, one.amount


def _attained(data: ReportInput, variant: Variant, key: tuple[str, bool, float]) -> object:
    for one in variant.targets:
        if _key(one) == key:
            form = mean_format(one.estimate.unit, data.currency)
            if not isfinite(one.estimate.mean):
                return one.attained, TONES[one.attained]
            return Value(one.estimate.mean, worded(form, one.attained), TONES[one.attained])
    return None


def _chart(data: ReportInput) -> Scatter | Bars | None:
    """Satisfaction against yearly cost; where one is not known, the other alone."""
    shown = [data.variants[at] for at in drawn(data)]
    satisfied = [one for one in shown if isfinite(one.kpis[SATISFIED].mean)]
    if not satisfied:
        return None
    if not costs(data):
        bars = [_bar(label(one.name), one.kpis[SATISFIED]) for one in satisfied]
        return Bars("Satisfied customers", Axis("Satisfied customers, %", "0 %", 0.0, 1.0), bars)
    points = []
    for one in satisfied:
        cost = yearly(one.kpis[COST], data.weeks)
        points.append(Point(label(one.name), cost.mean, one.kpis[SATISFIED][:3]))
    return Scatter(
        "Satisfied customers against cost: up and to the left is better",
        Axis(f"Cost a year, {data.currency}", "#,##0"),
        Axis("Satisfied customers, %", PERCENT),
        points,
    )


def _chart_notes(data: ReportInput) -> Iterator[str]:
    if data.others and costs(data):
        yield (
            "The chart's upright lines are 95 % intervals of each variant on its own. All variants "
            "face the same customers, so that differences are surer than these lines suggest."
            + left_out(data)
        )


def _alone(data: ReportInput) -> Bars | None:
    """Shares of a single variant, each with its interval."""
    kpis = data.baseline.kpis
    names = [*SHARES, *(f"{c.name}.{name}" for c in data.channels for name in OF_CHANNELS)]
    known = [n for n in names if n in kpis and isfinite(kpis[n].mean)][:MOST_BARS]
    bars = [_bar(heading(name), kpis[name]) for name in known]
    if not bars:
        return None
    axis = Axis("Share of customers, needs, promises or contacts", "0 %", 0.0, 1.0)
    return Bars("The shares that matter, with 95 % intervals", axis, bars)


MOST_BARS = 12


def _bar(name: str, estimate: Estimate) -> Bar:
    mean, low, high, _ = estimate
    return Bar(name, mean, low if isfinite(low) else nan, high if isfinite(high) else nan)
