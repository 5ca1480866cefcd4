"""Ways to do many independent pieces of work: here, or in processes of this machine.

A piece's result depends on the piece alone, so every way gives the same results; only the
order in which they come differs, and each comes with its position.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Generator, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from time import perf_counter
from typing import Any, TypeVar

from sim.experiment.errors import WorkerError

T = TypeVar("T")
R = TypeVar("R")

CHUNK_S = 0.2
"""Work handed over at a time: long enough to hide the hand-over, short enough to share well."""

PAYS_S = 0.3
"""Remaining work from which forked processes pay."""

STOP_S = 0.5
"""Time given to processes to end when asked, before they are killed."""


def execute(
    work: Callable[[T], R], tasks: Sequence[T], workers: int | None = None
) -> Generator[tuple[int, R], None, None]:
    """Yield (position, ``work(task)``) for every task, in the order in which they finish.

    The first task is done here: it warms what forked processes inherit, and its time tells
    whether they pay. ``workers``: the number of processes; None for one per core where it pays
    and forking is safe. Elsewhere processes start anew: then ``work`` must be picklable, and a
    script that asks for them needs ``if __name__ == "__main__":``.

    Raises what ``work`` raises, and WorkerError. Closing the iterator ends the processes.
    """
    if not tasks:
        return
    start = perf_counter()
    first = work(tasks[0])
    each_s = perf_counter() - start
    yield 0, first
    rest = range(1, len(tasks))
    if workers is None:
        workers = cores() if each_s * len(rest) > PAYS_S and _may_fork() else 1
    workers = min(workers, len(rest))
    if workers <= 1:
        yield from ((at, work(tasks[at])) for at in rest)
    else:
        yield from _in_processes(work, tasks, _chunks(rest, each_s, workers), workers)


def apart(work: Callable[[], object]) -> bool:
    """Do ``work`` for its traces on disk in a process of its own, which Ctrl-C ends at once.

    Returns whether that went well; False also where forking is not safe. What fails there will
    fail here again, where it can be explained.
    """
    if not _may_fork():
        return False
    process = multiprocessing.get_context("fork").Process(target=_quietly, args=(work,))
    process.start()
    try:
        process.join()
    finally:
        _end([process])
    return process.exitcode == 0


def cores() -> int:
    """Cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _may_fork() -> bool:
    """Forking is safe on Linux, in a process of one thread that may have children."""
    return (
        sys.platform == "linux"
        and threading.active_count() == 1
        and not multiprocessing.current_process().daemon
    )


def _chunks(positions: range, each_s: float, workers: int) -> list[range]:
    """Positions in runs of about ``CHUNK_S``, but at least four runs for each worker."""
    by_time = int(CHUNK_S / each_s) if each_s > 0.0 else len(positions)
    size = max(1, min(by_time, len(positions) // (4 * workers)))
    return [positions[at : at + size] for at in range(0, len(positions), size)]


def _in_processes(
    work: Callable[[T], R], tasks: Sequence[T], chunks: list[range], workers: int
) -> Generator[tuple[int, R], None, None]:
    pool = _Pool(work, workers)
    try:
        waiting = iter(chunks)
        for connection in pool.connections:
            pool.send(connection, next(waiting, None), tasks)
        while pool.busy:
            for connection, positions, results in pool.receive():
                pool.send(connection, next(waiting, None), tasks)
                yield from zip(positions, results, strict=True)
    finally:
        pool.stop()


class _Pool:
    """Worker processes, each at the other end of a pipe."""

    def __init__(self, work: Callable[[Any], Any], workers: int) -> None:
        context: BaseContext = multiprocessing.get_context("fork" if _may_fork() else "spawn")
        forked = context.get_start_method() == "fork"
        self.connections: list[Connection] = []
        self.processes: list[Any] = []
        self.busy: dict[Connection, range] = {}
        for _ in range(workers):
            here, there = context.Pipe()
            inherited = [*self.connections, here] if forked else []
            process = context.Process(  # type: ignore[attr-defined]
                target=_serve, args=(work, there, inherited), daemon=True
            )
            process.start()
            there.close()
            self.connections.append(here)
            self.processes.append(process)

    def send(self, connection: Connection, positions: range | None, tasks: Sequence[Any]) -> None:
        """Give a worker its next tasks, if there are any left."""
        self.busy.pop(connection, None)
        if positions is None:
            return
        self.busy[connection] = positions
        try:
            connection.send([tasks[at] for at in positions])
        except (BrokenPipeError, ConnectionResetError):
            raise self._died(connection) from None

    def receive(self) -> Iterator[tuple[Connection, range, list[Any]]]:
        """Results that have come; waits for the next ones."""
        for ready in wait(list(self.busy)):
            assert isinstance(ready, Connection)
            try:
                error, results = ready.recv()
            except (EOFError, ConnectionResetError):
                raise self._died(ready) from None
            if error is not None:
                raise error
            yield ready, self.busy[ready], results

    def _died(self, connection: Connection) -> WorkerError:
        process = self.processes[self.connections.index(connection)]
        process.join(STOP_S)
        return WorkerError(
            f"a worker process ended without an answer (exit code {process.exitcode}); "
            "it was killed, perhaps for want of memory: try fewer workers"
        )

    def stop(self) -> None:
        """End all processes, whatever they do."""
        _end(self.processes)
        for connection in self.connections:
            connection.close()


def _serve(work: Callable[[Any], Any], connection: Connection, inherited: list[Connection]) -> None:
    """A worker's life: tasks in, results out, until the pipe closes.

    It closes the ends it inherited, or it would never notice that the parent has gone.
    """
    _leave_signals_to_parent()
    for other in inherited:
        other.close()
    try:
        while True:
            tasks = connection.recv()
            answer: tuple[Exception | None, list[Any]]
            try:
                answer = None, [work(task) for task in tasks]
            except Exception as error:
                answer = _told(error), []
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
