"""Service measures of days so small that they can be computed by hand."""

from __future__ import annotations

import math

import pytest

from sim.codes import (
    ABANDONED,
    AFTER_ABANDONED,
    ASIDE,
    BLOCKED,
    DISCONNECTED,
    TURNED_AWAY,
    WORKING,
    WRAPPING,
)
from sim.kpi import by_hour, measure
from sim.record import Record
from sim.scenario.model import Channel
from sim.scenario.model.service_level import Counts, ServiceLevel
from tests.kpi.shops import WITHIN_20_S, expect, numbers, shop
from tests.record.by_hand import done, five_contact_day, given_up, issue, lost, record, waiting

NAN = float("nan")


def test_five_contacts_on_the_phone():
    found = numbers(five_contact_day())
    # Waits: 0, 260, 15 (abandoned), 100 (abandoned), 10; within 20 s: two answered, one gone.
    expect(
        found,
        "phone",
        offered=5,
        answered=3,
        abandoned=2,
        abandonment=2 / 5,
        service_level=2 / (5 - 1),
        service_level_offered=2 / 5,
        service_level_answered=2 / 3,
        mean_wait_s=385 / 5,
        asa_s=270 / 3,
        delayed_share=4 / 5,
        mean_wait_delayed_s=385 / 4,
        mean_wait_abandoned_s=115 / 2,
        response_rate=3 / 5,
        first_response_mean_h=270 / 3 / 3600,
        waiting_at_stop=0,
        backlog_end=0,
        oldest_age_h=0,
        blocked=0,
        blocking=0,
        turned_away=0,
        disconnected=0,
        lost_after_answer=0,
    )
    expect(
        found,
        "phone",
        # Sorted: 0 10 15 100 260; the 90 % quantile lies 0.6 of the way from 100 to 260.
        wait_p50_s=15,
        wait_p90_s=100 + 0.6 * 160,
        wait_p95_s=100 + 0.8 * 160,
        wait_max_s=260,
        wait_sd_s=math.sqrt((77**2 + 183**2 + 62**2 + 23**2 + 67**2) / 5),
        # Little: the waits and the stays (300 + 500 + 15 + 100 + 310 s) spread over the hour.
        mean_queue=385 / 3600,
        mean_in_system=1225 / 3600,
        mean_time_in_system_s=1225 / 5,
        mean_handle_s=(360 + 240 + 390) / 3,
    )
    expect(
        found,
        "demand",
        issues=5,
        contacts=5,
        contacts_offered=5,
        contacts_per_issue=1,
        failure_demand_share=0,
        open_issues_end=0,
    )


def test_blocked_and_turned_away_are_apart_from_the_offered():
    day = record(
        [issue(0, contacts=3), issue(10), issue(20, met_at=60)],
        [
            lost(0, 0, 0, BLOCKED),
            lost(0, 30, 30, BLOCKED, number=1, reason=2),
            lost(0, 50, 55, ABANDONED, number=2, reason=2),
            lost(1, 10, 10, TURNED_AWAY),
            done(2, 20, 20, 60),
        ],
    )
    found = numbers(day)
    expect(found, "phone", offered=2, blocked=2, turned_away=1, blocking=2 / 4, abandonment=1 / 2)
    expect(found, "phone", turned_away_share=1 / 5, mean_wait_s=5 / 2, failure_demand_share=2 / 5)
    expect(found, "demand", contacts=5, contacts_offered=2, contacts_per_issue=5 / 3)
    expect(found, "demand", failure_demand_share=2 / 5, open_issues_end=2)


def test_outcomes_add_up_to_the_offered():
    day = record(
        [issue(t) for t in range(6)],
        [
            done(0, 0, 0, 5),
            lost(1, 1, 9, ABANDONED),
            lost(2, 2, 9, DISCONNECTED),
            waiting(3, 3),
            done(4, 4, 8, NAN, state=WORKING, freed_at=NAN),
            # Answered, passed on, and gone while waiting for the next team.
            lost(5, 5, 99, ABANDONED, answered_at=6, agent=0, team=0, transfers=1, requeues=1),
        ],
    )
    found = numbers(day)
    parts = ("answered", "abandoned", "disconnected", "waiting_at_stop")
    assert sum(found[f"phone.{part}"] for part in parts) == found["phone.offered"] == 6
    expect(found, "phone", answered=3, abandoned=1, disconnected=1, waiting_at_stop=1)
    expect(found, "phone", lost_after_answer=1, mean_handle_s=5)
    # The one still waiting has waited from 3 to the stop at 7200.
    expect(found, "phone", wait_max_s=7197, mean_wait_s=(0 + 8 + 7 + 7197 + 4 + 1) / 6)
    # At the end of the window it is the only one in the queue.
    expect(found, "phone", backlog_end=1, oldest_age_h=(3600 - 3) / 3600)


def test_only_contacts_opened_in_the_window_are_measured():
    """Warm-up 100 s, window to 200 s, stop 300 s."""
    day = record(
        [issue(50), issue(100), issue(199), issue(200)],
        [
            done(0, 50, 150, 160),
            done(1, 100, 130, 250),
            done(2, 199, 220, 260),
            done(3, 200, 200, 280),
        ],
        window=(100, 200, 300),
    )
    found = numbers(day)
    expect(found, "demand", issues=2, contacts=2)
    expect(found, "phone", offered=2, mean_wait_s=(30 + 21) / 2, wait_max_s=30)
    # But whoever waits in the window is in its queue: 100 to 150, 100 to 130 and 199 to 200.
    expect(found, "phone", mean_queue=(50 + 30 + 1) / 100)
    expect(found, "phone", mean_in_system=(60 + 100 + 1) / 100, backlog_end=1)


def test_the_backlog_at_the_end_without_a_run_out():
    day = record([issue(0), issue(9)], [waiting(0, 0), done(1, 9, 9, 20)], window=(0, 100, 100))
    expect(numbers(day), "phone", backlog_end=1, oldest_age_h=100 / 3600, waiting_at_stop=1)


def mail_day() -> Record:
    """Mail: start after 30 min, 3 h, 30 h; one reply not yet sent, one not begun. Stop: 50 h."""
    hour = 3600.0
    return record(
        [issue(0) for _ in range(5)],
        [
            done(0, 0, hour / 2, hour),
            done(1, 0, 3 * hour, 25 * hour),
            done(2, 0, 30 * hour, 31 * hour, state=WRAPPING, freed_at=NAN),
            done(3, 0, 4 * hour, NAN, state=ASIDE, freed_at=NAN),
            waiting(4, 0),
        ],
        window=(0, 40 * hour, 50 * hour),
        channels=("mail",),
    )


def test_a_deferred_channel_has_starts_and_replies():
    mail = Channel(kind="deferred", expected_reply_s=24 * 3600.0)
    found = numbers(mail_day(), shop({"mail": mail}))
    starts = {"1h": 1 / 5, "4h": 3 / 5, "8h": 3 / 5, "24h": 3 / 5, "48h": 4 / 5, "72h": 4 / 5}
    expect(found, "mail", **{f"started_within_{k}": v for k, v in starts.items()})
    # Replies went out after 1, 25 and 31 h; within the expected day only the first.
    expect(found, "mail", response_rate=3 / 5, first_response_mean_h=(1 + 25 + 31) / 3)
    expect(found, "mail", reply_within_expected=1 / 5)
    # The service level is about the start of work: within 24 h three of five.
    expect(found, "mail", service_level=3 / 5, service_level_answered=3 / 4)
    # Two are done with all their work: 0.5 h and 22 h.
    expect(found, "mail", mean_handle_s=22.5 / 2 * 3600)


def test_without_an_expectation_a_deferred_channel_has_no_service_level():
    found = numbers(mail_day(), shop({"mail": Channel(kind="deferred")}))
    expect(found, "mail", service_level=NAN, reply_within_expected=NAN, offered=5)
    expect(found, "teams.care", service_level_answered=NAN, contacts=4)
    stated = Channel(kind="deferred", service_target=WITHIN_20_S)
    expect(numbers(mail_day(), shop({"mail": stated})), "mail", service_level=0)


def test_a_live_channel_without_a_target_is_held_to_20_seconds():
    expect(numbers(five_contact_day(), shop({"phone": Channel()})), "phone", service_level=2 / 4)


def counting(counts: Counts, short_abandon_s: float | None = None) -> Channel:
    level = ServiceLevel(counts=counts, short_abandon_s=short_abandon_s)
    return Channel(service_target=WITHIN_20_S, service_level=level)


@pytest.mark.parametrize(
    ("counts", "level"),
    [
        ("offered", 2 / 5),
        ("answered", 2 / 3),
        ("without_short_abandons", 2 / (5 - 1)),
        ("with_abandons_in_time", (2 + 1) / 5),
    ],
)
def test_the_service_level_is_what_the_channel_counts(counts: Counts, level: float):
    """Waits: 0, 260, 15 (abandoned), 100 (abandoned), 10; the target is 20 s."""
    one = shop({"phone": counting(counts)})
    found = numbers(five_contact_day(), one)
    for place in ("phone", "types.question", "segments.everyone"):
        expect(found, place, service_level=level)
    expect(found, "phone", service_level_offered=2 / 5, service_level_answered=2 / 3)
    expect(found, "phone", service_level_without_short_abandons=2 / 4)
    expect(found, "phone", service_level_with_abandons_in_time=3 / 5)
    assert by_hour(five_contact_day(), one)["phone.service_level"][0] == pytest.approx(level)


@pytest.mark.parametrize(("short_s", "level"), [(14.0, 2 / 5), (15.0, 2 / 4), (100.0, 2 / 3)])
def test_short_abandons_are_as_short_as_stated(short_s: float, level: float):
    one = shop({"phone": counting("without_short_abandons", short_s)})
    expect(numbers(five_contact_day(), one), "phone", service_level=level)
    assert by_hour(five_contact_day(), one)["phone.service_level"][0] == pytest.approx(level)


def test_a_channel_that_states_nothing_has_the_usual_level_alone():
    found = numbers(five_contact_day())
    expect(found, "phone", service_level=2 / 4)
    assert not any("short_abandons" in name or "in_time" in name for name in found)


def test_types_and_segments_add_up_what_their_channels_count():
    """Phone: gone after 30 and 5 s, one answered after 5 s; mail: answered after 60 s."""
    channels = {"phone": counting("with_abandons_in_time"), "mail": counting("answered")}
    classes = {"types": ("question", "complaint"), "segments": ("usual", "gold")}
    found = numbers(classes_day(), shop(channels, **classes))
    expect(found, "phone", service_level=(1 + 1) / 3)
    expect(found, "mail", service_level=0 / 1)
    expect(found, "types.question", service_level=(1 + 0) / (2 + 1))
    expect(found, "types.complaint", service_level=1)
    expect(found, "segments.usual", service_level=(1 + 0) / (2 + 1))
    expect(found, "segments.gold", service_level=1)


def classes_day() -> Record:
    """Phone and mail; complaints and questions; one gold customer."""
    return record(
        [
            issue(0, type=1, segment=1, met_at=100),
            issue(10, type=0, channel=1),
            given_up(20, 60, type=0, contacts=2),
        ],
        [
            done(0, 0, 5, 100),
            done(1, 10, 70, 90, queue=1),
            lost(2, 20, 50, ABANDONED),
            lost(2, 55, 60, ABANDONED, number=1, reason=AFTER_ABANDONED),
        ],
        channels=("phone", "mail"),
        types=("question", "complaint"),
        segments=("usual", "gold"),
    )


def test_types_and_segments_have_their_own_service():
    channels = {"phone": Channel(), "mail": Channel(kind="deferred")}
    classes = {"types": ("question", "complaint"), "segments": ("usual", "gold")}
    found = numbers(classes_day(), shop(channels, **classes))
    expect(found, "types.complaint", offered=1, mean_wait_s=5, abandonment=0, service_level=1)
    expect(found, "types.question", offered=3, mean_wait_s=(60 + 30 + 5) / 3, abandonment=2 / 3)
    # Mail states no target, so the questions' service level is that of the phone alone:
    # two offered, one of them gone within 20 s.
    expect(found, "types.question", service_level=0, contacts_per_issue=3 / 2, issues=2)
    expect(found, "types.question", mean_queue=95 / 3600, delayed_share=1)
    expect(found, "types.question.phone", offered=2, mean_wait_s=35 / 2, abandonment=1)
    expect(found, "types.question.mail", offered=1, mean_wait_s=60, delayed_share=1)
    expect(found, "types.complaint.mail", offered=0, mean_wait_s=NAN)
    expect(found, "segments.gold", offered=1, mean_wait_s=5, issues=1)
    expect(found, "segments.usual", offered=3, mean_wait_s=95 / 3)
    expect(found, "phone", failure_demand_share=1 / 3)


def test_names_come_in_the_same_order_whatever_happened():
    quiet = record([], [], teams_of_agents=())
    assert list(measure(quiet, shop())) == list(measure(five_contact_day(), shop()))


def test_an_empty_day_has_totals_of_zero_and_no_ratios():
    found = numbers(record([], [], teams_of_agents=()))
    expect(found, "phone", offered=0, abandonment=NAN, wait_p90_s=NAN, mean_queue=0)
    expect(found, "resolution", mean_h=NAN, met_p50_h=NAN, promises_due=0)
    expect(found, "cost", total=0, per_issue=NAN)


@pytest.mark.parametrize("window", [(0.0, 3600.0, 7200.0), (100.0, 3000.0, 3600.0)])
def test_the_chunks_in_which_a_record_is_read_do_not_matter(
    window: tuple[float, float, float], monkeypatch: pytest.MonkeyPatch
):
    day = five_contact_day(window=window)
    whole = numbers(day)
    monkeypatch.setattr("sim.kpi.window.ROWS", 2)
    assert numbers(day) == pytest.approx(whole, rel=1e-12, nan_ok=True)
