"""All derived figures under dotted names, and the figures that scenario files quote.

A scenario file marks a figure in a comment at the end of the line that uses it:

    patience: exponential(mean 799 s)  # derived: bank.patience.stock.exponential_mean_s

Several names stand in the order of the numbers on the line, `_` for a number that is not
derived; what they share may be said once (`# derived: bank.service.stock: mean_s, cv`). A list
(such as 168 weights) may run on over the following lines until its bracket closes.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from pathlib import Path

from tests.derive import bank1999, support_logs

MARK = re.compile(r"#\s*derived:\s*(?:(?P<base>[\w.]+):\s*)?(?P<names>[\w.]+(?:\s*,\s*[\w.]+)*)")
NUMBER = re.compile(r"(?<![\w.])(?P<digits>\d+(?:\.\d+)?)(?:\s*(?P<unit>%|ms|s|min|h|d)(?![\w]))?")
FACTOR = {None: 1.0, "%": 0.01, "ms": 0.001, "s": 1.0, "min": 60.0, "h": 3600.0, "d": 86400.0}


def all_figures(shared: Path) -> dict[str, object]:
    """Every figure, nested by log."""
    return {
        "bank": bank1999.figures(shared),
        "chat": support_logs.chat_figures(shared),
        "incidents": support_logs.incident_figures(shared),
        "twitter": support_logs.twitter_figures(shared),
    }


def look_up(figures: object, name: str) -> list[float]:
    """The numbers called `name`, in order; nan for `_`. Raises KeyError for an unknown name."""
    if name == "_":
        return [math.nan]
    for part in name.split("."):
        if not isinstance(figures, dict) or part not in figures:
            raise KeyError(name)
        figures = figures[part]
    return list(flat(figures))


def flat(value: object) -> Iterator[float]:
    """The numbers of a number or of nested lists."""
    if isinstance(value, list):
        for item in value:
            yield from flat(item)
    elif isinstance(value, int | float):
        yield float(value)
    else:
        raise KeyError(f"names {value!r}, which is not a number or list")


def mismatches(text: str, figures: object) -> list[str]:
    """What in `text` is quoted otherwise than derived, beyond rounding to the printed digits."""
    wrong = []
    for line, names, found in quoted(text):
        expected = [value for name in names for value in look_up(figures, name)]
        if len(found) != len(expected):
            wrong.append(f"line {line}: {len(found)} numbers, {len(expected)} derived")
            continue
        for (value, half_digit), true in zip(found, expected, strict=True):
            if abs(value - true) > half_digit * 1.001:  # false for nan: not derived
                wrong.append(f"line {line}: {value:g} is derived as {true:g}")
    return wrong


def quoted(text: str) -> Iterator[tuple[int, list[str], list[tuple[float, float]]]]:
    """(line number, names, [(value, half a unit of its last digit)]) of each mark in `text`."""
    lines = text.splitlines()
    for index, line in enumerate(lines):
        mark = MARK.search(line)
        if mark:
            base = f"{mark['base']}." if mark["base"] else ""
            names = [name.strip() for name in mark["names"].split(",")]
            names = [name if name == "_" else base + name for name in names]
            yield index + 1, names, numbers(value_text(lines, index))


def value_text(lines: list[str], index: int) -> str:
    """The value that starts on a line: what follows its first colon, to the closing bracket."""
    text = lines[index].partition("#")[0].partition(":")[2]
    while text.count("[") > text.count("]") and index + 1 < len(lines):
        index += 1
        text += " " + lines[index].partition("#")[0]
    return text


def numbers(text: str) -> list[tuple[float, float]]:
    """Numbers in a text in seconds or plain, each with half a unit of its last printed digit."""
    found = []
    for match in NUMBER.finditer(text):
        decimals = len(match["digits"].partition(".")[2])
        factor = FACTOR[match["unit"]]
        found.append((float(match["digits"]) * factor, 0.5 * 10.0**-decimals * factor))
    return found
