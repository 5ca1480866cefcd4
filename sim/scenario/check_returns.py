"""Channels and trying again: keys that nothing reads, since their reason never arises."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.channels import Channel, Return
from sim.scenario.findings import Said, Subject
from sim.scenario.model import Scenario
from sim.scenario.problems import Path
from sim.scenario.returning import cuts_off, never_closes, queues_when_closed, returns_of


def unread_of_channel(subject: Subject, name: str) -> Iterator[Said]:
    scenario = subject.scenario
    channel = scenario.channels[name]
    here = ("channels", name)
    always = never_closes(channel)
    yield (*here, "when_closed"), always, "the channel never closes"
    yield (*here, "at_closing"), always, "the channel never closes"
    open_to_all = always or queues_when_closed(channel)
    second = any(
        _wants_second(rule) and rule.chance > 0 and not (reason == "closed" and open_to_all)
        for reason, rule in returns_of(scenario, channel).items()
    )
    why = (
        "the channel never turns anybody away, and no return goes to the `second` choice"
        if open_to_all
        else "`returns: closed` says what those do who find closed doors, and no return goes to "
        "the `second` choice"
    )
    yield (*here, "second_choice"), not second, why
    kinds = [scenario.issue_types[kind] for kind in subject.kinds()]
    own_patience = channel.kind == "live" and all(kind.patience for kind in kinds)
    for key in ("patience", "patience_by_hour"):
        yield (*here, key), bool(kinds) and own_patience, "every issue type has its own `patience`"
    for reason, rule in channel.returns.items():
        yield from _never(scenario, (*here, "returns", reason), rule, [name])
        useless, why = no_cause(scenario, channel, reason)
        yield (*here, "returns", reason), useless, why
        no_second = _wants_second(rule) and channel.second_choice is None
        path = (*here, "returns", reason, "channel")
        yield path, no_second, "the channel has no `second_choice`, so customers try the same"


def _never(scenario: Scenario, here: Path, rule: Return, names: list[str]) -> Iterator[Said]:
    """What a return to ``names``, unless its rule says another channel, never comes to."""
    for key in ("delay", "channel", "at_opening", "at_most"):
        yield (*here, key), rule.chance == 0, "nobody tries again: the `chance` is 0 %"
    ways = {way for way, weight in rule.channel.items() if weight > 0}
    own = [scenario.channels[name] for name in names]
    seconds = {channel.second_choice or "same" for channel in own if "second" in ways}
    goals = [scenario.channels[way] for way in (ways | seconds) - {"same", "second"}]
    goals += own if "same" in ways | seconds else []
    useless = rule.at_opening and all(never_closes(channel) for channel in goals)
    yield (*here, "at_opening"), useless, "the channel never closes"


def _wants_second(rule: Return) -> bool:
    return rule.channel.get("second", 0.0) > 0


def no_cause(scenario: Scenario, channel: Channel, reason: str) -> tuple[bool, str]:
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
        return not cuts_off(channel), "the channel cuts nobody off"
    if reason == "no_reply":
        if live:
            return True, "a live channel has no reply to wait for"
        if channel.automatic_reply and channel.automatic_reply.seen_through == 0.0:
            return True, "everybody takes the automatic reply for an answer"
        return channel.expected_reply_s == 0, "it needs an `expected_reply`"
    if reason == "broken_promise":
        return scenario.promise.kind == "none", "nothing is promised (`promise: none`)"
    return False, ""


def unread_returns(subject: Subject) -> Iterator[Said]:
    """Returns for all channels, if on none of them the reason can arise."""
    scenario = subject.scenario
    for reason, rule in scenario.returns.items():
        names = [name for name, c in scenario.channels.items() if reason not in c.returns]
        channels = [scenario.channels[name] for name in names]
        yield from _never(scenario, ("returns", reason), rule, names)
        causes = [no_cause(scenario, channel, reason) for channel in channels]
        why = causes[0][1] if causes else "every channel has its own"
        yield ("returns", reason), all(useless for useless, _ in causes), why
        seconds = any(channel.second_choice for channel in channels)
        useless = _wants_second(rule) and not seconds
        why = "no channel has a `second_choice`, so customers try the same"
        yield ("returns", reason, "channel"), useless, why
