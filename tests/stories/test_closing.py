"""Doors that close: who still waits is kept, cut off or served out."""

from __future__ import annotations

import numpy as np

from sim.codes import DISCONNECTED
from tests.stories.telling import live, tell

LATE = """
demand: {calls: {trace: [61140, 61150, 61160, 61201]}}
issue_types: {question: {work: 5 min}}
channels: {phone: {kind: live, hours: Mon 09:00-17:00, at_closing: RULE}}
teams: {care: {shifts: {agents: 1, hours: Mon 09:00-END}, skills: {channels: phone}}}
"""
"""Three calls within a minute before 17:00, when the phone closes, and one after it."""


def test_closing_keeps_those_who_wait_for_agents_who_are_there() -> None:
    assert (
        tell(LATE.replace("RULE", "keep").replace("END", "17:02"))
        == """
phone 0 16:59 > 16:59 care0 > 17:04
phone 1 16:59:10 still waiting
phone 2 16:59:20 still waiting
phone 3 17:00:01 turned away
issue 0 met 17:04
issue 1 open
issue 2 open
issue 3 gave up 17:00:01
"""
    )


def test_closing_cuts_off_those_who_wait() -> None:
    log = tell(LATE.replace("RULE", "disconnect").replace("END", "17:02"))
    assert (
        log
        == """
phone 0 16:59 > 16:59 care0 > 17:04
phone 1 16:59:10 cut off > 17:00
phone 2 16:59:20 cut off > 17:00
phone 3 17:00:01 turned away
issue 0 met 17:04
issue 1 gave up 17:00
issue 2 gave up 17:00
issue 3 gave up 17:00:01
"""
    )


def test_those_who_wait_are_served_out() -> None:
    """Care's shift ends with the doors; care stays, late, until the line is empty."""
    log = tell(LATE.replace("RULE", "serve_out").replace("END", "17:00"), agents=True)
    assert (
        log
        == """
phone 0 16:59 > 16:59 care0 > 17:04
phone 1 16:59:10 > 17:04 care0 > 17:09
phone 2 16:59:20 > 17:09 care0 > 17:14
phone 3 17:00:01 turned away
issue 0 met 17:04
issue 1 met 17:09
issue 2 met 17:14
issue 3 gave up 17:00:01
care0 here 09:00-17:14 busy 16:59-17:14 late 17:00-17:14
"""
    )


def test_serving_out_does_not_begin_before_the_doors_close() -> None:
    """The shift ended at 16:58; freed at 16:59:30, the phone still open, care goes home.

    At 17:00 nobody is there to serve out those who wait: they are cut off.
    """
    text = LATE.replace("RULE", "serve_out").replace("END", "16:58")
    assert (
        tell(text.replace("61140, ", "60870, "), agents=True)
        == """
phone 0 16:54:30 > 16:54:30 care0 > 16:59:30
phone 1 16:59:10 cut off > 17:00
phone 2 16:59:20 cut off > 17:00
phone 3 17:00:01 turned away
issue 0 met 16:59:30
issue 1 gave up 17:00
issue 2 gave up 17:00
issue 3 gave up 17:00:01
care0 here 09:00-16:59:30 busy 16:54:30-16:59:30 late 16:58-16:59:30
"""
    )


def test_mail_that_is_served_out_is_worked_on_after_closing() -> None:
    """Kept mail waits for the next opening; served out, it keeps who is there at work."""
    text = """
demand: {mails: {trace: [61140, 61150]}}
issue_types: {question: {work: 5 min}}
channels: {email: {kind: deferred, hours: Mon 09:00-17:00, at_closing: RULE}}
teams: {care: {shifts: {agents: 1, hours: Mon 09:00-18:00}, skills: {channels: email}}}
"""
    assert (
        tell(text.replace("RULE", "serve_out"))
        == """
email 0 16:59 > 16:59 care0 > 17:04
email 1 16:59:10 > 17:04 care0 > 17:09
issue 0 met 17:04
issue 1 met 17:09
"""
    )
    assert (
        tell(text.replace("RULE", "keep"))
        == """
email 0 16:59 > 16:59 care0 > 17:04
email 1 16:59:10 still waiting
issue 0 met 17:04
issue 1 open
"""
    )


def test_after_contact_work_is_not_cut_off() -> None:
    """At 17:00 care hands back call 0, whose customer has gone: what is left is done tomorrow."""
    log = tell("""
clock: {start: 2026-01-05, length: 2 days, run_out: 0 s}
demand: {calls: {trace: [61020]}}
issue_types: {question: {work: 2 min, after_contact: 5 min}}
channels: {phone: {kind: live, hours: Mon-Tue 09:00-17:00, at_closing: disconnect}}
teams:
  care:
    shifts: {agents: 1, hours: Mon-Tue 09:00-17:00}
    end_of_shift: hand_back
    skills: {channels: phone}
""")
    # 16:57 to 16:59 talk, then 5 min of which one is done at 17:00.
    assert (
        log
        == """
phone 0 16:57 > 16:57 care0 handed back 17:00 > 1d 09:00 care0 > 16:59 free 1d 09:04
issue 0 met 16:59
"""
    )


def test_unless_stated_a_live_channel_serves_out_and_a_deferred_one_keeps() -> None:
    phone = LATE.replace("END", "17:00")
    for shifts in ("17:00", "16:58"):
        text = LATE.replace("END", shifts)
        assert tell(text.replace(", at_closing: RULE", ""), agents=True) == tell(
            text.replace("RULE", "serve_out"), agents=True
        )
    mail = phone.replace("phone: {kind: live", "phone: {kind: deferred")
    assert tell(mail.replace(", at_closing: RULE", "")) == tell(mail.replace("RULE", "keep"))
    queues = phone.replace("at_closing", "when_closed: queue, at_closing")
    assert tell(queues.replace(", at_closing: RULE", "")) == tell(queues.replace("RULE", "keep"))


def test_where_callers_queue_in_closed_hours_nobody_is_cut_off() -> None:
    """Care is gone at 16:58, to come again on Tuesday: those served out wait like those later."""
    text = LATE.replace("at_closing: RULE", "when_closed: queue, at_closing: serve_out")
    assert (
        tell(text.replace("Mon 09:00-END", "Mon 09:00-16:58").replace("61140, 61150, ", ""))
        == """
phone 0 16:59:20 still waiting
phone 1 17:00:01 still waiting
issue 0 open
issue 1 open
"""
    )


def test_handed_back_at_closing_and_cut_off() -> None:
    """Care drops everything at 17:00, when the doors close: nobody serves out."""
    text = LATE.replace("RULE", "serve_out").replace("END", "17:00")
    assert (
        tell(text.replace("skills:", "end_of_shift: hand_back, skills:"))
        == """
phone 0 16:59 > 16:59 care0 handed back 17:00 cut off > 17:00
phone 1 16:59:10 cut off > 17:00
phone 2 16:59:20 cut off > 17:00
phone 3 17:00:01 turned away
issue 0 gave up 17:00
issue 1 gave up 17:00
issue 2 gave up 17:00
issue 3 gave up 17:00:01
"""
    )


def test_handed_back_after_closing_and_cut_off() -> None:
    """The same at the end of the shift, at 17:06, or when a head count falls then."""
    text = LATE.replace("RULE", "serve_out").replace("skills:", "end_of_shift: hand_back, skills:")
    counted = "head_count: {agents: 1, hours: Mon 09:00-17:06}"
    log = """
phone 0 16:59 > 16:59 care0 > 17:04
phone 1 16:59:10 > 17:04 care0 handed back 17:06 cut off > 17:06
phone 2 16:59:20 cut off > 17:06
phone 3 17:00:01 turned away
issue 0 met 17:04
issue 1 gave up 17:06
issue 2 gave up 17:06
issue 3 gave up 17:00:01
"""
    assert tell(text.replace("END", "17:06")) == log
    assert tell(text.replace("shifts: {agents: 1, hours: Mon 09:00-END}", counted)) == log


def test_the_last_one_there_goes_into_a_break() -> None:
    """Freed at 17:04, care has its break from 17:02 on: nobody is there for who still waits."""
    text = LATE.replace("RULE", "serve_out").replace("END", "17:30")
    text = text.replace("agents: 1,", "agents: 1, breaks: 17:02 for 10 min,")
    log = tell(text, agents=True)
    assert (
        log
        == """
phone 0 16:59 > 16:59 care0 > 17:04
phone 1 16:59:10 cut off > 17:04
phone 2 16:59:20 cut off > 17:04
phone 3 17:00:01 turned away
issue 0 met 17:04
issue 1 gave up 17:04
issue 2 gave up 17:04
issue 3 gave up 17:00:01
care0 here 09:00-17:04 17:14-17:30 busy 16:59-17:04 unpaid break 17:04-17:14
"""
    )


def test_the_only_one_who_waits_is_cut_off_too() -> None:
    """As above, with one caller left when care goes at 17:04."""
    text = (
        LATE.replace("RULE", "serve_out").replace("END", "17:30").replace("61150, 61160", "61150")
    )
    text = text.replace("agents: 1,", "agents: 1, breaks: 17:02 for 10 min,")
    assert "phone 1 16:59:10 cut off > 17:04\n" in tell(text)


def test_mail_that_nobody_is_there_to_serve_out_waits() -> None:
    """Mail knows no impatience: it is there on the next morning, even if later ones are refused."""
    text = LATE.replace("RULE", "serve_out")
    text = text.replace("61140, 61150, 61160, 61201", "61140").replace("END", "16:58")
    for rule in ("queue", "turn_away"):
        assert (
            tell(text.replace("kind: live", f"kind: deferred, when_closed: {rule}"))
            == """
phone 0 16:59 still waiting
issue 0 open
"""
        )


def test_an_agent_who_stays_may_serve_out_what_has_overflowed() -> None:
    """Care goes home at 16:58; outside is still there at 17:00 and may help after 2 min."""
    text = LATE.replace("RULE", "serve_out").replace("END", "16:58").replace("61140, ", "60870, ")
    outside = "outside: {shifts: {agents: 1, hours: Mon 09:00-18:00}, skills: {channels: phone}}"
    text = text.replace("teams: {", f"teams: {{{outside}, ")
    text += "routing: {overflow: {queue: phone, after: 2 min, to: outside}}\n"
    assert (
        tell(text)
        == """
phone 0 16:54:30 > 16:54:30 care0 > 16:59:30
phone 1 16:59:10 > 17:01:10 outside0 > 17:06:10
phone 2 16:59:20 > 17:06:10 outside0 > 17:11:10
phone 3 17:00:01 turned away
issue 0 met 16:59:30
issue 1 met 17:06:10
issue 2 met 17:11:10
issue 3 gave up 17:00:01
"""
    )


def test_passed_on_after_closing_to_those_who_have_gone() -> None:
    """Front finds out at 17:01 that back, gone since 17:00, is the right team."""
    log = tell("""
demand: {calls: {trace: [61140]}}
issue_types: {question: {work: 5 min}}
channels: {phone: {kind: live, hours: Mon 09:00-17:00}}
teams:
  front: {shifts: {agents: 1, hours: Mon 09:00-18:00}, skills: {channels: phone}}
  back: {shifts: {agents: 1, hours: Mon 09:00-17:00}, skills: {channels: phone}}
routing: {teams: {phone: front}, transfers: {from: front, to: back, chance: 1, after: 2 min}}
""")
    assert (
        log
        == """
phone 0 16:59 > 16:59 front0 passed on 17:01 cut off > 17:01
issue 0 gave up 17:01
"""
    )


ASIDE_AT_THE_END = """
demand: {mails: {trace: [60900], channels: email}, calls: {trace: [61140], channels: phone}}
issue_types: {question: {work: 5 min}}
channels:
  email: {kind: deferred, hours: Mon 09:00-17:00, at_closing: RULE}
  phone: {kind: live, hours: Mon 09:00-HOUR}
teams:
  care:
    shifts: {agents: 1, hours: Mon 09:00-17:00}
    puts_aside: email
    skills: {channels: [email, phone]}
"""
"""A mail of 16:55 is put aside for a call of 16:59, which ends at 17:04, past the shift's end."""


def test_who_stays_to_serve_out_leaves_kept_mail() -> None:
    """The mail goes back to its line at 17:04, whether the phone has closed or not."""
    for hour in ("17:00", "18:00"):
        text = ASIDE_AT_THE_END.replace("RULE", "keep").replace("HOUR", hour)
        assert (
            tell(text)
            == """
email 0 16:55 > 16:55 care0 aside 16:59 handed back 17:04 still waiting
phone 1 16:59 > 16:59 care0 > 17:04
issue 0 open
issue 1 met 17:04
"""
        )


def test_who_stays_to_serve_out_finishes_mail_that_is_served_out() -> None:
    """One minute of it is left at 17:04."""
    assert (
        tell(ASIDE_AT_THE_END.replace("RULE", "serve_out").replace("HOUR", "18:00"))
        == """
email 0 16:55 > 16:55 care0 aside 16:59 > 17:04 care0 > 17:05
phone 1 16:59 > 16:59 care0 > 17:04
issue 0 met 17:05
issue 1 met 17:04
"""
    )


def test_mail_begun_and_cut_off_had_no_reply() -> None:
    """A call that was answered and handed back did end the silence, half-written mail did not."""
    text = LATE.replace("[61140, 61150, 61160, 61201]", "[61140]").replace("END", "17:00")
    text = text.replace("RULE", "disconnect").replace("skills:", "end_of_shift: hand_back, skills:")
    assert "handed back 17:00 cut off > 17:00" in tell(text)
    assert list(live(text).issues["acknowledged_at"]) == [61140.0]
    mail = live(text.replace("phone: {kind: live", "phone: {kind: deferred"))
    assert mail.contacts["state"][0] == DISCONNECTED
    assert np.isnan(mail.issues["acknowledged_at"][0])
