"""The trial of a firm with a phone and a mailbox: two tables as they came, and a scenario.

`build` writes three files into a folder: the workbook of the e-mail team, an export of the
telephone system, and a scenario that names both without either being edited. What is right
is reckoned from the same numbers before they are dressed up for the files. The numbers are
invented; the shapes are those of German spreadsheets and English ACD exports.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import openpyxl

from tests.tables.layouts.layout import Forecast

FIRST = date(2024, 9, 2)  # a Monday; no clock changes in these weeks
WEEKS = 4
MAILBOX = "E-Mail_Aufkommen.xlsx"
SHEET = "Postfächer"
SWITCHBOARD = "acd_interval_report.csv"
GERMAN_DAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")

# The day of the price letter: numbers above a thousand, written as texts.
LETTER = date(2024, 9, 17)
FLOOD = {9 * 60: 1234.5, 9 * 60 + 30: 1087.0, 10 * 60: 310.25}

SCENARIO = f"""\
scenario: Phone and mail
about: A firm with a phone line and a mailbox, from its own tables.

clock:
  start: {FIRST}
  length: {WEEKS} weeks

calendars:
  phones: Mon-Sat 08:00-20:00
  desk: Mon-Fri 07:00-19:00

demand:
  callers:
    channels: phone
    forecast: {SWITCHBOARD}
  writers:
    channels: email
    forecast: {{file: {MAILBOX}, sheet: {SHEET}}}

issue_types:
  question:
    work: lognormal(mean 4 min, cv 0.8)

channels:
  phone:
    hours: phones
    patience: exponential(5 min)
    service_target: 80 % in 20 s
    at_closing: serve_out
  email:
    hours: desk

teams:
  lines:
    shifts:
      - {{agents: 6, hours: Mon-Sat 08:00-14:00}}
      - {{agents: 6, hours: Mon-Sat 14:00-20:00}}
    skills: {{channels: phone}}
  desk:
    shifts:
      - {{agents: 4, hours: Mon-Fri 07:00-13:00}}
      - {{agents: 4, hours: Mon-Fri 13:00-19:00}}
    skills: {{channels: email}}
"""


@dataclass(frozen=True)
class Firm:
    """Where the files are, and what they rightly mean."""

    scenario: Path
    mailbox: Path
    switchboard: Path
    writers: Forecast
    callers: Forecast
    handled: int  # of the calls; what a reader finds who takes the wrong column


def half_hours(first_hour: int, last_hour: int) -> range:
    return range(first_hour * 60, last_hour * 60, 30)


def working_days(weekdays: int) -> Iterator[date]:
    """The dates of all weeks, of the first so many days of each."""
    for number in range(7 * WEEKS):
        day = FIRST + timedelta(days=number)
        if day.weekday() < weekdays:
            yield day


def mails() -> dict[tuple[date, int], float]:
    """Expected e-mails by date and minute of the day; quarters, some nothing."""
    table = {
        (day, minute): ((day.toordinal() * 5 + minute // 30 * 7) % 41) / 4
        for day in working_days(5)
        for minute in half_hours(7, 19)
    }
    for minute, number in FLOOD.items():
        table[LETTER, minute] = number
    return table


def calls() -> dict[tuple[date, int], int]:
    """Calls offered by date and minute of the day."""
    return {
        (day, minute): 4 + (day.toordinal() * 3 + minute // 30 * 11) % 37
        for day in working_days(6)
        for minute in half_hours(8, 20)
    }


def abandoned(offered: int) -> int:
    return offered // 9


def reading(table: dict[tuple[date, int], float], seen: list[tuple[date, int]]) -> Forecast:
    return Forecast(
        rows=sum(1 for number in table.values() if number),
        total=sum(table.values()),
        interval=1800,
        points=tuple(
            (f"{day} {minute // 60:02d}:{minute % 60:02d}", table[day, minute])
            for day, minute in seen
        ),
    )


def german(number: float) -> str:
    """`1234.5` as `1.234,5`."""
    return f"{number:,}".replace(",", " ").replace(".", ",").replace(" ", ".").removesuffix(",0")


def mail_cell(place: int, number: float) -> object:
    """Most cells hold numbers; every fifth, and each above a thousand, holds a German text."""
    return german(number) if place % 5 == 0 or number > 1000 else number


def write_mailbox(path: Path, table: dict[tuple[date, int], float]) -> None:
    workbook = openpyxl.Workbook()
    notes = workbook.active
    notes.title = "Hinweise"
    notes.append(["Quelle: Postfachauswertung, halbstündlich"])
    notes.append(["Am 17.09.2024 ging das Preisschreiben heraus."])
    sheet = workbook.create_sheet(SHEET)
    sheet.append(["E-Mail-Aufkommen Kundenservice September 2024"])
    sheet.append([])
    sheet.append(["Wochentag", "Datum", "Uhrzeit", "E-Mails", "Bemerkung"])
    for place, ((day, minute), number) in enumerate(table.items()):
        sheet.append(
            [
                GERMAN_DAYS[day.weekday()],
                f"{day:%d.%m.%Y}",
                f"{minute // 60:02d}:{minute % 60:02d}",
                mail_cell(place, number),
                "Preisschreiben" if number > 300 else None,
            ]
        )
    sheet.append(["Summe", None, None, german(sum(table.values())), None])
    workbook.save(path)


def twelve_hours(minute: int) -> str:
    hour = minute // 60 % 24
    return f"{hour % 12 or 12:02d}:{minute % 60:02d} {'AM' if hour < 12 else 'PM'}"


def switchboard_line(day: date, minute: int, offered: int) -> str:
    lost = abandoned(offered)
    handled = offered - lost
    return (
        f"{day:%m/%d/%Y},{twelve_hours(minute)} - {twelve_hours(minute + 30)},"
        f"{offered},{handled},{lost},00:0{3 + offered % 3}:{offered % 60:02d},"
        f"{100 * handled / offered:.1f}%"
    )


def write_switchboard(path: Path, table: dict[tuple[date, int], int]) -> None:
    names = "Date,Interval,Calls Offered,Calls Handled,Calls Abandoned,AHT,Service Level"
    lines = [names, *(switchboard_line(*key, offered) for key, offered in table.items())]
    path.write_bytes("".join(f"{line}\r\n" for line in lines).encode())


def build(folder: Path) -> Firm:
    """Write the two tables and the scenario into a folder."""
    written, offered = mails(), calls()
    firm = Firm(
        scenario=folder / "firm.yaml",
        mailbox=folder / MAILBOX,
        switchboard=folder / SWITCHBOARD,
        writers=reading(
            written,
            [(FIRST, 7 * 60), (LETTER, 9 * 60), (LETTER, 570), (LETTER, 600), (LETTER, 18 * 60)],
        ),
        callers=reading(
            dict(offered),
            [
                (FIRST, 8 * 60),
                (FIRST, 11 * 60 + 30),
                (FIRST, 12 * 60),
                (FIRST, 12 * 60 + 30),
                (FIRST + timedelta(days=26), 19 * 60 + 30),
            ],
        ),
        handled=sum(number - abandoned(number) for number in offered.values()),
    )
    firm.scenario.write_text(SCENARIO, encoding="utf-8")
    write_mailbox(firm.mailbox, written)
    write_switchboard(firm.switchboard, offered)
    return firm
