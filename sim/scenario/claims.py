"""Claims of articles: what is said, what is changed to see whether it is so, what would refute it.

An atlas says how all claims of its folder are judged: in which firms, at which loads, with what
confidence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from sim.scenario.nodes import Node
from sim.scenario.scenario_files import ScenarioFile

Expected = Literal["less", "more", "same", "steeper"]
Kind = Literal["emergent", "mixed", "utility"]
Verdict = Literal[
    "holds", "assumed", "holds in part", "holds not", "same", "not precise enough", "by the load"
]
"""*Assumed*: it holds, and returns what was typed in. *Holds in part*: the primary contrast does,
another one does not. *By the load*: the firms differ."""

Changes = dict[str, Node]
"""Values by dotted path."""


class Contrast(NamedTuple):
    """What is expected of a measure: weights of policies, and on which side of 0 their sum lies.

    ``weights`` by policy, summing to 0. ``shown``: the comparison in words.
    """

    measure: str
    expected: Expected
    weights: Mapping[str, float]
    shown: str
    primary: bool

    @property
    def side(self) -> Literal["less", "more", "same"]:
        """Where the weighted sum lies if it comes out as expected."""
        return "more" if self.expected == "steeper" else self.expected


@dataclass(frozen=True)
class Policy:
    """A way to run the firm. ``same``: what equals that of the first policy, if anything does."""

    name: str
    changes: Changes
    by_firm: Mapping[str, Changes]
    same: str | None


@dataclass(frozen=True)
class Claim:
    """What a claim file says. ``text``: the file as it is."""

    number: int
    name: str
    title: str
    says: str
    articles: tuple[int, ...]
    kind: Kind
    theme: str
    tests: str
    refuted_by: str
    stage: Changes
    policies: Mapping[str, Policy]
    contrasts: tuple[Contrast, ...]
    text: str

    def changes(self, policy: str, firm: str) -> Changes:
        """What a policy changes in a firm: the stage, then the policy."""
        one = self.policies[policy]
        return {**self.stage, **one.changes, **one.by_firm.get(firm, {})}

    def weights(self, contrast: Contrast) -> list[float]:
        """Of a contrast, in the order of the policies."""
        return [contrast.weights.get(policy, 0.0) for policy in self.policies]

    @property
    def paths(self) -> list[str]:
        """All that is changed anywhere."""
        found = dict.fromkeys(self.stage)
        for policy in self.policies.values():
            for changes in (policy.changes, *policy.by_firm.values()):
                found |= dict.fromkeys(changes)
        return list(found)

    @property
    def measures(self) -> list[str]:
        """Those that the contrasts look at."""
        return list(dict.fromkeys(contrast.measure for contrast in self.contrasts))


class Waiting(NamedTuple):
    """A claim that the language cannot carry yet, with what it waits for."""

    number: int
    title: str
    articles: tuple[int, ...]
    kind: str
    theme: str
    waits_for: str


EFFECT = re.compile(r"\{([0-9]+)\.([a-z0-9_]+)\}")
"""In a sentence: the size of a claim's main difference in a firm, as in ``{30.slack}``."""


class Sentence(NamedTuple):
    """A sentence to remember, told while the claims have these verdicts."""

    says: str
    verdicts: Mapping[int, Verdict]


class Amendment(NamedTuple):
    """What was changed after verdicts had been seen: verdicts before and after, in words."""

    claims: tuple[int, ...]
    what: str
    before: str
    after: str


class LookedAt(NamedTuple):
    """A measure of the firms as they are, with what is known of real ones."""

    measure: str
    evidence: str


@dataclass(frozen=True, repr=False)
class Atlas:
    """All claims of a folder and how they are judged.

    ``firms``: scenario files by name. ``confidence``: of all primary contrasts in all firms at
    once. ``at_first``, ``at_most``: replications. ``load``: path of what the loads set;
    ``points``, ``replications``, ``seed``: of the look at robustness. ``looked_at``: whether the
    firms are what one would believe.
    """

    firms: Mapping[str, ScenarioFile]
    confidence: float
    at_first: int
    at_most: int
    load: str
    loads: tuple[Node, ...]
    points: int
    replications: int
    seed: int
    looked_at: tuple[LookedAt, ...]
    claims: tuple[Claim, ...]
    waiting: tuple[Waiting, ...]
    sentences: tuple[Sentence, ...]
    amendments: tuple[Amendment, ...]
    text: str

    def __repr__(self) -> str:
        return f"Atlas: {len(self.claims)} claims, firms {', '.join(self.firms)}"

    @cached_property
    def comparisons(self) -> int:
        """How many primary contrasts there are, each firm's counted."""
        primary = sum(contrast.primary for claim in self.claims for contrast in claim.contrasts)
        return primary * len(self.firms)
