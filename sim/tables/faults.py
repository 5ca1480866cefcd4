"""What is wrong in a table, by its lines."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

MOST_TOLD = 20
"""Lines whose mistakes are told one by one."""


class Fault(NamedTuple):
    """What is wrong, and in which line (from 1)."""

    line: int
    message: str


class TableError(Exception):
    """A table that cannot be read as it stands; ``faults`` are in the order of its lines."""

    def __init__(self, path: Path, faults: Iterable[Fault]) -> None:
        self.path, self.faults = path, list(faults)
        super().__init__("\n".join(f"{path}:{line}: {message}" for line, message in self.faults))


class CellError(ValueError):
    """What is wrong with a single cell, in a sentence."""


@dataclass
class Mistakes:
    """What is wrong in a file: the first lines are told one by one, the others counted."""

    path: Path
    first: list[Fault] = field(default_factory=list)
    count: int = 0

    def add(self, line: int, message: str) -> None:
        """Note what is wrong with a line."""
        self.count += 1
        insort(self.first, Fault(line, message), key=itemgetter(0))
        del self.first[MOST_TOLD + 1 :]

    def tell(self) -> None:
        """Raise ``TableError`` with the mistakes together, if there are any."""
        told = self.first[:MOST_TOLD]
        if self.count > MOST_TOLD:
            more = self.count - MOST_TOLD
            lines = "lines" if more > 1 else "line"
            told.append(Fault(self.first[-1].line, f"and {more:,} more {lines} from here on."))
        if told:
            raise TableError(self.path, told)
