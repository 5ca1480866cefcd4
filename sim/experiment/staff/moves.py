"""Rosters one step away from another one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sim.experiment.staff.positions import Roster, Space
from sim.experiment.staff.program import Cut


class Move(NamedTuple):
    """An agent less at ``gives``, one more at ``takes``; None: nobody. ``saves``: money a week."""

    gives: int | None
    takes: int | None
    saves: float

    def of(self, roster: Roster) -> Roster:
        """The roster after it."""
        return tuple(
            agents - (at == self.gives) + (at == self.takes) for at, agents in enumerate(roster)
        )


def cheaper(space: Space, roster: Roster, rules: Sequence[Cut]) -> list[Move]:
    """Single moves that save money and are allowed, those that save most first."""
    found = [move for move in _moves(space, roster) if move.saves > 0.0]
    kept = [move for move in found if allowed(space, move.of(roster), rules)]
    return sorted(kept, key=lambda move: (-move.saves, move.gives or 0, move.takes or 0))


def additions(space: Space, roster: Roster, rules: Sequence[Cut]) -> list[Move]:
    """An agent more, by position, where that is allowed."""
    found = [Move(None, at, -float(cost)) for at, cost in enumerate(space.costs)]
    return [move for move in found if allowed(space, move.of(roster), rules)]


def _moves(space: Space, roster: Roster) -> Iterator[Move]:
    costs = space.costs.tolist()
    for gives, agents in enumerate(roster):
        if agents == 0:
            continue
        yield Move(gives, None, costs[gives])
        for takes, cost in enumerate(costs):
            if takes != gives:
                yield Move(gives, takes, costs[gives] - cost)


def allowed(space: Space, roster: Roster, rules: Sequence[Cut]) -> bool:
    """Whether a roster keeps all that the scenario says, and the rules."""
    return space.allows(roster) and all(rule.kept(roster) for rule in rules)
