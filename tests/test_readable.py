"""Dotted paths as names that can be read, no two of them alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.readable import names_of, readable


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("teams.care.shifts.early.agents", "care, early: agents"),
        ("teams.care.shifts.0.agents", "care, shift 1: agents"),
        ("teams.back_office.wage", "back office: wage"),
        ("teams.care.shifts.0", "care: shift 1"),
        ("teams.care", "teams: care"),
        ("channels.phone.patience.value", "phone: patience"),
        ("issue_types.billing.channels.phone", "billing, channels: phone"),
        ("issue_types.billing.work.fix.lognormal.mean", "billing, work, fix, lognormal: mean"),
        ("returns.abandoned.chance", "returns, abandoned: chance"),
        ("customers.segments.gold.share", "customers, gold: share"),
        ("calendars.entries.1.hours", "calendars, entry 2: hours"),
        ("promise", "promise"),
        ("variant", "variant"),
        ("value", "value"),
    ],
)
def test_a_path_is_told_in_words(path: str, name: str) -> None:
    assert readable(path) == name


def test_more_is_told_where_two_would_be_alike() -> None:
    paths = ["teams.phone.speed", "channels.phone.speed", "teams.care.wage"]
    assert names_of(paths) == {
        "teams.phone.speed": "teams, phone: speed",
        "channels.phone.speed": "channels, phone: speed",
        "teams.care.wage": "care: wage",
    }


def test_a_label_goes_first() -> None:
    labels = {"teams.care.wage": "phone: speed"}
    assert names_of(["teams.care.wage", "teams.phone.speed"], labels) == {
        "teams.care.wage": "phone: speed",
        "teams.phone.speed": "teams, phone: speed",
    }


PARTS = st.sampled_from(("teams", "channels", "care", "shifts", "shift_1", "0", "1", "value"))
PATHS = st.lists(PARTS, min_size=1, max_size=5).map(".".join)


@given(st.lists(PATHS, unique=True, max_size=6))
def test_no_two_names_are_alike(paths: list[str]) -> None:
    found = names_of(paths)
    assert list(found) == paths
    assert len(set(found.values())) == len(paths)
