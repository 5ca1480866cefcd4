"""Keys of demand, channels and promises that are written and legal, and that nothing reads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sim.scenario.checks.approvals import approving_desks, unread_approval
from sim.scenario.checks.findings import Said, Subject
from sim.scenario.checks.peers import unread_peers
from sim.scenario.checks.redirects import unread_redirect
from sim.scenario.checks.self_services import unread_self_service
from sim.scenario.expected.flows import FADED
from sim.scenario.model import Answers, Callback, Channel, Scenario, Stream
from sim.scenario.model.channels import Return
from sim.scenario.problems import Path
from sim.scenario.rules.abilities import FIX
from sim.scenario.rules.customers import remembers
from sim.scenario.rules.doors import (
    never_closes,
    no_cause,
    patience_of,
    queues_when_closed,
    returns_of,
    sharing,
)
from sim.scenario.rules.false_fixes import may_fail
from sim.scenario.rules.silence import left_at, silent_desks
from sim.scenario.rules.volumes import whole_days


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
    issue_types = [scenario.issue_types[one] for one in subject.arising_types()]
    own = bool(issue_types) and all(one.patience for one in issue_types)
    for key in ("patience", "patience_by_hour"):
        useless = own and channel.kind == "live"
        yield (*here, key), useless, "every issue type has its own `patience`"
    yield from _unread_answers(subject, (*here, "answers"), channel.answers)
    if channel.callback is not None:
        yield from _unread_callback((*here, "callback"), channel, channel.callback)
    if channel.redirect is not None:
        yield from unread_redirect(subject, (*here, "redirect"), channel.redirect)
    if channel.self_service is not None:
        yield from unread_self_service(subject, name, channel.self_service)
    if channel.approval is not None:
        yield from unread_approval(subject, (*here, "approval"), channel.approval)
    if channel.peers is not None:
        yield from unread_peers(subject, (*here, "peers"), channel.peers)
    for reason, rule in channel.returns.items():
        yield from _never(scenario, (*here, "returns", reason), rule, [name])
        useless, why = no_cause(scenario, channel, reason)
        yield (*here, "returns", reason), useless, why
        no_second = _wants_second(rule) and channel.second_choice is None
        path = (*here, "returns", reason, "channel")
        yield path, no_second, "the channel has no `second_choice`, so customers try the same"


def _unread_answers(subject: Subject, here: Path, rule: Answers) -> Iterator[Said]:
    arising = subject.arising_types()
    own = bool(arising) and all(name in rule.issue_types for name in arising)
    yield (*here, "share"), own, "every issue type has its own chance"
    for name in rule.issue_types:
        yield (*here, "issue_types", name), name not in arising, f"no `{name}` arises"
    chances = [rule.issue_types.get(name, rule.share) for name in arising]
    all_answered = bool(chances) and min(chances) == 1.0
    yield (*here, "reach_from"), all_answered, "all get an answer, whatever their reach"


def _unread_callback(here: Path, channel: Channel, rule: Callback) -> Iterator[Said]:
    nobody = rule.accepts == 0.0
    yield here, channel.waiting_room == 0, "nobody waits here (`waiting_room: 0`)"
    yield (*here, "after"), nobody, "nobody accepts a callback"
    yield (*here, "answers"), nobody, "nobody accepts a callback"
    why = "nobody accepts a callback" if nobody else "everybody who is called back answers"
    yield (*here, "not_reached_work"), nobody or rule.answers == 1.0, why


def _never(scenario: Scenario, here: Path, rule: Return, names: list[str]) -> Iterator[Said]:
    """What a return to ``names``, unless its rule says another channel, never comes to."""
    for key in ("delay", "channel", "at_opening", "at_most", "patience"):
        yield (*here, key), rule.chance == 0, "nobody tries again: the `chance` is 0 %"
    ways = {way for way, weight in rule.channel.items() if weight > 0}
    own = [scenario.channels[name] for name in names]
    seconds = {channel.second_choice or "same" for channel in own if "second" in ways}
    goals = [scenario.channels[way] for way in (ways | seconds) - {"same", "second"}]
    goals += own if "same" in ways | seconds else []
    useless = rule.at_opening and all(never_closes(channel) for channel in goals)
    yield (*here, "at_opening"), useless, "the channel never closes"
    impatient = any(
        patience_of(channel, issue_type).kind != "never"
        for channel in goals
        if channel.kind == "live"
        for issue_type in scenario.issue_types.values()
    )
    why = "nobody who waits there on a live channel gives up"
    yield (*here, "patience"), not impatient, why


def _wants_second(rule: Return) -> bool:
    return rule.channel.get("second", 0.0) > 0


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


def hidden_weights(scenario: Scenario) -> Iterator[Said]:
    """Weights that nothing reads, since others are stated nearer to the issue, and why."""
    streams = list(scenario.demand.values())
    own_types = all(stream.issue_types is not None for stream in streams)
    # a population is made of the segments by their shares, whoever asks of it
    own_segments = all(stream.segments is not None for stream in streams) and (
        scenario.customers.population == "none"
    )
    asked = {place for stream in streams for place in _asked(scenario, stream)}
    for name in scenario.issue_types:
        here = ("issue_types", name)
        yield (*here, "share"), own_types, "every stream states its own `issue_types`"
        yield (*here, "channels"), here not in asked, "every stream states its own `channels`"
    for name in scenario.customers.segments:
        path, here = ("customers", "segments", name), ("segments", name)
        yield (*path, "share"), own_segments, "every stream states its own `segments`"
        why = "every stream or issue type states its own `channels`"
        yield (*path, "channels"), here not in asked, why
    why = "every stream, issue type or segment states its own `channels`"
    for name in scenario.channels:
        yield ("channels", name, "share"), ("channels", "") not in asked, why


def _asked(scenario: Scenario, stream: Stream) -> Iterator[tuple[str, str]]:
    """Whose weights of channels the issues of a stream follow."""
    if stream.channels is not None:
        return
    types = {name: issue_type.share for name, issue_type in scenario.issue_types.items()}
    segments = {name: one.share for name, one in scenario.customers.segments.items()}
    for issue_type in _above_zero(stream.issue_types or types):
        if scenario.issue_types[issue_type].channels is not None:
            yield "issue_types", issue_type
            continue
        for name in _above_zero(stream.segments or segments):
            own = scenario.customers.segments[name].channels is not None
            yield ("segments", name) if own else ("channels", "")


def _above_zero(weights: dict[str, float]) -> list[str]:
    return [name for name, weight in weights.items() if weight > 0]


def unread_lines(scenario: Scenario) -> Iterator[Said]:
    """Sets of lines that no channel has."""
    for name in scenario.shared_lines:
        yield ("shared_lines", name), not sharing(scenario, name), f"no channel has `lines: {name}`"


def unread_holidays(scenario: Scenario) -> Iterator[Said]:
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
    ranks, segments = scenario.routing.priorities, scenario.customers.segments.values()
    alike = len({one.reach for one in segments}) == 1
    by_reach = any(one.answers.reach_from is not None for one in scenario.channels.values())
    by_reach = by_reach or any(one.reach_from is not None for one in ranks)
    by_value = any(one.value_from_per_week is not None for one in ranks)
    for name in scenario.customers.segments:
        here = ("customers", "segments", name)
        why = "no rank goes by it (`routing.priorities: value_from`), and no customer leaves"
        yield (*here, "value"), not (by_value or remembers(scenario)), why
        why = "no segment has another, and neither answers nor ranks go by it (`reach_from`)"
        yield (*here, "reach"), alike and not by_reach, why


def unread_streams(subject: Subject) -> Iterator[Said]:
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
    arising = subject.arising_types()
    for name in scenario.issue_types:
        yield ("issue_types", name), name not in arising, "no stream has issues of this type"
    for name in scenario.channels:
        never = name not in subject.used
        yield ("channels", name), never, "no customer ever chooses this channel"


def unread_types(subject: Subject) -> Iterator[Said]:
    scenario = subject.scenario
    live = any(channel.kind == "live" for channel in scenario.channels.values())
    left: set[str | None] = {*approving_desks(scenario)}
    ranked = any(one.severity_from is not None for one in scenario.routing.priorities)
    for name, issue_type in scenario.issue_types.items():
        here = ("issue_types", name)
        yield (*here, "patience"), not live, "there is no live channel"
        why = "no rank goes by it (`routing.priorities: severity_from`)"
        yield (*here, "severity"), not ranked, why
        leaves = issue_type.leaves
        told = not left_at(issue_type) & silent_desks(scenario)
        holds = "every fix holds (no `resolves` is below 100 %), and customers are told so"
        yield (*here, "found_out_after"), not may_fail(scenario, issue_type) and told, holds
        left |= left_at(issue_type) if name in subject.arising_types() else set()
        mute = leaves.diagnose is None and leaves.fix is None and leaves.how == "task"
        yield (*here, "leaves", "how"), mute, "nothing is left to any desk"
        for team in issue_type.resolves_by_team:
            queues = (*scenario.channels, *scenario.tasks)
            fixes = any(subject.abilities.depth(team, queue, name) == FIX for queue in queues)
            path = (*here, "resolves_by_team", team)
            yield path, not fixes, f"team `{team}` never fixes `{name}`"
        for channel in issue_type.resolves_by_channel:
            fixes = any(
                subject.abilities.depth(team, channel, name) == FIX for team in scenario.teams
            )
            path = (*here, "resolves_by_channel", channel)
            yield path, not fixes, f"nobody fixes `{name}` on `{channel}`"
    for desk in scenario.tasks:
        yield ("tasks", desk), desk not in left, "no issue type `leaves` work at this desk"
        fixes = any(
            subject.abilities.depth(team, desk, name) == FIX
            for team in scenario.teams
            for name in subject.arising_types()
            if desk in left_at(scenario.issue_types[name])
        )
        yield ("tasks", desk, "confirms"), not fixes, "no fix is done at this desk"


def unread_satisfaction(subject: Subject) -> Iterator[Said]:
    scenario, here = subject.scenario, ("satisfaction",)
    issue_types = [scenario.issue_types[name] for name in subject.arising_types()]
    denied = any(one.unresolvable > 0 for one in issue_types)
    yield (*here, "denied"), not denied, "no issue type is `unresolvable`"
    for key in ("promise_kept", "promise_broken"):
        kinds = scenario.promise.kinds(subject.used)
        nothing = kinds <= {"none", "vague"} or not leaves_anything(subject)
        yield (*here, key), nothing, "nothing is promised"


def leaves_anything(subject: Subject) -> bool:
    """Whether any issue leaves work at a desk."""
    issue_types = [subject.scenario.issue_types[name] for name in subject.arising_types()]
    return any(one.leaves.diagnose or one.leaves.fix for one in issue_types)
