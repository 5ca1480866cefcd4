"""What one issue was like for its customer, and the work it took: for telling its story."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.codes import DENIED, LOST
from sim.kpi.amends import weights_of_amends
from sim.kpi.contacts import tally
from sim.kpi.expectations import expected_factors
from sim.kpi.issues import judged
from sim.kpi.manner import last_talks
from sim.kpi.noticed import unaware_s
from sim.kpi.offers import annoyance
from sim.kpi.rules import Rules, rules_of
from sim.kpi.satisfaction import judge, with_scores
from sim.kpi.view import View
from sim.kpi.window import Array, window_of
from sim.kpi.without_need import Judged, by_wait_alone
from sim.record import Record
from sim.record.details import details_of
from sim.record.joined import joined
from sim.record.pieces import all_pieces, pieces_on
from sim.record.updates import without_updates
from sim.scenario.model import Scenario
from sim.time_units import HOUR


class OneIssue(NamedTuple):
    """An issue as its customer judges it, at closing or at the cap, and what it took.

    measured: whether it arose in the measured window. judged_s: from the need to the judgement;
    over: whether it had ended by then. score: 1 to 5; satisfied: the chance of a 4 or 5.
    waited_s: from the need to a person's first answer, or to the judgement without one (answered
    tells which); expected_s: the wait it is held against, nan for none. contacts: attempts made;
    kept, broken: promises. hands_s: seconds in the hands of agents, their wages for these, and
    fees for each contact and task; exact: whether no agent had something else in hand meanwhile.
    amends: money paid to the customer. manner: points for that of the last talk.
    """

    measured: bool
    judged_s: float
    over: bool
    score: float
    satisfied: float
    answered: bool
    waited_s: float
    expected_s: float
    contacts: int
    kept: bool
    broken: bool
    hands_s: float
    wages: float
    fees: float
    amends: float
    manner: float
    exact: bool


def one_issue(record: Record, scenario: Scenario, number: int) -> OneIssue:
    """Look at issue ``number`` of a record of ``scenario``, by the rules of all measures."""
    rules, window = rules_of(scenario), window_of(record)
    issues = judged(record, rules, window)
    contacts = tally(record, rules, issues, window)
    row, judged_at = record.issues[number], issues.judged_at[number]
    opened, channel = row["opened_at"], int(row["channel"])
    kept, broken = contacts.kept[number], contacts.broken[number]
    view = View(record, window)
    amends = weights_of_amends(view, rules, issues)
    talks = last_talks(view, rules, issues)
    expected_s = rules.expected_s[channel] * expected_factors(view, rules)[number]
    waited = np.fmin(row["acknowledged_at"], judged_at) - opened
    waited = np.maximum(waited - unaware_s(record)[number], 0.0)
    met = np.array([row["met_at"] - opened <= issues.limit_s])
    answered = np.array([row["acknowledged_at"] <= judged_at])
    told = Judged(met, contacts.made[[number]], np.array([waited]))
    seen = by_wait_alone(rules, record.issues[[number]], answered, told)
    judgement = judge(
        scenario.satisfaction,
        met=seen.met,
        denied=np.array([row["state"] == DENIED and row["closed_at"] <= judged_at]),
        waited_s=seen.waited_s,
        expected_s=np.array([expected_s]),
        contacts=seen.made,
        kept=np.array([kept]),
        broken=np.array([broken]),
        amends=0.0 if amends is None else amends[[number]],
        manner=0.0 if talks is None else talks.points[[number]],
        extra=annoyance(record, rules, issues.judged_at)[[number]],
    )
    if "judged" in record.details:
        given = details_of(record, "judged", np.array([number]))["score"]
        judgement = with_scores(scenario, judgement, given)
    hands_s, wages, exact = _work(record, rules, number)
    return OneIssue(
        measured=bool(issues.measured[number]),
        judged_s=float(judged_at - opened),
        over=bool(row["closed_at"] <= judged_at),
        score=float(judgement.score[0]),
        satisfied=float(judgement.satisfied[0]),
        answered=bool(row["acknowledged_at"] <= judged_at),
        waited_s=float(waited),
        expected_s=float(expected_s),
        contacts=int(contacts.made[number]),
        kept=bool(kept),
        broken=bool(broken),
        hands_s=hands_s,
        wages=wages,
        fees=_fees(record, rules, number),
        manner=0.0 if talks is None else float(talks.points[number]),
        amends=float(details_of(record, "amended", np.array([number]))["paid"][0]),
        exact=exact,
    )


def _of(table: Array, number: int) -> Array:
    rows: Array = table[table["issue"] == number]
    return rows


def _work(record: Record, rules: Rules, number: int) -> tuple[float, float, bool]:
    """Seconds in the hands of agents, their wages for these, and whether that is exact."""
    seconds = wages = 0.0
    exact = True
    teams, team_of = list(rules.scenario.teams.values()), record.agents["team"]
    for table in (record.contacts, record.tasks):
        for piece in pieces_on(_of(table, number), record.pieces):
            team = teams[team_of[piece["agent"]]]
            span = float(np.fmin(piece["end"], record.stop_s) - piece["start"])
            seconds += span
            wages += span / HOUR * team.wage_per_h
            if team.concurrency.contacts > 1:
                exact = exact and not _is_shared(record, piece)
    return seconds, wages, exact


def _is_shared(record: Record, piece: np.void) -> bool:
    """Whether the agent had something else in hand during a piece of work."""
    others = all_pieces(record)
    others = others[(others["agent"] == piece["agent"]) & (others["job"] != piece["job"])]
    start, end = (np.fmin(others[side], record.stop_s) for side in ("start", "end"))
    until = np.fmin(piece["end"], record.stop_s)
    return bool(((start < until) & (end > piece["start"])).any())


def _fees(record: Record, rules: Rules, number: int) -> float:
    channels = list(rules.scenario.channels.values())
    desks = list(rules.scenario.tasks.values())
    contacts, tasks = _of(record.contacts, number), _of(without_updates(record), number)
    offered = contacts[joined(contacts)]
    met = details_of(record, "self_services", contacts["id"])["entered_at"]
    machines = [channels[queue].self_service for queue in contacts["queue"][np.isfinite(met)]]
    left = tasks[tasks["state"] != LOST]
    of_contacts = sum(channels[queue].cost_per_contact for queue in offered["queue"])
    of_tasks = sum(desks[queue - len(channels)].cost_per_task for queue in left["queue"])
    of_machines = sum(rule.cost_per_contact for rule in machines if rule is not None)
    return float(of_contacts + of_tasks + of_machines)
