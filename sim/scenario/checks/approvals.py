"""Approvals that nobody gives, or that nothing needs."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.findings import Finding, Said, Subject
from sim.scenario.model import Approval, Scenario
from sim.scenario.problems import Path


def unread_approval(subject: Subject, here: Path, rule: Approval) -> Iterator[Said]:
    """Keys of an approval that nothing reads, and why."""
    arising = subject.arising_types()
    own = bool(arising) and all(name in rule.issue_types for name in arising)
    yield (*here, "share"), own, "every issue type has its own chance"
    for name in rule.issue_types:
        yield (*here, "issue_types", name), name not in arising, f"no `{name}` arises"
    nobody = not any(rule.chance(name) > 0.0 for name in arising)
    for key in ("desk", "work"):
        yield (*here, key), nobody, "nothing has to be approved: the chance is 0 %"


def approving_desks(scenario: Scenario) -> set[str]:
    """Desks at which answers are approved."""
    rules = [one.approval for one in scenario.channels.values() if one.approval is not None]
    return {rule.desk for rule in rules if rule.happens}


def never_approved(subject: Subject) -> Iterator[Finding]:
    """Answers that wait for ever, since nobody works at the desk that approves them."""
    for name, channel in subject.scenario.channels.items():
        rule = channel.approval
        if rule is None or not rule.happens or name not in subject.used:
            continue
        types = [one for one in subject.arising_types() if rule.chance(one) > 0.0]
        stuck = [one for one in types if not subject.abilities.serving(rule.desk, one)]
        if stuck:
            message = (
                f"nobody approves answers to `{stuck[0]}`: no team does such tasks of "
                f"`{rule.desk}`, so they are never sent."
            )
            yield Finding(("channels", name, "approval", "desk"), message)
