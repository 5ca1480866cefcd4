"""Teams: who is there when, with which skills and rules."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import (
    BeforeValidator,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)

from sim.scenario.model import hourly
from sim.scenario.model.amends import Amends
from sim.scenario.model.handle_time_target import HandleTimeTarget
from sim.scenario.model.history import History
from sim.scenario.model.manner import Manner
from sim.scenario.model.offers import Offers
from sim.scenario.problems import gathered, nested, shorten, wrong
from sim.scenario.values import table_files
from sim.scenario.values.calendars import Calendar, joined
from sim.scenario.values.distributions import Ending, constant
from sim.scenario.values.part import (
    ChannelName,
    Context,
    DeskName,
    Name,
    Part,
    QueueName,
    Several,
    StageName,
    TypesOrAll,
    single,
)
from sim.scenario.values.quantities import (
    Agents,
    AtOnce,
    Chance,
    Count,
    Extra,
    Flag,
    MoneyPerHour,
    Seconds,
    Speed,
    TimeOfDay,
    time_text,
)
from sim.scenario.values.week_spans import merged
from sim.time_units import DAY

LEAST_BLOCK_S = 0.001
"""Shorter stretches of shrinkage would be lost in the grid of times."""


class Skill(Part):
    """What a team may do: channels and tasks × issue types × authority, and how deep.

    ``does`` is the last stage the team does in one go; ``speed`` 1.25 needs 1/1.25 of the work.
    """

    channels: Several[ChannelName] = ()
    tasks: Several[DeskName] = ()
    issue_types: TypesOrAll = "all"
    authority: Count = 0
    does: StageName = "fix"
    speed: Speed = 1.0

    @model_validator(mode="after")
    def _about_something(self) -> Skill:
        if not self.channels and not self.tasks:
            raise wrong("a skill for nothing: expected `channels` or `tasks`.")
        return self


WhenBusy = Literal["postpone", "shorten", "put_aside"]
"""What becomes of a pause that begins while the agent is busy."""


class Break(Part):
    """A break at a time of day (seconds after midnight) in every shift that contains it.

    ``when_busy``: the team's unless stated.
    """

    at_s: TimeOfDay = Field(alias="at")
    length_s: Seconds = Field(alias="length")
    paid: Flag = False
    when_busy: WhenBusy | None = None

    @classmethod
    def short(cls, value: Any, context: Context | None) -> Any:
        if not isinstance(value, str):
            return value
        found = re.fullmatch(r"(\S+)\s+for\s+(.+?)(\s+paid|\s+unpaid)?", value.strip())
        if found is None:
            raise wrong(f"`{shorten(value)}` is not a break; expected one like `12:30 for 30 min`.")
        return {"at": found[1], "length": found[2], "paid": (found[3] or "").strip() == "paid"}


def check_breaks(hours: Calendar, breaks: tuple[Break, ...], what: str) -> None:
    """Raise what is wrong with breaks: outside of all spans of the hours, or overlapping."""
    errors = []
    for place, pause in enumerate(breaks):
        if not shifts_with(hours, pause):
            text = f"the break {time_text(pause.at_s)} lies in none of the {what} {hours}."
            errors.append(wrong(text, "breaks", place))
    for before, after in pairwise(sorted(breaks, key=lambda one: one.at_s)):
        if before.at_s + before.length_s > after.at_s:
            text = f"the break {time_text(after.at_s)} begins before the one above it ends."
            errors.append(wrong(text, "breaks", breaks.index(after)))
    if errors:
        raise gathered(errors)


class HeadCount(Part):
    """A number of agents present while a calendar is open; entries of a team add up."""

    agents: Agents
    hours: Calendar = Calendar.always()
    breaks: Several[Break] = ()

    @model_validator(mode="after")
    def _breaks_fit(self) -> HeadCount:
        check_breaks(self.hours, self.breaks, "hours")
        return self


class Shift(Part):
    """A pattern worked by a number of rostered agents."""

    agents: Agents
    hours: Calendar
    breaks: Several[Break] = ()
    speed: Speed = 1.0

    @model_validator(mode="after")
    def _worked(self) -> Shift:
        if not self.hours.spans:
            raise wrong(
                "the shift has no hours; expected hours like `Mon-Fri 09:00-17:00`.", "hours"
            )
        check_breaks(self.hours, self.breaks, "shifts")
        return self


def shifts_with(calendar: Calendar, pause: Break) -> list[int]:
    """Positions in ``joined`` of the spans that hold the break whole."""
    return [
        place
        for place, (start, end) in enumerate(joined(calendar))
        for day in range(14)
        if start <= day * DAY + pause.at_s and day * DAY + pause.at_s + pause.length_s <= end
    ]


class Shrinkage(Part):
    """Paid but unavailable blocks inside shifts (meetings, coaching), drawn per agent and date.

    ``when_busy``: the team's unless stated.
    """

    share: Chance = 0.0
    block_s: Seconds = Field(default=900.0, alias="block")
    when_busy: WhenBusy | None = None

    @field_validator("block_s")
    @classmethod
    def _lasts(cls, value: float) -> float:
        if value < LEAST_BLOCK_S:
            raise wrong("`block` is shorter than 0.001 s; expected a duration like `15 min`.")
        return value

    @classmethod
    def short(cls, value: Any, context: Context | None) -> Any:
        return {"share": value} if isinstance(value, str | int | float) else value


class Absence(Part):
    """Whole shifts missed, drawn per agent and date."""

    share: Chance = 0.0
    paid: Flag = True

    @classmethod
    def short(cls, value: Any, context: Context | None) -> Any:
        return {"share": value} if isinstance(value, str | int | float) else value


class Premium(Part):
    """Extra pay, as a fraction of the wage, for hours inside a calendar. Premiums add up."""

    hours: Calendar
    share: Extra


class Concurrency(Part):
    """Contacts at once; with k of them each runs at 1/(1 + slow_down (k - 1)) of solo speed.

    Counts for the listed channels; none listed means every live channel of the team.
    """

    contacts: AtOnce = 1
    slow_down: Extra = 0.0
    channels: Several[ChannelName] = ()

    @classmethod
    def short(cls, value: Any, context: Context | None) -> Any:
        return {"contacts": value} if isinstance(value, int) else value


def _head_count(value: Any, info: ValidationInfo) -> Any:
    """A number, entries with hours, numbers by hour, or a table, as entries that add up."""
    if value is None:
        return None
    if table_files.named(value) and info.context is not None:
        return _by_step(hourly.read_agents(value, info.context))
    if isinstance(value, str | int | float):
        return [{"agents": value}]
    if hourly.is_by_days(value):
        return _by_step(hourly.read_by_hour(value, info.context))
    entries = single(value)
    if not isinstance(entries, list | tuple):
        return entries
    found: list[HeadCount] = []
    failed: list[tuple[tuple[int, ...], ValidationError]] = []
    for place, entry in enumerate(entries):
        try:
            found += _entry(entry, info.context)
        except ValidationError as error:
            failed.append(((place,) if isinstance(value, list | tuple) else (), error))
    if failed:
        raise nested(failed)
    return found


def _entry(entry: Any, context: Context | None) -> list[HeadCount]:
    if table_files.named(entry) and context is not None:
        return _by_step(hourly.read_agents(entry, context))
    if isinstance(entry, Mapping) and set(entry) & set(hourly.ByHour.SIZES):
        return _by_step(hourly.ByHour.model_validate(entry, context=context).steps())
    return [HeadCount.model_validate(entry, context=context)]


def _by_step(steps: hourly.Steps) -> list[HeadCount]:
    """One entry for each number, with the hours in which it holds."""
    spans: dict[float, list[tuple[float, float]]] = {}
    for start, end, number in steps:
        if number > 0:
            spans.setdefault(number, []).append((start, end))
    return [
        HeadCount.model_validate({"agents": number, "hours": Calendar(spans=merged(part))})
        for number, part in spans.items()
    ]


class Team(Part):
    """Agents who share skills, hours and rules. Either ``head_count`` or ``shifts``."""

    head_count: Annotated[tuple[HeadCount, ...] | None, BeforeValidator(_head_count)] = None
    shifts: Several[Shift] | None = None
    skills: Several[Skill]
    shrinkage: Shrinkage = Shrinkage()
    absence: Absence = Absence()
    concurrency: Concurrency = Concurrency()
    handle_time_target: HandleTimeTarget | None = None
    history: History = History()
    explains: Chance = 0.0
    explaining: Ending = constant(0.0)
    amends: Amends | None = None
    manner: Manner | None = None
    offers: Offers | None = None
    puts_aside: Several[QueueName] = ()
    when_busy: WhenBusy = "postpone"
    end_of_shift: Literal["finish", "hand_back", "clear"] = "finish"
    chooses_agent: Literal["longest_idle", "least_loaded", "random"] = "longest_idle"
    chooses_contact: Literal[
        "longest_waiting", "longest_queue", "priority", "credit", "shortest_work"
    ] = "longest_waiting"
    live_first: Flag = True
    wage_per_h: MoneyPerHour = Field(default=0.0, alias="wage")
    premiums: dict[Name, Premium] = Field(default_factory=dict)
    holiday_premium: Extra = 0.0
    overtime: Literal["overtime", "paid", "unpaid"] = "overtime"
    overtime_premium: Extra = 0.5

    @model_validator(mode="after")
    def _staffed_one_way(self) -> Team:
        if self.head_count is None and self.shifts is None:
            raise wrong("nobody works here; expected `shifts` or `head_count`.")
        if self.head_count is not None and self.shifts is not None:
            raise wrong("both `head_count` and `shifts` are stated; expected one.", "head_count")
        if not self.skills:
            raise wrong("the team has no skills; expected at least one.", "skills")
        return self

    @property
    def entries(self) -> tuple[HeadCount | Shift, ...]:
        """Who is planned when: the entries of the head count, or the patterns of shifts."""
        return self.head_count or self.shifts or ()
