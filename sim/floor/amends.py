"""Amends: an agent with the authority pays something to make good for what has failed."""

from __future__ import annotations

from sim.codes import OPEN, U_AMENDS
from sim.floor.draws import strikes
from sim.floor.knowing import awaits_outcome
from sim.floor.tables import Floor, Issue, Job
from sim.jit import jitable


@jitable
def make_amends(floor: Floor, now: float, issue: Issue, job: Job, denied: bool) -> None:
    """A talk ends about an issue that has failed: the agent may pay, once in a contact.

    ``denied``: the customer hears in it that it cannot be done. Nothing is left to make good
    when the customer knows the outcome already.
    """
    if issue.state != OPEN and not awaits_outcome(floor, issue):
        return
    failures, amended = issue.failures, floor.amended[issue.id]
    if denied:
        failures += 1
    elif failures == 0 and amended.due_at < now:
        failures = 1  # a promise was broken, and the customer has done nothing about that
    if failures == 0:
        return
    amended.failed = 1
    rule, amends = floor.amends_rules[job.team], floor.amends[job.id]
    if amends.paid > 0.0 or amended.paid + rule.amount > rule.cap:
        return
    if strikes(issue, rule.chance, U_AMENDS, job.number):
        amends.failures = failures
        amends.paid = rule.amount
        amended.paid += rule.amount
        amended.times += 1
        if failures > 1:
            amended.late += 1


@jitable
def note_due(floor: Floor, issue: Issue, due_at: float) -> None:
    """A time is promised: when it has passed, something has failed."""
    amended = floor.amended[issue.id]
    if not amended.due_at <= due_at:
        amended.due_at = due_at
