"""What values look like as text: patterns for editors, with what is expected and examples.

A pattern refuses only what no reader takes; what it lets through may still be too much, or a name
that is not there. They are regular expressions of Python and of ECMAScript alike.
"""

from __future__ import annotations

from typing import Any

from sim.scenario.values.distribution_forms import FORMS, KINDS
from sim.scenario.values.table_files import ENDINGS
from sim.scenario.values.units import A_DURATION, NUMBER, UNITS

Schema = dict[str, Any]


def _any_case(word: str) -> str:
    return "".join(f"[{c.lower()}{c.upper()}]" if c.isalpha() else c for c in word)


def _one_of(*patterns: str) -> str:
    """Any of them, the longest first."""
    return f"(?:{'|'.join(sorted(patterns, key=len, reverse=True))})"


def _text(pattern: str, expected: str, *examples: str) -> Schema:
    """A text that is all of the pattern, with spaces around it.

    ``patternErrorMessage`` is what editors say instead of showing the pattern.
    """
    message = f"expected {expected}"
    form = {"type": "string", "pattern": rf"^\s*{pattern}\s*$", "patternErrorMessage": message}
    return {**form, "examples": list(examples)}


def _or_zero(text: Schema) -> Schema:
    """Plain numbers have no unit, which 0 alone does not need."""
    message = f"no unit: {text['patternErrorMessage']}"
    return {"anyOf": [text, {"const": 0, "errorMessage": message}]}


def _or_number(text: Schema) -> Schema:
    """Some dates may be written as whole numbers: 20260105."""
    return {**text, "type": ["string", "integer"]}


_UNSIGNED = NUMBER.removeprefix("[+-]?")
_ZERO = r"[+-]?(?:0+(?:\.0*)?|\.0+)(?:[eE][+-]?\d+)?"
_NUMBER = rf"(?:[+]?{_UNSIGNED}|{_ZERO})"
_UNIT = rf"{_one_of(*UNITS)}(?![a-zA-Z])"
_SUM = rf"{NUMBER}\s*{_UNIT}(?:\s*{NUMBER}\s*{_UNIT})+"
_DURATION = rf"(?:{_ZERO}|{_NUMBER}\s*{_UNIT}|{_SUM})"
_PER_UNIT = rf"{_NUMBER}\s*(?:per|/|an|a)\s*{_UNIT}"
_PER_OPEN_HOUR = rf"{_NUMBER}\s*(?:per|/|an)\s*open\s+(?:hour|h)"
_RATE = rf"(?:{_ZERO}|{_PER_UNIT}|{_PER_OPEN_HOUR})"
_MONEY = rf"(?:[$€£]\s*{_NUMBER}|{_NUMBER}\s*(?:[A-Z]{{3}}|[$€£]))"
_FLOW = rf"(?:{_ZERO}|{_MONEY}\s*(?:per|/|an|a)\s*{_UNIT})"
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?"
_DATE = r"\d{4}-?(?:\d{2}-?\d{2}|W\d{2}(?:-?\d)?)"
_MOMENT = rf"{_DATE}(?:\D[\d:.,]+)?"
_DAY = _one_of(*map(_any_case, ("mon", "tue", "wed", "thu", "fri", "sat", "sun")))
_DAYS = rf"(?:{_DAY}[A-Za-z]*|{_one_of(*map(_any_case, ('daily', 'weekdays', 'weekend')))})"
_ONE_OR_TO = rf"{_DAYS}(?![A-Za-z])(?:\s*[-–]\s*{_DAYS}(?![A-Za-z]))?"
_FROM_TO = rf"{_CLOCK}\s*[-–]\s*{_CLOCK}"
_SPANS = (
    rf"[\s,;]*{_ONE_OR_TO}(?:[\s,;]*(?:{_ONE_OR_TO}|{_FROM_TO}))*"
    rf"[\s,;]*{_FROM_TO}[\s,;]*"
)
_ALWAYS = _one_of("24/7", _any_case("always"), _any_case("closed"))
_EXCEPT = rf"(?:\s+{_any_case('except')}\s+{_any_case('holidays')})?"
_HOURS = rf"(?:[a-z][a-z0-9_]*|(?:{_ALWAYS}|{_SPANS}){_EXCEPT})"
_KIND = _one_of(*(kind for kind in KINDS if kind != "never"))
_DISTRIBUTION = rf"(?:never|{_DURATION}|{_KIND}\s*\([\s\S]*\))"
_ENDING = _one_of(*(_any_case(ending).replace(".", "[.]") for ending in ENDINGS))
_SIDE = "(?:>=|<=|≥|≤|at least|at most)"

_LISTED = ", ".join(f"{kind}({', '.join(next(iter(FORMS[kind])))})" for kind in FORMS)
_HOURS_TEXT = _text(
    _HOURS,
    "hours like `Mon-Fri 09:00-17:00, Sat 09:00-14:00`, `24/7` or the name of a calendar",
    *("Mon-Fri 09:00-17:00", "Mon-Fri 08:00-20:00, Sat 09:00-14:00", "24/7"),
)
_DATE_TEXT = _or_number(_text(_DATE, "a date like `2026-01-05`", "2026-01-05"))
_COUNTRY = _text(
    r"[A-Za-z][\s\S]*", "`none` or a country's code like `US` or `US-CA`", "none", "US"
)
WRITTEN: dict[str, Schema] = {
    "Duration": _or_zero(
        _text(
            _DURATION,
            A_DURATION.removeprefix("expected "),
            *("20 s", "4 min", "7.5 h", "2 days", "1 h 30 min"),
        )
    ),
    "Percent": _text(rf"{_NUMBER}(?:\s*%)?", "a share like `35 %` or `0.35`", "35 %"),
    "Number": _text(_NUMBER, "a number of 0 or more", "12"),
    "AnyNumber": _text(NUMBER, "a number like `-0.35`", "-0.35"),
    "Rate": _or_zero(
        _text(
            _RATE,
            "a rate like `1000 per week`, `6 per hour`, `10/min` or `10 per open hour`",
            *("1000 per week", "6 per hour", "10/min", "10 per open hour"),
        )
    ),
    "Money": _or_zero(_text(rf"(?:{_ZERO}|{_MONEY})", "an amount like `0.50 USD`", "0.50 USD")),
    "MoneyPerTime": _or_zero(
        _text(_FLOW, "money per time like `24 USD/h` or `5 USD/week`", "24 USD/h", "5 USD/week")
    ),
    "TimeOfDay": _text(_CLOCK, "a time of day like `12:30`", "12:30"),
    "Date": _DATE_TEXT,
    "Moment": _or_number(
        _text(_MOMENT, "a local date and time like `2026-02-03 09:00`", "2026-02-03 09:00")
    ),
    "YesNo": {
        "anyOf": [
            {"type": "boolean"},
            {"enum": ["yes", "no"]},
            _text(_one_of(*map(_any_case, ("yes", "no", "true", "false"))), "`yes` or `no`", "yes"),
        ]
    },
    "Calendar": {
        "anyOf": [
            _HOURS_TEXT,
            {"type": "array", "items": _HOURS_TEXT, "minItems": 1},
            {
                "type": "object",
                "properties": {"open": {}, "holidays": {"enum": ["open", "closed"]}},
                "required": ["open"],
                "additionalProperties": False,
            },
        ]
    },
    "Distribution": {
        "anyOf": [
            _text(
                _DISTRIBUTION,
                f"a duration like `5 min`, `never`, or one of {_LISTED}, "
                "mixture(60 % …, 40 % …), empirical(file.csv)",
                *("5 min", "exponential(5 min)", "lognormal(mean 5 min, cv 1)", "never"),
            ),
            {"const": 0, "errorMessage": f"no unit: {A_DURATION}"},
            {
                "type": "object",
                "properties": {kind: {} for kind in KINDS if kind != "never"},
                "minProperties": 1,
                "maxProperties": 1,
                "additionalProperties": False,
            },
        ]
    },
    "Holidays": {
        "anyOf": [
            _COUNTRY,
            {"type": "array", "items": _DATE_TEXT},
            {
                "type": "object",
                "properties": {
                    "country": {"type": "string"},
                    "subdivision": {"type": "string"},
                    "days": {"type": "array", "items": _DATE_TEXT},
                },
                "additionalProperties": False,
            },
        ]
    },
}
"""By kind of value. The schema of a field names its kind as ``{"written": kind}``."""
SERVICE_TARGET = _text(
    r"\S[\s\S]*\s(?:with)?in\s[\s\S]*\S", "a target like `80 % in 20 s`", "80 % in 20 s"
)
BREAK = _text(
    r"\S+\s+for\s+\S[\s\S]*",
    "a break like `12:30 for 30 min`",
    *("12:30 for 30 min", "10:00 for 15 min paid"),
)
TARGET = _text(
    rf"\S+?\s*{_SIDE}\s*-?\d[\s\S]*",
    "a target like `phone.service_level >= 80 %`",
    "phone.service_level >= 80 %",
)
TABLE_NAME = _text(
    rf"[\s\S]*{_ENDING}", "the name of a table, such as a .csv or .xlsx file", "calls.csv"
)
