"""Distributions over time and over issues, of records made by hand."""

from __future__ import annotations

import numpy as np
import pytest

import sim
from sim.codes import ABANDONED, HANDED_BACK, IGNORED, LOST, PASSED_ON
from sim.kpi import distributions, measure
from sim.record import Record
from sim.scenario.model import Desk
from tests.kpi.shops import shop
from tests.record.by_hand import done, issue, lost, piece, record, waiting

OFFICE = {"office": Desk()}


def hour_of_calls() -> Record:
    """The hour from 1,000 s to 4,600 s, until 9,000 s."""
    contacts = [
        done(0, 0, 500, 1100),  # 100 s in the window in hand
        done(1, 900, 1100, 1700),  # waits for 100 s of it, then 600 s
        lost(2, 1050, 1450, ABANDONED),  # waits for 400 s, never taken up
        lost(2, 2000, 2000, IGNORED),
        {**done(3, 3000, 3000, 4800), "taken_at": 4000},  # 200 s, passed on, 800 s, then 800 s
        waiting(4, 4500),  # waits for 100 s; nobody comes
    ]
    pieces = [piece(4, 3000, 3200, PASSED_ON)]
    tasks = [
        done(0, 1000, 2800, 4600, queue=1),
        {**waiting(1, 30, queue=1), "state": LOST},
    ]
    issues = [issue(1000.0 + t) for t in range(5)]
    return record(
        issues, contacts, tasks, pieces=pieces, desks=("office",), window=(1000.0, 4600.0, 9000.0)
    )


def test_shares_of_time_in_which_so_many_wait() -> None:
    of = distributions(hour_of_calls(), shop(tasks=OFFICE))
    # 1000-1050: 1; 1050-1100: 2; 1100-1450: 1; 3200-4000: 1; 4500-4600: 1.
    assert of["phone.waiting"] * 3600 == pytest.approx([2250, 1300, 50])
    assert of["phone.waiting_mean"] * 3600 == pytest.approx(1400)
    assert (of["phone.waiting_p50"], of["phone.waiting_p90"], of["phone.waiting_p99"]) == (0, 1, 2)
    assert of["phone.waiting_max"] == 2
    # 1000-1700 and 3000-3200, 4000-4600.
    assert of["phone.in_hand"] * 3600 == pytest.approx([2100, 1500])
    assert of["tasks.office.waiting"] == pytest.approx([0.5, 0.5])
    assert of["tasks.office.in_hand"] == pytest.approx([0.5, 0.5])
    # All of one team: the task is in hand from 2800 on.
    assert of["teams.care.in_hand"] * 3600 == pytest.approx([1100, 1700, 800])


def test_work_is_what_agents_did_from_then_on() -> None:
    of = distributions(hour_of_calls(), shop(tasks=OFFICE))
    # 100 s with 600 s to come, 800 s with the 800 s of the last piece; the others none.
    assert of["phone.work_waiting_s"] * 3600 == pytest.approx(100 * 600 + 800 * 800)
    # What is left: of the first call 100 s on average 50 s; 600 s on average 300 s; the last one
    # has 800 s besides while 200 s (on average 100 s) are done, and 600 s with 500 s on average.
    in_hand = 100 * 50 + 600 * 300 + 200 * (100 + 800) + 600 * 500
    assert of["phone.work_left_s"] * 3600 == pytest.approx(100 * 600 + 800 * 800 + in_hand)
    assert of["tasks.office.work_waiting_s"] == pytest.approx(0.5 * 1800)


def test_contacts_of_issues_up_to_the_judgement() -> None:
    of = distributions(hour_of_calls(), shop(tasks=OFFICE))["demand.contacts"]
    assert of == pytest.approx([0.0, 4 / 5, 1 / 5])  # two for the third, of which one was ignored
    # Met at 2,000 s: what is said later is not counted.
    issues = [issue(1000.0, met_at=2000.0)]
    contacts = [done(0, 1000, 1100, 2000), done(0, 2500, 2500, 2600)]
    met = record(issues, contacts, window=(1000.0, 4600.0, 5000.0))
    assert distributions(met, shop())["demand.contacts"] == pytest.approx([0.0, 1.0])
    nobody = record([], [])
    assert np.isnan(distributions(nobody, shop())["demand.contacts"]).all()
    assert distributions(nobody, shop())["phone.waiting"].tolist() == [1.0]


def test_work_handed_back_waits_again() -> None:
    contacts = [{**done(0, 0, 0, 3600), "taken_at": 3000}]
    pieces = [piece(0, 0, 600, HANDED_BACK), piece(0, 1200, 1800, HANDED_BACK)]
    of = distributions(record([issue(0)], contacts, pieces=pieces), shop())
    assert of["phone.waiting"] == pytest.approx([0.5, 0.5])
    assert of["phone.work_waiting_s"] * 3600 == pytest.approx(600 * 1200 + 1200 * 600)


def test_measures_are_those_of_the_distributions_and_only_where_asked_for() -> None:
    plain = shop(tasks=OFFICE)
    asking = plain.model_copy(update={"distributions": ("contacts", "numbers", "work")})
    before, after = measure(hour_of_calls(), plain), measure(hour_of_calls(), asking)
    new = {name: value.value for name, value in after.items() if name not in before}
    assert repr({name: after[name] for name in before}) == repr(before)
    of = distributions(hour_of_calls(), plain)
    for word in ("waiting_p50", "waiting_p99", "waiting_max", "work_waiting_s", "work_left_s"):
        assert new[f"phone.{word}"] == of[f"phone.{word}"]
        assert new[f"tasks.office.{word}"] == of[f"tasks.office.{word}"]
    assert new["phone.nobody_waits_share"] == of["phone.waiting"][0]
    assert new["phone.mean_in_hand"] == of["phone.in_hand_mean"]
    shares = [
        new[f"demand.contacts_{number}_share"] for number in ("0", "1", "2", "3", "4_or_more")
    ]
    assert shares == pytest.approx([0.0, 0.8, 0.2, 0.0, 0.0])
    only = plain.model_copy(update={"distributions": ("work",)})
    names = set(measure(hour_of_calls(), only)) - set(before)
    assert names == {
        f"{q}.{w}_s" for q in ("phone", "tasks.office") for w in ("work_waiting", "work_left")
    }


def test_a_result_has_a_row_for_each_replication() -> None:
    result = sim.run("phone-queue", replications=2, engine="simpy", keep_records=True)
    of = sim.distributions(result)
    assert of["phone.waiting"].shape[0] == 2
    assert of["phone.waiting_p90"].shape == (2,)
    assert of["phone.waiting"].sum(axis=1) == pytest.approx([1.0, 1.0])
    one = sim.distributions(result.records[1], result.resolved)
    assert (
        of["phone.waiting"][1][: len(one["phone.waiting"])].tolist()
        == one["phone.waiting"].tolist()
    )
