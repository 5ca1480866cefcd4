"""When the rows of a table are: dates, days of the week and times, read column by column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import numpy as np

from sim.tables import dates, names, numbers, times, weekdays
from sim.tables.cells import Cell, shown
from sim.tables.choose import When
from sim.tables.columns import Column, Floats, Gathered, Ints, converted
from sim.tables.dates import Stamp
from sim.tables.faults import CellError, Mistakes
from sim.tables.form import UNIT_S
from sim.tables.table import Table
from sim.tables.times import DAY, HALF_DAY, HOUR, Clock
from sim.visible import nearest_of

SECOND = timedelta(seconds=1)
MILLISECONDS_FROM = 1e11
"""Unix numbers from here on count milliseconds."""
UNIX_ZERO = datetime(1970, 1, 1)
YEARS_AROUND = 10
"""Numbers are taken for dates of a spreadsheet if they lie so many years around the start."""
MOST_PLAIN_S = 365.25 * DAY * YEARS_AROUND
"""Numbers are taken for seconds since the start only below this."""
PLAIN = ("s", "min", "h", "days", "ms")
PLAIN_UNITS = "`unit: s`, `min` or `h` (since the clock's start), `excel` or `unix`"


@dataclass
class Moments:
    """When rows are. ``at``: seconds since ``zero``'s midnight, or since the week's if ``weekly``
    (NaN: could not be read). ``end``: of what ends at a stated moment, else NaN. ``whole``:
    rows that name a date, a day or a week, without a time. ``bare``: rows whose time is an hour
    alone. ``week``: rows that name a whole week.
    """

    at: Floats
    end: Floats
    whole: bool
    bare: bool
    week: bool
    dated: bool


class Reader:
    """Reads the columns of a table that tell when; ``zero`` is the first date of the clock."""

    def __init__(self, table: Table, lines: Ints, zero: date, mistakes: Mistakes) -> None:
        self.table, self.lines, self.zero, self.mistakes = table, lines, zero, mistakes
        self.weeks = False
        self.bare = False
        self.clocked = False
        self.of_ends = False
        self.halved = False
        self.zone = _zone(table)
        self._midnight = datetime.combine(zero, datetime.min.time())

    # -- dates, alone or with times ----------------------------------------------------------

    def moments(self, column: Column, plain: bool = False) -> tuple[Floats, Floats]:
        """Starts and ends (NaN if none is said) in seconds since ``zero``.

        ``plain``: numbers may be seconds, minutes or hours since then, too.
        """
        stamps = self._stamps(column)
        self._check_mixed(column, stamps)
        self._check_zones(column, stamps)
        order = self._order(stamps)
        halved = self.halved = _halved([stamp.clock for stamp in stamps.values() if stamp.clock])
        of_number = self._numeric(column, plain)
        timed = any(stamp.clock is not None for stamp in stamps.values())
        timed = timed or any(map(_is_iso, column.texts()))

        def start(cell: Cell) -> float:
            if isinstance(cell, str) and cell not in stamps and _is_iso(cell):
                return self._since_zero(datetime.fromisoformat(cell))
            if isinstance(cell, str) and cell in stamps:
                stamp = stamps[cell]
                by = (self.table.form.dates or "day_first") if stamp.dotted else order
                clock = stamp.clock or Clock(0.0)
                if halved and stamp.clock is not None:
                    _check_half(clock, cell)
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
        self.clocked = len(stamps) < len(column.cells) and any(map(_is_iso, column.texts()))
        self.clocked |= any(stamp.clock is not None for stamp in stamps.values())
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
        found = _numbers(column)
        unit = self.table.form.unit
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
            raise CellError(f"`{number:g}` is no date of a spreadsheet.")
        day, seconds = dates.of_serial(number)
        return self._of_day(day) + seconds

    def _unix(self, number: float) -> float:
        if number >= MILLISECONDS_FROM:
            number /= 1000.0
        if not 0.0 <= number < 1e10:
            raise CellError(f"`{number:g}` is no moment in Unix seconds.")
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

    # -- days of the week and times ----------------------------------------------------------

    def days(self, column: Column) -> Floats:
        """Seconds of the week at which each row's day begins. Raises ``TableError``."""
        words = [text for text in column.texts() if weekdays.possible(text)]
        known = weekdays.numbers_of(words) or {}
        if isinstance(known, tuple):
            text, one, other = known
            message = f"`{shown(text)}` is another day in {one} than in {other}"
            ask = "write the days in full, or as numbers from 1 (Monday) to 7"
            raise self.table.wrong(f"{message}: {ask}.", self._line(0))

        if any(_number(cell) is not None for cell in column.cells):
            self.table.note(f"the days under {column.title} count from 1, Monday.")

        def read(cell: Cell) -> float:
            number = _number(cell)
            if number is not None and number in (1, 2, 3, 4, 5, 6, 7):
                return (number - 1.0) * DAY
            if isinstance(cell, str) and cell in known:
                return known[cell] * DAY
            days = ", ".join(name[:3].capitalize() for name in weekdays.ENGLISH)
            raise CellError(f"`{shown(cell)}` is no day: expected {days} or 1 (Monday) to 7.")

        return converted(column, self.lines, read, self.mistakes)

    def times(self, column: Column) -> tuple[Floats, Floats]:
        """Seconds of the day at which each row starts and, if a range says so, ends."""
        clocks = {text: _clock_or_none(text) for text in column.texts()}
        halved = self.halved = _halved([clock for clock in clocks.values() if clock is not None])
        numeric = _numbers(column)
        of_number = self._hours(numeric) if numeric else None
        plain = of_number is None or of_number is _hour
        others = [clock for text, clock in clocks.items() if _number(text) is None]
        self.bare = plain and all(clock is not None and clock.bare for clock in others)

        def start(cell: Cell) -> float:
            clock = self._time(cell, halved, of_number)
            if clock.at == DAY and not self.of_ends:
                ask = "if times are ends of intervals, state `columns: end` and `interval`"
                raise CellError(f"`{shown(cell)}` begins no interval of its day: {ask}.")
            return clock.at

        def end(cell: Cell) -> float:
            found = self._time(cell, halved, of_number).end
            return np.nan if found is None else found

        begins = converted(column, self.lines, start, self.mistakes)
        return begins, converted(column, self.lines, end, Mistakes(self.table.path))

    def minutes(self, column: Column) -> Floats:
        """Seconds past the hour from a column of minutes."""

        def read(cell: Cell) -> float:
            number = _number(cell)
            if number is None or not 0.0 <= number < 60.0 or number != int(number):
                raise CellError(f"`{shown(cell)}`: expected a minute from 0 to 59.")
            return number * 60.0

        return converted(column, self.lines, read, self.mistakes)

    def check_backwards(self, day: Floats, clock: Floats) -> None:
        """Refuse times that begin again after noon: a 12-hour clock without AM and PM."""
        known = clock[np.isfinite(clock)]
        if not len(known) or known.min() < HOUR or known.max() >= HALF_DAY + HOUR:
            return
        before, after = clock[:-1], clock[1:]
        back = (day[:-1] == day[1:]) & (before > after) & (before >= 8 * HOUR) & (after < 8 * HOUR)
        if back.any():
            place = int(np.flatnonzero(back)[0]) + 1
            again = f"{int(clock[place] // HOUR)}:{int(clock[place] % HOUR // 60):02d}"
            message = f"times begin again at {again}: is it a 12-hour clock without AM"
            raise self.table.wrong(f"{message} and PM? Write 13:00, or 1:00 PM.", self._line(place))

    def _line(self, place: int) -> int:
        return int(self.lines[place])

    def _time(self, cell: Cell, halved: bool, of_number: Callable[[float], float] | None) -> Clock:
        if isinstance(cell, datetime):  # how spreadsheets hold 24:00, or a time with a date
            return Clock(_of_datetime(cell))
        if isinstance(cell, timedelta):
            seconds = cell / SECOND
            if not 0.0 <= seconds <= DAY:
                raise CellError(f"`{shown(cell)}` is no time of day: the day ends at 24:00.")
            return Clock(seconds)
        number = _number(cell)
        if number is not None and of_number is not None:
            return Clock(of_number(number))
        if not isinstance(cell, str) or not cell:
            what = f"`{shown(cell)}`" if cell != "" else "an empty cell"
            raise CellError(f"{what} is no time of day: {times.EXPECTED}.")
        clock = times.read(cell)
        if halved:
            _check_half(clock, cell)
        return clock

    def _hours(self, found: Sequence[float]) -> Callable[[float], float]:
        """How numbers in a column of times are to be read: hours, 930, or parts of a day."""
        whole = all(number == int(number) for number in found)
        if whole and max(found) < 24.0 and min(found) >= 0.0:
            return _hour
        clocks = whole and min(found) >= 0.0 and max(found) >= 100.0
        if clocks and all(n % 100 < 60.0 and n % 5.0 == 0.0 and n <= 2400.0 for n in found):
            return lambda number: number // 100 * HOUR + number % 100 * 60.0
        if whole and set(found) >= set(range(1, 25)) | {max(found)}:
            what = "hours" if max(found) == 24.0 else "intervals"
            message = f"times are numbered from 1 to {max(found):g}: are they {what} of the day?"
            ask = "Write when each begins, or, if they are ends of hours, state them under"
            raise self.table.wrong(f"{message} {ask} `columns: end` with `interval: 1 h`.")
        if min(found) >= 0.0 and max(found) <= 1.0:
            return lambda number: float(round(number * DAY))
        if not whole:
            text = next(f"{number:g}" for number in found if number != int(number))
            return _raising(f"`{text}` is no time of day: {times.EXPECTED}.")
        return _hour


def _zone(table: Table) -> ZoneInfo | None:
    name = table.form.time_zone
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        near = nearest_of(name, available_timezones())
        hint = f"did you mean `{near}`?" if near else "expected one like `Europe/Berlin`."
        raise table.wrong(f"`{shown(name)}` is no time zone: {hint}") from None


def _is_iso(text: str) -> bool:
    """Whether a text is a moment in the common form, without a zone: read fast, for long logs."""
    if len(text) not in (16, 19, 23, 26) or text[13:14] != ":" or text[10:11] not in (" ", "T"):
        return False
    try:
        return text[4] == "-" == text[7] and datetime.fromisoformat(text).tzinfo is None
    except ValueError:
        return False


def _raising(message: str) -> Callable[[float], float]:
    def refuse(_number: float) -> float:
        raise CellError(message)

    return refuse


def _hour(number: float) -> float:
    if not 0.0 <= number <= 24.0 or number != int(number):
        raise CellError(f"`{number:g}` is no hour: expected 0 to 23, or a time like 08:30.")
    return number * HOUR


def _number(cell: Cell) -> float | None:
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return float(cell)
    if isinstance(cell, str) and numbers.looks_like(cell):
        try:
            return numbers.read(cell, "comma" if "," in cell else "point")
        except CellError:
            return None
    return None


def _numbers(column: Column) -> list[float]:
    return [number for cell in column.cells if (number := _number(cell)) is not None]


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


def _clock_or_none(text: str) -> Clock | None:
    try:
        return times.read(text)
    except CellError:
        return None


def _halved(clocks: Sequence[Clock]) -> bool:
    return any(clock.halved for clock in clocks)


def _check_half(clock: Clock, text: str) -> None:
    if not clock.halved:
        raise CellError(f"`{shown(text)}` has no AM or PM, as other rows have.")


def _of_datetime(cell: datetime) -> float:
    seconds = (cell - datetime.combine(cell.date(), datetime.min.time())) / SECOND
    if cell.year < dates.FIRST_YEAR + 1 and seconds == 0.0 and cell.day != 30:
        return DAY
    return float(seconds)


def moments_of(
    table: Table,
    gathered: Gathered,
    when: When,
    zero: date,
    mistakes: Mistakes,
    plain: bool = False,
) -> Moments:
    """When the gathered rows are, by the columns that tell.

    ``plain``: numbers may be seconds, minutes or hours since ``zero``, too.
    """
    reader = Reader(table, gathered.lines, zero, mistakes)
    count = len(gathered.lines)
    end = np.full(count, np.nan)
    columns, label = gathered.columns, table.layout.label_kind
    dated = when.start is not None or when.date is not None or label == "date"
    timed = when.time is not None or label == "time"
    place = when.start if when.start is not None else when.date
    if place is not None:
        at, end = reader.moments(columns[place], plain)
        timed = timed or reader.clocked or bool((at % DAY != 0.0).any())
        if not plain and not reader.halved:
            reader.check_backwards(at // DAY, at % DAY)
    elif label == "date":
        assert gathered.labels is not None
        at, end = reader.moments(gathered.labels)
    elif when.day is not None:
        at = reader.days(columns[when.day])
    elif label == "weekday":
        assert gathered.labels is not None
        at = reader.days(gathered.labels)
    else:
        at = np.zeros(count)
    week, bare = reader.weeks, reader.bare
    if when.time is not None or label == "time":
        column = columns[when.time] if when.time is not None else gathered.labels
        assert column is not None
        begins, ends = reader.times(column)
        if not reader.halved:
            reader.check_backwards(at, begins)
        bare = reader.bare
        end = np.where(np.isfinite(ends), at + ends, end)
        at = at + begins
        if when.minute is not None:
            at = at + reader.minutes(columns[when.minute])
            bare = False
    if when.end is not None and when.start is None and when.time is None and label != "time":
        at, end = _before_ends(reader, columns[when.end], at)
        timed = True
    elif when.end is not None:
        end = _ends(reader, columns[when.end], at, end)
    return Moments(at, end, not timed, bare, week, dated)


def _before_ends(reader: Reader, column: Column, day: Floats) -> tuple[Floats, Floats]:
    """Starts and ends of intervals of which only ends are said. Raises ``TableError``."""
    interval = reader.table.form.interval
    if not isinstance(interval, float | int):
        message = "the times are ends of intervals: state how long these are, as in"
        raise reader.table.wrong(f"{message} `interval: 30 min`.")
    end = _ends(reader, column, day, day)
    return end - interval, end


def _ends(reader: Reader, column: Column, at: Floats, end: Floats) -> Floats:
    """Ends of intervals from a column of their own: moments, or times of the day of the start."""
    if any(isinstance(cell, datetime | date) for cell in column.cells) or any(
        dates.looks_like(text) for text in column.texts() if not times.looks_like(text)
    ):
        return reader.moments(column)[0]
    reader.of_ends = True
    clock = reader.times(column)[0]
    found = at // DAY * DAY + clock
    return np.where(found <= at, found + DAY, found)
