"""Does a verdict stand over all that nobody knows, and under other loads?

The first contrast is looked at in points that fill the space of all ranges stated by the firm and
the claim, each under one of the atlas's loads. A point on the wrong side counts only if it
exceeds the threshold, is shown, and comes out so again with a fresh seed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from sim.experiment.claims.trial import COST, Place, realised, swept, values_of, weighed
from sim.experiment.claims.verdicts import Trial
from sim.experiment.conditions import Conditions
from sim.experiment.measures import measure_of
from sim.experiment.results.sample import Floats
from sim.scenario import ScenarioError
from sim.scenario.claims import Changes, Claim
from sim.scenario.nodes import Node
from sim.scenario.reading.annotations import Ranged, ranged, told_apart
from sim.scenario.reading.changes import AS_IS, by_path
from sim.stats import Interval, Point, Range, Separation, latin_hypercube, mean_interval, separation

FRESH = 1_000_003
"""Added to the seed where a point on the wrong side is looked at again."""

Word = Literal["holds", "opposite", "neither"]


class Robust(NamedTuple):
    """In how many of ``points`` the main contrast comes out as in the firm as it is (``stands``),
    as the claim has it (``holds``), or on the other side (``opposite``). ``without``: points at
    which the firm makes no sense, left out. ``turns``: the value that tells best where the claim
    holds, ``where`` that is; both empty if no single one does.
    """

    points: int
    stands: int
    holds: int
    opposite: int
    without: int
    turns: str
    where: str


@dataclass(frozen=True)
class Spot:
    """A point of the space under a load. ``changes``: by policy."""

    point: Point
    load: int
    changes: tuple[Changes, ...]


def robust_in(claim: Claim, place: Place, trial: Trial, conditions: Conditions) -> Robust:
    """Look at the first contrast over the space. Raises what a sweep raises."""
    conditions = replace(conditions, replications=place.atlas.replications)
    known = _ranges(claim, place)
    spread = {name: one for ranges in known.values() for name, one in ranges.items()}
    filled = _space(claim, place, known, spread)
    spots = [spot for spot in filled if _makes_sense(spot, place)]
    words = _words(claim, place, trial, spots, "space", conditions)
    usual = _word(claim, trial.contrasts[0].interval, trial.contrasts[0].threshold)
    wrong = "holds" if usual == "opposite" else "opposite"
    again = [at for at, word in enumerate(words) if word == wrong]
    if again:
        fresh = replace(conditions, seed=trial.seed + FRESH)
        seen = _words(claim, place, trial, [spots[at] for at in again], "again", fresh)
        for at, word in zip(again, seen, strict=True):
            words[at] = word if word == wrong else "neither"
    return Robust(
        len(spots), words.count(usual), words.count("holds"), words.count("opposite"),
        len(filled) - len(spots), *_turning(place, spread, spots, words),
    )  # fmt: skip


def _ranges(claim: Claim, place: Place) -> dict[str, dict[str, Ranged]]:
    """By policy, what may be varied in it, by the name of what nobody knows."""
    found = {
        policy: ranged(
            one
            for one in place.file.changed_assumptions(
                AS_IS, by_path(claim.changes(policy, place.firm))
            )
            if not one.path.startswith("matters.")
        )
        for policy in claim.policies
    }
    return told_apart(found)


def _space(
    claim: Claim, place: Place, known: dict[str, dict[str, Ranged]], spread: dict[str, Ranged]
) -> list[Spot]:
    """Points over all ranges, under the loads in turn; a policy has only its own ranges."""
    atlas = place.atlas
    points = latin_hypercube(
        {name: Range(one.low, one.high) for name, one in spread.items()}, atlas.points, atlas.seed
    )
    found = []
    for at, point in enumerate(points):
        load = at % len(atlas.loads)
        changes = tuple(
            {
                **claim.changes(policy, place.firm),
                atlas.load: atlas.loads[load],
                **{one.path: one.level(point[name]) for name, one in known[policy].items()},
            }
            for policy in claim.policies
        )
        found.append(Spot(point, load, changes))
    return found


def _makes_sense(spot: Spot, place: Place) -> bool:
    try:
        for changes in spot.changes:
            place.file.changed(AS_IS, by_path(changes))
    except ScenarioError:
        return False
    return True


def _words(
    claim: Claim, place: Place, trial: Trial, spots: Sequence[Spot], part: str,
    conditions: Conditions,
) -> list[Word]:  # fmt: skip
    """What came out at each spot; policies meet the same customers there."""
    if not spots:
        return []
    levels = [changes for spot in spots for changes in spot.changes]
    saved = swept(claim, place, levels, part, conditions)
    assert conditions.replications is not None
    contrast = claim.contrasts[0]
    table = values_of(saved, [contrast.measure, COST], len(levels), conditions.replications)
    _, direction = measure_of(contrast.measure, place.file.resolve().cost.currency)
    each = len(claim.policies)
    found = []
    for at in range(0, len(levels), each):
        values = {measure: columns[:, at : at + each] for measure, columns in table.items()}
        budget = realised(claim, values[COST])
        sums: Floats = weighed(claim, contrast, values, direction == "higher", budget)
        found.append(_word(claim, mean_interval(sums), trial.contrasts[0].threshold))
    return found


def _word(claim: Claim, interval: Interval, threshold: float) -> Word:
    side = claim.contrasts[0].side
    if side == "same":
        return "holds" if abs(interval.mean) < threshold else "opposite"
    mean, low, high = interval
    if abs(mean) < threshold or low <= 0.0 <= high:
        return "neither"
    return "holds" if (mean > 0.0) == (side == "more") else "opposite"


def _turning(
    place: Place, spread: dict[str, Ranged], spots: Sequence[Spot], words: Sequence[Word]
) -> tuple[str, str]:
    """What tells best where the claim holds, and where that is."""
    atlas = place.atlas
    columns = {path: [spot.point[path] for spot in spots] for path in spread}
    columns[atlas.load] = [float(spot.load) for spot in spots]
    found = separation(columns, [word == "holds" for word in words])
    if found is None:
        return "", ""
    side = "above" if found.above else "below"
    if found.column == atlas.load:
        return found.column, f"{side} {_next_to(atlas.loads, found)}"
    return found.column, f"{side} {spread[found.column].shown(found.cut)}"


def _next_to(loads: Sequence[Node], found: Separation) -> str:
    """The load on the other side of the cut, which lies between two of them."""
    return loads[int(found.cut) + (not found.above)].text
