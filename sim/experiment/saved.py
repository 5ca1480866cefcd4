"""Results folders, opened again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.experiment.drafts import EXPERIMENT
from sim.experiment.errors import NoResultsError, ResultsError
from sim.experiment.folder import LAYOUT, sums, write
from sim.experiment.printed import as_json

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Saved:
    """A results folder whose files are whole. ``experiment``: what ran, of experiment.json."""

    path: Path
    experiment: Mapping[str, Any]

    @property
    def command(self) -> str:
        """What made it: run, compare or sweep."""
        return str(self.experiment["command"])

    @property
    def currency(self) -> str:
        """Of a sweep's amounts."""
        design = json.loads((self.path / "design.json").read_text(encoding="utf-8"))
        return str(design["currency"])

    @cached_property
    def estimates(self) -> pd.DataFrame:
        """The tidy table of a sweep."""
        return self.frame("estimates.parquet")

    def frame(self, name: str) -> pd.DataFrame:
        """A table of the folder, by file name."""
        import pandas as pd

        path = self.path / name
        return pd.read_csv(path) if path.suffix == ".csv" else pd.read_parquet(path)


def open_folder(folder: str | Path) -> Saved:
    """Open a results folder, and check that every file is as it was written.

    Raises NoResultsError for a folder that is none, ResultsError for a damaged one.
    """
    path = Path(folder)
    try:
        experiment = json.loads((path / EXPERIMENT).read_text(encoding="utf-8"))
        files = dict(experiment["files"])
    except (FileNotFoundError, NotADirectoryError):
        raise NoResultsError(f"{folder} is no results folder: it has no {EXPERIMENT}") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ResultsError(f"{path / EXPERIMENT} is damaged ({error}); {AGAIN}") from None
    if experiment.get("layout") != LAYOUT:
        raise ResultsError(f"{folder} has layout {experiment.get('layout')}, expected {LAYOUT}")
    for name, digest in files.items():
        try:
            found = hashlib.sha256((path / name).read_bytes()).hexdigest()
        except OSError as error:
            raise ResultsError(f"{path / name}: {error.strerror}; {AGAIN}") from None
        if found != digest:
            raise ResultsError(f"{path / name} is not as it was written; {AGAIN}")
    return Saved(path, experiment)


def seal(saved: Saved) -> None:
    """Take note of the files as they are now: a report was added or made again.

    Raises OSError.
    """
    whole = {**saved.experiment, "files": sums(saved.path)}
    unfinished = saved.path / f".{EXPERIMENT}"
    write(unfinished, as_json(whole))
    unfinished.replace(saved.path / EXPERIMENT)


AGAIN = "the experiment done again replaces the folder"
