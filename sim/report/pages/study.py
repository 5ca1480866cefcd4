"""The page of a sensitivity study: does a difference survive what nobody knows?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from sim.durable import write_whole
from sim.experiment.reading import expecting, read_text
from sim.report import numbers
from sim.report.charts.drawing import draw_all
from sim.report.charts.tornado import tornado_chart
from sim.report.data.json_form import read_as, to_json
from sim.report.data.measures import Estimate, Measure
from sim.report.data.sensitivity import (
    NO_POINTS,
    Assumption,
    Effect,
    Sensitivity,
    StudyInput,
    Swing,
    Wins,
)
from sim.report.gathering.comparison import About, Source, assumption_of, environment_of
from sim.report.pages.comparison import PAGE, filled, weakest_first
from sim.report.pages.comparison_tables import Cell, Table
from sim.report.texts.robustness import named, survives, turns
from sim.report.texts.titles import title
from sim.report.words import breakable, label, minus

if TYPE_CHECKING:
    from sim.experiment import sensitivity
    from sim.experiment.saved import Saved
    from sim.stats import Interval

STUDY = "sensitivity.json"
WORDS = {
    "Difference": "Both variants face the same customers, and their difference is taken "
    "replication by replication.",
    "95 % interval": numbers.INTERVAL,
    "Range": "Between its ends nobody knows better; the scenario states it.",
    "Swing": "The difference at the high end of a range less that at the low end, all other "
    "assumptions as stated.",
    "Share of the space": "Of points spread evenly over all ranges at once (Latin hypercube), all "
    "weighing the same. It is a share of what was thought possible, not a probability.",
}


class File(Protocol):
    """What is asked of a scenario file."""

    @property
    def name(self) -> str: ...
    @property
    def variants(self) -> Mapping[str, About]: ...
    def assumptions(self, variant: str | None = None) -> Sequence[Source]: ...


def study_of(result: sensitivity.Sensitivity, file: File) -> StudyInput:
    """What a page shows of a study of ``file``."""
    between = (result.first, result.second)
    stated = {one.path: (one, name) for name in reversed(between) for one in file.assumptions(name)}
    shared = set.intersection(*({a.path for a in file.assumptions(name)} for name in between))
    told = tuple(
        assumption_of(stated[path][0], () if path in shared else (stated[path][1],))
        for path in [*(bar.path for bar in result.tornado.bars), *result.fixed]
    )
    experiment = result.saved.experiment
    return StudyInput(
        scenario=file.name,
        variants=tuple((name, _about(file, name)) for name in between),
        measure=_measure(result),
        found=_found(result, {one.path: one for one in told}),
        assumptions=told,
        provenance={
            "Program": f"supportsim {experiment['version']}, {experiment['engine']} engine",
            "Seed": str(experiment["seed"]),
            "Replications": f"{experiment['replications']} of each variant at each point",
            "Points": f"{experiment['points'] // 2}",
            "Environment": environment_of(experiment["environment"]),
        },
    )


def save_study(data: StudyInput, folder: Path) -> Path:
    """Write the page into a folder, and what it shows beside it; returns the page's path.

    Raises OSError when the folder cannot be written.
    """
    write_whole(folder / STUDY, to_json(data) + "\n")
    charts = [tornado_chart(data.found)]
    drawn = draw_all(charts, folder)
    path = folder / PAGE
    write_whole(path, filled("study.html.j2", charts, drawn, _content(data)))
    return path


def read_study(saved: Saved) -> StudyInput:
    """What ``save_study`` has left in a folder. Raises ResultsError for something else."""
    path = saved.file(STUDY)
    with expecting(path):
        return read_as(StudyInput, read_text(path))


def _about(file: File, name: str) -> str:
    return file.variants[name].about if name in file.variants else ""


def _measure(result: sensitivity.Sensitivity) -> Measure:
    from sim.kpi import describe

    meaning = describe(result.kpi)
    return Measure(result.unit, meaning.direction, meaning.formula, meaning.source)


def _found(result: sensitivity.Sensitivity, told: Mapping[str, Assumption]) -> Sensitivity:
    def estimate(interval: Interval) -> Estimate:
        return Estimate(interval.mean, interval.low, interval.high, result.unit)

    robust = result.robust
    experiment = result.saved.experiment
    return Sensitivity(
        variant=result.second,
        baseline=result.first,
        kpi=result.kpi,
        direction=_measure(result).direction,
        replications=experiment["replications"],
        base=estimate(result.base),
        swings=tuple(
            Swing(
                bar.path, told[bar.path].low, told[bar.path].high,
                estimate(bar.at_low), estimate(bar.at_high), estimate(bar.swing),
            )
            for bar in result.tornado.bars
        ),
        wins=NO_POINTS if robust is None else Wins(result.points, *robust[:5]),
        effects=tuple(Effect(e.path, e.size, e.half_width, e.spread) for e in result.effects),
        fixed=result.fixed,
    )  # fmt: skip


def _content(data: StudyInput) -> dict[str, Any]:
    one = data.found
    return {
        "data": data,
        "one": one,
        "what": title(one.kpi),
        "unit": numbers.scaled(one.base.unit)[1],
        "survives": list(survives([one])),
        "swings": _swings(one),
        "effects": _effects(one) if one.effects else None,
        "assumptions": weakest_first(data.assumptions),
        "words": WORDS,
    }


def _swings(one: Sensitivity) -> Table:
    """A row for each assumption: the difference at both ends of its range."""
    unit = numbers.difference_unit(one.base.unit)
    head = (
        Cell("Assumption"), Cell("At the low end", unit), Cell("At the high end", unit),
        Cell("Swing", unit), Cell("Sign"),
    )  # fmt: skip
    caption = f"Difference of {label(one.variant)} from {label(one.baseline)} in {named(one)}"
    return Table(f"{caption}: means and 95 % intervals", head, tuple(_rows(one)))


def _rows(one: Sensitivity) -> Iterator[tuple[Cell, ...]]:
    for swing in one.swings:
        yield (
            Cell(breakable(swing.path)),
            _end(swing.at_low, swing.low),
            _end(swing.at_high, swing.high),
            _end(swing.swing),
            Cell("turns" if turns(one, swing) else ""),
        )


def _end(estimate: Estimate, at: str = "") -> Cell:
    limits = minus(numbers.interval(estimate, sign=True))
    small = f"{limits}\nat {at}" if at else limits
    return Cell(minus(numbers.mean(estimate, sign=True)), small)


def _effects(one: Sensitivity) -> Table:
    """A row for each assumption, the largest effect first."""
    factor = numbers.scaled(one.base.unit)[0]
    rows = []
    for effect in (effect for effect in one.effects if effect.size > 0.0):
        size, half, spread = (factor * value for value in effect[1:])
        known = Estimate(size, size - half, size + half, "")
        places = numbers.decimals(known)
        rows.append(
            (
                Cell(breakable(effect.path)),
                Cell(numbers.mean(known), numbers.around(known)),
                Cell(numbers.number(spread, places)),
            )
        )
    unit = numbers.difference_unit(one.base.unit)
    head = Cell("Assumption"), Cell("Mean size of the effect", unit), Cell("Spread", unit)
    caption = "Elementary effects, with half of their 95 % intervals; those that are not 0"
    return Table(caption, head, tuple(rows))
