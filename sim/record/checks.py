"""Conservation laws: what must hold in every record, however the day went."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from sim.codes import (
    ABANDONED,
    ABSENT,
    BLOCKED,
    BREAK,
    BUSY,
    DENIED,
    DISCONNECTED,
    DONE,
    GAVE_UP,
    LATE,
    LOST,
    MET,
    NOBODY,
    NOT_TAKEN,
    ON_DUTY,
    OPEN,
    PAID_BREAK,
    SHRINKAGE,
    TURNED_AWAY,
    UNAVAILABLE,
    UNFINISHED,
    UNPAID_BREAK,
)
from sim.record.record import Array, Record
from sim.record.spells import held_at_most, inside_s, outside, overlapping

Mask = npt.NDArray[np.bool_]
CONTACT_STATES = (*UNFINISHED, DONE, ABANDONED, BLOCKED, TURNED_AWAY, DISCONNECTED)
PAUSES = (UNPAID_BREAK, PAID_BREAK, SHRINKAGE)
TASK_STATES = (*UNFINISHED, DONE, LOST)


def check(
    record: Record,
    concurrency: Sequence[int] | None = None,
    live: Sequence[bool] | None = None,
) -> list[str]:
    """Laws that the record breaks, a sentence each; an empty list for a sound record.

    With ``concurrency`` (contacts at once, by team) and ``live`` (by channel) it also checks
    that nobody held more live contacts than allowed; without them this law is not looked at.
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
    _on_duty(record, record.contacts, "contacts", found)
    _on_duty(record, record.tasks, "tasks", found)
    if concurrency is not None and live is not None:
        _concurrency(record, concurrency, live, found)
    return found


def _tell(found: list[str], broken: Mask, ids: Array, law: str) -> None:
    """Add a sentence when ``broken`` holds anywhere."""
    count = int(np.count_nonzero(broken))
    if count:
        found.append(f"{law}: broken {count} times, first by id {ids[int(np.argmax(broken))]}")


def _ids(record: Record, found: list[str]) -> bool:
    """Ids that point nowhere; further checks would stumble over them."""
    issues, agents = record.issues, record.agents
    channels, desks = (len(record.names.get(key, ())) for key in ("channels", "desks"))
    for table, name in ((issues, "issues"), (agents, "agents")):
        broken = table["id"] != np.arange(len(table))
        _tell(found, broken, table["id"], f"{name}: ids are positions")
    for table, name, low, high in (
        (record.contacts, "contacts", 0, channels),
        (record.tasks, "tasks", channels, channels + desks),
    ):
        ids = table["id"]
        unique = len(np.unique(ids)) == len(ids)
        _tell(found, np.full(len(ids), not unique), ids, f"{name}: ids are unique")
        broken = (table["issue"] < 0) | (table["issue"] >= len(issues))
        _tell(found, broken, ids, f"{name}: each belongs to an issue")
        broken = (table["queue"] < low) | (table["queue"] >= high)
        _tell(found, broken, ids, f"{name}: each stands in a known queue")
        broken = (table["agent"] < NOBODY) | (table["agent"] >= len(agents))
        _tell(found, broken, ids, f"{name}: agents are known")
    for table, name in ((record.spells, "spells"), (record.duty, "duty")):
        broken = (table["agent"] < 0) | (table["agent"] >= len(agents))
        _tell(found, broken, table["agent"], f"{name}: agents are known")
    return bool(found)


def _issues(record: Record, found: list[str]) -> None:
    issues, stop = record.issues, record.stop_s
    ids, state = issues["id"], issues["state"]
    opened, met, closed = issues["opened_at"], issues["met_at"], issues["closed_at"]
    known = np.isin(state, (OPEN, MET, DENIED, GAVE_UP))
    law = "issues: opened = met + denied + given up + open"
    _tell(found, ~known, ids, law)
    _tell(found, ~((opened >= 0) & (opened <= stop)), ids, "issues: opened within the run")
    _tell(found, np.isfinite(met) != (state == MET), ids, "issues: met_at is set when met")
    over = np.isin(state, (MET, DENIED, GAVE_UP))
    _tell(found, np.isfinite(closed) != over, ids, "issues: closed_at is set when closed")
    _tell(found, (met < opened) | (met != closed) & (state == MET), ids, "issues: met at closing")
    _tell(found, (closed < opened) | (closed > stop), ids, "issues: closed after they opened")
    acknowledged = issues["acknowledged_at"]
    _tell(found, acknowledged < opened, ids, "issues: acknowledged after they opened")
    tasks = np.bincount(record.tasks["issue"], minlength=len(issues))
    _tell(found, tasks != issues["tasks"], ids, "issues: tasks left = tasks recorded")
    lost = record.tasks["issue"][record.tasks["state"] == LOST]
    lost_count = np.bincount(lost, minlength=len(issues))
    _tell(found, lost_count != issues["lost_tasks"], ids, "issues: tasks lost = losses recorded")
    made = np.bincount(record.contacts["issue"], minlength=len(issues))
    law = "issues: contacts made are at least 1 and at most those planned"
    _tell(found, (made < 1) | (made > issues["contacts"]), ids, law)


def _jobs(
    record: Record, jobs: Array, name: str, states: tuple[int, ...], found: list[str]
) -> None:
    """Order of times and completeness, by state."""
    ids, state = jobs["id"], jobs["state"]
    opened, answered = jobs["opened_at"], jobs["answered_at"]
    ended, freed = jobs["ended_at"], jobs["freed_at"]
    _tell(found, ~np.isin(state, states), ids, f"{name}: offered = sum of outcomes")
    of_issue = record.issues["opened_at"][jobs["issue"]]
    _tell(found, ~(opened >= of_issue), ids, f"{name}: begin after their issue")
    _tell(found, jobs["queued_at"] < opened, ids, f"{name}: queue after they begin")
    _tell(found, answered < opened, ids, f"{name}: answered after they begin")
    _tell(found, (ended < opened) | (ended < answered), ids, f"{name}: end after the answer")
    _tell(found, freed < ended, ids, f"{name}: the agent is free after the end")
    for column, times in (("ended_at", ended), ("freed_at", freed)):
        _tell(found, times > record.stop_s, ids, f"{name}: {column} within the run")
    done = state == DONE
    whole = np.isfinite(answered) & np.isfinite(ended) & np.isfinite(freed)
    _tell(found, done & ~whole, ids, f"{name}: done ones were answered, ended and freed")
    _tell(found, ~done & np.isfinite(freed), ids, f"{name}: only done ones are freed")
    worked = np.isfinite(answered)
    agent = jobs["agent"]
    _tell(found, worked != (agent != NOBODY), ids, f"{name}: who was answered has an agent")
    team = np.where(agent == NOBODY, NOBODY, _team_of(record, agent))
    _tell(found, team != jobs["team"], ids, f"{name}: the agent belongs to the team")


def _team_of(record: Record, agent: Array) -> Array:
    if not len(record.agents):
        return np.full(len(agent), NOBODY)
    return np.asarray(record.agents["team"])[np.maximum(agent, 0)]


def _outcomes(record: Record, found: list[str]) -> None:
    """Contacts that never reached anybody ended at once or while they waited."""
    contacts = record.contacts
    ids, state = contacts["id"], contacts["state"]
    at_once = np.isin(state, (BLOCKED, TURNED_AWAY))
    broken = at_once & (contacts["ended_at"] != contacts["opened_at"])
    _tell(found, broken, ids, "contacts: blocked and turned away ones end at once")
    gone = np.isin(state, (ABANDONED, DISCONNECTED))
    broken = gone & ~np.isfinite(contacts["ended_at"])
    _tell(found, broken, ids, "contacts: abandoned and disconnected ones have ended")
    unanswered = at_once | gone & (contacts["requeues"] == 0)
    broken = unanswered & np.isfinite(contacts["answered_at"])
    _tell(found, broken, ids, "contacts: lost ones were not answered")
    order = np.lexsort((contacts["number"], contacts["issue"]))
    issue, number = contacts["issue"][order], contacts["number"][order]
    twice = np.zeros(len(order), bool)
    twice[1:] = (issue[1:] == issue[:-1]) & (number[1:] == number[:-1])
    _tell(found, twice, ids[order], "contacts: numbers within an issue are unique")


def _spells(record: Record, found: list[str]) -> None:
    spells = record.spells
    agents, start, end = spells["agent"], spells["start"], spells["end"]
    _tell(found, ~(start < end), agents, "spells: end after their start")
    broken = (start < 0) | (end > record.stop_s)
    _tell(found, broken, agents, "spells: lie within the run")
    of_kind = {kind: spells[spells["kind"] == kind] for kind in (BUSY, ON_DUTY, LATE)}
    for kind, name in ((BUSY, "busy"), (ON_DUTY, "on-duty"), (LATE, "late")):
        rows = of_kind[kind]
        broken = overlapping(rows)
        _tell(found, broken, rows["agent"], f"spells: {name} spells of an agent are disjoint")
    for kind, name in ((BUSY, "busy"), (LATE, "late")):
        rows = of_kind[kind]
        broken = outside(rows["agent"], rows["start"], rows["end"], of_kind[ON_DUTY])
        _tell(found, broken, rows["agent"], f"spells: nobody is {name} off duty")


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
    _tell(found, overlapping(both), both["agent"], "spells: nobody is on duty and on a pause")
    broken = outside(taken["agent"], taken["start"], taken["end"], shifts)
    _tell(found, broken, taken["agent"], "spells: pauses are taken within shifts")
    has_pauses = np.bincount(planned["agent"], minlength=n) > 0
    length = np.bincount(shifts["agent"], shifts["end"] - shifts["start"], n)
    spent = inside_s(both, shifts, n)
    law = "agents: every moment of a shift is staffed or on a pause"
    _tell(found, has_pauses & (spent != length), ids, law)
    begun = np.bincount(planned["agent"], minlength=n)
    known = np.bincount(taken["agent"], minlength=n) + np.bincount(missed["agent"], minlength=n)
    _tell(found, known > begun, ids, "agents: no pause is taken twice")


def _on_duty(record: Record, jobs: Array, name: str, found: list[str]) -> None:
    """Whoever finished a job was on duty at that moment."""
    done = jobs[jobs["state"] == DONE]
    on_duty = record.spells[record.spells["kind"] == ON_DUTY]
    freed = done["freed_at"]
    broken = outside(done["agent"], freed, freed, on_duty)
    _tell(found, broken, done["id"], f"{name}: nobody works off duty")


def _concurrency(
    record: Record, concurrency: Sequence[int], live: Sequence[bool], found: list[str]
) -> None:
    """Live contacts in one go: transferred and handed-back ones change hands unrecorded."""
    contacts = record.contacts
    plain = np.isfinite(contacts["answered_at"]) & (contacts["requeues"] == 0)
    rows = contacts[plain & np.asarray(live, bool)[contacts["queue"]]]
    until = np.fmin(rows["freed_at"], record.stop_s)
    most = held_at_most(rows["agent"], rows["answered_at"], until, len(record.agents))
    allowed = np.asarray(concurrency)[record.agents["team"]]
    law = "agents: nobody holds more contacts than allowed"
    _tell(found, most > allowed, record.agents["id"], law)
