"""Where work that is handed back stands in its line, and what its old timers are worth."""

from __future__ import annotations

from tests.stories.telling import tell


def test_work_begun_comes_before_an_earlier_contact_that_joined_the_line_with_it() -> None:
    """Calls 1 and 2 are passed on to the experts at 8:58:30, call 2 first: care0 had it, who had
    been busy before. It is begun, and handed back at 9:00 with 2:30 left."""
    log = tell("""
demand: {calls: {trace: [31800, 32280, 32280]}}
issue_types: {question: {work: 4 min}}
channels: {phone: {kind: live}}
teams:
  care: {head_count: 2, skills: {channels: phone}}
  experts:
    shifts: [{agents: 1, hours: Mon 08:00-09:00}, {agents: 1, hours: Mon 09:05-12:00}]
    end_of_shift: hand_back
    skills: {channels: phone}
routing:
  teams: {phone: care}
  transfers: {from: care, to: experts, chance: 1, after: 30 s}
""")
    assert (
        log
        == """
phone 0 08:50 > 08:50 care0 passed on 08:50:30 > 08:50:30 experts0 > 08:54:30
phone 1 08:58 > 08:58 care1 passed on 08:58:30 > 09:07:30 experts1 > 09:11:30
phone 2 08:58 > 08:58 care0 passed on 08:58:30 > 08:58:30 experts0 handed back 09:00 \
> 09:05 experts1 > 09:07:30
issue 0 met 08:54:30
issue 1 met 09:11:30
issue 2 met 09:07:30
"""
    )


def test_of_two_begun_the_earlier_contact_comes_first() -> None:
    """Care0, who has mail 2, hands back before care1, who has mail 1, which is as old. Without the
    note, on which care0 was busy before, it is the other way round."""
    text = """
demand:
  note: {trace: [54000], issue_types: {short: 1}}
  mails: {trace: [57600, 57600], issue_types: {long: 1}}
issue_types: {short: {work: 5 min}, long: {work: 90 min}}
channels: {email: {kind: deferred}}
teams:
  care:
    shifts: {agents: 2, hours: Mon 09:00-17:00}
    end_of_shift: hand_back
    skills: {channels: email}
  night: {shifts: {agents: 1, hours: Mon 18:00-23:00}, skills: {channels: email}}
"""
    assert (
        tell(text)
        == """
email 0 15:00 > 15:00 care0 > 15:05
email 1 16:00 > 16:00 care1 handed back 17:00 > 18:00 night0 > 18:30
email 2 16:00 > 16:00 care0 handed back 17:00 > 18:30 night0 > 19:00
issue 0 met 15:05
issue 1 met 18:30
issue 2 met 19:00
"""
    )
    note = "  note: {trace: [54000], issue_types: {short: 1}}\n"
    assert (
        tell(text.replace(note, ""))
        == """
email 0 16:00 > 16:00 care0 handed back 17:00 > 18:00 night0 > 18:30
email 1 16:00 > 16:00 care1 handed back 17:00 > 18:30 night0 > 19:00
issue 0 met 18:30
issue 1 met 19:00
"""
    )


def test_two_timers_for_the_first_overflow_do_not_lead_to_the_second() -> None:
    """Call 2 waits from 8:59:30 on, and again when it is handed back at 9:00: both times until
    clerks may take it at 9:00:30. They are busy; outside may after 2 min, at 9:01:30."""
    log = tell("""
demand:
  visits: {trace: [31800], channels: store, issue_types: {visit: 1}}
  first: {trace: [32320], channels: phone, issue_types: {short: 1}}
  second: {trace: [32370], channels: phone, issue_types: {long: 1}}
issue_types: {visit: {work: 20 min}, short: {work: 1 min}, long: {work: 10 min}}
channels: {phone: {kind: live}, store: {kind: live}}
teams:
  care:
    shifts: {agents: 1, hours: Mon 08:00-09:00}
    end_of_shift: hand_back
    skills: {channels: phone}
  clerks: {head_count: 1, skills: {channels: [store, phone]}}
  outside: {head_count: 1, skills: {channels: phone}}
routing:
  overflow:
    - {queue: phone, after: 1 min, to: clerks}
    - {queue: phone, after: 2 min, to: outside}
""")
    assert (
        log
        == """
store 0 08:50 > 08:50 clerks0 > 09:10
phone 1 08:58:40 > 08:58:40 care0 > 08:59:40
phone 2 08:59:30 > 08:59:40 care0 handed back 09:00 > 09:01:30 outside0 > 09:11:10
issue 0 met 09:10
issue 1 met 08:59:40
issue 2 met 09:11:10
"""
    )


def test_after_contact_work_that_is_handed_back_is_after_contact_work_still() -> None:
    """The customer hung up at 16:59; 19:59 of 20 hours are left on the next morning."""
    log = tell("""
clock: {start: 2026-01-05, length: 2 days, run_out: 0 s}
demand: {calls: {trace: [61020]}}
issue_types: {question: {work: 2 min, after_contact: 20 h}}
channels: {phone: {kind: live, patience: 5 min}}
teams:
  care:
    shifts: {agents: 1, hours: "Mon 09:00-17:00, Tue 09:00-24:00"}
    end_of_shift: hand_back
    skills: {channels: phone}
""")
    assert (
        log
        == """
phone 0 16:57 > 16:57 care0 handed back 17:00 > 1d 09:00 care0 still wrapping up > 16:59
issue 0 met 16:59
"""
    )


def test_each_takes_the_place_of_its_age() -> None:
    """Calls 2 to 5 are handed back at 17:00 in the order 4, 5, 2, 3, before call 6, which waits
    since 16:53. Who had been answered loses patience too, anew."""
    log = tell("""
demand:
  notes: {trace: [57600, 58200], issue_types: {short: 1}}
  long: {trace: [60600, 60720], issue_types: {long: 1}}
  third: {trace: [60660], issue_types: {third: 1}}
  fifth: {trace: [60750], issue_types: {fifth: 1}}
  sixth: {trace: [60780], issue_types: {sixth: 1}}
issue_types:
  short: {work: 5 min}
  long: {work: 60 min}
  third: {work: 60 min, patience: 65 min}
  fifth: {work: 60 min, patience: 64 min}
  sixth: {work: 60 min, patience: 70 min}
channels: {phone: {kind: live}}
teams:
  care:
    shifts: {agents: 4, hours: Mon 09:00-17:00}
    end_of_shift: hand_back
    skills: {channels: phone}
  night: {shifts: {agents: 1, hours: Mon 17:30-23:00}, skills: {channels: phone}}
""")
    assert (
        log
        == """
phone 0 16:00 > 16:00 care0 > 16:05
phone 1 16:10 > 16:10 care1 > 16:15
phone 2 16:50 > 16:50 care2 handed back 17:00 > 17:30 night0 > 18:20
phone 3 16:51 > 16:51 care3 handed back 17:00 gave up > 18:05
phone 4 16:52 > 16:52 care0 handed back 17:00 > 18:20 night0 > 19:12
phone 5 16:52:30 > 16:52:30 care1 handed back 17:00 gave up > 18:04
phone 6 16:53 gave up > 18:03
issue 0 met 16:05
issue 1 met 16:15
issue 2 met 18:20
issue 3 gave up 18:05
issue 4 met 19:12
issue 5 gave up 18:04
issue 6 gave up 18:03
"""
    )


def test_work_begun_overflows_behind_older_contacts_that_nobody_has_begun() -> None:
    """Call 2 overflows at 8:58. The longest queue comes first, so care takes call 3 before it, and
    hands it back at 9:00, when calls 4 and 5, which came together, have overflowed too."""
    log = tell("""
demand:
  visits: {trace: [31800], channels: store, issue_types: {visit: 1}}
  first: {trace: [31800], channels: phone, issue_types: {first: 1}}
  calls: {trace: [32220, 32290, 32295, 32295], channels: phone, issue_types: {call: 1}}
issue_types: {visit: {work: 20 min}, first: {work: 510 s}, call: {work: 5 min}}
channels: {phone: {kind: live}, store: {kind: live}}
teams:
  care:
    shifts: {agents: 1, hours: Mon 08:00-09:00}
    end_of_shift: hand_back
    chooses_contact: longest_queue
    skills: {channels: phone}
  clerks: {head_count: 1, skills: {channels: [store, phone]}}
routing: {overflow: {queue: phone, after: 1 min, to: clerks}}
""")
    assert (
        log
        == """
store 0 08:50 > 08:50 clerks0 > 09:10
phone 1 08:50 > 08:50 care0 > 08:58:30
phone 2 08:57 > 09:10 clerks0 > 09:15
phone 3 08:58:10 > 08:58:30 care0 handed back 09:00 > 09:15 clerks0 > 09:18:30
phone 4 08:58:15 > 09:18:30 clerks0 > 09:23:30
phone 5 08:58:15 > 09:23:30 clerks0 > 09:28:30
issue 0 met 09:10
issue 1 met 08:58:30
issue 2 met 09:15
issue 3 met 09:18:30
issue 4 met 09:23:30
issue 5 met 09:28:30
"""
    )


def test_nobody_gives_up_a_mail_that_was_begun() -> None:
    """Mail 1 waited from 16:40 to 16:45, with a patience of half an hour; not any more at 17:00."""
    log = tell("""
demand:
  first: {trace: [59700], issue_types: {short: 1}}
  second: {trace: [60000], issue_types: {long: 1}}
issue_types: {short: {work: 10 min}, long: {work: 60 min}}
channels: {email: {kind: deferred, patience: 30 min}}
teams:
  care:
    shifts: {agents: 1, hours: Mon 09:00-17:00}
    end_of_shift: hand_back
    skills: {channels: email}
  night: {shifts: {agents: 1, hours: Mon 18:00-23:00}, skills: {channels: email}}
""")
    assert (
        log
        == """
email 0 16:35 > 16:35 care0 > 16:45
email 1 16:40 > 16:45 care0 handed back 17:00 > 18:00 night0 > 18:45
issue 0 met 16:45
issue 1 met 18:45
"""
    )


def test_a_timer_of_the_line_left_means_nothing_in_the_one_passed_on_to() -> None:
    """Clerks might take call 1 at 1:05, had it not been passed on to the experts at 0:20."""
    log = tell("""
demand: {calls: {trace: [0, 5]}}
issue_types: {question: {work: 4 min}}
channels: {phone: {kind: live}}
teams:
  care: {head_count: 1, skills: {channels: phone}}
  experts: {head_count: 1, skills: {channels: phone}}
  clerks: {head_count: 1, skills: {channels: phone}}
routing:
  teams: {phone: care}
  transfers: {from: care, to: experts, chance: 1, after: 10 s}
  overflow: {queue: phone, after: 1 min, to: clerks}
""")
    assert (
        log
        == """
phone 0 00:00 > 00:00 care0 passed on 00:00:10 > 00:00:10 experts0 > 00:04:10
phone 1 00:00:05 > 00:00:10 care0 passed on 00:00:20 > 00:04:10 experts0 > 00:08:10
issue 0 met 00:04:10
issue 1 met 00:08:10
"""
    )


def test_who_is_handed_back_takes_up_room() -> None:
    """Call 0 stands before call 1 from 17:00 to 17:03: there is no room for call 2. Then call 3
    stands there with call 1, and there is none for call 4."""
    log = tell("""
demand: {calls: {trace: [61080, 61140, 61260, 61440, 61500]}}
issue_types: {question: {work: 5 min}}
channels: {phone: {kind: live, waiting_room: 2}}
teams:
  care:
    shifts: {agents: 1, hours: Mon 09:00-17:00}
    end_of_shift: hand_back
    skills: {channels: phone}
  night: {shifts: {agents: 1, hours: Mon 17:03-23:00}, skills: {channels: phone}}
""")
    assert (
        log
        == """
phone 0 16:58 > 16:58 care0 handed back 17:00 > 17:03 night0 > 17:06
phone 1 16:59 > 17:06 night0 > 17:11
phone 2 17:01 blocked
phone 3 17:04 > 17:11 night0 > 17:16
phone 4 17:05 blocked
issue 0 met 17:06
issue 1 met 17:11
issue 2 gave up 17:01
issue 3 met 17:16
issue 4 gave up 17:05
"""
    )
