"""Credibility: how often customers have complained before decides in which lane they stand."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from sim.engine import run
from sim.kpi import measure
from sim.plan import make_plan
from sim.record import Record, digest
from sim.record.details import details_of
from sim.record.frames import to_frames
from sim.report.story.telling import as_text
from sim.report.story.telling import tell as tell_story
from tests.stories.telling import live, scenario_of, tell

TABLES = ("issues", "contacts", "tasks", "pieces", "spells", "duty", "agents")
DAY = """
customers: {population: 2, segments: {moaner: {}, other: {}}}
demand:
  moans: {trace: [0, 1200, 3610], segments: moaner, issue_types: bill}
  others: {trace: [3600, 3620], segments: other, issue_types: bill}
issue_types: {bill: {work: 10 min, complaint: yes}, hello: {work: 10 min}}
channels: {phone: {}}
teams: {care: {head_count: 1, skills: {channels: phone}, chooses_contact: priority}}
"""
"""One customer calls twice, and again while the agent is busy with another one, who calls again."""


def ranked(number: int, text: str = DAY) -> str:
    lanes = f"[{{complaints_from: {number}, priority: 2}}, {{priority: 1}}]"
    return text + f"routing: {{priorities: {lanes}}}\n"


def before(record: Record) -> list[int]:
    """Complaints before each issue; -1: nobody is known, or made contact."""
    return [int(one) for one in details_of(record, "credibility", record.issues["id"])["before"]]


def counted(record: Record) -> list[int]:
    """Complaints of each customer by the end of the run."""
    return [int(one) for one in record.details["complaints"]["complaints"]]


def test_who_has_complained_often_waits_for_the_others() -> None:
    assert (
        tell(ranked(2))
        == """
phone 0 00:00 > 00:00 care0 > 00:10
phone 1 00:20 > 00:20 care0 > 00:30
phone 2 01:00 > 01:00 care0 > 01:10
phone 3 01:00:10 > 01:20 care0 > 01:30
phone 4 01:00:20 > 01:10 care0 > 01:20
issue 0 met 00:10
issue 1 met 00:30 [1 before]
issue 2 met 01:10
issue 3 met 01:30 [2 before]
issue 4 met 01:20 [1 before]
"""
    )
    assert counted(live(ranked(2))) == [3, 2]


def test_the_number_is_that_of_complaints_before() -> None:
    """Three it would be with this one: not yet. From one on both are known for it."""
    assert "phone 3 01:00:10 > 01:10 care0" in tell(ranked(3))
    assert "phone 3 01:00:10 > 01:10 care0" in tell(ranked(1))


def test_other_needs_are_no_complaints() -> None:
    """They stand in the lane of their customer's complaints, and add none."""
    hellos = DAY.replace("[0, 1200, 3610], segments: moaner", "[0, 1200], segments: moaner")
    hellos = hellos.replace(
        "  others",
        "  hellos: {trace: [1800, 3610], segments: moaner, issue_types: hello}\n  others",
    )
    record = live(ranked(2, hellos))
    assert before(record) == [0, 1, 2, 0, 2, 1]
    assert counted(record) == [2, 2]
    assert "phone 4 01:00:10 > 01:20 care0" in tell(ranked(2, hellos))
    none = hellos.replace("complaint: yes", "complaint: no")
    assert "complaints" not in live(ranked(2, none)).details
    assert "phone 4 01:00:10 > 01:10 care0" in tell(ranked(2, none))


def test_a_complaint_counts_once_however_often_somebody_calls_about_it() -> None:
    """Called back in vain twice, and in the same lane: what was before the issue counts."""
    text = DAY.replace("work: 10 min, c", "work: 10 min, resolves: 0 %, c")
    text += "returns: {unresolved: {chance: 100 %, delay: 1 min, at_most: 2}}\n"
    record = live(ranked(1, text))
    assert before(record) == [0, 1, 0, 2, 1]
    assert counted(record) == [3, 2]
    assert record.contacts["issue"].tolist().count(0) == 3


def test_the_lane_stays_while_others_complain_meanwhile() -> None:
    """The first need is still open when the second comes: its own contacts are those of the first
    complaint."""
    text = """
customers: {population: 2, segments: {moaner: {}, other: {}}}
demand:
  moans: {trace: [0, 720], segments: moaner, issue_types: bill}
  others: {trace: [660], segments: other, issue_types: hello}
issue_types: {bill: {work: 10 min, complaint: yes, resolves: 0 %}, hello: {work: 10 min}}
channels: {phone: {}}
teams: {care: {head_count: 1, skills: {channels: phone}, chooses_contact: priority}}
returns: {unresolved: {chance: 100 %, delay: 5 min, at_most: 1}}
"""
    assert (
        tell(ranked(1, text))
        == """
phone 0 00:00 > 00:00 care0 > 00:10
phone 1 00:11 > 00:11 care0 > 00:21
phone 2 00:12 > 00:31 care0 > 00:41
phone 0.1 00:15 (unresolved) > 00:21 care0 > 00:31
phone 2.1 00:46 (unresolved) > 00:46 care0 > 00:56
issue 0 gave up 00:31
issue 1 met 00:21
issue 2 gave up 00:56 [1 before]
"""
    )


def test_tasks_stand_in_the_lane_too() -> None:
    text = DAY.replace(
        "work: 10 min, c", "work: {fix: 10 min}, authority: 1, leaves: {fix: office}, c"
    )
    text = text.replace(
        "teams: {care: {head_count: 1, skills: {channels: phone}",
        "tasks: {office: {}}\nteams: {care: {head_count: 1, skills: {channels: phone}}, "
        "back: {head_count: 1, skills: {tasks: office, authority: 1}",
    )
    log = tell(ranked(2, text))
    assert "office 3 01:00:10 > 01:20 back0" in log
    assert "office 4 01:00:20 > 01:10 back0" in log


def test_complaints_count_once_contact_is_made() -> None:
    """What the firm sets right before the customer sees it is none."""
    noticed = "complaint: yes, noticed: {desk: office, chance: 100 %, after: AFTER, "
    noticed += "customer_contacts_after: 30 min}"
    text = DAY.replace("complaint: yes", noticed).replace(
        "teams: {care: {head_count: 1, skills: {channels: phone}",
        "tasks: {office: {}}\n"
        "teams: {care: {head_count: 3, skills: {channels: phone, tasks: office}",
    )
    assert counted(live(ranked(2, text.replace("AFTER", "1 h")))) == [3, 2]
    record = live(ranked(2, text.replace("AFTER", "1 min")))
    assert counted(record) == [0, 0]
    assert before(record) == [-1] * 5


def test_a_need_that_reaches_a_machine_or_another_channel_counts_there_and_then() -> None:
    served = DAY.replace("phone: {}", "phone: {self_service: {contains: 0 %, takes: 1 min}}")
    assert before(live(ranked(2, served))) == [0, 1, 0, 2, 1]
    sent = DAY.replace("{phone: {}}", "{phone: {}, mail: {kind: deferred, share: 0}}")
    sent = sent.replace("phone: {}", "phone: {redirect: {to: mail, work: 0 s, follows: 100 %}}")
    sent = sent.replace("channels: phone}", "channels: [phone, mail]}")
    record = live(ranked(2, sent))
    assert before(record) == [0, 1, 0, 2, 1]
    assert counted(record) == [3, 2]
    assert "mail 3.1 01:00:10 (redirected) > 01:20" in tell(ranked(2, sent))


def test_closed_doors_do_not_keep_a_complaint_from_counting() -> None:
    """Turned away without a second try, it was made."""
    text = DAY.replace("phone: {}", "phone: {hours: Mon 01:00-24:00}")
    assert counted(live(ranked(2, text))) == [3, 2]


LEAVING = """
customers: {population: 1, leaving: {at_worst: 100 %, at_middle: 100 %, own_score: 100 %}}
demand: {moans: {trace: [0, 3600, 7200]THINNED}}
issue_types: {bill: {work: 10 min, complaint: yes, unresolvable: 100 %}}
channels: {phone: {}}
teams: {care: {head_count: 1, skills: {channels: phone}, chooses_contact: priority}}
satisfaction: {base: 1}
"""


def test_who_has_left_complains_no_more_and_who_comes_instead_is_not_known() -> None:
    gone = live(ranked(1, LEAVING.replace("THINNED", ", thinned: yes")))
    assert (before(gone), counted(gone)) == ([0, -1, -1], [1])
    others = live(ranked(1, LEAVING.replace("THINNED", "")))
    assert (before(others), counted(others)) == ([0, -1, -1], [1])
    assert len(others.contacts) == 3


def test_story_and_frames() -> None:
    record = live(ranked(2))
    names = [as_text(tell_story(record, number, date(2026, 1, 5))) for number in (0, 1, 3)]
    texts = [" ".join(one) if not isinstance(one, str) else one for one in names]
    assert "complained" not in texts[0]
    assert "Has complained once before" in texts[1]
    assert "Has complained twice before" in texts[2]
    frames = to_frames(record)
    assert frames["complaints"].to_dict("list") == {
        "customer": [0, 1],
        "number": [0, 1],
        "complaints": [3, 2],
    }
    assert frames["credibility"].to_dict("list") == {
        "issue": [0, 1, 2, 3, 4],
        "before": [0, 1, 0, 2, 1],
    }


WEEKS = """
clock: {start: 2026-01-05, length: 4 weeks, run_out: 1 day}
customers: {population: 3000, segments: {people: {share: 99}, habitual: {share: 1}}}
demand:
  needs: {rate: 1000 per week, issue_types: bill, segments: people}
  moans: {rate: 600 per week, issue_types: moan, segments: habitual}
issue_types:
  bill: {work: exponential(5 min), complaint: yes}
  moan: {work: exponential(5 min), needs: answer, complaint: yes}
channels: {phone: {patience: exponential(2 h)}}
teams: {care: {head_count: 1, skills: {channels: phone}, chooses_contact: credit}}
"""


def credited(number: int, minutes: float) -> str:
    """Who has not complained so often is granted some time."""
    lanes = f"[{{complaints_from: {number}}}, {{credit: {minutes:g} min}}]"
    return WEEKS + f"routing: {{priorities: {lanes}}}\n"


def test_credit_of_half_the_time_moves_the_waits_of_the_others() -> None:
    """Four weeks, habitual complainers of more than a third of all contacts; an hour is all."""
    waits = {}
    for minutes in (0, 30, 60):
        text = credited(8, minutes)
        found = measure(live(text), scenario_of(text))
        waits[minutes] = found["phone.credible_wait_s"].value
    record = live(credited(8, 30))
    rows = record.contacts[record.issues["segment"][record.contacts["issue"]] == 0]
    wait = rows["answered_at"] - rows["opened_at"]
    error = np.nanstd(wait) / np.sqrt(len(wait) / 20)  # about twenty in a busy period
    assert waits[0] - waits[30] > 1.96 * error
    assert waits[30] > waits[60]


def test_a_number_that_nobody_reaches_changes_nothing_else() -> None:
    """The same as no such rank at all, but for the tables that count."""
    plain = run(make_plan(scenario_of(WEEKS), 3), "simpy")
    counts = run(make_plan(scenario_of(credited(9999, 0)), 3), "simpy")
    for name in TABLES:
        assert getattr(plain, name).tobytes() == getattr(counts, name).tobytes()
    assert plain.details == {}
    assert max(counted(counts)) > 8
    assert digest(plain) != digest(counts)


def test_the_measures_by_hand() -> None:
    text = credited(8, 5)
    record, found = live(text), measure(live(text), scenario_of(text))
    issues, known = record.issues, np.array(before(record))
    counts: dict[int, int] = {}
    for issue in issues:  # each calls once when the need arises, and all are complaints
        assert known[issue["id"]] == counts.get(int(issue["customer"]), 0)
        counts[int(issue["customer"])] = known[issue["id"]] + 1
    begun = issues["opened_at"] < record.end_s
    often = begun & (known >= 8)
    assert found["demand.complaints"].value == begun.sum()
    assert found["demand.habitual_share"].value == often.sum() / begun.sum()
    share = (often & (issues["type"] == 0)).sum() / often.sum()
    assert found["demand.habitual_need_share"].value == share < 0.1
    rows = record.contacts[record.contacts["opened_at"] < record.end_s]
    wait = np.fmin(rows["answered_at"], rows["ended_at"]) - rows["opened_at"]
    theirs = known[rows["issue"]] >= 8
    assert found["phone.habitual_wait_s"].value == pytest.approx(wait[theirs].mean())
    assert found["phone.credible_wait_s"].value == pytest.approx(wait[~theirs].mean())
