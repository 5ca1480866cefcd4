"""Explanations: who knows how it will go on does not ask when it takes time."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from sim.kpi import measure
from sim.record import Record, digest
from sim.report.story.telling import as_text
from sim.report.story.telling import tell as tell_story
from tests.stories.telling import live, scenario_of, tell

DAY = """
demand: {calls: {trace: [0], channels: phone}}
issue_types:
  remove: {work: {acknowledge: 1 min, fix: 5 h}, chase: 2 min, leaves: {fix: desk}}
channels: {phone: {}}
tasks: {desk: {}}
promise: {kind: fixed, within: 2 h}
returns: {broken_promise: {chance: 100 %, delay: 5 min, at_most: 2}}
teams:
  care: {head_count: 1, explains: 100 %, skills: {channels: phone, does: acknowledge}}
  office: {head_count: 1, skills: {tasks: desk}}
"""


def test_who_knows_how_it_goes_on_does_not_ask() -> None:
    """The promise is broken all the same."""
    assert (
        tell(DAY)
        == """
phone 0 00:00 > 00:00 care0 > 00:01 promised 02:01
desk 0 00:01 > 00:01 office0 > 05:01 fixed
issue 0 met 05:01
"""
    )
    found = measure(live(DAY), scenario_of(DAY))
    assert found["resolution.promises_kept"].value == 0.0
    assert found["demand.let_pass"].value == 1.0
    assert found["resolution.explained_share"].value == 1.0


def test_who_does_not_know_asks() -> None:
    text = DAY.replace("explains: 100 %", "explains: 0 %")
    assert "phone 0.1 02:06 (broken_promise)" in tell(text)
    assert digest(live(text)) == digest(live(DAY.replace("explains: 100 %, ", "")))
    assert not live(text).details


def test_the_last_talk_counts() -> None:
    """Who chases is answered by a team that explains nothing, and chases again."""
    chats = DAY.replace("phone: {}", "phone: {}, chat: {}").replace("at_most: 2", "at_most: 3")
    other = chats.replace(
        "  office:", "  chats: {head_count: 1, skills: {channels: chat}}\n  office:"
    )
    none = other.replace("care: {head_count: 1, explains: 100 %,", "care: {head_count: 1,")
    back = none.replace("at_most: 3", "at_most: 3, channel: chat")
    assert tell(back).count("(broken_promise)") == 2
    knows = back.replace("chats: {head_count: 1,", "chats: {head_count: 1, explains: 100 %,")
    assert tell(knows).count("(broken_promise)") == 1


def test_explaining_is_talk_that_tasks_and_wrong_teams_do_not_have() -> None:
    text = DAY.replace("explains: 100 %", "explains: 100 %, explaining: 3 min")
    text = text.replace("office: {head_count: 1", "office: {head_count: 1, explaining: 1 h")
    log = tell(text)
    assert "phone 0 00:00 > 00:00 care0 > 00:04 promised 02:04\n" in log
    assert "desk 0 00:04 > 00:04 office0 > 05:04 fixed\n" in log
    wrong = """
demand: {calls: {trace: [0], channels: phone}}
issue_types: {question: {work: 10 min}}
channels: {phone: {}}
routing: {transfers: [{from: front, to: back, chance: 100 %, after: 1 min}]}
teams:
  front: {head_count: 1, explaining: 5 min, skills: {channels: phone}}
  back: {head_count: 1, explaining: 2 min, skills: {channels: phone}}
"""
    log = tell(wrong)
    assert "phone 0 00:00 > 00:00 front0 passed on 00:01 > 00:01 back0 > 00:13\n" in log


def test_a_need_that_is_not_met_is_minded_as_ever() -> None:
    text = DAY.replace("chase: 2 min", "chase: 2 min, resolves: 0 %").replace(
        "fix: 5 h", "fix: 1 h"
    )
    text = text.replace("returns: {", "returns: {unresolved: {chance: 100 %, at_most: 1}, ")
    assert "phone 0.1 01:01 (unresolved)" in tell(text)


MAILS = """
demand: {mails: {trace: [0], channels: mail}}
issue_types:
  remove:
    work: {acknowledge: 1 min, fix: 5 h}
    leaves: {fix: desk}
    recurs: {every: 3 h}
channels: {mail: {kind: deferred, expected_reply: 1 h}, phone: {}}
tasks: {desk: {}}
returns: {no_reply: {chance: 100 %, channel: phone}}
teams:
  mailers:
    head_count: {agents: 1, hours: Mon 00:00-01:00}
    explains: SHARE
    skills: {channels: mail, does: acknowledge}
  care: {head_count: 1, skills: {channels: phone, does: acknowledge}}
  office: {head_count: 1, skills: {tasks: desk}}
"""


def test_an_overdue_reply_is_let_pass_too() -> None:
    """The second mail, at 3:00, finds nobody: who has been told in the first one waits."""
    asks = tell(MAILS.replace("SHARE", "0 %"))
    assert "mail 0.1 03:00 (recurrence)" in asks
    assert "phone 0.2 04:00 (no_reply)" in asks
    waits = tell(MAILS.replace("SHARE", "100 %"))
    assert "mail 0.1 03:00 (recurrence)" in waits
    assert "(no_reply)" not in waits


WEEKS = """
clock: {start: 2026-01-05, length: 4 weeks, run_out: 2 weeks}
demand: {all: {rate: 300 per week, channels: phone}}
issue_types:
  remove: {work: {acknowledge: 1 min, fix: exponential(1 h)}, leaves: {fix: desk}}
channels: {phone: {}}
tasks: {desk: {}}
promise: {kind: fixed, within: 1 h}
returns: {broken_promise: {chance: 100 %, delay: 1 s, at_most: 1}}
teams:
  care: {head_count: 4, explains: SHARE, skills: {channels: phone, does: acknowledge}}
  office: {head_count: 40, skills: {tasks: desk}}
"""


def weeks(share: str) -> tuple[Record, dict[str, float]]:
    """The record of four weeks, and its measures."""
    text = WEEKS.replace("SHARE", share)
    record = live(text)
    return record, {name: v.value for name, v in measure(record, scenario_of(text)).items()}


def test_half_of_it_moves_the_failure_demand() -> None:
    """A task lasts beyond the promised hour with chance 1/e; half of these customers ask."""
    record, found = weeks("50 %")
    other, without = weeks("0 %")
    n = len(record.issues)
    asked = (record.issues["contacts"] > 1).mean()
    assert abs(asked - 0.5 * np.exp(-1.0)) < 4.0 * (0.15 / n) ** 0.5
    share = without["demand.failure_demand_share"]
    less = share - found["demand.failure_demand_share"]
    assert less > 1.96 * (2.0 * share * (1.0 - share) / len(other.contacts)) ** 0.5
    assert found["resolution.promises_kept"] == pytest.approx(1.0 - np.exp(-1.0), abs=0.06)
    assert found["demand.let_pass"] == pytest.approx(1200 * 0.5 * np.exp(-1.0), rel=0.25)


def test_the_story_tells_it() -> None:
    told = " ".join(as_text(tell_story(live(DAY), 0, date(2026, 1, 5))).split())
    assert "Understands how it will go on" in told
