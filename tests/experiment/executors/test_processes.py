"""However the work is shared, the results are the same; and whatever happens, it ends."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from sim.experiment.errors import WorkerError
from sim.experiment.executors.executor import Chunks
from sim.experiment.executors.processes import Processes, apart


def execute(
    work: Callable[[int], int], tasks: Sequence[int], workers: int | None = None
) -> Generator[tuple[int, int], None, None]:
    return Processes(workers).execute(work, tasks)


def square(number: int) -> int:
    return number * number


def pid_of(number: int) -> int:
    time.sleep(0.02)
    return os.getpid()


def die_at_five(number: int) -> int:
    if number == 5:
        os._exit(9)
    return number


def fail_at_five(number: int) -> int:
    if number == 5:
        raise ArithmeticError("five is too many")
    return number


def sleep_long(number: int) -> int:
    if number:
        time.sleep(60)
    return number


@pytest.mark.parametrize("workers", [None, 1, 2, 3, 50])
def test_every_task_is_done_once(workers: int | None) -> None:
    tasks = list(range(10, 40))
    results = list(execute(square, tasks, workers))
    assert sorted(results) == [(at, task * task) for at, task in enumerate(tasks)]


@pytest.mark.parametrize("tasks", [[], [3]])
def test_few_tasks_need_no_processes(tasks: list[int]) -> None:
    assert list(execute(square, tasks, 4)) == [(at, task * task) for at, task in enumerate(tasks)]


def test_work_is_shared_among_processes() -> None:
    pids = {pid for _, pid in execute(pid_of, range(12), 2)}
    assert os.getpid() in pids
    assert len(pids) == 3


def test_short_work_starts_no_process() -> None:
    assert {pid for _, pid in execute(pid_of, range(5))} == {os.getpid()}


def test_an_error_keeps_its_type_and_says_where_it_arose() -> None:
    with pytest.raises(ArithmeticError, match="five is too many") as caught:
        list(execute(fail_at_five, range(8), 2))
    assert "fail_at_five" in "".join(caught.value.__notes__)


class Unsendable(Exception):  # noqa: N818
    def __init__(self, parts: list[str]) -> None:
        super().__init__("+".join(parts))


def fail_unsendably(number: int) -> int:
    if number == 5:
        raise Unsendable(["one", "two"])
    return number


def test_an_error_that_cannot_travel_is_told_in_words() -> None:
    with pytest.raises(RuntimeError, match=r"Unsendable: one\+two"):
        list(execute(fail_unsendably, range(8), 2))


def test_processes_are_started_anew_where_forking_is_unsafe() -> None:
    with ThreadPoolExecutor(1) as threads:
        threads.submit(time.sleep, 0.0).result()
        assert sorted(execute(square, range(5), 2)) == [(n, n * n) for n in range(5)]


def test_a_worker_that_dies_is_noticed() -> None:
    with pytest.raises(WorkerError, match="exit code 9"):
        list(execute(die_at_five, range(8), 2))


def test_closing_ends_the_processes_at_once() -> None:
    before = set(multiprocessing.active_children())
    start = time.monotonic()
    with closing(execute(sleep_long, range(6), 2)) as results:
        assert next(results) == (0, 0)
        with pytest.raises(KeyboardInterrupt), _alarm(0.3):
            next(results)
    assert time.monotonic() - start < 2.0
    assert set(multiprocessing.active_children()) <= before


def test_work_apart_leaves_its_traces(tmp_path: Path) -> None:
    def work() -> None:
        (tmp_path / "pid").write_text(str(os.getpid()))

    assert apart(work)
    assert int((tmp_path / "pid").read_text()) != os.getpid()
    assert not apart(lambda: 1 / 0)


def test_work_apart_can_be_stopped_though_it_does_not_heed_ctrl_c() -> None:
    before = set(multiprocessing.active_children())
    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt), _alarm(0.2):
        apart(lambda: time.sleep(60))
    assert time.monotonic() - start < 2.0
    assert set(multiprocessing.active_children()) <= before


class _alarm:  # noqa: N801
    """Interrupts the block after some seconds, as Ctrl-C does."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def __enter__(self) -> None:
        import signal

        def ring(*_: object) -> None:
            raise KeyboardInterrupt

        self.before = signal.signal(signal.SIGALRM, ring)
        signal.setitimer(signal.ITIMER_REAL, self.seconds)

    def __exit__(self, *_: object) -> None:
        import signal

        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, self.before)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_workers_end_when_their_parent_is_killed() -> None:
    script = (
        "import os, time\n"
        "from sim.experiment.executors.processes import Processes\n"
        "def work(number):\n"
        "    time.sleep(0.1)\n"
        "    return os.getpid()\n"
        "for _, pid in Processes(2).execute(work, range(1000)):\n"
        "    print(pid, flush=True)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    pids = {int(parent.stdout.readline()) for _ in range(6)} - {parent.pid}
    assert len(pids) == 2
    parent.kill()
    parent.wait()
    deadline = time.monotonic() + 5.0
    while any(_runs(pid) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not [pid for pid in pids if _runs(pid)]


def _runs(pid: int) -> bool:
    """Whether the process exists and is no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def die_once(task: tuple[int, str]) -> int:
    number, mark = task
    if number == 5 and not Path(mark).exists():
        Path(mark).touch()
        os._exit(9)
    return number


def test_what_a_killed_worker_had_in_hand_is_done_again(tmp_path: Path) -> None:
    tasks = [(number, str(tmp_path / "mark")) for number in range(20)]
    results = list(Processes(2).execute(die_once, tasks))
    assert sorted(results) == [(number, number) for number in range(20)]


@pytest.mark.parametrize("together", [1, 4])
@pytest.mark.parametrize("each_s", [0.0, 1e-4, 0.05, 3.0])
def test_chunks_hold_every_position_once(together: int, each_s: float) -> None:
    chunks = Chunks(range(1, 103), 3, 0.2, together, each_s)
    taken = []
    while (chunk := chunks.take()) is not None:
        taken.append(chunk)
        chunks.took(len(chunk), 0.01 * len(chunk))
    assert [at for chunk in taken for at in chunk] == list(range(1, 103))
    for chunk in taken:  # none holds the ends of two runs of tasks that belong together
        inside = [at for at in chunk if at % together == 0]
        assert chunk.stop % together == 0 or len(inside) <= 1 or chunk.stop == 103
