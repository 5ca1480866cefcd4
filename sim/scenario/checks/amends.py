"""Amends that nobody may make, that come to nobody, or that do nothing."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.findings import Finding, Said, Subject
from sim.scenario.rules.amends import makes_amends
from sim.scenario.rules.doors import returns_of


def unread_amends(subject: Subject) -> Iterator[Said]:
    """What is stated of amends, and of what they do, where none are made."""
    scenario = subject.scenario
    nothing_fails = not _fails(subject)
    for name, team in scenario.teams.items():
        if team.amends is None:
            continue
        here = ("teams", name, "amends")
        talks = any(
            subject.abilities.way(name, channel)
            for channel in scenario.channels
            if channel in subject.used
        )
        yield here, not talks, "the team answers no channel; amends are made in talks"
        why = "nobody comes back, nothing is denied, and so no failed issue meets the team"
        yield here, talks and nothing_fails, why
        yield here, team.amends.at_a_time == 0.0, "the amount is 0"
        yield here, team.amends.chance == 0.0, "their `chance` is 0 %"
    satisfaction, customers = scenario.satisfaction, scenario.customers
    nobody = not makes_amends(scenario)
    why = "no team has the authority: state `amends` of one"
    effects = [satisfaction.amends]
    for key, part in (("trust", customers.trust), ("leaving", customers.leaving)):
        if part is not None:
            yield ("customers", key, "amends"), nobody, why
    if customers.trust is not None:
        effects.append(customers.trust.amends)
    if customers.leaving is not None:
        effects.append(1.0 - customers.leaving.amends)
        stays = not customers.leaving.by_judgement
        why_stays = "no judgement makes customers leave: `at_worst` is 0 %"
        yield ("customers", "leaving", "amends"), stays and not nobody, why_stays
    yield ("satisfaction", "amends"), nobody, why
    path = ("satisfaction", "amends_after_second")
    yield path, nobody, why
    idle = not nobody and not any(effects)
    yield path, idle, "amends change nothing: they add 0 points"


def vain_amends(subject: Subject) -> Iterator[Finding]:
    """Money that is paid and changes nothing."""
    scenario = subject.scenario
    trust, leaving = scenario.customers.trust, scenario.customers.leaving
    works = (
        scenario.satisfaction.amends != 0.0
        or (trust is not None and trust.amends != 0.0)
        or (leaving is not None and leaving.amends != 1.0)
    )
    for name, team in scenario.teams.items():
        if team.amends is not None and team.amends.happen and not works:
            message = (
                "amends cost money and change nothing: state `satisfaction.amends`, the points "
                "that they add."
            )
            yield Finding(("teams", name, "amends"), message, key=True)


def _fails(subject: Subject) -> bool:
    """Whether anybody may talk about an issue when something of it has failed."""
    scenario = subject.scenario
    types = [scenario.issue_types[name] for name in subject.arising_types()]
    if any(one.unresolvable > 0.0 or one.recurs is not None for one in types):
        return True
    rules = [returns_of(scenario, channel) for channel in scenario.channels.values()]
    return any(one.chance > 0.0 for rule in rules for one in rule.values())
