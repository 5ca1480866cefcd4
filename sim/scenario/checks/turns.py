"""Questions to customers that nobody is asked, and answers that come too late."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.findings import Finding, Said, Subject
from sim.scenario.values.units import seconds_text


def late_answers(subject: Subject) -> Iterator[Finding]:
    """Cases that are closed before the average answer comes."""
    for name in subject.arising_types():
        rule = subject.scenario.issue_types[name].turns
        if rule is None or not rule.questions * rule.answers > 0.0:
            continue
        comes_s = rule.answers_after.mean_s()
        if comes_s > rule.closes_after_s:
            message = (
                f"answers come after {seconds_text(round(comes_s))} on average, when the case has "
                f"been closed for long ({seconds_text(rule.closes_after_s)}): each opens it again."
            )
            yield Finding(("issue_types", name, "turns", "closes_after"), message, key=True)


def unread_turns(subject: Subject) -> Iterator[Said]:
    """Questions where all talks are live, and parts of those that are never asked."""
    scenario = subject.scenario
    live = all(channel.kind == "live" for channel in scenario.channels.values())
    for name, issue_type in scenario.issue_types.items():
        rule, here = issue_type.turns, ("issue_types", name, "turns")
        if rule is None:
            continue
        yield here, live, "there is no deferred channel, and a live talk asks and answers at once"
        nothing = rule.questions == 0.0
        why = "nothing is asked: `questions` is 0 %" if nothing else "nobody answers"
        for key in ("work", "answers", "closes_after"):
            yield (*here, key), nothing, why
        yield (*here, "answers_after"), nothing or rule.answers == 0.0, why
