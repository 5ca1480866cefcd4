"""Rules of queues, issue types and transfers as rows and grids."""

from __future__ import annotations

from sim.codes import CLOSING_RULES, KEEP, NO_LIMIT, NOBODY, PUBLIC
from sim.draws.quantiles import on_grid
from sim.plan.approvals import approval_columns
from sim.plan.details import keeps_patience
from sim.plan.dists import DistTable
from sim.plan.factors import FactorTable
from sim.plan.ids import Ids, channel_at
from sim.plan.peers import peer_columns
from sim.plan.redirects import redirect_columns
from sim.plan.self_services import rule_of
from sim.plan.steps import steps_of
from sim.scenario.expected.flows import mean_handle_factors
from sim.scenario.model import Callback, Channel, IssueType, Scenario
from sim.scenario.rules.channel_choice import gets_louder
from sim.scenario.rules.doors import lines_of, queues_when_closed, sharing
from sim.scenario.rules.expectations import expected_wait_s
from sim.scenario.rules.silence import silent_desks
from sim.scenario.rules.updates import updating_desks
from sim.scenario.rules.volumes import type_mix
from sim.scenario.values.distributions import Distribution, constant

Row = dict[str, float]
Rows = list[Row]

NEVER = Distribution(kind="never")
NO_WORK = constant(0.0)
NAN = float("nan")


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
    silent = silent_desks(scenario)
    counts = keeps_patience(scenario) or gets_louder(scenario)
    for q, (row, work) in enumerate(zip(rows, mean_work_s, strict=True)):
        row["mean_work_s"] = work
        row |= _trunks(scenario, ids, q)
        row["counts_waits"] = counts and row["live"]
        row["self_service"] = rule_of(scenario, ids, q) is not None
        if ids.is_desk(q):
            desk = scenario.tasks[ids.queues[q]]
            row["lost"] = desk.lost
            row |= _updates(scenario, dists, ids.queues[q])
            row["confirms"] = desk.confirms if ids.queues[q] in silent else 1.0
        else:
            row["expected_wait_s"] = expected_wait_s(scenario, ids.queues[q])
        row |= _owned(scenario, ids, q)
    return rows


def _channel_row(ids: Ids, dists: DistTable, factors: FactorTable, channel: Channel) -> Row:
    second, reply = channel.second_choice, channel.automatic_reply
    return {
        "live": channel.kind == "live",
        "desk": 0,
        "standing": PUBLIC if channel.public else 0,
        "queues_when_closed": queues_when_closed(channel),
        "closing_rule": CLOSING_RULES.index(channel.at_closing),
        "room": NO_LIMIT if channel.waiting_room is None else channel.waiting_room,
        "second": NOBODY if second is None else ids.queue[second],
        "patience": dists.index(channel.patience),
        "by_hour": factors.index(channel.patience_factors),
        "expected_reply_s": on_grid(channel.expected_reply_s),
        "selects": channel.selects,
        "confirms": 1.0,
        "replies": reply is not None,
        "seen_through": 0.0 if reply is None else reply.seen_through,
        **_callback(channel.callback),
        **redirect_columns(ids, dists, channel.redirect),
        **peer_columns(dists, channel.peers),
        **approval_columns(ids, dists, channel.approval),
    }


def _desk_row(dists: DistTable) -> Row:
    return {
        "live": 0,
        "desk": 1,
        "queues_when_closed": 1,
        "closing_rule": KEEP,
        "room": NO_LIMIT,
        "second": NOBODY,
        "patience": dists.index(NEVER),
        "by_hour": NOBODY,
        **_callback(None),
    }


def answer_chances(scenario: Scenario, ids: Ids) -> list[list[float]]:
    """Chances that a contact gets an answer: [queue][type * segments + segment]."""
    reach = [segment.reach for segment in scenario.customers.segments.values()]
    everybody = [1.0] * (len(ids.types) * len(reach))
    return [
        everybody
        if ids.is_desk(q)
        else [
            scenario.channels[name].answers.chance(issue_type, followers)
            for issue_type in ids.types
            for followers in reach
        ]
        for q, name in enumerate(ids.queues)
    ]


def _callback(rule: Callback | None) -> Row:
    """When a callback is offered (nan: never), and what becomes of it."""
    if rule is None or rule.accepts == 0.0:
        return {"callback_after_s": NAN}
    return {
        "callback_after_s": on_grid(rule.after_s),
        "callback_accepts": rule.accepts,
        "callback_answers": rule.answers,
        "not_reached_s": on_grid(rule.not_reached_work_s),
    }


def _owned(scenario: Scenario, ids: Ids, q: int) -> Row:
    """How long jobs wait for the owner of their case, and its tasks' chance to be lost."""
    rule, name = scenario.routing.case_owner, ids.queues[q]
    lost = scenario.tasks[name].lost if ids.is_desk(q) else 0.0
    if rule is None:
        return {"owner_waits_s": 0.0, "lost_if_owned": lost}
    waits = rule.waits_in(name, ids.is_desk(q))
    return {
        "owner_waits_s": on_grid(rule.waits_s) if waits else 0.0,
        "lost_if_owned": lost * rule.lost,
    }


def _updates(scenario: Scenario, dists: DistTable, desk: str) -> Row:
    """How often customers of a desk's tasks are told how it stands, and how long that calms."""
    rule = scenario.tasks[desk].updates
    if rule is None or desk not in updating_desks(scenario):
        return {}
    return {
        "update_every_s": on_grid(rule.every_s),
        "update_holds_s": on_grid(rule.every_s * rule.holds),
        "update_work": dists.index(rule.work),
    }


def _trunks(scenario: Scenario, ids: Ids, q: int) -> Row:
    """How many lines a queue has, and which queue counts them: of a shared set the first."""
    name = ids.queues[q]
    limit = None if ids.is_desk(q) else lines_of(scenario, name)
    if limit is None:
        return {"trunk": NOBODY}
    lines = scenario.channels[name].lines
    first = sharing(scenario, lines)[0] if isinstance(lines, str) else name
    return {"trunk": ids.queue[first], "trunks": limit}


# -- issue types -----------------------------------------------------------------------------


def type_rows(
    scenario: Scenario, dists: DistTable, factors: FactorTable, first_steps: list[int]
) -> Rows:
    """Rows of the table of issue types; ``first_steps``: each type's first row of steps."""
    owners = scenario.routing.case_owner
    return [
        {
            **_type_row(dists, factors, issue_type, first),
            "first_pair": place * len(scenario.teams),
            "owned": owners is not None and owners.owns(name),
            "failed_from": scenario.routing.failed_from,
            "habitual_from": scenario.routing.habitual_from,
        }
        for place, ((name, issue_type), first) in enumerate(
            zip(scenario.issue_types.items(), first_steps, strict=True)
        )
    ]


def _type_row(dists: DistTable, factors: FactorTable, issue_type: IssueType, first: int) -> Row:
    wrap, recurs, patience = issue_type.after_contact, issue_type.recurs, issue_type.patience
    lasts = issue_type.value_lasts
    return {
        "first_step": first,
        "steps": len(steps_of(issue_type)),
        "wrap": NOBODY if wrap == NO_WORK else dists.index(wrap),
        "chase": dists.index(issue_type.chase),
        "recurs": NOBODY if recurs is None else dists.index(recurs.every),
        "recurs_contact": 0.0 if recurs is None else recurs.contact_chance,
        "by_transfer": issue_type.leaves.how == "transfer",
        "patience": NOBODY if patience is None else dists.index(patience),
        "by_hour": factors.index(issue_type.handle_factors),
        "re_explaining": dists.index(issue_type.re_explaining),
        "unresolvable": issue_type.unresolvable,
        "complaint": issue_type.complaint,
        "needs_answer": issue_type.by_answer,
        "found_out": dists.index(issue_type.found_out_after) if issue_type.shows_later else NOBODY,
        **_turns(dists, issue_type),
        "perishes": NOBODY if lasts is None else dists.index(lasts),
    }


def _turns(dists: DistTable, issue_type: IssueType) -> Row:
    """How often something is missing, and what follows."""
    rule = issue_type.turns
    if rule is None or not issue_type.asks:
        return {"asks": 0}
    return {
        "asks": 1,
        "questions": rule.questions,
        "turn": dists.index(rule.work),
        "answers": rule.answers,
        "answers_after": dists.index(rule.answers_after),
        "closes_after_s": on_grid(rule.closes_after_s),
    }


def resolve_chances(scenario: Scenario, ids: Ids) -> list[list[float]]:
    """[type * teams + team][queue]: the chance that a fix meets the need."""
    return [
        [issue_type.chance_to_resolve(team, queue) for queue in ids.queues]
        for issue_type in scenario.issue_types.values()
        for team in ids.teams
    ]


def mean_works(scenario: Scenario, ids: Ids) -> list[float]:
    """Expected work in seconds, at speed 1, of a job waiting in each queue.

    Channels: all stages and after-contact work. Desks: the stages that are left to them.
    Averages over issue types by how often they arise, and over the hours in which they do.
    """
    mix = type_mix(scenario)
    issue_types = list(scenario.issue_types.values())
    steps = [[(step.work.mean_s(), step.desk) for step in steps_of(one)] for one in issue_types]
    factors = mean_handle_factors(scenario)
    result = []
    for queue, name in enumerate(ids.queues):
        if ids.is_desk(queue):
            works = [sum(work for work, desk in parts if desk == name) for parts in steps]
            left = [any(desk == name for _, desk in parts) for parts in steps]
            shares = [m if here else 0.0 for m, here in zip(mix, left, strict=True)]
        else:
            wraps = [one.after_contact.mean_s() for one in issue_types]
            works = [
                sum(work for work, _ in parts) + wrap
                for parts, wrap in zip(steps, wraps, strict=True)
            ]
            shares = mix
        total = sum(shares)
        weighted = sum(s * w * f for s, w, f in zip(shares, works, factors, strict=True))
        result.append(weighted / total if total > 0.0 else 0.0)
    return result


# -- transfers ------------------------------------------------------------------------------


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
            if scenario.issue_types[name].by_answer:
                continue  # whoever answers is the right team
            if grid[ids.team[rule.sender]][ids.type[name]] == NOBODY:
                grid[ids.team[rule.sender]][ids.type[name]] = number
    return rows, grid
