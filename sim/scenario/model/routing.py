"""Who serves what first, who helps out, and who turns out to be the wrong one."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, PlainSerializer, model_validator

from sim.scenario.problems import wrong
from sim.scenario.values.distributions import Ending, constant
from sim.scenario.values.part import (
    ChannelName,
    Context,
    DeskName,
    Part,
    QueueName,
    SegmentName,
    Several,
    TeamName,
    TypeName,
    TypesOrAll,
)
from sim.scenario.values.quantities import (
    Amount,
    Chance,
    Count,
    Flag,
    MoneyPerWeek,
    Positive,
    Rank,
    Seconds,
    WholePositive,
)
from sim.time_units import MINUTE


class Priority(Part):
    """Rank of a class of contacts; the first entry that matches counts. 1 is served first.

    ``public: yes`` matches contacts and tasks of issues that went to a public channel,
    ``reopened: yes`` those of issues whose fix has turned out not to hold. ``failures_from``: those
    of issues with at least so many failures up to now, ``complaints_from``: those of customers
    with at least so many complaints before. ``reach_from``, ``value_from`` and
    ``severity_from``: those of segments and issue types with at least that reach, value, severity.
    ``credit`` is waiting time granted at entry and ``ageing`` the weight of time waited, both
    used by teams that choose by ``credit``: largest (credit + ageing × waited) first.
    """

    queue: QueueName | None = None
    issue_type: TypeName | None = None
    segment: SegmentName | None = None
    public: Flag | None = None
    reopened: Flag | None = None
    failures_from: WholePositive | None = None
    complaints_from: WholePositive | None = None
    reach_from: Positive | None = None
    value_from_per_week: MoneyPerWeek | None = Field(default=None, alias="value_from")
    severity_from: Amount | None = None
    priority: Rank = 1
    credit_s: Seconds = Field(default=0.0, alias="credit")
    ageing: Amount = 1.0

    @property
    def failed(self) -> bool | None:
        """Whether the issue must have failed often enough; None: that does not matter."""
        return None if self.failures_from is None else True

    @property
    def habitual(self) -> bool | None:
        """Whether the customer must have complained often; None: that does not matter."""
        return None if self.complaints_from is None else True

    def suits(self, reach: float, value_per_week: float, severity: float) -> bool:
        """Whether the customer's reach and value, and the issue type's severity, are enough."""
        least = (
            (self.reach_from, reach),
            (self.value_from_per_week, value_per_week),
            (self.severity_from, severity),
        )
        return all(bound is None or has >= bound for bound, has in least)


class Overflow(Part):
    """After a wait the contact may be served by a further team too."""

    queue: QueueName
    after_s: Seconds = Field(alias="after")
    to: TeamName


class Reserve(Part):
    """A team that joins while a line is long, and goes when it is short again.

    Called when more than ``above`` wait, who came first has waited ``waited``, or the wait to
    expect is more than ``expected_wait``: one of the three. It goes when no more than ``until``
    wait. ``interrupts``: what it ``puts_aside`` makes way. ``switching``: work added to the first
    piece of work whenever one of its agents turns to the queue.
    """

    queue: QueueName
    team: TeamName
    above: Count | None = None
    waited_s: Seconds | None = Field(default=None, alias="waited")
    expected_wait_s: Seconds | None = Field(default=None, alias="expected_wait")
    until: Count = 0
    interrupts: Flag = False
    switching_s: Seconds = Field(default=0.0, alias="switching")

    @model_validator(mode="after")
    def _one_threshold(self) -> Reserve:
        stated = (self.above, self.waited_s, self.expected_wait_s)
        if sum(one is not None for one in stated) != 1:
            raise wrong("state one of `above`, `waited` and `expected_wait`: when it is called.")
        if self.above is not None and self.until > self.above:
            message = (
                f"the reserve goes when {self.until} wait, and is called when more than "
                f"{self.above} do: state an `until` of {self.above} or less."
            )
            raise wrong(message, "until")
        return self


class Transfer(Part):
    """A chance that the answering team turns out to be the wrong one.

    The contact then queues again, live, for team ``to``, after ``after`` of talk.
    """

    sender: TeamName = Field(alias="from")
    to: TeamName
    chance: Chance
    issue_types: TypesOrAll = "all"
    after: Ending = constant(MINUTE)


def _short(equals: tuple[str, ...]) -> str | list[str]:
    """A team alone by its name."""
    return equals[0] if len(equals) == 1 else list(equals)


def _some(equals: tuple[str, ...]) -> tuple[str, ...]:
    if not equals:
        raise wrong("an empty list: expected a team, or several of equal rank.")
    return equals


Equals = Annotated[
    Several[TeamName], AfterValidator(_some), PlainSerializer(_short, when_used="json")
]
"""Teams of equal rank, or one team by its name."""


class CaseOwner(Part):
    """The agent who first takes an issue further owns it: later contacts wait for that agent.

    ``waits``: so long from joining a line. ``channels``: on which; none listed means all.
    ``tasks``: desks whose tasks wait so, too. ``issue_types``: of which the cases have owners.
    ``lost``: factor on the chance that a task of a case with an owner is lost on its way.
    """

    waits_s: Seconds = Field(default=10 * MINUTE, alias="waits")
    channels: Several[ChannelName] = ()
    tasks: Several[DeskName] = ()
    issue_types: TypesOrAll = "all"
    lost: Chance = 1.0

    @classmethod
    def short(cls, value: Any, context: Context | None) -> Any:
        return {"waits": value} if isinstance(value, str | int | float) else value

    def waits_in(self, queue: str, desk: bool) -> bool:
        """Whether jobs wait for the owner of their case in a channel or at a desk."""
        if desk:
            return queue in self.tasks
        return not self.channels or queue in self.channels

    def owns(self, issue_type: str) -> bool:
        """Whether cases of the type have owners."""
        return self.issue_types == "all" or issue_type in self.issue_types


class Routing(Part):
    """Who serves what first.

    ``teams``: order of teams by channel or desk, those of equal rank together; default file
    order, each of its own rank. ``among_equals``: who of the idle agents of teams of equal rank
    is chosen, from those whom the teams' own rules choose. ``case_owner``: None for nobody.
    """

    teams: dict[QueueName, Several[Equals]] = Field(default_factory=dict)
    priorities: Several[Priority] = ()
    overflow: Several[Overflow] = ()
    transfers: Several[Transfer] = ()
    case_owner: CaseOwner | None = None
    reserve: Several[Reserve] = ()
    among_equals: Literal["longest_idle", "least_loaded", "random"] = "longest_idle"

    @property
    def failed_from(self) -> int:
        """From how many failures on the priorities tell issues apart; 0: from none."""
        stated = [one.failures_from for one in self.priorities if one.failures_from is not None]
        return stated[0] if stated else 0

    @property
    def habitual_from(self) -> int:
        """From how many complaints on the priorities tell customers apart; 0: from none."""
        stated = [one.complaints_from for one in self.priorities]
        return next((number for number in stated if number is not None), 0)

    def lost_factor(self, issue_type: str) -> float:
        """Factor on the chance that a task is lost of a case of the type that has an owner."""
        owners = self.case_owner
        return owners.lost if owners is not None and owners.owns(issue_type) else 1.0
