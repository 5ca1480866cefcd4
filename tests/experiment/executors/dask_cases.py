"""A real Dask cluster on this machine gives the same results, also when a worker is killed.

Run by ``test_dask.py`` in a process of its own: Dask leaves threads behind, and a process of
several threads must not be forked by the other tests.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sim.experiment.comparisons.compare import compare
from sim.experiment.errors import RequestError
from sim.experiment.executors import Serial
from sim.experiment.executors.dask_executor import Dask
from tests.experiment.sweeps.test_sweep import same, swept
from tests.experiment.tiny import FILE, conditions, nobody

distributed = pytest.importorskip("distributed")


def pid_of(number: int) -> tuple[int, int]:
    time.sleep(0.02)
    return number, os.getpid()


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    with distributed.LocalCluster(
        n_workers=3, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0"
    ) as started:
        yield started


def test_a_cluster_gives_the_same_bytes(cluster: Any) -> None:
    there, here = (
        compare(FILE, conditions=conditions(replications=8, executor=executor))
        for executor in (Dask(cluster.scheduler_address), None)
    )
    assert there.to_json() == here.to_json()
    for name, run in here.runs.items():
        assert there.runs[name].sample.table.tobytes() == run.sample.table.tobytes()


def test_a_killed_worker_loses_nothing(cluster: Any) -> None:
    work = Dask(cluster.scheduler_address).execute(pid_of, range(200))
    results, pids = [], set()
    for at, (number, pid) in work:
        results.append((at, number))
        if len(results) == 20:
            os.kill(pid, signal.SIGKILL)
        pids.add(pid)
    assert sorted(results) == [(number, number) for number in range(200)]
    assert len(pids) >= 3
    assert os.getpid() not in pids


def fail(record: Any, scenario: Any, replication: int) -> None:
    if replication == 3:
        raise ArithmeticError("the books do not balance")


def test_errors_reach_the_caller(cluster: Any) -> None:
    asked = conditions(executor=Dask(cluster.scheduler_address), on_record=nobody, digest=fail)
    with pytest.raises(ArithmeticError, match="do not balance"):
        compare(FILE, conditions=asked)


def test_a_cluster_of_its_own_ends_with_the_work() -> None:
    results = list(Dask(workers=2).execute(pid_of, range(6)))
    assert sorted(number for _, (number, _) in results) == list(range(6))
    for _, (_, pid) in results:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_a_scheduler_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.experiment.executors.dask_client.CONNECT_S", 0.2)
    with pytest.raises(RequestError, match=r"no Dask scheduler answers at .*:9"):
        list(Dask("tcp://127.0.0.1:9").execute(pid_of, range(3)))


def test_a_sweep_gives_the_same_bytes_though_a_worker_is_killed(
    tmp_path: Path, cluster: Any
) -> None:
    whole = swept(tmp_path / "whole", executor=Serial())
    pids = [worker.pid for worker in cluster.workers.values()]

    def kill(done: int, total: int) -> None:
        if done == 15:
            os.kill(pids[0], signal.SIGKILL)

    executor = Dask(cluster.scheduler_address)
    assert same(swept(tmp_path / "dask", executor=executor, progress=kill), whole)


def test_a_worker_of_another_version_is_refused_by_name(
    cluster: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sim.experiment.executors.dask_client.__version__", "9.9")
    with pytest.raises(RequestError, match=r"has supportsim .* \(here 9\.9\)"):
        list(Dask(cluster.scheduler_address).execute(pid_of, range(3)))


def test_a_scheduler_without_workers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.experiment.executors.dask_client.CONNECT_S", 1)
    with (
        distributed.LocalCluster(n_workers=0, host="127.0.0.1", dashboard_address=":0") as empty,
        pytest.raises(RequestError, match="has no workers"),
    ):
        list(Dask(empty.scheduler_address).execute(pid_of, range(3)))
