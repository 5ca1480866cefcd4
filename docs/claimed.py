"""Puts the claims to the test and writes docs/claims.md: ``python docs/claimed.py [--robust]``.

Runs are kept below results/, so that it goes on after a stop. With ``--page`` alone the page is
written again from docs/claims/verdicts.json, and nothing is run. Robustness that was looked at
before stays with a claim whose trials have not changed since; with ``--robust`` the others are
looked at, and the page is written after each.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sim
from sim.cli.terminal import Progress

if TYPE_CHECKING:
    from sim.scenario.claims import Atlas

HERE = Path(__file__).parent
KEPT = HERE / "claims" / "verdicts.json"
OUT = HERE.parent / "results"


def main() -> None:
    """Judge all claims, or write the page of those that are kept."""
    known = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {"claims": []}
    if "--page" in sys.argv:
        sim.claims_page(known, HERE)
        return
    atlas = sim.atlas(HERE.parent / "scenarios" / "claims")
    with Progress(things="trials") as progress:
        plain = sim.verdicts(atlas, sim.claims(folder=atlas, out=OUT, progress=progress))
    keep_robust(plain, known)
    print(sim.claims_page(plain, HERE))
    if "--robust" in sys.argv:
        look_further(plain, atlas)


def keep_robust(plain: dict[str, Any], known: dict[str, Any]) -> None:
    """Take over what was looked at before of the same trials."""
    before = {claim["number"]: claim for claim in known["claims"]}
    for claim in plain["claims"]:
        old = before.get(claim["number"])
        if old and old["trials"] == claim["trials"]:
            claim["robust"] = old["robust"]


def look_further(plain: dict[str, Any], atlas: Atlas) -> None:
    """Look at the robustness of the claims that lack it."""
    lacking = {claim["number"]: claim for claim in plain["claims"] if not claim["robust"]}
    if not lacking:
        return
    with Progress(things="trials and looks") as progress:
        for one in sim.claims(list(lacking), folder=atlas, robust=True, out=OUT, progress=progress):
            seen = sim.verdicts(atlas, [one], firms=False)["claims"][0]
            lacking[seen["number"]]["robust"] = seen["robust"]
            sim.claims_page(plain, HERE)


if __name__ == "__main__":
    main()
