"""The models that the benchmark compares must be the same model, or their speeds mean nothing."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from pathlib import Path

import pytest

from sim.plan.details import details_of
from sim.rows import DETAILS
from sim.scenario import load
from tests.bench import ciw_model, obvious_simpy
from tests.bench import workload as w
from tests.bench.ours import everything
from tests.bench.runner import medians, table

BASELINES = [obvious_simpy, ciw_model]


@pytest.mark.parametrize("engine", BASELINES, ids=lambda module: module.__name__)
def test_abandonment_of_the_single_queue_is_that_of_theory(engine) -> None:
    # With patience as long as service the number present is Poisson (an infinite-server
    # queue), so the share abandoning is E[(N - servers)+] / E[N].
    load = w.ARRIVALS_PER_MIN * w.MEAN_SERVICE_MIN
    chance = [math.exp(n * math.log(load) - load - math.lgamma(n + 1)) for n in range(200)]
    expected = sum(max(0, n - w.SERVERS) * p for n, p in enumerate(chance)) / load
    result = engine.MODELS["mmcm"](20_000, seed=1)
    # The number waiting, over the load, has a standard deviation of 0.08 and is seen afresh
    # about every 10 minutes: 200 times here. Four standard errors.
    assert result["phone_abandoned"] == pytest.approx(expected, abs=4 * 0.08 / math.sqrt(200))


def test_the_week_is_the_same_model_in_both_baselines() -> None:
    plain, ciw = (engine.MODELS["week"](40_000, seed=1) for engine in BASELINES)
    # Counts are nearly Poisson: four standard deviations of their difference.
    for count in ("contacts", "tasks", "turned_away"):
        spread = 4 * math.sqrt(plain[count] + ciw[count])
        assert plain[count] == pytest.approx(ciw[count], abs=spread), count
    # A Monday decides much of a week's abandonment: eight Mondays agree within a third.
    assert plain["phone_abandoned"] == pytest.approx(ciw["phone_abandoned"], rel=0.33)


def test_the_week_shows_what_it_was_made_to_show() -> None:
    result = obvious_simpy.MODELS["week"](10_000, seed=2)
    weeks = w.weeks_for(10_000)
    assert result["contacts"] > weeks * w.CONTACTS_PER_WEEK * 0.95
    assert result["turned_away"] > 0
    assert result["phone_abandoned"] > 0.01
    assert result["task_wait_min"] > 60


def test_everything_has_every_mechanism(tmp_path: Path) -> None:
    """Else its speed would not be that of all mechanisms together."""
    file = tmp_path / "everything.yaml"
    file.write_text(everything(1000), encoding="utf-8")
    assert set(details_of(load(file).resolve())) == set(DETAILS)


def test_a_measurement_is_one_line_of_json(repo: Path) -> None:
    asked = ["--engine", "obvious-simpy", "--model", "mmcm", "--contacts", "500"]
    child = subprocess.run(
        [sys.executable, "-m", "tests.bench.baselines", *asked],
        cwd=repo,
        capture_output=True,
        check=True,
    )
    result = json.loads(child.stdout)
    assert (result["engine"], result["model"], result["contacts"]) == ("obvious-simpy", "mmcm", 500)
    assert result["seconds"] > 0
    assert result["peak_mib"] > 5


def test_table_states_ratios_of_median_rates() -> None:
    def rounds(*rates: float) -> list[dict[str, float]]:
        return [{"rate": r, "peak_mib": 30.0, "start_s": 0.2, "contacts": 9} for r in rates]

    rows = {"slow": medians(rounds(90, 100, 300)), "fast": medians(rounds(250, 10, 999))}
    assert table("mmcm", rows).splitlines()[2:] == [
        "slow                     9         100        30     0.20              1.00"
        "              0.40",
        "fast                     9         250        30     0.20              2.50"
        "              1.00",
    ]
