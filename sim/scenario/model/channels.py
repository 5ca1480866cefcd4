"""Ways to reach the firm, desks for deferred work, and trying again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, model_validator

from sim.scenario.model.approval import Approval
from sim.scenario.model.means_by_hour import WRITTEN, PatienceByHour, check_mean, factors
from sim.scenario.model.peers import Peers
from sim.scenario.model.redirect import Redirect
from sim.scenario.model.self_service import SelfService
from sim.scenario.model.service_level import ServiceLevel
from sim.scenario.model.service_thresholds import ServiceThresholds
from sim.scenario.model.updates import Updates
from sim.scenario.problems import shorten, wrong
from sim.scenario.values import bounds, units
from sim.scenario.values.calendars import Calendar
from sim.scenario.values.distributions import Distribution, constant
from sim.scenario.values.part import (
    ONE_NAME,
    SOME,
    ChannelName,
    Context,
    LinesName,
    Name,
    Part,
    Ref,
    TypeName,
    is_name,
)
from sim.scenario.values.quantities import (
    Chance,
    Contacts,
    Count,
    Flag,
    Fraction,
    Money,
    Positive,
    Seconds,
    WholePositive,
    yes_or_no,
)

ReturnReason = Literal[
    "abandoned",
    "blocked",
    "closed",
    "disconnected",
    "unresolved",
    "no_reply",
    "broken_promise",
    "recurrence",
    "redirected",
    "dropped_out",
]
Way = Annotated[Name, Ref(("channels",), ("same", "second"))]
WayWeights = Annotated[dict[Way, Fraction], ONE_NAME, SOME]


def _lines(value: Any) -> Any:
    """A name as it is, anything else as a number: so one mistake is told, not two."""
    named = isinstance(value, str) and is_name(value)
    return value if value is None or named else units.whole_positive(value, within=bounds.WHOLE)


Lines = Annotated[WholePositive | LinesName | None, BeforeValidator(_lines)]
"""A number of one's own, or the name of a set that several channels share."""


class Return(Part):
    """Whether, when and where a customer tries again after a reason.

    ``channel``: ``same``, ``second`` (the channel's ``second_choice``) or a channel's name, or
    several of these with weights (``{same: 70 %, social: 30 %}``).
    ``at_opening`` adds the wait for the channel's next opening to the delay's start.
    ``patience``: ``kept``, what the waits of earlier contacts have left of the first one's; else
    drawn anew.
    """

    chance: Chance = 0.0
    delay: Distribution = constant(0.0)
    channel: WayWeights = Field(default_factory=lambda: {"same": 1.0})
    at_opening: Flag = False
    at_most: Contacts = 20
    patience: Literal["kept", "new"] = "new"

    @classmethod
    def short(cls, value: Any, context: Context | None) -> Any:
        return {"chance": value} if isinstance(value, str | int | float) else value


class ServiceTarget(Part):
    """``80 % in 20 s``."""

    share: Chance
    within_s: Seconds = Field(alias="within")

    @classmethod
    def short(cls, value: Any, context: Context | None) -> Any:
        if not isinstance(value, str):
            return value
        found = re.fullmatch(r"(.+?)\s+(?:with)?in\s+(.+)", value.strip())
        if found is None:
            raise wrong(f"`{shorten(value)}` is not a target; expected one like `80 % in 20 s`.")
        return {"share": found[1], "within": found[2]}


class AutomaticReply(Part):
    """What says at once that a contact has come in; ``seen_through``: chance that it is."""

    seen_through: Chance = 0.5

    @classmethod
    def short(cls, value: Any, context: Context | None) -> Any:
        if yes_or_no(value):
            return {}
        return {"seen_through": value} if isinstance(value, str | int | float) else value


class Answers(Part):
    """Which contacts of a deferred channel get an answer; the others are ignored.

    ``share``: chance of a contact's; ``issue_types``: the same by issue type, which counts first.
    ``reach_from``: customers of segments with at least that ``reach`` always get one; None: reach
    is not looked at.
    """

    share: Chance = 1.0
    issue_types: dict[TypeName, Chance] = Field(default_factory=dict)
    reach_from: Positive | None = None

    @classmethod
    def short(cls, value: Any, context: Context | None) -> Any:
        said = yes_or_no(value)
        if said is not None:
            return {"share": 1.0 if said else 0.0}
        return {"share": value} if isinstance(value, str | int | float) else value

    def chance(self, issue_type: str, reach: float) -> float:
        """Chance that a contact gets an answer, by its issue type and the customer's reach."""
        if self.reach_from is not None and reach >= self.reach_from:
            return 1.0
        return self.issue_types.get(issue_type, self.share)


class Callback(Part):
    """An offer to those who have waited: to ring off, keep the place in the line, be called back.

    ``after``: of waiting in a line. ``answers``: chance that the customer picks up; if not, the
    agent has spent ``not_reached_work``.
    """

    after_s: Seconds = Field(default=120.0, alias="after")
    accepts: Chance = 0.5
    answers: Chance = 1.0
    not_reached_work_s: Seconds = Field(default=30.0, alias="not_reached_work")


class Channel(Part):
    """A way to reach the firm.

    ``when_closed``: unless stated, a live channel turns away and a deferred one queues.
    ``at_closing``: unless stated, those waiting are served out, but kept on a deferred channel
    and on one that queues when it is closed.
    ``patience_by_hour_s``: mean patience by hour of the week in which the contact is made; 0: as
    ``patience`` says.
    """

    SUGAR: ClassVar[Mapping[str, Any]] = {"patience_by_hour": WRITTEN}

    kind: Literal["live", "deferred"] = "live"
    share: Fraction = 1.0
    hours: Calendar = Calendar.always()
    lines: Lines = None
    waiting_room: Count | None = None
    patience: Distribution = Distribution(kind="never")
    patience_by_hour_s: PatienceByHour = Field(default=None, alias="patience_by_hour")
    when_closed: Literal["turn_away", "queue"] | None = None
    at_closing: Literal["keep", "disconnect", "serve_out"] = "serve_out"
    expected_reply_s: Seconds = Field(default=0.0, alias="expected_reply")
    automatic_reply: AutomaticReply | None = None
    answers: Answers = Answers()
    callback: Callback | None = None
    redirect: Redirect | None = None
    self_service: SelfService | None = None
    peers: Peers | None = None
    approval: Approval | None = None
    service_target: ServiceTarget | None = None
    service_level: ServiceLevel | None = None
    service_thresholds: ServiceThresholds | None = None
    public: Flag = False
    second_choice: ChannelName | None = None
    cost_per_contact: Money = 0.0
    returns: dict[ReturnReason, Return] = Field(default_factory=dict)

    @classmethod
    def short(cls, value: Any, context: Context | None) -> Any:
        if not isinstance(value, dict):
            return value
        deferred = value.get("kind") == "deferred"
        unless_stated = {"when_closed": "queue" if deferred else "turn_away"}
        if deferred or value.get("when_closed") == "queue":
            unless_stated["at_closing"] = "keep"
        found: dict[str, str | None] = {
            key: part for key, part in unless_stated.items() if value.get(key) is None
        }
        if yes_or_no(value.get("automatic_reply")) is False:
            found["automatic_reply"] = None
        return {**value, **found}

    @model_validator(mode="after")
    def _has_patience_to_change(self) -> Channel:
        means, mean_s = self.patience_by_hour_s, self.patience.mean_s()
        check_mean(means, mean_s, "patience_by_hour", "`patience`")
        return self

    @property
    def selects(self) -> bool:
        """Whether ``answers`` says that not every contact gets one."""
        return self.answers != Answers()

    @property
    def patience_factors(self) -> tuple[float, ...] | None:
        """Factors on the patience by hour of the week; None: no hour has any."""
        return factors(self.patience_by_hour_s, self.patience.mean_s())

    @model_validator(mode="after")
    def _is_on_the_line(self) -> Channel:
        if self.kind == "deferred" and self.callback is not None:
            message = "nobody waits on the line of a deferred channel: leave the callback out."
            raise wrong(message, "callback")
        if self.kind == "live" and self.selects:
            message = (
                "on a live channel whoever is free answers: state who is turned away by `hours`, "
                "`lines` or `waiting_room`, or make the channel `kind: deferred`."
            )
            raise wrong(message, "answers")
        if self.kind == "live" and self.approval is not None:
            message = (
                "who is in a live talk waits for no approval: make the channel `kind: deferred`, "
                "or leave `approval` out."
            )
            raise wrong(message, "approval")
        return self

    @model_validator(mode="after")
    def _is_seen_by_peers(self) -> Channel:
        if self.peers is not None and not (self.public and self.kind == "deferred"):
            message = (
                "other customers answer only what they can see: make the channel `kind: deferred` "
                "and `public: yes`, or leave `peers` out."
            )
            raise wrong(message, "peers")
        return self

    @model_validator(mode="after")
    def _has_a_target(self) -> Channel:
        targeted = self.kind == "live" or self.service_target or self.expected_reply_s
        if self.service_level is not None and not targeted:
            message = (
                "a deferred channel has a service level only where it says how soon: state "
                "`service_target` or `expected_reply`, or leave `service_level` out."
            )
            raise wrong(message, "service_level")
        return self

    @model_validator(mode="after")
    def _opens(self) -> Channel:
        if not self.hours.spans:
            raise wrong("the channel never opens; expected hours.", "hours")
        return self


class Desk(Part):
    """A queue of deferred work left by contacts (back office, tier 2, an outside party)."""

    hours: Calendar = Calendar.always()
    lost: Chance = 0.0
    confirms: Chance = 1.0
    updates: Updates | None = None
    cost_per_task: Money = 0.0
