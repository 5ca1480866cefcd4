"""Customers who give up, are blocked, try again, or stop trying."""

from __future__ import annotations

from tests.stories.telling import tell


def test_abandonment_and_redial() -> None:
    """Patience 60 s; after 5 min they dial again, at most once."""
    log = tell("""
demand: {calls: {trace: [0, 10, 20]}}
issue_types: {question: {work: 10 min}}
channels:
  phone:
    kind: live
    patience: 60 s
    returns: {abandoned: {chance: 1, delay: 5 min, at_most: 1}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
""")
    # Calls 1 and 2 are back at 6:10 and 6:20, while the agent talks until 10:00.
    assert (
        log
        == """
phone 0 00:00 > 00:00 care0 > 00:10
phone 1 00:00:10 gave up > 00:01:10
phone 2 00:00:20 gave up > 00:01:20
phone 1.1 00:06:10 (abandoned) gave up > 00:07:10
phone 2.1 00:06:20 (abandoned) gave up > 00:07:20
issue 0 met 00:10
issue 1 gave up 00:07:10
issue 2 gave up 00:07:20
"""
    )


def test_no_patience_at_all_gives_up_at_once() -> None:
    """Who will not wait is answered if an agent is idle, and gone otherwise."""
    log = tell("""
demand: {calls: {trace: [0, 10]}}
channels: {phone: {kind: live, patience: 0 s}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
""")
    assert (
        log
        == """
phone 0 00:00 > 00:00 care0 > 00:05
phone 1 00:00:10 gave up
issue 0 met 00:05
issue 1 gave up 00:00:10
"""
    )


def test_blocked_by_lines() -> None:
    """Two lines: one caller talks, one waits, the third hears the engaged tone."""
    log = tell("""
demand: {calls: {trace: [0, 10, 20, 100, 110]}}
issue_types: {question: {work: 100 s, after_contact: 30 s}}
channels: {phone: {kind: live, lines: 2}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
""")
    # Call 0 leaves its line at 1:40, before call 3 comes; care wraps up until 2:10.
    assert (
        log
        == """
phone 0 00:00 > 00:00 care0 > 00:01:40 free 00:02:10
phone 1 00:00:10 > 00:02:10 care0 > 00:03:50 free 00:04:20
phone 2 00:00:20 blocked
phone 3 00:01:40 > 00:04:20 care0 > 00:06 free 00:06:30
phone 4 00:01:50 blocked
issue 0 met 00:01:40
issue 1 met 00:03:50
issue 2 gave up 00:00:20
issue 3 met 00:06
issue 4 gave up 00:01:50
"""
    )


def test_blocked_by_a_full_waiting_room() -> None:
    """A room for one, and one for none: who can be answered at once needs no room."""
    text = """
demand: {calls: {trace: [0, 10, 20]}}
issue_types: {question: {work: 100 s}}
channels: {phone: {kind: live, waiting_room: ROOM, returns: {blocked: {chance: 1, delay: 60 s}}}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
"""
    assert (
        tell(text.replace("ROOM", "1"))
        == """
phone 0 00:00 > 00:00 care0 > 00:01:40
phone 1 00:00:10 > 00:01:40 care0 > 00:03:20
phone 2 00:00:20 blocked
phone 2.1 00:01:20 (blocked) blocked
phone 2.2 00:02:20 (blocked) > 00:03:20 care0 > 00:05
issue 0 met 00:01:40
issue 1 met 00:03:20
issue 2 met 00:05
"""
    )
    assert (
        tell(text.replace("ROOM", "0"))
        == """
phone 0 00:00 > 00:00 care0 > 00:01:40
phone 1 00:00:10 blocked
phone 2 00:00:20 blocked
phone 1.1 00:01:10 (blocked) blocked
phone 2.1 00:01:20 (blocked) blocked
phone 1.2 00:02:10 (blocked) > 00:02:10 care0 > 00:03:50
phone 2.2 00:02:20 (blocked) blocked
phone 2.3 00:03:20 (blocked) blocked
phone 2.4 00:04:20 (blocked) > 00:04:20 care0 > 00:06
issue 0 met 00:01:40
issue 1 met 00:03:50
issue 2 met 00:06
"""
    )


def test_trying_another_channel() -> None:
    """Callers who give up write, to clerks who are quicker."""
    log = tell("""
demand: {calls: {trace: [0, 10], channels: phone}}
channels:
  phone:
    kind: live
    patience: 60 s
    returns: {abandoned: {chance: 1, delay: 60 s, channel: email}}
  email: {kind: deferred}
teams:
  care: {head_count: 1, skills: {channels: phone}}
  clerks: {head_count: 1, skills: {channels: email, speed: 2}}
""")
    assert (
        log
        == """
phone 0 00:00 > 00:00 care0 > 00:05
phone 1 00:00:10 gave up > 00:01:10
email 1.1 00:02:10 (abandoned) > 00:02:10 clerks0 > 00:04:40
issue 0 met 00:05
issue 1 met 00:04:40
"""
    )


def test_a_return_that_is_not_needed_is_not_made() -> None:
    """The mail is answered at 0:40, before the chase planned at 0:30 for 0:50."""
    log = tell("""
demand: {mails: {trace: [0]}}
issue_types: {question: {work: 10 min}}
channels:
  email:
    kind: deferred
    expected_reply: 30 min
    returns: {no_reply: {chance: 1, delay: 20 min}}
teams: {care: {head_count: {agents: 1, hours: Mon 00:30-24:00}, skills: {channels: email}}}
""")
    assert (
        log
        == """
email 0 00:00 > 00:30 care0 > 00:40
issue 0 met 00:40
"""
    )


def test_chasing_mail_that_stays_unanswered() -> None:
    """After half an hour the customer writes again; care works both from 1:00 on."""
    log = tell("""
demand: {mails: {trace: [0]}}
issue_types: {question: {work: 10 min, chase: 2 min}}
channels:
  email: {kind: deferred, expected_reply: 30 min, returns: {no_reply: {chance: 1, at_most: 1}}}
teams: {care: {head_count: {agents: 1, hours: Mon 01:00-24:00}, skills: {channels: email}}}
""")
    # The first answer meets the need; the second mail takes the work of a chase.
    assert (
        log
        == """
email 0 00:00 > 01:00 care0 > 01:10
email 0.1 00:30 (no_reply) > 01:10 care0 > 01:12
issue 0 met 01:10
"""
    )


def test_who_expects_no_reply_does_not_chase() -> None:
    """Within a second is a time to expect a reply in; none stated is none."""
    text = """
demand: {mails: {trace: [0]}}
issue_types: {question: {work: 5 min, chase: 2 min}}
channels:
  email: {kind: deferred, expected_reply: SOON, returns: {no_reply: {chance: 1, at_most: 1}}}
teams: {care: {head_count: 1, skills: {channels: email}}}
"""
    assert (
        tell(text.replace("SOON", "1 s"))
        == """
email 0 00:00 > 00:00 care0 > 00:05
email 0.1 00:00:01 (no_reply) > 00:05 care0 > 00:07
issue 0 met 00:05
"""
    )
    assert (
        tell(text.replace("SOON", "0 s"))
        == """
email 0 00:00 > 00:00 care0 > 00:05
issue 0 met 00:05
"""
    )


def test_the_next_opening_of_a_channel_that_is_open_is_now() -> None:
    """Call 1 hangs up after a minute and is back five minutes later, on the same day."""
    log = tell("""
demand: {calls: {trace: [36000, 36060]}}
issue_types: {question: {work: 10 min}}
channels:
  phone:
    kind: live
    hours: Mon 09:00-17:00
    patience: 1 min
    returns: {abandoned: {chance: 1, at_opening: yes, delay: 5 min}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
""")
    assert (
        log
        == """
phone 0 10:00 > 10:00 care0 > 10:10
phone 1 10:01 gave up > 10:02
phone 1.1 10:07 (abandoned) gave up > 10:08
phone 1.2 10:13 (abandoned) > 10:13 care0 > 10:23
issue 0 met 10:10
issue 1 met 10:23
"""
    )
