"""Claims of an atlas judged one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from sim.experiment.claims.robust import Robust, robust_in
from sim.experiment.claims.trial import Place, tried
from sim.experiment.claims.verdicts import Trial, together
from sim.experiment.comparisons.compare import run
from sim.experiment.conditions import Conditions
from sim.experiment.errors import RequestError
from sim.experiment.results import Estimate
from sim.scenario.claims import Atlas, Claim, Verdict
from sim.scenario.explicit import explicit

KEPT = "claims"
"""Folder of the runs, below that of the results."""


@dataclass(frozen=True, repr=False)
class Judged:
    """A claim with what came of it in each firm. ``robust``: by firm, where that was asked for."""

    claim: Claim
    trials: tuple[Trial, ...]
    verdict: Verdict
    robust: dict[str, Robust]

    def __repr__(self) -> str:
        return f"Judged: claim {self.claim.number} ({self.claim.title}): {self.verdict}"


def chosen(
    atlas: Atlas, numbers: Sequence[int] = (), theme: str | None = None, article: int | None = None
) -> list[Claim]:
    """The claims that are asked for, all of them unless something is. Raises RequestError."""
    known = {claim.number: claim for claim in atlas.claims}
    waiting = {one.number: one for one in atlas.waiting}
    for number in numbers:
        if number in waiting:
            raise RequestError(f"claim {number} waits for: {waiting[number].waits_for}")
        if number not in known:
            raise RequestError(f"there is no claim {number}")
    found = [known[number] for number in dict.fromkeys(numbers)] or list(atlas.claims)
    if theme is not None:
        found = [claim for claim in found if theme.casefold() in claim.theme.casefold()]
    if article is not None:
        found = [claim for claim in found if article in claim.articles]
    if not found:
        raise RequestError("no claim is meant by that")
    return found


def judged(
    atlas: Atlas, claims: Sequence[Claim], out: Path, conditions: Conditions, robust: bool
) -> Iterator[Judged]:
    """Each claim as it is judged; progress counts trials. Raises what a sweep raises."""
    each = len(atlas.firms) * (2 if robust else 1)
    done, total = 0, each * len(claims)
    quiet = replace(conditions, progress=None)

    def step() -> None:
        nonlocal done
        done += 1
        if conditions.progress is not None:
            conditions.progress(done, total)

    if conditions.progress is not None:
        conditions.progress(0, total)
    for claim in claims:
        trials, looks = [], {}
        for firm in atlas.firms:
            place = Place(atlas, firm, out / KEPT)
            trial = tried(claim, place, quiet)
            trials.append(trial)
            step()
            if robust:
                looks[firm] = robust_in(claim, place, trial, quiet)
                step()
        yield Judged(claim, tuple(trials), together([t.verdict for t in trials]), looks)


def firms_as_they_are(atlas: Atlas, conditions: Conditions) -> dict[str, dict[str, Estimate]]:
    """By firm, what the atlas looks at before any claim. Raises what a run raises."""
    quiet = replace(conditions, progress=None, replications=atlas.at_first)
    found = {}
    for firm, file in atlas.firms.items():
        kpis = run(file, conditions=quiet).kpis
        for one in atlas.looked_at:
            if one.measure not in kpis:
                raise RequestError(f"looked_at: {file.name} has no measure {one.measure!r}")
        found[firm] = {one.measure: kpis[one.measure] for one in atlas.looked_at}
    return found


def hash_of(atlas: Atlas) -> str:
    """Of the firms and how claims are judged: twelve signs that stand for all of it."""
    texts = [atlas.text, *(explicit(file.resolve()) for file in atlas.firms.values())]
    return sha256("\0".join(texts).encode()).hexdigest()[:12]
