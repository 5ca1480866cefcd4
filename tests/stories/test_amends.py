"""Agents with the authority make amends for what has failed; nobody else does."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from sim.engine import run
from sim.kpi import measure
from sim.plan import make_plan
from sim.record import Record
from sim.report.story.telling import as_text
from sim.report.story.telling import tell as tell_story
from tests.stories.telling import live, scenario_of, tell

DAY = """
demand: {calls: {trace: [0], channels: phone}}
issue_types: {question: {work: 10 min, resolves: 0}}
channels: {phone: {returns: {unresolved: {chance: 1, delay: 20 min, at_most: 2}}}}
teams: {care: {head_count: 1, skills: {channels: phone}, amends: AMENDS}}
"""
ONE = "customers: {population: 1, "


def made(record: Record) -> list[tuple[int, float]]:
    """Failures until then, and money, of each amends."""
    return [(int(one["failures"]), float(one["paid"])) for one in record.details["amends"]]


def test_they_are_made_when_something_has_failed_before_and_once_up_to_the_cap() -> None:
    """Not for the failure that the talk itself ends with: nobody knows of that yet."""
    assert (
        tell(DAY.replace("AMENDS", "20 USD"))
        == """
phone 0 00:00 > 00:00 care0 > 00:10
phone 0.1 00:30 (unresolved) [amends 20] > 00:30 care0 > 00:40
phone 0.2 01:00 (unresolved) > 01:00 care0 > 01:10
issue 0 gave up 01:10
"""
    )


def test_smaller_amounts_are_paid_in_each_contact_up_to_the_cap() -> None:
    """Three times 0.10 is not more than 0.30."""
    text = DAY.replace("at_most: 2", "at_most: 5")
    assert made(live(text.replace("AMENDS", "{cap: 0.30 USD, amount: 0.10 USD}"))) == [
        (1, 0.1),
        (2, 0.1),
        (3, 0.1),
    ]
    record = live(text.replace("AMENDS", "{cap: 15 USD, amount: 10 USD}"))
    assert made(record) == [(1, 10.0)]
    assert record.details["amended"][["failed", "times"]].tolist() == [(1, 1)]


@pytest.mark.parametrize("nothing", ["0 USD", "{cap: 9 USD, chance: 0}", "{cap: 9 USD, amount: 0}"])
def test_no_money_and_no_chance_are_no_authority(nothing: str) -> None:
    none = live(DAY.replace(", amends: AMENDS", ""))
    record = live(DAY.replace("AMENDS", nothing))
    assert not record.details
    for name in ("issues", "contacts", "tasks", "pieces", "spells", "duty", "agents"):
        assert getattr(record, name).tobytes() == getattr(none, name).tobytes()


def test_a_denial_is_made_good_in_the_same_talk() -> None:
    text = DAY.replace("resolves: 0", "unresolvable: 100 %").replace("AMENDS", "20 USD")
    assert (
        tell(text)
        == """
phone 0 00:00 [amends 20] > 00:00 care0 > 00:10
issue 0 denied 00:10
"""
    )


OFFICE = """
demand: {calls: {trace: [0]}}
issue_types: {claim: {work: {diagnose: 10 min, fix: 30 min}, UNRESOLVABLE leaves: {fix: desk}}}
channels: {phone: {}}
tasks: {desk: {LOST}}
promise: {kind: fixed, within: 2 h}
teams:
  care: {head_count: 1, skills: {channels: phone, does: diagnose}, amends: 20 USD}
  back: {head_count: 1, skills: {tasks: desk}, amends: 20 USD}
returns: {broken_promise: {chance: 1, delay: 10 min, at_most: 1}}
"""


def test_a_broken_promise_is_made_good_when_the_customer_chases() -> None:
    """The desk talks with nobody; the next promise was broken after the last talk."""
    assert (
        tell(OFFICE.replace("UNRESOLVABLE", "").replace("LOST", "lost: 100 %"))
        == """
phone 0 00:00 > 00:00 care0 > 00:10 promised 02:10
desk 0 00:10 lost
phone 0.1 02:20 (broken_promise) [amends 20] > 02:20 care0 > 02:22 promised 04:22
desk 0.1 02:22 lost
issue 0 open
"""
    )


def test_a_promise_broken_that_nobody_chased_is_a_failure_all_the_same() -> None:
    """The harm repeats after three hours, when the promise was broken an hour before."""
    text = OFFICE.replace("UNRESOLVABLE", "recurs: 3 h,").replace("LOST", "lost: 100 %")
    text = text[: text.index("returns:")]
    record = live(text)
    assert made(record)[0] == (1, 20.0)
    first = record.contacts[record.contacts["id"] == record.details["amends"]["job"][0]]
    assert first["number"] == 1


def test_a_denial_at_a_desk_is_made_good_when_the_customer_hears_it_in_a_talk() -> None:
    """Nobody has told it; who asks hears it. Told by the desk, there is no talk any more."""
    text = OFFICE.replace("UNRESOLVABLE", "unresolvable: 100 %,").replace(
        "within: 2 h", "within: 0 s"
    )
    silent = tell(text.replace("LOST", "confirms: 0, hours: Mon 00:10-01:00"))
    assert "phone 0.1 00:20 (broken_promise) [amends 20]" in silent
    told = live(text.replace("LOST", "confirms: 100 %").replace("within: 0 s", "within: 2 h"))
    assert "amends" in told.details
    assert made(told) == []


def test_the_team_that_ends_the_talk_makes_them() -> None:
    """After a transfer: not the first team, which has the authority too."""
    log = tell("""
demand: {calls: {trace: [0], channels: phone}}
issue_types: {question: {work: 3 min, resolves: 0}}
channels: {phone: {returns: {unresolved: {chance: 1, delay: 20 min, at_most: 1}}}}
teams:
  care: {head_count: 1, skills: {channels: phone}, amends: 20 USD}
  back: {head_count: 1, skills: {channels: phone}, amends: 5 USD}
routing:
  teams: {phone: care}
  transfers: [{from: care, to: back, chance: 100 %, after: 5 min}]
""")
    assert "[amends 5] > 00:28 care0 passed on 00:33 > 00:33 back0 > 00:36" in log


def test_who_was_abandoned_blocked_or_not_reached_gets_none_in_that_contact() -> None:
    """Two calls at once: the second gives up after a minute, comes back, and is answered then."""
    log = tell("""
demand: {calls: {trace: [0, 0], channels: phone}}
issue_types: {question: {work: 3 min}}
channels: {phone: {patience: 1 min, returns: {abandoned: {chance: 1, delay: 10 min}}}}
teams: {care: {head_count: 1, skills: {channels: phone}, amends: 20 USD}}
""")
    assert (
        log
        == """
phone 0 00:00 > 00:00 care0 > 00:03
phone 1 00:00 gave up > 00:01
phone 1.1 00:11 (abandoned) [amends 20] > 00:11 care0 > 00:14
issue 0 met 00:03
issue 1 met 00:14
"""
    )


def test_of_two_contacts_at_once_the_later_makes_none_of_what_is_met() -> None:
    """When the first talk ends, the reply is late; when the second ends, the need is met."""
    log = tell("""
demand: {mails: {trace: [0], channels: email}}
issue_types: {question: {work: 1 h, chase: 2 h}}
channels:
  email: {kind: deferred, expected_reply: 5 min, returns: {no_reply: {chance: 1, at_most: 1}}}
teams: {care: {head_count: 2, skills: {channels: email}, amends: {cap: 40 USD, amount: 20 USD}}}
""")
    assert (
        log
        == """
email 0 00:00 [amends 20] > 00:00 care0 > 01:00
email 0.1 00:05 (no_reply) > 00:05 care1 > 01:05
issue 0 met 01:00
"""
    )


def test_work_handed_back_after_the_talk_pays_no_second_time() -> None:
    text = DAY.replace("resolves: 0", "resolves: 0, after_contact: 5 min")
    text = text.replace("AMENDS", "{cap: 20 USD, amount: 10 USD}")
    assert made(live(text)) == [(1, 10.0), (2, 10.0)]


# -- what customers make of it -----------------------------------------------------------------


def test_they_count_half_in_the_score_after_a_second_failure() -> None:
    """4.2 + 0.3 at once, - 1.8 unresolved, - 0.8 for two further contacts, + 0.5 + 0.25."""
    judges = ONE + "trust: 50 %}\n"
    both = "{cap: 20 USD, amount: 10 USD}"
    without = tell(judges + DAY.replace(", amends: AMENDS", ""))
    assert "1.9 of 5" in without
    assert "2.65 of 5" in tell(judges + DAY.replace("AMENDS", both))
    none = DAY.replace("AMENDS", both) + "satisfaction: {amends: 0}\n"
    assert without.replace("\n", "") == tell(judges + none).replace(" [amends 10]", "").replace(
        "\n", ""
    )
    full = DAY.replace("AMENDS", both) + "satisfaction: {amends_after_second: 1}\n"
    assert "2.9 of 5" in tell(judges + full)


def test_measures_score_as_customers_do() -> None:
    """With and without a population, amends after a judgement left out."""
    text = DAY.replace("AMENDS", "{cap: 20 USD, amount: 10 USD}")
    for customers in ("", ONE + "trust: 50 %}\n"):
        record, scenario = live(customers + text), scenario_of(customers + text)
        assert measure(record, scenario)["satisfaction.score"].value == pytest.approx(2.65)


def test_trust_and_leaving_are_left_alone_unless_stated() -> None:
    """Trust: from 3 half of the way to 2.65, and 0.2 × 1.5. Leaving: all, or with none left."""
    text = DAY.replace("AMENDS", "{cap: 20 USD, amount: 10 USD}")

    def trust(more: str) -> float:
        record = live(ONE + f"trust: {{start: 3, rate: 50 %{more}}}}}\n" + text)
        return float(record.details["memories"]["trust"][0])

    assert trust("") == pytest.approx(2.825, abs=1e-6)
    assert trust(", amends: 0.2") == pytest.approx(2.825 + 0.3, abs=1e-6)
    assert trust(", amends: 100") == 5.0
    leaves = ONE + "leaving: {at_worst: 100 %, at_middle: 100 %MORE}}\n" + text
    assert "leaves" in tell(leaves.replace("MORE", ""))
    assert "leaves" not in tell(leaves.replace("MORE", ", amends: 0"))


def test_who_has_left_comes_back_no_more_and_gets_none() -> None:
    """Two needs: the second is met and judged while the first waits to come back."""
    text = """
demand:
  first: {trace: [0], issue_types: wish}
  second: {trace: [60], issue_types: question}
issue_types:
  wish: {work: 10 min, resolves: 0}
  question: {work: 30 s}
channels:
  phone: {returns: {unresolved: {chance: 1, at_most: 1}}}
teams: {care: {head_count: 2, skills: {channels: phone}, amends: 20 USD}}
satisfaction: {base: 1}
"""
    leaves = ONE + "leaving: {at_worst: 100 %, at_middle: 100 %}}\n"
    log = tell(leaves + text)
    assert "issue 1 met 00:01:30, 1.3 of 5 at 00:01:30, leaves" in log
    assert "amends" not in log


# -- a firm of four weeks ----------------------------------------------------------------------

FIRM = """
clock: {start: 2026-01-05, length: 4 weeks, run_out: 1 week}
customers: {population: POPULATION}
demand: {calls: {rate: 400 per week}}
issue_types:
  question: {work: exponential(5 min), resolves: 60 %}
  claim: {work: exponential(5 min), resolves: 80 %}
channels: {phone: {cost_per_contact: 1 USD}, chat: {}}
teams:
  phones: {head_count: 4, skills: {channels: phone}, wage: 20 USD/h, amends: CARE}
  chats: {head_count: 4, skills: {channels: chat}}
returns: {unresolved: {chance: 90 %, delay: 1 h, channel: {phone: 1, chat: 1}}}
satisfaction: {amends: POINTS}
"""


def firm(points: float, amends: str, population: str = "none") -> str:
    text = FIRM.replace("POINTS", str(points)).replace("CARE", amends)
    return text.replace("POPULATION", population)


def test_measures_count_what_the_record_says() -> None:
    text = firm(0.5, "{cap: 20 USD, amount: 8 USD, chance: 50 %}")
    record, scenario = live(text), scenario_of(text)
    found = {name: one.value for name, one in measure(record, scenario).items()}
    rows = record.details["amends"]
    contacts = record.contacts[np.searchsorted(record.contacts["id"], rows["job"])]
    within = contacts["ended_at"] < record.end_s
    assert found["teams.phones.amends"] == np.count_nonzero(within) > 100
    assert found["resolution.amends"] == found["teams.phones.amends"]
    paid = found["resolution.amends_paid"]
    assert paid == pytest.approx(8.0 * found["resolution.amends"])
    for groups in (("types.question", "types.claim"), ("segments.everyone",)):
        assert sum(found[f"{one}.amends_paid"] for one in groups) == pytest.approx(paid)
    assert "teams.chats.amends" not in found
    assert found["cost.amends"] == paid
    parts = ("wages", "premiums", "overtime", "contacts", "tasks", "amends")
    assert sum(found[f"cost.{one}"] for one in parts) == pytest.approx(found["cost.total"])
    noted = record.details["amended"]
    early = record.issues["opened_at"][noted["issue"]] < record.end_s
    failed = early & (noted["failed"] == 1)
    share = np.count_nonzero(failed & (noted["times"] > 0)) / np.count_nonzero(failed)
    assert found["resolution.amended_share"] == pytest.approx(share)


def test_measures_without_a_population_are_those_of_a_judging_one() -> None:
    """Every customer judges, nobody leaves, nothing else differs: the same scores."""
    amends = "{cap: 20 USD, amount: 8 USD, chance: 50 %}"
    text = firm(0.5, amends, "100000").replace("100000}", "100000, trust: 0.1}")
    one, two = live(text), live(firm(0.5, amends, "100000"))
    assert "judged" in one.details
    assert "judged" not in two.details
    scores = [measure(one, scenario_of(text)), measure(two, scenario_of(firm(0.5, amends)))]
    values = [found["satisfaction.score"].value for found in scores]
    assert values[0] == pytest.approx(values[1], abs=1e-12)


def test_half_of_them_satisfy_by_more_than_their_interval() -> None:
    """The same customers, with the points of the default and with half the chance."""
    scores = []
    for amends in ("0 USD", "{cap: 20 USD, chance: 50 %}"):
        scenario = scenario_of(firm(0.25, amends))
        runs = [measure(run(make_plan(scenario, 1, k)), scenario) for k in range(3)]
        scores.append([found["satisfaction.score"].value for found in runs])
    change = np.subtract(scores[1], scores[0])
    assert change.mean() > 4.303 * change.std(ddof=1) / np.sqrt(3)  # Student's t, 2 degrees


def test_points_of_zero_change_money_alone() -> None:
    none = measure(live(firm(0.5, "0 USD")), scenario_of(firm(0.5, "0 USD")))
    text = firm(0.0, "20 USD")
    found = measure(live(text), scenario_of(text))
    names = [name for name in none if not name.startswith("cost.") and "amends" not in name]
    moved = [n for n in names if repr(none[n].value) != repr(found[n].value)]
    assert [name for name in moved if "amended" not in name] == []
    paid = found["cost.amends"].value
    assert found["cost.total"].value == pytest.approx(none["cost.total"].value + paid)


def test_the_share_of_failed_issues_with_amends_is_the_chance() -> None:
    """One contact at most after a failure, a chance of 30 %: a binomial share."""
    text = firm(0.5, "{cap: 20 USD, chance: 30 %}")
    text = text.replace("channel: {phone: 1, chat: 1}", "channel: phone, at_most: 1")
    found = measure(live(text), scenario_of(text))["resolution.amended_share"]
    assert found.denominator > 300
    assert abs(found.value - 0.3) < 3.3 * np.sqrt(0.3 * 0.7 / found.denominator)


def test_the_story_tells_it() -> None:
    record = live(DAY.replace("AMENDS", "20 USD"))
    told = " ".join(as_text(tell_story(record, 0, date(2026, 1, 5))).split())
    assert "Gets amends: 20.00" in told
