"""Answers that pass a desk before they are sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from sim.codes import D_APPROVAL, NOBODY, U_APPROVAL
from sim.experiment.measures import measures_of
from sim.kpi import measure
from sim.record import check, digest
from sim.record.details import details_of
from sim.report.story.telling import as_text
from sim.report.story.telling import tell as tell_story
from tests.stories.telling import live, scenario_of, tell
from tests.stories.test_keyed_draws import TRACE, Drawn

DAY = """
demand: {mails: {trace: [0, 60], channels: email}}
issue_types: {question: {work: 10 min}}
channels:
  email: {kind: deferred, approval: {desk: legal}}
  phone: {}
tasks: {legal: {}}
teams:
  care: {head_count: 1, skills: {channels: [email, phone]}}
  lawyers: {head_count: 1, skills: {tasks: legal}}
"""
ONE = ("[0, 60]", "[0]")
LATER = (
    "lawyers: {head_count: 1,",
    "lawyers: {head_count: {agents: 1, hours: Mon 01:00-24:00},",
)


def day(*changes: tuple[str, str]) -> str:
    """The day with parts of its text changed."""
    text = DAY
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    return text


def test_the_answer_is_sent_when_it_is_approved() -> None:
    """The agent takes the second mail at once, while the first answer is at the desk."""
    assert (
        tell(DAY, agents=True)
        == """
email 0 00:00 [approval 00:10-00:15] > 00:00 care0 > 00:15 free 00:10
email 1 00:01 [approval 00:20-00:25] > 00:10 care0 > 00:25 free 00:20
legal 0 00:10 [about 0] > 00:10 lawyers0 > 00:15
legal 1 00:20 [about 1] > 00:20 lawyers0 > 00:25
issue 0 met 00:15
issue 1 met 00:25
care0 here 00:00-1d 00:00 busy 00:00-00:20
lawyers0 here 00:00-1d 00:00 busy 00:10-00:15 00:20-00:25
"""
    )
    assert live(DAY).issues["acknowledged_at"].tolist() == [900.0, 1500.0]


def test_a_task_may_end_while_the_answer_waits_to_be_approved() -> None:
    """The firm notices its error at 0:05 and can do no more about it than the agent."""
    text = day(
        ONE,
        (
            "{work: 10 min}",
            "{work: {acknowledge: 10 min, fix: 5 min}, authority: 1, "
            "noticed: {desk: legal, chance: 100 %, after: 5 min}}",
        ),
    )
    assert (
        tell(text)
        == """
email 0 00:00 [approval 00:10-00:20] > 00:00 care0 > 00:20 free 00:10
legal 0 00:05 > 00:05 lawyers0 > 00:15 diagnosed
legal 0.1 00:10 [about 0] > 00:15 lawyers0 > 00:20
issue 0 gave up 00:20
"""
    )


def test_after_contact_work_and_approval_go_on_side_by_side() -> None:
    long = tell(day(ONE, ("work: 10 min", "work: 10 min, after_contact: 20 min")))
    assert "email 0 00:00 [approval 00:10-00:15] > 00:00 care0 > 00:15 free 00:30" in long
    short = tell(day(ONE, ("work: 10 min", "work: 10 min, after_contact: 2 min")))
    assert "email 0 00:00 [approval 00:10-00:15] > 00:00 care0 > 00:15 free 00:12" in short


def test_after_contact_work_that_is_put_aside_is_resumed_as_such() -> None:
    """The call comes at 0:12; the answer is asked for approval once."""
    text = day(
        (
            "{mails: {trace: [0, 60], channels: email}}",
            "{mails: {trace: [0], channels: email}, calls: {trace: [720], channels: phone}}",
        ),
        ("work: 10 min", "work: 10 min, after_contact: 5 min"),
        ("skills: {channels: [", "puts_aside: email, skills: {channels: ["),
        LATER,
    )
    assert (
        tell(text)
        == """
email 0 00:00 [approval 00:10-01:05] > 00:00 care0 aside 00:12 > 00:27 care0 > 01:05 free 00:30
legal 0 00:10 [about 0] > 01:00 lawyers0 > 01:05
phone 1 00:12 > 00:12 care0 > 00:22 free 00:27
issue 0 met 01:05
issue 1 met 00:22
"""
    )


def test_doors_that_close_cut_no_after_contact_work_off() -> None:
    text = day(
        ONE,
        ("kind: deferred,", "kind: deferred, hours: Mon 00:00-00:13, at_closing: disconnect,"),
        ("work: 10 min", "work: 10 min, after_contact: 5 min"),
        (
            "care: {head_count: 1,",
            "care: {shifts: {agents: 1, hours: Mon 00:00-00:12}, end_of_shift: hand_back,",
        ),
        LATER,
    )
    log = tell(text)
    assert "cut off" not in log
    assert "issue 0 met 01:05" in log


def test_who_looks_for_the_reply_chases_and_hears_that_it_is_under_way() -> None:
    text = day(
        ONE,
        ("work: 10 min", "work: 10 min, chase: 2 min"),
        (
            "kind: deferred,",
            "kind: deferred, expected_reply: 30 min, "
            "returns: {no_reply: {chance: 100 %, channel: phone}},",
        ),
        LATER,
    )
    assert (
        tell(text)
        == """
email 0 00:00 [approval 00:10-01:05] > 00:00 care0 > 01:05 free 00:10
legal 0 00:10 [about 0] > 01:00 lawyers0 > 01:05
phone 0.1 00:30 (no_reply) > 00:30 care0 > 00:32
issue 0 met 01:05
"""
    )


def test_an_answer_that_is_lost_on_the_way_is_never_sent() -> None:
    """Who chases is served anew, and that answer is lost, too; nobody gives up."""
    text = day(ONE, ("legal: {}", "legal: {lost: 99.9999 %}"))
    assert (
        tell(text)
        == """
email 0 00:00 [approval 00:10-] > 00:00 care0 awaits approval
legal 0 00:10 [about 0] lost
issue 0 open
"""
    )
    told = " ".join(as_text(tell_story(live(text), 0, date(2026, 1, 5))).split())
    assert "A task for legal gets lost on its way" in told
    assert "The answer has not been sent when the run ends" in told


def test_what_is_not_resolved_shows_when_the_answer_is_sent() -> None:
    text = day(
        ONE,
        ("work: 10 min", "work: 10 min, resolves: 0 %"),
        (
            "kind: deferred,",
            "kind: deferred, returns: {unresolved: {chance: 100 %, at_most: 1, delay: 5 min}},",
        ),
    )
    log = tell(text)
    assert "email 0.1 00:20 (unresolved) [approval 00:30-00:35]" in log
    assert "issue 0 gave up 00:35" in log


def test_the_rest_of_the_work_is_left_when_the_answer_is_sent() -> None:
    text = day(
        ONE,
        ("work: 10 min", "work: {acknowledge: 10 min, fix: 20 min}, leaves: {fix: back}"),
        ("legal: {}", "legal: {}, back: {}"),
        ("[email, phone]", "[email, phone], does: acknowledge"),
        ("tasks: legal}", "tasks: [legal, back]}"),
    )
    assert (
        tell(text)
        == """
email 0 00:00 [approval 00:10-00:15] > 00:00 care0 > 00:15 free 00:10
legal 0 00:10 [about 0] > 00:10 lawyers0 > 00:15
back 0.1 00:15 > 00:15 lawyers0 > 00:35 fixed
issue 0 met 00:35
"""
    )


def test_questions_are_not_approved() -> None:
    turns = "turns: {questions: 31 %, work: 3 min, answers: 100 %, answers_after: 1 h}"
    log = tell(day(ONE, ("work: 10 min", f"work: 10 min, {turns}")))
    for line in log.strip().splitlines():
        assert not ("[question a" in line and "approval" in line)


def test_peers_do_not_help_whose_answer_is_ready() -> None:
    peers = "public: yes, peers: {answers: 100 %, after: 20 min, resolves: 100 %},"
    log = tell(day(ONE, ("kind: deferred,", f"kind: deferred, {peers}"), LATER))
    assert "peer" not in log
    assert "issue 0 met 01:05" in log


MANY = f"""
demand: {{mails: {{{TRACE}}}}}
issue_types: {{question: {{work: 10 min}}, claim: {{work: 10 min}}}}
channels:
  email:
    kind: deferred
    approval: {{desk: legal, share: 30 %, issue_types: {{claim: 70 %}}, work: exponential(9 min)}}
tasks: {{legal: {{}}}}
teams:
  care: {{head_count: 99, skills: {{channels: email}}}}
  lawyers: {{head_count: 99, skills: {{tasks: legal}}}}
"""


def test_whose_answer_is_approved_and_how_long_it_takes_are_draws_by_the_contact() -> None:
    record, drawn = live(MANY), Drawn(MANY)
    found = details_of(record, "approvals", record.contacts["id"])
    work = drawn.floor.queues[0].approval_work
    approved = 0
    for contact, approval in zip(record.contacts, found, strict=True):
        claim = record.issues["type"][contact["issue"]] == 1
        if drawn.chance(contact, U_APPROVAL, contact["number"]) >= (0.7 if claim else 0.3):
            assert np.isnan(approval["asked_at"])
            continue
        took_s = drawn.seconds(contact, work, D_APPROVAL, contact["number"])
        assert approval["asked_at"] == contact["opened_at"] + 600.0
        assert approval["given_at"] == contact["ended_at"] == approval["asked_at"] + took_s
        approved += 1
    assert 30 < approved < 70
    of_tasks = details_of(record, "approvals", record.tasks["id"])["contact"]
    assert (of_tasks != NOBODY).all()
    assert len(record.tasks) == approved


def test_the_measures_count_approvals_and_the_longer_way_to_the_reply() -> None:
    found = measure(live(DAY), scenario_of(DAY))
    assert found["email.approvals"].value == 2.0
    assert found["email.approval_share"].value == 1.0
    assert found["email.approved_share"].value == 1.0
    assert found["email.mean_approval_h"].value == 5 / 60
    assert found["email.first_response_mean_h"].value == pytest.approx((15 + 24) / 2 / 60)
    assert found["email.mean_handle_s"].value == 600.0
    assert found["tasks.legal.done"].value == 2.0
    assert "phone.approvals" not in found
    lost = day(ONE, ("legal: {}", "legal: {lost: 99.9999 %}"))
    found = measure(live(lost), scenario_of(lost))
    assert found["email.approved_share"].value == 0.0
    assert found["email.response_rate"].value == 0.0
    assert found["email.answered"].value == 1.0


def test_the_measures_are_those_that_the_scenario_is_said_to_have() -> None:
    scenario = scenario_of(DAY)
    assert set(measures_of(scenario)) == set(measure(live(DAY), scenario))


def test_the_story_tells_it() -> None:
    told = " ".join(as_text(tell_story(live(DAY), 0, date(2026, 1, 5))).split())
    assert "The answer is ready, and has to be approved" in told
    assert "The answer goes to legal" in told
    assert "The answer is sent 5 min after it was ready" in told


WEEK = """
clock: {start: 2026-01-05, length: 4 weeks, run_out: 1 week}
demand: {mails: {rate: 400 per week, profile: Mon-Fri 08:00-18:00}}
issue_types: {question: {work: exponential(9 min)}}
channels: {email: {kind: deferred, approval: {desk: legal, share: SHARE}}}
tasks: {legal: {}}
teams:
  care: {shifts: {agents: 3, hours: Mon-Fri 08:00-18:00}, skills: {channels: email}}
  lawyers: {shifts: {agents: 1, hours: Mon-Fri 08:00-18:00}, skills: {tasks: legal}}
"""


def test_approvals_of_nothing_are_what_there_is_without_the_key() -> None:
    nothing = live(WEEK.replace("SHARE", "0 %"))
    without = live(WEEK.replace(", approval: {desk: legal, share: SHARE}", ""))
    assert digest(nothing) == digest(without)
    assert nothing.details == {}


def test_half_the_approvals_move_the_time_to_the_reply_by_more_than_its_interval() -> None:
    """All answers approved, and half of them: intervals of the mean time to the reply lie apart."""
    means, errors = [], []
    for share in ("100 %", "50 %"):
        rows = live(WEEK.replace("SHARE", share)).contacts
        times = (rows["ended_at"] - rows["opened_at"])[np.isfinite(rows["ended_at"])]
        times = times[times < 12 * 3600.0]  # the same day
        means.append(float(times.mean()))
        errors.append(float(times.std()) / len(times) ** 0.5)
    assert means[0] - means[1] > 1.96 * (errors[0] + errors[1])


@pytest.mark.parametrize(
    ("row", "change", "law"),
    [
        (0, {"asked_at": -1.0}, "approvals: asked for when the answer is ready"),
        (0, {"given_at": 899.0}, "approvals: the answer is sent when it is given"),
        (0, {"asked_at": 901.0}, "approvals: given after they were asked for"),
        (0, {"given_at": 899.0}, "approvals: given when the task is done"),
        (0, {"asked_at": 601.0}, "approvals: given when the task is done"),
        (1, {"contact": 77}, "approvals: each is about a contact"),
        (1, {"contact": 77}, "approvals: one task for each asked for"),
    ],
)
def test_broken_laws_are_told(row: int, change: dict[str, float], law: str) -> None:
    record = live(day(ONE))
    table = record.details["approvals"].copy()
    for column, value in change.items():
        table[column][row] = value
    found = check(replace(record, details={"approvals": table}))
    assert any(one.startswith(law) for one in found)
