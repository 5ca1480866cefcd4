"""The schemas of sweep and claim files accept those that ship, and refuse typical mistakes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from sim.cli import main
from sim.scenario.file_schemas import SCHEMAS
from sim.scenario.nodes import plain
from sim.scenario.yaml_text import read_text
from tests.experiment.claims.folders import claim
from tests.keys.test_sweep_keys import CASES
from tests.keys.test_sweep_keys import SWEEP as IN_FULL
from tests.scenario import rich

REPO = Path(__file__).parents[2]
SHIPPED = {
    "sweep": sorted((REPO / "scenarios" / "sweeps").glob("*.yaml")),
    "claim": sorted((REPO / "scenarios" / "claims").glob("[0-9]*.yaml")),
}
VALIDATORS = {kind: Draft202012Validator(SCHEMAS[kind]()) for kind in ("sweep", "claim")}


def fits(kind: str, text: str) -> bool:
    return VALIDATORS[kind].is_valid(plain(read_text(text, "x")[0]))


@pytest.mark.parametrize("kind", VALIDATORS)
def test_it_is_a_schema_that_takes_all_shipped_files(kind: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[kind]())
    assert SHIPPED[kind]
    for path in SHIPPED[kind]:
        assert fits(kind, path.read_text(encoding="utf-8")), path


@pytest.mark.parametrize("kind", ["scenario", "sweep"])
def test_the_shipped_schema_is_the_present_one(
    kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["schema", kind]) == 0
    kept = REPO / "scenarios" / "schema" / f"{kind}.json"
    assert kept.read_text(encoding="utf-8") == capsys.readouterr().out, (
        f"supportsim schema {kind} > scenarios/schema/{kind}.json"
    )


def test_every_shipped_file_begins_with_its_schema() -> None:
    paths = {
        "scenario": sorted((REPO / "scenarios").glob("*.yaml")),
        "sweep": SHIPPED["sweep"],
    }
    for kind, files in paths.items():
        for path in files:
            first = path.read_text(encoding="utf-8").partition("\n")[0]
            _, named, schema = first.partition("# yaml-language-server: $schema=")
            assert named, path
            assert (
                path.parent / schema
            ).resolve() == REPO / "scenarios" / "schema" / f"{kind}.json"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.key)
def test_every_form_of_a_sweep_is_taken(case: Any) -> None:
    for keys in (case.before, case.after):
        assert VALIDATORS["sweep"].is_valid({**IN_FULL, **keys})


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("scenario: scenario.yaml\n", ""),
        ("factors:\n", "factor:\n"),
        ("[1, 2]", "1"),
        ("[1, 2]", "[]"),
        ("to: 30 %, ", ""),
        ("from: 0 %", "from: low"),
        ("steps: 2}", "steps: 1}"),
        ("steps: 2}", "stops: 2}"),
        ("design: {kind: grid}", "design: gird"),
        ("design: {kind: grid}", "design: {kind: sobol, point: 64}"),
        ("replications: 1", "replications: 0"),
        ("seed: 3", "seed: three"),
        ("front: [satisfaction.csat, cost.total]", "front: [cost.total]"),
    ],
)
def test_mistakes_in_sweeps_are_refused(old: str, new: str) -> None:
    assert fits("sweep", rich.SWEEP)
    assert old in rich.SWEEP
    assert not fits("sweep", rich.SWEEP.replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kind: emergent", "kind: emerging"),
        ("kind: emergent", "kinds: emergent"),
        ("refuted_by: The opposite.\n", ""),
        ("is: more", "is: mare"),
        ("articles: [0]", "articles: [zero]"),
        ("articles: [0]", "articles: 0"),
        ("  after: {", "  after: {same: hours, "),
    ],
)
def test_mistakes_in_claims_are_refused(old: str, new: str) -> None:
    assert fits("claim", claim())
    assert old in claim()
    assert not fits("claim", claim().replace(old, new, 1))
