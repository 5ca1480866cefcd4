"""Judge the mutants of the floor that are not judged yet: ``make mutants``.

A tool of our own, since mutmut leaves decorated functions out, as all of the floor's are, and
cosmic-ray and mutatest start Python anew for each mutant: a fork takes a tenth of a second.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.mutants.finding import Mutant
from tests.mutants.journal import Journal, Tests
from tests.mutants.judging import Judge
from tests.mutants.package import Package
from tests.mutants.telling import Progress, argued, faults, survivors, table
from tests.mutants.trying import Runner, collect

TESTS = (
    "tests/stories",
    "tests/floor",
    "tests/engine/test_allocation.py",
    "tests/engine/test_choice.py",
    "tests/engine/test_moves.py",
    "tests/engine/test_room_for_rows.py",
    "tests/properties/test_floor.py",
)
"""What tells of the floor's rules and is quick. Not the golden files: they tell no rule."""


def parser() -> argparse.ArgumentParser:
    """The options."""
    options = argparse.ArgumentParser(prog="python -m tests.mutants")
    add = options.add_argument
    add("only", nargs="*", help="files or functions, by name; all unless named")
    add("--sample", type=int, metavar="N", help="no more than N of them, at random")
    add("--seed", type=int, default=1, help="of the sample")
    add("--jobs", type=int, default=1, help="mutants at a time")
    add("--list-survivors", action="store_true", help="judge none: show what is known")
    add("--package", default="sim.floor", help="what is mutated")
    add("--tests", action="append", help="a file or folder of tests; instead of the floor's")
    add("--folder", type=Path, default=Path(".mutants"), help="where verdicts are kept")
    add("--argued", type=Path, default=Path(__file__).with_name("argued.toml"))
    return options


def chosen(mutants: Sequence[Mutant], options: argparse.Namespace) -> list[Mutant]:
    """The mutants asked for. Raises SystemExit for a name that none has."""
    named = [m for m in mutants if not options.only or {m.file, m.function} & set(options.only)]
    known = {name for mutant in mutants for name in (mutant.file, mutant.function)}
    if unknown := sorted(set(options.only) - known):
        raise SystemExit(f"No file or function with mutants: {', '.join(unknown)}")
    if options.sample is not None and options.sample < len(named):
        kept = set(random.Random(options.seed).sample(range(len(named)), options.sample))
        named = [mutant for i, mutant in enumerate(named) if i in kept]
    return named


def judge(
    mutants: list[Mutant], package: Package, journal: Journal, tests: Sequence[str], jobs: int
) -> None:
    """Try the mutants, one after the other; Ctrl-C ends that early."""

    def then(runner: Runner) -> None:
        judging = Judge(package, runner, journal)
        print(f"{len(runner.tests)} tests; {len(mutants)} mutants to try", file=sys.stderr)
        judging.judge(mutants, jobs, Progress(len(mutants)).tell)

    try:
        collect(tests, then)
    except KeyboardInterrupt:
        print("Stopped. The next run goes on from here.", file=sys.stderr)


def main() -> None:
    """Judge what has no verdict yet, then show where all stand."""
    options = parser().parse_args()
    sys.modules["numba"] = None  # type: ignore[assignment]  # the tests then leave it out
    os.environ["HYPOTHESIS_PROFILE"] = "mutants"
    package = Package(options.package)
    everything = list(package.mutants())
    mutants = chosen(everything, options)
    tests = options.tests or TESTS
    journal = Journal(options.folder, Tests(tests))
    new = [mutant for mutant in mutants if journal.of(mutant) is None]
    if new and not options.list_survivors:
        judge(new, package, journal, tests, options.jobs)
    reasons = argued(options.argued)
    for text in survivors(mutants, journal, reasons):
        print(text)
    print(table(mutants, journal, reasons))
    for text in faults(reasons, everything, journal):
        print(text)
    if package.left_out:
        print("Left out, since they run on import:", ", ".join(package.left_out))


if __name__ == "__main__":
    main()
