"""One mutant after the other: which tests it gets, in which order, and what came of it."""

from __future__ import annotations

import gc
import os
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.mutants.finding import Mutant
from tests.mutants.journal import Journal
from tests.mutants.package import Package
from tests.mutants.trying import (
    UNREACHED,
    Reach,
    Runner,
    Trial,
    Verdict,
    reach_of,
)

LEAST = 0.5
"""Seconds of processor time that every test may take."""

Tell = Callable[[Mutant, Verdict], None]


class Judge:
    """Gives each mutant the tests that reach it, those first that may be expected to fail."""

    def __init__(self, package: Package, runner: Runner, journal: Journal) -> None:
        self.package = package
        self.runner = runner
        self.journal = journal
        self.reach: Reach = reach_of(runner, package)
        self.kills = Counter[tuple[str, str, str]]()
        """How often a test has failed for mutants of a function."""

    def judge(self, mutants: Sequence[Mutant], jobs: int, tell: Tell) -> None:
        """Try all, ``jobs`` at a time; verdicts go to the journal and to ``tell``."""
        gc.collect()
        gc.freeze()  # shared with the forks as long as no collector touches it
        waiting, running = list(reversed(mutants)), dict[int, Trial]()
        try:
            while waiting or running:
                while waiting and len(running) < jobs:
                    self._start(waiting.pop(), running, tell)
                if running:
                    pid, status, used = os.wait4(-1, 0)
                    trial = running.pop(pid)
                    verdict = trial.verdict(status, used.ru_utime + used.ru_stime)
                    self._keep(trial.mutant, verdict, tell)
        finally:
            for trial in running.values():
                trial.stop()

    def _start(self, mutant: Mutant, running: dict[int, Trial], tell: Tell) -> None:
        order = self.order(mutant)
        if not order:
            self._keep(mutant, Verdict(UNREACHED, "", 0.0), tell)
            return
        seconds = self.reach.seconds
        trial = Trial(mutant, [(self.runner.tests[i], LEAST + 3.0 * seconds[i]) for i in order])
        trial.start(self.package, self.runner)
        running[trial.pid] = trial

    def _keep(self, mutant: Mutant, verdict: Verdict, tell: Tell) -> None:
        self.journal.add(mutant, verdict)
        if verdict.by:
            self.kills[mutant.file, mutant.function, verdict.by] += 1
        tell(mutant, verdict)

    def order(self, mutant: Mutant) -> list[int]:
        """The tests that reach the mutant: what killed its like, its namesakes, the fast ones."""
        name = f"test_{Path(mutant.file).stem}.py"

        def rank(i: int) -> tuple[int, bool, float]:
            test: pytest.Item = self.runner.tests[i]
            kills = self.kills[mutant.file, mutant.function, test.nodeid]
            return -kills, test.path.name != name, self.reach.seconds[i]

        return sorted(self.reach.of(mutant), key=rank)
