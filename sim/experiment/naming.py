"""The measures that a scenario has, and what to say of one that it has not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from itertools import product
from typing import TYPE_CHECKING

from sim.experiment.errors import RequestError

if TYPE_CHECKING:
    from sim.scenario.model import Scenario

OF_DEFERRED = ("started_within_", "reply_within_")
"""How measures begin that live channels lack."""


def measures_of(scenario: Scenario) -> Iterator[str]:
    """The names of all measures of a scenario."""
    from sim.kpi import catalogue

    live = {name for name, channel in scenario.channels.items() if channel.kind == "live"}
    places: dict[str, Iterable[str]] = {
        "<channel>": scenario.channels,
        "<type>": scenario.issue_types,
        "<segment>": scenario.customers.segments,
        "<desk>": scenario.tasks,
        "<team>": scenario.teams,
    }
    for pattern in catalogue():
        first, *_, last = pattern.split(".")
        choices: list[Iterable[str]] = [places.get(part, (part,)) for part in pattern.split(".")]
        for words in product(*choices):
            if not (first == "<channel>" and last.startswith(OF_DEFERRED) and words[0] in live):
                yield ".".join(words)


def unknown(kpi: str) -> RequestError:
    """The error for a measure that is none, with the nearest name that could be one."""
    close = get_close_matches(kpi, _alike(kpi), n=1)
    hint = f"did you mean {close[0]!r}? " if close else ""
    return RequestError(f"there is no measure {kpi!r}; {hint}`supportsim kpis` lists all")


def _alike(kpi: str) -> Iterator[str]:
    """All measures, with the words of ``kpi`` in the places of channels, teams, …"""
    from sim.kpi import catalogue

    words = kpi.split(".")
    for name in catalogue():
        parts = name.split(".")
        if len(parts) == len(words):
            pairs = zip(parts, words, strict=True)
            yield ".".join(own if part.startswith("<") else part for part, own in pairs)
