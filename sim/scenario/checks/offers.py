"""Offers that nobody gets, or that bring nothing."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.findings import Finding, Said, Subject

OF_MADE = ("takes", "accepted", "revenue", "annoyance", "resolves", "issue_types", "channels")


def unread_offers(subject: Subject) -> Iterator[Said]:
    """What is stated of offers where nobody gets, refuses or accepts any."""
    arising = subject.arising_types()
    for name, team in subject.scenario.teams.items():
        rule = team.offers
        if rule is None:
            continue
        here, channels = ("teams", name, "offers"), _channels(subject, name)
        if not channels:
            yield here, True, "the team answers no channel; tasks have no customer"
            continue
        for key in OF_MADE:
            yield (*here, key), rule.share == 0.0, "no contact gets an offer (`share: 0 %`)"
        if rule.share > 0.0:
            yield (*here, "revenue"), rule.accepted == 0.0, "nobody accepts an offer"
            yield (*here, "annoyance"), rule.accepted == 1.0, "everybody accepts the offer"
        idle = bool(rule.channels) and not set(rule.channels) & set(channels)
        yield (*here, "channels"), idle, "the team answers none of them"
        types = () if rule.issue_types == "all" else rule.issue_types
        idle = bool(types) and not set(types) & set(arising)
        yield (*here, "issue_types"), idle, "none of them arises"


def worthless_offers(subject: Subject) -> Iterator[Finding]:
    """Offers that take talk and bring no money."""
    for name, team in subject.scenario.teams.items():
        rule = team.offers
        if rule is None or rule.share == 0.0 or not _channels(subject, name):
            continue
        if rule.revenue == 0.0 or rule.accepted == 0.0:
            message = "offers take talk and bring in nothing: state `revenue` and `accepted`."
            yield Finding(("teams", name, "offers"), message, key=True)


def _channels(subject: Subject, team: str) -> list[str]:
    """Channels in use on which the team may have customers."""
    used = [name for name in subject.scenario.channels if name in subject.used]
    return [name for name in used if subject.abilities.way(team, name)]
