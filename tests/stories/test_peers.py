"""Customers who answer other customers in public: what is waited for, what an agent has begun."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from sim.codes import (
    ANSWERED_BY_PEERS,
    D_PEERS,
    DONE,
    U_PEER_RESOLVES,
    U_PEERS,
)
from sim.experiment.measures import measures_of
from sim.kpi import by_hour, measure
from sim.record import check, digest
from sim.record.details import details_of
from sim.report.story.telling import as_text
from sim.report.story.telling import tell as tell_story
from tests.stories.telling import live, scenario_of, tell
from tests.stories.test_keyed_draws import TRACE, Drawn

DAY = """
demand: {posts: {trace: [0, 60], channels: forum}}
issue_types: {question: {work: 10 min}}
channels:
  forum: {kind: deferred, public: yes, peers: {answers: 100 %, after: 5 min, resolves: 100 %}}
  phone: {}
teams: {care: {head_count: 1, skills: {channels: [forum, phone]}}}
"""


def day(*changes: tuple[str, str]) -> str:
    """The day with parts of its text changed."""
    text = DAY
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    return text


ONE = ("[0, 60]", "[0]")
NO_HELP = ("resolves: 100 %", "resolves: 0 %")
NOBODY_YET = ("head_count: 1", "head_count: {agents: 1, hours: Mon 00:30-24:00}")


def test_who_waits_is_helped_and_goes() -> None:
    """The agent has the first post in hand: what peers say to that does not matter any more."""
    assert (
        tell(DAY, agents=True)
        == """
forum 0 00:00 > 00:00 care0 > 00:10
forum 1 00:01 [peer helps 00:06] helped by peers > 00:06
issue 0 met 00:10
issue 1 met 00:06
care0 here 00:00-1d 00:00 busy 00:00-00:10
"""
    )


def test_an_answer_that_does_not_help_ends_the_silence_only() -> None:
    record = live(day(NO_HELP))
    assert (
        tell(day(NO_HELP))
        == """
forum 0 00:00 > 00:00 care0 > 00:10
forum 1 00:01 [peer answers 00:06] > 00:10 care0 > 00:20
issue 0 met 00:10
issue 1 met 00:20
"""
    )
    assert record.issues["acknowledged_at"].tolist() == [600.0, 360.0]


def test_who_is_freed_when_peers_answer_takes_the_post() -> None:
    log = tell(day(("after: 5 min", "after: 9 min")))
    assert "forum 1 00:01 > 00:10 care0 > 00:20" in log


def test_a_reply_that_is_due_when_peers_answer_is_late() -> None:
    """Who chases on the phone at that moment is helped meanwhile; the return is not made."""
    chasing = ("public: yes,", "public: yes, expected_reply: 5 min, returns: {no_reply: AGAIN},")
    later = "{chance: 100 %, channel: phone, delay: 1 min}"
    log = tell(day(NOBODY_YET, ONE, chasing).replace("AGAIN", later))
    assert (
        log
        == """
forum 0 00:00 [peer helps 00:05] helped by peers > 00:05
issue 0 met 00:05
"""
    )


def test_peers_may_help_with_what_the_firm_leaves_to_them() -> None:
    log = tell(day(ONE, ("public: yes,", "public: yes, answers: no,")))
    assert (
        log
        == """
forum 0 00:00 [peer helps 00:05] ignored
issue 0 met 00:05
"""
    )


def test_who_was_ignored_and_has_given_up_looks_no_more() -> None:
    log = tell(day(ONE, ("public: yes,", "public: yes, answers: no, expected_reply: 4 min,")))
    assert (
        log
        == """
forum 0 00:00 ignored
issue 0 gave up 00:04
"""
    )


def test_who_was_ignored_and_asks_again_elsewhere_is_helped_all_the_same() -> None:
    """The call goes on as one about a need that is met."""
    ignored = "public: yes, answers: no, expected_reply: 4 min, returns: {no_reply: AGAIN},"
    again = "{chance: 100 %, channel: phone}"
    chase = ("work: 10 min", "work: 10 min, chase: 2 min")
    log = tell(day(ONE, chase, NOBODY_YET, ("public: yes,", ignored.replace("AGAIN", again))))
    assert (
        log
        == """
forum 0 00:00 [peer helps 00:05] ignored
phone 0.1 00:04 (no_reply) > 00:30 care0 > 00:32
issue 0 met 00:05
"""
    )


def test_doors_that_turn_posts_away_show_them_to_nobody() -> None:
    log = tell(
        day(ONE, ("public: yes,", "public: yes, hours: Mon 08:00-24:00, when_closed: turn_away,"))
    )
    assert (
        log
        == """
forum 0 00:00 turned away
issue 0 gave up 00:00
"""
    )


def test_what_was_handed_back_may_be_met_by_peers() -> None:
    """Two minutes of work were in vain; the post counts as answered by an agent."""
    text = day(
        ONE,
        (
            "{care: {head_count: 1, skills: {channels: [forum, phone]}}}",
            """
  care:
    shifts: {agents: 1, hours: Mon 00:00-00:02}
    end_of_shift: hand_back
    skills: {channels: [forum, phone]}
""",
        ),
    )
    assert (
        tell(text)
        == """
forum 0 00:00 [peer helps 00:05] > 00:00 care0 handed back 00:02 helped by peers > 00:05
issue 0 met 00:05
"""
    )
    found = measure(live(text), scenario_of(text))
    assert found["forum.answered"].value == 1.0
    assert found["forum.first_response_mean_h"].value != found["forum.first_response_mean_h"].value


def test_what_is_put_aside_for_a_call_is_not_given_up_for_peers() -> None:
    text = day(
        (
            "{posts: {trace: [0, 60], channels: forum}}",
            "{posts: {trace: [0], channels: forum}, calls: {trace: [120], channels: phone}}",
        ),
        ("skills:", "puts_aside: forum, skills:"),
    )
    assert (
        tell(text)
        == """
forum 0 00:00 > 00:00 care0 aside 00:02 > 00:12 care0 > 00:20
phone 1 00:02 > 00:02 care0 > 00:12
issue 0 met 00:20
issue 1 met 00:12
"""
    )


MET_ELSEWHERE = day(
    ONE,
    ("after: 5 min", "after: 20 min"),
    ("public: yes,", "public: yes, expected_reply: 1 min, returns: {no_reply: AGAIN},"),
    (
        "{care: {head_count: 1, skills: {channels: [forum, phone]}}}",
        """{care: {head_count: 1, skills: {channels: phone}},
   late: {head_count: {agents: 1, hours: Mon 08:00-24:00}, skills: {channels: forum}}}""",
    ),
).replace("AGAIN", "{chance: 100 %, channel: phone}")


def test_a_post_about_a_need_that_is_met_stands_until_the_firm_answers_it() -> None:
    assert (
        tell(MET_ELSEWHERE)
        == """
forum 0 00:00 > 08:00 late0 > 08:02
phone 0.1 00:01 (no_reply) > 00:01 care0 > 00:11
issue 0 met 00:11
"""
    )


def test_who_believes_a_false_fix_does_not_listen_to_peers() -> None:
    """Found out at 0:31; that peers answered at 0:20 has helped nobody."""
    false = ("work: 10 min", "work: 10 min, resolves: 0 %, found_out_after: 20 min")
    text = MET_ELSEWHERE.replace(*false)
    log = tell(text)
    assert "peer" not in log
    assert "[said done, found out 00:31]" in log


def test_what_agents_believe_to_be_done_peers_may_meet_all_the_same() -> None:
    """A desk ends the work falsely without a word; the customer still waits for news."""
    text = """
demand: {posts: {trace: [0], channels: forum}}
issue_types:
  question:
    work: {acknowledge: 1 min, fix: 3 min}
    leaves: {fix: desk}
    resolves: 0 %
    found_out_after: 5 h
channels:
  forum:
    kind: deferred
    public: yes
    peers: {answers: 100 %, after: 20 min, resolves: 100 %}
    expected_reply: 10 s
    returns: {no_reply: {chance: 100 %, channel: forum, delay: 5 min, at_most: 1}}
tasks: {desk: {confirms: 0 %}}
teams:
  care:
    head_count: {agents: 1, hours: Mon 00:00-00:02}
    skills: {channels: forum, does: acknowledge}
  back: {head_count: 1, skills: {tasks: desk}}
"""
    assert (
        tell(text)
        == """
forum 0 00:00 > 00:00 care0 > 00:01
desk 0 00:01 > 00:01 back0 > 00:04 fixed
forum 0.1 00:05:10 (no_reply) [peer helps 00:25:10] helped by peers > 00:25:10
issue 0 met 00:25:10
"""
    )


def test_a_question_that_was_handed_back_falls_with_the_post() -> None:
    turns = "turns: {questions: 99.999999 %, work: 3 min}"
    text = day(
        ONE,
        ("work: 10 min", f"work: 10 min, {turns}"),
        (
            "{care: {head_count: 1, skills: {channels: [forum, phone]}}}",
            """
  care:
    shifts: {agents: 1, hours: Mon 00:00-00:02}
    end_of_shift: hand_back
    skills: {channels: [forum, phone]}
""",
        ),
    )
    log = tell(text)
    assert "[question begun]" in log
    assert "issue 0 met 00:05" in log


def test_a_post_kept_for_the_owner_of_its_case_leaves_that_line() -> None:
    """Unresolved at 0:10, back at 0:11 while the agent is on a call: kept, and helped at 0:16."""
    text = """
demand: {posts: {trace: [0], channels: forum}, calls: {trace: [630], channels: phone}}
issue_types:
  question: {work: 10 min, resolves_by_channel: {forum: 0 %}}
channels:
  forum:
    kind: deferred
    public: yes
    peers: {answers: 100 %, after: 5 min, resolves: 100 %}
    returns: {unresolved: {chance: 100 %, delay: 1 min, at_most: 1}}
  phone: {}
routing: {case_owner: 1 h}
teams: {care: {head_count: 1, skills: {channels: [forum, phone]}}}
"""
    log = tell(text)
    assert (
        "forum 0.1 00:11 (unresolved) [peer helps 00:16] [for care0 00:11-] helped by peers" in log
    )
    assert "issue 0 met 00:16" in log


MANY = f"""
demand: {{posts: {{{TRACE}}}}}
issue_types: {{question: {{work: 10 min}}, claim: {{work: 10 min}}}}
channels:
  forum:
    kind: deferred
    public: yes
    peers: {{answers: 70 %, issue_types: {{claim: 20 %}}, after: exponential(2 h), resolves: 60 %}}
teams: {{care: {{head_count: {{agents: 99, hours: Mon 16:40-24:00}}, skills: {{channels: forum}}}}}}
"""


def test_who_answers_when_and_how_well_are_draws_by_the_contact() -> None:
    record, drawn = live(MANY), Drawn(MANY)
    found = details_of(record, "peer_answers", record.contacts["id"])
    after = drawn.floor.queues[0].peers_after
    seen = {"nobody": 0, "late": 0, "helps": 0, "in vain": 0}
    for contact, answer in zip(record.contacts, found, strict=True):
        claim = record.issues["type"][contact["issue"]] == 1
        number = contact["number"]
        if drawn.chance(contact, U_PEERS, number) >= (0.2 if claim else 0.7):
            assert np.isnan(answer["answered_at"])
            seen["nobody"] += 1
            continue
        at = contact["opened_at"] + drawn.seconds(contact, after, D_PEERS, number)
        if at >= 60000.0:
            assert np.isnan(answer["answered_at"])
            seen["late"] += 1
            continue
        helps = drawn.chance(contact, U_PEER_RESOLVES, number) < 0.6
        assert (answer["answered_at"], answer["resolved"]) == (at, helps)
        assert contact["state"] == (ANSWERED_BY_PEERS if helps else DONE)
        seen["helps" if helps else "in vain"] += 1
    assert min(seen.values()) > 1


def test_the_measures_count_answers_and_what_they_met() -> None:
    text = day(("public: yes,", "public: yes, expected_reply: 1 h,"))
    found = measure(live(text), scenario_of(text))
    assert found["forum.peer_answers"].value == 1.0
    assert found["forum.peer_answered_share"].value == 0.5
    assert found["forum.resolved_by_peers_share"].value == 0.5
    assert found["forum.mean_peer_answer_h"].value == 5 / 60
    assert "phone.peer_answers" not in found
    assert found["forum.offered"].value == 2.0
    assert found["forum.answered"].value == 1.0
    assert found["forum.abandoned"].value == 0.0
    assert found["forum.waiting_at_stop"].value == 0.0
    assert found["forum.service_level"].value == 1.0  # who needs no reply any more counts no more
    assert found["forum.mean_wait_s"].value == 150.0
    assert found["resolution.met_share"].value == 1.0
    hours = by_hour(live(text), scenario_of(text))
    assert hours["forum.service_level"][0] == 1.0
    none = measure(live(day(NO_HELP)), scenario_of(day(NO_HELP)))
    assert none["forum.peer_answers"].value == 1.0
    assert none["forum.resolved_by_peers_share"].value == 0.0


def test_the_measures_are_those_that_the_scenario_is_said_to_have() -> None:
    scenario = scenario_of(DAY)
    assert set(measures_of(scenario)) == set(measure(live(DAY), scenario))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (DAY, "Another customer answers, and that is all that was needed"),
        (day(NO_HELP), "Another customer answers, which does not help enough"),
    ],
)
def test_the_story_tells_it(text: str, said: str) -> None:
    told = " ".join(as_text(tell_story(live(text), 1, date(2026, 1, 5))).split())
    assert said in told
    assert "Still in the hands" not in told


WEEK = """
clock: {start: 2026-01-05, length: 4 weeks, run_out: 1 week}
demand: {posts: {rate: 400 per week, profile: Mon-Fri 08:00-18:00}}
issue_types: {question: {work: exponential(9 min)}}
channels: {forum: {kind: deferred, public: yes, peers: {answers: SHARE, after: 20 min}}}
teams: {care: {shifts: {agents: 1, hours: Mon-Fri 08:00-18:00}, skills: {channels: forum}}}
"""


def test_peers_who_answer_nothing_are_what_there_is_without_the_key() -> None:
    nothing = live(WEEK.replace("SHARE", "0 %"))
    without = live(WEEK.replace(", peers: {answers: SHARE, after: 20 min}", ""))
    assert digest(nothing) == digest(without)
    assert nothing.details == {}


def test_half_the_peers_move_what_they_meet_by_more_than_its_interval() -> None:
    """Peers for all posts and for half of them: binomial intervals of what they meet lie apart."""
    helped = []
    for share in ("100 %", "50 %"):
        rows = live(WEEK.replace("SHARE", share)).contacts
        helped.append((float(np.mean(rows["state"] == ANSWERED_BY_PEERS)), len(rows)))
    error = sum(0.25 / count for _, count in helped) ** 0.5
    assert helped[0][0] - helped[1][0] > 1.96 * error


@pytest.mark.parametrize(
    ("change", "law"),
    [
        ({"answered_at": 30.0}, "peers: answer what is unanswered"),
        ({"answered_at": 400.0}, "peers: answer what is unanswered"),
        ({"resolved": 0}, "peers: who is helped goes"),
        ({"answered_at": 300.0}, "peers: who is helped goes with their answer"),
        ({"answered_at": 300.0}, "peers: the need is met by what helps"),
        ({"answered_at": 300.0}, "peers: their answer ends the silence"),
    ],
)
def test_broken_laws_are_told(change: dict[str, float], law: str) -> None:
    record = live(DAY)
    table = record.details["peer_answers"].copy()
    for column, value in change.items():
        table[column][0] = value
    found = check(replace(record, details={"peer_answers": table}))
    assert any(one.startswith(law) for one in found)
