"""All moves of the floor by kind of moment: the one place where engines enter."""

from __future__ import annotations

from sim.codes import (
    ARRIVE,
    CASE_CLOSES,
    CLOSE,
    COME_BACK,
    FEWER,
    FINISH,
    FOUND_OUT,
    GIVE_UP,
    HOPE_ENDS,
    MORE,
    NOBODY,
    NOTICED,
    OFFER_CALLBACK,
    OPENING,
    OVERFLOW,
    PEER_ANSWERS,
    PERISH,
    PRESENCE_BEGINS,
    PRESENCE_ENDS,
    PROMISE_DUE,
    RECUR,
    REPLY_DUE,
    RESERVE_DUE,
    SELF_SERVICE_ENDS,
    UPDATE_DUE,
    WAITING,
)
from sim.floor.after_self_service import self_service_ends
from sim.floor.agent_time import close_spells
from sim.floor.callback import offer_callback
from sim.floor.case_owner import release_cases
from sim.floor.customer import arrive, come_back, find_out, give_up, recur, reply_due
from sim.floor.doors import (
    close_doors,
    cut_off,
    cut_off_left_alone,
    cut_off_lines,
    open_doors,
    serve_queue,
)
from sim.floor.duty import presence_begins, presence_ends
from sim.floor.follow_ups import (
    CALL_IN,
    CALL_RESERVES,
    CLOSE_CALLS,
    CLOSE_SPELLS,
    CUT_OFF,
    CUT_OFF_LINES,
    DROP_ALL,
    HAND_BACK,
    LEFT_ALONE,
    LOOK_FOR_RESERVE,
    NOTE_CALLS,
    NOTE_INTERRUPTED,
    RELEASE_CASES,
    SEND_HOME,
    SERVE_LINE,
    SERVE_QUEUE,
    SERVE_TEAM,
    WAIT_AGAIN,
    WRITE_OFF,
    do_last,
)
from sim.floor.head_count import call_in, drop_one, send_home, set_head_count
from sim.floor.judgement import hope_ends
from sim.floor.outcome import finish
from sim.floor.pauses import note_not_taken
from sim.floor.peers import peer_answers
from sim.floor.perishing import perish
from sim.floor.promise import promise_due
from sim.floor.recovery import notice
from sim.floor.reserve_calls import (
    call_reserves,
    close_calls,
    look_for_reserve,
    note_calls,
)
from sim.floor.staff import (
    hand_back,
    note_interrupted,
    serve_line,
    serve_team,
    wait_again,
    widen,
)
from sim.floor.tables import Floor
from sim.floor.turns import close_case
from sim.floor.updates import update_due
from sim.jit import jitable


@jitable
def overflow(floor: Floor, now: float, j: int) -> None:
    """A job has waited long enough for a further team, or for the owner of its case."""
    job = floor.jobs[j]
    if job.state != WAITING:
        return
    line = floor.lines[job.line]
    if line.overflow_to == NOBODY or job.queued_at + line.overflow_after_s > now:
        return
    widen(floor, now, job)


@jitable
def happen(floor: Floor, now: float, kind: int, subject: int, value: int) -> None:
    """Let the moment ``kind`` about ``subject`` happen at ``now``."""
    if kind == ARRIVE:
        arrive(floor, now, subject)
    elif kind == FINISH:
        finish(floor, now, subject)
    elif kind == GIVE_UP:
        give_up(floor, now, subject)
    elif kind == PRESENCE_BEGINS:
        presence_begins(floor, now, floor.agents[subject], value)
        if floor.agents[subject].on_duty == 0:
            do_last(floor, LEFT_ALONE, 0, 0)
    elif kind == PRESENCE_ENDS:
        presence_ends(floor, now, floor.agents[subject], value)
        if floor.agents[subject].on_duty == 0:
            do_last(floor, LEFT_ALONE, 0, 0)
    elif kind == COME_BACK:
        come_back(floor, now, subject)
    elif kind == OVERFLOW:
        overflow(floor, now, subject)
    elif kind == SELF_SERVICE_ENDS:
        self_service_ends(floor, now, subject)
    elif kind == RESERVE_DUE:
        look_for_reserve(floor, now, subject)
    elif kind == OFFER_CALLBACK:
        offer_callback(floor, now, subject)
    elif kind == REPLY_DUE:
        reply_due(floor, now, subject)
    elif kind == PROMISE_DUE:
        promise_due(floor, now, subject)
    elif kind == UPDATE_DUE:
        update_due(floor, now, subject)
    elif kind == HOPE_ENDS:
        hope_ends(floor, now, subject)
    elif kind == PEER_ANSWERS:
        peer_answers(floor, now, subject)
    elif kind == FOUND_OUT:
        find_out(floor, now, subject)
    elif kind == CASE_CLOSES:
        close_case(floor, now, subject)
    elif kind == PERISH:
        perish(floor, now, subject)
    elif kind == NOTICED:
        notice(floor, now, subject)
    elif kind == RECUR:
        recur(floor, now, subject)
    elif kind == FEWER or kind == MORE:  # noqa: SIM109 (for numba)
        set_head_count(floor, subject, value)
        do_last(floor, LEFT_ALONE, 0, 0)
    elif kind == CLOSE:
        close_doors(floor, subject)
    elif kind == OPENING:
        open_doors(floor, subject)


@jitable
def carry_on(floor: Floor, now: float) -> None:
    """Take the next of the steps that earlier moves have left to do at this moment."""
    counters = floor.counters[0]
    counters.follow_ups -= 1
    step = floor.follow_ups[counters.follow_ups]
    kind, subject, place = step.kind, step.id, step.place
    if kind == SERVE_LINE:
        serve_line(floor, now, subject)
    elif kind == SERVE_TEAM:
        serve_team(floor, subject, place)
    elif kind == SERVE_QUEUE:
        serve_queue(floor, subject, place)
    elif kind == HAND_BACK:
        hand_back(floor, now, subject)
    elif kind == WAIT_AGAIN:
        wait_again(floor, now, floor.jobs[subject])
    elif kind == SEND_HOME:
        send_home(floor, now, subject)
    elif kind == DROP_ALL:
        drop_one(floor, now, subject, place)
    elif kind == CALL_IN:
        call_in(floor, now, subject, place)
    elif kind == CUT_OFF:
        cut_off(floor, now, subject)
    elif kind == CUT_OFF_LINES:
        cut_off_lines(floor, subject, place)
    elif kind == LEFT_ALONE:
        cut_off_left_alone(floor, place)
    elif kind == WRITE_OFF:
        note_not_taken(floor, subject, place)
    elif kind == NOTE_INTERRUPTED:
        note_interrupted(floor, now, subject, place)
    elif kind == RELEASE_CASES:
        release_cases(floor, now, floor.agents[subject])
    elif kind == LOOK_FOR_RESERVE:
        look_for_reserve(floor, now, subject)
    elif kind == CALL_RESERVES:
        call_reserves(floor, now, subject)
    elif kind == NOTE_CALLS:
        note_calls(floor, now, subject)
    elif kind == CLOSE_CALLS:
        close_calls(floor, now, subject)
    elif kind == CLOSE_SPELLS:
        close_spells(floor, now, subject)
