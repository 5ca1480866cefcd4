"""Keys of teams and routing that are written and legal, and that nothing reads."""

from __future__ import annotations

from collections.abc import Iterator

from sim.codes import STANDING
from sim.scenario.checks.findings import Said
from sim.scenario.model import Scenario, Team
from sim.scenario.model.routing import Priority
from sim.scenario.problems import Path
from sim.scenario.rules.abilities import Abilities, desk_for
from sim.scenario.rules.doors import anybody_comes_back
from sim.time_units import HOURS_OF_WEEK


def unread_of_team(who: Abilities, name: str, team: Team) -> Iterator[Said]:
    scenario = who.scenario
    here = ("teams", name)
    counted = team.head_count is not None
    why = "a `head_count` is who is there; only `shifts` are missed"
    yield (*here, "absence"), counted, why
    yield from _pauses(here, team)
    yield (*here, "absence", "paid"), team.absence.share == 0, "the `share` is 0 %"
    steady = all(part.hours.hours_per_week() == HOURS_OF_WEEK for part in team.head_count or ())
    yield (*here, "end_of_shift"), counted and steady, "the head count never falls"
    for key in ("overtime", "overtime_premium"):
        yield (*here, key), counted, "a head count has no shifts, and no time past their end"
    ranked = team.chooses_contact in ("priority", "credit") and not scenario.routing.priorities
    yield (*here, "chooses_contact"), ranked, "`routing` states no `priorities`"
    alike = team.chooses_contact == "shortest_work" and _works_alike(who, name)
    why = "all that the team does is expected to take the same work"
    yield (*here, "chooses_contact"), alike, why
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


def unread_routing(who: Abilities) -> Iterator[Said]:
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
        lasting = entry.reopened is True and _every_fix_holds(scenario)
        yield (*path, "reopened"), lasting, "every fix holds: no `resolves` is below 100 %"
        alone = not anybody_comes_back(scenario)
        yield (*path, "failures_from"), alone, "nobody comes back: no issue has a later contact"
        yield from _thresholds(scenario, path, entry)
    for place, rule in enumerate(scenario.routing.overflow):
        unskilled = not who.serves(rule.to, rule.queue)
        path = (*here, "overflow", place)
        yield path, unskilled, f"team `{rule.to}` has no skill for `{rule.queue}`"
        listed = any(rule.to in equals for equals in scenario.routing.teams.get(rule.queue, ()))
        yield path, listed, f"team `{rule.to}` serves `{rule.queue}` from the start"
    for place, transfer in enumerate(scenario.routing.transfers):
        shared = any(
            who.serves(transfer.sender, channel) and who.way(transfer.to, channel)
            for channel in scenario.channels
        )
        why = f"teams `{transfer.sender}` and `{transfer.to}` have no channel in common"
        yield (*here, "transfers", place), not shared, why
    for queue in scenario.routing.teams:
        for spot, team in routed(scenario, queue):
            yield spot, not who.way(team, queue), f"team `{team}` has no skill for it"
    chosen = any(_chosen_among(who, queue) for queue in scenario.routing.teams)
    why = "no two teams of equal rank can serve the same in `routing.teams`"
    yield (*here, "among_equals"), not chosen, why


def _works_alike(who: Abilities, team: str) -> bool:
    """Whether all contacts and tasks that a team may take are expected to take the same work."""
    scenario = who.scenario
    works = set()
    for name, one in scenario.issue_types.items():
        at_desks = {"diagnose": desk_for(one, 2), "fix": desk_for(one, 3)}
        for queue in (*scenario.channels, *scenario.tasks):
            if not who.serves(team, queue) or not who.depth(team, queue, name):
                continue
            left = [getattr(one.work, step) for step, at in at_desks.items() if at == queue]
            if queue in scenario.channels:
                works.add((one.handle_time_s, who.best(team, queue, name)))
            elif left:
                works.add((sum(part.mean_s() for part in left), who.best(team, queue, name)))
    return len({work / (skill.speed if skill else 1.0) for work, skill in works}) <= 1


def _thresholds(scenario: Scenario, path: Path, entry: Priority) -> Iterator[Said]:
    """Bounds that nothing reaches, or that everything does."""
    segments = scenario.customers.segments.values()
    reach, value = [one.reach for one in segments], [one.value_per_week for one in segments]
    severity = [one.severity for one in scenario.issue_types.values()]
    for key, bound, has, what in (
        ("reach_from", entry.reach_from, reach, "segment's `reach`"),
        ("value_from", entry.value_from_per_week, value, "segment's `value`"),
        ("severity_from", entry.severity_from, severity, "type's `severity`"),
    ):
        if bound is not None:
            yield (*path, key), max(has) < bound, f"no {what} is so large"
            yield (*path, key), min(has) >= bound, f"every {what} is so large"


def routed(scenario: Scenario, queue: str) -> Iterator[tuple[Path, str]]:
    """The teams listed for a channel or desk, with the places where they are written."""
    for place, equals in enumerate(scenario.routing.teams[queue]):
        path = ("routing", "teams", queue, place)
        for within, team in enumerate(equals):
            yield (*path, within) if len(equals) > 1 else path, team


def _chosen_among(who: Abilities, queue: str) -> bool:
    """Whether there is ever a choice between teams of equal rank."""
    return any(
        sum(who.depth(team, queue, issue_type) > 0 for team in equals) > 1
        for equals in who.scenario.routing.teams[queue]
        for issue_type in who.scenario.issue_types
    )


def _every_fix_holds(scenario: Scenario) -> bool:
    """Whether no issue is ever reopened."""
    queues = (*scenario.channels, *scenario.tasks)
    if any(team.handle_time_target is not None for team in scenario.teams.values()):
        return False
    return all(
        issue_type.chance_to_resolve(team, queue) >= 1.0
        for issue_type in scenario.issue_types.values()
        for team in scenario.teams
        for queue in queues
    )


def _matches_all_of(first: Priority, second: Priority) -> bool:
    """Whether the first entry matches everything that the second does."""
    keys = ("queue", "issue_type", "segment", *STANDING)
    bounds = ("reach_from", "value_from_per_week", "severity_from")
    return all(getattr(first, key) in (None, getattr(second, key)) for key in keys) and all(
        getattr(first, key) is None
        or (getattr(second, key) is not None and getattr(second, key) >= getattr(first, key))
        for key in bounds
    )
