"""Texts of others, made fit to be printed: what steers a terminal is shown instead of obeyed.

A leaf: it imports no room.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from itertools import islice

HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters but tab and line break
    "\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"  # those that turn the direction of writing
    "\ud800-\udfff"  # halves of a pair, which no encoding knows
    "\ufffe\uffff]"  # no characters; XML cannot hold them
)


def visible(text: str) -> str:
    """The text with every character that cannot be seen, but acts, as ``\\u001b``.

    In JSON, and in the quoted texts of YAML, that means the same character.
    """
    return HIDDEN.sub(lambda found: escape(found[0]), text)


def on_one_line(text: str) -> str:
    """The text with escapes for all that breaks a line or has no look."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else escape(char) for char in text)


def cut(text: str, width: int = 60) -> str:
    """A text as it is quoted in a message: on one line and not longer than ``width``."""
    shown = on_one_line(text.replace("\n", " "))
    return shown if len(shown) <= width else shown[: width - 1] + "…"


def listed(texts: Iterable[str], most: int) -> str:
    """The texts in a row with commas, ``most`` of them at most and ``…`` for the others."""
    first = list(islice(texts, most + 1))
    return ", ".join([*first[:most], *("…" for _ in first[most:])])


def nearest_of(name: str, known: Iterable[str]) -> str:
    """The known text most like ``name``, small and capital letters alike; empty if none is near."""
    spelled = {one.lower(): one for one in known}
    close = difflib.get_close_matches(name.lower(), spelled, n=1, cutoff=0.6)
    return spelled[close[0]] if close else ""


def escape(char: str) -> str:
    """The character as ``\\u001b``."""
    code = ord(char)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def hides(text: str) -> bool:
    """Whether the text has such a character."""
    return HIDDEN.search(text) is not None
