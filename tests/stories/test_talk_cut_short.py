"""Talk that is cut short, by number: which draws decide, and what four weeks come to."""

from __future__ import annotations

import numpy as np
import pytest

from sim.codes import D_FIX, D_OVERHEAD, NOBODY, U_HOLDS
from sim.engine import run
from sim.floor.waiting import OF_REQUEUES
from sim.kpi import measure
from sim.plan import make_plan
from sim.record import Record
from tests.stories.telling import live, scenario_of, tell
from tests.stories.test_handle_time_target import DAY
from tests.stories.test_keyed_draws import Drawn

# -- whose numbers decide ----------------------------------------------------------------------

SHORT = DAY.replace("delay: 5 min", "delay: 1 h")


def test_each_round_stands_for_itself() -> None:
    """A share of 39 % in each: of the issue's numbers 0.742, 0.396, 0.734 and 0.104 the last is
    below. What was left out in earlier rounds does not count again, less than a second does."""
    text = SHORT.replace("work: 10 min", "work: 1 s").replace("target: 4 min", "target: 0.39 s")
    record, drawn = live(text), Drawn(text)
    numbers = [drawn.chance(row, U_HOLDS, row["number"]) for row in record.contacts]
    assert [number < 0.39 for number in numbers] == [False, False, False, True]
    assert record.details["cut_short"]["lost_by"].tolist() == [0, 0, 0, NOBODY]


def test_what_is_left_out_may_be_exactly_a_second() -> None:
    text = SHORT.replace("work: 10 min", "work: 2 s").replace("target: 4 min", "target: 1 s")
    assert "lost by care" in tell(text)


def test_work_as_long_as_the_target_is_not_cut_short() -> None:
    assert not len(live(SHORT.replace("work: 10 min", "work: 4 min")).details["cut_short"])


def test_work_of_no_length_needs_nothing() -> None:
    assert "issue 0 met 00:00" in tell(SHORT.replace("work: 10 min", "work: 0 s"))


def test_a_step_that_is_done_twice_at_once_counts_once() -> None:
    """Both mails are cut at one of four minutes; the fix takes eight: nine of twelve, above 0.742.
    Ten of sixteen would be below it."""
    assert (
        tell("""
demand: {calls: {trace: [0], channels: email}}
issue_types:
  claim: {work: {diagnose: 4 min, fix: 8 min}, authority: 1, leaves: {fix: office}}
channels:
  email:
    kind: deferred
    expected_reply: 30 s
    returns: {no_reply: {chance: 100 %, at_most: 1}}
tasks: {office: {}}
teams:
  care: {head_count: 2, skills: {channels: email}, handle_time_target: 1 min}
  back: {head_count: 1, skills: {tasks: office, authority: 1}}
""")
        == """
email 0 00:00 [180 s left out by care] > 00:00 care0 > 00:01
email 0.1 00:00:30 (no_reply) [180 s left out by care] > 00:00:30 care1 > 00:01:30
office 0 00:01 > 00:01 back0 > 00:09 fixed
issue 0 met 00:09
"""
    )


def test_after_a_round_that_nobody_cut_short_work_is_drawn_anew() -> None:
    """On the phone it is cut short; chats do all of it, and it fails there by itself."""
    text = """
demand: {calls: {trace: [0], channels: phone}}
issue_types: {question: {work: 'uniform(1 h, 2 h)', resolves_by_team: {chats: 0 %}}}
channels: {phone: {}, chat: {share: 0}}
teams:
  care: {head_count: 1, skills: {channels: phone}, handle_time_target: 1 min}
  chats: {head_count: 1, skills: {channels: chat}}
returns: {unresolved: {chance: 100 %, delay: 1 min, channel: chat, at_most: 3}}
"""
    record, drawn = live(text), Drawn(text)
    (kind,) = drawn.floor.types
    fix = drawn.floor.steps[kind.first_step + 2].work
    _, *chats = record.contacts
    taken = [row["ended_at"] - row["taken_at"] for row in chats]
    assert taken == [drawn.seconds(chats[0], fix, D_FIX, k) for k in (0, 2, 3)]


def test_each_greeting_has_a_length_of_its_own() -> None:
    """By contact, and anew after a transfer."""
    text = """
demand: {calls: {trace: [0, 7200], channels: phone}}
issue_types: {question: {work: 1 min, resolves: 0 %}}
channels: {phone: {returns: {unresolved: {chance: 100 %, delay: 1 min, at_most: 1}}}}
teams:
  care: {head_count: 2, skills: {channels: phone}, handle_time_target: GREETED}
  back: {head_count: 2, skills: {channels: phone}, handle_time_target: GREETED}
routing:
  teams: {phone: care}
  transfers: [{from: care, to: back, chance: 100 %, after: 1 min}]
""".replace("GREETED", "{talk: 1 h, overhead: exponential(1 min)}")
    record, drawn = live(text), Drawn(text)
    greeting = drawn.floor.handle_time_targets[0].overhead
    for row, passed_on in zip(record.contacts, record.pieces, strict=True):
        assert passed_on["job"] == row["id"]
        for number, start, end in (
            (row["number"], passed_on["start"], passed_on["end"]),
            (int(row["number"]) + OF_REQUEUES, row["taken_at"], row["ended_at"]),
        ):
            assert end - start == 60.0 + drawn.seconds(row, greeting, D_OVERHEAD, number)


# -- a firm of four weeks ----------------------------------------------------------------------

WEEK = """
clock: {start: 2026-01-05, length: 4 weeks, run_out: 1 week}
demand: {calls: {rate: 700 per week}}
issue_types: {question: {work: exponential(5 min)}}
channels: {phone: {returns: {unresolved: {chance: 100 %, delay: 1 h, at_most: 100}}}}
teams:
  care:
    head_count: 4
    skills: {channels: phone}
    handle_time_target: {talk: TARGET, overhead: 0 s}
"""


def same_but_for_details(text: str, other: str) -> bool:
    one, two = live(text), live(other)
    tables = ("issues", "contacts", "tasks", "pieces", "spells", "duty", "agents")
    return all(getattr(one, name).tobytes() == getattr(two, name).tobytes() for name in tables)


def test_a_need_that_was_not_cut_short_is_drawn_anew_as_without_a_target() -> None:
    """Half the fixes fail by themselves; kept or not, the target plays no part in it."""
    text = WEEK.replace("TARGET", "10 h").replace("work:", "resolves: 50 %, work:")
    assert same_but_for_details(
        text, text.replace("{talk: 10 h", "{returned_work: new, talk: 10 h")
    )


def test_a_target_that_no_work_reaches_changes_nothing() -> None:
    """Not a bit of the record, and nothing is noted."""
    off = WEEK.replace("    handle_time_target: {talk: TARGET, overhead: 0 s}\n", "")
    for often in ("100 %", "60 %"):
        new = f"resolves: {often}, work:"
        text, other = (part.replace("work:", new) for part in (WEEK, off))
        text = text.replace("TARGET", "10 h")
        assert same_but_for_details(text, other)
        assert all(len(table) == 0 for table in live(text).details.values())


def by_hand(record: Record) -> tuple[float, float]:
    """Share of contacts cut short; seconds of talk by met need."""
    contacts = record.contacts[record.contacts["opened_at"] < record.end_s]
    cut = record.details["cut_short"]
    cut = cut[np.isin(cut["job"], contacts["id"]) & (cut["team"] == 0)]
    measured = record.issues["opened_at"] < record.end_s
    own = record.contacts[measured[record.contacts["issue"]]]
    met = np.isfinite(record.issues["met_at"]) & measured
    talk = np.nansum(own["freed_at"] - own["taken_at"])
    return len(cut) / len(contacts), float(talk / met.sum())


def test_measures_count_what_the_record_says() -> None:
    text = WEEK.replace("TARGET", "5 min")
    record, scenario = live(text), scenario_of(text)
    share, talk = by_hand(record)
    found = measure(record, scenario)
    assert found["teams.care.cut_short_share"].value == pytest.approx(share)
    first, made = np.exp(-1.0), 1.0 + np.exp(-1.0)  # the longer work comes back as often as once
    assert abs(share - 2.0 * first / made) < 0.03
    assert found["teams.care.handle_per_met_need_s"].value == pytest.approx(talk)
    assert found["types.question.handle_per_met_need_s"].value == pytest.approx(talk)
    cut = record.details["cut_short"]
    lost = cut["job"][cut["lost_by"] == 0]
    ended = record.contacts["ended_at"][np.isin(record.contacts["id"], lost)]
    counted = found["teams.care.fixes_lost_to_target"].value
    assert counted == np.count_nonzero(ended < record.end_s) > 0


def test_contacts_get_shorter_and_more_with_a_lower_target() -> None:
    """The mean handling of an answered contact falls, contacts by need rise: half the mean work
    moves both, and the talk that a met need takes, by more than their intervals."""
    names = ("teams.care.mean_handle_s", "demand.contacts_per_issue",
             "teams.care.handle_per_met_need_s")  # fmt: skip
    found = []
    for target in ("10 h", "5 min", "2.5 min"):
        text = WEEK.replace("TARGET", target).replace("overhead: 0 s", "overhead: 1 min")
        scenario = scenario_of(text)
        runs = [measure(run(make_plan(scenario, 1, k)), scenario) for k in range(3)]
        found.append([[one[name].value for name in names] for one in runs])
    none, mean, half = np.array(found)
    for change in (mean - none, half - mean, half - none):  # of the same customers
        width = 4.303 * change.std(axis=0, ddof=1) / np.sqrt(len(change))  # Student's t, 2 degrees
        handled, made, talk = change.mean(axis=0)
        assert handled < -width[0]
        assert made > width[1]
    assert talk > width[2]
