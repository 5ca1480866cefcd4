"""Lines that several channels share: who is there on one of them may block another."""

from __future__ import annotations

from tests.stories.telling import live, tell

DAY = """
demand:
  calls: {trace: [0, 20], channels: phone}
  orders: {trace: [10, 30, 100], channels: sales}
issue_types: {question: {work: 100 s}}
shared_lines: {main: 3}
channels: {phone: {lines: main}, sales: {lines: main}}
teams: {care: {head_count: 1, skills: {channels: [phone, sales]}}}
"""


def test_a_contact_is_blocked_when_all_lines_of_the_set_are_taken() -> None:
    """The fourth finds one in talk and two waiting; at 0:01:40 the first line is free again."""
    assert (
        tell(DAY)
        == """
phone 0 00:00 > 00:00 care0 > 00:01:40
sales 1 00:00:10 > 00:01:40 care0 > 00:03:20
phone 2 00:00:20 > 00:03:20 care0 > 00:05
sales 3 00:00:30 blocked
sales 4 00:01:40 > 00:05 care0 > 00:06:40
issue 0 met 00:01:40
issue 1 met 00:03:20
issue 2 met 00:05
issue 3 gave up 00:00:30
issue 4 met 00:06:40
"""
    )


def test_whoever_goes_frees_the_line_for_both() -> None:
    """Patience ends, doors close, no room is left: each time somebody else gets in."""
    log = tell("""
demand:
  calls: {trace: [0, 10, 50], channels: phone}
  orders: {trace: [20, 30, 40, 61, 62], channels: sales}
issue_types: {question: {work: 1 h}}
shared_lines: {main: 3}
channels:
  phone: {lines: main, patience: 25 s}
  sales: {lines: main, hours: "Mon 00:00-00:01", at_closing: disconnect, when_closed: queue,
    waiting_room: 1}
teams: {care: {head_count: 1, skills: {channels: [phone, sales]}}}
""")
    assert (
        log
        == """
phone 0 00:00 > 00:00 care0 > 01:00
phone 1 00:00:10 gave up > 00:00:35
sales 2 00:00:20 cut off > 00:01
sales 3 00:00:30 blocked
sales 4 00:00:40 blocked
phone 5 00:00:50 gave up > 00:01:15
sales 6 00:01:01 > 01:00 care0 > 02:00
sales 7 00:01:02 blocked
issue 0 met 01:00
issue 1 gave up 00:00:35
issue 2 gave up 00:01
issue 3 gave up 00:00:30
issue 4 gave up 00:00:40
issue 5 gave up 00:01:15
issue 6 met 02:00
issue 7 gave up 00:01:02
"""
    )


def test_a_set_that_one_channel_has_to_itself_is_its_own_number() -> None:
    """The limit: nothing changes but where the number is written."""
    week = """
clock: {start: 2026-01-05, length: 1 week}
demand: {calls: {rate: 3000 per week}}
issue_types: {question: {work: exponential(8 min)}}
channels: {phone: {lines: LINES, patience: exponential(5 min)}}
teams: {care: {head_count: 2, skills: {channels: phone}}}
"""
    own = live(week.replace("LINES", "4"))
    shared = live(week.replace("LINES", "main") + "shared_lines: {main: 4}\n")
    assert own.contacts.tobytes() == shared.contacts.tobytes()
    assert own.spells.tobytes() == shared.spells.tobytes()


def test_a_channel_without_a_limit_leaves_the_lines_of_others_alone() -> None:
    """However its contacts end: done, not reached, blocked, given up, cut off. The only line of
    the other channel is free at 6:40, and taken at 6:41.
    """
    log = tell("""
demand:
  calls: {trace: [0, 10, 20, 30, 350, 355], channels: phone, issue_types: {question: 1}}
  hasty: {trace: [102], channels: phone, issue_types: {hasty: 1}}
  vips: {trace: [400, 401], channels: vip, issue_types: {question: 1}}
issue_types: {question: {work: 100 s}, hasty: {patience: 5 s}}
channels:
  phone:
    hours: Mon 00:00-00:06
    at_closing: disconnect
    waiting_room: 2
    callback: {after: 30 s, accepts: 100 %, answers: 0 %, not_reached_work: 5 s}
  vip: {lines: 1}
teams:
  care: {head_count: 1, skills: {channels: phone}}
  vips: {head_count: 1, skills: {channels: vip}}
""")
    assert (
        log
        == """
phone 0 00:00 > 00:00 care0 > 00:01:40
phone 1 00:00:10 [callback not reached 00:00:40 00:01:40] > 00:01:40 care0 > 00:01:45
phone 2 00:00:20 [callback not reached 00:00:50 00:01:45] > 00:01:45 care0 > 00:01:50
phone 3 00:00:30 blocked
phone 4 00:01:42 gave up > 00:01:47
phone 5 00:05:50 > 00:05:50 care0 > 00:07:30
phone 6 00:05:55 cut off > 00:06
vip 7 00:06:40 > 00:06:40 vips0 > 00:08:20
vip 8 00:06:41 blocked
issue 0 met 00:01:40
issue 1 gave up 00:01:45
issue 2 gave up 00:01:50
issue 3 gave up 00:00:30
issue 4 gave up 00:01:47
issue 5 met 00:07:30
issue 6 gave up 00:06
issue 7 met 00:08:20
issue 8 gave up 00:06:41
"""
    )


def test_who_finds_all_lines_taken_may_call_again() -> None:
    log = tell("""
demand: {calls: {trace: [0, 10]}}
issue_types: {question: {work: 50 s}}
channels: {phone: {lines: 1, returns: {blocked: {chance: 1, delay: 1 min}}}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
""")
    assert (
        log
        == """
phone 0 00:00 > 00:00 care0 > 00:00:50
phone 1 00:00:10 blocked
phone 1.1 00:01:10 (blocked) > 00:01:10 care0 > 00:02
issue 0 met 00:00:50
issue 1 met 00:02
"""
    )
