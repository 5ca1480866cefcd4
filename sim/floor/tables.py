"""The floor's tables: one class per row, from which both engines get their form.

A row class states its columns once. ``dtype_of`` makes the NumPy dtype of the compiled
engine, ``slotted`` the class of plain objects for the SimPy engine. All times are seconds
since the clock's start, on a grid of 2**-20 s; ``nan`` means "not yet".
"""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple, Protocol, TypeVar, get_args, get_type_hints

import numpy as np
import numpy.typing as npt

I2 = Annotated[int, np.int16]
I4 = Annotated[int, np.int32]
U4 = Annotated[int, np.uint32]
I8 = Annotated[int, np.int64]
F8 = Annotated[float, np.float64]
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


class Issue:
    """A need, planned before the day starts; the second part is what becomes of it."""

    id: I4
    stream: I2
    type: I2
    segment: I2
    customer: I4
    channel: I2  # first choice
    group: I4  # 2 * (type * segments + segment)
    key0: U4  # two 32-bit words that identify the issue to the keyed draws
    key1: U4
    opened_at: F8  # the need arises
    patience_s: F8  # of contact 0 (nan: to be drawn when needed)
    acknowledge_s: F8  # work of round 0 by stage
    diagnose_s: F8
    fix_s: F8

    state: I2
    public: I2  # 1: contacted on a public channel at least once
    stage: I2  # reached in this round
    round: I2  # how often the work began anew because the need was not met
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
    cls: I2  # class: jobs in one line, alike to the routing
    reason: I2
    state: I2
    agent: I4  # the last who worked on it
    team: I2
    stage: I2  # what the work in hand will have reached (NOTHING: a chase or a wrong team)
    rule: I2  # the transfer rule in force for the work in hand, or NOBODY
    transfers: I2
    requeues: I2  # transfers and hand-backs
    prev: I4  # neighbours in the class's line
    next: I4
    beside: I4  # next job in the same agent's hands
    opened_at: F8  # offered (contact) or left (task)
    queued_at: F8  # joined its present line
    answered_at: F8  # work began first
    ended_at: F8  # the customer has gone; the task is done
    freed_at: F8  # after-contact work is done too
    left_s: F8  # work content still to do in this phase, at speed 1
    promised_at: F8  # due time said in this contact, nan: none
    patient_until: F8  # leaves the present line at this moment


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
    public: I4
    open: I4
    queues_when_closed: I4
    closing_rule: I4
    lines: I4  # contacts at most, in service included (-1: no limit)
    room: I4  # contacts waiting at most (-1: no limit)
    second: I4  # second-choice channel or NOBODY
    patience: I4  # distribution
    by_hour: I4  # row of `factors` on its patience, or NOBODY
    present: I4  # contacts now, in service included
    waiting: I4
    lost: F8  # chance that a task is lost on its way
    mean_work_s: F8  # expected work of a waiting job, for honest promises
    expected_reply_s: F8


class Class:
    """A line of jobs that routing does not tell apart, first come first served."""

    id: I4
    queue: I4
    live: I4
    priority: I4
    head: I4
    tail: I4
    count: I4
    overflow_to: I4  # class or NOBODY
    credit_s: F8
    ageing: F8
    overflow_after_s: F8


class IssueType:
    """A kind of need."""

    id: I4
    acknowledge: I4  # distributions
    diagnose: I4
    fix: I4
    wrap: I4
    chase: I4
    recurs: I4  # distribution or NOBODY
    by_transfer: I4
    patience: I4  # distribution on live channels, or NOBODY: the channel's
    by_hour: I4  # row of `factors` on its work by stage and after contact, or NOBODY
    unresolvable: F8
    recurs_contact: F8  # chance that a recurrence makes a contact


class ReturnRule:
    """Trying again: whether, when and where; one row per channel that may be chosen."""

    id: I4
    more: I4  # 1: the next row is a further channel of the same rule
    delay: I4  # distribution
    channel: I4  # queue, or -1 the same, -2 the second choice
    at_opening: I4
    at_most: I4
    chance: F8  # cumulative over the rows of the rule


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
    id: I4  # queue (CLOSE, OPENING), agent (SPAN_END, SPAN_START), team (FEWER, MORE)
    value: I4  # head count from now on (FEWER, MORE); what begins or ends: PAUSE, SHIFT or SEAT


class Wish:
    """A moment that a move of the floor asks the engine to come back at."""

    at: F8
    kind: I4
    id: I4


class Pause:
    """A planned break or stretch of shrinkage; rows of an agent are contiguous, by time."""

    agent: I4
    kind: I4  # of the spell that it becomes when it is taken
    rule: I4  # POSTPONE, SHORTEN or PUT_ASIDE, for who is busy when it begins
    start: F8
    end: F8
    shift_end: F8


class Step:
    """Something that a move leaves to be done right after it, see ``sim.floor.steps``."""

    kind: I4
    id: I4  # class, team, queue, job, agent or pause
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


class Hall:
    """What belongs to no table: counters and the promise rule (one row)."""

    jobs: I4
    jobs_end: I4  # rows that are there or that the next move may add
    spells: I4
    spells_end: I4
    wishes: I4
    steps: I4
    moment: I4  # next planned moment
    promise: I4
    within_s: F8
    margin: F8


class Floor(NamedTuple):
    """All tables. Arrays for the compiled engine, lists of objects for SimPy."""

    issues: Table[Issue]
    jobs: Table[Job]
    agents: Table[Agent]
    teams: Table[Team]
    queues: Table[Queue]
    classes: Table[Class]
    types: Table[IssueType]
    returns: Table[ReturnRule]
    transfers: Table[TransferRule]
    dists: Table[Dist]
    knots: Table[Knot]
    moments: Table[Moment]
    pauses: Table[Pause]
    wishes: Table[Wish]
    steps: Table[Step]
    spells: Table[Spell]
    supply: Table[Supply]
    hall: Table[Hall]
    class_of: Grid  # [queue, group + public]
    order: Grid  # [class, k]: teams in order of choice, NOBODY-terminated
    serves: Grid  # [team, k]: classes in listed order, NOBODY-terminated
    depth: Grid  # [team, class]: stage reached in one go (NOTHING: not skilled)
    shares: Grid  # [team, class]: 1 if such contacts can be held beside others
    aside: Grid  # [team, class]: 1 if such work may be put aside for a live contact
    desk_of: Grid  # [type, stage]: queue of the task in which a stage is done, or NOBODY
    deeper: Grid  # [class, stage]: class for a transfer to teams that do the stage, or NOBODY
    moved: Grid  # [team, class]: class for a transfer to a team, or NOBODY
    back: Grid  # [reason, queue]: return rule or NOBODY
    wrong: Grid  # [team, type]: transfer rule or NOBODY
    supply_of: Grid  # [team, 0 or 1]: rows of `supply` from, to
    speed: FloatGrid  # [team, class]
    factors: FloatGrid  # [row, hour of the week that begins with the clock]: on draws
    resolves: FloatGrid  # [type * teams + team, queue]: chance that a fix meets the need


ROWS: dict[str, type] = {
    "issues": Issue,
    "jobs": Job,
    "agents": Agent,
    "teams": Team,
    "queues": Queue,
    "classes": Class,
    "types": IssueType,
    "returns": ReturnRule,
    "transfers": TransferRule,
    "dists": Dist,
    "knots": Knot,
    "moments": Moment,
    "pauses": Pause,
    "wishes": Wish,
    "steps": Step,
    "spells": Spell,
    "supply": Supply,
    "hall": Hall,
}


def dtype_of(row: type) -> np.dtype[Any]:
    """The structured dtype of a row class, C-aligned, columns in the order stated."""
    hints = get_type_hints(row, include_extras=True)
    return np.dtype([(name, get_args(hint)[1]) for name, hint in hints.items()], align=True)


DTYPES: dict[str, np.dtype[Any]] = {name: dtype_of(row) for name, row in ROWS.items()}


def empty(name: str, rows: int) -> npt.NDArray[Any]:
    """A zeroed array of ``rows`` rows for the table ``name`` (a key of ``ROWS``)."""
    return np.zeros(rows, DTYPES[name])
