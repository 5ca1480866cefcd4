"""Puts the claims to the test and writes docs/claims.md: ``python docs/claimed.py [--robust]``.

Runs are kept below results/, so that it goes on after a stop. With ``--page`` alone the page is
written again from docs/claims/verdicts.json, and nothing is run. Robustness that was looked at
before stays with a claim whose trials have not changed since.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import sim
from sim.cli.terminal import Progress

HERE = Path(__file__).parent
KEPT = HERE / "claims" / "verdicts.json"


def main() -> None:
    """Judge all claims, or write the page of those that are kept."""
    known = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {"claims": []}
    if "--page" in sys.argv:
        sim.claims_page(known, HERE)
        return
    atlas = sim.atlas(HERE.parent / "scenarios" / "claims")
    with Progress(things="trials") as progress:
        found = sim.claims(
            folder=atlas,
            robust="--robust" in sys.argv,
            out=HERE.parent / "results",
            progress=progress,
        )
        plain = sim.verdicts(atlas, found)
    keep_robust(plain, known)
    print(sim.claims_page(plain, HERE))


def keep_robust(plain: dict[str, Any], known: dict[str, Any]) -> None:
    """Take over what was looked at before of the same trials."""
    before = {claim["number"]: claim for claim in known["claims"]}
    for claim in plain["claims"]:
        old = before.get(claim["number"])
        if old and not claim["robust"] and old["trials"] == claim["trials"]:
            claim["robust"] = old["robust"]


if __name__ == "__main__":
    main()
