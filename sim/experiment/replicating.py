"""Replications of an experiment's variants, as many as a goal takes."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import closing
from typing import Any

from sim.experiment.conditions import Conditions
from sim.experiment.folder import fingerprint
from sim.experiment.goals import Goal
from sim.experiment.processes import Processes
from sim.experiment.resume import Kept
from sim.experiment.sample import Sample, sample_of
from sim.experiment.work import Done, Replicate

log = logging.getLogger("sim")


def kept_of(
    what: list[Any], work: Replicate, names: Sequence[str], conditions: Conditions
) -> Kept | None:
    """What an earlier try of the same experiment has recorded, if the results go to a folder."""
    if conditions.draft is None:
        return None
    key = fingerprint([*what, work.seed, list(conditions.keeps)])
    kept = Kept(conditions.draft, key, names, bool(conditions.keeps))
    if kept.done:
        log.warning("going on: %d replications were recorded earlier", len(kept.done))
    return kept


def replicate(
    work: Replicate,
    names: Sequence[str],
    numbers: range,
    conditions: Conditions,
    kept: Kept | None,
) -> list[list[Done]]:
    """What each of the replications gave, in their order, whichever was quicker."""
    known = kept.done if kept else {}
    done = {number: known[number] for number in numbers if number in known}
    left = [number for number in numbers if number not in done]
    executor = conditions.executor or Processes(conditions.workers)
    before = numbers.start
    if conditions.progress is not None:
        conditions.progress(before + len(done), numbers.stop)
    with closing(executor.execute(work, left)) as pieces:
        for at, results in pieces:
            replication = left[at]
            for name, result in zip(names, results, strict=True):
                if conditions.on_record is not None and result.seen is not None:
                    conditions.on_record(name, replication, result.seen)
            done[replication] = [result._replace(seen=None) for result in results]
            if kept is not None:
                kept.add(replication, done[replication])
            if conditions.progress is not None:
                conditions.progress(before + len(done), numbers.stop)
    return [done[replication] for replication in numbers]


def until(
    goal: Goal,
    work: Replicate,
    names: Sequence[str],
    conditions: Conditions,
    kept: Kept | None,
) -> tuple[list[list[Done]], str]:
    """As many replications as the goal takes, and how it ended if that is worth a note."""
    done: list[list[Done]] = []
    step = goal.after([])
    while step.more:
        numbers = range(len(done), len(done) + step.more)
        done += replicate(work, names, numbers, conditions, kept)
        step = goal.after(samples_of(done))
    return done, step.told


def samples_of(done: Sequence[Sequence[Done]]) -> list[Sample]:
    """What each variant measured, from what each replication gave."""
    return [sample_of([pieces[at].row for pieces in done]) for at in range(len(done[0]))]
