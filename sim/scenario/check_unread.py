"""Keys that are written and legal, and that nothing reads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sim.scenario.ability import FIX, Abilities
from sim.scenario.channels import Channel, Return
from sim.scenario.findings import Finding, Subject
from sim.scenario.model import Scenario, Team
from sim.scenario.policy import Priority
from sim.scenario.returning import never_closes, queues_when_closed, returns_of

Said = tuple[tuple[str | int, ...], bool, str]
"""A path below, whether nothing reads it, and why."""


def unread(subject: Subject) -> Iterator[Finding]:
    """Keys that nothing reads, with the reason."""
    for path, useless, why in _all(subject):
        if useless and subject.written(*path):
            yield Finding(path, f"nothing reads this: {why}.", key=True)


def _all(subject: Subject) -> Iterator[Said]:
    scenario = subject.scenario
    yield from _streams(subject)
    for name in scenario.channels:
        yield from _channel(subject, name)
    yield from _returns(subject)
    yield from _types(subject)
    for name, team in scenario.teams.items():
        yield from _team(subject.abilities, name, team)
    yield from _routing(subject.abilities)
    yield from _promise(subject)


# -- demand ----------------------------------------------------------------------------------


def _streams(subject: Subject) -> Iterator[Said]:
    scenario = subject.scenario
    zero = datetime.combine(scenario.clock.start, datetime.min.time())
    stop_s = scenario.clock.length_s + scenario.clock.run_out_s
    for name, stream in scenario.demand.items():
        here = ("demand", name)
        no_rate = stream.rate_per_week is None
        yield (*here, "profile"), no_rate, "a forecast or trace has its own shape"
        traced = stream.trace is not None
        yield (*here, "day_factor"), traced, "the arrivals of a trace are exact"
        for place, surge in enumerate(stream.surges):
            at = (surge.at - zero).total_seconds()
            outside = not 0 <= at < stop_s
            yield (*here, "surges", place), outside, "the surge lies outside the simulated time"
    kinds = subject.kinds()
    for kind in scenario.issue_types:
        yield ("issue_types", kind), kind not in kinds, "no stream has issues of this type"
    for name in scenario.channels:
        never = name not in subject.used
        yield ("channels", name), never, "no customer ever chooses this channel"


# -- channels --------------------------------------------------------------------------------


def _channel(subject: Subject, name: str) -> Iterator[Said]:
    channel = subject.scenario.channels[name]
    here = ("channels", name)
    always = never_closes(channel)
    yield (*here, "when_closed"), always, "the channel never closes"
    yield (*here, "at_closing"), always, "the channel never closes"
    open_to_all = always or queues_when_closed(channel)
    own = returns_of(subject.scenario, channel).items()
    second = any(
        _wants_second(rule) and rule.chance > 0 and not (reason == "closed" and open_to_all)
        for reason, rule in own
    )
    why = (
        "the channel never turns anybody away, and no return goes to the `second` choice"
        if open_to_all
        else "`returns: closed` says what those do who find closed doors, and no return goes to "
        "the `second` choice"
    )
    yield (*here, "second_choice"), not second, why
    for reason, rule in channel.returns.items():
        useless, why = _no_cause(subject.scenario, channel, reason)
        yield (*here, "returns", reason), useless, why
        no_second = _wants_second(rule) and channel.second_choice is None
        path = (*here, "returns", reason, "channel")
        yield path, no_second, "the channel has no `second_choice`, so customers try the same"


def _wants_second(rule: Return) -> bool:
    return rule.channel.get("second", 0.0) > 0


def _no_cause(scenario: Scenario, channel: Channel, reason: str) -> tuple[bool, str]:
    """Whether a reason to try again can never arise on a channel, and why."""
    live = channel.kind == "live"
    always = never_closes(channel)
    if reason == "abandoned":
        own = (
            [kind.patience for kind in scenario.issue_types.values() if kind.patience]
            if live
            else []
        )
        patient = channel.patience.kind == "never" and not own
        return patient, "nobody gives up while `patience` is `never`"
    if reason == "blocked":
        limited = channel.lines is not None or channel.waiting_room is not None
        return not limited, "without `lines` or `waiting_room` nobody is blocked"
    if reason == "closed":
        open_ = always or queues_when_closed(channel)
        return open_, "the channel never turns anybody away"
    if reason == "disconnected":
        return not _cuts_off(channel, always), "the channel cuts nobody off"
    if reason == "no_reply":
        if live:
            return True, "a live channel has no reply to wait for"
        return channel.expected_reply_s == 0, "it needs an `expected_reply`"
    if reason == "broken_promise":
        return scenario.promise.kind == "none", "nothing is promised (`promise: none`)"
    return False, ""


def _cuts_off(channel: Channel, always: bool) -> bool:
    """Whether closing can cut somebody off: at once, or as nobody is left to serve them out."""
    if always or channel.at_closing == "keep":
        return False
    served = channel.at_closing == "serve_out"
    return not (served and (channel.kind == "deferred" or channel.when_closed == "queue"))


def _returns(subject: Subject) -> Iterator[Said]:
    """Returns for all channels, if on none of them the reason can arise."""
    scenario = subject.scenario
    for reason, rule in scenario.returns.items():
        channels = [c for name, c in scenario.channels.items() if reason not in c.returns]
        causes = [_no_cause(scenario, channel, reason) for channel in channels]
        why = causes[0][1] if causes else "every channel has its own"
        yield ("returns", reason), all(useless for useless, _ in causes), why
        seconds = any(channel.second_choice for channel in channels)
        useless = _wants_second(rule) and not seconds
        why = "no channel has a `second_choice`, so customers try the same"
        yield ("returns", reason, "channel"), useless, why


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
    once = team.concurrency.contacts == 1
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
    breaks = [
        one for part in (team.shifts, team.head_count) for e in part or () for one in e.breaks
    ]
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
    return sum(part.agents for part in team.head_count or team.shifts or ())


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


def _promise(subject: Subject) -> Iterator[Said]:
    scenario, here = subject.scenario, ("promise",)
    kinds = [scenario.issue_types[name] for name in subject.kinds()]
    leaves = any(kind.leaves.diagnose or kind.leaves.fix for kind in kinds)
    kind = scenario.promise.kind
    nobody = kind != "none" and not leaves
    yield here, nobody, "no issue type `leaves` work, and only then something is promised"
    why = "nothing is promised" if kind == "none" else "it is made from hours and backlog"
    yield (*here, "within"), kind != "fixed", why
    why = "nothing is promised" if kind == "none" else "a fixed promise is `within` a time"
    yield (*here, "margin"), kind != "honest", why
