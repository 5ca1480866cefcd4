"""From a sensitivity study to what its page shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from sim.report.data.sensitivity import (
    NO_POINTS,
    Assumption,
    Effect,
    Sensitivity,
    StudyInput,
    Swing,
    Wins,
)
from sim.report.gathering.shared import assumption_of, estimate_of, measure_of, provenance_of

if TYPE_CHECKING:
    from sim.experiment import sensitivity


def gather_study(result: sensitivity.Sensitivity) -> StudyInput:
    """What a page shows of a study."""
    told = tuple(_assumptions(result))
    file, experiment = result.file, result.saved.experiment
    return StudyInput(
        scenario=file.name,
        variants=tuple(
            (name, file.variants[name].about if name in file.variants else "")
            for name in (result.first, result.second)
        ),
        measure=measure_of(result.kpi, result.saved.currency),
        found=_found(result, {one.path: one for one in told}),
        assumptions=told,
        provenance=provenance_of(
            experiment,
            f"{experiment['replications']} of each variant at each point",
            {"Points": f"{experiment['points'] // 2}"},
        ),
        labels={
            name: label for name in (result.first, result.second) if (label := file.label_of(name))
        },
    )


def _assumptions(result: sensitivity.Sensitivity) -> Iterator[Assumption]:
    """Those that were varied, the widest swing first, and those that could not be."""
    between = (result.first, result.second)
    stated = {name: {one.path: one for one in result.file.assumptions(name)} for name in between}
    for path in [*(bar.path for bar in result.tornado.bars), *result.fixed]:
        holders = tuple(name for name in between if path in stated[name])
        all_have_it = len(holders) == len(between)
        yield assumption_of(stated[holders[0]][path], () if all_have_it else holders)


def _found(result: sensitivity.Sensitivity, told: Mapping[str, Assumption]) -> Sensitivity:
    unit, robust = result.unit, result.robust
    return Sensitivity(
        variant=result.second,
        baseline=result.first,
        kpi=result.kpi,
        direction=measure_of(result.kpi, result.saved.currency).direction,
        replications=result.saved.experiment["replications"],
        base=estimate_of(result.base, unit),
        swings=tuple(
            Swing(
                bar.path, told[bar.path].low, told[bar.path].high, estimate_of(bar.at_low, unit),
                estimate_of(bar.at_high, unit), estimate_of(bar.swing, unit),
            )
            for bar in result.tornado.bars
        ),
        wins=NO_POINTS if robust is None else Wins(result.points, *robust[:5]),
        effects=tuple(Effect(e.path, e.size, e.half_width, e.spread) for e in result.effects),
        fixed=result.fixed,
    )  # fmt: skip
