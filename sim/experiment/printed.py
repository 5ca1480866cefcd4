"""Results as plain data: what ``--json`` prints and estimates.json holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from math import isfinite
from typing import TYPE_CHECKING, Any

from sim.experiment.choosing import MAIN, Chosen
from sim.experiment.sample import Estimate, plain
from sim.kpi.undefined import why_undefined

if TYPE_CHECKING:
    from sim.experiment.results import CompareResult, RunResult

Plain = dict[str, dict[str, Any]]


def run(result: RunResult) -> dict[str, Any]:
    """Estimates of a run."""
    return {
        "scenario": result.scenario,
        "variant": result.variant,
        "seed": result.seed,
        "replications": result.replications,
        "engine": result.engine,
        "version": result.version,
        "kpis": _estimates(result.kpis, result.ratios),
    }


def comparison(result: CompareResult) -> dict[str, Any]:
    """Estimates of a comparison, with what its differences show."""
    return {
        "scenario": result.scenario,
        "baseline": result.baseline,
        "seed": result.seed,
        "replications": result.replications,
        "engine": result.engine,
        "version": result.version,
        "variants": {n: {"kpis": _estimates(r.kpis, r.ratios)} for n, r in result.runs.items()},
        "differences": {name: _differences(result, name) for name in result.differences},
        "not_shown_worse": _not_shown_worse(result),
        "best": None if result.chosen is None else _choice(result.chosen),
    }


def as_json(data: dict[str, Any]) -> str:
    """Plain data as indented JSON text; raises ValueError for a number that is not finite."""
    return json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False)


def _estimates(means: Mapping[str, Estimate], ratios: Mapping[str, Estimate]) -> Plain:
    """Means, or why there is none; those of ratios with the ratio of sums beside them."""
    data = {name: plain(estimate) for name, estimate in means.items()}
    for name, found in data.items():
        if found["mean"] is None:
            found["undefined"] = why_undefined(name)
    for name, ratio in ratios.items():
        limits = plain(ratio)
        data[name]["ratio"] = {key: limits[key] for key in ("mean", "low", "high")}
    return data


def _differences(result: CompareResult, variant: str) -> Plain:
    data = _estimates(result.differences[variant], result.ratio_differences[variant])
    for kpi, found in data.items():
        found["shown"] = result.verdict(variant, kpi)
        pair = result.pairings[variant][kpi]
        found["pairing"] = {
            name: value if isfinite(value) else None for name, value in pair._asdict().items()
        }
    return data


def _not_shown_worse(result: CompareResult) -> dict[str, list[str]]:
    found = {kpi: result.screened(kpi) for kpi in MAIN}
    return {kpi: list(kept.variants) for kpi, kept in found.items() if kept is not None}


def _choice(found: Chosen) -> dict[str, Any]:
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
