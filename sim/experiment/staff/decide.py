"""Whether a roster meets its targets, with as many replications as it takes to tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from sim.experiment.objectives import Objective
from sim.experiment.results.targets import Judged
from sim.experiment.staff.positions import Roster
from sim.experiment.staff.trials import Trials, Tried, judged
from sim.stats import bonferroni

Shown = Literal["meets", "misses", "undecided"]
CONFIDENCE = 0.99
"""Of all that is said of one roster."""


class Decision(NamedTuple):
    """What is shown of a roster on the customers of ``seed``: all targets met, one missed, or
    neither after ``replications``."""

    roster: Roster
    shown: Shown
    targets: tuple[Judged, ...]
    replications: int
    seed: int

    @property
    def missed(self) -> list[str]:
        """Measures of targets that are not shown to be met, those shown to be missed alone if any
        are."""
        wrong = [one for one in self.targets if one.attained == "not met"]
        unsure = [one for one in self.targets if one.attained == "not sure"]
        return [one.objective.measure for one in wrong or unsure]


def decided(
    trials: Trials, rosters: Sequence[Roster], seed: int, first: int, most: int
) -> list[Decision]:
    """Each roster, with replications doubled from ``first`` to ``most`` until it is decided.

    Looking several times is allowed for: all of a roster's intervals hold with 99 %.
    """
    numbers = _doubled(first, most)
    found: dict[Roster, Decision] = {}
    for n in numbers:
        left = [one for one in rosters if one not in found or found[one].shown == "undecided"]
        for tried in trials.tried(left, n, seed) if left else []:
            found[tried.roster] = _decision(tried, trials.objectives, seed, len(numbers))
    return [found[one] for one in rosters]


def _decision(tried: Tried, objectives: Sequence[Objective], seed: int, looks: int) -> Decision:
    targets = judged(tried, objectives, bonferroni(CONFIDENCE, looks))
    return Decision(tried.roster, _shown(targets), targets, tried.replications, seed)


def _shown(targets: Sequence[Judged]) -> Shown:
    if any(one.attained == "not met" for one in targets):
        return "misses"
    return "meets" if all(one.attained == "met" for one in targets) else "undecided"


def _doubled(first: int, most: int) -> list[int]:
    numbers = [min(first, most)]
    while numbers[-1] < most:
        numbers.append(min(2 * numbers[-1], most))
    return numbers
