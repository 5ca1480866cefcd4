"""From a record to named numbers."""

from __future__ import annotations

import numpy as np

from sim.kpi import contacts as contact_room
from sim.kpi import tasks as task_room
from sim.kpi.amends import amends
from sim.kpi.approvals import approvals
from sim.kpi.automatic_replies import automatic_replies
from sim.kpi.callbacks import callbacks
from sim.kpi.case_owners import case_owners
from sim.kpi.channel_choice import channel_choice
from sim.kpi.confirmations import confirmations
from sim.kpi.contacts import Contacts
from sim.kpi.cost import Flow, cost, flow_of, pay_of
from sim.kpi.credibility import credibility
from sim.kpi.customers import customers
from sim.kpi.distributions import asked_for
from sim.kpi.expectations import expected_waits
from sim.kpi.explanations import explanations
from sim.kpi.fairness import fairness
from sim.kpi.false_fixes import false_fixes
from sim.kpi.handle_time_target import handle_time_target
from sim.kpi.ignored import ignored
from sim.kpi.issues import judged
from sim.kpi.manner import manners
from sim.kpi.noticed import noticed
from sim.kpi.offers import offers
from sim.kpi.peers import peers
from sim.kpi.perished import perished
from sim.kpi.questions import questions
from sim.kpi.re_explaining import re_explaining
from sim.kpi.redirects import redirects
from sim.kpi.reserves import reserves
from sim.kpi.resolution import Outcomes, outcomes, resolution
from sim.kpi.resolution import core as resolution_core
from sim.kpi.rules import Rules, rules_of
from sim.kpi.satisfaction import satisfaction
from sim.kpi.self_services import self_services, spent_on_machines
from sim.kpi.service import by_channel, rows_of, sums_over
from sim.kpi.service import core as service_core
from sim.kpi.service_thresholds import service_thresholds
from sim.kpi.tasks import by_desk
from sim.kpi.teams import by_team, time_of
from sim.kpi.updates import updates
from sim.kpi.value import Value, Values
from sim.kpi.view import View
from sim.kpi.window import window_of
from sim.kpi.without_need import without_need
from sim.record import Record
from sim.scenario.model import Scenario


def measure(record: Record, scenario: Scenario) -> Values:
    """All KPIs of a record of ``scenario``, by dotted name, always in the same order.

    Measured are the issues and contacts opened in [warm-up, end), and agents' time, cost and
    promises due in that window; what happens in the run-out counts for the former. What every
    name means is told by ``describe``.
    """
    rules, window = rules_of(scenario), window_of(record)
    view = View(record, window)
    issues = judged(record, rules, window)
    contacts = contact_room.tally(record, rules, issues, window)
    tasks = task_room.tally(record, rules, window)
    found = outcomes(view, rules, issues, contacts)
    time = time_of(record, rules, window)
    pay = pay_of(record, rules, time, window)
    flow = flow_of(record.issues, rules, window)

    values = _demand(contacts, found, flow)
    values |= without_need(view, rules)
    values |= credibility(view, rules)
    judged_by = found.judged_over(1, 2)
    for name, service, sums in zip(rules.channels, by_channel(contacts), judged_by, strict=True):
        values |= service
        values |= satisfaction(f"{name}.satisfaction", sums)
    values |= service_thresholds(view, rules)
    values |= automatic_replies(view, rules)
    values |= callbacks(view, rules)
    values |= ignored(view, rules)
    values |= false_fixes(view, rules)
    values |= redirects(view, rules)
    values |= peers(view, rules)
    values |= approvals(view, rules)
    values |= confirmations(view, rules)
    values |= questions(view, rules)
    values |= case_owners(view, rules)
    values |= self_services(view, rules)
    values |= _groups(contacts, found, rules)
    values |= by_desk(tasks, rules, window)
    values |= updates(view, rules)
    for name, team, money in zip(
        rules.teams,
        by_team(time, contacts, tasks, rules, window),
        pay.total.tolist(),
        strict=True,
    ):
        values |= team
        values[f"teams.{name}.cost"] = Value(money)
    values |= handle_time_target(view, rules)
    values |= re_explaining(view, rules)
    values |= offers(view, rules)
    values |= reserves(view, rules, time)
    values |= channel_choice(view, rules)
    values |= manners(rules, found.by_team)
    values |= resolution(found, contacts)
    values |= explanations(view, rules)
    values |= perished(view, rules)
    values |= amends(view, rules)
    values |= noticed(view, rules)
    values |= satisfaction("satisfaction", found.judged_over(0, 1, 2)[0])
    values |= customers(record, rules, window)
    values |= expected_waits(record, rules)
    values |= fairness(view, rules, issues, found)
    values |= asked_for(record, rules, window)
    machines = spent_on_machines(values, rules)
    values |= cost(pay, time, contacts, tasks, flow, machines, values.get("resolution.amends_paid"))
    if "customers.margin_kept" in values:
        net = values["customers.margin_kept"].value - values["cost.total"].value
        if "cost.revenue" in values:
            net += values["cost.revenue"].value
        values["cost.net_value"] = Value(net)
    return values


def _demand(contacts: Contacts, found: Outcomes, flow: Flow) -> Values:
    offered = contacts.counts[:, :, :, : contact_room.JOINED].sum()
    made = contacts.counts.sum()
    issues = float(found.by_cell[0].sum())
    return {
        "demand.issues": Value(issues),
        "demand.contacts": Value(float(made)),
        "demand.contacts_offered": Value(float(offered)),
        "demand.contacts_per_issue": Value(float(contacts.of_measured.sum()), issues),
        "demand.failure_demand_share": Value(float(contacts.failure.sum()), float(made)),
        "demand.open_issues_end": Value(float(flow.open_at_end)),
    }


def _groups(contacts: Contacts, found: Outcomes, rules: Rules) -> Values:
    """By issue type (in all and by channel) and by segment."""
    values: Values = {}
    by_channel_too = _by_type_and_channel(contacts)
    of_measured = contacts.of_measured
    for grouping, names, others, made in (
        ("types", rules.types, (0, 2), of_measured.sum(1)),
        ("segments", rules.segments, (0, 1), of_measured.sum(0)),
    ):
        service = rows_of(sums_over(contacts, *others))
        solved = found.over(*others).tolist()
        judged_by = found.judged_over(*others)
        numbers = found.issues_over(*others).tolist()
        for at, name in enumerate(names):
            prefix = f"{grouping}.{name}"
            issues = numbers[at]
            values[f"{prefix}.issues"] = Value(issues)
            values[f"{prefix}.contacts_per_issue"] = Value(float(made[at]), issues)
            values |= service_core(prefix, service[at], contacts.window.length_s)
            if grouping == "types":
                values |= by_channel_too[at]
            values |= resolution_core(prefix, solved[at], found.issues.cap_s)
            values |= satisfaction(f"{prefix}.satisfaction", judged_by[at])
    return values


def _by_type_and_channel(contacts: Contacts) -> list[Values]:
    """The service of each issue type on each channel."""
    rules = contacts.rules
    sums = sums_over(contacts, 2)
    columns = (sums.offered, sums.abandoned, sums.delayed, sums.wait_s)
    table = np.stack(columns, -1).tolist()
    found = []
    for at, issue_type in enumerate(rules.types):
        values: Values = {}
        for channel, name in enumerate(rules.channels):
            prefix = f"types.{issue_type}.{name}"
            offered, abandoned, delayed, wait_s = table[channel][at]
            values[f"{prefix}.offered"] = Value(offered)
            values[f"{prefix}.abandonment"] = Value(abandoned, offered)
            values[f"{prefix}.delayed_share"] = Value(delayed, offered)
            values[f"{prefix}.mean_wait_s"] = Value(wait_s, offered)
        found.append(values)
    return found
