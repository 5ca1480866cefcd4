"""Names, lists and small numbers in the words of a reader."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import wrap


def label(name: str) -> str:
    """``seven_days`` as ``seven days``."""
    return name.replace("_", " ")


def quoted(name: str) -> str:
    """The name of a variant within a sentence."""
    return f"“{label(name)}”"


def brief(name: str, most: int = 18) -> str:
    """The label with its middle left out if it is longer than ``most``, for the edge of a chart."""
    text = label(name)
    if len(text) <= most:
        return text
    tail = (most - 1) // 2
    return f"{text[: most - 1 - tail].rstrip()}…{text[-tail:].lstrip()}"


def in_lines(name: str, width: int, most: int = 2) -> str:
    """The label in lines of a width, ``most`` of them, for the edge of a chart; what has no room
    even so is shortened in the middle."""
    lines = wrap(label(name), width)
    if len(lines) <= most:
        return "\n".join(lines)
    return "\n".join(wrap(brief(name, most * (width - 3)), width)[:most])


def breakable(path: str) -> str:
    """A dotted path that may be broken into lines after its dots and underscores."""
    return path.replace(".", ".\u200b").replace("_", "_\u200b")


def minus(text: str) -> str:
    """Numbers with a minus sign instead of a hyphen."""
    return text.replace("-", "\N{MINUS SIGN}")


def arrow(direction: str) -> str:
    """Where the better values lie on an axis to the right."""
    return {"higher": "(better →)", "lower": "(← better)"}.get(direction, "")


def listed(parts: Iterable[str]) -> str:
    """``a, b and c``."""
    items = list(parts)
    if len(items) < 2:
        return "".join(items)
    return ", ".join(items[:-1]) + " and " + items[-1]


def capital(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def number(count: int) -> str:
    """A small number as a word."""
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[count] if count < len(words) else str(count)
