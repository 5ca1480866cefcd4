"""The floor's tables, from which both engines get their form.

``dtype_of`` makes the NumPy dtype of the compiled engine from a row class, and
``sim.engine.objects`` the class of plain objects for the SimPy engine.
"""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol, TypeVar, get_args, get_origin, get_type_hints

import numpy as np
import numpy.typing as npt

from sim.floor.rows import (
    Alternative,
    AmendsRule,
    Choosing,
    Counters,
    Customer,
    Dist,
    Event,
    Explaining,
    FollowUp,
    HandleTimeTarget,
    IssueType,
    Judging,
    Knot,
    Line,
    Moment,
    OfferRule,
    Pause,
    PromiseRule,
    Queue,
    Reaction,
    Reserve,
    SelfServiceRule,
    Step,
    Supply,
    Team,
    TransferRule,
)
from sim.rows import (
    Agent,
    Amended,
    Amends,
    Approval,
    AutomaticReply,
    Belief,
    Call,
    Callback,
    Complaints,
    Credibility,
    CutShort,
    Effort,
    Expectation,
    Expected,
    Explained,
    FalseFix,
    ForOwner,
    Habit,
    Hoops,
    Informed,
    Issue,
    Job,
    Judged,
    LastTalk,
    Memory,
    NoticedError,
    Offer,
    Outcome,
    Owner,
    PeerAnswer,
    Perished,
    Piece,
    Question,
    Redirect,
    ReExplained,
    SelfService,
    Spell,
    Talked,
    Turns,
    Understanding,
    Update,
    Wait,
    Waited,
    beginning_values,
    columns,
)

__all__ = [
    "DTYPES",
    "FLAGS",
    "FLOAT_GRIDS",
    "ROWS",
    "Agent",
    "Alternative",
    "Call",
    "Counters",
    "Customer",
    "Dist",
    "Event",
    "Explained",
    "Floor",
    "FollowUp",
    "Issue",
    "IssueType",
    "Job",
    "Judged",
    "Judging",
    "Knot",
    "Line",
    "Memory",
    "Moment",
    "Pause",
    "Piece",
    "PromiseRule",
    "Queue",
    "Reaction",
    "Reserve",
    "Spell",
    "Step",
    "Supply",
    "Table",
    "Team",
    "TransferRule",
    "beginning",
    "empty",
]
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


class Floor(NamedTuple):
    """All tables. Arrays for the compiled engine, lists of objects for SimPy."""

    issues: Table[Issue]
    customers: Table[Customer]
    jobs: Table[Job]
    automatic_replies: Table[AutomaticReply]
    callbacks: Table[Callback]
    judged: Table[Judged]
    memories: Table[Memory]
    redirects: Table[Redirect]
    self_services: Table[SelfService]
    waits: Table[Wait]
    waited: Table[Waited]
    false_fixes: Table[FalseFix]
    beliefs: Table[Belief]
    cut_short: Table[CutShort]
    efforts: Table[Effort]
    re_explained: Table[ReExplained]
    explained: Table[Explained]
    outcomes: Table[Outcome]
    questions: Table[Question]
    turns: Table[Turns]
    perished: Table[Perished]
    peer_answers: Table[PeerAnswer]
    offers: Table[Offer]
    noticed: Table[NoticedError]
    approvals: Table[Approval]
    owners: Table[Owner]
    for_owner: Table[ForOwner]
    hoops: Table[Hoops]
    habits: Table[Habit]
    updates: Table[Update]
    informed: Table[Informed]
    understandings: Table[Understanding]
    amends: Table[Amends]
    amended: Table[Amended]
    talked: Table[Talked]
    last_talks: Table[LastTalk]
    expectations: Table[Expectation]
    expected: Table[Expected]
    complaints: Table[Complaints]
    credibility: Table[Credibility]
    pieces: Table[Piece]
    agents: Table[Agent]
    teams: Table[Team]
    handle_time_targets: Table[HandleTimeTarget]
    self_service_rules: Table[SelfServiceRule]
    explaining: Table[Explaining]
    amends_rules: Table[AmendsRule]
    offer_rules: Table[OfferRule]
    queues: Table[Queue]
    lines: Table[Line]
    reserves: Table[Reserve]
    calls: Table[Call]
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
    judging: Table[Judging]
    leaving: Table[Knot]  # chance to leave after a judgement, by points; ascending
    choosing: Table[Choosing]  # no row: customers choose channels as planned
    counters: Table[Counters]
    line_of: Grid  # [queue, group + standing]
    order: Grid  # [line, k]: its teams in order of choice
    equals_end: Grid  # [line, k]: place behind the teams whose rank equals that of the k-th
    serves: Grid  # [team, k]: its lines in listed order
    depth: Grid  # [team, line]: depth reached in one go (NOTHING: not skilled)
    shares: Grid  # [team, line]: 1 if such contacts can be held beside others
    aside: Grid  # [team, line]: 1 if such work may be put aside for a live contact
    deeper: Grid  # [line, depth]: line for a transfer to teams that go so deep, or NOBODY
    reserve_of: Grid  # [team, line]: row of `reserves` by which alone it serves it, or NOBODY
    moved: Grid  # [team, line]: line for a transfer to a team, or NOBODY
    watched: int  # 1: some mechanism beyond lines, work and reactions is on
    reacts: Grid  # [reason, 0 or 1]: rows of `reactions` from, to
    thinned: Grid  # [stream, 0]: 1 if needs of customers who have left do not arise
    wrong: Grid  # [team, type]: transfer rule or NOBODY
    histories: Grid  # [team, queue]: whose talk there is seen: OWN, SILO or SHARED
    supply_of: Grid  # [team, 0 or 1]: rows of `supply` from, to
    speed: FloatGrid  # [team, line]
    factors: FloatGrid  # [row, hour of the week that begins with the clock]: on draws
    answers: FloatGrid  # [queue, type * segments + segment]: chance that a contact gets one
    contained: FloatGrid  # [queue, type]: chance that self-service says that it resolves a contact
    redirected: FloatGrid  # [queue, type]: chance that a contact is sent to another channel
    peers: FloatGrid  # [queue, type]: chance that another customer answers a contact
    offered: FloatGrid  # [type * teams + team, queue]: chance that a contact gets an offer
    approved: FloatGrid  # [queue, type]: chance that an answer has to be approved
    regular: FloatGrid  # [queue, team]: jobs that an agent gets through at once; 0: a reserve
    first_choice: FloatGrid  # [stream * groups + group, channel]: planned weights, where changed
    manners: FloatGrid  # [team, queue]: points for the manner of a last talk there
    denied_manners: FloatGrid  # the same of issues that are denied
    resolves: FloatGrid  # [type * teams + team, queue]: chance that a fix meets the need

    # Whom a move asks who takes what. Each engine's floor answers by ``choice``, unless that of
    # SimPy is given rules of a user's own; a plan's tables are no floor that anything happens on.

    def agent_for(self, now: float, job: Job) -> int:
        """The agent who takes ``job`` at once, or NOBODY."""
        raise NotImplementedError

    def next_job(self, now: float, agent: Agent) -> int:
        """The waiting job that the agent takes next, or NOBODY."""
        raise NotImplementedError


ROWS: dict[str, type] = {
    name: get_args(hint)[0]
    for name, hint in get_type_hints(Floor).items()
    if get_origin(hint) is Table
}
"""The row class of each table by its name; the others are grids or flags."""
FLOAT_GRIDS = tuple(name for name, hint in get_type_hints(Floor).items() if hint is FloatGrid)
FLAGS = tuple(name for name, hint in get_type_hints(Floor).items() if hint is int)
"""Neither tables nor grids: numbers that hold for a whole run."""


def dtype_of(row: type) -> np.dtype[Any]:
    """The structured dtype of a row class, C-aligned, columns in the order stated."""
    fields: list[Any] = [
        (name, *form) if isinstance(form, tuple) else (name, form) for name, form, _ in columns(row)
    ]
    return np.dtype(fields, align=True)


DTYPES: dict[str, np.dtype[Any]] = {name: dtype_of(row) for name, row in ROWS.items()}


def empty(name: str, rows: int) -> npt.NDArray[Any]:
    """A zeroed array of ``rows`` rows for the table ``name`` (a key of ``ROWS``)."""
    return np.zeros(rows, DTYPES[name])


def beginning(name: str, rows: int) -> npt.NDArray[Any]:
    """An array of ``rows`` rows of details, as they begin (a key of ``DETAILS``)."""
    table = np.empty(rows, DTYPES[name])
    table[:] = np.array(beginning_values(ROWS[name]), DTYPES[name])
    return table
