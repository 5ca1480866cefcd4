"""Days of the week as tables name them."""

from __future__ import annotations

from collections.abc import Iterable

from sim.tables.plain import plain

ENGLISH = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LANGUAGES = {
    "English": "mo|tu tues|we|th thurs|fr|sa|su",
    "German": "montag mo mon|dienstag di die|mittwoch mi mit|donnerstag do don|freitag fr fre|"
    "samstag sonnabend sa sam|sonntag so son",
    "French": "lundi lun lu|mardi mar ma|mercredi mer me|jeudi jeu je|vendredi ven ve|"
    "samedi sam sa|dimanche dim di",
    "Spanish": "lunes lun lu|martes mar ma|miercoles mie mi|jueves jue ju|viernes vie vi|"
    "sabado sab sa|domingo dom do",
    "Italian": "lunedi lun lu|martedi mar ma|mercoledi mer me|giovedi gio gi|venerdi ven ve|"
    "sabato sab sa|domenica dom do",
    "Dutch": "maandag ma maa|dinsdag di din|woensdag wo woe|donderdag do don|vrijdag vr vri|"
    "zaterdag za zat|zondag zo zon",
    "Portuguese": "segunda seg|terca ter|quarta qua|quinta qui|sexta sex|sabado sab|domingo dom",
    "Swedish": "mandag man|tisdag tis|onsdag ons|torsdag tors tor|fredag fre|lordag lor|sondag son",
    "Danish": "mandag man|tirsdag tir|onsdag ons|torsdag tor|fredag fre|lordag lor|sondag son",
}
LEAST = 3
"""Letters from which on the beginning of an English day is enough."""


def _day(language: str, text: str) -> int | None:
    word = plain(text).removesuffix(" feira")
    for day, names in enumerate(LANGUAGES[language].split("|")):
        if word in names.split(" "):
            return day
    if language == "English" and len(word) >= LEAST:
        for day, name in enumerate(ENGLISH):
            if name.startswith(word) or word == f"{name}s":
                return day
    return None


def possible(text: str) -> set[int]:
    """Days (0 for Monday) that a text means in one language or another; mostly one, or none."""
    found = (_day(language, text) for language in LANGUAGES)
    return {day for day in found if day is not None}


def numbers_of(texts: Iterable[str]) -> dict[str, int] | tuple[str, str, str] | None:
    """The days that texts mean in a language that knows them all.

    ``None``: no language knows them all. Three texts: a day that two such languages understand
    differently, and these languages.
    """
    wanted = list(texts)
    readings: dict[str, dict[str, int]] = {}
    for language in LANGUAGES:
        days = {text: _day(language, text) for text in wanted}
        found = {text: day for text, day in days.items() if day is not None}
        if len(found) == len(wanted):
            readings[language] = found
    if not readings:
        return None
    first, *others = readings
    for other in others:
        for text in wanted:
            if readings[first][text] != readings[other][text]:
                return text, first, other
    return readings[first]
