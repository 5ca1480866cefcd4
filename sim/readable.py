"""Dotted paths of a scenario as names that can be read.

A leaf: it imports no room.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

SECTIONS = frozenset(("teams", "channels", "issue_types", "tasks", "segments", "shifts"))
"""Keys whose children have names of their own, which say enough without the key."""
VALUE = "value"
"""The last part of a path into a value that states where it comes from."""


def readable(path: str) -> str:
    """``teams.care.shifts.0.agents`` as ``care, shift 1: agents``.

    A position in a list is counted from 1 and joined to the list's name.
    """
    return _joined(_words(_named_alone(_parts(path))))


def in_full(path: str) -> str:
    """The same with every part of the path: ``teams, care, shift 1: agents``."""
    return _joined(_words(_parts(path)))


def names_of(paths: Iterable[str], labels: Mapping[str, str] | None = None) -> dict[str, str]:
    """A name for each path, no two alike: its label, or else one made of the path.

    Where the short form of a path would be another one's name, more of the path is told.
    """
    wanted = list(dict.fromkeys(paths))
    given = labels or {}
    found = {path: given[path] for path in wanted if path in given}
    forms: tuple[Callable[[str], str], ...] = (readable, in_full)
    for form in forms:
        names = {path: form(path) for path in wanted if path not in found}
        count = Counter([*found.values(), *names.values()])
        found |= {path: name for path, name in names.items() if count[name] == 1}
    return {path: found.get(path, path) for path in wanted}


def _parts(path: str) -> list[str]:
    parts = path.split(".")
    return parts[:-1] if parts[-1] == VALUE and len(parts) > 1 else parts


def _named_alone(parts: list[str]) -> list[str]:
    """Without the keys that say nothing beside the name below them."""
    return [
        part
        for at, part in enumerate(parts)
        if not (part in SECTIONS and at + 2 < len(parts) and not parts[at + 1].isdigit())
    ]


def _words(parts: list[str]) -> list[str]:
    words: list[str] = []
    for part in parts:
        if part.isdigit() and words:
            words[-1] = f"{_single(words[-1])} {int(part) + 1}"
        else:
            words.append(part.replace("_", " "))
    return words


def _single(word: str) -> str:
    """``shifts`` as ``shift``."""
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _joined(words: list[str]) -> str:
    *where, what = words
    return f"{', '.join(where)}: {what}" if where else what
