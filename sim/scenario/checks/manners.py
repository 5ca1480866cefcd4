"""Manners that no customer meets, or that add nothing."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.findings import Said, Subject


def unread_manners(subject: Subject) -> Iterator[Said]:
    """What is stated of manners where it makes no difference."""
    scenario = subject.scenario
    types = [scenario.issue_types[name] for name in subject.arising_types()]
    denied = any(one.unresolvable > 0.0 for one in types)
    for name, team in scenario.teams.items():
        if team.manner is None:
            continue
        here, manner = ("teams", name, "manner"), team.manner
        used = [one for one in scenario.channels if one in subject.used]
        talks = [one for one in used if subject.abilities.way(name, one)]
        yield here, not talks, "the team answers no channel, so customers do not meet its manner"
        yield here, bool(talks) and not manner.counts, "it adds 0 points"
        for channel in manner.channels:
            silent = bool(talks) and channel not in talks
            why = f"the team does not talk with customers on `{channel}`"
            yield (*here, "channels", channel), silent, why
        why = "`channels` says it for every channel that the team answers"
        every = bool(talks) and set(talks) <= set(manner.channels)
        yield (*here, "points"), every, why
        yield (*here, "denied"), not denied, "no issue type is `unresolvable`"
