"""Does the difference of two variants survive what nobody knows?"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from sim.experiment.conditions import Conditions
from sim.experiment.errors import RequestError
from sim.experiment.folders.drafts import Draft
from sim.experiment.folders.saved import Saved
from sim.experiment.measures import measure_of
from sim.experiment.results.sample import Floats
from sim.experiment.shown import shown
from sim.experiment.sweeps.design import Levels
from sim.experiment.sweeps.read_tables import rows_of
from sim.experiment.sweeps.sweep import sweep_into
from sim.kpi import difference_limits
from sim.scenario import ScenarioError, ScenarioFile
from sim.scenario.reading.annotations import Assumption, Ranged, ranged, told_apart, unvaried
from sim.scenario.reading.changes import path_of
from sim.scenario.sweep import Sweep, node_of
from sim.scenario.sweep_factors import VARIANT, Factor
from sim.stats import (
    Effect,
    Interval,
    Robustness,
    Tornado,
    Trajectories,
    Uncertain,
    latin_hypercube,
    morris_design,
    morris_effects,
    one_at_a_time,
    robustness,
    tornado,
)
from sim.stats.designs import Range

log = logging.getLogger("sim")

SPACE_SEED, MORRIS_SEED = 1, 1


class Sensitivity(NamedTuple):
    """How the difference ``second`` less ``first`` in a measure depends on the assumptions.

    ``tornado``: one assumption at a time. ``robust``: in how much of the space of all ranges
    the sign stays, looked at in ``points`` points; None without. ``effects``: after Morris, none
    without trajectories. ``ranges``: of the assumptions that are varied, by name; ``fixed``: those
    with a range that could not be varied. ``file``: of the scenario, as it is.
    """

    first: str
    second: str
    kpi: str
    unit: str
    tornado: Tornado
    robust: Robustness | None
    points: int
    effects: list[Effect]
    ranges: Mapping[str, Ranged]
    fixed: tuple[str, ...]
    saved: Saved
    file: ScenarioFile

    @property
    def base(self) -> Interval:
        """The difference with all assumptions as they are."""
        return self.tornado.base

    def __repr__(self) -> str:
        return shown(self, "text")

    def _repr_html_(self) -> str:
        return shown(self, "html")


class Design(NamedTuple):
    """How many points fill the space, and how many Morris trajectories there are."""

    points: int
    trajectories: int


def sensitivity_into(
    draft: Draft,
    file: ScenarioFile,
    between: tuple[str, str],
    kpi: str,
    design: Design,
    conditions: Conditions,
) -> Sensitivity:
    """Vary the assumptions that state a range, in both variants, and judge the difference.

    An assumption that only one of the variants has is varied there alone. Raises ScenarioError,
    RequestError for what makes no sense, and what a sweep raises.
    """
    if design.trajectories == 1:
        raise RequestError("a Morris design needs 2 trajectories or more, not 1")
    unit = measure_of(kpi, file.resolve(between[0]).cost.currency).unit
    known = _known(file, between)
    ranges = {name: one for by_name in known.values() for name, one in by_name.items()}
    if not ranges:
        raise RequestError("no value of the scenario states a range, as in {value: 4, range: …}")
    ranges, fixed = _varied(file, known, ranges)
    fixed += _not_numbers(file, between)
    uncertain = {name: Uncertain(r.value, r.low, r.high) for name, r in ranges.items()}
    single = one_at_a_time(uncertain)
    spread = {name: Range(r.low, r.high) for name, r in ranges.items()}
    space = latin_hypercube(spread, design.points, SPACE_SEED) if design.points else []
    morris = (
        morris_design(uncertain, design.trajectories, MORRIS_SEED) if design.trajectories else None
    )
    points = [*single, *space, *(morris.points if morris else [])]
    sweep = _sweep(file, between, known, ranges, points)
    saved = sweep_into(draft, sweep, conditions)
    found = _differences(saved, kpi, len(points))
    first, second = len(single), len(single) + len(space)
    tornado_ = _possible(tornado(uncertain, found[:first]), kpi, unit)
    filling = found[first:second]
    any_known = bool(np.isfinite(filling).any())
    return Sensitivity(
        first=between[0],
        second=between[1],
        kpi=kpi,
        unit=unit,
        tornado=tornado_,
        robust=robustness(filling, tornado_.base.mean > 0.0) if any_known else None,
        points=len(space),
        effects=_effects(morris, found[second:], kpi) if morris else [],
        ranges=ranges,
        fixed=fixed,
        saved=saved,
        file=file,
    )


def _possible(found: Tornado, kpi: str, unit: str) -> Tornado:
    """With its intervals cut to what is possible; a swing is a difference of two differences."""
    low, high = difference_limits(kpi, unit)
    bars = [
        bar._replace(
            at_low=bar.at_low.within(low, high),
            at_high=bar.at_high.within(low, high),
            swing=bar.swing.within(low - high, high - low),
        )
        for bar in found.bars
    ]
    return Tornado(found.base.within(low, high), bars)


def _effects(morris: Trajectories, found: Floats, kpi: str) -> list[Effect]:
    """Elementary effects; none, and a word of it, where the measure lacks a value."""
    if np.isfinite(found).all():
        return morris_effects(morris, found.mean(axis=1))
    log.warning("elementary effects need %s at every point, and it is undefined at some", kpi)
    return []


def _known(file: ScenarioFile, between: tuple[str, str]) -> dict[str, dict[str, Ranged]]:
    """The ranges that hold in each variant, by the name of what nobody knows; what a variant
    states stands at its own path too."""
    return told_apart({name: ranged(_at_its_path(file, name)) for name in between})


def _at_its_path(file: ScenarioFile, variant: str) -> list[Assumption]:
    return [a for a in file.assumptions(variant) if not a.path.startswith("variants.")]


def _not_numbers(file: ScenarioFile, between: tuple[str, str]) -> tuple[str, ...]:
    """The paths whose ranges cannot be varied, each with a warning."""
    found = dict.fromkeys(path for name in between for path in unvaried(_at_its_path(file, name)))
    for path in found:
        log.warning("%s is left as it is: its range is not one of numbers", path)
    return tuple(found)


def _varied(
    file: ScenarioFile, known: Mapping[str, Mapping[str, Ranged]], ranges: Mapping[str, Ranged]
) -> tuple[dict[str, Ranged], tuple[str, ...]]:
    """Those whose ends the scenario takes, and the names of the others."""
    good, fixed = {}, []
    for name, one in ranges.items():
        try:
            for variant in (variant for variant in known if name in known[variant]):
                for end in (one.low, one.high):
                    file.changed(variant, [(path_of(one.path), one.level(end))])
            good[name] = one
        except ScenarioError as error:
            log.warning("%s is left as it is: %s", name, error.problems[0].message)
            fixed.append(name)
    return good, tuple(fixed)


def _sweep(
    file: ScenarioFile,
    between: tuple[str, str],
    known: Mapping[str, Mapping[str, Ranged]],
    ranges: Mapping[str, Ranged],
    points: Sequence[Mapping[str, float]],
) -> Sweep:
    """The points as a sweep: each under both variants, one after the other."""
    variants = {name: node_of(name) for name in between}
    listed: list[Levels] = []
    for point in points:
        for variant, node in variants.items():
            mine = known[variant]
            own = {mine[n].path: mine[n].level(x) for n, x in point.items() if n in mine}
            listed.append({VARIANT: node, **own})
    mark = next(iter(variants.values())).mark
    paths = dict.fromkeys(one.path for one in ranges.values())
    factors = tuple(Factor(path, (), None, mark) for path in (VARIANT, *paths))
    return Sweep(
        name=f"{file.name} sensitivity {' '.join(between)}",
        about="",
        text="",
        file=file,
        variant=between[0],
        settings=(),
        factors=factors,
        design="listed",
        listed=tuple(listed),
    )


def _differences(saved: Saved, kpi: str, points: int) -> Floats:
    """Second less first variant by (point, replication). Raises RequestError."""
    rows = rows_of(saved, [kpi])
    if kpi not in rows.schema.names:
        raise RequestError(f"the variants have no measure {kpi!r}")
    values: Floats = rows[kpi].to_numpy().reshape(points, 2, -1)
    return values[:, 1, :] - values[:, 0, :]
