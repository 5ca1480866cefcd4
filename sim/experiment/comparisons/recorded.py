"""What replications of a run or comparison gave, kept while it is under way."""

from __future__ import annotations

import json
import logging
import zlib
from collections.abc import Sequence

import numpy as np

from sim.durable import drop, write_whole
from sim.experiment.comparisons.work import Done
from sim.experiment.errors import ResultsError
from sim.experiment.folders.drafts import Draft
from sim.experiment.folders.journal import OF, Journal, Line
from sim.experiment.folders.reading import read_json
from sim.experiment.results.sample import Row

log = logging.getLogger("sim")

BEGUN = "parts/begun.json"
KEPT = ":kept"
"""The column of the checksum of what else is kept of a replication."""


class Recorded:
    """Replications recorded in a draft by an earlier try of the same experiment, and by this one.

    ``key``: equal for experiments whose replications are equal. A row's point is the position of
    its variant. ``keeps``: whether more than numbers is kept of a replication. What an earlier
    try has left and cannot be read as it was written is done again.
    """

    def __init__(self, draft: Draft, key: str, variants: Sequence[str], keeps: bool) -> None:
        self.draft, self.variants, self.keeps = draft, tuple(variants), keeps
        self.journal: Journal = draft.begin(key)
        self.path = draft.path / BEGUN
        self.done: dict[int, list[Done]] = {}
        if self.journal.parts:
            self._restore()

    def add(self, replication: int, results: Sequence[Done]) -> None:
        """Record a replication of all variants."""
        if replication == 0:
            begun = [{"names": list(result.row.names), "notes": result.notes} for result in results]
            write_whole(self.path, json.dumps({"sum": _sum(begun), "begun": begun}))
        self.journal.add(
            self._line(variant, replication, result.row) for variant, result in enumerate(results)
        )

    def _line(self, variant: int, replication: int, row: Row) -> Line:
        line = _line(variant, replication, row)
        if not self.keeps:
            return line
        kept = self.draft.kept_sum(self.variants[variant], replication)
        known = np.nan if kept is None else float(kept)
        return line._replace(names=(*line.names, KEPT), values=np.append(line.values, known))

    def _restore(self) -> None:
        begun = self._begun()
        keys = self.journal.keys()
        everyone = range(len(self.variants))
        known = {r for _, r in keys if all((v, r) in keys for v in everyone)}
        whole = self._whole() if self.keeps else known
        for replication in {r for _, r in keys} - whole if begun else {r for _, r in keys}:
            for name in self.variants:
                self.draft.forget(name, replication)
        if begun is None:
            return
        known &= whole
        for variant in everyone:
            table = self.journal.read(range(variant, variant + 1))
            names = tuple(begun[variant]["names"])
            blank = np.full(len(table), np.nan)
            above, below = (
                [table[n].to_numpy() if n in table.column_names else blank for n in columns]
                for columns in (names, [name + OF for name in names])
            )
            rows = zip(
                table["replication"].to_pylist(), np.array(above).T, np.array(below).T, strict=True
            )
            for replication, numerators, denominators in rows:
                if replication in known:
                    notes = begun[variant]["notes"] if replication == 0 else []
                    row = Row(names, numerators, denominators)
                    self.done.setdefault(replication, []).append(Done(row, notes, None))

    def _begun(self) -> list[dict[str, list[str]]] | None:
        """What the first replication gave besides numbers; None if that is not known."""
        if not self.path.exists():  # stopped before it was done
            return None
        try:
            data = read_json(self.path)
            begun: list[dict[str, list[str]]] = data["begun"]
            if data["sum"] == _sum(begun):
                return begun
        except (ResultsError, LookupError, TypeError):
            pass
        log.warning("%s is damaged; what was done is done again", self.path)
        drop(self.path)
        return None

    def _whole(self) -> set[int]:
        """The replications of which everything that was kept is as it was written."""
        broken, seen = set(), set()
        for variant, name in enumerate(self.variants):
            table = self.journal.read(range(variant, variant + 1))
            sums = table[KEPT].to_pylist() if KEPT in table.column_names else [None] * len(table)
            for replication, expected in zip(table["replication"].to_pylist(), sums, strict=True):
                seen.add(replication)
                if self.draft.kept_sum(name, replication) != expected:
                    broken.add(replication)
        if broken:
            log.warning(
                "what was kept of %d replications is damaged; they are done again", len(broken)
            )
        return seen - broken


def _sum(begun: list[dict[str, list[str]]]) -> int:
    return zlib.crc32(json.dumps(begun).encode())


def _line(variant: int, replication: int, row: Row) -> Line:
    ratios = np.flatnonzero(~np.isnan(row.denominators))
    names = (*row.names, *(row.names[at] + OF for at in ratios))
    values = np.concatenate([row.numerators, row.denominators[ratios]])
    return Line(variant, replication, names, values)
