"""Live channels that have fewer agents, at times, than would be enough."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.check_load import lost_on, percent
from sim.scenario.findings import Finding, Subject
from sim.scenario.paths import losses
from sim.scenario.pools import Pool
from sim.scenario.problems import Path
from sim.scenario.short_hours import share_in_time, share_missed, short_hours, worst_hour

LEAST_MISSED = 0.05
"""Share of a week's contacts that must be in want of agents to be worth a word."""


def understaffed(subject: Subject) -> Iterator[Finding]:
    """The smallest groups of teams with too few agents in hours that carry volume."""
    known = [found.group for found in subject.overloads]
    for group in subject.pools.groups():
        if any(smaller <= group for smaller in known):
            continue
        for targeted in (True, False):
            pool = subject.pools.of(group, targeted)
            message = _message(subject, pool) if pool is not None else ""
            if pool is not None and message:
                known.append(group)
                yield Finding(*_place(subject, pool), message, key=True)
                break


def _message(subject: Subject, pool: Pool) -> str:
    """What is short, empty if it is not worth a word."""
    hours = short_hours(pool)
    if not hours or share_missed(pool) < LEAST_MISSED:
        return ""
    count = "1 hour" if len(hours) == 1 else f"{len(hours)} hours"
    share = float(pool.contacts[hours].sum() / pool.contacts.sum())
    said = (
        f"{worst_hour(pool)}; too few in {count} of the week, with {percent(share)} of the "
        f"contacts{_only(subject, pool)}"
    )
    if pool.target is not None and not pool.mixed:
        return f"{said}; at best about {percent(share_in_time(pool))} are answered in time."
    return f"{said}; {_consequence(subject, pool)}."


def _consequence(subject: Subject, pool: Pool) -> str:
    """What becomes of those who are not answered at once."""
    lost = lost_on(subject, set(pool.channels))
    kinds = subject.scenario.issue_types.values()
    channels = [subject.scenario.channels[name] for name in pool.channels]
    if any(losses(channel, kind) for channel in channels for kind in kinds):
        return lost
    return f"they wait until later hours{f', or {lost}' if lost else ''}"


def _only(subject: Subject, pool: Pool) -> str:
    """Which contacts, unless they are a channel's."""
    if _of_one_channel(subject, pool):
        return ""
    names = [f"`{name}`" for name in subject.scenario.teams if name in pool.group]
    return " that only " + (
        "this team takes" if len(names) == 1 else f"teams {', '.join(names)} take"
    )


def _of_one_channel(subject: Subject, pool: Pool) -> bool:
    """Whether the pool has all contacts of its only channel."""
    place = list(subject.scenario.channels).index(pool.channels[0])
    whole = float(subject.flows.reached[place].sum())
    return len(pool.channels) == 1 and float(pool.contacts.sum()) >= whole * (1.0 - 1e-9)


def _place(subject: Subject, pool: Pool) -> tuple[Path]:
    """The target of the only channel, else the first team."""
    if pool.target is not None and _of_one_channel(subject, pool):
        path: Path = ("channels", pool.channels[0], "service_target")
        return (path if subject.written(*path) else path[:2],)
    first = next(name for name in subject.scenario.teams if name in pool.group)
    return (("teams", first),)
