"""Records as data frames with names and dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from sim.codes import ABSENT, PASSED_ON, WORKING
from sim.record import to_frames
from sim.record.columns import OF_DETAILS
from tests.record.by_hand import NAN, done, duty, five_contact_day, issue, piece, record


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


def test_what_never_happens_is_missing():
    memory = np.zeros(2, OF_DETAILS["memories"])
    memory["left_at"] = np.inf, 60.0
    frame = to_frames(replace(five_contact_day(), details={"memories": memory}))["memories"]
    assert frame["left_at"].isna().tolist() == [True, False]
    assert memory["left_at"].tolist() == [np.inf, 60.0]


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


def test_pieces_of_work_are_all_there():
    day = record(
        [issue(0)],
        [
            done(0, 0, 10, 160, taken_at=100, agent=1, team=1, stage=3, requeues=1),
            done(0, 20, 30, NAN, state=WORKING, freed_at=NAN, number=1),
        ],
        [done(0, 40, 50, 60, queue=1)],
        pieces=[piece(0, 10, 70, PASSED_ON)],
        teams_of_agents=(0, 1),
        teams=("care", "experts"),
        desks=("office",),
    )
    pieces = to_frames(day)["pieces"]
    assert list(pieces) == ["job", "agent", "team", "stage", "ended", "start", "end"]
    assert pieces["job"].tolist() == [0, 0, 1, 2]
    assert pieces["team"].tolist() == ["care", "experts", "care", "care"]
    assert pieces["stage"].tolist() == ["nothing", "fixed", "nothing", "nothing"]
    assert pieces["ended"].tolist() == ["passed_on", "completed", "in_hand", "completed"]
    assert pieces["start"].dt.total_seconds().tolist() == [10, 100, 30, 50]
    assert pieces["end"][:2].dt.total_seconds().tolist() == [70, 160]
    assert pieces["end"].isna().tolist() == [False, False, True, False]


def test_without_work_there_are_no_pieces():
    pieces = to_frames(record([], [], teams_of_agents=()))["pieces"]
    assert len(pieces) == 0
    assert "team" in pieces
