"""What to say of a measure that does not exist."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from sim.experiment.errors import RequestError


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
