"""What each key of the language means, in the words of docs/scenario-language.md.

A key has a line in ``meanings.csv``, by the class of its part; the page's tables are held equal to
it, and editors show it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_ELSEWHERE = re.compile(r"(, see below|, see \[[^]]*\]\([^)]*\)| \(see below\))")
_LINK = re.compile(r"\[([^]]*)\]\([^)]*\)")


@cache
def meanings() -> Mapping[tuple[str, str], str]:
    """By part and key, in Markdown."""
    text = files("sim.scenario").joinpath("meanings.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {(row["part"], row["key"]): row["meaning"] for row in rows}


def meaning(part: str, key: str) -> str:
    """What a key means, for a reader who does not see the page: without its links."""
    return _LINK.sub(r"\1", _ELSEWHERE.sub("", meanings()[part, key]))
