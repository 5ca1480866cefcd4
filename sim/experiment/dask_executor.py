"""Pieces of work done on a Dask cluster: one on this machine, or that of a scheduler."""

from __future__ import annotations

import logging
import pickle
import re
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from time import perf_counter
from typing import Any

from sim.experiment.errors import RequestError, WorkerError
from sim.experiment.executors import CHUNK_S, Chunks, R, T, cores

WAITING = 2
"""Chunks that a worker has been given beside the one it does, so that it never waits."""

CONNECT_S = 10
ADDRESS = re.compile(r"(?:(?:tcp|tls|ucx|ws|wss)://)?[^\s/]+:\d{1,5}")
AN_ADDRESS = "expected an address such as tcp://127.0.0.1:8786"


@dataclass(frozen=True)
class Dask:
    """Shares the work among the workers of a Dask cluster.

    ``scheduler``: its address (``tcp://127.0.0.1:8786``); None for a cluster on this machine,
    which listens to this machine only and ends with the work, with ``workers`` processes (None:
    one per core). Work that a lost worker had in hand is done by another. Workers on other
    machines need the same version of supportsim. Raises RequestError when Dask is not installed
    or the scheduler does not answer.
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
        with _client(self) as client:
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

    def submit() -> Any:
        taken = chunks.take()
        if taken is None:
            return None
        future = client.submit(_do, packed, [tasks[at] for at in taken], pure=False)
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
    finally:
        client.cancel(list(positions), force=True)


_one_at_a_time = threading.Lock()


def _do(packed: bytes, tasks: list[Any]) -> tuple[list[Any], float]:
    """What a worker does. What plans have in common is kept by process, for one thread."""
    with _one_at_a_time:
        work = _unpacked(packed)
        start = perf_counter()
        results = [work(task) for task in tasks]
        return results, perf_counter() - start


@lru_cache(maxsize=2)
def _unpacked(packed: bytes) -> Callable[[Any], Any]:
    work: Callable[[Any], Any] = pickle.loads(packed)
    return work


@contextmanager
def _client(settings: Dask) -> Iterator[Any]:
    if settings.scheduler is not None and not ADDRESS.fullmatch(settings.scheduler):
        # Dask would answer with a traceback.
        raise RequestError(f"{settings.scheduler!r} is no address of a scheduler; {AN_ADDRESS}")
    try:
        distributed: Any = import_module("distributed")
    except ImportError:
        raise RequestError(
            "the executor dask needs Dask; install supportsim[dask], or use another executor"
        ) from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    if settings.scheduler is not None:
        try:
            client = distributed.Client(settings.scheduler, timeout=CONNECT_S, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            reason = str(error) or type(error).__name__
            raise RequestError(
                f"no Dask scheduler answers at {settings.scheduler!r} ({reason}); {AN_ADDRESS}"
            ) from None
        with client:
            yield client
        return
    cluster = distributed.LocalCluster(
        n_workers=settings.workers or cores(),
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        silence_logs=logging.CRITICAL,
    )
    with cluster, distributed.Client(cluster, set_as_default=False) as client:
        yield client
