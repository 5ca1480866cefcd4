"""Service by channel, issue type and segment, from the sums over contacts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, NamedTuple, TypeVar

import numpy as np

from sim.kpi.contacts import (
    ANSWERED,
    ANSWERED_THEN_LOST,
    BY_PEERS,
    CLOSED,
    CUT_OFF,
    GAVE_UP,
    JOINED,
    NO_LINE,
    PASSED_OVER,
    SELF_SERVED,
    SENT_ON,
    STILL_WAITING,
    WITHIN_H,
    Contacts,
)
from sim.kpi.service_level import level
from sim.kpi.value import Value, Values
from sim.kpi.window import Floats, quantiles
from sim.scenario.model.service_level import Counts
from sim.time_units import HOUR

N = TypeVar("N", float, Floats)
REPORTED_H = {1.0: "1h", 4.0: "4h", 8.0: "8h", 24.0: "24h", 48.0: "48h", 72.0: "72h"}


class Sums(NamedTuple, Generic[N]):
    """Sums over a group of contacts, or arrays of them by group."""

    offered: N
    answered: N
    abandoned: N
    disconnected: N
    waiting: N
    blocked: N
    turned_away: N
    ignored: N
    sent_on: N
    self_served: N
    lost_after_answer: N
    delayed: N
    wait_s: N
    answered_wait_s: N
    abandoned_wait_s: N
    targeted: N  # offered on channels that have a target; so the next three
    targeted_answered: N
    in_time: N
    without_in_time: N  # gone without an agent: abandoned, or helped by peers
    gone_shortly: N  # the same within the time of a short abandon, where levels are stated
    level_above: N  # what the service level divides
    level_below: N
    queue_s: N
    system_s: N
    stay_s: N
    handle_s: N
    handled: N


def sums_over(contacts: Contacts, *axes: int) -> Sums[Floats]:
    """Sums by what is left of (channel, issue type, segment) after adding up ``axes``."""
    sums = _sums_over(contacts, axes)
    if not contacts.rules.own_levels:
        return sums
    by_channel = (Sums(*row) for row in zip(*_sums_over(contacts, ()), strict=True))
    levels = np.array(
        [_level(counts, s) for counts, s in zip(contacts.rules.counts, by_channel, strict=True)]
    )
    return sums._replace(level_above=levels[:, 0].sum(axes), level_below=levels[:, 1].sum(axes))


def _level(counts: Counts, s: Sums[N]) -> tuple[N, N]:
    parts = (s.targeted, s.targeted_answered, s.in_time, s.without_in_time, s.gone_shortly)
    return level(counts, *parts)


def _sums_over(contacts: Contacts, axes: tuple[int, ...]) -> Sums[Floats]:
    """The same with service levels as channels have them that do not say what these count."""
    has_target = np.isfinite(contacts.rules.target_s)
    counts = contacts.counts.sum(axes)
    waits = contacts.waits.sum(axes)
    if has_target.all():
        targeted = counts
    else:
        targeted = (contacts.counts * has_target[:, None, None, None, None, None]).sum(axes)
    by_disposition, waits_by_disposition = counts.sum((-2, -1)), waits.sum((-2, -1))
    of_target = targeted.sum((-2, -1))
    answered = slice(ANSWERED, ANSWERED_THEN_LOST + 1)
    by_cell = {
        name: contacts.by_cell(name).sum(axes)
        for name in ("queue_s", "system_s", "stay_s", "handle_s", "handled", "gone_shortly")
    }
    all_targeted = of_target[..., :JOINED].sum(-1) + of_target[..., PASSED_OVER]
    in_time = targeted[..., answered, :, 1].sum((-2, -1))
    gone = (targeted[..., GAVE_UP, :, 1] + targeted[..., BY_PEERS, :, 1]).sum(-1)
    return Sums(
        offered=by_disposition[..., :JOINED].sum(-1),
        answered=by_disposition[..., answered].sum(-1),
        abandoned=by_disposition[..., GAVE_UP],
        disconnected=by_disposition[..., CUT_OFF],
        waiting=by_disposition[..., STILL_WAITING],
        blocked=by_disposition[..., NO_LINE],
        turned_away=by_disposition[..., CLOSED],
        ignored=by_disposition[..., PASSED_OVER],
        sent_on=by_disposition[..., SENT_ON],
        self_served=by_disposition[..., SELF_SERVED],
        lost_after_answer=by_disposition[..., ANSWERED_THEN_LOST],
        delayed=counts[..., :JOINED, 1, :].sum((-2, -1)),
        wait_s=waits_by_disposition[..., :JOINED].sum(-1),
        answered_wait_s=waits_by_disposition[..., answered].sum(-1),
        abandoned_wait_s=waits_by_disposition[..., GAVE_UP],
        targeted=all_targeted,
        targeted_answered=of_target[..., answered].sum(-1),
        in_time=in_time,
        without_in_time=gone,
        level_above=in_time,
        level_below=all_targeted - gone,
        **by_cell,
    )


def rows_of(sums: Sums[Floats]) -> list[Sums[float]]:
    """One ``Sums`` of plain numbers for each group of the first axis."""
    return [Sums(*row) for row in zip(*(column.tolist() for column in sums), strict=True)]


def core(prefix: str, s: Sums[float], length_s: float) -> Values:
    """The measures that make sense for any group of contacts."""
    return {
        f"{prefix}.offered": Value(s.offered),
        f"{prefix}.answered": Value(s.answered),
        f"{prefix}.abandoned": Value(s.abandoned),
        f"{prefix}.abandonment": Value(s.abandoned, s.offered),
        f"{prefix}.service_level": Value(s.level_above, s.level_below),
        f"{prefix}.mean_wait_s": Value(s.wait_s, s.offered),
        f"{prefix}.asa_s": Value(s.answered_wait_s, s.answered),
        f"{prefix}.delayed_share": Value(s.delayed, s.offered),
        f"{prefix}.mean_wait_delayed_s": Value(s.wait_s, s.delayed),
        f"{prefix}.mean_wait_abandoned_s": Value(s.abandoned_wait_s, s.abandoned),
        f"{prefix}.mean_queue": Value(s.queue_s, length_s),
        f"{prefix}.mean_in_system": Value(s.system_s, length_s),
        f"{prefix}.mean_time_in_system_s": Value(s.stay_s, s.offered),
        f"{prefix}.mean_handle_s": Value(s.handle_s, s.handled),
    }


def by_channel(contacts: Contacts) -> list[Values]:
    """The service measures of each channel."""
    rules, window = contacts.rules, contacts.window
    groups = rows_of(sums_over(contacts, 1, 2))
    found = []
    for channel, (name, s) in enumerate(zip(rules.channels, groups, strict=True)):
        values = core(name, s, window.length_s)
        values |= _rest(name, s, contacts, channel)
        values |= _waits(name, contacts.sample(channel))
        if rules.scenario.channels[name].service_level is not None:
            values |= _by_definition(name, s)
        if not rules.live[channel]:
            values |= _deferred(name, s, contacts, channel)
        found.append(values)
    return found


def _rest(name: str, s: Sums[float], contacts: Contacts, channel: int) -> Values:
    live = bool(contacts.rules.live[channel])
    reached = s.offered + s.ignored
    attempts = reached + s.blocked + s.turned_away + s.sent_on + s.self_served
    response_s = s.answered_wait_s if live else float(contacts.response_s[channel])
    responses = s.answered if live else float(contacts.responses[channel])
    age_s = contacts.window.end - float(contacts.oldest_at[channel])
    backlog = float(contacts.backlog[channel])
    return {
        f"{name}.blocked": Value(s.blocked),
        f"{name}.turned_away": Value(s.turned_away),
        f"{name}.disconnected": Value(s.disconnected),
        f"{name}.waiting_at_stop": Value(s.waiting),
        f"{name}.lost_after_answer": Value(s.lost_after_answer),
        f"{name}.blocking": Value(s.blocked, s.offered + s.blocked),
        f"{name}.turned_away_share": Value(s.turned_away, attempts),
        f"{name}.failure_demand_share": Value(float(contacts.failure[channel]), attempts),
        f"{name}.service_level_offered": Value(s.in_time, s.targeted),
        f"{name}.service_level_answered": Value(s.in_time, s.targeted_answered),
        f"{name}.response_rate": Value(responses, reached),
        f"{name}.first_response_mean_h": Value(response_s / HOUR, responses),
        f"{name}.backlog_end": Value(backlog),
        f"{name}.oldest_age_h": Value(age_s / HOUR if backlog else 0.0),
    }


def _by_definition(name: str, s: Sums[float]) -> Values:
    """The service level by those definitions that not every channel has beside its own."""
    definitions: tuple[Counts, ...] = ("without_short_abandons", "with_abandons_in_time")
    return {f"{name}.service_level_{one}": Value(*_level(one, s)) for one in definitions}


def _waits(name: str, ascending: Floats) -> Values:
    """Spread of the waits of those who joined."""
    p50, p90, p95 = quantiles(ascending, (0.5, 0.9, 0.95))
    empty = not len(ascending)
    return {
        f"{name}.wait_sd_s": Value(float("nan") if empty else float(np.std(ascending))),
        f"{name}.wait_p50_s": Value(p50),
        f"{name}.wait_p90_s": Value(p90),
        f"{name}.wait_p95_s": Value(p95),
        f"{name}.wait_max_s": Value(float("nan") if empty else float(ascending[-1])),
    }


def _deferred(name: str, s: Sums[float], contacts: Contacts, channel: int) -> Values:
    """Starts of work within hours, and replies within the expected time (nan: none stated)."""
    reached = s.offered + s.ignored
    values = started_within(name, contacts.started[channel].tolist(), reached)
    expects = bool(np.isfinite(contacts.rules.reply_s[channel]))
    in_time = float(contacts.reply_in_time[channel])
    values[f"{name}.reply_within_expected"] = Value(in_time, reached if expects else 0.0)
    return values


def started_within(name: str, buckets: Sequence[float], offered: float) -> Values:
    """Shares started within each of ``WITHIN_H``; ``buckets``: counts between these edges."""
    values = {}
    started = 0.0
    for hours, more in zip(WITHIN_H, buckets, strict=False):
        started += more
        values[f"{name}.started_within_{REPORTED_H[hours]}"] = Value(started, offered)
    return values
