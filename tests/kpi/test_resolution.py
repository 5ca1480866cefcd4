"""Resolution: the cap, what counts as met, promises, first contact."""

from __future__ import annotations

from sim.codes import ABANDONED, HANDED_BACK, LOST
from sim.record import Record
from sim.scenario.model import Desk
from tests.kpi.shops import expect, numbers, shop, team
from tests.record.by_hand import (
    denied,
    done,
    five_contact_day,
    issue,
    lost,
    piece,
    record,
    waiting,
)

NAN = float("nan")
HOUR = 3600.0


def test_everything_unmet_counts_as_the_cap():
    found = numbers(five_contact_day())
    # Met after 300 and 500 s; two given up and one denied count as the run-out of an hour.
    expect(
        found,
        "resolution",
        mean_h=(300 + 500 + 3 * 3600) / 5 / 3600,
        cap_h=1,
        met_share=2 / 5,
        unresolved_share=3 / 5,
        met_mean_h=400 / 3600,
        met_p50_h=400 / 3600,
        met_p90_h=480 / 3600,
        denied_share=1 / 5,
        given_up_share=2 / 5,
        within_24h=2 / 5,
        first_contact_share=2 / 5,
        one_contact_share=2 / 5,
        reopened_share=0,
        promises_due=0,
        promises_kept=NAN,
    )
    # Acknowledged after 0, 260 and 10 s; of these two were met, 300 and 240 s later.
    expect(found, "resolution", acknowledged_share=3 / 5, mean_ack_h=270 / 3 / 3600)
    expect(found, "resolution", ack_to_fix_h=540 / 2 / 3600)
    expect(found, "types.question.resolution", met_share=2 / 5, denied_share=1 / 5)
    expect(found, "segments.everyone.resolution", mean_h=(300 + 500 + 3 * 3600) / 5 / 3600)


def test_what_is_met_after_the_cap_counts_as_unmet():
    """Run-out of one hour; an issue of the first second that takes an hour and a bit."""
    issues = [issue(0, met_at=3601, acknowledged_at=3601), issue(1, met_at=3601)]
    issues += [denied(2, 3700), issue(3, met_at=9)]
    contacts = [done(0, 0, 0, 3601), done(1, 1, 1, 3601), done(2, 2, 2, 3700), done(3, 3, 3, 9)]
    found = numbers(record(issues, contacts))
    expect(found, "resolution", met_share=2 / 4, met_mean_h=(3600 + 6) / 2 / 3600)
    expect(found, "resolution", mean_h=(3600 + 3600 + 3600 + 6) / 4 / 3600)
    expect(found, "resolution", denied_share=0, acknowledged_share=0)


def test_without_a_run_out_there_is_no_mean_time_to_resolution():
    found = numbers(five_contact_day(window=(0, 3600, 3600)))
    expect(found, "resolution", mean_h=NAN, cap_h=0, met_share=2 / 5, met_mean_h=400 / 3600)
    expect(found, "types.question.resolution", mean_h=NAN)
    expect(found, "resolution", denied_share=1 / 5, acknowledged_share=3 / 5)


def journeys() -> Record:
    """Five issues over three hours, a desk, all met but the last, which lost its task."""
    return record(
        [
            issue(0, met_at=100),
            issue(0, met_at=100, tasks=1),
            issue(0, met_at=900, contacts=2, round=1),
            issue(0, met_at=900, contacts=3, transfers=2, recurrences=4),
            issue(0, tasks=1, lost_tasks=1),
        ],
        [
            done(0, 0, 0, 100),
            done(1, 0, 0, 50),
            done(2, 0, 0, 50),
            done(2, 600, 700, 900, number=1, reason=5),
            lost(3, 0, 50, ABANDONED),
            done(3, 100, 100, 900, number=1, reason=1),
            done(4, 0, 0, 60),
        ],
        [
            done(1, 50, 60, 100, queue=1, number=0),
            {**waiting(4, 60, queue=1), "state": LOST},
        ],
        desks=("office",),
        window=(0, 3 * HOUR, 9 * HOUR),
    )


def test_first_contact_one_contact_and_what_went_wrong():
    found = numbers(journeys(), shop(tasks={"office": Desk()}))
    expect(found, "resolution", first_contact_share=1 / 5, one_contact_share=2 / 5)
    expect(found, "resolution", reopened_share=1 / 5, lost_share=1 / 5)
    expect(found, "resolution", transfers_per_issue=2 / 5, recurrences_per_issue=4 / 5)
    expect(found, "demand", contacts_per_issue=7 / 5, failure_demand_share=2 / 7)


def test_tasks_of_a_desk():
    day = record(
        [issue(0, tasks=6, lost_tasks=1)],
        [done(0, 0, 0, 9)],
        [
            done(0, 0, HOUR, 2 * HOUR, queue=1),
            done(0, HOUR, 30 * HOUR, 31 * HOUR, queue=1, agent=1, team=1),
            done(0, 2 * HOUR, 3 * HOUR, 5 * HOUR, queue=1, requeues=1, taken_at=4.75 * HOUR),
            {**waiting(0, 2 * HOUR, queue=1), "state": LOST},
            waiting(0, 4 * HOUR, queue=1),
            waiting(0, 50 * HOUR, queue=1),
        ],
        desks=("office",),
        window=(HOUR, 40 * HOUR, 60 * HOUR),
        teams_of_agents=(0, 1),
        teams=("care", "back"),
        pieces=[piece(3, 3 * HOUR, 3.5 * HOUR, HANDED_BACK)],
    )
    found = numbers(day, shop(tasks={"office": Desk()}, teams={"care": team(), "back": team()}))
    # Left in the window: at 1, 2, 2 (lost) and 4 h. Waits of 29, 1 and (to the stop) 56 h.
    expect(found, "tasks.office", created=4, done=2, lost=1, done_share=2 / 4)
    expect(found, "tasks.office", mean_wait_h=(29 + 1 + 56) / 3, mean_turnaround_h=(30 + 3) / 2)
    expect(found, "tasks.office", started_within_1h=1 / 3, started_within_24h=1 / 3)
    expect(found, "tasks.office", started_within_48h=2 / 3)
    # An hour in one piece, and half an hour and a quarter of one in two.
    expect(found, "tasks.office", mean_handle_s=(1 + 0.75) / 2 * HOUR)
    # At the end, at 40 h, only the one left at 4 h is not done.
    expect(found, "tasks.office", backlog_end=1, oldest_age_h=36)
    assert (found["teams.care.tasks"], found["teams.back.tasks"]) == (1, 1)


def test_promises_are_kept_when_the_need_is_met_by_then():
    """Window 100 to 200 s, stop 400 s."""
    day = record(
        [issue(0, met_at=150, contacts=2), issue(10, met_at=190), issue(20), denied(30, 120)],
        [
            done(0, 0, 0, 5, promised_at=99),  # due before the window
            done(0, 110, 110, 115, number=1, promised_at=150),  # kept at the last moment
            done(1, 10, 10, 15, promised_at=180),  # broken, though met later
            done(2, 20, 20, 25, promised_at=200),  # due after the window
            done(3, 30, 30, 35, promised_at=130),  # denied: not met
        ],
        window=(100, 200, 400),
    )
    expect(numbers(day), "resolution", promises_due=3, promises_kept=1 / 3)
