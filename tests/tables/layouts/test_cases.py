"""The layouts are there, say what is right, and agree with a second, plain look at them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from tests.tables.layouts import firm
from tests.tables.layouts.cases import (
    LAYOUTS,
    Durations,
    Forecast,
    HeadCount,
    Layout,
    Profile,
    Trace,
)
from tests.tables.layouts.layout import FOLDER

KINDS = {
    "forecast": Forecast,
    "profile": Profile,
    "head_count": HeadCount,
    "trace": Trace,
    "durations": Durations,
}
TEXT = (".csv", ".tsv", ".txt")

# How a text of a forecast looks to somebody who knows its form, and the column of volumes.
KNOWN: Mapping[str, tuple[dict[str, object], str]] = {
    "acd_ranges": ({}, "Calls Offered"),
    "half_hour_ampm": ({}, "CALLS"),
    "pipe_export": ({"sep": "|"}, "contactsReceived"),
    "utc_quarters": ({}, "Offered"),
    "queue_performance": ({"encoding": "utf-8-sig"}, "Offer"),
    "connect_intervals": ({}, "Contacts queued"),
    "hotline_latin1": (
        {"sep": ";", "encoding": "cp1252", "skiprows": 3, "skipfooter": 1, "engine": "python"},
        "Angebotene Anrufe",
    ),
    "oproepen": ({"sep": ";"}, "Inkomende oproepen"),
    "timestamp_offered": ({"sep": ";"}, "Offered"),
    "daily_incoming": ({}, "Incoming Calls"),
    "pandas_index": ({}, "No_calls_Offered"),
    "write_csv2": ({"sep": ";", "decimal": ","}, "anrufe"),
    "weekly": ({}, "Contacts"),
    "either_order_told": ({}, "Calls"),
    "thousands_told": ({"thousands": ","}, "total_calls"),
    "thousands_clear": ({"thousands": ","}, "total_calls"),
    "hours_left_out": ({}, "count"),
    "unicode_text": ({"sep": "\t", "decimal": ",", "encoding": "utf-16"}, "Erwartete Anrufe"),
    "utf16_bare": ({"sep": "\t", "decimal": ",", "encoding": "utf-16-le"}, "Erwartete Anrufe"),
    "appels": ({"sep": ";", "encoding": "cp1252"}, "Appels reçus"),
    "llamadas": ({"sep": ";", "decimal": ",", "thousands": "."}, "Llamadas ofrecidas"),
    "fasce": ({"sep": ";"}, "OFFERTO"),
    "chamadas": ({"sep": ";", "skiprows": 1, "encoding": "utf-8-sig"}, "Chamadas oferecidas"),
    "received_calls": ({"sep": ";"}, "CSPL_RECEIVED_CALLS"),
    "autumn_folded": ({}, "calls"),
    "serials": ({}, "Calls Offered"),
    "bis_24": ({"sep": ";"}, "Anzahl Anrufe"),
    "mo_datum": ({"sep": ";"}, "Anrufe"),
    "fifth_column": ({"skiprows": 1}, "Offered.1"),
    "daily_stats": ({}, "inbound"),
    "forecast_actual_told": ({}, "Actual"),
}


def by_name(name: str) -> Layout:
    (found,) = (layout for layout in LAYOUTS if layout.name == name)
    return found


def test_names_are_taken_once() -> None:
    assert len({layout.name for layout in LAYOUTS}) == len(LAYOUTS)


def test_every_text_here_is_somebodys() -> None:
    here = {path.name for path in FOLDER.iterdir() if path.suffix in TEXT}
    assert here == {layout.file for layout in LAYOUTS if layout.build is None}


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_layout_is_there_and_says_what_is_right(layout: Layout, tmp_path: Path) -> None:
    assert layout.place(tmp_path).stat().st_size > 0
    assert (layout.expect is None) == bool(layout.refused)
    if layout.expect is not None:
        assert isinstance(layout.expect, KINDS[layout.use])


@pytest.mark.parametrize(
    "layout", [one for one in LAYOUTS if isinstance(one.expect, Forecast)], ids=lambda one: one.name
)
def test_a_forecast_agrees_with_itself(layout: Layout) -> None:
    expect = layout.expect
    assert isinstance(expect, Forecast)
    start = datetime.fromisoformat(layout.start)
    moments = [datetime.fromisoformat(moment) for moment, _ in expect.points]
    assert len(set(moments)) == len(moments) <= expect.rows
    assert sum(issues for _, issues in expect.points) <= expect.total
    for moment in moments:
        assert moment >= start
        assert (moment - start).total_seconds() % expect.interval == 0


@pytest.mark.parametrize("name", KNOWN)
def test_a_volume_agrees_with_a_plain_look_at_its_column(name: str) -> None:
    form, column = KNOWN[name]
    layout = by_name(name)
    expect = layout.expect
    assert isinstance(expect, Forecast)
    table = pd.read_csv(FOLDER / layout.file, **form)
    assert table[column].sum() == pytest.approx(expect.total, abs=1e-6)


def test_the_mailbox_holds_what_the_firm_expects(tmp_path: Path) -> None:
    made = firm.build(tmp_path)
    workbook = openpyxl.load_workbook(made.mailbox)
    assert workbook.sheetnames == ["Hinweise", firm.SHEET]
    _, _, _, *rows, last = workbook[firm.SHEET].iter_rows(values_only=True)
    cells = [row[3] for row in rows]
    texts = [cell for cell in cells if isinstance(cell, str)]
    assert {"1.234,5", "1.087"} < set(texts)
    numbers = [
        float(cell.replace(".", "").replace(",", ".")) if isinstance(cell, str) else cell
        for cell in cells
    ]
    assert sum(numbers) == made.writers.total
    assert sum(1 for number in numbers if number) == made.writers.rows
    assert last[0] == "Summe"


def test_the_switchboard_holds_what_the_firm_expects(tmp_path: Path) -> None:
    made = firm.build(tmp_path)
    table = pd.read_csv(made.switchboard)
    moments = pd.to_datetime(
        table["Date"] + " " + table["Interval"].str[:8], format="%m/%d/%Y %I:%M %p"
    )
    offered = dict(zip(moments.dt.strftime("%Y-%m-%d %H:%M"), table["Calls Offered"], strict=True))
    assert len(offered) == made.callers.rows
    assert sum(offered.values()) == made.callers.total
    assert all(offered[moment] == issues for moment, issues in made.callers.points)
    assert table["Calls Handled"].sum() == made.handled < made.callers.total
    assert set(moments.dt.date) == set(firm.working_days(6))
    assert date(2024, 9, 28) in set(moments.dt.date)
