"""Sweeps: a scenario at many points, each repeated on the same customers."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from sim.experiment.conditions import REPLICATIONS, Conditions
from sim.experiment.errors import RequestError
from sim.experiment.folders.drafts import Draft
from sim.experiment.folders.journal import Journal
from sim.experiment.folders.publish import LAYOUT, fingerprint
from sim.experiment.folders.saved import Saved
from sim.experiment.measures import measure_of, measures_of
from sim.experiment.replication import choose_engine, perform
from sim.experiment.size.check import check_size
from sim.experiment.sweeps.design import WHOLE, Levels, Shard, design_points
from sim.experiment.sweeps.folder import done_before, name_of, publish_sweep, shows
from sim.experiment.sweeps.read_tables import rows_of
from sim.experiment.sweeps.work import TOGETHER, OnePoint, Task, tasks_of
from sim.experiment.sweeps.write_tables import LABELLED, TIDY_MEASURES, Facts
from sim.plan import make_plan
from sim.scenario import Problem, Scenario, ScenarioError
from sim.scenario.explicit import explicit
from sim.scenario.nodes import plain
from sim.scenario.sweep import Sweep, shown
from sim.scenario.sweep_factors import VARIANT
from sim.version import __version__

log = logging.getLogger("sim")

PATTERN = set("*?[")
"""Signs that make a pattern out of a measure's name."""

CHUNK_S = 0.8
"""Work handed over at a time; with what is not yet on disk, less than two seconds."""

LOOKED_AT = 8
"""Points whose size is estimated before a sweep begins."""


class Asked(NamedTuple):
    """What a sweep is, once its design is worked out.

    The fingerprint in ``facts`` is equal for equal numbers. The number of replications is no
    part of it: more of them go on from fewer.
    """

    sweep: Sweep
    points: list[Levels]
    seed: int
    replications: int
    facts: Facts


def asked(sweep: Sweep, conditions: Conditions, shard: Shard = WHOLE) -> Asked:
    """Work out what a sweep asks for. Raises RequestError and ScenarioError."""
    points, factors = design_points(sweep), [factor.path for factor in sweep.factors]
    bases = _bases(sweep, points)
    first = next(iter(bases.values()))
    currency = first.cost.currency
    seed = next(s for s in (conditions.seed, sweep.seed, first.seed) if s is not None)
    replications = conditions.replications or sweep.replications or REPLICATIONS
    _check_measures(sweep, bases.values(), currency)
    texts = {name: explicit(base) for name, base in bases.items()}
    levels = [[point.get(path) for path in factors] for point in points]
    values = [[None if node is None else plain(node) for node in row] for row in levels]
    experiment = {
        "layout": LAYOUT,
        "command": "sweep",
        "version": __version__,
        "scenario": sweep.file.name,
        "sweep": sweep.name,
        "design": sweep.design,
        "points": len(points),
        "shard": list(shard),
        "seed": seed,
        "replications": replications,
        "front": list(sweep.front),
        "higher_is_better": [_higher(name, currency) for name in sweep.front],
        "fingerprint": fingerprint([__version__, sweep.name, texts, factors, values, seed]),
    }
    design = {
        "factors": factors,
        "levels": [[shown(node) for node in row] for row in levels],
        "measures": list(dict.fromkeys([*(sweep.measures or TIDY_MEASURES), *sweep.front])),
        "currency": currency,
        **_labels(sweep, bases),
    }
    facts = Facts(experiment, sweep.text, texts, design)
    return Asked(sweep, points, seed, replications, facts)


def _labels(sweep: Sweep, bases: Iterable[str]) -> dict[str, dict[str, str]]:
    """Labels of factors and variants; nothing where there are none."""
    factors = {factor.path: factor.label for factor in sweep.factors if factor.label}
    variants = {name: label for name in bases if (label := sweep.file.label_of(name))}
    told = zip(LABELLED, (factors, variants), strict=True)
    return {key: labels for key, labels in told if labels}


def _bases(sweep: Sweep, points: Sequence[Levels]) -> dict[str, Scenario]:
    """The scenarios that the factors vary, by variant."""
    by_variant = {node.text: node for p in points if (node := p.get(VARIANT)) is not None}
    bases = {name: sweep.resolve({VARIANT: node}) for name, node in sorted(by_variant.items())}
    return bases or {sweep.variant: sweep.resolve({})}


def _check_measures(sweep: Sweep, bases: Iterable[Scenario], currency: str) -> None:
    """See that every name and pattern fits a measure of some base.

    Raises RequestError for a measure that is none anywhere, and ScenarioError, with places.
    """
    for name in sweep.measures:
        if not PATTERN & set(name):
            measure_of(name, currency)
    known = dict.fromkeys(name for base in bases for name in measures_of(base))
    wrong = []
    for (key, name), mark in sweep.marks.items():
        if not any(fnmatchcase(one, name) for one in known):
            close = get_close_matches(name.strip("*?"), known, n=1, cutoff=0.4)
            near = f"did you mean `{close[0]}`?" if close else "`supportsim kpis` lists all."
            message = f"`{name}` fits no measure of this scenario; {near}"
            wrong.append(Problem(*mark, key, name, message))
    if wrong:
        raise ScenarioError(wrong)


def _higher(name: str, currency: str) -> bool:
    """Whether more of a measure is better. Raises RequestError for one that has no better side."""
    direction = measure_of(name, currency).direction
    if direction == "neutral":
        raise RequestError(f"front: neither more nor less of {name} is better")
    return direction == "higher"


def sweep_into(
    draft: Draft,
    sweep: Sweep,
    conditions: Conditions,
    shard: Shard = WHOLE,
    told: bool = True,
) -> Saved:
    """Do what a sweep asks for, as far as it is not done yet, and let its folder appear.

    A folder with fewer replications is gone on with; rows recorded before a kill count. ``told``:
    whether it is said that some or all of it was done before. Raises
    ScenarioError, RequestError, WorkerError, and OSError when the folder cannot be written.
    """
    what = asked(sweep, conditions, shard)
    facts, key = what.facts, str(what.facts.experiment["fingerprint"])
    before = done_before(draft.out, name_of(facts.experiment), key)
    if before is not None and before.experiment["replications"] >= what.replications:
        if told:
            log.warning("this sweep is done already")
        return before if shows(before, facts) else _shown_anew(draft, before, facts)
    journal = draft.begin(fingerprint([key, list(shard)]))
    if before is not None and not journal.parts:
        journal.take(rows_of(before))
    engine = _replicate(what, journal, conditions, told)
    return publish_sweep(draft, journal, facts, engine)


def _shown_anew(draft: Draft, before: Saved, facts: Facts) -> Saved:
    """The tables of other measures, from the rows that are there; nothing is run."""
    experiment = facts.experiment
    experiment["replications"] = before.experiment["replications"]
    journal = draft.begin(fingerprint([experiment["fingerprint"], experiment["shard"], "shown"]))
    journal.take(rows_of(before))
    return publish_sweep(draft, journal, facts, str(before.experiment["engine"]))


def _fitting(work: OnePoint, tasks: Sequence[Task], conditions: Conditions) -> Conditions:
    """See that some points, the first and the last among them, fit the machine.

    Returns and raises as ``check_size``.
    """
    points = sorted({point for point, _ in tasks})
    step = max(1, -(-len(points) // LOOKED_AT))
    some = sorted({*points[::step], *points[-1:]})
    if not some:
        return conditions
    scenarios = {f"point {point}": work.sweep.resolve(work.points[point]) for point in some}
    return check_size(scenarios, conditions, -(-len(tasks) // len(some)))


def _replicate(what: Asked, journal: Journal, conditions: Conditions, told: bool) -> str:
    """Fill the journal with what it lacks; returns the engine."""
    done, points = journal.keys(), what.facts.points
    tasks = [task for task in tasks_of(points, what.replications) if task not in done]
    before = len(points) * what.replications - len(tasks)
    if done and told:
        log.warning("going on: %d of %d runs were recorded earlier", before, before + len(tasks))
    known: dict[int, Any] = {}
    work = OnePoint(what.sweep, what.points, what.seed, "", known)
    conditions = _fitting(work, tasks, conditions)
    plan = make_plan(work.scenario(tasks[0][0] if tasks else 0), what.seed, 0)
    engine = choose_engine(conditions.engine, plan, len(tasks))
    work = OnePoint(what.sweep, what.points, what.seed, engine, known)
    perform(
        work,
        tasks,
        conditions,
        lambda _, line: journal.add([line]),
        before,
        CHUNK_S,
        together=min(what.replications, TOGETHER),
    )
    journal.flush()
    return engine
