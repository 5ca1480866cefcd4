"""Ranks by complaints that nobody makes, or nobody can be known for; contacts without a need."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sim.scenario.checks.findings import Finding, Said, Subject
from sim.scenario.model import Scenario
from sim.scenario.rules.credibility import counts_complaints
from sim.scenario.rules.customers import segment_sizes
from sim.scenario.rules.volumes import horizon_s, segment_weights, type_weights, volume
from sim.scenario.values.units import number_text

RARE = 0.01
"""Fewer of a segment's customers than this are hardly anybody."""


def impossible_credibility(scenario: Scenario) -> Iterator[Finding]:
    """Complaints of customers who never come twice, or two numbers of them."""
    known = scenario.routing.habitual_from
    for place, entry in enumerate(scenario.routing.priorities):
        path = ("routing", "priorities", place, "complaints_from")
        if entry.complaints_from is None:
            continue
        if scenario.customers.population == "none":
            message = (
                "nobody comes twice without a `population`; expected `population` of `customers` "
                "to be a number of customers."
            )
            yield Finding(path, message)
        elif entry.complaints_from != known:
            message = (
                f"routing tells customers apart by one number of complaints: state {known} here, "
                "as in the entry above, or nothing."
            )
            yield Finding(path, message)


def unread_credibility(subject: Subject) -> Iterator[Said]:
    """Complaints that no rank goes by, and ranks by complaints that are none."""
    scenario, arising = subject.scenario, subject.arising_types()
    ranked = scenario.routing.habitual_from > 0
    for name in scenario.issue_types:
        why = "no rank goes by it (`routing.priorities: complaints_from`)"
        yield ("issue_types", name, "complaint"), not ranked, why
    made = any(scenario.issue_types[name].complaint for name in arising)
    for place, _ in enumerate(scenario.routing.priorities):
        path = ("routing", "priorities", place, "complaints_from")
        yield path, not made, "no issue type that arises says `complaint: yes`"
    for place, rule in enumerate(scenario.routing.transfers):
        types = () if rule.issue_types == "all" else rule.issue_types
        answered = bool(types) and all(scenario.issue_types[name].by_answer for name in types)
        path = ("routing", "transfers", place, "issue_types")
        yield path, answered, f"whoever answers is the right team for `{types[-1:] and types[-1]}`"


def never_habitual(subject: Subject) -> Iterator[Finding]:
    """A number of complaints that hardly any customer reaches while the scenario lasts."""
    scenario = subject.scenario
    if not counts_complaints(scenario):
        return
    number = scenario.routing.habitual_from
    means = complaints_each(scenario)
    if max(means.values()) <= 0.0 or max(_reach(mean, number) for mean in means.values()) >= RARE:
        return
    name, mean = max(means.items(), key=lambda one: one[1])
    of = f" of `{name}`" if len(means) > 1 else ""
    place = next(
        at for at, one in enumerate(scenario.routing.priorities) if one.complaints_from is not None
    )
    message = (
        f"hardly anybody complains so often: a customer{of} does so about "
        f"{number_text(float(f'{mean:.2g}'))} times in the run; state fewer, or a segment of few "
        "customers that a stream's `segments` give many issues."
    )
    yield Finding(("routing", "priorities", place, "complaints_from"), message)


def complaints_each(scenario: Scenario) -> dict[str, float]:
    """Expected complaints of a customer in the whole run, by segment."""
    horizon = horizon_s(scenario)
    totals = [0.0] * len(scenario.customers.segments)
    complaint = [one.complaint for one in scenario.issue_types.values()]
    for stream in scenario.demand.values():
        weights = zip(type_weights(scenario, stream), complaint, strict=True)
        made = volume(stream, horizon) * sum(weight for weight, counts in weights if counts)
        for at, share in enumerate(segment_weights(scenario, stream)):
            totals[at] += made * share
    sizes = segment_sizes(scenario).tolist()
    pairs = zip(totals, sizes, strict=True)
    return dict(
        zip(scenario.customers.segments, (made / size for made, size in pairs), strict=True)
    )


def _reach(mean: float, number: int) -> float:
    """Chance that somebody who complains ``mean`` times on average does so ``number`` times."""
    if mean <= 0.0:
        return 0.0
    if number > 10.0 * mean + 100.0:
        return 0.0
    logs = (k * math.log(mean) - mean - math.lgamma(k + 1.0) for k in range(number))
    return 1.0 - math.fsum(math.exp(log) for log in logs)


def nobody_in_need(subject: Subject) -> Iterator[Finding]:
    """Demand of which nothing needs more than an answer."""
    scenario, arising = subject.scenario, subject.arising_types()
    if arising and all(scenario.issue_types[name].by_answer for name in arising):
        message = (
            "no customer needs more than an answer: measures of resolution and satisfaction have "
            "nothing to tell; leave out `needs: answer` where something is to be done."
        )
        yield Finding(("issue_types", arising[0], "needs"), message)
