"""Tables of known content, written in the many forms that planners hold them in.

``content`` draws what a table says; ``written`` draws how it is written. What the language
cannot tell by itself (``1.234`` alone, 05/01/2026 alone, steps left out) is stated beside it.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import openpyxl

from sim.scenario.model import Scenario
from sim.scenario.scenario_files import load

MINUTE, HOUR, DAY = 60, 3600, 86400
MONDAY = date(2026, 1, 5)
QUARTERS = 7 * DAY // (15 * MINUTE)


@dataclass(frozen=True)
class Step:
    """A number for ``length`` seconds, or an arrival, at second ``at`` of a day."""

    day: date
    at: int
    length: int
    number: float


@dataclass(frozen=True)
class Content:
    """What a table says. ``use``: forecast, profile, head_count, trace or durations.

    ``values``: of durations, seconds and weights. ``decimals``: that its numbers may have.
    """

    use: str
    steps: tuple[Step, ...] = ()
    values: tuple[tuple[float, float], ...] = ()
    decimals: int = 0


# -- what a table says -------------------------------------------------------------------------


def content(rng: Random) -> Content:
    """A small table of any use."""
    use = rng.choice(("forecast", "forecast", "forecast", "profile", "head_count", "trace"))
    if rng.random() < 0.15:
        return _durations(rng)
    if use == "trace":
        seconds = sorted(rng.randrange(5 * DAY) for _ in range(rng.randint(3, 25)))
        return Content("trace", tuple(Step(_on(s), s % DAY, 0, 1) for s in seconds))
    decimals = 0 if use == "head_count" else rng.choice((0, 0, 1, 2, 3))
    length = rng.choice((15 * MINUTE, 30 * MINUTE, 30 * MINUTE, HOUR, HOUR))
    if use == "forecast" and rng.random() < 0.15:
        days = rng.sample(range(60), 1) if rng.random() < 0.1 else range(rng.randint(2, 20))
        steps = [(MONDAY + timedelta(days=day), 0, DAY) for day in days]
    else:
        days = _days(rng, 7 if use in ("profile", "head_count") else 30)
        steps = [one for day in days for one in _open(rng, day, length)]
    numbers = _numbers(rng, len(steps), decimals, use)
    found = (Step(*step, number) for step, number in zip(steps, numbers, strict=True))
    return Content(use, tuple(found), decimals=decimals)


def _on(second: int) -> date:
    return MONDAY + timedelta(days=second // DAY)


def _days(rng: Random, among: int) -> list[date]:
    wanted = rng.sample(range(among), rng.randint(1, min(among, 8)))
    return [MONDAY + timedelta(days=day) for day in sorted(wanted)]


def _open(rng: Random, day: date, length: int) -> list[tuple[date, int, int]]:
    """Steps of an opening time of the day, of two steps or more."""
    most = DAY // length
    first = rng.choice((0, 0, rng.randrange(most - 1)))
    last = rng.choice((most, rng.randint(first + 2, most), min(most, first + 4)))
    return [(day, step * length, length) for step in range(first, last)]


def _numbers(rng: Random, count: int, decimals: int, use: str) -> list[float]:
    """Small or large ones, some of them zero, not all."""
    most = 40 if use == "head_count" else rng.choice((20, 900, 5000, 150_000))
    found = [
        0.0 if rng.random() < 0.1 else round(rng.randint(0, most * 10**decimals) / 10**decimals, 3)
        for _ in range(count)
    ]
    return found if any(found) else [*found[:-1], 1.0]


def _durations(rng: Random) -> Content:
    decimals = rng.choice((0, 0, 1, 3))
    found = []
    for _ in range(rng.randint(2, 20)):
        seconds = rng.randint(1, rng.choice((90, 3000, 9000)) * 10**decimals) / 10**decimals
        found.append((seconds, float(rng.choice((1, 1, rng.randint(1, 3000))))))
    return Content("durations", values=tuple(found), decimals=decimals)


def expected(said: Content) -> Any:
    """The plan that a content is, in the form of ``plan``."""
    if said.use == "durations":
        return _weighed(said.values)
    seconds = [((step.day - MONDAY).days * DAY + step.at, step) for step in said.steps]
    if said.use == "trace":
        return sorted(float(at) for at, _ in seconds)
    if said.use == "forecast":
        rows = [(float(at), float(step.length), step.number) for at, step in seconds]
        return sorted(row for row in rows if row[2])
    if said.use == "profile":
        hours = [0.0] * 168
        for at, step in seconds:
            hours[at // HOUR] += step.number
        return _rounded(hours)
    agents = [0.0] * QUARTERS
    for at, step in seconds:
        for quarter in range(at // (15 * MINUTE), (at + step.length) // (15 * MINUTE)):
            agents[quarter] += step.number
    return agents


def plan(use: str, scenario: Scenario) -> Any:
    """What a scenario has from a table: of a forecast the rows that expect anything."""
    stream = scenario.demand["calls"]
    if use == "durations":
        dist = scenario.issue_types["question"].work.fix
        return _weighed(zip(dist.values, dist.weights, strict=True))
    if use == "trace":
        return [round(float(at), 6) for at in stream.trace]
    if use == "forecast":
        rows = stream.forecast.array.tolist()
        return sorted((at, length, round(n, 6)) for at, length, n in rows if n)
    if use == "profile":
        return _rounded(stream.profile)
    agents = [0.0] * QUARTERS
    for entry in scenario.teams["care"].head_count:
        for start, end in entry.hours.spans:
            for quarter in range(QUARTERS):
                inside = start <= quarter * 15 * MINUTE < end
                agents[quarter] += entry.agents if inside else 0.0
    return agents


def _weighed(values: Any) -> list[tuple[float, float]]:
    """Durations in order, with the shares of their weights."""
    found: dict[float, float] = {}
    for seconds, weight in values:
        found[round(seconds, 6)] = found.get(round(seconds, 6), 0.0) + weight
    total = sum(found.values())
    return sorted((seconds, round(weight / total, 7)) for seconds, weight in found.items())


def _rounded(numbers: Any) -> list[float]:
    return [round(number, 4) for number in numbers]


# -- how it is written -------------------------------------------------------------------------


@dataclass
class Column:
    """A column to be written: its name, its cells as texts and, for a workbook, as they are."""

    meaning: str
    name: str
    texts: list[str]
    cells: list[Any] | None = None


@dataclass(frozen=True)
class Written:
    """A table as it is written, and what is said of it.

    ``grid``: all its rows; ``header``: the place of its names, or ``None``; ``first``: of the
    first row of values. ``cells``: values for a workbook in the place of texts, by row and column.
    ``narrow``: the line of names lacks the one of the first column.
    """

    content: Content
    grid: list[list[str]]
    header: int | None
    first: int
    spec: dict[str, Any]
    separator: str = ","
    quoted: bool = False
    end: str = "\n"
    encoding: str = "utf-8"
    narrow: bool = False
    movable: bool = True
    workbook: bool = False
    cells: dict[tuple[int, int], Any] = field(default_factory=dict)

    @property
    def file(self) -> str:
        """The name of the file."""
        return "table.xlsx" if self.workbook else "table.csv"

    def line(self, row: Sequence[str]) -> str:
        """A row as text, without its end."""
        out = io.StringIO()
        quoting = csv.QUOTE_ALL if self.quoted else csv.QUOTE_MINIMAL
        csv.writer(out, delimiter=self.separator, quoting=quoting, lineterminator="").writerow(row)
        return out.getvalue()

    def lines(self) -> list[str]:
        """All rows as text."""
        return [self.line(row) for row in self.grid]

    def bytes_of(self, text: str) -> bytes:
        """A text in the table's encoding."""
        return text.encode(self.encoding)


@dataclass
class Look:
    """How single cells are written."""

    mark: str
    thousands: str
    fixed: bool
    date: str
    clock: str
    language: str


DATES = (
    *("%Y-%m-%d", "%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y"),
    *("%Y/%m/%d", "%d %b %Y", "%B %d, %Y", "%Y%m%d", "%a, %d.%m.%Y", "%A %d/%m/%Y"),
)
CLOCKS = ("%H:%M", "%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M:%S %p", "%-H:%M", "%Hh%M", "%H.%M Uhr")
NAMES: dict[str, tuple[str, ...]] = {
    "start": ("Start", "Timestamp", "Interval Start", "Début", "Beginn"),
    "date": ("Date", "Datum", "Fecha", "Data", "date"),
    "time": ("Time", "Uhrzeit", "Heure", "Hora", "Ora", "Tijd", "Interval"),
    "hour": ("Hour", "Stunde", "Heure", "Hora", "Uur"),
    "day": ("Day", "Wochentag", "Jour", "Día", "Giorno", "Dag", "weekday"),
    "from": ("Von", "From", "Start"),
    "end": ("Bis", "End", "Ende", "Fin", "To", "Hasta"),
    "issues": ("Calls", "Anrufe", "Appels reçus", "Llamadas", "Chiamate", "Offered", "Oproepen"),
    "agents": ("Agents", "Mitarbeiter", "Effectif", "Agentes", "FTE", "Head count"),
    "weight": ("Weight", "Anteil", "Gewicht", "Poids", "Share", "Calls"),
    "duration": ("Duration", "AHT", "Dauer", "Durée", "Gesprächsdauer"),
}
DAYS: dict[str, tuple[str, ...]] = {
    "English": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "short": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "German": (*("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag"), "Samstag", "Sonntag"),
    "French": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "Spanish": ("Lunes", "Martes", "Miércoles", "Jueves", "Viernes", "Sábado", "Domingo"),
}
VALUES = {"forecast": "issues", "profile": "weight", "head_count": "agents"}
OTHERS = {
    "Answered": lambda rng, n: [str(rng.randint(0, 9)) for _ in range(n)],
    "Abandonnés": lambda rng, n: [str(rng.randint(0, 9)) for _ in range(n)],
    "SL %": lambda rng, n: [f"{rng.randint(50, 99)}%" for _ in range(n)],
    "Queue": lambda _, n: ["Zürich Süd"] * n,
    "Kommentar": lambda rng, n: [rng.choice(("", "", "ok", "Grève, été", "é")) for _ in range(n)],
}
TITLES = (["Report Contact Center"], ["Zeitraum: Januar 2026"], ["Anrufe, alle Länder"])


def written(rng: Random, said: Content, workbook: bool | None = None) -> Written:
    """A form for a content; ``workbook``: whether in one, else drawn."""
    in_book = rng.random() < 0.25 if workbook is None else workbook
    look = _look(rng, said)
    shown, spec = _shown(rng, said)
    columns = _columns(rng, shown, look)
    table = _wide(rng, shown, look) if columns is None else _long(rng, shown, columns, spec)
    spec |= _settles(shown, look, table)
    table = replace(table, content=said, spec=spec | table.spec)
    table = _decorated(rng, table, look)
    return _as_book(rng, table) if in_book and not table.narrow else _as_text(rng, table)


def _look(rng: Random, said: Content) -> Look:
    mark = rng.choice(".,")
    thousands = rng.choice(("", "", " ", "\u00a0", "'", "." if mark == "," else ","))
    form = rng.choice(DATES)
    if form == "%d.%m.%y" and said.use == "trace":
        form = "%d.%m.%Y"
    language = rng.choice(tuple(DAYS))
    return Look(mark, thousands, rng.random() < 0.3, form, rng.choice(CLOCKS), language)


def _shown(rng: Random, said: Content) -> tuple[Content, dict[str, Any]]:
    """The content with the steps that are written, in some order, and what that asks for."""
    steps, spec = list(said.steps), dict[str, Any]()
    left_out = said.use == "forecast" and rng.random() < 0.2
    if left_out:
        steps = [step for step in steps if step.number]
    if left_out or _asks_for_interval(steps, said.use):
        spec["interval"] = f"{said.steps[0].length // MINUTE} min"
    if rng.random() < 0.2 and not _only_mornings(steps):
        rng.shuffle(steps)
    return replace(said, steps=tuple(steps)), spec


def _asks_for_interval(steps: list[Step], use: str) -> bool:
    if use in ("trace", "durations"):
        return False
    if steps[0].length == DAY:
        return len(steps) < 2
    return False


def _only_mornings(steps: list[Step]) -> bool:
    """Whether shuffled times may be those of a 12-hour clock."""
    return bool(steps) and min(s.at for s in steps) >= HOUR and max(s.at for s in steps) < 13 * HOUR


def _number(number: float, look: Look, decimals: int) -> str:
    text = f"{number:,.{decimals}f}"
    whole, _, part = text.partition(".")
    if not look.fixed:
        part = part.rstrip("0")
    return whole.replace(",", look.thousands) + (look.mark + part if part else "")


def _clock(at: int, form: str) -> str:
    return (datetime(2026, 1, 1) + timedelta(seconds=at)).strftime(form)


def _columns(rng: Random, said: Content, look: Look) -> list[Column] | None:
    """The columns of a table with a row for each step, or ``None``: a column for each of some."""
    if said.use == "durations":
        return _of_durations(rng, said, look)
    wide = said.use != "trace" and rng.random() < 0.2 and said.steps[0].length < DAY
    if wide and max(len({s.at for s in said.steps}), len({s.day for s in said.steps})) > 1:
        return None
    if said.use == "trace":
        return _of_moments(rng, said, look)
    weekly = said.use in ("profile", "head_count") and rng.random() < 0.75
    when = _of_week(rng, said, look) if weekly else _of_moments(rng, said, look)
    meaning = VALUES[said.use]
    numbers = [step.number for step in said.steps]
    texts = [_number(number, look, said.decimals) for number in numbers]
    return [*when, Column(meaning, rng.choice(NAMES[meaning]), texts, list(numbers))]


def _of_durations(rng: Random, said: Content, look: Look) -> list[Column]:
    seconds = [value for value, _ in said.values]
    whole = all(value == int(value) for value in seconds)
    way = rng.choice(("s", "s", "name", "clock", "long") if whole else ("s", "name"))
    name, texts = rng.choice(NAMES["duration"]), [""]
    cells: list[Any] | None = list(seconds)
    texts = [_number(value, look, said.decimals) for value in seconds]
    if way == "name":
        name = rng.choice(("duration_s", "AHT (s)", "Handle time (sec)"))
    elif way == "clock":
        texts, cells = [f"{int(s) // 60}:{int(s) % 60:02d}" for s in seconds], None
    elif way == "long":
        texts = [f"{int(s) // 3600:02d}:{int(s) // 60 % 60:02d}:{int(s) % 60:02d}" for s in seconds]
        cells = [timedelta(seconds=s) for s in seconds]
    found = [Column("duration", name, texts, cells)]
    if any(weight != 1.0 for _, weight in said.values) or rng.random() < 0.3:
        weights = [weight for _, weight in said.values]
        shown = [_number(weight, look, 0) for weight in weights]
        found.append(Column("weight", rng.choice(NAMES["weight"]), shown, list(weights)))
    return found


def _of_week(rng: Random, said: Content, look: Look) -> list[Column]:
    days = [step.day.weekday() for step in said.steps]
    texts = [DAYS[look.language][day] for day in days]
    cells: list[Any] | None = None
    if rng.random() < 0.2:
        texts, cells = [str(day + 1) for day in days], [day + 1 for day in days]
    day = Column("day", rng.choice(NAMES["day"]), texts, cells)
    return [day, *_of_times(rng, said, look)]


def _of_times(rng: Random, said: Content, look: Look) -> list[Column]:
    """Times of day: alone, as ranges, as hours, or from and to."""
    clocks = [step.at for step in said.steps]
    ends = [step.at + step.length for step in said.steps]
    fine = "%H:%M:%S" if said.use == "trace" else look.clock
    times = [_clock(at, fine) for at in clocks]
    cells = [_time_cell(at) for at in clocks]
    way = "alone" if said.use == "trace" else rng.choice(("alone", "alone", "range", "hour", "two"))
    if way == "hour" and all(step.length == HOUR and not step.at % HOUR for step in said.steps):
        hours = [at // HOUR for at in clocks]
        return [Column("time", rng.choice(NAMES["hour"]), [str(h) for h in hours], list(hours))]
    if way == "range":
        between = rng.choice(("-", " - ", "–", " – ", " to ", " bis "))
        inside = rng.random() < 0.2
        texts = [
            f"{t}{between}{_end(rng, e, look, inside)}" for t, e in zip(times, ends, strict=True)
        ]
        return [Column("time", rng.choice(NAMES["time"]), texts)]
    if way == "two":
        until = [_end(rng, end, look, False) for end in ends]
        return [
            Column("time", rng.choice(NAMES["from"]), times, list(cells)),
            Column("end", rng.choice(NAMES["end"]), until),
        ]
    return [Column("time", rng.choice(NAMES["time"]), times, list(cells))]


def _time_cell(at: int) -> Any:
    return (datetime(2026, 1, 1) + timedelta(seconds=at)).time()


def _end(rng: Random, at: int, look: Look, inside: bool) -> str:
    """The end of an interval; that of a day may be 24:00; or the last minute inside."""
    if inside and "%S" not in look.clock:
        return _clock(at - MINUTE, look.clock)
    if at == DAY and "%I" not in look.clock and rng.random() < 0.5:
        return (
            look.clock.replace("%-H", "24")
            .replace("%H", "24")
            .replace("%M", "00")
            .replace("%S", "00")
        )
    return _clock(at, look.clock)


def _of_moments(rng: Random, said: Content, look: Look) -> list[Column]:
    """Dates and times in one column or two; of whole days dates alone."""
    days = [step.day for step in said.steps]
    dates = [day.strftime(look.date) for day in days]
    if said.use == "forecast" and said.steps[0].length == DAY:
        return [Column("date", rng.choice(NAMES["date"]), dates, list(days))]
    if rng.random() < 0.5:
        date_column = Column("date", rng.choice(NAMES["date"]), dates, list(days))
        return [date_column, *_of_times(rng, said, look)]
    moments = [
        datetime(step.day.year, step.day.month, step.day.day) + timedelta(seconds=step.at)
        for step in said.steps
    ]
    way = rng.random()
    if way < 0.1:
        form = "%Y%m%d%H%M%S" if said.use == "trace" else "%Y%m%d%H%M"
        texts = [moment.strftime(form) for moment in moments]
        return [Column("date", rng.choice(NAMES["date"]), texts, list(moments))]
    if way < 0.2:
        serials = [(moment - datetime(1899, 12, 30)) / timedelta(days=1) for moment in moments]
        texts = [f"{serial:.8f}".replace(".", look.mark) for serial in serials]
        return [Column("date", rng.choice(NAMES["date"]), texts, list(serials))]
    clock = "%H:%M:%S" if said.use == "trace" else look.clock
    between = rng.choice((" ", "T")) if look.date == "%Y-%m-%d" and "%H:" in clock else " "
    texts = [moment.strftime(look.date + between + clock) for moment in moments]
    if way < 0.3 and said.use != "trace":
        ends = [_end(rng, step.at + step.length, look, False) for step in said.steps]
        texts = [f"{text} - {end}" for text, end in zip(texts, ends, strict=True)]
        return [Column("start", rng.choice(NAMES["start"]), texts)]
    return [Column("start", rng.choice(NAMES["start"]), texts, list(moments))]


# -- tables -------------------------------------------------------------------------------------


def _long(rng: Random, said: Content, columns: list[Column], spec: dict[str, Any]) -> Written:
    """A row for each step; the columns in some order, with names, stated ones, or none."""
    count = len(columns[0].texts)
    named_when = [c for c in columns if c.name in NAMES["hour"] or c.meaning == "date"]
    numbers = [c for c in columns if _like_number(c.texts[0])]
    bare = rng.random() < 0.15 and len(numbers) == 1 and not named_when
    bare = bare and not any(c.meaning in ("end", "weight") and len(columns) == 2 for c in columns)
    bare = bare and not any(c.meaning == "end" for c in columns)
    stated: dict[str, Any] = {}
    if not bare:
        for name in rng.sample(sorted(OTHERS), rng.choice((0, 0, 1, 2))):
            texts = OTHERS[name](rng, count)
            columns.append(Column("other", name, texts, None))
        if rng.random() < 0.3:
            rng.shuffle(columns)
        if rng.random() < 0.15:
            stated = _stated(rng, columns)
    header = [] if bare else [[column.name for column in columns]]
    rows = [list(row) for row in zip(*(column.texts for column in columns), strict=True)]
    first = len(header)
    cells = {
        (first + at, place): cell
        for place, column in enumerate(columns)
        for at, cell in enumerate(column.cells or ())
    }
    grid = [*header, *rows]
    by_number = any(isinstance(which, int) for which in stated.values())
    table = Written(said, grid, None if bare else 0, first, {}, cells=cells)
    table = replace(table, movable=not bare and not by_number)
    if stated:
        table.spec["columns"] = stated
        if any(c.meaning == "date" and isinstance((c.cells or [0])[0], float) for c in columns):
            table.spec["unit"] = "excel"  # no name says that the numbers are dates
    return table if bare or by_number else _counted(rng, table)


def _like_number(text: str) -> bool:
    return re.fullmatch(r"[0-9.,' \u00a0]+", text) is not None


def _stated(rng: Random, columns: list[Column]) -> dict[str, Any]:
    """State the columns, by names that say nothing, or by their numbers."""
    by_number = rng.random() < 0.3
    found: dict[str, Any] = {}
    for place, column in enumerate(columns, 1):
        if column.meaning != "other":
            meaning = column.meaning
            if not by_number:
                column.name = f"x{place} é"
            found[meaning] = place if by_number else column.name
    return found


def _counted(rng: Random, table: Written) -> Written:
    """With the numbers of its rows in a first column, without a name or, in R, without a cell."""
    if rng.random() > 0.12 or len(table.grid[0]) < 2:
        return table
    narrow = rng.random() < 0.6 and not _side_by_side(table.grid[-1])
    begin = 1 if narrow else rng.choice((0, 1))
    head = table.grid[0] if narrow else ["", *table.grid[0]]
    rows = [[str(at), *row] for at, row in enumerate(table.grid[1:], begin)]
    cells = {(at, place + 1): cell for (at, place), cell in table.cells.items()}
    return replace(table, grid=[head, *rows], narrow=narrow, cells=cells)


def _side_by_side(row: list[str]) -> bool:
    """Whether two numbers follow one another, which may be one cut at its decimal comma."""
    return any(_like_number(a.strip("%")) and _like_number(b.strip("%")) for a, b in pairwise(row))


def _wide(rng: Random, said: Content, look: Look) -> Written:
    """A column for each time, weekday or date."""
    weekly = said.use in ("profile", "head_count") and rng.random() < 0.75
    days = sorted({step.day for step in said.steps})
    clocks = sorted({step.at for step in said.steps})
    length = said.steps[0].length
    form = "%Y-%m-%d" if look.date == "%Y%m%d" else look.date  # a compact one names no column
    day_names = [DAYS[look.language][d.weekday()] if weekly else d.strftime(form) for d in days]
    as_hours = clocks == list(range(0, len(clocks) * HOUR, HOUR)) and len(clocks) > 2
    across = len(clocks) > 1 and (rng.random() < 0.5 or len(days) < 2)
    if as_hours and length == HOUR and across and rng.random() < 0.5:
        clock_names = [str(at // HOUR) for at in clocks]
    elif rng.random() < 0.3:
        clock_names = [
            f"{_clock(c, look.clock)}-{_end(rng, c + length, look, False)}" for c in clocks
        ]
    else:
        clock_names = [_clock(c, look.clock) for c in clocks]
    texts = {(s.day, s.at): _number(s.number, look, said.decimals) for s in said.steps}
    numbers = {(s.day, s.at): s.number for s in said.steps}
    corner = rng.choice(NAMES["day" if weekly else "date"] if across else NAMES["time"])
    if across:
        keys = [[(day, at) for at in clocks] for day in days]
        head, side = clock_names, day_names
    else:
        keys = [[(day, at) for day in days] for at in clocks]
        head, side = day_names, clock_names
    rows = [
        [name, *(texts.get(key, "") for key in row)] for name, row in zip(side, keys, strict=True)
    ]
    cells = {
        (y + 1, x + 1): numbers[key]
        for y, row in enumerate(keys)
        for x, key in enumerate(row)
        if key in numbers
    }
    return Written(said, [[corner, *head], *rows], 0, 1, {}, cells=cells)


def _settles(said: Content, look: Look, table: Written) -> dict[str, Any]:
    """What must be stated because the written cells leave it open."""
    spec: dict[str, Any] = {}
    texts = [cell for row in table.grid[table.first :] for cell in row]
    unsure = [t for t in texts if re.fullmatch(r"[1-9][0-9]{0,2}[.,][0-9]{3}", t)]
    if unsure:
        spec["decimal"] = "point" if look.mark == "." else "comma"
    if ("/" in look.date and look.date != "%Y/%m/%d") or look.date == "%d-%m-%Y":
        days = [step.day for step in said.steps]
        clear = any(day.day > 12 for day in days) and "%A" not in look.date
        if not clear:
            spec["dates"] = "month_first" if look.date.startswith("%m") else "day_first"
    size = {step.length for step in said.steps} or {0}
    if said.use in VALUES and len(size) == 1 and not _tells_interval(said):
        spec["interval"] = f"{size.pop() // MINUTE} min"
    return spec


def _tells_interval(said: Content) -> bool:
    """Whether every row of a written table follows another one of its day."""
    length = said.steps[0].length
    moments = {(step.day, step.at) for step in said.steps}
    if length == DAY:
        return len(moments) > 1
    return any((step.day, step.at + length) in moments for step in said.steps)


def _decorated(rng: Random, table: Written, look: Look) -> Written:
    """With titles above, a total below, or separators at the end of each row."""
    grid, cells, above = list(table.grid), dict(table.cells), 0
    if table.header is not None and rng.random() < 0.15 and not table.narrow:
        total = _total(rng, table, look)
        if total is not None:
            grid.append(total)
    if table.header is not None and rng.random() < 0.1 and not table.narrow:
        grid = [[*row, ""] for row in grid]
    if table.header is not None and rng.random() < 0.15 and _may_have_titles(table):
        titles = [list(title) for title in rng.sample(TITLES, rng.choice((1, 2)))]
        above = len(titles)
        grid = [*titles, *grid]
        cells = {(row + above, place): cell for (row, place), cell in cells.items()}
    header = None if table.header is None else table.header + above
    return replace(table, grid=grid, header=header, first=table.first + above, cells=cells)


def _may_have_titles(table: Written) -> bool:
    """Whether the rows below are enough to tell which ones are titles."""
    return not table.narrow and len(table.grid) > 4 and len(table.grid[-1]) > 1


def _total(rng: Random, table: Written, look: Look) -> list[str] | None:
    """A row that sums up the others, where its name stands in a column of no texts."""
    said, head = table.content, table.grid[0]
    if said.use in ("trace", "durations") or len(said.steps) < 3:
        return None
    values = [place for place, name in enumerate(head) if name in NAMES[VALUES[said.use]]]
    if len(values) != 1 or values[0] == 0 or table.spec.get("columns"):
        return None
    if head[0] == "Kommentar" or head[0] == "Queue":
        return None
    row = [""] * len(head)
    row[0] = rng.choice(("Total", "Summe", "Gesamt", "Suma"))
    row[values[0]] = _number(sum(step.number for step in said.steps), look, said.decimals)
    return row


def _as_text(rng: Random, table: Written) -> Written:
    """As a text file, with its separator, quotes, ends of lines and encoding."""
    separator = rng.choice((",", ";", ";", "\t", "|"))
    encoding = rng.choice(
        ("utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp1252")
    )
    spec = dict(table.spec)
    one_wide = max(len(row) for row in table.grid) == 1
    if one_wide or rng.random() < 0.1:
        spec["separator"] = "tab" if separator == "\t" else separator
    if rng.random() < 0.1:
        spec["encoding"] = encoding
    end = rng.choice(("\n", "\n", "\r\n", "\r\n", "\r"))
    parts = {"separator": separator, "encoding": encoding, "end": end, "spec": spec}
    return replace(table, quoted=rng.random() < 0.2, **parts)


def _as_book(rng: Random, table: Written) -> Written:
    """As a workbook, with cells of their kinds or with texts."""
    typed = rng.random() < 0.7
    spec = dict(table.spec)
    if rng.random() < 0.2:
        spec["sheet"] = "Daten"
    return replace(table, workbook=True, spec=spec, cells=table.cells if typed else {})


# -- files --------------------------------------------------------------------------------------


def write(table: Written, folder: Path) -> None:
    """Write a table as a file."""
    path = folder / table.file
    if not table.workbook:
        text = "".join(line + table.end for line in table.lines())
        path.write_bytes(table.bytes_of(text))
        return
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Daten"
    for y, row in enumerate(table.grid):
        for x, text in enumerate(row):
            cell = table.cells.get((y, x), text)
            if cell != "":
                sheet.cell(y + 1, x + 1, cell)
    if "sheet" in table.spec:
        book.create_sheet("Andere").append(["nothing", "here"])
    book.save(path)


def scenario_text(table: Written) -> str:
    """A scenario that uses a table, and says nothing else of importance."""
    use = table.content.use
    file = {"file": table.file, **table.spec} if table.spec else table.file
    named = json.dumps(file, ensure_ascii=False)
    stream, work, staff = "rate: 10 per week", "5 min", "3"
    if use in ("forecast", "trace"):
        stream = f"{use}: {named}"
    elif use == "profile":
        stream = f"rate: 10 per week, profile: {named}"
    elif use == "head_count":
        staff = named
    else:
        work = f"{{empirical: {named}}}"
    return (
        f"clock: {{start: {MONDAY}, length: 10 weeks}}\n"
        f"demand: {{calls: {{{stream}}}}}\n"
        f"issue_types: {{question: {{work: {work}}}}}\n"
        "channels: {phone: {hours: 24/7}}\n"
        f"teams: {{care: {{head_count: {staff}, skills: {{channels: phone}}}}}}\n"
    )


def read(table: Written, folder: Path) -> Any:
    """The plan that the program reads from a table that is written already."""
    path = folder / "scenario.yaml"
    path.write_text(scenario_text(table), encoding="utf-8")
    return plan(table.content.use, load(path).resolve())
