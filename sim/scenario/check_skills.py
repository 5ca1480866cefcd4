"""Issues that nobody can resolve: who stops where, and what would help."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.ability import FIX, STAGES, Abilities, about, desk_for, lists
from sim.scenario.findings import Finding, Subject
from sim.scenario.model import Scenario
from sim.scenario.problems import Path

NOUNS = {"acknowledge": "acknowledgement", "diagnose": "diagnosis", "fix": "fix"}


def unresolved(subject: Subject) -> Iterator[Finding]:
    """Channels, types and stages at which an issue gets stuck for want of a skill."""
    scenario = subject.scenario
    for channel in scenario.channels:
        if channel not in subject.used:
            continue
        kinds = subject.kinds()
        missing = [kind for kind in kinds if not subject.abilities.serving(channel, kind)]
        if missing and len(missing) == len(kinds):
            message = f"nobody answers here: no team lists `{channel}` under `skills: channels`."
            yield Finding(("channels", channel), message, key=True)
            continue
        for kind in missing:
            message = f"nobody takes `{kind}` on `{channel}`; {_help(scenario, channel, kind)}"
            yield Finding(_type_path(subject, kind), message, key=True)
    seen: set[str] = set()
    for kind in subject.kinds():
        for channel in _amiss(subject, kind):
            for message in _stuck(subject.abilities, channel, kind, {channel}):
                if message not in seen:
                    seen.add(message)
                    yield Finding(_type_path(subject, kind), message, key=True)


def _amiss(subject: Subject, kind: str) -> list[str]:
    """Used channels on which something is amiss with a type; channels alike are looked at once
    if nothing is."""
    who = subject.abilities
    found = []
    fine: set[tuple[object, ...]] = set()
    for name, channel in subject.scenario.channels.items():
        if name in subject.used:
            alike = (who.in_order(name), who.ways(name), channel.kind)
            if alike not in fine:
                if next(_stuck(who, name, kind, {name}), None) is None:
                    fine.add(alike)
                else:
                    found.append(name)
    return found


def _type_path(subject: Subject, kind: str) -> Path:
    path: Path = ("issue_types", kind)
    return path if subject.written(*path) else ("issue_types",)


def _help(scenario: Scenario, queue: str, kind: str) -> str:
    """The change that would help soonest."""
    teams = scenario.teams.items()
    is_desk = queue in scenario.tasks
    for name, team in teams:
        for skill in team.skills:
            if lists(skill, queue) and not about(skill, kind):
                return f"add `{kind}` to the issue types of team `{name}`."
    for name, team in teams:
        if any(about(skill, kind) for skill in team.skills):
            section = "tasks" if is_desk else "channels"
            return f"add `{queue}` to the {section} of team `{name}`."
    return "give a team a skill for it."


def _stuck(who: Abilities, queue: str, kind: str, seen: set[str]) -> Iterator[str]:
    """What happens to issues of a type that lie in a queue, if not the fix."""
    scenario = who.scenario
    for team in who.serving(queue, kind):
        done = who.depth(team, queue, kind)
        if done >= FIX or _transferred(who, queue, kind, done):
            continue
        desk = desk_for(scenario.issue_types[kind], done + 1)
        if desk is None:
            yield _dead_end(scenario, team, queue, kind, done)
        elif not who.able(desk, kind):
            help_ = _help(scenario, desk, kind)
            yield f"`{kind}` is left at `{desk}`, where nobody takes it; {help_}"
        elif max(who.depth(other, desk, kind) for other in who.able(desk, kind)) <= done:
            stage = NOUNS[STAGES[done]]
            yield (
                f"`{kind}` is left at `{desk}` for the {stage}, which nobody there does; "
                f"{_authority(scenario, who.able(desk, kind)[0], kind)}"
            )
        elif desk not in seen:
            yield from _stuck(who, desk, kind, seen | {desk})


def _transferred(who: Abilities, queue: str, kind: str, done: int) -> bool:
    """Whether the customer is handed over, live, to a team that does the next stage."""
    scenario = who.scenario
    channel = scenario.channels.get(queue)
    if scenario.issue_types[kind].leaves.how != "transfer" or channel is None:
        return False
    return channel.kind == "live" and bool(who.deeper(queue, kind, done))


def _dead_end(scenario: Scenario, team: str, queue: str, kind: str, done: int) -> str:
    stage = STAGES[done]
    return (
        f"team `{team}` takes `{kind}` on `{queue}` but leaves the {NOUNS[stage]} to nobody: state "
        f"`leaves: {{{stage}: …}}`, or {_authority(scenario, team, kind)}"
    )


def _authority(scenario: Scenario, team: str, kind: str) -> str:
    need = scenario.issue_types[kind].authority
    if any(skill.does == "fix" and skill.authority < need for skill in scenario.teams[team].skills):
        return f"give team `{team}` authority {need}."
    return f"let team `{team}` do `fix`."
