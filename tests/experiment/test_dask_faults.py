"""Whatever answers at the address of a scheduler, a line says what is wrong; in processes apart."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.cli.test_damaged_folders import SCENARIO

SCRIPT = """
import sys
from sim.experiment import dask_client
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
