"""What is wrong or odd about a scenario as a whole, once each part is right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

import numpy as np

from sim.scenario.checks.amends import unread_amends, vain_amends
from sim.scenario.checks.approvals import never_approved
from sim.scenario.checks.capacity import crowded_out, overloaded, understaffed
from sim.scenario.checks.case_owners import (
    impatient_customers,
    owners_out_of_hours,
    unread_case_owner,
)
from sim.scenario.checks.channel_choice import odd_choice, unread_choice
from sim.scenario.checks.credibility import (
    impossible_credibility,
    never_habitual,
    nobody_in_need,
    unread_credibility,
)
from sim.scenario.checks.demand import misread_rates, odd_tables, odd_times
from sim.scenario.checks.expectations import odd_expectations, unread_expectations
from sim.scenario.checks.explanations import odd_explanations, unread_explanations
from sim.scenario.checks.findings import Finding, Said, Subject
from sim.scenario.checks.handle_time_targets import free_targets, unread_targets
from sim.scenario.checks.histories import free_histories, unread_histories
from sim.scenario.checks.knowing import found_out_too_late, never_known
from sim.scenario.checks.lines_and_callbacks import idle_callbacks, shared_by_one
from sim.scenario.checks.manners import unread_manners
from sim.scenario.checks.noticing import noticed_in_vain, unread_noticing
from sim.scenario.checks.offers import unread_offers, worthless_offers
from sim.scenario.checks.peers import late_peers
from sim.scenario.checks.perishing import lost_before_done, unread_perishing
from sim.scenario.checks.promises import unread_promise
from sim.scenario.checks.redirects import odd_redirects, to_themselves
from sim.scenario.checks.reserves import idle_reserves, impossible_reserves
from sim.scenario.checks.self_services import odd_self_services
from sim.scenario.checks.teams import idle_shifts, unresolved, unstaffed
from sim.scenario.checks.turns import late_answers, unread_turns
from sim.scenario.checks.unread_customers import unread_customers
from sim.scenario.checks.unread_demand import (
    hidden_weights,
    unread_holidays,
    unread_lines,
    unread_of_channel,
    unread_returns,
    unread_satisfaction,
    unread_streams,
    unread_types,
)
from sim.scenario.checks.unread_teams import routed, unread_of_team, unread_routing
from sim.scenario.checks.updates import late_updates, unread_updates
from sim.scenario.model import Scenario
from sim.scenario.nodes import Node, problem
from sim.scenario.problems import Problem, Severity

TAKEN = (
    *("demand", "types", "segments", "tasks", "teams", "resolution", "satisfaction"),
    *("customers", "cost"),
)
"""First words of measures that are about no channel."""
ODDITIES = (
    *(
        misread_rates,
        odd_times,
        odd_tables,
        unresolved,
        unstaffed,
        idle_shifts,
        shared_by_one,
        idle_callbacks,
        free_targets,
        free_histories,
        worthless_offers,
        noticed_in_vain,
        odd_redirects,
        idle_reserves,
    ),
    *(found_out_too_late, never_known),
    *(late_updates, odd_explanations),
    *(late_answers, late_peers, never_approved),
    lost_before_done,
    vain_amends,
    *(owners_out_of_hours, impatient_customers),
    odd_choice,
    odd_expectations,
    *(never_habitual, nobody_in_need),
    odd_self_services,
    *(overloaded, crowded_out, understaffed),
)


class Checked:
    """Errors, warnings, and (apart, since another variant may read them) keys nothing reads.

    Warnings are looked for when somebody asks for them: a sweep never does.
    """

    def __init__(self, scenario: Scenario | None = None, root: Node | None = None) -> None:
        self.errors: list[Problem] = []
        self.said: list[Problem] = []  # further warnings, from elsewhere
        self._subject: Subject | None = None
        if scenario is not None and root is not None:
            self._subject = Subject(scenario, root)
            self.errors += [_problem(root, one, "error") for one in contradictions(scenario)]

    @cached_property
    def warnings(self) -> list[Problem]:
        """What is odd."""
        subject = self._subject
        if subject is None:
            return [*self.said]
        with np.errstate(all="ignore"):  # no number in a scenario may make a library speak up
            found = [one for oddity in ODDITIES for one in oddity(subject)]
        return [*(_problem(subject.root, one, "warning") for one in found), *self.said]

    @cached_property
    def unread(self) -> list[Problem]:
        """Keys that are written and that nothing reads."""
        subject = self._subject
        if subject is None:
            return []
        return [_problem(subject.root, one, "warning") for one in unread(subject)]


def _problem(root: Node, found: Finding, severity: Severity) -> Problem:
    return replace(problem(root, found.path, found.message, found.key), severity=severity)


def contradictions(scenario: Scenario) -> Iterator[Finding]:
    """Rules that cannot be followed, and names that measures could not tell apart."""
    for name, channel in scenario.channels.items():
        if name in TAKEN:
            message = f"a channel cannot be called `{name}`: measures begin so; take another name."
            yield Finding(("channels", name), message, key=True)
        if channel.second_choice == name:
            message = f"`{name}` is its own second choice: name another channel."
            yield Finding(("channels", name, "second_choice"), message)
    yield from to_themselves(scenario)
    for place, rule in enumerate(scenario.routing.transfers):
        if rule.sender == rule.to:
            message = f"team `{rule.to}` would transfer to itself: name another team."
            yield Finding(("routing", "transfers", place, "to"), message)
    yield from impossible_reserves(scenario)
    yield from impossible_credibility(scenario)
    for place, entry in enumerate(scenario.routing.priorities):
        if entry.failures_from not in (None, scenario.routing.failed_from):
            message = (
                "routing tells issues apart by one number of failures: state "
                f"{scenario.routing.failed_from} here, as in the entry above, or nothing."
            )
            yield Finding(("routing", "priorities", place, "failures_from"), message)
    for queue in scenario.routing.teams:
        named: set[str] = set()
        for path, team in routed(scenario, queue):
            if team in named:
                message = f"team `{team}` is listed twice: leave it out here."
                yield Finding(path, message)
            named.add(team)


def unread(subject: Subject) -> Iterator[Finding]:
    """Keys that nothing reads, with the reason."""
    for path, useless, why in _unread_keys(subject):
        if useless and subject.written(*path):
            yield Finding(path, f"nothing reads this: {why}.", key=True)


def _unread_keys(subject: Subject) -> Iterator[Said]:
    scenario = subject.scenario
    yield from unread_holidays(scenario)
    yield from hidden_weights(scenario)
    yield from unread_streams(subject)
    for name in scenario.channels:
        yield from unread_of_channel(subject, name)
    yield from unread_lines(scenario)
    yield from unread_returns(subject)
    yield from unread_types(subject)
    yield from unread_turns(subject)
    yield from unread_perishing(subject)
    yield from unread_updates(subject)
    yield from unread_noticing(subject)
    for name, team in scenario.teams.items():
        yield from unread_of_team(subject.abilities, name, team)
    yield from unread_targets(subject)
    yield from unread_histories(subject)
    yield from unread_explanations(subject)
    yield from unread_amends(subject)
    yield from unread_manners(subject)
    yield from unread_offers(subject)
    yield from unread_routing(subject.abilities)
    yield from unread_case_owner(subject)
    yield from unread_promise(subject)
    yield from unread_satisfaction(subject)
    yield from unread_customers(scenario)
    yield from unread_choice(subject)
    yield from unread_expectations(subject)
    yield from unread_credibility(subject)
