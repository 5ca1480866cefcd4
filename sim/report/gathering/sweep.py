"""Gathers what the page of a sweep shows from its folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.experiment.folders.reading import read_text
from sim.experiment.folders.saved import Saved
from sim.experiment.results import Estimate, Floats
from sim.readable import names_of
from sim.report.data.measures import Gauge, Target
from sim.report.data.sweep import UNLIKELY, Candidate, Effect, Factor, Surface, SweepInput
from sim.report.gathering.factors import factor_of
from sim.report.gathering.shared import (
    digest_of,
    estimate_of,
    measure_of,
    provenance_of,
    target_of,
)
from sim.report.texts.targets import all_met
from sim.report.texts.titles import title
from sim.report.words import label

if TYPE_CHECKING:
    from sim.experiment.sweeps.arrays import Swept
    from sim.stats.intervals import Interval

VARIANT = "variant"
"""The factor whose levels are variants."""
MOST_GAUGES = 5
"""Measures whose effects are told: the two of the front and others of the tidy table."""
MOST_FACTORS = 12
CELL_POINTS = 10
"""In a design that is not balanced; fewer say little of a cell."""


def gather_sweep(saved: Saved) -> SweepInput:
    """What a page shows of the sweep in a folder. Raises OSError."""
    from sim.experiment.sweeps.arrays import read_swept
    from sim.experiment.sweeps.targets import targets_by_point
    from sim.stats.effects import known_points

    swept = read_swept(saved)
    what = swept.what
    first, second = what["front"]
    values = swept.values(dict.fromkeys([first, second, *swept.tidy]))
    chosen = [n for n in values if n in (first, second) or np.isfinite(values[n]).any()]
    gauges = [_gauge(name, saved.currency) for name in chosen[:MOST_GAUGES]]
    fills = what["design"] in ("latin_hypercube", "sobol")
    factors = [
        factor_of(path, levels, fills, swept.written[path], swept.names[path], _labels(swept, path))
        for path, levels in swept.levels.items()
    ]
    effects = [[_effect(values[g.name], g, factor) for factor in factors] for g in gauges]
    order = _by_size(effects)
    judged = [tuple(map(target_of, point)) for point in targets_by_point(swept)]
    weighed = _Weighed(swept, gauges[0], gauges[1], values[first], values[second], judged)
    settings = {**_variant(swept), **swept.settings}
    meeting = np.flatnonzero([all_met(targets) for targets in judged])
    return SweepInput(
        name=what["sweep"],
        scenario=what["scenario"],
        about=swept.about,
        folder=saved.path.resolve().name,
        replications=what["replications"],
        points=len(swept.points),
        balanced=swept.balanced,
        gauges=tuple(gauges),
        higher=(what["higher_is_better"][0], what["higher_is_better"][1]),
        means=(values[first].mean(axis=0), values[second].mean(axis=0)),
        candidates=_candidates(weighed),
        factors=tuple(factors),
        by_size=tuple(order),
        effects=tuple(map(tuple, effects)),
        surfaces=_surfaces(swept, gauges[:2], [factors[at] for at in order[:2]], values),
        without={
            g.name: missing
            for g in gauges
            if (missing := int((~known_points(values[g.name])).sum()))
        },
        settings=settings,
        names=names_of(settings),
        provenance=_provenance(swept),
        notes=tuple(_notes(swept)),
        meeting=len(meeting),
        best_meeting=_best(weighed, meeting.tolist()),
    )


def _gauge(name: str, currency: str) -> Gauge:
    return Gauge(name, title(name), *measure_of(name, currency))


def _estimate(interval: Interval, gauge: Gauge, difference: bool = False) -> Estimate:
    """Cut to what is possible."""
    from sim.kpi import difference_limits, limits

    ends = (difference_limits if difference else limits)(gauge.name, gauge.unit)
    return estimate_of(interval.within(*ends), gauge.unit)


def _effect(values: Floats, gauge: Gauge, factor: Factor) -> Effect | None:
    from sim.stats.effects import main_effect

    count = len(factor.names)
    found = main_effect(values, factor.place, count)
    if found is None:
        return None
    means = tuple(_estimate(found.means.at(level), gauge) for level in range(count))
    swing = _estimate(found.swing, gauge, difference=True)
    return Effect(means, found.lowest, found.highest, swing)


def _by_size(effects: Sequence[Sequence[Effect | None]]) -> list[int]:
    """Places of the factors, first those that do most to one of the two measures of the front."""
    swings = np.array([[one.swing.mean if one else 0.0 for one in row] for row in effects[:2]])
    widest = swings.max(axis=1, keepdims=True)
    sizes = np.divide(swings, widest, out=np.zeros_like(swings), where=widest > 0.0)
    order = np.lexsort((-sizes.sum(axis=0), -sizes.max(axis=0)))
    return [int(at) for at in order]


@dataclass(frozen=True)
class _Weighed:
    """The two measures of the front by (replication, point), and targets by point."""

    swept: Swept
    bought: Gauge
    paid: Gauge
    first: Floats
    second: Floats
    targets: Sequence[tuple[Target, ...]]


def _best(one: _Weighed, places: Sequence[int]) -> Candidate | None:
    """The point of some that is best in the second measure."""
    from sim.stats import mean_intervals

    if not places:
        return None
    sign = -1.0 if one.swept.what["higher_is_better"][1] else 1.0
    place = min(places, key=lambda at: sign * float(one.second[:, at].mean()))
    first, second = (mean_intervals(v[:, [place]]).at(0) for v in (one.first, one.second))
    return Candidate(
        int(one.swept.points[place]), _levels(one.swept, place), _estimate(first, one.bought),
        _estimate(second, one.paid), bool(one.swept.on_front[place]),
        float(one.swept.chances[place]), 0, None, one.targets[place],
    )  # fmt: skip


def _candidates(one: _Weighed) -> tuple[Candidate, ...]:
    """Points that may be on the front, those with equal levels once."""
    from sim.stats import mean_intervals

    swept = one.swept
    likely = np.flatnonzero(swept.on_front | (np.nan_to_num(swept.chances) >= UNLIKELY))
    same: dict[tuple[str, ...], list[int]] = {}
    for at in likely.tolist():
        same.setdefault(_levels(swept, at), []).append(at)
    places = np.array([ats[0] for ats in same.values()], np.int64)
    better = np.array([1.0, -1.0])[[int(h) for h in swept.what["higher_is_better"]]]
    first, second = one.first.mean(axis=0)[places], one.second.mean(axis=0)[places]
    order = np.lexsort((-better[0] * first, better[1] * second))
    on_first, on_second = (mean_intervals(v[:, places]) for v in (one.first, one.second))
    found, before = [], None
    for at in order.tolist():
        place = int(places[at])
        on = bool(swept.on_front[place])
        levels = _levels(swept, place)
        found.append(
            Candidate(
                int(swept.points[place]),
                levels,
                _estimate(on_first.at(at), one.bought),
                _estimate(on_second.at(at), one.paid),
                on,
                float(swept.chances[place]),
                len(same[levels]) - 1,
                _step(one, before, place) if on and before is not None else None,
                one.targets[place],
            )
        )
        before = place if on else before
    return tuple(found)


def _levels(swept: Swept, at: int) -> tuple[str, ...]:
    found = []
    for path, values in swept.levels.items():
        text = str(values[at])
        found.append(_labels(swept, path).get(text) or label(text) or "–")
    return tuple(found)


def _labels(swept: Swept, path: str) -> Mapping[str, str]:
    """What the levels of a factor are called: those of variants may have labels."""
    return swept.variants if path == VARIANT else {}


def _step(one: _Weighed, start: int, end: int) -> Estimate | None:
    """What a step along the front takes of the second measure for one more of the first.

    Without an interval where the replications do not show that there is more of the first; None
    where both points are equal in it.
    """
    from sim.stats.fieller import fieller_interval

    more, less = one.first[:, end] - one.first[:, start], one.second[:, end] - one.second[:, start]
    if more.mean() == 0.0:
        return None
    price = fieller_interval(less, more)
    factor = 0.01 if one.bought.unit == "share" else 1.0
    mean, *limits = (factor * value * np.sign(price.mean) for value in price)
    return Estimate(float(mean), float(min(limits)), float(max(limits)), one.paid.unit)


def _surfaces(
    swept: Swept, gauges: Sequence[Gauge], factors: Sequence[Factor], values: dict[str, Floats]
) -> tuple[Surface, ...]:
    """Means by the levels of the two factors that matter most, where there are points for all."""
    from sim.stats import mean_intervals
    from sim.stats.effects import level_means

    if len(factors) < 2:
        return ()
    across, down = sorted(factors, key=lambda factor: -len(factor.names))
    cells = len(across.names) * len(down.names)
    cell = down.place * len(across.names) + across.place
    if np.bincount(cell, minlength=cells).min() < (1 if swept.balanced else CELL_POINTS):
        return ()
    shape = (len(down.names), len(across.names))
    found = []
    for gauge in gauges:
        known = mean_intervals(level_means(values[gauge.name], cell, cells))
        means, halves = known.mean.reshape(shape), (known.high - known.low).reshape(shape) / 2.0
        if np.isfinite(means).any():
            found.append(Surface(gauge, across, down, means, halves))
    return tuple(found)


def _variant(swept: Swept) -> dict[str, str]:
    """The variant on which all factors work, unless variants are a factor."""
    if VARIANT in swept.levels:
        return {}
    return {VARIANT: ", ".join(swept.variants.get(n) or label(n) for n in swept.saved.scenarios)}


def _provenance(swept: Swept) -> dict[str, str]:
    return provenance_of(
        swept.what,
        f"{swept.what['replications']} at each point",
        {
            "Design": swept.design,
            "Scenarios": digest_of(read_text(path) for path in swept.saved.scenarios.values()),
        },
    )


def _notes(swept: Swept) -> list[str]:
    """What keeps the page from telling all."""
    notes = []
    number, of = swept.what["shard"]
    if of > 1:
        notes.append(
            f"This is shard {number} of {of}: {len(swept.points):,} of {swept.what['points']:,} "
            "points. Its front is that of these points, and a factor may change together with "
            "another one. Put the shards together with supportsim merge."
        )
    if swept.what["replications"] == 1:
        notes.append(
            "With one replication there are no intervals, and nothing tells chance from effect: "
            "points may be on the front by luck. More replications go on from this one."
        )
    return notes
