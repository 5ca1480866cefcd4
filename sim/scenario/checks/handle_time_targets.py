"""Targets for handling time that do nothing, or whose price no run can show."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.scenario.checks.findings import Finding, Said, Subject
from sim.scenario.model import IssueType
from sim.scenario.rules.doors import returns_of
from sim.scenario.values.moments import cdf
from sim.scenario.values.units import share_text

HARMLESS = 0.001
"""Share of talks cut short that is not worth a word."""


def unread_targets(subject: Subject) -> Iterator[Said]:
    """Targets of teams that answer nobody, or that no work reaches."""
    for name, team in subject.scenario.teams.items():
        if team.handle_time_target is not None:
            here = ("teams", name, "handle_time_target")
            channels = _channels(subject, name)
            yield here, not channels, "the team answers no channel; tasks are not cut short"
            idle = bool(channels) and _cut_share(subject, name) == 0.0
            why = "no work of the team is as long as its target"
            yield (*here, "talk"), idle, why
            yield (*here, "returned_work"), idle, why


def free_targets(subject: Subject) -> Iterator[Finding]:
    """Targets that cut talks short where nobody comes back whose need is not met."""
    scenario = subject.scenario
    for name, team in scenario.teams.items():
        channels = _channels(subject, name)
        if team.handle_time_target is None or not channels:
            continue
        rules = [returns_of(scenario, scenario.channels[one]) for one in channels]
        if any("unresolved" in rule and rule["unresolved"].chance > 0.0 for rule in rules):
            continue
        share = _cut_share(subject, name)
        if share > HARMLESS:
            message = (
                f"about {share_text(round(share, 2))} of the talks are cut short, but nobody whose "
                "need is not met comes back: less work is all that a run can show; state "
                "`returns: {unresolved: …}`."
            )
            yield Finding(("teams", name, "handle_time_target"), message, key=True)


def _channels(subject: Subject, team: str) -> list[str]:
    """Channels in use on which the team may have customers, after a transfer too."""
    return [one for one in subject.scenario.channels
            if one in subject.used and subject.abilities.way(team, one)]  # fmt: skip


def _cut_share(subject: Subject, team: str) -> float:
    """The largest share, by issue type, of contacts whose work is longer than the target."""
    scenario = subject.scenario
    types = [scenario.issue_types[name] for name in subject.arising_types()]
    target = scenario.teams[team].handle_time_target
    assert target is not None
    return max((_longer(one, target.talk_s) for one in types), default=0.0)


def _longer(issue_type: IssueType, target_s: float) -> float:
    """About the chance that all the work on a need is longer than a target."""
    work = issue_type.work
    parts = [one for one in (work.acknowledge, work.diagnose, work.fix) if one.mean_s() > 0.0]
    most = max(issue_type.handle_factors or (1.0,))
    constant_s = sum(one.a for one in parts if one.kind == "constant")
    varied = [one for one in parts if one.kind != "constant"]
    if not varied:
        return float(constant_s * most > target_s)
    left = np.array([max(target_s / most - constant_s, 0.0)])
    return max(float(1.0 - cdf(one, left)[0]) for one in varied)
