"""What columns of usual exports are called, in several languages (``names.json``).

Names are compared in small letters without accents and signs (``plain``). Those of a meaning
stand in ranks: of several columns the one of the first rank counts. The names are those of
exports, templates and public data sets in English, German, French, Spanish, Italian, Dutch,
Portuguese and Swedish.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from sim.tables.plain import plain

TIMED = ("duration", "patience")
"""Meanings whose names may end in a unit of time: ``calls/h`` are no calls."""
TOTAL = "total row"
"""The meaning of what the first cell of a row says that sums up the others."""


def words(text: str) -> frozenset[str]:
    """The words of a list written as one text."""
    return frozenset(text.split(" "))


GENERIC = words(
    "count counts value values y n number quantity qty amount anzahl menge wert nombre valeur "
    "cantidad valor numero valore aantal waarde quantidade"
)
"""Names that fit any number."""
GENERIC_DURATIONS = words("value values wert valeur valor valore waarde x")
"""Names that fit any durations."""
GAPS = words("gap gaps inter interarrival between iat abstand")
UNITS = {
    **dict.fromkeys(words("s sec secs second seconds sek sekunden segundos secondes secondi"), "s"),
    **dict.fromkeys(words("min mins minute minutes minuten minutos minuti"), "min"),
    **dict.fromkeys(words("h hour hours hrs stunden std heures horas ore"), "h"),
    **dict.fromkeys(words("d days tage jours dias giorni dagen"), "days"),
    **dict.fromkeys(words("ms msec milliseconds millisekunden"), "ms"),
}
"""Words at the end of a name that say the unit of its numbers."""


@cache
def _ranks() -> dict[str, dict[str, int]]:
    """By name: its meanings with their ranks."""
    found: dict[str, dict[str, int]] = {}
    known = json.loads(files("sim.tables").joinpath("names.json").read_text(encoding="utf-8"))
    for meaning, ranks in known.items():
        for rank, names in enumerate(ranks):
            for name in names:
                found.setdefault(name, {}).setdefault(meaning, rank)
    return found


def rank_of(name: str, meaning: str) -> int | None:
    """How likely a column of that name has the meaning: 0 most; ``None``: it says nothing."""
    for known in _spellings(name, meaning in TIMED):
        rank = _ranks().get(known, {}).get(meaning)
        if rank is not None:
            return rank
    return None


def meanings_of(name: str) -> set[str]:
    """The meanings that a name may have."""
    return {meaning for known in _spellings(name) for meaning in _ranks().get(known, {})}


def unit_of(name: str) -> str | None:
    """The unit that a name ends in: ``aht_seconds``, ``AHT (min)``."""
    return UNITS.get(plain(name).split(" ")[-1])


def sums_up(text: str) -> bool:
    """Whether a row that begins with the text is a total of others."""
    return rank_of(text, TOTAL) is not None


def says_gap(name: str) -> bool:
    """Whether a column holds times from one arrival to the next."""
    return bool(GAPS & set(plain(name).split(" ")))


def _spellings(name: str, timed: bool = True) -> Iterator[str]:
    """The name; and, of durations, the name without its unit."""
    whole = plain(name)
    yield whole
    if not timed:
        return
    parts = whole.split(" ")
    if len(parts) > 1 and parts[-1] in UNITS:
        yield " ".join(parts[:-1])
        if len(parts) > 2 and parts[-2] == "in":
            yield " ".join(parts[:-2])
