"""How long the rows of a table last: said, told by regular gaps, or asked for."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from sim.tables.columns import Bools, Floats, Ints
from sim.tables.faults import Mistakes
from sim.tables.form import UNTIL_NEXT
from sim.tables.names import words
from sim.tables.plain import plain
from sim.tables.table import Table
from sim.tables.when import Moments
from sim.time_units import DAY, HOUR, MINUTE, WEEK

USUAL = frozenset(n * MINUTE for n in (1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60))
"""Lengths of intervals that need not be stated."""
WEEKS = words("week weekly wc kw woche kalenderwoche semaine semana settimana")
SUNDAY = 6
LATEST_CHANGE = 4 * HOUR
"""Clocks change on Sundays before this."""


class Spans:
    """Rows in the order of time with their lengths. Raises ``TableError`` where it must be asked.

    ``at``, ``length``: seconds, shape (rows,); ``order``: of the rows in the file.
    """

    def __init__(self, table: Table, moments: Moments, lines: Ints, zero: date) -> None:
        self.table, self.zero = table, zero
        self.moments = moments
        self.order = np.argsort(moments.at, kind="stable")
        self.at = moments.at[self.order]
        self.end = moments.end[self.order]
        self.lines = lines[self.order]
        self.length = np.zeros(0)

    def settled(self, mistakes: Mistakes) -> Ints:
        """Put rows of the same moment together and measure; raise what was found wrong so far.

        For each row, in the order of time, the place of its moment.
        """
        if mistakes.count:
            kept = np.isfinite(self.at)
            self.at, self.end, self.lines = self.at[kept], self.end[kept], self.lines[kept]
        groups = self.settle_repeats(mistakes)
        mistakes.tell()
        self.measure(mistakes)
        mistakes.tell()
        return groups

    # -- rows at the same moment -------------------------------------------------------------

    def settle_repeats(self, mistakes: Mistakes) -> Ints:
        """For each row, in order, the place among the moments that it belongs to.

        Repeats are mistakes, but for the hour that a clock change repeats, if that is folded.
        """
        new = np.diff(self.at, prepend=np.nan) != 0.0
        groups = np.asarray(np.cumsum(new) - 1, np.int32)
        repeats = np.flatnonzero(~new)
        if len(repeats) and self._is_clock_change(self.at[repeats]):
            self._fold_or_ask(repeats, mistakes)
        elif len(repeats):
            self._tell(repeats, mistakes)
        self.at, self.end, self.lines = self.at[new], self.end[new], self.lines[new]
        return groups

    def _tell(self, repeats: Ints, mistakes: Mistakes) -> None:
        hint = self._hint()
        for place in repeats.tolist():
            first = int(np.searchsorted(self.at, self.at[place]))
            message = f"this interval stands in line {self.lines[first]} too."
            mistakes.add(int(self.lines[place]), message + hint)

    def _hint(self) -> str:
        """What may tell the rows of the same interval apart."""
        layout = self.table.layout
        for place, kind in enumerate(layout.kinds):
            cells = {str(row.cells[place]) for row in self.table.sample if place < len(row.cells)}
            if kind == "text" and len(cells) > 1 and layout.names[place : place + 1]:
                title = self.table.title(place).strip("`")
                return f" If `{title}` tells them apart, state `rows: {{{title}: …}}`."
        return ""

    def _is_clock_change(self, repeated: Floats) -> bool:
        """Whether just an hour of a date, and of no other one near, stands twice."""
        days = np.unique(repeated // DAY)
        if (np.diff(days) < 100).any() or not self.moments.dated:
            return False
        if any(self._day(float(day)).weekday() != SUNDAY for day in days):
            return False
        if (repeated % DAY >= LATEST_CHANGE).any():
            return False
        size = self._smallest()
        return all(self._is_hour(repeated[repeated // DAY == day], size) for day in days.tolist())

    def _is_hour(self, at: Floats, size: float) -> bool:
        return len(at) * size == HOUR and bool((np.diff(at) == size).all())

    def _smallest(self) -> float:
        gaps = np.diff(np.unique(self.at))
        return float(gaps.min(initial=np.inf))

    def _fold_or_ask(self, repeats: Ints, mistakes: Mistakes) -> None:
        for day in np.unique(self.at[repeats] // DAY).tolist():
            first = int(repeats[self.at[repeats] // DAY == day][0])
            what = f"{self._clock(self.at[first])} stands twice on {self._date(day)}"
            why = "as when the clock goes back and the day has 25 hours"
            if self.table.form.fold:
                message = f"{what}, {why}: the second hour is added to the first."
                self.table.note(message, int(self.lines[first]))
            else:
                ask = "state `clock_change: fold` to add the repeated hour to the first"
                mistakes.add(int(self.lines[first]), f"{what}, {why}: {ask}.")

    # -- lengths -----------------------------------------------------------------------------

    def measure(self, mistakes: Mistakes) -> None:
        """Set ``length``."""
        said, known = self.table.form.interval, np.isfinite(self.end)
        if said == UNTIL_NEXT:
            self.length = self._until_next()
        elif isinstance(said, float | int):
            self._check_said(float(said), mistakes)
            self.length = np.full(len(self.at), float(said))
        elif known.all() and len(known):
            self.length = self.end - self.at
        elif known.any():
            line = int(self.lines[np.flatnonzero(~known)[0]])
            raise self.table.wrong("the row says no end, as other rows do.", line)
        else:
            self.length = np.full(len(self.at), self._found(mistakes))
        self._check_overlaps(mistakes)

    def _check_said(self, said: float, mistakes: Mistakes) -> None:
        """Refuse a stated length that contradicts the rows."""
        other = np.isfinite(self.end) & (np.abs(self.end - self.at - said) > 1.0)
        for place in np.flatnonzero(other).tolist():
            lasts = _text(float(self.end[place] - self.at[place]))
            message = f"the row lasts {lasts} by its range, against the stated {_text(said)}."
            mistakes.add(int(self.lines[place]), message)
        if self.moments.whole and said < DAY:
            message = f"rows of dates without times cannot last {_text(said)}"
            raise self.table.wrong(f"{message}: state `interval: 1 day` or longer.")

    def _until_next(self) -> Floats:
        if len(self.at) < 2:
            raise self._asked("a single row lasts until no next one")
        gaps = np.diff(self.at)
        if not self.moments.dated:
            return np.append(gaps, self.at[0] + WEEK - self.at[-1])
        self.table.note("the last row is taken to last as long as the one before.")
        return np.append(gaps, gaps[-1])

    def _check_overlaps(self, mistakes: Mistakes) -> None:
        for place in np.flatnonzero(self.length <= 0.0).tolist():
            mistakes.add(int(self.lines[place]), "the interval ends before it begins.")
        over = np.flatnonzero(self.at[:-1] + self.length[:-1] > self.at[1:] + 1e-6)
        for place in over.tolist():
            lasts = _text(float(self.length[place]))
            gap = _text(float(self.at[place + 1] - self.at[place]))
            message = f"begins {gap} after line {self.lines[place]}, which lasts {lasts}."
            mistakes.add(int(self.lines[place + 1]), message)

    def _found(self, mistakes: Mistakes) -> float:
        """The length of every row, from their gaps."""
        if self.moments.week:
            return WEEK
        if self.moments.whole and not self.moments.dated:
            return DAY
        if len(self.at) == 1 and not self.moments.bare:
            raise self._asked("the file has a single row, which does not tell how long it lasts")
        if self.moments.whole or bool((self.at % DAY == 0.0).all()):
            return self._of_days()
        return self._of_times(mistakes)

    def _of_days(self) -> float:
        gap = float(np.diff(self.at).min(initial=np.inf))
        if gap == DAY:
            return DAY
        if gap == WEEK and self._names_weeks():
            return WEEK
        if len(self.at) == 1:
            raise self._asked("the file has a single row, which does not tell how long it lasts")
        if gap % DAY != 0.0:
            return self._of_times(Mistakes(self.table.path))
        raise self._asked(f"rows lie {_text(gap)} apart or more, which does not tell what each is")

    def _names_weeks(self) -> bool:
        called = {word for name in self.table.layout.names for word in plain(name).split(" ")}
        return bool(called & WEEKS)

    def _of_times(self, mistakes: Mistakes) -> float:
        gaps = np.diff(self.at)
        within = np.diff(self.at // DAY) == 0.0
        inner = gaps[within]
        if not len(inner):
            if self.moments.bare:
                return HOUR
            raise self._asked("no date has two rows, which does not tell how long a row lasts")
        size = float(inner.min())
        uneven = np.flatnonzero(within & (gaps % size != 0.0))
        if len(uneven):
            message = f"begins between the intervals of {size / MINUTE:g} min that the file has"
            ask = "state how long rows last, as in `interval: 30 min`, or `interval: until_next`"
            mistakes.add(int(self.lines[uneven[0] + 1]), f"{message}: {ask}.")
            return size
        if size not in USUAL and not self._tiles_days(gaps):
            raise self._asked(
                f"rows lie {_text(size)} apart or more, which is not a usual interval"
            )
        self._check_gaps(gaps, within, size)
        return size

    def _tiles_days(self, gaps: Floats) -> bool:
        """Whether equal rows fill whole days without a gap."""
        size = float(gaps[0])
        return bool((gaps == size).all()) and len(self.at) * size % DAY == 0.0

    def _check_gaps(self, gaps: Floats, within: Bools, size: float) -> None:
        """Accept that a few steps are missing in a day; ask where rows may differ in length."""
        longer = np.flatnonzero(within & (gaps > size))
        if not len(longer):
            return
        before = (longer == 0) | ~within[longer - 1] | (gaps[longer - 1] == size)
        padded = np.append(gaps, size)
        inside = np.append(within, False)
        after = ~inside[longer + 1] | (padded[longer + 1] == size)
        alone = bool((before & after).all()) and 2 * (gaps[within] == size).sum() > within.sum()
        first = int(longer[0])
        if not alone:
            gap = _text(float(gaps[first]))
            lines = f"lines {self.lines[first]} and {self.lines[first + 1]}"
            what = f"rows lie {_text(size)} apart, and {gap} in {lines}: state"
            ask = f"`interval: {_text(size)}` if steps are left out, or `interval: {UNTIL_NEXT}`"
            message = f"{what} {ask} if each row lasts until the next one."
            raise self.table.wrong(message, int(self.lines[0]))
        self._note_gaps(longer, gaps, size)

    def _note_gaps(self, longer: Ints, gaps: Floats, size: float) -> None:
        changes = [p for p in longer.tolist() if self._goes_forward(p, float(gaps[p]), size)]
        for place in changes:
            day, clock = self.at[place] // DAY, self._clock(self.at[place] + size)
            what = f"{self._date(float(day))} has no {clock}, as when the clock goes forward"
            message = f"{what} and the day has 23 hours: nothing is expected in that hour."
            self.table.note(message, int(self.lines[place + 1]))
        others = [place for place in longer.tolist() if place not in changes]
        if others:
            first = others[0]
            start, end = self.at[first] + size, self.at[first + 1]
            when = f"from {self._clock(start)} to {self._clock(end)}"
            often = f", and {len(others) - 1} more times" if len(others) > 1 else ""
            message = f"there are no rows {when} here{often}: nothing is expected then."
            self.table.note(message, int(self.lines[first + 1]))

    def _goes_forward(self, place: int, gap: float, size: float) -> bool:
        """Whether a Sunday lacks the hour after 1 or 2 at night."""
        missing = (self.at[place] + size) % DAY
        if not self.moments.dated or gap - size != HOUR or missing not in (HOUR, 2 * HOUR):
            return False
        return self._day(float(self.at[place] // DAY)).weekday() == SUNDAY

    # -- words -------------------------------------------------------------------------------

    def _asked(self, what: str) -> Exception:
        usual = "1 day" if self.moments.whole else "30 min"
        ask = f"State it, as in `interval: {usual}`"
        ask += ", or `interval: until_next`." if len(self.at) > 1 else "."
        return self.table.wrong(f"{what}. {ask}", int(self.lines[0]))

    def _day(self, number: float) -> date:
        return self.zero + timedelta(days=number)

    def _date(self, number: float) -> str:
        return str(self._day(number))

    def _clock(self, at: float) -> str:
        minutes = round(at % DAY / MINUTE)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _text(seconds: float) -> str:
    for size, unit in ((WEEK, "week"), (DAY, "day"), (HOUR, "h"), (MINUTE, "min")):
        if seconds >= size and seconds % size == 0.0:
            plural = "s" if size >= DAY and seconds != size else ""
            return f"{seconds / size:g} {unit}{plural}"
    return f"{seconds:g} s"
