"""Back and forth: a question that the customer has to answer before work can go on.

At most one question of an issue is open, that of the contact ``Turns.question``.
"""

from __future__ import annotations

from sim.codes import (
    ANSWER,
    ANSWERED,
    ASKED,
    BEGUN,
    CASE_CLOSES,
    COME_BACK,
    D_ANSWER,
    D_CHASE,
    D_TURN,
    DONE,
    NOBODY,
    NOT_ASKED,
    OPEN,
    U_QUESTION,
    U_TURN,
    UNANSWERED,
)
from sim.floor.allocation import schedule
from sim.floor.draws import drawn, strikes
from sim.floor.reactions import MOST_CONTACTS, new_contact, stop_if_idle
from sim.floor.tables import Floor, Issue, Job
from sim.jit import jitable


@jitable
def is_open(floor: Floor, question: int) -> bool:
    """Whether the contact ``question`` (or NOBODY) asks something that is not answered yet."""
    if question == NOBODY:
        return False
    state = floor.questions[question].state
    return state == ASKED or (state == BEGUN and floor.jobs[question].state <= DONE)


@jitable
def is_held_up(floor: Floor, issue: Issue, job: Job) -> bool:
    """Whether something is missing, so that work cannot go on: then sets the work content.

    A live talk asks and answers at once. Another contact while a question is open is a chase.
    """
    queue = floor.queues[job.queue]
    if queue.live == 1 or queue.desk == 1:
        return False
    issue_type, turns = floor.types[issue.type], floor.turns[issue.id]
    if is_open(floor, turns.question):
        job.left_s = drawn(floor, issue, issue_type.chase, D_CHASE, job.number)
        return True
    if not strikes(issue, issue_type.questions, U_QUESTION, turns.asked):
        return False
    turns.question = job.id
    floor.questions[job.id].state = BEGUN
    job.left_s = drawn(floor, issue, issue_type.turn, D_TURN, turns.asked)
    return True


@jitable
def is_question(floor: Floor, issue: Issue, job: Job) -> bool:
    """Whether the work just done was to ask something."""
    return floor.turns[issue.id].question == job.id and floor.questions[job.id].state == BEGUN


@jitable
def ask(floor: Floor, now: float, issue: Issue, job: Job) -> None:
    """The question reaches the customer, who may answer; the case is not open for ever.

    It falls if a task has been left meanwhile: somebody knew enough.
    """
    question, turns = floor.questions[job.id], floor.turns[issue.id]
    if issue.open_tasks > 0:
        question.state = NOT_ASKED
        return
    issue_type, number = floor.types[issue.type], turns.asked
    turns.asked += 1
    question.state = ASKED
    schedule(floor, now + issue_type.closes_after_s, CASE_CLOSES, job.id)
    if strikes(issue, issue_type.answers, U_TURN, number) and issue.contacts < MOST_CONTACTS:
        answer = new_contact(floor, issue, job.queue, ANSWER)
        floor.questions[answer.id].to = job.id
        after_s = drawn(floor, issue, issue_type.answers_after, D_ANSWER, number)
        schedule(floor, now + after_s, COME_BACK, answer.id)


@jitable
def note_answer(floor: Floor, now: float, job: Job) -> None:
    """The customer answers, in time or when the case is closed, which opens it again."""
    question = floor.questions[floor.questions[job.id].to]
    question.answered_at = now
    if question.state == ASKED:
        question.state = ANSWERED


@jitable
def close_case(floor: Floor, now: float, j: int) -> None:
    """The firm has waited long enough for an answer.

    The issue ends unless something else of it is under way, a late answer say, or harm recurs.
    """
    issue, question = floor.issues[floor.jobs[j].issue], floor.questions[j]
    if issue.state == OPEN and question.state == ASKED:
        question.state = UNANSWERED
        question.closed_at = now
        stop_if_idle(floor, now, issue)
