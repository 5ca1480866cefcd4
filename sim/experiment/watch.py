"""Looks at records as they come and keeps what charts and stories need of them."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.durable import drop, writing
from sim.kpi.summary import Pair, Summary, summarise
from sim.record import open_record, save
from sim.regular import open_regular
from sim.stats.intervals import student_quantile

if TYPE_CHECKING:
    from sim.record.record import Record
    from sim.scenario import ScenarioFile
    from sim.scenario.model import Scenario

RECORD = "first"
MOST_BYTES = 1 << 28
"""Of what is kept of a replication; it is a thousandth of that."""
Floats = npt.NDArray[np.float64]


class Pooled(NamedTuple):
    """Ratios of sums over replications with the half-widths of their 95 % intervals."""

    value: Floats
    half: Floats


class Pool:
    """Sums over the summaries of one variant's replications; its size does not grow with them.

    Summaries may come in any order; they are added up in that of their replications, so that
    the sums have the same bits however the work was shared.
    """

    def __init__(self) -> None:
        self.n = 0
        self._waiting: dict[int, Summary] = {}
        self._sums: dict[str, Floats] = {}

    def has(self, replication: int) -> bool:
        """Whether a replication was added."""
        return replication < self.n or replication in self._waiting

    def add(self, replication: int, summary: Summary) -> None:
        """Add the summary of a replication; they are counted from 0, without gaps."""
        self._waiting[replication] = summary
        while self.n in self._waiting:
            for name, pair in self._waiting.pop(self.n).items():
                self._add(name, pair)
            self.n += 1

    def _add(self, name: str, pair: Pair) -> None:
        above, below = pair
        row = np.stack([above, below, above * above, below * below, above * below])
        known = self._sums.get(name)
        self._sums[name] = row if known is None else known + row

    def pooled(self) -> dict[str, Pooled]:
        """By name: ratios of sums, with the delta method's half-widths (Cochran 1977, 2.11).

        Nan where the sum below is 0; half-widths also with fewer than two replications.
        """
        quantile = float(student_quantile(self.n, 0.95))
        return {name: _ratio(sums, self.n, quantile) for name, sums in self._sums.items()}


def _ratio(sums: Floats, n: int, quantile: float) -> Pooled:
    above, below, above2, below2, both = sums
    safe = np.where(below > 0.0, below, np.nan)
    value = above / safe
    squares = np.maximum(above2 - 2.0 * value * both + value * value * below2, 0.0)
    variance = squares * n / max(n - 1, 1)
    return Pooled(value, quantile * np.sqrt(variance) / safe)


class Seen(NamedTuple):
    """What is left of an experiment's records, by variant in their order: pools of all, and the
    records of the first replication."""

    pools: dict[str, Pool]
    first: dict[str, Record]


class Glimpse(NamedTuple):
    """What a watch is handed of a replication; ``record``: None where it is not wanted."""

    summary: Summary
    record: Record | None


def glimpse(record: Record, scenario: Scenario, replication: int) -> Glimpse:
    """What charts and stories need: a summary, and the record of the first replication."""
    return Glimpse(summarise(record, scenario), None if replication else record)


def glimpse_and_record(record: Record, scenario: Scenario, replication: int) -> Glimpse:
    """The same with every record."""
    return Glimpse(summarise(record, scenario), record)


class Watch:
    """Called with a glimpse of each record of an experiment (``Conditions.on_record``, with
    ``glimpse`` as the digest).

    ``file``: that of the scenario, whose words and sources a report shows beside. ``keep``: tells,
    once the experiment has begun, a folder in which to keep what was seen, so that an experiment
    that goes on after it was stopped need not see it again. Raises OSError when that cannot be
    written.
    """

    def __init__(self, file: ScenarioFile, keep: Callable[[], Path] | None = None) -> None:
        self.file = file
        self._keep = keep
        self._pools: dict[str, Pool] = {}
        self._first: dict[str, Record] = {}

    def __call__(self, variant: str, replication: int, seen: Glimpse) -> None:
        self._pools.setdefault(variant, Pool()).add(replication, seen.summary)
        if replication == 0 and seen.record is not None:
            self._first[variant] = seen.record
        if self._keep is not None:
            _save(self._keep() / variant, replication, seen)

    def seen(self, variants: Iterable[str], replications: int) -> Seen:
        """All that was seen, with what an earlier try has kept; the experiment is done."""
        names = list(variants)
        for variant in names:
            pool = self._pools.setdefault(variant, Pool())
            if self._keep is not None and pool.n < replications:
                _load(self._keep() / variant, replications, pool)
                self._first[variant] = open_record(self._keep() / variant / RECORD)
        return Seen(
            {name: self._pools[name] for name in names}, {name: self._first[name] for name in names}
        )


def places(folder: Path, replication: int) -> list[Path]:
    """Where in the folder of a variant a replication is kept."""
    first = [folder / RECORD] if replication == 0 else []
    return [folder / f"{replication}.npz", *first]


def _save(folder: Path, replication: int, seen: Glimpse) -> None:
    """Keep a summary, which appears whole or not at all, and the first replication's record."""
    folder.mkdir(parents=True, exist_ok=True)
    if replication == 0 and seen.record is not None:
        drop(folder / RECORD)  # what a kill has left
        save(seen.record, folder / RECORD)
    parts = {f"{name}|{part}": pair[part] for name, pair in seen.summary.items() for part in (0, 1)}
    with writing(folder / f"{replication}.npz") as file:
        np.savez(file, allow_pickle=False, **parts)


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """The arrays of a file that ``_save`` has written. Raises OSError and ValueError."""
    with open_regular(path, MOST_BYTES) as file, zipfile.ZipFile(file) as members:
        if sum(member.file_size for member in members.infolist()) > MOST_BYTES:
            raise ValueError(f"{path} holds more than a summary can")
        file.seek(0)
        with np.load(file, allow_pickle=False) as parts:
            yield parts


def _load(folder: Path, replications: int, pool: Pool) -> None:
    """Add what an earlier try has kept and this one has not seen."""
    for replication in range(replications):
        path = folder / f"{replication}.npz"
        if not pool.has(replication) and path.is_file():
            with _opened(path) as parts:
                names = dict.fromkeys(key.rpartition("|")[0] for key in parts.files)
                summary = {n: Pair(parts[f"{n}|0"], parts[f"{n}|1"]) for n in names}
            pool.add(replication, summary)
