"""What customers do: make contact, wait, give up, come back, stop trying."""

from __future__ import annotations

from sim.codes import (
    ABANDONED,
    AFTER_ABANDONED,
    AFTER_BLOCKED,
    AFTER_CLOSED,
    AFTER_DISCONNECTED,
    AFTER_NO_REPLY,
    AFTER_REDIRECTED,
    AFTER_UNRESOLVED,
    ANSWER,
    AT_THE_OFFER,
    BLOCKED,
    D_RECUR,
    DISCONNECTED,
    HOPE_ENDS,
    IGNORED,
    NEED,
    NO_LIMIT,
    NOBODY,
    NOT_ARISEN,
    NOT_MADE,
    OPEN,
    RECUR,
    RECURRENCE,
    REDIRECTED,
    REPLY_DUE,
    TURNED_AWAY,
    U_RECUR,
    WAITING,
)
from sim.floor.allocation import schedule
from sim.floor.answers import ignore, is_ignored
from sim.floor.automatic_reply import reply_automatically
from sim.floor.case_owner import begin_or_keep
from sim.floor.channel_choice import choose_first, chosen_channel
from sim.floor.credibility import note_complaint
from sim.floor.draws import drawn, strikes
from sim.floor.false_fix import believed_fix, see_through
from sim.floor.habit import IN_VAIN, learn
from sim.floor.hoops import note_refusal
from sim.floor.judgement import has_left, note_contact
from sim.floor.knowing import awaits_outcome, learn_outcome
from sim.floor.line import leave, line_of
from sim.floor.noticing import is_seen_later, is_unaware, note_asked
from sim.floor.peers import be_seen
from sim.floor.perishing import begin_to_perish
from sim.floor.reactions import MOST_CONTACTS, may_react, new_contact, react, stop_if_idle
from sim.floor.redirect import follow, is_redirected
from sim.floor.self_service import enter, meets_machine
from sim.floor.staff import begin_at_once, queue_up
from sim.floor.tables import Floor, Issue, Job, Queue
from sim.floor.times import unset
from sim.floor.trunks import release, seize
from sim.floor.turns import note_answer
from sim.floor.waiting import end_wait, wait
from sim.jit import jitable


@jitable
def arrive(floor: Floor, now: float, i: int) -> None:
    """A need arises: the customer makes the first contact."""
    issue = floor.issues[i]
    issue.state = OPEN
    if floor.watched and not turns_to_firm(floor, now, issue):
        return
    offer(floor, now, new_contact(floor, issue, issue.channel, NEED))


@jitable
def turns_to_firm(floor: Floor, now: float, issue: Issue) -> bool:
    """Whether the need arises and makes its customer act now; what begins with it."""
    if not is_felt(floor, now, issue):
        issue.state = NOT_ARISEN
        return False
    recurs = floor.types[issue.type].recurs
    if recurs != NOBODY:
        schedule(floor, now + drawn(floor, issue, recurs, D_RECUR, 0), RECUR, issue.id)
    return len(floor.noticed) == 0 or not is_seen_later(floor, now, issue)


@jitable
def is_felt(floor: Floor, now: float, issue: Issue) -> bool:
    """Whether the need has a customer who is still there; what begins with it, and where to turn.

    Of a stream that is not thinned somebody else comes, of whom nothing is known.
    """
    if has_left(floor, now, issue):
        if floor.thinned[issue.stream, 0] == 1:
            return False
        issue.who = NOBODY
    if len(floor.judged) > 0:
        schedule(floor, now + floor.judging[0].hope_s, HOPE_ENDS, issue.id)
    if floor.types[issue.type].perishes != NOBODY:
        begin_to_perish(floor, now, issue)
    if len(floor.choosing) > 0:
        choose_first(floor, issue)
    return True


@jitable
def offer(floor: Floor, now: float, job: Job) -> None:
    """The contact reaches its channel: it meets self-service, if there is any, or comes out of it.

    Else it is turned away, blocked, answered at once, or waits.
    """
    issue = floor.issues[job.issue]
    queue = floor.queues[job.queue]
    job.opened_at = now
    job.queued_at = now
    issue.standing |= queue.standing
    job.line = line_of(floor, issue, job.queue)
    if floor.watched and meets_self_service(floor, now, issue, queue, job):
        return
    if queue.open == 0 and queue.queues_when_closed == 0:
        lose(floor, now, job, TURNED_AWAY, AFTER_CLOSED)
        return
    if floor.watched and queue.has_peers == 1:
        be_seen(floor, now, issue, job)
    if floor.watched and queue.selects == 1 and is_ignored(floor, issue, job):
        ignore(floor, now, job)
        return
    if queue.trunk != NOBODY and not seize(floor, queue):
        lose(floor, now, job, BLOCKED, AFTER_BLOCKED)
        return
    if floor.watched and queue.redirects == AT_THE_OFFER and is_redirected(floor, issue, job):
        send_on(floor, now, job)
        return
    if not (begin_or_keep(floor, now, job) if floor.watched else begin_at_once(floor, now, job)):
        if queue.room != NO_LIMIT and queue.waiting >= queue.room:
            if queue.trunk != NOBODY:
                release(floor, queue)
            lose(floor, now, job, BLOCKED, AFTER_BLOCKED)
            return
        queue_up(floor, now, job)
        wait(floor, now, job)
    answered = queue.replies == 1 and reply_automatically(floor, now, job)
    if queue.live == 0 and not answered:
        expect_reply(floor, now, job)


@jitable
def meets_self_service(floor: Floor, now: float, issue: Issue, queue: Queue, job: Job) -> bool:
    """Whether self-service has the contact now, or all lines are taken; not if it was in there."""
    if len(floor.self_services) > 0 and not unset(floor.self_services[job.id].left_at):
        return False
    note_offer(floor, now, issue, job)
    if queue.self_service == 0 or not meets_machine(floor, queue, job):
        return False
    if queue.trunk != NOBODY and not seize(floor, queue):
        lose(floor, now, job, BLOCKED, AFTER_BLOCKED)
    else:
        enter(floor, now, job)
    return True


@jitable
def note_offer(floor: Floor, now: float, issue: Issue, job: Job) -> None:
    """A contact is made: it counts in the judgement, and may be a hoop."""
    if len(floor.judged) > 0:
        note_contact(floor, issue, job)
    if len(floor.noticed) > 0:
        note_asked(floor, now, issue)
    if len(floor.hoops) > 0:
        note_refusal(floor, issue, job)
    if len(floor.complaints) > 0:
        note_complaint(floor, issue, job)


@jitable
def expect_reply(floor: Floor, now: float, job: Job) -> None:
    """The customer of a deferred channel looks for the reply when it is expected."""
    expected_s = floor.queues[job.queue].expected_reply_s
    if expected_s > 0.0 and may_react(floor, AFTER_NO_REPLY, job.queue):
        schedule(floor, now + expected_s, REPLY_DUE, job.id)


@jitable
def reply_due(floor: Floor, now: float, j: int) -> None:
    """The expected reply time has come: without a reply some customers chase.

    Who was ignored may as well stop trying; who waits in a line stays there.
    """
    job = floor.jobs[j]
    if job.state == IGNORED:
        issue = floor.issues[job.issue]
        issue.pending -= 1
        learn(floor, now, issue, job.queue, IN_VAIN)
        try_again_or_stop(floor, now, issue, AFTER_NO_REPLY, job.queue)
    elif unset(job.ended_at):
        react(floor, now, floor.issues[job.issue], AFTER_NO_REPLY, job.queue)


@jitable
def lose(floor: Floor, now: float, job: Job, outcome: int, reason: int) -> None:
    """The customer goes without result and may try again, or stop trying."""
    issue = floor.issues[job.issue]
    if floor.queues[job.queue].counts_waits == 1:
        end_wait(floor, now, job)
    job.state = outcome
    job.ended_at = now
    issue.pending -= 1
    if floor.queues[job.queue].live == 1 and unset(issue.acknowledged_at):
        issue.acknowledged_at = job.answered_at  # nan unless passed on or handed back
    learn(floor, now, issue, job.queue, IN_VAIN)
    try_again_or_stop(floor, now, issue, reason, job.queue)


@jitable
def send_on(floor: Floor, now: float, job: Job) -> None:
    """The customer has been told to turn to another channel, by a person if the contact was
    answered: who does not may try otherwise, or stop trying."""
    issue, queue = floor.issues[job.issue], floor.queues[job.queue]
    job.state = REDIRECTED
    job.ended_at = now
    issue.pending -= 1
    if queue.trunk != NOBODY:
        release(floor, queue)
    if unset(issue.acknowledged_at) and not unset(job.answered_at):
        issue.acknowledged_at = job.answered_at if queue.live == 1 else now
    learn(floor, now, issue, job.queue, IN_VAIN)
    if not follow(floor, now, issue, job):
        try_again_or_stop(floor, now, issue, AFTER_REDIRECTED, job.queue)


@jitable
def give_up(floor: Floor, now: float, j: int) -> None:
    """Patience ends; it means nothing unless the contact still waits in that very line."""
    job = floor.jobs[j]
    if job.state == WAITING and job.patient_until == now:
        leave(floor, job)
        if floor.queues[job.queue].trunk != NOBODY:
            release(floor, floor.queues[job.queue])
        lose(floor, now, job, ABANDONED, AFTER_ABANDONED)


@jitable
def disconnect(floor: Floor, now: float, job: Job) -> None:
    """The channel closes on a waiting contact."""
    leave(floor, job)
    if floor.queues[job.queue].trunk != NOBODY:
        release(floor, floor.queues[job.queue])
    lose(floor, now, job, DISCONNECTED, AFTER_DISCONNECTED)


@jitable
def try_again_or_stop(floor: Floor, now: float, issue: Issue, reason: int, queue: int) -> None:
    """The customer tries again, or stops trying: then nothing else pending, the issue ends."""
    if react(floor, now, issue, reason, queue):
        return
    stop_if_idle(floor, now, issue)


@jitable
def try_in_vain(floor: Floor, now: float, issue: Issue, job: Job) -> None:
    """The customer sees that the need is not met, if it is known at all that there is one."""
    if is_unaware(floor, now, issue):
        stop_if_idle(floor, now, issue)
        return
    queue = issue.channel if floor.queues[job.queue].desk == 1 else job.queue
    try_again_or_stop(floor, now, issue, AFTER_UNRESOLVED, queue)


@jitable
def find_out(floor: Floor, now: float, j: int) -> None:
    """What came of a contact or task shows: its fix was false and is believed, or holds."""
    job = floor.jobs[j]
    issue = floor.issues[job.issue]
    if believed_fix(floor, issue) == j:
        see_through(floor, now, issue)
        try_in_vain(floor, now, issue, job)
    elif len(floor.outcomes) > 0 and floor.outcomes[issue.id].silent_task == j:
        learn_outcome(floor, now, issue)


@jitable
def come_back(floor: Floor, now: float, j: int) -> None:
    """A planned return: made only by a customer who is still there and waits for an outcome."""
    job = floor.jobs[j]
    issue = floor.issues[job.issue]
    waits = awaits_outcome(floor, issue) and not has_left(floor, now, issue)
    if len(floor.noticed) > 0 and job.reason == NEED and floor.noticed[issue.id].asked == 1:
        waits = False  # asked before, when harm recurred
    if waits:
        if job.reason == ANSWER:
            note_answer(floor, now, job)
        offer(floor, now, job)
        return
    job.state = NOT_MADE
    issue.pending -= 1
    if job.reason == NEED:
        stop_if_idle(floor, now, issue)
    else:
        try_again_or_stop(floor, now, issue, job.reason, job.queue)


@jitable
def recur(floor: Floor, now: float, i: int) -> None:
    """The harm of an open issue repeats and may make the customer contact again.

    It also shows that a fix was false: then a contact about the harm is about that, too. At once
    on the channel of first choice, unless a rule says otherwise.
    """
    issue = floor.issues[i]
    if has_left(floor, now, issue):
        return
    if issue.state != OPEN or max(issue.recurrences, issue.contacts) >= MOST_CONTACTS:
        return
    issue_type = floor.types[issue.type]
    issue.recurrences += 1
    number = issue.recurrences
    fix = believed_fix(floor, issue)
    if fix != NOBODY:
        see_through(floor, now, issue)
    schedule(floor, now + drawn(floor, issue, issue_type.recurs, D_RECUR, number), RECUR, i)
    if strikes(issue, issue_type.recurs_contact, U_RECUR, number):
        if may_react(floor, RECURRENCE, issue.channel):
            react(floor, now, issue, RECURRENCE, issue.channel)
            return
        if fix != NOBODY:
            issue.failures += 1
        queue = chosen_channel(floor, issue) if len(floor.choosing) > 0 else issue.channel
        offer(floor, now, new_contact(floor, issue, queue, RECURRENCE))
    elif fix != NOBODY:
        try_in_vain(floor, now, issue, floor.jobs[fix])
