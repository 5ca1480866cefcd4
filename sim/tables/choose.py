"""Which column means what: as the planner states, by usual names, by what the cells are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sim.tables import names
from sim.tables.cells import Kind
from sim.tables.form import Which
from sim.tables.plain import plain
from sim.tables.table import Table
from sim.visible import cut, listed, nearest_of

WHEN = ("start", "date", "day", "time", "end")
SAYS: dict[str, str] = {
    "start": "dates with times",
    "date": "dates",
    "day": "days of the week",
    "time": "times of day",
    "end": "ends of intervals",
    "minute": "minutes",
    "issues": "issues (calls, contacts)",
    "agents": "agents",
    "weight": "weights",
    "duration": "durations",
    "patience": "mean patience",
}
SIMILAR: dict[str, tuple[str, ...]] = {"weight": ("weight", "issues")}
"""Meanings whose names fit, too, in this order."""
MOST_LISTED = 12


class When(NamedTuple):
    """Places of the columns that tell when: ``start`` alone, or date or day, and time."""

    start: int | None = None
    date: int | None = None
    day: int | None = None
    time: int | None = None
    end: int | None = None
    minute: int | None = None

    def places(self) -> list[int]:
        """The places that there are."""
        return [place for place in self if place is not None]

    @property
    def says_date(self) -> bool:
        """Whether a column tells the date."""
        return self.date is not None or self.start is not None

    @property
    def says_days(self) -> bool:
        """Whether a column tells the date or the day of the week."""
        return self.day is not None or self.says_date

    @property
    def says_nothing(self) -> bool:
        """Whether no column tells when."""
        return not self.places()


@dataclass
class Chooser:
    """Chooses columns of a table; what is chosen has one meaning only."""

    table: Table
    chosen: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.names = self.table.layout.names
        self.kinds = self.table.layout.kinds
        self.headed = self.table.layout.header is not None
        for place in self.table.layout.labels:
            self.chosen[place] = "label"

    # -- what is stated ----------------------------------------------------------------------

    def find(self, which: Which, meaning: str) -> int:
        """The place of a column that is stated by its name or number. Raises ``TableError``."""
        if isinstance(which, int):
            if not 1 <= which <= len(self.names):
                message = f"there is no column {which} for `{meaning}`: {self.there()}"
                raise self.table.wrong(message)
            place = which - 1
        else:
            place = self._named(which, meaning)
        self.chosen[place] = meaning
        return place

    def _named(self, name: str, meaning: str) -> int:
        for same in (str.strip, str.casefold, plain):
            found = [p for p, known in enumerate(self.names) if known and same(known) == same(name)]
            if len(found) > 1:
                message = f"several columns are called `{cut(name)}`: state its number instead."
                raise self.table.wrong(message)
            if found:
                return found[0]
        near = nearest_of(name, [known for known in self.names if known])
        hint = f"did you mean `{cut(near)}`?" if near else self.there()
        raise self.table.wrong(f"there is no column `{cut(name)}` for `{meaning}`: {hint}")

    def stated(self, meaning: str) -> list[int]:
        """Places of the columns that are stated for a meaning."""
        which = self.table.form.columns.get(meaning)
        if which is None:
            return []
        if isinstance(which, Mapping):
            return [self.find(one, meaning) for one in which.values()]
        if isinstance(which, tuple):
            return [self.find(one, meaning) for one in which]
        return [self.find(which, meaning)]

    def counting(self) -> dict[int, str]:
        """Columns with the text that a row must have there to count. Raises ``TableError``."""
        return {self.find(name, "rows"): text for name, text in self.table.form.rows.items()}

    # -- when --------------------------------------------------------------------------------

    def when(self, week: bool) -> When:
        """The columns that tell when. ``week``: days of the week will do. Raises ``TableError``."""
        found: dict[str, int] = {}
        for meaning in WHEN:
            for place in self.stated(meaning):
                found[meaning] = place
        if "start" not in found:
            self._complete(found, week)
        if "time" in found and self.kinds[found["time"]] == "number":
            self._take(found, "minute", self._numbered("minute"))
        self._refuse_halves()
        if "end" not in found:
            self._take(found, "end", self._called("end", ("time", "moment", "date")))
        return When(**found)

    def _refuse_halves(self) -> None:
        """Refuse a table that holds AM and PM in a column apart from the times."""
        for place in self._free():
            cells = {
                str(row.cells[place]).lower().replace(".", "")
                for row in self.table.sample
                if place < len(row.cells) and row.cells[place] != ""
            }
            if cells and cells <= {"am", "pm"}:
                message = f"{self.table.title(place)} holds AM and PM apart from the times"
                raise self.table.wrong(f"{message}: write them behind these, as in `1:00 PM`.")

    def _complete(self, found: dict[str, int], week: bool) -> None:
        """Find what is not stated by the names and contents of columns."""
        label = self.table.layout.label_kind
        dated = "date" in found or "day" in found or label in ("date", "weekday")
        if not dated and "time" not in found and label is None:
            self._take(found, "start", self._like(("moment",)))
        if "start" in found:
            return
        if not dated:
            self._first_of(
                found,
                ("date", self._like(("moment", "date"))),
                ("day", self._like(("weekday",))),
                ("day", self._numbered("day") if week else []),
                ("date", self._numbered("date")),
                ("date", self._numbered("date", "text")),
            )
        if "time" not in found and label != "time":
            self._first_of(
                found,
                ("time", self._like(("time",))),
                ("time", self._numbered("time")),
                ("time", self._numbered("time", "text")),
            )
        if week and not self.headed and len(self.names) == 3 and label is None:
            self._by_place(found)

    def _first_of(self, found: dict[str, int], *ways: tuple[str, list[int]]) -> None:
        """Choose in the first way that there is."""
        for meaning, places in ways:
            if places:
                self._take(found, meaning, places)
                return

    def _by_place(self, found: dict[str, int]) -> None:
        """Of a week's table without names: day, time, number, where the cells may be that."""
        for place, meaning in enumerate(("day", "time")):
            free = place not in self.chosen and meaning not in found and "date" not in found
            if free and self.kinds[place] in ("number", "time", "weekday"):
                self._take(found, meaning, [place])

    def _take(self, found: dict[str, int], meaning: str, places: Sequence[int]) -> None:
        """Choose the one place there is; several are asked about."""
        if len(places) > 1:
            message = f"several columns could be the {SAYS[meaning]}: {self._list(places)}"
            raise self.table.wrong(f"{message}. State one under `columns: {meaning}`.")
        for place in places:
            self.chosen[place] = meaning
            found[meaning] = place

    def _like(self, kinds: tuple[Kind, ...]) -> list[int]:
        """Columns of that content with a name that fits best, or whose name says nothing."""
        places = [p for p in self._free() if self.kinds[p] in kinds]
        called = _best(places, lambda place: names.rank_of(self.names[place], "when"))
        return called or [p for p in places if not names.meanings_of(self.names[p])]

    def _called(self, meaning: str, kinds: tuple[Kind, ...] | None = None) -> list[int]:
        """Columns, with contents of the kinds, whose names say a meaning best."""
        places = [p for p in self._free() if kinds is None or self.kinds[p] in kinds]
        return _best(places, lambda place: names.rank_of(self.names[place], meaning))

    def _numbered(self, meaning: str, kind: Kind = "number") -> list[int]:
        """Columns of numbers, or texts, whose name says that they are days, dates, or hours."""
        words = NUMBERED[meaning]
        return [
            place
            for place in self._free()
            if self.kinds[place] == kind and words & set(plain(self.names[place]).split(" "))
        ]

    def numbers_that_tell_when(self) -> int:
        """The one column whose numbers may be moments. Raises ``TableError``."""
        free = [p for p in self._free() if self.kinds[p] == "number"]
        called = _best(free, lambda place: names.rank_of(self.names[place], "when"))
        found = called or [p for p in free if _may_be(self.names[p]) or self._has_unit(p)]
        for place in found:
            if names.says_gap(self.names[place]):
                message = f"{self.table.title(place)} seems to hold times between arrivals"
                raise self.table.wrong(f"{message}: a trace needs the moments themselves.")
        chosen: dict[str, int] = {}
        self._take(chosen, "start", found)
        if not chosen:
            message = f"there is no column of {SAYS['start']} that could be told: {self.there()}"
            raise self.table.wrong(f"{message} State it under `columns: start`.")
        return chosen["start"]

    def _has_unit(self, place: int) -> bool:
        return names.unit_of(self.names[place]) is not None

    # -- values ------------------------------------------------------------------------------

    def values(
        self, meaning: str, prefer: Iterable[str] = (), others: Iterable[str] = ()
    ) -> list[int]:
        """The columns of a value; more than one only where several are stated.

        ``prefer``: names that count before all usual ones; ``others``: those of columns that
        belong to somebody else. Raises ``TableError``.
        """
        stated = self.stated(meaning)
        if stated:
            return stated
        found = list(self.named(prefer).values())
        for place in self.named(others).values():
            self.chosen.setdefault(place, "another")
        found = found or self._usual(meaning) or self._only(meaning)
        for place in [place for place, what in self.chosen.items() if what == "another"]:
            del self.chosen[place]
        if len(found) == 1:
            self.chosen[found[0]] = meaning
            return found
        if not found:
            message = f"there is no column of {SAYS[meaning]} that could be told: {self.there()}"
            raise self.table.wrong(f"{message} State it under `columns: {meaning}`.")
        message = f"several columns could be the {SAYS[meaning]}: {self._list(found)}."
        hint = f" State one under `columns: {meaning}`."
        if not self.headed and self.table.separator == ",":
            hint += " If they are parts of numbers with a decimal comma, state `separator: ;`."
        raise self.table.wrong(message + hint)

    def named(self, known: Iterable[str]) -> dict[str, int]:
        """The free columns that bear one of the names, by that name."""
        wanted = {plain(name): name for name in known if name}
        found: dict[str, int] = {}
        for place in self._free():
            name = wanted.get(plain(self.names[place]))
            if name in found:
                message = f"several columns are called `{cut(self.names[place])}`"
                raise self.table.wrong(f"{message}: state their numbers under `columns`.")
            if name is not None:
                found[name] = place
        return found

    def says(self, meaning: str) -> bool:
        """Whether a free column's usual name has a meaning."""
        return bool(self._usual(meaning))

    def refuse_stated_values(self) -> None:
        """Refuse a column of values that is stated for a table whose other columns are values."""
        for meaning in self.table.form.columns:
            if meaning not in WHEN:
                message = f"the table has a column for each {self.table.layout.label_kind}"
                raise self.table.wrong(f"{message}, which all hold values: leave `{meaning}` out.")

    def optional(self, meaning: str) -> int | None:
        """The column of a value that may be missing, known by its name only."""
        found = self.stated(meaning) or self._usual(meaning)
        for place in found[:1]:
            self.chosen[place] = meaning
        return found[0] if found else None

    def _usual(self, meaning: str) -> list[int]:
        for known in SIMILAR.get(meaning, (meaning,)):
            found = self._called(known)
            if found:
                return found
        return []

    def _only(self, meaning: str) -> list[int]:
        """Columns of numbers whose names say nothing else."""
        kinds: tuple[Kind, ...] = ("number", "time") if meaning == "duration" else ("number",)
        generic = names.GENERIC_DURATIONS if meaning == "duration" else names.GENERIC
        return [
            place
            for place in self._free()
            if (self.kinds[place] in kinds or self._may_be_numbers(place))
            and (not self.names[place] or plain(self.names[place]) in generic)
            and not self._counts_rows(place)
        ]

    def _counts_rows(self, place: int) -> bool:
        return place == 0 and self.table.counts_rows

    def _may_be_numbers(self, place: int) -> bool:
        """Whether a column without a name has texts that begin like numbers: damaged ones."""
        cells = [str(row.cells[place]) for row in self.table.sample if place < len(row.cells)]
        begin = sum(cell[:1].isdigit() for cell in cells)
        text = self.kinds[place] == "text"
        return text and not self.names[place] and 2 * begin > sum(cell != "" for cell in cells)

    # -- words -------------------------------------------------------------------------------

    def _free(self) -> list[int]:
        return [place for place in range(len(self.names)) if place not in self.chosen]

    def _list(self, places: Sequence[int]) -> str:
        return listed(map(self.table.title, places), MOST_LISTED)

    def there(self) -> str:
        """What columns there are, as a sentence."""
        if len(self.names) == 1 and self.headed and set(self.names[0]) & set(",;|\t "):
            hint = "state `separator`, if cells are not divided where they should be"
            return f"the only column is {self._list([0])}; {hint}."
        if not self.headed:
            columns = "1 column" if len(self.names) == 1 else f"{len(self.names)} columns"
            return f"the file has {columns} without names."
        return f"the columns are {self._list(range(len(self.names)))}."


NUMBERED: dict[str, frozenset[str]] = {
    "minute": names.words("minute minuten min minuut minuto"),
    "day": names.words("day weekday dow dayofweek tag wochentag jour dia giorno dag weekdag"),
    "time": names.words(
        "time hour hours hr interval uhrzeit zeit stunde heure hora horas ora ore tijd uur"
    ),
    "date": names.words("date datum fecha data dato ds start"),
}
"""Words in the names of columns whose numbers are days of the week (1 Monday), hours, or dates."""


def _best(places: Iterable[int], rank: Callable[[int], int | None]) -> list[int]:
    """The places of the lowest rank; those without a rank are left out."""
    ranked = [(found, place) for place in places if (found := rank(place)) is not None]
    lowest = min((found for found, _ in ranked), default=0)
    return [place for found, place in ranked if found == lowest]


def _may_be(name: str) -> bool:
    return not name or _is_generic(name) or not names.meanings_of(name)


def _is_generic(name: str) -> bool:
    return plain(name) in names.GENERIC
