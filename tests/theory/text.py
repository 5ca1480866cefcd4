"""Pieces of scenario files."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

MINUTES_A_DAY = 24 * 60
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def number(value: float) -> str:
    """A number as a person writes it."""
    return f"{value:.12g}"


def per_min(rate: float) -> str:
    """A rate given per minute."""
    return f"{number(rate)} per min"


def exponential(mean_min: float) -> str:
    """An exponential time with a mean in minutes."""
    return f"exponential({number(mean_min)} min)"


def clock(
    rate_per_min: float, contacts: float, run_out: str = "1 day", warm_up_days: int = 1
) -> str:
    """A warm-up, then as many weeks, or days if few, as hold about so many contacts."""
    days = ceil(contacts / rate_per_min / MINUTES_A_DAY)
    length, warm_up = f"{days + warm_up_days} days", _count(warm_up_days, "day")
    if days > 28:
        length, warm_up = f"{ceil(days / 7) + 1} weeks", "1 week"
    return f"clock: {{length: {length}, warm_up: {warm_up}, run_out: {run_out}}}\n"


def _count(number_of: int, unit: str) -> str:
    return f"{number_of} {unit}" + ("s" if number_of > 1 else "")


def percent(share: float) -> str:
    """A share as a person writes it."""
    return f"{number(100.0 * share)} %"


def minutes(value: float) -> str:
    """A time given in minutes."""
    return f"{number(value)} min"


def needs(rate_per_min: float, channel: str | None = None) -> str:
    """One stream of needs."""
    where = f", channels: {channel}" if channel else ""
    return f"demand:\n  needs: {{rate: {per_min(rate_per_min)}{where}}}\n"


def question(work: str, more: str = "") -> str:
    """One issue type; ``more``: further keys, after a comma."""
    return f"issue_types:\n  question: {{work: {work}{more}}}\n"


def care(agents: int, channel: str, more: str = "") -> str:
    """One team; ``more``: further keys, after a comma."""
    return f"teams:\n  care: {{head_count: {agents}, skills: {{channels: {channel}}}{more}}}\n"


def streams(names: Sequence[str], rates: Sequence[float]) -> str:
    """A stream for each issue type, with the rate per minute."""
    rows = [
        f"  {name}: {{rate: {per_min(rate)}, issue_types: {{{name}: 1}}}}\n"
        for name, rate in zip(names, rates, strict=True)
    ]
    return "demand:\n" + "".join(rows)


def types(names: Sequence[str], works: Sequence[str]) -> str:
    """Issue types with their work."""
    rows = [f"  {name}: {{work: {work}}}\n" for name, work in zip(names, works, strict=True)]
    return "issue_types:\n" + "".join(rows)


def hours(windows: Sequence[Sequence[float]]) -> str:
    """Windows of the week in hours, Monday 00:00 = 0, as text: ``Mon-Fri 09:00-17:00``."""
    days: list[list[tuple[float, float]]] = [[] for _ in DAYS]
    for start, end in windows:
        day = int(start // 24)
        days[day].append((start - 24 * day, end - 24 * day))
    parts = []
    first = 0
    for day in range(7):
        if day < 6 and days[day + 1] == days[first]:
            continue
        if days[first]:
            name = DAYS[day] if day == first else f"{DAYS[first]}-{DAYS[day]}"
            times = ", ".join(f"{_time(start)}-{_time(end)}" for start, end in days[first])
            parts.append(f"{name} {times}")
        first = day + 1
    return ", ".join(parts)


def _time(hour: float) -> str:
    minutes = round(hour * 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
