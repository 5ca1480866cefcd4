"""The part of a team that its plans depend on."""

from __future__ import annotations

from typing import NamedTuple

from sim.scenario.model import Absence, HeadCount, Shift, Shrinkage, Team


class Staff(NamedTuple):
    """Who is planned in a team. Hashable, so that teams that work alike are planned once.

    ``shifts`` is empty when there is a ``head_count``. ``when_busy``: the rule of the pauses
    that state none of their own.
    """

    name: str
    head_count: tuple[HeadCount, ...] | None
    shifts: tuple[Shift, ...]
    absence: Absence
    shrinkage: Shrinkage
    when_busy: str

    @property
    def steady(self) -> bool:
        """Whether chance has no part in when the team works."""
        return self.shrinkage.share == 0.0 and (not self.shifts or self.absence.share == 0.0)


def staff_of(team: Team, name: str) -> Staff:
    """The staff of a team."""
    absence = team.absence if team.shifts else Absence()
    shifts = team.shifts or ()
    return Staff(name, team.head_count, shifts, absence, team.shrinkage, team.when_busy)
