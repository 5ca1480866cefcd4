"""From formulas to simulation: a roster that meets the targets, and none cheaper beside it.

The start is an integer program on what Erlang's formulas expect. Simulated levels correct what
the formulas promise, and give cuts from finite differences on common random numbers (Atlason,
Epelman and Henderson 2004, 2008; Cezik and L'Ecuyer 2008). Cuts are a heuristic, since service is
S-shaped in the agents: so single moves are tried from there on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.experiment.objectives import SERVICE_LEVEL, Objective
from sim.experiment.staff.expected import Expected, PoolGains
from sim.experiment.staff.moves import Move, additions, allowed, cheaper
from sim.experiment.staff.positions import Array, Roster, Space
from sim.experiment.staff.program import Cut, Program
from sim.experiment.staff.trials import Trials, Tried, margin_values, margins

FEW, MORE = 4, 24
"""Replications while far from the targets, and near."""
ROUNDS = 15
"""Rosters of the integer program at most."""
LOOKED_AT = 40
"""Moves that are simulated about a roster."""
SCREENED = 10
"""Moves tried at a time, before one of them is taken."""
AT_ONCE = 5
"""Agents added at a time at most."""
REACH = 2
"""Agents by which a position may change at a time where cuts foresee what comes of it."""
TINY = 1e-9
ABOVE = 0.995
"""Share that formulas may be asked for at most."""
SPREAD = 2.0
"""Standard errors within which a screened roster may still meet its targets."""


class NoRosterError(Exception):
    """No roster that is allowed meets the targets. ``roster``: the last one tried."""

    def __init__(self, roster: Roster) -> None:
        super().__init__("no roster that is allowed meets the targets")
        self.roster = roster


class Differences(NamedTuple):
    """What moves do to the margin of each target, and its standard error; [move, target]."""

    moves: list[Move]
    gains: Array
    errors: Array

    @property
    def sure(self) -> Array:
        """Gains that chance would hardly give, others 0."""
        return np.where(np.abs(self.gains) > SPREAD * self.errors, self.gains, 0.0)

    def per_gain(self, target: int) -> list[float]:
        """Money a week for each unit of a target's measure, by move of sure gain or loss."""
        return [
            -move.saves / gain
            for move, gain in zip(self.moves, self.sure[:, target].tolist(), strict=True)
            if gain * move.saves < 0.0
        ]


@dataclass
class Search:
    """Looks for rosters on the customers of one seed. Raises what ``Trials`` raises."""

    space: Space
    trials: Trials
    seed: int
    cuts: list[Cut] = field(default_factory=list)

    def __post_init__(self) -> None:
        expected = Expected(self.space)
        self.pools = expected.pools()
        self.rules = list(expected.somebody_there())
        self.cuts += expected.time_enough()
        self.program = Program(self.space)

    @property
    def objectives(self) -> Sequence[Objective]:
        """The targets."""
        return self.trials.objectives

    def found(self) -> Roster:
        """A roster that meets the targets as far as a moderate number of replications tells.

        Raises NoRosterError.
        """
        return self.descended(self._reached())

    # -- up to the targets -------------------------------------------------------------------

    def _reached(self) -> Roster:
        """A roster that met the targets in few replications: by formulas, then agent by agent."""
        asked = [pool.target for pool in self.pools]
        roster: Roster | None = None
        for _ in range(ROUNDS):
            gains = [pool.gains(share) for pool, share in zip(self.pools, asked, strict=True)]
            found = self.program.cheapest([*self.rules, *self.cuts], gains)
            if found is None or found == roster:
                break
            roster = found
            met = margins(self._tried([roster], FEW)[0], self.objectives)
            off = [self._off(pool, met) for pool in self.pools]
            if all(one >= 0.0 for one in off):
                break
            asked = [
                min(share - min(one, 0.0), ABOVE) for share, one in zip(asked, off, strict=True)
            ]
        return self._climbed(roster or self._least())

    def _off(self, pool: PoolGains, met: Array) -> float:
        """By how much the targets of a pool's channels are exceeded, the least of them."""
        names = {SERVICE_LEVEL.format(channel) for channel in pool.pool.channels}
        own = [met[at] for at, one in enumerate(self.objectives) if one.measure in names]
        return float(min(own, default=0.0))

    def _climbed(self, roster: Roster) -> Roster:
        """Agents added, each where he does most for what is missed and his money."""
        while True:
            tried = self._tried([roster], FEW)[0]
            met = margins(tried, self.objectives)
            if (met >= 0.0).all():
                return roster
            roster = self.raised(tried, FEW, met < 0.0)

    def raised(
        self,
        tried: Tried,
        replications: int,
        missed: npt.NDArray[np.bool_],
        at_once: int = AT_ONCE,
    ) -> Roster:
        """The roster with agents more where they do most for what is missed, for their money.

        Several at once where one is far from enough. Raises NoRosterError.
        """
        slopes = self.slopes(tried, additions(self.space, tried.roster, self.rules), replications)
        if not slopes.moves:
            raise NoRosterError(tried.roster)
        short = -margins(tried, self.objectives)
        parts = np.clip(slopes.sure, 0.0, None) / np.maximum(short, TINY)
        helped = np.minimum(parts, 1.0) @ missed.astype(float)
        if not helped.any():
            helped = np.clip(slopes.gains, 0.0, None) @ missed.astype(float)
        costs = np.array([-move.saves for move in slopes.moves])
        best = int(np.argmax(helped / np.maximum(costs, TINY)))
        move, roster = slopes.moves[best], tried.roster
        largest = float(parts[best][missed].max())
        times = min(at_once, int(0.5 / largest)) if largest > 0.0 else 1
        for _ in range(max(times, 1)):
            if allowed(self.space, move.of(roster), self.rules):
                roster = move.of(roster)
        return roster

    def _least(self) -> Roster:
        """Of each position as few as there may be, but one."""
        return tuple(max(one.hired_for.least, min(1, one.most)) for one in self.space.positions)

    def slopes(self, tried: Tried, moves: Sequence[Move], replications: int) -> Differences:
        """What moves do to the targets, on the same customers; some of them if they are many."""
        some = moves[:: max(1, -(-len(moves) // LOOKED_AT))]
        base, *others = self._tried(
            [tried.roster, *(move.of(tried.roster) for move in some)], replications
        )
        count = len(self.objectives)
        if not others:
            return Differences([], np.zeros((0, count)), np.zeros((0, count)))
        before = margin_values(base, self.objectives)
        apart = np.array([margin_values(one, self.objectives) - before for one in others])
        errors = apart.std(axis=1, ddof=1) / np.sqrt(replications)
        return Differences(list(some), np.nan_to_num(apart.mean(axis=1)), np.nan_to_num(errors))

    # -- down in cost ------------------------------------------------------------------------

    def descended(self, roster: Roster) -> Roster:
        """Cheaper rosters, taken as long as they meet the targets: as a linear program on what
        single agents did foresees them, then by single moves."""
        roster = self._jumped(roster)
        while True:
            step = self._step_down(roster)
            if step is None:
                return roster
            roster = step

    def _jumped(self, roster: Roster) -> Roster:
        """Several moves at once, as far as cuts about each roster say that the targets hold."""
        for _ in range(ROUNDS):
            tried = self._tried([roster], FEW)[0]
            near = [
                *additions(self.space, roster, self.rules),
                *(one for one in cheaper(self.space, roster, self.rules) if one.takes is None),
            ]
            cuts = self._cuts(tried, self.slopes(tried, near, FEW))
            found = self.program.cheapest([*self.rules, *cuts], around=(roster, REACH))
            if found is None or self._cost(found) >= self._cost(roster):
                return roster
            met = margins(self._tried([found], MORE)[0], self.objectives)
            if not (met >= 0.0).all():
                return roster
            roster = found
        return roster

    def _cuts(self, tried: Tried, slopes: Differences) -> list[Cut]:
        """About a roster, a cut for each target that the agents of the moves do anything for."""
        met = margins(tried, self.objectives)
        found = []
        for at in range(len(self.objectives)):
            if not np.isfinite(met[at]):
                continue
            gains = self._by_position(slopes, at)
            found.append(Cut(gains, float(gains @ np.array(tried.roster)) - float(met[at])))
        return found

    def _by_position(self, slopes: Differences, target: int) -> Array:
        """What an agent does for a target: the mean of one more and one less where both are known,
        of one less the whole where that is more."""
        gains = np.zeros(len(self.space.positions))
        for move, gain in zip(slopes.moves, slopes.gains[:, target].tolist(), strict=True):
            if move.takes is not None:
                gains[move.takes] = max(gains[move.takes], gain)
            elif move.gives is not None:
                gains[move.gives] = max(gains[move.gives], -gain)
        return gains

    def _step_down(self, roster: Roster) -> Roster | None:
        moves = self._promising(roster)
        for at in range(0, len(moves), SCREENED):
            some = [move.of(roster) for move in moves[at : at + SCREENED]]
            screened = [one.roster for one in self._tried(some, FEW) if self._may_meet(one)]
            for one in screened:
                tried = self._tried([one], MORE)[0]
                if (margins(tried, self.objectives) >= 0.0).all():
                    return one
        return None

    def _promising(self, roster: Roster) -> list[Move]:
        """The cheaper moves that are likeliest to meet the targets, as agents less and agents
        more did alone; those that save most first."""
        moves = cheaper(self.space, roster, self.rules)
        if len(moves) <= LOOKED_AT:
            return moves
        tried = self._tried([roster], FEW)[0]
        less = [move for move in moves if move.takes is None]
        near = self.slopes(tried, [*less, *additions(self.space, roster, self.rules)], FEW)
        values = margin_values(tried, self.objectives)
        scale = np.maximum(values.std(axis=0, ddof=1), TINY)
        met, nothing = margins(tried, self.objectives), np.zeros(len(self.objectives))
        done = {
            (one.gives, one.takes): gain for one, gain in zip(near.moves, near.gains, strict=True)
        }

        def left(move: Move) -> float:
            lost = done.get((move.gives, None), nothing)
            won = done.get((None, move.takes), nothing)
            return float(np.min((met + lost + won) / scale))

        likeliest = sorted(moves, key=left, reverse=True)[:LOOKED_AT]
        return sorted(likeliest, key=lambda move: -move.saves)

    def _may_meet(self, tried: Tried) -> bool:
        values = margin_values(tried, self.objectives)
        errors = values.std(axis=0, ddof=1) / np.sqrt(len(values))
        return bool((margins(tried, self.objectives) + SPREAD * errors >= 0.0).all())

    def _tried(self, rosters: Sequence[Roster], replications: int) -> list[Tried]:
        return self.trials.tried(rosters, replications, self.seed)

    def _cost(self, roster: Roster) -> float:
        return self.space.cost(roster)
