"""Stretches of agents' planned time, as columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.words import ABSENT, BREAK, UNAVAILABLE

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Stretches:
    """Columns of equal length: the agent (a number within the team), the kind of duty, whether
    it is paid, the rule of a pause for who is busy, start and end in seconds."""

    agent: Array
    kind: Array
    paid: Array
    rule: Array
    start: Array
    end: Array

    def where(self, chosen: Array) -> Stretches:
        """The chosen rows."""
        return Stretches(*(column[chosen] for column in self.columns()))

    def columns(self) -> tuple[Array, ...]:
        """The columns in the order of the fields."""
        return self.agent, self.kind, self.paid, self.rule, self.start, self.end


def together(parts: list[Stretches]) -> Stretches:
    """Stretches one after the other."""
    if len(parts) == 1:
        return parts[0]
    if not parts:
        none = np.zeros(0, np.int64)
        return Stretches(none, none, none, none, np.zeros(0), np.zeros(0))
    columns = zip(*(part.columns() for part in parts), strict=True)
    return Stretches(*(np.concatenate(column) for column in columns))


def stays(all_stretches: Stretches) -> tuple[Array, Array, Array]:
    """When agents are present, pauses included: agent, start and end, by agent and time as given.

    Shifts that touch make one stay.
    """
    here = all_stretches.where(all_stretches.kind != ABSENT)
    apart = (here.agent[1:] != here.agent[:-1]) | (here.start[1:] != here.end[:-1])
    begins = np.flatnonzero(np.append(True, apart)) if len(here.agent) else np.zeros(0, np.int64)
    ends = np.append(begins[1:] - 1, len(here.agent) - 1)[: len(begins)]
    return here.agent[begins], here.start[begins], here.end[ends]


def pauses(all_stretches: Stretches) -> Stretches:
    """The breaks and blocks of shrinkage."""
    kind = all_stretches.kind
    return all_stretches.where((kind == BREAK) | (kind == UNAVAILABLE))
