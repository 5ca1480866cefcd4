"""Tests run on the package as it is, to see what they reach, and on mutants, each in a fork.

A fork begins with everything imported and the tests collected; a function's code is exchanged,
and the tests that reach the changed line run until one fails. It ends by itself: each test has a
limit of processor time, and of memory.
"""

from __future__ import annotations

import os
import resource
import signal
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, NoReturn

import pytest

from tests.mutants.finding import Mutant
from tests.mutants.package import Line, Package, Watch

KILLED, TIMED_OUT, SURVIVED, UNREACHED = "killed", "timed out", "survived", "not reached"
MEMORY = 1 << 30
"""What a mutant may need beyond what the tests need anyway, in bytes."""
PATIENCE = 60.0
"""Seconds after which a test is taken for lost that uses no processor time."""


class Verdict(NamedTuple):
    """What became of a mutant."""

    kind: str
    by: str  # the test that failed or came to no end
    seconds: float  # of processor time


class Runner:
    """A plugin of pytest that runs the tests collected when asked to."""

    def __init__(self, then: Callable[[Runner], None]) -> None:
        self.then = then
        self.tests: list[pytest.Item] = []
        self.messages: list[str] = []
        self.end: BaseException | None = None

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Called by pytest, with the tests collected."""
        self.tests = session.items
        try:
            if not self.messages:
                self.then(self)
        except BaseException as end:  # raised again when pytest is done
            self.end = end
        return True

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Called by pytest for each file collected."""
        if report.failed:
            self.messages.append(str(report.longrepr))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Called by pytest when a test was set up, has run, was torn down."""
        if report.failed:
            where = getattr(report.longrepr, "reprcrash", report.longrepr)
            self.messages.append(f"{report.nodeid}: {where}")

    def passes(self, test: pytest.Item) -> bool:
        """Run one test, with fixtures of its own."""
        self.messages.clear()
        test.config.hook.pytest_runtest_protocol(item=test, nextitem=None)
        return not self.messages

    def must_pass(self, test: pytest.Item) -> None:
        """Run one test on the package as it is. Raises SystemExit if it fails."""
        if not self.passes(test):
            raise SystemExit("Fails without any mutant: " + "\n".join(self.messages))


class Reach:
    """Which tests reach a line, and how long each takes."""

    def __init__(self) -> None:
        self.tests: dict[Line, set[int]] = defaultdict(set)
        self.seconds: list[float] = []

    def of(self, mutant: Mutant) -> set[int]:
        """The tests that reach the statement that the mutant changes."""
        return set().union(*(self.tests.get((mutant.file, n), ()) for n in mutant.lines))


def reach_of(runner: Runner, package: Package) -> Reach:
    """Run all tests on the package as it is. Raises SystemExit if one fails.

    Each runs twice, as in the forks it runs a second time: watched, and timed.
    """
    reach = Reach()
    for i, test in enumerate(runner.tests):
        with Watch(package.files) as watch:
            runner.must_pass(test)
        for line in watch.lines:
            reach.tests[line].add(i)
    for test in runner.tests:
        started = time.process_time()
        runner.must_pass(test)
        reach.seconds.append(time.process_time() - started)
    return reach


class Trial:
    """A mutant at work, in a process of its own."""

    def __init__(self, mutant: Mutant, tests: Sequence[tuple[pytest.Item, float]]) -> None:
        self.mutant = mutant
        self.tests = tests  # with the seconds of processor time that each may take
        self.pid = 0
        self.told = -1

    def start(self, package: Package, runner: Runner) -> None:
        """Fork. The child tells of each test that it begins."""
        self.told, tell = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            self._run(package, runner, tell)
        os.close(tell)

    def _run(self, package: Package, runner: Runner, tell: int) -> NoReturn:
        code = 1
        try:
            _shut_off()
            package.put_in(self.mutant)
            for test, limit in self.tests:
                signal.setitimer(signal.ITIMER_PROF, limit)
                signal.setitimer(signal.ITIMER_REAL, limit + PATIENCE)
                os.write(tell, b".")
                if not runner.passes(test):
                    break
            else:
                code = 0
        finally:
            os._exit(code)

    def verdict(self, status: int, seconds: float) -> Verdict:
        """What the child's end means. Raises RuntimeError where no test could begin."""
        with os.fdopen(self.told, "rb") as told:
            begun = len(told.read())
        code = os.waitstatus_to_exitcode(status)
        if code == 0:
            return Verdict(SURVIVED, "", seconds)
        if begun == 0:
            raise RuntimeError(f"cannot be tried (exit code {code}): {self.mutant.id}")
        kind = TIMED_OUT if code in (-signal.SIGPROF, -signal.SIGALRM) else KILLED
        return Verdict(kind, self.tests[begun - 1][0].nodeid, seconds)

    def stop(self) -> None:
        """End the child."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.told)


def _shut_off() -> None:
    """Leave Ctrl-C to the parent; say nothing; bound the memory."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    used = Path("/proc/self/statm")
    if used.exists():  # elsewhere there is only the limit of time
        pages = int(used.read_text().split()[0])
        most = pages * resource.getpagesize() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def collect(tests: Sequence[str], then: Callable[[Runner], None]) -> None:
    """Have pytest collect ``tests``, then call ``then``. Raises SystemExit if it cannot."""
    runner = Runner(then)
    options = ["--override-ini=addopts=", "--capture=no", "--assert=plain", "-mnot slow"]
    options += [f"-pno:{name}" for name in ("terminal", "cacheprovider", "xdist", "faulthandler")]
    pytest.main([*options, *tests], plugins=[runner])
    if runner.end:
        raise runner.end
    if runner.messages or not runner.tests:
        raise SystemExit("\n".join(runner.messages or ["There are no such tests."]))
