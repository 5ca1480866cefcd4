"""The scenario in its explicit form: what the planner's YAML means, frozen.

Attribute names carry units (seconds, money, fractions); the names in YAML are the aliases,
where the text carries the unit (``length: 4 weeks``). Every class refuses unknown keys.
The other rooms read these classes and nothing else of the scenario room.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from sim.scenario.calendars import Calendar, Holidays
from sim.scenario.distributions import Distribution, constant
from sim.scenario.quantities import (
    Amount,
    Chance,
    Count,
    Day,
    Flag,
    Fraction,
    Moment,
    Money,
    MoneyPerHour,
    MoneyPerWeek,
    PerWeek,
    Points,
    Positive,
    Seconds,
    TimeOfDay,
)
from sim.scenario.words import Ref

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
ChannelName = Annotated[Name, Ref(("channels",))]
DeskName = Annotated[Name, Ref(("tasks",))]
QueueName = Annotated[Name, Ref(("channels", "tasks"))]
TeamName = Annotated[Name, Ref(("teams",))]
TypeName = Annotated[Name, Ref(("issue_types",))]
SegmentName = Annotated[Name, Ref(("segments",))]
Weights = dict[ChannelName, Fraction]
"""Relative weights of channels; they are normalised where they are used."""


class Part(BaseModel):
    """Base of every part of a scenario: frozen, strict about keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


# -- clock and calendars ---------------------------------------------------------------------


class Clock(Part):
    """When the simulated time runs; local standard time, 24-hour days."""

    start: Day = date(2026, 1, 5)
    length_s: Seconds = Field(default=4 * 604800.0, alias="length")
    warm_up_s: Seconds = Field(default=0.0, alias="warm_up")
    run_out_s: Seconds = Field(default=14 * 86400.0, alias="run_out")
    holidays: Holidays = Holidays()


# -- customers and demand --------------------------------------------------------------------


class Segment(Part):
    """A kind of customer."""

    share: Fraction = 1.0
    value_per_week: MoneyPerWeek = Field(default=0.0, alias="value")
    reach: Positive = 100.0
    channels: Weights | None = None


class Customers(Part):
    """The population. ``population: none`` gives each issue a customer of its own."""

    population: Count | Literal["none"] = "none"
    segments: dict[Name, Segment] = Field(default_factory=lambda: {"everyone": Segment()})


class DayFactor(Part):
    """Day-to-day variation: demand of a date times a gamma factor of mean 1.

    Streams naming the same ``shared`` group face the same factor on the same date.
    """

    cv: Fraction
    shared: Name | None = None


class Surge(Part):
    """Extra issues after a moment, fading exponentially (campaign, outage)."""

    at: Moment
    issues: Amount
    decay_s: Seconds = Field(default=86400.0, alias="decay")


class Stream(Part):
    """A source of issues: exactly one of ``rate``, ``forecast`` and ``trace``.

    ``rate_per_week`` with ``profile``: 168 relative weights, Monday 00:00 first.
    ``forecast``: rows (seconds since the clock's start, interval length s, expected issues).
    ``trace``: exact arrival moments, seconds since the clock's start, ascending.
    """

    rate_per_week: PerWeek | None = Field(default=None, alias="rate")
    profile: tuple[float, ...] | None = None
    forecast: tuple[tuple[float, float, float], ...] | None = None
    trace: tuple[float, ...] | None = None
    day_factor: DayFactor | None = None
    surges: tuple[Surge, ...] = ()
    issue_types: dict[TypeName, Fraction] | None = None
    segments: dict[SegmentName, Fraction] | None = None
    channels: Weights | None = None


# -- issues ----------------------------------------------------------------------------------

StageName = Literal["acknowledge", "diagnose", "fix"]


class Work(Part):
    """Work content of an issue by stage, at speed 1. One distribution alone means the fix."""

    acknowledge: Distribution = constant(0.0)
    diagnose: Distribution = constant(0.0)
    fix: Distribution = constant(0.0)


class Recurrence(Part):
    """Harm that repeats while the issue is open (the next unwanted mailing)."""

    every: Distribution
    contact_chance: Chance = 1.0


class Leaves(Part):
    """Where stages go that the answering agent may not do.

    ``task`` names the desk for each stage; ``transfer`` hands the live customer over to a
    team that may do it, and falls back on the task when no such team exists.
    """

    diagnose: DeskName | None = None
    fix: DeskName | None = None
    how: Literal["task", "transfer"] = "task"


class IssueType(Part):
    """A kind of need."""

    share: Fraction = 1.0
    work: Work = Work(fix=constant(300.0))
    after_contact: Distribution = constant(0.0)
    authority: Count = 0
    resolves: Chance = 1.0
    resolves_by_channel: dict[ChannelName, Chance] = {}
    resolves_by_team: dict[TeamName, Chance] = {}
    unresolvable: Chance = 0.0
    leaves: Leaves = Leaves()
    chase: Distribution = constant(120.0)
    recurs: Recurrence | None = None
    channels: Weights | None = None


# -- channels and desks ----------------------------------------------------------------------

ReturnReason = Literal[
    "abandoned", "blocked", "closed", "disconnected", "unresolved", "no_reply", "broken_promise"
]


class Return(Part):
    """Whether, when and where a customer tries again after a reason.

    ``channel``: ``same``, ``second`` (the channel's ``second_choice``) or a channel's name.
    ``at_opening`` adds the wait for the channel's next opening to the delay's start.
    """

    chance: Chance = 0.0
    delay: Distribution = constant(0.0)
    channel: Annotated[Name, Ref(("channels",), ("same", "second"))] = "same"
    at_opening: Flag = False
    at_most: Count = 20


class ServiceTarget(Part):
    """``80 % in 20 s``."""

    share: Chance
    within_s: Seconds = Field(alias="within")


class Channel(Part):
    """A way to reach the firm."""

    kind: Literal["live", "deferred"] = "live"
    share: Fraction = 1.0
    hours: Calendar = Calendar.always()
    lines: Count | None = None
    waiting_room: Count | None = None
    patience: Distribution = Distribution(kind="never")
    when_closed: Literal["turn_away", "queue"] | None = None
    at_closing: Literal["keep", "disconnect", "serve_out"] = "keep"
    expected_reply_s: Seconds = Field(default=0.0, alias="expected_reply")
    service_target: ServiceTarget | None = None
    public: Flag = False
    second_choice: ChannelName | None = None
    cost_per_contact: Money = 0.0
    returns: dict[ReturnReason, Return] = {}


class Desk(Part):
    """A queue of deferred work left by contacts (back office, tier 2, an outside party)."""

    hours: Calendar = Calendar.always()
    lost: Chance = 0.0
    cost_per_task: Money = 0.0


# -- teams -----------------------------------------------------------------------------------


class Skill(Part):
    """What a team may do: channels and tasks × issue types × authority, and how deep.

    ``does`` is the last stage the team does in one go; ``speed`` 1.25 needs 1/1.25 of the work.
    """

    channels: tuple[ChannelName, ...] = ()
    tasks: tuple[DeskName, ...] = ()
    issue_types: tuple[TypeName, ...] | Literal["all"] = "all"
    authority: Count = 0
    does: StageName = "fix"
    speed: Positive = 1.0


class HeadCount(Part):
    """A number of agents present while a calendar is open; entries of a team add up."""

    agents: Count
    hours: Calendar = Calendar.always()


class Break(Part):
    """A break at a time of day (seconds after midnight) in every shift that contains it."""

    at_s: TimeOfDay = Field(alias="at")
    length_s: Seconds = Field(alias="length")
    paid: Flag = False


class Shift(Part):
    """A pattern worked by a number of rostered agents."""

    agents: Count
    hours: Calendar
    breaks: tuple[Break, ...] = ()
    speed: Positive = 1.0


class Shrinkage(Part):
    """Paid but unavailable blocks inside shifts (meetings, coaching), drawn per agent and date."""

    share: Chance = 0.0
    block_s: Seconds = Field(default=900.0, alias="block")


class Absence(Part):
    """Whole shifts missed, drawn per agent and date."""

    share: Chance = 0.0
    paid: Flag = True


class Premium(Part):
    """Extra pay, as a fraction of the wage, for hours inside a calendar. Premiums add up."""

    hours: Calendar
    share: Fraction


class Concurrency(Part):
    """Contacts at once; with k of them each runs at 1/(1 + slow_down (k - 1)) of solo speed.

    Counts for the listed channels; none listed means every live channel of the team.
    """

    contacts: Count = 1
    slow_down: Fraction = 0.0
    channels: tuple[ChannelName, ...] = ()


class Team(Part):
    """Agents who share skills, hours and rules. Either ``head_count`` or ``shifts``."""

    head_count: tuple[HeadCount, ...] | None = None
    shifts: tuple[Shift, ...] | None = None
    skills: tuple[Skill, ...]
    shrinkage: Shrinkage = Shrinkage()
    absence: Absence = Absence()
    concurrency: Concurrency = Concurrency()
    puts_aside: tuple[QueueName, ...] = ()
    end_of_shift: Literal["finish", "hand_back", "clear"] = "finish"
    chooses_agent: Literal["longest_idle", "least_loaded", "random"] = "longest_idle"
    chooses_contact: Literal["longest_waiting", "longest_queue", "priority", "credit"] = (
        "longest_waiting"
    )
    live_first: Flag = True
    wage_per_h: MoneyPerHour = Field(default=0.0, alias="wage")
    premiums: dict[Name, Premium] = {}
    holiday_premium: Fraction = 0.0
    overtime: Literal["overtime", "paid", "unpaid"] = "overtime"
    overtime_premium: Fraction = 0.5


# -- routing and promises --------------------------------------------------------------------


class Priority(Part):
    """Rank of a class of contacts; the first entry that matches counts. 1 is served first.

    ``credit`` is waiting time granted at entry and ``ageing`` the weight of time waited, both
    used by teams that choose by ``credit``: largest (credit + ageing × waited) first.
    """

    queue: QueueName | None = None
    issue_type: TypeName | None = None
    segment: SegmentName | None = None
    priority: Count = 1
    credit_s: Seconds = Field(default=0.0, alias="credit")
    ageing: Amount = 1.0


class Overflow(Part):
    """After a wait the contact may be served by a further team too."""

    queue: QueueName
    after_s: Seconds = Field(alias="after")
    to: TeamName


class Transfer(Part):
    """A chance that the answering team turns out to be the wrong one.

    The contact then queues again, live, for team ``to``, after ``after`` of talk.
    """

    sender: TeamName = Field(alias="from")
    to: TeamName
    chance: Chance
    issue_types: tuple[TypeName, ...] | Literal["all"] = "all"
    after: Distribution = constant(60.0)


class Routing(Part):
    """Who serves what first. ``teams``: order of teams by channel or desk; default file order."""

    teams: dict[QueueName, tuple[TeamName, ...]] = {}
    priorities: tuple[Priority, ...] = ()
    overflow: tuple[Overflow, ...] = ()
    transfers: tuple[Transfer, ...] = ()


class Promise(Part):
    """What is said about when a task will be done.

    ``fixed``: ``within`` from now. ``honest``: from the doing team's planned hours and the
    backlog of its desk, times ``margin``.
    """

    kind: Literal["none", "fixed", "honest"] = "none"
    within_s: Seconds = Field(default=86400.0, alias="within")
    margin: Positive = 1.0


# -- money and satisfaction ------------------------------------------------------------------


class Cost(Part):
    """Currency of every amount in the file."""

    currency: str = "USD"


class Satisfaction(Part):
    """A first satisfaction model: points on the 1 to 5 scale, added to ``base``.

    ``score = base + outcome + waiting + contacts + promise``, cut to 1…5, where waiting is
    ``wait_slower × log2(waited / expected)`` when slower than expected and
    ``wait_faster × log2(expected / waited)`` when faster (each capped at 3 doublings); the share
    satisfied (4 or 5) of customers with a score has logistic noise of scale ``spread``.
    """

    base: Points = 4.2
    denied: Points = -1.2
    unresolved: Points = -1.8
    wait_slower: Points = -0.35
    wait_faster: Points = 0.1
    per_extra_contact: Points = -0.4
    promise_kept: Points = 0.1
    promise_broken: Points = -0.7
    spread: Positive = 0.6


# -- the whole -------------------------------------------------------------------------------


class Scenario(Part):
    """A support organisation, its customers, and how long to watch them."""

    name: str = Field(default="scenario", alias="scenario")
    about: str = ""
    seed: Count = 1
    clock: Clock = Clock()
    customers: Customers = Customers()
    demand: dict[Name, Stream]
    issue_types: dict[Name, IssueType] = Field(default_factory=lambda: {"question": IssueType()})
    channels: dict[Name, Channel]
    tasks: dict[Name, Desk] = {}
    teams: dict[Name, Team]
    routing: Routing = Routing()
    returns: dict[ReturnReason, Return] = {}
    promise: Promise = Promise()
    cost: Cost = Cost()
    satisfaction: Satisfaction = Satisfaction()
