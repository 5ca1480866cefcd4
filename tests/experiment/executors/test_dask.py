"""The Dask executor, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from sim.experiment.errors import RequestError
from sim.experiment.executors import executor_of
from sim.experiment.executors.dask_executor import Dask

CASES = Path(__file__).with_name("dask_cases.py")


@pytest.mark.slow
def test_a_real_cluster(repo: Path) -> None:
    if find_spec("distributed") is None:  # not imported here: it changes how errors are pickled
        pytest.skip("needs Dask")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "no:xdist",
            "-p",
            "no:cacheprovider",
            str(CASES),
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=repo,
    )
    assert done.returncode == 0, done.stdout[-5000:]
    assert done.stdout.startswith("........  ")


@pytest.mark.parametrize(
    ("name", "workers", "scheduler", "message"),
    [
        ("cloud", None, None, "one of serial, processes, dask"),
        ("processes", None, "tcp://127.0.0.1:1", "a scheduler is for the executor dask"),
        ("serial", 2, None, "has one worker"),
        (None, 2, "tcp://127.0.0.1:1", "brings its own"),
    ],
)
def test_requests_that_make_no_sense(
    name: Any, workers: int | None, scheduler: str | None, message: str
) -> None:
    with pytest.raises(RequestError, match=message):
        executor_of(name, workers, scheduler)


def test_a_scheduler_means_dask() -> None:
    assert executor_of(None, None, "tcp://127.0.0.1:1") == Dask("tcp://127.0.0.1:1")


@pytest.mark.parametrize("address", ["somewhere", "tcp://", "http://127.0.0.1:8786", "inproc://x"])
def test_what_is_no_address_is_told_at_once(address: str) -> None:
    with pytest.raises(RequestError, match="is not an address of a scheduler"):
        list(Dask(address).execute(abs, [1], 1.0, 1))
    assert "distributed" not in sys.modules  # it changes how errors are pickled
