"""Habit and getting louder that change nothing, or count the same failures twice."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.findings import Finding, Said, Subject
from sim.scenario.model import Scenario
from sim.scenario.rules.channel_choice import gets_louder, has_habits, has_public
from sim.scenario.rules.doors import never_closes, queues_when_closed, returns_of, ways_of
from sim.scenario.rules.volumes import channel_choice

HABIT, LOUDER = ("customers", "habit"), ("customers", "louder")


def unread_choice(subject: Subject) -> Iterator[Said]:
    """What is stated of channel choice where it makes no difference."""
    scenario = subject.scenario
    customers = scenario.customers
    if customers.habit is not None:
        habit = customers.habit
        yield HABIT, not habit.counts, "nobody chooses by it: `learning` or `strength` is 0"
        yield (*HABIT, "learning"), habit.strength == 0.0, "nobody chooses by it: `strength` is 0"
        yield (*HABIT, "strength"), habit.learning == 0.0, "nobody learns: `learning` is 0 %"
    if customers.louder is None:
        return
    idle = not customers.louder.counts
    yield LOUDER, idle, "a factor of 1 for each failure changes nothing"
    yield (*LOUDER, "per_failure"), not idle and not has_public(scenario), "no channel is `public`"
    for key, (never, why) in _no_hoops(scenario).items():
        yield (*LOUDER, "hoops", key), idle or never, why if not idle else "`per_failure` is 1"


def odd_choice(subject: Subject) -> Iterator[Finding]:
    """Customers who would get louder but cannot, or whose failures count twice."""
    scenario = subject.scenario
    if has_habits(scenario) and len(subject.used) < 2:
        yield Finding(HABIT, "there is but one channel to choose: it changes nothing.", key=True)
    if not gets_louder(scenario) or not has_public(scenario):
        return
    if not _may_go_public(scenario):
        message = (
            "nobody ever chooses between a public channel and another one when an issue has "
            "failed: list both in the `channel` of a return."
        )
        yield Finding(LOUDER, message, key=True)
    if has_habits(scenario):
        message = (
            "customers learn from failures by channel too (`habit`): the same failure counts "
            "twice; state one of both."
        )
        yield Finding(LOUDER, message, key=True)


def _no_hoops(scenario: Scenario) -> dict[str, tuple[bool, str]]:
    """By hoop, whether nobody ever goes through it, and why."""
    channels = scenario.channels.values()
    passes = any(one.leaves.how == "transfer" for one in scenario.issue_types.values())
    redirects = any(one.redirect is not None and one.redirect.happens for one in channels)
    refuses = redirects or any(
        one.lines is not None
        or one.waiting_room is not None
        or not (never_closes(one) or queues_when_closed(one))
        for one in channels
    )
    hides = any(team.history.hides for team in scenario.teams.values())
    return {
        "transfer": (not passes and not scenario.routing.transfers, "nobody is transferred"),
        "redirect": (not redirects, "no channel redirects"),
        "refused_channel": (not refuses, "no channel turns anybody away"),
        "re_explanation": (not hides, "every team sees what was said before (`history: shared`)"),
        "hold_minute": (all(one.kind != "live" for one in channels), "no channel is live"),
    }


def _may_go_public(scenario: Scenario) -> bool:
    """Whether customers choose of public and other channels after a failure."""
    returns = (
        ways_of(scenario, name, rule)
        for name, channel in scenario.channels.items()
        for rule in returns_of(scenario, channel).values()
        if rule.at_most > 0
    )
    if any(_is_mixed(scenario, list(ways)) for ways in returns):
        return True
    usual = {name: channel.share for name, channel in scenario.channels.items()}
    return any(
        _is_mixed(scenario, [way for way, weight in (stated or usual).items() if weight > 0.0])
        for name, one in scenario.issue_types.items()
        if one.recurs is not None
        for stream in scenario.demand.values()
        for segment in scenario.customers.segments
        for stated in (channel_choice(scenario, stream, name, segment),)
    )


def _is_mixed(scenario: Scenario, ways: list[str]) -> bool:
    return len({scenario.channels[way].public for way in ways}) == 2
