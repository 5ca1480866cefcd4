"""Formats of numbers in cells, by unit; the numbers below them stay as they are."""

from __future__ import annotations

from sim.report import numbers
from sim.visible import on_one_line

WHOLE, PLAIN, FINE = "#,##0", "#,##0.0", "#,##0.00"
PERCENT = "0.0 %"
TIMES = {"h": FINE, "s": PLAIN}
COUNTED = (
    *("contacts", "issues", "customers", "tasks", "fixes", "amends", "questions", "calls"),
    *("re-explanations", "offers", "promises", "updates", "pauses", "times"),
)
"""Units of which there is a whole number in each replication."""


def mean_format(unit: str, currency: str) -> str:
    """Of a mean: ``83.1 %``, ``1,204 USD``, ``2.50 h``, ``12.4``."""
    if unit == "share":
        return PERCENT
    if currency and unit.partition(" per ")[0] == currency:
        return _with(WHOLE if unit == currency else FINE, currency)
    if unit in TIMES:
        return _with(TIMES[unit], unit)
    return PLAIN if is_count(unit) else FINE


def value_format(unit: str, currency: str) -> str:
    """Of what was counted or measured in one replication: counts are whole."""
    return WHOLE if is_count(unit) else mean_format(unit, currency)


def signed(form: str) -> str:
    """A format for a difference, which shows its sign."""
    return f"+{form};-{form};{form}"


def worded(form: str, word: str) -> str:
    """A format that writes a word behind the number."""
    return form + _quoted(f" {word}")


def is_count(unit: str) -> bool:
    """Whether things are counted, such as contacts: whole numbers in each replication."""
    return unit in COUNTED


def reader_unit(unit: str, difference: bool = False) -> str:
    """The unit as the cell shows it: ``%`` for shares."""
    told = numbers.scaled(unit)[1]
    return told.replace("%", "% points") if difference else told


def _with(form: str, unit: str) -> str:
    return form + _quoted(f" {unit}")


def _quoted(text: str) -> str:
    """A text within a format, which may hold no quotation mark."""
    return '"{}"'.format(on_one_line(text).replace('"', "'"))
