"""Handle time and patience by hour of the week: what is stretched, and by which hour."""

from __future__ import annotations

from tests.stories.telling import tell

CALLS = """
demand: {calls: {trace: [TRACE]}}
issue_types:
  ask:
    work: 4 min
    after_contact: 1 min
    handle_time_by_hour: {hours: "Mon 00:00-01:00", by_hour: [10 min]}
    MORE
channels: {phone: {kind: live}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
"""


def calls(trace: str, more: str = "", below: str = "") -> str:
    """The log of calls: 4 + 1 min of work, twice as much if they arise before one o'clock."""
    return tell(CALLS.replace("TRACE", trace).replace("MORE", more) + below)


def test_work_and_after_contact_work_are_stretched_alike() -> None:
    """10 min instead of 5: 8 min of talk and 2 min after it; at one o'clock 4 and 1 again."""
    assert (
        calls("0, 3600")
        == """
phone 0 00:00 > 00:00 care0 > 00:08 free 00:10
phone 1 01:00 > 01:00 care0 > 01:04 free 01:05
issue 0 met 00:08
issue 1 met 01:04
"""
    )


def test_the_hour_in_which_the_issue_arises_counts_not_that_of_the_answer() -> None:
    """A step of the grid before one o'clock is before it; who calls then is answered later."""
    assert (
        calls("3599, 3599.99999904632568359375, 3600")
        == """
phone 0 00:59:59 > 00:59:59 care0 > 01:07:59 free 01:09:59
phone 1 00:59:59.999999 > 01:09:59 care0 > 01:17:59 free 01:19:59
phone 2 01:00 > 01:19:59 care0 > 01:23:59 free 01:24:59
issue 0 met 01:07:59
issue 1 met 01:17:59
issue 2 met 01:23:59
"""
    )


def test_a_further_round_keeps_the_pace_of_the_issue() -> None:
    """Not resolved; called again at 2:08, where calls that arise take half as long."""
    again = "returns: {unresolved: {chance: 100 %, delay: 2 h, at_most: 1}}\n"
    assert (
        calls("0, 8400", "resolves: 0 %", again)
        == """
phone 0 00:00 > 00:00 care0 > 00:08 free 00:10
phone 0.1 02:08 (unresolved) > 02:08 care0 > 02:16 free 02:18
phone 1 02:20 > 02:20 care0 > 02:24 free 02:25
phone 1.1 04:24 (unresolved) > 04:24 care0 > 04:28 free 04:29
issue 0 gave up 02:16
issue 1 gave up 04:28
"""
    )


DESKS = """
demand: {calls: {trace: [0]}}
issue_types:
  fault:
    work: {acknowledge: 1 min, diagnose: 1 min, fix: 8 min}
    handle_time_by_hour: {hours: "Mon 00:00-01:00", by_quarter: [20 min, 0, 40 min, 30 min]}
    leaves: {fix: shop}
    chase: 2 min
channels: {phone: {kind: live, returns: {broken_promise: {chance: 100 %, at_most: 1}}}}
tasks: {shop: {hours: "Mon 02:00-24:00"}}
teams:
  front: {head_count: 1, skills: {channels: phone, does: acknowledge}}
  care: {head_count: 1, skills: {channels: phone, does: diagnose}}
  shop: {head_count: 1, skills: {tasks: shop}}
routing:
  teams: {phone: front}
  transfers: {from: front, to: care, chance: 100 %, after: 30 s}
promise: {kind: fixed, within: 1 h}
"""


def test_stages_at_desks_are_stretched_and_chases_and_transfers_are_not() -> None:
    """30 min on average over the quarters that say anything: three times as long.

    Half a minute with the wrong team, then 3 + 3 min; the task waits for the shop's doors, so the
    promise is broken and chased, for 2 min after again half a minute; the fix takes 24 min.
    """
    assert (
        tell(DESKS)
        == """
phone 0 00:00 > 00:00 front0 passed on 00:00:30 > 00:00:30 care0 > 00:06:30 promised 01:06:30
shop 0 00:06:30 > 02:00 shop0 > 02:24 fixed
phone 0.1 01:06:30 (broken_promise) > 01:06:30 front0 passed on 01:07 \
> 01:07 care0 > 01:09 promised 02:09
issue 0 met 02:24
"""
    )


WAITING = """
demand: {calls: {trace: [28000, 28740, 28800]}}
issue_types: {ask: {work: 1 h OWN}}
channels:
  phone:
    kind: live
    patience: 2 min
    patience_by_hour: [{hours: "Mon 08:00-09:00", by_hour: [6 min]}]
    returns: {abandoned: {chance: 100 %, delay: 56 min, at_most: 1}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
"""


def test_patience_goes_by_the_hour_of_each_contact() -> None:
    """At 7:59 two minutes, at 8:00 six; called again at 8:57 six, and two at 9:02."""
    assert (
        tell(WAITING.replace("OWN", "").replace("28000", "28000, 28010"))
        == """
phone 0 07:46:40 > 07:46:40 care0 > 08:46:40
phone 1 07:46:50 gave up > 07:48:50
phone 2 07:59 gave up > 08:01
phone 3 08:00 gave up > 08:06
phone 1.1 08:44:50 (abandoned) > 08:46:40 care0 > 09:46:40
phone 2.1 08:57 (abandoned) gave up > 09:03
phone 3.1 09:02 (abandoned) gave up > 09:04
issue 0 met 08:46:40
issue 1 met 09:46:40
issue 2 gave up 09:03
issue 3 gave up 09:04
"""
    )


def test_an_issue_types_own_patience_is_not_stretched() -> None:
    """One minute at any hour, on the first contact and on the second."""
    log = tell(WAITING.replace("OWN", ", patience: 1 min"))
    assert "phone 2 08:00 gave up > 08:01\n" in log
    assert "phone 1.1 08:56 (abandoned) > 08:56 care0" in log
    assert "phone 2.1 08:57 (abandoned) gave up > 08:58\n" in log


def test_the_hours_are_those_of_the_calendar_whatever_the_day_of_the_start() -> None:
    """A run from a Sunday: Monday's first hour is its second date's."""
    sunday = "\nclock: {start: 2026-01-04, length: 2 days, run_out: 0 s}\n"
    log = tell(sunday + CALLS.replace("TRACE", "0, 86400").replace("MORE", "").lstrip())
    assert "phone 0 00:00 > 00:00 care0 > 00:04 free 00:05\n" in log
    assert "phone 1 1d 00:00 > 1d 00:00 care0 > 1d 00:08 free 1d 00:10\n" in log
