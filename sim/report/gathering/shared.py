"""What the data of all kinds of reports has in common: measures, assumptions, provenance."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from sim.report.data.measures import Estimate, Measure, Target
from sim.report.data.sensitivity import Assumption

if TYPE_CHECKING:
    from sim.experiment.results.targets import Judged
    from sim.stats import Interval

WRITTEN = ("path", "value", "low", "high", "unit", "source", "grade", "note")
"""What is known of an assumption."""


def measure_of(kpi: str, currency: str) -> Measure:
    """What a KPI means, amounts in a currency."""
    from sim.kpi import describe

    known = describe(kpi)
    unit = known.unit.replace("money", currency)
    return Measure(unit, known.direction, known.formula, known.source)


def estimate_of(interval: Interval, unit: str) -> Estimate:
    """An interval with its unit."""
    return Estimate(interval.mean, interval.low, interval.high, unit)


def target_of(judged: Judged) -> Target:
    """A target with what came out."""
    measure, at_least, amount, _ = judged.objective
    return Target(measure, at_least, amount, judged.estimate, judged.attained)


def assumption_of(stated: Any, variants: tuple[str, ...] = ()) -> Assumption:
    """What a scenario states of a value; ``variants``: those that have it, none for all."""
    return Assumption(**{part: getattr(stated, part) for part in WRITTEN}, variants=variants)


def provenance_of(
    experiment: Mapping[str, Any], replications: str, more: Mapping[str, str]
) -> dict[str, str]:
    """What ran and on what, in the order to show; no dates, so that the same experiment gives the
    same report. ``experiment``: as experiment.json tells of it."""
    ran_on = experiment["environment"]
    return {
        "Program": f"supportsim {experiment['version']}, {experiment['engine']} engine",
        "Seed": str(experiment["seed"]),
        "Replications": replications,
        **more,
        "Environment": f"Python {ran_on['python']}, NumPy {ran_on['numpy']}, {ran_on['system']}",
    }


def digest_of(explicit: Iterable[str]) -> str:
    """What identifies the texts of explicit scenarios."""
    digest = hashlib.sha256("".join(explicit).encode())
    return f"SHA-256 {digest.hexdigest()[:16]}… of the explicit scenarios"
