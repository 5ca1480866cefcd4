"""Customers of a population learn which channels work, and choose by it."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from sim.engine import run
from sim.engine.objects import as_objects
from sim.floor.channel_choice import chosen_channel
from sim.kpi import measure
from sim.plan import make_plan
from sim.record import Record, digest
from sim.record.frames import to_frames
from sim.report.story.telling import as_text
from sim.report.story.telling import tell as tell_story
from tests.stories.telling import live, scenario_of, tell

TABLES = ("issues", "contacts", "tasks", "pieces", "spells", "duty", "agents")
ONE = "customers: {population: 1, habit: {learning: 50 %, strength: 9}}\n"
DAY = """
demand: {calls: {trace: [0, 3600, 7200, 10800]}}
issue_types: {question: {work: 10 min}}
teams: {care: {head_count: 1, skills: {channels: [phone, tweet]}}}
"""
PHONE = """
demand: {calls: {trace: [0, 3600, 7200, 10800], channels: phone}}
issue_types: {question: {work: 10 min}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
"""


def habits(record: Record) -> list[tuple[str, int, float]]:
    """Channel, lessons and habit of each that was learned."""
    names, rows = record.names["channels"], record.details["habits"]
    return [(names[one["channel"]], int(one["lessons"]), float(one["habit"])) for one in rows]


def test_who_is_ignored_goes_elsewhere_from_then_on() -> None:
    """One lesson of -1 makes the channel e^4.5 = 90 times as unlikely; the phone is answered at
    once, four halvings and more of the 20 s that are expected, which is the best."""
    text = ONE + "channels: {phone: {}, tweet: {kind: deferred, answers: 0 %, "
    text += "expected_reply: 10 min}}" + DAY
    assert (
        tell(text)
        == """
tweet 0 00:00 ignored
phone 1 01:00 > 01:00 care0 > 01:10
phone 2 02:00 > 02:00 care0 > 02:10
phone 3 03:00 > 03:00 care0 > 03:10
issue 0 gave up 00:10
issue 1 met 01:10
issue 2 met 02:10
issue 3 met 03:10
"""
    )
    assert habits(live(text)) == [("phone", 3, 0.875), ("tweet", 1, -0.5)]
    assert tell(text.replace("strength: 9", "strength: 0")).count("tweet") == 3


@pytest.mark.parametrize(
    ("channel", "outcome"),
    [
        ("phone: {hours: Mon-Fri 20:00-21:00}", -1.0),  # turned away
        ("phone: {expected_reply: 5 min}", 1.0),  # answered at once
        ("phone: {kind: deferred}", 0.0),  # nothing is expected
        ("phone: {kind: deferred, expected_reply: 10 min}", 0.0),  # as expected
        ("phone: {kind: deferred, expected_reply: 20 min}", 1.0 / 3.0),  # a halving
        ("phone: {kind: deferred, expected_reply: 5 min}", -1.0 / 3.0),
        ("phone: {kind: deferred, expected_reply: 30 s}", -1.0),  # more than three doublings
        ("phone: {kind: deferred, expected_reply: 5 min, automatic_reply: 0 %}", 1.0),
        ("phone: {kind: deferred, expected_reply: 5 min, automatic_reply: 100 %}", -1.0 / 3.0),
        ("phone: {kind: deferred, answers: 0 %}", None),  # nobody ever looks for a reply
        ("phone: {redirect: {to: desk, work: 0 s, follows: 0 %}}, desk: {share: 0}", -1.0),
        ("phone: {redirect: {to: desk, work: 1 min, follows: 0 %}}, desk: {share: 0}", -1.0),
    ],
)
def test_the_closed_form_of_a_constant_outcome(channel: str, outcome: float | None) -> None:
    """(1 - (1 - learning)^k) times the outcome after k contacts, but for the grid."""
    record = live(ONE + f"channels: {{{channel}}}" + PHONE)
    if outcome is None:
        assert habits(record) == []
        return
    ((name, lessons, found),) = habits(record)
    assert (name, lessons) == ("phone", 4)
    assert found == pytest.approx((1.0 - 0.5**4) * outcome, abs=2e-6)


def test_a_contact_teaches_once_when_it_is_over() -> None:
    """Answered, passed on, given up waiting: lost. Not reached when called back: nothing."""
    channels = "channels: {phone: {patience: 5 min}}"
    passed = PHONE.replace("[0, 3600, 7200, 10800]", "[0]").replace(
        "teams: {", "teams: {experts: {head_count: 0, skills: {channels: phone}}, "
    )
    passed += "routing: {teams: {phone: care}, transfers: "
    passed += "[{from: care, to: experts, chance: 100 %, after: 1 min}]}\n"
    text = ONE + channels + passed
    assert "phone 0 00:00 > 00:00 care0 passed on 00:01 gave up > 00:06" in tell(text)
    assert habits(live(text)) == [("phone", 1, -0.5)]
    back = "channels: {phone: {callback: {after: 1 min, accepts: 100 %, answers: 0 %}}}"
    called = ONE + back + PHONE.replace("[0, 3600, 7200, 10800]", "[0, 60]")
    assert "not reached" in tell(called)
    assert habits(live(called)) == [("phone", 1, 0.5)]


def test_patience_is_that_of_the_channel_chosen() -> None:
    """Nobody answers: once the mail has been in vain, who would have written calls, and hangs up
    as who had always meant to call."""
    channels = "channels: {phone: {patience: exponential(1 min)}, mail: {kind: deferred, "
    channels += "answers: 0 %, expected_reply: 1 min}}\n"
    rest = "demand: {calls: {trace: [0, 3600], channels: WAYS}}\n"
    rest += "teams: {care: {head_count: 0, skills: {channels: [phone, mail]}}}\n"
    pulled = ONE.replace("strength: 9", "strength: 90") + channels + rest
    log = tell(pulled.replace("WAYS", "{mail: 99, phone: 1}"))
    assert log.splitlines()[1] == "mail 0 00:00 ignored"
    called = tell(pulled.replace("WAYS", "phone"))
    assert log.splitlines()[2] == called.splitlines()[2] != ""
    assert log.splitlines()[2].startswith("phone 1 01:00 gave up >")


def test_alternatives_to_try_again_are_weighed_too() -> None:
    """The mail that was in vain is not written again: the total chance to return stays."""
    text = ONE + "channels: {phone: {}, tweet: {kind: deferred, answers: 0 %, share: 1, "
    text += "expected_reply: 10 min}}" + DAY.replace("[0, 3600, 7200, 10800]", "[0]")
    text += "returns: {no_reply: {chance: 100 %, channel: {same: 9, phone: 1}}}\n"
    assert "phone 0.1 00:10 (no_reply) > 00:10 care0 > 00:20" in tell(text)
    assert "tweet 0.1 00:10 (no_reply)" in tell(text.replace("strength: 9", "strength: 0"))
    nobody = text.replace("no_reply: {chance: 100 %", "no_reply: {chance: 0 %")
    assert "0.1" not in tell(nobody)


def test_who_has_left_learns_nothing_and_who_comes_instead_knows_nothing() -> None:
    """The competitor is so good that the first judgement makes the only customer leave."""
    leaves = ONE.replace("1, h", "1, leaving: {at_worst: 1, at_middle: 1, competitor: 5}, h")
    text = leaves + "channels: {phone: {}}" + PHONE.replace("10800]", "10800], thinned: no")
    assert tell(text).count("met") == 4
    assert habits(live(text)) == [("phone", 1, 0.5)]


def test_a_recurrence_is_told_where_it_is_used_to_be_heard() -> None:
    """The mail is in vain; the harm repeats after an hour."""
    text = ONE + "channels: {phone: {}, tweet: {kind: deferred, answers: 0 %, "
    text += "expected_reply: 10 min}}" + DAY.replace("[0, 3600, 7200, 10800]", "[0]")
    text = text.replace("work: 10 min", "work: 10 min, recurs: {every: 1 h, contact_chance: 1}")
    assert "phone 0.1 01:00 (recurrence) > 01:00 care0 > 01:10" in tell(text)
    assert "tweet 0.1 01:00" in tell(text.replace("strength: 9", "strength: 0"))


# -- nothing -----------------------------------------------------------------------------------

FIRM = """
clock: {start: 2026-01-05, length: 4 weeks, run_out: 1 week}
customers:
  {population: 300, HABIT segments: {a: {}, b: {share: 2, channels: {mail: 2, phone: 1}}}}
demand: {calls: {rate: 400 per week}, more: {rate: 100 per week, channels: {phone: 1, tweet: 9}}}
issue_types:
  question: {work: exponential(5 min), resolves: 70 %}
  claim: {work: 4 min, channels: {mail: 3, tweet: 1, phone: 0.1}}
channels:
  phone: {hours: Mon-Fri 08:00-18:00, patience: exponential(2 min), share: 2}
  mail: {kind: deferred, expected_reply: 4 h}
  tweet: {kind: deferred, public: true, expected_reply: 1 h, share: 0.5}
teams:
  care:
    head_count: {agents: 1, hours: Mon-Fri 08:00-18:00}
    skills: {channels: [phone, mail, tweet]}
returns:
  abandoned: {chance: 60 %, delay: 10 min, channel: {same: 3, tweet: 1}}
  unresolved: {chance: 80 %, delay: 1 h, channel: {same: 3, tweet: 1}}
"""


def firm(habit: str = "", louder: str = "") -> str:
    """The firm with these mechanisms."""
    stated = f"habit: {habit}, " if habit else ""
    stated += f"louder: {louder}, " if louder else ""
    return FIRM.replace("HABIT ", stated)


@pytest.mark.parametrize(
    "nothing",
    [
        firm("{strength: 0}"),
        firm("{learning: 0}"),
        firm("", "{per_failure: 1}"),
        firm("{strength: 0}", "{per_failure: 1}"),
    ],
)
def test_strength_zero_is_as_if_nothing_were_stated(nothing: str) -> None:
    one, two = (make_plan(scenario_of(text), 1) for text in (nothing, firm()))
    assert digest(run(one, "simpy")) == digest(run(two, "simpy"))
    assert run(one, "simpy").details.keys() == run(two, "simpy").details.keys()


def test_where_nothing_counts_yet_the_planned_channel_comes_out() -> None:
    """Computed, from the same weights and the same number, for each issue of a firm."""
    tables = as_objects(make_plan(scenario_of(firm("{strength: 3}")), 1).fresh_floor())
    assert len(tables.issues) > 2000
    for issue in tables.issues:
        assert chosen_channel(tables, issue) == issue.channel


def test_with_one_channel_nothing_changes() -> None:
    text = "channels: {phone: {patience: 5 min, public: true}}" + PHONE
    text += "returns: {abandoned: {chance: 1, channel: {same: 1, phone: 2}}}\n"
    text = text.replace("[0, 3600, 7200, 10800]", "[0, 0, 0, 60, 120]")
    stated = "customers: {population: 2, habit: {}, louder: {}}\n"
    one, two = live(stated + text), live("customers: {population: 2}\n" + text)
    for name in TABLES:
        assert getattr(one, name).tobytes() == getattr(two, name).tobytes()


# -- a firm of four weeks ----------------------------------------------------------------------


def change(text: str, name: str) -> np.ndarray:
    """By how much a measure differs from the firm without the mechanisms, by replication."""
    on, off = scenario_of(text), scenario_of(firm("{strength: 0}"))
    runs = [
        [measure(run(make_plan(one, 1, k)), one)[name].value for one in (on, off)] for k in range(3)
    ]
    return np.array([one - two for one, two in runs])


def test_half_of_it_moves_customers_to_the_channel_that_works() -> None:
    """The phone is closed at night and the only agent is slow; mails disappoint least."""
    moved = change(firm("{learning: 20 %, strength: 0.5}"), "mail.offered")
    assert moved.mean() > 4.303 * moved.std(ddof=1) / np.sqrt(3)  # Student's t, 2 degrees


def test_measures_count_what_the_record_says() -> None:
    scenario = scenario_of(firm("{}", "{per_failure: 2}"))
    record = run(make_plan(scenario, 1), "simpy")
    found = {name: one.value for name, one in measure(record, scenario).items()}
    table, rows = record.details["habits"], record.contacts
    for q, name in enumerate(record.names["channels"]):
        assert found[f"{name}.habit"] == pytest.approx(table["habit"][table["channel"] == q].mean())
    measured = np.flatnonzero(record.issues["opened_at"] < record.end_s)
    public = rows["issue"][rows["queue"] == 2]
    assert found["demand.public_share"] == pytest.approx(np.isin(measured, public).mean())
    per_issue = np.isin(public, measured).sum() / len(measured)
    assert found["demand.public_contacts_per_issue"] == pytest.approx(per_issue)
    off = scenario_of(firm())
    names = measure(run(make_plan(off, 1), "simpy"), off)
    assert "phone.habit" not in names
    assert "resolution.effort" not in names


def test_the_story_tells_it() -> None:
    text = ONE + "channels: {phone: {}, tweet: {kind: deferred, answers: 0 %, "
    text += "expected_reply: 10 min}}" + DAY
    told = " ".join(as_text(tell_story(live(text), 0, date(2026, 1, 5))).split())
    assert "By the end of the run prefers phone (habit +0.88)" in told
    assert "By the end of the run avoids tweet (habit -0.50)" in told


def test_frames_have_names_and_plain_numbers() -> None:
    text = ONE + "channels: {phone: {}}" + PHONE
    frame = to_frames(live(text))["habits"]
    assert frame["habit"].tolist() == [0.9375]
    assert frame["channel"].tolist() == ["phone"]
    assert frame["customer"].tolist() == [0]
