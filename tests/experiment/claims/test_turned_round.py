"""Five shipped claims whose verdicts turn round when what they depend on is set the other way."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

import sim
from sim.experiment.claims.judge import Judged

FEW = 6
"""Replications: what is set makes differences that are many times their thresholds."""
MORE = {69: 20}
"""Those of a claim whose measure varies much."""
SHIPPED = Path(__file__).parents[3] / "scenarios" / "claims"


def tried(
    number: int, place: Path, firms: dict[str, Any], stage: dict[str, Any], **policies: Any
) -> Judged:
    """The claim as shipped, but for what is set in the firms, its stage and its policies."""
    (claim,) = SHIPPED.glob(f"{number:03d}-*.yaml")
    folder = place / "claims"
    folder.mkdir()
    for name in ("atlas.yaml", "base-with-slack.yaml", "base-under-load.yaml"):
        shutil.copy(SHIPPED / name, folder)
    base = yaml.safe_load((SHIPPED / "base.yaml").read_text(encoding="utf-8"))
    for path, value in firms.items():
        *parts, last = path.split(".")
        at = base
        for part in parts:
            at = at[part]
        at[last] = value
    text = yaml.safe_load(claim.read_text(encoding="utf-8"))
    text["stage"] = {**text.get("stage", {}), **stage}
    for policy, changes in policies.items():
        text["policies"][policy].update(changes)
    for name, tree in (("base.yaml", base), (claim.name, text)):
        written = yaml.safe_dump(tree, sort_keys=False)
        (folder / name).write_text(written, encoding="utf-8")
    (found,) = sim.claims(folder=folder, out=place / "out", replications=MORE.get(number, FEW))
    return found


@pytest.mark.slow
@pytest.mark.parametrize(
    ("number", "verdict", "firms", "stage", "policies"),
    [
        # customers ask on four days only: agents paid to fix things at weekends have nothing to do
        (1, "holds not", {"demand.needs.profile": "Mon-Thu 08:00-16:00"}, {}, {}),
        # whoever answers in public can settle next to nothing, and customers ask again and again
        (
            30,
            "holds not",
            {
                "returns.unresolved.chance": "90 %",
                "issue_types.how_to.resolves_by_team": {"social_desk": "5 %"},
            },
            {},
            {},
        ),
        # nobody gives up, and to be pressed for four minutes wastes three in each contact cut short
        (
            39,
            "holds",
            {"returns.unresolved.chance": "100 %"},
            {},
            {
                "four_minutes": {
                    "teams.care.handle_time_target": {"talk": "4 min", "overhead": "3 min"}
                }
            },
        ),
        # outside is hardly cheaper by the hour, and its script settles few questions
        (
            65,
            "holds",
            {},
            {},
            {
                "outside": {
                    "teams.care.wage": "18 USD/h",
                    "issue_types.how_to.resolves_by_team": {"care": "30 %"},
                }
            },
        ),
        # some customers are worth much, and nobody leaves to whom amends were made
        (
            69,
            "holds",
            {"customers.segments.large.value": "400 USD/week"},
            {"customers.leaving.amends": "0 %"},
            {},
        ),
    ],
)
def test_the_opposite_comes_out_when_it_is_set(
    tmp_path: Path,
    number: int,
    verdict: str,
    firms: dict[str, Any],
    stage: dict[str, Any],
    policies: dict[str, Any],
) -> None:
    assert tried(number, tmp_path, firms, stage, **policies).verdict == verdict
