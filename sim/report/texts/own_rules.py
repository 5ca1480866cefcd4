"""Which rules of a user's own were in force, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.experiment.results import CompareResult, RunResult


def own_rules(result: RunResult | CompareResult, before: str = "") -> str:
    """Files and checksums of the rules of a user's own that said who takes what.

    With the variants for which they did, where there are several; nothing if no rules did.
    """
    held: dict[str, list[str]] = {}
    for name, run in result.runs.items():
        if run.rules is not None:
            held.setdefault(f"{run.rules.name}, SHA-256 {run.rules.sha256[:16]}…", []).append(name)
    alone = len(result.runs) == 1
    told = (what if alone else f"{what} ({', '.join(names)})" for what, names in held.items())
    return before + "; ".join(told) if held else ""
