"""Histories that hide nothing, or whose hiding costs nothing."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.findings import Finding, Said, Subject
from sim.scenario.rules.self_services import hides_talks


def unread_histories(subject: Subject) -> Iterator[Said]:
    """What is stated of histories, and of explaining again, where it makes no difference."""
    scenario = subject.scenario
    talks = {name: _channels(subject, name) for name in scenario.teams}
    for name, team in scenario.teams.items():
        here, history = ("teams", name, "history"), team.history
        yield here, not talks[name], "the team answers no channel; tasks have no customer"
        alone = not any(channels for other, channels in talks.items() if other != name)
        idle = history.sees == "silo" and not history.channels and alone
        yield here, idle, "no other team talks with customers"
        listed = (*here, "channels")
        yield listed, history.sees == "own", "agents know their own talks, whatever the channel"
        every = bool(history.channels) and set().union(*talks.values()) <= set(history.channels)
        yield listed, every, "it lists every channel on which anybody answers"
    shared = not hides_talks(scenario)
    for name in scenario.issue_types:
        yield (
            ("issue_types", name, "re_explaining"),
            shared,
            "every team sees what was said before (`history: shared`)",
        )


def free_histories(subject: Subject) -> Iterator[Finding]:
    """Histories that are hidden where explaining again takes no time."""
    scenario = subject.scenario
    works = [scenario.issue_types[name].re_explaining for name in subject.arising_types()]
    for name, team in scenario.teams.items():
        if team.history.hides and works and all(work.mean_s() == 0.0 for work in works):
            message = (
                "what was said before is hidden, but takes no time to explain again: state "
                "`re_explaining` of the issue types above 0 s."
            )
            yield Finding(("teams", name, "history"), message, key=True)


def _channels(subject: Subject, team: str) -> list[str]:
    """Channels in use on which the team may have customers."""
    used = [name for name in subject.scenario.channels if name in subject.used]
    return [name for name in used if subject.abilities.way(team, name)]
