"""What the summary of a sensitivity study says: whether a difference survives, and why not."""

from __future__ import annotations

from math import isfinite

from sim.readable import names_of, readable
from sim.report import numbers
from sim.report.data.sensitivity import Sensitivity, StudyInput, Swing
from sim.report.texts.labels import labelled_study
from sim.report.texts.robustness import TURNS, survives, turning
from sim.report.texts.titles import heading
from sim.report.words import label, quoted
from sim.report.workbook.cells import Axis, Range, Summary, Table, Tornado, Value
from sim.report.workbook.formats import mean_format, signed

MOST_RANGES = 12


def study_summary(data: StudyInput) -> Summary:
    """The first sheet of a sensitivity study."""
    data = labelled_study(data)
    one = data.found
    return Summary(
        kind="What a difference depends on",
        title=data.scenario,
        about=(
            f"Does the difference of {quoted(one.variant)} from {quoted(one.baseline)} survive "
            "what nobody knows?"
        ),
        asked=[
            f"{quoted(name)}: {about or 'the scenario as it is'}" for name, about in data.variants
        ],
        answer=survives([one]),
        tables=[_table(one)] if one.swings else [],
        chart=_chart(one),
        notes=[f"Left as stated: {', '.join(map(readable, one.fixed))}."] if one.fixed else [],
        source=f"{data.provenance['Program']}, seed {data.provenance['Seed']}",
    )


def _form(one: Sensitivity) -> str:
    currency = one.base.unit.partition(" per ")[0] if one.kpi.startswith("cost.") else ""
    return signed(mean_format(one.base.unit, currency))


def _table(one: Sensitivity) -> Table:
    """A row for each assumption, the widest swing first."""
    unit, form = numbers.difference_unit(one.base.unit), _form(one)
    head = ["Assumption", "Range", *(f"{title}, {unit}" for title in ENDS)]
    head += [f"Swing, {unit}", "from", "to", "Sign"]
    rows = []
    names = names_of(swing.path for swing in one.swings)
    for swing in one.swings:
        values = (swing.at_low.mean, swing.at_high.mean, *swing.swing[:3])
        rows.append(
            [
                names[swing.path],
                f"{swing.low} to {swing.high}",
                *(Value(value, form) for value in values),
                _sign(one, swing),
            ]
        )
    caption = f"{heading(one.kpi)}: the difference at both ends of each range"
    return Table(caption, head, rows)


ENDS = ("At the low end", "At the high end")


def _sign(one: Sensitivity, swing: Swing) -> tuple[str, str]:
    word = turning(one, swing)
    return (word or "keeps", {TURNS: "bad", "": "good"}.get(word, "open"))


def _chart(one: Sensitivity) -> Tornado | None:
    """How far each assumption moves the difference."""
    known = [s for s in one.swings if isfinite(s.at_low.mean) and isfinite(s.at_high.mean)]
    if not known or not isfinite(one.base.mean):
        return None
    unit = numbers.difference_unit(one.base.unit)
    names = names_of(swing.path for swing in one.swings)
    ranges = [Range(names[s.path], s.at_low.mean, s.at_high.mean) for s in known[:MOST_RANGES]]
    title = f"{label(one.variant)} against {label(one.baseline)}: {heading(one.kpi)}, {unit}"
    return Tornado("What moves the difference", Axis(title, _form(one)), one.base.mean, ranges)
