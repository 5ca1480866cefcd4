"""Intervals keep to what is possible wherever a number comes out."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sim.cli import main
from sim.kpi import difference_limits, limits

# Few runs of a short day: many shares near 0 and 1, with wide intervals.
FEW = """\
scenario: few
clock: {length: 1 day, run_out: 1 day}
demand: {calls: {rate: 150 per week, profile: Mon-Sun 09:00-17:00}}
issue_types: {question: {work: exponential(12 min)}}
channels: {phone: {patience: exponential(4 min), service_target: 80 % in 60 s}}
teams:
  care:
    shifts: {agents: 2, hours: "Mon-Sun 09:00-17:00"}
    skills: {channels: phone}
    wage: 20 USD/h
variants: {more: {teams.care.shifts.0.agents: 3}}
"""
SWEEP = "sweep: two\nscenario: few.yaml\nfactors: {teams.care.shifts.0.agents: [2, 3]}\n"
MEASURES = "measures: ['*']\n"
Limits = tuple[str, float, float, float]


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a comparison with its report, and of a sweep."""
    folder = tmp_path_factory.mktemp("few")
    (folder / "few.yaml").write_text(FEW)
    (folder / "two.yaml").write_text(SWEEP + MEASURES)
    end = ["--replications", "3", "--engine", "simpy", "--quiet", "--out", str(folder)]
    assert main(["compare", str(folder / "few.yaml"), "--report", *end]) == 0
    assert main(["sweep", str(folder / "two.yaml"), *end]) == 0
    return folder


def levels(folder: Path) -> Iterator[Limits]:
    for name in ("few-compare-1/estimates.csv", "two-sweep-1/estimates.csv"):
        for row in csv.DictReader((folder / name).read_text().splitlines()):
            for prefix in ("", "ratio_") if "ratio_low" in row else ("",):
                yield from of(row["kpi"], row, prefix)
    printed = json.loads((folder / "few-compare-1/estimates.json").read_text())
    for variant in printed["variants"].values():
        yield from in_json(variant["kpis"])
    for variant in json.loads((folder / "few-compare-1/report.json").read_text())["variants"]:
        for kpi, (mean, low, high, _) in variant["kpis"].items():
            yield from of(kpi, {"mean": mean, "low": low, "high": high})


def differences(folder: Path) -> Iterator[Limits]:
    for row in csv.DictReader((folder / "few-compare-1/differences.csv").read_text().splitlines()):
        yield from of(row["kpi"], row)
        yield from of(row["kpi"], row, "ratio_")
    printed = json.loads((folder / "few-compare-1/estimates.json").read_text())
    yield from in_json(printed["differences"]["more"])
    told = json.loads((folder / "few-compare-1/report.json").read_text())["variants"][1]
    for kpi, ((mean, low, high, _), *_rest) in told["differences"].items():
        yield from of(kpi, {"mean": mean, "low": low, "high": high})


def in_json(kpis: dict[str, Any]) -> Iterator[Limits]:
    for kpi, found in kpis.items():
        yield from of(kpi, found)
        yield from of(kpi, found.get("ratio", {}))


def of(kpi: str, row: dict[str, Any], prefix: str = "") -> Iterator[Limits]:
    """One estimate, if it has an interval."""
    values = [row.get(f"{prefix}{name}") for name in ("mean", "low", "high")]
    if all(value not in (None, "") for value in values):
        mean, low, high = map(float, values)
        yield kpi, mean, low, high


def test_no_interval_of_a_level_goes_beyond_what_is_possible(results: Path) -> None:
    from sim.kpi import describe

    cut = 0
    for kpi, mean, low, high in levels(results):
        least, most = limits(kpi, describe(kpi).unit)
        assert least <= low <= mean <= high <= most, kpi
        cut += high == most > mean or low == least < mean
    assert cut > 50  # or this experiment shows nothing


def test_no_interval_of_a_difference_goes_beyond_what_is_possible(results: Path) -> None:
    from sim.kpi import describe

    found = list(differences(results))
    assert len(found) > 200
    for kpi, mean, low, high in found:
        least, most = difference_limits(kpi, describe(kpi).unit)
        assert least <= low <= mean <= high <= most, kpi


def test_the_workbook_and_the_tables_have_the_same_limits(
    results: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from openpyxl import load_workbook

    from sim.kpi import describe

    book = results / "few.xlsx"
    assert main(["table", str(results / "few-compare-1"), "--xlsx", str(book)]) == 0
    rows = load_workbook(book)["Estimates"].iter_rows(min_row=2, values_only=True)
    for _, _, kpi, _, mean, low, high, *_ in rows:
        if low is not None:
            least, most = limits(kpi, describe(kpi).unit)
            assert least <= low <= mean <= high <= most, kpi
    capsys.readouterr()
    assert main(["table", str(results / "few-compare-1")]) == 0
    printed = capsys.readouterr().out
    assert " 0.0 to 6.8" in printed  # no ±4.1 about 1.9, which would reach below 0
    assert "from end to end where" in printed
