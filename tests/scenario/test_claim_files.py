"""Claim files: what is wrong is reported by its place, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.scenario import ScenarioError
from sim.scenario.claim_files import load_atlas
from tests.experiment.claims.folders import claim, folder_of

WAITS = "waiting: [{claim: 9, title: A, articles: [x], kind: b, theme: c, waits_for: d}]"
SAYS = 'sentences: [{{says: "It is {effect}.", if: {{{of}}}}}]'
SHIPPED = Path(__file__).parents[2] / "scenarios" / "claims"


def problems_of(path: Path, text: str) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        load_atlas(folder_of(path, text))
    return [str(one).replace(f"{path}/", "") for one in caught.value.problems]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("claim: 1", "claim: 2", "001-a-claim.yaml:1:8: claim: expected the number"),
        ("kind: emergent", "kind: emerging", "`emerging` is not a kind; did you mean `emergent`?"),
        ("kind: emergent", "kinds: emergent", "`kinds` is not a key here; did you mean `kind`?"),
        ("refuted_by: The opposite.\n", "", "the key `refuted_by` is missing"),
        ("of: after", "of: later", "there is no policy `later`"),
        ("is: more", "is: mare", "did you mean `more`?"),
        ("demand.contacts_per_issue", "demand.contact_per_issue", "has no threshold for it"),
        ("resolves: 50 %", "resolves: 500 %", "500 %"),
        ("resolves: 50 %", "resolve: 50 %", "did you mean `resolves`?"),
        ("than: before", "than: after", "`after` is compared with itself"),
        ("  after: {", "  after: {firms: {slak: {}}, ", "did you mean `slack`?"),
        ("  after: {", "  after: {same: hours, ", "did you mean `paid_hours`?"),
        ("  after: {", "  after: {same: paid_hours, teams.care.head_count: 3, ", "paid hours"),
        ("articles: [0]", "articles: [zero]", "expected numbers of articles"),
        ("articles: [0]", "articles: 0", "`0`: expected a list with one entry or more"),
        (
            "  after: {issue_types.question.resolves: 50 %}",
            "  after:",
            "expected paths with values",
        ),
        ("policies:\n", "policies:\n  before:\n", "stands in line"),
    ],
)
def test_mistakes(tmp_path: Path, old: str, new: str, told: str) -> None:
    text = claim().replace(old, new)
    assert text != claim()
    found = problems_of(tmp_path / "claims", text)
    assert any(told in one for one in found), found
    assert all(one.split(":")[1].isdigit() for one in found), found


def test_a_claim_may_not_change_more_than_five_paths(tmp_path: Path) -> None:
    keys = ("after_contact", "authority", "severity", "chase", "re_explaining", "found_out_after")
    values = ("1 s", "0", "1", "3 min", "1 min", "1 h")
    after = ", ".join(f"issue_types.question.{k}: {v}" for k, v in zip(keys, values, strict=True))
    found = problems_of(tmp_path / "claims", claim(after=f"{{{after}}}"))
    assert any("6 paths: expected at most 5" in one for one in found), found


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("atlas.yaml", "[300 per week, 400 per week]", "[]", "loads.levels: `[]`: expected a list"),
        ("load.yaml", "phone.abandonment: 2 %, ", "", "has no threshold for it"),
        ("waiting.yaml", "", "waiting: 5", "waiting: `5`: expected a list"),
        ("summary.yaml", "", "sentence: []", "did you mean `sentences`?"),
        ("summary.yaml", "", "sentences: 3", "sentences: `3`: expected a list"),
        ("summary.yaml", "", SAYS.format(effect="", of="3: holds"), "there is no claim 3"),
        ("summary.yaml", "", SAYS.format(effect="", of="1: hold"), "`hold` is not a verdict"),
        ("summary.yaml", "", SAYS.format(effect="{2.slack}", of="1: same"), "not among those of"),
        ("summary.yaml", "", SAYS.format(effect="{1.slak}", of="1: same"), "mean `slack`?"),
        ("summary.yaml", "", "amendments: [{claims: [x]}]", "there is no claim x"),
        ("summary.yaml", "", "amendments: [{claims: [1]}]", "the key `what` is missing"),
        ("waiting.yaml", "", WAITS, "waiting.0.articles: expected numbers of articles"),
    ],
)
def test_mistakes_beside_the_claims(
    tmp_path: Path, file: str, old: str, new: str, told: str
) -> None:
    folder = folder_of(tmp_path / "claims", claim(measure="phone.abandonment"))
    path = folder / file
    text = path.read_text() if path.exists() else ""
    path.write_text(text.replace(old, new) if old else new)
    with pytest.raises(ScenarioError) as caught:
        load_atlas(folder)
    assert any(told in str(one) for one in caught.value.problems), caught.value.problems


def test_a_number_stands_once(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "claims", claim(1))
    (folder / "001-again.yaml").write_text(claim(1))
    with pytest.raises(ScenarioError, match="claim 1 stands in"):
        load_atlas(folder)


def test_the_shipped_claims_can_be_read_and_name_all_hundred() -> None:
    atlas = load_atlas(SHIPPED)
    numbers = [claim.number for claim in atlas.claims] + [one.number for one in atlas.waiting]
    assert sorted(numbers) == list(range(1, 101))
