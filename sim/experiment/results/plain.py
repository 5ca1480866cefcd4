"""Results as plain data: what ``--json`` prints and estimates.json holds."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any

from sim.experiment.results.sample import Estimate
from sim.experiment.results.selection import Chosen
from sim.experiment.results.targets import Judged
from sim.kpi.undefined import why_undefined

Plain = dict[str, dict[str, Any]]


def as_json(data: dict[str, Any]) -> str:
    """Plain data as indented JSON text; raises ValueError for a number that is not finite."""
    return json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False)


def estimates(means: Mapping[str, Estimate], ratios: Mapping[str, Estimate]) -> Plain:
    """Means, or why there is none; those of ratios with the ratio of sums beside them."""
    data = {name: _estimate(found) for name, found in means.items()}
    for name, found in data.items():
        if found["mean"] is None:
            found["undefined"] = why_undefined(name)
    for name, ratio in ratios.items():
        limits = _estimate(ratio)
        data[name]["ratio"] = {key: limits[key] for key in ("mean", "low", "high")}
    return data


def targets(judged: Sequence[Judged]) -> list[dict[str, Any]]:
    """What is aimed at, and whether it is shown to be met."""
    return [
        {
            "measure": one.objective.measure,
            "at_least" if one.objective.at_least else "at_most": one.objective.amount,
            **_estimate(one.estimate),
            "attained": one.attained,
        }
        for one in judged
    ]


def choice(found: Chosen) -> dict[str, Any]:
    """How far the selection of the best variant has come."""
    return {
        "measure": found.aim.kpi,
        "matters": found.aim.matters,
        "unit": found.unit,
        "confidence": found.confidence,
        "variant": found.best,
        "replications": found.n,
        "running": list(found.running),
        "out_after": dict(found.out_after),
    }


def _estimate(estimate: Estimate) -> dict[str, Any]:
    """Numbers are finite or null."""
    numbers = {name: getattr(estimate, name) for name in ("mean", "low", "high")}
    finite = {name: value if isfinite(value) else None for name, value in numbers.items()}
    return {**finite, "unit": estimate.unit}
