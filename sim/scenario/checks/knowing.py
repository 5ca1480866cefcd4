"""What customers get to know of the outcome too late, or never."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.findings import Finding, Subject, days_text


def found_out_too_late(subject: Subject) -> Iterator[Finding]:
    """False fixes of which few are found out before the simulated time is over."""
    clock = subject.scenario.clock
    for name, issue_type in subject.scenario.issue_types.items():
        after = issue_type.found_out_after
        simulated_s = clock.length_s + clock.run_out_s
        if issue_type.is_believed and after.kind != "never" and after.mean_s() > simulated_s:
            message = (
                f"a fix that does not hold is found out after {days_text(after.mean_s())} on "
                f"average, and {days_text(simulated_s)} are simulated: state `never`, or a longer "
                "`clock`."
            )
            yield Finding(("issue_types", name, "found_out_after"), message)
