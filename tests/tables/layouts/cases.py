"""Tables as planners and data people hold them, retyped in shape only, and their right readings.

Text tables lie in this folder; workbooks and long tables are in `built.py`. Every number is
invented. What is expected was reckoned from the numbers that were written into the tables, not
from reading them. The comment at each case names the kind of public source that it follows.
Where the same table comes twice, the second says more about it, or less.
"""

from __future__ import annotations

from tests.tables.layouts.built import LAYOUTS as BUILT
from tests.tables.layouts.layout import (
    Durations,
    Expected,
    Forecast,
    HeadCount,
    Layout,
    Profile,
    Trace,
)

__all__ = [
    "LAYOUTS",
    "Durations",
    "Expected",
    "Forecast",
    "HeadCount",
    "Layout",
    "Profile",
    "Trace",
]

TEXTS: tuple[Layout, ...] = (
    # ACD interval report as Erlang calculators document it (Avaya): month first, ranges, percents
    Layout(
        name="acd_ranges",
        file="acd_ranges.csv",
        use="forecast",
        expect=Forecast(
            rows=40,
            total=835,
            interval=1800,
            points=(
                ("2024-03-18 08:00", 11),
                ("2024-03-18 14:30", 27),
                ("2024-03-19 11:00", 3),
                ("2024-03-19 17:30", 17),
            ),
        ),
    ),
    # Avaya CMS split/skill export, days put together: AM or PM behind the end of the range alone,
    # so 12:30-1:00PM begins at 12:30; ACD calls are the answered ones, offered is the sum
    Layout(
        name="split_skill",
        file="split_skill.csv",
        use="forecast",
        spec={"columns": {"issues": ["ACD Calls", "Aban Calls"]}},
        expect=Forecast(
            rows=24,
            total=524,
            interval=1800,
            points=(
                ("2024-03-18 09:00", 13),
                ("2024-03-18 11:30", 33),
                ("2024-03-18 12:30", 17),
                ("2024-03-19 14:30", 17),
            ),
        ),
    ),
    # The same without a word about it: answered calls are not those that came; to be asked
    Layout(
        name="split_skill_alone",
        file="split_skill.csv",
        use="forecast",
        refused="columns",
    ),
    # Avaya CMS report of one day as exported: the date stands in the title only, no column of
    # dates
    Layout(
        name="day_in_title",
        file="day_in_title.csv",
        use="forecast",
        refused="date",
    ),
    # Five9-like half-hour report: everything quoted, 12:00 AM is midnight, 12:00 PM noon
    Layout(
        name="half_hour_ampm",
        file="half_hour_ampm.csv",
        use="forecast",
        expect=Forecast(
            rows=93,
            total=1104,
            interval=1800,
            points=(
                ("2024-03-18 00:30", 9),
                ("2024-03-18 12:00", 8),
                ("2024-03-18 23:30", 7),
                ("2024-03-19 00:00", 15),
                ("2024-03-19 12:30", 2),
            ),
        ),
    ),
    # NICE IEX CT results export: pipes, quarter hours, unknown identifiers
    Layout(
        name="pipe_export",
        file="pipe_export.txt",
        use="forecast",
        expect=Forecast(
            rows=43,
            total=278,
            interval=900,
            points=(
                ("2024-03-18 07:00", 9),
                ("2024-03-18 11:00", 1),
                ("2024-03-19 08:45", 12),
                ("2024-03-19 12:45", 3),
            ),
        ),
    ),
    # Calabrio/Teleopti queue data file: no line of names, columns named by number
    Layout(
        name="queue_file",
        file="queue_file.txt",
        use="forecast",
        spec={"columns": {"date": 2, "time": 3, "issues": 6}, "separator": ";"},
        expect=Forecast(
            rows=46,
            total=762,
            interval=900,
            points=(
                ("2024-03-18 08:00", 25),
                ("2024-03-18 12:00", 11),
                ("2024-03-19 10:00", 6),
                ("2024-03-19 13:45", 2),
            ),
        ),
    ),
    # The same without names or numbers of columns: nothing says what is what; never taken by its
    # place
    Layout(
        name="queue_file_alone",
        file="queue_file.txt",
        use="forecast",
        refused="columns",
    ),
    # Genesys Cloud historical import: ISO with Z and milliseconds, one and the same offset
    # throughout;
    # read as written: the clock of such a scenario is UTC
    Layout(
        name="utc_quarters",
        file="utc_quarters.csv",
        use="forecast",
        expect=Forecast(
            rows=95,
            total=727,
            interval=900,
            points=(
                ("2024-03-18 00:00", 10),
                ("2024-03-18 07:45", 9),
                ("2024-03-18 15:45", 4),
                ("2024-03-18 23:45", 12),
            ),
        ),
    ),
    # Genesys Cloud queue performance view: BOM, years of two digits, AM/PM in one column, times
    # in ms
    Layout(
        name="queue_performance",
        file="queue_performance.csv",
        use="forecast",
        expect=Forecast(
            rows=42,
            total=737,
            interval=1800,
            points=(
                ("2024-03-18 09:00", 15),
                ("2024-03-19 09:00", 32),
                ("2024-03-20 09:00", 8),
                ("2024-03-20 15:30", 10),
            ),
        ),
    ),
    # Amazon Connect historical metrics: ISO with an offset, offered is called queued
    Layout(
        name="connect_intervals",
        file="connect_intervals.csv",
        use="forecast",
        expect=Forecast(
            rows=27,
            total=697,
            interval=1800,
            points=(
                ("2024-03-18 06:00", 29),
                ("2024-03-18 11:00", 29),
                ("2024-03-18 15:30", 24),
                ("2024-03-18 19:30", 15),
            ),
        ),
    ),
    # German ACD export (injixo-like) saved by Excel: Windows-1252, titles, a blank row, a row of
    # totals
    Layout(
        name="hotline_latin1",
        file="hotline_latin1.csv",
        use="forecast",
        expect=Forecast(
            rows=40,
            total=433,
            interval=900,
            points=(
                ("2024-03-18 08:00", 19),
                ("2024-03-18 11:15", 16),
                ("2024-03-19 09:30", 9),
                ("2024-03-19 12:45", 1),
            ),
        ),
    ),
    # Dutch integration file (injixo): dd-mm-yyyy
    Layout(
        name="oproepen",
        file="oproepen.csv",
        use="forecast",
        expect=Forecast(
            rows=39,
            total=630,
            interval=1800,
            points=(
                ("2024-03-18 08:00", 14),
                ("2024-03-18 14:30", 16),
                ("2024-03-19 11:00", 28),
                ("2024-03-19 17:00", 19),
            ),
        ),
    ),
    # injixo forecast download: empty cells mean nothing expected; operational columns are further
    # ones
    Layout(
        name="timestamp_offered",
        file="timestamp_offered.csv",
        use="forecast",
        expect=Forecast(
            rows=34,
            total=541,
            interval=900,
            points=(
                ("2024-03-18 08:00", 17),
                ("2024-03-18 08:30", 23),
                ("2024-03-18 10:00", 2),
                ("2024-03-18 17:45", 27),
            ),
        ),
    ),
    # Kaggle-like call centre sample: an index column, one row a day, durations as h:mm:ss
    Layout(
        name="daily_incoming",
        file="daily_incoming.csv",
        use="forecast",
        length="4 weeks",
        expect=Forecast(
            rows=28,
            total=4576,
            interval=86400,
            points=(
                ("2024-03-18 00:00", 167),
                ("2024-03-27 00:00", 307),
                ("2024-04-05 00:00", 78),
                ("2024-04-14 00:00", 316),
            ),
        ),
    ),
    # pandas to_csv with its index: a first column without a name, features of the date, long
    # decimals
    Layout(
        name="pandas_index",
        file="pandas_index.csv",
        use="forecast",
        length="3 weeks",
        expect=Forecast(
            rows=21,
            total=106930.4864,
            interval=86400,
            points=(
                ("2024-03-18 00:00", 1561.4568),
                ("2024-03-25 00:00", 6526.0502),
                ("2024-04-01 00:00", 8713.1678),
                ("2024-04-07 00:00", 5561.9941),
            ),
        ),
    ),
    # R write.csv2: row names under an empty name, decimal commas, the hour as a bare number
    Layout(
        name="write_csv2",
        file="write_csv2.csv",
        use="forecast",
        expect=Forecast(
            rows=36,
            total=1261,
            interval=3600,
            points=(
                ("2024-03-18 08:00", 58.0),
                ("2024-03-19 08:00", 43.1),
                ("2024-03-20 08:00", 26.4),
                ("2024-03-20 19:00", 56.8),
            ),
        ),
    ),
    # R write.table with row names: one name fewer than cells; names may not slide over the wrong
    # cells
    Layout(
        name="write_table",
        file="write_table.csv",
        use="forecast",
        expect=Forecast(
            rows=24,
            total=440,
            interval=3600,
            points=(("2024-03-18 08:00", 26), ("2024-03-19 19:00", 4)),
        ),
    ),
    # Planner's half-hour matrix: days as rows, a column for each half hour, totals right and
    # below
    Layout(
        name="days_as_rows",
        file="days_as_rows.csv",
        use="forecast",
        length="2 weeks",
        expect=Forecast(
            rows=328,
            total=7181,
            interval=1800,
            points=(
                ("2024-03-18 08:00", 33),
                ("2024-03-22 15:30", 25),
                ("2024-03-27 12:00", 19),
                ("2024-03-31 19:30", 18),
            ),
        ),
    ),
    # German week plan: intervals as rows, a column for each date, Gesamt right and below
    Layout(
        name="dates_as_columns",
        file="dates_as_columns.csv",
        use="forecast",
        expect=Forecast(
            rows=138,
            total=4426,
            interval=1800,
            points=(
                ("2024-03-18 08:00", 11),
                ("2024-03-20 11:00", 31),
                ("2024-03-22 14:30", 36),
                ("2024-03-24 17:30", 54),
            ),
        ),
    ),
    # Public bodies' weekly contact volumes: week commencing, day first
    Layout(
        name="weekly",
        file="weekly.csv",
        use="forecast",
        length="26 weeks",
        expect=Forecast(
            rows=26,
            total=178882,
            interval=604800,
            points=(
                ("2024-03-18 00:00", 11994),
                ("2024-05-13 00:00", 6588),
                ("2024-07-15 00:00", 7648),
                ("2024-09-09 00:00", 10226),
            ),
        ),
    ),
    # Helpline statistics by year and week number (class data): no dates; bare numbers are no
    # hours
    Layout(
        name="years_by_weeks",
        file="years_by_weeks.csv",
        use="forecast",
        start="2004-01-01",
        length="20 years",
        refused="columns",
    ),
    # WFM course data by month as m/1/yyyy: as day first it would be twelve days of January
    Layout(
        name="monthly_slashes",
        file="monthly_slashes.csv",
        use="forecast",
        spec={"columns": {"date": "Period", "issues": "Phone"}},
        start="2022-01-01",
        length="104 weeks",
        refused="dates",
    ),
    # The same told to be month first: months are of unequal length, the interval must be asked
    # for
    Layout(
        name="monthly_told",
        file="monthly_slashes.csv",
        use="forecast",
        spec={"columns": {"date": "Period", "issues": "Phone"}, "dates": "month_first"},
        start="2022-01-01",
        length="104 weeks",
        refused="interval",
    ),
    # Hourly export of a first week of a month: no part above 12, the order cannot be told
    Layout(
        name="either_order",
        file="either_order.csv",
        use="forecast",
        start="2024-03-04",
        refused="dates",
    ),
    # The same with the order said
    Layout(
        name="either_order_told",
        file="either_order.csv",
        use="forecast",
        spec={"dates": "day_first"},
        start="2024-03-04",
        expect=Forecast(
            rows=40,
            total=519,
            interval=3600,
            points=(
                ("2024-03-04 09:00", 5),
                ("2024-03-05 14:00", 9),
                ("2024-03-07 11:00", 19),
                ("2024-03-08 16:00", 23),
            ),
        ),
    ),
    # The same said to be month first: the 3rd of April to August, months with one day each
    Layout(
        name="either_order_other",
        file="either_order.csv",
        use="forecast",
        spec={"dates": "month_first"},
        start="2024-03-04",
        length="26 weeks",
        expect=Forecast(
            rows=40,
            total=519,
            interval=3600,
            points=(
                ("2024-04-03 09:00", 5),
                ("2024-05-03 14:00", 9),
                ("2024-07-03 11:00", 19),
                ("2024-08-03 16:00", 23),
            ),
        ),
    ),
    # City 311 daily totals, numbers as shown: 1,234 may be 1234 or 1.234 for all that the file
    # tells
    Layout(
        name="thousands",
        file="thousands.csv",
        use="forecast",
        length="3 weeks",
        refused="decimal",
    ),
    # The same with the decimal mark said
    Layout(
        name="thousands_told",
        file="thousands.csv",
        use="forecast",
        spec={"decimal": "point"},
        length="3 weeks",
        expect=Forecast(
            rows=21,
            total=107323,
            interval=86400,
            points=(
                ("2024-03-18 00:00", 5750),
                ("2024-03-25 00:00", 6867),
                ("2024-04-01 00:00", 8456),
                ("2024-04-07 00:00", 1321),
            ),
        ),
    ),
    # As before, but one number has two separators and a point: that settles the file
    Layout(
        name="thousands_clear",
        file="thousands_clear.csv",
        use="forecast",
        length="3 weeks",
        expect=Forecast(
            rows=21,
            total=1304677.5,
            interval=86400,
            points=(
                ("2024-03-18 00:00", 5750),
                ("2024-03-23 00:00", 1204567.5),
                ("2024-04-07 00:00", 1321),
            ),
        ),
    ),
    # Grouped counts of a city's 911 calls: hours without calls are not in the table
    Layout(
        name="hours_left_out",
        file="hours_left_out.csv",
        use="forecast",
        spec={"columns": {"start": "created_hour", "issues": "count"}, "interval": "60 min"},
        expect=Forecast(
            rows=120,
            total=1170,
            interval=3600,
            points=(
                ("2024-03-18 00:00", 6),
                ("2024-03-20 11:00", 18),
                ("2024-03-22 16:00", 9),
                ("2024-03-24 23:00", 16),
            ),
        ),
    ),
    # Excel's Unicode text: UTF-16 with BOM, tabs, decimal commas, from and to in two columns
    Layout(
        name="unicode_text",
        file="unicode_text.txt",
        use="forecast",
        expect=Forecast(
            rows=40,
            total=660.12,
            interval=1800,
            points=(
                ("2024-03-18 08:00", 22.67),
                ("2024-03-18 14:30", 12.87),
                ("2024-03-19 11:00", 1.89),
                ("2024-03-19 17:30", 6.82),
            ),
        ),
    ),
    # The same without its BOM, as some servers write it
    Layout(
        name="utf16_bare",
        file="utf16_bare.txt",
        use="forecast",
        expect=Forecast(
            rows=40,
            total=660.12,
            interval=1800,
            points=(
                ("2024-03-18 08:00", 22.67),
                ("2024-03-18 14:30", 12.87),
                ("2024-03-19 11:00", 1.89),
                ("2024-03-19 17:30", 6.82),
            ),
        ),
    ),
    # French call centre report: 08h30, accents in Windows-1252, percents with a space
    Layout(
        name="appels",
        file="appels.csv",
        use="forecast",
        expect=Forecast(
            rows=43,
            total=740,
            interval=1800,
            points=(
                ("2024-03-18 08:00", 30),
                ("2024-03-18 15:00", 15),
                ("2024-03-19 11:30", 33),
                ("2024-03-19 18:30", 11),
            ),
        ),
    ),
    # Spanish Avaya-like export: 1.204 beside 345,5 in one file settles the decimal comma; weekday
    # beside the date
    Layout(
        name="llamadas",
        file="llamadas.csv",
        use="forecast",
        expect=Forecast(
            rows=44,
            total=59798,
            interval=1800,
            points=(
                ("2024-03-18 08:00", 1015),
                ("2024-03-18 15:00", 1118),
                ("2024-03-19 11:30", 1330),
                ("2024-03-19 18:30", 1716),
            ),
        ),
    ),
    # Italian WFM history: fasce with points (08.30 - 09.00), names in capitals
    Layout(
        name="fasce",
        file="fasce.csv",
        use="forecast",
        expect=Forecast(
            rows=48,
            total=1301,
            interval=1800,
            points=(
                ("2024-03-18 08:00", 35),
                ("2024-03-18 16:00", 14),
                ("2024-03-19 12:00", 26),
                ("2024-03-19 19:30", 52),
            ),
        ),
    ),
    # Portuguese report for Excel: BOM and a first line sep=; above the names
    Layout(
        name="chamadas",
        file="chamadas.csv",
        use="forecast",
        expect=Forecast(
            rows=23,
            total=1002,
            interval=3600,
            points=(
                ("2024-03-18 07:00", 69),
                ("2024-03-18 14:00", 32),
                ("2024-03-19 11:00", 66),
                ("2024-03-19 18:00", 51),
            ),
        ),
    ),
    # Insurer's data challenge: date and time in a column DATE, milliseconds, coded names
    Layout(
        name="received_calls",
        file="received_calls.csv",
        use="forecast",
        spec={"columns": {"start": "DATE", "issues": "CSPL_RECEIVED_CALLS"}},
        expect=Forecast(
            rows=87,
            total=574,
            interval=1800,
            points=(
                ("2024-03-18 00:30", 7),
                ("2024-03-18 17:00", 6),
                ("2024-03-19 09:00", 7),
                ("2024-03-19 23:30", 1),
            ),
        ),
    ),
    # Long export of two queues: each half hour stands there twice; adding or choosing is not ours
    # to guess
    Layout(
        name="two_queues",
        file="two_queues.csv",
        use="forecast",
        refused="rows",
    ),
    # Volume by reason in columns of their own (service desk sheet): two of three added up
    Layout(
        name="types_by_column",
        file="types_by_column.csv",
        use="forecast",
        spec={"columns": {"issues": ["Rechnung", "Technik"]}},
        expect=Forecast(
            rows=20,
            total=360,
            interval=3600,
            points=(
                ("2024-03-18 08:00", 13),
                ("2024-03-18 14:00", 21),
                ("2024-03-19 11:00", 28),
                ("2024-03-19 17:00", 24),
            ),
        ),
    ),
    # The same with a column for each issue type; rows and totals are of both types together
    Layout(
        name="types_by_type",
        file="types_by_column.csv",
        use="forecast",
        spec={"columns": {"issues": {"billing": "Rechnung", "technical": "Technik"}}},
        expect=Forecast(
            rows=20,
            total=360,
            interval=3600,
            points=(
                ("2024-03-18 08:00", 13),
                ("2024-03-18 14:00", 21),
                ("2024-03-19 11:00", 28),
                ("2024-03-19 17:00", 24),
            ),
        ),
    ),
    # Hourly counts in local time on the night the clocks go back: 02:00 stands there twice
    Layout(
        name="autumn_night",
        file="autumn_night.csv",
        use="forecast",
        start="2024-10-27",
        length="1 day",
        refused="clock_change",
    ),
    # The same, folded: both hours at 02:00 count there
    Layout(
        name="autumn_folded",
        file="autumn_night.csv",
        use="forecast",
        spec={"clock_change": "fold"},
        start="2024-10-27",
        length="1 day",
        expect=Forecast(
            rows=24,
            total=256,
            interval=3600,
            points=(
                ("2024-10-27 01:00", 13),
                ("2024-10-27 02:00", 22),
                ("2024-10-27 03:00", 9),
                ("2024-10-27 23:00", 13),
            ),
        ),
    ),
    # A workbook saved as text without formats: Excel's day numbers and fractions of a day
    Layout(
        name="serials",
        file="serials.csv",
        use="forecast",
        expect=Forecast(
            rows=44,
            total=425,
            interval=1800,
            points=(
                ("2024-03-18 09:00", 17),
                ("2024-03-18 16:00", 3),
                ("2024-03-20 09:30", 18),
                ("2024-03-20 16:30", 12),
            ),
        ),
    ),
    # Help desk export with the zone behind the time: not to be dropped in silence
    Layout(
        name="zone_behind",
        file="zone_behind.csv",
        use="forecast",
        refused="EST",
    ),
    # Slips of hand-made sheets: the end of the hour as 08:60
    Layout(
        name="minute_60",
        file="minute_60.csv",
        use="forecast",
        refused="08:60",
    ),
    # Rota sheets on a 12-hour clock without AM and PM: after 12:30 comes 1:00, times run
    # backwards
    Layout(
        name="no_ampm",
        file="no_ampm.csv",
        use="forecast",
        refused="1:00",
    ),
    # Night hotline, von and bis: the last interval of a day ends at 24:00
    Layout(
        name="bis_24",
        file="bis_24.csv",
        use="forecast",
        expect=Forecast(
            rows=24,
            total=131,
            interval=1800,
            points=(
                ("2024-03-18 18:00", 7),
                ("2024-03-18 22:00", 3),
                ("2024-03-19 20:00", 4),
                ("2024-03-19 23:30", 4),
            ),
        ),
    ),
    # WFM intraday view: forecast beside actual; which of the two is to be said
    Layout(
        name="forecast_actual",
        file="forecast_actual.csv",
        use="forecast",
        refused="columns",
    ),
    # The same with the column said
    Layout(
        name="forecast_actual_told",
        file="forecast_actual.csv",
        use="forecast",
        spec={"columns": {"issues": "Actual"}},
        expect=Forecast(
            rows=20,
            total=240,
            interval=1800,
            points=(
                ("2024-03-18 08:00", 9),
                ("2024-03-18 11:00", 13),
                ("2024-03-18 14:30", 15),
                ("2024-03-18 17:30", 11),
            ),
        ),
    ),
    # German sheets' long date format: the weekday before the date, in one cell
    Layout(
        name="mo_datum",
        file="mo_datum.csv",
        use="forecast",
        expect=Forecast(
            rows=29,
            total=468,
            interval=3600,
            points=(
                ("2024-03-18 08:00", 14),
                ("2024-03-18 17:00", 20),
                ("2024-03-19 17:00", 26),
                ("2024-03-20 17:00", 22),
            ),
        ),
    ),
    # Pivot of two queues pasted from a workbook: Offered stands there twice, below the queues'
    # names
    Layout(
        name="two_rows_of_names",
        file="two_rows_of_names.csv",
        use="forecast",
        refused="columns",
    ),
    # The same with the column told by its number
    Layout(
        name="fifth_column",
        file="two_rows_of_names.csv",
        use="forecast",
        spec={"columns": {"issues": 5}},
        expect=Forecast(
            rows=20,
            total=193,
            interval=1800,
            points=(
                ("2024-03-18 08:00", 12),
                ("2024-03-18 11:00", 2),
                ("2024-03-18 14:30", 8),
                ("2024-03-18 17:30", 10),
            ),
        ),
    ),
    # Twilio-like daily statistics, newest first, a column period that holds no time, empty cells
    Layout(
        name="daily_stats",
        file="daily_stats.csv",
        use="forecast",
        spec={"columns": {"date": "date", "issues": "inbound"}},
        length="3 weeks",
        expect=Forecast(
            rows=20,
            total=480,
            interval=86400,
            points=(
                ("2024-03-18 00:00", 41),
                ("2024-03-24 00:00", 15),
                ("2024-03-31 00:00", 35),
                ("2024-04-06 00:00", 6),
            ),
        ),
    ),
    # Twilio call list: newest first, several columns of moments, of which start_time is the one
    Layout(
        name="call_log_iso",
        file="call_log_iso.csv",
        use="trace",
        expect=Trace(
            count=40, first="2024-03-18 08:06:52.807000", last="2024-03-22 18:56:27.906000"
        ),
    ),
    # Restaurant booking line's log: BOM, date and time apart, not in order, a comma behind the
    # last name
    Layout(
        name="call_log_two_columns",
        file="call_log_two_columns.csv",
        use="trace",
        expect=Trace(count=40, first="2024-03-18 10:19:29", last="2024-03-22 15:54:23"),
    ),
    # Academic bank log: six columns of times; arrival is where the machine picked up
    Layout(
        name="bank_log",
        file="bank_log.csv",
        use="trace",
        spec={"columns": {"date": "date", "time": "vru_entry"}},
        expect=Trace(count=30, first="2024-03-18 08:48:43", last="2024-03-22 15:31:27"),
    ),
    # 3CX-like call report: day first in one column with the time, talk times as h:mm:ss
    Layout(
        name="pbx_log",
        file="pbx_log.csv",
        use="trace",
        expect=Trace(count=30, first="2024-03-18 08:41:32", last="2024-03-22 12:20:17"),
    ),
    # The same file for its talk times
    Layout(
        name="pbx_log_talking",
        file="pbx_log.csv",
        use="durations",
        spec={"columns": {"duration": "Talking"}},
        expect=Durations(count=30, mean=201.5),
    ),
    # Asterisk-like records with Unix seconds, said so by the unit
    Layout(
        name="epoch_log",
        file="epoch_log.csv",
        use="trace",
        spec={"columns": {"start": "calldate_ts"}, "unit": "unix"},
        expect=Trace(count=24, first="2024-03-18 09:52:59", last="2024-03-22 18:47:27"),
    ),
    # The same without the unit: billions of what, since when? Not taken for seconds since the
    # start
    Layout(
        name="epoch_log_alone",
        file="epoch_log.csv",
        use="trace",
        spec={"columns": {"start": "calldate_ts"}},
        refused="unit",
    ),
    # Elastix abandoned-call list with days alone: an arrival needs its time of day
    Layout(
        name="days_only",
        file="days_only.csv",
        use="trace",
        spec={"columns": {"start": "End Date"}},
        refused="time",
    ),
    # Ticket desk export with month names and AM/PM, to the minute
    Layout(
        name="tickets",
        file="tickets.tsv",
        use="trace",
        expect=Trace(count=24, first="2024-03-18 10:24:00", last="2024-03-22 18:00:00"),
    ),
    # The same for its resolution times, in minutes
    Layout(
        name="tickets_times",
        file="tickets.tsv",
        use="durations",
        spec={"columns": {"duration": "Full resolution time (min)"}, "unit": "min"},
        expect=Durations(count=24, mean=5250.0),
    ),
    # List of handle times in seconds, one column
    Layout(
        name="handle_seconds",
        file="handle_seconds.csv",
        use="durations",
        expect=Durations(count=60, mean=456.8),
    ),
    # ACD detail with m:ss, the minutes never above 59: a handle time of 4:35 is minutes and
    # seconds
    Layout(
        name="handle_mmss",
        file="handle_mmss.csv",
        use="durations",
        expect=Durations(count=40, mean=1539.725),
    ),
    # German histogram of handling times: minutes with decimal commas, how many of each
    Layout(
        name="bearbeitung",
        file="bearbeitung.csv",
        use="durations",
        spec={"unit": "min"},
        expect=Durations(count=25, mean=605.6075949367089),
    ),
    # French list as hh:mm:ss with counts
    Layout(
        name="duree",
        file="duree.csv",
        use="durations",
        expect=Durations(count=30, mean=3930.1917808219177),
    ),
    # Erlang calculator's week template: half hours as rows, weekdays as columns, totals both ways
    Layout(
        name="week_matrix",
        file="week_matrix.csv",
        use="profile",
        expect=Profile(
            total=2842,
            hours=(
                ("Mon 08:00", 52),
                ("Wed 12:00", 26),
                ("Fri 17:00", 18),
                ("Sun 09:00", 3),
                ("Sun 03:00", 0),
            ),
        ),
    ),
    # German distribution over the week in percent, weekdays in full
    Layout(
        name="anteile",
        file="anteile.csv",
        use="profile",
        expect=Profile(
            total=0.2905,
            hours=(
                ("Mon 08:00", 0.0019),
                ("Thu 12:00", 0.0083),
                ("Fri 19:00", 0.0072),
                ("Sat 08:00", 0),
            ),
        ),
    ),
    # pandas pivot of a Spanish call log: weekdays as rows, hours 0 to 23 as names of columns
    Layout(
        name="heat_map",
        file="heat_map.csv",
        use="profile",
        expect=Profile(
            total=8026,
            hours=(
                ("Mon 00:00", 35),
                ("Wed 09:00", 86),
                ("Sat 23:00", 67),
                ("Sun 12:00", 48),
            ),
        ),
    ),
    # Dutch week profile in half hours around the clock
    Layout(
        name="weekprofiel",
        file="weekprofiel.csv",
        use="profile",
        expect=Profile(
            total=8219,
            hours=(
                ("Mon 00:00", 71),
                ("Tue 23:00", 47),
                ("Fri 09:00", 61),
                ("Sun 18:00", 63),
            ),
        ),
    ),
    # Spanish scheduler's demand list (Erlang requirement by hour); nobody at night and on Sunday
    Layout(
        name="requeridos",
        file="requeridos.csv",
        use="head_count",
        expect=HeadCount(
            hours_a_week=635.0,
            agents=(
                ("Mon 08:00", 9),
                ("Mon 08:55", 9),
                ("Wed 12:30", 13),
                ("Sat 20:59", 4),
                ("Sat 21:00", 0),
                ("Sun 10:00", 0),
            ),
        ),
    ),
    # Agent-based call centre model's staffing table: a column for each half hour
    Layout(
        name="fte_by_half_hour",
        file="fte_by_half_hour.csv",
        use="head_count",
        expect=HeadCount(
            hours_a_week=254.5,
            agents=(
                ("Mon 08:00", 3),
                ("Mon 08:29", 3),
                ("Wed 12:45", 2),
                ("Fri 17:59", 5),
                ("Fri 18:00", 0),
            ),
        ),
    ),
    # French staffing by day and hour
    Layout(
        name="effectif",
        file="effectif.csv",
        use="head_count",
        expect=HeadCount(
            hours_a_week=387.0,
            agents=(
                ("Mon 09:00", 9),
                ("Thu 12:59", 9),
                ("Sat 18:59", 5),
                ("Sat 19:00", 0),
            ),
        ),
    ),
    # Portuguese requirement with decimals: heads are whole, a half agent is a question, not a
    # rounding
    Layout(
        name="agentes",
        file="agentes.csv",
        use="head_count",
        refused="whole",
    ),
    # Rota that writes a line only when the number changes
    Layout(
        name="changes_only",
        file="changes_only.csv",
        use="head_count",
        spec={"interval": "until_next"},
        expect=HeadCount(
            hours_a_week=250.75,
            agents=(
                ("Mon 08:00", 4),
                ("Mon 12:29", 7),
                ("Mon 18:00", 0),
                ("Wed 11:15", 6),
                ("Fri 15:29", 2),
                ("Sun 12:00", 0),
            ),
        ),
    ),
    # The same without saying so: the gaps are unequal, how long a line holds must be asked for
    Layout(
        name="changes_only_alone",
        file="changes_only.csv",
        use="head_count",
        refused="interval",
    ),
    # WFM staffing view: required beside scheduled; which of the two is to be said
    Layout(
        name="required_scheduled",
        file="required_scheduled.csv",
        use="head_count",
        refused="columns",
    ),
    # The same with the column said
    Layout(
        name="required_scheduled_told",
        file="required_scheduled.csv",
        use="head_count",
        spec={"columns": {"agents": "Scheduled Agents"}},
        expect=HeadCount(
            hours_a_week=323.0,
            agents=(
                ("Mon 08:00", 4),
                ("Tue 12:59", 4),
                ("Fri 17:59", 8),
                ("Fri 18:00", 0),
            ),
        ),
    ),
)

LAYOUTS: tuple[Layout, ...] = TEXTS + BUILT
