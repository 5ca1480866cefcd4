"""Sweeps: a scenario at many points, each repeated on the same customers."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.experiment.budget import check_size
from sim.experiment.conditions import REPLICATIONS, Conditions
from sim.experiment.drafts import EXPERIMENT, Draft, fingerprint_of
from sim.experiment.errors import RequestError, ResultsError
from sim.experiment.folder import LAYOUT, fingerprint, slug
from sim.experiment.journal import Journal
from sim.experiment.naming import measures_of, unknown
from sim.experiment.processes import Processes
from sim.experiment.saved import Saved, open_folder
from sim.experiment.steps import Definition, Steps, real_steps
from sim.experiment.sweep_folder import MAIN, Facts, facts_of, publish_sweep
from sim.experiment.sweep_points import Levels, points_of
from sim.experiment.sweep_saved import rows_of
from sim.experiment.sweep_work import TOGETHER, Replicated, Task, tasks_of
from sim.version import __version__

if TYPE_CHECKING:
    from sim.scenario.model import Scenario
    from sim.scenario.sweep import Sweep

log = logging.getLogger("sim")

PATTERN = set("*?[")
"""Signs that make a pattern out of a measure's name."""

CHUNK_S = 0.8
"""Work handed over at a time; with what is not yet on disk, less than two seconds."""


LOOKED_AT = 8
"""Points whose size is estimated before a sweep begins."""


class Shard(NamedTuple):
    """The ``number``-th of ``of`` parts of a sweep, counted from 1."""

    number: int
    of: int

    def points(self, count: int) -> range:
        """Its points out of so many."""
        return range(self.number - 1, count, self.of)


WHOLE = Shard(1, 1)


def shard_of(text: str | None) -> Shard:
    """``2/4`` as a shard; None for the whole. Raises RequestError."""
    if text is None:
        return WHOLE
    number, _, of = text.partition("/")
    if not (number.isdigit() and of.isdigit() and 1 <= int(number) <= int(of)):
        raise RequestError(f"shard: a part such as 2/4, the second of four, not {text!r}")
    return Shard(int(number), int(of))


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


def asked(sweep: Sweep, conditions: Conditions, steps: Steps, shard: Shard = WHOLE) -> Asked:
    """Work out what a sweep asks for. Raises RequestError and ScenarioError."""
    from sim.scenario.sweep import shown
    from sim.scenario.sweep_factors import VARIANT

    points = points_of(sweep)
    by_variant = {node.text: node for p in points if (node := p.get(VARIANT)) is not None}
    bases = {name: sweep.resolve({VARIANT: node}) for name, node in sorted(by_variant.items())}
    bases = bases or {sweep.variant: sweep.resolve({})}
    first = next(iter(bases.values()))
    seed = next(s for s in (conditions.seed, sweep.seed, first.seed) if s is not None)
    replications = conditions.replications or sweep.replications or REPLICATIONS
    texts = {name: steps.explicit(base) for name, base in bases.items()}
    plain = [[_plain(point.get(factor.path)) for factor in sweep.factors] for point in points]
    factors = [factor.path for factor in sweep.factors]
    for name in sweep.measures:
        if not PATTERN & set(name):
            _definition(steps, name)
    _check_measures(sweep, bases.values())
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
        "higher_is_better": [_higher(steps, name) for name in sweep.front],
        "fingerprint": fingerprint([__version__, sweep.name, texts, factors, plain, seed]),
    }
    design = {
        "factors": factors,
        "levels": [[shown(point.get(path)) for path in factors] for point in points],
        "measures": list(dict.fromkeys([*(sweep.measures or MAIN), *sweep.front])),
        "currency": first.cost.currency,
    }
    facts = Facts(experiment, sweep.text, texts, design)
    return Asked(sweep, points, seed, replications, facts)


def _plain(level: Any) -> Any:
    from sim.scenario.nodes import plain

    return None if level is None else plain(level)


def _check_measures(sweep: Sweep, bases: Iterable[Scenario]) -> None:
    """Raises ScenarioError for a name or a pattern that fits no measure of any base."""
    from sim.scenario import Problem, ScenarioError

    if not sweep.marks:
        return
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


def _higher(steps: Steps, name: str) -> bool:
    """Whether more of a measure is better. Raises RequestError for one that has no better side."""
    direction = _definition(steps, name).direction
    if direction == "neutral":
        raise RequestError(f"front: neither more nor less of {name} is better")
    return direction == "higher"


def _definition(steps: Steps, name: str) -> Definition:
    try:
        return steps.describe(name)
    except KeyError:
        raise unknown(name) from None


def sweep_into(draft: Draft, sweep: Sweep, conditions: Conditions, shard: Shard = WHOLE) -> Saved:
    """Do what a sweep asks for, as far as it is not done yet, and let its folder appear.

    A folder with fewer replications is gone on with; rows recorded before a kill count. Raises
    ScenarioError, RequestError, WorkerError, and OSError when the folder cannot be written.
    """
    steps = conditions.steps or real_steps()
    what = asked(sweep, conditions, steps, shard)
    points = shard.points(len(what.points))
    name, key = name_of(what.facts.experiment), str(what.facts.experiment["fingerprint"])
    before = _done_before(draft.out, name, key)
    if before is not None and before.experiment["replications"] >= what.replications:
        log.warning("this sweep is done already")
        return before if _shows(before, what.facts) else _shown_anew(draft, before, what, shard)
    journal = draft.begin(fingerprint([key, list(shard)]))
    if before is not None and not journal.parts:
        journal.take(rows_of(before))
    engine = _replicate(what, points, journal, conditions, steps)
    return open_folder(publish_sweep(draft, journal, what.facts, points, name, engine))


def _shows(before: Saved, facts: Facts) -> bool:
    """Whether the tables of a folder are of the measures that are asked for."""
    old = facts_of(before)
    same_front = bool(old.experiment["front"] == facts.experiment["front"])
    return same_front and bool(old.design["measures"] == facts.design["measures"])


def _shown_anew(draft: Draft, before: Saved, what: Asked, shard: Shard) -> Saved:
    """The tables of other measures, from the rows that are there; nothing is run."""
    experiment = what.facts.experiment
    experiment["replications"] = before.experiment["replications"]
    journal = draft.begin(fingerprint([experiment["fingerprint"], list(shard), "shown"]))
    journal.take(rows_of(before))
    points, engine = shard.points(len(what.points)), str(before.experiment["engine"])
    name = name_of(experiment)
    return open_folder(publish_sweep(draft, journal, what.facts, points, name, engine))


def name_of(experiment: Mapping[str, Any]) -> str:
    """The name of the folder of a sweep, or of a part of it."""
    number, of = experiment["shard"]
    part = "" if (number, of) == WHOLE else f"-shard-{number}-of-{of}"
    return f"{slug(experiment['sweep'])}-sweep-{experiment['seed']}{part}"


def _done_before(out: Path, name: str, key: str) -> Saved | None:
    """The folder of the same sweep, if there is one that is whole."""
    others = []
    for path in sorted(out.glob(f"{name}*/{EXPERIMENT}")):
        if fingerprint_of(path.parent) != key:
            others.append(path.parent)
            continue
        try:
            found = open_folder(path.parent)
        except ResultsError as error:
            log.warning("%s", error)
            continue
        if name_of(found.experiment) == name:
            return found
    if out / name in others:
        log.warning(
            "%s stays as it is: since then the scenario, the sweep or the version has changed; "
            "this sweep gets a folder of its own",
            out / name,
        )
    return None


def merge_into(draft: Draft, folders: Sequence[Saved]) -> Saved:
    """Put the shards of a sweep together, as if it had been done in one go.

    Raises RequestError when they are not all the shards of one sweep, and OSError.
    """
    first = folders[0].experiment
    if any(one.command != "sweep" for one in folders):
        raise RequestError("merge takes folders of sweeps (made with --shard)")
    for one in folders:
        if any(one.experiment[key] != first[key] for key in ("fingerprint", "replications")):
            raise RequestError(
                f"{one.path} is of another sweep than {folders[0].path}: scenario, design, seed, "
                "replications and version must be the same"
            )
        if not _shows(one, facts_of(folders[0])):
            raise RequestError(
                f"{one.path} shows other measures than {folders[0].path}: "
                "`measures` and `front` of the sweep file must be the same"
            )
    count = int(first["points"])
    have = {point for one in folders for point in Shard(*one.experiment["shard"]).points(count)}
    if len(have) < count:
        known = ", ".join("{}/{}".format(*one.experiment["shard"]) for one in folders)
        raise RequestError(f"{count - len(have)} of {count} points are missing; given: {known}")
    facts = facts_of(folders[0])
    facts.experiment["shard"] = list(WHOLE)
    journal = draft.begin(fingerprint([first["fingerprint"], "merge"]))
    for one in folders:
        journal.take(rows_of(one))
    name, engine = name_of(facts.experiment), str(first["engine"])
    return open_folder(publish_sweep(draft, journal, facts, range(count), name, engine))


def _fitting(work: Replicated, tasks: Sequence[Task], conditions: Conditions) -> Conditions:
    """See that some points, the first and the last among them, fit the machine.

    Returns and raises as ``check_size``.
    """
    points = sorted({point for point, _ in tasks})
    step = max(1, -(-len(points) // LOOKED_AT))
    some = sorted({*points[::step], *points[-1:]})
    if not some or conditions.steps is not None:
        return conditions
    scenarios = {f"point {point}": work.sweep.resolve(work.points[point]) for point in some}
    return check_size(scenarios, conditions, -(-len(tasks) // len(some)))


def _replicate(
    what: Asked, points: range, journal: Journal, conditions: Conditions, steps: Steps
) -> str:
    """Fill the journal with what it lacks; returns the engine."""
    done = journal.keys()
    tasks = [task for task in tasks_of(points, what.replications) if task not in done]
    total = len(points) * what.replications
    if done:
        log.warning("going on: %d of %d runs were recorded earlier", total - len(tasks), total)
    known: dict[int, Any] = {}
    work = Replicated(what.sweep, what.points, what.seed, "", steps, known)
    conditions = _fitting(work, tasks, conditions)
    plan = steps.plan(work.scenario(tasks[0][0] if tasks else 0), what.seed, 0)
    engine = steps.choose(conditions.engine, plan, len(tasks))
    work = Replicated(what.sweep, what.points, what.seed, engine, steps, known)
    executor = conditions.executor or Processes(conditions.workers)
    together = min(what.replications, TOGETHER)
    if conditions.progress is not None:
        conditions.progress(total - len(tasks), total)
    finished = total - len(tasks)
    with closing(executor.execute(work, tasks, CHUNK_S, together)) as pieces:
        for _, line in pieces:
            journal.add([line])
            finished += 1
            if conditions.progress is not None:
                conditions.progress(finished, total)
    journal.flush()
    return engine
