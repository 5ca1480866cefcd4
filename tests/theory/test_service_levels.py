"""Each definition of the service level, and each threshold, is that of Erlang A."""

from __future__ import annotations

from pathlib import Path

import numpy as np

import sim
from tests.theory.exact.erlang import erlang_a
from tests.theory.replications import assert_means

PAGE = Path(__file__).with_name("service_levels.yaml")
SERVERS, RATE, WORK, PATIENCE = 3, 0.8, 4.0, 2.0  # minutes


def exact(within_s: float) -> dict[str, float]:
    return erlang_a(SERVERS, RATE, WORK, PATIENCE, within=within_s / 60.0)


def test_service_levels_are_those_of_erlang_a() -> None:
    target, short = exact(30.0), exact(10.0)
    in_time, gone = target["p_served_within_T"], target["p_abandon_within_T"]
    expected = {
        "service_level_offered": in_time,
        "service_level_answered": target["sl_of_served"],
        "service_level": in_time / (1.0 - short["p_abandon_within_T"]),
        "service_level_with_abandons_in_time": in_time + gone,
        "answered_within_5s": exact(5.0)["p_served_within_T"],
        "answered_within_1min": exact(60.0)["p_served_within_T"],
        "answered_within_3min": exact(180.0)["p_served_within_T"],
        "answered_within_3min_open": exact(180.0)["p_served_within_T"],
        "first_response_mean_open_h": target["mean_wait_served"] / 60.0,
    }
    result = sim.run(PAGE, replications=12, seed=23)
    table = dict(zip(result.sample.names, np.asarray(result.sample.table).T, strict=True))
    columns = [table[f"phone.{name}"] for name in expected]
    assert_means(np.column_stack(columns), list(expected.values()), sharp=0.05)
    assert (
        table["phone.service_level"] == table["phone.service_level_without_short_abandons"]
    ).all()
    assert gone - short["p_abandon_within_T"] > 0.02  # the definitions can be told apart
