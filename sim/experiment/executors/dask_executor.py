"""Pieces of work done on a Dask cluster: one on this machine, or that of a scheduler."""

from __future__ import annotations

import pickle
import threading
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from time import perf_counter
from typing import Any

from sim.experiment.errors import RequestError, WorkerError
from sim.experiment.executors.dask_client import connected, different, versions
from sim.experiment.executors.executor import CHUNK_S, Chunks, R, T

WAITING = 2
"""Chunks that a worker has been given beside the one it does, so that it never waits."""


@dataclass(frozen=True)
class Dask:
    """Shares the work among the workers of a Dask cluster.

    ``scheduler``: its address (``tcp://127.0.0.1:8786``; ``tls://…`` with the certificates that
    Dask's own configuration names); None for a cluster on this machine, which listens to this
    machine only and ends with the work, with ``workers`` processes (None: one per core). Work
    that a lost worker had in hand is done by another. Workers need the same versions of
    supportsim, Python and NumPy. Raises RequestError when Dask is not installed, the scheduler
    does not answer, or a worker has other versions, and WorkerError when the scheduler is lost.
    """

    scheduler: str | None = None
    workers: int | None = None

    def execute(
        self,
        work: Callable[[T], R],
        tasks: Sequence[T],
        chunk_s: float = CHUNK_S,
        together: int = 1,
    ) -> Generator[tuple[int, R], None, None]:
        """See ``Executor``."""
        if not tasks:
            return
        with connected(self.scheduler, self.workers) as client:
            yield from _shared(client, work, tasks, chunk_s, together)


def _shared(
    client: Any, work: Callable[[T], R], tasks: Sequence[T], chunk_s: float, together: int
) -> Generator[tuple[int, R], None, None]:
    distributed: Any = import_module("distributed")
    # The work travels with each chunk, so that no loss of a worker can take it along.
    packed = pickle.dumps(work)
    workers = max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
    chunks = Chunks(range(len(tasks)), workers, chunk_s, together, 0.0)
    positions: dict[Any, range] = {}
    here = versions()

    def submit() -> Any:
        taken = chunks.take()
        if taken is None:
            return None
        future = client.submit(_do, packed, here, [tasks[at] for at in taken], pure=False)
        positions[future] = taken
        return future

    first = [future for _ in range(workers * (1 + WAITING)) if (future := submit()) is not None]
    running = distributed.as_completed(first, loop=client.loop)
    try:
        for future in running:
            results, took_s = future.result()
            taken = positions.pop(future)
            chunks.took(len(taken), took_s)
            if (more := submit()) is not None:
                running.add(more)
            yield from zip(taken, results, strict=True)
    except distributed.scheduler.KilledWorker as error:
        raise WorkerError(
            "several workers were lost over the same work, perhaps for want of memory"
        ) from error
    except _lost(distributed) as error:
        raise WorkerError(
            "the Dask scheduler was lost while it had work in hand; the same command goes on "
            "where results are kept"
        ) from error
    finally:
        if client.status == "running":
            client.cancel(list(positions), force=True)


def _lost(distributed: Any) -> tuple[type[BaseException], ...]:
    """What Dask raises when its scheduler has gone."""
    from asyncio import CancelledError as OfAsyncio
    from concurrent.futures import CancelledError

    comm = distributed.comm.core
    return CancelledError, OfAsyncio, comm.CommClosedError, distributed.client.FutureCancelledError


_one_at_a_time = threading.Lock()


def _do(packed: bytes, wanted: dict[str, str], tasks: list[Any]) -> tuple[list[Any], float]:
    """What a worker does. What plans have in common is kept by process, for one thread.

    Raises RequestError on a worker of other versions, whose numbers might differ.
    """
    if reason := different(versions(), wanted):
        raise RequestError(f"a worker has {reason}")
    with _one_at_a_time:
        work = _unpacked(packed)
        start = perf_counter()
        results = [work(task) for task in tasks]
        return results, perf_counter() - start


@lru_cache(maxsize=2)
def _unpacked(packed: bytes) -> Callable[[Any], Any]:
    work: Callable[[Any], Any] = pickle.loads(packed)
    return work
