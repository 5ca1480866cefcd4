"""Credibility: how often the customer of an issue has complained before."""

from __future__ import annotations

from sim.codes import HABITUAL, NOBODY
from sim.floor.line import line_of
from sim.floor.tables import Floor, Issue, Job
from sim.jit import jitable


@jitable
def note_complaint(floor: Floor, issue: Issue, job: Job) -> None:
    """The issue's first contact, ``job``, is made: it counts from now on, if it is a complaint.

    Whether it stands in the lanes of habitual complainers is decided by those before it, once.
    """
    known = floor.credibility[issue.id]
    if issue.who == NOBODY or known.before != NOBODY:
        return
    issue_type, customer = floor.types[issue.type], floor.complaints[issue.who]
    known.before = customer.complaints
    if customer.complaints >= issue_type.habitual_from:
        issue.standing |= HABITUAL
        job.line = line_of(floor, issue, job.queue)
    if issue_type.complaint == 1:
        customer.complaints += 1
