"""Teams of equal rank: who of their idle agents is chosen, then who has a hand free."""

from __future__ import annotations

import numpy as np
import pytest

from sim.codes import U_AGENT, U_EQUALS
from sim.draws.threefry import uniform
from sim.plan import make_plan
from sim.record import digest
from tests.stories.telling import live, scenario_of, tell

DAY = """
demand: {calls: {trace: [0, 200, 250, 260, 310]}}
issue_types: {question: {work: 100 s}}
channels: {phone: {kind: live}}
teams:
  english: {head_count: 1, skills: {channels: phone}}
  spanish: {head_count: 1, skills: {channels: phone}}
  bilinguals: {head_count: 1, skills: {channels: phone}}
routing: {teams: {phone: ORDER}}
"""


def test_the_longest_idle_of_teams_of_equal_rank_is_chosen() -> None:
    """At 0:00 both are idle as long: the team listed first. At 3:20 spanish has been idle since
    0:00, english since 1:40; at 4:20 both are busy. At 5:10 spanish alone is idle."""
    assert (
        tell(DAY.replace("ORDER", "[[english, spanish], bilinguals]"))
        == """
phone 0 00:00 > 00:00 english0 > 00:01:40
phone 1 00:03:20 > 00:03:20 spanish0 > 00:05
phone 2 00:04:10 > 00:04:10 english0 > 00:05:50
phone 3 00:04:20 > 00:04:20 bilinguals0 > 00:06
phone 4 00:05:10 > 00:05:10 spanish0 > 00:06:50
issue 0 met 00:01:40
issue 1 met 00:05
issue 2 met 00:05:50
issue 3 met 00:06
issue 4 met 00:06:50
"""
    )


def test_without_equals_the_first_of_the_list_comes_first() -> None:
    """The same day: at 3:20 english is idle again and taken again."""
    log = tell(DAY.replace("ORDER", "[english, spanish, bilinguals]"))
    assert "phone 1 00:03:20 > 00:03:20 english0 > 00:05" in log
    assert "phone 2 00:04:10 > 00:04:10 spanish0 > 00:05:50" in log


def test_a_list_of_one_team_is_that_team() -> None:
    order, same = "[english, spanish, bilinguals]", "[[english], spanish, [bilinguals]]"
    assert digest(live(DAY.replace("ORDER", order))) == digest(live(DAY.replace("ORDER", same)))


def test_each_team_names_its_candidate_by_its_own_rule() -> None:
    """care names the least occupied: at 3:20 care1, on duty since 0:00 and never busy, though
    both teams' longest idle is clerks0, who sat idle since 0:00 as well and is listed later.
    Among equals by `least_loaded` clerks0 (0 %) comes before care0 (50 %) at 3:30."""
    log = tell("""
demand: {calls: {trace: [0, 200, 210]}}
issue_types: {question: {work: 100 s}}
channels: {phone: {kind: live}}
teams:
  care: {head_count: 2, chooses_agent: least_loaded, skills: {channels: phone}}
  clerks: {head_count: 1, skills: {channels: phone}}
routing: {teams: {phone: [[care, clerks]]}, among_equals: least_loaded}
""")
    assert (
        log
        == """
phone 0 00:00 > 00:00 care0 > 00:01:40
phone 1 00:03:20 > 00:03:20 care1 > 00:05
phone 2 00:03:30 > 00:03:30 clerks0 > 00:05:10
issue 0 met 00:01:40
issue 1 met 00:05
issue 2 met 00:05:10
"""
    )


def test_idle_agents_of_all_equals_come_before_a_free_hand() -> None:
    """Chat 1 goes to clerks, though chatters have a hand free. Then the fewest in hand: chat 2
    (one each) goes to the team listed first, chat 3 to clerks."""
    log = tell("""
demand: {chats: {trace: [0, 10, 20, 30, 40]}}
issue_types: {question: {work: 100 s}}
channels: {chat: {kind: live}}
teams:
  chatters: {head_count: 1, concurrency: 2, skills: {channels: chat}}
  clerks: {head_count: 1, concurrency: 2, skills: {channels: chat}}
  last: {head_count: 1, skills: {channels: chat}}
routing: {teams: {chat: [[chatters, clerks], last]}}
""")
    assert [line.split(" > ")[1] for line in log.splitlines()[1:6]] == [
        "00:00 chatters0",
        "00:00:10 clerks0",
        "00:00:20 chatters0",
        "00:00:30 clerks0",
        "00:00:40 last0",
    ]


def test_overflow_adds_a_team_behind_the_equals_and_a_transfer_goes_to_one_of_them() -> None:
    """Call 2 waits for either, and overflows at 1:20. english is always the wrong team."""
    log = tell("""
demand: {calls: {trace: [0, 10, 20]}}
issue_types: {question: {work: 100 s}}
channels: {phone: {kind: live}}
teams:
  english: {head_count: 1, skills: {channels: phone}}
  spanish: {head_count: 1, skills: {channels: phone}}
  bilinguals: {head_count: 1, skills: {channels: phone}}
routing:
  teams: {phone: [[english, spanish]]}
  overflow: {queue: phone, after: 1 min, to: bilinguals}
  transfers: {from: english, to: spanish, chance: 100 %, after: 2 min}
""")
    assert (
        log
        == """
phone 0 00:00 > 00:00 english0 passed on 00:02 > 00:02 spanish0 > 00:03:40
phone 1 00:00:10 > 00:00:10 spanish0 > 00:01:50
phone 2 00:00:20 > 00:01:20 bilinguals0 > 00:03
issue 0 met 00:03:40
issue 1 met 00:01:50
issue 2 met 00:03
"""
    )


WEEK = """
clock: {start: 2026-01-05, length: 1 week, run_out: 1 day}
demand: {calls: {rate: 3000 per week}}
issue_types: {question: {work: exponential(3 min)}}
channels: {phone: {kind: live, patience: exponential(2 min)}}
teams:
"""
APART = """
  one: {head_count: 1, skills: {channels: phone}}
  three: {head_count: 3, skills: {channels: phone}}
routing: {teams: {phone: [[one, three]]}, among_equals: RULE}
"""


@pytest.mark.parametrize("rule", ["longest_idle", "least_loaded", "random"])
def test_equals_who_work_alike_are_one_team(rule: str) -> None:
    """Whoever is chosen, the customers see the same."""
    together = live(WEEK + "  all: {head_count: 4, skills: {channels: phone}}\n")
    apart = live(WEEK + APART.replace("RULE", rule))
    for column in ("answered_at", "ended_at", "state"):
        np.testing.assert_array_equal(together.contacts[column], apart.contacts[column])


def test_longest_idle_across_equals_is_longest_idle_of_one_team() -> None:
    """Agent for agent, but for their order at the start, which is the same here."""
    together = live(WEEK + "  all: {head_count: 4, skills: {channels: phone}}\n")
    apart = live(WEEK + APART.replace("RULE", "longest_idle"))
    np.testing.assert_array_equal(together.contacts["agent"], apart.contacts["agent"])


def test_random_means_each_idle_agent_alike() -> None:
    """With one call at a time the team of one gets a quarter, within four standard errors."""
    rare = WEEK.replace("exponential(3 min)", "0 s")
    record = live(rare + APART.replace("RULE", "random"))
    share = float(np.mean(record.contacts["team"] == 0))
    assert abs(share - 0.25) < 4 * (0.25 * 0.75 / len(record.contacts)) ** 0.5


def test_the_least_loaded_of_equals_may_be_listed_first() -> None:
    """At 6:40 english was busy for 100 s of 400, spanish for 150."""
    log = tell("""
demand:
  short: {trace: [0, 400], issue_types: {short: 1}}
  long: {trace: [200], issue_types: {long: 1}}
issue_types: {short: {work: 100 s}, long: {work: 150 s}}
channels: {phone: {kind: live}}
teams:
  english: {head_count: 1, skills: {channels: phone}}
  spanish: {head_count: 1, skills: {channels: phone}}
routing: {teams: {phone: [[english, spanish]]}, among_equals: least_loaded}
""")
    assert (
        log
        == """
phone 0 00:00 > 00:00 english0 > 00:01:40
phone 1 00:03:20 > 00:03:20 spanish0 > 00:05:50
phone 2 00:06:40 > 00:06:40 english0 > 00:08:20
issue 0 met 00:01:40
issue 1 met 00:05:50
issue 2 met 00:08:20
"""
    )


def test_no_other_team_is_drawn_when_all_equals_are_busy() -> None:
    """Call 2 waits for who has call 0, though letters and post are idle."""
    log = tell("""
demand: {calls: {trace: [0, 10, 20], channels: phone}}
issue_types: {question: {work: 100 s}}
channels: {email: {kind: deferred}, phone: {kind: live}}
teams:
  letters: {head_count: 1, skills: {channels: email}}
  english: {head_count: 1, skills: {channels: phone}}
  spanish: {head_count: 1, skills: {channels: phone}}
  post: {head_count: 1, skills: {channels: email}}
routing: {teams: {phone: [[english, spanish]]}, among_equals: random}
""")
    first, second, third = log.splitlines()[1:4]
    assert {first.split()[5], second.split()[5]} == {"english0", "spanish0"}
    assert third == f"phone 2 00:00:20 > 00:01:40 {first.split()[5]} > 00:03:20"


def test_of_busy_equals_the_one_with_the_fewest_in_hand_takes_it() -> None:
    """Chat 4 finds two chats with chatters and one with clerks; helpers have no second hand."""
    log = tell("""
demand: {chats: {trace: [0, 10, 20, 30, 40], channels: chat}}
issue_types: {question: {work: 100 s}}
channels: {chat: {kind: live}, email: {kind: deferred}}
teams:
  chatters: {head_count: 1, concurrency: 3, skills: {channels: chat}}
  clerks: {head_count: 1, concurrency: 3, skills: {channels: chat}}
  helpers: {head_count: 1, skills: {channels: chat}}
  letters: {head_count: 1, skills: {channels: email}}
routing: {teams: {chat: [[chatters, clerks, helpers]]}}
""")
    assert [line.split(" > ")[1] for line in log.splitlines()[1:6]] == [
        "00:00 chatters0",
        "00:00:10 clerks0",
        "00:00:20 helpers0",
        "00:00:30 chatters0",
        "00:00:40 clerks0",
    ]


def test_the_least_loaded_of_equals_may_be_idle_for_less_time() -> None:
    """At 6:40 english has been idle since 3:20, half of the time; spanish since 5:50, but was busy
    for 50 s only."""
    log = tell("""
demand:
  long: {trace: [0], issue_types: {long: 1}}
  short: {trace: [300, 400], issue_types: {short: 1}}
issue_types: {short: {work: 50 s}, long: {work: 200 s}}
channels: {phone: {kind: live}}
teams:
  english: {head_count: 1, skills: {channels: phone}}
  spanish: {head_count: 1, skills: {channels: phone}}
routing: {teams: {phone: [[english, spanish]]}, among_equals: least_loaded}
""")
    assert [line.split()[5] for line in log.splitlines()[1:4]] == [
        *("english0", "spanish0", "spanish0"),
    ]


def test_of_equals_with_the_same_load_the_longest_idle_is_chosen() -> None:
    """At 10:00 both were busy for 200 s, spanish until 6:40, english until 8:30."""
    log = tell("""
demand:
  short: {trace: [0, 410, 600], issue_types: {short: 1}}
  long: {trace: [200], issue_types: {long: 1}}
issue_types: {short: {work: 100 s}, long: {work: 200 s}}
channels: {phone: {kind: live}}
teams:
  english: {head_count: 1, skills: {channels: phone}}
  spanish: {head_count: 1, skills: {channels: phone}}
routing: {teams: {phone: [[english, spanish]]}, among_equals: least_loaded}
""")
    assert [line.split()[5] for line in log.splitlines()[1:5]] == [
        *("english0", "spanish0", "english0", "spanish0"),
    ]


def test_who_is_busy_or_does_something_else_is_not_among_the_idle_equals() -> None:
    """At 1:45 french has been idle for longer than english; spanish is busy, letters do mail."""
    log = tell("""
demand:
  long: {trace: [0, 105], channels: phone, issue_types: {long: 1}}
  short: {trace: [10], channels: phone, issue_types: {short: 1}}
  longest: {trace: [20], channels: phone, issue_types: {longest: 1}}
issue_types: {short: {work: 50 s}, long: {work: 100 s}, longest: {work: 200 s}}
channels: {phone: {kind: live}, email: {kind: deferred}}
teams:
  english: {head_count: 1, skills: {channels: phone}}
  french: {head_count: 1, skills: {channels: phone}}
  spanish: {head_count: 1, skills: {channels: phone}}
  letters: {head_count: 1, skills: {channels: email}}
routing: {teams: {phone: [[english, french, spanish]]}}
""")
    assert [line.split()[5] for line in log.splitlines()[1:5]] == [
        *("english0", "french0", "spanish0", "french0"),
    ]


def test_the_draw_among_equals_and_the_one_within_the_team() -> None:
    """Calls one at a time: first any of the idle of all teams says which team, then any of the
    team's idle in the order of their line, who then stands at its end."""
    text = APART.replace("RULE", "random").replace("3,", "3, chooses_agent: random,")
    text = WEEK.replace("exponential(3 min)", "0 s").replace("3000", "100") + text
    issues = make_plan(scenario_of(text), seed=1).fresh_floor().issues
    idle, expected = [1, 2, 3], []
    for issue in issues:
        keys = int(issue["key0"]), int(issue["key1"])
        chosen = 0
        if int(uniform(*keys, U_EQUALS, 0) * 4) > 0:  # not the only one of the first team
            chosen = idle.pop(int(uniform(*keys, U_AGENT, 0) * 3))
            idle.append(chosen)
        expected.append(chosen)
    assert live(text).contacts["agent"].tolist() == expected
