"""How many replications a wanted precision needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, isfinite, nan
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.stats.intervals import as_pair, mean_intervals

Reason = Literal["precise", "constant", "cap"]
"""Precise enough; no spread at all, so that more would teach nothing or an event is too rare to
have been seen; or as many replications as allowed."""


class Decision(NamedTuple):
    """What to do after some replications.

    ``more``: replications to add before asking again; 0 when it is over, for ``reason``.
    ``target``: the half-width aimed at, in the unit of the mean; nan while it is not known.
    ``needed``: an estimate of all the replications that it takes.
    """

    more: int
    reason: Reason | None
    n: int
    mean: float
    half_width: float
    target: float
    needed: int


@dataclass(frozen=True)
class Precision:
    """A wanted half-width of the interval of a mean or of a paired difference.

    ``half_width`` is in the unit of the measure, or, when ``relative``, a fraction of the mean's
    size. ``minimum`` replications come first and ``cap`` is the end. Raises ValueError for
    settings that make no sense.

    This is the sequential procedure of Chow & Robbins (1965), in batches; the number of
    replications depends on nothing but the values so far. Covering is asymptotically right as
    the half-width shrinks, and falls somewhat short when the minimum is small and the procedure
    stops there (Law 2015, section 9.4.1).
    """

    half_width: float
    relative: bool = False
    confidence: float = 0.95
    minimum: int = 10
    cap: int = 1000

    def __post_init__(self) -> None:
        if not (isfinite(self.half_width) and self.half_width > 0.0):
            raise ValueError(f"a half-width is a number above 0, not {self.half_width}")
        if not 0.0 < self.confidence < 1.0:
            raise ValueError(f"confidence is a fraction between 0 and 1, not {self.confidence}")
        if self.minimum < 2:
            raise ValueError(f"an interval needs at least 2 replications, not {self.minimum}")
        if self.cap < self.minimum:
            raise ValueError(f"the cap {self.cap} is below the minimum {self.minimum}")

    def after(self, values: npt.ArrayLike, baseline: npt.ArrayLike | None = None) -> Decision:
        """What to do after the replications with ``values`` (none yet: an empty list).

        With ``baseline``, the measure is the paired difference ``values - baseline``, and
        relative means relative to the baseline's mean: a difference may well be 0. For a ratio,
        give ``ratio_values`` of all replications so far. Undefined values count as run, but
        teach nothing.

        Raises ValueError when values and baseline differ in number.
        """
        found = np.asarray(values, np.float64)
        size = found
        if baseline is not None:
            found, size = as_pair(found, baseline)
            found = found - size
        run = len(found)
        if run < self.minimum:
            return Decision(self.minimum - run, None, run, nan, nan, nan, self.minimum)
        interval = mean_intervals(found[:, None], self.confidence)
        mean, half = float(interval.mean[0]), float(interval.high[0] - interval.mean[0])
        target = self._target(size[np.isfinite(found)])
        return self._decide(run, int(interval.n[0]), mean, half, target)

    def _target(self, size: npt.NDArray[np.float64]) -> float:
        """Half-width wanted. γ / (1 + γ) of the estimate is within γ of the truth (Law 2015)."""
        if not self.relative:
            return self.half_width
        fraction = self.half_width / (1.0 + self.half_width)
        return fraction * abs(float(size.mean())) if len(size) else nan

    def _decide(self, run: int, defined: int, mean: float, half: float, target: float) -> Decision:
        reason: Reason | None = None
        needed = 2 * run  # nothing is known of the spread, or the mean is 0
        if defined >= 2:
            if half <= 1e-13 * abs(mean):
                reason, needed = "constant", run
            elif half <= target:
                reason, needed = "precise", run
            elif target > 0.0:
                needed = ceil(min(run * (half / target) ** 2, 1e15))
        if reason is None and run >= self.cap:
            reason = "cap"
        # At most double: the first guess of the spread is a poor one.
        more = 0 if reason else max(1, min(needed - run, run, self.cap - run))
        return Decision(more, reason, run, mean, half, target, needed)


def joint(decisions: Sequence[Decision]) -> Decision:
    """The decision that serves all of several measures: of those that need more, the greediest.

    When all are over, one that hit the cap comes before one that is precise. Raises ValueError
    for none.
    """
    return max(decisions, key=lambda each: (each.more, each.reason == "cap", each.needed))
