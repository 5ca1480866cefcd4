"""The scalar types of the language: numbers that pydantic reads with their units.

Seconds, Fraction (any share or weight of 0 or more), Extra (a share on top), Variation (a
coefficient), Chance (0 to 1), Positive (above 0), Speed (a factor on times), Spread, Amount (0 or
more), Issues, Points (any sign), Score (1 to 5), Count and WholePositive (whole), Agents, Rank,
Contacts, AtOnce, Seed, PerWeek (a rate, events per week), Money, MoneyPerHour and MoneyPerWeek (in
the currency of the file), TimeOfDay (seconds after midnight), Day and Moment (local dates and
times), Flag (true or false). How large each may be stands in ``bounds``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Annotated, Any

from pydantic import (
    BeforeValidator,
    PlainSerializer,
    SerializationInfo,
    ValidationInfo,
    WithJsonSchema,
)

from sim.scenario.problems import shorten, wrong
from sim.scenario.values import bounds, units
from sim.scenario.values.bounds import Bounds, check_date
from sim.scoring import BEST, WORST
from sim.time_units import DAY, HOUR, MINUTE

_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")


def time_of_day(value: object, up_to: float = DAY) -> float:
    """Read ``12:30`` or ``12:30:15`` as seconds after midnight, ``24:00`` included."""
    found = _CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise wrong(f"`{shorten(value)}` is not a time of day; expected one like `12:30`.")
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    total = hours * HOUR + minutes * MINUTE + seconds
    if minutes > 59 or seconds > 59 or total > up_to:
        raise wrong(f"`{value}` is not a time of day; expected 00:00 to 24:00.")
    return total


def time_text(value: float) -> str:
    """Seconds after midnight as ``12:30`` or ``12:30:15``."""
    minutes, seconds = divmod(int(value), int(MINUTE))
    text = f"{minutes // 60:02d}:{minutes % 60:02d}"
    return f"{text}:{seconds:02d}" if seconds else text


def _time_of_day(value: object, info: ValidationInfo) -> float:
    if info.context is None and isinstance(value, int | float):
        return float(value)
    return time_of_day(value)


def _day(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        found = value
    else:
        try:
            found = date.fromisoformat(str(value).strip())
        except ValueError:
            expected = "expected year-month-day, such as `2026-01-05`"
            raise wrong(f"`{shorten(value)}` is not a date; {expected}.") from None
    check_date(found, value)
    return found


def moment(value: object) -> datetime:
    """Read a local date with an optional time: ``2026-02-03 09:00``."""
    try:
        found = value if isinstance(value, datetime) else datetime.fromisoformat(str(value).strip())
    except ValueError:
        expected = "expected a date and time, such as `2026-02-03 09:00`"
        raise wrong(f"`{shorten(value)}` is not a moment; {expected}.") from None
    if found.tzinfo is not None:
        raise wrong(f"`{shorten(value)}` names a time zone: times are local, leave it out.")
    check_date(found.date(), value)
    return found


def yes_or_no(value: object) -> bool | None:
    """What is said, if it is ``yes`` or ``no`` (``true`` or ``false``)."""
    if isinstance(value, bool):
        return value
    known = {"yes": True, "no": False, "true": True, "false": False}
    return known.get(value.lower()) if isinstance(value, str) else None


def _flag(value: object) -> bool:
    found = yes_or_no(value)
    if found is None:
        raise wrong(f"`{shorten(value)}` is neither `true` nor `false`.")
    return found


def _read(read: Callable[..., float], within: Bounds) -> BeforeValidator:
    return BeforeValidator(partial(read, within=within))


def _with_unit(read: Callable[..., float]) -> BeforeValidator:
    def validate(value: object, info: ValidationInfo) -> float:
        return read(value, unit_needed=info.context is not None)

    return BeforeValidator(validate)


def _money(unit: str) -> BeforeValidator:
    def validate(value: object, info: ValidationInfo) -> float:
        return units.money(value, unit, info.context.currency if info.context else None)

    return BeforeValidator(validate)


def _money_text(suffix: str) -> PlainSerializer:
    def write(value: float, info: SerializationInfo) -> str:
        currency = (info.context or {}).get("currency", "USD")
        return f"{units.number_text(value)} {currency}{suffix}"

    return PlainSerializer(write, return_type=str, when_used="json")


def _text(write: Callable[[Any], str]) -> PlainSerializer:
    return PlainSerializer(write, return_type=str, when_used="json")


def plain_amount(value: float) -> float | int:
    """A number as it is written: whole ones without a point."""
    return int(value) if value == int(value) and abs(value) < 1e15 else value


_NUMBER = PlainSerializer(plain_amount, return_type=Any, when_used="json")
_SHARE = PlainSerializer(units.share_text, return_type=Any, when_used="json")


def written(kind: str, *others: dict[str, Any]) -> WithJsonSchema:
    """How a value is written: a kind of ``values.written``, or one of the others."""
    text = {"written": kind}
    return WithJsonSchema({"anyOf": [*others, text]} if others else text)


def _number(within: Bounds, above_zero: bool = False) -> WithJsonSchema:
    least = within.least if above_zero else 0
    return written("Number", {"type": "number", "minimum": least, "maximum": within.most})


def _whole(within: Bounds, least: int = 0) -> WithJsonSchema:
    number = {"type": "integer", "minimum": least, "maximum": int(within.most)}
    return written("Number", number)


def _points(least: float, most: float) -> WithJsonSchema:
    return written("AnyNumber", {"type": "number", "minimum": least, "maximum": most})


def _share(within: Bounds) -> WithJsonSchema:
    return written("Percent", {"type": "number", "minimum": 0, "maximum": within.most})


Seconds = Annotated[
    float,
    _with_unit(units.seconds),
    _text(units.seconds_text),
    written("Duration"),
]
Fraction = Annotated[float, _read(units.fraction, bounds.SHARE), _SHARE, _share(bounds.SHARE)]
Extra = Annotated[float, _read(units.fraction, bounds.EXTRA), _SHARE, _share(bounds.EXTRA)]
Variation = Annotated[
    float, _read(units.fraction, bounds.VARIATION), _SHARE, _share(bounds.VARIATION)
]
Chance = Annotated[
    float,
    BeforeValidator(units.chance),
    _SHARE,
    written(
        "Percent",
        {"type": "number", "minimum": 0, "maximum": 1},
        {"enum": ["all", "none"]},
    ),
]
Positive = Annotated[
    float, _read(units.positive, bounds.NUMBER), _NUMBER, _number(bounds.NUMBER, above_zero=True)
]
Speed = Annotated[
    float, _read(units.positive, bounds.SPEED), _NUMBER, _number(bounds.SPEED, above_zero=True)
]
Spread = Annotated[
    float, _read(units.positive, bounds.SPREAD), _NUMBER, _number(bounds.SPREAD, above_zero=True)
]
Amount = Annotated[float, _read(units.amount, bounds.NUMBER), _NUMBER, _number(bounds.NUMBER)]
Issues = Annotated[float, _read(units.amount, bounds.ISSUES), _NUMBER, _number(bounds.ISSUES)]
Points = Annotated[
    float,
    BeforeValidator(units.points),
    _NUMBER,
    _points(-bounds.POINTS, bounds.POINTS),
]
Score = Annotated[
    float,
    BeforeValidator(units.score),
    _NUMBER,
    _points(WORST, BEST),
]
Count = Annotated[int, _read(units.count, bounds.WHOLE), _whole(bounds.WHOLE)]
WholePositive = Annotated[int, _read(units.whole_positive, bounds.WHOLE), _whole(bounds.WHOLE, 1)]
Agents = Annotated[int, _read(units.count, bounds.AGENTS), _whole(bounds.AGENTS)]
Rank = Annotated[int, _read(units.count, bounds.RANK), _whole(bounds.RANK)]
Contacts = Annotated[int, _read(units.count, bounds.CONTACTS), _whole(bounds.CONTACTS)]
AtOnce = Annotated[int, _read(units.whole_positive, bounds.AT_ONCE), _whole(bounds.AT_ONCE, 1)]
Seed = Annotated[int, _read(units.count, bounds.SEED), _whole(bounds.SEED)]
PerWeek = Annotated[
    float,
    _with_unit(units.per_week),
    _text(units.per_week_text),
    written("Rate"),
]
Money = Annotated[
    float,
    _money(""),
    _money_text(""),
    written("Money"),
]
MoneyPerHour = Annotated[float, _money("h"), _money_text("/h"), written("MoneyPerTime")]
MoneyPerWeek = Annotated[float, _money("week"), _money_text("/week"), written("MoneyPerTime")]
TimeOfDay = Annotated[
    float,
    BeforeValidator(_time_of_day),
    _text(time_text),
    written("TimeOfDay"),
]
Day = Annotated[date, BeforeValidator(_day), written("Date")]
Moment = Annotated[
    datetime,
    BeforeValidator(moment),
    _text(lambda value: value.isoformat(sep=" ")),
    written("Moment"),
]
Flag = Annotated[bool, BeforeValidator(_flag), written("YesNo")]
