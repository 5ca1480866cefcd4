"""What the page of a sweep shows, as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.experiment.results import Floats
from sim.report.data.measures import Estimate, Gauge, Target

Places = npt.NDArray[np.int64]
UNLIKELY = 0.05
"""Points that are on the front with a lesser chance are not shown."""


class Factor(NamedTuple):
    """What was varied. path: into the scenario; name: how it is shown. names: of its levels. at:
    where they lie on an axis, or nothing if they are no numbers. place: the level of each point.
    binned: whether a level is a range of values. unit: of the numbers."""

    path: str
    names: tuple[str, ...]
    at: tuple[float, ...]
    place: Places
    binned: bool
    unit: str
    name: str


class Effect(NamedTuple):
    """What a factor does to a measure: means by level; ``swing``: the mean at level ``highest``
    less that at level ``lowest``."""

    means: tuple[Estimate, ...]
    lowest: int
    highest: int
    swing: Estimate


class Candidate(NamedTuple):
    """A point that may be on the front. point: its number. levels: as written, by factor. alike:
    how many further points have the same levels. step: price of the step from the point before
    it on the front, in units of the second measure for one of the first; None for the first
    point and for those that are on the front by luck alone. targets: what the scenario aims at,
    judged."""

    point: int
    levels: tuple[str, ...]
    first: Estimate
    second: Estimate
    on_front: bool
    chance: float
    alike: int
    step: Estimate | None
    targets: tuple[Target, ...] = ()


def spaced(candidates: Sequence[Candidate], most: int) -> list[Candidate]:
    """At most so many: those on the front first; of too many, evenly from end to end."""
    if len(candidates) <= most:
        return list(candidates)
    on = [one for one in candidates if one.on_front]
    if len(on) <= most:
        return on
    return [on[round(at * (len(on) - 1) / (most - 1))] for at in range(most)]


class Surface(NamedTuple):
    """Means of a measure by (level of ``down``, level of ``across``), over all other factors, and
    half-widths of their intervals."""

    gauge: Gauge
    across: Factor
    down: Factor
    means: Floats
    halves: Floats


@dataclass(frozen=True)
class SweepInput:
    """What the page shows.

    gauges: measures, those of the front first. higher: for these two, whether more is better.
    means: of the two, by point. candidates: from the best in the second measure to the best in
    the first. effects: by gauge, then by factor; None where nothing is known. without: points
    that lack a value of a gauge, by its name. by_size: places of the
    factors, first those that do most to a measure of the front. settings: fixed changes, by path;
    names: how these paths are shown. meeting: how many points are
    shown to meet all targets; best_meeting: that of them which is best in the second measure.
    """

    name: str
    scenario: str
    about: str
    folder: str
    replications: int
    points: int
    balanced: bool
    gauges: tuple[Gauge, ...]
    higher: tuple[bool, bool]
    means: tuple[Floats, Floats]
    candidates: tuple[Candidate, ...]
    factors: tuple[Factor, ...]
    by_size: tuple[int, ...]
    effects: tuple[tuple[Effect | None, ...], ...]
    surfaces: tuple[Surface, ...]
    without: dict[str, int]
    settings: dict[str, str]
    names: dict[str, str]
    provenance: dict[str, str]
    notes: tuple[str, ...]
    meeting: int = 0
    best_meeting: Candidate | None = None

    @property
    def first(self) -> Gauge:
        """What is bought: satisfaction unless the sweep says another."""
        return self.gauges[0]

    @property
    def second(self) -> Gauge:
        """What is paid: cost unless the sweep says another."""
        return self.gauges[1]

    @property
    def front(self) -> list[Candidate]:
        """The points on the front by their means."""
        return [one for one in self.candidates if one.on_front]
