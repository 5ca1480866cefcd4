"""How often a claim is found to hold that has an effect of twice the threshold, or none.

``python -m tests.experiment.claims.planted [REPETITIONS]``: each repetition has customers of its
own, and the policies of a repetition meet different ones, so that nothing is paired away: the
interval has all the noise there is. Some minutes; no part of the tests.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

import sim
from tests.experiment.claims.folders import claim, folder_of

CASES = {"twice the threshold": "76.1 %", "no effect": "85 %", "identical": None}
"""Chance that a fix holds, 85 % before: contacts per need are about 1 / (1 - 0.6 (1 - chance))."""
FREE = "demand.callers.day_factor: {cv: 20 %}"


def main(repetitions: int) -> None:
    """Print how often each verdict was given, and the mean effect that was found."""
    for name, share in CASES.items():
        changed = "" if share is None else f"issue_types.question.resolves: {share}, "
        after = f"{{{changed}{'' if share is None else FREE}}}"
        found: Counter[str] = Counter()
        effects: list[float] = []
        for at in range(repetitions):
            with tempfile.TemporaryDirectory() as place:
                folder = folder_of(
                    Path(place) / "claims", claim(1, after=after), first=20, most=640
                )
                (one,) = sim.claims(folder=folder, out=place, seed=1000 + at)
                found[one.verdict] += 1
                effects += [trial.contrasts[0].interval.mean for trial in one.trials]
        mean = sum(effects) / len(effects)
        print(f"{name}: {dict(found)}, mean effect {mean:.4f} of a threshold of 0.03", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
