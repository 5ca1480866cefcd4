"""What is wrong with a scenario, where, and what was expected instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from sim.visible import cut, listed, nearest_of, on_one_line

Path = tuple[str | int, ...]
Severity = Literal["error", "warning"]
MOST_LISTED = 60
"""Valid names listed in a message."""
MOST_SHOWN = 1000
"""Characters of a message."""
LONG = 200
"""Characters after which paths are cut in messages."""


class Mark(NamedTuple):
    """A place in a file; lines and columns count from 1."""

    file: str
    line: int
    column: int


@dataclass(frozen=True)
class Problem:
    """One mistake (severity ``error``) or one oddity that stops nothing (``warning``).

    ``path`` is the dotted path in the scenario, ``text`` the offending text, ``message`` a
    sentence that says what is wrong, what was expected, and the nearest valid name.
    """

    file: str
    line: int
    column: int
    path: str
    text: str
    message: str
    severity: Severity = "error"

    def __str__(self) -> str:
        prefix = "" if self.severity == "error" else "warning: "
        where = f"{shorten(self.path, LONG)}: " if self.path else ""
        return one_line(f"{self.file}:{self.line}:{self.column}: {prefix}{where}{self.message}")


class ScenarioError(ValueError):
    """A scenario that cannot be used; ``problems`` lists everything that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def wrong(message: str, *below: str | int, file: str = "", line: int = 0) -> PydanticCustomError:
    """An error for validators to raise.

    ``below`` is the path from the validated value to the offending part of it; ``file`` and
    ``line`` name the place in a file that the value points to (a table).
    """
    context = {"message": message.replace("{", "{{").replace("}", "}}")}
    details = {"plain": message, "below": below, "file": file, "line": line}
    return PydanticCustomError("wrong", "{message}", {**context, **details})


def closest(name: str, names: Iterable[str]) -> str:
    """The sentence that points to the valid name most like ``name``; empty if none is near."""
    near = nearest_of(name, names)
    return f"did you mean `{near}`?" if near else ""


def nearest(name: str, names: Iterable[str]) -> str:
    """The sentence that points to the nearest valid name, or names them all."""
    known = list(dict.fromkeys(names))
    shown = f"known: {listed(known, MOST_LISTED)}." if known else "none is defined."
    return closest(name, known) or shown


def dotted(path: Iterable[str | int]) -> str:
    """The path as text: ``teams.care.shifts.0.agents``."""
    return ".".join(str(part) for part in path)


def shorten(value: object, width: int = 60) -> str:
    """A value as it is quoted in messages, as YAML would have it."""
    return cut(_flow(value), width)


def one_line(text: str) -> str:
    """A message as it is shown: visible, and not without end whatever it quotes."""
    shown = on_one_line(text)
    return shown if len(shown) <= MOST_SHOWN else shown[: MOST_SHOWN - 1] + "…"


def _flow(value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_flow(part) for part in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return "nothing" if value is None else str(value)


def gathered(errors: Sequence[PydanticCustomError]) -> PydanticCustomError:
    """Several errors of one value, made by ``wrong``, as one to raise."""
    if len(errors) == 1:
        return errors[0]
    inner = [
        {"type": "wrong", "loc": (), "msg": error.message(), "ctx": error.context}
        for error in errors
    ]
    return _with_inner(inner)


def nested(
    failed: Iterable[tuple[tuple[str | int, ...], ValidationError]],
) -> PydanticCustomError:
    """The errors of values validated apart, with the paths below that lead to these values."""
    inner = [
        {**detail, "loc": (*below, *detail["loc"])}
        for below, error in failed
        for detail in error.errors(include_url=False)
    ]
    return _with_inner(inner)


def _with_inner(inner: list[dict[str, Any]]) -> PydanticCustomError:
    message = "; ".join(str(detail["msg"]) for detail in inner)
    context = {"message": message.replace("{", "{{").replace("}", "}}"), "inner": inner}
    return PydanticCustomError("nested", "{message}", context)


def in_order(problems: Iterable[Problem], first: str = "") -> list[Problem]:
    """Each problem once, sorted by place; those in the file ``first`` before the others."""

    def place(one: Problem) -> tuple[bool, str, int, int]:
        return (one.file != first, one.file, one.line, one.column)

    return sorted(dict.fromkeys(problems), key=place)
