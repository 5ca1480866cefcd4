"""Variants invented at the keyboard: ``more: teams.care.wage=25 USD/h; promise.kind=honest``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import NamedTuple

from sim.experiment.errors import RequestError
from sim.scenario import Overrides, ScenarioError, as_overrides
from sim.scenario.reading.changes import SETTING_FILE

EXAMPLE = '"more: teams.care.shifts.0.agents=6; teams.care.wage=25 USD/h"'
NAME = re.compile(r"[a-z][a-z0-9_]*")
OPENING, CLOSING = "[{(", "]})"


WhatIfs = str | Iterable[str] | Mapping[str, Overrides]
"""Texts ``name: path=value; path=value``, or overrides by name."""


def parse_what_ifs(given: WhatIfs, taken: Iterable[str] = ()) -> dict[str, tuple[str, ...]]:
    """Overrides by the name of the new variant.

    Raises RequestError for a text of another form and for a name used twice or in ``taken``.
    """
    parsed: dict[str, tuple[str, ...]] = {}
    used = set(taken)
    for what_if in _all(given):
        _check(what_if)
        name = what_if.name
        if name in used:
            raise RequestError(f"what-if {what_if.told!r}: there is a variant {name!r} already")
        used.add(name)
        parsed[name] = what_if.overrides
    return parsed


class _WhatIf(NamedTuple):
    """``told``: what messages quote."""

    told: str
    name: str
    overrides: tuple[str, ...]


def _all(given: WhatIfs) -> Iterator[_WhatIf]:
    if isinstance(given, Mapping):
        for name, changes in given.items():
            yield _WhatIf(name, name, as_overrides(changes))
    else:
        yield from map(_parse, [given] if isinstance(given, str) else given)


@contextmanager
def placed() -> Iterator[None]:
    """Puts what is wrong with a what-if in its place: it would be told as if it were a setting.

    The settings that hold for all have been looked at before.
    """
    try:
        yield
    except ScenarioError as error:
        raise ScenarioError(
            [
                replace(one, file="--what-if") if one.file == SETTING_FILE else one
                for one in error.problems
            ]
        ) from None


def _parse(text: str) -> _WhatIf:
    name, colon, rest = text.partition(":")
    name = name.strip()
    if not colon or "=" in name:
        raise RequestError(f"what-if {text!r} has no name; expected the form {EXAMPLE}")
    parts = (part.strip() for part in split(rest))
    return _WhatIf(text, name, tuple(part for part in parts if part))


def _check(what_if: _WhatIf) -> None:
    told, name, overrides = what_if
    if not NAME.fullmatch(name):
        raise RequestError(
            f"what-if {told!r}: the name {name!r} may hold small letters, digits and _ only, "
            "and begins with a letter"
        )
    if not overrides:
        raise RequestError(f"what-if {told!r} changes nothing; expected the form {EXAMPLE}")
    for override in overrides:
        if "=" not in override:
            raise RequestError(f"what-if {told!r}: {override!r} is not of the form path=value")


def split(text: str) -> list[str]:
    """The text between semicolons, leaving those inside quotes and brackets alone."""
    parts, depth, quote, start = [], 0, "", 0
    for at, sign in enumerate(text):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        elif sign in OPENING:
            depth += 1
        elif sign in CLOSING:
            depth -= 1
        elif sign == ";" and depth <= 0:
            parts.append(text[start:at])
            start = at + 1
    return [*parts, text[start:]]
