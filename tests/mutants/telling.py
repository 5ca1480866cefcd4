"""What the reader sees: progress, survivors, the table by file."""

from __future__ import annotations

import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.mutants.finding import Mutant
from tests.mutants.journal import Journal
from tests.mutants.trying import KILLED, SURVIVED, TIMED_OUT, UNREACHED, Verdict

COLUMNS = ("mutants", "killed", "timed out", "survived", "argued", "not judged", "score")
EVERY = 10.0
"""Seconds between two lines of progress."""


class Progress:
    """A line from time to time."""

    def __init__(self, mutants: int) -> None:
        self.mutants = mutants
        self.judged = 0
        self.survivors = 0
        self.started = self.told = time.monotonic()

    def tell(self, mutant: Mutant, verdict: Verdict) -> None:
        """Count a verdict."""
        self.judged += 1
        self.survivors += survives(verdict)
        now = time.monotonic()
        if now - self.told >= EVERY:
            self.told = now
            left = (now - self.started) / self.judged * (self.mutants - self.judged)
            print(
                f"{self.judged} of {self.mutants}, {self.survivors} survivors, "
                f"{left / 60:.0f} min to go: {mutant.file} {mutant.function}",
                file=sys.stderr,
            )


def survives(verdict: Verdict | None) -> bool:
    """Whether no test has noticed."""
    return verdict is not None and verdict.kind in (SURVIVED, UNREACHED)


def argued(path: Path) -> dict[str, str]:
    """Mutants that nothing can kill, with the reason. Raises ValueError for one without."""
    entries = tomllib.loads(path.read_text(encoding="utf-8")).get("mutant", [])
    reasons = {entry["id"]: entry["reason"].strip() for entry in entries}
    if len(reasons) < len(entries) or not all(reasons.values()):
        raise ValueError(f"{path}: each mutant once, with a reason")
    return reasons


def faults(reasons: Iterable[str], mutants: Sequence[Mutant], journal: Journal) -> list[str]:
    """What is wrong with the mutants argued for: no longer there, or killed."""
    there = {mutant.id: mutant for mutant in mutants}
    found = []
    for name in reasons:
        verdict = journal.of(there[name]) if name in there else None
        if name not in there:
            found.append(f"argued, but no longer there: {name}")
        elif verdict is not None and not survives(verdict):
            found.append(f"argued, but {verdict.kind} by {verdict.by}: {name}")
    return found


def survivors(mutants: Iterable[Mutant], journal: Journal, reasons: Iterable[str]) -> list[str]:
    """A line for each mutant that lives and is not argued for."""
    alive = [m for m in mutants if survives(journal.of(m)) and m.id not in set(reasons)]
    return [line_of(mutant, journal.of(mutant)) for mutant in alive]


def line_of(mutant: Mutant, verdict: Verdict | None) -> str:
    """Where it is, and its name."""
    unreached = verdict is not None and verdict.kind == UNREACHED
    where = f"{mutant.file}:{mutant.lines[0]}{' (no test gets there)' if unreached else ''}"
    return f"{where}\n    {mutant.id}"


def table(mutants: Sequence[Mutant], journal: Journal, reasons: Iterable[str]) -> str:
    """A row for each file, and one for all."""
    kinds = {mutant: _kind(mutant, journal, set(reasons)) for mutant in mutants}
    files = dict.fromkeys(mutant.file for mutant in mutants)
    rows = [(file, Counter(k for m, k in kinds.items() if m.file == file)) for file in files]
    rows.append(("all", Counter(kinds.values())))
    wide = max(len(name) for name, _ in rows) + 2
    head = "file".ljust(wide) + "".join(f"{name:>12}" for name in COLUMNS)
    return "\n".join([head, *(name.ljust(wide) + _cells(count) for name, count in rows)])


def _kind(mutant: Mutant, journal: Journal, reasons: set[str]) -> str:
    verdict = journal.of(mutant)
    if verdict is None:
        return "not judged"
    if verdict.kind in (KILLED, TIMED_OUT):
        return verdict.kind
    return "argued" if mutant.id in reasons else "survived"


def _cells(count: Counter[str]) -> str:
    noticed = count[KILLED] + count[TIMED_OUT]
    of = noticed + count["survived"]
    cells = [str(count.total()), *(str(count[name]) for name in COLUMNS[1:-1])]
    cells.append(f"{noticed / of:.1%}" if of else "-")
    return "".join(f"{cell:>12}" for cell in cells)
