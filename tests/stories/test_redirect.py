"""Customers who are told to turn to another channel: they follow, try otherwise, or stop."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from sim.codes import AFTER_REDIRECTED, FOLLOWS, REDIRECTED, REFUSES, U_FOLLOW, U_REDIRECT
from sim.draws.threefry import uniform
from sim.kpi import measure
from sim.plan import make_plan
from sim.record import digest
from sim.record.details import details_of
from sim.record.frames import to_frames
from sim.report.story.telling import as_text
from sim.report.story.telling import tell as tell_story
from tests.stories.telling import live, scenario_of, tell

DAY = """
demand: {posts: {trace: [0], channels: forum}}
issue_types: {question: {work: 10 min}}
channels:
  forum: {kind: deferred, public: yes, redirect: {to: phone, follows: 100 %}}
  phone: {}
teams: {care: {head_count: 1, skills: {channels: [forum, phone]}}}
"""
ALL = "follows: 100 %"
NONE = "follows: 0 %"


def day(*changes: tuple[str, str]) -> str:
    """The day with parts of its text changed."""
    text = DAY
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    return text


def test_an_agent_tells_it_and_the_customer_follows() -> None:
    """It takes half a minute, and nothing of the work on the question is done."""
    assert (
        tell(day((ALL, f"{ALL}, delay: 5 min")), agents=True)
        == """
forum 0 00:00 > 00:00 care0 [follows] redirected > 00:00:30
phone 0.1 00:05:30 (redirected) > 00:05:30 care0 > 00:15:30
issue 0 met 00:15:30
care0 here 00:00-1d 00:00 busy 00:00-00:00:30 00:05:30-00:15:30
"""
    )


def test_who_does_not_follow_stops() -> None:
    assert (
        tell(day((ALL, NONE)))
        == """
forum 0 00:00 > 00:00 care0 [refuses] redirected > 00:00:30
issue 0 gave up 00:00:30
"""
    )


def test_or_gets_louder_and_is_not_sent_away_again() -> None:
    """A second post an hour later is answered where it was made."""
    louder = "returns: {redirected: {chance: 1, delay: 1 h}}\n"
    assert (
        tell(day((ALL, NONE)) + louder)
        == """
forum 0 00:00 > 00:00 care0 [refuses] redirected > 00:00:30
forum 0.1 01:00:30 (redirected) > 01:00:30 care0 > 01:10:30
issue 0 met 01:10:30
"""
    )


def test_without_work_it_is_told_at_the_offer() -> None:
    """Although nobody is there to tell it, and the only agent is on the phone."""
    log = tell(
        day(
            (ALL, f"{ALL}, work: 0 s, delay: 1 min"),
            ("posts", "calls: {trace: [0], channels: phone}, posts"),
        ),
        agents=True,
    )
    assert (
        log
        == """
phone 0 00:00 > 00:00 care0 > 00:10
forum 1 00:00 [follows] redirected
phone 1.1 00:01 (redirected) > 00:10 care0 > 00:20
issue 0 met 00:10
issue 1 met 00:20
care0 here 00:00-1d 00:00 busy 00:00-00:20
"""
    )


def test_told_at_the_offer_is_no_answer_by_a_person() -> None:
    for work, acknowledged in (("0 s", 60.0), ("30 s", 30.0)):
        record = live(day((ALL, f"{ALL}, work: {work}, delay: 1 min")))
        assert record.issues["acknowledged_at"].tolist() == [acknowledged]


def test_each_issue_type_has_its_own_chance() -> None:
    log = tell("""
demand:
  one: {trace: [0], issue_types: question}
  two: {trace: [60], issue_types: account}
issue_types: {question: {work: 2 min}, account: {work: 2 min}}
channels:
  forum:
    kind: deferred
    redirect: {to: phone, share: 0 %, issue_types: {account: 100 %}, follows: 100 %}
  phone: {share: 0}
teams: {care: {head_count: 2, skills: {channels: [forum, phone]}}}
""")
    assert (
        log
        == """
forum 0 00:00 > 00:00 care0 > 00:02
forum 1 00:01 > 00:01 care1 [follows] redirected > 00:01:30
phone 1.1 00:01:30 (redirected) > 00:01:30 care1 > 00:03:30
issue 0 met 00:02
issue 1 met 00:03:30
"""
    )


def test_two_channels_that_redirect_to_each_other_do_not_circle() -> None:
    log = tell(day(("phone: {}", "phone: {redirect: {to: forum, follows: 100 %}}")))
    assert "phone 0.1 00:00:30 (redirected) > 00:00:30 care0 > 00:10:30\n" in log


def test_who_follows_may_find_closed_doors() -> None:
    """What they do then is what they do after closed doors."""
    late = day((ALL, f"{ALL}, delay: 1 min"), ("phone: {}", "phone: {hours: Mon-Fri 08:00-20:00}"))
    assert (
        tell(late + "returns: {closed: {chance: 1, at_opening: yes}}\n")
        == """
forum 0 00:00 > 00:00 care0 [follows] redirected > 00:00:30
phone 0.1 00:01:30 (redirected) turned away
phone 0.2 08:00 (closed) > 08:00 care0 > 08:10
issue 0 met 08:10
"""
    )


def test_a_need_that_is_met_meanwhile_takes_nobody_elsewhere() -> None:
    """Telling takes an hour; after five minutes the customer has called by themselves."""
    again = "expected_reply: 5 min, returns: {no_reply: {chance: 1, channel: phone}}"
    slow = day(
        (ALL, f"{ALL}, work: 1 h"), ("public: yes", again), ("head_count: 1", "head_count: 2")
    )
    assert (
        tell(slow)
        == """
forum 0 00:00 > 00:00 care0 [not needed] redirected > 01:00
phone 0.1 00:05 (no_reply) > 00:05 care1 > 00:15
issue 0 met 00:15
"""
    )


def test_a_planned_call_is_not_made_once_the_need_is_met() -> None:
    """Told at the offer of a second contact, while the first is worked on."""
    log = tell("""
demand: {posts: {trace: [0], channels: forum}}
issue_types: {question: {work: 10 min}}
channels:
  forum:
    kind: deferred
    expected_reply: 5 min
    returns: {no_reply: {chance: 1, channel: chat}}
  chat: {redirect: {to: phone, work: 0 s, follows: 100 %, delay: 30 min}}
  phone: {}
teams: {care: {head_count: 1, skills: {channels: [forum, chat, phone]}}}
""")
    assert (
        log
        == """
forum 0 00:00 > 00:00 care0 > 00:10
chat 0.1 00:05 (no_reply) [follows] redirected
issue 0 met 00:10
"""
    )


def test_a_chase_of_a_task_under_way_may_be_redirected_too() -> None:
    log = tell("""
demand: {calls: {trace: [0], channels: phone}}
issue_types: {claim: {work: {diagnose: 1 min, fix: 1 h}, leaves: {fix: desk}, chase: 2 min}}
channels:
  phone: {returns: {broken_promise: {chance: 1, channel: forum}}}
  forum: {kind: deferred, redirect: {to: phone, follows: 100 %}}
tasks: {desk: {}}
promise: {kind: fixed, within: 9 min}
teams:
  care: {head_count: 1, skills: {channels: [phone, forum], does: diagnose}}
  back: {head_count: 1, skills: {tasks: desk}}
""")
    assert (
        log
        == """
phone 0 00:00 > 00:00 care0 > 00:01 promised 00:10
desk 0 00:01 > 00:01 back0 > 01:01 fixed
forum 0.1 00:10 (broken_promise) > 00:10 care0 [follows] redirected > 00:10:30
phone 0.2 00:10:30 (redirected) > 00:10:30 care0 > 00:12:30 promised 00:21:30
forum 0.3 00:21:30 (broken_promise) > 00:21:30 care0 [follows] redirected > 00:22
phone 0.4 00:22 (redirected) > 00:22 care0 > 00:24 promised 00:33
forum 0.5 00:33 (broken_promise) > 00:33 care0 [follows] redirected > 00:33:30
phone 0.6 00:33:30 (redirected) > 00:33:30 care0 > 00:35:30 promised 00:44:30
forum 0.7 00:44:30 (broken_promise) > 00:44:30 care0 [follows] redirected > 00:45
phone 0.8 00:45 (redirected) > 00:45 care0 > 00:47 promised 00:56
forum 0.9 00:56 (broken_promise) > 00:56 care0 [follows] redirected > 00:56:30
phone 0.10 00:56:30 (redirected) > 00:56:30 care0 > 00:58:30 promised 01:07:30
issue 0 met 01:01
"""
    )


def test_a_redirect_holds_a_line_until_it_is_told() -> None:
    """All lines taken: the second caller is blocked; a third finds the line free again."""
    log = tell(
        day(
            ("trace: [0]", "trace: [0, 60, 301]"),
            ("kind: deferred, public: yes", "lines: 1"),
            (ALL, f"{NONE}, work: 5 min"),
            ("head_count: 1", "head_count: 2"),
        )
    )
    assert (
        log
        == """
forum 0 00:00 > 00:00 care0 [refuses] redirected > 00:05
forum 1 00:01 blocked
forum 2 00:05:01 > 00:05:01 care1 [refuses] redirected > 00:10:01
issue 0 gave up 00:05
issue 1 gave up 00:01
issue 2 gave up 00:10:01
"""
    )


def test_told_at_the_offer_takes_a_line_for_no_time() -> None:
    """But if all are taken nothing can be told."""
    log = tell(
        day(
            ("posts: {trace: [0]", "posts: {trace: [0, 0, 60]"),
            ("kind: deferred, public: yes", "lines: 1"),
            (ALL, f"{NONE}, work: 0 s"),
        )
    )
    assert log.count("[refuses] redirected") == 3
    busy = tell("""
demand:
  one: {trace: [0], issue_types: question}
  two: {trace: [60], issue_types: account}
issue_types: {question: {work: 2 min}, account: {work: 2 min}}
channels:
  chat: {lines: 1, redirect: {to: phone, share: 0 %, issue_types: {account: 1}, work: 0 s}}
  phone: {share: 0}
teams: {care: {head_count: 2, skills: {channels: [chat, phone]}}}
""")
    assert "chat 1 00:01 blocked" in busy


def test_handed_back_it_is_still_but_to_be_told() -> None:
    shifts = "[{agents: 1, hours: 'Mon 00:00-00:10'}, {agents: 1, hours: 'Mon 01:00-09:00'}]"
    log = tell(
        day(
            (ALL, f"{NONE}, work: 30 min"),
            ("head_count: 1", f"end_of_shift: hand_back, shifts: {shifts}"),
        )
    )
    assert (
        log
        == """
forum 0 00:00 > 00:00 care0 handed back 00:10 > 01:00 care1 [refuses] redirected > 01:20
issue 0 gave up 01:20
"""
    )


def test_who_leaves_the_line_before_it_is_told_has_given_up() -> None:
    log = tell(
        day(
            (ALL, f"{ALL}, work: 30 min"),
            ("kind: deferred, public: yes", "at_closing: keep, patience: 5 min"),
            (
                "head_count: 1",
                "end_of_shift: hand_back, shifts: {agents: 1, hours: 'Mon 00:00-00:10'}",
            ),
        )
    )
    assert (
        log
        == """
forum 0 00:00 > 00:00 care0 handed back 00:10 [being told] gave up > 00:15
issue 0 gave up 00:15
"""
    )


def test_nobody_is_transferred_who_is_told_to_go_elsewhere() -> None:
    """Neither after-contact work nor the wrong team: the work is to tell it, and no more."""
    log = tell("""
demand: {calls: {trace: [0], channels: chat}}
issue_types: {question: {work: 10 min, after_contact: 3 min}}
channels: {chat: {redirect: {to: phone, follows: 100 %, delay: 1 min}}, phone: {}}
routing: {transfers: [{from: care, to: back, chance: 1}], teams: {chat: [care, back]}}
teams:
  care: {head_count: 1, skills: {channels: chat}}
  back: {head_count: 1, skills: {channels: [chat, phone]}}
""")
    assert (
        log
        == """
chat 0 00:00 > 00:00 care0 [follows] redirected > 00:00:30
phone 0.1 00:01:30 (redirected) > 00:01:30 back0 > 00:11:30 free 00:14:30
issue 0 met 00:11:30
"""
    )


def test_two_in_hand_are_told_one_after_the_other() -> None:
    """Each at half the pace, then the one left alone at full pace."""
    log = tell(
        day(
            ("trace: [0]", "trace: [0, 20]"),
            (ALL, NONE),
            ("kind: deferred, public: yes", "kind: live"),
            ("head_count: 1", "head_count: 1, concurrency: {contacts: 2, slow_down: 1}"),
        )
    )
    assert (
        log
        == """
forum 0 00:00 > 00:00 care0 [refuses] redirected > 00:00:40
forum 1 00:00:20 > 00:00:20 care0 [refuses] redirected > 00:01
issue 0 gave up 00:00:40
issue 1 gave up 00:01
"""
    )


def test_ignored_contacts_are_not_redirected_and_automatic_replies_come_first() -> None:
    assert "redirected" not in tell(day(("public: yes", "answers: no, expected_reply: 1 h")))
    replied = tell(day(("public: yes", "automatic_reply: 0 %")))
    assert "forum 0 00:00 [automatic reply believed] > 00:00 care0 [follows] red" in replied


def test_the_story_and_the_frames_tell_it() -> None:
    record = live(day((ALL, f"{ALL}, delay: 5 min")))
    told = " ".join(as_text(tell_story(record, 0, date(2026, 1, 5))).split())
    assert "Is told to turn to another channel Mon 5 Jan 00:05 Turns to it as told (phone)" in told
    frames = to_frames(record)
    assert frames["contacts"]["state"].tolist() == ["redirected", "done"]
    assert frames["redirects"]["state"].tolist() == ["follows"]
    assert frames["redirects"]["contact"].tolist() == frames["contacts"]["id"].tolist()[1:]


def test_the_story_tells_of_those_who_do_not() -> None:
    louder = "returns: {redirected: {chance: 1, delay: 1 h}}\n"
    record = live(day((ALL, f"{NONE}, work: 0 s")) + louder)
    told = " ".join(as_text(tell_story(record, 0, date(2026, 1, 5))).split())
    assert "Is told by an automatic message to turn to another channel, and does not" in told
    assert "Tries otherwise after being sent elsewhere (forum)" in told


def test_the_story_tells_of_those_who_do_not_come_to_it() -> None:
    record = live(day((ALL, f"{ALL}, delay: 3 days")))
    told = " ".join(as_text(tell_story(record, 0, date(2026, 1, 5))).split())
    assert "means to, but does not come to it" in told


WEEKS = """
clock: {start: 2026-01-05, length: 4 weeks, run_out: 1 week}
demand: {posts: {rate: 500 per week, channels: forum}}
issue_types: {question: {work: exponential(5 min)}}
channels:
  forum: {kind: deferred, REDIRECT}
  phone: {}
teams: {care: {head_count: 2, skills: {channels: [forum, phone]}}}
"""
PLAIN = WEEKS.replace(", REDIRECT", "")


@pytest.mark.parametrize("none", ["share: 0 %", "issue_types: {question: 0 %}, share: 0 %"])
def test_to_redirect_nobody_is_what_there_is_without_the_key(none: str) -> None:
    text = WEEKS.replace("REDIRECT", f"redirect: {{to: phone, {none}}}")
    assert digest(live(text)) == digest(live(PLAIN))


@pytest.mark.parametrize("work", ["0 s", "30 s"])
def test_the_shares_are_those_stated(work: str) -> None:
    """Independent draws: within four standard errors; the measures count the same contacts."""
    text = WEEKS.replace(
        "REDIRECT", f"redirect: {{to: phone, share: 40 %, follows: 30 %, work: {work}}}"
    )
    record, scenario = live(text), scenario_of(text)
    first = record.contacts[record.contacts["queue"] == 0]
    sent = first["state"] == REDIRECTED
    assert abs(float(np.mean(sent)) - 0.4) < 4 * (0.24 / len(first)) ** 0.5
    follows = np.count_nonzero(record.contacts["queue"] == 1)
    assert abs(follows / np.count_nonzero(sent) - 0.3) < 4 * (0.21 / np.count_nonzero(sent)) ** 0.5
    found = measure(record, scenario)
    opened = first["opened_at"] < record.end_s
    assert found["forum.redirected"].value == np.count_nonzero(sent & opened)
    assert found["forum.redirected_share"].value == pytest.approx(np.mean(sent[opened]))
    met = found["forum.redirected_met_share"].value
    assert found["forum.redirect_followed_share"].value == pytest.approx(met)
    assert found["forum.redirected_dropped_share"].value == pytest.approx(1.0 - met)
    assert found["forum.response_rate"].value == 1.0
    offered = np.count_nonzero(opened & (~sent | (work != "0 s")))
    assert found["forum.offered"].value == found["forum.answered"].value == offered
    assert found["demand.contacts"].value == np.count_nonzero(
        record.contacts["opened_at"] < record.end_s
    )


def test_half_of_them_redirected_move_what_is_met_by_more_than_its_interval() -> None:
    """Four weeks; issues met, none redirected against half of them: binomial intervals apart."""
    half = WEEKS.replace("REDIRECT", "redirect: {to: phone, share: 50 %}")
    met = [float(np.mean(np.isfinite(live(text).issues["met_at"]))) for text in (PLAIN, half)]
    assert met[0] - met[1] > 2 * 1.96 * (0.25 / 2000) ** 0.5


def test_each_contact_has_its_own_draws() -> None:
    """By its number among the issue's contacts: an answer that does not help may be followed by
    another channel's name."""
    text = WEEKS.replace(
        "REDIRECT",
        "redirect: {to: phone, share: 40 %, follows: 70 %, work: exponential(2 min), delay: 1 h}, "
        "returns: {unresolved: 1}",
    ).replace("(5 min)", "(5 min), resolves: 50 %")
    issues = make_plan(scenario_of(text), seed=1).fresh_floor().issues
    record, numbers = live(text), set()
    told = details_of(record, "redirects", record.contacts["id"])
    for contact, detail in zip(record.contacts, told, strict=True):
        issue, number = issues[contact["issue"]], int(contact["number"])
        if contact["queue"] == 0 and contact["reason"] != AFTER_REDIRECTED:
            keys = int(issue["key0"]), int(issue["key1"])
            assert (contact["state"] == REDIRECTED) == (uniform(*keys, U_REDIRECT, number) < 0.4)
            if detail["state"] in (FOLLOWS, REFUSES):
                assert (detail["state"] == FOLLOWS) == (uniform(*keys, U_FOLLOW, number) < 0.7)
                numbers.add(number)
    assert numbers >= {0, 1, 2}
