"""What comes first when moments coincide: the written order, pair by pair."""

from __future__ import annotations

from sim import codes
from tests.stories.telling import tell


def test_the_written_order() -> None:
    """All kinds of moments in the order in which simultaneous ones happen."""
    order = (
        *(
            "FINISH",
            "GIVE_UP",
            "FEWER",
            "PRESENCE_ENDS",
            "CLOSE",
            "MORE",
            "PRESENCE_BEGINS",
            "OPENING",
        ),
        *("OVERFLOW", "SELF_SERVICE_ENDS", "RESERVE_DUE", "OFFER_CALLBACK", "REPLY_DUE"),
        *("PROMISE_DUE", "UPDATE_DUE", "PEER_ANSWERS"),
        *("FOUND_OUT", "CASE_CLOSES", "PERISH", "HOPE_ENDS", "NOTICED"),
        *("RECUR", "COME_BACK", "ARRIVE"),
    )
    assert [getattr(codes, name) for name in order] == list(range(1, 25))


def test_finish_before_give_up() -> None:
    """Patience of 60 s ends when the agent is freed: the call is answered."""
    log = tell("""
demand: {calls: {trace: [0, 40]}}
issue_types: {question: {work: 100 s}}
channels: {phone: {kind: live, patience: 60 s}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
""")
    assert (
        log
        == """
phone 0 00:00 > 00:00 care0 > 00:01:40
phone 1 00:00:40 > 00:01:40 care0 > 00:03:20
issue 0 met 00:01:40
issue 1 met 00:03:20
"""
    )


def test_finish_before_head_count_falls() -> None:
    """The agent freed at 9:00 takes call 1 and only then is one too many; nobody takes call 2."""
    log = tell("""
demand: {calls: {trace: [32340, 32350, 32360]}}
issue_types: {question: {work: 60 s}}
channels: {phone: {kind: live}}
teams: {care: {head_count: {agents: 1, hours: Mon 00:00-09:00}, skills: {channels: phone}}}
""", agents=True)  # fmt: skip
    assert (
        log
        == """
phone 0 08:59 > 08:59 care0 > 09:00
phone 1 08:59:10 > 09:00 care0 > 09:01
phone 2 08:59:20 still waiting
issue 0 met 09:00
issue 1 met 09:01
issue 2 open
care0 here 00:00-09:01 busy 08:59-09:01
"""
    )


def test_finish_before_shift_ends() -> None:
    log = tell("""
demand: {calls: {trace: [32340, 32350, 32360]}}
issue_types: {question: {work: 60 s}}
channels: {phone: {kind: live}}
teams: {care: {shifts: {agents: 1, hours: Mon 08:00-09:00}, skills: {channels: phone}}}
""", agents=True)  # fmt: skip
    assert (
        log
        == """
phone 0 08:59 > 08:59 care0 > 09:00
phone 1 08:59:10 > 09:00 care0 > 09:01
phone 2 08:59:20 still waiting
issue 0 met 09:00
issue 1 met 09:01
issue 2 open
care0 here 08:00-09:01 busy 08:59-09:01 late 09:00-09:01
"""
    )


def test_finish_then_give_up_then_close() -> None:
    """At 9:00 the agent takes call 1, patience of call 2 ends, and call 3 is cut off."""
    log = tell("""
demand:
  patient: {trace: [32340, 32350, 32380], issue_types: {patient: 1}}
  hasty: {trace: [32370], issue_types: {hasty: 1}}
issue_types: {patient: {work: 60 s}, hasty: {work: 60 s, patience: 30 s}}
channels: {phone: {kind: live, hours: Mon 08:00-09:00, at_closing: disconnect}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
""")
    assert (
        log
        == """
phone 0 08:59 > 08:59 care0 > 09:00
phone 1 08:59:10 > 09:00 care0 > 09:01
phone 2 08:59:30 gave up > 09:00
phone 3 08:59:40 cut off > 09:00
issue 0 met 09:00
issue 1 met 09:01
issue 2 gave up 09:00
issue 3 gave up 09:00
"""
    )


def test_head_count_falls_before_shift_ends() -> None:
    """The call that clerks hand back at 9:00 finds care idle, whose shift ends just then."""
    log = tell("""
demand: {calls: {trace: [32340]}}
issue_types: {question: {work: 5 min}}
channels: {phone: {kind: live}}
teams:
  clerks:
    head_count: {agents: 1, hours: Mon 00:00-09:00}
    end_of_shift: hand_back
    skills: {channels: phone}
  care: {shifts: {agents: 1, hours: Mon 08:00-09:00}, skills: {channels: phone}}
""", agents=True)  # fmt: skip
    # One minute of five is done: care has four left, past the end of the shift.
    assert (
        log
        == """
phone 0 08:59 > 08:59 clerks0 handed back 09:00 > 09:00 care0 > 09:04
issue 0 met 09:04
clerks0 here 00:00-09:00 busy 08:59-09:00
care0 here 08:00-09:04 busy 09:00-09:04 late 09:00-09:04
"""
    )


def test_shift_ends_before_doors_close() -> None:
    """The call handed back at 9:00 waits when the doors close, and is cut off."""
    log = tell("""
demand: {calls: {trace: [32340]}}
issue_types: {question: {work: 5 min}}
channels: {phone: {kind: live, hours: Mon 08:00-09:00, at_closing: disconnect}}
teams:
  care:
    shifts: {agents: 1, hours: Mon 08:00-09:00}
    end_of_shift: hand_back
    skills: {channels: phone}
""")
    assert (
        log
        == """
phone 0 08:59 > 08:59 care0 handed back 09:00 cut off > 09:00
issue 0 gave up 09:00
"""
    )


def test_doors_close_before_head_count_rises() -> None:
    """The agent who comes at 9:00 comes too late for call 0."""
    log = tell("""
demand: {calls: {trace: [32340]}}
channels: {phone: {kind: live, hours: Mon 08:00-09:00, at_closing: disconnect}}
teams: {care: {head_count: {agents: 1, hours: Mon 09:00-10:00}, skills: {channels: phone}}}
""")
    assert (
        log
        == """
phone 0 08:59 cut off > 09:00
issue 0 gave up 09:00
"""
    )


def test_head_count_rises_before_shift_starts() -> None:
    """Clerks rise from 0 to 1 when care's shift starts: clerks take it, though listed last."""
    log = tell("""
demand: {calls: {trace: [32340]}}
issue_types: {question: {work: 60 s}}
channels: {phone: {kind: live}}
teams:
  care: {shifts: {agents: 1, hours: Mon 09:00-10:00}, skills: {channels: phone}}
  clerks: {head_count: {agents: 1, hours: Mon 09:00-10:00}, skills: {channels: phone}}
""")
    assert (
        log
        == """
phone 0 08:59 > 09:00 clerks0 > 09:01
issue 0 met 09:01
"""
    )


def test_shift_starts_before_doors_open() -> None:
    """Both teams are there when the mail room opens at 9:00: the order of teams decides."""
    log = tell("""
demand: {mails: {trace: [32340]}}
issue_types: {question: {work: 60 s}}
channels: {email: {kind: deferred, hours: Mon 09:00-10:00}}
teams:
  care: {shifts: {agents: 1, hours: Mon 09:00-10:00}, skills: {channels: email}}
  clerks: {shifts: {agents: 1, hours: Mon 09:00-10:00}, skills: {channels: email}}
routing: {teams: {email: [clerks, care]}}
""")
    assert (
        log
        == """
email 0 08:59 > 09:00 clerks0 > 09:01
issue 0 met 09:01
"""
    )


OVERFLOWING = """
demand: {calls: {trace: [TIMES]}}
issue_types: {question: {work: 60 s}}
channels: {phone: {kind: live}}
teams:
  care: {shifts: {agents: 1, hours: Mon 09:00-10:00}, skills: {channels: phone}}
  clerks: {head_count: 1, skills: {channels: phone}}
routing: {overflow: {queue: phone, after: 60 s, to: clerks}}
"""


def test_shift_starts_before_overflow() -> None:
    """At 9:00 call 0 has waited for the 60 s after which clerks may take it; care comes."""
    assert (
        tell(OVERFLOWING.replace("TIMES", "32340"))
        == """
phone 0 08:59 > 09:00 care0 > 09:01
issue 0 met 09:01
"""
    )


def test_finish_before_overflow() -> None:
    """Call 1 has waited 60 s when care is freed."""
    assert (
        tell(OVERFLOWING.replace("TIMES", "32400, 32400"))
        == """
phone 0 09:00 > 09:00 care0 > 09:01
phone 1 09:00 > 09:01 care0 > 09:02
issue 0 met 09:01
issue 1 met 09:02
"""
    )


def test_overflow_before_reply_due() -> None:
    """After an hour the mail overflows to clerks, who answer in no time: nobody chases."""
    log = tell("""
demand: {mails: {trace: [0]}}
issue_types: {question: {work: 0 s}}
channels: {email: {kind: deferred, expected_reply: 1 h, returns: {no_reply: 100 %}}}
teams:
  care: {shifts: {agents: 1, hours: Mon 09:00-10:00}, skills: {channels: email}}
  clerks: {head_count: 1, skills: {channels: email}}
routing: {overflow: {queue: email, after: 1 h, to: clerks}}
""")
    assert (
        log
        == """
email 0 00:00 > 01:00 clerks0 > 01:00
issue 0 met 01:00
"""
    )


LEFT = """
demand: {calls: {trace: [0]}}
issue_types:
  question: {work: {acknowledge: 60 s, fix: FIX}, leaves: {fix: back}, chase: 30 sRECURS}
channels: {phone: {kind: live, returns: {broken_promise: 100 %}}}
tasks: {back: {}}
teams:
  care: {head_count: 1, skills: {channels: phone, does: acknowledge}}
  clerks: {head_count: 1, skills: {tasks: back}}
promise: {kind: fixed, within: 1 h}
"""
"""The call of a minute leaves a task, and a promise that it will be done at 1:01."""


def test_finish_before_promise_due() -> None:
    """The task of an hour is done when it was promised: nobody chases."""
    assert (
        tell(LEFT.replace("FIX", "1 h").replace("RECURS", ""))
        == """
phone 0 00:00 > 00:00 care0 > 00:01 promised 01:01
back 0 00:01 > 00:01 clerks0 > 01:01 fixed
issue 0 met 01:01
"""
    )


def test_promise_due_then_recurrence_then_return() -> None:
    """At 1:01 the promise lapses, and the harm repeats for the first time.

    The chase is planned first (it is contact 1), but the recurrence's call (contact 2) is made
    before somebody comes back: it is answered while the chase waits.
    """
    recurs = ", recurs: {every: 61 min}"
    assert (
        tell(LEFT.replace("FIX", "90 min").replace("RECURS", recurs))
        == """
phone 0 00:00 > 00:00 care0 > 00:01 promised 01:01
back 0 00:01 > 00:01 clerks0 > 01:31 fixed
phone 0.1 01:01 (broken_promise) > 01:01:30 care0 > 01:02 promised 02:02
phone 0.2 01:01 (recurrence) > 01:01 care0 > 01:01:30 promised 02:01:30
issue 0 met 01:31
"""
    )


def test_return_before_arrival() -> None:
    """Call 1 gives up at 30 s and is back at 60 s, when call 2 comes: it stands before it."""
    log = tell("""
demand: {calls: {trace: [0, 0, 60]}}
issue_types: {question: {work: 80 s}}
channels: {phone: {kind: live, patience: 30 s, returns: {abandoned: {chance: 1, delay: 30 s}}}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
""")
    # Call 2 gives up at 1:30 and is back at 2:00, gives up at 2:30 and is back at 3:00.
    assert (
        log
        == """
phone 0 00:00 > 00:00 care0 > 00:01:20
phone 1 00:00 gave up > 00:00:30
phone 1.1 00:01 (abandoned) > 00:01:20 care0 > 00:02:40
phone 2 00:01 gave up > 00:01:30
phone 2.1 00:02 (abandoned) gave up > 00:02:30
phone 2.2 00:03 (abandoned) > 00:03 care0 > 00:04:20
issue 0 met 00:01:20
issue 1 met 00:02:40
issue 2 met 00:04:20
"""
    )


def test_agents_who_finish_together_are_served_by_id() -> None:
    """care0 and care1 are freed at 1:40 and take calls 2 and 3 in this order."""
    log = tell("""
demand: {calls: {trace: [0, 0, 10, 20]}}
issue_types: {question: {work: 100 s}}
channels: {phone: {kind: live}}
teams: {care: {head_count: 2, skills: {channels: phone}}}
""")
    assert (
        log
        == """
phone 0 00:00 > 00:00 care0 > 00:01:40
phone 1 00:00 > 00:00 care1 > 00:01:40
phone 2 00:00:10 > 00:01:40 care0 > 00:03:20
phone 3 00:00:20 > 00:01:40 care1 > 00:03:20
issue 0 met 00:01:40
issue 1 met 00:01:40
issue 2 met 00:03:20
issue 3 met 00:03:20
"""
    )
