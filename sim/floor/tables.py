"""The floor's tables: one class per row, from which both engines get their form.

A row class states its columns once. ``dtype_of`` makes the NumPy dtype of the compiled
engine, ``slotted`` the class of plain objects for the SimPy engine. All times are seconds
since the clock's start, on a grid of 2**-20 s; ``nan`` means "not yet".
"""

from __future__ import annotations

from typing import (
    Annotated,
    Any,
    NamedTuple,
    Protocol,
    TypeVar,
    get_args,
    get_origin,
    get_type_hints,
)

import numpy as np
import numpy.typing as npt

I2 = Annotated[int, np.int16]
I4 = Annotated[int, np.int32]
U4 = Annotated[int, np.uint32]
I8 = Annotated[int, np.int64]
F8 = Annotated[float, np.float64]
F8x3 = Annotated[tuple[float, ...], (np.float64, (3,))]
PLANNED_STEPS = 3
"""Steps of an issue whose work is drawn in the plan; that of further ones when it is needed."""
Row = TypeVar("Row", covariant=True)


class Table(Protocol[Row]):
    """A row is reached by its index: a list of objects, or a structured array."""

    def __getitem__(self, index: int) -> Row: ...
    def __len__(self) -> int: ...


class Grid(Protocol):
    """A two-dimensional table of integers, read-only on the floor."""

    def __getitem__(self, index: tuple[int, int]) -> int: ...


class FloatGrid(Protocol):
    """A two-dimensional table of floats, read-only on the floor."""

    def __getitem__(self, index: tuple[int, int]) -> float: ...


class Customer:
    """Somebody of the population; without one nobody is known from one issue to the next."""

    id: I4
    segment: I2
    key0: U4  # two 32-bit words that identify the customer to the keyed draws
    key1: U4


class Issue:
    """A need, planned before the day starts; the second part is what becomes of it."""

    id: I4
    stream: I2
    type: I2
    segment: I2
    customer: I4
    channel: I2  # first choice
    group: I4  # STANDINGS * (type * segments + segment)
    key0: U4  # two 32-bit words that identify the issue to the keyed draws
    key1: U4
    opened_at: F8  # the need arises
    patience_s: F8  # of contact 0 (nan: to be drawn when needed)
    work_s: F8x3  # of the first steps in round 0

    state: I2
    standing: I2  # flags of routing state: PUBLIC, REOPENED
    stage: I2  # steps done in this round
    round: I2  # how often the work began anew because the need was not met
    failures: I4  # how often something failed so far
    contacts: I2  # made or planned so far
    tasks: I2  # left so far
    open_tasks: I2  # being queued for or worked on, not lost
    lost_tasks: I2
    pending: I2  # contacts, tasks and returns that may still lead somewhere
    transfers: I2
    recurrences: I2
    acknowledged_at: F8  # first answer by a person ended the silence
    met_at: F8
    closed_at: F8  # met, denied or given up


class Job:
    """A contact (in a channel's queue) or a task (in a desk's queue)."""

    id: I4
    issue: I4
    number: I2  # of the issue's contacts, or of its tasks
    queue: I2  # channels first, then desks
    line: I2
    reason: I2
    state: I2
    agent: I4  # the last who worked on it
    team: I2
    stage: I2  # steps that the work in hand will have done (NOTHING: a chase or a wrong team)
    rule: I2  # the transfer rule in force for the work in hand, or NOBODY
    transfers: I2
    requeues: I2  # transfers and hand-backs
    prev: I4  # neighbours in the line
    next: I4
    beside: I4  # next job in the same agent's hands
    opened_at: F8  # offered (contact) or left (task)
    queued_at: F8  # joined its present line
    answered_at: F8  # work began first
    taken_at: F8  # the last piece of work began
    ended_at: F8  # the customer has gone; the task is done
    freed_at: F8  # after-contact work is done too
    left_s: F8  # work content still to do in this phase, at speed 1
    promised_at: F8  # due time said in this contact, nan: none
    patient_until: F8  # leaves the present line at this moment


class Piece:
    """A piece of work that ended before the job was done; a job's last one is in its own row."""

    job: I4
    agent: I4
    stage: I2  # steps that it was to do, see ``Job.stage``
    ended: I2  # how: PASSED_ON, HANDED_BACK or INTERRUPTED
    start: F8
    end: F8


class Agent:
    """Somebody who works."""

    id: I4
    team: I4
    on_duty: I4
    leaving: I4  # STAYS, GOES (when the hands are empty), CLEARS or SERVES_OUT
    holding: I4
    job: I4  # head of the jobs in hand
    aside: I4  # head of the jobs put aside
    prev: I4  # neighbours in the team's line of idle agents
    next: I4
    owed: I4  # row of the pause to be taken next
    begun: I4  # row of the first pause not planned to have begun yet: owed up to here
    speed: F8
    due_at: F8  # next finishing moment (nan: none)
    since: F8  # work in hand is accounted for up to here
    busy_since: F8
    busy_s: F8  # of this duty, up to the last time the hands were empty
    duty_since: F8
    late_since: F8  # planned end of the shift, while working past it
    away_since: F8  # on a pause since then (nan: on none)
    away_until: F8


class Team:
    """Agents with common skills and rules."""

    id: I4
    first_agent: I4
    agents: I4
    by_count: I4  # 1: head count by time, 0: rostered
    target: I4  # head count now
    on_duty: I4
    idle: I4
    idle_head: I4
    idle_tail: I4
    lines: I4  # that it serves
    concurrency: I4
    puts_aside: I4  # 1: may put deferred work aside for a live contact
    end_rule: I4
    agent_rule: I4
    contact_rule: I4
    live_first: I4
    slow_down: F8


class Queue:
    """A channel or a desk: its doors, its lines and its rules."""

    id: I4
    live: I4
    desk: I4  # 1: tasks, 0: contacts
    standing: I4  # flags that a contact here gives its issue
    open: I4
    queues_when_closed: I4
    closing_rule: I4
    trunks: I4  # contacts at most, in talk included, or NO_LIMIT
    room: I4  # contacts waiting at most, or NO_LIMIT
    second: I4  # second-choice channel or NOBODY
    patience: I4  # distribution
    by_hour: I4  # row of `factors` on its patience, or NOBODY
    present: I4  # contacts now, in service included
    waiting: I4
    lost: F8  # chance that a task is lost on its way
    mean_work_s: F8  # expected work of a waiting job, for honest promises
    expected_reply_s: F8


class Line:
    """Jobs that routing does not tell apart, first come first served."""

    id: I4
    queue: I4
    live: I4
    priority: I4
    head: I4
    tail: I4
    count: I4
    teams: I4  # that serve it
    overflow_to: I4  # line or NOBODY
    credit_s: F8
    ageing: F8
    overflow_after_s: F8


class IssueType:
    """A kind of need."""

    id: I4
    first_step: I4  # row of ``steps``
    steps: I4
    wrap: I4  # distributions
    chase: I4
    recurs: I4  # distribution or NOBODY
    by_transfer: I4
    patience: I4  # distribution on live channels, or NOBODY: the channel's
    by_hour: I4  # row of `factors` on its work by step and after contact, or NOBODY
    unresolvable: F8
    recurs_contact: F8  # chance that a recurrence makes a contact


class Step:
    """A part of the work on an issue, done in the order of the rows of its type."""

    work: I4  # distribution
    purpose: I4  # of the draw of its work
    depth: I4  # that somebody must be able to go to who does it
    desk: I4  # queue of the task in which it is done, or NOBODY


class Reaction:
    """What a customer may do when something happens: the first row that matches counts.

    Rows of a reason are contiguous; those of `alternatives` that belong to a row, too.
    """

    reason: I4
    queue: I4  # where it happened, or ANY
    segment: I4  # or ANY
    failures: I4  # so far, this one included, at least
    contacts: I4  # of the issue so far, at most
    standing: I4  # flags that the issue must have
    first: I4  # row of `alternatives`
    alternatives: I4


class Alternative:
    """One of the ways in which a customer may react: to try again, with a delay, on a channel."""

    chance: F8  # cumulative over the alternatives of a reaction
    delay: I4  # distribution
    channel: I4  # queue, SAME_CHANNEL or SECOND_CHOICE
    at_opening: I4


class TransferRule:
    """The wrong team: what follows."""

    id: I4
    to: I4  # team
    after: I4  # distribution
    chance: F8


class Dist:
    """A distribution, see draws/quantiles.py for the meaning of a, b and c."""

    kind: I4
    first: I4  # parts of a mixture, or knots of an empirical distribution
    count: I4
    weight: F8  # cumulative, as a part of a mixture
    a: F8
    b: F8
    c: F8


class Knot:
    """A value of an empirical distribution with its cumulative weight."""

    value: F8
    weight: F8


class Moment:
    """A planned moment: doors, spans, head counts. Sorted by time, kind, id."""

    at: F8
    kind: I4
    id: I4  # queue (CLOSE, OPENING), agent (PRESENCE_ENDS, PRESENCE_BEGINS), team (FEWER, MORE)
    value: I4  # head count from now on (FEWER, MORE); what begins or ends: PAUSE, SHIFT or SEAT


class Event:
    """A moment that a move of the floor asks the engine to come back at."""

    at: F8
    kind: I4
    id: I4


class PromiseRule:
    """What is said to customers about when a task will be done (one row)."""

    kind: I4  # NO_PROMISE, FIXED_PROMISE or HONEST_PROMISE
    within_s: F8
    margin: F8


class Pause:
    """A planned break or stretch of shrinkage; rows of an agent are contiguous, by time."""

    agent: I4
    kind: I4  # of the spell that it becomes when it is taken
    rule: I4  # POSTPONE, SHORTEN or PUT_ASIDE, for who is busy when it begins
    start: F8
    end: F8
    shift_end: F8


class FollowUp:
    """Something that a move leaves to be done right after it, see ``sim.floor.follow_ups``."""

    kind: I4
    id: I4  # line, team, queue, job, agent or pause
    place: I4  # how far a crowd has been dealt with


class Spell:
    """A stretch of an agent's time: BUSY, ON_DUTY, LATE, or a pause."""

    agent: I4
    kind: I4
    start: F8
    end: F8


class Supply:
    """Planned agent seconds of a team up to a moment; rows of a team are contiguous."""

    at: F8
    cumulative_s: F8


class Counters:
    """How many rows of the growing tables are written (one row), see ``sim.floor.allocation``."""

    jobs: I4
    jobs_end: I4  # rows that are there or that the next move may add
    spells: I4
    spells_end: I4
    pieces: I4
    pieces_end: I4
    events: I4
    follow_ups: I4
    moment: I4  # next planned moment


class Floor(NamedTuple):
    """All tables. Arrays for the compiled engine, lists of objects for SimPy."""

    issues: Table[Issue]
    customers: Table[Customer]
    jobs: Table[Job]
    pieces: Table[Piece]
    agents: Table[Agent]
    teams: Table[Team]
    queues: Table[Queue]
    lines: Table[Line]
    types: Table[IssueType]
    steps: Table[Step]
    reactions: Table[Reaction]
    alternatives: Table[Alternative]
    transfers: Table[TransferRule]
    dists: Table[Dist]
    knots: Table[Knot]
    moments: Table[Moment]
    pauses: Table[Pause]
    events: Table[Event]
    follow_ups: Table[FollowUp]
    spells: Table[Spell]
    supply: Table[Supply]
    promise: Table[PromiseRule]
    counters: Table[Counters]
    line_of: Grid  # [queue, group + standing]
    order: Grid  # [line, k]: its teams in order of choice
    serves: Grid  # [team, k]: its lines in listed order
    depth: Grid  # [team, line]: depth reached in one go (NOTHING: not skilled)
    shares: Grid  # [team, line]: 1 if such contacts can be held beside others
    aside: Grid  # [team, line]: 1 if such work may be put aside for a live contact
    deeper: Grid  # [line, depth]: line for a transfer to teams that go so deep, or NOBODY
    moved: Grid  # [team, line]: line for a transfer to a team, or NOBODY
    reacts: Grid  # [reason, 0 or 1]: rows of `reactions` from, to
    wrong: Grid  # [team, type]: transfer rule or NOBODY
    supply_of: Grid  # [team, 0 or 1]: rows of `supply` from, to
    speed: FloatGrid  # [team, line]
    factors: FloatGrid  # [row, hour of the week that begins with the clock]: on draws
    resolves: FloatGrid  # [type * teams + team, queue]: chance that a fix meets the need


ROWS: dict[str, type] = {
    name: get_args(hint)[0]
    for name, hint in get_type_hints(Floor).items()
    if get_origin(hint) is Table
}
"""The row class of each table by its name; the others are grids."""
FLOAT_GRIDS = tuple(name for name, hint in get_type_hints(Floor).items() if hint is FloatGrid)


def dtype_of(row: type) -> np.dtype[Any]:
    """The structured dtype of a row class, C-aligned, columns in the order stated."""
    hints = get_type_hints(row, include_extras=True)
    fields: list[Any] = []
    for name, hint in hints.items():
        form = get_args(hint)[1]
        fields.append((name, *form) if isinstance(form, tuple) else (name, form))
    return np.dtype(fields, align=True)


DTYPES: dict[str, np.dtype[Any]] = {name: dtype_of(row) for name, row in ROWS.items()}


def empty(name: str, rows: int) -> npt.NDArray[Any]:
    """A zeroed array of ``rows`` rows for the table ``name`` (a key of ``ROWS``)."""
    return np.zeros(rows, DTYPES[name])
