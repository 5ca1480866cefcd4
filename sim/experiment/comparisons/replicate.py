"""Replications of an experiment's variants, as many as a goal takes."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from sim.experiment.comparisons.recorded import Recorded
from sim.experiment.comparisons.stopping import Goal
from sim.experiment.comparisons.work import AllVariants, Done
from sim.experiment.conditions import Conditions
from sim.experiment.folders.publish import fingerprint
from sim.experiment.replication import perform
from sim.experiment.results.sample import Sample, sample_of

log = logging.getLogger("sim")


def recorded_of(
    what: list[Any], work: AllVariants, names: Sequence[str], conditions: Conditions
) -> Recorded | None:
    """What an earlier try of the same experiment has recorded, if the results go to a folder."""
    if conditions.draft is None:
        return None
    key = fingerprint([*what, work.seed, list(conditions.keeps)])
    recorded = Recorded(conditions.draft, key, names, bool(conditions.keeps))
    if recorded.done:
        log.warning("going on: %d replications were recorded earlier", len(recorded.done))
    return recorded


def replicate(
    work: AllVariants,
    names: Sequence[str],
    numbers: range,
    conditions: Conditions,
    recorded: Recorded | None,
) -> list[list[Done]]:
    """What each of the replications gave, in their order, whichever was quicker."""
    known = recorded.done if recorded else {}
    done = {number: known[number] for number in numbers if number in known}

    def take(replication: int, results: list[Done]) -> None:
        for name, result in zip(names, results, strict=True):
            if conditions.on_record is not None and result.seen is not None:
                conditions.on_record(name, replication, result.seen)
        done[replication] = [result._replace(seen=None) for result in results]
        if recorded is not None:
            recorded.add(replication, done[replication])

    left = [number for number in numbers if number not in done]
    perform(work, left, conditions, take, before=numbers.start + len(done))
    return [done[replication] for replication in numbers]


def until(
    goal: Goal,
    work: AllVariants,
    names: Sequence[str],
    conditions: Conditions,
    recorded: Recorded | None,
) -> tuple[list[list[Done]], str]:
    """As many replications as the goal takes, and how it ended if that is worth a note."""
    done: list[list[Done]] = []
    step = goal.after([])
    while step.more:
        numbers = range(len(done), len(done) + step.more)
        done += replicate(work, names, numbers, conditions, recorded)
        step = goal.after(samples_of(done))
    return done, step.told


def samples_of(done: Sequence[Sequence[Done]]) -> list[Sample]:
    """What each variant measured, from what each replication gave."""
    return [sample_of([pieces[at].row for pieces in done]) for at in range(len(done[0]))]
