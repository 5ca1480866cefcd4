"""How customers judge what became of an issue, what they make of it, and whether they leave."""

from __future__ import annotations

from sim.codes import ANSWER, DENIED, DISSATISFIED, MET, NOBODY, U_LEAVE
from sim.draws.quantiles import on_grid
from sim.floor.draws import strikes
from sim.floor.expectations import adapt, expected_factor
from sim.floor.false_fix import believed_fix
from sim.floor.manner import manner_of
from sim.floor.tables import Floor, Issue, Job, Judged
from sim.floor.times import unset
from sim.jit import jitable
from sim.scoring import BEST, NO_ANSWER_S, WORST, doublings_of, score_of, weight_of_amends


@jitable
def has_left(floor: Floor, now: float, issue: Issue) -> bool:
    """Whether the customer of an issue is no longer one."""
    if len(floor.memories) == 0 or issue.who == NOBODY:
        return False
    return floor.memories[issue.who].left_at <= now


@jitable
def judge_firm(floor: Floor, now: float, issue: Issue, known: bool) -> None:
    """The customer judges what became of an issue, once; who has left judges no more.

    ``known``: whether the customer knows the outcome; if not, hope is given up.
    """
    if len(floor.judged) == 0 or issue.who == NOBODY:
        return
    judged = floor.judged[issue.id]
    if not unset(judged.judged_at) or has_left(floor, now, issue):
        return
    believes = believed_fix(floor, issue) != NOBODY
    if not known and not believes and judged.attempts <= 1:  # said nothing but the need itself
        judged.unanswered = 1
    judged.judged_at = now
    judged.score = score(floor, now, issue, judged, known)
    experience(floor, now, issue, judged)


@jitable
def score(floor: Floor, now: float, issue: Issue, judged: Judged, known: bool) -> float:
    """Points for an issue, by what happened up to now; what is believed done counts as met.

    Where an answer is all that is needed the wait for it counts, neither outcome nor contacts.
    """
    by_wait = floor.types[issue.type].needs_answer == 1
    met, met_at = by_wait or (known and issue.state == MET), issue.met_at
    fix = believed_fix(floor, issue)
    if fix != NOBODY:
        met, met_at = True, floor.false_fixes[fix].said_at
    doublings = floor.queues[issue.channel].expected_wait_s * expected_factor(floor, issue)
    if not unset(doublings):
        waited_s = waited_for_answer(floor, now, issue)
        if by_wait and not issue.acknowledged_at <= now:
            waited_s = NO_ANSWER_S
        doublings = doublings_of(waited_s, doublings)
    if met:
        kept = judged.last_due_at >= met_at
        broken = judged.first_due_at < met_at
    else:
        kept = False
        broken = judged.first_due_at <= now
    denied = known and issue.state == DENIED
    points, amends = floor.judging[0], weight_of_amends_to(floor, issue)
    contacts = 1 if by_wait else judged.attempts
    manner = manner_of(floor, issue, denied)
    return score_of(
        *(points, met, denied, doublings, contacts, kept, broken),
        *(amends, manner, judged.extra),
    )


@jitable
def waited_for_answer(floor: Floor, now: float, issue: Issue) -> float:
    """Seconds from when the customer saw the need to a person's first answer, or up to now."""
    answered_at = issue.acknowledged_at if issue.acknowledged_at < now else now
    waited_s = answered_at - issue.opened_at
    if len(floor.noticed) > 0 and floor.noticed[issue.id].aware_at > issue.opened_at:
        unaware_s = floor.noticed[issue.id].aware_at - issue.opened_at
        waited_s = max(waited_s - unaware_s, 0.0)
    return waited_s


@jitable
def experience(floor: Floor, now: float, issue: Issue, judged: Judged) -> None:
    """What the customer makes of a judgement: may leave, by the trust until now, and trusts anew.

    Only then does the wait change what is expected of the next one.

    Nothing else changes what customers remember.
    """
    rules, memory = floor.judging[0], floor.memories[issue.who]
    gap = judged.score - memory.trust
    points = memory.trust + rules.own * gap - rules.competitor
    amends = weight_of_amends_to(floor, issue)
    chance = 0.0
    if len(floor.leaving) > 0:
        chance = chance_to_leave(floor, points)
        chance *= 1.0 - (1.0 - rules.leaving_amends) * min(amends, 1.0)
    if chance > 0.0 and strikes(issue, chance, U_LEAVE, 0):
        memory.left_at = now
        memory.why_left = DISSATISFIED
        judged.silent = judged.unanswered
    rate = rules.trust_up if gap >= 0.0 else rules.trust_down
    if memory.judgements == 0:
        rate = rules.trust_first
    memory.judgements += 1
    trust = memory.trust + rate * gap
    if amends > 0.0:
        trust = min(max(trust + rules.trust_amends * amends, WORST), BEST)
    memory.trust = on_grid(trust)
    if len(floor.expectations) > 0:
        adapt(floor, issue, waited_for_answer(floor, now, issue))


@jitable
def weight_of_amends_to(floor: Floor, issue: Issue) -> float:
    """How much the amends count that were made for an issue; 0.0 for none."""
    if len(floor.amended) == 0:
        return 0.0
    amended = floor.amended[issue.id]
    return weight_of_amends(floor.judging[0], float(amended.times), float(amended.late))


@jitable
def chance_to_leave(floor: Floor, points: float) -> float:
    """The chance to leave at so many points: straight lines between the rows of ``leaving``."""
    low = floor.leaving[0]
    for k in range(1, len(floor.leaving)):
        high = floor.leaving[k]
        if points < high.value:
            share = max(points - low.value, 0.0) / (high.value - low.value)
            return low.weight + share * (high.weight - low.weight)
        low = high
    return low.weight


@jitable
def hope_ends(floor: Floor, now: float, i: int) -> None:
    """Who does not know the outcome by now takes it that nothing was done."""
    judge_firm(floor, now, floor.issues[i], False)


@jitable
def note_contact(floor: Floor, issue: Issue, job: Job) -> None:
    """A contact is made: it counts in the judgement, unless it answers a question."""
    judged = floor.judged[issue.id]
    if job.reason != ANSWER:
        judged.attempts += 1
    judged.unanswered = 0


@jitable
def note_promise(floor: Floor, issue: Issue, due_at: float) -> None:
    """A time is promised: it counts in the judgement."""
    judged = floor.judged[issue.id]
    if not judged.first_due_at <= due_at:
        judged.first_due_at = due_at
    if not judged.last_due_at >= due_at:
        judged.last_due_at = due_at
