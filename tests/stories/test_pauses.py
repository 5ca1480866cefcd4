"""Breaks and shrinkage that begin while the agent is busy."""

from __future__ import annotations

import pytest

from sim.codes import NOT_TAKEN, SHRINKAGE
from tests.stories.telling import live, tell

CALLS = """
demand: {calls: {trace: [TIMES]}}
issue_types: {question: {work: WORK}}
channels: {phone: {kind: live}}
teams:
  care:
    when_busy: RULE
    shifts: {agents: 1, hours: Mon 09:00-17:00, breaks: BREAKS}
    skills: {channels: phone}
"""
MAILS = CALLS.replace("kind: live", "kind: deferred")


def day(text: str, rule: str, work: str, breaks: str, *times: int) -> str:
    """The log of a day; ``times`` of the contacts in minutes after midnight."""
    filled = {"RULE": rule, "WORK": work, "BREAKS": breaks}
    filled["TIMES"] = ", ".join(str(60 * minute) for minute in times)
    for word, value in filled.items():
        text = text.replace(word, value)
    return tell(text, agents=True)


LUNCH = "12:00 for 30 min"


def test_a_break_is_postponed_and_keeps_its_length() -> None:
    """In talk until 12:03, then away until 12:33; the break is no overtime."""
    assert (
        day(CALLS, "postpone", "5 min", LUNCH, 718, 719)
        == """
phone 0 11:58 > 11:58 care0 > 12:03
phone 1 11:59 > 12:33 care0 > 12:38
issue 0 met 12:03
issue 1 met 12:38
care0 here 09:00-12:03 12:33-17:00 busy 11:58-12:03 12:33-12:38 unpaid break 12:03-12:33
"""
    )


def test_a_break_is_shortened() -> None:
    """In talk until 12:03, then away until 12:30."""
    assert (
        day(CALLS, "shorten", "5 min", LUNCH, 718, 719)
        == """
phone 0 11:58 > 11:58 care0 > 12:03
phone 1 11:59 > 12:30 care0 > 12:35
issue 0 met 12:03
issue 1 met 12:35
care0 here 09:00-12:03 12:30-17:00 busy 11:58-12:03 12:30-12:35 unpaid break 12:03-12:30
"""
    )


def test_a_break_that_is_shortened_to_nothing_is_not_taken() -> None:
    assert (
        day(CALLS, "shorten", "40 min", LUNCH, 718, 719)
        == """
phone 0 11:58 > 11:58 care0 > 12:38
phone 1 11:59 > 12:38 care0 > 13:18
issue 0 met 12:38
issue 1 met 13:18
care0 here 09:00-17:00 busy 11:58-13:18 not taken 12:00-12:30
"""
    )


def test_a_long_talk_only_moves_the_break() -> None:
    assert (
        day(CALLS, "postpone", "40 min", LUNCH, 718, 719)
        == """
phone 0 11:58 > 11:58 care0 > 12:38
phone 1 11:59 > 13:08 care0 > 13:48
issue 0 met 12:38
issue 1 met 13:48
care0 here 09:00-12:38 13:08-17:00 busy 11:58-12:38 13:08-13:48 unpaid break 12:38-13:08
"""
    )


def test_breaks_owed_are_taken_one_after_the_other() -> None:
    """Both begin during the talk until 12:58: half an hour, then ten paid minutes."""
    breaks = "[12:00 for 30 min, 12:40 for 10 min paid]"
    assert (
        day(CALLS, "postpone", "1 h", breaks, 718, 719)
        == """
phone 0 11:58 > 11:58 care0 > 12:58
phone 1 11:59 > 13:38 care0 > 14:38
issue 0 met 12:58
issue 1 met 14:38
care0 here 09:00-12:58 13:38-17:00 busy 11:58-12:58 13:38-14:38 \
unpaid break 12:58-13:28 paid break 13:28-13:38
"""
    )


def test_a_break_begun_during_another_follows_it() -> None:
    """Lunch is taken from 12:13 to 12:43; the short break of 12:40 comes right after it."""
    breaks = "[12:00 for 30 min, 12:40 for 10 min paid]"
    assert (
        day(CALLS, "postpone", "15 min", breaks, 718)
        == """
phone 0 11:58 > 11:58 care0 > 12:13
issue 0 met 12:13
care0 here 09:00-12:13 12:53-17:00 busy 11:58-12:13 \
unpaid break 12:13-12:43 paid break 12:43-12:53
"""
    )


@pytest.mark.parametrize(
    ("work", "log"),
    [
        ("30 min", """
phone 0 16:00 > 16:00 care0 > 16:30
phone 1 16:01 still waiting
issue 0 met 16:30
issue 1 open
care0 here 09:00-16:30 busy 16:00-16:30 unpaid break 16:30-17:00
"""),
        ("31 min", """
phone 0 16:00 > 16:00 care0 > 16:31
phone 1 16:01 > 16:31 care0 > 17:02
issue 0 met 16:31
issue 1 met 17:02
care0 here 09:00-17:02 busy 16:00-17:02 late 17:00-17:02 not taken 16:10-16:40
"""),
    ],
)  # fmt: skip
def test_a_break_that_finds_no_room_before_the_shift_ends_is_not_taken(work: str, log: str) -> None:
    """Half an hour fits from 16:30 on, but not from 16:31 on: then work goes on at once."""
    assert day(CALLS, "postpone", work, "16:10 for 30 min", 960, 961) == log


def test_what_is_owed_when_the_shift_ends_is_not_taken() -> None:
    """In talk from 15:50 to 17:10: both breaks are lost; the rest is overtime."""
    breaks = "[16:00 for 10 min, 16:30 for 10 min]"
    assert (
        day(CALLS, "postpone", "80 min", breaks, 950)
        == """
phone 0 15:50 > 15:50 care0 > 17:10
issue 0 met 17:10
care0 here 09:00-17:10 busy 15:50-17:10 late 17:00-17:10 not taken 16:00-16:10 16:30-16:40
"""
    )


def test_a_later_break_may_still_find_room() -> None:
    """Freed at 16:40: half an hour finds no room any more, ten minutes do."""
    breaks = "[16:00 for 30 min, 16:35 for 10 min paid]"
    assert (
        day(CALLS, "postpone", "50 min", breaks, 950)
        == """
phone 0 15:50 > 15:50 care0 > 16:40
issue 0 met 16:40
care0 here 09:00-16:40 16:50-17:00 busy 15:50-16:40 paid break 16:40-16:50 \
not taken 16:00-16:30
"""
    )


def test_mail_is_put_down_and_taken_up_again_by_the_same_agent() -> None:
    """Two of five minutes are done at 12:00; the other three follow the break."""
    assert (
        day(MAILS, "put_aside", "5 min", LUNCH, 718, 719)
        == """
phone 0 11:58 > 11:58 care0 aside 12:00 > 12:30 care0 > 12:33
phone 1 11:59 > 12:33 care0 > 12:38
issue 0 met 12:33
issue 1 met 12:38
care0 here 09:00-12:00 12:30-17:00 busy 11:58-12:00 12:30-12:38 unpaid break 12:00-12:30
"""
    )


def test_a_caller_is_not_put_down() -> None:
    """As if the break were postponed."""
    assert day(CALLS, "put_aside", "5 min", LUNCH, 718, 719) == day(
        CALLS, "postpone", "5 min", LUNCH, 718, 719
    )


def test_mail_put_down_waits_for_its_agent_although_another_is_idle() -> None:
    log = tell("""
demand: {mails: {trace: [43080]}}
issue_types: {question: {work: 5 min}}
channels: {email: {kind: deferred}}
teams:
  care:
    when_busy: put_aside
    shifts:
      - {agents: 1, hours: Mon 09:00-17:00, breaks: 12:00 for 30 min}
      - {agents: 1, hours: Mon 11:59-17:00}
    skills: {channels: email}
""")
    assert (
        log
        == """
email 0 11:58 > 11:58 care0 aside 12:00 > 12:30 care0 > 12:33
issue 0 met 12:33
"""
    )


TWO_HANDS = """
demand:
  chats: {trace: [CHATS], channels: chat}
  mails: {trace: [MAILS], channels: email}
issue_types: {question: {work: 10 min}}
channels: {chat: {kind: live}, email: {kind: deferred}}
teams:
  care:
    when_busy: RULE
    shifts: {agents: 1, hours: Mon 09:00-17:00, breaks: 12:00 for 30 min}
    concurrency: {contacts: 2, channels: [chat, email]}
    skills: {channels: [chat, email]}
"""


def two_hands(rule: str, chats: str, mails: str) -> str:
    """The log of an agent with two hands."""
    text = TWO_HANDS.replace("RULE", rule).replace("CHATS", chats).replace("MAILS", mails)
    return tell(text, agents=True)


def test_with_several_in_hand_the_break_begins_after_the_last() -> None:
    """Chat 0 until 12:01, chat 1 until 12:05; chat 2 is not taken up between."""
    assert (
        two_hands("postpone", "42660, 42900, 43020", "80000")
        == """
chat 0 11:51 > 11:51 care0 > 12:01
chat 1 11:55 > 11:55 care0 > 12:05
chat 2 11:57 > 12:35 care0 > 12:45
email 3 22:13:20 still waiting
issue 0 met 12:01
issue 1 met 12:05
issue 2 met 12:45
issue 3 open
care0 here 09:00-12:05 12:35-17:00 busy 11:51-12:05 12:35-12:45 unpaid break 12:05-12:35
"""
    )


def test_mail_is_put_down_once_the_chat_beside_it_has_ended() -> None:
    """The chat ends at 12:05; six of ten minutes of the mail are done then."""
    assert (
        two_hands("put_aside", "42900", "43140")
        == """
chat 0 11:55 > 11:55 care0 > 12:05
email 1 11:59 > 11:59 care0 aside 12:05 > 12:35 care0 > 12:39
issue 0 met 12:05
issue 1 met 12:39
care0 here 09:00-12:05 12:35-17:00 busy 11:55-12:05 12:35-12:39 unpaid break 12:05-12:35
"""
    )


def test_all_mails_put_down_are_taken_up_again_together() -> None:
    """Eight and nine minutes are left of them at 12:00."""
    assert (
        two_hands("put_aside", "80000", "43080, 43140")
        == """
email 0 11:58 > 11:58 care0 aside 12:00 > 12:30 care0 > 12:38
email 1 11:59 > 11:59 care0 aside 12:00 > 12:30 care0 > 12:39
chat 2 22:13:20 still waiting
issue 0 met 12:38
issue 1 met 12:39
issue 2 open
care0 here 09:00-12:00 12:30-17:00 busy 11:58-12:00 12:30-12:39 unpaid break 12:00-12:30
"""
    )


def test_a_chat_that_outlasts_the_last_chance_gives_room_again() -> None:
    """From 16:30 on half an hour finds no room: the second hand takes chat 1 then."""
    log = tell("""
demand: {chats: {trace: [58200, 58800]}}
issue_types: {question: {work: 40 min}}
channels: {chat: {kind: live}}
teams:
  care:
    shifts: {agents: 1, hours: Mon 09:00-17:00, breaks: [12:00 for 10 min, 16:15 for 30 min]}
    concurrency: 2
    skills: {channels: chat}
""", agents=True)  # fmt: skip
    assert (
        log
        == """
chat 0 16:10 > 16:10 care0 > 16:50
chat 1 16:20 > 16:30 care0 > 17:10
issue 0 met 16:50
issue 1 met 17:10
care0 here 09:00-12:00 12:10-17:10 busy 16:10-17:10 late 17:00-17:10 unpaid break 12:00-12:10 \
not taken 16:15-16:45
"""
    )


def test_mail_put_down_goes_back_to_its_line_when_the_shift_ends_with_the_break() -> None:
    """The break lasts until the end of the shift; night goes on with the three minutes left."""
    log = tell("""
demand: {mails: {trace: [59280]}}
issue_types: {question: {work: 5 min}}
channels: {email: {kind: deferred}}
teams:
  care:
    when_busy: put_aside
    shifts: {agents: 1, hours: Mon 09:00-17:00, breaks: 16:30 for 30 min}
    skills: {channels: email}
  night: {shifts: {agents: 1, hours: Mon 16:40-23:00}, skills: {channels: email}}
""", agents=True)  # fmt: skip
    assert (
        log
        == """
email 0 16:28 > 16:28 care0 aside 16:30 handed back 17:00 > 17:00 night0 > 17:03
issue 0 met 17:03
care0 here 09:00-16:30 busy 16:28-16:30 unpaid break 16:30-17:00
night0 here 16:40-23:00 busy 17:00-17:03
"""
    )


def test_a_shift_may_begin_with_a_break() -> None:
    """Nobody is there before 9:30."""
    assert (
        day(CALLS, "postpone", "5 min", "09:00 for 30 min", 545)
        == """
phone 0 09:05 > 09:30 care0 > 09:35
issue 0 met 09:35
care0 here 09:30-17:00 busy 09:30-09:35 unpaid break 09:00-09:30
"""
    )


def test_a_seat_of_a_head_count_has_its_break_and_no_overtime() -> None:
    """Two are there until 15:00, then one; care1's call of 14:58 is finished and unpaid."""
    log = tell("""
demand: {calls: {trace: [43080, 53880, 53890]}}
issue_types: {question: {work: 5 min}}
channels: {phone: {kind: live}}
teams:
  care:
    head_count:
      - {agents: 1, hours: Mon 09:00-17:00}
      - {agents: 1, hours: Mon 09:00-15:00, breaks: 12:00 for 30 min}
    skills: {channels: phone}
""", agents=True)  # fmt: skip
    assert (
        log
        == """
phone 0 11:58 > 11:58 care0 > 12:03
phone 1 14:58 > 14:58 care0 > 15:03
phone 2 14:58:10 > 14:58:10 care1 > 15:03:10
issue 0 met 12:03
issue 1 met 15:03
issue 2 met 15:03:10
care0 here 09:00-17:00 busy 11:58-12:03 14:58-15:03
care1 here 09:00-12:00 12:30-15:03:10 busy 14:58:10-15:03:10 unpaid break 12:00-12:30
"""
    )


def test_hundreds_of_pauses_may_be_lost_at_once() -> None:
    """One piece of work from 09:00 on outlasts the shift, of which half are blocks of a minute."""
    record = live("""
demand: {mails: {trace: [32400]}}
issue_types: {question: {work: 10 h}}
channels: {email: {kind: deferred}}
teams:
  care:
    shifts: {agents: 1, hours: Mon 09:00-17:00}
    shrinkage: {share: 50 %, block: 1 min}
    skills: {channels: email}
""")
    kinds = record.spells["kind"].tolist()
    assert (kinds.count(NOT_TAKEN), kinds.count(SHRINKAGE)) == (240, 0)


def test_who_is_freed_when_a_shortened_break_ends_goes_on_at_once() -> None:
    """Freed at 12:30 exactly: nothing is left of the break."""
    assert (
        day(CALLS, "shorten", "31 min", LUNCH, 719, 721)
        == """
phone 0 11:59 > 11:59 care0 > 12:30
phone 1 12:01 > 12:30 care0 > 13:01
issue 0 met 12:30
issue 1 met 13:01
care0 here 09:00-17:00 busy 11:59-13:01 not taken 12:00-12:30
"""
    )


def test_a_break_begun_during_another_may_find_no_room_after_it() -> None:
    """The long break is taken from 16:20 to 16:50; a quarter of an hour fits no more."""
    breaks = "[16:00 for 30 min, 16:45 for 15 min paid]"
    assert (
        day(CALLS, "postpone", "25 min", breaks, 955, 1010)
        == """
phone 0 15:55 > 15:55 care0 > 16:20
phone 1 16:50 > 16:50 care0 > 17:15
issue 0 met 16:20
issue 1 met 17:15
care0 here 09:00-16:20 16:50-17:15 busy 15:55-16:20 16:50-17:15 late 17:00-17:15 \
unpaid break 16:20-16:50 not taken 16:45-17:00
"""
    )


def test_a_pause_behind_one_that_has_no_room_any_more_may_put_work_down() -> None:
    """At 16:00 an hour fits no more; the quarter of an hour then comes first and is put first."""
    assert (
        day(
            MAILS,
            "postpone",
            "6 h",
            "[12:00 for 60 min, {at: 14:00, length: 15 min, when_busy: put_aside}]",
            690,
        )
        == """
phone 0 11:30 > 11:30 care0 aside 16:00 > 16:15 care0 > 17:45
issue 0 met 17:45
care0 here 09:00-16:00 16:15-17:45 busy 11:30-16:00 16:15-17:45 late 17:00-17:45 \
unpaid break 16:00-16:15 not taken 12:00-13:00
"""
    )


def test_the_last_agent_goes_on_a_pause_late_and_who_waits_is_cut_off() -> None:
    """The first break finds no room beside the mail; at 10:00 that is put aside for the second."""
    log = tell("""
demand:
  mails: {trace: [33000], channels: email}
  calls: {trace: [34800], channels: phone}
issue_types: {question: {work: 2 h}}
channels:
  phone: {hours: Mon 09:00-09:50, at_closing: serve_out}
  email: {kind: deferred}
teams:
  care:
    shifts:
      agents: 1
      hours: Mon 09:00-12:00
      breaks:
        - {at: "09:30", length: 30 min, when_busy: shorten}
        - {at: "10:00", length: 30 min, when_busy: put_aside}
    skills: {channels: [phone, email]}
""")
    assert (
        log
        == """
email 0 09:10 > 09:10 care0 aside 10:00 > 10:30 care0 > 11:40
phone 1 09:40 cut off > 10:00
issue 0 met 11:40
issue 1 gave up 10:00
"""
    )


def test_a_break_shortened_to_nothing_at_the_end_of_the_shift_keeps_nobody() -> None:
    """At 17:00 the break ends and the shift with it: care only finishes the call."""
    assert (
        day(CALLS, "shorten", "40 min", "16:30 for 30 min", 985, 991)
        == """
phone 0 16:25 > 16:25 care0 > 17:05
phone 1 16:31 still waiting
issue 0 met 17:05
issue 1 open
care0 here 09:00-17:05 busy 16:25-17:05 late 17:00-17:05 not taken 16:30-17:00
"""
    )


def test_who_gives_up_one_of_two_breaks_takes_nothing_before_the_other() -> None:
    """From 16:30 on half an hour finds no room, but five minutes do when chat 0 has ended."""
    log = tell("""
demand: {chats: {trace: [56700, 59100]}}
issue_types: {question: {work: 65 min}}
channels: {chat: {kind: live}}
teams:
  care:
    shifts: {agents: 1, hours: Mon 09:00-17:00, breaks: [15:50 for 30 min, 16:20 for 5 min]}
    concurrency: 2
    skills: {channels: chat}
""", agents=True)  # fmt: skip
    assert (
        log
        == """
chat 0 15:45 > 15:45 care0 > 16:50
chat 1 16:25 > 16:55 care0 > 18:00
issue 0 met 16:50
issue 1 met 18:00
care0 here 09:00-16:50 16:55-18:00 busy 15:45-16:50 16:55-18:00 late 17:00-18:00 \
unpaid break 16:50-16:55 not taken 15:50-16:20
"""
    )


def test_the_books_are_closed_during_a_break() -> None:
    """The one of the second day ends with them at midnight. Care was late on the first day only."""
    log = tell("""
clock: {start: 2026-01-05, length: 2 days, run_out: 0 s}
demand: {calls: {trace: [82740]}}
issue_types: {question: {work: 5 min}}
channels: {phone: {kind: live}}
teams:
  care: {shifts: {agents: 1, hours: Mon-Tue 22:00-23:00}, skills: {channels: phone}}
  night:
    shifts: {agents: 1, hours: Tue 22:00-24:00, breaks: 23:40 for 20 min}
    skills: {channels: phone}
""", agents=True)  # fmt: skip
    assert (
        log
        == """
phone 0 22:59 > 22:59 care0 > 23:04
issue 0 met 23:04
care0 here 22:00-23:04 1d 22:00-1d 23:00 busy 22:59-23:04 late 23:00-23:04
night0 here 1d 22:00-1d 23:40 unpaid break 1d 23:40-2d 00:00
"""
    )


def test_the_last_chance_of_a_break_passes_during_another() -> None:
    """Freed at 15:30, care is away for 40 min. At 16:00 an hour finds no room any more; the five
    minutes are taken after the 40, not then."""
    breaks = (
        "[13:00 for 40 min, 14:00 for 60 min, {at: 15:00, length: 5 min, when_busy: put_aside}]"
    )
    assert (
        day(CALLS, "postpone", "155 min", breaks, 775)
        == """
phone 0 12:55 > 12:55 care0 > 15:30
issue 0 met 15:30
care0 here 09:00-15:30 16:15-17:00 busy 12:55-15:30 unpaid break 15:30-16:10 16:10-16:15 \
not taken 14:00-15:00
"""
    )


def test_mail_put_down_stays_so_during_the_break_that_follows() -> None:
    """The second break would hand it back to who is idle, had it not been put down before."""
    log = tell("""
demand: {mails: {trace: [43080]}}
issue_types: {question: {work: 5 min}}
channels: {email: {kind: deferred}}
teams:
  care:
    shifts:
      agents: 1
      hours: Mon 09:00-17:00
      breaks: [{at: 12:00, length: 30 min, when_busy: put_aside}, 12:30 for 10 min]
    skills: {channels: email}
  clerks: {shifts: {agents: 1, hours: Mon 12:00-17:00}, skills: {channels: email}}
""")
    assert (
        log
        == """
email 0 11:58 > 11:58 care0 aside 12:00 > 12:40 care0 > 12:43
issue 0 met 12:43
"""
    )


TWO_SHIFTS = """
demand: {chats: {trace: [42600, 45000]}}
issue_types: {question: {work: 80 min}}
channels: {chat: {kind: live}}
teams:
  care:
    shifts: {agents: 1, hours: "Mon 09:00-12:00, Mon 13:00-17:00", breaks: BREAKS}
    concurrency: 2
    skills: {channels: chat}
"""


def test_who_is_still_at_work_when_the_next_shift_begins_takes_more() -> None:
    """Chat 0 lasts until 13:10; chat 1 waits from 12:30 to 13:00, when care is late no more."""
    assert (
        tell(TWO_SHIFTS.replace("BREAKS", "16:00 for 15 min"), agents=True)
        == """
chat 0 11:50 > 11:50 care0 > 13:10
chat 1 12:30 > 13:00 care0 > 14:20
issue 0 met 13:10
issue 1 met 14:20
care0 here 09:00-16:00 16:15-17:00 busy 11:50-14:20 late 12:00-13:00 unpaid break 16:00-16:15
"""
    )


def test_who_is_still_at_work_when_the_next_shift_begins_with_a_break_takes_nothing() -> None:
    """The break follows chat 1, though a hand is free from 13:05 on, and chat 2 the break."""
    text = TWO_SHIFTS.replace("BREAKS", "13:00 for 15 min").replace("[42600", "[42300, 42600")
    assert (
        tell(text, agents=True)
        == """
chat 0 11:45 > 11:45 care0 > 13:05
chat 1 11:50 > 11:50 care0 > 13:10
chat 2 12:30 > 13:25 care0 > 14:45
issue 0 met 13:05
issue 1 met 13:10
issue 2 met 14:45
care0 here 09:00-13:10 13:25-17:00 busy 11:45-13:10 13:25-14:45 late 12:00-13:00 \
unpaid break 13:10-13:25
"""
    )


BEGINS_WITH_A_BREAK = """
demand: {mails: {trace: [32400], channels: email}}
issue_types: {question: {work: 3 h}}
channels: {email: {kind: deferred}}
teams:
  care:
    STAFF:
      agents: 1
      hours: Mon 09:00-10:00, Mon 10:15-11:00
      breaks: {at: 10:15, length: 15 min, when_busy: put_aside}
    skills: {channels: email}
"""


@pytest.mark.parametrize(
    ("staff", "late"), [("shifts", " late 10:00-10:15 11:00-12:15"), ("head_count", "")]
)
def test_who_stays_late_until_the_next_shift_begins_with_a_break_takes_it(
    staff: str, late: str
) -> None:
    """An hour and a quarter, the break, and the hour and three quarters that are left."""
    assert (
        tell(BEGINS_WITH_A_BREAK.replace("STAFF", staff), agents=True)
        == f"""
email 0 09:00 > 09:00 care0 aside 10:15 > 10:30 care0 > 12:15
issue 0 met 12:15
care0 here 09:00-10:15 10:30-12:15 busy 09:00-10:15 10:30-12:15{late} unpaid break 10:15-10:30
"""
    )
