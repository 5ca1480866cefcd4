"""Agents offer something to customers who make contact: talk, revenue, annoyance."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from sim.codes import ANSWER
from sim.engine import run
from sim.kpi import measure
from sim.plan import make_plan
from sim.record import Record, digest
from sim.report.story.telling import as_text
from sim.report.story.telling import tell as tell_story
from sim.time_units import HOUR
from tests.stories.telling import live, scenario_of, tell

DAY = """
demand: {calls: {trace: [0], channels: phone}}
issue_types: {question: {work: 3 min, after_contact: 1 min}}
channels: {phone: {expected_reply: 1 min}}
teams: {care: {head_count: 1, skills: {channels: phone}, offers: OFFERS}}
"""
TAKEN = "{takes: 90 s, accepted: 100 %, revenue: 20 USD}"
NOT_TAKEN = "{takes: 90 s, accepted: 0 %}"
NEVER = DAY.replace(", offers: OFFERS", "")


def offering(rule: str, text: str = DAY) -> str:
    return text.replace("OFFERS", rule)


def test_an_offer_makes_the_talk_longer() -> None:
    assert (
        tell(offering(TAKEN))
        == """
phone 0 00:00 [offer accepted 90 s 00:04:30] > 00:00 care0 > 00:04:30 free 00:05:30
issue 0 met 00:04:30
"""
    )
    assert "[offer refused 90 s 00:04:30]" in tell(offering(NOT_TAKEN))


def test_never_making_any_leaves_every_byte() -> None:
    assert digest(live(NEVER)) == digest(live(offering("{share: 0 %, takes: 1 h}")))
    assert not live(offering("0 %")).details


def test_offers_of_no_length_that_annoy_nobody_change_nothing_but_their_table() -> None:
    """Not accepted, too."""
    one = live(offering("{takes: 0 s, annoyance: 0, accepted: 0 %}"))
    other = live(NEVER)
    assert one.contacts.tobytes() == other.contacts.tobytes()
    assert one.issues.tobytes() == other.issues.tobytes()
    assert list(one.details) == ["offers"]


def test_nobody_gets_two_offers_about_one_need() -> None:
    """In the second contact there is none; the third one is about another need."""
    again = DAY.replace("{expected_reply: 1 min}", "{returns: {unresolved: 100 %}}")
    again = again.replace("work: 3 min,", "work: 3 min, resolves: 0 %,").replace("[0]", "[0, 3600]")
    assert (
        tell(
            offering(NOT_TAKEN, again.replace("100 %}", "{chance: 100 %, delay: 1 h, at_most: 1}}"))
        )
        == """
phone 0 00:00 [offer refused 90 s 00:04:30] > 00:00 care0 > 00:04:30 free 00:05:30
phone 1 01:00 [offer refused 90 s 01:04:30] > 01:00 care0 > 01:04:30 free 01:05:30
phone 0.1 01:04:30 (unresolved) > 01:05:30 care0 > 01:08:30 free 01:09:30
phone 1.1 02:04:30 (unresolved) > 02:04:30 care0 > 02:07:30 free 02:08:30
issue 0 gave up 01:08:30
issue 1 gave up 02:07:30
"""
    )


OFFICE = """
demand: {calls: {trace: [0], channels: phone}}
issue_types:
  claim:
    work: {diagnose: 5 min, fix: 30 min}
    authority: 1
    leaves: {fix: office}
    chase: 6 min
channels: {phone: {returns: {broken_promise: {chance: 100 %, at_most: 1}}}}
tasks: {office: {hours: "Mon 01:00-24:00"}}
promise: {kind: fixed, within: 10 min}
teams:
  care: {head_count: 1, skills: {channels: phone}, offers: CARE}
  back:
    head_count: 1
    skills: [{tasks: office, authority: 1}, {channels: phone, authority: 1}]
    offers: {takes: 2 min, accepted: 100 %}
routing: {teams: {phone: care}}
"""


def test_no_task_and_no_chase_gets_one() -> None:
    """The team at the desk makes offers too, in contacts; the first one has made its own."""
    log = tell(OFFICE.replace("CARE", "{takes: 1 min, issue_types: claim, channels: phone}"))
    assert (
        log
        == """
phone 0 00:00 [offer refused 60 s 00:06] > 00:00 care0 > 00:06 promised 00:16
office 0 00:06 > 01:00 back0 > 01:30 fixed
phone 0.1 00:16 (broken_promise) > 00:16 care0 > 00:22 promised 00:32
issue 0 met 01:30
"""
    )
    without = tell(OFFICE.replace(", offers: CARE", ""))
    assert "offer" not in without
    assert without.count("\n") == 5


def test_who_is_passed_on_gets_one_of_the_first_team_that_takes_the_need_further() -> None:
    text = OFFICE.replace("leaves: {fix: office}", "leaves: {fix: office, how: transfer}")
    assert (
        tell(text.replace("CARE", "{takes: 1 min}"))
        == """
phone 0 00:00 [offer refused 60 s 00:06] > 00:00 care0 passed on 00:06 > 00:06 back0 > 00:36
issue 0 met 00:36
"""
    )
    wrong = """
demand: {calls: {trace: [0], channels: phone}}
issue_types: {question: {work: 3 min}}
channels: {phone: {}}
teams:
  care: {head_count: 1, skills: {channels: phone}, offers: {takes: 10 min}}
  back: {head_count: 1, skills: {channels: phone}, offers: {takes: 1 min}}
routing:
  teams: {phone: care}
  transfers: [{from: care, to: back, chance: 100 %, after: 5 min}]
"""
    assert (
        tell(wrong)
        == """
phone 0 00:00 [offer refused 60 s 00:09] > 00:00 care0 passed on 00:05 > 00:05 back0 > 00:09
issue 0 met 00:09
"""
    )


def test_it_comes_on_top_of_a_target() -> None:
    """Two minutes of talk, half a minute of greeting, a minute and a half of offering."""
    text = DAY.replace("offers:", "handle_time_target: {talk: 2 min, overhead: 30 s}, offers:")
    log = tell(offering(TAKEN, text))
    assert "> 00:00 care0 > 00:04 free 00:05" in log
    assert "[60 s left out by care" in log


def test_it_goes_on_with_whoever_takes_the_contact_over() -> None:
    """Two of four and a half minutes are done when the shift ends."""
    assert (
        tell("""
demand: {calls: {trace: [0], channels: phone}}
issue_types: {question: {work: 3 min}}
channels: {phone: {}}
teams:
  care:
    shifts: [{agents: 1, hours: "Mon 00:00-00:02"}]
    end_of_shift: hand_back
    skills: {channels: phone}
    offers: {takes: 90 s, accepted: 100 %}
  late:
    head_count: {agents: 1, hours: "Mon 00:10-24:00"}
    skills: {channels: phone}
    offers: {takes: 1 h, accepted: 0 %}
""")
        == """
phone 0 00:00 [offer accepted 90 s 00:12:30] > 00:00 care0 handed back 00:02 > 00:10 late0 > 00:12:30
issue 0 met 00:12:30
"""  # noqa: E501
    )


def test_who_is_not_reached_gets_none() -> None:
    log = tell("""
demand: {calls: {trace: [0, 0], channels: phone}}
issue_types: {question: {work: 3 min}}
channels: {phone: {patience: 1 h, callback: {after: 1 min, accepts: 100 %, answers: 0 %}}}
teams: {care: {head_count: 1, skills: {channels: phone}, offers: {takes: 1 min}}}
""")
    assert "phone 1 00:00 [callback not reached 00:01 00:04] > 00:04 care0 > 00:04:30" in log
    assert log.count("offer") == 1


def test_a_question_is_not_the_moment_and_its_answer_is() -> None:
    record = live("""
demand: {mails: {trace: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0], channels: email}}
issue_types:
  question: {work: 10 min, turns: {questions: 50 %, answers: 100 %, answers_after: 1 h}}
channels: {email: {kind: deferred}}
teams: {care: {head_count: 1, skills: {channels: email}, offers: {takes: 1 min}}}
""")
    assert record.details["offers"]["issue"].tolist() == [*range(10)]
    asked, offers = record.details["questions"]["job"], record.details["offers"]["contact"]
    fixing = record.contacts["id"][~np.isin(record.contacts["id"], asked)]
    answers = record.contacts[record.contacts["reason"] == ANSWER]
    assert len(asked) > 0
    assert len(fixing) == len(offers) == 10
    assert set(offers) == set(fixing)
    assert set(offers) & set(answers["id"])


def test_issue_types_and_channels_that_are_not_listed_get_none() -> None:
    text = """
demand:
  a: {trace: [0], channels: phone, issue_types: order}
  b: {trace: [3600], channels: chat, issue_types: order}
  c: {trace: [7200], channels: phone, issue_types: claim}
issue_types: {order: {work: 3 min}, claim: {work: 3 min}}
channels: {phone: {}, chat: {}}
teams:
  care:
    head_count: 1
    skills: {channels: [phone, chat]}
    offers: {takes: 1 min, LISTS}
"""

    def numbers(lists: str) -> list[int]:
        return live(text.replace("LISTS", lists)).details["offers"]["issue"].tolist()

    assert numbers("share: 100 %") == [0, 1, 2]
    assert numbers("issue_types: order") == [0, 1]
    assert numbers("channels: phone") == [0, 2]
    assert numbers("issue_types: order, channels: chat") == [1]


# -- what comes of it ---------------------------------------------------------------------------

ONE = "customers: {population: 1, "
TRUSTS = ONE + "trust: {rate: 50 %}}\n"


def score(text: str) -> float:
    return measure(live(text), scenario_of(text))["satisfaction.score"].value


def test_who_refuses_is_annoyed() -> None:
    """4.5 points for a need met by an answer at once; the same on the floor and in measures."""
    for rule, points in ((TAKEN, 4.5), (NOT_TAKEN, 4.4), ("{annoyance: -2, accepted: 0}", 2.5)):
        text = offering(rule)
        assert score(text) == pytest.approx(points)
        record = live(TRUSTS + text)
        assert record.details["judged"]["score"].tolist() == [score(text)]
    assert score(offering("{annoyance: -9, accepted: 0}")) == 1.0


def test_an_offer_after_the_judgement_annoys_nobody_any_more() -> None:
    """The need is met at 01:00; the second contact, which knows nothing of it, gets an offer."""
    text = """
demand: {mails: {trace: [0], channels: email}}
issue_types: {question: {work: 1 h}}
channels:
  email: {kind: deferred, expected_reply: 5 min, returns: {no_reply: RETURN}}
  chat: {share: 0}
teams:
  care: {head_count: 1, skills: {channels: email}}
  chats: {head_count: 1, skills: {channels: chat}, offers: OFFERS}
"""
    text = text.replace("RETURN", "{chance: 100 %, at_most: 1, channel: chat}")
    text = offering("{takes: 1 min, annoyance: -2, accepted: 0 %}", text)
    assert "[offer refused 60 s 01:06]" in tell(text)
    assert score(text) == score(text.replace("-2", "0"))
    remembered = live(TRUSTS + text).details["judged"]["score"]
    assert remembered.tolist() == [score(text)]


def test_who_has_left_accepts_nothing() -> None:
    """Hope ends in mid-talk; everybody leaves after a judgement."""
    leaving = "gives_up_hope_after: 1 min, leaving: {at_worst: 100 %, at_middle: 100 %"
    log = tell(ONE + leaving + ", competitor: 5}}\n" + offering(TAKEN))
    assert "[offer refused 90 s 00:04:30]" in log
    assert "leaves" in log


def test_effort_for_offers_is_taken_from_the_fix() -> None:
    """In the contact with the offer only: the second one resolves."""
    again = DAY.replace(
        "{expected_reply: 1 min}", "{returns: {unresolved: {chance: 100 %, delay: 5 min}}}"
    )
    assert (
        tell(offering("{takes: 1 min, resolves: 0 %, accepted: 100 %}", again))
        == """
phone 0 00:00 [offer accepted 60 s 00:04] > 00:00 care0 > 00:04 free 00:05
phone 0.1 00:09 (unresolved) > 00:09 care0 > 00:12 free 00:13
issue 0 met 00:12
"""
    )


def test_such_a_fix_may_be_believed() -> None:
    later = DAY.replace("work: 3 min,", "work: 3 min, found_out_after: 1 h,")
    log = tell(offering("{takes: 1 min, resolves: 0 %}", later))
    assert "[said done, found out 01:04]" in log


# -- a firm of four weeks ----------------------------------------------------------------------

WEEK = """
clock: {start: 2026-01-05, length: 4 weeks, run_out: 1 week}
demand: {calls: {rate: 700 per week}}
issue_types: {question: {work: exponential(5 min), resolves: 80 %}}
channels: {phone: {returns: {unresolved: {chance: 100 %, delay: 1 h, at_most: 100}}}}
teams:
  care:
    head_count: 4
    skills: {channels: phone}
    offers: {share: SHARE, takes: exponential(2 min), accepted: 20 %, revenue: 5 USD, annoyance: -1}
"""


def by_hand(record: Record) -> tuple[float, float, float]:
    """Offers, accepted ones, and hours of them, in talks that ended in the window."""
    table = record.details["offers"]
    table = table[table["ended_at"] < record.end_s]
    return len(table), np.count_nonzero(table["state"] == 3), table["work_s"].sum() / HOUR


def test_measures_count_what_the_record_says() -> None:
    text = WEEK.replace("SHARE", "60 %")
    record = live(text)
    found = {name: one.value for name, one in measure(record, scenario_of(text)).items()}
    made, accepted, hours = by_hand(record)
    assert made > 1000
    assert found["teams.care.offers"] == made
    assert found["teams.care.offers_accepted"] == accepted
    assert found["teams.care.offers_accepted_share"] == accepted / made
    assert found["teams.care.offering_h"] == pytest.approx(hours)
    assert found["teams.care.revenue"] == found["cost.revenue"] == 5.0 * accepted
    ended = np.count_nonzero(record.contacts["ended_at"] < record.end_s)
    assert found["teams.care.offered_share"] == made / ended
    assert abs(accepted / made - 0.2) < 0.04


def test_revenue_counts_in_the_net_value() -> None:
    text = "customers: {population: 99, trust: {rate: 10 %}}\n" + WEEK.replace("SHARE", "60 %")
    found = {name: one.value for name, one in measure(live(text), scenario_of(text)).items()}
    net = found["customers.margin_kept"] + found["cost.revenue"] - found["cost.total"]
    assert found["cost.net_value"] == pytest.approx(net)
    assert found["cost.revenue"] > 0.0


def test_half_as_many_offers_shorten_talk_earn_less_and_annoy_fewer() -> None:
    """Each moves by more than its interval, of the same customers."""
    names = ("phone.mean_handle_s", "cost.revenue", "satisfaction.score")
    found = []
    for share in ("100 %", "50 %"):
        scenario = scenario_of(WEEK.replace("SHARE", share))
        runs = [measure(run(make_plan(scenario, 1, k)), scenario) for k in range(3)]
        found.append([[one[name].value for name in names] for one in runs])
    full, half = np.array(found)
    change = half - full
    width = 4.303 * change.std(axis=0, ddof=1) / np.sqrt(len(change))  # Student's t, 2 degrees
    handled, revenue, score = change.mean(axis=0)
    assert handled < -width[0]
    assert revenue < -width[1]
    assert score > width[2]


def test_the_story_tells_it() -> None:
    told = " ".join(as_text(tell_story(live(offering(TAKEN)), 0, date(2026, 1, 5))).split())
    assert "Accepts an offer, which took 2 min of work" in told
    told = " ".join(as_text(tell_story(live(offering(NOT_TAKEN)), 0, date(2026, 1, 5))).split())
    assert "Refuses an offer" in told
