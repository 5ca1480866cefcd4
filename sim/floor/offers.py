"""Cross-selling: an offer in a contact takes talk, may bring money, and annoys who refuses.

An issue gets one offer at most, of the first team that makes one.
"""

from __future__ import annotations

from sim.codes import (
    ACCEPTED,
    BEING_MADE,
    D_OFFER,
    NO_OFFER,
    NOTHING,
    REFUSED,
    U_ACCEPTS,
    U_OFFER,
)
from sim.floor.draws import drawn, strikes
from sim.floor.judgement import has_left
from sim.floor.tables import Agent, Floor, Issue, Job
from sim.floor.waiting import OF_REQUEUES
from sim.jit import jitable


@jitable
def make_offer(floor: Floor, agent: Agent, job: Job) -> None:
    """A contact just prepared that is to bring an issue further may get an offer: more work."""
    offer = floor.offers[job.issue]
    if job.stage == NOTHING or floor.queues[job.queue].desk == 1 or offer.state != NO_OFFER:
        return
    issue = floor.issues[job.issue]
    chance = floor.offered[issue.type * len(floor.teams) + agent.team, job.queue]
    if not strikes(issue, chance, U_OFFER, job.number + OF_REQUEUES * job.requeues):
        return
    offer.state = BEING_MADE
    offer.team = agent.team
    offer.contact = job.id
    offer.work_s = drawn(floor, issue, floor.offer_rules[agent.team].takes, D_OFFER, 0)
    job.left_s += offer.work_s


@jitable
def hear_answer(floor: Floor, now: float, job: Job) -> None:
    """The talk is over: the customer has accepted the offer or not; who has left never does."""
    offer = floor.offers[job.issue]
    if offer.state != BEING_MADE or offer.contact != job.id:
        return
    issue, rule = floor.issues[job.issue], floor.offer_rules[offer.team]
    offer.ended_at = now
    if strikes(issue, rule.accepted, U_ACCEPTS, 0) and not has_left(floor, now, issue):
        offer.state = ACCEPTED
        return
    offer.state = REFUSED
    if len(floor.judged) > 0:
        floor.judged[issue.id].extra += rule.annoyance


@jitable
def share_that_holds(floor: Floor, issue: Issue, job: Job) -> float:
    """The share of fixes in a contact that still meet the need if an offer was made in it."""
    offer = floor.offers[issue.id]
    return floor.offer_rules[offer.team].resolves if offer.contact == job.id else 1.0
