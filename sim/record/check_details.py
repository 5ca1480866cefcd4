"""What must hold of the details that some mechanisms note of contacts, issues and customers."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.codes import (
    AFTER_REDIRECTED,
    AGREED,
    ANSWER,
    ANSWERED,
    ASKED,
    BEING_TOLD,
    CALLED,
    FOLLOWS,
    GAVE_UP,
    NOBODY,
    NOT_REACHED,
    NOT_REDIRECTED,
    OPEN,
    REDIRECTED,
    UNANSWERED,
    WAITING,
)
from sim.record.check_approvals import check_approvals
from sim.record.check_choice import check_habits, check_hoops
from sim.record.check_credibility import check_complaints
from sim.record.check_expectations import check_expectations
from sim.record.check_memories import check_memories
from sim.record.check_noticed import check_noticed
from sim.record.check_offers import check_offers
from sim.record.check_peers import check_peers
from sim.record.check_self_services import check_self_services
from sim.record.check_understandings import check_understandings
from sim.record.check_updates import check_updates
from sim.record.columns import OF_DETAILS, RESERVE_CALLS, names_of
from sim.record.details import details_of
from sim.record.law import tell
from sim.record.pieces import all_pieces
from sim.record.record import Array, Record

OF_BOTH = ("id", "issue", "opened_at", "ended_at")
"""Columns that contacts and tasks have in common."""


def check_details(record: Record, found: list[str]) -> None:
    """Add a sentence to ``found`` for each law that is broken."""
    for name, table in record.details.items():
        if name == RESERVE_CALLS:
            continue  # about no contact, see ``check_reserves``
        about = names_of(OF_DETAILS[name])[0]
        known, ids = _known(record, about, table), table[about]
        tell(found, ~np.isin(ids, known), ids, f"{name}: belong to a known {about}")
        later = np.append(True, ids[1:] > ids[:-1])[: len(ids)]
        tell(found, ~later, ids, f"{name}: in order of their {about}s, one each")
    _redirects(record, found)
    for name, law in LAWS.items():
        if name in record.details:
            law(record, found)


def _known(record: Record, about: str, table: Array) -> Array:
    """The ids of whatever details may be about."""
    if about == "issue":
        return record.issues["id"]
    if about == "customer":  # there is no other table of all customers than what they remember
        return np.arange(len(record.details.get("memories", table)))
    if about == "place":  # of its own
        return np.asarray(table[about])
    return np.concatenate([record.contacts["id"], record.tasks["id"]])


def _questions(record: Record, found: list[str]) -> None:
    contacts, issues = record.contacts, record.issues
    ids, details = contacts["id"], details_of(record, "questions", contacts["id"])
    state, ended = details["state"], contacts["ended_at"]
    asked = np.isin(state, (ASKED, ANSWERED, UNANSWERED))
    tell(found, asked & ~np.isfinite(ended), ids, "questions: asked when the contact ended")
    answered, closed = details["answered_at"], details["closed_at"]
    broken = (answered < ended) | (closed < ended) | (np.isfinite(answered) & ~asked)
    tell(found, broken, ids, "questions: answered and closed after they were asked")
    broken = np.isfinite(closed) != (state == UNANSWERED)
    tell(found, broken, ids, "questions: cases are closed over unanswered ones")
    broken = (state == ANSWERED) & ~np.isfinite(answered)
    tell(found, broken, ids, "questions: the answer came at some moment")
    answers = contacts["issue"][contacts["reason"] == ANSWER]
    came = contacts["issue"][np.isfinite(answered)]
    n = len(issues)
    broken = np.bincount(answers, minlength=n) != np.bincount(came, minlength=n)
    tell(found, broken, issues["id"], "questions: answers made = answers to questions")
    counted = details_of(record, "turns", issues["id"])["asked"]
    broken = np.bincount(contacts["issue"][asked], minlength=n) != counted
    tell(found, broken, issues["id"], "turns: questions of an issue = contacts that asked")


def _perished(record: Record, found: list[str]) -> None:
    issues = record.issues
    ids, details = issues["id"], details_of(record, "perished", issues["id"])
    gone_at = details["perished_at"]
    broken = np.isfinite(gone_at) & (gone_at != issues["closed_at"])
    tell(found, broken, ids, "perished: closed when the value was gone")
    broken = np.isfinite(gone_at) & (issues["state"] != GAVE_UP)
    tell(found, broken, ids, "perished: the need is given up")


def _callbacks(record: Record, found: list[str]) -> None:
    contacts = record.contacts
    ids, details = contacts["id"], details_of(record, "callbacks", contacts["id"])
    rang_off, called = np.isfinite(details["rang_off_at"]), details["called_back_at"]
    broken = rang_off != np.isin(details["state"], (AGREED, CALLED, NOT_REACHED))
    tell(found, broken, ids, "callbacks: who agreed to one rang off")
    broken = (called < details["rang_off_at"]) | (np.isfinite(called) & ~rang_off)
    tell(found, broken, ids, "callbacks: called back after they rang off")
    broken = rang_off & ~np.isfinite(called) & (contacts["state"] != WAITING)
    tell(found, broken, ids, "callbacks: who rang off waits until called back")


def _false_fixes(record: Record, found: list[str]) -> None:
    table = record.details["false_fixes"]
    jobs = record.contacts[["id", "issue", "ended_at"]], record.tasks[["id", "issue", "ended_at"]]
    rows = np.concatenate(jobs)
    rows = rows[np.isin(rows["id"], table["job"])]
    rows = rows[np.argsort(rows["id"])]
    ids, details = rows["id"], details_of(record, "false_fixes", rows["id"])
    said, found_out = details["said_at"], details["found_out_at"]
    tell(found, said != rows["ended_at"], ids, "false_fixes: said when the contact or task ends")
    tell(found, found_out < said, ids, "false_fixes: found out after they were said")
    believed = np.bincount(rows["issue"][~np.isfinite(found_out)], minlength=len(record.issues))
    issues = record.issues["id"]
    tell(found, believed > 1, issues, "false_fixes: of an issue one is believed at a time")
    broken = (believed > 0) & (record.issues["state"] != OPEN)
    tell(found, broken, issues, "false_fixes: what is believed is still open")


def _cut_short(record: Record, found: list[str]) -> None:
    """Only contacts that somebody took up are cut short; a lost fix leads to a further round."""
    details = record.details["cut_short"]
    ids, teams = details["job"], len(record.names.get("teams", ()))
    for column in ("team", "lost_by"):
        broken = (details[column] < NOBODY) | (details[column] >= teams)
        tell(found, broken, ids, f"cut short: {column} is known")
    broken = (details["team"] != NOBODY) != (details["left_out_s"] > 0.0)
    tell(found, broken, ids, "cut short: work is left out by a team")
    contacts = record.contacts
    own = details_of(record, "cut_short", contacts["id"])
    broken = (own["team"] != NOBODY) & ~np.isfinite(contacts["answered_at"])
    tell(found, broken, contacts["id"], "cut short: the contact was taken up")
    at_desks = details_of(record, "cut_short", record.tasks["id"])
    tell(found, at_desks["team"] != NOBODY, at_desks["job"], "cut short: no task is")
    lost = np.zeros(len(record.issues), np.intp)
    for jobs, rows in ((contacts, own), (record.tasks, at_desks)):
        lost += np.bincount(jobs["issue"], rows["lost_by"] != NOBODY, len(lost)).astype(np.intp)
    law = "cut short: a fix that does not hold begins a further round"
    tell(found, lost > record.issues["round"], record.issues["id"], law)


def _re_explained(record: Record, found: list[str]) -> None:
    """Contacts that were taken up only, once for each taking-up; issues count them all."""
    contacts, issues = record.contacts, record.issues["id"]
    ids, details = contacts["id"], details_of(record, "re_explained", contacts["id"])
    times = details["times"]
    broken = (times > 0) & ~np.isfinite(contacts["answered_at"])
    tell(found, broken, ids, "re-explained: the contact was taken up")
    broken = (times < 0) | (times > contacts["requeues"] + 1) | (details["work_s"] < 0.0)
    tell(found, broken, ids, "re-explained: at most once for each taking-up")
    counted = details_of(record, "explained", issues)["re_explanations"]
    summed = np.bincount(contacts["issue"], times, len(issues))
    tell(found, summed != counted, issues, "re-explained: issues count those of their contacts")
    first = (times > 0) & (contacts["number"] == 0) & (contacts["requeues"] == 0)
    made = np.bincount(contacts["issue"], minlength=len(issues))
    to_machine = np.isfinite(details_of(record, "self_services", ids)["left_at"])
    alone = first & (made[contacts["issue"]] == 1) & ~to_machine
    tell(found, alone, ids, "re-explained: something was said before")


def _redirects(record: Record, found: list[str]) -> None:
    contacts = record.contacts
    ids, details = contacts["id"], details_of(record, "redirects", contacts["id"])
    told = ~np.isin(details["state"], (NOT_REDIRECTED, BEING_TOLD))
    tell(found, told != (contacts["state"] == REDIRECTED), ids, "redirects: who was told is gone")
    again = (details["state"] != NOT_REDIRECTED) & (contacts["reason"] == AFTER_REDIRECTED)
    tell(found, again, ids, "redirects: nobody is redirected twice in a row")
    follows = details["state"] == FOLLOWS
    broken = follows != (details["contact"] != NOBODY)
    tell(found, broken, ids, "redirects: who follows has a contact to make")
    at = np.minimum(np.searchsorted(ids, details["contact"]), max(len(ids) - 1, 0))
    made = follows & (ids[at] == details["contact"]) if len(ids) else follows
    there = contacts[at]
    same = (there["issue"] == contacts["issue"]) & (there["reason"] == AFTER_REDIRECTED)
    early = there["opened_at"] < contacts["ended_at"]
    broken = made & (~same | early)
    tell(found, broken, ids, "redirects: who follows makes contact about the issue, later")


def _outcomes(record: Record, found: list[str]) -> None:
    issues, tasks = record.issues, record.tasks
    ids, details = issues["id"], details_of(record, "outcomes", issues["id"])
    known, closed = details["known_at"], issues["closed_at"]
    silent = details["silent_task"] != NOBODY
    tell(found, np.isfinite(known) & ~(known >= closed), ids, "outcomes: known once it has ended")
    broken = np.isfinite(closed) & ~silent & (known != closed)
    tell(found, broken, ids, "outcomes: known at the end, unless that was silent")
    broken = silent & ~(np.isfinite(closed) & (issues["state"] != GAVE_UP))
    tell(found, broken, ids, "outcomes: only what is met or denied ends silently")
    ended = tasks[np.isin(tasks["id"], details["silent_task"][silent])]
    with_it = np.zeros(len(issues), bool)
    with_it[ended["issue"][ended["ended_at"] == closed[ended["issue"]]]] = True
    tell(found, silent & ~with_it, ids, "outcomes: an issue ends silently with a task of its own")


def _for_owner(record: Record, found: list[str]) -> None:
    """Who is kept for the owner of a case waits, and is begun by nobody meanwhile."""
    table = record.details["for_owner"]
    since, until = table["since"], table["until"]
    jobs = np.concatenate([record.contacts[[*OF_BOTH]], record.tasks[[*OF_BOTH]]])
    jobs = jobs[np.argsort(jobs["id"])]
    rows = jobs[np.searchsorted(jobs["id"], table["job"])]
    owner = details_of(record, "owners", rows["issue"])["agent"]
    broken = (owner != table["agent"]) | (owner == NOBODY)
    tell(found, broken, table["job"], "for_owner: the agent owns the case")
    broken = (since < rows["opened_at"]) | (np.isfinite(until) & ~(until >= since))
    tell(found, broken, table["job"], "for_owner: kept after they began, and for a time")
    pieces = all_pieces(record)
    pieces = pieces[np.isin(pieces["job"], table["job"])]
    at = np.searchsorted(table["job"], pieces["job"])
    end = np.where(np.isnan(until[at]), rows["ended_at"][at], until[at])
    end = np.where(np.isnan(end), record.stop_s, end)
    before = pieces["end"] <= since[at]  # passed on at the moment at which it was kept
    broken = (pieces["start"] >= since[at]) & (pieces["start"] < end) & ~before
    tell(found, broken, pieces["job"], "for_owner: nobody begins what is kept")


def _amends(record: Record, found: list[str]) -> None:
    """Paid in contacts that have ended, after a failure; issues count those of their contacts."""
    contacts, issues = record.contacts, record.issues["id"]
    ids, made = contacts["id"], details_of(record, "amends", contacts["id"])
    paid = made["paid"] > 0.0
    broken = paid & ~(np.isfinite(contacts["ended_at"]) & np.isfinite(contacts["answered_at"]))
    tell(found, broken, ids, "amends: paid when a talk ends")
    broken = (made["paid"] < 0.0) | (paid != (made["failures"] > 0))
    tell(found, broken, ids, "amends: paid when something has failed, and only then")
    sums = details_of(record, "amended", issues)
    of, n = contacts["issue"], len(issues)
    broken = np.bincount(of, paid, n) != sums["times"]
    broken |= ~np.isclose(np.bincount(of, made["paid"], n), sums["paid"])
    broken |= (sums["times"] > 0) & (sums["failed"] == 0)
    tell(found, broken, issues, "amends: those of issues are those of their contacts")


def _talked(record: Record, found: list[str]) -> None:
    """With whom customers talked, in contacts that were answered and have ended."""
    contacts, teams = record.contacts, len(record.names.get("teams", ()))
    ids, team = contacts["id"], details_of(record, "talked", contacts["id"])["team"]
    tell(found, (team < NOBODY) | (team >= teams), ids, "talked: the team is known")
    broken = (team != NOBODY) & ~(contacts["ended_at"] >= contacts["answered_at"])
    tell(found, broken, ids, "talked: the contact was answered, and the talk has ended")


LAWS: dict[str, Callable[[Record, list[str]], None]] = {
    "callbacks": _callbacks,
    "false_fixes": _false_fixes,
    "cut_short": _cut_short,
    "amends": _amends,
    "talked": _talked,
    "outcomes": _outcomes,
    "re_explained": _re_explained,
    "for_owner": _for_owner,
    "perished": _perished,
    "peer_answers": check_peers,
    "approvals": check_approvals,
    "questions": _questions,
    "memories": check_memories,
    "hoops": check_hoops,
    "habits": check_habits,
    "self_services": check_self_services,
    "updates": check_updates,
    "understandings": check_understandings,
    "offers": check_offers,
    "expected": check_expectations,
    "noticed": check_noticed,
    "complaints": check_complaints,
}
"""What must hold of details beyond whom they are about, by their table's name."""
