"""The manner of the last talk enters the judgement: by team, by channel, and of a no."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engine import run
from sim.kpi import measure
from sim.kpi.one_issue import one_issue
from sim.plan import make_plan
from sim.report.story.one_customer import made_of_it
from tests.stories.telling import live, scenario_of, tell

JUDGES = "customers: {population: 1, trust: 50 %}\n"
DAY = """
demand: {calls: {trace: [0], channels: phone}}
issue_types: {question: {work: 10 min, resolves: 0}}
channels:
  phone: {returns: {unresolved: {chance: 1, delay: 20 min, at_most: 1, channel: chat}}}
  chat: {}
teams:
  care: {head_count: 1, skills: {channels: phone}, manner: CARE}
  chats: {head_count: 1, skills: {channels: chat}, manner: CHATS}
"""


def day(care: str, chats: str) -> str:
    return DAY.replace("CARE", care).replace("CHATS", chats)


def score(text: str) -> float:
    """That of the only issue: the customer's, and the same by the measures, judging or not."""
    record, scenario = live(JUDGES + text), scenario_of(JUDGES + text)
    given = float(record.details["judged"]["score"][0])
    assert measure(record, scenario)["satisfaction.score"].value == given
    alone = measure(live(text), scenario_of(text))["satisfaction.score"].value
    assert alone == given
    return given


def test_the_last_talk_counts() -> None:
    """4.2 + 0.3 at once, - 1.8 unresolved, - 0.4 for a further contact, and 0.6 for the chat."""
    assert (
        tell(JUDGES + day("-0.9", "0.6"))
        == """
phone 0 00:00 [talk with care] > 00:00 care0 > 00:10
chat 0.1 00:30 (unresolved) [talk with chats] > 00:30 chats0 > 00:40
issue 0 gave up 00:40, 2.9 of 5 at 00:40
"""
    )
    assert score(day("-0.9", "0.6")) == pytest.approx(2.9)


def test_points_by_channel_and_of_a_no() -> None:
    assert score(day("0", "{points: 0.6, channels: {chat: 0.1}}")) == pytest.approx(2.4)
    assert score(day("{channels: {phone: 0.5}}", "0")) == pytest.approx(2.3)
    denied = day("{points: 0.4, channels: {phone: 0.3}DENIED}", "0")
    denied = denied.replace("resolves: 0", "unresolvable: 100 %")
    assert score(denied.replace("DENIED", "")) == pytest.approx(4.2 + 0.3 - 1.2 + 0.3)
    cold = denied.replace("DENIED", ", denied: -1")
    assert score(cold) == pytest.approx(4.2 + 0.3 - 1.2 - 1.0)


def test_nothing_that_counts_is_nothing() -> None:
    none = live(day("0", "0").replace(", manner: 0", ""))
    record = live(day("0", "{points: 0, channels: {chat: 0}, denied: 0}"))
    assert not record.details
    for name in ("issues", "contacts", "tasks", "pieces", "spells", "duty", "agents"):
        assert getattr(record, name).tobytes() == getattr(none, name).tobytes()


def test_after_a_transfer_it_is_the_team_that_ends_the_talk() -> None:
    text = """
demand: {calls: {trace: [0], channels: phone}}
issue_types: {question: {work: 3 min}}
channels: {phone: {}}
teams:
  care: {head_count: 1, skills: {channels: phone}, manner: -2}
  back: {head_count: 1, skills: {channels: phone}, manner: -0.5}
routing:
  teams: {phone: care}
  transfers: [{from: care, to: back, chance: 100 %, after: 5 min}]
"""
    assert "[talk with back] > 00:00 care0 passed on" in tell(text)
    assert score(text) == pytest.approx(4.0)


def test_after_contact_work_of_another_team_is_no_talk() -> None:
    """Handed back in the middle of it, and taken up by somebody else."""
    log = tell("""
demand: {calls: {trace: [0], channels: phone}}
issue_types: {question: {work: 1 min, after_contact: 10 min}}
channels: {phone: {}}
teams:
  care:
    shifts: [{agents: 1, hours: "Mon 00:00-00:02"}]
    end_of_shift: hand_back
    skills: {channels: phone}
    manner: 0.2
  late: {head_count: {agents: 1, hours: "Mon 00:10-24:00"}, skills: {channels: phone}, manner: 1}
""")
    assert "[talk with care] > 00:00 care0 handed back 00:02 > 00:10 late0" in log


def test_a_desk_talks_with_nobody() -> None:
    """The need is met there; the talk was with the team that left the task."""
    text = """
demand: {calls: {trace: [0]}}
issue_types: {claim: {work: {diagnose: 10 min, fix: 30 min}, leaves: {fix: desk}}}
channels: {phone: {}}
tasks: {desk: {}}
teams:
  care: {head_count: 1, skills: {channels: phone, does: diagnose}, manner: -0.2}
  back: {head_count: 1, skills: {tasks: desk}, manner: -2}
"""
    assert score(text) == pytest.approx(4.3)


def test_who_was_never_answered_has_met_no_manner() -> None:
    """Nor who did not pick up when called back."""
    text = """
demand: {calls: {trace: [0, 0], channels: phone}}
issue_types: {question: {work: 10 min}}
channels: {phone: {patience: MORE}}
teams: {care: {head_count: 1, skills: {channels: phone}, manner: -1}}
"""
    for more in ("1 min", "1 h, callback: {after: 1 min, accepts: 100 %, answers: 0 %}"):
        record = live(text.replace("MORE", more))
        assert record.details["talked"]["job"].tolist() == [0]


def test_hope_ends_with_the_last_talk_up_to_then() -> None:
    """The second talk ends at 00:40; hope does at 00:35, with the first, and as unresolved."""
    hopes = "customers: {population: 1, gives_up_hope_after: 35 min, trust: 50 %}\n"
    log = tell(hopes + day("-0.5", "0.6"))
    assert "issue 0 gave up 00:40, 1.8 of 5 at 00:35" in log


# -- a firm of four weeks ----------------------------------------------------------------------

FIRM = """
clock: {start: 2026-01-05, length: 4 weeks, run_out: 1 week}
demand: {calls: {rate: 400 per week}}
issue_types: {question: {work: exponential(5 min), resolves: 70 %, unresolvable: 5 %}}
channels: {phone: {share: 1}, chat: {share: 1}}
teams:
  phones: {head_count: 4, skills: {channels: phone}, manner: PHONES}
  chats: {head_count: 4, skills: {channels: chat}}
returns: {unresolved: {chance: 90 %, delay: 1 h, channel: {phone: 1, chat: 1}}}
"""


def test_measures_count_what_the_record_says() -> None:
    """Issues of the team, and their scores against those without any manner."""
    text = FIRM.replace("PHONES", "-0.25")
    record = live(text)
    found = measure(record, scenario_of(text))
    none = measure(live(FIRM.replace("PHONES", "0")), scenario_of(FIRM.replace("PHONES", "0")))
    team = record.details["talked"]["team"]
    whose = record.contacts["issue"][
        np.searchsorted(record.contacts["id"], record.details["talked"]["job"])
    ]
    last = dict(zip(whose.tolist(), team.tolist(), strict=True))  # by the order of contacts
    measured = record.issues["id"][record.issues["opened_at"] < record.end_s].tolist()
    count = sum(last.get(issue) == 0 for issue in measured)
    assert found["teams.phones.last_talks"].value == count > 300
    assert "teams.chats.last_talks" not in found
    lost = none["satisfaction.score"].numerator - found["satisfaction.score"].numerator
    assert lost == pytest.approx(0.25 * count, rel=1e-2)  # but for those cut at one point
    score = found["teams.phones.last_talk_score"]
    assert score.denominator == count


def test_half_of_it_dissatisfies_by_more_than_its_interval() -> None:
    """The same customers, a manner of -0.15 instead of -0.3."""
    scores = []
    for manner in ("0", "-0.15"):
        scenario = scenario_of(FIRM.replace("PHONES", manner))
        runs = [measure(run(make_plan(scenario, 1, k)), scenario) for k in range(3)]
        scores.append([found["satisfaction.score"].value for found in runs])
    change = np.subtract(scores[0], scores[1])
    assert change.mean() > 4.303 * change.std(ddof=1) / np.sqrt(3)  # Student's t, 2 degrees


def test_the_story_tells_it() -> None:
    for points, told in (("0.6", "adds 0.60 points"), ("-0.6", "takes away 0.60 points")):
        text = day("0", points)
        facts = one_issue(live(text), scenario_of(text), 0)
        assert f"The manner of the last talk {told}." in " ".join(made_of_it(facts, "USD"))
    text = day("1", "0")
    assert "manner" not in " ".join(made_of_it(one_issue(live(text), scenario_of(text), 0), "USD"))
