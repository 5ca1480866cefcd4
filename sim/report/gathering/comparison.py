"""From the results of an experiment to what a report shows."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from sim.experiment.shipped import shipped
from sim.report.data.comparison import Channel, ReportInput, Variant
from sim.report.data.front import undominated
from sim.report.data.measures import Curve, Difference, Measure
from sim.report.data.sensitivity import Assumption
from sim.report.story.picking import telling_stories
from sim.time_units import HOUR, WEEK

if TYPE_CHECKING:
    from sim.experiment.results import CompareResult, RunResult
    from sim.experiment.watch import Pooled, Seen

Floats = npt.NDArray[np.float64]
SATISFIED, COST = "satisfaction.csat", "cost.total"
WRITTEN = ("path", "value", "low", "high", "unit", "source", "grade", "note")
"""What is known of an assumption."""
DIGITS = 5
"""Significant digits kept of curves."""


class Source(Protocol):
    """A value of the scenario that says where it comes from."""

    @property
    def path(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def low(self) -> str: ...
    @property
    def high(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def grade(self) -> str: ...
    @property
    def note(self) -> str: ...


class About(Protocol):
    """What a variant of a file says of itself."""

    @property
    def about(self) -> str: ...


class File(Protocol):
    """What a report asks of a scenario file."""

    @property
    def about(self) -> str: ...
    @property
    def path(self) -> Path: ...
    @property
    def baseline(self) -> str: ...
    @property
    def variants(self) -> Mapping[str, About]: ...
    def assumptions(
        self, variant: str | None = None, overrides: Sequence[str] = ()
    ) -> Sequence[Source]: ...


def gather(result: RunResult | CompareResult, seen: Seen, file: File) -> ReportInput:
    """What a report shows of ``result``; ``seen``: what is left of its records.

    ``file``: the scenario file that ran.
    """
    runs = result.runs
    first = next(iter(runs.values()))
    record, scenario = seen.first[first.variant], first.resolved
    from sim.kpi.summary import LATENESS_H, RESOLUTION_S, WAITS_S

    data = ReportInput(
        scenario=result.scenario,
        about=file.about,
        currency=scenario.cost.currency,
        weeks=(record.end_s - record.warm_up_s) / WEEK,
        replications=result.replications,
        seed=result.seed,
        channels=tuple(_channels(first)),
        types=tuple(scenario.issue_types),
        segments=tuple(scenario.customers.segments),
        desks=tuple(scenario.tasks),
        teams=tuple(scenario.teams),
        variants=_variants(result, seen, file),
        measures=_measures(first),
        resolution_h=_rounded(RESOLUTION_S / HOUR),
        waits_s=_rounded(WAITS_S),
        lateness_h=_rounded(LATENESS_H),
        assumptions=_assumptions(runs, file),
        stories=telling_stories(seen.first, scenario.clock.start),
        notes=tuple(dict.fromkeys(note for run in runs.values() for note in run.notes)),
        provenance=_provenance(result),
        matters=dict(first.matters),
    )
    return replace(data, hint=_hint(data, file))


def _hint(data: ReportInput, file: File) -> str:
    """The command that tells what the difference of the best other variant depends on.

    Nothing where no range is stated, or where all other variants are what-ifs.
    """
    named = [variant.name for variant in data.others if variant.name in file.variants]
    if not named or not any(one.low for one in data.assumptions):
        return ""
    best = [name for name in undominated(data) if name in named]
    between = f"{file.baseline},{(best or named)[-1]}"
    own = {path.resolve(): name for name, path in shipped().items()}
    name = own.get(file.path.resolve(), file.path.name)
    return f"supportsim sensitivity {name} --between {between} --measure {SATISFIED} --report"


def _channels(run: RunResult) -> list[Channel]:
    from sim.kpi.rules import target_s

    found = []
    for name, channel in run.resolved.channels.items():
        share = channel.service_target.share if channel.service_target else float("nan")
        found.append(Channel(name, channel.kind, share, target_s(channel)))
    return found


def _variants(result: RunResult | CompareResult, seen: Seen, file: File) -> tuple[Variant, ...]:
    runs = result.runs
    first = next(iter(runs))
    chance = _front_chances(runs)
    return tuple(
        Variant(
            name=name,
            about=_about(name, run, runs[first].overrides, file),
            planned_paid_h=float(run.planned.paid_h),
            planned_cost=float(run.planned.cost),
            same=run.same or "",
            overrides=run.overrides,
            kpis=dict(run.kpis),
            differences=_differences(result, name),
            curves=_curves(seen.pools[name].pooled()),
            front=chance[name],
        )
        for name, run in runs.items()
    )


def _front_chances(runs: Mapping[str, RunResult]) -> dict[str, float]:
    """Nan with one replication."""
    from sim.stats import front_chances

    satisfied, cost = (
        np.column_stack([run.values[kpi] for run in runs.values()]) for kpi in (SATISFIED, COST)
    )
    if len(cost) < 2:
        return dict.fromkeys(runs, float("nan"))
    found = front_chances(satisfied, cost, higher=(True, False))
    return dict(zip(runs, found.tolist(), strict=True))


def _about(name: str, run: RunResult, common: Sequence[str], file: File) -> str:
    """What the file says, or what a what-if sets beside what is set for all."""
    if name in file.variants:
        return file.variants[name].about
    return "; ".join(override for override in run.overrides if override not in common)


def _differences(result: RunResult | CompareResult, name: str) -> dict[str, Difference]:
    from sim.experiment.results import CompareResult

    if not isinstance(result, CompareResult) or name == result.baseline:
        return {}
    return {kpi: difference_of(result, name, kpi) for kpi in result.differences[name]}


def difference_of(result: CompareResult, variant: str, kpi: str) -> Difference:
    """The difference of a variant from the baseline, by the interval by which it is judged."""
    return Difference(
        result.simultaneous(kpi)[variant],
        result.verdict(variant, kpi),
        result.pairings[variant][kpi].factor,
    )


def _curves(pooled: Mapping[str, Pooled]) -> dict[str, Curve]:
    return {name: Curve(_rounded(one.value), _rounded(one.half)) for name, one in pooled.items()}


def _rounded(values: Floats) -> tuple[float, ...]:
    return tuple(float(f"{value:.{DIGITS}g}") for value in values.tolist())


def _measures(run: RunResult) -> dict[str, Measure]:
    from sim.kpi import describe

    found = {}
    for kpi, measure in run.measures.items():
        meaning = describe(kpi)
        found[kpi] = Measure(measure.unit, measure.direction, meaning.formula, meaning.source)
    return found


def _assumptions(runs: Mapping[str, RunResult], file: File) -> tuple[Assumption, ...]:
    """Each value once, with the variants that have it unless all do."""
    holders: dict[tuple[Any, ...], list[str]] = {}
    for name, run in runs.items():
        variant = name if name in file.variants or name == file.baseline else None
        for one in file.assumptions(variant, run.overrides):
            if one.path.startswith(("variants.", "matters.")):
                continue  # told where the variant has taken it over; and no part of the world
            holders.setdefault(tuple(getattr(one, part) for part in WRITTEN), []).append(name)
    return tuple(
        Assumption(
            **dict(zip(WRITTEN, key, strict=True)),
            variants=tuple(names) if len(names) < len(runs) else (),
        )
        for key, names in holders.items()
    )


def assumption_of(one: Source, variants: tuple[str, ...]) -> Assumption:
    """What is known of a value; ``variants``: those that have it, none for all."""
    return Assumption(**{part: getattr(one, part) for part in WRITTEN}, variants=variants)


def _provenance(result: RunResult | CompareResult) -> dict[str, str]:
    """What ran; no dates, so that the same experiment gives the same report."""
    digest = hashlib.sha256("".join(run.explicit for run in result.runs.values()).encode())
    return {
        "Program": f"supportsim {result.version}, {result.engine} engine",
        "Seed": str(result.seed),
        "Replications": str(result.replications),
        "Scenarios": f"SHA-256 {digest.hexdigest()[:16]}… of the explicit scenarios",
        "Environment": environment_of(
            {
                "python": platform.python_version(),
                "numpy": np.__version__,
                "system": f"{platform.system()} {platform.machine()}",
            }
        ),
    }


def environment_of(known: Mapping[str, str]) -> str:
    """What the program ran on."""
    return f"Python {known['python']}, NumPy {known['numpy']}, {known['system']}"
