"""Kinds of needs: their work, who may do it, and what remains."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from pydantic import Field, field_validator, model_validator

from sim.scenario.model.means_by_hour import WRITTEN, HandleTimeByHour, check_mean, factors
from sim.scenario.model.noticed import Noticed
from sim.scenario.problems import wrong
from sim.scenario.values.distributions import Distribution, Ending, constant, is_form
from sim.scenario.values.part import ChannelName, Context, DeskName, Part, TeamName, Weights
from sim.scenario.values.quantities import Amount, Chance, Count, Flag, Fraction, Money, Seconds
from sim.time_units import DAY, HOUR


class Work(Part):
    """Work content of an issue by stage, at speed 1. One distribution alone means the fix."""

    acknowledge: Ending = constant(0.0)
    diagnose: Ending = constant(0.0)
    fix: Ending = constant(0.0)

    @classmethod
    def short(cls, value: Any, context: Context | None) -> Any:
        return {"fix": value} if is_form(value) else value


class Recurrence(Part):
    """Harm that repeats while the issue is open (the next unwanted mailing)."""

    every: Ending
    contact_chance: Chance = 1.0

    @classmethod
    def short(cls, value: Any, context: Context | None) -> Any:
        return {"every": value} if is_form(value) else value

    @field_validator("every")
    @classmethod
    def _at_times(cls, value: Distribution) -> Distribution:
        if value.mean_s() == 0:
            raise wrong("it recurs all the time; expected a duration above zero.")
        return value


class Leaves(Part):
    """Where stages go that the answering agent may not do.

    ``task`` names the desk for each stage; ``transfer`` hands the live customer over to a
    team that may do it, and falls back on the task when no such team exists.
    """

    diagnose: DeskName | None = None
    fix: DeskName | None = None
    how: Literal["task", "transfer"] = "task"


class Turns(Part):
    """Back and forth on deferred channels: what is missing is asked for before work goes on.

    ``questions``: chance that something is missing, and after each answer that something more is.
    ``work``: of asking. ``answers``: chance that the customer answers, ``answers_after`` so long;
    ``closes_after``: without an answer the case is closed.
    """

    questions: Chance
    work: Ending = constant(120.0)
    answers: Chance = 0.9
    answers_after: Ending = Distribution(kind="exponential", a=4 * HOUR)
    closes_after_s: Seconds = Field(default=7 * DAY, alias="closes_after")

    @classmethod
    def short(cls, value: Any, context: Context | None) -> Any:
        return {"questions": value} if isinstance(value, str | int | float) else value

    @field_validator("questions")
    @classmethod
    def _ends(cls, value: float) -> float:
        if value >= 1.0:
            raise wrong("something is always missing, and nothing gets done; expected below 100 %.")
        return value

    @property
    def per_contact(self) -> float:
        """Expected turns, the first one included, of a conversation on a deferred channel."""
        return 1.0 / (1.0 - self.questions * self.answers)


class Perishing(Part):
    """Value that a need loses if it is not met in time; ``after``: from when it arises."""

    after: Distribution
    value: Money = 0.0

    @classmethod
    def short(cls, value: Any, context: Context | None) -> Any:
        return {"after": value} if is_form(value) else value


WITH_A_NEED = (
    *("authority", "resolves", "resolves_by_channel", "resolves_by_team", "unresolvable"),
    *("leaves", "found_out_after", "recurs", "turns", "perishes", "noticed"),
)
"""Keys of issue types that mean nothing where an answer is all that is needed."""


class IssueType(Part):
    """A kind of need. ``patience``, if given, counts on live channels instead of theirs.

    ``handle_time_by_hour_s``: mean work of all stages and after contact, at speed 1, by hour of
    the week in which the issue arises; 0: as ``work`` and ``after_contact`` say.
    """

    SUGAR: ClassVar[Mapping[str, Any]] = {"handle_time_by_hour": WRITTEN}

    share: Fraction = 1.0
    work: Work = Work(fix=constant(300.0))
    after_contact: Ending = constant(0.0)
    handle_time_by_hour_s: HandleTimeByHour = Field(default=None, alias="handle_time_by_hour")
    authority: Count = 0
    severity: Amount = 0.0
    needs: Literal["fix", "answer"] = "fix"
    complaint: Flag = False
    resolves: Chance = 1.0
    resolves_by_channel: dict[ChannelName, Chance] = Field(default_factory=dict)
    resolves_by_team: dict[TeamName, Chance] = Field(default_factory=dict)
    unresolvable: Chance = 0.0
    leaves: Leaves = Leaves()
    found_out_after: Distribution = constant(0.0)
    chase: Ending = constant(120.0)
    re_explaining: Ending = constant(60.0)
    recurs: Recurrence | None = None
    turns: Turns | None = None
    perishes: Perishing | None = None
    noticed: Noticed | None = None
    patience: Distribution | None = None
    channels: Weights | None = None

    @model_validator(mode="after")
    def _has_time_to_change(self) -> IssueType:
        of = "`work` and `after_contact`"
        means = self.handle_time_by_hour_s
        check_mean(means, self.handle_time_s, "handle_time_by_hour", of)
        return self

    @model_validator(mode="after")
    def _needs_no_more(self) -> IssueType:
        if self.by_answer:
            fields = type(self).model_fields
            more = [
                key
                for key in WITH_A_NEED
                if getattr(self, key) != fields[key].get_default(call_default_factory=True)
            ]
            if more:
                listed = ", ".join(f"`{key}`" for key in more)
                raise wrong(f"any answer is enough (`needs: answer`): leave out {listed}.", more[0])
        return self

    @property
    def by_answer(self) -> bool:
        """Whether any answer meets it, whoever gives it."""
        return self.needs == "answer"

    @property
    def asks(self) -> bool:
        """Whether customers may be asked for something on deferred channels."""
        return self.turns is not None and self.turns.questions > 0.0

    @property
    def value_lasts(self) -> Distribution | None:
        """How long such a need is worth meeting; None: for ever."""
        rule = self.perishes
        return None if rule is None or rule.after.kind == "never" else rule.after

    @property
    def handle_time_s(self) -> float:
        """Mean work of all stages and after contact, hours left aside."""
        work = self.work
        parts = (work.acknowledge, work.diagnose, work.fix, self.after_contact)
        return sum(part.mean_s() for part in parts)

    @property
    def handle_factors(self) -> tuple[float, ...] | None:
        """Factors on work by stage and after contact, by hour of the week; None: no hour has."""
        return factors(self.handle_time_by_hour_s, self.handle_time_s)

    def chance_to_resolve(self, team: str, queue: str) -> float:
        """The chance that a fix meets the need: the team's own counts, then the channel's."""
        return self.resolves_by_team.get(team, self.resolves_by_channel.get(queue, self.resolves))

    @property
    def may_fail(self) -> bool:
        """Whether a fix may turn out not to meet the need, even if all work is done."""
        chances = (*self.resolves_by_team.values(), *self.resolves_by_channel.values())
        return min(self.resolves, *chances, 1.0) < 1.0

    @property
    def shows_later(self) -> bool:
        """Whether customers see only after some time whether a fix holds."""
        return self.found_out_after.mean_s() > 0.0
