"""Agents come and go: ends of shifts, breaks, head counts."""

from __future__ import annotations

from tests.stories.telling import tell

SHIFT = """
demand: {calls: {trace: [61140, 61150, 61160]}}
issue_types: {question: {work: 5 min}}
channels: {phone: {kind: live}}
teams:
  care:
    shifts: {agents: 1, hours: Mon 09:00-17:00}
    end_of_shift: RULE
    skills: {channels: phone}
  night: {shifts: {agents: 1, hours: Mon 17:03-23:00}, skills: {channels: phone}}
"""
"""Three calls within a minute before care's shift ends; night comes three minutes after it."""


def test_finish_what_is_in_hand() -> None:
    assert (
        tell(SHIFT.replace("RULE", "finish"), agents=True)
        == """
phone 0 16:59 > 16:59 care0 > 17:04
phone 1 16:59:10 > 17:03 night0 > 17:08
phone 2 16:59:20 > 17:08 night0 > 17:13
issue 0 met 17:04
issue 1 met 17:08
issue 2 met 17:13
care0 here 09:00-17:04 busy 16:59-17:04 late 17:00-17:04
night0 here 17:03-23:00 busy 17:03-17:13
"""
    )


def test_hand_back_to_the_head_of_the_line() -> None:
    """Four of five minutes are left of call 0; it stands before the younger ones again."""
    assert (
        tell(SHIFT.replace("RULE", "hand_back"), agents=True)
        == """
phone 0 16:59 > 16:59 care0 handed back 17:00 > 17:03 night0 > 17:07
phone 1 16:59:10 > 17:07 night0 > 17:12
phone 2 16:59:20 > 17:12 night0 > 17:17
issue 0 met 17:07
issue 1 met 17:12
issue 2 met 17:17
care0 here 09:00-17:00 busy 16:59-17:00
night0 here 17:03-23:00 busy 17:03-17:17
"""
    )


def test_clear_the_line_before_leaving() -> None:
    """Night takes call 1 at 17:03; care takes call 2 at 17:04, and then nothing is left."""
    assert (
        tell(SHIFT.replace("RULE", "clear"), agents=True)
        == """
phone 0 16:59 > 16:59 care0 > 17:04
phone 1 16:59:10 > 17:03 night0 > 17:08
phone 2 16:59:20 > 17:04 care0 > 17:09
issue 0 met 17:04
issue 1 met 17:08
issue 2 met 17:09
care0 here 09:00-17:09 busy 16:59-17:09 late 17:00-17:09
night0 here 17:03-23:00 busy 17:03-17:08
"""
    )


def test_handed_back_among_equals_work_begun_comes_first() -> None:
    """Both mails came at 16:00; the one begun stands before the other although both are as old."""
    log = tell("""
clock: {start: 2026-01-05, length: 2 days, run_out: 0 s}
demand: {mails: {trace: [57600, 57600]}}
issue_types: {question: {work: 90 min}}
channels: {email: {kind: deferred}}
teams:
  care:
    shifts: {agents: 1, hours: Mon-Tue 09:00-17:00}
    end_of_shift: hand_back
    skills: {channels: email}
""")
    assert (
        log
        == """
email 0 16:00 > 16:00 care0 handed back 17:00 > 1d 09:00 care0 > 1d 09:30
email 1 16:00 > 1d 09:30 care0 > 1d 11:00
issue 0 met 1d 09:30
issue 1 met 1d 11:00
"""
    )


def test_a_caller_handed_back_may_lose_patience() -> None:
    """Answered at 16:59, back in the line at 17:00, patience of 2 min begins anew."""
    log = tell("""
demand: {calls: {trace: [61140]}}
issue_types: {question: {work: 5 min}}
channels: {phone: {kind: live, patience: 2 min}}
teams:
  care:
    shifts: {agents: 1, hours: Mon 09:00-17:00}
    end_of_shift: hand_back
    skills: {channels: phone}
""")
    assert (
        log
        == """
phone 0 16:59 > 16:59 care0 handed back 17:00 gave up > 17:02
issue 0 gave up 17:02
"""
    )


def test_handed_back_work_overflows_when_it_has_waited_long_enough() -> None:
    """The call never waited before 17:00; then its age of 60 s lets clerks take it at once."""
    log = tell("""
demand: {calls: {trace: [61140]}}
issue_types: {question: {work: 5 min}}
channels: {phone: {kind: live}}
teams:
  care:
    shifts: {agents: 1, hours: Mon 09:00-17:00}
    end_of_shift: hand_back
    skills: {channels: phone}
  clerks: {head_count: 1, skills: {channels: phone}}
routing: {overflow: {queue: phone, after: 45 s, to: clerks}}
""")
    assert (
        log
        == """
phone 0 16:59 > 16:59 care0 handed back 17:00 > 17:00 clerks0 > 17:04
issue 0 met 17:04
"""
    )


def test_handed_back_work_keeps_its_age_in_the_line_that_it_overflows_to() -> None:
    """Call 2 overflowed at 16:56; call 0, handed back at 17:00, is older and stands before it."""
    log = tell("""
demand:
  calls: {trace: [60600, 60900], channels: phone}
  visits: {trace: [60600], channels: store}
issue_types: {question: {work: 20 min}}
channels: {phone: {kind: live}, store: {kind: live}}
teams:
  care:
    shifts: {agents: 1, hours: Mon 09:00-17:00}
    end_of_shift: hand_back
    skills: {channels: phone}
  clerks: {head_count: 1, skills: {channels: [store, phone]}}
routing: {overflow: {queue: phone, after: 60 s, to: clerks}}
""")
    assert (
        log
        == """
phone 0 16:50 > 16:50 care0 handed back 17:00 > 17:10 clerks0 > 17:20
store 1 16:50 > 16:50 clerks0 > 17:10
phone 2 16:55 > 17:20 clerks0 > 17:40
issue 0 met 17:20
issue 1 met 17:10
issue 2 met 17:40
"""
    )


BREAK = """
demand: {calls: {trace: [TIMES]}}
issue_types: {question: {work: WORK}}
channels: {phone: {kind: live}}
teams:
  care:
    shifts: {agents: 1, hours: Mon 09:00-17:00, breaks: 12:00 for 30 min}
    skills: {channels: phone}
"""


def test_an_idle_agent_leaves_at_once() -> None:
    log = tell(BREAK.replace("TIMES", "43200, 61200").replace("WORK", "5 min"), agents=True)
    assert (
        log
        == """
phone 0 12:00 > 12:30 care0 > 12:35
phone 1 17:00 still waiting
issue 0 met 12:35
issue 1 open
care0 here 09:00-12:00 12:30-17:00 busy 12:30-12:35 unpaid break 12:00-12:30
"""
    )


COUNT = """
demand: {calls: {trace: [32280, 32290, 32300]}}
issue_types: {question: {work: 5 min}}
channels: {phone: {kind: live}}
teams:
  care:
    head_count:
      - {agents: 1, hours: Mon 00:00-12:00}
      - {agents: 1, hours: Mon 00:00-09:00}
    end_of_shift: RULE
    skills: {channels: phone}
"""
"""Two agents until 9:00, then one; calls 0 and 1 begin before it, call 2 waits."""


def test_head_count_falls_while_all_are_busy() -> None:
    """Whoever is freed first (care0 at 9:03) goes; the other one takes call 2."""
    assert (
        tell(COUNT.replace("RULE", "finish"), agents=True)
        == """
phone 0 08:58 > 08:58 care0 > 09:03
phone 1 08:58:10 > 08:58:10 care1 > 09:03:10
phone 2 08:58:20 > 09:03:10 care1 > 09:08:10
issue 0 met 09:03
issue 1 met 09:03:10
issue 2 met 09:08:10
care0 here 00:00-09:03 busy 08:58-09:03
care1 here 00:00-12:00 busy 08:58:10-09:08:10
"""
    )


def test_head_count_falls_and_work_is_handed_back() -> None:
    """care1 goes at 9:00 with 1:50 done of call 1; 3:10 are left for care0 at 9:03."""
    assert (
        tell(COUNT.replace("RULE", "hand_back"), agents=True)
        == """
phone 0 08:58 > 08:58 care0 > 09:03
phone 1 08:58:10 > 08:58:10 care1 handed back 09:00 > 09:03 care0 > 09:06:10
phone 2 08:58:20 > 09:06:10 care0 > 09:11:10
issue 0 met 09:03
issue 1 met 09:06:10
issue 2 met 09:11:10
care0 here 00:00-12:00 busy 08:58-09:11:10
care1 here 00:00-09:00 busy 08:58:10-09:00
"""
    )


def test_idle_agents_leave_first() -> None:
    """care0 is busy, care1 idle when the head count falls to one."""
    text = COUNT.replace("RULE", "finish").replace("32280, 32290, 32300", "32280, 32490")
    assert (
        tell(text, agents=True)
        == """
phone 0 08:58 > 08:58 care0 > 09:03
phone 1 09:01:30 > 09:03 care0 > 09:08
issue 0 met 09:03
issue 1 met 09:08
care0 here 00:00-12:00 busy 08:58-09:08
care1 here 00:00-09:00
"""
    )


def test_head_count_rises_again_before_anybody_left() -> None:
    """Down at 9:00, up at 9:02 when both still talk: nobody goes."""
    text = COUNT.replace("RULE", "finish").replace(
        "- {agents: 1, hours: Mon 00:00-09:00}",
        '- {agents: 1, hours: "Mon 00:00-09:00, Mon 09:02-12:00"}',
    )
    assert (
        tell(text, agents=True)
        == """
phone 0 08:58 > 08:58 care0 > 09:03
phone 1 08:58:10 > 08:58:10 care1 > 09:03:10
phone 2 08:58:20 > 09:03 care0 > 09:08
issue 0 met 09:03
issue 1 met 09:03:10
issue 2 met 09:08
care0 here 00:00-12:00 busy 08:58-09:08
care1 here 00:00-12:00 busy 08:58:10-09:03:10
"""
    )


def test_after_contact_work_keeps_the_agent() -> None:
    """Two minutes of notes after each call of three."""
    log = tell("""
demand: {calls: {trace: [0, 10]}}
issue_types: {question: {work: 3 min, after_contact: 2 min}}
channels: {phone: {kind: live}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
""", agents=True)  # fmt: skip
    assert (
        log
        == """
phone 0 00:00 > 00:00 care0 > 00:03 free 00:05
phone 1 00:00:10 > 00:05 care0 > 00:08 free 00:10
issue 0 met 00:03
issue 1 met 00:08
care0 here 00:00-1d 00:00 busy 00:00-00:10
"""
    )
