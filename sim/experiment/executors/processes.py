"""Pieces of work done in processes of this machine."""

from __future__ import annotations

import logging
import multiprocessing
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from time import perf_counter
from typing import Any, NamedTuple

from sim.experiment.errors import WorkerError
from sim.experiment.executors.executor import CHUNK_S, Chunks, R, T, cores
from sim.experiment.memory import keep_freed_memory

log = logging.getLogger("sim")

PAYS_S = 0.3
"""Remaining work from which forked processes pay."""

STOP_S = 0.5
"""Time given to processes to end when asked, before they are killed."""

DEATHS = 2
"""Workers that may die over a chunk before it is given up."""


@dataclass(frozen=True)
class Processes:
    """Shares the work among processes.

    The first task is done here: it warms what forked processes inherit, and its time tells
    whether they pay. ``workers``: their number; None for one per core where it pays and forking
    is safe. Elsewhere processes start anew: then ``work`` must be picklable, and a script that
    asks for them needs ``if __name__ == "__main__":``. What a worker had in hand when it was
    killed is done again by another.
    """

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
        start = perf_counter()
        first = work(tasks[0])
        each_s = perf_counter() - start
        yield 0, first
        rest = range(1, len(tasks))
        workers = self.workers
        if workers is None:
            workers = cores() if each_s * len(rest) > PAYS_S and may_fork() else 1
        workers = min(workers, len(rest))
        if workers <= 1:
            yield from ((at, work(tasks[at])) for at in rest)
        else:
            chunks = Chunks(rest, workers, chunk_s, together, each_s)
            yield from _shared(work, tasks, chunks, workers)


def apart(work: Callable[[], object]) -> bool:
    """Do ``work`` for its traces on disk in a process of its own, which Ctrl-C ends at once.

    Returns whether that went well; False also where forking is not safe. What fails there will
    fail here again, where it can be explained.
    """
    if not may_fork():
        return False
    process = multiprocessing.get_context("fork").Process(target=_quietly, args=(work,))
    process.start()
    try:
        process.join()
    finally:
        _end([process])
    return process.exitcode == 0


def may_fork() -> bool:
    """Forking is safe on Linux, in a process of one thread that may have children."""
    return (
        sys.platform == "linux"
        and threading.active_count() == 1
        and not multiprocessing.current_process().daemon
    )


def _shared(
    work: Callable[[T], R], tasks: Sequence[T], chunks: Chunks, workers: int
) -> Generator[tuple[int, R], None, None]:
    pool = _Pool(work, tasks, chunks)
    try:
        for _ in range(workers):
            pool.hire()
        while pool.busy:
            for positions, results in pool.receive():
                yield from zip(positions, results, strict=True)
    finally:
        pool.stop()


class _Answer(NamedTuple):
    error: Exception | None
    results: list[Any]
    took_s: float


class _Pool:
    """Worker processes, each at the other end of a pipe."""

    def __init__(self, work: Callable[[Any], Any], tasks: Sequence[Any], chunks: Chunks) -> None:
        self.work, self.tasks, self.chunks = work, tasks, chunks
        self.context: BaseContext = multiprocessing.get_context("fork" if may_fork() else "spawn")
        self.processes: dict[Connection, Any] = {}
        self.busy: dict[Connection, range] = {}
        self.again: list[range] = []
        self.deaths: dict[range, int] = {}

    def hire(self) -> None:
        """Start a process and give it its first tasks."""
        here, there = self.context.Pipe()
        forked = self.context.get_start_method() == "fork"
        inherited = [*self.processes, here] if forked else []
        process = self.context.Process(  # type: ignore[attr-defined]
            target=_serve, args=(self.work, there, inherited), daemon=True
        )
        process.start()
        there.close()
        self.processes[here] = process
        self._send(here)

    def _send(self, connection: Connection) -> None:
        """Give a worker its next tasks, if there are any left."""
        self.busy.pop(connection, None)
        positions = self.again.pop() if self.again else self.chunks.take()
        if positions is None:
            return
        self.busy[connection] = positions
        try:
            connection.send([self.tasks[at] for at in positions])
        except (BrokenPipeError, ConnectionResetError):
            self._died(connection)

    def receive(self) -> Iterator[tuple[range, list[Any]]]:
        """Results that have come; waits for the next ones."""
        for ready in wait(list(self.busy)):
            assert isinstance(ready, Connection)
            try:
                answer = ready.recv()
            except (EOFError, ConnectionResetError):
                self._died(ready)
                continue
            if answer.error is not None:
                raise answer.error
            positions = self.busy[ready]
            self.chunks.took(len(positions), answer.took_s)
            self._send(ready)
            yield positions, answer.results

    def _died(self, connection: Connection) -> None:
        """Let another process do what this one had in hand. Raises WorkerError the second time."""
        positions = self.busy.pop(connection)
        process = self.processes.pop(connection)
        connection.close()
        process.join(STOP_S)
        self.deaths[positions] = self.deaths.get(positions, 0) + 1
        if self.deaths[positions] >= DEATHS:
            raise WorkerError(
                f"{DEATHS} worker processes ended over the same work without an answer (exit code "
                f"{process.exitcode}); they were killed, perhaps for want of memory: try fewer "
                "workers"
            )
        log.warning(
            "a worker process was killed (exit code %s); its work is done again", process.exitcode
        )
        self.again.append(positions)
        self.hire()

    def stop(self) -> None:
        """End all processes, whatever they do."""
        _end(list(self.processes.values()))
        for connection in self.processes:
            connection.close()


def _serve(work: Callable[[Any], Any], connection: Connection, inherited: list[Connection]) -> None:
    """A worker's life: tasks in, results out, until the pipe closes.

    It closes the ends it inherited, or it would never notice that the parent has gone.
    """
    _leave_signals_to_parent()
    keep_freed_memory()
    for other in inherited:
        other.close()
    try:
        while True:
            tasks = connection.recv()
            start = perf_counter()
            try:
                answer = _Answer(None, [work(task) for task in tasks], perf_counter() - start)
            except Exception as error:
                answer = _Answer(_told(error), [], 0.0)
            connection.send(answer)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


def _end(processes: list[Any]) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        process.join(STOP_S)
        if process.is_alive():
            process.kill()
            process.join()


def _quietly(work: Callable[[], object]) -> None:
    _leave_signals_to_parent()
    try:
        work()
    except Exception:
        sys.exit(1)


def _leave_signals_to_parent() -> None:
    """Ctrl-C reaches the parent too, which then ends this process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _told(error: Exception) -> Exception:
    """The error as the parent will raise it, with the trace of where it arose."""
    import pickle

    trace = f"in a worker process:\n{traceback.format_exc()}"
    error.add_note(trace)
    try:
        survives = str(pickle.loads(pickle.dumps(error))) == str(error)
    except Exception:
        survives = False
    return error if survives else RuntimeError(f"{type(error).__name__}: {error}\n{trace}")
