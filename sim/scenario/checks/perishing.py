"""Needs that lose their value before anybody can have met them."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.findings import Finding, Said, Subject
from sim.scenario.values.units import seconds_text


def lost_before_done(subject: Subject) -> Iterator[Finding]:
    """Types whose work alone takes longer than their value lasts, on average."""
    for name in subject.arising_types():
        issue_type = subject.scenario.issue_types[name]
        lasts, work_s = issue_type.value_lasts, issue_type.handle_time_s
        lasts_s = work_s if lasts is None else lasts.mean_s()
        if lasts_s < work_s:
            message = (
                f"most of these needs are lost: their value lasts {seconds_text(round(lasts_s))} "
                f"on average, and the work alone takes {seconds_text(round(work_s))}."
            )
            yield Finding(("issue_types", name, "perishes"), message, key=True)


def unread_perishing(subject: Subject) -> Iterator[Said]:
    """Values of needs that never perish."""
    for name, issue_type in subject.scenario.issue_types.items():
        rule = issue_type.perishes
        never = rule is not None and rule.after.kind == "never"
        path = ("issue_types", name, "perishes", "value")
        yield path, never, "such a need never perishes (`after: never`)"
