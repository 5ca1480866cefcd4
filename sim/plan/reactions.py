"""What customers may do when something fails, as rows of reactions and their alternatives."""

from __future__ import annotations

from typing import NamedTuple

from sim.codes import ANY, REASONS, SAME_CHANNEL, SECOND_CHOICE
from sim.plan.dists import DistTable
from sim.plan.ids import Ids
from sim.scenario.model import Return, Scenario
from sim.scenario.rules.doors import returns_of
from sim.scenario.rules.volumes import cumulative

Row = dict[str, float]
SPECIAL = {"same": SAME_CHANNEL, "second": SECOND_CHOICE}


class Reactions(NamedTuple):
    """Rows of the tables ``reactions`` and ``alternatives``, and the grid ``reacts``.

    ``reacts``: [reason][0 or 1], the rows of reactions from and to.
    """

    rows: list[Row]
    alternatives: list[Row]
    reacts: list[list[int]]


def reactions_of(scenario: Scenario, ids: Ids, dists: DistTable) -> Reactions:
    """The rules to try again of each channel, by reason; a rule is stated once. Desks have none."""
    rows: list[Row] = []
    alternatives: list[Row] = []
    reacts: list[list[int]] = []
    stated: list[tuple[Return, int]] = []
    returns = [returns_of(scenario, channel) for channel in scenario.channels.values()]
    for reason in REASONS:
        first = len(rows)
        for queue, rules in enumerate(returns):
            rule = next((rule for name, rule in rules.items() if name == reason), None)
            if rule is None or rule.chance == 0.0:
                continue
            begun = next((row for known, row in stated if known == rule), len(alternatives))
            if begun == len(alternatives):
                stated.append((rule, begun))
                alternatives += alternatives_of(ids, dists, rule)
            rows.append({**plain(reason, queue), "contacts": rule.at_most, **ways(rule, begun)})
        reacts.append([first, len(rows)])
    return Reactions(rows, alternatives, reacts)


def plain(reason: str, queue: int) -> Row:
    """A row without conditions but for the reason and the queue."""
    return {
        "reason": REASONS.index(reason),
        "queue": queue,
        "segment": ANY,
        "failures": 0,
        "standing": 0,
    }


def ways(rule: Return, first: int) -> Row:
    """Where the alternatives of a rule stand."""
    chosen = sum(weight > 0.0 for weight in rule.channel.values())
    return {"first": first, "alternatives": chosen}


def alternatives_of(ids: Ids, dists: DistTable, rule: Return) -> list[Row]:
    """A row for each channel that the customer may choose; their chances are cumulative."""
    weights = {way: weight for way, weight in rule.channel.items() if weight > 0.0}
    shares = cumulative(list(weights.values()))
    return [
        {
            "chance": rule.chance * share,
            "delay": dists.index(rule.delay),
            "channel": SPECIAL[way] if way in SPECIAL else ids.queue[way],
            "at_opening": rule.at_opening,
            "keeps_patience": rule.patience == "kept",
        }
        for way, share in zip(weights, shares, strict=True)
    ]
