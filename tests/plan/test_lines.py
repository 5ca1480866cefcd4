"""Lines: what shares one, who serves it, and where its jobs can move to."""

from __future__ import annotations

import numpy as np
import pytest

from sim.codes import (
    ACKNOWLEDGED,
    AGENT_RULES,
    DIAGNOSED,
    FAILED,
    FIXED,
    HABITUAL,
    NOBODY,
    PUBLIC,
    REOPENED,
    STANDINGS,
)
from sim.plan import make_plan
from tests.plan.build import scenario

TYPES = {"simple": {}, "hard": {"authority": 2}, "odd": {}}
CHANNELS = {"phone": {}, "chat": {}, "email": {"kind": "deferred"}}


def floor_of(teams, **changes):
    parts = {"issue_types": TYPES, "channels": CHANNELS, **changes}
    crews = {name: {"head_count": 1, **team} for name, team in teams.items()}
    return make_plan(scenario(teams=crews, **parts), 1, 0).fresh_floor()


def teams_of(floor, line):
    """The teams that serve a line, in order of choice."""
    return floor.order[line, : floor.lines[line]["teams"]].tolist()


def lines_of(floor, team):
    """The lines that a team serves, in listed order."""
    return floor.serves[team, : floor.teams[team]["lines"]].tolist()


def line(floor, queue, issue_type, segment=0, standing=0, segments=1):
    return int(floor.line_of[queue, STANDINGS * (issue_type * segments + segment) + standing])


def test_the_smallest_queue_has_one_line():
    floor = make_plan(scenario(), 1, 0).fresh_floor()
    assert len(floor.lines) == 1
    assert teams_of(floor, 0) == [0]
    assert lines_of(floor, 0) == [0]
    assert floor.depth.tolist() == [[FIXED]]
    assert floor.lines[0]["live"] == 1


def test_types_and_segments_that_routing_treats_alike_share_a_line():
    floor = floor_of(
        {"care": {"skills": {"channels": "phone"}}},
        issue_types={f"type_{i}": {"share": i} for i in range(1, 6)},
        customers__segments={"a": {}, "b": {}},
        channels={"phone": {}},
    )
    assert len(floor.lines) == 1
    assert set(floor.line_of.ravel().tolist()) == {0}


def test_authority_cuts_the_depth_and_splits_the_line():
    floor = floor_of({"care": {"skills": {"channels": "phone", "authority": 1}}})
    simple, hard, odd = (line(floor, 0, issue_type) for issue_type in range(3))
    assert simple == odd != hard
    assert floor.depth[0, simple] == FIXED
    assert floor.depth[0, hard] == DIAGNOSED


def test_of_several_skills_the_deepest_counts_with_its_speed():
    skills = [
        {"channels": "phone", "does": "acknowledge", "speed": 2.0},
        {"channels": "phone", "issue_types": "hard", "authority": 2, "speed": 0.5},
    ]
    floor = floor_of({"care": {"skills": skills}})
    simple, hard = line(floor, 0, 0), line(floor, 0, 1)
    assert floor.depth[0, [simple, hard]].tolist() == [ACKNOWLEDGED, FIXED]
    assert floor.speed[0, [simple, hard]].tolist() == [2.0, 0.5]


def test_skills_by_type_make_lines_with_their_own_teams():
    floor = floor_of(
        {
            "one": {"skills": {"channels": "phone", "issue_types": ["simple", "hard"]}},
            "two": {"skills": {"channels": "phone", "issue_types": ["odd", "simple"]}},
        }
    )
    simple, hard, odd = (line(floor, 0, issue_type) for issue_type in range(3))
    assert len({simple, hard, odd}) == 3
    assert [teams_of(floor, c) for c in (simple, hard, odd)] == [[0, 1], [0], [1]]
    assert lines_of(floor, 0) == [simple, hard]
    assert lines_of(floor, 1) == [odd, simple]  # in the order of the skill
    assert floor.depth[0, odd] == floor.depth[1, hard] == 0


def test_teams_in_the_stated_order_only_the_stated_ones():
    teams = {name: {"skills": {"channels": ["phone", "chat"]}} for name in ("a", "b", "c")}
    floor = floor_of(teams, routing__teams={"phone": ["c", "a"]}, issue_types={"simple": {}})
    assert teams_of(floor, line(floor, 0, 0)) == [2, 0]
    assert teams_of(floor, line(floor, 1, 0)) == [0, 1, 2]
    assert lines_of(floor, 1) == [line(floor, 1, 0)]


def test_channels_are_served_in_listed_order():
    floor = floor_of({"care": {"skills": {"channels": ["email", "phone", "chat"]}}})
    expected = [line(floor, q, 0) for q in (2, 0, 1)]
    assert [c for c in lines_of(floor, 0) if c in expected] == expected


def test_priority_first_entry_that_matches_counts():
    floor = floor_of(
        {"care": {"skills": {"channels": ["phone", "chat"]}}},
        issue_types={"simple": {}, "hard": {}},
        customers__segments={"private": {}, "firms": {}},
        routing__priorities=[
            {"segment": "firms", "queue": "phone", "priority": 2, "credit": "30 s"},
            {"issue_type": "hard", "priority": 3, "ageing": 2},
            {"segment": "firms", "priority": 4},
        ],
    )

    def rank(queue, issue_type, segment):
        row = floor.lines[line(floor, queue, issue_type, segment, segments=2)]
        return row["priority"], row["credit_s"], row["ageing"]

    assert rank(0, 0, 0) == (100, 0.0, 1.0)
    assert rank(0, 1, 1) == rank(0, 0, 1) == (2, 30.0, 1.0)
    assert rank(0, 1, 0) == rank(1, 1, 1) == (3, 0.0, 2.0)
    assert rank(1, 0, 1) == (4, 0.0, 1.0)


def test_priority_of_issues_that_went_public():
    floor = floor_of(
        {"care": {"skills": {"channels": "phone"}}},
        routing__priorities={"public": "yes", "priority": 1},
        issue_types={"simple": {}},
    )
    ranks = [floor.lines[line(floor, 0, 0, standing=s)]["priority"] for s in range(STANDINGS)]
    assert ranks == [1 if standing & PUBLIC else 100 for standing in range(STANDINGS)]


def test_priority_by_standing_each_flag_for_itself():
    floor = floor_of(
        {"care": {"skills": {"channels": "phone"}}},
        routing__priorities=[
            {"public": "yes", "reopened": "yes", "priority": 1},
            {"reopened": "yes", "priority": 2},
            {"public": "no", "priority": 3},
        ],
        issue_types={"simple": {}},
    )
    both = PUBLIC | REOPENED
    ranks = {s: floor.lines[line(floor, 0, 0, standing=s)]["priority"] for s in range(STANDINGS)}
    for other in (0, FAILED, HABITUAL, FAILED | HABITUAL):  # of which no entry says anything
        found = {s: ranks[s | other] for s in (both, REOPENED, 0, PUBLIC)}
        assert found == {both: 1, REOPENED: 2, 0: 3, PUBLIC: 100}


def test_concurrency_counts_for_live_channels_or_the_listed_ones():
    skills = {"channels": ["phone", "chat", "email"]}
    any_live = floor_of({"care": {"skills": skills, "concurrency": 3}}, issue_types={"simple": {}})
    assert any_live.shares.tolist() == [[1, 1, 0]]
    chat = {"contacts": 3, "slow_down": 0.2, "channels": "chat"}
    listed_ones = floor_of({"care": {"skills": skills, "concurrency": chat}}, issue_types={"a": {}})
    assert listed_ones.shares.tolist() == [[0, 1, 0]]
    assert listed_ones.teams[0]["concurrency"] == 3
    assert listed_ones.teams[0]["slow_down"] == 0.2
    single = floor_of({"care": {"skills": skills}}, issue_types={"simple": {}})
    assert single.shares.tolist() == [[0, 0, 0]]


def test_puts_aside():
    floor = floor_of(
        {"care": {"skills": {"channels": ["phone", "email"]}, "puts_aside": "email"}},
        issue_types={"simple": {}},
    )
    assert floor.aside[0].tolist() == [0, 0, 1]
    assert floor.teams[0]["puts_aside"] == 1


def test_overflow_adds_teams_one_after_the_other():
    teams = {name: {"skills": {"channels": "phone"}} for name in ("a", "b", "c")}
    rules = [{"queue": "phone", "after": "60 s", "to": "c"},
             {"queue": "phone", "after": "20 s", "to": "b"}]  # fmt: skip
    floor = floor_of(teams, routing__overflow=rules, issue_types={"simple": {}})
    first = line(floor, 0, 0)
    second = int(floor.lines[first]["overflow_to"])
    third = int(floor.lines[second]["overflow_to"])
    assert floor.lines[third]["overflow_to"] == NOBODY
    assert [floor.lines[c]["overflow_after_s"] for c in (first, second)] == [20.0, 60.0]
    assert [teams_of(floor, c) for c in (first, second, third)] == [[0], [0, 1], [0, 1, 2]]
    assert lines_of(floor, 2) == [third]
    assert lines_of(floor, 0) == [first, second, third]
    assert floor.depth[2].tolist()[first] == 0
    assert floor.depth[2].tolist()[third] == FIXED


def test_a_team_listed_for_a_queue_needs_no_overflow():
    teams = {name: {"skills": {"channels": "phone"}} for name in ("a", "b")}
    floor = floor_of(
        teams,
        routing__teams={"phone": ["a", "b"]},
        routing__overflow={"queue": "phone", "after": "20 s", "to": "b"},
        issue_types={"simple": {}},
    )
    assert floor.lines[line(floor, 0, 0)]["overflow_to"] == NOBODY


def test_transfer_to_a_team_leads_to_a_line_of_its_own():
    teams = {
        "care": {"skills": {"channels": "phone"}},
        "sales": {"skills": {"channels": "phone"}},
    }
    floor = floor_of(
        teams,
        routing__teams={"phone": ["care"]},
        routing__transfers=[
            {
                "from": "care",
                "to": "sales",
                "chance": "10 %",
                "issue_types": "odd",
                "after": "exponential(1 min)",
            },
        ],
    )
    origin = line(floor, 0, 2)
    target = int(floor.moved[1, origin])
    assert teams_of(floor, target) == [1]
    assert target in lines_of(floor, 1)
    assert target not in lines_of(floor, 0)
    assert floor.lines[target]["queue"] == 0
    assert floor.wrong.tolist() == [[NOBODY, NOBODY, 0], [NOBODY, NOBODY, NOBODY]]
    assert floor.transfers[0]["to"] == 1
    assert floor.transfers[0]["chance"] == 0.1
    assert floor.moved[1, line(floor, 1, 2)] == NOBODY  # nobody in sales can chat


def test_live_transfer_to_deeper_teams():
    teams = {
        "front": {"skills": {"channels": "phone", "does": "acknowledge"}},
        "middle": {"skills": {"channels": "phone", "does": "diagnose"}},
        "back": {"skills": {"channels": ["phone", "email"]}},
    }
    types = {"simple": {"leaves": {"how": "transfer"}}, "odd": {}}
    floor = floor_of(teams, issue_types=types, routing__teams={"phone": ["front"]})
    origin = line(floor, 0, 0)
    second, third = floor.deeper[origin, DIAGNOSED], floor.deeper[origin, FIXED]
    assert teams_of(floor, int(second)) == [1, 2]
    assert teams_of(floor, int(third)) == [2]
    assert floor.deeper[int(second), FIXED] == third
    assert floor.types["by_transfer"].tolist() == [1, 0]
    assert (floor.deeper[line(floor, 2, 0)] == NOBODY).all()  # deferred: a task is left


def test_an_issue_nobody_can_answer_waits_in_a_line_that_nobody_serves():
    floor = floor_of({"care": {"skills": {"channels": "phone", "issue_types": "simple"}}})
    assert teams_of(floor, line(floor, 0, 1)) == []
    assert teams_of(floor, line(floor, 1, 0)) == []


@pytest.mark.parametrize("grid", ["order", "serves"])
def test_counts_say_how_many_of_a_list_are_there(grid):
    """NOBODY stands behind each list; the longest has nothing behind it."""
    teams = {name: {"skills": {"channels": ["phone", "chat", "email"]}} for name in "abc"}
    teams["few"] = {"skills": {"channels": "phone", "issue_types": "simple"}}
    floor = floor_of(teams, routing__teams={"chat": ["b"]})
    counts = {"order": floor.lines["teams"], "serves": floor.teams["lines"]}[grid].tolist()
    entries = {"order": len(floor.teams), "serves": len(floor.lines)}[grid]
    rows = getattr(floor, grid).tolist()
    assert len(set(counts)) > 1
    assert max(counts) == len(rows[0])
    for row, count in zip(rows, counts, strict=True):
        assert set(row[:count]) <= set(range(entries))
        assert len(set(row[:count])) == count
        assert set(row[count:]) <= {NOBODY}


def test_places_behind_teams_of_equal_rank():
    """Who cannot do the job is left out; overflow comes behind, transfers keep the ranks."""
    skill = {"skills": {"channels": ["phone", "chat"]}}
    odd_only = {"skills": {"channels": "phone", "issue_types": "odd"}}
    floor = floor_of(
        {"one": skill, "two": odd_only, "three": skill, "four": skill, "late": skill},
        channels={"phone": {}, "chat": {"share": 0}},
        routing={
            "teams": {"phone": [["one", "two", "three"], "four"], "chat": ["four", "one"]},
            "overflow": {"queue": "phone", "after": "1 min", "to": "late"},
        },
    )
    ends = {
        tuple(teams_of(floor, c)): floor.equals_end[c, : floor.lines[c]["teams"]].tolist()
        for c in range(len(floor.lines))
    }
    assert ends == {
        (0, 2, 3): [2, 2, 3],
        (0, 2, 3, 4): [2, 2, 3, 4],
        (0, 1, 2, 3): [3, 3, 3, 4],
        (0, 1, 2, 3, 4): [3, 3, 3, 4, 5],
        (3, 0): [1, 2],
    }


@pytest.mark.parametrize("rule", ["longest_idle", "least_loaded", "random"])
def test_the_rule_among_equals_is_that_of_every_line(rule):
    floor = floor_of({"one": {"skills": {"channels": "phone"}}}, routing={"among_equals": rule})
    assert set(floor.lines["equals_rule"].tolist()) == {AGENT_RULES.index(rule)}


def test_a_team_serves_the_lines_that_list_it():
    """Also lines that others come from: after a wait, moved to a team, for deeper teams."""
    skills = {"channels": ["phone", "chat", "email"]}
    teams = {
        "front": {"skills": {**skills, "does": "diagnose"}},
        "odd": {"skills": {"channels": "phone", "issue_types": ["odd", "hard"], "authority": 2}},
        "back": {"skills": skills},
    }
    floor = floor_of(
        teams,
        issue_types={**TYPES, "hard": {"authority": 2, "leaves": {"how": "transfer"}}},
        routing__teams={"chat": ["front"]},
        routing__overflow={"queue": "phone", "after": "20 s", "to": "back"},
        routing__transfers={"from": "front", "to": "odd", "chance": "10 %"},
    )
    assert len(floor.lines) > floor.line_of.max() + 1
    listing = {(team, c) for c in range(len(floor.lines)) for team in teams_of(floor, c)}
    serving = {(team, c) for team in range(len(floor.teams)) for c in lines_of(floor, team)}
    assert listing == serving
    assert {(t, c) for t, c in np.argwhere(floor.depth > 0).tolist()} == serving
