"""Whether an experiment fits the machine: told before it begins, refused if it does not."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from sim.experiment.conditions import REPLICATIONS, Conditions
from sim.experiment.errors import RequestError
from sim.experiment.executors.processes import Processes
from sim.experiment.memory import Room, room
from sim.experiment.size.experiment_size import Size, size_of
from sim.experiment.size.words import count_text, refusal, time_text, warning
from sim.plan.size import sources
from sim.time_units import MINUTE

if TYPE_CHECKING:
    from sim.scenario import Scenario

log = logging.getLogger("sim")

LONG_S = 30 * MINUTE
"""Experiments that take longer are told about before they begin."""
MUCH = 0.5
"""The share of the available memory from which on it is told about."""
SLOW_S = 5.0
"""A replication that takes longer is told about, since progress shows only after the first."""
MOST_ROWS = 2**31
"""Numbers of contacts and agents have 32 bits."""


def check_size(
    scenarios: Mapping[str, Scenario], conditions: Conditions, runs: int | None = None
) -> Conditions:
    """See that an experiment fits the machine, and tell if it takes long or much.

    ``runs``: replications of each scenario, where the conditions do not say. Returns the
    conditions, with as many workers as there is room for unless their number was asked for.
    Raises RequestError for what cannot be numbered, and when there is too little memory unless
    the conditions insist.
    """
    times = runs or conditions.replications or REPLICATIONS
    executor = conditions.executor or Processes(conditions.workers)
    size, here = size_of(scenarios, times, conditions.engine, executor), room()
    if not _fits(size, here) and executor == Processes(None):
        for workers in range(size.workers - 1, 0, -1):
            fewer = Processes(workers)
            smaller = size_of(scenarios, times, conditions.engine, fewer)
            if _fits(smaller, here):
                executor, size = fewer, smaller
                log.warning("one worker at a time" if workers == 1 else f"{workers} workers")
                break
    if not _fits(size, here) and not conditions.insist:
        raise RequestError(refusal(size, here))
    for scenario in scenarios.values():
        _check_numbers(scenario)
    if size.seconds > LONG_S or not _fits(size, here, MUCH):
        log.warning("%s", warning(size, here))
    elif size.one.seconds > SLOW_S:
        log.warning("a replication takes about %s", time_text(size.one.seconds))
    return replace(conditions, executor=executor)


def _fits(size: Size, here: Room, share: float = 1.0) -> bool:
    """Whether it takes no more than a share of the room."""
    return here.holds(size.bytes / share, size.one.peak_bytes / share)


def _check_numbers(scenario: Scenario) -> None:
    """Raise RequestError for more rows than can be numbered, whatever the memory."""
    parts = list(sources(scenario))
    jobs, agents = sum(one.contacts + one.tasks for one in parts), sum(one.agents for one in parts)
    if max(jobs, agents) >= MOST_ROWS:
        raise RequestError(
            f"about {count_text(jobs)} contacts and tasks, {count_text(agents)} agents; expected "
            f"less than {MOST_ROWS:,} of each"
        )
