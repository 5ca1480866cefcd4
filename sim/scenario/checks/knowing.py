"""What customers get to know of the outcome too late, or never."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.findings import Finding, Subject, days_text
from sim.scenario.rules.doors import returns_of
from sim.scenario.rules.false_fixes import is_believed
from sim.scenario.rules.silence import left_at


def found_out_too_late(subject: Subject) -> Iterator[Finding]:
    """False fixes of which few are found out before the simulated time is over."""
    clock = subject.scenario.clock
    for name, issue_type in subject.scenario.issue_types.items():
        after = issue_type.found_out_after
        simulated_s = clock.length_s + clock.run_out_s
        believed = is_believed(subject.scenario, issue_type)
        if believed and after.kind != "never" and after.mean_s() > simulated_s:
            message = (
                f"a fix that does not hold is found out after {days_text(after.mean_s())} on "
                f"average, and {days_text(simulated_s)} are simulated: state `never`, or a longer "
                "`clock`."
            )
            yield Finding(("issue_types", name, "found_out_after"), message)


def never_known(subject: Subject) -> Iterator[Finding]:
    """Desks that do not tell all customers how it ended, where nothing else does."""
    scenario = subject.scenario
    promised = any(
        "broken_promise" in rules and rules["broken_promise"].chance > 0.0
        for rules in (
            returns_of(scenario, scenario.channels[name])
            for name in subject.used
            if scenario.promise.on(name).kind != "none"
        )
    )
    issue_types = [scenario.issue_types[name] for name in subject.arising_types()]
    for name, desk in scenario.tasks.items():
        here = [one for one in issue_types if name in left_at(one)]
        shows = any(one.shows_later and one.found_out_after.kind != "never" for one in here)
        if desk.confirms < 1.0 and here and not (promised or shows):
            message = (
                "who is not told that it is done never knows, since nothing makes these customers "
                "ask: state `promise` and `returns: broken_promise`, or `found_out_after` of the "
                "issue types."
            )
            yield Finding(("tasks", name, "confirms"), message)
