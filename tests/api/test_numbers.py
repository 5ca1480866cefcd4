"""Numbers to work with: estimates at any confidence, differences as a table, the nearest names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

import sim
from sim.experiment.errors import RequestError
from sim.experiment.results import CompareResult, RunResult
from tests.experiment.tiny import FILE, WAIT


def test_the_standard_error_is_that_of_the_mean(done: RunResult) -> None:
    found = done.estimates()[WAIT]
    values = done.values[WAIT]
    assert found.standard_error == pytest.approx(values.std(ddof=1) / np.sqrt(len(values)))
    assert (found.unit, found.confidence, found.replications) == ("s", 0.95, 6)
    assert found[:4] == done.kpis[WAIT]


def test_at_more_confidence_intervals_are_wider(done: RunResult) -> None:
    usual, surer = done.estimates()[WAIT], done.estimates(confidence=0.99)[WAIT]
    assert surer.mean == usual.mean
    assert surer.standard_error == pytest.approx(usual.standard_error)
    # Student's quantiles with five degrees of freedom
    assert usual.high - usual.mean == pytest.approx(2.5706 * usual.standard_error, rel=1e-4)
    assert surer.high - surer.mean == pytest.approx(4.0321 * usual.standard_error, rel=1e-4)


def test_an_interval_that_is_cut_keeps_its_standard_error(done: RunResult) -> None:
    cut = {
        name: one
        for name, one in done.estimates(0.999).items()
        if one.unit == "share" and one.high == 1.0 and one.mean < 1.0
    }
    assert cut
    for name, one in cut.items():
        values = done.values[name]
        error = np.nanstd(values, ddof=1) / np.sqrt(np.isfinite(values).sum())
        assert one.standard_error == pytest.approx(error)


def test_estimates_as_a_table(done: RunResult) -> None:
    frame = done.estimates_frame(confidence=0.9)
    assert list(frame.index) == list(done.kpis)
    assert frame.loc[WAIT, "low"] == done.estimates(0.9)[WAIT].low
    assert frame.loc["satisfaction.csat", "better"] == "higher"
    assert frame.loc[WAIT, "better"] == "lower"
    assert set(frame["confidence"]) == {0.9}


@pytest.mark.parametrize("confidence", [0.0, 1.0, 95, -0.5, float("nan")])
@pytest.mark.parametrize(
    "of",
    [
        lambda run, _, c: run.estimates(c),
        lambda run, _, c: run.estimates_frame(confidence=c),
        lambda _, compared, c: compared.differences_frame(confidence=c),
        lambda _, compared, c: compared.simultaneous(WAIT, c),
    ],
)
def test_another_confidence_is_refused(
    of: Callable[[Any, Any, float], object],
    confidence: float,
    done: RunResult,
    compared: CompareResult,
) -> None:
    with pytest.raises(RequestError, match=r"^confidence: between 0 and 1, as in 0\.99, not "):
        of(done, compared, confidence)


@pytest.fixture(scope="module")
def frame(compared: CompareResult) -> pd.DataFrame:
    return compared.differences_frame()


def test_differences_are_those_of_the_result(frame: pd.DataFrame, compared: CompareResult) -> None:
    pairs = [(v, kpi) for v, found in compared.differences.items() for kpi in found]
    assert list(frame.index) == pairs
    for variant, kpi in pairs:
        row, one = frame.loc[(variant, kpi)], compared.differences[variant][kpi]
        np.testing.assert_array_equal([row["mean"], row["low"], row["high"]], one[:3])
        at_once = compared.simultaneous(kpi)[variant]
        ends = [row["simultaneous_low"], row["simultaneous_high"]]
        np.testing.assert_array_equal(ends, [at_once.low, at_once.high])
        assert row["verdict"] == compared.verdict(variant, kpi)
        pairing = [row["correlation"], row["pairing_factor"]]
        np.testing.assert_array_equal(pairing, compared.pairings[variant][kpi])


def test_the_standard_error_of_a_difference_is_paired(
    frame: pd.DataFrame, compared: CompareResult
) -> None:
    apart = compared.values["more"][WAIT] - compared.values["as_is"][WAIT]
    error = apart.std(ddof=1) / np.sqrt(len(apart))
    assert frame.loc[("more", WAIT), "standard_error"] == pytest.approx(error)


def test_intervals_for_all_variants_are_wider(frame: pd.DataFrame) -> None:
    row = frame.loc[("more", WAIT)]
    assert row["simultaneous_low"] < row["low"] < row["high"] < row["simultaneous_high"]


def test_verdicts_follow_the_confidence(compared: CompareResult) -> None:
    seen = [
        set(compared.differences_frame([WAIT], confidence).loc[["more", "most"], "verdict"])
        for confidence in (0.95, 1 - 1e-12)
    ]
    assert seen[0] == {"better"}
    assert seen[1] == {"no difference shown"}


def test_only_the_measures_that_are_asked_for(compared: CompareResult) -> None:
    frame = compared.differences_frame([WAIT])
    assert set(frame.index.get_level_values("measure")) == {WAIT}
    assert list(frame.index.get_level_values("variant")) == ["more", "most", "quiet"]
    assert len(compared.differences_frame([])) == 0


# -- names -------------------------------------------------------------------------------------


@pytest.mark.parametrize("of", ["kpis", "values", "measures", "ratios"])
def test_the_nearest_measure_is_named(of: str, done: RunResult) -> None:
    with pytest.raises(KeyError) as caught:
        getattr(done, of)["phone.servce_level"]
    assert str(caught.value) == (
        "there is no measure 'phone.servce_level' here; did you mean 'phone.service_level'?"
    )


@pytest.mark.parametrize("of", ["differences", "ratio_differences", "pairings", "values"])
def test_the_nearest_variant_is_named(of: str, compared: CompareResult) -> None:
    with pytest.raises(KeyError, match=r"there is no variant 'quite' here; did you mean 'quiet'\?"):
        getattr(compared, of)["quite"]
    with pytest.raises(KeyError, match=r"did you mean 'phone\.service_level'\?"):
        getattr(compared, of)["more"]["phone.service_levle"]


def test_measures_that_are_asked_for_have_to_be_there(compared: CompareResult) -> None:
    for ask in (compared.simultaneous, lambda kpi: compared.differences_frame([kpi])):
        with pytest.raises(KeyError, match=r"did you mean 'cost\.total'"):
            ask("cost.totl")


def test_what_is_near_nothing_is_told_what_there_is(done: RunResult) -> None:
    with pytest.raises(KeyError, match=r"there is no measure '5' here; known: demand\.issues, "):
        done.kpis[5]  # type: ignore[index]


def test_results_by_name_are_mappings(done: RunResult) -> None:
    found = done.kpis
    assert found == dict(found)
    assert {**found} == dict(zip(found.keys(), found.values(), strict=True))
    assert WAIT in found
    assert "phone.wait" not in found
    assert found.get("phone.wait") is None
    assert found.get("phone.wait", 7) == 7
    assert found.get(WAIT) == found[WAIT]
    assert len(found) == len(list(found))
    with pytest.raises(TypeError):
        found[WAIT] = found[WAIT]  # type: ignore[index]


def test_results_by_name_are_told_briefly(done: RunResult) -> None:
    assert repr(done.kpis).startswith(f"{len(done.kpis)} by measure: demand.issues, ")
    assert len(repr(done.values)) < 300


def test_one_replication_has_no_standard_error() -> None:
    found = sim.run(FILE, replications=1, engine="simpy", workers=1).estimates()[WAIT]
    assert np.isfinite(found.mean)
    assert np.isnan([found.low, found.high, found.standard_error]).all()
