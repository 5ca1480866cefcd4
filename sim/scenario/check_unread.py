"""Keys that are written and legal, and that nothing reads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sim.scenario.ability import FIX, Abilities
from sim.scenario.check_returns import unread_of_channel, unread_returns
from sim.scenario.check_weights import hidden_weights
from sim.scenario.days import whole_days
from sim.scenario.findings import Finding, Said, Subject
from sim.scenario.flows import FADED
from sim.scenario.model import Scenario, Team
from sim.scenario.policy import Priority


def unread(subject: Subject) -> Iterator[Finding]:
    """Keys that nothing reads, with the reason."""
    for path, useless, why in _all(subject):
        if useless and subject.written(*path):
            yield Finding(path, f"nothing reads this: {why}.", key=True)


def _all(subject: Subject) -> Iterator[Said]:
    scenario = subject.scenario
    yield from _holidays(scenario)
    yield from hidden_weights(scenario)
    yield from _streams(subject)
    for name in scenario.channels:
        yield from unread_of_channel(subject, name)
    yield from unread_returns(subject)
    yield from _types(subject)
    for name, team in scenario.teams.items():
        yield from _team(subject.abilities, name, team)
    yield from _routing(subject.abilities)
    yield from _promise(subject)
    yield from _satisfaction(subject)


# -- clock, customers and demand -------------------------------------------------------------


def _holidays(scenario: Scenario) -> Iterator[Said]:
    teams = scenario.teams.values()
    hours = [
        *(channel.hours for channel in scenario.channels.values()),
        *(desk.hours for desk in scenario.tasks.values()),
        *(entry.hours for team in teams for entry in team.entries),
        *(premium.hours for team in teams for premium in team.premiums.values()),
    ]
    kept = all(calendar.on_holidays for calendar in hours)
    paid = any(team.holiday_premium > 0 and team.wage_per_h > 0 for team in teams)
    why = "no hours say `except holidays`, and nobody has a `holiday_premium`"
    yield ("clock", "holidays"), kept and not paid, why
    for name in scenario.customers.segments:
        for key in ("value", "reach"):
            yield ("customers", "segments", name, key), True, "no measure is made of it yet"


def _streams(subject: Subject) -> Iterator[Said]:
    scenario = subject.scenario
    zero = datetime.combine(scenario.clock.start, datetime.min.time())
    stop_s = scenario.clock.length_s + scenario.clock.run_out_s
    for name, stream in scenario.demand.items():
        here = ("demand", name)
        no_rate = stream.rate_per_week is None
        shaped = no_rate and not len(whole_days(stream))
        source = "trace" if stream.trace is not None else "forecast of intervals within days"
        yield (*here, "profile"), shaped, f"a {source} has its own shape"
        traced = stream.trace is not None
        yield (*here, "day_factor"), traced, "the arrivals of a trace are exact"
        for place, surge in enumerate(stream.surges):
            at = (surge.at - zero).total_seconds()
            outside = not (at < stop_s and at + FADED * surge.decay_s > 0.0)
            yield (*here, "surges", place), outside, "the surge lies outside the simulated time"
    kinds = subject.kinds()
    for kind in scenario.issue_types:
        yield ("issue_types", kind), kind not in kinds, "no stream has issues of this type"
    for name in scenario.channels:
        never = name not in subject.used
        yield ("channels", name), never, "no customer ever chooses this channel"


# -- issue types and desks -------------------------------------------------------------------


def _types(subject: Subject) -> Iterator[Said]:
    scenario = subject.scenario
    live = any(channel.kind == "live" for channel in scenario.channels.values())
    left: set[str | None] = set()
    for name, kind in scenario.issue_types.items():
        here = ("issue_types", name)
        yield (*here, "patience"), not live, "there is no live channel"
        left |= {kind.leaves.diagnose, kind.leaves.fix} if name in subject.kinds() else set()
        nothing_left = kind.leaves.diagnose is None and kind.leaves.fix is None
        mute = nothing_left and kind.leaves.how == "task"
        yield (*here, "leaves", "how"), mute, "nothing is left to any desk"
        for team in kind.resolves_by_team:
            queues = (*scenario.channels, *scenario.tasks)
            fixes = any(subject.abilities.depth(team, queue, name) == FIX for queue in queues)
            path = (*here, "resolves_by_team", team)
            yield path, not fixes, f"team `{team}` never fixes `{name}`"
        for channel in kind.resolves_by_channel:
            fixes = any(
                subject.abilities.depth(team, channel, name) == FIX for team in scenario.teams
            )
            path = (*here, "resolves_by_channel", channel)
            yield path, not fixes, f"nobody fixes `{name}` on `{channel}`"
    for desk in scenario.tasks:
        yield ("tasks", desk), desk not in left, "no issue type `leaves` work at this desk"


# -- teams -----------------------------------------------------------------------------------


def _team(who: Abilities, name: str, team: Team) -> Iterator[Said]:
    scenario = who.scenario
    here = ("teams", name)
    counted = team.head_count is not None
    why = "a `head_count` is who is there; only `shifts` are missed"
    yield (*here, "absence"), counted, why
    yield from _pauses(here, team)
    yield (*here, "absence", "paid"), team.absence.share == 0, "the `share` is 0 %"
    steady = all(part.hours.hours_per_week() == 168 for part in team.head_count or ())
    yield (*here, "end_of_shift"), counted and steady, "the head count never falls"
    for key in ("overtime", "overtime_premium"):
        yield (*here, key), counted, "a head count has no shifts, and no time past their end"
    ranked = team.chooses_contact in ("priority", "credit") and not scenario.routing.priorities
    yield (*here, "chooses_contact"), ranked, "`routing` states no `priorities`"
    once = team.concurrency.contacts == 1
    yield (*here, "concurrency", "channels"), once, "there is one contact at a time"
    yield (*here, "concurrency", "slow_down"), once, "there is one contact at a time"
    live = [n for n, c in scenario.channels.items() if c.kind == "live" and who.way(name, n)]
    shared = [n for n in team.concurrency.channels if who.way(name, n)]
    none_shared = not once and not (shared if team.concurrency.channels else live)
    why = "the team has no skill for any channel on which it could hold several contacts"
    yield (*here, "concurrency"), none_shared, why
    for place, channel in enumerate(team.concurrency.channels):
        path = (*here, "concurrency", "channels", place)
        yield path, not who.way(name, channel), f"the team has no skill for `{channel}`"
    yield (*here, "chooses_agent"), _agents(team) <= 1, "there is one agent to choose from"
    yield from _asides(who, name, team, live)
    queues = (*scenario.channels, *scenario.tasks)
    deferred = any(who.way(name, queue) for queue in queues if queue not in live)
    mixed = bool(live) and deferred
    yield (*here, "live_first"), not mixed, "the team has not both live and deferred work"
    no_extra = team.overtime != "overtime"
    yield (*here, "overtime_premium"), no_extra, f"overtime is `{team.overtime}`"
    free = team.wage_per_h == 0
    for key in ("premiums", "holiday_premium", "overtime_premium"):
        yield (*here, key), free, "the team has no `wage`"
    no_days = scenario.clock.holidays.country is None and not scenario.clock.holidays.days
    yield (*here, "holiday_premium"), no_days, "the clock has no `holidays`"


def _pauses(here: tuple[str, ...], team: Team) -> Iterator[Said]:
    """Rules for pauses that the team does not have, or that all state their own."""
    shrinks = team.shrinkage.share > 0.0
    breaks = [one for entry in team.entries for one in entry.breaks]
    rules = [one.when_busy for one in breaks] + [team.shrinkage.when_busy] * shrinks
    yield (*here, "when_busy"), not rules, "the team has no breaks and no shrinkage"
    own = bool(rules) and None not in rules
    yield (*here, "when_busy"), own, "its breaks and shrinkage state rules of their own"
    for key in ("block", "when_busy"):
        yield (*here, "shrinkage", key), not shrinks, "the share of shrinkage is 0"


def _asides(who: Abilities, name: str, team: Team, live: list[str]) -> Iterator[Said]:
    here = ("teams", name, "puts_aside")
    yield here, bool(team.puts_aside) and not live, "the team answers no live channel"
    for place, queue in enumerate(team.puts_aside):
        if queue in live:
            yield (*here, place), True, f"`{queue}` is live; only deferred work is put aside"
        yield (*here, place), not who.way(name, queue), f"the team has no skill for `{queue}`"


def _agents(team: Team) -> int:
    """How many agents a team has at most."""
    return sum(entry.agents for entry in team.entries)


# -- routing and promises --------------------------------------------------------------------


def _routing(who: Abilities) -> Iterator[Said]:
    scenario = who.scenario
    here = ("routing",)
    choices = {team.chooses_contact for team in scenario.teams.values()}
    for place, entry in enumerate(scenario.routing.priorities):
        path = (*here, "priorities", place)
        earlier = scenario.routing.priorities[:place]
        hidden = any(_matches_all_of(other, entry) for other in earlier)
        yield path, hidden, "an entry above it matches all that this one does"
        yield (*path, "priority"), "priority" not in choices, "no team chooses by `priority`"
        for key in ("credit", "ageing"):
            yield (*path, key), "credit" not in choices, "no team chooses by `credit`"
        private = entry.public is True and not any(c.public for c in scenario.channels.values())
        yield (*path, "public"), private, "no channel is `public`"
    for place, rule in enumerate(scenario.routing.overflow):
        unskilled = not who.serves(rule.to, rule.queue)
        path = (*here, "overflow", place)
        yield path, unskilled, f"team `{rule.to}` has no skill for `{rule.queue}`"
        listed = rule.to in scenario.routing.teams.get(rule.queue, ())
        yield path, listed, f"team `{rule.to}` serves `{rule.queue}` from the start"
    for place, transfer in enumerate(scenario.routing.transfers):
        shared = any(
            who.serves(transfer.sender, channel) and who.way(transfer.to, channel)
            for channel in scenario.channels
        )
        why = f"teams `{transfer.sender}` and `{transfer.to}` have no channel in common"
        yield (*here, "transfers", place), not shared, why
    for queue, teams in scenario.routing.teams.items():
        for place, team in enumerate(teams):
            able = who.way(team, queue)
            yield (*here, "teams", queue, place), not able, f"team `{team}` has no skill for it"


def _matches_all_of(first: Priority, second: Priority) -> bool:
    """Whether the first entry matches everything that the second does."""
    keys = ("queue", "issue_type", "segment", "public")
    return all(getattr(first, key) in (None, getattr(second, key)) for key in keys)


def _satisfaction(subject: Subject) -> Iterator[Said]:
    scenario, here = subject.scenario, ("satisfaction",)
    kinds = [scenario.issue_types[name] for name in subject.kinds()]
    denied = any(kind.unresolvable > 0 for kind in kinds)
    yield (*here, "denied"), not denied, "no issue type is `unresolvable`"
    for key in ("promise_kept", "promise_broken"):
        nothing = scenario.promise.kind == "none" or not _leaves(subject)
        yield (*here, key), nothing, "nothing is promised"


def _leaves(subject: Subject) -> bool:
    """Whether any issue leaves work at a desk."""
    kinds = [subject.scenario.issue_types[name] for name in subject.kinds()]
    return any(kind.leaves.diagnose or kind.leaves.fix for kind in kinds)


def _promise(subject: Subject) -> Iterator[Said]:
    scenario, here = subject.scenario, ("promise",)
    kind = scenario.promise.kind
    nobody = kind != "none" and not _leaves(subject)
    yield here, nobody, "no issue type `leaves` work, and only then something is promised"
    why = "nothing is promised" if kind == "none" else "it is made from hours and backlog"
    yield (*here, "within"), kind != "fixed", why
    why = "nothing is promised" if kind == "none" else "a fixed promise is `within` a time"
    yield (*here, "margin"), kind != "honest", why
