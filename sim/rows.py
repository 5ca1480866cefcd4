"""What happens, row by row: the tables that the floor writes and of which a record is kept.

A row class states its columns once; those marked are recorded. All times are seconds since the
clock's start, on a grid of 2**-20 s; ``nan`` means "not yet".

What only one mechanism needs to know of a contact or an issue is a row of its own, a detail: a run
has a table of such details, a row for each row of its owner's table, only if the mechanism is on.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, TypeVar, get_args, get_type_hints

import numpy as np

from sim.codes import NO_OFFER, NOBODY, NOT_ASKED, NOT_OFFERED, NOT_REDIRECTED, NOT_SENT, STAYING

I2 = Annotated[int, np.int16]
I4 = Annotated[int, np.int32]
U4 = Annotated[int, np.uint32]
F8 = Annotated[float, np.float64]
F8x3 = Annotated[tuple[float, ...], (np.float64, (3,))]
PLANNED_STEPS = 3
"""Steps of an issue whose work is drawn in the plan; that of further ones when it is needed."""

T = TypeVar("T")
Kept = Annotated[T, "kept"]
"""A column that is recorded."""
OfContacts = Annotated[T, "kept of contacts"]
"""A column that is recorded of contacts, not of tasks."""
NAN = float("nan")


class Issue:
    """A need, planned before the day starts; the second part is what becomes of it."""

    id: Kept[I4]
    customer: Kept[I4]
    who: I4  # row of ``customers``, or NOBODY
    group: I4  # STANDINGS * (type * segments + segment)
    key0: U4  # two 32-bit words that identify the issue to the keyed draws
    key1: U4
    stream: Kept[I2]
    type: Kept[I2]
    segment: Kept[I2]
    channel: Kept[I2]  # first choice
    opened_at: Kept[F8]  # the need arises
    patience_s: F8  # of contact 0 (nan: to be drawn when needed)
    work_s: F8x3  # of the first steps in round 0

    state: Kept[I2]
    standing: I2  # flags of routing state, see STANDING
    stage: I2  # steps done in this round
    round: Kept[I2]  # how often the work began anew because the need was not met
    failures: I2  # how often something failed so far
    contacts: Kept[I2]  # made or planned so far
    tasks: Kept[I2]  # left so far
    open_tasks: I2  # being queued for or worked on, not lost
    lost_tasks: Kept[I2]
    pending: I2  # contacts, tasks and returns that may still lead somewhere
    transfers: Kept[I2]
    recurrences: Kept[I2]
    acknowledged_at: Kept[F8]  # first answer, by a person as far as the customer can see
    met_at: Kept[F8]
    closed_at: Kept[F8]  # met, denied or given up


class Job:
    """A contact (in a channel's queue) or a task (in a desk's queue)."""

    id: Kept[I4]
    issue: Kept[I4]
    agent: Kept[I4]  # the last who worked on it
    prev: I4  # neighbours in the line
    next: I4
    beside: I4  # next job in the same agent's hands
    number: Kept[I2]  # of the issue's contacts, or of its tasks
    queue: Kept[I2]  # channels first, then desks
    line: I2
    reason: OfContacts[I2]
    state: Kept[I2]
    team: Kept[I2]
    stage: Kept[I2]  # steps that the work in hand will have done (NOTHING: a chase or a wrong team)
    rule: I2  # the transfer rule in force for the work in hand, or NOBODY
    transfers: OfContacts[I2]
    requeues: Kept[I2]  # transfers and hand-backs
    opened_at: Kept[F8]  # offered (contact) or left (task)
    queued_at: Kept[F8]  # joined its present line
    answered_at: Kept[F8]  # work began first
    taken_at: Kept[F8]  # the last piece of work began
    ended_at: Kept[F8]  # the customer has gone; the task is done
    freed_at: Kept[F8]  # after-contact work is done too
    left_s: F8  # work content still to do in this phase, at speed 1
    promised_at: OfContacts[F8]  # due time said in this contact, nan: none
    patient_until: F8  # leaves the present line at this moment


class OfJob:
    """A detail of a contact or task."""

    owner = "jobs"


class OfIssue:
    """A detail of an issue."""

    owner = "issues"


class OfCustomer:
    """A detail of a customer of the population."""

    owner = "customers"


class AutomaticReply(OfJob):
    """What became of the automatic reply to a contact."""

    state: Kept[I2] = NOT_SENT  # or BELIEVED or SEEN_THROUGH


class Callback(OfJob):
    """What became of the offer to be called back."""

    state: Kept[I2] = NOT_OFFERED  # or DECLINED, AGREED, CALLED or NOT_REACHED
    rang_off_at: Kept[F8] = NAN  # agreed to be called back
    called_back_at: Kept[F8] = NAN


class Redirect(OfJob):
    """What became of telling a customer to turn to another channel."""

    state: Kept[I2] = NOT_REDIRECTED  # or BEING_TOLD, FOLLOWS, REFUSES or NOT_NEEDED
    contact: Kept[I4] = NOBODY  # by which the customer follows; not in the record unless made


class SelfService(OfJob):
    """What became of a contact in the self-service of its channel."""

    misrouted: Kept[I2] = 0  # 1: passed on to agents as something else than it is
    false_fix: Kept[I2] = 0  # 1: it said that the need is met, which it was not
    entered_at: Kept[F8] = NAN
    left_at: Kept[F8] = NAN
    misrouted_work_s: Kept[F8] = 0.0  # of an agent, to put it right, at speed 1


class Wait(OfJob):
    """A customer's wait in a live channel, where patience may be kept."""

    keeps_patience: I2 = 0  # 1: what earlier waits have left of contact 0's
    since: F8 = NAN  # of the present wait (nan: none)


class Judged(OfIssue):
    """How the customer judges what became of an issue, and what the judgement looks at."""

    silent: Kept[I2] = 0  # 1: left without a contact after the last failure
    attempts: I2 = 0  # contacts made
    unanswered: I2 = 0  # 1: no contact was made after the last failure
    judged_at: Kept[F8] = NAN
    score: Kept[F8] = NAN  # 1 to 5
    first_due_at: F8 = NAN  # the earliest and the latest time that was promised
    last_due_at: F8 = NAN
    extra: F8 = 0.0  # points for what happened beside


class Memory(OfCustomer):
    """What a customer remembers of the firm. The plan fills it; ``experience`` changes it."""

    number: Kept[I4] = NOBODY  # of the population
    segment: Kept[I4] = NOBODY
    judgements: Kept[I4] = 0
    why_left: Kept[I4] = STAYING  # or MOVED_ON or DISSATISFIED
    trust: Kept[F8] = NAN  # 1 to 5
    left_at: Kept[F8] = NAN  # planned, or after a judgement; may lie behind the end of the run


class Expectation(OfCustomer):
    """What wait a customer expects, where that follows experience. ``experience`` changes it."""

    factor: Kept[F8] = NAN  # on what the channel lets one expect; nan: as at the start


class Expected(OfIssue):
    """What wait the customer expected who judged an issue, where that follows experience."""

    before: Kept[F8] = NAN  # factor, that this judgement went by
    after: Kept[F8] = NAN  # that the next one goes by


class Waited(OfIssue):
    """What an issue's contacts have waited in live channels, where patience may be kept."""

    seconds: F8 = 0.0  # by contacts that wait no more


class Owner(OfIssue):
    """Who owns a case, where cases have owners."""

    agent: Kept[I4] = NOBODY  # who first took the issue further in a contact


class ForOwner(OfJob):
    """A contact or task that came when its case had an owner, where such are kept for them."""

    agent: Kept[I4] = NOBODY  # the owner then
    prev: I4 = NOBODY  # neighbours among those kept for the owner
    next: I4 = NOBODY
    since: Kept[F8] = NAN  # when it was kept last
    until: Kept[F8] = NAN  # taken, or free to be taken by anybody; nan: the customer went before


class Question(OfJob):
    """What became of the question that a contact led to; ``ended_at``: when it was asked."""

    state: Kept[I2] = NOT_ASKED  # or BEGUN, ASKED, ANSWERED or UNANSWERED
    to: I4 = NOBODY  # the contact in which that was asked which this one answers
    answered_at: Kept[F8] = NAN
    closed_at: Kept[F8] = NAN  # the case was closed for want of an answer


class Turns(OfIssue):
    """Back and forth about an issue."""

    asked: Kept[I2] = 0  # questions so far
    question: I4 = NOBODY  # the contact with the last one


class Perished(OfIssue):
    """Whether the need lost its value before it was met."""

    perished_at: Kept[F8] = NAN


class Approval(OfJob):
    """The approval that an answer to a contact has to pass; a task's is the one it is to give."""

    contact: Kept[I4] = NOBODY  # of a task: whose answer it is about
    asked_at: Kept[F8] = NAN  # of a contact: the answer is ready
    given_at: Kept[F8] = NAN  # of a contact: it is sent


class PeerAnswer(OfJob):
    """Another customer's answer to a contact on a public channel."""

    resolved: Kept[I2] = 0  # 1: it met the need
    answered_at: Kept[F8] = NAN


class NoticedError(OfIssue):
    """What the firm noticed of an error of its own, and from when on the customer sees it."""

    asked: I2 = 0  # 1: the customer has made contact
    noticed_at: Kept[F8] = NAN  # and a task was left
    aware_at: Kept[F8] = NAN  # planned first contact, or an earlier one; nan: when it arose


class Offer(OfIssue):
    """The offer that the customer got in a contact about the issue."""

    state: Kept[I2] = NO_OFFER  # or BEING_MADE, REFUSED or ACCEPTED
    team: Kept[I2] = NOBODY
    contact: Kept[I4] = NOBODY
    work_s: Kept[F8] = 0.0  # at speed 1
    ended_at: Kept[F8] = NAN  # the talk, and with it the offer


class FalseFix(OfJob):
    """A contact or task that ended with the words that it is done, and it was not."""

    said_at: Kept[F8] = NAN
    found_out_at: Kept[F8] = NAN  # the customer saw that it was not


class Complaints(OfCustomer):
    """How often a customer has complained, where ranks go by it. The plan says who it is.

    Only ``credibility.note_complaint`` changes it.
    """

    number: Kept[I4] = NOBODY  # of the population
    complaints: Kept[I4] = 0  # so far


class Credibility(OfIssue):
    """How often the customer had complained before, where ranks go by it."""

    before: Kept[I4] = NOBODY  # at the first contact; NOBODY: there was none, or nobody is known


class Belief(OfIssue):
    """What is taken for done, where a fix that does not hold is found out later."""

    done: I2 = 0  # 1: the firm believes that the need is met
    fix: I4 = NOBODY  # the contact or task in which the customer was told so, who believes it


class Outcome(OfIssue):
    """What the customer knows of how the issue ended, where not everybody is told."""

    silent_task: Kept[I4] = NOBODY  # task with which it was met or denied without a word
    known_at: Kept[F8] = NAN


class Update(OfJob):
    """An update, a job at a desk, that tells a customer how a task stands; and of a task, its."""

    about: Kept[I4] = NOBODY  # the task that it tells of; NOBODY: this is no update
    told: Kept[I2] = 0  # 1: when it was made there was something to tell
    latest: I4 = NOBODY  # of a task: the last update about it
    work_s: Kept[F8] = 0.0  # at speed 1


class Informed(OfIssue):
    """What the customer has been told of how the work stands, where there are updates."""

    updates: Kept[I2] = 0  # told so far
    left: I2 = 0  # to be made, or made, so far
    until: F8 = NAN  # the customer, told last, waits till then


class Understanding(OfIssue):
    """Whether the customer knows how it will go on, where some teams explain that."""

    contact: Kept[I4] = NOBODY  # the last talk, if it was explained there
    let_pass: Kept[I2] = 0  # overdue replies and lapsed promises over which nobody asked, so far


class CutShort(OfJob):
    """What a target for handling time leaves out of the work on a contact."""

    team: Kept[I2] = NOBODY  # the last that cut it short
    lost_by: Kept[I2] = NOBODY  # team that cut a talk short, so that the fix does not hold
    left_out_s: Kept[F8] = 0.0  # work left out by all teams, at speed 1
    needed_s: F8 = 0.0  # work that the present piece needs to reach its stage, at speed 1
    missing_s: F8 = 0.0  # of that, what is left out


class Effort(OfIssue):
    """What the fix of an issue needs and gets in this round, where talk may be cut short."""

    team: I2 = NOBODY  # the last that cut a talk short
    drawn_in: I2 = 0  # round in which the work was drawn
    needed_s: F8 = 0.0
    missing_s: F8 = 0.0


class ReExplained(OfJob):
    """What the customer had to explain again in a contact."""

    times: Kept[I2] = 0
    work_s: Kept[F8] = 0.0  # in all, at speed 1


class Amends(OfJob):
    """What was paid to make good for a failure, in a contact."""

    failures: Kept[I2] = 0  # of the issue until then
    paid: Kept[F8] = 0.0  # money


class Amended(OfIssue):
    """What was paid to make good for failures of an issue, where any team may pay."""

    failed: Kept[I2] = 0  # 1: a contact was answered when something had failed
    times: Kept[I2] = 0
    late: I2 = 0  # of these, after a second failure
    paid: Kept[F8] = 0.0
    due_at: F8 = NAN  # the earliest time that was promised


class Talked(OfJob):
    """With whom the customer talked in a contact, where the manner counts."""

    team: Kept[I2] = NOBODY  # of the agent who ended the talk


class LastTalk(OfIssue):
    """The last talk about an issue up to now, where the manner counts."""

    team: I2 = NOBODY
    queue: I2 = NOBODY


class Explained(OfIssue):
    """To whom the customer has explained the need last, where not everybody sees that."""

    re_explanations: Kept[I2] = 0
    queue: I2 = NOBODY  # channel
    agent: I4 = NOBODY  # or MACHINE


class Hoops(OfIssue):
    """What the customer had to go through about an issue, beside failures."""

    redirects: Kept[I2] = 0  # followed
    refused: Kept[I2] = 0  # contacts elsewhere, as the channel of first choice was not to be had
    waited_s: Kept[F8] = 0.0  # on live channels, by contacts that wait no more


class OfHabit:
    """Details that belong to nothing else: the plan says how many rows there are."""

    owner = "habits"


class Habit(OfHabit):
    """What a customer of the population is used to on a channel.

    Row ``who`` × channels + channel. Only ``habit.learn`` changes it.
    """

    customer: Kept[I4] = NOBODY  # number in the population, once anything was learned
    channel: Kept[I2] = NOBODY
    lessons: Kept[I4] = 0
    habit: Kept[F8] = 0.0  # from -1 (never again) to 1


Details = type[OfJob] | type[OfIssue] | type[OfCustomer] | type[OfHabit]
"""A class of rows of details."""

DETAILS: dict[str, Details] = {
    "automatic_replies": AutomaticReply,
    "callbacks": Callback,
    "judged": Judged,
    "memories": Memory,
    "redirects": Redirect,
    "self_services": SelfService,
    "waits": Wait,
    "waited": Waited,
    "false_fixes": FalseFix,
    "beliefs": Belief,
    "cut_short": CutShort,
    "efforts": Effort,
    "re_explained": ReExplained,
    "explained": Explained,
    "outcomes": Outcome,
    "questions": Question,
    "turns": Turns,
    "perished": Perished,
    "peer_answers": PeerAnswer,
    "offers": Offer,
    "noticed": NoticedError,
    "approvals": Approval,
    "owners": Owner,
    "for_owner": ForOwner,
    "hoops": Hoops,
    "habits": Habit,
    "updates": Update,
    "informed": Informed,
    "understandings": Understanding,
    "amends": Amends,
    "amended": Amended,
    "talked": Talked,
    "last_talks": LastTalk,
    "expectations": Expectation,
    "expected": Expected,
    "complaints": Complaints,
    "credibility": Credibility,
}
"""The tables of details by name."""


class Piece:
    """A piece of work that ended before the job was done; a job's last one is in its own row."""

    job: Kept[I4]
    agent: Kept[I4]
    stage: Kept[I2]  # steps that it was to do, see ``Job.stage``
    ended: Kept[I2]  # how: PASSED_ON, HANDED_BACK or INTERRUPTED
    start: Kept[F8]
    end: Kept[F8]


class Agent:
    """Somebody who works."""

    id: Kept[I4]
    team: Kept[I4]
    on_duty: I4
    leaving: I4  # STAYS, GOES (when the hands are empty), CLEARS or SERVES_OUT
    holding: I4
    job: I4  # head of the jobs in hand
    aside: I4  # head of the jobs put aside
    prev: I4  # neighbours in the team's line of idle agents
    next: I4
    cases: I4  # head of the jobs that are kept for the agent
    owed: I4  # row of the pause to be taken next
    begun: I4  # row of the first pause not planned to have begun yet: owed up to here
    speed: F8
    due_at: F8  # next finishing moment (nan: none)
    since: F8  # work in hand is accounted for up to here
    idle_since: F8  # while in the line of idle agents
    busy_since: F8
    busy_s: F8  # of this duty, up to the last time the hands were empty
    duty_since: F8
    late_since: F8  # planned end of the shift, while working past it
    away_since: F8  # of the pause taken last
    away_until: F8  # of the pause that the agent is on (nan: on none)
    helps_in: I4  # queue that the agent serves as a reserve, or NOBODY; if changing over takes time


class Call:
    """A time during which a reserve was called: its team might take work of the queue."""

    queue: Kept[I4]
    team: Kept[I4]
    start: Kept[F8]
    end: Kept[F8]


class Spell:
    """A spell of an agent's time: BUSY, ON_DUTY, LATE, or a pause."""

    agent: Kept[I4]
    kind: Kept[I4]
    start: Kept[F8]
    end: Kept[F8]


def columns(row: type) -> Iterator[tuple[str, Any, str]]:
    """The columns of a row class in order: name, NumPy type (with a shape or not), mark."""
    for name, hint in get_type_hints(row, include_extras=True).items():
        form, *marks = get_args(hint)[1:]
        yield name, form, marks[0] if marks else ""


def beginning_values(row: type) -> tuple[Any, ...]:
    """The values with which a row of details begins, in the order of its columns."""
    return tuple(getattr(row, name) for name, _, _ in columns(row))
