"""Exact results that are no measures, but follow from shares or records."""

from __future__ import annotations

from math import exp

import numpy as np

import sim
from sim.experiment.results import RunResult
from sim.time_units import HOUR
from tests.theory.cases import CASES
from tests.theory.check import FILES
from tests.theory.replications import assert_means


def ran(name: str, replications: int, **changes: str) -> RunResult:
    return sim.run(
        FILES / f"{name}.yaml",
        replications=replications,
        seed=5,
        engine="simpy",
        keep_records=True,
        set={f"clock.{key}": value for key, value in changes.items()},
    )


def test_the_wait_that_was_offered_follows_from_shares() -> None:
    """Who still waits then is patient beyond it, whatever wait was offered: two chances that
    multiply. Who is gone by then was answered, or gave up."""
    case = CASES["A_c10_lam2_th0.2"]
    result = ran(case.id, 16, length="8 days")
    table = dict(zip(result.sample.names, np.asarray(result.sample.table).T, strict=True))
    answered = table["phone.service_level_offered"]
    given_up = 1.0 - answered / table["phone.service_level"]
    patient = exp(-case.results["T"] / case.params["mean_patience"])
    offered = (1.0 - answered - given_up) / patient
    assert_means(offered[:, None], [case.results["p_offered_wait_gt_T"]], sharp=0.1)


def test_work_left_in_hand_follows_from_records() -> None:
    """On average over time, which is what an arrival sees (Poisson arrivals)."""
    case = CASES["PRG_social_first"]
    spread = sim.distributions(ran(case.id, 16, length="4 weeks"))
    left_min = (spread["phone.work_left_s"] - spread["phone.work_waiting_s"]) / 60.0
    assert_means(left_min[:, None], [case.results["mean_residual"]], sharp=0.1)


def test_numbers_at_the_ends_of_hours_are_counted_in_records() -> None:
    case = CASES["TV_A_c10"]
    hours = case.results["hourly"]
    present, waiting = [], []
    for record in ran(case.id, 100).records:
        rows = record.contacts
        opened, gone = rows["opened_at"], rows["ended_at"]
        answered = np.fmin(rows["answered_at"], gone)
        ends = [(hour + 1) * HOUR for hour in range(len(hours))]
        present.append([np.sum((opened <= end) & ~(gone <= end)) for end in ends])
        waiting.append([np.sum((opened <= end) & ~(answered <= end)) for end in ends])
    assert_means(present, [hour["end_mean_in_system"] for hour in hours], sharp=0.6)
    busy = slice(1, 9)  # few wait in the others
    queues = [hour["end_mean_queue"] for hour in hours]
    assert_means(np.array(waiting)[:, busy], queues[busy], sharp=1.0)
