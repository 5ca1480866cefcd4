"""Several things in one pair of hands: chats, and work put aside."""

from __future__ import annotations

from tests.stories.telling import tell

CHAT = """
demand: {chats: {trace: [TIMES]}}
issue_types: {question: {work: 100 s}}
channels: {chat: {kind: live}}
teams:
  care:
    head_count: AGENTS
    concurrency: {contacts: 2, slow_down: 0.5}
    skills: {channels: chat}
"""
"""Chats of 100 s alone; with two in hand each runs at 1/(1 + 0.5) = 2/3 of that speed."""


def test_two_chats_slow_each_other_down() -> None:
    """Chat 1 comes at 40: chat 0 has 60 s left, which take 90 s: done at 130.

    By then chat 1 has done 60 of 100: alone, 40 s more: done at 170. Chat 2, come at 50, waits
    for a hand until 130 and shares with chat 1: its 40 s left take 60 s: done at 190. By then
    chat 2 has done 40: alone, 60 s more: 250.
    """
    log = tell(CHAT.replace("TIMES", "0, 40, 50").replace("AGENTS", "1"), agents=True)
    assert (
        log
        == """
chat 0 00:00 > 00:00 care0 > 00:02:10
chat 1 00:00:40 > 00:00:40 care0 > 00:03:10
chat 2 00:00:50 > 00:02:10 care0 > 00:04:10
issue 0 met 00:02:10
issue 1 met 00:03:10
issue 2 met 00:04:10
care0 here 00:00-1d 00:00 busy 00:00-00:04:10
"""
    )


def test_an_idle_agent_before_a_busy_one_then_the_least_loaded() -> None:
    """Chat 2 finds nobody idle and both with one in hand: the first. Chat 3: the other."""
    log = tell(CHAT.replace("TIMES", "0, 10, 20, 30").replace("AGENTS", "2"))
    # care0: chat 0 has 80 left at 20, 120 s at 2/3: 140; chat 2 has done 80, 20 left: 160.
    # care1: the same, ten seconds later.
    assert (
        log
        == """
chat 0 00:00 > 00:00 care0 > 00:02:20
chat 1 00:00:10 > 00:00:10 care1 > 00:02:30
chat 2 00:00:20 > 00:00:20 care0 > 00:02:40
chat 3 00:00:30 > 00:00:30 care1 > 00:02:50
issue 0 met 00:02:20
issue 1 met 00:02:30
issue 2 met 00:02:40
issue 3 met 00:02:50
"""
    )


def test_two_chats_done_at_the_same_moment() -> None:
    """Both begin at 0 and are done at 150; both waiting ones begin then, and end at 300."""
    log = tell(CHAT.replace("TIMES", "0, 0, 10, 20").replace("AGENTS", "1"))
    assert (
        log
        == """
chat 0 00:00 > 00:00 care0 > 00:02:30
chat 1 00:00 > 00:00 care0 > 00:02:30
chat 2 00:00:10 > 00:02:30 care0 > 00:05
chat 3 00:00:20 > 00:02:30 care0 > 00:05
issue 0 met 00:02:30
issue 1 met 00:02:30
issue 2 met 00:05
issue 3 met 00:05
"""
    )


def test_wrapping_up_beside_a_chat() -> None:
    """Notes of 30 s after chat 0 keep its place: they too run at 2/3 beside chat 1.

    Chat 0: 60 s left at 40, done at 130; notes 30 s at 2/3: 175. Chat 1 has done 2/3 of 135 s =
    90 then, 10 left alone: 185; its notes: 215. Chat 2 finds a free hand at 175: 10 s at 2/3
    beside chat 1 = 15 s: chat 1 ends at 190, its notes of 30 s last until 235. Chat 2 has done
    40 then, 60 left alone: 295, its notes 325.
    """
    text = CHAT.replace("TIMES", "0, 40, 50").replace("AGENTS", "1")
    assert (
        tell(text.replace("work: 100 s", "work: 100 s, after_contact: 30 s"))
        == """
chat 0 00:00 > 00:00 care0 > 00:02:10 free 00:02:55
chat 1 00:00:40 > 00:00:40 care0 > 00:03:10 free 00:03:55
chat 2 00:00:50 > 00:02:55 care0 > 00:04:55 free 00:05:25
issue 0 met 00:02:10
issue 1 met 00:03:10
issue 2 met 00:04:55
"""
    )


def test_calls_are_not_held_beside_chats() -> None:
    """Concurrency counts for chats alone: a call waits for empty hands, a chat for the call."""
    log = tell("""
demand:
  chats: {trace: [0, 60], channels: chat}
  calls: {trace: [10], channels: phone}
issue_types: {question: {work: 100 s}}
channels: {chat: {kind: live}, phone: {kind: live}}
teams:
  care:
    head_count: 1
    concurrency: {contacts: 2, channels: chat}
    skills: {channels: [chat, phone]}
""")
    # Without slow-down chat 2 runs from 60 to 160 beside chat 0; then the call, alone.
    assert (
        log
        == """
chat 0 00:00 > 00:00 care0 > 00:01:40
phone 1 00:00:10 > 00:02:40 care0 > 00:04:20
chat 2 00:01 > 00:01 care0 > 00:02:40
issue 0 met 00:01:40
issue 1 met 00:04:20
issue 2 met 00:02:40
"""
    )


def test_more_agents_than_the_head_count_start_nothing_beside_a_chat() -> None:
    """From 60 s on one agent is one too many: chat 2 waits although both have a hand free.

    care1, freed at 200, goes; only then care0 (busy until 300) may take chat 2.
    """
    log = tell("""
demand:
  long: {trace: [0], issue_types: {long: 1}}
  short: {trace: [1, 90], issue_types: {short: 1}}
issue_types: {long: {work: 300 s}, short: {work: 199 s}}
channels: {chat: {kind: live}}
teams:
  care:
    head_count: [{agents: 1, hours: 24/7}, {agents: 1, hours: "Mon 00:00-00:01"}]
    concurrency: 2
    skills: {channels: chat}
""", agents=True)  # fmt: skip
    assert (
        log
        == """
chat 0 00:00 > 00:00 care0 > 00:05
chat 1 00:00:01 > 00:00:01 care1 > 00:03:20
chat 2 00:01:30 > 00:03:20 care0 > 00:06:39
issue 0 met 00:05
issue 1 met 00:03:20
issue 2 met 00:06:39
care0 here 00:00-1d 00:00 busy 00:00-00:06:39
care1 here 00:00-00:03:20 busy 00:00:01-00:03:20
"""
    )


def test_who_was_about_to_go_stays_when_a_colleague_has_gone() -> None:
    """Freed of one chat at 82 with one agent too many, care0 would go after the other.

    But care1 goes first, at 101: care0 may take chat 3 then, beside chat 0.
    """
    log = tell("""
demand:
  a: {trace: [0], issue_types: {long: 1}}
  b: {trace: [1], issue_types: {middle: 1}}
  c: {trace: [2, 90], issue_types: {short: 1}}
issue_types: {long: {work: 300 s}, middle: {work: 100 s}, short: {work: 80 s}}
channels: {chat: {kind: live, at_closing: serve_out}}
teams:
  care:
    head_count: [{agents: 1, hours: 24/7}, {agents: 1, hours: "Mon 00:00-00:01"}]
    concurrency: 2
    skills: {channels: chat}
""", agents=True)  # fmt: skip
    assert (
        log
        == """
chat 0 00:00 > 00:00 care0 > 00:05
chat 1 00:00:01 > 00:00:01 care1 > 00:01:41
chat 2 00:00:02 > 00:00:02 care0 > 00:01:22
chat 3 00:01:30 > 00:01:41 care0 > 00:03:01
issue 0 met 00:05
issue 1 met 00:01:41
issue 2 met 00:01:22
issue 3 met 00:03:01
care0 here 00:00-1d 00:00 busy 00:00-00:05
care1 here 00:00-00:01:41 busy 00:00:01-00:01:41
"""
    )


def test_a_head_count_that_rises_again_gives_room_at_once() -> None:
    """Nobody may begin chat 2 from 1:00 on; at 2:00 both may again, and the first one does."""
    log = tell("""
demand: {chats: {trace: [0, 1, 90]}}
issue_types: {question: {work: 300 s}}
channels: {chat: {kind: live}}
teams:
  care:
    head_count:
      - {agents: 1, hours: 24/7}
      - {agents: 1, hours: "Mon 00:00-00:01, Mon 00:02-24:00"}
    concurrency: 2
    skills: {channels: chat}
""")
    assert (
        log
        == """
chat 0 00:00 > 00:00 care0 > 00:05
chat 1 00:00:01 > 00:00:01 care1 > 00:05:01
chat 2 00:01:30 > 00:02 care0 > 00:07
issue 0 met 00:05
issue 1 met 00:05:01
issue 2 met 00:07
"""
    )


def test_a_break_talked_through_gives_room_again_when_it_ends() -> None:
    """From 12:00 care takes no further chat; at 12:30, still in chat 0, care takes chat 1."""
    log = tell("""
demand: {chats: {trace: [43080, 43800]}}
issue_types: {question: {work: 40 min}}
channels: {chat: {kind: live}}
teams:
  care:
    when_busy: shorten
    shifts: {agents: 1, hours: Mon 09:00-17:00, breaks: 12:00 for 30 min}
    concurrency: 2
    skills: {channels: chat}
""")
    assert (
        log
        == """
chat 0 11:58 > 11:58 care0 > 12:38
chat 1 12:10 > 12:30 care0 > 13:10
issue 0 met 12:38
issue 1 met 13:10
"""
    )


def test_chats_are_handed_back_in_the_order_in_which_they_began() -> None:
    """At 17:00 night is idle: chat 0, begun first, goes on there; chat 1 waits for its end."""
    log = tell("""
demand: {chats: {trace: [61140, 61150]}}
issue_types: {question: {work: 3 min}}
channels: {chat: {kind: live}}
teams:
  care:
    shifts: {agents: 1, hours: Mon 09:00-17:00}
    end_of_shift: hand_back
    concurrency: 2
    skills: {channels: chat}
  night: {shifts: {agents: 1, hours: Mon 16:00-23:00}, skills: {channels: chat}}
""")
    # 2:00 and 2:10 are left. Care, listed first, had room for chat 1 although night was idle.
    assert (
        log
        == """
chat 0 16:59 > 16:59 care0 handed back 17:00 > 17:00 night0 > 17:02
chat 1 16:59:10 > 16:59:10 care0 handed back 17:00 > 17:02 night0 > 17:04:10
issue 0 met 17:02
issue 1 met 17:04:10
"""
    )


def test_clearing_with_both_hands() -> None:
    """After 17:00 care goes on with two chats at a time until nobody waits."""
    log = tell("""
demand: {chats: {trace: [61140, 61140, 61150, 61150]}}
issue_types: {question: {work: 5 min}}
channels: {chat: {kind: live}}
teams:
  care:
    shifts: {agents: 1, hours: Mon 09:00-17:00}
    end_of_shift: clear
    concurrency: 2
    skills: {channels: chat}
""", agents=True)  # fmt: skip
    assert (
        log
        == """
chat 0 16:59 > 16:59 care0 > 17:04
chat 1 16:59 > 16:59 care0 > 17:04
chat 2 16:59:10 > 17:04 care0 > 17:09
chat 3 16:59:10 > 17:04 care0 > 17:09
issue 0 met 17:04
issue 1 met 17:04
issue 2 met 17:09
issue 3 met 17:09
care0 here 09:00-17:09 busy 16:59-17:09 late 17:00-17:09
"""
    )


BLENDED = """
demand:
  mails: {trace: [MAILS], channels: email, issue_types: {letter: 1}}
  calls: {trace: [CALLS], channels: phone, issue_types: {question: 1}}
issue_types: {letter: {work: 10 min}, question: {work: 2 min}}
channels: {phone: {kind: live}, email: {kind: deferred}}
teams:
  care: {head_count: AGENTS, puts_aside: email, skills: {channels: [phone, email]}}
"""


def test_mail_is_put_aside_for_a_call_and_resumed() -> None:
    """The mail (1 min done at 1:00) waits for the call, then takes its other nine minutes.

    Mail 1, younger, waits until the one put aside is done.
    """
    text = BLENDED.replace("MAILS", "0, 30").replace("CALLS", "60").replace("AGENTS", "1")
    assert (
        tell(text, agents=True)
        == """
email 0 00:00 > 00:00 care0 aside 00:01 > 00:03 care0 > 00:12
email 1 00:00:30 > 00:12 care0 > 00:22
phone 2 00:01 > 00:01 care0 > 00:03
issue 0 met 00:12
issue 1 met 00:22
issue 2 met 00:03
care0 here 00:00-1d 00:00 busy 00:00-00:22
"""
    )


def test_further_calls_come_before_the_work_put_aside() -> None:
    """A call is not put aside for a call; the mail resumes when no call waits, and yields again."""
    text = BLENDED.replace("MAILS", "0").replace("CALLS", "60, 90, 360").replace("AGENTS", "1")
    # Mail: 1 min until 1:00, resumed at 5:00 until 6:00, then at 8:00: 8 min more.
    assert (
        tell(text)
        == """
email 0 00:00 > 00:00 care0 aside 00:01 > 00:05 care0 aside 00:06 > 00:08 care0 > 00:16
phone 1 00:01 > 00:01 care0 > 00:03
phone 2 00:01:30 > 00:03 care0 > 00:05
phone 3 00:06 > 00:06 care0 > 00:08
issue 0 met 00:16
issue 1 met 00:03
issue 2 met 00:05
issue 3 met 00:08
"""
    )


def test_nobody_is_interrupted_while_somebody_is_idle() -> None:
    text = BLENDED.replace("MAILS", "0").replace("CALLS", "60, 70").replace("AGENTS", "2")
    assert (
        tell(text)
        == """
email 0 00:00 > 00:00 care0 aside 00:01:10 > 00:03:10 care0 > 00:12
phone 1 00:01 > 00:01 care1 > 00:03
phone 2 00:01:10 > 00:01:10 care0 > 00:03:10
issue 0 met 00:12
issue 1 met 00:03
issue 2 met 00:03:10
"""
    )


def test_work_put_aside_resumes_with_the_same_agent() -> None:
    """care1 is idle from 3:00 on, yet the mail waits until 3:10 for care0, who began it.

    One minute and ten seconds were done before the call of 1:10; 8:50 are left.
    """
    text = BLENDED.replace("MAILS", "0").replace("CALLS", "60, 70").replace("AGENTS", "2")
    assert "\nemail 0 00:00 > 00:00 care0 aside 00:01:10 > 00:03:10 care0 > 00:12\n" in tell(text)


def test_calls_come_first_while_work_is_put_aside_for_them() -> None:
    """By age alone the letter (1:10) would come before call 3 (1:20); but mail is put aside.

    So call 3 is next at 3:00, then the other nine minutes of the mail, then the letter.
    """
    log = tell("""
demand:
  mails: {trace: [0], channels: email, issue_types: {long: 1}}
  calls: {trace: [60, 80], channels: phone, issue_types: {short: 1}}
  letters: {trace: [70], channels: letter, issue_types: {short: 1}}
issue_types: {long: {work: 10 min}, short: {work: 2 min}}
channels: {phone: {kind: live}, email: {kind: deferred}, letter: {kind: deferred}}
teams:
  care:
    head_count: 1
    live_first: no
    puts_aside: email
    skills: {channels: [phone, email, letter]}
""")
    assert (
        log
        == """
email 0 00:00 > 00:00 care0 aside 00:01 > 00:05 care0 > 00:14
phone 1 00:01 > 00:01 care0 > 00:03
letter 2 00:01:10 > 00:14 care0 > 00:16
phone 3 00:01:20 > 00:03 care0 > 00:05
issue 0 met 00:14
issue 1 met 00:03
issue 2 met 00:16
issue 3 met 00:05
"""
    )


def test_who_has_put_work_aside_begins_nothing_deferred() -> None:
    """The task (10 min, alone in hand) yields to the chat at 1:00; care has a hand free now.

    A mail waits that could be held beside the chat, but the task is to be resumed first.
    """
    log = tell("""
demand:
  calls: {trace: [0], channels: phone, issue_types: {fault: 1}}
  chats: {trace: [60], channels: chat, issue_types: {question: 1}}
  mails: {trace: [30], channels: email, issue_types: {question: 1}}
issue_types:
  fault: {work: {acknowledge: 0 s, fix: 10 min}, leaves: {fix: back}}
  question: {work: 2 min}
channels: {phone: {kind: live}, chat: {kind: live}, email: {kind: deferred}}
tasks: {back: {}}
teams:
  front: {head_count: 1, skills: {channels: phone, does: acknowledge}}
  care:
    head_count: 1
    puts_aside: back
    concurrency: {contacts: 2, channels: [chat, email]}
    skills: {channels: [chat, email], tasks: back}
""")
    assert (
        log
        == """
phone 0 00:00 > 00:00 front0 at once
back 0 00:00 > 00:00 care0 aside 00:01 > 00:03 care0 > 00:12 fixed
email 1 00:00:30 > 00:12 care0 > 00:14
chat 2 00:01 > 00:01 care0 > 00:03
issue 0 met 00:12
issue 1 met 00:14
issue 2 met 00:03
"""
    )


def test_work_put_aside_goes_back_when_the_agent_leaves() -> None:
    """care0 talks at 17:00 and goes at 17:02: the mail goes on with night, 9 min left."""
    log = tell("""
demand:
  mails: {trace: [61080], channels: email, issue_types: {letter: 1}}
  calls: {trace: [61140], channels: phone, issue_types: {question: 1}}
issue_types: {letter: {work: 10 min}, question: {work: 3 min}}
channels: {phone: {kind: live}, email: {kind: deferred}}
teams:
  care:
    shifts: {agents: 1, hours: Mon 09:00-17:00}
    puts_aside: email
    skills: {channels: [phone, email]}
  night: {shifts: {agents: 1, hours: Mon 17:00-23:00}, skills: {channels: [phone, email]}}
""")
    assert (
        log
        == """
email 0 16:58 > 16:58 care0 aside 16:59 handed back 17:02 > 17:02 night0 > 17:11
phone 1 16:59 > 16:59 care0 > 17:02
issue 0 met 17:11
issue 1 met 17:02
"""
    )


def test_mail_held_beside_mail_is_not_put_aside() -> None:
    """Two mails at once, and mail yields to calls: a second mail goes beside the first.

    The call at 1:00 finds two mails in hand and waits; when one is done, the other yields.
    """
    log = tell("""
demand:
  mails: {trace: [0, 30], channels: email, issue_types: {letter: 1}}
  calls: {trace: [60], channels: phone, issue_types: {question: 1}}
issue_types: {letter: {work: 10 min}, question: {work: 2 min}}
channels: {phone: {kind: live}, email: {kind: deferred}}
teams:
  care:
    head_count: 1
    puts_aside: email
    concurrency: {contacts: 2, channels: email}
    skills: {channels: [phone, email]}
""")
    assert (
        log
        == """
email 0 00:00 > 00:00 care0 > 00:10
email 1 00:00:30 > 00:00:30 care0 aside 00:10 > 00:12 care0 > 00:12:30
phone 2 00:01 > 00:10 care0 > 00:12
issue 0 met 00:10
issue 1 met 00:12:30
issue 2 met 00:12
"""
    )


def test_who_has_put_a_letter_aside_takes_no_mail_beside_the_call() -> None:
    """Mail could be held beside a call, but the letter was begun first and comes before it."""
    log = tell("""
demand:
  letters: {trace: [0], channels: post}
  calls: {trace: [60], channels: phone}
  mails: {trace: [120], channels: email}
issue_types: {question: {work: 10 min}}
channels: {phone: {kind: live}, email: {kind: deferred}, post: {kind: deferred}}
teams:
  care:
    head_count: 1
    concurrency: {contacts: 2, channels: [phone, email]}
    puts_aside: post
    skills: {channels: [phone, email, post]}
""")
    assert (
        log
        == """
post 0 00:00 > 00:00 care0 aside 00:01 > 00:11 care0 > 00:20
phone 1 00:01 > 00:01 care0 > 00:11
email 2 00:02 > 00:20 care0 > 00:30
issue 0 met 00:20
issue 1 met 00:11
issue 2 met 00:30
"""
    )
