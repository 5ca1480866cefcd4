"""What an agent cannot look up has to be explained again."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from sim.codes import D_RE_EXPLAIN
from sim.engine import run
from sim.floor.waiting import OF_REQUEUES
from sim.kpi import measure
from sim.plan import make_plan
from sim.report.story.telling import as_text
from sim.report.story.telling import tell as tell_story
from tests.stories.telling import live, scenario_of, tell
from tests.stories.test_keyed_draws import Drawn

DAY = """
demand: {calls: {trace: [0], channels: phone}}
issue_types:
  question: {work: 3 min, resolves: 0 %, re_explaining: 1 min, after_contact: 1 min}
channels:
  phone: {returns: {unresolved: {chance: 100 %, delay: 5 min, at_most: 3, channel: chat}}}
  chat: {returns: {unresolved: {chance: 100 %, delay: 5 min, at_most: 3}}}
teams:
  a: {head_count: 1, skills: {channels: phone}}
  b: {head_count: 2, skills: {channels: chat}, history: HISTORY}
"""


def explained_again(history: str) -> list[int]:
    """In which of the four contacts: by the team ``a``, then by ``b0``, ``b1`` and ``b0``."""
    record = live(DAY.replace("HISTORY", history))
    assert record.contacts["agent"].tolist() == [0, 1, 2, 1]
    found = record.details["re_explained"]
    assert (found["times"] == 1).all()
    assert (found["work_s"] == 60.0).all()
    counted = record.details["explained"]
    assert counted["re_explanations"].sum() == len(found)
    return [int(number) for number in record.contacts["number"][found["job"]]]


def test_who_is_told_again_takes_a_minute_longer() -> None:
    """Team ``b`` does not see what was said on the phone, and sees what it did itself."""
    assert (
        tell(DAY.replace("HISTORY", "silo"))
        == """
phone 0 00:00 > 00:00 a0 > 00:03 free 00:04
chat 0.1 00:08 (unresolved) [explains again 60 s] > 00:08 b0 > 00:12 free 00:13
chat 0.2 00:17 (unresolved) > 00:17 b1 > 00:20 free 00:21
chat 0.3 00:25 (unresolved) > 00:25 b0 > 00:28 free 00:29
issue 0 gave up 00:28
"""
    )


def test_each_history_hides_what_it_says() -> None:
    """Seen or not is the last talk: the third contact's team has talked before, but not last."""
    assert explained_again("silo") == [1]
    assert explained_again("own") == [1, 2, 3]
    assert explained_again("{channels: phone}") == [2, 3]
    assert explained_again("{channels: chat}") == [1]
    assert explained_again("{sees: silo, channels: phone}") == [1, 2, 3]


def test_where_all_is_shared_nothing_is_noted() -> None:
    assert not live(DAY.replace("HISTORY", "shared")).details


def test_after_a_transfer_the_next_team_is_told_again() -> None:
    log = tell("""
demand: {calls: {trace: [0], channels: phone}}
issue_types: {question: {work: 3 min}}
channels: {phone: {}}
teams:
  care: {head_count: 1, skills: {channels: phone}}
  back: {head_count: 1, skills: {channels: phone}, history: silo}
routing:
  teams: {phone: care}
  transfers: [{from: care, to: back, chance: 100 %, after: 5 min}]
""")
    assert (
        log
        == """
phone 0 00:00 [explains again 60 s] > 00:00 care0 passed on 00:05 > 00:05 back0 > 00:09
issue 0 met 00:09
"""
    )


HANDED_BACK = """
demand: {calls: {trace: [0], channels: phone}}
issue_types: {question: {work: WORK, after_contact: 10 min}}
channels: {phone: {}}
teams:
  care:
    shifts: [{agents: 1, hours: "Mon 00:00-00:02"}]
    end_of_shift: hand_back
    skills: {channels: phone}
  late:
    head_count: {agents: 1, hours: "Mon 00:10-24:00"}
    skills: {channels: phone}
    history: own
"""


def test_who_goes_on_with_a_talk_of_somebody_else_is_told_again() -> None:
    """Eight of ten minutes are left, and one is added; after-contact work follows."""
    log = tell(HANDED_BACK.replace("WORK", "10 min"))
    assert "[explains again 60 s] > 00:00 care0 handed back 00:02 > 00:10 late0 > 00:19" in log


def test_nobody_is_told_again_when_the_customer_has_gone() -> None:
    """After-contact work handed back: the nine minutes that are left of it."""
    log = tell(HANDED_BACK.replace("WORK", "1 min"))
    assert "phone 0 00:00 > 00:00 care0 handed back 00:02 > 00:10 late0 > 00:01 free 00:19" in log


def test_work_put_aside_is_resumed_as_it_was() -> None:
    log = tell("""
demand: {mails: {trace: [0], channels: email}, calls: {trace: [60], channels: phone}}
issue_types: {question: {work: 10 min}}
channels: {email: {kind: deferred}, phone: {}}
teams:
  care: {head_count: 1, skills: {channels: [email, phone]}, puts_aside: email, history: own}
""")
    assert "email 0 00:00 > 00:00 care0 aside 00:01 > 00:11 care0 > 00:20" in log


def test_of_two_contacts_at_once_the_second_is_explained_again() -> None:
    log = tell("""
demand: {mails: {trace: [0], channels: email}}
issue_types: {question: {work: 1 h}}
channels:
  email:
    kind: deferred
    expected_reply: 5 min
    returns: {no_reply: {chance: 100 %, at_most: 1}}
teams: {care: {head_count: 2, skills: {channels: email}, history: own}}
""")
    assert (
        log
        == """
email 0 00:00 > 00:00 care0 > 01:00
email 0.1 00:05 (no_reply) [explains again 60 s] > 00:05 care1 > 01:06
issue 0 met 01:00
"""
    )


def test_a_chase_is_a_talk_and_a_task_is_none() -> None:
    """The desk is told nothing, though its team sees its own talks only."""
    log = tell("""
demand: {calls: {trace: [0], channels: phone}}
issue_types:
  claim:
    work: {diagnose: 3 min, fix: 1 h}
    authority: 1
    leaves: {fix: office}
    chase: 6 min
    re_explaining: 30 s
channels: {phone: {returns: {broken_promise: {chance: 100 %, at_most: 1}}}}
tasks: {office: {}}
teams:
  care: {head_count: 2, skills: {channels: phone}, history: own}
  back: {head_count: 1, skills: {tasks: office, authority: 1}, history: silo}
promise: {kind: fixed, within: 10 min}
""")
    assert "office 0 00:03 > 00:03 back0 > 01:03 fixed" in log
    assert "[explains again 30 s] > 00:13 care1 > 00:19:30" in log


def test_who_was_not_reached_has_explained_nothing() -> None:
    """A call that reaches nobody is no talk: the other agent is the first to hear it."""
    log = tell("""
demand: {calls: {trace: [0, 0, 0], channels: phone}}
issue_types: {question: {work: 3 min}}
channels:
  phone:
    patience: 1 h
    callback: {after: 1 min, accepts: 100 %, answers: 0 %}
    returns: {unresolved: {chance: 100 %, at_most: 1}}
teams: {care: {head_count: 2, skills: {channels: phone}, history: own}}
""")
    assert "again" not in log
    assert "phone 2 00:00 [callback not reached 00:01 00:03] > 00:03 care0 > 00:03:30" in log
    assert "phone 2.1 00:03:30 (unresolved) > 00:03:30 care1 > 00:06:30" in log


def test_agents_remember_their_own_talks() -> None:
    """Also those on a channel of which nothing can be looked up."""
    for history in ("own", "{channels: phone}", "{sees: silo, channels: phone}"):
        text = DAY.replace("HISTORY", history).replace("b: {head_count: 2", "b: {head_count: 1")
        assert [int(x["job"]) for x in live(text).details["re_explained"]] == (
            [] if history == "{channels: phone}" else [1]
        )


def test_each_time_has_a_length_of_its_own() -> None:
    """By contact, and anew after a transfer."""
    text = """
demand: {calls: {trace: [0, 7200], channels: phone}}
issue_types: {question: {work: 1 min, resolves: 0 %, re_explaining: exponential(1 min)}}
channels: {phone: {returns: {unresolved: {chance: 100 %, delay: 1 min, at_most: 2}}}}
teams:
  care: {head_count: 2, skills: {channels: phone}, history: silo}
  back: {head_count: 2, skills: {channels: phone}, history: silo}
routing:
  teams: {phone: care}
  transfers: [{from: care, to: back, chance: 100 %, after: 1 min}]
"""
    record, drawn = live(text), Drawn(text)
    again = drawn.floor.types[0].re_explaining
    for row, passed_on in zip(record.contacts, record.pieces, strict=True):
        number = int(row["number"])
        first = drawn.seconds(row, again, D_RE_EXPLAIN, number) if number else 0.0
        assert passed_on["end"] - passed_on["start"] == 60.0 + first
        second = drawn.seconds(row, again, D_RE_EXPLAIN, number + OF_REQUEUES)
        assert row["ended_at"] - row["taken_at"] == 60.0 + second
        noted = record.details["re_explained"][row["id"]]
        assert noted.tolist() == (row["id"], 2 if number else 1, first + second)


def test_it_comes_on_top_of_a_target() -> None:
    """Also of those who have waited for a hand that is free."""
    text = DAY.replace("trace: [0]", "trace: [0, 0, 0]")
    record = live(text.replace("HISTORY", "own, handle_time_target: 2 min"))
    chats = record.contacts[record.contacts["queue"] == 1]
    talk = chats["ended_at"] - chats["taken_at"]
    again = np.isin(chats["id"], record.details["re_explained"]["job"])
    assert np.count_nonzero(again) >= 6
    assert set(talk[again]) == {180.0}
    assert set(talk[~again]) <= {120.0}


# -- a firm of four weeks ----------------------------------------------------------------------

WEEK = """
clock: {start: 2026-01-05, length: 4 weeks, run_out: 1 week}
demand: {calls: {rate: 350 per week}}
issue_types: {question: {work: exponential(5 min), resolves: 60 %, re_explaining: AGAIN}}
channels:
  phone: {share: 1}
  chat: {share: 1}
teams:
  phones: {head_count: 3, skills: {channels: phone}, history: HISTORY}
  chats: {head_count: 3, skills: {channels: chat}}
returns: {unresolved: {chance: 100 %, delay: 1 h, at_most: 100, channel: {phone: 1, chat: 1}}}
"""
HALF, FULL = "exponential(1 min)", "exponential(2 min)"


def test_explaining_again_that_takes_no_time_changes_nothing() -> None:
    """But for what is noted of it."""
    one = live(WEEK.replace("HISTORY", "own").replace("AGAIN", "0 s"))
    two = live(WEEK.replace("HISTORY", "shared").replace("AGAIN", FULL))
    for name in ("issues", "contacts", "tasks", "pieces", "spells", "duty", "agents"):
        assert getattr(one, name).tobytes() == getattr(two, name).tobytes()
    assert one.details["explained"]["re_explanations"].sum() > 50


def test_measures_count_what_the_record_says() -> None:
    text = WEEK.replace("HISTORY", "silo").replace("AGAIN", FULL)
    record, scenario = live(text), scenario_of(text)
    found = {name: one.value for name, one in measure(record, scenario).items()}
    rows, again = record.contacts, record.details["re_explained"]
    counted = np.isin(rows["id"], again["job"]) & (rows["opened_at"] < record.end_s)
    phone = rows["queue"] == 0
    assert found["phone.re_explanations"] == np.count_nonzero(counted & phone) > 100
    assert found["chat.re_explanations"] == 0
    answered = np.count_nonzero(phone & (rows["opened_at"] < record.end_s))
    assert found["phone.re_explained_share"] == pytest.approx(counted.sum() / answered)
    work_s = again["work_s"][np.isin(again["job"], rows["id"][counted])].sum()
    assert found["phone.re_explaining_h"] == pytest.approx(work_s / 3600.0)
    for name in ("re_explanations", "re_explained_share", "re_explaining_h"):
        assert found[f"teams.phones.{name}"] == found[f"phone.{name}"]
        assert f"teams.chats.{name}" not in found
    measured = record.issues["opened_at"] < record.end_s
    of_measured = np.count_nonzero(measured[rows["issue"][np.isin(rows["id"], again["job"])]])
    per_issue = found["resolution.re_explanations_per_issue"]
    assert per_issue == pytest.approx(of_measured / np.count_nonzero(measured))


def test_half_of_it_makes_handling_longer_by_more_than_its_interval() -> None:
    """The same customers, in silos and not."""
    handled = []
    for history in ("shared", "silo"):
        scenario = scenario_of(WEEK.replace("HISTORY", history).replace("AGAIN", HALF))
        runs = [measure(run(make_plan(scenario, 1, k)), scenario) for k in range(3)]
        handled.append([one["teams.phones.mean_handle_s"].value for one in runs])
    change = np.subtract(handled[1], handled[0])
    assert change.mean() > 4.303 * change.std(ddof=1) / np.sqrt(3)  # Student's t, 2 degrees


def test_the_story_tells_it() -> None:
    record = live(DAY.replace("HISTORY", "silo"))
    told = " ".join(as_text(tell_story(record, 0, date(2026, 1, 5))).split())
    assert "Has to explain it all again: 1 min of work" in told
