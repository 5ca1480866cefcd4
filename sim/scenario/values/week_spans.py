"""Spans of time in a week: put together, taken off one another, cut by day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sim.time_units import DAY, WEEK

Spans = tuple[tuple[float, float], ...]


def merged(spans: Iterable[tuple[float, float]]) -> Spans:
    """Disjoint sorted spans of the week; what runs past Sunday wraps to Monday."""
    pieces: list[tuple[float, float]] = []
    for start, end in spans:
        if end > WEEK:
            pieces.append((0.0, end - WEEK))
        pieces.append((start, min(end, WEEK)))
    joined: list[tuple[float, float]] = []
    for start, end in sorted(pieces):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def minus(spans: Spans, others: Spans) -> Spans:
    """The parts of sorted spans outside other sorted spans."""
    left = []
    for start, end in spans:
        at = start
        for low, high in others:
            if at < high and low < end:
                if at < low:
                    left.append((at, low))
                at = high
        if at < end:
            left.append((at, end))
    return tuple(left)


def within(spans: Spans, others: Spans) -> Spans:
    """The parts of sorted spans inside other sorted spans."""
    return minus(spans, minus(spans, others))


def by_day(spans: Sequence[tuple[float, float]]) -> list[list[tuple[float, float]]]:
    """For Monday to Sunday the open pieces of the day, in seconds after midnight."""
    days: list[list[tuple[float, float]]] = [[] for _ in range(7)]
    for start, end in spans:
        for day in range(int(start // DAY), 7):
            low, high = max(start - day * DAY, 0.0), min(end - day * DAY, DAY)
            if low < high:
                days[day].append((low, high))
    return days
