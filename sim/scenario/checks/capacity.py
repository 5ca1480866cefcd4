"""Work against working time: too much to do in a week, or too few agents in hours of it."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.findings import Finding, Subject
from sim.scenario.checks.left_over import GROWS, LEFT, goes_on, is_worked_off, stays_late_for
from sim.scenario.expected.pools import Pool
from sim.scenario.expected.short_hours import share_in_time, share_missed, short_hours, worst_hour
from sim.scenario.expected.staffing import untaken_share
from sim.scenario.expected.workload import LEAST_H, Group, Overload
from sim.scenario.problems import Path
from sim.scenario.rules.doors import losses
from sim.scenario.values.units import seconds_text
from sim.time_units import HOUR, WEEK

CROWDED_OUT = 0.1
"""Share of a team's pauses without room that is worth a warning of its own."""
LEAST_UNTAKEN = 0.05
"""Share of a team's pauses without room that is worth a word where its overload is told."""
LEAST_MISSED = 0.05
"""Share of a week's contacts that must be in want of agents to be worth a word."""


def overloaded(subject: Subject) -> Iterator[Finding]:
    """The smallest groups of teams whose work exceeds their working time."""
    for found in subject.overloads:
        names = [name for name in subject.scenario.teams if name in found.group]
        yield Finding(("teams", names[0]), _overload_message(subject, found, names), key=True)


def crowded_out(subject: Subject) -> Iterator[Finding]:
    """Teams with time enough that would lose much of their pauses to the work in hand."""
    scenario = subject.scenario
    told = frozenset[str]().union(*(one.group for one in subject.overloads))
    for name, team in scenario.teams.items():
        jobs = subject.workload.jobs.get(name) if name not in told else None
        share = untaken_share(team, scenario, jobs) if jobs is not None else 0.0
        if jobs is not None and share >= CROWDED_OUT:
            busy_h = subject.workload.busy_h[name]
            message = (
                f"about {percent(share)} of the time of its breaks and shrinkage finds no room "
                f"beside work of {seconds_text(round(jobs.mean_s))} on average, if the team is "
                f"always busy: {busy_h:,.1f} h a week at work, not {subject.staffed[name]:,.1f} h."
            )
            yield Finding(("teams", name), message, key=True)


def _overload_message(subject: Subject, found: Overload, names: list[str]) -> str:
    week_h = WEEK / HOUR
    who = "this team" if len(names) == 1 else f"teams {', '.join(f'`{n}`' for n in names)} together"
    late = f", and about {found.late_h:,.1f} h to finish what is in hand after shifts"
    return (
        f"more work than {who} can do: at least {found.load_h:,.1f} h a week for "
        f"{found.staffed_h:,.1f} h of agents at work{_untaken(subject, names)}"
        f"{late if found.late_h > max(LEAST_H, 0.01 * found.staffed_h) else ''} "
        f"({found.load_h / week_h:.2f} erlangs offered, {found.staffed_h / week_h:.2f} agents in "
        f"the average week); {_undone(subject, found)}{_enough(subject, found)}."
    )


def _untaken(subject: Subject, names: list[str]) -> str:
    """How much of the pauses of teams that are always busy find no room, if worth a word."""
    scenario = subject.scenario
    shares = {
        name: untaken_share(scenario.teams[name], scenario, subject.workload.jobs[name])
        for name in names
        if name in subject.workload.jobs
    }
    told = [
        f"{percent(share)} of the pauses of `{name}`"
        for name, share in shares.items()
        if share >= LEAST_UNTAKEN
    ]
    return f" ({', '.join(told)} find no room before a shift ends)" if told else ""


def _undone(subject: Subject, found: Overload) -> str:
    """What becomes of the work that is too much."""
    steps = subject.workload.only_for(found.group)
    staying = stays_late_for(subject, steps)
    stay = any(staying.values())
    share = f"at least {percent(1.0 - (found.staffed_h + found.late_h) / found.load_h)} of it"
    late = "agents stay late for it" if stay else ""
    if stay and is_worked_off(subject, found, staying):
        left, grows = late, late
    else:
        on, or_ = goes_on(subject, found), f"{late}, or " if stay else ""
        left = or_ + (GROWS if on else f"{share} is {LEFT}")
        grows = or_ + (GROWS if on else f"is {LEFT}")
    if found.sure:
        return left
    lost = _lost(subject, found.group)
    if stay and any(step.cut_off for step in steps):
        return f"{late}, or {lost}"
    waits = any(not step.leaks for step in steps)
    return f"{share} stays undone: {lost}{f', or {grows}' if waits else ''}"


def _lost(subject: Subject, group: Group) -> str:
    """How customers leave whose contacts make work for a group."""
    steps = subject.workload.steps.items()
    queues = {name for step, reach in steps if reach & group and step.leaks for name in step.queues}
    return lost_on(subject, queues)


def lost_on(subject: Subject, names: set[str]) -> str:
    """How customers may leave these channels before an agent is there; empty if they do not."""
    scenario = subject.scenario
    cut_off = {name for step in subject.workload.steps if step.cut_off for name in step.queues}
    hows: dict[str, list[str]] = {}
    for name, channel in scenario.channels.items():
        if name in names:
            ways = [way for one in scenario.issue_types for way in losses(scenario, channel, one)]
            ways += ["are cut off at closing"] if name in cut_off else []
            called_back = channel.callback is not None and channel.callback.accepts > 0.0
            ways += ["ring off until they are called back"] if called_back else []
            *first, last = dict.fromkeys(ways) or ("",)
            how = f"{', '.join(first)} or {last}" if first else last
            if how:
                hows.setdefault(how, []).append(f"`{name}`")
    return " or ".join(f"customers {how} on {', '.join(on)}" for how, on in hows.items())


def percent(share: float) -> str:
    """A share for readers."""
    return f"{100.0 * share:.0f} %"


def _enough(subject: Subject, found: Overload) -> str:
    """How many agents would be enough."""
    live = any(step.live for step in subject.workload.only_for(found.group))
    for targeted in (True, False):
        pool = subject.pools.of(found.group, targeted) if live else None
        worst = worst_hour(pool) if pool is not None else ""
        if worst:
            return f"; {worst}"
    time_h = found.staffed_h + found.late_h
    return f"; {found.load_h / time_h:.2f} times the hours would keep up" if time_h > 0.0 else ""


def understaffed(subject: Subject) -> Iterator[Finding]:
    """The smallest groups of teams with too few agents in hours that carry volume."""
    known = [found.group for found in subject.overloads]
    for group in subject.pools.groups():
        if any(smaller <= group for smaller in known):
            continue
        for targeted in (True, False):
            pool = subject.pools.of(group, targeted)
            message = _understaffed_message(subject, pool) if pool is not None else ""
            if pool is not None and message:
                known.append(group)
                yield Finding(*_place(subject, pool), message, key=True)
                break


def _understaffed_message(subject: Subject, pool: Pool) -> str:
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
    return f"{said}; {_unanswered(subject, pool)}."


def _unanswered(subject: Subject, pool: Pool) -> str:
    """What becomes of those who are not answered at once."""
    lost = lost_on(subject, set(pool.channels))
    scenario = subject.scenario
    channels = [scenario.channels[name] for name in pool.channels]
    if any(losses(scenario, channel, one) for channel in channels for one in scenario.issue_types):
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
