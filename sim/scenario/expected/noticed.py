"""What is expected to be seen to by the firm before the customer asks."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from sim.scenario.model import IssueType
from sim.scenario.rules.noticing import is_seen_later, noticed_of
from sim.scenario.values.distributions import Distribution
from sim.scenario.values.moments import cdf

STEPS = 2000
REACH = 8.0
"""Means up to which times are looked at."""


def noticed_first(issue_type: IssueType) -> float:
    """The chance that the firm notices the need, and does so before the customer sees it."""
    rule = noticed_of(issue_type)
    if rule is None or not is_seen_later(rule):
        return 0.0
    return rule.chance * sooner(rule.after, rule.customer_contacts_after)


@lru_cache(maxsize=256)
def sooner(one: Distribution, other: Distribution) -> float:
    """The chance that ``one`` time is shorter than the ``other``."""
    if other.kind == "constant":
        return float(cdf(one, np.array([other.a]))[0])
    edges = np.linspace(0.0, REACH * max(one.mean_s(), other.mean_s()), STEPS + 1)
    weights = np.diff(cdf(other, edges))
    middles = (edges[1:] + edges[:-1]) / 2.0
    return float((cdf(one, middles) * weights).sum() + 1.0 - cdf(other, edges[-1:])[0])
