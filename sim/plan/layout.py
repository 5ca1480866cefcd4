"""The rules of a scenario as the floor's tables; nothing here depends on chance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.codes import AGENT_RULES, NOBODY, STANDINGS
from sim.floor.tables import empty
from sim.plan.amends import amends_rows
from sim.plan.approvals import approval_chances
from sim.plan.channel_choice import choosing_rows, first_choices
from sim.plan.details import details_of, is_watched
from sim.plan.dists import DistTable
from sim.plan.doors import open_at_start
from sim.plan.explanations import explaining_rows
from sim.plan.factors import FactorTable
from sim.plan.handle_time_targets import target_rows
from sim.plan.histories import history_grid
from sim.plan.hours import Hours
from sim.plan.ids import Ids, ids_of
from sim.plan.judging import judging_row, leaving_rows
from sim.plan.lines import Lines, find_lines
from sim.plan.manners import manner_grids
from sim.plan.noticing import noticing_rows
from sim.plan.offers import offer_chances, offer_rows
from sim.plan.peers import peer_chances
from sim.plan.promises import promise_rows
from sim.plan.reactions import reactions_of
from sim.plan.redirects import redirect_chances
from sim.plan.reserves import count_reserves, regulars, reserve_of, reserve_rows
from sim.plan.rules import (
    answer_chances,
    mean_works,
    queue_rows,
    resolve_chances,
    transfer_rules,
    type_rows,
)
from sim.plan.self_services import containment_chances, self_service_rows
from sim.plan.skills import listed
from sim.plan.steps import DEEPEST, step_rows
from sim.scenario.model import Scenario
from sim.scenario.rules.customers import is_thinned

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Layout:
    """Tables and grids of the floor that follow from the rules alone, keyed by their names.

    ``changing`` tables have columns that a run changes; each run needs its own copy.
    ``served``: how many lines each team serves. ``details``: the tables of details it needs.
    ``watched``: whether any mechanism beyond lines, work and reactions is on.
    """

    ids: Ids
    fixed: dict[str, Array]
    changing: dict[str, Array]
    served: list[int]
    details: tuple[str, ...]
    watched: bool


def make_layout(scenario: Scenario, hours: Hours) -> Layout:
    """The rule tables of a scenario."""
    ids = ids_of(scenario)
    dists, factors = DistTable(), FactorTable(hours.start)
    lines = find_lines(scenario, ids)
    steps, first_steps = step_rows(scenario, ids, dists)
    reactions = reactions_of(scenario, ids, dists)
    transfers, wrong = transfer_rules(scenario, ids, dists)
    types = type_rows(scenario, dists, factors, first_steps)
    for row, more in zip(types, noticing_rows(scenario, ids, dists), strict=True):
        row |= more
    serves = lines_served(scenario, ids, lines)
    reserves = reserve_rows(scenario, ids)
    fixed = {
        "types": table("types", types),
        "steps": table("steps", steps),
        "reactions": table("reactions", reactions.rows),
        "alternatives": table("alternatives", reactions.alternatives),
        "transfers": table("transfers", transfers),
        "handle_time_targets": table("handle_time_targets", target_rows(scenario, dists)),
        "self_service_rules": table("self_service_rules", self_service_rows(scenario, ids, dists)),
        "explaining": table("explaining", explaining_rows(scenario, dists)),
        "amends_rules": table("amends_rules", amends_rows(scenario)),
        "offer_rules": table("offer_rules", offer_rows(scenario, dists)),
        "reacts": np.array(reactions.reacts, np.int64),
        "promise": table("promise", promise_rows(scenario, ids)),
        "judging": table("judging", [judging_row(scenario)]),
        "leaving": table("leaving", leaving_rows(scenario)),
        "choosing": table("choosing", choosing_rows(scenario, ids)),
        "first_choice": first_choices(scenario),
        "thinned": np.array([[is_thinned(one)] for one in scenario.demand.values()], np.int64),
        "wrong": np.array(wrong, np.int64),
        "histories": np.array(history_grid(scenario, ids), np.int64),
        "answers": np.array(answer_chances(scenario, ids), np.float64),
        "contained": np.array(containment_chances(scenario, ids), np.float64),
        "redirected": np.array(redirect_chances(scenario, ids), np.float64),
        "approved": np.array(approval_chances(scenario, ids), np.float64),
        "peers": np.array(peer_chances(scenario, ids), np.float64),
        "offered": np.array(offer_chances(scenario, ids), np.float64),
        "resolves": np.array(resolve_chances(scenario, ids), np.float64),
        **manner_grids(scenario, ids),
        **line_grids(ids, lines),
        "reserve_of": reserve_of(ids, lines, reserves),
        "regular": np.array(regulars(scenario, ids), np.float64),
        "order": ragged([[team for team, _ in line.teams] for line in lines.lines]),
        "equals_end": ragged([line.equals_ends() for line in lines.lines]),
        "serves": ragged(serves),
    }
    works = mean_works(scenario, ids)
    queues = table("queues", queue_rows(scenario, ids, dists, factors, works))
    queues["open"] = open_at_start(scenario, ids, hours)
    count_reserves(queues, reserves)
    changing = {
        "queues": queues,
        "lines": table("lines", line_rows(scenario, lines)),
        "reserves": table("reserves", reserves),
        "counters": table("counters", [{}]),
    }
    fixed["dists"], fixed["knots"] = dists.tables()
    fixed["factors"] = factors.table()
    counts = [len(listed) for listed in serves]
    details = details_of(scenario)
    return Layout(ids, fixed, changing, counts, details, is_watched(scenario, details))


def table(name: str, rows: Iterable[Mapping[str, float]]) -> Array:
    """A floor table from rows by column name; ``id`` is the position, other columns are 0."""
    listed = list(rows)
    result = empty(name, len(listed))
    if "id" in (result.dtype.names or ()):
        result["id"] = np.arange(len(listed))
    for i, row in enumerate(listed):
        for column, value in row.items():
            result[column][i] = value
    return result


def line_rows(scenario: Scenario, lines: Lines) -> list[dict[str, float]]:
    """Rows of the table of lines."""
    rows: list[dict[str, float]] = []
    among_equals = AGENT_RULES.index(scenario.routing.among_equals)
    for c, line in enumerate(lines.lines):
        after_s, overflow_to = lines.overflow.get(c, (0.0, NOBODY))
        rows.append(
            {
                "queue": line.queue,
                "live": line.live,
                "priority": line.rank.priority,
                "teams": len(line.teams),
                "equals_rule": among_equals,
                "head": NOBODY,
                "tail": NOBODY,
                "overflow_to": overflow_to,
                "for_owner": line.for_owner,
                "kept_line": lines.kept.get(c, NOBODY),
                "reserves": len(line.reserves) > 0,
                "noted": line.for_owner or len(line.reserves) > 0,
                "credit_s": line.rank.credit_s,
                "work_s": line.rank.work_s,
                "ageing": line.rank.ageing,
                "overflow_after_s": after_s,
            }
        )
    return rows


def line_grids(ids: Ids, lines: Lines) -> dict[str, Array]:
    """Which line a job joins, and what each team can do with each line."""
    shape = (len(ids.teams), len(lines.lines))
    whole = {name: np.zeros(shape, np.int64) for name in ("depth", "shares", "aside")}
    speed = np.ones(shape)
    moved = np.full(shape, NOBODY, np.int64)
    deeper = np.full((len(lines.lines), DEEPEST + 1), NOBODY, np.int64)
    for c, line in enumerate(lines.lines):
        base = lines.base_of(c)
        for team, way in line.able if line.for_owner else line.teams:
            whole["depth"][team, c] = way.depth
            whole["shares"][team, c] = way.shares
            whole["aside"][team, c] = way.aside
            speed[team, c] = way.speed
        for team in range(len(ids.teams)):
            moved[team, c] = lines.moved.get((team, base), NOBODY)
        for depth in range(DEEPEST + 1):
            deeper[c, depth] = lines.deeper.get((base, depth), NOBODY)
    line_of = np.array(lines.line_of, np.int64)
    return {**whole, "speed": speed, "moved": moved, "deeper": deeper, "line_of": line_of}


def lines_served(scenario: Scenario, ids: Ids, lines: Lines) -> list[list[int]]:
    """The lines that each team serves, in listed order."""
    return [
        served(lines, team, listed_lines(scenario, ids, lines, name))
        for team, name in enumerate(ids.teams)
    ]


def listed_lines(scenario: Scenario, ids: Ids, lines: Lines, team: str) -> list[int]:
    """Lines which jobs join by themselves, in the order of a team's skills."""
    found: dict[int, None] = {}
    per_type = STANDINGS * len(ids.segments)
    for queue, issue_type in listed(scenario, scenario.teams[team]):
        groups = lines.line_of[ids.queue[queue]]
        first = ids.type[issue_type] * per_type
        found.update(dict.fromkeys(groups[first : first + per_type]))
    return list(found)


def served(lines: Lines, team: int, bases: list[int]) -> list[int]:
    """The lines a team serves: each listed one, then those that derive from it."""
    family: dict[int, list[int]] = {}
    for c in range(len(lines.lines)):
        family.setdefault(lines.base_of(c), []).append(c)
    candidates = [c for base in bases for c in family[base]]
    return [c for c in candidates if team in dict(lines.lines[c].teams)]


def ragged(rows: list[list[int]]) -> Array:
    """Lists of different lengths as a grid that NOBODY fills up."""
    width = max((len(row) for row in rows), default=1)
    grid = np.full((len(rows), width), NOBODY, np.int64)
    for i, row in enumerate(rows):
        grid[i, : len(row)] = row
    return grid
