"""Shares answered within several times, on days so small that they can be computed by hand."""

from __future__ import annotations

from datetime import date

import pytest

from sim.codes import ABANDONED, IGNORED, WORKING
from sim.kpi import measure
from sim.scenario.model import Calendar, Channel, Clock, ServiceThresholds
from sim.scenario.model.clock import Holidays
from tests.kpi.shops import expect, numbers, shop
from tests.record.by_hand import done, five_contact_day, issue, lost, record

HOUR, DAY = 3600.0, 86400.0
NAN = float("nan")


def test_a_live_channel_tells_the_answered_of_the_offered():
    """Waits: 0, 260, 15 (abandoned), 100 (abandoned), 10."""
    thresholds = ServiceThresholds(within_s=(260.0, 9.0, 10.0, 240.0))
    found = numbers(five_contact_day(), shop({"phone": Channel(service_thresholds=thresholds)}))
    within = [name for name in found if "_within_" in name]
    times = ("9s", "10s", "4min", "260s")
    assert within == [f"phone.answered_within_{time}" for time in times]
    assert [found[name] for name in within] == pytest.approx([1 / 5, 2 / 5, 2 / 5, 3 / 5])


def test_nothing_is_told_where_nothing_is_asked():
    assert not any("_within_" in name for name in measure(five_contact_day(), shop()))


WEEKDAYS = Calendar.model_validate("Mon-Fri 09:00-17:00 except holidays")
MONDAY = date(2026, 1, 5)


def office() -> Channel:
    thresholds = ServiceThresholds(within_s=(HOUR, 2 * HOUR, 24 * HOUR), open_hours=True)
    return Channel(kind="deferred", hours=WEEKDAYS, service_thresholds=thresholds)


def replies(*pairs: tuple[float, float]) -> dict[str, float]:
    """Opened and replied to at hours since Monday; of the others one is ignored, one in hand."""
    last = len(pairs)
    day = record(
        [issue(opened * HOUR) for opened, _ in pairs] + [issue(HOUR), issue(HOUR)],
        [
            *(done(at, o * HOUR, o * HOUR, r * HOUR) for at, (o, r) in enumerate(pairs)),
            lost(last, HOUR, HOUR, IGNORED),
            done(last + 1, HOUR, 2 * HOUR, NAN, state=WORKING, freed_at=NAN),
        ],
        window=(0, 7 * DAY, 14 * DAY),
        channels=("mail",),
    )
    clock = Clock(start=MONDAY, holidays=Holidays(days=(date(2026, 1, 7),)))
    return numbers(day, shop({"mail": office()}, clock=clock))


@pytest.mark.parametrize(
    ("opened", "replied", "open_h"),
    [
        (10, 12, 2),
        (16, 24 + 10, 2),  # an hour on Monday, one on Tuesday
        (3, 9.5, 0.5),  # at night
        (24 + 16, 72 + 9.25, 1.25),  # Wednesday is a holiday
        (96 + 16.5, 168 + 9.25, 0.75),  # Friday to the Monday after
        (120 + 12, 120 + 13, 0),  # on Saturday
        (10, 14 * 24, 7 + 3 * 8 + 5 * 8),  # to the end of the run
    ],
)
def test_open_hours_are_those_of_the_channel(opened: float, replied: float, open_h: float):
    found = replies((opened, replied))
    expect(found, "mail", first_response_mean_open_h=open_h)
    expect(found, "mail", first_response_mean_h=replied - opened)


def test_a_deferred_channel_tells_the_replied_of_the_offered_and_ignored():
    found = replies((10, 12), (16, 24 + 10), (3, 9.5), (96 + 16.5, 168 + 9.25))
    expect(found, "mail", replied_within_1h=0, replied_within_2h=1 / 6, replied_within_24h=3 / 6)
    expect(found, "mail", replied_within_1h_open=2 / 6, replied_within_2h_open=4 / 6)
    expect(found, "mail", first_response_mean_open_h=(2 + 2 + 0.5 + 0.75) / 4)
    assert "mail.answered_within_1h" not in found


def test_without_a_response_there_is_no_mean():
    thresholds = ServiceThresholds(open_hours=True)
    phone = Channel(hours=WEEKDAYS, service_thresholds=thresholds)
    day = record([issue(0)], [lost(0, 0, 9, ABANDONED)])
    found = numbers(day, shop({"phone": phone}))
    expect(found, "phone", first_response_mean_open_h=NAN)
