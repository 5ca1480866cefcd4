"""Hoops: what customers go through about an issue beside failures, and what that weighs."""

from __future__ import annotations

from sim.codes import AFTER_BLOCKED, AFTER_CLOSED, AFTER_REDIRECTED
from sim.floor.tables import Floor, Issue, Job
from sim.jit import jitable


@jitable
def note_refusal(floor: Floor, issue: Issue, job: Job) -> None:
    """A contact is made: maybe elsewhere, since the channel of first choice was not to be had."""
    if job.queue == issue.channel:
        return
    reason = job.reason
    if reason == AFTER_REDIRECTED or AFTER_BLOCKED <= reason <= AFTER_CLOSED:
        floor.hoops[issue.id].refused += 1


@jitable
def hoops_of(floor: Floor, issue: Issue) -> float:
    """The hoops of an issue so far, each with its weight, in failures."""
    rules, hoops = floor.choosing[0], floor.hoops[issue.id]
    weight = rules.transfer * issue.transfers + rules.redirect * hoops.redirects
    weight += rules.refused_channel * hoops.refused + rules.hold_s * hoops.waited_s
    if len(floor.explained) > 0:
        weight += rules.re_explanation * floor.explained[issue.id].re_explanations
    return weight
