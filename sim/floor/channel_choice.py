"""Where a customer makes contact: the planned weights, times what habit and failures make of them.

Weights are multiplied by exp(strength × habit) on each channel, and by the factor of getting
louder, for each failure of the present issue, on public ones. The number that decides is that of
the plan, so that where nothing counts the planned channel comes out.
"""

from __future__ import annotations

from sim.codes import NOBODY, PUBLIC, SAME_CHANNEL, SECOND_CHOICE, STANDINGS, U_CHANNEL
from sim.draws.threefry import uniform
from sim.floor.hoops import hoops_of
from sim.floor.tables import Alternative, Floor, Issue
from sim.floor.waiting import fresh_patience
from sim.functions import exp_of
from sim.jit import jitable


@jitable
def loudness(floor: Floor, issue: Issue) -> float:
    """The logarithm of the factor on public channels, by what has failed in this issue so far."""
    louder = floor.choosing[0].louder
    if louder == 0.0:
        return 0.0
    return louder * (issue.failures + hoops_of(floor, issue))


@jitable
def pull(floor: Floor, issue: Issue, loud: float, q: int) -> float:
    """The logarithm of the factor on the weight of a channel; 0: as planned."""
    found = loud if floor.queues[q].standing & PUBLIC == PUBLIC else 0.0
    if len(floor.habits) > 0 and issue.who != NOBODY:
        rules = floor.choosing[0]
        found += rules.strength * floor.habits[issue.who * rules.channels + q].habit
    return found


@jitable
def chosen_channel(floor: Floor, issue: Issue) -> int:
    """The channel of a contact that is made since the need, or the harm, is there.

    Cumulative shares are compared with the number as the plan does it: with factors of 1 that
    is the planned channel, to the bit.
    """
    rules = floor.choosing[0]
    loud = loudness(floor, issue)
    if loud == 0.0 and len(floor.habits) == 0:
        return issue.channel
    row = issue.stream * rules.groups + issue.group // STANDINGS
    total = 0.0
    for q in range(rules.channels):
        weight = floor.first_choice[row, q]
        if weight > 0.0:
            total += weight * exp_of(pull(floor, issue, loud, q))
    u = uniform(issue.key0, issue.key1, U_CHANNEL, 0)
    so_far = 0.0
    last = issue.channel
    for q in range(rules.channels):
        weight = floor.first_choice[row, q]
        if weight > 0.0:
            so_far += weight * exp_of(pull(floor, issue, loud, q))
            if u < so_far / total:
                return q
            last = q
    return last


@jitable
def choose_first(floor: Floor, issue: Issue) -> None:
    """The channel of first choice, and the patience there, where it is not the planned one."""
    chosen = chosen_channel(floor, issue)
    if chosen != issue.channel:
        issue.channel = chosen
        issue.patience_s = fresh_patience(floor, issue, chosen, 0, issue.opened_at)


@jitable
def channel_of(floor: Floor, way: Alternative, queue: int) -> int:
    """The channel that the customer chooses after something happened in ``queue``."""
    if way.channel == SAME_CHANNEL:
        return queue
    if way.channel == SECOND_CHOICE:
        second = floor.queues[queue].second
        return queue if second == NOBODY else second
    return way.channel


@jitable
def chosen_way(
    floor: Floor, issue: Issue, queue: int, first: int, planned: int, last: int, u: float
) -> int:
    """Which of the alternatives ``first`` to ``last`` a customer takes who tries again.

    The number ``u`` lies below the chance of the last, which is that of trying again at all.
    """
    loud = loudness(floor, issue)
    total = 0.0
    before = 0.0
    moved = False
    for a in range(first, last + 1):
        way = floor.alternatives[a]
        pulls = pull(floor, issue, loud, channel_of(floor, way, queue))
        moved = moved or pulls != 0.0
        total += (way.chance - before) * exp_of(pulls)
        before = way.chance
    if not moved:
        return planned
    share = u / before
    so_far = 0.0
    before = 0.0
    for a in range(first, last):
        way = floor.alternatives[a]
        pulls = pull(floor, issue, loud, channel_of(floor, way, queue))
        so_far += (way.chance - before) * exp_of(pulls)
        before = way.chance
        if share < so_far / total:
            return a
    return last
