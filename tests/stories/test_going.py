"""In which order things happen when somebody goes and leaves work behind."""

from __future__ import annotations

from tests.stories.telling import tell

SHOP = """
channels: {phone: {kind: live}, chat: {kind: live}, email: {kind: deferred}}
teams:
  care:
    head_count: [{agents: 1, hours: Mon 00:00-24:00}, {agents: 1, hours: Mon 00:00-00:05}]
    end_of_shift: RULE
    concurrency: {contacts: 2, channels: [chat, email]}
    puts_aside: email
    skills: {channels: [phone, chat, email]}
"""
"""One of two agents goes at 00:05."""


def test_work_put_aside_is_back_in_line_before_those_who_stay_take_more() -> None:
    """From 00:05 on there is one too many: mail 3 waits, although care0 has a hand free.

    At 00:07 care1 goes. The mail that care1 had put aside is older: care0 takes that one.
    """
    log = tell("""
demand:
  chats: {trace: [0], channels: chat, issue_types: {long: 1}}
  mails: {trace: [60, 360], channels: email, issue_types: {letter: 1}}
  calls: {trace: [120], channels: phone, issue_types: {short: 1}}
issue_types: {long: {work: 30 min}, letter: {work: 10 min}, short: {work: 5 min}}
""" + SHOP.replace("RULE", "finish"))  # fmt: skip
    assert (
        log
        == """
chat 0 00:00 > 00:00 care0 > 00:30
email 1 00:01 > 00:01 care1 aside 00:02 handed back 00:07 > 00:07 care0 > 00:16
phone 2 00:02 > 00:02 care1 > 00:07
email 3 00:06 > 00:16 care0 > 00:26
issue 0 met 00:30
issue 1 met 00:16
issue 2 met 00:07
issue 3 met 00:26
"""
    )


def test_work_put_aside_is_handed_back_before_what_is_in_hand() -> None:
    """At 00:05 care1 drops chat 4 and the mail put aside; care0 has one hand free.

    The mail, begun first, goes on there; the chat waits for it, with the work it has left.
    """
    log = tell("""
demand:
  chats: {trace: [0], channels: chat, issue_types: {long: 1}}
  mails: {trace: [0], channels: email, issue_types: {letter: 1}}
  brief: {trace: [60], channels: chat, issue_types: {short: 1}}
  calls: {trace: [120], channels: phone, issue_types: {nod: 1}}
  more: {trace: [150], channels: chat, issue_types: {letter: 1}}
issue_types:
  long: {work: 30 min}
  letter: {work: 10 min}
  short: {work: 3 min}
  nod: {work: 1 min}
""" + SHOP.replace("RULE", "hand_back"))  # fmt: skip
    assert (
        log
        == """
chat 0 00:00 > 00:00 care0 > 00:30
email 1 00:00 > 00:00 care1 aside 00:02 handed back 00:05 > 00:05 care0 > 00:13
chat 2 00:01 > 00:01 care0 > 00:04
phone 3 00:02 > 00:02 care1 > 00:03
chat 4 00:02:30 > 00:03 care1 handed back 00:05 > 00:13 care0 > 00:21
issue 0 met 00:30
issue 1 met 00:13
issue 2 met 00:04
issue 3 met 00:03
issue 4 met 00:21
"""
    )
