"""Whatever answers at the address of a scheduler, a line says what is wrong; in processes apart."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.cli.test_damaged_folders import SCENARIO
from tests.cli.test_ending import KEPT, sweeping

SCRIPT = """
import sys
from sim.experiment.executors import dask_client
dask_client.CONNECT_S = 3
from sim.cli import main
sys.exit(main(sys.argv[1:]))
"""


def garbage(connection: socket.socket) -> None:
    connection.sendall(bytes(range(256)) * 40)


def another_protocol(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")


def silence(_: socket.socket) -> None:
    """Never answers."""


@contextmanager
def answering(answer: Callable[[socket.socket], None]) -> Iterator[int]:
    """A server that is no scheduler; its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        kept = []

        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                kept.append(connection)
                answer(connection)

        threading.Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)
        for connection in kept:
            connection.close()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("answer", "scheme"),
    [
        (garbage, "tcp"),
        (another_protocol, "tcp"),
        (silence, "tcp"),
        (socket.socket.close, "tcp"),
        (silence, "tls"),
    ],
)
def test_what_is_no_scheduler_is_told_in_a_line(
    answer: Callable[[socket.socket], None], scheme: str, tmp_path: Path, repo: Path
) -> None:
    if find_spec("distributed") is None:
        pytest.skip("needs Dask")
    (tmp_path / "tiny.yaml").write_text(SCENARIO)
    with answering(answer) as port:
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, "run", "tiny.yaml", "--no-save", "--engine", "simpy",
             "--replications", "40", "--scheduler", f"{scheme}://127.0.0.1:{port}"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(repo)},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Error: no Dask scheduler answers at")
    assert len(done.stderr.splitlines()) == 1
    assert scheme != "tls" or "tls.ca-file" in done.stderr


def address_in(file: Path) -> str:
    """The address in a file of a scheduler, once it is there and written to its end."""
    end = time.monotonic() + 60
    while True:
        try:
            return str(json.loads(file.read_text())["address"])
        except (FileNotFoundError, json.JSONDecodeError):
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


@contextmanager
def cluster(tmp_path: Path, repo: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A scheduler with a worker, in processes of their own: its address, and its process."""
    env = {**os.environ, "PYTHONPATH": str(repo)}
    known = tmp_path / "scheduler.json"
    parts = (
        ("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"),
        ("dask_worker", "--nthreads", "1", "--no-dashboard"),
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{part}", *options, "--scheduler-file", known],
            env=env,
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        for part, *options in parts
    ]
    try:
        yield address_in(known), started[0]
    finally:
        for process in started:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.mark.slow
def test_a_lost_scheduler_is_told_in_a_line(tmp_path: Path, repo: Path) -> None:
    if find_spec("distributed") is None:
        pytest.skip("needs Dask")
    with cluster(tmp_path, repo) as (address, scheduler):
        working = sweeping(tmp_path, repo, "--scheduler", address)
        scheduler.kill()
        _, told = working.communicate(timeout=120)
    assert working.returncode == 1, told
    assert told.startswith("Error: the Dask scheduler was lost")
    assert len(told.splitlines()) == 1


@pytest.mark.slow
def test_ctrl_c_ends_a_cluster_of_its_own_in_a_line(tmp_path: Path, repo: Path) -> None:
    if find_spec("distributed") is None:
        pytest.skip("needs Dask")
    working = sweeping(tmp_path, repo, "--executor", "dask", "--workers", "2")
    os.killpg(working.pid, signal.SIGINT)  # as a terminal does: to all of its processes
    _, told = working.communicate(timeout=120)
    assert (working.returncode, told.strip()) == (130, KEPT)
