"""Who is served first, what is promised, what counts as satisfying."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, field_validator

from sim.scenario.base import Part, QueueName, SegmentName, TeamName, TypeName
from sim.scenario.context import Context
from sim.scenario.distributions import Ending, constant
from sim.scenario.problems import shorten, wrong
from sim.scenario.quantities import Amount, Chance, Flag, Points, Rank, Seconds, Speed, Spread
from sim.scenario.several import Several, TypesOrAll
from sim.scenario.units import CURRENCY


class Priority(Part):
    """Rank of a class of contacts; the first entry that matches counts. 1 is served first.

    ``public: yes`` matches contacts and tasks of issues that went to a public channel,
    ``reopened: yes`` those of issues whose fix has turned out not to hold.
    ``credit`` is waiting time granted at entry and ``ageing`` the weight of time waited, both
    used by teams that choose by ``credit``: largest (credit + ageing × waited) first.
    """

    queue: QueueName | None = None
    issue_type: TypeName | None = None
    segment: SegmentName | None = None
    public: Flag | None = None
    reopened: Flag | None = None
    priority: Rank = 1
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
    issue_types: TypesOrAll = "all"
    after: Ending = constant(60.0)


class Routing(Part):
    """Who serves what first. ``teams``: order of teams by channel or desk; default file order."""

    teams: dict[QueueName, Several[TeamName]] = Field(default_factory=dict)
    priorities: Several[Priority] = ()
    overflow: Several[Overflow] = ()
    transfers: Several[Transfer] = ()


class Promise(Part):
    """What is said about when a task will be done.

    ``fixed``: ``within`` from now. ``honest``: from the doing team's planned hours and the
    backlog of its desk, times ``margin``.
    """

    kind: Literal["none", "fixed", "honest"] = "none"
    within_s: Seconds = Field(default=86400.0, alias="within")
    margin: Speed = 1.0

    @classmethod
    def short(cls, value: Any, context: Context | None) -> Any:
        return {"kind": value} if isinstance(value, str) else value


class Cost(Part):
    """Currency of every amount in the file: a code of three capitals."""

    currency: str = "USD"

    @field_validator("currency")
    @classmethod
    def _code(cls, value: str) -> str:
        if not CURRENCY.fullmatch(value):
            raise wrong(f"`{shorten(value)}` is no currency: expected a code like `USD`.")
        return value


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
    spread: Spread = 0.6
