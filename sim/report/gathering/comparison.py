"""From the result of a run or comparison to what its report shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from sim.experiment.folders.publish import circumstances
from sim.experiment.results import Floats
from sim.experiment.shipped import shipped
from sim.report.data.comparison import Channel, ReportInput, Variant
from sim.report.data.front import COST, SATISFIED, undominated
from sim.report.data.measures import Curve, Difference
from sim.report.data.sensitivity import Assumption
from sim.report.gathering.shared import (
    assumption_of,
    digest_of,
    measure_of,
    provenance_of,
    target_of,
)
from sim.report.story.picking import telling_stories
from sim.report.texts.own_rules import own_rules
from sim.time_units import HOUR, WEEK

if TYPE_CHECKING:
    from sim.experiment.results import CompareResult, RunResult
    from sim.experiment.watch import Pooled, Watch

DIGITS = 5
"""Significant digits kept of curves."""


def gather(result: RunResult | CompareResult) -> ReportInput:
    """What a report shows of a result that was obtained with ``report``.

    Raises ValueError for another one, of whose records nothing is left.
    """
    watch = result.watch
    if watch is None:
        raise ValueError("nothing was kept for a report: run or compare with report=True")
    seen = watch.seen(result.runs, result.replications)
    curves = {name: _curves(seen.pools[name].pooled()) for name in result.runs}
    figures = gather_figures(result)
    data = replace(
        figures,
        about=watch.file.about,
        variants=tuple(
            replace(
                variant,
                about=_about(variant.name, result.runs, watch),
                curves=curves[variant.name],
            )
            for variant in figures.variants
        ),
        assumptions=tuple(_assumptions(result.runs, watch)),
        stories=telling_stories(seen.first, next(iter(result.runs.values())).resolved.clock.start),
    )
    return data if own_rules(result) else replace(data, hint=_hint(data, watch))


def gather_figures(result: RunResult | CompareResult) -> ReportInput:
    """What the numbers of any result tell: without curves, stories and what the file says of
    itself, which only those know who have seen the file and the records."""
    runs = result.runs
    first = next(iter(runs.values()))
    scenario = first.resolved
    from sim.kpi.summary import LATENESS_H, RESOLUTION_S, WAITS_S

    return ReportInput(
        scenario=result.scenario,
        about="",
        currency=scenario.cost.currency,
        weeks=(scenario.clock.length_s - scenario.clock.warm_up_s) / WEEK,
        replications=result.replications,
        seed=result.seed,
        channels=tuple(_channels(first)),
        types=tuple(scenario.issue_types),
        segments=tuple(scenario.customers.segments),
        desks=tuple(scenario.tasks),
        teams=tuple(scenario.teams),
        variants=_variants(result),
        measures={
            kpi: measure_of(kpi, scenario.cost.currency)
            for run in runs.values()
            for kpi in run.measures
        },
        resolution_h=_rounded(RESOLUTION_S / HOUR),
        waits_s=_rounded(WAITS_S),
        lateness_h=_rounded(LATENESS_H),
        notes=tuple(dict.fromkeys(note for run in runs.values() for note in run.notes)),
        provenance=_provenance(result),
        matters=dict(first.matters),
        asked=_asked(result),
        labels={name: run.label for name, run in runs.items() if run.label},
    )


def _asked(result: RunResult | CompareResult) -> tuple[str, ...]:
    from sim.experiment.results import CompareResult

    return result.asked if isinstance(result, CompareResult) else ()


def _hint(data: ReportInput, watch: Watch) -> str:
    """The command that tells what the difference of the best other variant depends on.

    Nothing where no range is stated, or where all other variants are what-ifs.
    """
    file = watch.file
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


def _variants(result: RunResult | CompareResult) -> tuple[Variant, ...]:
    runs = result.runs
    chance = _front_chances(runs)
    return tuple(
        Variant(
            name=name,
            about="",
            planned_paid_h=float(run.planned.paid_h),
            planned_cost=float(run.planned.cost),
            same=run.same or "",
            overrides=run.overrides,
            kpis=dict(run.kpis),
            differences=_differences(result, name),
            curves={},
            front=chance[name],
            targets=tuple(map(target_of, run.targets)),
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


def _about(name: str, runs: Mapping[str, RunResult], watch: Watch) -> str:
    """What the file says, or what a what-if sets beside what is set for all, or its own rules."""
    if name in watch.file.variants:
        return watch.file.variants[name].about
    run, common = runs[name], next(iter(runs.values())).overrides
    told = [override for override in run.overrides if override not in common]
    if run.rules is not None:
        told.append(f"under the rules of {run.rules.name}")
    return "; ".join(told)


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


def _assumptions(runs: Mapping[str, RunResult], watch: Watch) -> Iterable[Assumption]:
    """Each value once, with the variants that have it unless all do."""
    file = watch.file
    holders: dict[Assumption, list[str]] = {}
    for name, run in runs.items():
        variant = name if name in file.variants or name == file.baseline else None
        for one in file.assumptions(variant, run.overrides):
            if one.path.startswith(("variants.", "matters.")):
                continue  # told where the variant has taken it over; and no part of the world
            holders.setdefault(assumption_of(one), []).append(name)
    for known, names in holders.items():
        yield known._replace(variants=tuple(names) if len(names) < len(runs) else ())


def _provenance(result: RunResult | CompareResult) -> dict[str, str]:
    rules = own_rules(result)
    return provenance_of(
        {"version": result.version, "seed": result.seed, **circumstances(result.engine)},
        str(result.replications),
        {
            **({"Rules of one's own": f"{rules}; kept in the folder rules/"} if rules else {}),
            "Scenarios": digest_of(run.explicit for run in result.runs.values()),
        },
    )
