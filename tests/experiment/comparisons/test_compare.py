"""Experiments: seeds, pairing, shares of work, and what is refused."""

from __future__ import annotations

import json
import os
from typing import Any

import numpy as np
import pytest

from sim.experiment.comparisons.compare import compare, run
from sim.experiment.conditions import Conditions
from sim.experiment.errors import RequestError, WorkerError
from tests.experiment import tiny
from tests.experiment.tiny import FILE, WAIT, nobody

LEVEL = "chat.service_level"
SHORT = "the measured window is 0.143 weeks long: days of the week count unequally"


def conditions(**changes: Any) -> Conditions:
    return tiny.conditions(**{"replications": 8, **changes})


def test_a_run_has_a_value_for_each_replication() -> None:
    result = run(FILE, "more", (), conditions())
    assert (result.scenario, result.variant, result.seed) == ("tiny", "more", 1)
    assert result.replications == 8
    assert result.values[WAIT].shape == (8,)
    assert len(set(result.values[WAIT])) == 8
    estimate = result.kpis[WAIT]
    assert estimate.mean == pytest.approx(result.values[WAIT].mean())
    assert estimate.low < estimate.mean < estimate.high
    assert estimate.unit == "s"


def test_twenty_replications_unless_told() -> None:
    assert run(FILE, None, (), conditions(replications=None)).replications == 20


def test_the_seed_is_that_of_the_scenario_unless_told() -> None:
    own = run(FILE, None, ["seed=7"], conditions())
    told = run(FILE, None, ["seed=7"], conditions(seed=1))
    assert (own.seed, told.seed) == (7, 1)
    assert (own.values[WAIT] != told.values[WAIT]).all()
    np.testing.assert_array_equal(told.values[WAIT], run(FILE, None, (), conditions()).values[WAIT])


@pytest.mark.parametrize("workers", [2, 3])
def test_the_number_of_workers_changes_no_byte(workers: int) -> None:
    alone = compare(FILE, conditions=conditions(workers=1))
    shared = compare(FILE, conditions=conditions(workers=workers))
    assert shared.to_json() == alone.to_json()
    for name, run_ in alone.runs.items():
        assert shared.runs[name].sample.table.tobytes() == run_.sample.table.tobytes()


def test_more_replications_keep_the_first_ones() -> None:
    few, many = (run(FILE, None, (), conditions(replications=n)) for n in (3, 9))
    np.testing.assert_array_equal(many.values[WAIT][:3], few.values[WAIT])


def test_variants_face_the_same_customers() -> None:
    result = compare(FILE, ["more", "same"], conditions=conditions())
    assert list(result.runs) == ["as_is", "more", "same"]
    same = result.differences["same"][WAIT]
    assert (same.mean, same.low, same.high) == (0.0, 0.0, 0.0)
    came = result.differences["more"]["demand.issues"]
    assert (came.mean, came.low, came.high) == (0.0, 0.0, 0.0)
    more, values = result.differences["more"][WAIT], result.values
    assert more.mean == pytest.approx((values["more"][WAIT] - values["as_is"][WAIT]).mean())
    assert result.verdict("more", WAIT) == "better"
    assert result.verdict("more", "cost.total") == "worse"
    assert result.verdict("same", "cost.total") == "no difference shown"


def test_a_comparison_equals_the_runs_it_is_made_of() -> None:
    together = compare(FILE, conditions=conditions())
    assert list(together.runs) == ["as_is", *FILE.variants]
    for name in together.runs:
        alone = run(FILE, name, (), conditions())
        assert together.runs[name].sample.table.tobytes() == alone.sample.table.tobytes()


def test_the_baseline_takes_part_unasked_and_first() -> None:
    assert list(compare(FILE, ["more"], conditions=conditions()).runs) == ["as_is", "more"]


def test_a_what_if_changes_the_baseline_and_wins_over_set() -> None:
    set_, bold = "teams.care.wage=50 USD/h", "teams.care.wage=80 USD/h"
    result = compare(FILE, [], [f"bold: {bold}"], [set_], conditions())
    assert result.runs["as_is"].kpis["cost.wages"].mean == 400.0
    assert result.runs["bold"].kpis["cost.wages"].mean == 640.0
    assert result.runs["bold"].overrides == (set_, bold)


def test_differences_are_those_of_shared_kpis() -> None:
    result = compare(FILE, ["quiet"], conditions=conditions())
    here, there = (set(result.runs[name].kpis) for name in ("as_is", "quiet"))
    assert LEVEL in here - there
    assert set(result.differences["quiet"]) == there


def test_undefined_replications_are_counted() -> None:
    result = run(FILE, None, (), conditions())
    values = result.values[LEVEL]
    assert np.isnan(values).tolist() == (result.values["chat.offered"] == 0.0).tolist()
    assert result.sample.undefined()[LEVEL] == np.isnan(values).sum() == 1
    assert result.kpis[LEVEL].mean == pytest.approx(np.nanmean(values))


def test_json_has_the_stated_shape_and_no_infinite_number() -> None:
    result = compare(FILE, ["more"], conditions=conditions(replications=1))
    data = json.loads(result.to_json(), parse_constant=pytest.fail)
    assert list(data) == [
        "scenario", "baseline", "seed", "replications", "engine", "version", "variants",
        "differences", "not_shown_worse", "best",
    ]  # fmt: skip
    assert data["differences"]["more"]["cost.wages"] == {
        "mean": 160.0,
        "low": None,
        "high": None,
        "unit": "USD",
        "shown": "not known",
        "pairing": {"correlation": None, "factor": None},
    }
    assert (data["not_shown_worse"], data["best"]) == ({}, None)
    single = json.loads(result.runs["more"].to_json())
    assert list(single) == [
        "scenario", "variant", "seed", "replications", "engine", "version", "kpis",
    ]  # fmt: skip
    assert single["kpis"] == data["variants"]["more"]["kpis"]


def test_frames_hold_every_replication() -> None:
    result = compare(FILE, ["more"], conditions=conditions())
    frame = result.to_frame()
    assert frame.index.names == ["variant", "replication"]
    assert frame.shape == (16, len(result.runs["more"].kpis))
    np.testing.assert_array_equal(
        frame.loc["more", "cost.total"], result.runs["more"].values["cost.total"]
    )


def test_what_is_doubtful_is_told_of_the_first_replication() -> None:
    assert run(FILE, None, (), conditions(workers=2)).notes == (SHORT,)


def test_a_result_knows_what_its_variant_plans_to_pay_for() -> None:
    assert run(FILE, "more", (), conditions(replications=1)).planned == (112.0, 2240.0)


def test_records_are_handed_over() -> None:
    kept: dict[tuple[str, int], int] = {}

    def keep(variant: str, replication: int, record: Any) -> None:
        kept[variant, replication] = len(record.issues)

    asked = conditions(replications=3, workers=2, on_record=keep)
    result = compare(FILE, ["more"], conditions=asked)
    assert kept == {
        (name, number): run.values["demand.issues"][number]
        for name, run in result.runs.items()
        for number in range(3)
    }


def test_progress_counts_up_to_the_end() -> None:
    told: list[tuple[int, int]] = []
    run(FILE, None, (), conditions(progress=lambda *numbers: told.append(numbers)))
    assert told == [(number, 8) for number in range(9)]


def fail(record: Any, scenario: Any, replication: int) -> None:
    if replication == 3:
        raise ArithmeticError("the books do not balance")


def die(record: Any, scenario: Any, replication: int) -> None:
    if replication == 3:
        os._exit(9)


def test_errors_and_deaths_in_workers_reach_the_caller() -> None:
    with pytest.raises(ArithmeticError, match="do not balance"):
        run(FILE, None, (), conditions(workers=2, on_record=nobody, digest=fail))
    with pytest.raises(WorkerError, match="without an answer"):
        run(FILE, None, (), conditions(workers=2, on_record=nobody, digest=die))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"seed": -1}, "a seed is a whole number"),
        ({"replications": 0}, "replications: at least 1, not 0"),
        ({"workers": 0}, "workers: at least 1, not 0"),
        ({"engine": "fast"}, "engine: one of auto, simpy, compiled, not 'fast'"),
    ],
)
def test_conditions_that_make_no_sense(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(RequestError, match=message):
        Conditions(**changes)


def test_a_comparison_needs_two_variants() -> None:
    with pytest.raises(RequestError, match="nothing to compare 'as_is' with"):
        compare(FILE, [], conditions=conditions())
