"""Precision that is asked for, differences that matter, and intervals that hold together."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.experiment.comparisons.compare import compare, run
from sim.experiment.comparisons.precision import Wanted, decide, precision_of, sentence
from sim.experiment.comparisons.stopping import Precise, Selected
from sim.experiment.errors import RequestError
from sim.experiment.results import Floats, Sample
from sim.experiment.results.selection import Aim, chosen
from sim.report.terminal.rankings import choice
from sim.scenario import ScenarioError
from sim.scenario.model.targets import in_unit
from sim.stats import ratio_intervals, simultaneous_intervals, verdict
from tests.experiment.tiny import FILE, WAIT, also, conditions

LEVEL = "chat.service_level"


@pytest.mark.parametrize("width", ["20%", "25 %", "30 s"])
def test_a_run_goes_on_until_it_is_precise(width: str) -> None:
    result = run(FILE, None, (), conditions(precision=f"{WAIT} {width}"))
    found = result.kpis[WAIT]
    target = 30.0 if "s" in width else float(width.rstrip("% ")) / 100.0 * found.mean
    assert found.half_width <= target
    assert 10 < result.replications < 1000
    earlier = run(FILE, None, (), conditions(replications=result.replications // 2))
    assert earlier.kpis[WAIT].half_width > target
    (told,) = [note for note in result.notes if "is known to" in note]
    assert f"after {result.replications} replications, as wanted" in told
    again = run(FILE, None, (), conditions(precision=f"{WAIT} {width}", workers=2))
    assert again.replications == result.replications


def test_it_ends_at_the_cap_and_says_so() -> None:
    result = run(FILE, None, (), conditions(precision=f"{WAIT} 0.1%", replications=15))
    assert result.replications == 15
    assert "after 15 replications, the most allowed; 0.1% would take about" in result.notes[-1]


def test_a_comparison_is_precise_about_its_differences() -> None:
    result = compare(FILE, ["more", "most"], conditions=conditions(precision=f"{WAIT} 25%"))
    base = result.runs["as_is"].kpis[WAIT].mean
    for name in ("more", "most"):
        assert result.differences[name][WAIT].half_width <= 0.25 * base
    assert result.runs["as_is"].notes[-1].startswith(f"each difference in {WAIT} is known to")


def test_what_does_not_vary_takes_no_more() -> None:
    result = run(FILE, None, (), conditions(precision="cost.wages 1%"))
    assert result.replications == 10
    assert "does not vary" in result.notes[-1]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("phone.mean_wait_s", "expected a measure and a half-width"),
        ("5%", "expected a measure and a half-width"),
        ("phone.mean_wait 5%", "there is no measure .*did you mean 'phone.mean_wait_s'?"),
        ("phone.mean_wait_s five", "is not a difference"),
        ("phone.mean_wait_s 3 USD", "does not go with the unit of the measure, s"),
        ("phone.mean_wait_s 0%", "above 0"),
    ],
)
def test_precisions_that_make_no_sense(text: str, message: str) -> None:
    with pytest.raises(RequestError, match=message):
        run(FILE, None, (), conditions(precision=text))


def test_a_measure_that_no_variant_has() -> None:
    with pytest.raises(RequestError, match="no variant has"):
        run(FILE, "quiet", (), conditions(precision=f"{LEVEL} 5%"))


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("30 min", "h", 0.5),
        ("0.5", "h", 0.5),
        ("2 %", "share", 0.02),
        ("2 days", "h", 48.0),
        ("500 USD", "USD", 500.0),
        ("0.2 USD", "USD per issue", 0.2),
        ("3 contacts", "contacts", 3.0),
    ],
)
def test_differences_in_the_unit_of_the_measure(text: str, unit: str, expected: float) -> None:
    assert in_unit(text, unit) == expected


def test_a_difference_may_be_smaller_than_matters(tmp_path: Path) -> None:
    asked = conditions(replications=20)
    result = compare(
        also(tmp_path, f"matters: {{{WAIT}: 1 h, cost.total: 1 USD}}"), ["more"], conditions=asked
    )
    assert result.verdict("more", WAIT) == "difference smaller than matters"
    assert result.verdict("more", "cost.total") == "worse"
    plain = compare(FILE, ["more"], conditions=asked)
    assert plain.verdict("more", WAIT) == "better"


@pytest.mark.parametrize(
    ("matters", "message"),
    [("{x.y: 1 s}", "no measure 'x.y'"), (f"{{{WAIT}: 1 USD}}", "the unit")],
)
def test_a_difference_that_matters_is_one_of_a_measure(
    matters: str, message: str, tmp_path: Path
) -> None:
    with pytest.raises(ScenarioError, match=rf"tiny.yaml:\d+:\d+: matters.*{message}"):
        compare(also(tmp_path, f"matters: {matters}"), ["more"], conditions=conditions())


def test_intervals_of_several_variants_hold_together() -> None:
    result = compare(FILE, ["more", "most"], conditions=conditions(replications=15))
    both = result.simultaneous(WAIT)
    table = np.stack([result.values[n][WAIT] - result.values["as_is"][WAIT] for n in both], axis=1)
    np.testing.assert_array_equal([e.low for e in both.values()], simultaneous_intervals(table).low)
    for name, estimate in both.items():
        assert estimate.half_width > 0.99 * result.differences[name][WAIT].half_width


def test_ratios_of_sums() -> None:
    result = run(FILE, None, (), conditions())
    sample = result.sample
    at = sample.columns[LEVEL]

    def column(table: Floats) -> Floats:
        return table[:, [at]]

    expected = ratio_intervals(column(sample.numerators), column(sample.denominators))
    found = result.ratios[LEVEL]
    assert found.mean == expected.mean[0]
    assert found.low == pytest.approx(expected.low[0], rel=1e-12)
    assert WAIT in result.ratios
    assert "cost.total" not in result.ratios


MEANS = {"as_is": 0.25, "more": 0.238, "most": 0.227}
"""Of variants that have chance of their own: the means of fifty waits."""

LEAD = 0.011


def values_of(seed: int) -> dict[str, Floats]:
    """A thousand replications of each variant."""
    rng = np.random.default_rng(seed)
    return {name: rng.gamma(50.0, mean / 50.0, 1000) for name, mean in MEANS.items()}


def test_the_best_is_selected_as_often_as_promised() -> None:
    right, taken = 0, []
    for seed in range(100):
        goal = Selected(Aim(WAIT, LEAD), "s", "lower", tuple(MEANS), cap=1000)
        values, n, more = values_of(seed), 0, goal.after([]).more
        while more:
            n += more
            samples = [sample_of_one(WAIT, of[:n]) for of in values.values()]
            more = goal.after(samples).more
        found = chosen(dict(zip(MEANS, samples, strict=True)), goal.aim, "s", "lower")
        assert found.more == 0
        assert found.n <= n < 1000
        assert all(10 <= after <= found.n for after in found.out_after.values())
        right += found.best == "most"
        taken.append(n)
    assert right >= 95
    assert 10 < np.mean(taken) < 300


def sample_of_one(kpi: str, values: Floats) -> Sample:
    """Of totals of one measure."""
    return Sample((kpi,), values[:, None], np.full((len(values), 1), np.nan))


def test_where_differences_do_not_vary_ten_are_enough() -> None:
    kpi = "cost.wages"
    result = compare(FILE, ["more", "most"], conditions=conditions(best=f"{kpi} 1 USD"))
    assert result.replications == 10
    told = json.loads(result.to_json())["best"]
    assert (told["variant"], told["measure"], told["replications"]) == ("as_is", kpi, 10)
    assert told["out_after"] == {"more": 10, "most": 10}
    kept = result.screened(kpi)
    assert kept is not None
    assert kept.variants == ("as_is",)


def test_the_number_of_workers_changes_no_selection() -> None:
    asked = f"{WAIT} 30 s"
    alone, shared = (
        compare(FILE, conditions=conditions(best=asked, workers=workers)) for workers in (1, 2)
    )
    assert alone.to_json() == shared.to_json()


def test_an_undecided_selection_ends_at_the_cap_and_says_so() -> None:
    asked = conditions(best=f"{WAIT} 0.0001 s", replications=12)
    result = compare(FILE, ["quiet"], conditions=asked)
    found = result.chosen
    assert found is not None
    assert (found.best, found.n, result.replications) == (None, 12, 12)
    assert len(found.running) > 1
    assert "not decided after 12 replications" in choice(found)


def test_the_lead_may_be_that_which_matters(tmp_path: Path) -> None:
    file = also(tmp_path, "matters: {cost.wages: 20 USD}")
    found = compare(file, ["more"], conditions=conditions(best="cost.wages")).chosen
    assert found is not None
    assert found.aim == ("cost.wages", 20.0)
    assert "ahead of all others by 20 USD or more" in choice(found)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"best": WAIT}, "what lead matters"),
        ({"best": "5 s"}, "expected a measure and the least difference"),
        ({"best": f"{WAIT} 0 s"}, "above 0"),
        ({"best": f"{WAIT} 3 USD"}, "does not go with the unit of the measure, s"),
        ({"best": "phone.mean_wait 1 s"}, "there is no measure"),
        ({"best": "demand.issues 5"}, "neither more nor less of demand.issues is better"),
        ({"best": f"{LEVEL} 1 %"}, "undefined in some replication"),
        ({"best": f"{WAIT} 1 s", "replications": 9}, "begins with 10 replications, not 9"),
        ({"best": f"{WAIT} 1 s", "precision": f"{WAIT} 5%"}, "one of the two"),
    ],
)
def test_selections_that_make_no_sense(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(RequestError, match=message):
        compare(FILE, ["more"], conditions=conditions(**changes))


def test_verdicts_are_those_of_the_intervals_that_hold_together() -> None:
    result = compare(FILE, conditions=conditions(replications=15))
    for name, kpis in result.differences.items():
        for kpi in kpis:
            found = result.simultaneous(kpi)[name]
            direction = result.runs[name].measures[kpi].direction
            assert result.verdict(name, kpi) == verdict(found.low, found.high, direction)


def test_a_measure_that_is_never_defined_has_no_interval() -> None:
    rule = precision_of(Wanted("phone.mean_wait_s", "5%"), "s", 12)
    decision = decide(rule, [np.full(12, np.nan)])
    told = sentence(Wanted("phone.mean_wait_s", "5%"), "s", decision, 1)
    assert "has no interval after 12 replications" in told
    assert "nan" not in told


def test_what_is_never_defined_is_not_sought_for_long() -> None:
    goal = Precise(
        Wanted("phone.mean_wait_s", "5%"), "s", precision_of(Wanted("a.b", "5%"), "s", 50)
    )
    assert goal.after([]).more == 10
    nothing = np.full((10, 1), np.nan)
    more, told = goal.after([Sample(("phone.mean_wait_s",), nothing, nothing)])
    assert more == 0
    assert "phone.mean_wait_s is undefined in all 10 replications" in told
