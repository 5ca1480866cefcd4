"""A customer's story: what happened to an issue, moment by moment, from the record alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from textwrap import fill
from typing import Any

import numpy as np

from sim.codes import (
    ABANDONED,
    AFTER_ABANDONED,
    AFTER_BLOCKED,
    AFTER_BROKEN_PROMISE,
    AFTER_CLOSED,
    AFTER_DISCONNECTED,
    AFTER_DROPPED_OUT,
    AFTER_NO_REPLY,
    AFTER_REDIRECTED,
    AFTER_UNRESOLVED,
    ANSWER,
    ANSWERED,
    ASKED,
    AWAITING_APPROVAL,
    BELIEVED,
    BLOCKED,
    DENIED,
    DISCONNECTED,
    DONE,
    FIXED,
    GAVE_UP,
    IGNORED,
    LOST,
    MET,
    NEED,
    NOBODY,
    NOT_ARISEN,
    NOT_REACHED,
    NOT_SENT,
    RECURRENCE,
    REDIRECTED,
    SEEN_THROUGH,
    TURNED_AWAY,
    UNANSWERED,
)
from sim.record.details import details_of
from sim.record.joined import self_served
from sim.record.pieces import pieces_on
from sim.record.record import Record
from sim.report.clock import duration, moment, weekend_between
from sim.report.data.comparison import Happening, Story, Telling
from sim.report.story.amends import amends_made
from sim.report.story.approvals import approval_of, approves
from sim.report.story.choosing import hoops_and_habits
from sim.report.story.credibility import complained_before
from sim.report.story.expecting import expects_from_now
from sim.report.story.explained import explained
from sim.report.story.false_fixes import false_fix, is_believed_still
from sim.report.story.judging import judgement_on
from sim.report.story.noticed import noticed
from sim.report.story.offers import offer_in
from sim.report.story.peers import answer_of_peers
from sim.report.story.promises import promised, was_promised
from sim.report.story.redirects import told_to_turn, why_redirected
from sim.report.story.self_services import in_self_service
from sim.report.story.silence import is_silent, silent_end
from sim.report.story.updates import is_update, update
from sim.report.story.work import Moment, agent_of, name_of, work_on
from sim.time_units import DAY

WHY = {
    NEED: "Makes contact",
    AFTER_ABANDONED: "Tries again after giving up waiting",
    AFTER_BLOCKED: "Tries again after finding all lines busy",
    AFTER_CLOSED: "Tries again after finding it closed",
    AFTER_DISCONNECTED: "Tries again after being cut off",
    AFTER_UNRESOLVED: "Comes back, since the need is not met",
    AFTER_NO_REPLY: "Chases: no reply yet",
    AFTER_BROKEN_PROMISE: "Chases: the promise was not kept",
    ANSWER: "Answers the question",
    RECURRENCE: "It has happened again: makes contact",
    AFTER_DROPPED_OUT: "Tries again after leaving self-service",
}
AUTOMATIC = {
    BELIEVED: "Gets an automatic reply and takes it for an answer",
    SEEN_THROUGH: "Gets an automatic reply and sees that nobody has read the message",
}
PAUSE_S = DAY / 2
"""A gap between two moments that is worth a line of its own."""


def issue_of(record: Record, number: int) -> Any:
    """The row of an issue. Raises ValueError when there is none of that number."""
    if not 0 <= number < len(record.issues):
        raise ValueError(
            f"there is no issue {number}: expected a number from 0 to {len(record.issues) - 1}"
        )
    return record.issues[number]


def issues_of(record: Record, customer: int) -> list[int]:
    """The issues of a customer in the order in which they arise. Raises ValueError for none."""
    found = np.flatnonzero(record.issues["customer"] == customer)
    if not len(found):
        highest = int(record.issues["customer"].max(initial=-1))
        raise ValueError(
            f"customer {customer} has no issue in this run: expected one of those who have, "
            f"numbered from 0 to {highest}"
        )
    order = np.argsort(record.issues["opened_at"][found], kind="stable")
    return [int(number) for number in found[order]]


def tell(record: Record, number: int, start: date, variant: str = "") -> Telling:
    """The story of an issue; ``start``: the date on which the clock starts.

    Raises ValueError when there is no issue of that number.
    """
    issue = issue_of(record, number)
    contacts = record.contacts[record.contacts["issue"] == number]
    tasks = record.tasks[record.tasks["issue"] == number]
    moments = [*_need(record, issue), *judgement_on(record, issue), *noticed(record, issue)]
    if int(issue["state"]) != NOT_ARISEN:
        believed = is_believed_still(record, (contacts, tasks))
        moments += _ending(record, issue, believed, is_silent(record, issue))
    moments += expects_from_now(record, issue)
    moments += hoops_and_habits(record, issue)
    moments += complained_before(record, issue, contacts)
    moments += silent_end(record, issue, contacts)
    for row, pieces in _with_pieces(record, contacts):
        moments += _contact(record, row, pieces, _which(contacts, row, start))
        moments += promised(issue, row, record.stop_s, start)
        moments += false_fix(record, row)
    for row, pieces in _with_pieces(record, tasks):
        moments += _task(record, issue, row, pieces)
        moments += false_fix(record, row)
    moments.sort(key=lambda moment: (moment[0], moment[1]))
    happenings = tuple(_with_pauses(moments, start))
    return Telling(variant, _sum_up(issue, len(contacts), record.stop_s), happenings)


def story_of(
    number: int,
    records: Mapping[str, Record],
    tellings: Sequence[Telling],
    title: str,
    chosen: str,
) -> Story:
    """The tellings of an issue, with how it ended in each of the records, by variant."""
    outcomes = {name: outcome(one.issues[number], one.stop_s) for name, one in records.items()}
    customer = int(next(iter(records.values())).issues["customer"][number])
    return Story(title, chosen, number, customer, tuple(tellings), outcomes)


def as_text(telling: Telling) -> str:
    """A telling as lines for a terminal of 80 columns."""
    lines = [wrapped(f"  {line.when:<18}{line.text}", 20) for line in telling.happenings]
    ending = [wrapped(f"  {line}", 2) for line in telling.sum_up.splitlines()]
    return "\n".join([*lines, "", *ending])


def wrapped(text: str, indent: int) -> str:
    """A text in lines of 80 columns; those after the first are indented."""
    return fill(text, 80, subsequent_indent=" " * indent, break_on_hyphens=False)


def _with_pauses(moments: list[Moment], start: date) -> Iterator[Happening]:
    """The happenings, with lines between them where a long time passes."""
    before = moments[0][0]
    for at_s, _, kind, text in moments:
        if at_s - before > PAUSE_S:
            weekend = ", over a weekend" if weekend_between(before, at_s, start) else ""
            yield Happening(before, "", "pause", f"… {duration(at_s - before)}{weekend} …")
        before = at_s
        yield Happening(at_s, moment(at_s, start), kind, text)


def _need(record: Record, issue: Any) -> list[Moment]:
    issue_type = name_of(record, "types", issue["type"])
    segment = name_of(record, "segments", issue["segment"])
    whose = f" ({segment} customer)" if len(record.names.get("segments", ())) > 1 else ""
    text = f"A need arises: {issue_type}{whose}"
    return [(float(issue["opened_at"]), 0, "need", text)]


def _which(contacts: Any, row: Any, start: date) -> str:
    """Says which of several contacts is answered, when the customer has more than one open."""
    answered, opened = row["answered_at"], contacts["opened_at"]
    left = np.fmin(contacts["answered_at"], contacts["ended_at"])
    open_then = (opened <= answered) & ~(left < answered)
    return f"the contact of {moment(row['opened_at'], start)}" if open_then.sum() > 1 else ""


def _with_pieces(record: Record, jobs: Any) -> Iterator[tuple[Any, Any]]:
    """Each contact or task with the pieces of work on it."""
    pieces = pieces_on(jobs, record.pieces)
    for row in jobs:
        yield row, pieces[pieces["job"] == row["id"]]


def _contact(record: Record, row: Any, pieces: Any, which: str) -> Iterator[Moment]:
    channel = name_of(record, "channels", row["queue"])
    opened, ended = float(row["opened_at"]), float(row["ended_at"])
    why = f"{WHY.get(int(row['reason']), 'Makes contact')} ({channel})"
    if int(row["reason"]) == AFTER_REDIRECTED:
        why = f"{why_redirected(record, row)} ({channel})"
    elif int(row["reason"]) == AFTER_BROKEN_PROMISE and not was_promised(record, row):
        why = f"Chases: it was to be soon ({channel})"
    state = int(row["state"])
    met = details_of(record, "self_services", row["id"][None])[0]
    if met["entered_at"] == met["entered_at"]:
        yield from in_self_service(row, met, why, channel)
        if self_served(row["state"]):
            return
        why = f"Is passed on to agents ({channel})"
    if state == TURNED_AWAY:
        yield opened, 1, "bad", f"{why}: closed"
        return
    if state == BLOCKED:
        yield opened, 1, "bad", f"{why}: all lines are busy"
        return
    if state == IGNORED:
        yield opened, 1, "bad", f"{why}: nobody takes it up"
    else:
        yield opened, 1, "contact", why
    reply = details_of(record, "automatic_replies", row["id"][None])[0]["state"]
    if reply != NOT_SENT:
        yield opened, 1, "contact", AUTOMATIC[int(reply)]
    yield from _question(row, details_of(record, "questions", row["id"][None])[0], channel)
    callback = details_of(record, "callbacks", row["id"][None])[0]
    yield from _callback(row, callback)
    yield from answer_of_peers(record, row)
    yield from approval_of(record, row)
    yield from _kept(record, row, pieces)
    answers = _answers(row, callback, which)
    yield from work_on(record, row, pieces, answers, which or "the contact", 2)
    yield from _cut_short(record, row)
    yield from offer_in(record, row)
    again = details_of(record, "re_explained", row["id"][None])[0]
    if again["times"]:
        yield float(row["taken_at"]), 2, "bad", _explained_again(again)
    yield from explained(record, row)
    yield from amends_made(record, row)
    waited = duration(ended - (float(pieces["end"][-1]) if len(pieces) else opened))
    if state == ABANDONED:
        yield ended, 3, "bad", f"Gives up waiting after {waited}"
    elif state == DISCONNECTED:
        yield ended, 3, "bad", f"Is cut off as {channel} is closed, after {waited}"
    elif state == REDIRECTED:
        yield from told_to_turn(record, row)
    elif state not in (DONE, AWAITING_APPROVAL) and ended != ended:
        yield record.stop_s, 8, "end", f"Still in the hands of {channel} when the run ends"


def _explained_again(again: Any) -> str:
    times = "" if again["times"] == 1 else f" {again['times']} times"
    return f"Has to explain it all again{times}: {duration(float(again['work_s']))} of work"


def _cut_short(record: Record, row: Any) -> Iterator[Moment]:
    """That a talk was cut at a target, and that so a fix did not hold."""
    cut = details_of(record, "cut_short", row["id"][None])[0]
    ended = float(row["ended_at"])
    if ended == ended and cut["team"] != NOBODY:
        left_out = duration(float(cut["left_out_s"]))
        text = f"The talk has been cut short at the target, {left_out} of work left out"
        yield ended, 3, "bad", text
    if cut["lost_by"] != NOBODY:
        yield ended, 6, "bad", "The fix does not hold, since talk was cut short"


def _question(row: Any, question: Any, channel: str) -> Iterator[Moment]:
    """What is missing, and that the case is closed for want of an answer."""
    asked, closed = float(row["ended_at"]), float(question["closed_at"])
    if question["state"] in (ASKED, ANSWERED, UNANSWERED):
        yield asked, 4, "contact", f"Is asked for something that is missing ({channel})"
    if closed == closed:
        after = duration(closed - asked)
        yield closed, 5, "bad", f"The case is closed: no answer for {after}"


def _answers(row: Any, callback: Any, which: str) -> str:
    """What the first who works on a contact does."""
    if callback["called_back_at"] == row["answered_at"]:
        missed = callback["state"] == NOT_REACHED
        return "calls back, but reaches nobody," if missed else "calls back"
    return f"answers {which}," if which else "answers"


def _callback(row: Any, callback: Any) -> Iterator[Moment]:
    """Agrees to be called back; the call itself is told where it is not the first answer."""
    rang_off, called = float(callback["rang_off_at"]), float(callback["called_back_at"])
    if rang_off == rang_off:
        yield rang_off, 2, "contact", "Is offered a callback, accepts, and rings off"
    if called == called and called != row["answered_at"]:
        reached = ", but not reached" if callback["state"] == NOT_REACHED else ""
        yield called, 3, "bad" if reached else "answer", f"Is called back{reached}"


def _kept(record: Record, row: Any, pieces: Any) -> Iterator[Moment]:
    """Waits for the agent who owns the case; told of tasks, too."""
    kept = details_of(record, "for_owner", row["id"][None])[0]
    since, until = float(kept["since"]), float(kept["until"])
    if since == since:
        yield since, 2, "contact", f"Waits for {agent_of(record, kept)}, who owns the case"
    taken = (pieces["start"] == until) & (pieces["agent"] == kept["agent"])
    if until == until and not taken.any():
        yield until, 2, "contact", "Waits no longer for the owner of the case: anybody may take it"


def _task(record: Record, issue: Any, row: Any, pieces: Any) -> Iterator[Moment]:
    channels = len(record.names.get("channels", ()))
    desk = name_of(record, "desks", row["queue"] - channels)
    if is_update(record, row):
        yield from update(record, row, desk)
        return
    opened, ended = float(row["opened_at"]), float(row["ended_at"])
    if int(row["state"]) == LOST:
        yield opened, 4, "bad", f"A task for {desk} gets lost on its way"
        return
    left = f"The answer goes to {desk}" if approves(record, row) else f"A task is left for {desk}"
    yield opened, 4, "task", left
    yield from _kept(record, row, pieces)
    yield from work_on(record, row, pieces, "begins the task", "the task", 5)
    if int(row["state"]) == DONE:
        text = f"The task is done, {duration(ended - opened)} after it was left"
        fixed = int(row["stage"]) == FIXED
        unmet = fixed and issue["met_at"] != ended
        yield ended, 6, "task", text + (", but the need is not met" if unmet else "")
    yield from _cut_short(record, row)


def _ending(record: Record, issue: Any, believed: bool, silent: bool) -> Iterator[Moment]:
    stop_s = record.stop_s
    state, closed = int(issue["state"]), float(issue["closed_at"])
    after = duration((closed if closed == closed else stop_s) - float(issue["opened_at"]))
    if state == MET:
        yield closed, 7, "good", f"The need is met, {after} after it arose"
    elif state == DENIED:
        how = "It turns out" if silent else "Is told"
        yield closed, 7, "bad", f"{how} that it cannot be done, {after} after the need arose"
    elif details_of(record, "perished", issue["id"][None])[0]["perished_at"] == closed:
        yield closed, 7, "bad", f"It is too late, {after} after the need arose: it is of no use now"
    elif state == GAVE_UP:
        yield closed, 7, "bad", f"Tries no more, {after} after the need arose: it is never met"
    else:
        but = ", and the customer believes that it is met" if believed else ""
        yield stop_s, 9, "end", f"The run ends; the need has been open for {after}{but}"


def _sum_up(issue: Any, contacts: int, stop_s: float) -> str:
    times = "1 contact" if contacts == 1 else f"{contacts} contacts"
    repeated = int(issue["recurrences"])
    again = f"; the harm was repeated {repeated} times" if repeated > 1 else ""
    again = "; the harm was repeated once" if repeated == 1 else again
    return f"{outcome(issue, stop_s)}, {times}{again}."


def outcome(issue: Any, stop_s: float) -> str:
    """How an issue ended, in a few words: ``Met after 3 h 20 min``."""
    state, closed = int(issue["state"]), float(issue["closed_at"])
    words = {MET: "Met", DENIED: "Denied", GAVE_UP: "Given up"}.get(state, "Open")
    if state == NOT_ARISEN:
        return "Not arisen"
    until = closed if closed == closed else stop_s
    return f"{words} after {duration(until - float(issue['opened_at']))}"
