"""Mail is put aside for calls and chats: by whom, for how many, and by whom no more."""

from __future__ import annotations

from tests.stories.telling import tell


def test_who_has_put_mail_aside_for_a_chat_takes_another_beside_it() -> None:
    """The mail (1 min done) goes on when the second chat has ended."""
    log = tell("""
demand:
  mails: {trace: [0], channels: email, issue_types: {letter: 1}}
  chats: {trace: [60, 90], channels: chat, issue_types: {question: 1}}
issue_types: {letter: {work: 10 min}, question: {work: 2 min}}
channels: {chat: {kind: live}, email: {kind: deferred}}
teams:
  care:
    head_count: 1
    puts_aside: email
    concurrency: {contacts: 2, channels: chat}
    skills: {channels: [chat, email]}
""")
    assert (
        log
        == """
email 0 00:00 > 00:00 care0 aside 00:01 > 00:03:30 care0 > 00:12:30
chat 1 00:01 > 00:01 care0 > 00:03
chat 2 00:01:30 > 00:01:30 care0 > 00:03:30
issue 0 met 00:12:30
issue 1 met 00:03
issue 2 met 00:03:30
"""
    )


TEAMS = """
demand:
  mails: {trace: [MAIL], channels: email, issue_types: {letter: 1}}
  calls: {trace: [CALLS], channels: phone, issue_types: {question: 1}}
issue_types: {letter: {work: 10 min}, question: {work: 2 min}}
channels: {phone: {kind: live}, email: {kind: deferred}}
teams:
"""


def test_a_later_team_puts_its_mail_aside_when_the_first_has_none() -> None:
    """Front has call 1 in hand, which it took up first; back writes the mail."""
    text = TEAMS.replace("MAIL", "10").replace("CALLS", "0, 60")
    assert (
        tell(text + """
  front: {head_count: 1, puts_aside: email, skills: {channels: [phone, email]}}
  back: {head_count: 1, puts_aside: email, skills: {channels: [phone, email]}}
""")
        == """
phone 0 00:00 > 00:00 front0 > 00:02
email 1 00:00:10 > 00:00:10 back0 aside 00:01 > 00:03 back0 > 00:12:10
phone 2 00:01 > 00:01 back0 > 00:03
issue 0 met 00:02
issue 1 met 00:12:10
issue 2 met 00:03
"""
    )  # fmt: skip


def test_who_is_about_to_go_puts_nothing_aside() -> None:
    """At 17:01 care0, whose shift is over, is at the mail of 16:55."""
    text = TEAMS.replace("MAIL", "60900").replace("CALLS", "61260")
    assert (
        tell(text + """
  care:
    shifts: {agents: 1, hours: Mon 09:00-17:00}
    puts_aside: email
    skills: {channels: [phone, email]}
""")
        == """
email 0 16:55 > 16:55 care0 > 17:05
phone 1 17:01 still waiting
issue 0 met 17:05
issue 1 open
"""
    )  # fmt: skip


def test_calls_come_before_mail_that_would_be_put_aside_for_them() -> None:
    """Even where the longest waiting of all comes first: mail 1 has waited longer than call 2."""
    text = TEAMS.replace("MAIL", "10").replace("CALLS", "0, 60")
    assert (
        tell(text + """
  care: {head_count: 1, live_first: no, puts_aside: email, skills: {channels: [phone, email]}}
""")
        == """
phone 0 00:00 > 00:00 care0 > 00:02
email 1 00:00:10 > 00:04 care0 > 00:14
phone 2 00:01 > 00:02 care0 > 00:04
issue 0 met 00:02
issue 1 met 00:14
issue 2 met 00:04
"""
    )  # fmt: skip


LEAVING = """
clock: {start: 2026-01-05, length: 2 days, run_out: 0 s}
demand:
  mails: {trace: [42600], channels: email, issue_types: {letter: 1}}
  calls: {trace: [43080, 118800], channels: phone, issue_types: {question: 1}}
issue_types: {letter: {work: 10 min}, question: {work: 5 min}}
channels: {phone: {kind: live}, email: {kind: deferred}}
teams:
  care: {shifts: SHIFTS, puts_aside: email, skills: {channels: [phone, email]}}
  clerks: {shifts: {agents: 1, hours: "Mon 12:00-17:00"}, skills: {channels: email}}
"""
"""A mail of 11:50 is put aside for a call of 11:58, which ends at 12:03. One call on Tuesday."""
LEFT = """
email 0 11:50 > 11:50 care0 aside 11:58 handed back 12:03 > 12:03 clerks0 > 12:05
phone 1 11:58 > 11:58 care0 > 12:03
phone 2 1d 09:00 > 1d 09:00 care0 > 1d 09:05
issue 0 met 12:05
issue 1 met 12:03
issue 2 met 1d 09:05
"""


def test_who_goes_on_a_break_leaves_to_others_what_is_put_aside() -> None:
    shifts = "{agents: 1, hours: Mon-Tue 09:00-17:00, breaks: 12:00 for 30 min}"
    assert tell(LEAVING.replace("SHIFTS", shifts)) == LEFT


def test_who_goes_home_does_not_find_it_on_the_next_day() -> None:
    shifts = "{agents: 1, hours: Mon-Tue 08:00-12:00}"
    log = tell(LEAVING.replace("SHIFTS", shifts), agents=True)
    assert log.startswith(LEFT.rstrip("\n"))
    assert "care0 here 08:00-12:03 1d 08:00-1d 12:00 busy 11:50-12:03 1d 09:00-1d 09:05 late" in log
