"""People wait in several lines of a channel: all of them are cut off, or served, at once."""

from __future__ import annotations

from tests.stories.telling import tell

CLOSING = """
demand:
  plain: {trace: [FIRST, 61150], issue_types: {plain: 1}}
  urgent: {trace: [61160], issue_types: {urgent: 1}}
issue_types: {plain: {work: 5 min}, urgent: {work: 5 min}}
channels: {phone: {kind: live, hours: Mon 09:00-17:00, at_closing: RULE}}
teams: {care: {shifts: {agents: 1, hours: Mon 09:00-END}, skills: {channels: phone}}}
routing: {priorities: {issue_type: urgent, priority: 1}}
"""
"""Urgent calls have a line of their own. Calls 1 and 2 wait when the phone closes at 17:00."""


def test_closing_cuts_off_all_lines_of_the_channel() -> None:
    """And nobody who waits for a chat."""
    text = CLOSING.replace("RULE", "disconnect").replace("END", "18:00").replace("FIRST", "61140")
    text = text.replace("channels: phone}}}", "channels: [phone, chat]}}}")
    text = text.replace("channels: {phone", "channels: {chat: {kind: live}, phone")
    text = text.replace(", issue_types:", ", channels: phone, issue_types:")
    chats = "demand:\n  chats: {trace: [61170], channels: chat, issue_types: {plain: 1}}"
    assert (
        tell(text.replace("demand:", chats))
        == """
phone 0 16:59 > 16:59 care0 > 17:04
phone 1 16:59:10 cut off > 17:00
phone 2 16:59:20 cut off > 17:00
chat 3 16:59:30 > 17:04 care0 > 17:09
issue 0 met 17:04
issue 1 gave up 17:00
issue 2 gave up 17:00
issue 3 met 17:09
"""
    )


def test_nobody_is_there_to_serve_out_any_line() -> None:
    """Care's shift ended at 16:58, and with it the work that began before."""
    text = CLOSING.replace("RULE", "serve_out").replace("END", "16:58").replace("FIRST", "60870")
    assert (
        tell(text)
        == """
phone 0 16:54:30 > 16:54:30 care0 > 16:59:30
phone 1 16:59:10 cut off > 17:00
phone 2 16:59:20 cut off > 17:00
issue 0 met 16:59:30
issue 1 gave up 17:00
issue 2 gave up 17:00
"""
    )


def test_those_cut_off_try_again_in_the_order_of_lines() -> None:
    """The plain line is the first: call 1 is cut off, and is back an hour later, before call 2."""
    text = CLOSING.replace("RULE", "serve_out").replace("FIRST", "60870")
    text = text.replace("hours: Mon 09:00-END", 'hours: "Mon 09:00-16:58, Mon 17:30-20:00"')
    text = text.replace("hours: Mon 09:00-17:00", 'hours: "Mon 09:00-17:00, Mon 17:30-20:00"')
    back = "returns: {disconnected: {chance: 1, delay: 1 h}}\n"
    assert (
        tell(text + back)
        == """
phone 0 16:54:30 > 16:54:30 care0 > 16:59:30
phone 1 16:59:10 cut off > 17:00
phone 2 16:59:20 cut off > 17:00
phone 1.1 18:00 (disconnected) > 18:00 care0 > 18:05
phone 2.1 18:00 (disconnected) > 18:05 care0 > 18:10
issue 0 met 16:59:30
issue 1 met 18:05
issue 2 met 18:10
"""
    )


def test_a_head_count_that_rises_gives_room_for_all_lines() -> None:
    """One too many from 1:00 to 2:00: chats of both lines wait, then both agents have room."""
    log = tell("""
demand:
  plain: {trace: [0, 1, 90, 95], channels: chat, issue_types: {plain: 1}}
  urgent: {trace: [80, 100], channels: chat, issue_types: {urgent: 1}}
issue_types: {plain: {work: 5 min}, urgent: {work: 5 min}}
channels: {email: {kind: deferred}, chat: {kind: live}}
teams:
  care:
    head_count:
      - {agents: 1, hours: 24/7}
      - {agents: 1, hours: "Mon 00:00-00:01, Mon 00:02-24:00"}
    concurrency: 3
    skills: {channels: [email, chat]}
routing: {priorities: {issue_type: urgent, priority: 1}}
""")
    assert (
        log
        == """
chat 0 00:00 > 00:00 care0 > 00:05
chat 1 00:00:01 > 00:00:01 care1 > 00:05:01
chat 2 00:01:20 > 00:02 care0 > 00:07
chat 3 00:01:30 > 00:02 care1 > 00:07
chat 4 00:01:35 > 00:02 care0 > 00:07
chat 5 00:01:40 > 00:02 care1 > 00:07
issue 0 met 00:05
issue 1 met 00:05:01
issue 2 met 00:07
issue 3 met 00:07
issue 4 met 00:07
issue 5 met 00:07
"""
    )


def test_at_opening_all_lines_are_served() -> None:
    """Three agents have waited for the doors, with one plain and two urgent mails."""
    log = tell("""
demand:
  plain: {trace: [31800], issue_types: {plain: 1}}
  urgent: {trace: [31801, 31802], issue_types: {urgent: 1}}
issue_types: {plain: {work: 5 min}, urgent: {work: 5 min}}
channels: {email: {kind: deferred, hours: Mon 09:00-17:00}}
teams: {care: {head_count: 3, skills: {channels: email}}}
routing: {priorities: {issue_type: urgent, priority: 1}}
""")
    assert (
        log
        == """
email 0 08:50 > 09:00 care0 > 09:05
email 1 08:50:01 > 09:00 care1 > 09:05
email 2 08:50:02 > 09:00 care2 > 09:05
issue 0 met 09:05
issue 1 met 09:05
issue 2 met 09:05
"""
    )
