"""Opening hours as text: ``Mon-Fri 08:00-20:00, Sat 09:00-14:00 except holidays``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from sim.scenario.problems import nearest, shorten, wrong
from sim.scenario.quantities import time_of_day, time_text
from sim.scenario.units import DAY, WEEK

Spans = tuple[tuple[float, float], ...]
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LONG = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
GROUPS = {"daily": (0, 6), "weekdays": (0, 4), "weekend": (5, 6)}
EXPECTED = "expected hours like `Mon-Fri 09:00-17:00, Sat 09:00-14:00` or `24/7`"
_TOKEN = re.compile(r"\s*(?:([A-Za-z]+)|(\d{1,2}:\d{2}(?::\d{2})?)|([-–,;])|(\S))")
_EXCEPT = re.compile(r"\s+except\s+holidays\s*$", re.IGNORECASE)


def read(text: str) -> tuple[Spans, bool]:
    """Spans of the week in seconds (Monday 00:00 = 0) and whether holidays are open."""
    hours = _EXCEPT.sub("", text)
    spans = list(_spans(hours.strip()))
    _apart(spans, hours)
    return merged(spans), hours == text


def _spans(text: str) -> Iterable[tuple[float, float]]:
    if text.lower() in ("24/7", "always"):
        return [(0.0, WEEK)]
    if text.lower() == "closed":
        return []
    return _parse(_tokens(text), text)


def _apart(spans: Sequence[tuple[float, float]], text: str) -> None:
    """Refuse spans that overlap: most likely one of them is mistyped."""
    again = [(start + WEEK, end + WEEK) for start, end in spans]
    for before, after in pairwise(sorted([*spans, *again])):
        if after[0] < before[1]:
            first, second = (write(merged([span]), True) for span in (before, after))
            raise wrong(f"`{shorten(text)}`: {first} and {second} overlap; {EXPECTED}.")


def _tokens(text: str) -> list[str]:
    tokens = []
    for word, clock, sign, other in _TOKEN.findall(text):
        if other:
            raise wrong(f"`{shorten(text)}`: `{other}` makes no sense there; {EXPECTED}.")
        tokens.append(word or clock or sign.replace("–", "-").replace(";", ","))
    return tokens


def _parse(tokens: list[str], text: str) -> list[tuple[float, float]]:
    """Groups of days, each followed by its time ranges."""
    spans: list[tuple[float, float]] = []
    days: list[int] = []
    timed = False
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token == ",":
            at += 1
        elif token[0].isalpha():
            days = [] if timed else days
            timed = False
            first, last, at = _day_range(tokens, at, text)
            days += [day % 7 for day in range(first, last + 1 + 7 * (last < first))]
        else:
            start, end, at = _time_range(tokens, at, text)
            spans += [(day * DAY + start, day * DAY + end) for day in days]
            if not days:
                raise wrong(f"`{shorten(text)}` names no day before {token}; {EXPECTED}.")
            timed = True
    if not timed:
        raise wrong(f"`{shorten(text)}` has no times after the last day; {EXPECTED}.")
    return spans


def _day_range(tokens: list[str], at: int, text: str) -> tuple[int, int, int]:
    word = tokens[at].lower()
    if word in GROUPS:
        return (*GROUPS[word], at + 1)
    first = _day(tokens[at], text)
    if at + 2 < len(tokens) and tokens[at + 1] == "-" and tokens[at + 2][0].isalpha():
        return first, _day(tokens[at + 2], text), at + 3
    return first, first, at + 1


def _day(word: str, text: str) -> int:
    lower = word.lower()
    for day, long in enumerate(LONG):
        if lower == long or (len(lower) >= 3 and lower == long[: len(lower)]):
            return day
    near = nearest(word[:3], DAYS)
    raise wrong(f"`{shorten(text)}`: `{word}` is no day of the week; {near}")


def _time_range(tokens: list[str], at: int, text: str) -> tuple[float, float, int]:
    if at + 2 >= len(tokens) or tokens[at + 1] != "-":
        raise wrong(f"`{shorten(text)}`: {tokens[at]} has no end; {EXPECTED}.")
    start, end = time_of_day(tokens[at]), time_of_day(tokens[at + 2])
    if start == end:
        raise wrong(f"`{shorten(text)}`: {tokens[at]}-{tokens[at + 2]} is empty; {EXPECTED}.")
    return start, end + DAY * (end < start), at + 3


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


def write(spans: Spans, on_holidays: bool) -> str:
    """Text that reads to the same calendar."""
    tail = "" if on_holidays else " except holidays"
    if spans == ((0.0, WEEK),):
        return "24/7" + tail
    if not spans:
        return "closed" + tail
    days = by_day(spans)
    groups: list[tuple[int, int]] = []
    for day in range(7):
        if groups and days[day] == days[groups[-1][1]] and groups[-1][1] == day - 1:
            groups[-1] = (groups[-1][0], day)
        else:
            groups.append((day, day))
    return (
        ", ".join(_group(first, last, days[first]) for first, last in groups if days[first]) + tail
    )


def _group(first: int, last: int, pieces: list[tuple[float, float]]) -> str:
    name = DAYS[first] if first == last else f"{DAYS[first]}-{DAYS[last]}"
    return name + " " + ", ".join(f"{time_text(a)}-{time_text(b)}" for a, b in pieces)
