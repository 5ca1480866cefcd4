"""Contacts without a need: thanks, feedback, habitual complaints, of which any answer is enough."""

from __future__ import annotations

import numpy as np
import pytest

from sim.codes import DONE
from sim.kpi import measure
from sim.kpi.one_issue import one_issue
from sim.record import digest
from tests.stories.telling import live, scenario_of, tell

TYPES = """
issue_types:
  thanks: {work: 4 min, needs: answer}
  question: {work: 4 min, leaves: {fix: office}}
"""
CALLS = """
demand:
  notes: {trace: [0, 600], channels: phone, issue_types: thanks}
  calls: {trace: [1200], channels: phone, issue_types: question}
"""
MAILS = "demand: {notes: {trace: [0, 600], channels: email, issue_types: thanks}}\n"
TEAMS = """
tasks: {office: {}}
promise: {kind: fixed, within: 1 h}
teams:
  care: {head_count: 1, skills: {channels: CHANNELS, does: acknowledge}}
  back: {head_count: 1, skills: {tasks: office}}
"""
"""An agent who may only take in what others do, and one at the desk."""
PHONE = "channels: {phone: {}}\n" + TYPES + TEAMS.replace("CHANNELS", "phone")


def by_mail(rule: str) -> str:
    channels = f"channels: {{phone: {{}}, email: {{kind: deferred, {rule}}}}}\n"
    return MAILS + channels + TYPES + TEAMS.replace("CHANNELS", "[phone, email]")


def test_whoever_answers_meets_it() -> None:
    """What they do not know how to do they leave to the desk, and say when it will be done."""
    assert (
        tell(CALLS + PHONE)
        == """
phone 0 00:00 > 00:00 care0 > 00:04
phone 1 00:10 > 00:10 care0 > 00:14
phone 2 00:20 > 00:20 care0 at once promised 01:20
office 2 00:20 > 00:20 back0 > 00:24 fixed
issue 0 met 00:04
issue 1 met 00:14
issue 2 met 00:24
"""
    )


def test_who_has_to_do_with_a_fix_needs_an_answer_less() -> None:
    """All stages of the work are done by whoever answers."""
    text = (CALLS + PHONE).replace("4 min, needs", "{diagnose: 1 min, fix: 4 min}, needs")
    assert "issue 0 met 00:05" in tell(text)


def test_nobody_is_the_wrong_team_for_it() -> None:
    text = (CALLS + PHONE).replace("tasks: office}", "tasks: office, channels: phone}")
    text += "routing: {transfers: [{from: care, to: back, chance: 100 %}]}\n"
    assert (
        tell(text)
        == """
phone 0 00:00 > 00:00 care0 > 00:04
phone 1 00:10 > 00:10 care0 > 00:14
phone 2 00:20 > 00:20 care0 passed on 00:21 > 00:21 back0 > 00:25
issue 0 met 00:04
issue 1 met 00:14
issue 2 met 00:25
"""
    )


def test_it_never_fails() -> None:
    """Neither talk cut short nor an offer that spoils a fix matters, nor a machine that lies."""
    cut = (CALLS + PHONE).replace(
        "does: acknowledge}",
        "does: acknowledge}, handle_time_target: {talk: 1 min}, "
        "offers: {takes: 1 min, accepted: 0 %, resolves: 0 %}",
    )
    log = tell(cut)
    assert "phone 0 00:00 [180 s left out by care] [offer refused 60 s 00:02]" in log
    assert "issue 0 met 00:02\nissue 1 met 00:12\n" in log
    machine = "phone: {self_service: {contains: 100 %, false_fixes: 100 %, takes: 1 min}}"
    assert (
        tell((CALLS + PHONE).replace("phone: {}", machine))
        == """
phone 0 00:00 [self-service 00:00 to 00:01] contained > 00:01
phone 1 00:10 [self-service 00:10 to 00:11] contained > 00:11
phone 2 00:20 [self-service 00:20 to 00:21, says done] contained > 00:21
issue 0 met 00:01
issue 1 met 00:11
issue 2 gave up 00:21
"""
    )


def test_without_an_answer_the_customer_gives_up() -> None:
    log = tell(by_mail("answers: no, expected_reply: 1 h"))
    assert "email 0 00:00 ignored\nemail 1 00:10 ignored\nissue 0 gave up 01:00\n" in log
    log = tell(
        (CALLS + PHONE)
        .replace("[0, 600]", "[0, 30]")
        .replace("{phone: {}}", "{phone: {patience: 1 min}}")
    )
    assert "phone 1 00:00:30 gave up > 00:01:30\n" in log
    assert "issue 1 gave up 00:01:30\n" in log


def test_who_is_sent_elsewhere_has_no_answer_yet() -> None:
    assert (
        tell(by_mail("redirect: {to: phone, follows: 100 %, work: 1 min}"))
        == """
email 0 00:00 > 00:00 care0 [follows] redirected > 00:01
phone 0.1 00:01 (redirected) > 00:01 care0 > 00:05
email 1 00:10 > 00:10 care0 [follows] redirected > 00:11
phone 1.1 00:11 (redirected) > 00:11 care0 > 00:15
issue 0 met 00:05
issue 1 met 00:15
"""
    )


def test_an_answer_that_has_to_be_approved_meets_it_when_it_is_sent() -> None:
    assert (
        tell(by_mail("approval: {desk: office, work: 5 min}"))
        == """
email 0 00:00 [approval 00:04-00:09] > 00:00 care0 > 00:09 free 00:04
office 0 00:04 [about 0] > 00:04 back0 > 00:09
email 1 00:10 [approval 00:14-00:19] > 00:10 care0 > 00:19 free 00:14
office 1 00:14 [about 2] > 00:14 back0 > 00:19
issue 0 met 00:09
issue 1 met 00:19
"""
    )


def test_who_asks_again_before_the_answer_is_a_chase_after_it() -> None:
    """The first answer is enough; what waits takes the type's `chase`."""
    text = by_mail("expected_reply: 20 min").replace("{work: 4 min, needs", "{work: 40 min, needs")
    text += "returns: {no_reply: {chance: 100 %, at_most: 1}}\n"
    assert (
        tell(text)
        == """
email 0 00:00 > 00:00 care0 > 00:40
email 1 00:10 > 00:40 care0 > 01:20
email 0.1 00:20 (no_reply) > 01:20 care0 > 01:22
email 1.1 00:30 (no_reply) > 01:22 care0 > 01:24
issue 0 met 00:40
issue 1 met 01:20
"""
    )


def test_what_is_handed_back_is_met_by_who_goes_on_with_it() -> None:
    text = (CALLS + PHONE).replace(
        "care: {head_count: 1,",
        "care: {end_of_shift: hand_back, shifts: [{agents: 1, hours: Mon 00:00-00:02}, "
        "{agents: 1, hours: Mon 00:12-24:00}],",
    )
    log = tell(text)
    assert "phone 0 00:00 > 00:00 care0 handed back 00:02 > 00:12 care1 > 00:14\n" in log
    assert "issue 0 met 00:14\nissue 1 met 00:18\n" in log


JUDGING = "customers: {population: 100, trust: {rate: 20 %}}\n"
FOUR = "demand: {notes: {trace: [0, 1, 2, 3], channels: CHANNEL, issue_types: thanks}}\n"


def judged(text: str) -> list[float]:
    """The scores that customers gave; satisfaction measures give the same without trust."""
    record = live(JUDGING + text)
    scores = [float(one) for one in record.details["judged"]["score"]]
    plain, scenario = live(text), scenario_of(text)
    again = [one_issue(plain, scenario, number).score for number in range(len(plain.issues))]
    assert again == scores
    return scores


def test_the_wait_for_the_answer_is_judged_alone() -> None:
    """Base 4.2; at once is three halvings of the minute, two are 2 and 3 doublings and one 8 min.
    Who gives up and calls again waits for long: one contact too many, but no point for it."""
    text = FOUR.replace("CHANNEL", "phone") + PHONE.replace(
        "phone: {}", "phone: {expected_reply: 1 min, patience: 10 min}"
    )
    text += "returns: {abandoned: {chance: 100 %, delay: 1 h}}\n"
    second = 4.2 - 0.35 * np.log2(239 / 60)
    worst = 4.2 - 0.35 * 3.0
    assert judged(text) == pytest.approx([4.5, second, 4.2 - 0.35 * np.log2(478 / 60), worst])


def test_no_answer_is_the_longest_wait() -> None:
    text = by_mail("answers: no, expected_reply: 1 h").replace(
        MAILS, FOUR.replace("CHANNEL", "email")
    )
    assert judged(text) == pytest.approx([4.2 - 0.35 * 3.0] * 4)
    assert judged(text.replace("answers: no, ", "")) == pytest.approx(
        [4.5, *(4.2 - 0.1 * np.log2((240 * n - n + 1) / 3600) for n in (2, 3, 4))]
    )


WEEK = """
clock: {start: 2026-01-05, length: 4 weeks, run_out: 1 day}
customers: {segments: {people: {share: 9, reach: 50}, stars: {reach: 9000}}}
demand: {all: {rate: 900 per week}}
issue_types:
  question: {share: 2, work: exponential(6 min), resolves: 60 %}
  note: {share: 1, work: exponential(3 min)RULE}
channels:
  phone: {patience: exponential(8 min), expected_reply: 1 min}
  email: {kind: deferred, public: yes, answers: {share: 90 %}, expected_reply: 1 h}
teams: {care: {head_count: 2, skills: {channels: [phone, email]}, wage: 24 USD/h}}
"""


def test_stating_the_default_changes_nothing() -> None:
    plain = WEEK.replace("RULE", "")
    assert digest(live(WEEK.replace("RULE", ", needs: fix"))) == digest(live(plain))
    assert "demand.contacts_without_need" not in measure(live(plain), scenario_of(plain))


def test_measures_of_resolution_leave_them_out() -> None:
    """Those of the other type alone are those of all; contacts, hours and cost count them."""
    text = WEEK.replace("RULE", ", needs: answer")
    record, scenario = live(text), scenario_of(text)
    found = measure(record, scenario)
    for name in ("mean_h", "met_share", "met_mean_h", "denied_share"):
        alone = found[f"types.question.resolution.{name}"]
        assert found[f"resolution.{name}"] == pytest.approx(alone)
    for name in ("csat", "score", "disconfirmation"):
        alone = found[f"types.question.satisfaction.{name}"]
        assert found[f"satisfaction.{name}"] == pytest.approx(alone)
    parts = [found[f"{one}.satisfaction.csat"].denominator for one in ("phone", "email")]
    questions = found["types.question.issues"].value
    assert sum(parts) == questions == found["resolution.unresolved_share"].denominator
    assert found["types.note.resolution.met_share"].value > 0.9
    notes = found["types.note.issues"].value
    assert found["demand.issues"].value == questions + notes
    resolved = record.issues["met_at"][record.issues["type"] == 0] < record.end_s
    assert found["cost.per_resolved_issue"].denominator == resolved.sum()
    contacts = record.contacts[record.contacts["opened_at"] < record.end_s]
    of_notes = contacts[record.issues["type"][contacts["issue"]] == 1]
    assert found["demand.contacts_without_need"].value == len(of_notes)
    assert found["demand.without_need_share"].value == len(of_notes) / len(contacts)
    done = record.contacts[record.contacts["state"] == DONE]
    until, since = (np.fmin(done[name], record.end_s) for name in ("freed_at", "taken_at"))
    hours = (until - since) / 3600
    of_note = record.issues["type"][done["issue"]] == 1
    assert found["demand.hours_without_need"].value == pytest.approx(hours[of_note].sum())
    share = found["demand.hours_without_need_share"].value
    assert share == pytest.approx(hours[of_note].sum() / hours.sum())
    assert found["resolution.given_up_share"].denominator == questions


def test_half_of_the_notes_that_need_no_fix_make_agents_of_few_skills_enough() -> None:
    """Four weeks. With notes that a further desk must see to, all wait there for what is fixed
    in an hour; half of them needing an answer alone frees the desk of as much work."""
    text = """
clock: {start: 2026-01-05, length: 4 weeks, run_out: 1 week}
demand: {all: {rate: 700 per week}}
issue_types:
  question: {share: 2, work: exponential(10 min), leaves: {fix: office}}
  note: {share: 1, work: exponential(10 min), leaves: {fix: office}}
  half: {share: 1, work: exponential(10 min)RULE}
channels: {phone: {}}
tasks: {office: {}}
teams:
  care: {head_count: 2, skills: {channels: phone, does: acknowledge}}
  back: {head_count: 1, skills: {tasks: office}}
"""
    found = []
    for rule in (", leaves: {fix: office}", ", needs: answer"):
        page = text.replace("RULE", rule)
        record = live(page)
        time = record.issues["met_at"] - record.issues["opened_at"]
        time = time[record.issues["type"] == 0] / 3600
        error = np.nanstd(time) / np.sqrt(np.isfinite(time).sum() / 50)  # waits come in clusters
        found.append(
            (measure(record, scenario_of(page))["types.question.resolution.mean_h"], error)
        )
    (off, error), (on, _) = found
    assert off.value - on.value > 1.96 * error
