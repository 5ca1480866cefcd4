"""Texts brought to the form in which names are compared."""

from __future__ import annotations

import re
import unicodedata

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_OTHER = re.compile(r"[^a-z0-9%#]+")


def plain(text: str) -> str:
    """Small letters without accents, one space between words: ``calls offered``."""
    spread = _CAMEL.sub(" ", text).casefold().replace("ø", "o").replace("ł", "l")
    bare = unicodedata.normalize("NFKD", spread)
    letters = "".join(char for char in bare if not unicodedata.combining(char))
    return _OTHER.sub(" ", letters).strip()
