"""Rows of the table of teams."""

from __future__ import annotations

from collections.abc import Mapping

from sim.codes import AGENT_RULES, CONTACT_RULES, END_RULES, NOBODY
from sim.plan.reserves import changes_over
from sim.plan.roster import first_agents
from sim.plan.team_plan import TeamPlanner
from sim.scenario.model import Scenario, Team


def team_rows(
    scenario: Scenario, planners: Mapping[str, TeamPlanner], served: list[int]
) -> list[dict[str, float]]:
    """Rows of the table of teams, nobody on duty yet; ``served``: lines by team."""
    first = first_agents(planners)
    return [
        {
            "first_agent": first[name],
            "agents": len(planners[name].speeds),
            "by_count": planners[name].by_count,
            "idle_head": NOBODY,
            "idle_tail": NOBODY,
            "lines": lines,
            "changes_over": changes_over(scenario, name),
            **_rules(team),
        }
        for (name, team), lines in zip(scenario.teams.items(), served, strict=True)
    ]


def _rules(team: Team) -> dict[str, float]:
    return {
        "concurrency": team.concurrency.contacts,
        "slow_down": team.concurrency.slow_down,
        "puts_aside": bool(team.puts_aside),
        "end_rule": END_RULES.index(team.end_of_shift),
        "agent_rule": AGENT_RULES.index(team.chooses_agent),
        "contact_rule": CONTACT_RULES.index(team.chooses_contact),
        "live_first": team.live_first,
    }
