"""What was not met after all: missed calls back, needs that come again, tasks of the wrong team."""

from __future__ import annotations

import numpy as np
import pytest

from tests.stories.telling import jobs, live, tell

MISSED = """
demand: {calls: {trace: [0, 20, 300, 300]}}
issue_types:
  claim:
    work: {acknowledge: 100 s, fix: 5 min}
    after_contact: 10 s
    leaves: {fix: back}
channels:
  phone:
    lines: 2
    callback: {after: 30 s, accepts: 100 %, answers: 0 %, not_reached_work: 15 s}
tasks: {back: {}}
teams:
  care: {head_count: 1, skills: {channels: phone, does: acknowledge}}
  clerks: {head_count: 1, skills: {tasks: back}}
"""


def test_a_missed_call_back_leaves_nothing_but_a_free_line() -> None:
    """No task, no after-contact work, no answer. Both lines are free for the two at 5:00."""
    assert (
        tell(MISSED)
        == """
phone 0 00:00 > 00:00 care0 > 00:01:40 free 00:01:50
phone 1 00:00:20 [callback not reached 00:00:50 00:01:50] > 00:01:50 care0 > 00:02:05
back 0 00:01:40 > 00:01:40 clerks0 > 00:06:40 fixed
phone 2 00:05 > 00:05 care0 > 00:06:40 free 00:06:50
phone 3 00:05 [callback not reached 00:05:30 00:06:50] > 00:06:50 care0 > 00:07:05
back 2 00:06:40 > 00:06:40 clerks0 > 00:11:40 fixed
issue 0 met 00:06:40
issue 1 gave up 00:02:05
issue 2 met 00:11:40
issue 3 gave up 00:07:05
"""
    )
    acknowledged = live(MISSED).issues["acknowledged_at"]
    np.testing.assert_array_equal(acknowledged, [0.0, np.nan, 300.0, np.nan])


def test_who_has_rung_off_keeps_the_patience_left() -> None:
    """Call 1 waits 30 s of a minute on the line: after that the time is the agent's, not the
    customer's. The second contact waits the other 30 s, behind call 2.
    """
    log = tell("""
demand:
  calls: {trace: [0, 10], issue_types: {question: 1}}
  long: {trace: [250], issue_types: {long: 1}}
issue_types: {question: {work: 200 s}, long: {work: 1 h}}
channels:
  phone:
    patience: 60 s
    callback: {after: 30 s, accepts: 100 %, answers: 0 %, not_reached_work: 10 s}
    returns: {unresolved: {chance: 100 %, delay: 50 s, patience: kept, at_most: 1}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
""")
    assert (
        log
        == """
phone 0 00:00 > 00:00 care0 > 00:03:20
phone 1 00:00:10 [callback not reached 00:00:40 00:03:20] > 00:03:20 care0 > 00:03:30
phone 2 00:04:10 > 00:04:10 care0 > 01:04:10
phone 1.1 00:04:20 (unresolved) gave up > 00:04:50
issue 0 met 00:03:20
issue 1 gave up 00:04:50
issue 2 met 01:04:10
"""
    )


def test_needs_that_come_again_jump_the_queue() -> None:
    """Call 2 waits since 1:00, but 0 and 1, not met by their first calls, come before it; they
    did not go public, which would put them last."""
    log = tell("""
demand: {calls: {trace: [0, 30, 60]}}
issue_types: {fault: {work: 1 min, resolves: 0 %}}
channels: {phone: {returns: {unresolved: {chance: 1, delay: 10 s, at_most: 1}}}}
teams: {care: {head_count: 1, chooses_contact: priority, skills: {channels: phone}}}
routing: {priorities: [{public: yes, priority: 999}, {reopened: yes, priority: 1}]}
""")
    # At 1:00 call 1 is the only one that waits: finishing comes before arriving.
    assert (
        log
        == """
phone 0 00:00 > 00:00 care0 > 00:01
phone 1 00:00:30 > 00:01 care0 > 00:02
phone 2 00:01 > 00:04 care0 > 00:05
phone 0.1 00:01:10 (unresolved) > 00:02 care0 > 00:03
phone 1.1 00:02:10 (unresolved) > 00:03 care0 > 00:04
phone 2.1 00:05:10 (unresolved) > 00:05:10 care0 > 00:06:10
issue 0 gave up 00:03
issue 1 gave up 00:04
issue 2 gave up 00:06:10
"""
    )


def test_callers_do_not_look_for_a_reply() -> None:
    """Whatever they expect: one talks, one waits, and neither calls a second time."""
    log = tell("""
demand: {calls: {trace: [0, 30]}}
issue_types: {question: {work: 10 min}}
channels: {phone: {expected_reply: 1 min, returns: {no_reply: {chance: 1}}}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
""")
    assert (
        log
        == """
phone 0 00:00 > 00:00 care0 > 00:10
phone 1 00:00:30 > 00:10 care0 > 00:20
issue 0 met 00:10
issue 1 met 00:20
"""
    )


def test_tasks_have_no_wrong_team() -> None:
    """Clerks pass every call on to experts, but a task is for whom it was left."""
    log = tell("""
demand: {calls: {trace: [0]}}
issue_types: {fault: {work: {acknowledge: 1 min, fix: 4 min}, leaves: {fix: back}}}
channels: {phone: {}}
tasks: {back: {}}
teams:
  care: {head_count: 1, skills: {channels: phone, does: acknowledge}}
  clerks: {head_count: 1, skills: {tasks: back}}
  experts: {head_count: 1, skills: {tasks: back}}
routing: {teams: {back: clerks}, transfers: {from: clerks, to: experts, chance: 1, after: 30 s}}
""")
    assert (
        log
        == """
phone 0 00:00 > 00:00 care0 > 00:01
back 0 00:01 > 00:01 clerks0 > 00:05 fixed
issue 0 met 00:05
"""
    )


def test_who_is_told_of_a_task_under_way_does_nothing_about_it() -> None:
    """Experts could fix it on the phone, but the shop is at it: the chase takes its 2 min."""
    log = tell("""
demand: {mails: {trace: [0], channels: email}}
issue_types:
  fault: {work: {acknowledge: 1 min, fix: 10 min}, leaves: {fix: shop}, chase: 2 min}
channels:
  email: {kind: deferred, returns: {broken_promise: {chance: 1, channel: phone}}}
  phone: {}
tasks: {shop: {}}
teams:
  care: {head_count: 1, skills: {channels: email, does: acknowledge}}
  experts: {head_count: 1, skills: {channels: phone}}
  shop: {head_count: 1, skills: {tasks: shop}}
promise: {kind: fixed, within: 3 min}
""")
    assert (
        log
        == """
email 0 00:00 > 00:00 care0 > 00:01 promised 00:04
shop 0 00:01 > 00:01 shop0 > 00:11 fixed
phone 0.1 00:04 (broken_promise) > 00:04 experts0 > 00:06 promised 00:09
issue 0 met 00:11
"""
    )


def test_nothing_is_passed_on_to_a_team_that_does_not_take_the_channel() -> None:
    """Care is the wrong team for all, but experts read no mails."""
    log = tell("""
demand: {mails: {trace: [0], channels: email}, calls: {trace: [600], channels: phone}}
issue_types: {question: {work: 4 min}}
channels: {email: {kind: deferred}, phone: {}}
teams:
  care: {head_count: 1, skills: {channels: [email, phone]}}
  experts: {head_count: 1, skills: {channels: phone}}
routing:
  teams: {phone: care}
  transfers: {from: care, to: experts, chance: 1, after: 30 s}
""")
    assert (
        log
        == """
email 0 00:00 > 00:00 care0 > 00:04
phone 1 00:10 > 00:10 care0 passed on 00:10:30 > 00:10:30 experts0 > 00:14:30
issue 0 met 00:04
issue 1 met 00:14:30
"""
    )


def test_whose_mail_was_answered_does_not_look_for_a_reply() -> None:
    """The answer brought a task only, but it came before the half hour."""
    log = tell("""
demand: {mails: {trace: [0]}}
issue_types: {fault: {work: {acknowledge: 1 min, fix: 1 h}, leaves: {fix: back}}}
channels: {email: {kind: deferred, expected_reply: 30 min, returns: {no_reply: {chance: 1}}}}
tasks: {back: {}}
teams:
  care: {head_count: 1, skills: {channels: email, does: acknowledge}}
  clerks: {head_count: 1, skills: {tasks: back}}
""")
    assert (
        log
        == """
email 0 00:00 > 00:00 care0 > 00:01
back 0 00:01 > 00:01 clerks0 > 01:01 fixed
issue 0 met 01:01
"""
    )


@pytest.mark.parametrize(("work", "done"), [("1 h", "01:00"), ("2 h", "02:00")])
def test_who_hangs_up_while_a_mail_is_under_way_has_not_given_up(work: str, done: str) -> None:
    """The caller who asks for a reply at 0:30 hangs up at 1:30, after or before it has come."""
    log = tell(f"""
demand:
  mails: {{trace: [0], channels: email, issue_types: {{fault: 1}}}}
  calls: {{trace: [0], channels: phone, issue_types: {{long: 1}}}}
issue_types: {{fault: {{work: {work}}}, long: {{work: 10 h}}}}
channels:
  email:
    kind: deferred
    expected_reply: 30 min
    returns: {{no_reply: {{chance: 1, channel: phone, at_most: 1}}}}
  phone: {{patience: 1 h}}
teams:
  care: {{head_count: 1, skills: {{channels: phone}}}}
  clerks: {{head_count: 1, skills: {{channels: email}}}}
""")
    assert (
        log
        == f"""
email 0 00:00 > 00:00 clerks0 > {done}
phone 1 00:00 > 00:00 care0 > 10:00
phone 0.1 00:30 (no_reply) gave up > 01:30
issue 0 met {done}
issue 1 met 10:00
"""
    )


def test_who_was_answered_once_has_been_answered() -> None:
    """Both are answered in vain at first; the second call of one is not answered at all."""
    record = live("""
demand: {calls: {trace: [0, 70]}}
issue_types: {question: {work: 1 min, resolves: 0 %}}
channels:
  phone: {patience: 10 s, returns: {unresolved: {chance: 1, delay: 30 s, at_most: 1}}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
""")
    assert jobs(record) == [
        "phone 0 00:00 > 00:00 care0 > 00:01",
        "phone 1 00:01:10 > 00:01:10 care0 > 00:02:10",
        "phone 0.1 00:01:30 (unresolved) gave up > 00:01:40",
        "phone 1.1 00:02:40 (unresolved) > 00:02:40 care0 > 00:03:40",
    ]
    assert record.issues["acknowledged_at"].tolist() == [0.0, 70.0]


def test_nobody_gives_up_waiting_for_a_mail_to_be_read() -> None:
    """The type's patience is for the phone, for the second mail as well."""
    log = tell("""
demand: {mails: {trace: [0], channels: email}}
issue_types: {question: {work: 10 min, patience: 1 min}}
channels:
  email: {kind: deferred, expected_reply: 30 min, returns: {no_reply: {chance: 1, at_most: 1}}}
  phone: {}
teams:
  care:
    head_count: {agents: 1, hours: "Mon 01:00-24:00"}
    skills: {channels: [email, phone]}
""")
    assert (
        log
        == """
email 0 00:00 > 01:00 care0 > 01:10
email 0.1 00:30 (no_reply) > 01:10 care0 > 01:12
issue 0 met 01:10
"""
    )
