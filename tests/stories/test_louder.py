"""Customers turn to public channels as an issue fails, and by the hoops that they go through."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from sim.engine import run
from sim.kpi import measure
from sim.kpi.channel_choice import efforts
from sim.kpi.view import View
from sim.kpi.window import window_of
from sim.plan import make_plan
from sim.record import Record
from sim.record.details import details_of
from sim.report.story.telling import as_text
from sim.report.story.telling import tell as tell_story
from sim.scenario.model import Hoops
from tests.stories.telling import live, scenario_of, tell
from tests.stories.test_habit import change, firm

LOUD = "customers: {louder: {per_failure: 1000, hoops: HOOPS}}\n"
"""Each failure, or what counts as one, makes public channels a thousand times as likely."""
NO_HOOPS = "{transfer: 0, redirect: 0, refused_channel: 0, re_explanation: 0, hold_minute: 0}"


def loud(text: str, hoops: str = "{}") -> str:
    """The text with customers who get very loud; hoops that are not stated weigh nothing."""
    stated = dict(part.split(": ") for part in NO_HOOPS.strip("{}").split(", "))
    stated |= dict(part.split(": ") for part in hoops.strip("{}").split(", ") if part)
    listed = ", ".join(f"{name}: {weight}" for name, weight in stated.items())
    return LOUD.replace("HOOPS", f"{{{listed}}}") + text


UNMET = """
demand: {calls: {trace: [0], channels: phone}}
issue_types: {question: {work: 10 min, resolves: 0 %}}
channels: {phone: {}, tweet: {public: true, kind: deferred, share: 0}}
teams: {care: {head_count: 1, skills: {channels: [phone, tweet]}}}
returns: {unresolved: {chance: 100 %, at_most: 3, channel: {phone: 99999, tweet: 1}}}
"""
"""The second failure outweighs the phone."""


def test_each_failure_makes_public_channels_likelier() -> None:
    assert (
        tell(loud(UNMET))
        == """
phone 0 00:00 > 00:00 care0 > 00:10
phone 0.1 00:10 (unresolved) > 00:10 care0 > 00:20
tweet 0.2 00:20 (unresolved) > 00:20 care0 > 00:30
tweet 0.3 00:30 (unresolved) > 00:30 care0 > 00:40
issue 0 gave up 00:40
"""
    )
    assert "tweet" not in tell(UNMET)


def test_only_failures_of_the_present_issue_count() -> None:
    """The next need of the same customer begins quietly."""
    text = loud(UNMET.replace("[0]", "[0, 7200]")).replace("{louder", "{population: 1, louder")
    assert "phone 1 02:00" in tell(text)
    assert "phone 1.1 02:10 (unresolved)" in tell(text)


def test_who_does_not_try_again_stays_silent() -> None:
    """The chance to try again stays what it was; where one way is left, it is taken."""
    assert ".1" not in tell(loud(UNMET.replace("chance: 100 %", "chance: 0 %")))
    one = loud(UNMET.replace("{phone: 99999, tweet: 1}", "phone"))
    assert "tweet" not in tell(one)


def test_transfers_count_as_failures() -> None:
    """With the transfer the first failure counts as two."""
    experts = "{experts: {head_count: 1, skills: {channels: phone}}, care: {"
    text = UNMET.replace("{care: {", experts)
    text += "routing: {teams: {phone: care}, transfers: "
    text += "[{from: care, to: experts, chance: 100 %, after: 1 min}]}\n"
    assert "phone 0.1 00:11 (unresolved)" in tell(loud(text))
    assert "tweet 0.1 00:11 (unresolved)" in tell(loud(text, "{transfer: 1}"))


def test_waiting_counts_as_failures_by_the_minute() -> None:
    """Ten minutes until the agent is free, a tenth of a failure each; what waits still does not
    count yet, nor do tweets that wait."""
    text = UNMET.replace("[0]", "[0, 1]")
    assert "phone 1.1 00:20 (unresolved)" in tell(loud(text))
    log = tell(loud(text, "{hold_minute: 0.1}"))
    assert "tweet 1.1 00:20 (unresolved)" in log
    assert "issue 1 gave up" in log
    assert "[waited 599 s]" in log


def test_what_has_to_be_explained_again_counts() -> None:
    text = UNMET.replace("work: 10 min", "work: 10 min, re_explaining: 1 min")
    text = text.replace("head_count: 1, s", "head_count: 2, history: own, s")
    text = text.replace("99999", "99999999")
    quiet = tell(loud(text))
    assert "phone 0.1 00:10 (unresolved) [explains again 60 s]" in quiet
    assert "phone 0.2 00:21 (unresolved)" in quiet
    assert "tweet 0.2 00:21 (unresolved)" in tell(loud(text, "{re_explanation: 1}"))


AWAY = """
demand: {calls: {trace: [0], channels: tweet}}
issue_types: {question: {work: 10 min, resolves: 0 %}}
channels:
  phone: {}
  tweet: {public: true, kind: deferred, redirect: {to: phone, work: 0 s, follows: 100 %}}
teams: {care: {head_count: 1, skills: {channels: [phone, tweet]}}}
returns: {unresolved: {chance: 100 %, at_most: 2, channel: {phone: 99999, tweet: 1}}}
"""


def test_redirects_that_are_followed_and_channels_refused_count() -> None:
    """One failure and one hoop: as two failures."""
    assert (
        tell(loud(AWAY))
        == """
tweet 0 00:00 [follows] redirected
phone 0.1 00:00 (redirected) > 00:00 care0 > 00:10
phone 0.2 00:10 (unresolved) > 00:10 care0 > 00:20
issue 0 gave up 00:20 [1 redirects, 1 refused]
"""
    )
    for hoops in ("{redirect: 1}", "{refused_channel: 1}"):
        assert "tweet 0.2 00:10 (unresolved)" in tell(loud(AWAY, hoops))


def test_who_finds_the_channel_closed_and_goes_elsewhere_has_been_refused() -> None:
    text = UNMET.replace("phone: {}", "phone: {hours: Mon-Fri 20:00-21:00, second_choice: chat}, ")
    text = text.replace("}, ,", "}, chat: {share: 0},").replace("[phone, tweet]", "[chat, tweet]")
    log = tell(loud(text))
    assert "chat 0.1 00:00 (closed)" in log
    assert "[1 refused]" in log


def test_a_redirect_that_is_not_followed_is_a_failure_and_no_hoop() -> None:
    text = AWAY.replace("follows: 100 %", "follows: 0 %")
    again = "redirected: {chance: 100 %, at_most: 1, channel: {phone: 99, tweet: 1}}, unresolved"
    text = text.replace("unresolved", again)
    log = tell(loud(text, "{redirect: 1}"))
    assert "tweet 0.1 00:00 (redirected)" in log
    assert "redirects" not in log.splitlines()[-1]


def test_the_harm_that_recurs_is_told_in_public_once_something_has_failed() -> None:
    text = UNMET.replace("resolves: 0 %", "resolves: 0 %, recurs: {every: 1 h, contact_chance: 1}")
    text = text.replace("channels: phone}", "channels: {phone: 99, tweet: 1}}")
    text = text.partition("returns:")[0].replace("length: 1 day", "length: 3 h")
    log = tell(loud(text))
    assert "phone 0 00:00" in log
    assert "tweet 0.1 01:00 (recurrence)" not in tell(text)
    assert "tweet 0.1 01:00 (recurrence)" in log


# -- a firm of four weeks ----------------------------------------------------------------------


def test_half_of_it_moves_contacts_to_the_public_channel() -> None:
    moved = change(firm("", "{per_failure: 1.3}"), "demand.public_contacts_per_issue")
    assert moved.mean() > 4.303 * moved.std(ddof=1) / np.sqrt(3)  # Student's t, 2 degrees


def test_who_is_quieter_than_before_turns_from_it() -> None:
    moved = change(firm("", "{per_failure: 0.2}"), "demand.public_contacts_per_issue")
    assert moved.mean() < 0.0


def run_of(text: str) -> Record:
    return run(make_plan(scenario_of(text), 1), "simpy")


def test_effort_counts_contacts_and_hoops() -> None:
    text = firm("", "{hoops: {refused_channel: 2}}")
    record, scenario = run_of(text), scenario_of(text)
    found = {name: one.value for name, one in measure(record, scenario).items()}
    weights = Hoops(refused_channel=2.0)
    effort = efforts(View(record, window_of(record)), weights)
    hoops = details_of(record, "hoops", record.issues["id"])
    made = np.bincount(record.contacts["issue"], minlength=len(record.issues))
    by_hand = made - 1.0 + 0.1 / 60.0 * hoops["waited_s"] + 2.0 * hoops["refused"]
    assert effort == pytest.approx(by_hand)
    measured = record.issues["opened_at"] < record.end_s
    assert found["resolution.effort"] == pytest.approx(by_hand[measured].mean())
    for k, name in enumerate(("question", "claim")):
        of_type = measured & (record.issues["type"] == k)
        assert found[f"types.{name}.resolution.effort"] == pytest.approx(by_hand[of_type].mean())
    of_segment = measured & (record.issues["segment"] == 1)
    assert found["segments.b.resolution.effort"] == pytest.approx(by_hand[of_segment].mean())


def test_the_story_tells_it() -> None:
    told = " ".join(as_text(tell_story(live(loud(AWAY)), 0, date(2026, 1, 5))).split())
    assert "Has in all followed once to another channel" in told
    assert "not got the channel of first choice once" in told
