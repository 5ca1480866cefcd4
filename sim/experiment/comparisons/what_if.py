"""Variants invented at the keyboard: ``more: teams.care.wage=25 USD/h; promise.kind=honest``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from sim.experiment.errors import RequestError
from sim.scenario import ScenarioError
from sim.scenario.reading.changes import SETTING_FILE

EXAMPLE = '"more: teams.care.shifts.0.agents=6; teams.care.wage=25 USD/h"'
NAME = re.compile(r"[a-z][a-z0-9_]*")
OPENING, CLOSING = "[{(", "]})"


def parse_what_ifs(texts: Iterable[str], taken: Iterable[str] = ()) -> dict[str, tuple[str, ...]]:
    """Overrides by the name of the new variant, from texts ``name: path=value; path=value``.

    Raises RequestError for a text of another form and for a name used twice or in ``taken``.
    """
    parsed: dict[str, tuple[str, ...]] = {}
    used = set(taken)
    for text in texts:
        name, overrides = _parse(text)
        if name in used:
            raise RequestError(f"what-if {text!r}: there is a variant {name!r} already")
        used.add(name)
        parsed[name] = overrides
    return parsed


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


def _parse(text: str) -> tuple[str, tuple[str, ...]]:
    name, colon, rest = text.partition(":")
    name = name.strip()
    if not colon or "=" in name:
        raise RequestError(f"what-if {text!r} has no name; expected the form {EXAMPLE}")
    if not NAME.fullmatch(name):
        raise RequestError(
            f"what-if {text!r}: the name {name!r} may hold small letters, digits and _ only, "
            "and begins with a letter"
        )
    overrides = tuple(part for part in (part.strip() for part in split(rest)) if part)
    if not overrides:
        raise RequestError(f"what-if {text!r} changes nothing; expected the form {EXAMPLE}")
    for override in overrides:
        if "=" not in override:
            raise RequestError(f"what-if {text!r}: {override!r} is not of the form path=value")
    return name, overrides


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
