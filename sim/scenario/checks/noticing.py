"""Errors that the firm never notices, notices too late, or whose task nobody takes."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.findings import Finding, Said, Subject
from sim.scenario.expected.noticed import noticed_first
from sim.scenario.values.units import seconds_text

RARELY = 0.5
"""Of what is noticed: the share that is noticed in time, below which it is worth a word."""


def unread_noticing(subject: Subject) -> Iterator[Said]:
    """What is stated of noticing where nothing is noticed."""
    for name, issue_type in subject.scenario.issue_types.items():
        here, rule = ("issue_types", name, "noticed"), issue_type.noticed
        if rule is not None:
            yield (*here, "after"), rule.chance == 0.0, "nothing is noticed (`chance: 0 %`)"


def noticed_in_vain(subject: Subject) -> Iterator[Finding]:
    """Tasks at a desk that nobody takes, and errors that customers see before the firm does."""
    for name in subject.arising_types():
        rule = subject.scenario.issue_types[name].noticed
        if rule is None or rule.chance == 0.0:
            continue
        here = ("issue_types", name, "noticed")
        if not subject.abilities.serving(rule.desk, name):
            message = (
                f"nobody takes `{name}` at `{rule.desk}`: the firm notices it and nothing is "
                f"done; add `{rule.desk}` to the tasks of a team."
            )
            yield Finding((*here, "desk"), message)
        elif noticed_first(subject.scenario.issue_types[name]) < RARELY * rule.chance:
            after, asks = (
                seconds_text(round(one.mean_s()))
                for one in (rule.after, rule.customer_contacts_after)
            )
            message = (
                f"most customers ask before the firm notices: it does so after {after} on average, "
                f"they after {asks} (`customer_contacts_after`)."
            )
            yield Finding(here, message, key=True)
