"""What becomes of issues: tasks lost, promises, recurrences, needs not met after all."""

from __future__ import annotations

from tests.stories.telling import tell

LEFT = """
demand: {calls: {trace: [TRACE]}}
issue_types:
  fault:
    work: {acknowledge: 1 min, fix: FIX}
    leaves: {fix: back}
    chase: 2 min
channels: {phone: {kind: live, returns: {RETURNS}}}
tasks: {back: {BACK}}
teams:
  care: {head_count: 1, skills: {channels: phone, does: acknowledge}}
  clerks: {CLERKS, skills: {tasks: back}}
promise: PROMISE
"""


def left(
    trace: str = "0",
    fix: str = "1 h",
    returns: str = "",
    back: str = "",
    clerks: str = "head_count: 1",
    promise: str = "none",
) -> str:
    """The log of calls that leave tasks."""
    text = LEFT.replace("TRACE", trace).replace("FIX", fix).replace("RETURNS", returns)
    return tell(text.replace("BACK", back).replace("CLERKS", clerks).replace("PROMISE", promise))


def test_a_lost_task_leaves_the_issue_open() -> None:
    """Nobody notices: without a promise the customer does not chase."""
    assert (
        left(back="lost: 100 %", returns="broken_promise: 1")
        == """
phone 0 00:00 > 00:00 care0 > 00:01
back 0 00:01 lost
issue 0 open
"""
    )


def test_a_broken_promise_makes_the_customer_chase_and_the_task_is_left_again() -> None:
    """The first task is lost; chased at 3:01 (two hours promised), a second one is lost too."""
    log = left(
        back="lost: 100 %",
        returns="broken_promise: {chance: 1, at_most: 1}",
        promise="{kind: fixed, within: 2 h}",
    )
    # The chase takes 2 min, and promises two hours more; there is no third call.
    assert (
        log
        == """
phone 0 00:00 > 00:00 care0 > 00:01 promised 02:01
back 0 00:01 lost
phone 0.1 02:01 (broken_promise) > 02:01 care0 > 02:03 promised 04:03
back 0.1 02:03 lost
issue 0 open
"""
    )


def test_a_chase_while_the_task_is_under_way_leaves_no_second_one() -> None:
    """Half an hour is promised, an hour is needed: the caller is told half an hour again."""
    log = left(
        returns="broken_promise: {chance: 1, delay: 4 min}",
        promise="{kind: fixed, within: 30 min}",
    )
    # 0:31 + 4 min: the chase of 2 min until 0:37; the next promise lapses at 1:07, after 1:01.
    assert (
        log
        == """
phone 0 00:00 > 00:00 care0 > 00:01 promised 00:31
back 0 00:01 > 00:01 clerks0 > 01:01 fixed
phone 0.1 00:35 (broken_promise) > 00:35 care0 > 00:37 promised 01:07
issue 0 met 01:01
"""
    )


def test_an_honest_promise_counts_hours_and_backlog() -> None:
    """Tasks of an hour; clerks are there from 9:00 to 11:00 and from 13:00 to 17:00.

    Each promise: one hour for the task itself and one for each that waits, from the plan, and
    the hour of doing it after that. Call 0 (1:00): the plan's first hour ends at 10:00, due at
    11:00. Call 1 (2:00), one waiting: 11:00, due at 12:00. Call 2 (3:00): the third hour ends
    at 14:00, due at 15:00. (It is done sooner: freed at 11:00 sharp, the clerk begins it before
    going.)
    """
    hours = '"Mon 09:00-11:00, Mon 13:00-17:00"'
    log = left(
        trace="3540, 7140, 10740",
        clerks=f"head_count: {{agents: 1, hours: {hours}}}",
        promise="honest",
    )
    assert (
        log
        == """
phone 0 00:59 > 00:59 care0 > 01:00 promised 11:00
back 0 01:00 > 09:00 clerks0 > 10:00 fixed
phone 1 01:59 > 01:59 care0 > 02:00 promised 12:00
back 1 02:00 > 10:00 clerks0 > 11:00 fixed
phone 2 02:59 > 02:59 care0 > 03:00 promised 15:00
back 2 03:00 > 11:00 clerks0 > 12:00 fixed
issue 0 met 10:00
issue 1 met 11:00
issue 2 met 12:00
"""
    )


def test_an_honest_promise_with_a_margin_and_more_hands() -> None:
    """Margin 1.5 and two clerks: 1.5 h of work are planned by 9:45, and 1.5 h come on top."""
    log = left(
        trace="3540",
        clerks="shifts: {agents: 2, hours: Mon 09:00-17:00}",
        promise="{kind: honest, margin: 1.5}",
    )
    assert (
        log
        == """
phone 0 00:59 > 00:59 care0 > 01:00 promised 11:15
back 0 01:00 > 09:00 clerks0 > 10:00 fixed
issue 0 met 10:00
"""
    )


def test_an_honest_promise_of_work_of_no_length() -> None:
    """Nothing to do, but nobody there to do it before 9:00: due then (to the grid's next step)."""
    log = left(
        fix="0 s",
        returns="broken_promise: 1",
        clerks="shifts: {agents: 1, hours: Mon 09:00-17:00}",
        promise="honest",
    )
    assert (
        log
        == """
phone 0 00:00 > 00:00 care0 > 00:01 promised 09:00:00.000001
back 0 00:01 > 09:00 clerks0 > 09:00 fixed
issue 0 met 09:00
"""
    )


def test_a_desk_keeps_its_hours() -> None:
    """Clerks are there around the clock, but the desk is open from 10:00 on."""
    assert (
        left(back="hours: Mon 10:00-12:00")
        == """
phone 0 00:00 > 00:00 care0 > 00:01
back 0 00:01 > 10:00 clerks0 > 11:00 fixed
issue 0 met 11:00
"""
    )


def test_work_that_takes_no_time() -> None:
    assert (
        left(fix="0 s", trace="0, 0")
        == """
phone 0 00:00 > 00:00 care0 > 00:01
phone 1 00:00 > 00:01 care0 > 00:02
back 0 00:01 > 00:01 clerks0 at once fixed
back 1 00:02 > 00:02 clerks0 at once fixed
issue 0 met 00:01
issue 1 met 00:02
"""
    )


CALLS = """
demand: {calls: {trace: [0]}}
issue_types: {fault: {work: 5 min, REST}}
channels: {phone: {kind: live, returns: {unresolved: {chance: 1, delay: 1 h, at_most: 2}}}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
"""


def test_a_need_not_met_makes_the_customer_call_again() -> None:
    """Never resolved: the work begins anew in each of three calls, then the customer gives up."""
    assert (
        tell(CALLS.replace("REST", "resolves: 0 %"))
        == """
phone 0 00:00 > 00:00 care0 > 00:05
phone 0.1 01:05 (unresolved) > 01:05 care0 > 01:10
phone 0.2 02:10 (unresolved) > 02:10 care0 > 02:15
issue 0 gave up 02:15
"""
    )


def test_a_need_that_can_never_be_met_is_denied() -> None:
    assert (
        tell(CALLS.replace("REST", "unresolvable: 100 %"))
        == """
phone 0 00:00 > 00:00 care0 > 00:05
issue 0 denied 00:05
"""
    )


def test_who_resolves_counts_before_where() -> None:
    """The channel says never, the team says always."""
    rest = "resolves: 0 %, resolves_by_channel: {phone: 0 %}, resolves_by_team: {care: 100 %}"
    assert (
        tell(CALLS.replace("REST", rest))
        == """
phone 0 00:00 > 00:00 care0 > 00:05
issue 0 met 00:05
"""
    )


def test_harm_repeats_until_the_fix() -> None:
    """Every 20 min from the need on; each time the customer calls. The fix is done at 1:01."""
    log = tell("""
demand: {calls: {trace: [0]}}
issue_types:
  mailing:
    work: {acknowledge: 1 min, fix: 1 h}
    leaves: {fix: back}
    chase: 2 min
    recurs: {every: 20 min, contact_chance: 100 %}
channels: {phone: {kind: live}}
tasks: {back: {}}
teams:
  care: {head_count: 1, skills: {channels: phone, does: acknowledge}}
  clerks: {head_count: 1, skills: {tasks: back}}
""")
    # At 1:00 the harm repeats once more; that call is a chase until 1:02. Then it is over.
    assert (
        log
        == """
phone 0 00:00 > 00:00 care0 > 00:01
back 0 00:01 > 00:01 clerks0 > 01:01 fixed
phone 0.1 00:20 (recurrence) > 00:20 care0 > 00:22
phone 0.2 00:40 (recurrence) > 00:40 care0 > 00:42
phone 0.3 01:00 (recurrence) > 01:00 care0 > 01:02
issue 0 met 01:01
"""
    )


def test_harm_that_repeats_silently() -> None:
    """The customer never calls about it; but whose harm repeats does not give up for good."""
    log = tell("""
clock: {start: 2026-01-05, length: 1 h, run_out: 0 s}
demand: {calls: {trace: [0]}}
issue_types:
  mailing: {work: {acknowledge: 1 min, fix: 1 h}, recurs: {every: 20 min, contact_chance: 0 %}}
channels: {phone: {kind: live}}
teams: {care: {head_count: 1, skills: {channels: phone, does: acknowledge}}}
""")
    assert (
        log
        == """
phone 0 00:00 > 00:00 care0 > 00:01
issue 0 open
"""
    )


def test_public_complaints_jump_the_queue() -> None:
    """Task 2 is the last one left, but its customer complained in public: it comes before 1."""
    log = tell("""
demand:
  calls: {trace: [0, 60], channels: phone}
  posts: {trace: [120], channels: social}
issue_types: {fault: {work: {acknowledge: 1 min, fix: 1 h}, leaves: {fix: back}}}
channels: {phone: {kind: live}, social: {kind: deferred, public: yes}}
tasks: {back: {}}
teams:
  care: {head_count: 1, skills: {channels: [phone, social], does: acknowledge}}
  clerks: {head_count: 1, chooses_contact: priority, skills: {tasks: back}}
routing: {priorities: {public: yes, priority: 1}}
""")
    assert (
        log
        == """
phone 0 00:00 > 00:00 care0 > 00:01
back 0 00:01 > 00:01 clerks0 > 01:01 fixed
phone 1 00:01 > 00:01 care0 > 00:02
back 1 00:02 > 02:01 clerks0 > 03:01 fixed
social 2 00:02 > 00:02 care0 > 00:03
back 2 00:03 > 01:01 clerks0 > 02:01 fixed
issue 0 met 01:01
issue 1 met 03:01
issue 2 met 02:01
"""
    )


def test_only_contacts_have_after_contact_work() -> None:
    """Care notes the call down for a second; the clerk is done when the task is."""
    log = tell("""
demand: {calls: {trace: [0]}}
issue_types:
  claim: {work: {acknowledge: 1 min, fix: 1 h}, after_contact: 1 s, leaves: {fix: back}}
channels: {phone: {kind: live}}
tasks: {back: {}}
teams:
  care: {head_count: 1, skills: {channels: phone, does: acknowledge}}
  clerks: {head_count: 1, skills: {tasks: back}}
""")
    assert (
        log
        == """
phone 0 00:00 > 00:00 care0 > 00:01 free 00:01:01
back 0 00:01 > 00:01 clerks0 > 01:01 fixed
issue 0 met 01:01
"""
    )


def test_each_stage_is_done_anew_in_the_second_round() -> None:
    """Two minutes of diagnosis in the call, five for the fix, both in vain; then once more."""
    log = tell("""
demand: {calls: {trace: [0]}}
issue_types:
  fault: {work: {diagnose: 2 min, fix: 5 min}, leaves: {fix: shop}, resolves: none}
channels: {phone: {kind: live, returns: {unresolved: {chance: 1, delay: 1 h, at_most: 1}}}}
tasks: {shop: {}}
teams:
  care: {head_count: 1, skills: {channels: phone, does: diagnose}}
  clerks: {head_count: 1, skills: {tasks: shop}}
""")
    assert (
        log
        == """
phone 0 00:00 > 00:00 care0 > 00:02
shop 0 00:02 > 00:02 clerks0 > 00:07 fixed
phone 0.1 01:07 (unresolved) > 01:07 care0 > 01:09
shop 0.1 01:09 > 01:09 clerks0 > 01:14 fixed
issue 0 gave up 01:14
"""
    )
