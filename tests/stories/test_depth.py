"""Acknowledgement, diagnosis and fix: who may do what, and how work is passed on."""

from __future__ import annotations

from tests.stories.telling import tell

STAGES = """
demand: {calls: {trace: [0, 10]}}
issue_types:
  fault:
    work: {acknowledge: 1 min, diagnose: 2 min, fix: 4 min}
    leaves: LEAVES
    chase: 30 s
channels: {phone: {kind: live}}
tasks: {lab: {}, shop: {}}
teams:
  care: {head_count: 1, skills: {channels: phone, does: DEPTH}}
  lab: {head_count: 1, skills: {tasks: lab, does: diagnose}}
  shop: {head_count: 1, skills: {tasks: shop}}
"""


def test_acknowledged_only_then_diagnosed_then_fixed() -> None:
    """Three teams in a row; the second issue follows as each is freed."""
    text = STAGES.replace("LEAVES", "{diagnose: lab, fix: shop}").replace("DEPTH", "acknowledge")
    assert (
        tell(text)
        == """
phone 0 00:00 > 00:00 care0 > 00:01
phone 1 00:00:10 > 00:01 care0 > 00:02
lab 0 00:01 > 00:01 lab0 > 00:03 diagnosed
lab 1 00:02 > 00:03 lab0 > 00:05 diagnosed
shop 0.1 00:03 > 00:03 shop0 > 00:07 fixed
shop 1.1 00:05 > 00:07 shop0 > 00:11 fixed
issue 0 met 00:07
issue 1 met 00:11
"""
    )


def test_diagnosed_on_the_phone() -> None:
    """Care does the first two stages (3 min) in the call."""
    text = STAGES.replace("LEAVES", "{diagnose: lab, fix: shop}").replace("DEPTH", "diagnose")
    assert (
        tell(text)
        == """
phone 0 00:00 > 00:00 care0 > 00:03
phone 1 00:00:10 > 00:03 care0 > 00:06
shop 0 00:03 > 00:03 shop0 > 00:07 fixed
shop 1 00:06 > 00:07 shop0 > 00:11 fixed
issue 0 met 00:07
issue 1 met 00:11
"""
    )


def test_the_fix_desk_diagnoses_too_without_a_desk_for_it() -> None:
    """2 + 4 min in the shop."""
    text = STAGES.replace("LEAVES", "{fix: shop}").replace("DEPTH", "acknowledge")
    assert (
        tell(text.replace("lab: {}, ", "").replace("tasks: lab", "channels: phone"))
        == """
phone 0 00:00 > 00:00 care0 > 00:01
phone 1 00:00:10 > 00:00:10 lab0 > 00:03:10
shop 0 00:01 > 00:01 shop0 > 00:07 fixed
shop 1 00:03:10 > 00:07 shop0 > 00:11 fixed
issue 0 met 00:07
issue 1 met 00:11
"""
    )


def test_without_the_authority_the_fix_is_left() -> None:
    """Care would fix, but a refund needs authority 1, which only the shop has."""
    log = tell("""
demand: {calls: {trace: [0]}}
issue_types:
  refund:
    authority: 1
    work: {acknowledge: 1 min, diagnose: 2 min, fix: 4 min}
    leaves: {fix: shop}
channels: {phone: {kind: live}}
tasks: {shop: {}}
teams:
  care: {head_count: 1, skills: {channels: phone}}
  shop: {head_count: 1, skills: {tasks: shop, authority: 1}}
""")
    assert (
        log
        == """
phone 0 00:00 > 00:00 care0 > 00:03
shop 0 00:03 > 00:03 shop0 > 00:07 fixed
issue 0 met 00:07
"""
    )


def test_nowhere_to_leave_the_rest() -> None:
    """Without a desk the call was in vain: the customer may call again, or gives up."""
    text = """
demand: {calls: {trace: [0]}}
issue_types: {fault: {work: {acknowledge: 1 min, fix: 4 min}, chase: 30 s}}
channels: {phone: {kind: liveRETURNS}}
teams: {care: {head_count: 1, skills: {channels: phone, does: acknowledge}}}
"""
    assert (
        tell(text.replace("RETURNS", ""))
        == """
phone 0 00:00 > 00:00 care0 > 00:01
issue 0 gave up 00:01
"""
    )
    rule = ", returns: {unresolved: {chance: 1, delay: 1 h, at_most: 1}}"
    assert (
        tell(text.replace("RETURNS", rule))
        == """
phone 0 00:00 > 00:00 care0 > 00:01
phone 0.1 01:01 (unresolved) > 01:01 care0 > 01:01:30
issue 0 gave up 01:01:30
"""
    )


def test_a_task_that_its_desk_cannot_do_ends_in_vain() -> None:
    """The shop can only diagnose what it is left to fix: after a look of no length, that is it."""
    log = tell("""
demand: {calls: {trace: [0]}}
issue_types:
  fault:
    work: {acknowledge: 1 min, diagnose: 2 min, fix: 4 min}
    leaves: {fix: shop}
    chase: 0 s
channels: {phone: {kind: live}}
tasks: {shop: {}}
teams:
  care: {head_count: 1, skills: {channels: phone, does: acknowledge}}
  shop: {head_count: 1, skills: {tasks: shop, does: diagnose}}
""")
    assert (
        log
        == """
phone 0 00:00 > 00:00 care0 > 00:01
shop 0 00:01 > 00:01 shop0 > 00:03 diagnosed
shop 0.1 00:03 > 00:03 shop0 at once
issue 0 gave up 00:03
"""
    )


TRANSFER = """
demand: {calls: {trace: [0, 10]}}
issue_types:
  fault:
    work: {acknowledge: 1 min, fix: 4 min}
    leaves: {how: transferFIX}
    chase: 30 s
channels: {phone: {kind: liveREST}}
tasks: {shop: {}}
teams:
  care: {head_count: 1, skills: {channels: phone, does: acknowledge}}
  experts: {head_count: 1, skills: EXPERTS}
routing: {teams: {phone: care}}
"""


def test_transfer_instead_of_a_task() -> None:
    """The caller stays on the line; experts fix what care has acknowledged."""
    text = TRANSFER.replace("FIX", "").replace("REST", "")
    text = text.replace("EXPERTS", "{channels: phone, tasks: shop}")
    assert (
        tell(text)
        == """
phone 0 00:00 > 00:00 care0 passed on 00:01 > 00:01 experts0 > 00:05
phone 1 00:00:10 > 00:01 care0 passed on 00:02 > 00:05 experts0 > 00:09
issue 0 met 00:05
issue 1 met 00:09
"""
    )


def test_transfer_falls_back_on_the_task_when_no_team_can() -> None:
    text = TRANSFER.replace("FIX", ", fix: shop").replace("REST", "")
    assert (
        tell(text.replace("EXPERTS", "{tasks: shop}"))
        == """
phone 0 00:00 > 00:00 care0 > 00:01
phone 1 00:00:10 > 00:01 care0 > 00:02
shop 0 00:01 > 00:01 experts0 > 00:05 fixed
shop 1 00:02 > 00:05 experts0 > 00:09 fixed
issue 0 met 00:05
issue 1 met 00:09
"""
    )


def test_who_gave_up_in_a_transfer_is_transferred_again() -> None:
    """Call 1 is passed on at 2:00, gives up at 3:30, is back at 4:30.

    Care has acknowledged it already: after a look of 30 s it is passed on again, at 5:00, just
    when experts are freed.
    """
    rest = ", patience: 90 s, returns: {abandoned: {chance: 1, delay: 60 s}}"
    text = TRANSFER.replace("FIX", "").replace("REST", rest)
    text = text.replace("EXPERTS", "{channels: phone, tasks: shop}")
    assert (
        tell(text)
        == """
phone 0 00:00 > 00:00 care0 passed on 00:01 > 00:01 experts0 > 00:05
phone 1 00:00:10 > 00:01 care0 passed on 00:02 gave up > 00:03:30
phone 1.1 00:04:30 (abandoned) > 00:04:30 care0 passed on 00:05 > 00:05 experts0 > 00:09
issue 0 met 00:05
issue 1 met 00:09
"""
    )


WRONG = """
demand: {calls: {trace: [0, 10]}}
issue_types: {question: {work: 4 min}}
channels: {phone: {kind: live, patience: PATIENCE}}
teams:
  care: {head_count: 1, skills: {channels: phone}}
  experts: {head_count: 1, skills: {channels: phone}}
routing:
  teams: {phone: care}
  transfers: {from: care, to: experts, chance: 1, after: 30 s}
"""


def test_the_wrong_team_passes_the_caller_on() -> None:
    """Care finds out after 30 s and is free at once; experts do the whole work."""
    assert (
        tell(WRONG.replace("PATIENCE", "never"), agents=True)
        == """
phone 0 00:00 > 00:00 care0 passed on 00:00:30 > 00:00:30 experts0 > 00:04:30
phone 1 00:00:10 > 00:00:30 care0 passed on 00:01 > 00:04:30 experts0 > 00:08:30
issue 0 met 00:04:30
issue 1 met 00:08:30
care0 here 00:00-1d 00:00 busy 00:00-00:01
experts0 here 00:00-1d 00:00 busy 00:00:30-00:08:30
"""
    )


def test_patience_begins_anew_in_the_next_line() -> None:
    """Call 1 waits from 1:00 on for experts, and gives up after 2 min there."""
    assert (
        tell(WRONG.replace("PATIENCE", "2 min"))
        == """
phone 0 00:00 > 00:00 care0 passed on 00:00:30 > 00:00:30 experts0 > 00:04:30
phone 1 00:00:10 > 00:00:30 care0 passed on 00:01 gave up > 00:03
issue 0 met 00:04:30
issue 1 gave up 00:03
"""
    )


OVERFLOW = """
demand: {calls: {trace: [0, 10, 20]}}
issue_types: {question: {work: 10 min}}
channels: {phone: {kind: live}}
teams:
  care: {head_count: 1, skills: {channels: phone}}
  clerks: {head_count: 1, skills: {channels: phone}}
  outside: {head_count: 1, skills: {channels: phone}}
routing:
  overflow:
    - {queue: phone, after: 1 min, to: clerks}
    - {queue: phone, after: 2 min, to: outside}
"""


def test_overflow_after_a_wait_and_on_to_a_third_team() -> None:
    """Calls 1 and 2 may go to clerks after 60 s (call 1 does), to outside after 120 s."""
    assert (
        tell(OVERFLOW)
        == """
phone 0 00:00 > 00:00 care0 > 00:10
phone 1 00:00:10 > 00:01:10 clerks0 > 00:11:10
phone 2 00:00:20 > 00:02:20 outside0 > 00:12:20
issue 0 met 00:10
issue 1 met 00:11:10
issue 2 met 00:12:20
"""
    )


def test_who_overflowed_may_still_be_served_by_the_first_team() -> None:
    """All three teams are busy until 10:00, when care is freed first and takes call 3."""
    assert tell(OVERFLOW.replace("[0, 10, 20]", "[0, 10, 20, 30]")).split("\n")[4] == (
        "phone 3 00:00:30 > 00:10 care0 > 00:20"
    )


BACK_AND_FORTH = """
demand: {calls: {trace: [0, 10]}}
issue_types:
  fault: {work: {acknowledge: 1 min, fix: 4 min}, leaves: {how: transfer}, chase: 0 s}
channels: {phone: {kind: live}}
teams:
  care: {head_count: 1, skills: {channels: phone}}
  helpers: {head_count: 1, skills: {channels: phone, does: acknowledge}}
routing: RULES
"""


def test_who_is_passed_on_does_not_overflow_to_those_who_passed_them_on() -> None:
    """Helpers acknowledge call 1 at once and pass it on; it waits for care alone."""
    rules = "{overflow: {queue: phone, after: 0 s, to: helpers}}"
    assert (
        tell(BACK_AND_FORTH.replace("RULES", rules))
        == """
phone 0 00:00 > 00:00 care0 > 00:05
phone 1 00:00:10 > 00:00:10 helpers0 passed on 00:01:10 > 00:05 care0 > 00:09
issue 0 met 00:05
issue 1 met 00:09
"""
    )


def test_passed_on_to_a_wrong_team_of_those_who_can_do_no_more() -> None:
    """Care is always wrong and passes on to helpers, who acknowledge and pass on to care.

    Care is not wrong twice: call 0 is fixed there at 5:30, 30 s + 1 min + 4 min.
    """
    rules = "{teams: {phone: care}, transfers: {from: care, to: helpers, chance: 1, after: 30 s}}"
    assert (
        tell(BACK_AND_FORTH.replace("RULES", rules).replace("[0, 10]", "[0]"))
        == """
phone 0 00:00 > 00:00 care0 passed on 00:00:30 > 00:00:30 helpers0 passed on 00:01:30 \
> 00:01:30 care0 > 00:05:30
issue 0 met 00:05:30
"""
    )


def test_a_transfer_rule_counts_once_in_a_call() -> None:
    """Experts would pass everything back to care, but who is passed on to does the work."""
    text = WRONG.replace("PATIENCE", "never").replace("[0, 10]", "[0]")
    back = """
  transfers:
    - {from: care, to: experts, chance: 1, after: 30 s}
    - {from: experts, to: care, chance: 1, after: 30 s}
"""
    assert (
        tell(text[: text.index("  transfers:")] + back.lstrip("\n"))
        == """
phone 0 00:00 > 00:00 care0 passed on 00:00:30 > 00:00:30 experts0 > 00:04:30
issue 0 met 00:04:30
"""
    )


def test_passed_on_to_those_who_can_do_nothing_ends_in_vain() -> None:
    """Helpers have acknowledged the mail already: passed on to them, there is nothing to do.

    Care, who could do the rest, has just passed the caller on, and is not tried again.
    """
    log = tell("""
demand: {mails: {trace: [0], channels: email}}
issue_types:
  fault: {work: {acknowledge: 1 min, fix: 4 min}, leaves: {how: transfer}, chase: 20 s}
channels:
  email: {kind: deferred, returns: {unresolved: {chance: 1, channel: phone}}}
  phone: {kind: live}
teams:
  care: {head_count: 1, skills: {channels: phone}}
  helpers: {head_count: 1, skills: {channels: [email, phone], does: acknowledge}}
routing: {transfers: {from: care, to: helpers, chance: 1, after: 30 s}}
""")
    assert (
        log
        == """
email 0 00:00 > 00:00 helpers0 > 00:01
phone 0.1 00:01 (unresolved) > 00:01 care0 passed on 00:01:30 > 00:01:30 helpers0 > 00:01:50
issue 0 gave up 00:01:50
"""
    )


UNDER_WAY = """
demand: {mails: {trace: [0], channels: email}}
issue_types:
  fault:
    work: {acknowledge: 1 min, fix: 10 min}
    leaves: {fix: shop, how: transfer}
    chase: 2 min
channels:
  email: {kind: deferred, returns: {broken_promise: {chance: 1, channel: phone}}}
  phone: {kind: live, patience: 30 s}
tasks: {shop: {}}
teams:
  care: {head_count: 1, skills: {channels: email, does: acknowledge}}
  front: {head_count: FRONT, skills: {channels: phone, does: acknowledge}}
  experts: {head_count: 1, skills: {channels: phone}}
  shop: {head_count: 1, skills: {tasks: shop}}
routing: {teams: {phone: front}}
promise: {kind: fixed, within: 3 min}
"""
"""A mail leaves a task at 1:00, promised for 4:00 and done at 11:00: its writer calls at 4:00."""


def test_no_transfer_while_a_task_is_under_way() -> None:
    """Experts could fix it, but the shop is at it: front answers and that is all."""
    text = UNDER_WAY.replace("FRONT", "1")
    assert (
        tell(text)
        == """
email 0 00:00 > 00:00 care0 > 00:01 promised 00:04
shop 0 00:01 > 00:01 shop0 > 00:11 fixed
phone 0.1 00:04 (broken_promise) > 00:04 front0 > 00:06 promised 00:09
issue 0 met 00:11
"""
    )


def test_who_gives_up_chasing_still_has_the_task_under_way() -> None:
    """Nobody is at the front: the caller hangs up at 4:30 for good, the shop goes on."""
    text = UNDER_WAY.replace("FRONT", "0")
    assert (
        tell(text)
        == """
email 0 00:00 > 00:00 care0 > 00:01 promised 00:04
shop 0 00:01 > 00:01 shop0 > 00:11 fixed
phone 0.1 00:04 (broken_promise) gave up > 00:04:30
issue 0 met 00:11
"""
    )
