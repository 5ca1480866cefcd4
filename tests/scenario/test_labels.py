"""Labels of variants and factors: names that change nothing, and what may be wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim import api
from sim.scenario import ScenarioError, load
from sim.scenario.explicit import explicit
from sim.scenario.sweep import load_sweep

SCENARIO = """\
scenario: toy
demand: {calls: {rate: 20 per hour}}
channels: {phone: {patience: 3 min}}
teams: {care: {head_count: 3, wage: 20 USD/h, skills: {channels: phone}}}
variants:
  more: {teams.care.head_count: 4}
  seven_days: {teams.care.head_count: 5}
"""
AGENTS, WAGE = "teams.care.head_count", "teams.care.wage"
SWEEP = f"""\
scenario: base.yaml
factors:
  {AGENTS}: {{values: [3, 4], label: Agents}}
  {WAGE}: {{from: 18 USD/h, to: 22 USD/h, steps: 2}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "base.yaml").write_text(SCENARIO, encoding="utf-8")
    return tmp_path


def scenario(folder: Path, *, more: str = "", days: str = "") -> Path:
    """The file with keys put into its two variants."""
    text = SCENARIO.replace("more: {", "more: {" + more).replace("days: {", "days: {" + days)
    path = folder / "labelled.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def sweep(folder: Path, old: str, new: str) -> Path:
    assert old in SWEEP
    path = folder / "sweep.yaml"
    path.write_text(SWEEP.replace(old, new), encoding="utf-8")
    return path


def test_a_label_is_no_part_of_the_scenario(folder: Path) -> None:
    plain, named = load(folder / "base.yaml"), load(scenario(folder, more="label: One more, "))
    assert named.label_of("more") == "One more"
    assert (plain.label_of("more"), named.label_of("as_is")) == ("", "")
    for variant in ("as_is", "more"):
        assert explicit(named.resolve(variant)) == explicit(plain.resolve(variant))


@pytest.mark.parametrize(
    ("label", "message"),
    [
        ("null", "nothing is stated here"),
        ('"  "', "nothing is stated here"),
        ("5", "`5` is not a text"),
        ("[a]", "`[a]` is not a text"),
        ('"a\\nb"', "expected a name on one line"),
        ("x" * 61, "a name of 61 letters: expected 60 at most"),
        ("seven days", "`seven days` is the name of `seven_days` already"),
        ("As is", "`As is` is the name of `as_is` already"),
    ],
)
def test_a_bad_label_of_a_variant(folder: Path, label: str, message: str) -> None:
    path = scenario(folder, more=f"label: {label}, ")
    found = [str(one) for one in api.validate(path) if one.severity == "error"]
    assert len(found) == 1
    assert found[0].startswith(f"{path}:6:17: variants.more.label: ")
    assert message in found[0]


def test_two_variants_of_one_label(folder: Path) -> None:
    path = scenario(folder, more="label: Best, ", days="label: best, ")
    (found,) = [str(one) for one in api.validate(path) if one.severity == "error"]
    assert found.startswith(f"{path}:7:23: variants.seven_days.label: ")
    assert "`best` is the name of `more` already: take another." in found


def test_labels_of_factors(folder: Path) -> None:
    found = load_sweep(sweep(folder, "steps: 2", "steps: 2, label: Pay"), _beside)
    assert [(one.path, one.label) for one in found.factors] == [(AGENTS, "Agents"), (WAGE, "Pay")]
    assert [[level.text for level in one.levels] for one in found.factors] == [
        ["3", "4"],
        ["18 USD/h", "22 USD/h"],
    ]


@pytest.mark.parametrize(
    ("old", "new", "where", "message"),
    [
        ("label: Agents", "label: null", (3, 50), "nothing is stated here"),
        ("label: Agents", "label: 7", (3, 50), "`7` is not a text"),
        ("steps: 2", "steps: 2, label: agents", (4, 68), f"is the name of `{AGENTS}` already"),
        ("label: Agents", "lable: Agents", (3, 43), "did you mean `label`?"),
        ("values: [3, 4], ", "", (3, 26), "expected a list of values"),
        ("values: [3, 4]", "values: 3", (3, 35), "expected a list of values"),
        ("values: [3, 4]", "values: [3, 4], from: 3", (3, 43), "`from` is not a key here"),
    ],
)
def test_a_bad_label_or_form_of_a_factor(
    folder: Path, old: str, new: str, where: tuple[int, int], message: str
) -> None:
    path = sweep(folder, old, new)
    with pytest.raises(ScenarioError) as caught:
        load_sweep(path, _beside)
    (found,) = caught.value.problems
    assert ((found.line, found.column), message in found.message) == (where, True), str(found)


def _beside(named: str, beside: Path) -> Path:
    return beside / named
