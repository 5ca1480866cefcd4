"""Self-service in front of a channel: contained, left, misrouted, passed on, false."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from sim.codes import CONTAINED, DROPPED_OUT, U_CONTAINED, U_DROPS, U_FALSELY, U_MISROUTED
from sim.draws.threefry import uniform
from sim.kpi import measure
from sim.plan import make_plan
from sim.record import digest, to_frames
from sim.record.details import details_of
from sim.report.story.telling import as_text
from sim.report.story.telling import tell as tell_story
from tests.stories.self_service_days import STORIES
from tests.stories.telling import live, scenario_of, tell

DAY = """
demand: {calls: {trace: [0, 60]}}
issue_types: {question: {work: 5 min}}
channels: {phone: {self_service: {contains: 100 %}}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
"""
ALL = "{contains: 100 %}"
AGAIN = "returns: {unresolved: {chance: 1, delay: 10 min}}"


def day(*changes: tuple[str, str]) -> str:
    text = DAY
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize("name", STORIES)
def test_stories(name: str) -> None:
    text, log = STORIES[name]
    assert tell(text) == log


def test_overflow_comes_first_of_simultaneous_moments() -> None:
    """At 0:01 the call that waits is given to the further team, and only then the chat comes."""
    log = tell("""
demand: {one: {trace: [0], channels: chat}, two: {trace: [0], channels: phone}}
issue_types: {question: {work: 5 min}}
channels: {phone: {}, chat: {self_service: {takes: 1 min}}}
teams:
  care: {head_count: 0, skills: {channels: phone}}
  back: {head_count: 1, skills: {channels: [phone, chat]}}
routing: {teams: {phone: care, chat: back}, overflow: {queue: phone, after: 1 min, to: back}}
""")
    assert "phone 1 00:00 > 00:01 back0" in log
    assert "chat 0 00:01 [self-service 00:00 to 00:01] > 00:06 back0" in log


def test_what_is_resolved_at_the_moment_of_a_recurrence_does_not_recur() -> None:
    log = tell(
        day(
            ("[0, 60]", "[0]"),
            (ALL, "{contains: 100 %, takes: 5 min}"),
            ("work: 5 min", "work: 5 min, recurs: {every: 5 min}"),
        )
    )
    assert (
        log
        == """
phone 0 00:00 [self-service 00:00 to 00:05] contained > 00:05
issue 0 met 00:05
"""
    )


def test_the_answer_to_a_question_does_not_meet_it() -> None:
    log = tell("""
demand: {mails: {trace: [0]}}
issue_types:
  claim: {work: 10 min, turns: {questions: 90 %, work: 2 min, answers: 100 %, answers_after: 1 h}}
channels: {email: {kind: deferred, self_service: {takes: 1 min}}}
teams: {care: {head_count: 1, skills: {channels: email}}}
""")
    first, *answers = [line for line in log.splitlines() if line.startswith("email")]
    assert "[self-service" in first
    assert len(answers) > 1
    assert all("(answer)" in line and "[self-service" not in line for line in answers)


def test_what_the_firm_takes_for_done_is_passed_on() -> None:
    """The desk's fix does not hold, and nobody was told: an agent says that it is done."""
    log = tell("""
demand: {calls: {trace: [0]}}
issue_types:
  claim:
    work: {diagnose: 1 min, fix: 10 min}
    leaves: {fix: desk}
    found_out_after: 5 h
    resolves: 0 %
    chase: 1 min
channels:
  phone: {returns: {broken_promise: {chance: 1, channel: chat}}}
  chat: {share: 0, self_service: {contains: 100 %}}
tasks: {desk: {confirms: 0 %}}
promise: {kind: fixed, within: 30 min}
teams:
  care: {head_count: 1, skills: {channels: [phone, chat], does: diagnose}}
  back: {head_count: 1, skills: {tasks: desk}}
""")
    assert "chat 0.1 00:32 (broken_promise) [self-service 00:31 to 00:32] [said done" in log


def test_the_customer_may_tell_it() -> None:
    told = _told(day((ALL, f"{{contains: 100 %, false_fixes: 100 %, only_first: yes}}, {AGAIN}")))
    assert "Makes contact (phone), meets self-service" in told
    assert "Self-service says after 1 min that it is done, which it is not" in told
    assert "Comes back, since the need is not met (phone)" in told
    assert "Self-service resolves it within 1 min" in _told(day())
    again = "returns: {dropped_out: {chance: 1, delay: 10 min, at_most: 1}}"
    told = _told(day((ALL, f"{{drops: 100 %}}, {again}")))
    assert "Leaves self-service after 1 min (phone)" in told
    assert "Tries again after leaving self-service (phone)" in told
    told = _told(day((ALL, "{misroutes: 100 %, misrouted_work: 2 min}")))
    assert "Self-service takes it for something else: 2 min of work to put right" in told
    assert "Is passed on to agents (phone)" in told


def _told(text: str) -> str:
    return " ".join(as_text(tell_story(live(text), 0, date(2026, 1, 5))).split())


@pytest.mark.parametrize(("kind", "answered_s"), [("live", 0.0), ("deferred", 60.0)])
def test_what_it_contains_it_has_answered(kind: str, answered_s: float) -> None:
    """On a live channel when the talk with it begins, as with agents; else with its reply."""
    record = live(day(("phone: {", f"phone: {{kind: {kind}, ")))
    assert (record.issues["acknowledged_at"] - record.issues["opened_at"]).tolist() == (
        [answered_s] * 2
    )


def test_frames_name_it() -> None:
    frames = to_frames(live(day((ALL, "{contains: 100 %, drops: 100 %}"))))
    assert frames["contacts"]["state"].tolist() == ["dropped_out", "dropped_out"]
    noted = frames["self_services"]
    assert (noted["left_at"] - noted["entered_at"]).dt.total_seconds().tolist() == [60.0, 60.0]


WEEKS = """
clock: {start: 2026-01-05, length: 4 weeks, run_out: 1 week}
demand: {calls: {rate: 500 per week, channels: phone}}
issue_types: {question: {work: exponential(5 min)}}
channels: {phone: {MACHINE}}
teams: {care: {head_count: 2, skills: {channels: phone}}}
"""
PLAIN = WEEKS.replace("MACHINE", "share: 1")


def weeks(rule: str) -> str:
    return WEEKS.replace("MACHINE", f"self_service: {{{rule}}}")


@pytest.mark.parametrize(
    "none",
    ["takes: 0 s", "takes: 0 s, contains: 0 %, issue_types: {question: 0 %}, always_open: yes"],
)
def test_a_machine_that_does_nothing_is_none(none: str) -> None:
    assert digest(live(weeks(none))) == digest(live(PLAIN))


def test_one_that_takes_no_time_and_only_costs_changes_nothing_that_happens() -> None:
    costly, plain = live(weeks("takes: 0 s, cost_per_contact: 1 USD")), live(PLAIN)
    for table in ("issues", "contacts", "spells"):
        assert getattr(costly, table).tobytes() == getattr(plain, table).tobytes()


def test_shares_are_those_stated_and_measures_count_them() -> None:
    """Independent draws: within four standard errors; the measures count the same contacts."""
    rule = (
        "contains: 40 %, drops: 20 %, false_fixes: 30 %, misroutes: 25 %, cost_per_contact: 2 USD"
    )
    text = weeks(rule)
    record, scenario = live(text), scenario_of(text)
    contacts = record.contacts
    noted = details_of(record, "self_services", contacts["id"])
    within = noted["entered_at"] < record.end_s
    contacts, noted = contacts[within], noted[within]
    n = len(contacts)
    assert n > 1800
    dropped, contained = contacts["state"] == DROPPED_OUT, contacts["state"] == CONTAINED
    found = measure(record, scenario)

    def share(name: str, chosen: np.ndarray, of: np.ndarray, expected: float) -> None:
        count, whole = np.count_nonzero(chosen), np.count_nonzero(of)
        assert found[f"phone.{name}"].value == pytest.approx(count / whole)
        assert abs(count / whole - expected) < 4 * (expected * (1 - expected) / whole) ** 0.5

    every = np.ones(n, bool)
    false = noted["false_fix"] == 1
    share("drop_out_share", dropped, every, 0.2)
    share("containment", contained, every, 0.8 * 0.4)
    share("true_containment", contained & ~false, every, 0.8 * 0.4 * 0.7)
    share("false_containment", false, contained, 0.3)
    share("misrouted_share", noted["misrouted"] == 1, ~contained & ~dropped, 0.25)
    assert found["phone.self_service_entered"].value == n
    assert found["phone.contained"].value == np.count_nonzero(contained)
    assert found["phone.mean_self_service_s"].value == 60.0
    assert found["phone.self_service_cost"].value == found["cost.self_service"].value == 2.0 * n
    assert found["cost.total"].value == 2.0 * n
    met = np.count_nonzero(contained & ~false)
    assert found["phone.self_service_cost_per_met_need"].value == pytest.approx(2.0 * n / met)
    assert found["demand.contacts"].value == pytest.approx(n, abs=3)
    offered = found["phone.offered"].value
    assert offered == pytest.approx(np.count_nonzero(~contained & ~dropped), abs=3)


def test_waits_are_those_in_the_line() -> None:
    """A long time in self-service is no wait: nobody waits where agents are many."""
    found = measure(
        live(text := weeks("takes: 30 min").replace("2, s", "20, s")), scenario_of(text)
    )
    assert found["phone.mean_wait_s"].value == 0.0
    inside = 500 / (7 * 24 * 60) * 5  # talks of 5 min, by Little's law
    assert found["phone.mean_in_system"].value == pytest.approx(inside, rel=0.1)


def test_half_of_them_contained_halve_the_work_by_more_than_its_interval() -> None:
    """Four weeks; busy hours of 2,000 exponential talks of 5 min: their spread is known."""
    busy = [measure(live(text), scenario_of(text)) for text in (PLAIN, weeks("contains: 50 %"))]
    hours = [found["teams.care.busy_h"].value for found in busy]
    spread = 5.0 / 60.0 * (2000 + 1000 * 2) ** 0.5
    assert hours[0] - hours[1] > 2 * 1.96 * spread


def test_half_of_what_is_contained_falsely_is_no_saving() -> None:
    """All who are told falsely come back: contacts an issue rise, true containment falls."""
    rule = "contains: 50 %, only_first: yes"
    texts = [weeks(rule + more) + AGAIN + "\n" for more in ("", ", false_fixes: 50 %")]
    honest, false = (measure(live(text), scenario_of(text)) for text in texts)
    assert honest["phone.containment"].value == false["phone.containment"].value
    gap = false["demand.contacts_per_issue"].value - honest["demand.contacts_per_issue"].value
    assert gap == pytest.approx(0.25, abs=4 * (0.25 * 0.75 / 2000) ** 0.5)


def test_each_contact_has_its_own_draws() -> None:
    """By its number among the issue's contacts, whatever became of those before."""
    rule = "contains: 30 %, drops: 20 %, false_fixes: 60 %, misroutes: 40 %"
    text = weeks(rule) + "returns: {unresolved: 1, dropped_out: 1}\n"
    issues = make_plan(scenario_of(text), seed=1).fresh_floor().issues
    record, numbers = live(text), set()
    noted = details_of(record, "self_services", record.contacts["id"])
    for contact, detail in zip(record.contacts, noted, strict=True):
        issue, number = issues[contact["issue"]], int(contact["number"])
        keys = int(issue["key0"]), int(issue["key1"])
        drops = uniform(*keys, U_DROPS, number) < 0.2
        contained = not drops and uniform(*keys, U_CONTAINED, number) < 0.3
        if np.isfinite(detail["left_at"]):
            assert (contact["state"] == DROPPED_OUT) == drops
            assert (contact["state"] == CONTAINED) == contained
            assert detail["false_fix"] == (contained and uniform(*keys, U_FALSELY, number) < 0.6)
            passed = not drops and not contained
            assert detail["misrouted"] == (passed and uniform(*keys, U_MISROUTED, number) < 0.4)
            numbers.add(number)
    assert numbers >= {0, 1, 2}
