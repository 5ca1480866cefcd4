"""Whether the quiet and the little known wait longer and are less content with the same needs.

Means by issue type are compared, and the differences weighted by how often the types arise in both
groups together: so it does not matter that one group has other needs.
"""

from __future__ import annotations

import numpy as np

from sim.kpi.issues import Issues
from sim.kpi.resolution import Outcomes
from sim.kpi.rules import Rules
from sim.kpi.value import Value, Values
from sim.kpi.view import View
from sim.kpi.window import Floats, Ids, count, ids, total
from sim.scenario.model import Scenario
from sim.time_units import HOUR

WORSE, BETTER = range(2)
QUIET = ("resolution.quiet_longer_h", "satisfaction.quiet_lower")
SMALL_REACH = ("resolution.small_reach_longer_h", "satisfaction.small_reach_lower")


def tells_public(scenario: Scenario) -> bool:
    """Whether some channels are public and some are not."""
    public = [channel.public for channel in scenario.channels.values()]
    return any(public) and not all(public)


def tells_reach(scenario: Scenario) -> bool:
    """Whether some customers are more widely heard than others."""
    return len({segment.reach for segment in scenario.customers.segments.values()}) > 1


def fairness(view: View, rules: Rules, issues: Issues, found: Outcomes) -> Values:
    """The disadvantage of quiet customers, and of those of small reach, where there are both."""
    values: Values = {}
    if tells_public(rules.scenario):
        values |= _values(rules, QUIET, *_by_voice(view, rules, issues, found))
    if tells_reach(rules.scenario):
        values |= _values(rules, SMALL_REACH, *_by_reach(rules, found))
    return values


def _values(
    rules: Rules,
    names: tuple[str, str],
    number: Floats,
    capped_s: Floats,
    score: Floats,
    cap_s: float,
) -> Values:
    """``number``, ``capped_s``, ``score``: sums over issues, [worse or better off][type]."""
    needs = rules.with_need
    longer, least = standardised(number[:, needs], capped_s[:, needs])
    higher, _ = standardised(number[:, needs], score[:, needs])
    return {
        names[0]: Value(longer / HOUR, least if cap_s else 0.0),
        names[1]: Value(-higher, least),
    }


def standardised(number: Floats, sums: Floats) -> tuple[float, float]:
    """By how much the mean of the worse off is above that of the others: sum, and its weights.

    Of types that arise in both groups, each weighted by its issues in both. Shapes [group, type].
    """
    both = (number > 0.0).all(0)
    weights = number[:, both].sum(0)
    means = sums[:, both] / number[:, both]
    return float(((means[WORSE] - means[BETTER]) * weights).sum()), float(weights.sum())


def _by_voice(
    view: View, rules: Rules, issues: Issues, found: Outcomes
) -> tuple[Floats, Floats, Floats, float]:
    """Quiet against public: who never was on a public channel up to the judgement."""
    rows = np.flatnonzero(issues.measured)
    of_type = view.issues["type"][rows]
    public = ever_public(view, rules, issues)[rows]
    group = ids(public * len(rules.types) + of_type)
    n = 2 * len(rules.types)
    time = issues.met_at[rows] - issues.opened_at[rows]
    capped = np.where(time <= issues.limit_s, time, issues.cap_s)
    scores = np.concatenate([*found.scores, np.empty(0)])
    sums = (count(group, n), total(group, capped, n), total(group, scores, n))
    number, capped_s, score = (one.reshape(2, -1) for one in sums)
    return number, capped_s, score, issues.cap_s


def ever_public(view: View, rules: Rules, issues: Issues) -> Ids:
    """1 for issues with a contact on a public channel up to their judgement, else 0."""
    channels = [channel.public for channel in rules.scenario.channels.values()]
    contacts = view.contacts
    of = contacts["issue"]
    by_then = contacts["opened_at"] <= issues.judged_at[of]
    found = np.zeros(len(view.issues), np.intp)
    found[of[by_then & np.array(channels)[contacts["queue"]]]] = 1
    return found


def _by_reach(rules: Rules, found: Outcomes) -> tuple[Floats, Floats, Floats, float]:
    """Segments below the median of the segments' reach against the others."""
    reach = np.array([one.reach for one in rules.scenario.customers.segments.values()])
    middle = np.median(reach)
    large = reach >= middle if (reach < middle).any() else reach > middle
    groups = (~large, large)
    solved = found.by_cell.reshape(5, *rules.shape).sum(1)
    judged = found.judged.reshape(5, *rules.shape).sum(1)
    number, capped_s, score = (
        np.stack([one[:, group].sum(1) for group in groups])
        for one in (solved[0], solved[3], judged[1])
    )
    return number, capped_s, score, found.issues.cap_s
