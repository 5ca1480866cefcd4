"""One issue looked at alone: the same judgement as in the measures, and the work it took."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

import sim
from sim.codes import ABANDONED, INTERRUPTED, LOST, PASSED_ON, WORKING
from sim.experiment.replication import one_replication
from sim.kpi import measure
from sim.kpi.one_issue import OneIssue, one_issue
from sim.scenario.model import Channel, Concurrency, Desk
from tests.kpi.shops import shop, team
from tests.record.by_hand import done, given_up, issue, lost, piece, record, waiting

OFFICE = Path(__file__).resolve().parents[1] / "golden" / "scenarios" / "office.yaml"
CHANNELS = {
    "phone": Channel(cost_per_contact=0.5, expected_reply_s=10.0),
    "email": Channel(kind="deferred", cost_per_contact=0.1),
}
SHOP = shop(
    CHANNELS,
    tasks={"back": Desk(cost_per_task=2.0)},
    teams={"care": team(wage_per_h=36.0, puts_aside=("email",))},
)
NAN = float("nan")
NAMES = {"channels": tuple(CHANNELS), "desks": ("back",)}


def look(issues: list, contacts: list, tasks: list | None = None) -> OneIssue:
    return one_issue(record(issues, contacts, tasks, **NAMES), SHOP, 0)


def test_issues_looked_at_alone_add_up_to_the_measures() -> None:
    one = one_replication(sim.load(OFFICE))
    chosen = [one_issue(*one, number) for number in range(len(one.record.issues))]
    measured = [each for each in chosen if each.measured]
    kpis = measure(*one)
    assert len(measured) == kpis["demand.issues"].value
    assert sum(each.satisfied for each in measured) == pytest.approx(
        kpis["satisfaction.csat"].numerator
    )
    assert np.mean([each.score for each in measured]) == pytest.approx(
        kpis["satisfaction.score"].value
    )
    assert any(each.broken for each in measured)
    assert not all(each.over for each in measured)


def test_what_was_waited_for_and_paid() -> None:
    found = look(
        [issue(0, met_at=500.0, acknowledged_at=40.0)],
        [lost(0, 0, 20, ABANDONED), done(0, 30, 40, 90, number=1, freed_at=100, promised_at=600)],
        [done(0, 90, 300, 400, queue=2), {"issue": 0, "opened_at": 90, "queue": 2, "state": LOST}],
    )
    assert (found.waited_s, found.expected_s, found.answered, found.over) == (40, 10, True, True)
    assert (found.contacts, found.kept, found.broken) == (2, True, False)
    assert (found.hands_s, found.exact) == (160.0, True)
    assert found.wages == pytest.approx(1.6)
    assert found.fees == pytest.approx(2 * 0.5 + 2.0)


def test_open_until_the_cap_and_never_answered() -> None:
    found = look([issue(100)], [waiting(0, 100)])
    assert (found.judged_s, found.waited_s) == (3600, 3600)
    assert not found.over
    assert not found.answered
    assert (found.hands_s, found.wages, found.exact) == (0.0, 0.0, True)
    assert found.score == pytest.approx(4.2 - 1.8 - 3 * 0.35)


def test_the_work_is_that_of_all_pieces() -> None:
    """A call passed on from care to the more expensive experts; a mail put aside, still in hand."""
    dear = {"care": team(wage_per_h=36.0, puts_aside=("email",)), "experts": team(wage_per_h=72.0)}
    day = record(
        [issue(0, contacts=2)],
        [
            done(0, 0, 30, 290, taken_at=190, agent=1, team=1, requeues=1, transfers=1),
            done(0, 0, 400, NAN, taken_at=7000, number=1, queue=1, state=WORKING, freed_at=NAN),
        ],
        pieces=[piece(0, 30, 90, PASSED_ON), piece(1, 400, 500, INTERRUPTED)],
        teams_of_agents=(0, 1),
        teams=tuple(dear),
        **NAMES,
    )
    found = one_issue(day, shop(CHANNELS, tasks={"back": Desk()}, teams=dear), 0)
    assert (found.hands_s, found.exact) == (60 + 100 + 100 + 200, True)
    assert found.wages == pytest.approx((60 + 100 + 200) / 100 + 100 / 50)


@pytest.mark.parametrize(
    ("begun", "exact"), [(8.0, False), (9.0, True)], ids=["beside", "one after the other"]
)
def test_time_in_hand_is_rough_when_something_else_was_in_hand(begun: float, exact: bool) -> None:
    chats = shop(teams={"care": team(concurrency=Concurrency(contacts=2))})
    day = record(
        [issue(0, met_at=9), issue(0)],
        [done(0, 0, 0, 9), done(1, 0, begun, NAN, state=WORKING, freed_at=NAN)],
    )
    found = one_issue(day, chats, 0)
    assert (found.hands_s, found.exact) == (9.0, exact)


def test_nothing_is_expected_of_a_deferred_channel_that_says_nothing() -> None:
    found = look([given_up(0, 60, channel=1)], [waiting(0, 0, queue=1)])
    assert math.isnan(found.expected_s)


def test_outside_the_window() -> None:
    assert not look([issue(4000)], [waiting(0, 4000)]).measured
