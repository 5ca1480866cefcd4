"""Claims and what came of them as plain data, as it is kept and as pages read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import isfinite
from typing import TYPE_CHECKING, Any

from sim.scenario.claims import EFFECT
from sim.version import __version__

if TYPE_CHECKING:
    from sim.experiment.claims.judge import Judged
    from sim.experiment.claims.verdicts import Seen, Trial
    from sim.experiment.results import Estimate
    from sim.scenario.claims import Atlas, Sentence

Plain = dict[str, Any]


def as_plain(
    atlas: Atlas,
    judged: Iterable[Judged],
    inputs: str,
    firms: Mapping[str, Mapping[str, Estimate]],
) -> Plain:
    """What an atlas found.

    ``inputs``: the hash of the firms and of how claims are judged; ``firms``: as they are.
    """
    return {
        "version": __version__,
        "inputs": inputs,
        "firms": list(atlas.firms),
        "looked_at": [
            {
                "measure": one.measure,
                "evidence": one.evidence,
                "unit": next(iter(firms.values()))[one.measure].unit,
                "means": {firm: _number(kpis[one.measure].mean) for firm, kpis in firms.items()},
            }
            for one in atlas.looked_at
        ]
        if firms
        else [],
        "confidence": atlas.confidence,
        "comparisons": atlas.comparisons,
        "points": atlas.points,
        "claims": [_claim(one) for one in judged],
        "waiting": [one._asdict() | {"articles": list(one.articles)} for one in atlas.waiting],
        "sentences": [_sentence(one) for one in atlas.sentences],
        "amendments": [one._asdict() | {"claims": list(one.claims)} for one in atlas.amendments],
    }


def _sentence(one: Sentence) -> Plain:
    """Texts and sizes in turn, with the verdicts that let it be told."""
    texts = iter(EFFECT.split(one.says))
    parts: list[str | Plain] = []
    for text in texts:
        parts.append(text)
        if number := next(texts, ""):
            parts.append({"claim": int(number), "firm": next(texts)})
    return {"parts": parts, "if": {str(n): word for n, word in one.verdicts.items()}}


def _claim(one: Judged) -> Plain:
    claim = one.claim
    return {
        "number": claim.number,
        "name": claim.name,
        "title": claim.title,
        "says": claim.says,
        "articles": list(claim.articles),
        "kind": claim.kind,
        "theme": claim.theme,
        "tests": claim.tests,
        "refuted_by": claim.refuted_by,
        "verdict": one.verdict,
        "trials": [_trial(trial) for trial in one.trials],
        "robust": {firm: look._asdict() for firm, look in one.robust.items()},
    }


def _trial(trial: Trial) -> Plain:
    return {
        "firm": trial.firm,
        "verdict": trial.verdict,
        "replications": trial.replications,
        "seed": trial.seed,
        "fingerprint": trial.fingerprint[:12],
        "cost": {policy: _number(share) for policy, share in trial.cost.items()},
        "contrasts": [_seen(one) for one in trial.contrasts],
        "means": {
            measure: {policy: _number(value) for policy, value in means.items()}
            for measure, means in trial.means.items()
        },
    }


def _seen(one: Seen) -> Plain:
    mean, low, high = map(_number, one.interval)
    shown = {key: value for key, value in one._asdict().items() if key != "interval"}
    return {**shown, "mean": mean, "low": low, "high": high}


def _number(value: float) -> float | None:
    """To nine digits, as more are not meant; None where it is not known."""
    return float(f"{value:.9g}") if isfinite(value) else None
