"""Rules of queues, issue types, returns and transfers as rows and grids."""

from __future__ import annotations

from sim.codes import (
    ACKNOWLEDGED,
    AFTER_ABANDONED,
    AFTER_BLOCKED,
    AFTER_BROKEN_PROMISE,
    AFTER_CLOSED,
    AFTER_DISCONNECTED,
    AFTER_NO_REPLY,
    AFTER_UNRESOLVED,
    DIAGNOSED,
    DISCONNECT,
    FIXED,
    KEEP,
    N_REASONS,
    NOBODY,
    SERVE_OUT,
)
from sim.draws.quantiles import on_grid
from sim.plan.dists import DistTable, cumulative
from sim.plan.factors import FactorTable
from sim.plan.ids import Ids, channel_at
from sim.scenario.ability import desk_for
from sim.scenario.distributions import Distribution, constant
from sim.scenario.mix import type_mix
from sim.scenario.model import Channel, Return, Scenario
from sim.scenario.paces import mean_handle_factors
from sim.scenario.returning import queues_when_closed, returns_of

Row = dict[str, float]
Rows = list[Row]

NEVER = Distribution(kind="never")
NO_WORK = constant(0.0)
CLOSING = {"keep": KEEP, "disconnect": DISCONNECT, "serve_out": SERVE_OUT}
REASONS = {
    "abandoned": AFTER_ABANDONED,
    "blocked": AFTER_BLOCKED,
    "closed": AFTER_CLOSED,
    "disconnected": AFTER_DISCONNECTED,
    "unresolved": AFTER_UNRESOLVED,
    "no_reply": AFTER_NO_REPLY,
    "broken_promise": AFTER_BROKEN_PROMISE,
}
SPECIAL = {"same": -1, "second": -2}


# -- queues ----------------------------------------------------------------------------------


def queue_rows(
    scenario: Scenario,
    ids: Ids,
    dists: DistTable,
    factors: FactorTable,
    mean_work_s: list[float],
) -> Rows:
    """Rows of the table of queues; whether they are open at first is left to the roster."""
    rows = [
        _channel_row(ids, dists, factors, channel)
        if isinstance(channel, Channel)
        else _desk_row(dists)
        for channel in (channel_at(scenario, ids, q) for q in range(len(ids.queues)))
    ]
    for q, (row, work) in enumerate(zip(rows, mean_work_s, strict=True)):
        row["mean_work_s"] = work
        if ids.is_desk(q):
            row["lost"] = scenario.tasks[ids.queues[q]].lost
    return rows


def _channel_row(ids: Ids, dists: DistTable, factors: FactorTable, channel: Channel) -> Row:
    second = channel.second_choice
    return {
        "live": channel.kind == "live",
        "desk": 0,
        "public": channel.public,
        "queues_when_closed": queues_when_closed(channel),
        "closing_rule": CLOSING[channel.at_closing],
        "lines": NOBODY if channel.lines is None else channel.lines,
        "room": NOBODY if channel.waiting_room is None else channel.waiting_room,
        "second": NOBODY if second is None else ids.queue[second],
        "patience": dists.index(channel.patience),
        "by_hour": factors.index(channel.patience_factors),
        "expected_reply_s": on_grid(channel.expected_reply_s),
    }


def _desk_row(dists: DistTable) -> Row:
    return {
        "live": 0,
        "desk": 1,
        "queues_when_closed": 1,
        "closing_rule": KEEP,
        "lines": NOBODY,
        "room": NOBODY,
        "second": NOBODY,
        "patience": dists.index(NEVER),
        "by_hour": NOBODY,
    }


# -- issue types -----------------------------------------------------------------------------


def type_rows(scenario: Scenario, dists: DistTable, factors: FactorTable) -> Rows:
    """Rows of the table of issue types."""
    return [
        {
            "acknowledge": dists.index(kind.work.acknowledge),
            "diagnose": dists.index(kind.work.diagnose),
            "fix": dists.index(kind.work.fix),
            "wrap": NOBODY if kind.after_contact == NO_WORK else dists.index(kind.after_contact),
            "chase": dists.index(kind.chase),
            "recurs": NOBODY if kind.recurs is None else dists.index(kind.recurs.every),
            "recurs_contact": 0.0 if kind.recurs is None else kind.recurs.contact_chance,
            "by_transfer": kind.leaves.how == "transfer",
            "patience": NOBODY if kind.patience is None else dists.index(kind.patience),
            "by_hour": factors.index(kind.handle_factors),
            "unresolvable": kind.unresolvable,
        }
        for kind in scenario.issue_types.values()
    ]


def desks(scenario: Scenario, ids: Ids) -> list[list[int]]:
    """[type][stage]: the desk where a stage is done, NOBODY if nowhere."""
    grid = []
    for kind in scenario.issue_types.values():
        row = [NOBODY] * (FIXED + 1)
        for stage in (DIAGNOSED, FIXED):
            desk = desk_for(kind, stage)
            row[stage] = NOBODY if desk is None else ids.queue[desk]
        grid.append(row)
    return grid


def resolve_chances(scenario: Scenario, ids: Ids) -> list[list[float]]:
    """[type * teams + team][queue]: the chance that a fix meets the need."""
    return [
        [kind.chance_to_resolve(team, queue) for queue in ids.queues]
        for kind in scenario.issue_types.values()
        for team in ids.teams
    ]


def mean_works(scenario: Scenario, ids: Ids) -> list[float]:
    """Expected work in seconds, at speed 1, of a job waiting in each queue.

    Channels: all stages and after-contact work. Desks: the stages that are left to them.
    Averages over issue types by how often they arise, and over the hours in which they do.
    """
    mix = type_mix(scenario)
    kinds = list(scenario.issue_types.values())
    stages = [
        (kind.work.acknowledge.mean_s(), kind.work.diagnose.mean_s(), kind.work.fix.mean_s())
        for kind in kinds
    ]
    places, factors = desks(scenario, ids), mean_handle_factors(scenario)
    result = []
    for queue in range(len(ids.queues)):
        if ids.is_desk(queue):
            works = [
                sum(w for stage, w in enumerate(work, ACKNOWLEDGED) if place[stage] == queue)
                for work, place in zip(stages, places, strict=True)
            ]
            shares = [m if queue in place else 0.0 for m, place in zip(mix, places, strict=True)]
        else:
            wraps = [kind.after_contact.mean_s() for kind in kinds]
            works = [sum(work) + wrap for work, wrap in zip(stages, wraps, strict=True)]
            shares = mix
        total = sum(shares)
        weighted = sum(s * w * f for s, w, f in zip(shares, works, factors, strict=True))
        result.append(weighted / total if total > 0.0 else 0.0)
    return result


# -- returns and transfers -------------------------------------------------------------------


def return_rules(scenario: Scenario, ids: Ids, dists: DistTable) -> tuple[Rows, list[list[int]]]:
    """Rows of the table of return rules, and [reason][queue]: the rule in force or NOBODY.

    Desks have none.
    """
    rows: Rows = []
    first: list[tuple[Return, int]] = []
    grid = [[NOBODY] * len(ids.queues) for _ in range(N_REASONS)]
    for q, name in enumerate(ids.channels):
        for reason, rule in returns_of(scenario, scenario.channels[name]).items():
            if rule.chance > 0.0:
                known = [row for earlier, row in first if earlier == rule]
                grid[REASONS[reason]][q] = known[0] if known else len(rows)
                if not known:
                    first.append((rule, len(rows)))
                    rows += _return_rows(ids, dists, rule)
    return rows, grid


def _return_rows(ids: Ids, dists: DistTable, rule: Return) -> Rows:
    """A row for each channel that the customer may choose; their chances are cumulative."""
    ways = {way: weight for way, weight in rule.channel.items() if weight > 0.0}
    shares = cumulative(list(ways.values()))
    return [
        {
            "more": number < len(ways),
            "delay": dists.index(rule.delay),
            "channel": SPECIAL[way] if way in SPECIAL else ids.queue[way],
            "at_opening": rule.at_opening,
            "at_most": rule.at_most,
            "chance": rule.chance * share,
        }
        for number, (way, share) in enumerate(zip(ways, shares, strict=True), 1)
    ]


def transfer_rules(scenario: Scenario, ids: Ids, dists: DistTable) -> tuple[Rows, list[list[int]]]:
    """Rows of the table of transfers, and [team][type]: the first rule that fits, or NOBODY."""
    rows: Rows = []
    grid = [[NOBODY] * len(ids.types) for _ in ids.teams]
    for number, rule in enumerate(scenario.routing.transfers):
        rows.append(
            {"to": ids.team[rule.to], "after": dists.index(rule.after), "chance": rule.chance}
        )
        types = ids.types if rule.issue_types == "all" else rule.issue_types
        for name in types:
            if grid[ids.team[rule.sender]][ids.type[name]] == NOBODY:
                grid[ids.team[rule.sender]][ids.type[name]] = number
    return rows, grid
