"""The work of contacts that agents take up only to redirect them."""

from __future__ import annotations

from sim.scenario.expected.paths import Paths, Step, Way
from sim.scenario.model import Redirect
from sim.scenario.values.moments import variance


def told_step(paths: Paths, rule: Redirect, queue: str, issue_type: str) -> Step | None:
    """Such a contact's step, after which nothing follows for who takes it; None if nobody may."""
    first = paths.first(queue, issue_type)
    if first is None:
        return None
    mean = rule.work.mean_s()
    square = variance(rule.work) + mean * mean
    paces = {way.team: paths.pace(way.team, queue, issue_type) for way in first.ways}
    ways = tuple(Way(team, mean / pace, square / pace**2, ()) for team, pace in paces.items())
    return Step(ways, first.teams, first.live, first.leaks, first.cut_off, {queue})
