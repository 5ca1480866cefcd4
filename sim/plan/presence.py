"""Spells of agents' planned time, as columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.codes import ABSENT, BREAK, UNAVAILABLE

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Spells:
    """Columns of equal length: the agent (a number within the team), the kind of duty, whether
    it is paid, the rule of a pause for who is busy, start and end in seconds."""

    agent: Array
    kind: Array
    paid: Array
    rule: Array
    start: Array
    end: Array

    def where(self, chosen: Array) -> Spells:
        """The chosen rows."""
        return Spells(*(column[chosen] for column in self.columns()))

    def columns(self) -> tuple[Array, ...]:
        """The columns in the order of the fields."""
        return self.agent, self.kind, self.paid, self.rule, self.start, self.end


def together(parts: list[Spells]) -> Spells:
    """Spells one after the other."""
    if len(parts) == 1:
        return parts[0]
    if not parts:
        none = np.zeros(0, np.int64)
        return Spells(none, none, none, none, np.zeros(0), np.zeros(0))
    columns = zip(*(part.columns() for part in parts), strict=True)
    return Spells(*(np.concatenate(column) for column in columns))


class Stays(NamedTuple):
    """When agents are present, pauses included, by agent and time as given: columns alike long.

    Shifts that touch make one stay.
    """

    agent: Array
    start: Array
    end: Array


def stays_and_pauses(all_spells: Spells) -> tuple[Stays, Spells, Array]:
    """The stays; the breaks and blocks of shrinkage; and the end of the stay that each lies in."""
    here = all_spells.where(all_spells.kind != ABSENT)
    apart = (here.agent[1:] != here.agent[:-1]) | (here.start[1:] != here.end[:-1])
    begins = np.append(True, apart)[: len(here.agent)]
    ends = np.append(apart, True)[: len(here.agent)]
    is_pause = (here.kind == BREAK) | (here.kind == UNAVAILABLE)
    found = Stays(here.agent[begins], here.start[begins], here.end[ends])
    which = np.cumsum(begins)[is_pause] - 1
    return found, here.where(is_pause), found.end[which]
