"""The needs that arise: streams of issues."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, NamedTuple

import numpy as np
from pydantic import (
    BeforeValidator,
    Field,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from sim.scenario.model import hourly
from sim.scenario.model.forecasts import read_forecast, read_trace
from sim.scenario.model.profiles import Profile, is_hours
from sim.scenario.problems import wrong
from sim.scenario.values.bounds import ISSUES_OF_A_DATE, RATE
from sim.scenario.values.columns import Numbers, Rows
from sim.scenario.values.part import (
    Context,
    Name,
    Part,
    SegmentWeights,
    Several,
    TypeWeights,
    Weights,
)
from sim.scenario.values.quantities import (
    Amount,
    Flag,
    Issues,
    Moment,
    PerWeek,
    Seconds,
    Variation,
)
from sim.scenario.values.table_files import TableFile
from sim.scenario.values.units import per_open_hour, per_week_text
from sim.time_units import DAY, HOURS_OF_DAY, HOURS_OF_WEEK


class DayFactor(Part):
    """Day-to-day variation: demand of a date times a gamma factor of mean 1.

    Streams naming the same ``shared`` group face the same factor on the same date.
    """

    cv: Variation
    shared: Name | None = None

    @classmethod
    def short(cls, value: Any, context: Context | None) -> Any:
        return {"cv": value} if isinstance(value, str | int | float) else value


class Surge(Part):
    """Extra issues after a moment, fading exponentially (campaign, outage)."""

    at: Moment
    issues: Issues
    decay_s: Seconds = Field(default=DAY, alias="decay")

    @field_validator("decay_s")
    @classmethod
    def _fades(cls, value: float) -> float:
        if value == 0:
            raise wrong("`decay` is zero; expected a duration like `1 day`.")
        return value


_PROFILE: TypeAdapter[tuple[float, ...] | None] = TypeAdapter(Profile)


class Refused(NamedTuple):
    """A forecast that could not be read, to be told of where it stands."""

    error: PydanticCustomError


def _forecast(value: Any) -> Any:
    if isinstance(value, Refused):
        raise value.error
    return value


def _trace(value: Any, info: ValidationInfo) -> Any:
    if isinstance(value, str | dict) and info.context is not None:
        return read_trace(value, info.context)
    return value


def _rate_by_hour(value: dict[str, Any], context: Context | None) -> dict[str, Any]:
    """A stream with ``rate_by_hour`` opened up: rate and profile."""
    if "rate_by_hour" not in value:
        return value
    for other in ("rate", "profile"):
        if other in value:
            raise wrong(f"`rate_by_hour` states `{other}` already: leave one out.", other)
    steps = hourly.read_by_hour(value["rate_by_hour"], context, "rate_by_hour")
    rates = hourly.weights_of_steps(steps, rates=True)
    rest = {key: part for key, part in value.items() if key != "rate_by_hour"}
    rate = _weekly(sum(rates), per_week_text(sum(rates)), "rate_by_hour")
    return {**rest, "rate": rate, "profile": rates}


def _rate_per_open_hour(value: dict[str, Any], context: Context | None) -> dict[str, Any]:
    """A stream whose rate is per open hour of its profile, with that of the week."""
    number = per_open_hour(value.get("rate"))
    if number is None:
        return value
    try:
        weights = _PROFILE.validate_python(value.get("profile"), context=context)
    except ValidationError:  # reported when the profile itself is validated
        return {**value, "rate": per_week_text(0.0)}
    if weights is None:
        return value
    hours = hourly.open_hours(weights, is_hours(value["profile"]))
    return {**value, "rate": _weekly(number * hours, value["rate"], "rate"), "profile": weights}


def _weekly(rate: float, written: str, key: str) -> str:
    """A rate per week as text, within its bounds; ``key``: where it is stated."""
    try:
        return per_week_text(RATE.check(rate, written))
    except PydanticCustomError as error:
        raise wrong(error.message(), key) from None


class Stream(Part):
    """A source of issues: exactly one of ``rate``, ``forecast`` and ``trace``.

    ``thinned``: needs of customers who have left do not arise; unless stated those of a ``rate``,
    while the volume of a ``forecast`` or ``trace`` stays, as if somebody else had come.

    ``rate_per_week`` with ``profile``: 168 relative weights, Monday 00:00 first; ``None`` is
    flat. ``forecast``: rows (seconds since the clock's start, interval length s, expected
    issues). ``trace``: exact arrival moments, seconds since the clock's start, ascending.
    """

    rate_per_week: PerWeek | None = Field(default=None, alias="rate")
    profile: Profile = None
    forecast: Annotated[Rows | None, BeforeValidator(_forecast)] = None
    trace: Annotated[Numbers | None, BeforeValidator(_trace)] = None
    day_factor: DayFactor | None = None
    surges: Several[Surge] = ()
    issue_types: TypeWeights | None = None
    segments: SegmentWeights | None = None
    channels: Weights | None = None
    thinned: Flag | None = None

    SUGAR: ClassVar[Mapping[str, Any]] = {
        "rate_by_hour": Several[hourly.ByHour],
        "profile": tuple[Amount | hourly.ByHour, ...] | TableFile | None,
        "forecast": Rows | TableFile | None,
        "trace": Numbers | TableFile | None,
    }

    @classmethod
    def short(cls, value: Any, context: Context | None) -> Any:
        if not isinstance(value, dict):
            return value
        return _rate_by_hour(_rate_per_open_hour(value, context), context)

    @field_validator("profile")
    @classmethod
    def _whole_week(cls, value: tuple[float, ...] | None) -> tuple[float, ...] | None:
        if value is not None and len(value) != HOURS_OF_WEEK:
            raise wrong(f"{len(value)} weights: expected 168, for each hour from Monday 00:00 on.")
        if value is not None and not sum(value) > 0:
            raise wrong("the weights are all zero; expected at least one above zero.")
        return value

    @field_validator("forecast")
    @classmethod
    def _ascending(cls, value: Rows | None) -> Rows | None:
        if value is not None:
            at, length = value.array[:, 0], value.array[:, 1]
            early = np.flatnonzero(at[:-1] + length[:-1] > at[1:])
            if len(early):
                raise wrong("begins before the interval above it ends.", int(early[0]) + 1)
        return value

    @field_validator("trace")
    @classmethod
    def _sorted(cls, value: Numbers | None) -> Numbers | None:
        if value is None or bool((value.array[:-1] <= value.array[1:]).all()):
            return value
        return Numbers(np.sort(value.array))

    @model_validator(mode="after")
    def _one_source(self) -> Stream:
        names = ("rate", "forecast", "trace")
        values = (self.rate_per_week, self.forecast, self.trace)
        stated = [name for name, value in zip(names, values, strict=True) if value is not None]
        if not stated:
            raise wrong("how many issues? expected one of `rate`, `forecast`, `trace`.")
        if len(stated) > 1:
            both = " and ".join(f"`{name}`" for name in stated)
            raise wrong(f"{both} are stated; expected one of them.", stated[1])
        return self

    @model_validator(mode="after")
    def _countable(self) -> Stream:
        """No date has more issues than can be told apart."""
        weights = self.profile or (1.0,) * HOURS_OF_WEEK
        mornings = range(0, HOURS_OF_WEEK, HOURS_OF_DAY)
        days = [sum(weights[hour : hour + HOURS_OF_DAY]) for hour in mornings]
        busiest = (self.rate_per_week or 0.0) * max(days) / sum(days)
        most = f"expected at most {ISSUES_OF_A_DATE:,}"
        if busiest > ISSUES_OF_A_DATE:
            raise wrong(f"{busiest:,.0f} issues on the busiest day of the week: {most}.", "rate")
        at, length, issues = (self.forecast or Rows()).array.T
        _, date = np.unique(at // DAY, return_inverse=True)
        busiest = np.bincount(date, issues * DAY / np.maximum(length, DAY)).max(initial=0.0)
        if busiest > ISSUES_OF_A_DATE:
            raise wrong(f"{busiest:,.0f} issues on the busiest date: {most}.", "forecast")
        return self


def streams_of_tables(streams: Any, context: Context | None) -> Any:
    """Streams with their forecasts read; one for each issue type whose numbers a table holds
    in a column of its own (``calls_question``, ``calls_claim``)."""
    if not isinstance(streams, Mapping) or context is None:
        return streams
    found: dict[str, Any] = {}
    for name, stream in streams.items():
        for key, part in _with_forecast(str(name), stream, context).items():
            found[key] = (
                {"forecast": _taken(key)}
                if key in found or (key != name and key in streams)
                else part
            )
    return found


def _taken(name: str) -> Refused:
    return Refused(wrong(f"its columns by issue type make a stream `{name}`, which is there."))


def _with_forecast(name: str, stream: Any, context: Context) -> dict[str, Any]:
    if not isinstance(stream, Mapping) or not isinstance(stream.get("forecast"), str | Mapping):
        return {name: stream}
    try:
        read = read_forecast(stream["forecast"], context, name)
    except PydanticCustomError as error:
        return {name: {**stream, "forecast": Refused(error)}}
    if isinstance(read, Rows):
        return {name: {**stream, "forecast": read}}
    for key in ("issue_types", "surges"):
        if key in stream:
            message = f"the forecast has a column for each issue type: leave `{key}` out."
            return {name: {**stream, "forecast": Refused(wrong(message))}}
    whole = {**stream, "forecast": next(iter(read.values()))}
    try:
        Stream.model_validate(whole, context=context)
    except ValidationError:  # told once, where it stands
        return {name: whole}
    common = {**stream, **_shared_factor(name, stream)}
    return {
        f"{name}_{issue_type}": {**common, "forecast": rows, "issue_types": issue_type}
        for issue_type, rows in read.items()
    }


def _shared_factor(name: str, stream: Mapping[str, Any]) -> dict[str, Any]:
    """The day factor of a stream, which its parts share."""
    factor = stream.get("day_factor")
    if factor is None:
        return {}
    stated = factor if isinstance(factor, Mapping) else {"cv": factor}
    return {"day_factor": {"shared": f"{name}_day", **stated}}
