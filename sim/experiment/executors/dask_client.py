"""The connection to a Dask cluster, and what is wrong with one, in a sentence."""

from __future__ import annotations

import asyncio
import logging
import platform
import re
import signal
import sys
import threading
import warnings
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from importlib import import_module
from multiprocessing import resource_tracker
from typing import Any

import numpy as np

from sim.experiment.errors import RequestError
from sim.experiment.executors.executor import cores
from sim.version import __version__

CONNECT_S = 10
"""Time that a scheduler has to answer, and its workers to appear."""

CLOSE_S = 2
ADDRESS = re.compile(r"(?:(?:tcp|tls|ucx|ws|wss)://)?[^\s/]+:\d{1,5}")
AN_ADDRESS = "expected an address such as tcp://127.0.0.1:8786"
NOISY = ("distributed", "tornado", "asyncio")
"""Loggers of what Dask does in the background."""


@contextmanager
def connected(scheduler: str | None, workers: int | None) -> Iterator[Any]:
    """A client of the scheduler at an address, or of a cluster of its own; it ends with the block.

    Raises RequestError.
    """
    if scheduler is not None and not ADDRESS.fullmatch(scheduler):
        # Dask would answer with a traceback.
        raise RequestError(f"{scheduler!r} is not an address of a scheduler; {AN_ADDRESS}")
    try:
        distributed: Any = import_module("distributed")
    except ImportError:
        raise RequestError(
            "the executor dask needs Dask; install supportsim[dask], or use another executor"
        ) from None
    with _in_silence(), ExitStack() as stack:
        if scheduler is not None:
            yield stack.enter_context(_of_scheduler(distributed, scheduler))
        else:
            yield stack.enter_context(_of_its_own(distributed, workers))


@contextmanager
def _in_silence() -> Iterator[None]:
    """What goes wrong in Dask's background is told by what goes wrong here."""
    hooks = threading.excepthook, sys.unraisablehook
    for name in list(logging.root.manager.loggerDict):  # each has a level of its own
        if name.partition(".")[0] in NOISY:
            logging.getLogger(name).disabled = True
    threading.excepthook = lambda _: None
    sys.unraisablehook = lambda _: None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        threading.excepthook, sys.unraisablehook = hooks


@contextmanager
def _of_scheduler(distributed: Any, address: str) -> Iterator[Any]:
    _see(distributed, address)
    try:
        client = distributed.Client(address, timeout=CONNECT_S, set_as_default=False)
    except Exception as error:
        raise _silent(address, error) from None
    try:
        _check(client, address)
        yield client
    finally:
        client.close(timeout=CLOSE_S)


@contextmanager
def _of_its_own(distributed: Any, workers: int | None) -> Iterator[Any]:
    with _deaf():
        cluster = distributed.LocalCluster(
            n_workers=workers or cores(),
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            silence_logs=logging.CRITICAL + 1,
        )
    with cluster, distributed.Client(cluster, set_as_default=False) as client:
        yield client


@contextmanager
def _deaf() -> Iterator[None]:
    """Ctrl-C reaches the processes that are started meanwhile too: it is for this one alone."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # later, it would let the signal through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _see(distributed: Any, address: str) -> None:
    """Ask who is there before anything is left to Dask, which never gives up on the wrong one."""

    async def ask() -> Any:
        secure = distributed.Security().get_connection_args("client")
        comm = await distributed.comm.connect(address, timeout=CONNECT_S, **secure)
        try:
            await comm.write({"op": "identity", "reply": True})
            return await comm.read()
        finally:
            comm.abort()

    failed: list[Exception] = []

    def see() -> None:
        try:
            answer = asyncio.run(asyncio.wait_for(ask(), CONNECT_S))
            if answer["type"] != "Scheduler":
                raise ValueError(f"a {answer['type']} is there")
        except Exception as error:  # whatever answers may answer anything
            failed.append(error)

    # In a thread of its own: a notebook has a loop running in this one.
    thread = threading.Thread(target=see, daemon=True)
    thread.start()
    thread.join()
    if failed:
        raise _silent(address, failed[0])


def _silent(address: str, error: Exception) -> RequestError:
    lines = str(error).splitlines()
    reason = lines[0][:200] if lines else type(error).__name__
    if isinstance(error, TimeoutError):
        reason = f"nothing came within {CONNECT_S} s"
    elif isinstance(error, MemoryError | LookupError):
        reason = "what answers there is something else"
    elif "ssl_context" in reason:
        reason = "tls needs certificates: set tls.ca-file, tls.client.cert and .key for Dask"
    return RequestError(f"no Dask scheduler answers at {address!r} ({reason}); {AN_ADDRESS}")


def _check(client: Any, address: str) -> None:
    """See that there are workers, all of these versions. Raises RequestError."""
    try:
        client.wait_for_workers(1, timeout=CONNECT_S)
    except TimeoutError:
        raise RequestError(f"the Dask scheduler at {address!r} has no workers") from None
    wanted = versions()
    for worker, found in client.run(versions, on_error="return").items():
        if not isinstance(found, dict):
            raise RequestError(
                f"the worker {worker} has no supportsim {wanted['supportsim']} "
                f"({type(found).__name__}: {str(found)[:100]})"
            )
        if reason := different(found, wanted):
            raise RequestError(f"the worker {worker} has {reason}")


def versions() -> dict[str, str]:
    """What the bytes of a result depend on, by name."""
    return {
        "supportsim": __version__,
        "Python": platform.python_version(),
        "NumPy": np.__version__,
    }


def different(there: Mapping[str, str], here: Mapping[str, str]) -> str | None:
    """How versions differ, in words; None if they do not."""
    found = [
        f"{name} {there.get(name)} (here {version})"
        for name, version in here.items()
        if there.get(name) != version
    ]
    return f"{', '.join(found)}: numbers might differ" if found else None
