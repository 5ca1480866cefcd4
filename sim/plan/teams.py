"""Rows of the table of teams."""

from __future__ import annotations

from collections.abc import Mapping

from sim.codes import (
    CREDIT,
    END_CLEAR,
    END_FINISH,
    END_HAND_BACK,
    LEAST_OCCUPIED,
    LONGEST_IDLE,
    LONGEST_QUEUE,
    LONGEST_WAITING,
    NOBODY,
    PRIORITY,
    RANDOM,
)
from sim.plan.roster import first_agents
from sim.plan.team_plan import TeamPlanner
from sim.scenario.model import Scenario, Team

END_RULES = {"finish": END_FINISH, "hand_back": END_HAND_BACK, "clear": END_CLEAR}
AGENT_RULES = {"longest_idle": LONGEST_IDLE, "least_loaded": LEAST_OCCUPIED, "random": RANDOM}
CONTACT_RULES = {
    "longest_waiting": LONGEST_WAITING,
    "longest_queue": LONGEST_QUEUE,
    "priority": PRIORITY,
    "credit": CREDIT,
}


def team_rows(scenario: Scenario, planners: Mapping[str, TeamPlanner]) -> list[dict[str, float]]:
    """Rows of the table of teams, nobody on duty yet."""
    first = first_agents(planners)
    return [
        {
            "first_agent": first[name],
            "agents": len(planners[name].speeds),
            "by_count": planners[name].by_count,
            "idle_head": NOBODY,
            "idle_tail": NOBODY,
            **_rules(team),
        }
        for name, team in scenario.teams.items()
    ]


def _rules(team: Team) -> dict[str, float]:
    return {
        "concurrency": team.concurrency.contacts,
        "slow_down": team.concurrency.slow_down,
        "puts_aside": bool(team.puts_aside),
        "end_rule": END_RULES[team.end_of_shift],
        "agent_rule": AGENT_RULES[team.chooses_agent],
        "contact_rule": CONTACT_RULES[team.chooses_contact],
        "live_first": team.live_first,
    }
