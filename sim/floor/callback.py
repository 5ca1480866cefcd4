"""The callback: who has waited long enough may ring off and keep the place in the line."""

from __future__ import annotations

from sim.codes import (
    AGREED,
    CALLED,
    DECLINED,
    NOBODY,
    NOT_OFFERED,
    NOT_REACHED,
    NOTHING,
    U_CALLBACK,
    U_PICKS_UP,
    WAITING,
)
from sim.floor.draws import strikes
from sim.floor.tables import Floor, Job
from sim.floor.times import INFINITE, unset
from sim.floor.trunks import release
from sim.floor.waiting import end_wait
from sim.jit import jitable


@jitable
def offer_callback(floor: Floor, now: float, j: int) -> None:
    """The customer has waited long enough in a line: who accepts rings off.

    It means nothing unless the contact has stood in that very line since then, work not begun.
    """
    job = floor.jobs[j]
    queue = floor.queues[job.queue]
    if job.state != WAITING or job.callback != NOT_OFFERED or not unset(job.left_s):
        return
    if job.queued_at + queue.callback_after_s != now:
        return
    issue = floor.issues[job.issue]
    if not strikes(issue, queue.callback_accepts, U_CALLBACK, job.number):
        job.callback = DECLINED
        return
    job.callback = AGREED
    job.rang_off_at = now
    job.patient_until = INFINITE
    end_wait(floor, now, job)
    release(floor, queue)


@jitable
def call_back(floor: Floor, now: float, job: Job) -> bool:
    """An agent calls the customer back, over a line that is kept for it; False: not reached."""
    queue = floor.queues[job.queue]
    floor.queues[queue.trunk].present += 1
    job.called_back_at = now
    if strikes(floor.issues[job.issue], queue.callback_answers, U_PICKS_UP, job.number):
        job.callback = CALLED
        return True
    job.callback = NOT_REACHED
    job.stage = NOTHING
    job.rule = NOBODY
    job.left_s = queue.not_reached_s
    return False
