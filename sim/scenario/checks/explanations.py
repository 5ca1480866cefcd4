"""Explanations that keep nobody from asking."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.findings import Finding, Said, Subject
from sim.scenario.rules.doors import no_cause, returns_of


def unread_explanations(subject: Subject) -> Iterator[Said]:
    """What is stated of explanations, of teams without customers."""
    for name in subject.scenario.teams:
        for key in ("explains", "explaining"):
            why = "the team answers no channel; tasks have no customer"
            yield ("teams", name, key), not _talks(subject, name), why


def odd_explanations(subject: Subject) -> Iterator[Finding]:
    """Explanations where nobody would ask, and talk that explains nothing to anybody."""
    asks = any(_asks(subject, name) for name in subject.used)
    for name, team in subject.scenario.teams.items():
        if team.explains > 0.0 and not asks and _talks(subject, name):
            message = (
                "explanations keep nobody from asking, since nobody would ask: state `no_reply` or "
                "`broken_promise` of `returns`, or leave them out."
            )
            yield Finding(("teams", name, "explains"), message)
        if team.explains == 0.0 and team.explaining.mean_s() > 0.0 and _talks(subject, name):
            message = "talk to explain, and nobody understands it: state `explains` above 0 %."
            yield Finding(("teams", name, "explaining"), message)


def _talks(subject: Subject, team: str) -> bool:
    """Whether the team may have customers."""
    return any(subject.abilities.way(team, channel) for channel in subject.used)


def _asks(subject: Subject, name: str) -> bool:
    """Whether customers of a channel may come back since they do not know how it goes on."""
    scenario = subject.scenario
    channel = scenario.channels[name]
    return any(
        reason in ("no_reply", "broken_promise")
        and rule.chance > 0.0
        and not no_cause(scenario, channel, reason)[0]
        for reason, rule in returns_of(scenario, channel).items()
    )
