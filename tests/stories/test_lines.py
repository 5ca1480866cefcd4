"""Who is served by whom, and in which order."""

from __future__ import annotations

from tests.stories.telling import tell


def test_first_come_first_served_and_hand_over_at_once() -> None:
    """Two agents, calls of 100 s: an agent who is free takes the head of the line at once."""
    log = tell("""
demand: {calls: {trace: [0, 10, 20, 30, 40]}}
issue_types: {question: {work: 100 s}}
channels: {phone: {kind: live}}
teams: {care: {head_count: 2, skills: {channels: phone}}}
""", agents=True)  # fmt: skip
    assert (
        log
        == """
phone 0 00:00 > 00:00 care0 > 00:01:40
phone 1 00:00:10 > 00:00:10 care1 > 00:01:50
phone 2 00:00:20 > 00:01:40 care0 > 00:03:20
phone 3 00:00:30 > 00:01:50 care1 > 00:03:30
phone 4 00:00:40 > 00:03:20 care0 > 00:05
issue 0 met 00:01:40
issue 1 met 00:01:50
issue 2 met 00:03:20
issue 3 met 00:03:30
issue 4 met 00:05
care0 here 00:00-1d 00:00 busy 00:00-00:05
care1 here 00:00-1d 00:00 busy 00:00:10-00:03:30
"""
    )


def test_continuous_times_lie_on_the_grid() -> None:
    """A third of a second is 349525.33 steps of 2**-20 s, rounded once: 0.333333015…"""
    log = tell("""
demand: {calls: {trace: [0.3333333333333333, 0.5]}}
issue_types: {question: {work: 0.6666666666666666 s}}
channels: {phone: {kind: live}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
""")
    # 0.333333015 + 699051 steps (0.666667) = 1.000000 exactly: 349525 + 699051 = 2**20.
    assert (
        log
        == """
phone 0 00:00:00.333333 > 00:00:00.333333 care0 > 00:00:01
phone 1 00:00:00.5 > 00:00:01 care0 > 00:00:01.666667
issue 0 met 00:00:01
issue 1 met 00:00:01.666667
"""
    )


def test_the_longest_idle_agent_is_chosen() -> None:
    """care1 has been idle since the start when call 2 comes; care0 was busy until 1:40."""
    log = tell("""
demand: {calls: {trace: [0, 200, 250, 350, 351]}}
issue_types: {question: {work: 100 s}}
channels: {phone: {kind: live}}
teams: {care: {head_count: 2, skills: {channels: phone}}}
""")
    # After call 0 the idle line is care1, care0. Call 1 takes care1 (free at 5:00), call 2
    # takes care0 (free at 5:50). At 5:50 care0 is freed before call 3 comes: care1 is first.
    assert (
        log
        == """
phone 0 00:00 > 00:00 care0 > 00:01:40
phone 1 00:03:20 > 00:03:20 care1 > 00:05
phone 2 00:04:10 > 00:04:10 care0 > 00:05:50
phone 3 00:05:50 > 00:05:50 care1 > 00:07:30
phone 4 00:05:51 > 00:05:51 care0 > 00:07:31
issue 0 met 00:01:40
issue 1 met 00:05
issue 2 met 00:05:50
issue 3 met 00:07:30
issue 4 met 00:07:31
"""
    )


def test_a_random_agent_is_any_of_the_idle() -> None:
    """Two of three agents are idle; the same draw picks among them whatever else happens."""
    text = """
demand: {calls: {trace: [0, 1]}}
issue_types: {question: {work: 100 s}}
channels: {phone: {kind: live}}
teams: {care: {head_count: 3, chooses_agent: random, skills: {channels: phone}}}
"""
    first, second = tell(text).split("\n")[1:3]
    assert first.split(" > ")[1] in {f"00:00 care{k}" for k in range(3)}
    assert second.split(" > ")[1] in {f"00:00:01 care{k}" for k in range(3)}
    assert first.split()[-3] != second.split()[-3]


def test_teams_in_the_order_of_the_routing() -> None:
    """Calls go to experts first as routing says; care, listed first in the file, comes after."""
    log = tell("""
demand: {calls: {trace: [0, 10, 20]}}
issue_types: {question: {work: 100 s}}
channels: {phone: {kind: live}}
teams:
  care: {head_count: 1, skills: {channels: phone}}
  experts: {head_count: 1, skills: {channels: phone}}
routing: {teams: {phone: [experts, care]}}
""")
    assert (
        log
        == """
phone 0 00:00 > 00:00 experts0 > 00:01:40
phone 1 00:00:10 > 00:00:10 care0 > 00:01:50
phone 2 00:00:20 > 00:01:40 experts0 > 00:03:20
issue 0 met 00:01:40
issue 1 met 00:01:50
issue 2 met 00:03:20
"""
    )


PRIORITIES = """
demand:
  plain: {trace: [0, 10, 20], issue_types: {plain: 1}}
  urgent: {trace: [30, 40], issue_types: {urgent: 1}}
issue_types: {plain: {work: 100 s}, urgent: {work: 100 s}}
channels: {phone: {kind: live}}
teams: {care: {head_count: 1, chooses_contact: RULE, skills: {channels: phone}}}
routing:
  priorities:
    - {issue_type: urgent, priority: 1, credit: 25 s, ageing: 1}
    - {priority: 2, credit: 0 s, ageing: 1}
"""
"""Calls of 100 s: 0 at once, 1 and 2 (plain) and 3 and 4 (urgent) wait when it ends at 1:40."""


def test_the_longest_waiting_is_next() -> None:
    assert order_under("longest_waiting") == [0, 1, 2, 3, 4]


def test_priority_before_age() -> None:
    assert order_under("priority") == [0, 3, 4, 1, 2]


def test_a_credit_of_waiting_time() -> None:
    """25 s ahead, call 3 (at 30) counts as 5, call 4 (at 40) as 15: before 10 and 20."""
    assert order_under("credit") == [0, 3, 1, 4, 2]


def test_the_longest_queue_by_number_ties_in_listed_order() -> None:
    """Lines of 2 and 2: the tie goes to the plain one, then 1 and 2: urgent, and so on."""
    assert order_under("longest_queue") == [0, 1, 3, 2, 4]


def order_under(rule: str) -> list[int]:
    """Issues by the time their calls were answered."""
    lines = [line for line in tell(PRIORITIES.replace("RULE", rule)).split("\n") if " > " in line]
    return [int(line.split()[1]) for line in sorted(lines, key=lambda line: line.split()[4])]


BLENDED = """
demand:
  mails: {trace: [0, 10, 20], channels: email}
  calls: {trace: [30], channels: phone}
issue_types: {question: {work: 100 s}}
channels: {phone: {kind: live}, email: {kind: deferred}}
teams: {care: {head_count: 1, live_first: LIVE_FIRST, skills: {channels: [phone, email]}}}
"""


def test_live_before_deferred() -> None:
    assert (
        tell(BLENDED.replace("LIVE_FIRST", "yes"))
        == """
email 0 00:00 > 00:00 care0 > 00:01:40
email 1 00:00:10 > 00:03:20 care0 > 00:05
email 2 00:00:20 > 00:05 care0 > 00:06:40
phone 3 00:00:30 > 00:01:40 care0 > 00:03:20
issue 0 met 00:01:40
issue 1 met 00:05
issue 2 met 00:06:40
issue 3 met 00:03:20
"""
    )


def test_by_age_alone_when_told_so() -> None:
    assert (
        tell(BLENDED.replace("LIVE_FIRST", "no"))
        == """
email 0 00:00 > 00:00 care0 > 00:01:40
email 1 00:00:10 > 00:01:40 care0 > 00:03:20
email 2 00:00:20 > 00:03:20 care0 > 00:05
phone 3 00:00:30 > 00:05 care0 > 00:06:40
issue 0 met 00:01:40
issue 1 met 00:03:20
issue 2 met 00:05
issue 3 met 00:06:40
"""
    )


def test_speed_scales_the_work() -> None:
    """Speed 1.25 by skill: 100 s of work take 80 s."""
    log = tell("""
demand: {calls: {trace: [0, 0]}}
issue_types: {question: {work: 100 s}}
channels: {phone: {kind: live}}
teams: {care: {head_count: 1, skills: {channels: phone, speed: 1.25}}}
""")
    assert (
        log
        == """
phone 0 00:00 > 00:00 care0 > 00:01:20
phone 1 00:00 > 00:01:20 care0 > 00:02:40
issue 0 met 00:01:20
issue 1 met 00:02:40
"""
    )


def test_work_of_no_length() -> None:
    """Calls without work take no time, not even from each other."""
    log = tell("""
demand: {calls: {trace: [0, 0, 60]}}
issue_types: {question: {work: 0 s}}
channels: {phone: {kind: live}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
""", agents=True)  # fmt: skip
    assert (
        log
        == """
phone 0 00:00 > 00:00 care0 at once
phone 1 00:00 > 00:00 care0 at once
phone 2 00:01 > 00:01 care0 at once
issue 0 met 00:00
issue 1 met 00:00
issue 2 met 00:01
care0 here 00:00-1d 00:00
"""
    )


AGENTS = """
demand:
  long: {trace: LONG, issue_types: {long: 1}}
  short: {trace: SHORT, issue_types: {short: 1}}
issue_types: {long: {work: 10 min}, short: {work: 5 min}}
channels: {phone: {kind: live}}
teams:
  care:
    shifts: SHIFTS
    chooses_agent: RULE
    skills: {channels: phone}
"""


def test_the_longest_idle_or_the_least_loaded_agent() -> None:
    """At 0:20 care0 is idle for 10 min and was busy for ten of 20; care1 for 3 and five of 20."""
    text = AGENTS.replace("LONG", "[0]").replace("SHORT", "[720, 1200]")
    text = text.replace("SHIFTS", "{agents: 2, hours: Mon 00:00-04:00}")
    log = """
phone 0 00:00 > 00:00 care0 > 00:10
phone 1 00:12 > 00:12 care1 > 00:17
phone 2 00:20 > 00:20 CHOSEN > 00:25
issue 0 met 00:10
issue 1 met 00:17
issue 2 met 00:25
"""
    assert tell(text.replace("RULE", "longest_idle")) == log.replace("CHOSEN", "care0")
    assert tell(text.replace("RULE", "least_loaded")) == log.replace("CHOSEN", "care1")


def test_the_load_is_a_share_of_the_time_since_coming_on_duty() -> None:
    """Care1 comes at 0:30 and was not busy yet; at 0:40 it was for half its time, care0 a quarter.

    Care0 comes back from a break at 1:10, as if anew: no load, where care1 was busy for 5 min
    of 40. At 1:20 care0 was busy for five of ten minutes, care1 for five of 50.
    """
    text = AGENTS.replace("LONG", "[0]").replace("SHORT", "[1800, 2400, 4200, 4800]")
    shifts = """
      - {agents: 1, hours: Mon 00:00-04:00, breaks: 01:00 for 10 min}
      - {agents: 1, hours: Mon 00:30-04:00}
"""
    text = text.replace(" SHIFTS\n", shifts).replace("RULE", "least_loaded")
    assert (
        tell(text)
        == """
phone 0 00:00 > 00:00 care0 > 00:10
phone 1 00:30 > 00:30 care1 > 00:35
phone 2 00:40 > 00:40 care0 > 00:45
phone 3 01:10 > 01:10 care0 > 01:15
phone 4 01:20 > 01:20 care1 > 01:25
issue 0 met 00:10
issue 1 met 00:35
issue 2 met 00:45
issue 3 met 01:15
issue 4 met 01:25
"""
    )


def test_the_load_begins_at_nothing_with_each_shift_and_after_each_break() -> None:
    """Care1, there since 0:30, has no load at first, and 50 % after a second, half of which was
    a call; care0 has a third then, and none at 1:15, back from a break."""
    text = AGENTS.replace("LONG", "[0]").replace("SHORT", "[1801, 4500]")
    text = text.replace("demand:", "demand:\n  blinks: {trace: [1800.25], issue_types: {blink: 1}}")
    text = text.replace("\nissue_types: {", "\nissue_types: {blink: {work: 0.5 s}, ")
    shifts = """
      - {agents: 1, hours: Mon 00:00-04:00, breaks: 01:00 for 10 min}
      - {agents: 1, hours: Mon 00:30-04:00}
"""
    text = text.replace(" SHIFTS\n", shifts).replace("RULE", "least_loaded")
    assert (
        tell(text)
        == """
phone 0 00:00 > 00:00 care0 > 00:10
phone 1 00:30:00.25 > 00:30:00.25 care1 > 00:30:00.75
phone 2 00:30:01 > 00:30:01 care0 > 00:35:01
phone 3 01:15 > 01:15 care0 > 01:20
issue 0 met 00:10
issue 1 met 00:30:00.75
issue 2 met 00:35:01
issue 3 met 01:20
"""
    )


def test_the_least_loaded_of_three() -> None:
    """At 0:50 care0 was busy for 20 min, care1 for 5, care2 for 10."""
    text = AGENTS.replace("LONG", "[1700]").replace("SHORT", "[1300, 3000]")
    text = text.replace("demand:", "demand:\n  first: {trace: [0], issue_types: {first: 1}}")
    text = text.replace("\nissue_types: {", "\nissue_types: {first: {work: 20 min}, ")
    text = text.replace("SHIFTS", "{agents: 3, hours: Mon 00:00-04:00}")
    assert (
        tell(text.replace("RULE", "least_loaded"))
        == """
phone 0 00:00 > 00:00 care0 > 00:20
phone 1 00:21:40 > 00:21:40 care1 > 00:26:40
phone 2 00:28:20 > 00:28:20 care2 > 00:38:20
phone 3 00:50 > 00:50 care1 > 00:55
issue 0 met 00:20
issue 1 met 00:26:40
issue 2 met 00:38:20
issue 3 met 00:55
"""
    )
