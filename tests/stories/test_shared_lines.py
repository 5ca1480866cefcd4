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
