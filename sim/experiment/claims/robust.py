"""Does a verdict stand over all that nobody knows, and under other loads?

The primary contrast is looked at in points that fill the space of all ranges stated by the firm
and the claim, each under one of the atlas's loads. A point with the opposite sign counts as
reversed only if it exceeds the threshold, is shown, and comes out so again with a fresh seed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from sim.experiment.claims.trial import Place, swept, values_of
from sim.experiment.claims.verdicts import Trial
from sim.experiment.conditions import Conditions
from sim.experiment.results.sample import Floats
from sim.scenario import ScenarioError
from sim.scenario.claims import Changes, Claim, Contrast
from sim.scenario.nodes import Node
from sim.scenario.reading.annotations import Ranged, ranged
from sim.scenario.reading.changes import AS_IS, by_path
from sim.stats import contrast_values, latin_hypercube, mean_interval
from sim.stats.designs import Point, Range

FRESH = 1_000_003
"""Added to the seed where a reversal is looked at again."""


class Robust(NamedTuple):
    """In how many of ``points`` the verdict stands, vanishes (no side is shown, or it is too
    small), or is reversed. ``without``: points at which the firm makes no sense, left out.
    ``flips``: what differs most between points where it stands and others; empty where it stands
    at all or none.
    """

    points: int
    stands: int
    vanishes: int
    reversed: int
    without: int
    flips: str


def robust_in(claim: Claim, place: Place, trial: Trial, conditions: Conditions) -> Robust:
    """Look at the first primary contrast over the space. Raises what a sweep raises."""
    atlas, file = place.atlas, place.file
    conditions = replace(conditions, replications=atlas.replications)
    known = _ranges(claim, place)
    spread = {path: one for ranges in known.values() for path, one in ranges.items()}
    space = latin_hypercube(
        {path: Range(one.low, one.high) for path, one in spread.items()}, atlas.points, atlas.seed
    )
    loads = [atlas.loads[at % len(atlas.loads)] for at in range(len(space))]
    levels, without = [], 0
    kept: list[tuple[Point, Node]] = []
    for point, load in zip(space, loads, strict=True):
        listed = [
            {**claim.changes(policy, place.firm), atlas.load: load, **_own(known[policy], point)}
            for policy in claim.policies
        ]
        try:
            for one in listed:
                file.changed(AS_IS, by_path(one))
        except ScenarioError:
            without += 1
            continue
        levels += listed
        kept.append((point, load))
    first = claim.contrasts[0]
    threshold = trial.contrasts[0].threshold
    sign = 1.0 if trial.contrasts[0].interval.mean > 0.0 else -1.0
    found = _values(claim, place, first, levels, "space", conditions)
    words = [_word(values, sign, threshold, trial) for values in found]
    again = [at for at, word in enumerate(words) if word == "reversed"]
    if again:
        each = len(claim.policies)
        some = [one for at in again for one in levels[at * each : (at + 1) * each]]
        seed = trial.seed + FRESH
        fresh = _values(claim, place, first, some, "again", replace(conditions, seed=seed))
        for at, values in zip(again, fresh, strict=True):
            words[at] = _word(values, sign, threshold, trial)
    return Robust(
        len(kept), words.count("stands"), words.count("vanishes"), words.count("reversed"), without,
        _flips(kept, [word == "stands" for word in words], atlas.load, list(atlas.loads)),
    )  # fmt: skip


def _ranges(claim: Claim, place: Place) -> dict[str, dict[str, Ranged]]:
    """By policy, what may be varied in it."""
    return {
        policy: ranged(
            one
            for one in place.file.changed_assumptions(
                AS_IS, by_path(claim.changes(policy, place.firm))
            )
            if not one.path.startswith("matters.")
        )
        for policy in claim.policies
    }


def _own(ranges: Mapping[str, Ranged], point: Point) -> Changes:
    return {path: one.level(point[path]) for path, one in ranges.items()}


def _values(
    claim: Claim,
    place: Place,
    contrast: Contrast,
    levels: Sequence[Changes],
    part: str,
    conditions: Conditions,
) -> list[Floats]:
    """The contrast by point, each an array over replications."""
    saved = swept(claim, place, levels, part, conditions)
    assert conditions.replications is not None
    table = values_of(saved, [contrast.measure], len(levels), conditions.replications)
    each = len(claim.policies)
    weights = np.array(claim.weights(contrast))
    values = table[contrast.measure]
    return [
        contrast_values(values[:, at : at + each], weights) for at in range(0, len(levels), each)
    ]


def _word(values: Floats, sign: float, threshold: float, trial: Trial) -> str:
    interval = mean_interval(sign * values)
    if trial.contrasts[0].expected == "same" or trial.verdict == "same":
        return "stands" if abs(interval.mean) < threshold else "vanishes"
    if interval.mean >= threshold and interval.low > 0.0:
        return "stands"
    return "reversed" if interval.mean <= -threshold and interval.high < 0.0 else "vanishes"


def _flips(
    kept: Sequence[tuple[Point, Node]], stands: Sequence[bool], load: str, loads: Sequence[Node]
) -> str:
    """The parameter whose ranks differ most between points where it stands and the others."""
    good = np.array(stands)
    if not kept or good.all() or not good.any():
        return ""
    columns = {path: np.array([point[path] for point, _ in kept]) for path in kept[0][0]}
    columns[load] = np.array([float(loads.index(node)) for _, node in kept])
    gaps = {
        path: abs(_ranks(column)[good].mean() - _ranks(column)[~good].mean())
        for path, column in columns.items()
    }
    return max(gaps, key=lambda path: gaps[path])


def _ranks(column: Floats) -> Floats:
    from scipy.stats import rankdata

    return np.asarray(rankdata(column), np.float64)
