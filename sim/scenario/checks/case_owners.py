"""Owners of cases who can do nothing for their customers, and keys of theirs that nothing reads."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sim.scenario.checks.findings import Finding, Said, Subject, patterns
from sim.scenario.model import CaseOwner, Scenario
from sim.scenario.problems import Path
from sim.scenario.rules.doors import anybody_comes_back, patience_of, queues_when_closed
from sim.scenario.values.units import seconds_text
from sim.scenario.values.week_spans import merged

HERE: Path = ("routing", "case_owner")


def owners_out_of_hours(subject: Subject) -> Iterator[Finding]:
    """Teams that own cases and never work while customers may come back to a channel of theirs."""
    rule = subject.scenario.routing.case_owner
    if rule is None or rule.waits_s == 0.0:
        return
    for name, team in subject.scenario.teams.items():
        works = merged(span for _, hours in patterns(team) for span in hours.spans)
        ways = [one for one in subject.used if subject.abilities.serves(name, one)]
        never = [one for one in ways if _live(subject.scenario, rule, one)]
        for channel in never:
            doors = subject.scenario.channels[channel].hours.spans
            if works and not any(a < d and c < b for a, b in works for c, d in doors):
                message = (
                    f"team `{name}` never works while `{channel}` is open: customers whose cases "
                    "it owns find somebody else there."
                )
                yield Finding(HERE, message, key=True)


def _live(scenario: Scenario, rule: CaseOwner, channel: str) -> bool:
    """Whether customers may wait for an owner on the line of a channel, in its hours only."""
    kind = scenario.channels[channel].kind
    closes = not queues_when_closed(scenario.channels[channel])
    return kind == "live" and closes and rule.waits_in(channel, desk=False)


def impatient_customers(subject: Subject) -> Iterator[Finding]:
    """Waits for the owner that outlast the patience of all who wait on the line."""
    scenario = subject.scenario
    rule = scenario.routing.case_owner
    if rule is None:
        return
    types = [one for name, one in scenario.issue_types.items() if rule.owns(name)]
    for name, channel in scenario.channels.items():
        if channel.kind != "live" or not types or not rule.waits_in(name, desk=False):
            continue
        patience = [patience_of(channel, one) for one in types]
        longest = max(one.mean_s() if one.kind == "constant" else math.inf for one in patience)
        if longest <= rule.waits_s:
            message = (
                f"on `{name}` all give up after {seconds_text(longest)}: nobody whose owner is "
                "busy so long is answered by somebody else; state shorter `waits`."
            )
            yield Finding((*HERE, "waits"), message)


def unread_case_owner(subject: Subject) -> Iterator[Said]:
    scenario = subject.scenario
    rule = scenario.routing.case_owner
    if rule is None:
        return
    waits = rule.waits_s > 0.0
    idle = not waits and rule.lost == 1.0
    yield HERE, idle, "nobody waits for the owner (`waits: 0 s`), and no task is lost less often"
    alone = sum(entry.agents for team in scenario.teams.values() for entry in team.entries) == 1
    yield (*HERE, "waits"), alone, "there is one agent, who owns every case"
    nothing = not _any_later_job(scenario, rule)
    why = "no issue has a later contact or task that could wait: nobody comes back"
    yield (*HERE, "waits"), nothing, why
    for key in ("channels", "tasks"):
        yield (*HERE, key), not waits, "nobody waits for the owner: `waits` is 0 s"
    unused = [name not in subject.used for name in rule.channels]
    for place, name in enumerate(rule.channels):
        yield (*HERE, "channels", place), unused[place], f"nobody uses `{name}`"
    answering = [
        team
        for team in scenario.teams
        if any(subject.abilities.serves(team, channel) for channel in scenario.channels)
    ]
    for place, desk in enumerate(rule.tasks):
        useless = not any(subject.abilities.serves(team, desk) for team in answering)
        why = f"no team that answers customers, and so owns cases, works at `{desk}`"
        yield (*HERE, "tasks", place), useless, why
    arising = subject.arising_types()
    for place, name in enumerate(rule.issue_types if rule.issue_types != "all" else ()):
        yield (*HERE, "issue_types", place), name not in arising, f"no `{name}` arises"
    safe = all(desk.lost == 0.0 for desk in scenario.tasks.values())
    yield (*HERE, "lost"), safe, "no task is lost: no desk states `lost`"


def _any_later_job(scenario: Scenario, rule: CaseOwner) -> bool:
    """Whether issues may have contacts after the first, or tasks that wait for owners."""
    moves = bool(scenario.routing.transfers) or any(
        one.leaves.how == "transfer" for one in scenario.issue_types.values()
    )
    return moves or bool(rule.tasks) or anybody_comes_back(scenario)
