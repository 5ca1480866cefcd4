"""The callback: who has waited long enough may ring off and keep the place in the line."""

from __future__ import annotations

from sim.codes import (
    AGREED,
    CALLED,
    DECLINED,
    NOBODY,
    NOT_OFFERED,
    NOT_REACHED,
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
    job, callback = floor.jobs[j], floor.callbacks[j]
    queue = floor.queues[job.queue]
    if job.state != WAITING or callback.state != NOT_OFFERED or not unset(job.left_s):
        return
    if job.queued_at + queue.callback_after_s != now:
        return
    issue = floor.issues[job.issue]
    if not strikes(issue, queue.callback_accepts, U_CALLBACK, job.number):
        callback.state = DECLINED
        return
    callback.state = AGREED
    callback.rang_off_at = now
    job.patient_until = INFINITE
    if queue.counts_waits == 1:
        end_wait(floor, now, job)
    if queue.trunk != NOBODY:
        release(floor, queue)


@jitable
def callback_of(floor: Floor, job: Job) -> int:
    """What became of the offer to be called back, so far."""
    return floor.callbacks[job.id].state if len(floor.callbacks) > 0 else NOT_OFFERED


@jitable
def is_reached(floor: Floor, now: float, job: Job) -> bool:
    """Call back who has rung off, over a line that is kept for it; False: nobody picks up."""
    if callback_of(floor, job) != AGREED:
        return True
    queue, callback = floor.queues[job.queue], floor.callbacks[job.id]
    if queue.trunk != NOBODY:
        floor.queues[queue.trunk].present += 1
    callback.called_back_at = now
    if strikes(floor.issues[job.issue], queue.callback_answers, U_PICKS_UP, job.number):
        callback.state = CALLED
        return True
    callback.state = NOT_REACHED
    job.left_s = queue.not_reached_s
    return False
