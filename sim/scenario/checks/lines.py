"""Lines of channels that do not do what they seem to."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.findings import Finding, Subject
from sim.scenario.rules.doors import sharing


def shared_by_one(subject: Subject) -> Iterator[Finding]:
    """Sets of lines that a single channel has to itself."""
    for name in subject.scenario.shared_lines:
        channels = sharing(subject.scenario, name)
        if len(channels) == 1:
            message = (
                f"`{channels[0]}` alone has these lines: state `lines: {name}` on the channels "
                "that share them, or the number there."
            )
            yield Finding(("shared_lines", name), message, key=True)
