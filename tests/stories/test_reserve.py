"""Reserves: further agents who join while a line is long, and go when it is short again."""

from __future__ import annotations

from tests.stories.telling import tell

LINE = """
demand: {calls: {trace: [0, 10, 20, 30, 40], channels: phone}}
issue_types: {question: {work: 5 min}}
channels: {phone: {}}
teams:
  care: {head_count: 1, skills: {channels: phone}}
  clerks: {head_count: 1, skills: {channels: phone}}
routing: {reserve: {queue: phone, team: clerks, RULE}}
"""
"""Care takes the first of five calls; the others wait, and clerks have nothing else to do."""


def test_called_when_more_wait_than_stated_until_nobody_does() -> None:
    """At the third who waits; at 0:10 the line is empty, and clerks finish what they hold."""
    assert (
        tell(LINE.replace("RULE", "above: 2"))
        == """
phone 0 00:00 > 00:00 care0 > 00:05
phone 1 00:00:10 > 00:00:30 clerks0 > 00:05:30
phone 2 00:00:20 > 00:05 care0 > 00:10
phone 3 00:00:30 > 00:05:30 clerks0 > 00:10:30
phone 4 00:00:40 > 00:10 care0 > 00:15
issue 0 met 00:05
issue 1 met 00:05:30
issue 2 met 00:10
issue 3 met 00:10:30
issue 4 met 00:15
clerks called for phone 00:00:30-00:10
"""
    )


def test_until_fewer_wait() -> None:
    """Two wait at 0:05: clerks, freed at 0:05:30, no longer take any."""
    assert (
        tell(LINE.replace("RULE", "above: 2, until: 2"))
        == """
phone 0 00:00 > 00:00 care0 > 00:05
phone 1 00:00:10 > 00:00:30 clerks0 > 00:05:30
phone 2 00:00:20 > 00:05 care0 > 00:10
phone 3 00:00:30 > 00:10 care0 > 00:15
phone 4 00:00:40 > 00:15 care0 > 00:20
issue 0 met 00:05
issue 1 met 00:05:30
issue 2 met 00:10
issue 3 met 00:15
issue 4 met 00:20
clerks called for phone 00:00:30
clerks called for phone 00:00:40-00:05
"""
    )


def test_when_the_first_in_line_has_waited_long() -> None:
    """Call 1 has waited for a minute at 0:01:10."""
    log = tell(LINE.replace("RULE", "waited: 1 min"))
    assert "phone 1 00:00:10 > 00:01:10 clerks0 > 00:06:10" in log
    assert "clerks called for phone 00:01:10-00:10" in log


def test_when_the_wait_to_expect_is_long() -> None:
    """Two who wait are 10 minutes of work for care, three are 15."""
    log = tell(LINE.replace("RULE", "expected_wait: 12 min"))
    assert log == tell(LINE.replace("RULE", "above: 2"))
    two = LINE.replace("care: {head_count: 1", "care: {head_count: 2")
    assert "called for phone 00:00:40" not in tell(two.replace("RULE", "expected_wait: 8 min"))
    assert "called for phone 00:00:40" in tell(two.replace("RULE", "expected_wait: 7 min"))


def test_who_is_idle_takes_up_at_the_head() -> None:
    """Clerks who come on duty while called begin at once."""
    late = LINE.replace(
        "clerks: {head_count: 1,",
        "clerks: {shifts: {agents: 1, hours: Mon 00:02-01:00},",
    )
    log = tell(late.replace("RULE", "above: 2"))
    assert "phone 1 00:00:10 > 00:02 clerks0 > 00:07" in log
    assert "clerks called for phone 00:00:30-00:10" in log


GONE = """
demand: {calls: {trace: [TIMES], channels: phone}}
issue_types: {question: {work: 10 min}}
channels: {phone: {patience: PATIENCE}}
teams:
  care: {head_count: 1, skills: {channels: phone}}
  clerks: {head_count: 1, skills: {channels: phone}}
routing: {reserve: {queue: phone, team: clerks, waited: 1 min}}
"""


def test_who_has_gone_calls_nobody() -> None:
    """Patience that ends with the minute comes first."""
    assert (
        tell(GONE.replace("TIMES", "0, 60").replace("PATIENCE", "1 min"))
        == """
phone 0 00:00 > 00:00 care0 > 00:10
phone 1 00:01 gave up > 00:02
issue 0 met 00:10
issue 1 gave up 00:02
"""
    )


def test_a_call_ends_when_who_waited_gives_up() -> None:
    """Clerks are at work on call 1 when call 2 makes them be called again, in vain."""
    assert (
        tell(GONE.replace("TIMES", "0, 0, 120").replace("PATIENCE", "90 s"))
        == """
phone 0 00:00 > 00:00 care0 > 00:10
phone 1 00:00 > 00:01 clerks0 > 00:11
phone 2 00:02 gave up > 00:03:30
issue 0 met 00:10
issue 1 met 00:11
issue 2 gave up 00:03:30
clerks called for phone 00:01
clerks called for phone 00:03-00:03:30
"""
    )


def test_who_is_freed_at_that_moment_comes_before_the_reserve() -> None:
    log = tell(GONE.replace("TIMES", "0, 540").replace("PATIENCE", "never"))
    assert "phone 1 00:09 > 00:10 care0 > 00:20" in log
    assert "called" not in log


def test_overflow_comes_before_the_reserve() -> None:
    """Both after a minute: the further team takes the call, and the reserve is not needed."""
    log = tell("""
demand: {calls: {trace: [0, 0], channels: phone}}
issue_types: {question: {work: 10 min}}
channels: {phone: {}}
teams:
  care: {head_count: 1, skills: {channels: phone}}
  clerks: {head_count: 1, skills: {channels: phone}}
  outside: {head_count: 1, skills: {channels: phone}}
routing:
  overflow: {queue: phone, after: 1 min, to: outside}
  reserve: {queue: phone, team: clerks, waited: 1 min}
""")
    assert "phone 1 00:00 > 00:01 outside0 > 00:11" in log
    assert "called" not in log


def test_who_overflows_in_vain_does_not_end_the_call() -> None:
    """Nobody is free after a minute: the call of the reserve goes on as it was."""
    log = tell("""
demand: {calls: {trace: [0, 0, 0, 0], channels: phone}}
issue_types: {question: {work: 10 min}}
channels: {phone: {}}
teams:
  care: {head_count: 1, skills: {channels: phone}}
  clerks: {head_count: 1, skills: {channels: phone}}
  outside: {shifts: {agents: 1, hours: Mon 09:00-10:00}, skills: {channels: phone}}
routing:
  overflow: {queue: phone, after: 1 min, to: outside}
  reserve: {queue: phone, team: clerks, above: 1}
""")
    assert log.count("called") == 1
    assert "clerks called for phone 00:00-00:10" in log


MIXED = """
demand:
  calls: {trace: [60, 70, 80, 90], channels: phone, issue_types: question}
  mails: {trace: [0, 1], channels: email, issue_types: mail}
issue_types: {question: {work: 5 min}, mail: {work: 10 min}}
channels: {phone: {}, email: {kind: deferred}}
teams:
  care: {head_count: 1, skills: {channels: phone}}
  clerks: {head_count: 1, skills: {channels: [email, phone]}, puts_aside: [email]}
routing: {reserve: {queue: phone, team: clerks, above: 1, RULE}}
"""
"""Clerks have mails of their own, which they may put aside."""


def test_they_come_when_they_are_free() -> None:
    """At 0:10, before the second mail: live contacts come before what may be put aside."""
    assert (
        tell(MIXED.replace("RULE", "interrupts: no"))
        == """
email 0 00:00 > 00:00 clerks0 > 00:10
email 1 00:00:01 > 00:15 clerks0 > 00:25
phone 2 00:01 > 00:01 care0 > 00:06
phone 3 00:01:10 > 00:06 care0 > 00:11
phone 4 00:01:20 > 00:10 clerks0 > 00:15
phone 5 00:01:30 > 00:11 care0 > 00:16
issue 0 met 00:10
issue 1 met 00:25
issue 2 met 00:06
issue 3 met 00:11
issue 4 met 00:15
issue 5 met 00:16
clerks called for phone 00:01:20-00:11
"""
    )


def test_they_may_interrupt_other_work_and_need_time_to_change_over() -> None:
    """A minute to turn to the phone, and none for the call that follows at once."""
    assert (
        tell(MIXED.replace("RULE", "interrupts: yes, switching: 1 min"))
        == """
email 0 00:00 > 00:00 clerks0 aside 00:01:20 > 00:12:20 clerks0 > 00:21
email 1 00:00:01 > 00:21 clerks0 > 00:31
phone 2 00:01 > 00:01 care0 > 00:06
phone 3 00:01:10 > 00:01:20 clerks0 > 00:07:20
phone 4 00:01:20 > 00:06 care0 > 00:11
phone 5 00:01:30 > 00:07:20 clerks0 > 00:12:20
issue 0 met 00:21
issue 1 met 00:31
issue 2 met 00:06
issue 3 met 00:07:20
issue 4 met 00:11
issue 5 met 00:12:20
clerks called for phone 00:01:20-00:07:20
"""
    )


def test_each_turn_to_the_queue_takes_its_time() -> None:
    """Clerks do a mail between two calls, and change over twice."""
    log = tell("""
demand:
  calls: {trace: [0, 0, 720, 720], channels: phone, issue_types: question}
  mails: {trace: [60], channels: email, issue_types: question}
issue_types: {question: {work: 5 min}}
channels: {phone: {}, email: {kind: deferred}}
teams:
  care: {head_count: 1, skills: {channels: phone}}
  clerks: {head_count: 1, skills: {channels: [email, phone]}}
routing: {reserve: {queue: phone, team: clerks, above: 0, switching: 30 s}}
""")
    assert "phone 1 00:00 > 00:00 clerks0 > 00:05:30" in log
    assert "email 2 00:01 > 00:05:30 clerks0 > 00:10:30" in log
    assert "phone 4 00:12 > 00:12 clerks0 > 00:17:30" in log
