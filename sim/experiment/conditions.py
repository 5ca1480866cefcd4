"""Under which conditions an experiment is conducted, and what may be wrong with the request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from sim.experiment.errors import RequestError

if TYPE_CHECKING:
    from sim.experiment.executors.executor import Executor
    from sim.experiment.folders.drafts import Draft
    from sim.record.record import Record
    from sim.scenario.model import Scenario

EngineName = Literal["auto", "simpy", "compiled"]
ENGINES: tuple[EngineName, ...] = get_args(EngineName)

REPLICATIONS = 20
"""Unless told otherwise."""

Progress = Callable[[int, int], None]
"""Told the number of replications done and the number to do, after each."""

OnRecord = Callable[[str, int, Any], None]
"""Handed each record (or its digest) with its variant and replication, in the order in which they
finish."""

Digest = Callable[["Record", "Scenario", int], Any]
"""What is wanted of the record of a scenario's replication. It is made where the record is, so
that less has to travel between processes; hence a function of a module."""


@dataclass(frozen=True)
class Conditions:
    """What an experiment's numbers do (seed, replications) and do not depend on (the rest).

    ``seed``: None for the scenario's own. ``workers``: processes that share the work, None for
    as many as pay; ``executor``: another way to share it. ``draft``: a results folder in the
    making, where replications are recorded as they finish; whoever takes ``on_record`` must keep
    what he needs there too, and ``keeps`` names what that is. ``digest``: what he is handed of
    each record, None for the record itself.

    ``precision``: a measure and the half-width its interval is to have (``cost.total 2%``);
    then ``replications`` are the most that may be done, None for 1000. ``best``: of a
    comparison, a measure and the least lead that matters (``cost.total 500 USD``); it goes on
    in the same way until the best variant is selected. ``insist``: whether it may take more
    memory than there is.

    Raises RequestError for values out of range.
    """

    seed: int | None = None
    replications: int | None = None
    engine: EngineName = "auto"
    workers: int | None = None
    progress: Progress | None = None
    on_record: OnRecord | None = None
    digest: Digest | None = None
    executor: Executor | None = None
    draft: Draft | None = None
    keeps: tuple[str, ...] = ()
    precision: str | None = None
    best: str | None = None
    insist: bool = False

    def __post_init__(self) -> None:
        if self.seed is not None and not 0 <= self.seed < 2**63:
            raise RequestError(f"a seed is a whole number from 0 to 2**63 - 1, not {self.seed}")
        if self.replications is not None and self.replications < 1:
            raise RequestError(f"replications: at least 1, not {self.replications}")
        if self.workers is not None and self.workers < 1:
            raise RequestError(f"workers: at least 1, not {self.workers}")
        if self.best is not None and self.precision is not None:
            raise RequestError("best, precision: one of the two; each says when to stop")
        if self.engine not in ENGINES:
            raise RequestError(f"engine: one of {', '.join(ENGINES)}, not {self.engine!r}")
