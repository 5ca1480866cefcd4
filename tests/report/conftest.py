"""What reports of small experiments show; each experiment is run once for all tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

import sim
from sim.report.data.comparison import ReportInput
from sim.report.data.measures import Estimate
from sim.report.data.sensitivity import Sensitivity, Swing, Wins
from sim.report.gathering.comparison import gather
from sim.report.pages.comparison import comparison_page
from sim.report.pages.frame import write_page

SHORT = ("clock.length=2 weeks", "clock.warm_up=1 week", "clock.run_out=1 week")
MORE = "more: teams.care.shifts.0.agents=7"


@cache
def compared(
    file: str,
    variants: tuple[str, ...] = (),
    what_if: tuple[str, ...] = (),
    overrides: tuple[str, ...] = SHORT,
    replications: int = 3,
) -> ReportInput:
    """The report of a comparison, or of a single variant when there is nothing to compare."""
    if variants or what_if:
        return gather(
            sim.compare(
                file, variants, what_if, set=overrides, replications=replications, engine="simpy",
                report=True,
            )
        )  # fmt: skip
    return gather(
        sim.run(file, set=overrides, replications=replications, engine="simpy", report=True)
    )


@pytest.fixture(scope="session")
def page_of(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Path]:
    """The page of one of the experiments below, written once."""

    @cache
    def page(name: str) -> Path:
        shown = comparison_page(request.getfixturevalue(name))
        return write_page(shown, tmp_path_factory.mktemp(name))

    return page


@pytest.fixture(scope="session")
def weekend() -> ReportInput:
    """Three variants of the weekend scenario: channels, tasks, promises, assumptions."""
    return compared("weekend-coverage", ("seven_days", "honest_promise"))


@pytest.fixture(scope="session")
def phone() -> ReportInput:
    """Two variants of a phone queue: one channel, no tasks, no promises."""
    return compared("phone-queue", what_if=(MORE,))


@pytest.fixture(scope="session")
def single() -> ReportInput:
    """One variant, one replication: nothing to compare, no intervals."""
    return compared("phone-queue", replications=1)


@pytest.fixture(scope="session")
def no_run_out() -> ReportInput:
    """Without a run-out the time to resolution is undefined."""
    return compared(
        "phone-queue", what_if=(MORE,), overrides=("clock.length=1 week", "clock.run_out=0 s")
    )


@pytest.fixture(scope="session")
def many() -> ReportInput:
    """Ten variants with long names."""
    names = tuple(
        f"a_name_that_is_rather_long_{n}: teams.care.shifts.0.agents={n}" for n in range(4, 13)
    )
    return compared(
        "phone-queue", what_if=names, overrides=("clock.length=1 week",), replications=2
    )


@pytest.fixture(scope="session")
def weighed(weekend: ReportInput) -> ReportInput:
    """The weekend with what its first difference depends on (made up)."""
    unit = "share"
    base = Estimate(0.031, 0.029, 0.033, unit)
    swings = (
        Swing("returns.broken_promise.chance", "20 %", "90 %",
              Estimate(-0.01, -0.012, -0.008, unit), Estimate(0.052, 0.048, 0.056, unit),
              Estimate(0.062, 0.06, 0.064, unit)),
        Swing("promise.within", "4 h", "72 h",
              Estimate(0.03, 0.028, 0.032, unit), Estimate(0.033, 0.031, 0.035, unit),
              Estimate(0.003, 0.001, 0.005, unit)),
    )  # fmt: skip
    wins = Wins(64, 0.93, 0.88, 0.97, 0.9, 0.02)
    known = Sensitivity("seven_days", "as_is", "satisfaction.csat", "higher", 3, base, swings, wins)
    return replace(weekend, sensitivities=(known,))
