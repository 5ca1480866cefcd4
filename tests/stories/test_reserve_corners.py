"""Reserves: free hands, several at once, doors, transfers, desks."""

from __future__ import annotations

from tests.stories.telling import tell


def test_with_a_free_hand_they_take_no_more_than_until() -> None:
    """Called with three waiting; one free clerk with three hands stops when one is left."""
    log = tell("""
demand: {chats: {trace: [0, 0, 0, 0], channels: chat}}
issue_types: {question: {work: 10 min}}
channels: {chat: {}}
teams:
  care: {head_count: 1, skills: {channels: chat}}
  clerks:
    head_count: 1
    skills: {channels: chat}
    concurrency: {contacts: 3, slow_down: 0}
routing: {reserve: {queue: chat, team: clerks, above: 2, until: 1}}
""")
    assert "chat 1 00:00 > 00:00 clerks0 > 00:10" in log
    assert "chat 2 00:00 > 00:00 clerks0 > 00:10" in log
    assert "chat 3 00:00 > 00:10 care0 > 00:20" in log


def test_two_reserves_come_in_turn() -> None:
    log = tell("""
demand: {calls: {trace: [0, 10, 20, 30, 40], channels: phone}}
issue_types: {question: {work: 5 min}}
channels: {phone: {}}
teams:
  care: {head_count: 1, skills: {channels: phone}}
  lead: {head_count: 1, skills: {channels: phone}}
  clerks: {head_count: 1, skills: {channels: phone}}
routing:
  reserve: [{queue: phone, team: lead, above: 2}, {queue: phone, team: clerks, above: 1}]
""")
    assert "phone 1 00:00:10 > 00:00:20 clerks0 > 00:05:20" in log
    assert "phone 2 00:00:20 > 00:00:40 lead0 > 00:05:40" in log


MAIL = """
demand: {mails: {trace: [34800, 35940, 35950, 35960, 36060], channels: email}}
issue_types: {question: {work: 30 min}}
channels: {email: {kind: deferred, hours: [Mon 09:00-10:00, Mon 11:00-23:00]}}
teams:
  care: {shifts: {agents: 1, hours: Mon 09:00-20:00}, skills: {channels: email}}
  clerks: {shifts: {agents: 1, hours: Mon 10:30-20:00}, skills: {channels: email}}
routing: {reserve: {queue: email, team: clerks, above: 2}}
"""


def test_nobody_is_called_while_no_work_may_begin() -> None:
    """Three wait at 9:59:20, when clerks are not there yet; the call ends at 10:00. At 11:00 care
    takes one of four, and three are enough for a new one."""
    assert (
        tell(MAIL)
        == """
email 0 09:40 > 09:40 care0 > 10:10
email 1 09:59 > 11:00 care0 > 11:30
email 2 09:59:10 > 11:00 clerks0 > 11:30
email 3 09:59:20 > 11:30 care0 > 12:00
email 4 10:01 > 11:30 clerks0 > 12:00
issue 0 met 10:10
issue 1 met 11:30
issue 2 met 11:30
issue 3 met 12:00
issue 4 met 12:00
clerks called for email 09:59:20-10:00
clerks called for email 11:00-11:30
"""
    )


SERVED_OUT = """
demand: {calls: {trace: [35940, 35950, 35960, 35970], channels: phone}}
issue_types: {question: {work: 5 min}}
channels: {phone: {hours: Mon 09:00-10:00, at_closing: serve_out}}
teams:
  care: {shifts: {agents: 1, hours: Mon 09:00-10:00}, end_of_shift: hand_back, skills: SKILL}
  clerks: {head_count: 1, skills: SKILL}
routing: {reserve: {queue: phone, team: clerks, above: ABOVE, until: 1}}
""".replace("SKILL", "{channels: phone}")


def test_who_is_left_to_a_reserve_that_is_not_called_is_cut_off_at_closing() -> None:
    """Care goes at 10:00 and hands call 0 back: no more than four wait."""
    log = tell(SERVED_OUT.replace("ABOVE", "4"))
    assert log.count("cut off > 10:00") == 4
    assert "called" not in log


def test_a_reserve_serves_out_while_it_is_called() -> None:
    """Called above three, when call 0 comes back too; until one is left, who is cut off."""
    assert (
        tell(SERVED_OUT.replace("ABOVE", "3"))
        == """
phone 0 09:59 > 09:59 care0 handed back 10:00 > 10:00 clerks0 > 10:04
phone 1 09:59:10 > 10:04 clerks0 > 10:09
phone 2 09:59:20 > 10:09 clerks0 > 10:14
phone 3 09:59:30 cut off > 10:09
issue 0 met 10:04
issue 1 met 10:09
issue 2 met 10:14
issue 3 gave up 10:09
clerks called for phone 10:00-10:09
"""
    )


def test_what_is_passed_on_to_the_team_is_its_own() -> None:
    """Experts are the reserve of the first line and its second line: they need no call for that."""
    log = tell("""
demand: {calls: {trace: [0, 10, 20], channels: phone}}
issue_types: {question: {work: {acknowledge: 2 min, fix: 6 min}, leaves: {how: transfer}}}
channels: {phone: {}}
teams:
  care: {head_count: 1, skills: {channels: phone, does: acknowledge}}
  experts: {head_count: 1, skills: {channels: phone}}
routing: {reserve: {queue: phone, team: experts, above: 2}}
""")
    assert (
        log
        == """
phone 0 00:00 > 00:00 care0 passed on 00:02 > 00:02 experts0 > 00:08
phone 1 00:00:10 > 00:02 care0 passed on 00:04 > 00:08 experts0 > 00:14
phone 2 00:00:20 > 00:04 care0 passed on 00:06 > 00:14 experts0 > 00:20
issue 0 met 00:08
issue 1 met 00:14
issue 2 met 00:20
"""
    )


def test_tasks_have_reserves_too() -> None:
    log = tell("""
demand: {calls: {trace: [0, 0, 0], channels: phone}}
issue_types: {claim: {work: {acknowledge: 0 s, fix: 30 min}, leaves: {fix: office}}}
channels: {phone: {}}
tasks: {office: {}}
teams:
  care: {head_count: 3, skills: {channels: phone, does: acknowledge}}
  back: {head_count: 1, skills: {tasks: office}}
  boss: {head_count: 1, skills: {tasks: office}}
routing: {reserve: {queue: office, team: boss, waited: 10 min}}
""")
    assert "office 1 00:00 > 00:10 boss0 > 00:40 fixed" in log
    assert "boss called for office 00:10-00:30" in log
