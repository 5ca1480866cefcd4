"""docs/claims.md tells what was found of the claims as they stand; three of them are tried here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import sim
from sim.report.pages.claims import page_of

REPO = Path(__file__).parents[1]
DOCS, FOLDER = REPO / "docs", REPO / "scenarios" / "claims"


@pytest.fixture(scope="module")
def kept() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((DOCS / "claims" / "verdicts.json").read_text("utf-8"))
    return found


def test_the_page_is_that_of_the_verdicts(kept: dict[str, Any]) -> None:
    assert (DOCS / "claims.md").read_text(encoding="utf-8") == page_of(kept)
    pictures = {path.stem for path in (DOCS / "claims").glob("*.svg")}
    assert pictures == {claim["name"] for claim in kept["claims"]}


def test_the_verdicts_are_of_the_claims_as_they_stand(kept: dict[str, Any]) -> None:
    now = sim.verdicts(sim.atlas(FOLDER), [], firms=False)
    for key in ("inputs", "firms", "confidence", "comparisons", "points", "waiting"):
        assert kept[key] == now[key], key
    told = {claim["number"]: claim for claim in kept["claims"]}
    claims = {claim.number: claim for claim in sim.atlas(FOLDER).claims}
    assert list(told) == list(claims)
    for number, claim in claims.items():
        for key in ("name", "title", "says", "kind", "theme", "tests", "refuted_by"):
            assert told[number][key] == getattr(claim, key), (number, key)


def test_three_claims_are_tried_quickly(tmp_path: Path) -> None:
    """The machinery on the shipped firms; two replications decide nothing."""
    found = list(sim.claims([1, 13, 26], folder=FOLDER, replications=2, out=tmp_path))
    assert [one.claim.number for one in found] == [1, 13, 26]
    for one in found:
        for trial in one.trials:
            assert trial.replications == 2
            assert all(means for means in trial.means.values())
