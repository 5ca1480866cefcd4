"""Updates about tasks that nobody needs, or that come too late."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.findings import Finding, Said, Subject
from sim.scenario.rules.doors import returns_of
from sim.scenario.rules.silence import left_at
from sim.scenario.rules.updates import updating_desks
from sim.scenario.values.units import seconds_text


def unread_updates(subject: Subject) -> Iterator[Said]:
    """Updates of desks at which nothing is left, or that come due after the end of the run."""
    scenario = subject.scenario
    here = set().union(*(left_at(scenario.issue_types[one]) for one in subject.arising_types()))
    for name in scenario.tasks:
        path = ("tasks", name, "updates")
        yield path, name not in here, "no issue type `leaves` work at this desk"
        late = name in here and name not in updating_desks(scenario)
        yield path, late, "the first would be due after the end of the run"


def late_updates(subject: Subject) -> Iterator[Finding]:
    """Updates that do not keep anybody from asking: nobody would, or all ask before."""
    scenario = subject.scenario
    said = {name: scenario.promise.on(name) for name in subject.used}
    asked = [rule for name, rule in said.items() if rule.kind != "none" and _asks(subject, name)]
    times = [rule.within_s for rule in asked if rule.kind != "honest"]
    for name in sorted(updating_desks(scenario)):
        rule = scenario.tasks[name].updates
        if rule is None:
            continue
        path = ("tasks", name, "updates")
        if not asked:
            message = (
                "updates cost work and keep nobody from asking, since nobody would ask: state "
                "`promise` and `returns: broken_promise`, or leave them out."
            )
            yield Finding(path, message)
        elif len(times) == len(asked) and rule.every_s > max(times):
            message = (
                f"the first update comes after {seconds_text(rule.every_s)}, and a fix is promised "
                f"within {seconds_text(max(times))}: whoever asks has asked before."
            )
            yield Finding(path, message)


def _asks(subject: Subject, channel: str) -> bool:
    """Whether customers of a channel may come back when a promised time passes."""
    rules = returns_of(subject.scenario, subject.scenario.channels[channel])
    return "broken_promise" in rules and rules["broken_promise"].chance > 0.0
