"""Reserves that cannot come, and those that are hardly meant so."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sim.scenario.checks.findings import Finding, Subject, patterns
from sim.scenario.model import Channel, Reserve, Scenario
from sim.scenario.problems import Path
from sim.scenario.rules.abilities import lists, overflow_teams
from sim.scenario.rules.doors import patience_of
from sim.scenario.values.calendars import hours_text
from sim.scenario.values.units import seconds_text
from sim.scenario.values.week_spans import merged, within


def impossible_reserves(scenario: Scenario) -> Iterator[Finding]:
    """Rules that cannot be followed, with what to change."""
    known: set[tuple[str, str]] = set()
    for place, rule in enumerate(scenario.routing.reserve):
        here = ("routing", "reserve", place)
        team, queue = rule.team, rule.queue
        if (team, queue) in known:
            message = f"team `{team}` is a reserve of `{queue}` already: leave one of them out."
            yield Finding((*here, "team"), message)
        known.add((team, queue))
        if not any(lists(skill, queue) for skill in scenario.teams[team].skills):
            section = "tasks" if queue in scenario.tasks else "channels"
            message = (
                f"team `{team}` has no skill for `{queue}`: add `{queue}` to the {section} of "
                f"`teams.{team}.skills`."
            )
            yield Finding((*here, "team"), message)
        if any(team in equals for equals in scenario.routing.teams.get(queue, ())):
            message = (
                f"team `{team}` is listed in `routing.teams.{queue}`, and so serves it from the "
                "start: leave it out there; reserves come after those listed."
            )
            yield Finding((*here, "team"), message)
        if team in overflow_teams(scenario, queue):
            message = (
                f"`{queue}` overflows to team `{team}` too: leave one of the two out; `waited` "
                "calls a reserve after a wait."
            )
            yield Finding((*here, "team"), message)
        if rule.interrupts:
            yield from _cannot_interrupt(scenario, rule, (*here, "interrupts"))


def _cannot_interrupt(scenario: Scenario, rule: Reserve, path: Path) -> Iterator[Finding]:
    """Nothing is put aside for deferred work, or by who has nothing that may be."""
    channel = scenario.channels.get(rule.queue)
    if channel is None or channel.kind != "live":
        message = f"work is put aside for live contacts only, and `{rule.queue}` has none."
        yield Finding(path, message)
    elif not scenario.teams[rule.team].puts_aside:
        message = (
            f"team `{rule.team}` puts nothing aside: state what may be interrupted, in "
            f"`teams.{rule.team}.puts_aside`."
        )
        yield Finding(path, message)


def idle_reserves(subject: Subject) -> Iterator[Finding]:
    """Reserves that never come, although the rule can be followed."""
    scenario = subject.scenario
    for place, rule in enumerate(scenario.routing.reserve):
        here = ("routing", "reserve", place)
        channel = scenario.channels.get(rule.queue)
        hours = (scenario.tasks[rule.queue] if channel is None else channel).hours
        planned = [own for _, own in patterns(scenario.teams[rule.team])]
        present = merged(span for own in planned for span in own.spans)
        if not within(hours.spans, present):
            message = (
                f"nobody of team `{rule.team}` is there while `{rule.queue}` is open "
                f"({hours_text(hours.spans, True)}): this reserve never comes."
            )
            yield Finding((*here, "team"), message)
        elif channel is not None:
            yield from _never_called(scenario, channel, rule, here)


def _never_called(
    scenario: Scenario, channel: Channel, rule: Reserve, here: Path
) -> Iterator[Finding]:
    """Fewer find room to wait than it takes, or nobody has the patience."""
    room, enough = channel.waiting_room, max(rule.above or 0, rule.until)
    if room is not None and room <= enough:
        message = (
            f"no more than {room} can wait here (`waiting_room`), and more than {enough} must for "
            "this reserve to be called: it never comes."
        )
        yield Finding(here, message)
    if rule.waited_s is None:
        return
    patience = [patience_of(channel, one) for one in scenario.issue_types.values()]
    longest_s = max(one.mean_s() if one.kind == "constant" else math.inf for one in patience)
    if longest_s <= rule.waited_s:
        message = (
            f"nobody waits for {seconds_text(rule.waited_s)}: all give up after "
            f"{seconds_text(longest_s)}, before this reserve is called."
        )
        yield Finding((*here, "waited"), message)
