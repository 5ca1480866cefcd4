"""What a case says: a table as somebody holds it, and what the right reading of it is."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Forecast:
    """Issues by interval: the whole table, rows without volume not counted.

    `interval` in seconds; `points` are (`YYYY-MM-DD hh:mm`, issues) of some intervals' begins.
    Where issues are read by type, rows and points are of all types together.
    """

    rows: int
    total: float
    interval: int
    points: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Profile:
    """The shape of a week: the sum of all weights, and those of some whole hours.

    Weights are relative: compare `hours` divided by `total`.
    """

    total: float
    hours: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class HeadCount:
    """Agents at some moments of the week (`Mon 08:15`), and the hours of all agents a week."""

    hours_a_week: float
    agents: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Trace:
    """Exact arrivals: how many, the first and the last of them."""

    count: int
    first: str
    last: str


@dataclass(frozen=True)
class Durations:
    """How many values stand in the table, and their weighted mean in seconds."""

    count: int
    mean: float


Expected = Forecast | Profile | HeadCount | Trace | Durations


@dataclass(frozen=True)
class Layout:
    """A table, what it is used for, what is said about it, and the right answer.

    `use`: forecast, profile, head_count, trace or durations. `spec`: what stands beside the
    file's name. `start` and `length` are the clock's. Exactly one of `expect` and `refused`
    is given; `refused` is a text that the message must hold, mostly the key that would
    settle what the table leaves open. `build` writes the file where it is not kept as text.
    """

    name: str
    file: str
    use: str
    spec: Mapping[str, object] = field(default_factory=dict)
    start: str = "2024-03-18"
    length: str = "1 week"
    expect: Expected | None = None
    refused: str = ""
    build: Callable[[Path], None] | None = None

    def place(self, folder: Path) -> Path:
        """Put the table into a folder, as its owner would hold it."""
        path = folder / self.file
        if self.build is None:
            shutil.copyfile(FOLDER / self.file, path)
        else:
            self.build(path)
        return path

    def named(self) -> str | dict[str, object]:
        """What stands in the scenario: the file's name alone, or a mapping."""
        return {"file": self.file, **self.spec} if self.spec else self.file
