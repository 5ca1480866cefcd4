"""Stories told from records written by hand: every line exact."""

from __future__ import annotations

from datetime import date

import pytest

from sim.codes import (
    ABANDONED,
    AFTER_ABANDONED,
    AFTER_BROKEN_PROMISE,
    AFTER_CLOSED,
    BLOCKED,
    DISCONNECTED,
    FIXED,
    HANDED_BACK,
    INTERRUPTED,
    LOST,
    PASSED_ON,
    TURNED_AWAY,
)
from sim.record import Record
from sim.report.story.picking import picks, telling_stories
from sim.report.story.telling import as_text, issues_of, tell
from tests.record import by_hand
from tests.record.by_hand import denied, done, given_up, issue, lost, piece

OFFICE = {"agent": 2, "team": 1}
FRIDAY = date(2026, 2, 6)
H, DAY = 3600.0, 86400.0
CHANNELS = {"channels": ("phone", "email"), "desks": ("back_office",), "teams": ("care", "office")}


def story(
    issues: list,
    contacts: list,
    tasks: list | None = None,
    pieces: list | None = None,
    number: int = 0,
) -> list[str]:
    """Agents 0 and 1 are of care, 2 is of the office."""
    record = by_hand.record(
        issues,
        contacts,
        tasks,
        window=(0.0, 7 * DAY, 14 * DAY),
        pieces=pieces,
        teams_of_agents=(0, 0, 1),
        **CHANNELS,
    )
    telling = tell(record, number, FRIDAY)
    return [f"{line.when}|{line.kind}|{line.text}" for line in telling.happenings] + [
        telling.sum_up
    ]


def test_a_weekend_between_a_promise_and_its_fix() -> None:
    met = 3 * DAY + 10 * H
    assert story(
        [issue(17 * H, met_at=met, contacts=2, tasks=1, recurrences=2)],
        [
            done(0, 17 * H, 17 * H, 17 * H + 300, promised_at=DAY + 17 * H),
            done(0, 2 * DAY, 2 * DAY + 90, 2 * DAY + 200, reason=AFTER_BROKEN_PROMISE, number=1),
        ],
        [done(0, 17 * H + 300, 3 * DAY + 9 * H, met, queue=2, stage=FIXED, **OFFICE)],
    ) == [
        "Fri 6 Feb 17:00|need|A need arises: question",
        "Fri 6 Feb 17:00|contact|Makes contact (phone)",
        "Fri 6 Feb 17:00|answer|Agent 0 of care answers at once",
        "Fri 6 Feb 17:05|promise|Is promised: done by Sat 7 Feb 17:00",
        "Fri 6 Feb 17:05|task|A task is left for back office",
        "|pause|… 23 h 55 min …",
        "Sat 7 Feb 17:00|bad|The promised time passes; the need is not met",
        "Sun 8 Feb 00:00|contact|Chases: the promise was not kept (phone)",
        "Sun 8 Feb 00:01|answer|Agent 0 of care answers after 2 min",
        "|pause|… 1 day 9 h …",
        "Mon 9 Feb 09:00|answer|Agent 2 of office begins the task after 2 days 16 h",
        "Mon 9 Feb 10:00|task|The task is done, 2 days 17 h after it was left",
        "Mon 9 Feb 10:00|good|The need is met, 2 days 17 h after it arose",
        "Met after 2 days 17 h, 2 contacts; the harm was repeated 2 times.",
    ]


def test_a_gap_over_a_weekend_says_so() -> None:
    lines = story(
        [issue(17 * H, met_at=3 * DAY)], [done(0, 17 * H, 3 * DAY - 60, 3 * DAY, queue=1)]
    )
    assert "|pause|… 2 days 7 h, over a weekend …" in lines


def test_ways_not_to_get_through() -> None:
    contacts = [
        lost(0, 100, 100, TURNED_AWAY),
        lost(0, 200, 200, BLOCKED, number=1, reason=AFTER_CLOSED),
        lost(0, 300, 350, ABANDONED, number=2),
        lost(0, 400, 1000, DISCONNECTED, number=3, reason=AFTER_ABANDONED),
    ]
    assert story([given_up(100, 1000)], contacts)[1:] == [
        "Fri 6 Feb 00:01|bad|Makes contact (phone): closed",
        "Fri 6 Feb 00:03|bad|Tries again after finding it closed (phone): all lines are busy",
        "Fri 6 Feb 00:05|contact|Makes contact (phone)",
        "Fri 6 Feb 00:05|bad|Gives up waiting after 50 s",
        "Fri 6 Feb 00:06|contact|Tries again after giving up waiting (phone)",
        "Fri 6 Feb 00:16|bad|Is cut off as phone is closed, after 10 min",
        "Fri 6 Feb 00:16|bad|Tries no more, 15 min after the need arose: it is never met",
        "Given up after 15 min, 4 contacts.",
    ]


def test_a_lost_task_a_fix_that_was_none_and_no_end() -> None:
    tasks = [
        {"issue": 0, "opened_at": 60, "queued_at": 60, "queue": 2, "state": LOST},
        done(0, 70, 80, 90, queue=2, stage=FIXED, number=1, **OFFICE),
    ]
    assert story([issue(0, tasks=2, lost_tasks=1)], [done(0, 0, 0, 60)], tasks)[3:] == [
        "Fri 6 Feb 00:01|bad|A task for back office gets lost on its way",
        "Fri 6 Feb 00:01|task|A task is left for back office",
        "Fri 6 Feb 00:01|answer|Agent 2 of office begins the task after 10 s",
        "Fri 6 Feb 00:01|task|The task is done, 20 s after it was left, but the need is not met",
        "|pause|… 14 days, over a weekend …",
        "Fri 20 Feb 00:00|end|The run ends; the need has been open for 14 days",
        "Open after 14 days, 1 contact.",
    ]


def test_a_call_passed_on_and_handed_back() -> None:
    pieces = [
        piece(0, 10 * H + 10, 10 * H + 250, PASSED_ON),
        piece(0, 10 * H + 490, 11 * H, HANDED_BACK, agent=2),
    ]
    call = done(0, 10 * H, 10 * H + 10, 13 * H, taken_at=12 * H, requeues=2, transfers=1, agent=1)
    assert story([issue(10 * H, met_at=13 * H)], [call], pieces=pieces)[2:] == [
        "Fri 6 Feb 10:00|answer|Agent 0 of care answers after 10 s",
        "Fri 6 Feb 10:04|work|Agent 0 of care passes the contact on to office after 4 min",
        "Fri 6 Feb 10:08|answer|Agent 2 of office takes over the contact after 4 min",
        "Fri 6 Feb 11:00|work|Agent 2 of office hands the contact back after 52 min",
        "Fri 6 Feb 12:00|answer|Agent 1 of care takes over the contact after 1 h",
        "Fri 6 Feb 13:00|good|The need is met, 3 h after it arose",
        "Met after 3 h, 1 contact.",
    ]


def test_a_task_put_aside_resumed_and_handed_back() -> None:
    pieces = [
        piece(1, 60, 120, INTERRUPTED),
        piece(1, 420, 480, INTERRUPTED),
        piece(1, 600, 600, HANDED_BACK),
        piece(1, 600, 660, HANDED_BACK, agent=2),
    ]
    task = done(0, 60, 60, 900, taken_at=720, queue=2, requeues=2, **OFFICE)
    assert story([issue(0, tasks=1)], [done(0, 0, 0, 60)], [task], pieces)[3:-3] == [
        "Fri 6 Feb 00:01|task|A task is left for back office",
        "Fri 6 Feb 00:01|answer|Agent 0 of care begins the task at once",
        "Fri 6 Feb 00:02|work|Agent 0 of care puts the task aside after 1 min",
        "Fri 6 Feb 00:07|answer|Agent 0 of care resumes the task after 5 min",
        "Fri 6 Feb 00:08|work|Agent 0 of care puts the task aside after 1 min",
        "Fri 6 Feb 00:10|work|Agent 0 of care hands the task back, put aside for 2 min",
        "Fri 6 Feb 00:10|answer|Agent 2 of office takes over the task at once",
        "Fri 6 Feb 00:11|work|Agent 2 of office hands the task back after 1 min",
        "Fri 6 Feb 00:12|answer|Agent 2 of office resumes the task after 1 min",
        "Fri 6 Feb 00:15|task|The task is done, 14 min after it was left",
    ]


def test_after_contact_work_handed_back() -> None:
    call = done(0, 0, 0, 60, freed_at=600, taken_at=480, requeues=1, agent=1)
    assert story([issue(0, met_at=60)], [call], pieces=[piece(0, 0, 180, HANDED_BACK)])[2:] == [
        "Fri 6 Feb 00:00|answer|Agent 0 of care answers at once",
        "Fri 6 Feb 00:01|good|The need is met, 1 min after it arose",
        "Fri 6 Feb 00:03|work|Agent 0 of care hands the after-contact work back after 3 min",
        "Fri 6 Feb 00:08|answer|Agent 1 of care takes over the after-contact work after 5 min",
        "Met after 1 min, 1 contact.",
    ]


def test_gone_while_waiting_for_another_team() -> None:
    passed_on = {"requeues": 1, "transfers": 1, "agent": 0, "team": 0}
    contacts = [
        lost(0, 0, 300, ABANDONED, answered_at=60, **passed_on),
        lost(
            0,
            900,
            1500,
            DISCONNECTED,
            number=1,
            reason=AFTER_ABANDONED,
            answered_at=900,
            **passed_on,
        ),
    ]
    pieces = [piece(0, 60, 180, PASSED_ON), piece(1, 900, 1020, PASSED_ON)]
    assert story([given_up(0, 1500)], contacts, pieces=pieces)[2:-2] == [
        "Fri 6 Feb 00:01|answer|Agent 0 of care answers after 1 min",
        "Fri 6 Feb 00:03|work|Agent 0 of care passes the contact on after 2 min",
        "Fri 6 Feb 00:05|bad|Gives up waiting after 2 min",
        "Fri 6 Feb 00:15|contact|Tries again after giving up waiting (phone)",
        "Fri 6 Feb 00:15|answer|Agent 0 of care answers at once",
        "Fri 6 Feb 00:17|work|Agent 0 of care passes the contact on after 2 min",
        "Fri 6 Feb 00:25|bad|Is cut off as phone is closed, after 8 min",
    ]


def test_denied_and_text_for_a_terminal() -> None:
    record = by_hand.record([denied(0, 60)], [done(0, 0, 0, 60)], **CHANNELS)
    assert as_text(tell(record, 0, FRIDAY)).splitlines() == [
        "  Fri 6 Feb 00:00   A need arises: question",
        "  Fri 6 Feb 00:00   Makes contact (phone)",
        "  Fri 6 Feb 00:00   Agent 0 of care answers at once",
        "  Fri 6 Feb 00:01   Is told that it cannot be done, 1 min after the need arose",
        "",
        "  Denied after 1 min, 1 contact.",
    ]


def test_issues_of_a_customer_come_in_the_order_in_which_they_arise() -> None:
    record = by_hand.record(
        [issue(50, customer=7), issue(10, customer=7), issue(20, customer=3)],
        [done(n, 60, 60, 70) for n in range(3)],
    )
    assert issues_of(record, 7) == [1, 0]
    with pytest.raises(ValueError, match="customer 4 has no issue"):
        issues_of(record, 4)
    with pytest.raises(ValueError, match="no issue 3: expected a number from 0 to 2"):
        tell(record, 3, FRIDAY)


def three_issues(last_met: float) -> Record:
    """Issue 2 differs; 3 is never met, after two contacts; 4 lies outside the window."""
    return by_hand.record(
        [
            issue(0, met_at=60),
            issue(100, met_at=300),
            issue(200, met_at=200 + last_met),
            given_up(300, 900),
            issue(5000, met_at=5001),
        ],
        [*(done(n, 100 * n, 100 * n, 100 * n + 10) for n in range(3)),
         lost(3, 300, 310, ABANDONED), lost(3, 600, 900, ABANDONED, number=1),
         done(4, 5000, 5000, 5001)],
    )  # fmt: skip


def test_the_median_the_worst_and_the_one_that_differs_most() -> None:
    stories = telling_stories({"as_is": three_issues(500), "new": three_issues(900)}, FRIDAY)
    assert [(one.title, one.issue) for one in stories] == [
        ("The median", 1),
        ("The worst", 3),
        ("The one that differs most", 2),
    ]
    assert [telling.variant for telling in stories[2].tellings] == ["as_is", "new"]
    assert stories[2].outcomes == {"as_is": "Met after 8 min", "new": "Met after 15 min"}
    assert [telling.variant for telling in stories[0].tellings] == ["as_is"]


def ending(met: dict[int, float], count: int = 4, run_out: float = H) -> Record:
    """Issues of which some are met, after so many seconds."""
    return by_hand.record(
        [issue(n, met_at=n + met[n]) if n in met else issue(n) for n in range(count)],
        [done(n, n, n, n + 10) for n in range(count)],
        window=(0.0, H, H + run_out),
    )


@pytest.mark.parametrize(
    ("met", "median", "worst"),
    [
        (
            {0: 20, 1: 30, 2: 40, 3: 50},
            "half of all needs are met as fast or faster, half no faster or never, under “as is”",
            "no need took longer to be met under “as is”",
        ),
        (
            {0: 50, 1: 50, 2: 40, 3: 50},
            "half of all needs are met as fast or faster, half no faster or never, under “as is”",
            "no need took longer to be met under “as is”; of the 3 that took as long none took "
            "more contacts",
        ),
        (
            {0: 20, 1: 30, 2: 40},
            "half of all needs are met as fast or faster, half no faster or never, under “as is”",
            "no other need is not met within 1 h under “as is”",
        ),
        (
            {0: 20, 1: 4000},  # the second after the longest time looked at
            "at least half of all needs, like this one, are not met within 1 h under “as is”",
            "of the 3 needs not met within 1 h under “as is” none took more contacts",
        ),
    ],
)
def test_why_a_story_was_chosen_fits_how_it_ends(
    met: dict[int, float], median: str, worst: str
) -> None:
    found = picks({"as_is": ending(met)})
    assert (found["median"].chosen, found["worst"].chosen) == (median, worst)


def test_needs_never_met_in_a_run_without_a_run_out() -> None:
    worst = picks({"as_is": ending({0: 20}, run_out=0.0)})["worst"]
    assert worst.chosen == (
        "of the 3 needs not met by the end of the run under “as is” none took more contacts"
    )


def test_a_need_that_is_the_only_one_is_told_once() -> None:
    for met in ({0: 30.0}, {}):
        (story,) = telling_stories({"as_is": ending(met, count=1)}, FRIDAY)
        assert story.chosen == "no other need arose in the measured weeks"


def test_what_differs_most_is_a_need_met_under_both_if_there_is_one() -> None:
    both = picks({"a": ending({0: 20, 1: 90}), "b": ending({0: 25, 2: 30})})["differs"]
    assert (both.issue, both.chosen) == (
        0,
        "its time to resolution differs most from that under “a”, among the needs met under both",
    )
    one = picks({"a": ending({0: 20, 1: 90}), "b": ending({0: 20, 2: 30})})["differs"]
    assert (one.issue, one.chosen) == (
        2,
        "its time to resolution differs most from that under “a”; under one of the two it is not "
        "met within 1 h",
    )


def test_nothing_differs_most_where_nothing_differs() -> None:
    assert list(picks({"a": ending({0: 20}), "b": ending({0: 20})})) == ["median", "worst"]


def test_issues_are_only_compared_between_variants_with_the_same_needs() -> None:
    other = three_issues(900)
    other.issues["opened_at"][0] += 1.0
    stories = telling_stories({"as_is": three_issues(500), "new": other}, FRIDAY)
    assert [one.title for one in stories] == ["The median", "The worst"]
    assert list(stories[0].outcomes) == ["as_is"]


def test_no_measured_issue_no_story() -> None:
    assert telling_stories({"as_is": by_hand.record([], [])}, FRIDAY) == ()


def test_which_of_two_open_contacts_is_answered() -> None:
    lines = story(
        [issue(0, met_at=5 * H, contacts=2)],
        [done(0, 0, 3 * H, 4 * H, queue=1), done(0, H, 5 * H, 5 * H, queue=1, number=1)],
    )
    assert "Fri 6 Feb 03:00|answer|Agent 0 of care answers the contact of Fri 6 Feb 00:00, " in (
        "\n".join(lines)
    )
    assert "Fri 6 Feb 05:00|answer|Agent 0 of care answers after 4 h" in lines


def test_long_lines_are_folded_under_their_text() -> None:
    record = by_hand.record(
        [issue(0, met_at=60)], [done(0, 0, 0, 60)], types=("a_very_long_name " * 5,)
    )
    lines = as_text(tell(record, 0, FRIDAY)).splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[1].startswith(" " * 20 + "name a very long")
