"""One customer's story under one or more variants, with what they make of it and what it took."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import isfinite
from typing import TYPE_CHECKING

from sim.kpi.one_issue import OneIssue, one_issue
from sim.report.clock import duration
from sim.report.data.comparison import Story, Telling
from sim.report.story.picking import PickName, picks, same_needs
from sim.report.story.telling import as_text, issues_of, story_of, tell, wrapped
from sim.report.words import label, listed

if TYPE_CHECKING:
    from sim.experiment.replication import One


def stories_of(
    told: Mapping[str, One], issue: int | None, customer: int | None, pick: PickName | None
) -> tuple[Story, ...]:
    """The story of an issue, of all issues of a customer, or of the one that a rule picks.

    ``told``: the same replication by variant. ``pick``: ``median``, ``worst`` or ``differs``.
    Raises ValueError when there is no such issue, or when it is another one in another variant.
    """
    (first, *others) = (one.record for one in told.values())
    for name, other in zip(list(told)[1:], others, strict=True):
        if not same_needs(first, other):
            raise ValueError(
                f"variant {name!r} does not face the same needs as {next(iter(told))!r}, so that "
                "an issue of one is not the same in the other: tell them one at a time"
            )
    if pick is not None:
        return (_picked(told, pick),)
    numbers = (
        [issue] if issue is not None else issues_of(first, -1 if customer is None else customer)
    )
    return tuple(_story(told, number, "", "") for number in numbers)


def _picked(told: Mapping[str, One], pick: PickName) -> Story:
    found = picks({name: one.record for name, one in told.items()})
    if pick not in found:
        why = "no issue arises in the measured weeks"
        if found:
            why = "it takes two variants" if len(told) < 2 else "all take every need the same time"
        raise ValueError(f"there is no story to pick by {pick!r}: {why}")
    chosen = found[pick]
    return _story(told, chosen.issue, chosen.title, chosen.chosen)


def _story(told: Mapping[str, One], number: int, title: str, chosen: str) -> Story:
    def telling(name: str) -> Telling:
        record, scenario = told[name]
        found = tell(record, number, scenario.clock.start, name)
        facts = one_issue(record, scenario, number)
        ending = [found.sum_up, *made_of_it(facts, scenario.cost.currency)]
        return found._replace(sum_up="\n".join(ending))

    records = {name: one.record for name, one in told.items()}
    return story_of(number, records, [telling(name) for name in told], title, chosen)


def made_of_it(facts: OneIssue, currency: str) -> list[str]:
    """What the customer makes of it, and what it took, a sentence each."""
    return [_felt(facts), _took(facts, currency)]


def _felt(facts: OneIssue) -> str:
    waited = duration(facts.waited_s)
    wait = f"waited {waited} for a person" if facts.answered else f"saw no person for {waited}"
    if facts.answered and facts.waited_s < 1.0:
        wait = "did not wait for a person"
    if isfinite(facts.expected_s):
        wait += f" (expected: {duration(facts.expected_s)})"
    parts = [wait]
    if not facts.over:
        parts.append("made 1 contact" if facts.contacts == 1 else f"made {facts.contacts} contacts")
    if facts.broken or facts.kept:
        parts.append("saw a promise broken" if facts.broken else "saw the promise kept")
    asked = (
        "The" if facts.over else f"Asked after {duration(facts.judged_s)}, before it is over, the"
    )
    weeks = "" if facts.measured else " The need arose outside the weeks that are measured."
    manner = ""
    if facts.manner != 0.0:
        what = "adds" if facts.manner > 0.0 else "takes away"
        manner = f" The manner of the last talk {what} {abs(facts.manner):.2f} points."
    return (
        f"{asked} customer {listed(parts)}. The satisfaction model gives {facts.score:.1f} of 5, "
        f"a chance of {100.0 * facts.satisfied:.0f} % of being satisfied.{manner}{weeks}"
    )


def _took(facts: OneIssue, currency: str) -> str:
    about = "" if facts.exact else "about "
    hands = duration(facts.hands_s)
    if facts.hands_s == 0.0:
        took = "It took no agent's time"
    else:
        took = f"It took {about}{hands} of agents' time, {facts.wages:.2f} {currency} in wages"
    parts = [took] + [f"{facts.fees:.2f} {currency} in fees"] * (facts.fees > 0.0)
    parts += [f"{facts.amends:.2f} {currency} in amends"] * (facts.amends > 0.0)
    return f"{', and '.join(parts)}."


def text_of(stories: Iterable[Story], heading: str) -> str:
    """The stories for a terminal of 80 columns; ``heading`` says of what."""
    return "\n\n".join([wrapped(heading, 2), *(_told(story) for story in stories)])


def _told(story: Story) -> str:
    title = f"{story.title}: i" if story.title else "I"
    lines = [f"{title}ssue {story.issue} of customer {story.customer}"]
    if story.chosen:
        lines.append(wrapped(f"Chosen because {story.chosen}.", 0))
    for telling in story.tellings:
        lines += ["", f"Under {label(telling.variant)}:", "", as_text(telling)]
    return "\n".join(lines)
