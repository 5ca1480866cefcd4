"""Stretches of agents' planned time, as columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.words import WORK

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Stretches:
    """Columns of equal length: the agent (a number within the team), the kind of duty, whether
    it is paid, start and end in seconds, and whether these are the boundaries of a shift."""

    agent: Array
    kind: Array
    paid: Array
    start: Array
    end: Array
    first: Array
    last: Array

    def where(self, chosen: Array) -> Stretches:
        """The chosen rows."""
        return Stretches(*(column[chosen] for column in self.columns()))

    def columns(self) -> tuple[Array, ...]:
        """The columns in the order of the fields."""
        return self.agent, self.kind, self.paid, self.start, self.end, self.first, self.last


def together(parts: list[Stretches]) -> Stretches:
    """Stretches one after the other."""
    if len(parts) == 1:
        return parts[0]
    if not parts:
        none = np.zeros(0, np.int64)
        return Stretches(none, none, none, np.zeros(0), np.zeros(0), none, none)
    columns = zip(*(part.columns() for part in parts), strict=True)
    return Stretches(*(np.concatenate(column) for column in columns))


def at_work(all_stretches: Stretches) -> Stretches:
    """The stretches of work, contiguous ones of an agent joined; by agent and time as given."""
    work = all_stretches.where(all_stretches.kind == WORK)
    if len(work.agent) == 0:
        return work
    joins = (work.agent[1:] == work.agent[:-1]) & (work.start[1:] == work.end[:-1])
    if not joins.any():
        return work
    begins = np.flatnonzero(np.append(True, ~joins))
    ends = np.append(begins[1:] - 1, len(work.agent) - 1)
    return Stretches(
        work.agent[begins],
        work.kind[begins],
        work.paid[begins],
        work.start[begins],
        work.end[ends],
        work.first[begins],
        work.last[ends],
    )
