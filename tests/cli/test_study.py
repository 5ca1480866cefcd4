"""``warmup`` and ``sensitivity`` from end to end, on small scenarios."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sim
from sim.cli import main
from sim.experiment.errors import RequestError
from sim.experiment.warm_up import only
from sim.report.terminal.studies import _effects
from sim.scenario.reading.annotations import Assumption, ranged, unvaried
from sim.scenario.values.distributions import Distribution
from sim.time_units import WEEK

OFFICE = """\
scenario: office
clock: {length: 2 weeks, run_out: 1 week}
demand: {calls: {rate: 2000 per week}}
issue_types:
  question:
    work: {value: 6 min, range: [5 min, 7 min], source: somebody, grade: W}
channels:
  phone:
    hours: Mon-Fri 09:00-17:00
    at_closing: keep
    patience: {value: 5 min, range: [1 min, 1 h], grade: assumed}
    second_choice: phone
teams:
  care:
    shifts: {agents: 2, hours: "Mon-Fri 09:00-17:00"}
    skills: {channels: phone}
variants:
  more: {teams.care.shifts.0.agents: 3}
  best: {teams.care.shifts.0.agents: 4}
"""


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("office.yaml").write_text(OFFICE.replace("    second_choice: phone\n", ""))


def output(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert main(list(arguments)) == code
    captured = capsys.readouterr()
    return captured.out if code == 0 else captured.out + captured.err


def test_a_weekly_measure_is_that_of_the_week() -> None:
    file = sim.load("office.yaml")
    whole = sim.run(file, replications=1, keep_records=True)
    weeks = [only(whole.records[0], week) for week in range(2)]
    from sim.kpi import measure

    offered = [measure(week, whole.resolved)["phone.offered"].numerator for week in weeks]
    assert sum(offered) == whole.values["phone.offered"][0]
    assert weeks[1].warm_up_s == WEEK
    assert weeks[0].stop_s - weeks[0].end_s == weeks[1].stop_s - weeks[1].end_s


def test_a_week_of_a_long_run_is_a_short_run() -> None:
    from sim.kpi import measure

    long, short = (
        sim.run("office.yaml", set=[f"clock.length={weeks}"], replications=1, keep_records=True)
        for weeks in ("3 weeks", "1 week")
    )
    first = measure(only(long.records[0], 0), long.resolved)
    for name, value in measure(short.records[0], short.resolved).items():
        assert first[name].numerator == pytest.approx(value.numerator), name
        assert first[name].denominator == value.denominator, name


def test_a_line_that_empties_every_night_needs_no_warm_up() -> None:
    result = sim.warmup("office.yaml", measure="phone.mean_wait_s", replications=4, seed=2)
    assert (result.weeks, result.unit, result.replications) == (12, "s", 4)
    assert result.found.settled
    alone = sim.warmup(
        "office.yaml", measure="phone.mean_wait_s", replications=4, seed=2, executor="serial"
    )
    np.testing.assert_array_equal(alone.found.by_week.mean, result.found.by_week.mean)


def test_a_backlog_that_grows_never_settles() -> None:
    result = sim.warmup(
        "office.yaml",
        measure="phone.mean_wait_s",
        set=["channels.phone.patience=never", "demand.calls.rate=3700 per week"],
        replications=4,
        weeks=6,
    )
    assert not result.found.settled
    assert not result.found.enough


def test_warmup_tells_its_evidence(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["warmup", "office.yaml", "--measure", "phone.mean_wait_s", "--weeks", "6"]
    told = output(capsys, *arguments, "--replications", "3", "--plot", "welch.png")
    words = " ".join(told.split())
    assert "of the weeks kept, is least there (*)." in words
    assert "The first week differs from those after by" in words or "weeks left out differ" in words
    assert "The scenario states a warm-up of 0 weeks" in words
    assert Path("welch.png").stat().st_size > 5000
    assert "no measure 'phone.wait'" in output(
        capsys, "warmup", "office.yaml", "--measure", "phone.wait", code=2
    )


def test_more_staff_still_wins_whatever_the_work(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["office.yaml", "--between", "as_is,best", "--measure", "phone.mean_wait_s"]
    told = output(capsys, "sensitivity", *arguments, "--points", "6", "--replications", "4")
    assert "best against as_is, " in told
    words = " ".join(told.split())
    assert "keeps its sign at 100 % of 6 points spread over the ranges" in words
    assert "No assumption changes the sign of the difference on its own." in words
    assert "question: work" in words
    assert "phone: patience" in words
    assert " 5 to 7 min " in words
    again = sim.sensitivity(
        "office.yaml", ("as_is", "best"), measure="phone.abandonment", points=6, replications=4
    )
    assert [bar.path for bar in again.tornado.bars] != []
    assert again.base.mean < 0.0
    assert again.robust is not None
    assert again.robust.share == 1.0
    assert len(list(Path("results").iterdir())) == 1


def test_the_base_point_is_the_comparison() -> None:
    found = sim.sensitivity("office.yaml", ("as_is", "more"), points=0, replications=3, seed=5)
    compared = sim.compare("office.yaml", ["more"], replications=3, seed=5)
    expected = compared.differences["more"]["resolution.mean_h"]
    assert found.base.mean == pytest.approx(expected.mean, rel=1e-12)
    paths = {bar.path for bar in found.tornado.bars}
    assert paths == {"issue_types.question.work", "channels.phone.patience"}
    assert found.robust is None


def test_what_variants_state_differently_is_varied_apart() -> None:
    """The base point is the comparison also where a variant has a value and range of its own."""
    Path("own.yaml").write_text(
        "extends: office.yaml\nvariants:\n  patient:\n"
        "    channels.phone.patience: {value: 8 min, range: [6 min, 9 min]}\n",
        encoding="utf-8",
    )
    asked: Any = {"replications": 3, "seed": 5}
    found = sim.sensitivity(
        "own.yaml", ("as_is", "patient"), measure="phone.abandonment", points=0, **asked
    )
    compared = sim.compare("own.yaml", ["patient"], **asked)
    expected = compared.differences["patient"]["phone.abandonment"]
    assert found.base.mean == pytest.approx(expected.mean, rel=1e-12)
    assert {bar.path for bar in found.tornado.bars} == {
        "issue_types.question.work",
        "channels.phone.patience (as_is)",
        "channels.phone.patience (patient)",
    }


def test_morris_effects_of_every_assumption() -> None:
    found = sim.sensitivity(
        "office.yaml", ("as_is", "more"), points=0, trajectories=2, replications=2
    )
    assert len(found.effects) == 2
    told = _effects(found)
    assert "greatest mean effects in h" in told
    assert "question: work" in told


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--between", "as_is"], "takes two variants"),
        (["--between", "more, more"], "takes two variants"),
        (["--between", "as_is,mor"], "did you mean `more`?"),
        (["--between", "as_is,more", "--measure", "phone.wait"], "no measure 'phone.wait'"),
    ],
)
def test_mistakes(arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert message in output(capsys, "sensitivity", "office.yaml", *arguments, code=2)


@pytest.mark.parametrize(
    ("plot", "message"), [("welch.txt", "a name that ends in .png"), ("none/w.png", "no folder")]
)
def test_a_plot_that_cannot_be_is_told_before_the_work(
    plot: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said = output(capsys, "warmup", "office.yaml", "--plot", plot, code=2)
    assert message in said
    assert "warm-up is needed" not in said


def test_nothing_to_vary() -> None:
    with pytest.raises(RequestError, match="no value of the scenario states a range"):
        sim.sensitivity("phone-queue", ("as_is", "one_more"))


def assumed(value: str, low: str, high: str) -> Assumption:
    return Assumption("x", value, low, high, "", "", "assumed")


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("30 %", "10 %", "50 %"), (30.0, 10.0, 50.0, "%")),
        (("1 min", "20 s", "3 min"), (60.0, 20.0, 180.0, "s")),
        (("1 day", "2 days", "7 days"), (1.0, 2.0, 7.0, "days")),
        (("1.2", "1", "2"), (1.2, 1.0, 2.0, "")),
    ],
)
def test_ranges_are_read(
    texts: tuple[str, str, str], expected: tuple[float, float, float, str]
) -> None:
    found = ranged([assumed(*texts)])["x"]
    assert found[1:5] == expected


@pytest.mark.parametrize(
    ("texts", "low"),
    [
        (("exponential(90 s)", "30 s", "4 min"), "exponential(30 s)"),
        (("lognormal(mean 25 min, cv 1)", "10 min", "1 h"), "lognormal(mean 10 min, cv 1)"),
        (("lognormal(10 min, 0.5)", "0 s", "1 h"), "lognormal(0 min, 0.5)"),
        (("gamma(shape 2, scale 3 min)", "1 min", "1 h"), "gamma(shape 2, scale 0.5 min)"),
        (
            ("mixture(50 % exponential(2 min), 50 % 1 h 58 min)", "30 min", "2 h"),
            "mixture(50 % exponential(1 min), 50 % 0.5 h 29 min)",
        ),
    ],
)
def test_of_a_distribution_the_mean_has_the_range(texts: tuple[str, str, str], low: str) -> None:
    found = ranged([assumed(*texts)])["x"]
    assert found.level(found.low).value == low
    for mean in (found.value, found.high):
        level = Distribution.model_validate(found.level(mean).value)
        assert level.mean_s() == pytest.approx(mean, rel=1e-7)


@pytest.mark.parametrize(
    "texts",
    [
        ("mixture(a)", "1", "2"),
        ("3", "5", "4"),
        ("3 USD/h", "1 s", "2 s"),
        ("exponential(90 s)", "4 min", "30 s"),
        ("exponential(90 s)", "10 %", "30 %"),
        ("mixture(50 % 1 min, 50 % never)", "1 min", "2 min"),
        ("fifo", "fifo", "lifo"),
    ],
)
def test_what_has_no_range_of_numbers_is_left_out(texts: tuple[str, str, str]) -> None:
    assert ranged([assumed(*texts)]) == {}
    assert unvaried([assumed(*texts)]) == ["x"]


def test_what_states_no_range_is_not_missed() -> None:
    assert ranged([assumed("3", "", "")]) == {}
    assert unvaried([assumed("3", "", "")]) == []
