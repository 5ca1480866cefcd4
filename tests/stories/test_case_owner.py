"""The owner of a case: who comes back waits a while for the agent who knows the matter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from sim.codes import LOST, NOBODY
from sim.kpi import measure
from sim.record import digest
from sim.report.story.telling import as_text
from sim.report.story.telling import tell as tell_story
from tests.stories.telling import live, scenario_of, tell

DAY = """
demand:
  bills: {trace: [0], channels: phone, issue_types: bill}
  words: {trace: [800], channels: phone, issue_types: word}
  calls: {trace: [810], channels: phone, issue_types: question}
issue_types:
  bill: {work: 10 min, resolves: 0 %}
  word: {work: 1 min}
  question: {work: 10 min}
channels: {phone: {hours: 24/7}}
teams: {care: {head_count: 2, skills: {channels: phone}}}
returns: {unresolved: {chance: 1, delay: 5 min, at_most: 2}}
"""
"""A bill comes back at 00:15, when care0, who knows it, has a call in hand and care1 is idle."""
OWNER = "routing: {case_owner: 10 min}\n"
MAIL = """
demand: {bills: {trace: [0], channels: email, issue_types: bill}}
issue_types: {bill: {work: 10 min, resolves: 0 %}}
channels: {email: {kind: deferred}}
teams:
  care:
    shifts: [{agents: 1, hours: "SHIFTS"}, {agents: 1, hours: "Mon 00:00-06:00"}]
    skills: {channels: email}
    chooses_agent: longest_idle
returns: {unresolved: {chance: 1, delay: 20 min, at_most: 2}}
"""
DESK = """
demand: {bills: {trace: [0], channels: phone}}
issue_types: {bill: {work: {diagnose: 2 min, fix: 10 min}, authority: 1, leaves: {fix: office}}}
channels: {phone: {}}
tasks: {office: {}}
teams:
  care:
    head_count: 2
    skills: [{channels: phone}, {tasks: office, authority: 1}]
"""
ASIDE = (
    DAY.replace("phone: {hours: 24/7}", "phone: {}, email: {kind: deferred}")
    .replace("calls: {trace: [810], channels: phone", "mails: {trace: [810], channels: email")
    .replace("channels: phone}}", "channels: [phone, email]}, puts_aside: email}")
)
WRONG = """
demand:
  bills: {trace: [0], channels: phone, issue_types: bill}
  words: {trace: [700], channels: direct, issue_types: word}
  calls: {trace: [840], channels: direct, issue_types: question}
issue_types:
  bill: {work: 5 min, resolves: 0 %}
  word: {work: 1 min}
  question: {work: 10 min}
channels: {phone: {}, direct: {}}
teams:
  front: {head_count: 1, skills: {channels: phone}}
  right: {head_count: 2, skills: {channels: [direct, phone]}}
returns: {unresolved: {chance: 1, delay: 10 min, at_most: 2}}
routing: {TEAMS transfers: {from: front, to: right, chance: 1, after: 1 min}}
"""
BACK = (
    MAIL.replace("SHIFTS", "Mon 00:00-00:20")
    .replace("20 min", "5 min")
    .replace("skills:", "end_of_shift: hand_back\n    skills:")
)


def test_without_owners_whoever_is_free_takes_the_return() -> None:
    assert (
        tell(DAY)
        == """
phone 0 00:00 > 00:00 care0 > 00:10
phone 1 00:13:20 > 00:13:20 care1 > 00:14:20
phone 2 00:13:30 > 00:13:30 care0 > 00:23:30
phone 0.1 00:15 (unresolved) > 00:15 care1 > 00:25
phone 0.2 00:30 (unresolved) > 00:30 care0 > 00:40
issue 0 gave up 00:40
issue 1 met 00:14:20
issue 2 met 00:23:30
"""
    )


def test_who_comes_back_waits_for_the_owner_although_a_colleague_is_idle() -> None:
    assert (
        tell(DAY + OWNER)
        == """
phone 0 00:00 > 00:00 care0 > 00:10
phone 1 00:13:20 > 00:13:20 care1 > 00:14:20
phone 2 00:13:30 > 00:13:30 care0 > 00:23:30
phone 0.1 00:15 (unresolved) [for care0 00:15-00:23:30] > 00:23:30 care0 > 00:33:30
phone 0.2 00:38:30 (unresolved) > 00:38:30 care0 > 00:48:30
issue 0 gave up 00:48:30
issue 1 met 00:14:20
issue 2 met 00:23:30
"""
    )


def test_an_owner_who_is_free_is_given_the_return_at_once() -> None:
    """Although care1 has been idle for longer."""
    assert (
        tell(DAY.replace("800", "").replace("810", "") + OWNER)
        == """
phone 0 00:00 > 00:00 care0 > 00:10
phone 0.1 00:15 (unresolved) > 00:15 care0 > 00:25
phone 0.2 00:30 (unresolved) > 00:30 care0 > 00:40
issue 0 gave up 00:40
"""
    )


def test_after_the_wait_anybody_may_take_it() -> None:
    """At once, if somebody is idle."""
    assert (
        tell(DAY + OWNER.replace("10 min", "2 min"))
        == """
phone 0 00:00 > 00:00 care0 > 00:10
phone 1 00:13:20 > 00:13:20 care1 > 00:14:20
phone 2 00:13:30 > 00:13:30 care0 > 00:23:30
phone 0.1 00:15 (unresolved) [for care0 00:15-00:17] > 00:17 care1 > 00:27
phone 0.2 00:32 (unresolved) > 00:32 care0 > 00:42
issue 0 gave up 00:42
issue 1 met 00:14:20
issue 2 met 00:23:30
"""
    )


def test_after_the_wait_it_is_before_those_who_came_later() -> None:
    """Both agents are busy until 00:23:30; the call of 00:16 came after the return."""
    assert (
        tell(DAY.replace("810", "810, 820, 960") + OWNER.replace("10 min", "2 min"))
        == """
phone 0 00:00 > 00:00 care0 > 00:10
phone 1 00:13:20 > 00:13:20 care1 > 00:14:20
phone 2 00:13:30 > 00:13:30 care0 > 00:23:30
phone 3 00:13:40 > 00:14:20 care1 > 00:24:20
phone 0.1 00:15 (unresolved) [for care0 00:15-00:17] > 00:23:30 care0 > 00:33:30
phone 4 00:16 > 00:24:20 care1 > 00:34:20
phone 0.2 00:38:30 (unresolved) > 00:38:30 care0 > 00:48:30
issue 0 gave up 00:48:30
issue 1 met 00:14:20
issue 2 met 00:23:30
issue 3 met 00:24:20
issue 4 met 00:34:20
"""
    )


def test_while_it_waits_others_are_served() -> None:
    """The call of 00:16 is taken by care1; the return still waits for care0."""
    assert (
        tell(DAY.replace("810", "810, 960") + OWNER)
        == """
phone 0 00:00 > 00:00 care0 > 00:10
phone 1 00:13:20 > 00:13:20 care1 > 00:14:20
phone 2 00:13:30 > 00:13:30 care0 > 00:23:30
phone 0.1 00:15 (unresolved) [for care0 00:15-00:23:30] > 00:23:30 care0 > 00:33:30
phone 3 00:16 > 00:16 care1 > 00:26
phone 0.2 00:38:30 (unresolved) > 00:38:30 care0 > 00:48:30
issue 0 gave up 00:48:30
issue 1 met 00:14:20
issue 2 met 00:23:30
issue 3 met 00:26
"""
    )


def test_an_own_case_has_no_precedence() -> None:
    """The calls of 14:10 and 14:20 have waited longer than the return when care0 is free."""
    assert (
        tell(DAY.replace("810", "810, 820, 850, 860") + OWNER.replace("10 min", "1 h"))
        == """
phone 0 00:00 > 00:00 care0 > 00:10
phone 1 00:13:20 > 00:13:20 care1 > 00:14:20
phone 2 00:13:30 > 00:13:30 care0 > 00:23:30
phone 3 00:13:40 > 00:14:20 care1 > 00:24:20
phone 4 00:14:10 > 00:23:30 care0 > 00:33:30
phone 5 00:14:20 > 00:24:20 care1 > 00:34:20
phone 0.1 00:15 (unresolved) [for care0 00:15-00:33:30] > 00:33:30 care0 > 00:43:30
phone 0.2 00:48:30 (unresolved) > 00:48:30 care0 > 00:58:30
issue 0 gave up 00:58:30
issue 1 met 00:14:20
issue 2 met 00:23:30
issue 3 met 00:24:20
issue 4 met 00:33:30
issue 5 met 00:34:20
"""
    )


def test_patience_runs_while_it_waits_for_the_owner() -> None:
    assert (
        tell(DAY.replace("hours: 24/7", "patience: 1 min") + OWNER)
        == """
phone 0 00:00 > 00:00 care0 > 00:10
phone 1 00:13:20 > 00:13:20 care1 > 00:14:20
phone 2 00:13:30 > 00:13:30 care0 > 00:23:30
phone 0.1 00:15 (unresolved) [for care0 00:15-] gave up > 00:16
issue 0 gave up 00:16
issue 1 met 00:14:20
issue 2 met 00:23:30
"""
    )


def test_closing_cuts_off_who_waits_for_the_owner() -> None:
    assert (
        tell(DAY.replace("24/7", "Mon 00:00-00:16, at_closing: disconnect") + OWNER)
        == """
phone 0 00:00 > 00:00 care0 > 00:10
phone 1 00:13:20 > 00:13:20 care1 > 00:14:20
phone 2 00:13:30 > 00:13:30 care0 > 00:23:30
phone 0.1 00:15 (unresolved) [for care0 00:15-] cut off > 00:16
issue 0 gave up 00:16
issue 1 met 00:14:20
issue 2 met 00:23:30
"""
    )


def test_who_waits_when_doors_close_is_served_out() -> None:
    """By the owner, who is there."""
    assert (
        tell(DAY.replace("24/7", "Mon 00:00-00:16") + OWNER)
        == """
phone 0 00:00 > 00:00 care0 > 00:10
phone 1 00:13:20 > 00:13:20 care1 > 00:14:20
phone 2 00:13:30 > 00:13:30 care0 > 00:23:30
phone 0.1 00:15 (unresolved) [for care0 00:15-00:23:30] > 00:23:30 care0 > 00:33:30
phone 0.2 00:38:30 (unresolved) turned away
issue 0 gave up 00:38:30
issue 1 met 00:14:20
issue 2 met 00:23:30
"""
    )


def test_it_takes_a_place_in_the_waiting_room() -> None:
    """The call of 00:16 would have been taken by nobody else, and finds no place to wait."""
    assert (
        tell(DAY.replace("810", "810, 920, 960").replace("hours: 24/7", "waiting_room: 1") + OWNER)
        == """
phone 0 00:00 > 00:00 care0 > 00:10
phone 1 00:13:20 > 00:13:20 care1 > 00:14:20
phone 2 00:13:30 > 00:13:30 care0 > 00:23:30
phone 0.1 00:15 (unresolved) [for care0 00:15-00:23:30] > 00:23:30 care0 > 00:33:30
phone 3 00:15:20 > 00:15:20 care1 > 00:25:20
phone 4 00:16 blocked
phone 0.2 00:38:30 (unresolved) > 00:38:30 care0 > 00:48:30
issue 0 gave up 00:48:30
issue 1 met 00:14:20
issue 2 met 00:23:30
issue 3 met 00:25:20
issue 4 gave up 00:16
"""
    )


def test_without_a_place_to_wait_whoever_is_free_takes_it() -> None:
    assert (
        tell(DAY.replace("hours: 24/7", "waiting_room: 0") + OWNER)
        == """
phone 0 00:00 > 00:00 care0 > 00:10
phone 1 00:13:20 > 00:13:20 care1 > 00:14:20
phone 2 00:13:30 > 00:13:30 care0 > 00:23:30
phone 0.1 00:15 (unresolved) > 00:15 care1 > 00:25
phone 0.2 00:30 (unresolved) > 00:30 care0 > 00:40
issue 0 gave up 00:40
issue 1 met 00:14:20
issue 2 met 00:23:30
"""
    )


def test_a_caller_who_waits_for_the_owner_holds_a_line() -> None:
    """Of two lines one is his, the other that of the call in hand."""
    assert (
        tell(DAY.replace("810", "810, 960").replace("hours: 24/7", "lines: 2") + OWNER)
        == """
phone 0 00:00 > 00:00 care0 > 00:10
phone 1 00:13:20 > 00:13:20 care1 > 00:14:20
phone 2 00:13:30 > 00:13:30 care0 > 00:23:30
phone 0.1 00:15 (unresolved) [for care0 00:15-00:23:30] > 00:23:30 care0 > 00:33:30
phone 3 00:16 blocked
phone 0.2 00:38:30 (unresolved) > 00:38:30 care0 > 00:48:30
issue 0 gave up 00:48:30
issue 1 met 00:14:20
issue 2 met 00:23:30
issue 3 gave up 00:16
"""
    )


def test_who_is_called_back_is_called_by_the_owner() -> None:
    assert (
        tell(DAY.replace("hours: 24/7", "callback: {after: 1 min, accepts: 100 %}") + OWNER)
        == """
phone 0 00:00 > 00:00 care0 > 00:10
phone 1 00:13:20 > 00:13:20 care1 > 00:14:20
phone 2 00:13:30 > 00:13:30 care0 > 00:23:30
phone 0.1 00:15 (unresolved) [callback called 00:16 00:23:30] [for care0 00:15-00:23:30] > 00:23:30 care0 > 00:33:30
phone 0.2 00:38:30 (unresolved) > 00:38:30 care0 > 00:48:30
issue 0 gave up 00:48:30
issue 1 met 00:14:20
issue 2 met 00:23:30
"""  # noqa: E501
    )


def test_overflow_counts_from_the_joining_of_the_line() -> None:
    """Both have waited long enough for `back` when the wait for the owner ends."""
    assert (
        tell(
            DAY.replace(
                "teams: {care", "teams: {back: {head_count: 1, skills: {channels: phone}}, care"
            ).replace("810", "810, 820")
            + "routing: {case_owner: 5 min, overflow: {queue: phone, after: 3 min, to: back}}\n"
        )
        == """
phone 0 00:00 > 00:00 care0 > 00:10
phone 1 00:13:20 > 00:13:20 care1 > 00:14:20
phone 2 00:13:30 > 00:13:30 care0 > 00:23:30
phone 3 00:13:40 > 00:14:20 care1 > 00:24:20
phone 0.1 00:15 (unresolved) [for care0 00:15-00:20] > 00:20 back0 > 00:30
phone 0.2 00:35 (unresolved) > 00:35 care0 > 00:45
issue 0 gave up 00:45
issue 1 met 00:14:20
issue 2 met 00:23:30
issue 3 met 00:24:20
"""
    )


def test_cases_of_other_types_have_no_owner() -> None:
    assert (
        tell(DAY + "routing: {case_owner: {waits: 10 min, issue_types: question}}\n")
        == """
phone 0 00:00 > 00:00 care0 > 00:10
phone 1 00:13:20 > 00:13:20 care1 > 00:14:20
phone 2 00:13:30 > 00:13:30 care0 > 00:23:30
phone 0.1 00:15 (unresolved) > 00:15 care1 > 00:25
phone 0.2 00:30 (unresolved) > 00:30 care0 > 00:40
issue 0 gave up 00:40
issue 1 met 00:14:20
issue 2 met 00:23:30
"""
    )


def test_returns_by_other_channels_do_not_wait() -> None:
    assert (
        tell(
            DAY.replace(
                "channels: {phone: {hours: 24/7}}", "channels: {phone: {}, chat: {}}"
            ).replace("channels: phone}}", "channels: [phone, chat]}}")
            + "routing: {case_owner: {waits: 10 min, channels: chat}}\n"
        )
        == """
phone 0 00:00 > 00:00 care0 > 00:10
phone 1 00:13:20 > 00:13:20 care1 > 00:14:20
phone 2 00:13:30 > 00:13:30 care0 > 00:23:30
phone 0.1 00:15 (unresolved) > 00:15 care1 > 00:25
phone 0.2 00:30 (unresolved) > 00:30 care0 > 00:40
issue 0 gave up 00:40
issue 1 met 00:14:20
issue 2 met 00:23:30
"""
    )


def test_nobody_waits_for_who_has_gone_home() -> None:
    assert (
        tell(MAIL.replace("SHIFTS", "Mon 00:00-00:15") + OWNER)
        == """
email 0 00:00 > 00:00 care0 > 00:10
email 0.1 00:30 (unresolved) > 00:30 care1 > 00:40
email 0.2 01:00 (unresolved) > 01:00 care1 > 01:10
issue 0 gave up 01:10
"""
    )


def test_who_waits_is_free_for_all_when_the_owner_goes_home() -> None:
    """care0 has another mail in hand until 00:35, after the shift."""
    assert (
        tell(
            MAIL.replace("SHIFTS", "Mon 00:00-00:32")
            .replace("[0]", "[0, 1500]")
            .replace("Mon 00:00-06:00", "Mon 00:26-06:00")
            .replace("20 min", "17 min")
            + OWNER.replace("10 min", "1 h")
        )
        == """
email 0 00:00 > 00:00 care0 > 00:10
email 1 00:25 > 00:25 care0 > 00:35
email 0.1 00:27 (unresolved) [for care0 00:27-00:35] > 00:35 care1 > 00:45
email 1.1 00:52 (unresolved) > 00:52 care1 > 01:02
email 0.2 01:02 (unresolved) > 01:02 care1 > 01:12
email 1.2 01:19 (unresolved) > 01:19 care1 > 01:29
issue 0 gave up 01:12
issue 1 gave up 01:29
"""
    )


def test_a_return_waits_for_the_owners_next_shift() -> None:
    """It begins within the wait."""
    assert (
        tell(
            MAIL.replace("SHIFTS", "Mon 00:00-00:15, Mon 02:00-04:00")
            + OWNER.replace("10 min", "2 h")
        )
        == """
email 0 00:00 > 00:00 care0 > 00:10
email 0.1 00:30 (unresolved) [for care0 00:30-02:00] > 02:00 care0 > 02:10
email 0.2 02:30 (unresolved) > 02:30 care0 > 02:40
issue 0 gave up 02:40
"""
    )


def test_a_shift_that_begins_after_the_wait_is_too_late() -> None:
    """Too late for the return of 00:30, not for that of 01:00."""
    assert (
        tell(
            MAIL.replace("SHIFTS", "Mon 00:00-00:15, Mon 02:00-04:00")
            + OWNER.replace("10 min", "90 min")
        )
        == """
email 0 00:00 > 00:00 care0 > 00:10
email 0.1 00:30 (unresolved) > 00:30 care1 > 00:40
email 0.2 01:00 (unresolved) [for care0 01:00-02:00] > 02:00 care0 > 02:10
issue 0 gave up 02:10
"""
    )


def test_what_waits_when_the_owner_goes_waits_on_for_the_next_shift() -> None:
    assert (
        tell(
            MAIL.replace("SHIFTS", "Mon 00:00-00:32, Mon 01:00-04:00")
            .replace("[0]", "[0, 1500]")
            .replace("Mon 00:00-06:00", "Mon 00:26-06:00")
            .replace("20 min", "17 min")
            + OWNER.replace("10 min", "1 h")
        )
        == """
email 0 00:00 > 00:00 care0 > 00:10
email 1 00:25 > 00:25 care0 > 00:35
email 0.1 00:27 (unresolved) [for care0 00:27-01:00] > 01:00 care0 > 01:10
email 1.1 00:52 (unresolved) [for care0 00:52-01:10] > 01:10 care0 > 01:20
email 0.2 01:27 (unresolved) > 01:27 care0 > 01:37
email 1.2 01:37 (unresolved) > 01:37 care0 > 01:47
issue 0 gave up 01:37
issue 1 gave up 01:47
"""
    )


def test_a_return_waits_for_the_owners_break_to_end() -> None:
    assert (
        tell(
            MAIL.replace('hours: "SHIFTS"', 'hours: "Mon 00:00-06:00", breaks: "00:25 for 30 min"')
            + OWNER.replace("10 min", "40 min")
        )
        == """
email 0 00:00 > 00:00 care0 > 00:10
email 0.1 00:30 (unresolved) [for care0 00:30-00:55] > 00:55 care0 > 01:05
email 0.2 01:25 (unresolved) > 01:25 care0 > 01:35
issue 0 gave up 01:35
"""
    )


def test_a_break_longer_than_the_wait_is_not_waited_for() -> None:
    assert (
        tell(
            MAIL.replace('hours: "SHIFTS"', 'hours: "Mon 00:00-06:00", breaks: "00:25 for 30 min"')
            + OWNER
        )
        == """
email 0 00:00 > 00:00 care0 > 00:10
email 0.1 00:30 (unresolved) > 00:30 care1 > 00:40
email 0.2 01:00 (unresolved) > 01:00 care0 > 01:10
issue 0 gave up 01:10
"""
    )


def test_a_shift_that_ends_during_a_break_frees_what_waits() -> None:
    assert (
        tell(
            MAIL.replace('hours: "SHIFTS"', 'hours: "Mon 00:00-00:50", breaks: "00:20 for 30 min"')
            + OWNER.replace("10 min", "40 min")
        )
        == """
email 0 00:00 > 00:00 care0 > 00:10
email 0.1 00:30 (unresolved) [for care0 00:30-00:50] > 00:50 care1 > 01:00
email 0.2 01:20 (unresolved) > 01:20 care1 > 01:30
issue 0 gave up 01:30
"""
    )


def test_mail_that_waits_for_doors_to_open_is_the_owners_then() -> None:
    """care1 would be the first to be asked: idle for longer."""
    assert (
        tell(
            MAIL.replace("SHIFTS", "Mon 00:00-06:00").replace(
                "kind: deferred", 'kind: deferred, hours: "Mon 00:00-00:15, Mon 00:40-06:00"'
            )
            + OWNER.replace("10 min", "1 h")
        )
        == """
email 0 00:00 > 00:00 care0 > 00:10
email 0.1 00:30 (unresolved) [for care0 00:30-00:40] > 00:40 care0 > 00:50
email 0.2 01:10 (unresolved) > 01:10 care0 > 01:20
issue 0 gave up 01:20
"""
    )


def test_tasks_wait_for_the_owner_where_it_is_said() -> None:
    """The owner takes it right after the talk."""
    assert (
        tell(DESK + "routing: {case_owner: {waits: 30 min, tasks: office}}\n")
        == """
phone 0 00:00 > 00:00 care0 > 00:02
office 0 00:02 [for care0 00:02-00:02] > 00:02 care0 > 00:12 fixed
issue 0 met 00:12
"""
    )


def test_tasks_do_not_wait_unless_it_is_said() -> None:
    assert (
        tell(DESK + "routing: {case_owner: {waits: 30 min}}\n")
        == """
phone 0 00:00 > 00:00 care0 > 00:02
office 0 00:02 > 00:02 care1 > 00:12 fixed
issue 0 met 00:12
"""
    )


def test_the_owner_puts_mail_aside_for_the_return() -> None:
    assert (
        tell(ASIDE + OWNER)
        == """
phone 0 00:00 > 00:00 care0 > 00:10
phone 1 00:13:20 > 00:13:20 care1 > 00:14:20
email 2 00:13:30 > 00:13:30 care0 aside 00:15 > 00:25 care0 aside 00:30 > 00:40 care0 > 00:43:30
phone 0.1 00:15 (unresolved) > 00:15 care0 > 00:25
phone 0.2 00:30 (unresolved) > 00:30 care0 > 00:40
issue 0 gave up 00:40
issue 1 met 00:14:20
issue 2 met 00:43:30
"""
    )


def test_the_owner_takes_the_return_beside_another_chat() -> None:
    """Although care1 holds nothing."""
    assert (
        tell(DAY.replace("head_count: 2", "head_count: 2, concurrency: 2") + OWNER)
        == """
phone 0 00:00 > 00:00 care0 > 00:10
phone 1 00:13:20 > 00:13:20 care1 > 00:14:20
phone 2 00:13:30 > 00:13:30 care0 > 00:23:30
phone 0.1 00:15 (unresolved) > 00:15 care0 > 00:25
phone 0.2 00:30 (unresolved) > 00:30 care0 > 00:40
issue 0 gave up 00:40
issue 1 met 00:14:20
issue 2 met 00:23:30
"""
    )


def test_who_turned_out_to_be_the_wrong_team_owns_nothing() -> None:
    """The owner is right0, who helped; front0 passes the return on again, and it waits."""
    assert (
        tell(WRONG.replace("TEAMS", "teams: {phone: front}, case_owner: 10 min,"))
        == """
phone 0 00:00 > 00:00 front0 passed on 00:01 > 00:01 right0 > 00:06
direct 1 00:11:40 > 00:11:40 right1 > 00:12:40
direct 2 00:14 > 00:14 right0 > 00:24
phone 0.1 00:16 (unresolved) [for right0 00:17-00:24] > 00:16 front0 passed on 00:17 > 00:24 right0 > 00:29
phone 0.2 00:39 (unresolved) > 00:39 front0 passed on 00:40 > 00:40 right0 > 00:45
issue 0 gave up 00:45
issue 1 met 00:12:40
issue 2 met 00:24
"""  # noqa: E501
    )


def test_without_owners_the_first_who_is_free_of_the_right_team() -> None:
    assert (
        tell(WRONG.replace("TEAMS", "teams: {phone: front},"))
        == """
phone 0 00:00 > 00:00 front0 passed on 00:01 > 00:01 right0 > 00:06
direct 1 00:11:40 > 00:11:40 right1 > 00:12:40
direct 2 00:14 > 00:14 right0 > 00:24
phone 0.1 00:16 (unresolved) > 00:16 front0 passed on 00:17 > 00:17 right1 > 00:22
phone 0.2 00:32 (unresolved) > 00:32 front0 passed on 00:33 > 00:33 right1 > 00:38
issue 0 gave up 00:38
issue 1 met 00:12:40
issue 2 met 00:24
"""
    )


def test_what_the_owner_hands_back_waits_for_nobody() -> None:
    """care0's shift ends at 00:20."""
    assert (
        tell(BACK + OWNER)
        == """
email 0 00:00 > 00:00 care0 > 00:10
email 0.1 00:15 (unresolved) > 00:15 care0 handed back 00:20 > 00:20 care1 > 00:25
email 0.2 00:30 (unresolved) > 00:30 care1 > 00:40
issue 0 gave up 00:40
"""
    )


WEEK = """
clock: {start: 2026-01-05, length: 4 weeks, run_out: 1 week}
demand: {bills: {rate: 900 per week}}
issue_types:
  bill:
    work: {diagnose: exponential(4 min), fix: exponential(8 min)}
    authority: 1
    resolves: 60 %
    leaves: {fix: office}
channels: {phone: {patience: exponential(1 h)}}
tasks: {office: {lost: 20 %}}
teams:
  care: {head_count: AGENTS, skills: {channels: phone}, chooses_contact: longest_waiting}
  office: {head_count: 6, skills: {tasks: office, authority: 1}}
returns: {unresolved: {chance: 1, delay: exponential(2 h)}, abandoned: {chance: 50 %, delay: 1 h}}
"""
"""Bills are looked at on the phone and settled by the office, which loses some."""


def week(rule: str = "", agents: int = 4) -> str:
    text = WEEK.replace("AGENTS", str(agents))
    return text + f"routing: {{case_owner: {rule}}}\n" if rule else text


@pytest.mark.parametrize(
    "rule", ["0 s", "{waits: 0 s, lost: 100 %}", "{waits: 0 s, tasks: office}"]
)
def test_no_wait_is_what_there_is_without_the_key(rule: str) -> None:
    assert digest(live(week(rule))) == digest(live(week()))


@pytest.mark.parametrize("choice", ["longest_waiting", "priority", "credit"])
def test_one_agent_owns_all_cases_and_nothing_changes(choice: str) -> None:
    """But for the details: the same agent takes the same contacts in the same order."""
    text = week("1 day", agents=1).replace("longest_waiting", choice)
    alone = live(text)
    kept = np.isfinite(alone.details["for_owner"]["since"])
    assert kept.any()
    without = live(week(agents=1).replace("longest_waiting", choice))
    assert digest(replace(alone, details={})) == digest(without)


def test_with_patience_and_time_the_owner_takes_every_return() -> None:
    """Always there, and waited for as long as it takes; the measures count so."""
    text = week("3 weeks").replace("exponential(1 h)", "never")
    found = measure(live(text), scenario_of(text))
    assert found["phone.owned"].value > 500
    assert found["phone.by_owner_share"].value == 1.0
    assert 0.1 < found["phone.kept_share"].value < 0.9


def test_the_measures_count_what_the_record_says() -> None:
    text = week("5 min")
    record = live(text)
    found = measure(record, scenario_of(text))
    noted = record.details["for_owner"]
    contacts = record.contacts[np.searchsorted(record.contacts["id"], noted["job"])]
    noted = noted[contacts["opened_at"] < record.end_s]
    contacts = contacts[contacts["opened_at"] < record.end_s]
    kept = np.isfinite(noted["since"])
    until = np.fmin(noted["until"], contacts["ended_at"])
    assert found["phone.owned"].value == len(noted)
    assert found["phone.by_owner_share"].value == np.mean(contacts["agent"] == noted["agent"])
    assert found["phone.kept_share"].value == np.mean(kept)
    assert found["phone.mean_kept_s"].value == pytest.approx(
        np.mean((until - noted["since"])[kept])
    )
    assert 0 < found["phone.mean_kept_s"].value <= 300
    assert found["phone.by_owner_share"].value > 0.5


@pytest.mark.parametrize(("factor", "chance"), [("100 %", 0.2), ("50 %", 0.1), ("0 %", 0.0)])
def test_fewer_tasks_of_a_case_with_an_owner_are_lost(factor: str, chance: float) -> None:
    """Every task is left by somebody who has looked at the bill: within four standard errors."""
    record = live(week(f"{{waits: 0 s, lost: {factor}}}"))
    lost = record.tasks["state"] == LOST
    error = (0.2 * 0.8 / len(lost)) ** 0.5
    assert abs(float(np.mean(lost)) - chance) <= 4 * error
    assert (chance > 0.0) == lost.any()


def test_half_the_losses_move_what_is_lost_by_more_than_its_interval() -> None:
    """Four weeks, off against half: paired by keyed draws, so that no loss is new."""
    off, half = live(week()), live(week("{waits: 0 s, lost: 50 %}"))
    shares = [float(np.mean(one.issues["lost_tasks"] > 0)) for one in (off, half)]
    error = sum(share * (1 - share) / len(off.issues) for share in shares) ** 0.5
    assert shares[0] - shares[1] > 2 * 1.96 * error


def test_a_wait_of_five_minutes_moves_who_takes_returns_by_more_than_its_interval() -> None:
    """The share of returns answered by who first helped: one in four by chance."""
    shares = []
    for rule in ("", "5 min"):
        contacts = live(week(rule)).contacts
        answered = contacts[contacts["agent"] != NOBODY]
        order = np.lexsort((answered["number"], answered["issue"]))
        issue, agent = answered["issue"][order], answered["agent"][order]
        first = agent[np.searchsorted(issue, issue)]
        returns = np.flatnonzero(issue[1:] == issue[:-1]) + 1
        shares.append((float(np.mean((agent == first)[returns])), len(returns)))
    (off, n), (on, m) = shares
    assert on - off > 2 * 1.96 * (0.25 / n + 0.25 / m) ** 0.5


def test_the_story_tells_it() -> None:
    told = " ".join(as_text(tell_story(live(DAY + OWNER), 0, date(2026, 1, 5))).split())
    assert "Waits for Agent 0 of care, who owns the case" in told
    assert "anybody may take it" not in told
    text = DAY + OWNER.replace("10 min", "2 min")
    told = " ".join(as_text(tell_story(live(text), 0, date(2026, 1, 5))).split())
    assert "Waits no longer for the owner of the case: anybody may take it" in told
