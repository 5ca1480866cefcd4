"""Doors: open or closed, who waits before them, is cut off, gives up, or tries again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from sim.scenario.model import (
    Channel,
    Desk,
    HeadCount,
    IssueType,
    Return,
    ReturnReason,
    Scenario,
    Shift,
    Team,
)
from sim.scenario.rules.channel_choice import first_factor
from sim.scenario.values.calendars import joined
from sim.scenario.values.distributions import Distribution
from sim.time_units import DAY, HOURS_OF_WEEK, WEEK

AT_SECOND_CHOICE = Return(chance=1.0, channel={"second": 1.0})
"""A closed channel with a second choice sends the customer there, unless told otherwise."""
NEVER = 0.001
"""Chance below which it does not count that all agents are away when doors close."""


def returns_of(scenario: Scenario, channel: Channel) -> dict[ReturnReason, Return]:
    """The rules in force on a channel: its own before the scenario's."""
    rules = {**scenario.returns, **channel.returns}
    if channel.second_choice is not None:
        rules.setdefault("closed", AT_SECOND_CHOICE)
    return rules


def ways_of(scenario: Scenario, name: str, rule: Return) -> dict[str, float]:
    """Chances to try again by channel after a rule has struck on the channel ``name``.

    Where customers get louder these are those after a first failure.
    """
    special = {"same": name, "second": scenario.channels[name].second_choice or name}
    weights = {
        way: weight * first_factor(scenario, special.get(way, way))
        for way, weight in rule.channel.items()
    }
    total = sum(weights.values())
    found: dict[str, float] = {}
    for way, weight in weights.items():
        if weight > 0.0 and rule.chance > 0.0:
            to = special.get(way, way)
            found[to] = found.get(to, 0.0) + rule.chance * weight / total
    return found


def queues_when_closed(queue: Channel | Desk) -> bool:
    """Whether contacts wait before closed doors; unless stated, only deferred ones do."""
    if isinstance(queue, Desk):
        return True
    return (queue.when_closed or ("queue" if queue.kind == "deferred" else "turn_away")) == "queue"


def never_closes(queue: Channel | Desk) -> bool:
    """Whether a channel or desk is open around the clock, holidays too."""
    return queue.hours.hours_per_week() == HOURS_OF_WEEK and queue.hours.on_holidays


def cuts_off(channel: Channel) -> bool:
    """Whether closing can cut somebody off: at once, or as nobody is left to serve them out."""
    if never_closes(channel) or channel.at_closing == "keep":
        return False
    served = channel.at_closing == "serve_out"
    return not (served and (channel.kind == "deferred" or queues_when_closed(channel)))


def patience_of(channel: Channel, issue_type: IssueType) -> Distribution:
    """How long customers with such an issue wait on a channel; the type's own counts if live."""
    return channel.patience if (own := _own_patience(channel, issue_type)) is None else own


def _own_patience(channel: Channel, issue_type: IssueType) -> Distribution | None:
    """The patience of an issue type, where it counts instead of the channel's."""
    return issue_type.patience if channel.kind == "live" else None


def patience_factors_of(channel: Channel, issue_type: IssueType) -> tuple[float, ...] | None:
    """Factors on the patience of such customers on a channel by hour of the week in which they
    contact it; None: no hour has any, as where the type's own patience counts."""
    return channel.patience_factors if _own_patience(channel, issue_type) is None else None


def may_cut_off(scenario: Scenario, queue: str, teams: Iterable[str]) -> bool:
    """Whether live contacts may be cut off at closing that only these teams serve."""
    channel = scenario.channels.get(queue)
    if channel is None or not cuts_off(channel):
        return False
    if channel.at_closing == "disconnect":
        return True
    served_by = [scenario.teams[name] for name in teams]
    return any(
        _nobody(scenario, queue, served_by, closing, opening) > NEVER
        for closing, opening in _closed_spans(scenario, queue)
    )


def stays_late(scenario: Scenario, queue: str, name: str) -> bool:
    """Whether agents of a team work on after their shifts for those waiting at closing."""
    channel, team = scenario.channels.get(queue), scenario.teams[name]
    if channel is None or channel.at_closing != "serve_out" or team.end_of_shift == "hand_back":
        return False
    waits_on = channel.kind != "live" or queues_when_closed(channel)
    return any(
        closing <= end < opening and (waits_on or start < closing)
        for closing, opening in _closed_spans(scenario, queue)
        for entry in _entries(team)
        if _away(team, entry) < 1.0
        for start, end in _around(entry, closing)
    )


def _nobody(
    scenario: Scenario, queue: str, teams: list[Team], closing: float, opening: float
) -> float:
    """Chance that nobody of the teams serves out what waits when doors close."""
    on_holidays = scenario.channels[queue].hours.on_holidays and scenario.clock.has_holidays
    chance = 1.0
    for team in teams:
        until = opening if team.end_of_shift == "hand_back" else closing
        for entry in _entries(team):
            if on_holidays and not entry.hours.on_holidays:
                continue
            if any(start < closing and until <= end for start, end in _around(entry, closing)):
                chance *= _away(team, entry) ** entry.agents
    return chance


def _away(team: Team, entry: HeadCount | Shift) -> float:
    """Chance that an agent is not at work at a moment of the shift."""
    absence = team.absence.share if team.shifts is not None else 0.0
    return 1.0 - (1.0 - absence) * (1.0 - team.shrinkage.share)


def _entries(team: Team) -> list[HeadCount | Shift]:
    return [entry for entry in team.entries if entry.agents > 0]


def _around(entry: HeadCount | Shift, moment: float) -> Iterator[tuple[float, float]]:
    """Spans of an entry, those of the weeks before and after too; one around the clock has no
    end."""
    for start, end in joined(entry.hours):
        if end - start >= WEEK:
            yield moment - WEEK, moment + 2 * WEEK
            continue
        for week in (-WEEK, 0.0, WEEK):
            yield start + week, end + week


def _closed_spans(scenario: Scenario, queue: str) -> list[tuple[float, float]]:
    """Closing and next opening of a channel in a week; a day's end if it closes on holidays
    only."""
    spans = sorted(joined(scenario.channels[queue].hours))
    if not spans:
        return []
    if spans[0][1] - spans[0][0] >= WEEK:
        return [(DAY, 2 * DAY)]
    first = (spans[0][0] + WEEK, spans[0][1] + WEEK)
    return [(one[1], after[0]) for one, after in pairwise([*spans, first])]


def no_cause(scenario: Scenario, channel: Channel, reason: str) -> tuple[bool, str]:
    """Whether a reason to try again can never arise on a channel, and why."""
    live = channel.kind == "live"
    always = never_closes(channel)
    if reason == "abandoned":
        own = (
            [one.patience for one in scenario.issue_types.values() if one.patience] if live else []
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
        names = [name for name, one in scenario.channels.items() if one is channel]
        silent = scenario.promise.kinds(names) == {"none"}
        return silent, "nothing is promised (`promise: none`)"
    if reason == "recurrence":
        recurs = any(one.recurs is not None for one in scenario.issue_types.values())
        return not recurs, "no issue type `recurs`"
    if reason == "redirected":
        rule = channel.redirect
        if rule is None or not rule.happens:
            return True, "the channel redirects nobody"
        return rule.follows == 1.0, "everybody follows the redirect"
    if reason == "dropped_out":
        machine = channel.self_service
        return machine is None or machine.drops == 0.0, "nobody leaves in self-service (`drops`)"
    return False, ""


def lines_of(scenario: Scenario, name: str) -> int | None:
    """Contacts that the lines of a channel hold at most, those that others share included."""
    lines = scenario.channels[name].lines
    return scenario.shared_lines[lines] if isinstance(lines, str) else lines


def sharing(scenario: Scenario, lines: str) -> list[str]:
    """The channels that share a set of lines, in the order of the file."""
    return [name for name, channel in scenario.channels.items() if channel.lines == lines]


def losses(scenario: Scenario, channel: Channel, name: str) -> list[str]:
    """How customers with an issue of the type ``name`` may leave a channel before an agent is
    there, its doors open, in words."""
    found = ["give up"] if patience_of(channel, scenario.issue_types[name]).kind != "never" else []
    blocked = channel.lines is not None or channel.waiting_room is not None
    found += ["are blocked"] if blocked else []
    helped = channel.peers is not None and channel.peers.helps(name)
    return found + (["are helped by other customers"] if helped else [])


def anybody_comes_back(scenario: Scenario) -> bool:
    """Whether issues may have contacts after the first."""
    recurs = any(one.recurs is not None for one in scenario.issue_types.values())
    return recurs or any(
        again.chance > 0.0
        for channel in scenario.channels.values()
        for again in returns_of(scenario, channel).values()
    )
