"""Which errors of its own the firm may notice, and which customers see only later."""

from __future__ import annotations

from sim.scenario.model import IssueType, Noticed
from sim.scenario.values.distributions import constant


def noticed_of(issue_type: IssueType) -> Noticed | None:
    """What is noticed of a type, unless nothing is and customers see it at once."""
    rule = issue_type.noticed
    idle = rule is None or (rule.chance == 0.0 and not is_seen_later(rule))
    return None if idle else rule


def is_seen_later(rule: Noticed) -> bool:
    """Whether customers see the error only some time after it arose."""
    return rule.customer_contacts_after != constant(0.0)
