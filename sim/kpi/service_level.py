"""The definitions of the service level."""

from __future__ import annotations

from typing import TypeVar

from sim.kpi.window import Floats
from sim.scenario.model.service_level import Counts

N = TypeVar("N", float, Floats)


def level(
    counts: Counts, counted: N, answered: N, in_time: N, gone_in_time: N, gone_shortly: N
) -> tuple[N, N]:
    """What a definition divides, and by what: numbers of contacts on channels with a target.

    ``counted``: offered and ignored; ``answered``, ``in_time``: of these, in time or not, and in
    time; ``gone_in_time``, ``gone_shortly``: given up, or helped by peers, within the time of the
    target or of a short abandon.
    """
    if counts == "offered":
        return in_time, counted
    if counts == "answered":
        return in_time, answered
    if counts == "with_abandons_in_time":
        return in_time + gone_in_time, counted
    return in_time, counted - gone_shortly
