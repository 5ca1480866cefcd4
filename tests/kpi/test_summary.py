"""Summaries for charts: by hand, and against the measures of whole runs."""

from __future__ import annotations

import numpy as np
import pytest

import sim
from sim.codes import ABANDONED, TURNED_AWAY
from sim.kpi import by_hour, measure
from sim.kpi.summary import BLOCK_H, ENDS, FUNNEL, LATENESS_H, RESOLUTION_S, WAITS_S, summarise
from sim.record import Record
from sim.scenario.model import Scenario
from tests.kpi.shops import shop
from tests.record import by_hand
from tests.record.by_hand import done, given_up, issue, lost


@pytest.fixture(scope="module")
def week() -> tuple[Record, Scenario]:
    settings = ["clock.length=3 weeks", "clock.warm_up=1 week", "clock.run_out=1 week"]
    result = sim.run(
        "weekend-coverage", set=settings, replications=1, engine="simpy", keep_records=True
    )
    return result.records[0], result.resolved


def share(summary: dict, name: str, at: int) -> float:
    pair = summary[name]
    return float(pair.numerator[at] / pair.denominator[at])


def test_five_calls_by_hand() -> None:
    summary = summarise(by_hand.five_contact_day(), shop())
    assert summary["funnel"].denominator.tolist() == [5.0] * len(FUNNEL)
    assert summary["funnel"].numerator.tolist() == [5, 5, 3, 2, 2, 2]
    assert dict(zip(ENDS, summary["ends"].numerator.tolist(), strict=True)) == {
        "first_contact": 2, "one_contact": 0, "more_contacts": 0, "denied": 1, "given_up": 2,
        "lost": 0, "open": 0,
    }  # fmt: skip
    by = np.searchsorted(RESOLUTION_S, 301.0)  # one need is met after 300 s, one after 500 s
    assert share(summary, "resolution", 0) == 1.0
    assert share(summary, "resolution", by) == 0.8
    assert share(summary, "resolution", -1) == 0.6
    # Waits of 0, 260, 15, 100 and 10 s.
    assert share(summary, "waits.phone", 0) == 0.8
    assert share(summary, "waits.phone", np.searchsorted(WAITS_S, 90.0)) == 0.4
    assert share(summary, "waits.phone", -1) == 0.0


def test_who_never_gets_through_is_in_no_queue() -> None:
    record = by_hand.record(
        [given_up(0, 100), given_up(10, 200)],
        [lost(0, 0, 0, TURNED_AWAY), lost(1, 10, 200, ABANDONED)],
    )
    assert summarise(record, shop())["funnel"].numerator.tolist() == [2, 1, 0, 0, 0, 0]


def test_promises_are_met_before_and_after_their_time() -> None:
    late, early, never = 1800.0 + 2 * 3600.0, 1800.0 - 1200.0, float("nan")
    record = by_hand.record(
        [issue(0, met_at=late), issue(0, met_at=early), issue(0)],
        [done(n, 0, 0, 60, promised_at=1800.0) for n in range(3)],
        window=(0.0, 3600.0, 20000.0),
    )
    summary = summarise(record, shop())
    assert never != never
    assert share(summary, "lateness", list(LATENESS_H).index(-1)) == 0.0
    assert share(summary, "lateness", list(LATENESS_H).index(0)) == pytest.approx(1 / 3)
    assert share(summary, "lateness", list(LATENESS_H).index(2)) == pytest.approx(2 / 3)
    assert share(summary, "lateness", -1) == pytest.approx(2 / 3)


def test_it_agrees_with_the_measures(week: tuple[Record, Scenario]) -> None:
    record, scenario = week
    summary, measured = summarise(record, scenario), measure(record, scenario)
    value = {name: one.value for name, one in measured.items()}
    assert share(summary, "funnel", 2) == value["resolution.acknowledged_share"]
    assert share(summary, "funnel", 3) == value["resolution.met_share"]
    assert share(summary, "funnel", 4) == value["resolution.one_contact_share"]
    assert share(summary, "funnel", 5) == value["resolution.first_contact_share"]
    assert share(summary, "ends", ENDS.index("denied")) == value["resolution.denied_share"]
    assert (
        share(summary, "lateness", list(LATENESS_H).index(0)) == value["resolution.promises_kept"]
    )
    assert share(summary, "resolution", -1) == pytest.approx(value["resolution.unresolved_share"])
    assert summary["ends"].numerator.sum() == value["demand.issues"]
    met_h = summary["week.met_h"]
    assert met_h.denominator.sum() == value["demand.issues"]
    assert met_h.numerator.sum() / met_h.denominator.sum() == pytest.approx(
        value["resolution.mean_h"]
    )
    busy = summary["week.occupancy.care"]
    assert busy.numerator.sum() / busy.denominator.sum() == pytest.approx(
        value["teams.care.occupancy"]
    )


def test_curves_fall_and_steps_narrow(week: tuple[Record, Scenario]) -> None:
    summary = summarise(*week)
    for name in ("resolution", "waits.phone", "waits.email", "funnel"):
        assert (np.diff(summary[name].numerator) <= 0).all(), name
    assert (np.diff(summary["lateness"].numerator) >= 0).all()


def test_the_week_adds_up_what_goes_on(week: tuple[Record, Scenario]) -> None:
    record, scenario = week
    summary, hourly = summarise(record, scenario), by_hour(record, scenario)
    waiting = sum(hourly[f"{channel}.mean_queue"] for channel in ("social", "email", "phone"))
    np.testing.assert_allclose(summary["week.waiting"].numerator, waiting)
    assert len(summary["week.met_h"].numerator) * BLOCK_H == len(waiting)
    needs = summary["week.needs"]
    assert (needs.numerator / 3600.0).sum() == measure(record, scenario)["demand.issues"].value
