"""The part of a team that its plans depend on."""

from __future__ import annotations

from typing import NamedTuple

from sim.scenario.model import Absence, HeadCount, Shift, Shrinkage, Team
from sim.words import POSTPONE, PUT_ASIDE, SHORTEN

PAUSE_RULES = {"postpone": POSTPONE, "shorten": SHORTEN, "put_aside": PUT_ASIDE}


class Staff(NamedTuple):
    """Who is planned in a team. Hashable, so that teams that work alike are planned once.

    ``shifts`` is empty when there is a ``head_count``. ``pause_rule``: of the pauses that state
    none of their own.
    """

    name: str
    head_count: tuple[HeadCount, ...] | None
    shifts: tuple[Shift, ...]
    absence: Absence
    shrinkage: Shrinkage
    pause_rule: int

    @property
    def steady(self) -> bool:
        """Whether chance has no part in when the team works."""
        return self.shrinkage.share == 0.0 and (not self.shifts or self.absence.share == 0.0)

    @property
    def by_seat(self) -> bool:
        """Whether the agents of a head count have pauses, so that each is planned by itself."""
        entries = self.head_count or ()
        return bool(entries) and (self.shrinkage.share > 0.0 or any(e.breaks for e in entries))

    def rule_of(self, when_busy: str | None) -> int:
        """The code of a pause's rule."""
        return self.pause_rule if when_busy is None else PAUSE_RULES[when_busy]


def staff_of(team: Team, name: str) -> Staff:
    """The staff of a team."""
    return Staff(
        name,
        team.head_count,
        team.shifts or (),
        team.absence if team.shifts else Absence(),
        team.shrinkage,
        PAUSE_RULES[team.when_busy],
    )
