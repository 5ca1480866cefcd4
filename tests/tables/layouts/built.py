"""Workbooks and long tables: built when needed from a few numbers, never kept as files.

What is expected is reckoned from those numbers, not from the files. Each comment names the
kind of public source that a layout follows; the numbers are invented.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl

from tests.tables.layouts.layout import Durations, Forecast, HeadCount, Layout, Profile

Rows = Sequence[Sequence[object]]
Builder = Callable[[Path], None]
Volumes = Mapping[tuple[date, int], float]  # by date and minute of the day

MONDAY = date(2024, 3, 18)
EPOCH_OF_EXCEL = date(1899, 12, 30)
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def book(sheets: Mapping[str, Rows], formats: Mapping[str, str] | None = None) -> Builder:
    """A workbook of these sheets; `formats` by column letter, for every cell of it."""

    def build(path: Path) -> None:
        workbook = openpyxl.Workbook()
        workbook.remove(workbook.active)
        for name, rows in sheets.items():
            sheet = workbook.create_sheet(name)
            for row in rows:
                sheet.append(list(row))
            for letter, form in (formats or {}).items():
                for cell in sheet[letter]:
                    cell.number_format = form
        workbook.save(path)

    return build


def text(lines: Iterable[str]) -> Builder:
    """A table of text with these lines."""

    def build(path: Path) -> None:
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")

    return build


def days(count: int, first: date = MONDAY) -> list[date]:
    return [first + timedelta(days=number) for number in range(count)]


def volumes(dates: Iterable[date], begin: int, end: int, step: int) -> dict[tuple[date, int], int]:
    """Invented volumes from one hour to another, every so many minutes; some are 0."""
    return {
        (day, minute): max(0, (day.toordinal() * 7 + minute * minute // 450) % 23 - 2)
        for day in dates
        for minute in range(begin * 60, end * 60, step)
    }


def clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def at(day: date, minute: int) -> datetime:
    return datetime.combine(day, time(minute // 60 % 24, minute % 60))


def forecast(table: Volumes, interval: int) -> Forecast:
    """What is right for these volumes: first, last and two intervals between are looked at."""
    busy = sorted(key for key, issues in table.items() if issues)
    seen = [busy[0], busy[len(busy) // 3], busy[2 * len(busy) // 3], busy[-1]]
    return Forecast(
        rows=len(busy),
        total=sum(table.values()),
        interval=interval,
        points=tuple((f"{day} {clock(minute)}", table[day, minute]) for day, minute in seen),
    )


def serial(day: date, minute: int = 0) -> float:
    return (day - EPOCH_OF_EXCEL).days + minute / 1440


TWO_DAYS = volumes(days(2), 8, 18, 30)
NIGHT = volumes(days(2), 0, 6, 15)
WEEK = volumes(days(7), 8, 18, 30)
YEAR = volumes(days(365, date(2023, 1, 1)), 0, 24, 60)
HOURS = volumes(days(3), 9, 17, 60)
HANDLED = [47 + 13 * number % 400 for number in range(36)]
STAFF = {
    (weekday, hour): 2 + (weekday * 3 + hour) % 5 for weekday in range(6) for hour in range(8, 20)
}

CSQ: Rows = [
    ["Contact Service Queue Activity by Interval"],
    ["From 3/18/2024 12:00 AM to 3/20/2024 12:00 AM"],
    [],
    [
        "CSQ Name",
        "Interval Start Time",
        "Interval End Time",
        "Calls Presented",
        "Calls Handled",
        "Calls Abandoned",
    ],
    *(
        ["Helpdesk", at(*key), at(*key) + timedelta(minutes=30), n, n - n // 9, n // 9]
        for key, n in TWO_DAYS.items()
    ),
    ["Total", None, None, sum(TWO_DAYS.values()), None, None],
]

GERMAN_CELLS: Rows = [
    ["Datum", "Uhrzeit", "Anrufe", "Bemerkung"],
    *([day, time(minute // 60, minute % 60), n, None] for (day, minute), n in NIGHT.items()),
]

DATES_ABOVE: Rows = [
    ["Interval", *(datetime.combine(day, time()) for day in days(7)), "Total"],
    *(
        [
            time(minute // 60, minute % 60),
            *(WEEK[day, minute] for day in days(7)),
            sum(WEEK[day, minute] for day in days(7)),
        ]
        for minute in range(8 * 60, 18 * 60, 30)
    ),
]

NOTES: Rows = [["Stand: vorläufig"], ["Rückfragen an die Planung"]]

PLAIN: Rows = [["Date", "Time", "Calls"], *([f"{d}", clock(m), n] for (d, m), n in HOURS.items())]

PLAIN_LATER: Rows = [
    ["Date", "Time", "Calls"],
    *([f"{day + timedelta(days=7)}", clock(m), n + 1] for (day, m), n in HOURS.items()),
]

SERIALS: Rows = [["Start", "Calls Offered"], *([serial(*key), n] for key, n in HOURS.items())]

PUSHED: Rows = [
    [],
    [],
    *([None, None, *row] for row in PLAIN),
]

FORMULAS: Rows = [
    ["Date", "Time", "Inbound", "Callbacks", "Calls"],
    *([f"{d}", clock(m), n, 1, f"=C{r}+D{r}"] for r, ((d, m), n) in enumerate(HOURS.items(), 2)),
]

SWAPPED: Rows = [
    ["Date", "Calls"],
    *(
        [
            datetime(2024, day, 3) if day <= 12 else f"{day:02d}/03/2024",
            20 + day,
        ]
        for day in range(1, 29)
    ),
]

TIMES_TAKEN: Rows = [
    ["Contact", "Handle Time"],
    *([number, timedelta(seconds=s)] for number, s in enumerate(HANDLED)),
]

FRACTIONS: Rows = [["AHT"], *([s / 86400] for s in HANDLED)]

GERMAN_DAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa")

ROTA: Rows = [
    ["Besetzung Kundenservice KW 12"],
    ["Uhrzeit", *GERMAN_DAYS, "Summe"],
    *(
        [
            time(hour),
            *(STAFF[weekday, hour] for weekday in range(6)),
            sum(STAFF[weekday, hour] for weekday in range(6)),
        ]
        for hour in range(8, 20)
    ),
    [
        "Summe",
        *(sum(STAFF[weekday, hour] for hour in range(8, 20)) for weekday in range(6)),
        sum(STAFF.values()),
    ],
]

SHAPE: Rows = [
    ["Giorno", *(time(hour) for hour in range(8, 20))],
    *(
        [name, *(STAFF[weekday, hour] * 10 for hour in range(8, 20))]
        for weekday, name in enumerate(
            ("Lunedì", "Martedì", "Mercoledì", "Giovedì", "Venerdì", "Sabato")
        )
    ),
]

LAYOUTS: tuple[Layout, ...] = (
    # Cisco UCCX/CUIC report saved as a workbook: titles with a date in them, cells of date
    # and time, offered is called presented, a row of totals.
    Layout(
        name="csq_activity",
        file="csq_activity.xlsx",
        use="forecast",
        expect=forecast(TWO_DAYS, 1800),
        build=book({"Report": CSQ}),
    ),
    # German planner's sheet: cells of dates and cells of times, midnight among them.
    Layout(
        name="date_and_time_cells",
        file="nacht.xlsx",
        use="forecast",
        expect=forecast(NIGHT, 900),
        build=book({"Tabelle1": GERMAN_CELLS}, {"A": "dd.mm.yyyy", "B": "hh:mm"}),
    ),
    # Erlang calculators' input sheet: dates as names of columns, times as cells.
    Layout(
        name="date_cells_above",
        file="week.xlsx",
        use="forecast",
        expect=forecast(WEEK, 1800),
        build=book({"Forecast": DATES_ABOVE}),
    ),
    # A sheet of notes first, the table behind it, the sheet named.
    Layout(
        name="sheet_named",
        file="planung.xlsx",
        use="forecast",
        spec={"sheet": "März"},
        expect=forecast(HOURS, 3600),
        build=book({"Hinweise": NOTES, "März": PLAIN}),
    ),
    # One sheet a week: which of two tables is meant cannot be told.
    Layout(
        name="sheet_not_named",
        file="two_weeks.xlsx",
        use="forecast",
        length="2 weeks",
        refused="sheet",
        build=book({"KW12": PLAIN, "KW13": PLAIN_LATER}),
    ),
    # The same, said.
    Layout(
        name="second_sheet",
        file="two_weeks.xlsx",
        use="forecast",
        spec={"sheet": "KW13"},
        length="2 weeks",
        expect=forecast(
            {(day + timedelta(days=7), minute): n + 1 for (day, minute), n in HOURS.items()}, 3600
        ),
        build=book({"KW12": PLAIN, "KW13": PLAIN_LATER}),
    ),
    # Written by a script without formats: date and time are one plain number.
    Layout(
        name="plain_serials",
        file="serials.xlsx",
        use="forecast",
        expect=forecast(HOURS, 3600),
        build=book({"Sheet1": SERIALS}),
    ),
    # A table that begins at C3.
    Layout(
        name="pushed_table",
        file="pushed.xlsx",
        use="forecast",
        expect=forecast(HOURS, 3600),
        build=book({"Data": PUSHED}),
    ),
    # Formulas never reckoned by a spreadsheet (written by a script): their cells hold no
    # numbers, which is not the same as nothing expected.
    Layout(
        name="formulas_without_values",
        file="formulas.xlsx",
        use="forecast",
        refused="formula",
        build=book({"Sheet1": FORMULAS}),
    ),
    # A day-first CSV opened by a month-first Excel: days up to the 12th became dates of other
    # months, the rest stayed text. Reading both as they stand would scatter a month over a year.
    Layout(
        name="half_swapped_dates",
        file="swapped.xlsx",
        use="forecast",
        start="2024-01-01",
        length="52 weeks",
        refused="dates",
        build=book({"Sheet1": SWAPPED}),
    ),
    # ACD contact list in a workbook: durations as cells.
    Layout(
        name="duration_cells",
        file="handle_times.xlsx",
        use="durations",
        expect=Durations(count=len(HANDLED), mean=sum(HANDLED) / len(HANDLED)),
        build=book({"Contacts": TIMES_TAKEN}, {"B": "[h]:mm:ss"}),
    ),
    # The same values without a format: fractions of a day, said to be so.
    Layout(
        name="duration_fractions",
        file="fractions.xlsx",
        use="durations",
        spec={"unit": "excel"},
        expect=Durations(count=len(HANDLED), mean=sum(HANDLED) / len(HANDLED)),
        build=book({"Contacts": FRACTIONS}),
    ),
    # German rota: a title, weekdays of two letters as names, totals right and below.
    Layout(
        name="rota_by_weekday",
        file="besetzung.xlsx",
        use="head_count",
        expect=HeadCount(
            hours_a_week=sum(STAFF.values()),
            agents=(
                ("Mon 08:00", STAFF[0, 8]),
                ("Wed 12:59", STAFF[2, 12]),
                ("Sat 19:30", STAFF[5, 19]),
                ("Sat 20:00", 0),
                ("Sun 10:00", 0),
            ),
        ),
        build=book({"KW 12": ROTA}),
    ),
    # Italian shape of the week: weekdays with accents as rows, cells of times as names.
    Layout(
        name="shape_by_hour",
        file="curva.xlsx",
        use="profile",
        expect=Profile(
            total=sum(STAFF.values()) * 10,
            hours=(
                ("Mon 08:00", STAFF[0, 8] * 10),
                ("Fri 13:00", STAFF[4, 13] * 10),
                ("Sun 08:00", 0),
            ),
        ),
        build=book({"Curva": SHAPE}),
    ),
    # A year of hours of a city's calls: long, date and time in one column.
    Layout(
        name="year_of_hours",
        file="year.csv",
        use="forecast",
        start="2023-01-01",
        length="365 days",
        expect=forecast(YEAR, 3600),
        build=text(["ds,y", *(f"{day} {clock(m)}:00,{n}" for (day, m), n in YEAR.items())]),
        spec={"columns": {"start": "ds", "issues": "y"}},
    ),
    # Half-hour counts of an open-data portal over three months, every number quoted.
    Layout(
        name="quarter_of_half_hours",
        file="quarter.csv",
        use="forecast",
        start="2024-01-01",
        length="13 weeks",
        expect=forecast(volumes(days(91, date(2024, 1, 1)), 7, 21, 30), 1800),
        build=text(
            [
                '"Date";"Half Hour";"Calls Received";"Calls Answered"',
                *(
                    f'"{day:%d-%b-%Y}";"{clock(minute)}";"{n}";"{n - n // 8}"'
                    for (day, minute), n in volumes(days(91, date(2024, 1, 1)), 7, 21, 30).items()
                ),
            ]
        ),
    ),
)
