"""The integer program that chooses a roster: costs, limits, what formulas expect, and cuts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack

from sim.experiment.staff.positions import PER_TEAM_AT_MOST, Array, Roster, Space

TIME_S = 5.0
"""Given to the solver for one roster."""
TINY = 1e-6
GAP = 2e-3
"""Relative; within it a roster counts as the cheapest of the program."""


class Cut(NamedTuple):
    """At least ``least`` of the sum of ``gains`` (by position) times the agents there."""

    gains: Array
    least: float

    def kept(self, roster: Roster) -> bool:
        """Whether a roster meets it."""
        return float(self.gains @ np.array(roster)) >= self.least - TINY


class Gains(NamedTuple):
    """What formulas expect of a pool of teams: a concave gain, hour by hour.

    ``at_work``: agents at work for each one hired, [position, hour]. ``slopes``, ``widths``:
    share of all contacts gained for each agent at work more, and over how many of them, by piece;
    ``hours``: the hour of each piece. ``least``: the share to be reached in all.
    """

    at_work: Array
    hours: npt.NDArray[np.int64]
    slopes: Array
    widths: Array
    least: float


@dataclass(frozen=True)
class Program:
    """What a roster has to keep to, whatever is simulated."""

    space: Space

    def cheapest(
        self,
        cuts: Iterable[Cut],
        gains: Iterable[Gains] = (),
        around: tuple[Roster, int] | None = None,
    ) -> Roster | None:
        """The cheapest roster that meets the cuts and is expected to reach the gains.

        ``around``: a roster, and by how many agents a position may differ from it.

        None if there is none, or the solver finds none in its time.
        """
        cuts, gains = list(cuts), list(gains)
        kinds = self._kinds_limited()
        count = len(self.space.positions)
        pieces = [len(one.widths) for one in gains]
        width = count + len(kinds) + sum(pieces)
        rows = [*self._team_rows(width), *self._kind_rows(kinds, width)]
        rows += [(_padded(cut.gains, width), cut.least, np.inf) for cut in cuts]
        constraints = [_dense(rows)] if rows else []
        at = count + len(kinds)
        for one, number in zip(gains, pieces, strict=True):
            constraints += _gain_rows(one, at, width)
            at += number
        low = np.zeros(width)
        low[:count] = [one.hired_for.least for one in self.space.positions]
        high = np.concatenate(
            [
                [one.most for one in self.space.positions],
                np.ones(len(kinds)),
                *(one.widths for one in gains),
            ]
        )
        if around is not None:
            near, reach = np.array(around[0]), around[1]
            low[:count] = np.maximum(low[:count], near - reach)
            high[:count] = np.minimum(high[:count], near + reach)
        cost = _padded(self.space.costs, width)
        whole = np.zeros(width, np.int64)
        whole[: count + len(kinds)] = 1
        found = milp(
            cost, integrality=whole, bounds=Bounds(low, high), constraints=constraints,
            options={"time_limit": TIME_S, "mip_rel_gap": GAP},
        )  # fmt: skip
        if found.x is None:
            return None
        return tuple(round(x) for x in found.x[:count])

    def _kinds_limited(self) -> list[int]:
        """Positions of teams that may use only so many of them."""
        return [
            at
            for at, one in enumerate(self.space.positions)
            if self.space.staffing[one.team].patterns_at_most is not None
        ]

    def _team_rows(self, width: int) -> list[tuple[Array, float, float]]:
        rows = []
        for team, rule in self.space.staffing.items():
            if rule.at_most is not None or rule.at_least > 0:
                row = np.zeros(width)
                row[self.space.of(team)] = 1.0
                rows.append((row, float(rule.at_least), float(rule.at_most or PER_TEAM_AT_MOST)))
        return rows

    def _kind_rows(self, kinds: list[int], width: int) -> list[tuple[Array, float, float]]:
        rows = []
        count = len(self.space.positions)
        for place, at in enumerate(kinds):
            row = np.zeros(width)
            rule = self.space.staffing[self.space.positions[at].team]
            row[at], row[count + place] = 1.0, -float(rule.at_most or self.space.positions[at].most)
            rows.append((row, -np.inf, 0.0))
        for team, rule in self.space.staffing.items():
            if rule.patterns_at_most is not None:
                row = np.zeros(width)
                row[
                    [
                        count + p
                        for p, at in enumerate(kinds)
                        if self.space.positions[at].team == team
                    ]
                ] = 1.0
                rows.append((row, 0.0, float(rule.patterns_at_most)))
        return rows


def _padded(values: Array, width: int) -> Array:
    return np.concatenate([values, np.zeros(width - len(values))])


def _dense(rows: list[tuple[Array, float, float]]) -> LinearConstraint:
    return LinearConstraint(
        csr_array(np.array([row for row, _, _ in rows])),
        np.array([low for _, low, _ in rows]),
        np.array([high for _, _, high in rows]),
    )


def _gain_rows(gains: Gains, at: int, width: int) -> list[LinearConstraint]:
    """Pieces used in an hour are at most the agents at work then; all gains are enough."""
    hours, pieces = gains.at_work.shape[1], len(gains.widths)
    used = csr_array((np.ones(pieces), (gains.hours, np.arange(pieces))), shape=(hours, pieces))
    positions = len(gains.at_work)
    left = hstack([csr_array(-gains.at_work.T), csr_array((hours, at - positions)), used])
    covered = hstack([left, csr_array((hours, width - at - pieces))]).tocsr()
    total = np.zeros((1, width))
    total[0, at : at + pieces] = gains.slopes
    return [
        LinearConstraint(covered, -np.inf, 0.0),
        LinearConstraint(csr_array(total), gains.least, np.inf),
    ]
