"""Results folders, opened again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from sim.durable import write_whole
from sim.experiment.errors import AGAIN, ResultsError
from sim.experiment.folders.drafts import EXPERIMENT
from sim.experiment.folders.forms import FORMS, Design
from sim.experiment.folders.publish import LAYOUT, SCENARIOS, SEAL, digest, sealed, sums
from sim.experiment.folders.reading import (
    damaged,
    expecting,
    formed,
    read_form,
    read_frame,
    read_json,
    read_table,
    read_text,
)
from sim.experiment.results.plain import as_json
from sim.experiment.shown import Shown
from sim.regular import lies_in

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


@dataclass(frozen=True, repr=False)
class Saved(Shown):
    """A results folder whose files are whole. ``experiment``: what ran, of experiment.json.

    Only files that experiment.json lists are read, and none outside of the folder. Reading
    raises ResultsError for a file that does not hold what it should.
    """

    path: Path
    experiment: Mapping[str, Any]

    @property
    def command(self) -> str:
        """What made it: run, compare or sweep."""
        return str(self.experiment["command"])

    @cached_property
    def design(self) -> Design:
        """Of a sweep: factors and their values at all points."""
        path = self.file("design.json")
        design = read_form(Design, path)
        with expecting(path):
            if len(design.levels) != self.experiment["points"]:
                raise ValueError("levels: expected those of all points")
            if any(len(row) != len(design.factors) for row in design.levels):
                raise ValueError("levels: expected a value for each factor")
        return design

    @property
    def currency(self) -> str:
        """Of a sweep's amounts."""
        return self.design.currency

    @cached_property
    def estimates(self) -> pd.DataFrame:
        """The tidy table of a sweep."""
        return self.frame("estimates.parquet")

    @property
    def scenarios(self) -> dict[str, Path]:
        """Files of the explicit scenarios, by variant, in alphabetical order."""
        names = (PurePosixPath(name) for name in sorted(self.experiment["files"]))
        return {
            name.stem: self.file(str(name))
            for name in names
            if str(name.parent) == SCENARIOS and name.suffix == ".yaml"
        }

    def has(self, name: str) -> bool:
        """Whether the folder lists a file."""
        return name in self.experiment["files"]

    def file(self, name: str) -> Path:
        """The path of a file of the folder."""
        if not self.has(name):
            raise damaged(self.path / EXPERIMENT, f"it does not list {name}")
        return self.path / name

    def text(self, name: str) -> str:
        """A text of the folder, by file name."""
        return read_text(self.file(name))

    def frame(self, name: str) -> pd.DataFrame:
        """A table of the folder, by file name."""
        return read_frame(self.file(name))

    def table(self, name: str, columns: Sequence[str] | None = None) -> pa.Table:
        """A Parquet file of the folder, or some of its columns, those that it has."""
        return read_table(self.file(name), columns)


def open_folder(folder: str | Path) -> Saved:
    """Open a results folder, and check that every file is as it was written.

    Raises ResultsError for a folder that is none or is damaged.
    """
    path = Path(folder)
    try:
        there = (path / EXPERIMENT).exists()
    except (OSError, ValueError):  # a name that no folder can have
        there = False
    if not there:
        raise ResultsError(f"{folder} is not a results folder: it has no {EXPERIMENT}")
    experiment = _experiment(path / EXPERIMENT)
    for name, expected in experiment["files"].items():
        if digest_in(path, name) != expected:
            raise ResultsError(f"{path / name} is not as it was written; {AGAIN}")
    return Saved(path, experiment)


def _experiment(path: Path) -> Mapping[str, Any]:
    """What ran. Raises ResultsError for what no experiment can have been."""
    data = read_json(path)
    with expecting(path):
        if not isinstance(data, dict):
            raise ValueError("it holds no mapping")
        if data.get("layout") != LAYOUT:
            raise ValueError(f"layout {data.get('layout')}, expected {LAYOUT}")
        form = FORMS.get(str(data.get("command")))
        if form is None:
            raise ValueError(f"command: one of {', '.join(FORMS)}")
        formed(form, data)
        if SEAL in data and data != sealed(data):
            raise ValueError("it is not as it was written")
    return data


def digest_in(folder: Path, name: str) -> str:
    """The SHA-256 of a file of a folder. Raises ResultsError for what is none."""
    parts = PurePosixPath(name).parts
    if not parts or ".." in parts or "\\" in name or Path(name).is_absolute():
        raise damaged(folder / EXPERIMENT, f"files: {name!r} is not a file of this folder")
    path = folder / name
    with expecting(path):
        if not lies_in(path, folder):
            raise ValueError("it lies outside of the folder")
        return digest(path)


def seal(saved: Saved) -> None:
    """Take note of the files as they are now: a report was added or made again.

    Raises OSError.
    """
    whole = sealed({**saved.experiment, "files": sums(saved.path)})
    write_whole(saved.path / EXPERIMENT, as_json(whole) + "\n")
