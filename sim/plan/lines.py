"""Lines: which jobs wait together, for which teams.

Jobs of a queue whose issues differ in nothing that routing looks at share a line.
Further lines hold jobs that waited long enough to overflow to another team, jobs transferred
to a certain team, jobs transferred to teams that go deeper, and jobs kept for case owners.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from sim.codes import ACKNOWLEDGED, NOBODY, STANDING
from sim.draws.quantiles import on_grid
from sim.plan.ids import Ids, channel_at
from sim.plan.skills import Ability, abilities
from sim.plan.steps import DEEPEST, steps_of
from sim.scenario.model import Channel, Priority, Scenario
from sim.scenario.rules.abilities import first_line, overflow_teams, reserve_teams

PLAIN = Priority(priority=100)


class Rank(NamedTuple):
    """The place of a line among others; ``work_s``: expected of a job, where a team goes by it."""

    priority: int
    credit_s: float
    ageing: float
    work_s: float = 0.0


@dataclass(frozen=True)
class Line:
    """A line before it gets its number.

    ``teams``: (team, ability) in order of choice, those of ``equals`` side by side. ``able``:
    those who could serve the jobs if routing let them, which overflow and transfers need.
    ``use`` tells derived lines apart from the ``base`` line they come from (NOBODY: this is one).
    One for owners of cases has no teams; its ``able`` are those whose agents may be owners.
    """

    queue: int
    live: bool
    rank: Rank
    teams: tuple[tuple[int, Ability], ...]
    able: tuple[tuple[int, Ability], ...]
    equals: tuple[tuple[int, ...], ...] = ()  # teams whose rank is the same
    overflows: tuple[tuple[float, int], ...] = ()  # (after s, team), ascending
    reserves: tuple[int, ...] = ()  # those of its teams that serve it only while they are called
    base: int = NOBODY
    use: tuple[str, int] = ("", 0)

    def limited(self, base: int, use: tuple[str, int], teams: set[int]) -> Line:
        """The line with the same jobs for some of the able teams only."""
        able = dict(self.able)
        order = [team for team, _ in self.teams if team in teams]
        order += [team for team in able if team in teams and team not in order]
        chosen = tuple((team, able[team]) for team in order)
        return replace(self, teams=chosen, overflows=(), reserves=(), base=base, use=use)

    @property
    def for_owner(self) -> bool:
        """Whether jobs wait here for the owners of their cases."""
        return self.use[0] == "kept"

    def equals_ends(self) -> list[int]:
        """For each of its teams the place behind those whose rank equals the team's."""
        own = [
            next((equals for equals in self.equals if team in equals), (team,))
            for team, _ in self.teams
        ]
        return [len(own) - own[::-1].index(equals) for equals in own]


@dataclass
class Lines:
    """All lines with their numbers and the ways between them."""

    lines: list[Line]
    line_of: list[list[int]]  # [queue][group]
    overflow: dict[int, tuple[float, int]]  # line: (after s, line)
    moved: dict[tuple[int, int], int]  # (team, base line): line
    deeper: dict[tuple[int, int], int]  # (base line, depth): line
    kept: dict[int, int]  # line: that in which jobs are kept from it for the owners of cases

    def number(self, line: Line) -> int:
        """The number of ``line``, added if no equal one is there."""
        if line not in self.lines:
            self.lines.append(line)
        return self.lines.index(line)

    def base_of(self, c: int) -> int:
        """The line that the jobs of line ``c`` joined first."""
        base = self.lines[c].base
        return c if base == NOBODY else base


def find_lines(scenario: Scenario, ids: Ids) -> Lines:
    """The lines of a scenario: first those that jobs join by themselves, by queue."""
    lines = Lines([], [], {}, {}, {}, {})
    for queue in range(len(ids.queues)):
        joined = [joined_by(scenario, ids, queue, *ids.parts(group)) for group in range(ids.groups)]
        lines.line_of.append([lines.number(line) for line in joined])
    first = range(len(lines.lines))
    for c in first:
        _add_overflow(lines, c)
    for c in first:
        if not ids.is_desk(lines.lines[c].queue):
            _add_moved(scenario, ids, lines, c)
            if lines.lines[c].live:
                _add_deeper(scenario, ids, lines, c)
    _add_kept(scenario, ids, lines)
    return lines


def joined_by(
    scenario: Scenario, ids: Ids, queue: int, issue_type: int, segment: int, standing: int
) -> Line:
    """The line of a queue which jobs of a group of issues join."""
    name, type_name = ids.queues[queue], ids.types[issue_type]
    able = abilities(scenario, ids, name, type_name)
    first = _order(scenario, ids, name)
    overflows = _overflows(scenario, ids, name, able, first)
    kept_back = [ids.team[team] for team in reserve_teams(scenario, name)]
    later = (team for _, team in overflows)
    reached = {*first, *kept_back, *later, *_targets(scenario, ids)}
    if scenario.issue_types[type_name].leaves.how == "transfer":
        reached |= able.keys()
    channel = channel_at(scenario, ids, queue)
    return Line(
        queue=queue,
        live=isinstance(channel, Channel) and channel.kind == "live",
        rank=_rank(scenario, name, type_name, ids.segments[segment], standing)._replace(
            work_s=_work_s(scenario, ids, name, type_name, able)
        ),
        teams=tuple((team, able[team]) for team in (*first, *kept_back) if team in able),
        able=tuple((team, way) for team, way in able.items() if team in reached),
        equals=_equals(scenario, ids, name),
        overflows=overflows,
        reserves=tuple(team for team in kept_back if team in able),
    )


def _targets(scenario: Scenario, ids: Ids) -> list[int]:
    """Teams that transfers lead to."""
    return sorted({ids.team[rule.to] for rule in scenario.routing.transfers})


def _order(scenario: Scenario, ids: Ids, queue: str) -> list[int]:
    """Teams that serve a queue from the start."""
    return [ids.team[name] for name in first_line(scenario, queue)]


def _equals(scenario: Scenario, ids: Ids, queue: str) -> tuple[tuple[int, ...], ...]:
    """Teams of a queue that are of equal rank."""
    listed = scenario.routing.teams.get(queue, ())
    return tuple(tuple(ids.team[name] for name in equals) for equals in listed if len(equals) > 1)


def _overflows(
    scenario: Scenario, ids: Ids, queue: str, able: dict[int, Ability], first: list[int]
) -> tuple[tuple[float, int], ...]:
    """(after s, team) of teams that are skilled and do not serve the queue from the start."""
    later = [(after_s, ids.team[name]) for name, after_s in overflow_teams(scenario, queue).items()]
    return tuple(
        sorted(
            (on_grid(after_s), team)
            for after_s, team in later
            if team in able and team not in first
        )
    )


def _rank(scenario: Scenario, queue: str, issue_type: str, segment: str, standing: int) -> Rank:
    """Priority of a group of jobs: the first entry that matches counts."""
    customer = scenario.customers.segments[segment]
    severity = scenario.issue_types[issue_type].severity
    for entry in (*scenario.routing.priorities, PLAIN):
        if (
            entry.queue in (None, queue)
            and entry.issue_type in (None, issue_type)
            and entry.segment in (None, segment)
            and entry.suits(customer.reach, customer.value_per_week, severity)
            and all(
                getattr(entry, name) in (None, bool(standing >> bit & 1))
                for bit, name in enumerate(STANDING)
            )
        ):
            return Rank(entry.priority, entry.credit_s, entry.ageing)
    raise AssertionError("the plain entry matches everything")


def _work_s(
    scenario: Scenario, ids: Ids, queue: str, issue_type: str, able: dict[int, Ability]
) -> float:
    """Expected work of a job, where a team that may take it chooses by that; else 0.0.

    Of a contact all steps and after-contact work, of a task the steps left to the desk.
    """
    rules = {scenario.teams[ids.teams[team]].chooses_contact for team in able}
    if "shortest_work" not in rules:
        return 0.0
    one = scenario.issue_types[issue_type]
    if queue in scenario.tasks:
        return sum(step.work.mean_s() for step in steps_of(one) if step.desk == queue)
    return one.handle_time_s


def _add_overflow(lines: Lines, c: int) -> None:
    """Add the line to which jobs of line ``c`` go after a wait, and those that follow."""
    line = lines.lines[c]
    if not line.overflows:
        return
    (after_s, team), later = line.overflows[0], line.overflows[1:]
    wider = replace(
        line,
        teams=(*line.teams, (team, dict(line.able)[team])),
        overflows=later,
        base=lines.base_of(c),
        use=("overflow", team),
    )
    lines.overflow[c] = (after_s, lines.number(wider))
    _add_overflow(lines, lines.overflow[c][1])


def _add_moved(scenario: Scenario, ids: Ids, lines: Lines, c: int) -> None:
    """Lines for transfers from line ``c`` to each team that transfers can lead to."""
    line = lines.lines[c]
    for team in _targets(scenario, ids):
        if team in dict(line.able):
            lines.moved[team, c] = lines.number(line.limited(c, ("moved", team), {team}))


def _add_deeper(scenario: Scenario, ids: Ids, lines: Lines, c: int) -> None:
    """Lines for transfers from line ``c`` to the teams that go to a certain depth."""
    line = lines.lines[c]
    groups = (group for group, number in enumerate(lines.line_of[line.queue]) if number == c)
    names = {ids.types[ids.parts(group)[0]] for group in groups}
    if not any(scenario.issue_types[name].leaves.how == "transfer" for name in names):
        return
    for depth in range(ACKNOWLEDGED + 1, DEEPEST + 1):
        teams = {team for team, way in line.able if way.depth >= depth}
        all_of_it = teams == {team for team, _ in line.teams}
        if all_of_it and not line.overflows and not line.reserves:
            lines.deeper[c, depth] = c
        elif teams:
            lines.deeper[c, depth] = lines.number(line.limited(c, ("deeper", depth), teams))


def _add_kept(scenario: Scenario, ids: Ids, lines: Lines) -> None:
    """Beside each line that jobs join by themselves or by transfer one for owners of cases.

    No team serves it, and it overflows to the line itself.
    """
    rule = scenario.routing.case_owner
    if rule is None or rule.waits_s == 0.0:
        return
    for c, line in enumerate([*lines.lines]):
        queue = ids.queues[line.queue]
        if line.use[0] == "overflow" or not rule.waits_in(queue, ids.is_desk(line.queue)):
            continue
        kept = replace(
            line, teams=(), able=line.teams, overflows=(), base=lines.base_of(c), use=("kept", c)
        )
        lines.kept[c] = lines.number(kept)
        lines.overflow[lines.kept[c]] = (on_grid(rule.waits_s), c)
