"""Conservation laws: what must hold in every record, however the day went."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.codes import (
    ABANDONED,
    ABSENT,
    ANSWERED_BY_PEERS,
    AWAITING_APPROVAL,
    BREAK,
    BUSY,
    CONTAINED,
    DENIED,
    DISCONNECTED,
    DONE,
    DROPPED_OUT,
    GAVE_UP,
    LATE,
    LOST,
    MET,
    NOBODY,
    NOT_ADMITTED,
    NOT_ARISEN,
    NOT_TAKEN,
    ON_DUTY,
    OPEN,
    PAID_BREAK,
    REDIRECTED,
    SHRINKAGE,
    UNAVAILABLE,
    UNFINISHED,
    UNPAID_BREAK,
)
from sim.record.check_details import check_details
from sim.record.check_pieces import check_pieces
from sim.record.check_reserves import check_reserves
from sim.record.check_returns import check_returns
from sim.record.details import details_of
from sim.record.joined import redirected_at_once
from sim.record.law import tell
from sim.record.record import Array, Record
from sim.record.spells import inside_s, outside, overlapping
from sim.record.updates import without_updates

SELF_SERVED = (CONTAINED, DROPPED_OUT)
CONTACT_STATES = (
    *(*UNFINISHED, DONE, ABANDONED, *NOT_ADMITTED, DISCONNECTED, REDIRECTED),
    *SELF_SERVED,
    *(ANSWERED_BY_PEERS, AWAITING_APPROVAL),
)
PAUSES = (UNPAID_BREAK, PAID_BREAK, SHRINKAGE)
TASK_STATES = (*UNFINISHED, DONE, LOST)


def check(record: Record, concurrency: Sequence[int] | None = None) -> list[str]:
    """Laws that the record breaks, a sentence each; an empty list for a sound record.

    With ``concurrency`` (contacts at once, by team) it also checks that nobody had more in hand
    than allowed; without it this law is not looked at.
    """
    found: list[str] = []
    broken_ids = _ids(record, found)
    if broken_ids:
        return found
    _issues(record, found)
    _jobs(record, record.contacts, "contacts", CONTACT_STATES, found)
    _jobs(record, record.tasks, "tasks", TASK_STATES, found)
    _outcomes(record, found)
    _spells(record, found)
    _pauses(record, found)
    check_pieces(record, concurrency, found)
    check_details(record, found)
    check_reserves(record, found)
    check_returns(record, found)
    return found


def _ids(record: Record, found: list[str]) -> bool:
    """Ids that point nowhere; further checks would stumble over them."""
    issues, agents = record.issues, record.agents
    channels, desks = (len(record.names.get(key, ())) for key in ("channels", "desks"))
    for table, name in ((issues, "issues"), (agents, "agents")):
        broken = table["id"] != np.arange(len(table))
        tell(found, broken, table["id"], f"{name}: ids are positions")
    for table, name, low, high in (
        (record.contacts, "contacts", 0, channels),
        (record.tasks, "tasks", channels, channels + desks),
    ):
        ids = table["id"]
        broken = np.diff(ids, prepend=ids[:1] - 1) <= 0
        tell(found, broken, ids, f"{name}: ids ascend")
        broken = (table["issue"] < 0) | (table["issue"] >= len(issues))
        tell(found, broken, ids, f"{name}: each belongs to an issue")
        broken = (table["queue"] < low) | (table["queue"] >= high)
        tell(found, broken, ids, f"{name}: each stands in a known queue")
        broken = (table["agent"] < NOBODY) | (table["agent"] >= len(agents))
        tell(found, broken, ids, f"{name}: agents are known")
    jobs = np.sort(np.concatenate([record.contacts["id"], record.tasks["id"]]))
    broken = np.diff(jobs, prepend=jobs[:1] - 1) == 0
    tell(found, broken, jobs, "contacts and tasks: no id is used twice")
    broken = ~np.isin(record.pieces["job"], jobs)
    tell(found, broken, record.pieces["job"], "pieces: each belongs to a contact or task")
    for name in ("spells", "duty", "pieces"):
        table = getattr(record, name)
        broken = (table["agent"] < 0) | (table["agent"] >= len(agents))
        tell(found, broken, table["agent"], f"{name}: agents are known")
    return bool(found)


def _issues(record: Record, found: list[str]) -> None:
    issues, stop = record.issues, record.stop_s
    ids, state = issues["id"], issues["state"]
    opened, met, closed = issues["opened_at"], issues["met_at"], issues["closed_at"]
    known = np.isin(state, (OPEN, MET, DENIED, GAVE_UP, NOT_ARISEN))
    law = "issues: planned = met + denied + given up + open + not arisen"
    tell(found, ~known, ids, law)
    tell(found, ~((opened >= 0) & (opened <= stop)), ids, "issues: opened within the run")
    tell(found, np.isfinite(met) != (state == MET), ids, "issues: met_at is set when met")
    over = np.isin(state, (MET, DENIED, GAVE_UP))
    tell(found, np.isfinite(closed) != over, ids, "issues: closed_at is set when closed")
    tell(found, (met < opened) | (met != closed) & (state == MET), ids, "issues: met at closing")
    tell(found, (closed < opened) | (closed > stop), ids, "issues: closed after they opened")
    acknowledged = issues["acknowledged_at"]
    tell(found, acknowledged < opened, ids, "issues: acknowledged after they opened")
    tasks = np.bincount(without_updates(record)["issue"], minlength=len(issues))
    tell(found, tasks != issues["tasks"], ids, "issues: tasks left = tasks recorded")
    lost = record.tasks["issue"][record.tasks["state"] == LOST]
    lost_count = np.bincount(lost, minlength=len(issues))
    tell(found, lost_count != issues["lost_tasks"], ids, "issues: tasks lost = losses recorded")
    made = np.bincount(record.contacts["issue"], minlength=len(issues))
    law = "issues: contacts made are at least 1 and at most those planned"
    unaware = np.isfinite(details_of(record, "noticed", ids)["aware_at"])
    least = np.where((state == NOT_ARISEN) | unaware, 0, 1)
    tell(found, (made < least) | (made > issues["contacts"]), ids, law)


def _jobs(
    record: Record, jobs: Array, name: str, states: tuple[int, ...], found: list[str]
) -> None:
    """Order of times and completeness, by state."""
    ids, state = jobs["id"], jobs["state"]
    opened, answered = jobs["opened_at"], jobs["answered_at"]
    ended, freed = jobs["ended_at"], jobs["freed_at"]
    tell(found, ~np.isin(state, states), ids, f"{name}: offered = sum of outcomes")
    of_issue = record.issues["opened_at"][jobs["issue"]]
    tell(found, ~(opened >= of_issue), ids, f"{name}: begin after their issue")
    tell(found, jobs["queued_at"] < opened, ids, f"{name}: queue after they begin")
    tell(found, answered < opened, ids, f"{name}: answered after they begin")
    tell(found, (ended < opened) | (ended < answered), ids, f"{name}: end after the answer")
    approved = np.isfinite(details_of(record, "approvals", ids)["asked_at"])
    tell(found, (freed < ended) & ~approved, ids, f"{name}: the agent is free after the end")
    for column, times in (("ended_at", ended), ("freed_at", freed)):
        tell(found, times > record.stop_s, ids, f"{name}: {column} within the run")
    done = (state == DONE) | (state == REDIRECTED) & (jobs["agent"] != NOBODY)
    whole = np.isfinite(answered) & np.isfinite(ended) & np.isfinite(freed)
    tell(found, done & ~whole, ids, f"{name}: done ones were answered, ended and freed")
    done |= state == AWAITING_APPROVAL
    tell(found, ~done & np.isfinite(freed), ids, f"{name}: only done ones are freed")
    worked = np.isfinite(answered)
    agent = jobs["agent"]
    tell(found, worked != (agent != NOBODY), ids, f"{name}: who was answered has an agent")
    team = np.where(agent == NOBODY, NOBODY, _team_of(record, agent))
    tell(found, team != jobs["team"], ids, f"{name}: the agent belongs to the team")


def _team_of(record: Record, agent: Array) -> Array:
    if not len(record.agents):
        return np.full(len(agent), NOBODY)
    return np.asarray(record.agents["team"])[np.maximum(agent, 0)]


def _outcomes(record: Record, found: list[str]) -> None:
    """Contacts that never reached anybody ended at once or while they waited."""
    contacts = record.contacts
    ids, state = contacts["id"], contacts["state"]
    at_once = np.isin(state, NOT_ADMITTED) | redirected_at_once(contacts)
    broken = at_once & (contacts["ended_at"] != contacts["opened_at"])
    tell(found, broken, ids, "contacts: who joined no queue ends at once")
    gone = np.isin(state, (ABANDONED, DISCONNECTED, ANSWERED_BY_PEERS))
    broken = gone & ~np.isfinite(contacts["ended_at"])
    tell(found, broken, ids, "contacts: abandoned and disconnected ones have ended")
    unanswered = at_once | gone & (contacts["requeues"] == 0) | np.isin(state, SELF_SERVED)
    broken = unanswered & np.isfinite(contacts["answered_at"])
    tell(found, broken, ids, "contacts: lost ones were not answered")
    order = np.lexsort((contacts["number"], contacts["issue"]))
    issue, number = contacts["issue"][order], contacts["number"][order]
    twice = np.zeros(len(order), bool)
    twice[1:] = (issue[1:] == issue[:-1]) & (number[1:] == number[:-1])
    tell(found, twice, ids[order], "contacts: numbers within an issue are unique")


def _spells(record: Record, found: list[str]) -> None:
    spells = record.spells
    agents, start, end = spells["agent"], spells["start"], spells["end"]
    tell(found, ~(start < end), agents, "spells: end after their start")
    broken = (start < 0) | (end > record.stop_s)
    tell(found, broken, agents, "spells: lie within the run")
    of_kind = {kind: spells[spells["kind"] == kind] for kind in (BUSY, ON_DUTY, LATE)}
    for kind, name in ((BUSY, "busy"), (ON_DUTY, "on-duty"), (LATE, "late")):
        rows = of_kind[kind]
        broken = overlapping(rows)
        tell(found, broken, rows["agent"], f"spells: {name} spells of an agent are disjoint")
    for kind, name in ((BUSY, "busy"), (LATE, "late")):
        rows = of_kind[kind]
        broken = outside(rows["agent"], rows["start"], rows["end"], of_kind[ON_DUTY])
        tell(found, broken, rows["agent"], f"spells: nobody is {name} off duty")


def _pauses(record: Record, found: list[str]) -> None:
    """Of agents with pauses: each moment of a shift is staffed or on a pause, none is both.

    Every pause is taken, once, or not, and what is after the shift is apart. Whoever has no
    pauses may be one of a head count, whose agents come and go for each other.
    """
    duty, spells, n = record.duty, record.spells, len(record.agents)
    planned = duty[(duty["kind"] == BREAK) | (duty["kind"] == UNAVAILABLE)]
    shifts = duty[duty["kind"] != ABSENT]
    taken = spells[np.isin(spells["kind"], PAUSES)]
    missed = spells[spells["kind"] == NOT_TAKEN]
    ids = record.agents["id"]
    here = spells[spells["kind"] == ON_DUTY]
    both = np.concatenate([taken, here])
    tell(found, overlapping(both), both["agent"], "spells: nobody is on duty and on a pause")
    broken = outside(taken["agent"], taken["start"], taken["end"], shifts)
    tell(found, broken, taken["agent"], "spells: pauses are taken within shifts")
    has_pauses = np.bincount(planned["agent"], minlength=n) > 0
    length = np.bincount(shifts["agent"], shifts["end"] - shifts["start"], n)
    spent = inside_s(both, shifts, n)
    law = "agents: every moment of a shift is staffed or on a pause"
    tell(found, has_pauses & (spent != length), ids, law)
    begun = np.bincount(planned["agent"], minlength=n)
    known = np.bincount(taken["agent"], minlength=n) + np.bincount(missed["agent"], minlength=n)
    tell(found, known > begun, ids, "agents: no pause is taken twice")
