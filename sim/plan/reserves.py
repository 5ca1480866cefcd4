"""Reserves as rows and grids: teams that serve a queue only while they are called."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from sim.codes import NOBODY
from sim.draws.quantiles import on_grid
from sim.plan.ids import Ids
from sim.plan.lines import Lines
from sim.scenario.model import Scenario
from sim.scenario.rules.abilities import at_once, first_line

Array = npt.NDArray[Any]
Rows = list[dict[str, float]]
NAN = float("nan")


def reserve_rows(scenario: Scenario, ids: Ids) -> Rows:
    """Rows of the table of reserves: those of a queue together, in the order of the rules."""
    rules = sorted(scenario.routing.reserve, key=lambda rule: ids.queue[rule.queue])
    return [
        {
            "queue": ids.queue[rule.queue],
            "team": ids.team[rule.team],
            "above": rule.until if rule.above is None else rule.above,
            "until": rule.until,
            "interrupts": rule.interrupts,
            "waited_s": NAN if rule.waited_s is None else on_grid(rule.waited_s),
            "expected_s": NAN if rule.expected_wait_s is None else on_grid(rule.expected_wait_s),
            "switching_s": on_grid(rule.switching_s),
            "called_at": NAN,
        }
        for rule in rules
    ]


def count_reserves(queues: Array, reserves: Rows) -> None:
    """Write into the table of queues how many rows of reserves each has, and which is the first."""
    of_queue = [int(row["queue"]) for row in reserves]
    for queue in range(len(queues)):
        queues["reserves"][queue] = of_queue.count(queue)
        queues["first_reserve"][queue] = sum(other < queue for other in of_queue)


def reserve_of(ids: Ids, lines: Lines, reserves: Rows) -> Array:
    """[team, line]: the row of reserves by which alone the team serves the line, or NOBODY."""
    row_of = {(row["team"], row["queue"]): at for at, row in enumerate(reserves)}
    grid = np.full((len(ids.teams), len(lines.lines)), NOBODY, np.int64)
    for c, line in enumerate(lines.lines):
        for team in line.reserves:
            grid[team, c] = row_of[team, line.queue]
    return grid


def regulars(scenario: Scenario, ids: Ids) -> list[list[float]]:
    """[queue][team]: jobs that an agent of a team that serves it from the start gets through at
    once; 0 for other teams."""
    skilled = [
        {queue for skill in team.skills for queue in (*skill.channels, *skill.tasks)}
        for team in scenario.teams.values()
    ]
    return [
        [
            at_once(scenario, team, queue)
            if queue in skilled[at] and team in first_line(scenario, queue)
            else 0.0
            for at, team in enumerate(ids.teams)
        ]
        for queue in ids.queues
    ]


def changes_over(scenario: Scenario, team: str) -> bool:
    """Whether agents of the team need time to turn to a queue as a reserve."""
    return any(rule.team == team and rule.switching_s > 0 for rule in scenario.routing.reserve)
