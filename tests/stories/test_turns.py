"""Back and forth on deferred channels: questions that have to be answered before work goes on.

Issue 0 lacks something at first, nothing more after one answer: its draws are 0.08, then 0.31,
0.27 and 0.40; the customer answers if the chance is above 0.50, 0.50 and 0.70.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from sim.codes import ANSWER, ASKED, BEGUN, D_ANSWER, D_TURN, U_QUESTION, U_TURN, UNANSWERED
from sim.experiment.measures import measures_of
from sim.floor.reactions import MOST_CONTACTS
from sim.kpi import measure
from sim.record import check, digest
from sim.report.story.telling import as_text
from sim.report.story.telling import tell as tell_story
from tests.stories.telling import live, scenario_of, tell
from tests.stories.test_keyed_draws import TRACE, Drawn, of_issue

NAN = float("nan")
TURNS = "{questions: 20 %, work: 3 min, answers: 90 %, answers_after: 1 h, closes_after: 5 h}"
DAY = f"""
demand: {{mails: {{trace: [0], channels: email}}}}
issue_types: {{claim: {{work: 10 min, turns: {TURNS}}}}}
channels: {{email: {{kind: deferred}}, phone: {{}}}}
teams: {{care: {{head_count: 1, skills: {{channels: [email, phone]}}}}}}
"""


def test_the_answer_is_a_new_contact_and_work_goes_on() -> None:
    assert (
        tell(DAY)
        == """
email 0 00:00 [question answered 01:03] > 00:00 care0 > 00:03
email 0.1 01:03 (answer) > 01:03 care0 > 01:13
issue 0 met 01:13
"""
    )


def test_without_an_answer_the_case_is_closed() -> None:
    assert (
        tell(DAY.replace("answers: 90 %", "answers: 50 %"))
        == """
email 0 00:00 [question unanswered 05:03] > 00:00 care0 > 00:03
issue 0 gave up 05:03
"""
    )


def test_an_answer_may_lead_to_a_further_question() -> None:
    """Three questions, of which the last is not answered."""
    day = DAY.replace("20 %", "31 %").replace("answers: 90 %", "answers: 60 %")
    assert (
        tell(day)
        == """
email 0 00:00 [question answered 01:03] > 00:00 care0 > 00:03
email 0.1 01:03 (answer) [question answered 02:06] > 01:03 care0 > 01:06
email 0.2 02:06 (answer) [question unanswered 07:09] > 02:06 care0 > 02:09
issue 0 gave up 07:09
"""
    )


def test_a_late_answer_opens_the_case_again() -> None:
    """Also one that comes at the very moment at which the case is closed."""
    for closes in ("30 min", "1 h"):
        closed = {"30 min": "00:33", "1 h": "01:03"}[closes]
        assert (
            tell(DAY.replace("closes_after: 5 h", f"closes_after: {closes}"))
            == f"""
email 0 00:00 [question unanswered 01:03 {closed}] > 00:00 care0 > 00:03
email 0.1 01:03 (answer) > 01:03 care0 > 01:13
issue 0 met 01:13
"""
        )


def test_a_live_talk_asks_and_answers_at_once() -> None:
    assert (
        tell(DAY.replace("[0], channels: email", "[0], channels: phone"))
        == """
phone 0 00:00 > 00:00 care0 > 00:10
issue 0 met 00:10
"""
    )


def test_while_a_question_is_open_other_mails_are_chases() -> None:
    """Harm repeats every two hours: the firm closes the case, but the need goes on.

    The mail after that is worked on; nothing is missing any more then.
    """
    day = DAY.replace("answers: 90 %", "answers: 0 %")
    day = day.replace("work: 10 min,", "work: 10 min, chase: 1 min, recurs: 2 h,")
    assert (
        tell(day)
        == """
email 0 00:00 [question unanswered 05:03] > 00:00 care0 > 00:03
email 0.1 02:00 (recurrence) > 02:00 care0 > 02:01
email 0.2 04:00 (recurrence) > 04:00 care0 > 04:01
email 0.3 06:00 (recurrence) > 06:00 care0 > 06:10
issue 0 met 06:10
"""
    )


BOTH = f"""
demand: {{mails: {{trace: [0], channels: email}}}}
issue_types:
  claim:
    work: {{acknowledge: 1 min, fix: 10 min}}
    leaves: {{fix: back}}
    turns: {TURNS}
channels:
  email:
    kind: deferred
    expected_reply: 30 min
    returns: {{no_reply: {{chance: 100 %, channel: phone}}, unresolved: 100 %}}
  phone: {{}}
tasks: {{back: {{}}}}
teams:
  calls: {{head_count: 1, skills: {{channels: phone, does: CALLS}}}}
  mails: {{head_count: {{agents: 1, hours: Mon 00:30:30-24:00}}, skills: {{channels: email}}}}
  clerks: {{head_count: 1, skills: {{tasks: back}}}}
"""
BOTH = BOTH.replace("hours: Mon 00:30:30-24:00", "hours: Mon 00:31-24:00")


def test_an_answer_that_is_no_longer_needed_is_not_made() -> None:
    """The question is asked while the customer is on the phone, where the need is met."""
    assert (
        tell(BOTH.replace("CALLS", "fix"))
        == """
email 0 00:00 [question asked] > 00:31 mails0 > 00:34
phone 0.1 00:30 (no_reply) > 00:30 calls0 > 00:41
issue 0 met 00:41
"""
    )


def test_a_question_falls_if_a_task_has_been_left_meanwhile() -> None:
    """The call leaves a task at 0:32, before the question is asked at 0:34."""
    day = BOTH.replace("CALLS", "acknowledge").replace("acknowledge: 1 min", "acknowledge: 2 min")
    assert (
        tell(day)
        == """
email 0 00:00 > 00:31 mails0 > 00:34
phone 0.1 00:30 (no_reply) > 00:30 calls0 > 00:32
back 0 00:32 > 00:32 clerks0 > 00:42 fixed
issue 0 met 00:42
"""
    )


def test_while_a_task_is_under_way_nothing_is_asked() -> None:
    """The mail is taken up at 0:31 as a chase of what the call has left."""
    day = BOTH.replace("CALLS", "acknowledge").replace("acknowledge: 1 min", "acknowledge: 30 s")
    assert (
        tell(day)
        == """
email 0 00:00 > 00:31 mails0 > 00:33
phone 0.1 00:30 (no_reply) > 00:30 calls0 > 00:30:30
back 0 00:30:30 > 00:30:30 clerks0 > 00:40:30 fixed
issue 0 met 00:40:30
"""
    )


def test_a_question_that_is_handed_back_goes_on_where_it_was() -> None:
    """The shift of the first agent ends after two of the three minutes."""
    day = DAY.replace(
        "{care: {head_count: 1, skills: {channels: [email, phone]}}}",
        """
  care:
    shifts: {agents: 1, hours: Mon 00:00-00:02}
    end_of_shift: hand_back
    skills: {channels: email}
  late: {shifts: {agents: 1, hours: Mon 00:30-24:00}, skills: {channels: email}}""",
    )
    assert (
        tell(day)
        == """
email 0 00:00 [question answered 01:31] > 00:00 care0 handed back 00:02 > 00:30 late0 > 00:31
email 0.1 01:31 (answer) > 01:31 late0 > 01:41
issue 0 met 01:41
"""
    )


def test_a_question_that_is_cut_off_is_asked_by_the_next() -> None:
    """Handed back when the doors have closed on it: the customer writes again in the morning."""
    day = """
demand: {mails: {trace: [0], channels: email}}
issue_types: {claim: {work: 10 min, turns: TURNS}}
channels:
  email:
    kind: deferred
    hours: Mon 00:00-00:02, Mon 08:00-24:00
    at_closing: disconnect
    returns: {disconnected: {chance: 100 %, at_opening: yes}}
teams:
  care:
    shifts: {agents: 1, hours: Mon 00:00-00:01}
    end_of_shift: hand_back
    skills: {channels: email}
  late: {shifts: {agents: 1, hours: Mon 08:00-24:00}, skills: {channels: email}}
"""
    assert (
        tell(day.replace("TURNS", TURNS))
        == """
email 0 00:00 [question begun] > 00:00 care0 handed back 00:01 cut off > 00:02
email 0.1 08:00 (disconnected) [question answered 09:03] > 08:00 late0 > 08:03
email 0.2 09:03 (answer) > 09:03 late0 > 09:13
issue 0 met 09:13
"""
    )


def test_the_right_team_asks() -> None:
    """The first team turns out to be the wrong one and asks nothing."""
    day = DAY.replace(
        "{care: {head_count: 1, skills: {channels: [email, phone]}}}",
        """
  care: {head_count: 1, skills: {channels: email}}
  back: {head_count: 1, skills: {channels: email}}
routing:
  teams: {email: care}
  transfers: [{from: care, to: back, chance: 100 %, after: 1 min}]""",
    )
    log = tell(day)
    assert "> 00:00 care0 passed on 00:01 > 00:01 back0 > 00:04" in log
    assert "[question answered 01:04]" in log


def test_who_finds_the_doors_closed_with_the_answer_comes_back_for_that() -> None:
    """The answer was given; the contact made in the morning is worked on."""
    hours = 'hours: "Mon 00:00-01:00, Mon 08:00-24:00", when_closed: turn_away'
    again = "returns: {closed: {chance: 100 %, at_opening: yes}}"
    day = DAY.replace("kind: deferred", f"kind: deferred, {hours}, {again}")
    assert (
        tell(day)
        == """
email 0 00:00 [question answered 01:03] > 00:00 care0 > 00:03
email 0.1 01:03 (answer) turned away
email 0.2 08:00 (closed) > 08:00 care0 > 08:10
issue 0 met 08:10
"""
    )


def test_what_the_firm_has_asked_for_it_does_not_ignore() -> None:
    """A channel that answers a half of its mails: no answer to a question is among those."""
    day = f"""
demand: {{mails: {{{TRACE}}}}}
issue_types: {{claim: {{work: 1 min, turns: {{questions: 50 %, answers_after: 10 min}}}}}}
channels: {{email: {{kind: deferred, expected_reply: 1 h, answers: 50 %}}}}
teams: {{care: {{head_count: 9, skills: {{channels: email}}}}}}
"""
    record = live(day)
    answers = record.contacts[record.contacts["reason"] == ANSWER]
    assert len(answers) > 20
    assert np.isfinite(answers["answered_at"]).all()


def test_after_most_contacts_the_customer_falls_silent() -> None:
    """Something more is missing after each answer; the last question is not answered any more."""
    day = DAY.replace("20 %", "99.99999 %").replace("answers: 90 %", "answers: 100 %")
    record = live(day.replace("work: 3 min", "work: 0 s").replace("after: 1 h", "after: 1 s"))
    (issue,) = record.issues
    assert issue["contacts"] == len(record.contacts) == MOST_CONTACTS
    assert record.details["questions"]["state"][-1] == UNANSWERED
    assert issue["closed_at"] == record.contacts["ended_at"][-1] + 5 * 3600.0


def test_value_that_perishes_needs_no_answer() -> None:
    day = DAY.replace("work: 10 min,", "work: 10 min, perishes: 30 min,")
    assert (
        tell(day)
        == """
email 0 00:00 [question asked] > 00:00 care0 > 00:03
issue 0 gave up 00:30
"""
    )


MANY = f"""
demand: {{mails: {{{TRACE}}}}}
issue_types:
  claim:
    work: exponential(5 min)
    turns:
      questions: 40 %
      work: exponential(2 min)
      answers: 80 %
      answers_after: exponential(20 min)
      closes_after: 3 h
channels: {{email: {{kind: deferred}}}}
teams: {{care: {{head_count: 99, skills: {{channels: email}}}}}}
"""


def test_question_answer_and_work_by_the_number_of_the_turn() -> None:
    record, drawn = live(MANY), Drawn(MANY)
    (kind,) = drawn.floor.types
    answered = 0
    for issue in record.issues[:80]:  # the others may not be done by the end
        contacts = of_issue(record.contacts, issue["id"])
        for turn, contact in enumerate(contacts):
            assert contact["reason"] == (ANSWER if turn else 0)
            if drawn.chance(contact, U_QUESTION, turn) >= 0.4:
                assert turn == len(contacts) - 1
                assert issue["met_at"] == contact["ended_at"]
                continue
            work_s = drawn.seconds(contact, kind.turn, D_TURN, turn)
            assert contact["ended_at"] == contact["answered_at"] + work_s
            if drawn.chance(contact, U_TURN, turn) >= 0.8:
                assert turn == len(contacts) - 1
                assert issue["closed_at"] == contact["ended_at"] + 3 * 3600.0
                continue
            after_s = drawn.seconds(contact, kind.answers_after, D_ANSWER, turn)
            assert contacts[turn + 1]["opened_at"] == contact["ended_at"] + after_s
            answered += 1
    assert answered > 20


def test_the_measures_count_questions_and_no_failure() -> None:
    """Three questions, two answered after an hour each; the turns are one attempt."""
    day = DAY.replace("20 %", "31 %").replace("answers: 90 %", "answers: 60 %")
    found = measure(live(day), scenario_of(day))
    for prefix in ("email", "types.claim"):
        assert found[f"{prefix}.questions"].value == 3.0
        assert found[f"{prefix}.questions_per_issue"].value == 3.0
        assert found[f"{prefix}.unanswered_share"].value == pytest.approx(1 / 3)
        assert found[f"{prefix}.mean_answer_h"].value == 1.0
    assert "phone.questions" not in found
    assert found["demand.contacts"].value == 3.0
    assert found["demand.failure_demand_share"].value == 0.0
    met = measure(live(DAY), scenario_of(DAY))
    assert met["resolution.one_contact_share"].value == 1.0


def test_the_measures_are_those_that_the_scenario_is_said_to_have() -> None:
    scenario = scenario_of(DAY)
    assert set(measures_of(scenario)) == set(measure(live(DAY), scenario))


def test_satisfaction_does_not_suffer_from_turns_as_from_failures() -> None:
    """A met need scores as if it had taken one contact."""
    key = f", turns: {TURNS}"
    with_turns, without = (
        measure(live(text), scenario_of(text)) for text in (DAY, DAY.replace(key, ""))
    )
    assert with_turns["satisfaction.score"].value == without["satisfaction.score"].value


def test_the_story_tells_it() -> None:
    day = DAY.replace("20 %", "31 %").replace("answers: 90 %", "answers: 60 %")
    told = " ".join(as_text(tell_story(live(day), 0, date(2026, 1, 5))).split())
    assert "Is asked for something that is missing (email)" in told
    assert "Answers the question (email)" in told
    assert "The case is closed: no answer for 5 h" in told


WEEK = """
clock: {start: 2026-01-05, length: 4 weeks, run_out: 2 weeks}
demand: {mails: {rate: 400 per week, profile: Mon-Fri 08:00-18:00}}
issue_types: {claim: {work: exponential(9 min), turns: {questions: SHARE}}}
channels: {email: {kind: deferred}}
teams: {care: {shifts: {agents: 3, hours: Mon-Fri 08:00-18:00}, skills: {channels: email}}}
"""


def test_no_questions_are_what_there_is_without_the_key() -> None:
    nothing = live(WEEK.replace("SHARE", "0 %"))
    assert digest(nothing) == digest(live(WEEK.replace(", turns: {questions: SHARE}", "")))
    assert nothing.details == {}


def test_half_the_questions_move_the_time_to_resolution_by_more_than_its_interval() -> None:
    """Questions in half of the cases and in a quarter: intervals of the mean time lie apart."""
    means, errors = [], []
    for share in ("50 %", "25 %"):
        issues = live(WEEK.replace("SHARE", share)).issues
        times = (issues["met_at"] - issues["opened_at"])[np.isfinite(issues["met_at"])]
        means.append(float(times.mean()))
        errors.append(float(times.std()) / len(times) ** 0.5)
    assert means[0] - means[1] > 1.96 * (errors[0] + errors[1])


@pytest.mark.parametrize(
    ("change", "law"),
    [
        ({"state": ASKED, "closed_at": 99999.0}, "questions: cases are closed over unanswered"),
        ({"answered_at": 60.0}, "questions: answered and closed after they were asked"),
        ({"answered_at": NAN}, "questions: the answer came at some moment"),
        ({"answered_at": NAN}, "questions: answers made = answers to questions"),
        ({"state": BEGUN, "answered_at": NAN}, "turns: questions of an issue = contacts that"),
        ({"job": 1}, "questions: answered and closed after they were asked"),
    ],
)
def test_broken_laws_are_told(change: dict[str, float], law: str) -> None:
    record = live(DAY)
    table = record.details["questions"].copy()
    for column, value in change.items():
        table[column][0] = value
    found = check(replace(record, details={**record.details, "questions": table}))
    assert any(one.startswith(law) for one in found)
