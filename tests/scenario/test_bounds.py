"""Legal extremes run, and what is beyond them is refused by name, with its place."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from sim import api
from sim.plan.arrivals import Dice, poisson_arrivals
from sim.plan.profile import Profile
from sim.scenario import ScenarioError, ScenarioFile
from sim.scenario.values import bounds
from sim.scenario.values.distributions import Distribution
from tests.scenario.fuzzing import SHORT, write


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> ScenarioFile:
    return api.load(write(tmp_path_factory.mktemp("rich")))


def ends(*names: str) -> Iterator[str]:
    """A distribution at the ends of what its parameters may be."""
    return (f"issue_types.question.work.fix={name}" for name in names)


LEGAL = [
    "demand.calls.rate=1e-300 per week",
    "demand.calls.rate=0 per week",
    "demand.calls.day_factor.cv=100",
    "demand.calls.day_factor.cv=0.0001",
    "demand.calls.day_factor.cv=0",
    "demand.calls.surges.0.decay=50 years",
    "demand.calls.surges.0.decay=0.000001 s",
    "demand.calls.surges.0.at=1900-01-01",
    "demand.calls.surges.0.at=2200-12-31 23:59:59",
    f"demand.weekly.profile=[{', '.join(['1e12'] * 168)}]",
    f"demand.weekly.profile=[{', '.join(['1e-300'] * 168)}]",
    "clock.holidays=[1900-01-01, 2200-12-31]",
    "customers.population=1000000000",
    "customers.segments.people.share=1e12",
    "customers.segments.people.share=1e-300",
    "issue_types.question.share=1e12",
    "issue_types.question.authority=1000000000",
    *ends(
        "50 years",
        "0.000001 s",
        "normal(mean 50 years, sd 0.000001 s)",
        "normal(mean 0 s, sd 50 years)",
        "gamma(shape 0.01, scale 50 years)",
        "gamma(mean 5 min, cv 10)",
        "lognormal(median 0.000001 s, sigma 8)",
        "lognormal(mean 1 s, cv 1e-300)",
        "weibull(shape 1e9, scale 50 years)",
        "erlang(mean 1 min, k 1000)",
        "hyperexponential(mean 5 min, cv 1000)",
        "triangular(0 s, 0 s, 50 years)",
    ),
    "issue_types.claim.patience=0 s",
    "issue_types.claim.patience=never",
    "issue_types.claim.patience=mixture(1e-300 never, 1e12 1 min)",
    "issue_types.claim.patience=gamma(shape 1e9, scale 50 years)",
    "issue_types.claim.patience=weibull(shape 0.01, scale 50 years)",
    "issue_types.claim.patience=lognormal(median 50 years, sigma 20)",
    "channels.phone.lines=1000000000",
    "channels.phone.waiting_room=1000000000",
    "channels.phone.waiting_room=0",
    "channels.phone.cost_per_contact=1e12 USD",
    "channels.phone.returns.abandoned.at_most=10000",
    "channels.phone.returns.abandoned.delay=never",
    "channels.email.expected_reply=50 years",
    "channels.email.expected_reply=0.000001 s",
    "teams.care.wage=1e12 USD/h",
    "teams.care.premiums.late.share=1000",
    "teams.care.holiday_premium=1000",
    "teams.care.concurrency={contacts: 1000, slow_down: 1000}",
    "teams.care.shrinkage={share: 100 %, block: 50 years}",
    "teams.care.shrinkage={share: 100 %, block: 1 min}",
    "teams.care.skills.0.speed=0.001",
    "teams.care.skills.0.speed=1000",
    "routing.priorities.0={priority: 999999, credit: 50 years, ageing: 1e12}",
    "routing.overflow.0.after=50 years",
    "promise={kind: fixed, within: 50 years}",
    "promise={kind: honest, margin: 1000}",
    "satisfaction={base: 100, denied: -100, wait_slower: -100, spread: 0.01}",
    "satisfaction={base: -100, wait_slower: 100, wait_faster: 100, spread: 100}",
    "seed=9223372036854775807",
    "matters={cost.total: 1000000000000 USD}",
    "scenario='" + "x" * 3000 + "'",
]


@pytest.mark.parametrize("setting", LEGAL)
def test_legal_extremes_run(rich: ScenarioFile, setting: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = api.run(rich, set=[*SHORT, setting], replications=1, engine="simpy", workers=1)
    assert result.sample.values("demand.issues")[0] >= 0


@pytest.mark.parametrize("start", ["1900-01-01", "2200-12-31"])
def test_the_first_and_the_last_date_run(tmp_path: Path, start: str) -> None:
    text = (
        f"clock: {{start: {start}, length: 1 week, holidays: US}}\n"
        "demand: {calls: {rate: 100 per week}}\nchannels: {phone: {}}\n"
        "teams: {care: {head_count: 2, skills: {channels: phone}}}\n"
    )
    (tmp_path / "scenario.yaml").write_text(text, encoding="utf-8")
    result = api.run(tmp_path / "scenario.yaml", replications=1, engine="simpy", workers=1)
    assert result.sample.values("demand.issues")[0] > 50


def test_a_clock_of_fifty_years_runs(tmp_path: Path) -> None:
    text = (
        "clock: {start: 2200-12-31, length: 50 years, run_out: 50 years, holidays: DE}\n"
        "demand: {calls: {rate: 1 per week}}\nchannels: {phone: {hours: Mon-Fri 09:00-17:00}}\n"
        "teams: {care: {head_count: 2, skills: {channels: phone}}}\n"
    )
    (tmp_path / "scenario.yaml").write_text(text, encoding="utf-8")
    result = api.run(tmp_path / "scenario.yaml", replications=1, engine="simpy", workers=1)
    assert 2000 < result.sample.values("demand.issues")[0] < 3300


REFUSED = {
    "demand.calls.rate=1e300 per week": "`1e300 per week` is too much; expected a rate of at most",
    "demand.calls.rate=1e9/s": "is too much",
    "demand.calls={rate: 1e8 per week, profile: Mon 08:00-09:00}": "100,000,000 issues on the bus",
    "demand.calls.day_factor.cv=1e9": "is too much; expected a variation of at most 10,000 %",
    "demand.calls.day_factor.cv=1e-300": "is too little",
    "demand.calls.surges.0.issues=1e12": "is too much",
    "demand.calls.surges.0.at=9999-12-31": "expected a date from 1900 to 2200",
    "demand.calls.surges.0.at=0001-01-01 00:00": "expected a date from 1900 to 2200",
    "demand.calls.surges.0.decay=0 s": "`decay` is zero",
    f"demand.weekly.profile=[{', '.join(['1e308'] * 168)}]": "is too much",
    "demand.hourly.rate_by_hour={hours: Mon 08:00-09:00, by_hour: [1e12]}": "is too much",
    "clock.length=8000 years": "`8000 years` is too much; expected a duration of at most 50 years",
    "clock.length=1e300 s": "is too much",
    "clock.length=1e400 s": "is not a finite number",
    "clock.run_out=51 years": "is too much",
    "clock.start=9999-12-31": "`9999-12-31` is out of reach: expected a date from 1900 to 2200",
    "clock.start=0001-01-01": "is out of reach",
    "clock.holidays=[9999-12-31]": "is out of reach",
    "customers.population=100000000000000000000": "is too much",
    "customers.population=1000000000000": "is too much",
    "customers.segments.people.share=1e300": "is too much",
    "customers.segments.people.reach=1e13": "is too much",
    "customers.segments.people.value=1e300 USD/week": "is too much; expected an amount of money",
    "issue_types.question.authority=1e20": "is too much",
    "issue_types.question.channels={}": "the weights are all zero",
    "issue_types.question.work.fix=1e300 s": "is too much",
    "issue_types.question.work.fix=1e-9 s": "is too little",
    "issue_types.question.work.fix=normal(mean 1 s, sd 1e-300 s)": "is too little",
    "issue_types.question.work.fix=gamma(mean 5 min, cv 20)": "cv of `gamma(…)` is too much",
    "issue_types.question.work.fix=gamma(mean 50 years, cv 9)": "for gamma(…)` is too much",
    "issue_types.question.work.fix=hyperexponential(mean 1 year, cv 1000)": "is too much",
    "issue_types.question.work.fix=erlang(mean 1 h, k 1000000)": "expected 1 to 1000",
    "channels.phone.lines=1e20": "is too much; expected a whole number of at most 1,000,000,000",
    "channels.phone.lines=2147483648": "is too much",
    "channels.phone.waiting_room=1e20": "is too much",
    "channels.phone.waiting_room=123456789012345678901234567890": "is too much",
    "channels.phone.cost_per_contact=1e300 USD": "is too much",
    "channels.phone.returns.abandoned.at_most=1e20": "at most 10,000",
    "channels.phone.returns.abandoned.channel={}": "the weights are all zero",
    "teams.few.head_count=1e20": "at most 1,000,000",
    "teams.care.shifts.0.agents=1e20": "at most 1,000,000",
    "teams.care.concurrency=100000": "at most 1,000",
    "teams.care.concurrency.slow_down=1e9": "at most 1,000",
    "teams.care.overtime_premium=1e9": "at most 1,000",
    "teams.care.wage=1e300 USD/h": "is too much",
    "teams.care.shrinkage.block=1e-9 s": "is too little",
    "teams.care.shrinkage.block=0 s": "`block` is shorter than 0.001 s",
    "teams.care.skills.0.speed=1e-300": "is too little; expected a factor of at least 0.001",
    "teams.care.skills.0.speed=1e300": "is too much; expected a factor of at most 1,000",
    "teams.care.shifts.0.speed=1e300": "is too much",
    "routing.priorities.0.priority=1000000": "at most 999,999",
    "routing.priorities.0.ageing=1e300": "is too much",
    "routing.priorities.0.credit=1e300 s": "is too much",
    "promise.margin=1e-300": "is too little",
    "satisfaction.base=1e300": "expected points from -100 to 100",
    "satisfaction.spread=1e-300": "is too little",
    "seed=9223372036854775808": "at most 9,223,372,036,854,775,807",
    "seed=1e20": "is too much",
    "matters={cost.total: 99999999999999999999999999 USD}": "is not a difference",
}


@pytest.mark.parametrize("setting", REFUSED)
def test_what_is_beyond_is_refused_by_name(rich: ScenarioFile, setting: str) -> None:
    with pytest.raises(ScenarioError) as error:
        rich.resolve(None, [setting])
    problem = error.value.problems[0]
    assert REFUSED[setting] in problem.message
    assert len(problem.message) < 200
    path = setting.partition("=")[0]
    assert problem.path.startswith(path), problem
    assert problem.file == "--set"


def test_whole_numbers_are_read_to_the_last_digit(rich: ScenarioFile) -> None:
    assert rich.resolve(None, ["seed=9007199254740993"]).seed == 2**53 + 1
    assert rich.resolve(None, ["seed=9223372036854775807"]).seed == 2**63 - 1


def test_a_date_of_too_many_issues_is_told(rich: ScenarioFile) -> None:
    day = Profile(np.array([1e7]), np.zeros((1, 1)), np.full((1, 1), 86400.0), np.array([[0.0, 1]]))
    with pytest.raises(ScenarioError, match=r"demand\.calls: [12].* issues on one date"):
        poisson_arrivals(day, np.array([2.0]), "calls", (1, 2), date(2026, 1, 5), Dice())


def test_no_rank_is_mistaken_for_deferred_work() -> None:
    assert bounds.RANK.most < 1000000, "the rank of deferred work in sim/floor/choice.py"


ENDING = [
    "issue_types.question.work",
    "issue_types.question.work.acknowledge",
    "issue_types.question.work.diagnose",
    "issue_types.question.work.fix",
    "issue_types.question.after_contact",
    "issue_types.question.chase",
    "issue_types.claim.recurs",
    "issue_types.claim.recurs.every",
    "routing.transfers.after",
]
"""Durations that must end."""


@pytest.mark.parametrize("path", ENDING)
@pytest.mark.parametrize("never", ["never", "mixture(99 % 5 min, 1 % never)"])
def test_never_is_for_patience(rich: ScenarioFile, path: str, never: str) -> None:
    with pytest.raises(ScenarioError) as error:
        rich.resolve(None, [f"{path}={never}"])
    (problem,) = error.value.problems
    assert problem.message.startswith("`never` is for patience"), problem
    assert problem.path.startswith(path), problem


EXTREMES = [
    "exponential(50 years)",
    "uniform(0 s, 50 years)",
    "triangular(0 s, 0.000001 s, 50 years)",
    "normal(mean 0.000001 s, sd 50 years)",
    "gamma(shape 0.01, scale 50 years)",
    "gamma(shape 1e9, scale 50 years)",
    "erlang(k 1000, scale 50 years)",
    "lognormal(median 5 min, sigma 19)",
    "lognormal(median 50 years, sigma 20)",
    "lognormal(median 0.000001 s, sigma 8)",
    "lognormal(median 1e-80 s, sigma 20)",
    "lognormal(mean 50 years, cv 1000)",
    "weibull(shape 0.01, scale 5 min)",
    "weibull(shape 0.01, scale 1e-150 s)",
    "weibull(shape 0.1, scale 1 s)",
    "weibull(shape 1e9, scale 50 years)",
    "mixture(50 % weibull(shape 0.01, scale 1 s), 50 % 1 s)",
    "hyperexponential(mean 1 min, cv 1000)",
    "hyperexponential(1e-9 50 years, 1 1 s)",
]


@pytest.mark.parametrize("text", EXTREMES)
@pytest.mark.parametrize("path", ["issue_types.question.work", "channels.phone.patience"])
def test_extreme_distributions_are_told_without_fault(
    rich: ScenarioFile, path: str, text: str
) -> None:
    def at_most_fifty_years(text: str) -> bool:
        return Distribution.model_validate(text).mean_s() <= bounds.DURATION.most

    try:
        found = rich.warnings(None, [f"{path}={text}"])
    except ScenarioError as error:
        (problem,) = error.problems
        assert "work" in path
        assert not at_most_fifty_years(text)
        assert problem.message.startswith("its mean is "), problem
        assert problem.message.endswith(" years, more than 50 years."), problem
        return
    assert "patience" in path or at_most_fifty_years(text)
    for one in found:
        assert not re.search(r"\d{13}|\binf\b|\bnan\b", one.message.replace(",", "")), one
