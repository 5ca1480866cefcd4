"""The executor that somebody asks for by its name."""

from __future__ import annotations

from typing import Literal, get_args

from sim.experiment.errors import RequestError
from sim.experiment.executors.executor import Executor, Serial
from sim.experiment.executors.processes import Processes

ExecutorName = Literal["serial", "processes", "dask"]
EXECUTORS: tuple[ExecutorName, ...] = get_args(ExecutorName)


def executor_of(
    name: ExecutorName | None, workers: int | None = None, scheduler: str | None = None
) -> Executor:
    """The executor of that name; None for local processes, or Dask if there is a scheduler.

    ``workers``: None for as many as pay. ``scheduler``: the address of a Dask scheduler, None
    for a cluster on this machine. Raises RequestError for what does not go together.
    """
    name = name or ("dask" if scheduler else "processes")
    if name not in EXECUTORS:
        raise RequestError(f"executor: one of {', '.join(EXECUTORS)}, not {name!r}")
    if scheduler and name != "dask":
        raise RequestError(f"a scheduler is for the executor dask, not {name}")
    if scheduler and workers:
        raise RequestError("workers: a cluster with a scheduler brings its own")
    if name == "serial":
        if workers not in (None, 1):
            raise RequestError(f"the executor serial has one worker, not {workers}")
        return Serial()
    if name == "dask":
        from sim.experiment.executors.dask_executor import Dask  # brings asyncio along

        return Dask(scheduler, workers)
    return Processes(workers)
