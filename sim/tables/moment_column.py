"""Columns of moments: dates, alone or with times, as texts, cells of a workbook, or numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import numpy as np

from sim.tables import dates, names, numbers
from sim.tables.cells import Cell, numbers_in, shown
from sim.tables.clock_column import check_half, halved
from sim.tables.columns import Column, Floats, Ints, converted
from sim.tables.dates import Stamp
from sim.tables.faults import CellError, Mistakes
from sim.tables.form import UNIT_S
from sim.tables.table import Table
from sim.tables.times import Clock
from sim.time_units import DAY, YEAR
from sim.visible import nearest_of

SECOND = timedelta(seconds=1)
MILLISECONDS_FROM = 1e11
"""Unix numbers from here on count milliseconds."""
UNIX_ZERO = datetime(1970, 1, 1)
YEARS_AROUND = 10
"""Numbers are taken for dates of a spreadsheet if they lie so many years around the start."""
MOST_PLAIN_S = YEAR * YEARS_AROUND
"""Numbers are taken for seconds since the start only below this."""
PLAIN = ("s", "min", "h", "days", "ms")
PLAIN_UNITS = "`unit: s`, `min` or `h` (since the clock's start), `excel` or `unix`"


class MomentColumn:
    """Reads columns of moments; ``zero`` is the first date of the clock.

    After reading: ``weeks``: whether all name whole weeks; ``bare``: whether any time is an hour
    alone; ``clocked``: whether any has a time of day; ``halved``: whether AM and PM are said.
    """

    def __init__(self, table: Table, lines: Ints, zero: date, mistakes: Mistakes) -> None:
        self.table, self.lines, self.zero, self.mistakes = table, lines, zero, mistakes
        self.weeks = self.bare = self.clocked = self.halved = False
        self.zone = _zone(table)
        self.numeric = False
        self._midnight = datetime.combine(zero, datetime.min.time())

    def _line(self, place: int) -> int:
        return int(self.lines[place])

    def read(self, column: Column, plain: bool = False) -> tuple[Floats, Floats]:
        """Starts and ends (NaN if none is said) in seconds since ``zero``.

        ``plain``: numbers may be seconds, minutes or hours since then, too.
        """
        stamps = self._stamps(column)
        self._check_mixed(column, stamps)
        self._check_zones(column, stamps)
        order = self._order(stamps)
        self.halved = halved([stamp.clock for stamp in stamps.values() if stamp.clock])
        of_number = self._numeric(column, plain)
        timed = any(stamp.clock is not None for stamp in stamps.values())
        timed = timed or any(map(_is_iso, column.texts()))
        self.clocked = timed

        def start(cell: Cell) -> float:
            if isinstance(cell, str) and cell not in stamps and _is_iso(cell):
                return self._since_zero(datetime.fromisoformat(cell))
            if isinstance(cell, str) and cell in stamps:
                stamp = stamps[cell]
                by = order or ("day_first" if stamp.dotted else None)
                clock = stamp.clock or Clock(0.0)
                if self.halved and stamp.clock is not None:
                    check_half(clock, cell)
                if timed and stamp.clock is None:
                    raise CellError(f"`{shown(cell)}` has no time of day, as other rows have.")
                return self._local(self._of_day(stamp.on(by)) + clock.at, stamp)
            return self._start(cell, of_number)

        def end(cell: Cell) -> float:
            stamp = stamps.get(cell) if isinstance(cell, str) else None
            if stamp is None or stamp.clock is None or stamp.clock.end is None:
                return np.nan
            return start(cell) - stamp.clock.at + stamp.clock.end

        self.weeks = bool(stamps) and all(stamp.week for stamp in stamps.values())
        self.bare = any(stamp.clock is not None and stamp.clock.bare for stamp in stamps.values())
        begins = converted(column, self.lines, start, self.mistakes)
        if not any(stamp.clock and stamp.clock.end is not None for stamp in stamps.values()):
            return begins, np.full(len(begins), np.nan)
        return begins, converted(column, self.lines, end, Mistakes(self.table.path))

    def _stamps(self, column: Column) -> dict[str, Stamp]:
        """What the texts say that are dates; of the others ``_start`` tells what is wrong."""
        found = {}
        for text in column.texts():
            try:
                if not _is_iso(text) and not numbers.looks_like(text):
                    found[text] = dates.read(text)
            except CellError:
                continue
        return found

    def _check_mixed(self, column: Column, stamps: dict[str, Stamp]) -> None:
        """Refuse dates of which a spreadsheet has understood a part, days taken for months."""
        understood = next((cell for cell in column.cells if isinstance(cell, date)), None)
        left = next((t for t, stamp in stamps.items() if stamp.either and not stamp.dotted), None)
        if understood is not None and left is not None:
            message = f"some dates are cells of dates (`{shown(understood)}`), others texts"
            why = f"(`{shown(left)}`): the spreadsheet may have taken days for months"
            raise self.table.wrong(f"{message} {why}. Save all as dates, or all as texts.")

    def _check_zones(self, column: Column, stamps: dict[str, Stamp]) -> None:
        """Say how times with a zone are read; refuse zones that differ, unless they are told."""
        zoned = {text: stamp.zone for text, stamp in stamps.items() if stamp.zone}
        if not zoned:
            return
        if self.zone is not None:
            self.table.heeded.add("time_zone")
            unknown = [zone for zone in zoned.values() if dates.offset_of(zone) is None]
            if unknown:
                message = f"the zone `{unknown[0]}` does not tell its distance from UTC."
                raise self.table.wrong(message)
            return
        first, one = next(iter(zoned.items()))
        others = [text for text, zone in zoned.items() if zone != one]
        others += [text for text, stamp in stamps.items() if stamp.clock and not stamp.zone]
        if others and not self.table.form.fold:
            message = f"`{shown(first)}` and `{shown(others[0])}` have different zones, as before"
            ask = "state `clock_change: fold` to take the times as written, or a `time_zone`"
            raise self.table.wrong(f"{message} and after a clock change: {ask}.")
        in_utc = dates.offset_of(one) == 0.0
        hint = ": state `time_zone` to have them in local time" if in_utc else ""
        self.table.note(f"times have the zone `{one}` and are taken as written{hint}.")

    def _local(self, at: float, stamp: Stamp) -> float:
        """A moment that names its zone on the clocks of ``time_zone``."""
        offset = dates.offset_of(stamp.zone) if stamp.zone else None
        if self.zone is None or offset is None:
            return at
        return self._on_clocks(at - offset)

    def _on_clocks(self, utc: float) -> float:
        """Seconds since ``zero`` by local clocks, of seconds since ``zero`` in UTC."""
        if self.zone is None:
            return utc
        zero = datetime.combine(self.zero, datetime.min.time(), UTC)
        ahead = (zero + timedelta(seconds=utc)).astimezone(self.zone).utcoffset()
        return utc + (ahead or timedelta()).total_seconds()

    def _order(self, stamps: dict[str, Stamp]) -> dates.Order | None:
        """The order of day and month: stated, or what fits all dates. Raises ``TableError``."""
        if self.table.form.dates is not None:
            return self.table.form.dates
        found = dates.order_of(list(stamps.values()))
        if isinstance(found, tuple):
            first, second = (shown(stamp.text) for stamp in found)
            message = f"in `{first}` the month comes first, in `{second}` the day: state `dates`."
            raise self.table.wrong(message)
        unsure = next((one for one in stamps.values() if one.either and not one.dotted), None)
        if found is None and unsure is not None:
            text = shown(unsure.text)
            message = f"`{text}`: the day or the month may come first, and no date in the file"
            ask = "tells which: state `dates: day_first` or `dates: month_first`."
            raise self.table.wrong(f"{message} {ask}", self._line(0))
        return found

    def _of_day(self, day: date) -> float:
        return (day - self.zero).days * DAY

    def _start(self, cell: Cell, of_number: Callable[[float], float]) -> float:
        if isinstance(cell, datetime):
            self.clocked = self.clocked or cell.time() != datetime.min.time()
            return self._since_zero(cell)
        if isinstance(cell, date):
            return self._of_day(dates.within_reach(cell, cell))
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            return of_number(float(cell))
        if isinstance(cell, str) and numbers.looks_like(cell):
            return of_number(numbers.read(cell, "comma" if "," in cell else "point"))
        if isinstance(cell, str) and cell:
            dates.read(cell)
        what = f"`{shown(cell)}`" if cell != "" else "the cell of the date is empty"
        raise CellError(f"{what}: {dates.EXPECTED}.")

    def _since_zero(self, moment: datetime) -> float:
        dates.within_reach(moment.date(), moment)
        return (moment - self._midnight) / SECOND

    def _numeric(self, column: Column, plain: bool) -> Callable[[float], float]:
        """How numbers in a column of moments are to be read."""
        found = numbers_in(column.cells)
        self.numeric = bool(found)
        unit = self.table.form.unit
        if unit is None and plain and column.unit is not None:
            of_name = UNIT_S[column.unit]
            return lambda number: number * of_name
        if not found:
            return self._refuse
        if unit in PLAIN and plain:
            self.table.heeded.add("unit")
            size = UNIT_S[str(unit)]
            return lambda number: number * size
        if unit == "excel":
            self.table.heeded.add("unit")
            return self._serial
        if unit == "unix":
            self.table.heeded.update(("unit", "time_zone"))
            return self._unix
        if len(found) < len(column.cells):
            return self._refuse
        if all(self._is_compact(number) for number in found):
            return self._compact
        if self._may_be_serials(found):
            return self._serial if _says_when(column.title) or not plain else self._ask(found)
        if plain and max(found) < MOST_PLAIN_S and _ascending(found, column.codes):
            text = f"numbers under {column.title} are taken for seconds since the clock's start"
            self.table.note(f"the {text}: state `unit: s` if they are.")
            return float
        return self._ask(found)

    def _ask(self, found: Sequence[float]) -> Callable[[float], float]:
        first = np.format_float_positional(found[0], trim="-")
        unix = 1e9 <= max(found) <= 3e9 or 1e12 <= max(found) <= 3e12
        hint = " They look like Unix seconds." if unix else ""
        message = f"`{first}`: plain numbers say no moment by themselves: state {PLAIN_UNITS}."
        raise self.table.wrong(message + hint, self._line(0))

    def _refuse(self, number: float) -> float:
        text = np.format_float_positional(number, trim="-")
        raise CellError(f"`{text}`: {dates.EXPECTED}.")

    def _serial(self, number: float) -> float:
        if not 1.0 <= number < 110_000.0:
            raise CellError(f"`{number:g}` is not a date of a spreadsheet.")
        day, seconds = dates.of_serial(number)
        return self._of_day(day) + seconds

    def _unix(self, number: float) -> float:
        if number >= MILLISECONDS_FROM:
            number /= 1000.0
        if not 0.0 <= number < 1e10:
            raise CellError(f"`{number:g}` is not a moment in Unix seconds.")
        since = self._midnight - UNIX_ZERO
        return self._on_clocks(number - since.total_seconds())

    def _is_compact(self, number: float) -> bool:
        """Whether a number is a date written without signs, near the clock's start."""
        text = f"{number:.0f}"
        if number != int(number) or len(text) not in (8, 12, 14):
            return False
        try:
            return abs(_compact(text).year - self.zero.year) <= YEARS_AROUND
        except ValueError:
            return False

    def _compact(self, number: float) -> float:
        moment = _compact(f"{number:.0f}")
        return (moment - self._midnight).total_seconds()

    def _may_be_serials(self, found: Sequence[float]) -> bool:
        start = (self.zero - date(1899, 12, 30)).days
        around = 366 * YEARS_AROUND
        return all(start - around <= number <= start + around for number in found)


def _zone(table: Table) -> ZoneInfo | None:
    name = table.form.time_zone
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        near = nearest_of(name, available_timezones())
        hint = f"did you mean `{near}`?" if near else "expected one like `Europe/Berlin`."
        raise table.wrong(f"`{shown(name)}` is not a time zone; {hint}") from None


def _is_iso(text: str) -> bool:
    """Whether a text is a moment in the common form, without a zone: read fast, for long logs."""
    if len(text) not in (16, 19, 23, 26) or text[13:14] != ":" or text[10:11] not in (" ", "T"):
        return False
    try:
        return text[4] == "-" == text[7] and datetime.fromisoformat(text).tzinfo is None
    except ValueError:
        return False


def _ascending(found: Sequence[float], codes: Ints) -> bool:
    """Whether the rows' numbers never fall, and do not stay the same throughout."""
    in_order = np.array(found)[codes]
    rising = bool((in_order[:-1] <= in_order[1:]).all()) and found[0] >= 0.0
    return rising and (len(in_order) == 1 or in_order[0] < in_order[-1])


def _says_when(title: str) -> bool:
    return names.rank_of(title, "when") is not None


def _compact(digits: str) -> datetime:
    form = {8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}[len(digits)]
    return datetime.strptime(digits, form)
