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
    mark = " ¢" if contrast["per_cost"] else ""
    return f"{numbers.mean(found, sign=True)} {unit} ({limits}){mark}"


def size_words(contrast: Plain) -> str:
    """``0.18 contacts``: how far apart the policies are on whichever side, to two digits."""
    factor, _ = numbers.scaled(contrast["unit"])
    size = float(f"{abs(factor * estimate(contrast).mean):.2g}")
    return f"{size:,g} {numbers.difference_unit(contrast['unit'])}"


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
    """In how many points the main difference comes out so too; empty if that was not looked at."""
    return "; ".join(
        f"{look['stands']} of {look['points']} {firm_words(firm)}{_wrong(look)}"
        for firm, look in claim["robust"].items()
    )


def _wrong(look: Plain) -> str:
    against = min(look["opposite"], look["points"] - look["stands"])
    return f", the opposite in {against}" if against else ""


def flips_words(claim: Plain) -> str:
    """What it depends on most; or that nothing turned it round."""
    looks = claim["robust"]
    if not looks:
        return ""
    turned = any(_wrong(look) for look in looks.values())
    points = sum(look["points"] for look in looks.values())
    told = [] if turned else [f"no reversal found in {points} points"]
    told += [
        f"the claim holds mostly with `{look['turns']}` {look['where']} ({firm_words(firm)})"
        for firm, look in looks.items()
        if look["turns"]
    ]
    if turned and len(told) == 0:
        told = ["no single value tells where it turns"]
    return "; ".join(told)


def counts(plain: Plain) -> Counter[str]:
    """How often each verdict was given, the commonest first."""
    return Counter(claim["verdict"] for claim in plain["claims"])


def sentences(plain: Plain) -> list[str]:
    """Those to remember whose verdicts have come out, with the sizes of differences."""
    claims = {claim["number"]: claim for claim in plain["claims"]}

    def told(part: str | Plain) -> str:
        if isinstance(part, str):
            return part
        trials = claims[part["claim"]]["trials"]
        return size_words(main_contrast(next(t for t in trials if t["firm"] == part["firm"])))

    return [
        "".join(map(told, one["parts"]))
        for one in plain["sentences"]
        if all(
            int(number) in claims and claims[int(number)]["verdict"] == word
            for number, word in one["if"].items()
        )
    ]


def counted(plain: Plain) -> list[str]:
    """How many claims got which verdict, and how many wait."""
    found, total = counts(plain), len(plain["claims"])
    listed = "; ".join(
        f"**{WORDS[word]}**: {found[word]} ({MEANING[word]})" for word in MEANING if found[word]
    )
    told = [f"{total} {'claim' if total == 1 else 'claims'} put to the test. {listed}."]
    if plain["waiting"]:
        told.append(f"{len(plain['waiting'])} more wait for what the model cannot do yet.")
    return told
