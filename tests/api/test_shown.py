"""What Python and a notebook show of a result: little, and what somebody looks for."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import sim
from sim.experiment.results import CompareResult, RunResult
from sim.report import numbers
from tests.experiment.tiny import FILE

SWEEP = {
    "scenario": str(FILE.path),
    "factors": {"teams.care.shifts.0.agents": [1, 2]},
}


def test_a_run_tells_what_ran_and_its_main_measures(done: RunResult) -> None:
    lines = repr(done).splitlines()
    assert lines[0] == "RunResult: tiny, variant more"
    assert lines[1].strip() == f"seed 1, 6 replications, simpy engine, supportsim {sim.__version__}"
    assert f"Satisfied {numbers.mean(done.kpis['satisfaction.csat'])} %" in lines[2]
    assert len(lines) == 3


def test_a_comparison_tells_of_each_variant(compared: CompareResult) -> None:
    lines = repr(compared).splitlines()
    assert lines[0] == "CompareResult: tiny: 4 variants, baseline as_is"
    assert [line.split(":")[0].strip() for line in lines[2:]] == list(compared.runs)
    cost = numbers.mean(compared.runs["most"].kpis["cost.total"])
    assert f"Total cost {cost} USD" in lines[4]


def test_of_many_variants_only_some_are_told_of(compared: CompareResult) -> None:
    runs = {"as_is": compared.runs["as_is"]}
    runs |= {f"copy_{n}": compared.runs["more"] for n in range(20)}
    lines = repr(replace(compared, runs=runs)).splitlines()
    assert len(lines) == 11
    assert lines[-1].strip() == "and 13 more"


def test_a_notebook_has_the_tables_of_the_terminal(compared: CompareResult) -> None:
    html = compared._repr_html_()
    assert html.count("<table>") == 2
    assert html.count("<tr>") == html.count("</tr>") > 10
    word = compared.verdict("most", "cost.total")
    assert word == "worse"
    found = compared.simultaneous("cost.total")["most"]
    assert numbers.interval(found, sign=True) in html


def test_names_of_others_are_texts_in_a_notebook(done: RunResult) -> None:
    html = replace(done, scenario="<script>&\x1b[2J")._repr_html_()
    assert "&lt;script&gt;&amp;\\u001b[2J" in html
    assert "<script" not in html


def test_a_line_of_a_name_is_no_line_of_its_own(done: RunResult) -> None:
    assert len(repr(replace(done, scenario="one\ntwo")).splitlines()) == 3


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory) -> object:
    out = tmp_path_factory.mktemp("out")
    return sim.sweep(SWEEP, replications=2, engine="simpy", workers=1, out=out)


def test_a_sweep_tells_its_points_and_its_folder(swept: object) -> None:
    assert "2 points of tiny" in repr(swept)
    assert "sweep-sweep-1" in repr(swept)
    assert len(repr(swept)) < 500
    assert "agents" in swept._repr_html_()  # type: ignore[attr-defined]


def test_a_saved_comparison_says_so(compared: CompareResult, tmp_path: Path) -> None:
    saved = sim.open_results(sim.save(compared, tmp_path))
    assert repr(saved).startswith("Saved: compare of tiny\n  seed 1, 6 replications")
    assert len(repr(saved)) < 500
    assert saved._repr_html_().startswith("<p><b>compare of tiny</b>")


def test_a_warm_up_study_says_what_it_recommends() -> None:
    found = sim.warmup(FILE, replications=2, weeks=4, engine="simpy", workers=1)
    assert repr(found).startswith("Settling: tiny: resolution.mean_h week by week")
    assert found._repr_html_().count("<tr>") == 5


def test_a_sensitivity_study_says_what_it_hangs_on(tmp_path: Path) -> None:
    ranged = tmp_path / "ranged.yaml"
    text = FILE.path.read_text(encoding="utf-8")
    assert "wage: 20 USD/h" in text
    ranged.write_text(
        text.replace("wage: 20 USD/h", "wage: {value: 20 USD/h, range: [15 USD/h, 30 USD/h]}")
    )
    study = sim.sensitivity(
        ranged, ("as_is", "more"), measure="cost.total", points=0, replications=2,
        engine="simpy", workers=1, out=tmp_path,
    )  # fmt: skip
    assert repr(study).startswith("Sensitivity: more against as_is, total cost: what ")
    assert "1 assumption varied" in repr(study)
    assert len(repr(study)) < 700
    assert "care: wage" in study._repr_html_()


def test_files_and_claims_are_told_in_a_line() -> None:
    assert repr(FILE) == (
        f"ScenarioFile: tiny ({FILE.path}), variants as_is, more, most, same, quiet; baseline as_is"
    )
    assert repr(sim.atlas()).startswith("Atlas: ")
    assert len(repr(sim.atlas())) < 200


def test_without_the_door_only_the_kind_is_told() -> None:
    code = "from sim.experiment.results import CompareResult as C; print(repr(C('a', 'b', {})))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout == "<CompareResult>\n"
