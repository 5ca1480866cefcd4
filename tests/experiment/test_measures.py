"""The measures of a scenario by name, and names in a sweep that fit none of them."""

from __future__ import annotations

from pathlib import Path

import pytest

import sim
from sim.cli import main
from sim.experiment.measures import measures_of
from sim.experiment.shipped import shipped

SWEEP = """\
sweep: odd
scenario: phone-queue
factors: {teams.care.shifts.0.agents: [5]}
measures: [cost.*, MEASURE]
front: [satisfaction.csat, cost.total]
replications: 1
"""


@pytest.mark.parametrize("name", sorted(shipped()))
def test_they_are_those_that_are_measured(name: str) -> None:
    short = ("clock.length=1 day", "clock.warm_up=0 s", "clock.run_out=1 day")
    result = sim.run(name, set=short, replications=1, engine="simpy")
    assert set(measures_of(result.resolved)) == set(result.kpis)


@pytest.mark.parametrize(
    ("measure", "told"),
    [
        ("zzz*", "measures: `zzz*` fits no measure of this scenario; `supportsim kpis` lists all."),
        (
            "phon.service_*",
            "measures: `phon.service_*` fits no measure of this scenario; did you mean "
            "`phone.service_level`?",
        ),
        (
            "email.service_level",
            "measures: `email.service_level` fits no measure of this scenario; did you mean "
            "`phone.service_level`?",
        ),
    ],
)
def test_what_fits_no_measure_is_told_at_its_place(
    measure: str,
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("odd.yaml").write_text(SWEEP.replace("MEASURE", measure))
    assert main(["sweep", "odd.yaml", "--quiet", "--engine", "simpy"]) == 2
    assert capsys.readouterr().err == f"odd.yaml:4:20: {told}\n"
    assert not list(tmp_path.glob("results/odd*"))


def test_so_is_a_front_of_a_channel_that_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    text = SWEEP.replace("MEASURE", "phone.*").replace("[satisfaction.csat", "[chat.service_level")
    Path("odd.yaml").write_text(text)
    assert main(["sweep", "odd.yaml", "--quiet", "--engine", "simpy"]) == 2
    assert capsys.readouterr().err.startswith("odd.yaml:5:9: front: `chat.service_level` fits no")
