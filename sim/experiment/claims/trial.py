"""A claim's policies in one firm, on the same customers, until its contrasts are decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import inf, nan
from pathlib import Path
from typing import NamedTuple

import numpy as np

from sim.experiment.claims.verdicts import Asked, Seen, Trial, seen_of, verdict_of
from sim.experiment.conditions import Conditions
from sim.experiment.folders.drafts import Draft
from sim.experiment.folders.saved import Saved
from sim.experiment.measures import measure_of
from sim.experiment.objectives import matters_of
from sim.experiment.results.sample import Floats
from sim.experiment.sweeps.design import Levels
from sim.experiment.sweeps.read_tables import rows_of
from sim.experiment.sweeps.sweep import sweep_into
from sim.kpi import difference_limits
from sim.scenario import ScenarioFile
from sim.scenario.claims import Atlas, Claim, Contrast
from sim.scenario.reading.changes import AS_IS
from sim.scenario.sweep import Sweep, node_of
from sim.scenario.sweep_factors import Factor
from sim.stats import bonferroni, contrast_values, mean_intervals

COSTS = "cost."
COST = f"{COSTS}total"


class Place(NamedTuple):
    """Where a claim is tried: a firm of the atlas, its runs kept below ``out``."""

    atlas: Atlas
    firm: str
    out: Path

    @property
    def file(self) -> ScenarioFile:
        """The firm's scenario."""
        return self.atlas.firms[self.firm]


def tried(claim: Claim, place: Place, conditions: Conditions) -> Trial:
    """Let the policies face the same customers, with more replications until it is decided.

    Replications double up to the most that the atlas allows; ``conditions.replications`` bounds
    them further. Raises what a sweep raises.
    """
    most = conditions.replications or place.atlas.at_most
    n = min(place.atlas.at_first, most)
    points = [claim.changes(policy, place.firm) for policy in claim.policies]
    while True:
        saved = swept(claim, place, points, "", replace(conditions, replications=n))
        values = values_of(saved, [*claim.measures, COST], len(points), n)
        trial = _judged(claim, place, values, saved, n)
        if trial.verdict != "not precise enough" or n >= most:
            return trial
        n = min(2 * n, most)


def _judged(
    claim: Claim, place: Place, values: Mapping[str, Floats], saved: Saved, replications: int
) -> Trial:
    scenario = place.file.resolve()
    thresholds = matters_of(scenario)
    confidence = bonferroni(place.atlas.confidence, place.atlas.comparisons)
    budget = realised(claim, values[COST])
    contrasts: list[Seen] = []
    for contrast in claim.contrasts:
        unit, direction = measure_of(contrast.measure, scenario.cost.currency)
        per_cost = budget.counts_for(contrast.measure)
        plain = contrast.expected != "steeper" and not per_cost
        limits = difference_limits(contrast.measure, unit) if plain else (-inf, inf)
        sums = weighed(claim, contrast, values, direction == "higher", budget)
        threshold = thresholds[contrast.measure]
        contrasts.append(
            seen_of(contrast, sums, Asked(unit, threshold, confidence, limits, per_cost))
        )
    means = {
        measure: dict(zip(claim.policies, mean_intervals(values[measure]).mean, strict=True))
        for measure in claim.measures
    }
    return Trial(
        firm=place.firm,
        verdict=verdict_of(contrasts, claim.kind == "utility"),
        contrasts=tuple(contrasts),
        means=means,
        cost=dict(zip(claim.policies, budget.shares, strict=True)),
        replications=replications,
        seed=int(saved.experiment["seed"]),
        fingerprint=str(saved.experiment["fingerprint"]),
    )


def weighed(
    claim: Claim,
    contrast: Contrast,
    values: Mapping[str, Floats],
    higher_is_better: bool,
    budget: Budget,
) -> Floats:
    """A contrast by replication. ``values``: by measure, shape (replications, policies)."""
    table = values[contrast.measure]
    if budget.counts_for(contrast.measure):
        table = table * budget.factors(higher_is_better)
    return contrast_values(table, np.array(claim.weights(contrast)))


class Budget(NamedTuple):
    """Realised cost of the policies by that of the first, and whether measures are per cost."""

    shares: tuple[float, ...]
    applied: bool

    def counts_for(self, measure: str) -> bool:
        """Whether a measure is per unit of cost; one of cost has it in it already."""
        return self.applied and not measure.startswith(COSTS)

    def factors(self, higher_is_better: bool) -> Floats:
        """Factors by policy: what is gained is divided by the cost, what is suffered multiplied."""
        shares = np.array(self.shares)
        return 1.0 / shares if higher_is_better else shares


TOLERANCE = 0.005
"""Of realised cost, where policies are meant to cost the same."""


def realised(claim: Claim, cost: Floats) -> Budget:
    """What the policies cost; where budgets are meant to be equal and are not, per unit of cost.

    ``cost``: shape (replications, policies).
    """
    means = cost.mean(axis=0)
    shares = tuple(float(x / means[0]) if means[0] else nan for x in means)
    alike = [
        share for share, policy in zip(shares, claim.policies.values(), strict=True) if policy.same
    ]
    return Budget(shares, any(abs(share - 1.0) > TOLERANCE for share in alike))


def swept(
    claim: Claim, place: Place, points: Sequence[Levels], part: str, conditions: Conditions
) -> Saved:
    """The points as a sweep, gone on with where there are rows of it."""
    mark = node_of("").mark
    paths = dict.fromkeys(path for point in points for path in point)
    sweep = Sweep(
        name=" ".join(filter(None, ["claim", claim.name, place.firm, part])),
        about=claim.title,
        text=claim.text,
        file=place.file,
        variant=AS_IS,
        settings=(),
        factors=tuple(Factor(path, (), None, mark) for path in paths),
        design="listed",
        measures=tuple(claim.measures),
        listed=tuple(points),
    )
    with Draft(place.out) as draft:
        return sweep_into(draft, sweep, conditions, told=False)


def values_of(
    saved: Saved, measures: Iterable[str], points: int, replications: int
) -> dict[str, Floats]:
    """By measure, the values of shape (replications, points); nan where a point lacks it.

    Of a folder that has more replications the first ones count, so that a claim is judged alike
    however much was run before.
    """
    wanted = list(dict.fromkeys(measures))
    rows = rows_of(saved, wanted)
    found = {}
    for name in wanted:
        if name in rows.schema.names:
            found[name] = rows[name].to_numpy().reshape(points, -1).T[:replications]
        else:
            found[name] = np.full((replications, points), np.nan)
    return found
