"""Who the customers are, what they remember, and when they leave."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from sim.scenario.model.channel_choice import Habit, Louder
from sim.scenario.model.expectations import Expectations
from sim.scenario.problems import shorten, wrong
from sim.scenario.values.part import Context, Name, Part, Weights, not_all_zero
from sim.scenario.values.quantities import (
    Chance,
    Fraction,
    MoneyPerWeek,
    Points,
    Positive,
    Score,
    Seconds,
    WholePositive,
)
from sim.scenario.values.units import whole_positive
from sim.time_units import WEEK


class Segment(Part):
    """A kind of customer."""

    share: Fraction = 1.0
    value_per_week: MoneyPerWeek = Field(default=0.0, alias="value")
    reach: Positive = 100.0
    channels: Weights | None = None


class Trust(Part):
    """What customers think of the firm, in points from 1 to 5: a running mean of their scores.

    ``rate``: share of the gap to a score that a judgement closes; ``rate_worse``: the same when
    the score is below trust; ``rate_first``: at a customer's first judgement. Unless stated
    these two are as ``rate``. ``amends``: points that amends add to trust, after the
    judgement.
    """

    start: Score = 3.5
    rate: Chance = 0.2
    rate_worse: Chance | None = None
    rate_first: Chance | None = None
    amends: Points = 0.0

    @classmethod
    def short(cls, value: Any, context: Context | None) -> Any:
        return {"rate": value} if isinstance(value, str | int | float) else value

    @property
    def moves(self) -> bool:
        """Whether any judgement changes it."""
        return any((self.rate, self.rate_worse, self.rate_first, self.amends))


class Leaving(Part):
    """When customers leave for good.

    ``churn``: share who leave within a year, whatever the firm does. ``at_worst``, ``at_middle``:
    chances to leave after a judgement at 1 and at 3 points, where a point is ``own_score`` of the
    issue's score and the rest of the trust before it, less what a ``competitor`` is better; none
    at 5, and straight lines between. ``amends``: share of that chance that is left after amends.
    """

    churn: Chance = 0.0
    at_worst: Chance = 0.2
    at_middle: Chance = 0.05
    own_score: Chance = 0.5
    competitor: Points = 0.0
    amends: Chance = 1.0

    @model_validator(mode="after")
    def _falls(self) -> Leaving:
        if self.churn >= 1.0:
            raise wrong("all leave at once; expected a share below 100 % in a year.", "churn")
        if self.at_middle > self.at_worst:
            message = "more would leave at 3 points than at 1; expected at most `at_worst`."
            raise wrong(message, "at_middle")
        return self

    @property
    def by_judgement(self) -> bool:
        """Whether any judgement makes customers leave."""
        return self.at_worst > 0.0


def _population(value: Any) -> Any:
    if value == "none":
        return value
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise wrong(f"`{shorten(value)}`: expected a number of customers, or `none`.")
    return whole_positive(value)


class Customers(Part):
    """The population. ``population: none`` gives each issue a customer of its own.

    ``gives_up_hope_after``: from the need on; who does not know by then what became of it judges
    it as unresolved.
    """

    population: Annotated[WholePositive | Literal["none"], BeforeValidator(_population)] = "none"
    segments: dict[Name, Segment] = Field(default_factory=lambda: {"everyone": Segment()})
    gives_up_hope_after_s: Seconds = Field(default=4 * WEEK, alias="gives_up_hope_after")
    trust: Trust | None = None
    leaving: Leaving | None = None
    habit: Habit | None = None
    louder: Louder | None = None
    expectations: Expectations | None = None

    @model_validator(mode="after")
    def _some(self) -> Customers:
        shares = {name: segment.share for name, segment in self.segments.items()}
        not_all_zero(shares, "shares of the segments", "segments")
        return self

    @model_validator(mode="after")
    def _are_somebody(self) -> Customers:
        if self.population == "none":
            for key in ("trust", "leaving", "habit", "expectations"):
                if getattr(self, key) is not None:
                    message = (
                        "nobody comes twice without a `population`; expected `population` to be "
                        "a number of customers."
                    )
                    raise wrong(message, key)
        return self
