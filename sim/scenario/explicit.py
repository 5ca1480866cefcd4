"""The frozen, fully explicit form of a scenario, as text that reads to an equal one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from sim.scenario.model import Scenario
from sim.scenario.nodes import scalar
from sim.scenario.values.bounds import DURATION
from sim.scenario.values.distributions import Distribution
from sim.scenario.values.part import Context, Part
from sim.scenario.values.units import seconds_text
from sim.time_units import HOURS_OF_DAY

INDENT = "  "
WIDTH = 100
_ODD = frozenset("\"'#{}[]&*!|>%@`\\\n\r\t")


def to_dict(scenario: Scenario) -> dict[str, Any]:
    """Everything that the scenario says, by the names of the language and with units.

    Only what has no value (no limit of lines, no service target …) is left out. JSON can hold
    it, and ``from_dict`` gives back an equal scenario.
    """
    context = {"currency": scenario.cost.currency}
    data: dict[str, Any] = scenario.model_dump(
        mode="json", by_alias=True, exclude_none=True, context=context
    )
    return data


def from_dict(data: Mapping[str, Any]) -> Scenario:
    """The scenario of a dictionary made by ``to_dict``.

    Raises ``pydantic.ValidationError`` for anything else.
    """
    start = date.fromisoformat(data["clock"]["start"])
    context = Context(Path(), start, data["cost"]["currency"])
    return Scenario.model_validate(dict(data), context=context)


def explicit(scenario: Scenario) -> str:
    """The explicit form as YAML text, which loads as an equal scenario.

    A distribution is followed by its mean in a comment.
    """
    return "".join(f"{line}\n" for line in _mapping(to_dict(scenario), ""))


def spoken(part: type[Part], key: str) -> str:
    """The default of a key of a part, as it would be written. Raises ``KeyError``."""
    return str(plain_default(part, key))


def plain_default(part: type[Part], key: str) -> Any:
    """The same as plain data, numbers as numbers. Raises ``KeyError``."""
    for name, field in part.model_fields.items():
        if key == (field.alias or name):
            value = field.get_default(call_default_factory=True)
            bare = part.model_construct(**{name: value})
            return bare.model_dump(mode="json", include={name})[name]
    raise KeyError(key)


def _mapping(data: Mapping[str, Any], indent: str) -> list[str]:
    lines = []
    for key, value in data.items():
        name = f"{indent}{_scalar(key)}:"
        if isinstance(value, dict) and value:
            lines += [name, *_mapping(value, indent + INDENT)]
        elif isinstance(value, list) and any(isinstance(part, dict | list) for part in value):
            lines += [name, *_entries(value, indent + INDENT)]
        elif isinstance(value, list) and value:
            lines += _folded(name, value, indent + INDENT)
        else:
            lines.append(f"{name} {_scalar(value)}{_mean(value)}")
    return lines


def _entries(items: list[Any], indent: str) -> list[str]:
    lines = []
    for item in items:
        if isinstance(item, dict):
            first, *rest = _mapping(item, indent + INDENT)
            lines += [f"{indent}- {first.lstrip()}", *rest]
        else:
            lines.append(f"{indent}- [{', '.join(_scalar(part, in_list=True) for part in item)}]")
    return lines


def _folded(name: str, items: list[Any], indent: str) -> list[str]:
    """A list in brackets, on the line of its name or over several lines."""
    texts = [_scalar(item, in_list=True) for item in items]
    alone = f"{name} [{', '.join(texts)}]"
    if len(alone) <= WIDTH:
        return [alone]
    if len(texts) % HOURS_OF_DAY == 0 and all(len(text) <= 6 for text in texts):
        rows = [texts[at : at + HOURS_OF_DAY] for at in range(0, len(texts), HOURS_OF_DAY)]
    else:
        rows = _rows(texts)
    lines = [f"{indent} {', '.join(row)}," for row in rows]
    lines[0] = f"{indent}[{lines[0].lstrip()}"
    return [name, *lines[:-1], lines[-1][:-1] + "]"]


def _rows(texts: list[str]) -> list[list[str]]:
    """As many texts in each row as a line holds."""
    rows: list[list[str]] = [[]]
    room = WIDTH
    for text in texts:
        room -= len(text) + 2
        if room < 20 and rows[-1]:
            rows.append([])
            room = WIDTH - len(text)
        rows[-1].append(text)
    return rows


def _mean(value: Any) -> str:
    """A comment that tells the mean of a distribution whose text does not."""
    kinds = ("gamma(", "erlang(", "lognormal(", "weibull(", "mixture(")
    if not isinstance(value, str) or not value.startswith(kinds) or "never" in value:
        return ""
    mean = Distribution.model_validate(value, context=_ANY).mean_s()
    return f"  # mean {seconds_text(round(mean, 3))}" if mean <= DURATION.most else ""


_ANY = Context(Path(), date(2026, 1, 5))


def _scalar(value: Any, in_list: bool = False) -> str:
    """A scalar as YAML; text that could mean something else is in quotes."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return "{}" if value == {} else "[]" if value == [] else repr(value)
    if scalar(value) == value and _harmless(value) and not (in_list and "," in value):
        return value
    return _quoted(value)


def _quoted(text: str) -> str:
    """The text in double quotes, with YAML's escapes for what is not printable."""
    shown = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in shown) + '"'


def _harmless(text: str) -> bool:
    """Whether the text means itself without quotes."""
    return (
        text.strip() == text
        and text[:1] not in ("", "-", "?", ":", "=", ",", "%")
        and text.isascii()
        and text.isprintable()
        and not text.endswith(":")
        and ": " not in text
        and not (_ODD - {"%"}) & set(text)
    )
