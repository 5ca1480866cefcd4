"""Groups of teams with more work than working time in an average week."""

from __future__ import annotations

from typing import NamedTuple

from sim.scenario.units import HOUR
from sim.scenario.workload import Group, Workload

LEAST_H = 0.05
"""Hours of work a week that are worth a word."""
TOLERANCE = 0.005
"""Share of the capacity by which the reckoning in steps of time may be wrong."""


class Overload(NamedTuple):
    """A smallest group of teams with more work than time, in hours of a week.

    ``late_h``: about what they add after their shifts to finish what is in hand.
    """

    group: Group
    load_h: float
    staffed_h: float
    late_h: float
    sure: bool  # even without anything that customers may give up


def overloads(workload: Workload) -> list[Overload]:
    """The smallest groups of teams whose work exceeds their working time."""
    found: list[Overload] = []
    for group, (sure_s, offered_s) in workload.by_group.items():
        if any(smaller.group <= group for smaller in found):
            continue
        staffed_h = sum(workload.staffed[name] for name in group)
        if not _exceeds(offered_s, staffed_h):
            continue
        staffed_h = sum(workload.busy_h[name] for name in group)
        late_h = workload.lateness(group) / HOUR
        if _exceeds(offered_s, staffed_h + late_h):
            sure = _exceeds(sure_s, staffed_h + late_h)
            load_h = (sure_s if sure else offered_s) / HOUR
            found.append(Overload(group, load_h, staffed_h, late_h, sure))
    return found


def _exceeds(work_s: float, hours: float) -> bool:
    return work_s / HOUR > max(hours * (1.0 + TOLERANCE), LEAST_H)
