"""Several chats in one pair of hands: which is done first, and what is left of the others."""

from __future__ import annotations

from tests.stories.telling import tell


def test_three_chats_of_different_pace() -> None:
    """With three in hand all run at half their speed, which is 2 for chat 1 and 1 for the others.

    They would take 140, 120 and 160 s more: chat 1 is done at 2:00. Of the others 10 and 20 s are
    left, which run at 2/3 now: chat 0 is done at 2:15. Ten seconds of chat 2 are left, alone.
    """
    log = tell("""
demand:
  a: {trace: [0], issue_types: {seventy: 1}}
  b: {trace: [0], issue_types: {fast: 1}}
  c: {trace: [0], issue_types: {eighty: 1}}
issue_types: {seventy: {work: 70 s}, fast: {work: 120 s}, eighty: {work: 80 s}}
channels: {chat: {kind: live}}
teams:
  care:
    head_count: 1
    concurrency: {contacts: 3, slow_down: 0.5}
    skills:
      - {channels: chat, issue_types: [seventy, eighty]}
      - {channels: chat, issue_types: fast, speed: 2}
""")
    assert (
        log
        == """
chat 0 00:00 > 00:00 care0 > 00:02:15
chat 1 00:00 > 00:00 care0 > 00:02
chat 2 00:00 > 00:00 care0 > 00:02:25
issue 0 met 00:02:15
issue 1 met 00:02
issue 2 met 00:02:25
"""
    )


def test_half_a_second_is_left() -> None:
    """Half a second of chat 0 is left at 1:39.5, and runs at 2/3 beside chat 1: 0.75 s."""
    log = tell("""
demand: {chats: {trace: [0, 99.5]}}
issue_types: {question: {work: 100 s}}
channels: {chat: {kind: live}}
teams:
  care:
    head_count: 1
    concurrency: {contacts: 2, slow_down: 0.5}
    skills: {channels: chat}
""")
    assert (
        log
        == """
chat 0 00:00 > 00:00 care0 > 00:01:40.25
chat 1 00:01:39.5 > 00:01:39.5 care0 > 00:03:19.75
issue 0 met 00:01:40.25
issue 1 met 00:03:19.75
"""
    )


def test_of_two_chats_done_together_the_one_taken_up_last_ends_first() -> None:
    """So the clerk gets the task of chat 1 first."""
    log = tell("""
demand: {chats: {trace: [0, 0]}}
issue_types:
  fault: {work: {acknowledge: 1 min, fix: 4 min}, leaves: {fix: shop}, chase: 30 s}
channels: {chat: {kind: live}}
tasks: {shop: {}}
teams:
  care: {head_count: 1, concurrency: 2, skills: {channels: chat, does: acknowledge}}
  clerks: {head_count: 1, skills: {tasks: shop}}
""")
    assert (
        log
        == """
chat 0 00:00 > 00:00 care0 > 00:01
chat 1 00:00 > 00:00 care0 > 00:01
shop 1 00:01 > 00:01 clerks0 > 00:05 fixed
shop 0 00:01 > 00:05 clerks0 > 00:09 fixed
issue 0 met 00:09
issue 1 met 00:05
"""
    )


def test_the_one_taken_up_first_ends_first() -> None:
    """The others go on beside each other."""
    log = tell("""
demand: {chats: {trace: [0, 10, 20]}}
issue_types: {question: {work: 100 s}}
channels: {chat: {kind: live}}
teams: {care: {head_count: 1, concurrency: 3, skills: {channels: chat}}}
""")
    assert (
        log
        == """
chat 0 00:00 > 00:00 care0 > 00:01:40
chat 1 00:00:10 > 00:00:10 care0 > 00:01:50
chat 2 00:00:20 > 00:00:20 care0 > 00:02
issue 0 met 00:01:40
issue 1 met 00:01:50
issue 2 met 00:02
"""
    )
