"""Claims put to the test: the machinery, not the articles' verdicts."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import sim
from sim.experiment.errors import RequestError
from tests.experiment.claims.folders import claim, folder_of

SAME = "{issue_types.question.after_contact: 0 s}"


def verdicts_of(folder: Path, **asked: Any) -> dict[int, str]:
    found = sim.claims(folder=folder, out=folder / "out", **asked)
    return {one.claim.number: one.verdict for one in found}


def test_effects_are_found_on_their_side(tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path / "claims",
        claim(1),
        claim(2, expected="less"),
        claim(3, kind="utility"),
        claim(4, after=SAME),
        claim(5, after=SAME, expected="same"),
        claim(6, expected="same"),
    )
    assert verdicts_of(folder) == {
        1: "holds",
        2: "holds not",
        3: "assumed",
        4: "same",
        5: "holds",
        6: "holds not",
    }


def test_the_opposite_comes_out_when_it_is_set(tmp_path: Path) -> None:
    opposite = "{issue_types.question.resolves: 100 %}"
    assert verdicts_of(folder_of(tmp_path / "claims", claim(1, after=opposite))) == {1: "holds not"}


def test_replications_double_until_it_is_decided(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "claims", claim(1), first=2, most=64)
    (one,) = sim.claims(folder=folder, out=tmp_path / "out")
    assert one.verdict == "holds"
    assert {trial.replications for trial in one.trials} <= {4, 8, 16, 32, 64}
    (one,) = sim.claims(folder=folder, out=tmp_path / "few", replications=2)
    assert one.verdict == "not precise enough"
    assert {trial.replications for trial in one.trials} == {2}


def test_what_is_done_is_gone_on_with_and_judged_alike(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "claims", claim(1))
    first = sim.verdicts(sim.atlas(folder), sim.claims(folder=folder, out=tmp_path / "out"))
    again = sim.verdicts(
        sim.atlas(folder), sim.claims(folder=folder, out=tmp_path / "out", engine="simpy")
    )
    assert first == again
    assert json.loads(json.dumps(first, allow_nan=False)) == first


def test_parts_hold_and_firms_differ(tmp_path: Path) -> None:
    second = "  - {measure: phone.abandonment, of: after, is: less, than: before}\n"
    folder = folder_of(tmp_path / "claims", claim(1) + second)
    (one,) = sim.claims(folder=folder, out=tmp_path / "out")
    assert [trial.verdict for trial in one.trials] == ["holds in part", "holds in part"]
    share = "issue_types.question.resolves"
    by_firm = f"{{firms: {{slack: {{{share}: 50 %}}, load: {{{share}: 100 %}}}}}}"
    folder = folder_of(tmp_path / "firms", claim(1, after=by_firm))
    (one,) = sim.claims(folder=folder, out=tmp_path / "out")
    assert [trial.verdict for trial in one.trials] == ["holds", "holds not"]
    assert one.verdict == "by the load"


def test_a_curve_is_steeper_than_a_line(tmp_path: Path) -> None:
    text = claim(1).replace(
        "contrasts:\n", "  much: {issue_types.question.resolves: 10 %}\ncontrasts:\n"
    )
    text = text.split("  - {measure")[0] + (
        "  - {measure: demand.contacts_per_issue, is: steeper, "
        "through: [before, after, much], at: [0.15, 0.5, 0.9]}\n"
    )
    # contacts per need are about 1 / (1 - 0.6 q) with q = the chance that a fix does not hold
    assert verdicts_of(folder_of(tmp_path / "claims", text)) == {1: "holds"}


def test_budgets_that_were_not_equal_are_told_per_unit_of_cost(tmp_path: Path) -> None:
    premium = "teams.care.premiums: {day: {hours: 24/7, share: 50 %}}"
    after = f"{{same: paid_hours, issue_types.question.resolves: 50 %, {premium}}}"
    folder = folder_of(tmp_path / "claims", claim(1, after=after))
    (one,) = sim.claims(folder=folder, out=tmp_path / "out")
    for trial in one.trials:
        assert trial.contrasts[0].per_cost
        assert trial.cost["after"] == pytest.approx(1.5, abs=0.01)
        before, later = trial.means["demand.contacts_per_issue"].values()
        expected = later * trial.cost["after"] - before
        assert trial.contrasts[0].interval.mean == pytest.approx(expected, rel=1e-9)


def test_a_measure_of_cost_is_not_told_per_unit_of_cost(tmp_path: Path) -> None:
    premium = "teams.care.premiums: {day: {hours: 24/7, share: 50 %}}"
    after = f"{{same: paid_hours, {premium}}}"
    text = claim(1, after=after, measure="cost.total")
    (one,) = sim.claims(folder=folder_of(tmp_path / "claims", text), out=tmp_path / "out")
    for trial in one.trials:
        assert not trial.contrasts[0].per_cost
        before, later = trial.means["cost.total"].values()
        assert trial.contrasts[0].interval.mean == pytest.approx(later - before, rel=1e-9)


def test_robustness_looks_over_ranges_and_loads(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "claims", claim(1))
    (one,) = sim.claims(folder=folder, out=tmp_path / "out", robust=True)
    assert set(one.robust) == {"slack", "load"}
    for look in one.robust.values():
        assert look.points == 4
        assert look.stands == look.holds
        assert 2 <= look.holds <= 4 - look.opposite


def test_what_policies_state_differently_is_varied_apart(tmp_path: Path) -> None:
    """Ranges that never meet: more fixes hold before, wherever in its range each lies."""
    before = "{issue_types.question.resolves: {value: 92 %, range: [90 %, 95 %]}}"
    text = claim(1, after="{issue_types.question.resolves: {value: 50 %, range: [40 %, 60 %]}}")
    text = text.replace("{issue_types.question.after_contact: 0 s}", before)
    (one,) = sim.claims(
        folder=folder_of(tmp_path / "claims", text), out=tmp_path / "out", robust=True
    )
    assert [look.holds for look in one.robust.values()] == [4, 4]


def test_what_a_verdict_depends_on_is_named_with_its_place(tmp_path: Path) -> None:
    """80 % of fixes hold after, whatever the share before, which ranges from 60 to 95 %."""
    folder = folder_of(tmp_path / "claims", claim(1, after="{issue_types.question.resolves: 80 %}"))
    atlas = folder / "atlas.yaml"
    points = "points: 40, replications: 8"
    atlas.write_text(atlas.read_text().replace("points: 4, replications: 3", points))
    (one,) = sim.claims(folder=folder, out=tmp_path / "out", robust=True)
    for look in one.robust.values():
        assert 0 < look.holds < 40
        assert look.opposite > 0
        assert look.turns == "issue_types.question.resolves"
        side, share, _ = look.where.split(" ")
        assert side == "above"
        assert 75 < float(share) < 90
    page = sim.claims_page(sim.verdicts(sim.atlas(folder), [one]), tmp_path / "page").read_text()
    assert "holds mostly with `issue_types.question.resolves` above" in page


def test_claims_are_chosen(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "claims", claim(1), claim(2))
    waits = "{claim: 9, title: A, articles: [1], kind: mixed, theme: B, waits_for: posts}"
    (folder / "waiting.yaml").write_text(f"waiting: [{waits}]\n")
    assert set(verdicts_of(folder, numbers=[2])) == {2}
    assert set(verdicts_of(folder, theme="test", article=0)) == {1, 2}
    for asked, message in [
        ({"numbers": [9]}, "claim 9 waits for: posts"),
        ({"numbers": [7]}, "there is no claim 7"),
        ({"article": 4}, "no claim is meant by that"),
    ]:
        with pytest.raises(RequestError, match=message):
            sim.claims(folder=folder, **asked)  # type: ignore[arg-type]
    with pytest.raises(RequestError, match="there is no folder of claims"):
        sim.atlas(tmp_path / "none")


def test_the_page_tells_all(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "claims", claim(1), claim(2, expected="less"))
    plain = sim.verdicts(sim.atlas(folder), sim.claims(folder=folder, out=tmp_path / "out"))
    page = sim.claims_page(plain, tmp_path / "page").read_text()
    assert "**does not hold**: 1" in page
    for number in (1, 2):
        picture = f"claims/{number:03d}-a-claim.svg"
        assert picture in page
        assert (tmp_path / "page" / picture).stat().st_size > 1000
    assert json.loads((tmp_path / "page" / "claims" / "verdicts.json").read_text()) == plain


def test_sentences_are_told_while_their_verdicts_stand(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "claims", claim(1), claim(2, expected="less"))
    (folder / "summary.yaml").write_text(
        "sentences:\n"
        '  - {says: "It saves {1.slack}, or {2.load}.", if: {1: holds, 2: holds not}}\n'
        "  - {says: Never told., if: {1: same}}\n"
        "amendments:\n"
        "  - {claims: [2], what: Turned round, before: holds, after: does not hold}\n"
    )
    plain = sim.verdicts(sim.atlas(folder), sim.claims(folder=folder, out=tmp_path / "out"))
    page = sim.claims_page(plain, tmp_path / "page").read_text()
    assert re.search(r"- It saves 0\.\d+ contacts, or 0\.\d+ contacts\.\n", page)
    assert "Never told" not in page
    assert "| 2 | Turned round | holds | does not hold |" in page
    few = sim.verdicts(
        sim.atlas(folder), sim.claims([1], folder=folder, out=tmp_path / "out"), firms=False
    )
    assert "It saves" not in sim.claims_page(few, tmp_path / "few").read_text()
