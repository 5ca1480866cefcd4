"""What replications of a run or comparison gave, kept while it is under way."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence

import numpy as np

from sim.experiment.drafts import Draft
from sim.experiment.journal import Journal, Line, write_whole
from sim.experiment.sample import Row
from sim.experiment.work import Done

log = logging.getLogger("sim")

BEGUN = "parts/begun.json"
OF = ":of"
"""Ends the name of a denominator's column."""


class Kept:
    """Replications recorded in a draft by an earlier try of the same experiment, and by this one.

    ``key``: equal for experiments whose replications are equal. A row's point is the position of
    its variant.
    """

    def __init__(self, draft: Draft, key: str, variants: int) -> None:
        self.variants = variants
        self.journal: Journal = draft.begin(key)
        self.path = draft.path / BEGUN
        self.done: dict[int, list[Done]] = {}
        if self.journal.parts and self.path.is_file():
            self._restore()

    def add(self, replication: int, results: Sequence[Done]) -> None:
        """Record a replication of all variants."""
        if replication == 0:
            begun = [{"names": result.row.names, "notes": result.notes} for result in results]
            write_whole(self.path, json.dumps(begun).encode())
        self.journal.add(
            _line(variant, replication, result.row) for variant, result in enumerate(results)
        )

    def _restore(self) -> None:
        begun = json.loads(self.path.read_text())
        keys = self.journal.keys()
        everyone = range(self.variants)
        known = {r for _, r in keys if all((v, r) in keys for v in everyone)}
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


def _line(variant: int, replication: int, row: Row) -> Line:
    ratios = np.flatnonzero(~np.isnan(row.denominators))
    names = (*row.names, *(row.names[at] + OF for at in ratios))
    values = np.concatenate([row.numerators, row.denominators[ratios]])
    return Line(variant, replication, names, values)
