"""Lines and callbacks of channels that do not do what they seem to."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sim.scenario.checks.findings import Finding, Subject
from sim.scenario.rules.doors import patience_of, sharing
from sim.scenario.values.units import seconds_text


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


def idle_callbacks(subject: Subject) -> Iterator[Finding]:
    """Callbacks that change nobody's wait, or come too late for everybody."""
    scenario = subject.scenario
    for name, channel in scenario.channels.items():
        rule = channel.callback
        if rule is None or channel.kind != "live" or rule.accepts == 0.0:
            continue
        here = ("channels", name, "callback")
        patience = [patience_of(channel, one) for one in scenario.issue_types.values()]
        longest = [one.mean_s() if one.kind == "constant" else math.inf for one in patience]
        if all(one.kind == "never" for one in patience) and channel.lines is None:
            message = (
                "nobody gives up here and lines have no limit: being called back changes "
                "nobody's wait; state `patience` or `lines`."
            )
            yield Finding(here, message, key=True)
        elif max(longest) <= rule.after_s:
            message = (
                f"nobody waits for {seconds_text(rule.after_s)}: all give up after "
                f"{seconds_text(max(longest))}, before a callback is offered."
            )
            yield Finding(here, message, key=True)
