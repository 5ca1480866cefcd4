"""Records as data frames with names and dates."""

from __future__ import annotations

from datetime import date

import pandas as pd

from sim.codes import ABSENT
from sim.record import to_frames
from tests.record.by_hand import done, duty, five_contact_day, issue, record


def test_codes_become_names():
    frames = to_frames(five_contact_day())
    assert frames["contacts"]["state"].tolist() == [
        "done",
        "done",
        "abandoned",
        "abandoned",
        "done",
    ]
    assert frames["contacts"]["queue"].tolist() == ["phone"] * 5
    assert frames["issues"]["state"].tolist() == ["met", "met", "gave_up", "gave_up", "denied"]
    assert frames["spells"]["kind"].tolist() == ["busy", "busy", "on_duty"]
    # Nobody answered the abandoned ones.
    assert frames["contacts"]["team"].isna().tolist() == [False, False, True, True, False]


def test_times_are_spans_without_a_start_and_timestamps_with_one():
    spans = to_frames(five_contact_day())["contacts"]
    assert spans["answered_at"][1] == pd.Timedelta(seconds=360)
    assert pd.isna(spans["answered_at"][2])
    stamps = to_frames(five_contact_day(), date(2026, 1, 5))["contacts"]
    assert stamps["answered_at"][1] == pd.Timestamp("2026-01-05 00:06:00")
    assert pd.isna(stamps["answered_at"][2])


def test_the_start_is_taken_from_the_saved_scenario():
    day = five_contact_day(provenance={"scenario": {"clock": {"start": "2026-02-02"}}})
    assert to_frames(day)["issues"]["opened_at"][4] == pd.Timestamp("2026-02-02 00:50:00")


def test_tasks_and_duty_have_names_too():
    day = record(
        [issue(0.0)],
        [done(0, 0, 0, 5)],
        [done(0, 5, 6, 7, queue=1, stage=3)],
        duties=[duty(0, 60, kind=ABSENT, paid=0)],
        desks=("office",),
    )
    frames = to_frames(day)
    assert frames["tasks"].loc[0, ["queue", "stage", "team"]].tolist() == [
        "office",
        "fixed",
        "care",
    ]
    assert frames["duty"].loc[0, ["kind", "team"]].tolist() == ["absent", "care"]
    assert not frames["duty"]["paid"][0]
