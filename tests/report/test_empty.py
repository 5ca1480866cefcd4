"""Pages of experiments in which nothing, hardly anything or always the same was measured."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from dataclasses import replace
from math import nan
from pathlib import Path

import pytest

from sim.cli import main
from sim.report.charts.drawing import draw_all
from sim.report.data.comparison import ReportInput, Variant
from sim.report.data.measures import Curve, Difference, Estimate
from sim.report.pages.comparison import comparison_page
from sim.report.pages.frame import text_of

Change = Callable[[Variant], Variant]
OFFICE = """\
scenario: {name}
clock: {clock}
demand: {{calls: {{{demand}, profile: Mon-Fri 09:00-17:00}}}}
issue_types: {{question: {{work: {work}}}}}
channels:
  phone: {{hours: Mon-Fri 09:00-17:00, patience: {patience}, service_target: {target}}}
  letters: {{kind: deferred, hours: Mon-Fri 09:00-17:00, service_target: 80 % in 1 day}}
teams:
  care:
    shifts: {{agents: 2, hours: "Mon-Fri 09:00-17:00"}}
    skills: {{channels: [phone, letters]}}
    wage: {wage}
variants: {{more: {{teams.care.shifts.0.agents: 3}}, same: {{}}}}
"""
USUAL = {
    "name": "small",
    "clock": "{length: 1 week, run_out: 1 day}",
    "demand": "rate: 100 per week",
    "work": "exponential(6 min)",
    "patience": "exponential(3 min)",
    "target": "80 % in 20 s",
    "wage": "{value: 20 USD/h, range: [15 USD/h, 25 USD/h], source: none, grade: assumed}",
}
ODD = {
    "nothing": {"demand": "rate: 0 per week"},
    "nothing, for nothing": {"demand": "rate: 0 per week", "wage": "0 USD/h"},
    "hardly anything": {"demand": "rate: 0.4 per week"},
    "one hour": {"clock": "{length: 1 h, run_out: 0 s}"},
    "no run-out": {"clock": "{length: 1 week, run_out: 0 s}"},
    "no time to wait for": {"target": "80 % in 0 s"},
    "no target to miss": {"target": "0 % in 20 s"},
    "no work": {"work": "0 s"},
    "no patience": {"patience": "0 s"},
    "all the patience": {"patience": "never"},
    "nothing of your letters": {"demand": "rate: 20 per week", "name": "客服 😀"},
}


def drawn(data: ReportInput, folder: Path) -> str:
    """The page; nothing may warn, nothing may be drawn that is not there."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        page = comparison_page(data)
        text = text_of(page, draw_all(page.charts, folder))
    assert all(chart.panels for chart in page.charts)
    sound(text)
    return text


def sound(text: str) -> None:
    """No number that is none, in texts and what is read aloud; paths are not looked at."""
    words = re.sub(r'(?s)\sd="[^"]*"', "", text)
    found = re.search(r"(?i)\b(nan|inf)\b", words)
    assert found is None, words[found.start() - 80 : found.end() + 40]


def altered(data: ReportInput, kpi: Callable[[Estimate], Estimate], curve: float) -> ReportInput:
    """All estimates and curves in place of those that are there."""

    def one(variant: Variant) -> Variant:
        differences = {
            name: Difference(kpi(found.estimate), "not known", nan)
            for name, found in variant.differences.items()
        }
        curves = {
            name: Curve((curve,) * len(found.mean), (nan,) * len(found.half))
            for name, found in variant.curves.items()
        }
        kpis = {name: kpi(found) for name, found in variant.kpis.items()}
        return replace(variant, kpis=kpis, differences=differences, curves=curves, front=nan)

    return replace(data, variants=tuple(map(one, data.variants)))


@pytest.mark.parametrize(
    ("name", "value", "curve"),
    [("phone", nan, nan), ("phone", 0.0, 1.0), ("weekend", 0.0, 0.0), ("single", 0.0, nan),
     ("single", 1.0, 0.0), ("single", 1.0, 1.0)],
)  # fmt: skip
def test_a_page_whatever_the_measures_are(
    name: str, value: float, curve: float, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    data = altered(
        request.getfixturevalue(name),
        lambda found: Estimate(value, value, value, found.unit),
        curve,
    )
    text = drawn(data, tmp_path)
    if value != 1.0:
        assert "No need arose in the measured weeks" in text


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("odd")


@pytest.mark.slow
@pytest.mark.parametrize("kind", ODD)
def test_every_command_has_its_page_and_its_tables(
    kind: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = folder / kind.replace(" ", "-").replace(",", "")
    place.mkdir()
    file, sweep = place / "small.yaml", place / "sweep.yaml"
    file.write_text(OFFICE.format(**USUAL | ODD[kind]))
    sweep.write_text("sweep: two\nscenario: small.yaml\nfactors: {variant: [as_is, same]}\n")
    end = ["--engine", "simpy", "--quiet", "--executor", "serial"]
    save = ["--out", str(place)]
    asked = [["run", str(file), "--replications", "1", "--no-save"]]
    asked.append(["compare", str(file), "--replications", "3", "--report", *save])
    if kind.startswith("nothing"):
        asked.append(["run", str(file), "--replications", "1", "--report", *save])
        asked.append(["sweep", str(sweep), "--replications", "2", "--report", *save])
    if kind.startswith("nothing of") or kind == "nothing":
        study = ["--points", "3", "--replications", "2", "--report", *save]
        between = ["--between", "as_is,more", "--measure", "cost.per_resolved_issue"]
        asked.append(["sensitivity", str(file), *between, *study])
        plot = ["--plot", str(place / "welch.png"), "--measure", "cost.total"]
        asked.append(["warmup", str(file), "--weeks", "4", "--replications", "2", *plot])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for arguments in asked:
            assert main([*arguments, *end]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    sound(printed.out)
    pages = list(place.rglob("report.html"))
    assert pages
    for one in pages:
        sound(one.read_text(encoding="utf-8"))
