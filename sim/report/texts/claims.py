"""What came of the articles' claims, in words."""

from __future__ import annotations

from collections import Counter
from math import nan
from typing import Any

from sim.experiment.results import Estimate
from sim.report import numbers

Plain = dict[str, Any]

_FIRMS = {"slack": "with slack", "load": "under load"}
"""What the firms of the shipped claims are called in a sentence."""
WORDS = {
    "holds": "holds",
    "assumed": "assumed",
    "holds in part": "holds in part",
    "holds not": "does not hold",
    "same": "no effect worth having",
    "not precise enough": "not precise enough",
    "by the load": "depends on the load",
}
"""How verdicts are told."""
MEANING = {
    "holds": "all that was expected came out so, in both firms",
    "assumed": "it came out so, but the size of it is what was typed in",
    "holds in part": "the main expectation came out so, another one did not",
    "holds not": "the opposite came out",
    "same": "the difference is smaller than would matter",
    "by the load": "the two firms gave different answers",
    "not precise enough": "the replications allowed did not decide it",
}


def firm_words(firm: str) -> str:
    """What a firm is called in a sentence."""
    return _FIRMS.get(firm, firm)


def main_contrast(trial: Plain) -> Plain:
    """The first primary contrast of a claim in a firm."""
    return next(one for one in trial["contrasts"] if one["primary"])


def verdict_words(claim: Plain) -> str:
    """The verdict, with that of each firm where they differ."""
    if claim["verdict"] != "by the load":
        return WORDS[claim["verdict"]]
    each = ", ".join(
        f"{WORDS[trial['verdict']]} {firm_words(trial['firm'])}" for trial in claim["trials"]
    )
    return f"{WORDS['by the load']}: {each}"


def effect_words(contrast: Plain) -> str:
    """``resolution.mean_h −2.2 h (−2.4 to −2.1)``: a contrast with its interval."""
    found = estimate(contrast)
    unit = numbers.difference_unit(contrast["unit"])
    limits = numbers.interval(found, sign=True)
    return f"{numbers.mean(found, sign=True)} {unit} ({limits})"


def estimate(contrast: Plain) -> Estimate:
    """A contrast's mean and interval."""
    mean, low, high = (
        nan if contrast[key] is None else contrast[key] for key in ("mean", "low", "high")
    )
    return Estimate(mean, low, high, contrast["unit"])


def threshold_words(contrast: Plain) -> str:
    """The least difference that matters."""
    factor, _ = numbers.scaled(contrast["unit"])
    unit = numbers.difference_unit(contrast["unit"])
    return f"{factor * contrast['threshold']:g} {unit}"


def robust_words(claim: Plain) -> str:
    """In how many points the verdict stands; empty where that was not looked at."""
    looks = claim["robust"]
    return "; ".join(
        f"{look['stands']} of {look['points']} {firm_words(firm)}"
        + (f", reversed in {look['reversed']}" if look["reversed"] else "")
        for firm, look in looks.items()
    )


def flips_words(claim: Plain) -> str:
    """What it hangs on most; or that nothing turned it round."""
    looks = claim["robust"]
    if not looks:
        return ""
    if not any(look["reversed"] for look in looks.values()):
        points = sum(look["points"] for look in looks.values())
        hangs = ", ".join(dict.fromkeys(f"`{x['flips']}`" for x in looks.values() if x["flips"]))
        told = f"no reversal found in {points} points"
        return f"{told}; size hangs on {hangs}" if hangs else told
    return ", ".join(
        dict.fromkeys(f"`{look['flips']}`" for look in looks.values() if look["reversed"])
    )


def counts(plain: Plain) -> Counter[str]:
    """How often each verdict was given, the commonest first."""
    return Counter(claim["verdict"] for claim in plain["claims"])


def summary(plain: Plain) -> list[str]:
    """Sentences that a reader remembers."""
    found, total = counts(plain), len(plain["claims"])
    listed = "; ".join(
        f"**{WORDS[word]}**: {found[word]} ({MEANING[word]})" for word in MEANING if found[word]
    )
    told = [f"Of {total} claims put to the test: {listed}."]
    told.append(f"{len(plain['waiting'])} more wait for what the model cannot do yet.")
    return told
