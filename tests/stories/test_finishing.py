"""What an agent with several jobs in hand is free for when one of them is done."""

from __future__ import annotations

from tests.stories.telling import tell


def test_what_is_left_alone_in_hand_makes_way_for_a_call() -> None:
    """One of two mails may not be put aside; at 5:00 the other is alone, with a minute left."""
    log = tell("""
demand:
  mails: {trace: [0, 60], channels: email, issue_types: {mail: 1}}
  calls: {trace: [90], channels: phone, issue_types: {call: 1}}
issue_types: {mail: {work: 5 min}, call: {work: 2 min}}
channels: {phone: {}, email: {kind: deferred}}
teams:
  others: {head_count: 1, skills: {channels: email}}
  care:
    shifts: {agents: 1, hours: "Mon 00:00-24:00"}
    concurrency: {contacts: 2, channels: email}
    puts_aside: email
    skills: {channels: [phone, email]}
routing: {teams: {email: care}}
""")
    assert (
        log
        == """
email 0 00:00 > 00:00 care0 > 00:05
email 1 00:01 > 00:01 care0 aside 00:05 > 00:07 care0 > 00:08
phone 2 00:01:30 > 00:05 care0 > 00:07
issue 0 met 00:05
issue 1 met 00:08
issue 2 met 00:07
"""
    )


def test_when_one_too_many_has_gone_the_others_take_more_work() -> None:
    """From 1:00 on there is one too many and neither takes chat 2; at 3:00 care0 goes, and
    care1 has a hand free.
    """
    log = tell(
        """
demand:
  short: {trace: [0, 120], channels: chat, issue_types: {short: 1}}
  long: {trace: [5], channels: chat, issue_types: {long: 1}}
issue_types: {short: {work: 3 min}, long: {work: 10 min}}
channels: {chat: {}, email: {kind: deferred}}
teams:
  others: {head_count: 1, skills: {channels: email}}
  care:
    head_count:
      - {agents: 1, hours: "Mon 00:00-24:00"}
      - {agents: 1, hours: "Mon 00:00-00:01"}
    concurrency: 2
    skills: {channels: chat}
""",
        agents=True,
    )
    assert (
        log
        == """
chat 0 00:00 > 00:00 care0 > 00:03
chat 1 00:00:05 > 00:00:05 care1 > 00:10:05
chat 2 00:02 > 00:03 care1 > 00:06
issue 0 met 00:03
issue 1 met 00:10:05
issue 2 met 00:06
others0 here 00:00-1d 00:00
care0 here 00:00-00:03 busy 00:00-00:03
care1 here 00:00-1d 00:00 busy 00:00:05-00:10:05
"""
    )


def test_two_that_are_done_at_once_are_both_noted_down() -> None:
    """After-contact work of both goes on side by side."""
    log = tell("""
demand: {chats: {trace: [0, 0]}}
issue_types: {question: {work: 2 min, after_contact: 30 s}}
channels: {chat: {}}
teams: {care: {head_count: 1, concurrency: 2, skills: {channels: chat}}}
""")
    assert (
        log
        == """
chat 0 00:00 > 00:00 care0 > 00:02 free 00:02:30
chat 1 00:00 > 00:00 care0 > 00:02 free 00:02:30
issue 0 met 00:02
issue 1 met 00:02
"""
    )


def test_in_one_line_some_are_passed_on_and_some_leave_a_task() -> None:
    """Experts could take the claim over as they do the fault; claims are left at the desk."""
    log = tell("""
demand:
  faults: {trace: [0], issue_types: {fault: 1}}
  claims: {trace: [600], issue_types: {claim: 1}}
issue_types:
  fault: {work: {acknowledge: 1 min, fix: 4 min}, leaves: {how: transfer}}
  claim: {work: {acknowledge: 1 min, fix: 4 min}, leaves: {fix: back}}
channels: {phone: {}}
tasks: {back: {}}
teams:
  care: {head_count: 1, skills: {channels: phone, does: acknowledge}}
  experts: {head_count: 1, skills: {channels: phone, tasks: back}}
""")
    assert (
        log
        == """
phone 0 00:00 > 00:00 care0 passed on 00:01 > 00:01 experts0 > 00:05
phone 1 00:10 > 00:10 care0 > 00:11
back 1 00:11 > 00:11 experts0 > 00:15 fixed
issue 0 met 00:05
issue 1 met 00:15
"""
    )
