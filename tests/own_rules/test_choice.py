"""What follows from the choices of rules of a user's own."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from sim.codes import NOBODY
from sim.engine import run
from sim.engine.simpy_engine import Organisation
from sim.floor import choice
from sim.own_rules import RulesError
from sim.plan import make_plan
from sim.record import digest
from sim.scenario import load
from tests.own_rules.running import record_of, rules
from tests.properties.running import assert_sound, scenario_of
from tests.properties.strategies import scenarios
from tests.stories import telling

BUILT_IN = """
def chooses_contact(agent, heads, now):
    return max(heads, key=lambda head: head.waited_s)

def chooses_agent(job, agents, now):
    return min(agents, key=lambda one: (one.team_rank, one.in_hand, -one.idle_s))
"""
FIRST = "def chooses_agent(job, agents, now):\n    return agents[0]\n"
PRIORITY = """
def chooses_contact(agent, heads, now):
    return min(heads, key=lambda head: (head.priority, -head.waited_s))
"""
RANDOM = """
def chooses_agent(job, agents, now):
    if agents[0].team != "care":
        return None
    idle = [one for one in agents if (one.team_rank, one.in_hand) == (agents[0].team_rank, 0)]
    return idle[int(job.chance * len(idle))]
"""
LEAVES_IT = "def chooses_contact(agent, heads, now):\n    pass\nchooses_agent = chooses_contact\n"
ANY = """
def chooses_contact(agent, heads, now):
    return heads[int(heads[0].chance * len(heads))]

def chooses_agent(job, agents, now):
    return agents[int(job.chance * len(agents))]
"""


def contacts(scenario: str, text: str) -> str:
    return "\n" + "\n".join(telling.jobs(record_of(scenario, text))) + "\n"


# -- the built-in rules, written as a user would ----------------------------------------------

CHATS = """
demand: {chats: {rate: 40 per hour, profile: daily 08:00-20:00}}
issue_types: {question: {work: exponential(9 min)}, order: {work: exponential(5 min)}}
channels: {chat: {kind: live, patience: exponential(4 min)}, mail: {kind: deferred}}
teams:
  care: {head_count: 2, concurrency: {contacts: 3}, skills: {channels: [chat, mail]}}
  more: {head_count: 1, concurrency: {contacts: 2}, skills: {channels: chat}}
  last: {head_count: 1, skills: {channels: chat}}
routing: {teams: {chat: ORDER}}
"""


@pytest.mark.parametrize("own", [BUILT_IN, FIRST], ids=["by their times", "the first"])
@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("phone-queue", []),
        ("weekend-coverage", ["clock.length=2 weeks", "clock.warm_up=0 days"]),
    ],
)
def test_the_built_in_rules_written_as_a_users_give_the_same_records(
    name: str, changes: list[str], own: str
) -> None:
    plan = make_plan(load(f"scenarios/{name}.yaml").resolve(None, changes), seed=3)
    assert digest(run(plan, rules=rules(own))) == digest(run(plan, "simpy"))


@pytest.mark.parametrize("order", ["[care, more, last]", "[[care, more], last]"])
@pytest.mark.parametrize("own", [BUILT_IN, FIRST], ids=["by their times", "the first"])
def test_agents_are_offered_in_the_built_in_order(own: str, order: str) -> None:
    """The idle before those with a hand free; teams of equal rank together."""
    plan = make_plan(telling.scenario_of(CHATS.replace("ORDER", order)), seed=1)
    assert digest(run(plan, rules=rules(own))) == digest(run(plan, "simpy"))


def test_priorities_and_chance_are_those_of_the_scenario() -> None:
    file = load("scenarios/social-first.yaml")
    short = ["clock.length=2 weeks", "clock.warm_up=0 days"]
    everybody = [f"teams.{t}.chooses_contact=priority" for t in ("social_desk", "care")]
    ranked = make_plan(file.resolve(None, [*short, *everybody]), seed=1)
    assert digest(run(ranked, rules=rules(PRIORITY))) == digest(run(ranked, "simpy"))
    drawn = make_plan(file.resolve(None, [*short, "teams.care.chooses_agent=random"]), seed=1)
    fair = make_plan(file.resolve(None, short), seed=1)
    assert digest(run(drawn, "simpy")) != digest(run(fair, "simpy"))
    assert digest(run(fair, rules=rules(RANDOM))) == digest(run(drawn, "simpy"))


def test_none_leaves_it_to_the_scenario() -> None:
    plan = make_plan(load("scenarios/social-first.yaml").resolve(None, ["clock.length=3 weeks"]), 1)
    assert digest(run(plan, rules=rules(LEAVES_IT))) == digest(run(plan, "simpy"))


# -- rules that no scenario can state ----------------------------------------------------------

SHORTEST = """
EXPECTED_S = {"long": 300, "short": 60}

def chooses_contact(agent, heads, now):
    return min(heads, key=lambda head: (EXPECTED_S[head.issue_type], -head.waited_s))
"""
ONE_LINE = """
demand:
  longs: {trace: [0, 10, 20], issue_types: long}
  shorts: {trace: [30, 40], issue_types: short}
issue_types: {long: {work: 300 s}, short: {work: 60 s}}
channels: {phone: {kind: live}}
teams: {care: {head_count: 1, skills: {channels: phone}}}
"""


def test_the_shortest_work_first_from_one_line() -> None:
    """All wait in one line of the scenario; the short ones overtake, the oldest of them first."""
    assert (
        contacts(ONE_LINE, SHORTEST)
        == """
phone 0 00:00 > 00:00 care0 > 00:05
phone 1 00:00:10 > 00:07 care0 > 00:12
phone 2 00:00:20 > 00:12 care0 > 00:17
phone 3 00:00:30 > 00:05 care0 > 00:06
phone 4 00:00:40 > 00:06 care0 > 00:07
"""
    )


def test_an_agent_of_whichever_team() -> None:
    """The scenario takes care first, and there the longest idle: care0, then care1."""
    busiest = "def chooses_agent(job, agents, now):\n    return agents[-1]\n"
    text = """
demand: {calls: {trace: [0, 10, 20]}}
issue_types: {question: {work: 100 s}}
channels: {phone: {kind: live}}
teams:
  care: {head_count: 2, skills: {channels: phone}}
  experts: {head_count: 1, skills: {channels: phone}}
"""
    assert (
        contacts(text, busiest)
        == """
phone 0 00:00 > 00:00 experts0 > 00:01:40
phone 1 00:00:10 > 00:00:10 care1 > 00:01:50
phone 2 00:00:20 > 00:00:20 care0 > 00:02
"""
    )


# -- what goes wrong ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("return heads[0].name", "mine.py:2: AttributeError: 'JobRow' object has no attribute"),
        ("return {}[heads[0].issue_type]", "mine.py:2: KeyError: "),
        ("return 3", "mine.py:1: chooses_contact returned 3; expected one of those that it was"),
        ("return heads", "mine.py:1: chooses_contact returned (JobRow("),
        ("return agent", "mine.py:1: chooses_contact returned AgentRow("),
        ("import copy; return copy.copy(heads[0])", "mine.py:1: chooses_contact returned JobRow("),
        ("heads[0].waited_s = 0", "mine.py:2: dataclasses.FrozenInstanceError: cannot assign to"),
        ("raise SystemExit", "mine.py:2: SystemExit"),
    ],
)
def test_a_rule_that_fails_ends_the_run_at_its_line(body: str, told: str) -> None:
    text = f"def chooses_contact(agent, heads, now):\n    {body}\n"
    with pytest.raises(RulesError) as refused:
        record_of(ONE_LINE, text)
    assert str(refused.value).startswith(told)
    assert str(refused.value).endswith("chooses_contact was asked at Mon 2026-01-05 00:05:00")


def test_rules_do_not_run_on_the_compiled_engine() -> None:
    plan = make_plan(telling.scenario_of(ONE_LINE), seed=1)
    with pytest.raises(ValueError, match="which run on the SimPy engine alone"):
        run(plan, "compiled", rules(SHORTEST))


# -- whatever rules choose, the floor stays sound -----------------------------------------------


class Inspected(Organisation):
    """An organisation of which is asked after every move whether hand-over was at once."""

    def schedule_events(self) -> None:
        super().schedule_events()
        if self.counters.follow_ups:  # the move has left something to do at this moment
            return
        floor, now = self.floor, self.env.now
        for line in floor.lines:
            if line.count:
                assert choice.agent_for(floor, now, floor.jobs[line.head]) == NOBODY
        for agent in floor.agents:
            if agent.on_duty and not agent.holding:
                assert choice.next_job(floor, now, agent) == NOBODY


@given(scenarios())
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_whatever_is_chosen_nobody_waits_whom_somebody_could_take(parts: dict[str, Any]) -> None:
    scenario = scenario_of(parts)
    plan = make_plan(scenario, seed=1)
    Inspected(plan, rules(ANY)).run()
    assert_sound(scenario, run(plan, rules=rules(ANY)))
