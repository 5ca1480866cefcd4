"""Self-service that does nothing, or whose savings are none."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.findings import Finding, Said, Subject
from sim.scenario.model import SelfService
from sim.scenario.rules.doors import never_closes, returns_of
from sim.scenario.rules.self_services import passed_share


def unread_self_service(subject: Subject, name: str, rule: SelfService) -> Iterator[Said]:
    """Keys of the self-service of a channel that nothing reads, and why."""
    here = ("channels", name, "self_service")
    scenario, arising = subject.scenario, subject.arising_types()
    own = bool(arising) and all(one in rule.issue_types for one in arising)
    yield (*here, "contains"), own, "every issue type has its own chance"
    for one in rule.issue_types:
        yield (*here, "issue_types", one), one not in arising, f"no `{one}` arises"
    nothing = not any(rule.chance(one) > 0.0 for one in arising)
    yield (*here, "false_fixes"), nothing, "self-service contains nothing"
    passed = any(passed_share(scenario, rule, one) > 0.0 for one in arising)
    yield (*here, "misroutes"), not passed, "nobody is passed on to agents"
    idle = rule.misroutes == 0.0
    yield (*here, "misrouted_work"), idle, "nothing is misrouted (`misroutes: 0 %`)"
    always = never_closes(scenario.channels[name])
    yield (*here, "always_open"), always, "the channel never closes"


def odd_self_services(subject: Subject) -> Iterator[Finding]:
    """Self-service that only delays, and containment that is none without anybody noticing."""
    scenario, arising = subject.scenario, subject.arising_types()
    for name, channel in scenario.channels.items():
        rule = channel.self_service
        if rule is None or name not in subject.used:
            continue
        here = ("channels", name, "self_service")
        if not any(rule.chance(one) > 0.0 for one in arising):
            message = (
                "it contains nothing: everybody goes on to agents, only later; state `contains`."
            )
            yield Finding(here, message, key=True)
        elif rule.false_fixes > 0.0 and not _comes_back(subject, name):
            message = (
                "nobody comes back whom self-service tells falsely that it is done: each false fix "
                "looks like a saving; state `returns: unresolved`."
            )
            yield Finding((*here, "false_fixes"), message)
        if rule.hides and arising and not _costs_time(subject):
            message = (
                "what was said to self-service is hidden, but takes no time to explain again: "
                "state `re_explaining` of the issue types above 0 s."
            )
            yield Finding((*here, "history"), message)


def _comes_back(subject: Subject, name: str) -> bool:
    rule = returns_of(subject.scenario, subject.scenario.channels[name]).get("unresolved")
    return rule is not None and rule.chance > 0.0


def _costs_time(subject: Subject) -> bool:
    works = (subject.scenario.issue_types[one].re_explaining for one in subject.arising_types())
    return any(work.mean_s() > 0.0 for work in works)
