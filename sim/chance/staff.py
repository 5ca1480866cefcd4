"""The part of a team that its plans depend on."""

from __future__ import annotations

from typing import NamedTuple

from sim.scenario.model import Absence, HeadCount, Shift, Shrinkage, Team


class Staff(NamedTuple):
    """Who is planned in a team. Hashable, so that teams that work alike are planned once.

    ``shifts`` is empty when there is a ``head_count``.
    """

    name: str
    head_count: tuple[HeadCount, ...] | None
    shifts: tuple[Shift, ...]
    absence: Absence
    shrinkage: Shrinkage

    @property
    def steady(self) -> bool:
        """Whether chance has no part in when the team works."""
        return not self.shifts or (self.absence.share == 0.0 and self.shrinkage.share == 0.0)


def staff_of(team: Team, name: str) -> Staff:
    """The staff of a team."""
    return Staff(name, team.head_count, team.shifts or (), team.absence, team.shrinkage)
