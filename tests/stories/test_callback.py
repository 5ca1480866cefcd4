"""Callbacks: who has waited rings off, keeps the place in the line, and is called back."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from sim.codes import AGREED, DECLINED, NOT_REACHED
from sim.kpi import measure
from sim.report.story.telling import as_text
from sim.report.story.telling import tell as tell_story
from tests.stories.telling import live, scenario_of, tell

DAY = """
demand: {calls: {trace: [0, 20, 40]}}
issue_types: {question: {work: 100 s}}
channels: {phone: {lines: 2, patience: 60 s, callback: {after: 30 s, accepts: 100 %}}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
"""


def test_who_rings_off_keeps_the_place_and_frees_the_line() -> None:
    """The second would have given up at 0:01:20, and would have blocked the fourth."""
    assert (
        tell(DAY.replace("40]", "40, 60, 99]"))
        == """
phone 0 00:00 > 00:00 care0 > 00:01:40
phone 1 00:00:20 [callback called 00:00:50 00:01:40] > 00:01:40 care0 > 00:03:20
phone 2 00:00:40 blocked
phone 3 00:01 [callback called 00:01:30 00:03:20] > 00:03:20 care0 > 00:05
phone 4 00:01:39 [callback called 00:02:09 00:05] > 00:05 care0 > 00:06:40
issue 0 met 00:01:40
issue 1 met 00:03:20
issue 2 gave up 00:00:40
issue 3 met 00:05
issue 4 met 00:06:40
"""
    )


def test_who_does_not_pick_up_has_been_tried_in_vain() -> None:
    """Nothing is done in the 10 s of the attempt; the customer calls again, and is answered."""
    day = DAY.replace("[0, 20, 40]", "[0, 20]").replace(
        "accepts: 100 %}", "accepts: 100 %, answers: 0 %, not_reached_work: 10 s}"
    )
    assert (
        tell(day + "returns: {unresolved: {chance: 1, delay: 5 min}}\n")
        == """
phone 0 00:00 > 00:00 care0 > 00:01:40
phone 1 00:00:20 [callback not reached 00:00:50 00:01:40] > 00:01:40 care0 > 00:01:50
phone 1.1 00:06:50 (unresolved) > 00:06:50 care0 > 00:08:30
issue 0 met 00:01:40
issue 1 met 00:08:30
"""
    )


def test_a_line_is_kept_for_the_call_back() -> None:
    """Two lines: at 2:00 one is taken by the talk with who was called back, one by call 2."""
    assert (
        tell(DAY.replace("[0, 20, 40]", "[0, 20, 110, 120]"))
        == """
phone 0 00:00 > 00:00 care0 > 00:01:40
phone 1 00:00:20 [callback called 00:00:50 00:01:40] > 00:01:40 care0 > 00:03:20
phone 2 00:01:50 [callback called 00:02:20 00:03:20] > 00:03:20 care0 > 00:05
phone 3 00:02 blocked
issue 0 met 00:01:40
issue 1 met 00:03:20
issue 2 met 00:05
issue 3 gave up 00:02
"""
    )


def test_who_was_handed_back_is_not_offered_one() -> None:
    """Call 1 has waited for a minute at 1:20, but its work is begun."""
    log = tell("""
demand: {calls: {trace: [0, 20]}}
issue_types: {question: {work: 50 s}}
channels: {phone: {callback: {after: 60 s, accepts: 100 %}}}
teams:
  care:
    shifts: {agents: 1, hours: "Mon 00:00-00:01"}
    end_of_shift: hand_back
    skills: {channels: phone}
  late: {head_count: {agents: 1, hours: "Mon 00:05-24:00"}, skills: {channels: phone}}
""")
    assert (
        log
        == """
phone 0 00:00 > 00:00 care0 > 00:00:50
phone 1 00:00:20 > 00:00:50 care0 handed back 00:01 > 00:05 late0 > 00:05:40
issue 0 met 00:00:50
issue 1 met 00:05:40
"""
    )


def test_in_the_next_line_the_wait_begins_anew() -> None:
    """Call 1 stands in its second line since 1:00: the minute is over at 2:00, not at 1:10."""
    log = tell("""
demand: {calls: {trace: [0, 10]}}
issue_types: {question: {work: 200 s}}
channels: {phone: {callback: {after: 60 s, accepts: 100 %}}}
teams:
  care: {head_count: 1, skills: {channels: phone}}
  experts: {head_count: 1, skills: {channels: phone}}
routing:
  teams: {phone: care}
  transfers: {from: care, to: experts, chance: 1, after: 30 s}
""")
    assert (
        log
        == """
phone 0 00:00 > 00:00 care0 passed on 00:00:30 > 00:00:30 experts0 > 00:03:50
phone 1 00:00:10 [callback called 00:02 00:03:50] > 00:00:30 care0 passed on 00:01 \
> 00:03:50 experts0 > 00:07:10
issue 0 met 00:03:50
issue 1 met 00:07:10
"""
    )


def test_who_joined_two_lines_at_once_rings_off_once() -> None:
    """At 1:00 call 0 waits for helpers, who have just done something else, and a moment later
    for experts: at 1:30 it has waited long enough in both. The line is freed once: of the two
    calls after that the second is blocked.
    """
    log = tell("""
demand:
  calls: {trace: [0, 100, 101], issue_types: {fault: 1}, channels: phone}
  long: {trace: [0], issue_types: {long: 1}, channels: side}
issue_types:
  fault: {work: {acknowledge: 1 min, diagnose: 0 s, fix: 10 min}, leaves: {how: transfer}}
  long: {work: 1 min}
channels: {phone: {lines: 1, callback: {after: 30 s, accepts: 100 %}}, side: {}}
teams:
  care: {head_count: 1, skills: {channels: phone, does: acknowledge}}
  helpers: {head_count: 1, skills: [{channels: phone, does: diagnose}, {channels: side}]}
  experts: {head_count: {agents: 1, hours: "Mon 01:00-24:00"}, skills: {channels: phone}}
routing: {teams: {phone: care}}
""")
    assert (
        log
        == """
phone 0 00:00 [callback called 00:01:30 01:00] > 00:00 care0 passed on 00:01 \
> 00:01 helpers0 passed on 00:01 > 01:00 experts0 > 01:10
side 1 00:00 > 00:00 helpers0 > 00:01
phone 2 00:01:40 [callback called 00:03:10 01:10] > 00:01:40 care0 passed on 00:02:40 \
> 00:02:40 helpers0 passed on 00:02:40 > 01:10 experts0 > 01:20
phone 3 00:01:41 blocked
issue 0 met 01:10
issue 1 met 00:01
issue 2 met 01:20
issue 3 gave up 00:01:41
"""
    )


def test_patience_that_ends_at_that_moment_wins() -> None:
    log = tell(DAY.replace("patience: 60 s", "patience: 30 s").replace("[0, 20, 40]", "[0, 20]"))
    assert "phone 1 00:00:20 gave up > 00:00:50" in log


CLOSING = """
demand: {calls: {trace: [0, 20, 25]}}
issue_types: {question: {work: 100 s}}
clock: {start: 2026-01-05, length: 2 days, run_out: 0 s}
channels:
  phone:
    hours: Mon-Tue 00:00-00:01
    at_closing: RULE
    callback: {after: 30 s, accepts: 100 %}
teams: {care: {head_count: {agents: 1, hours: "Mon-Tue 00:00-00:01"}, skills: {channels: phone}}}
"""


def test_closing_cuts_nobody_off_who_has_rung_off() -> None:
    """The third has still 5 s to hold; the second is called as soon as somebody is at work."""
    assert (
        tell(CLOSING.replace("RULE", "disconnect").replace("25]", "35]"))
        == """
phone 0 00:00 > 00:00 care0 > 00:01:40
phone 1 00:00:20 [callback called 00:00:50 1d 00:00] > 1d 00:00 care0 > 1d 00:01:40
phone 2 00:00:35 cut off > 00:01
issue 0 met 00:01:40
issue 1 met 1d 00:01:40
issue 2 gave up 00:01
"""
    )


def test_who_has_rung_off_waits_for_somebody_to_come() -> None:
    """Care goes at 1:00 and hands back the first call; nobody is there to serve out at 2:00."""
    text = CLOSING.replace("RULE", "serve_out").replace("25]", "100]").replace("00:01\n", "00:02\n")
    hours = '"Mon 00:00-00:01, Tue 00:00-00:05"}, end_of_shift: hand_back,'
    assert (
        tell(text.replace('"Mon-Tue 00:00-00:01"},', hours))
        == """
phone 0 00:00 > 00:00 care0 handed back 00:01 cut off > 00:02
phone 1 00:00:20 [callback called 00:00:50 1d 00:00] > 1d 00:00 care0 > 1d 00:01:40
phone 2 00:01:40 cut off > 00:02
issue 0 gave up 00:02
issue 1 met 1d 00:01:40
issue 2 gave up 00:02
"""
    )


def test_agents_who_serve_out_call_back_late() -> None:
    log = tell(CLOSING.replace("RULE", "serve_out"))
    assert "phone 1 00:00:20 [callback called 00:00:50 00:01:40] > 00:01:40 care0" in log
    assert "phone 2 00:00:25 [callback called 00:00:55 00:03:20] > 00:03:20 care0" in log


def test_a_further_team_calls_back_who_has_waited_long_enough_for_it() -> None:
    """Agreed after 30 s; after 60 s the line overflows, and the helper, idle so far, calls."""
    assert (
        tell("""
demand: {calls: {trace: [0, 20]}}
issue_types: {question: {work: 100 s}}
channels: {phone: {callback: {after: 30 s, accepts: 100 %}}}
teams:
  care: {head_count: 1, skills: {channels: phone}}
  helpers: {head_count: 1, skills: {channels: phone}}
routing:
  teams: {phone: care}
  overflow: {queue: phone, after: 60 s, to: helpers}
""")
        == """
phone 0 00:00 > 00:00 care0 > 00:01:40
phone 1 00:00:20 [callback called 00:00:50 00:01:20] > 00:01:20 helpers0 > 00:03
issue 0 met 00:01:40
issue 1 met 00:03
"""
    )


def test_who_was_called_back_and_is_passed_on_holds_the_line() -> None:
    """Patience of 2 min begins anew at 0:02; a second callback is not offered at 0:02:30."""
    assert (
        tell("""
demand: {calls: {trace: [0, 10]}}
issue_types: {fault: {work: {acknowledge: 1 min, fix: 4 min}, leaves: {how: transfer}}}
channels: {phone: {patience: 2 min, callback: {after: 30 s, accepts: 100 %}}}
teams:
  care: {head_count: 1, skills: {channels: phone, does: acknowledge}}
  experts: {head_count: 1, skills: {channels: phone}}
routing: {teams: {phone: care}}
""")
        == """
phone 0 00:00 > 00:00 care0 passed on 00:01 > 00:01 experts0 > 00:05
phone 1 00:00:10 [callback called 00:00:40 00:01] > 00:01 care0 passed on 00:02 gave up > 00:04
issue 0 met 00:05
issue 1 gave up 00:04
"""
    )


def test_work_on_a_callback_is_handed_back_as_any_other() -> None:
    """20 s of 100 are done when the shift ends; the night does the other 80."""
    assert (
        tell("""
clock: {start: 2026-01-05, length: 1 day, run_out: 0 s}
demand: {calls: {trace: [0, 20]}}
issue_types: {question: {work: 100 s}}
channels: {phone: {patience: 5 min, callback: {after: 30 s, accepts: 100 %}}}
teams:
  care:
    shifts: {agents: 1, hours: Mon 00:00-00:02}
    end_of_shift: hand_back
    skills: {channels: phone}
  night: {shifts: {agents: 1, hours: Mon 00:03-08:00}, skills: {channels: phone}}
""")
        == """
phone 0 00:00 > 00:00 care0 > 00:01:40
phone 1 00:00:20 [callback called 00:00:50 00:01:40] \
> 00:01:40 care0 handed back 00:02 > 00:03 night0 > 00:04:20
issue 0 met 00:01:40
issue 1 met 00:04:20
"""
    )


WEEK = """
clock: {start: 2026-01-05, length: 1 week, run_out: 0 s}
demand: {calls: {rate: 3000 per week}}
issue_types: {question: {work: exponential(8 min)}}
channels: {phone: {lines: 8, patience: exponential(5 min), callback: {after: 1 min, RULE}}}
teams: {care: {head_count: 3, skills: {channels: phone}}}
"""


def test_accepted_by_nobody_it_is_as_if_there_were_none() -> None:
    none = live(WEEK.replace(", callback: {after: 1 min, RULE}", ""))
    refused = live(WEEK.replace("RULE", "accepts: 0 %"))
    assert not len(refused.details["callbacks"])
    assert none.contacts.tobytes() == refused.contacts.tobytes()
    assert none.issues.tobytes() == refused.issues.tobytes()
    assert none.spells.tobytes() == refused.spells.tobytes()


@pytest.mark.parametrize("chance", [0.3, 0.8])
def test_the_shares_are_those_stated(chance: float) -> None:
    """Independent draws: within four standard errors; the measures count the same rows."""
    text = WEEK.replace("RULE", f"accepts: {chance}, answers: {chance}")
    record, scenario = live(text), scenario_of(text)
    offered = record.details["callbacks"]["state"]
    accepted = offered[offered != DECLINED]
    called = accepted[accepted != AGREED]
    for share, n in (
        (len(accepted) / len(offered), len(offered)),
        (1 - float(np.mean(called == NOT_REACHED)), len(called)),
    ):
        assert abs(share - chance) < 4 * (chance * (1 - chance) / n) ** 0.5
    found = measure(record, scenario)
    assert found["phone.callbacks"].value == len(accepted)
    assert found["phone.callback_share"].value == len(accepted) / found["phone.offered"].value
    assert found["phone.callbacks_missed_share"].value == np.mean(called == NOT_REACHED)


def test_the_story_tells_it() -> None:
    text = DAY.replace("[0, 20, 40]", "[0, 20]").replace("100 %}", "100 %, answers: 0 %}")
    told = " ".join(as_text(tell_story(live(text), 1, date(2026, 1, 5))).split())
    assert "Is offered a callback, accepts, and rings off" in told
    assert "Agent 0 of care calls back, but reaches nobody, after 1 min" in told
