"""Peers who answer nothing, or too late."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.findings import Finding, Said, Subject
from sim.scenario.model import Peers
from sim.scenario.problems import Path
from sim.scenario.values.units import seconds_text


def unread_peers(subject: Subject, here: Path, rule: Peers) -> Iterator[Said]:
    """Keys about peers that nothing reads, and why."""
    arising = subject.arising_types()
    own = bool(arising) and all(name in rule.issue_types for name in arising)
    yield (*here, "answers"), own, "every issue type has its own chance"
    for name in rule.issue_types:
        yield (*here, "issue_types", name), name not in arising, f"no `{name}` arises"
    nobody = not any(rule.chance(name) > 0.0 for name in arising)
    why = "no customer answers another one: the chance is 0 %"
    if rule.after.kind == "never":
        nobody, why = True, "no customer ever answers another one (`after: never`)"
    for key in ("after", "resolves"):
        yield (*here, key), nobody and not (key == "after" and rule.after.kind == "never"), why


def late_peers(subject: Subject) -> Iterator[Finding]:
    """Answers of peers that come when the run is over, or never."""
    clock = subject.scenario.clock
    for name, channel in subject.scenario.channels.items():
        rule, here = channel.peers, ("channels", name, "peers", "after")
        if rule is None or max(rule.answers, *rule.issue_types.values(), 0.0) == 0.0:
            continue
        if rule.after.kind == "never":
            yield Finding(here, "no customer ever answers: state a time, or leave `peers` out.")
        elif rule.after.mean_s() > clock.length_s + clock.run_out_s:
            mean = seconds_text(rule.after.mean_s())
            message = f"answers of other customers take {mean} on average, longer than the run."
            yield Finding(here, message)
