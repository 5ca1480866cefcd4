"""Redirects that lead nowhere, or hardly where they are meant to."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.findings import Finding, Said, Subject
from sim.scenario.model import Channel, Redirect, Scenario
from sim.scenario.problems import Path
from sim.scenario.rules.doors import queues_when_closed, returns_of
from sim.scenario.values.week_spans import Spans
from sim.time_units import HOUR


def to_themselves(scenario: Scenario) -> Iterator[Finding]:
    """Channels that would redirect to themselves."""
    for name, channel in scenario.channels.items():
        if channel.redirect is not None and channel.redirect.to == name:
            message = f"`{name}` would redirect to itself: name another channel."
            yield Finding(("channels", name, "redirect", "to"), message)


def unread_redirect(subject: Subject, here: Path, rule: Redirect) -> Iterator[Said]:
    """Keys of a redirect that nothing reads, and why."""
    arising = subject.arising_types()
    own = bool(arising) and all(name in rule.issue_types for name in arising)
    yield (*here, "share"), own, "every issue type has its own chance"
    for name in rule.issue_types:
        yield (*here, "issue_types", name), name not in arising, f"no `{name}` arises"
    nobody = not any(rule.chance(name) > 0.0 for name in arising)
    why = "nobody is redirected: the chance is 0 %"
    for key in ("to", "work", "follows", "delay"):
        yield (*here, key), nobody, why
    yield (*here, "delay"), rule.follows == 0.0 and not nobody, "nobody follows"


def odd_redirects(subject: Subject) -> Iterator[Finding]:
    """Redirects that everybody is lost by, that lead to closed doors, or that go in circles."""
    channels, told = subject.scenario.channels, set[str]()
    for name, channel in channels.items():
        rule = channel.redirect
        if rule is None or not rule.happens or name not in subject.used:
            continue
        here = ("channels", name, "redirect")
        there = channels[rule.to]
        if rule.follows == 0.0 and not _does_otherwise(subject.scenario, channel):
            where = "in public, " if channel.public else ""
            message = (
                f"{where}everybody who is redirected is lost: nobody follows (`follows: 0 %`), and "
                "no `returns: redirected` says what they do instead."
            )
            yield Finding((*here, "follows"), message)
        elif rule.follows > 0.0 and _finds_it_closed(channel, rule, there):
            message = (
                f"`{rule.to}` is closed whenever `{name}` redirects: whoever follows finds closed "
                "doors; state a `delay`, or hours that overlap."
            )
            yield Finding((*here, "to"), message)
        back = there.redirect
        told.add(name)
        if rule.to not in told and back is not None and back.happens and back.to == name:
            message = (
                f"`{rule.to}` redirects back to `{name}`: customers are sent on once only, so "
                "whoever follows is served there after all."
            )
            yield Finding((*here, "to"), message)


def _does_otherwise(scenario: Scenario, channel: Channel) -> bool:
    """Whether some do something else when they are redirected and do not follow."""
    rule = returns_of(scenario, channel).get("redirected")
    return rule is not None and rule.chance > 0.0


def _finds_it_closed(channel: Channel, rule: Redirect, there: Channel) -> bool:
    """Whether whoever follows at once finds doors closed that turn them away."""
    if queues_when_closed(there) or rule.delay.mean_s() >= HOUR:
        return False
    return not _overlap(channel.hours.spans, there.hours.spans)


def _overlap(spans: Spans, others: Spans) -> bool:
    return any(one < high and low < two for one, two in spans for low, high in others)
