"""What a search for staffing found as plain data, and as a variant in YAML."""

from __future__ import annotations

from math import isfinite
from typing import Any

from sim.experiment.results.targets import Judged
from sim.experiment.staff.decide import Decision
from sim.experiment.staff.moves import Move
from sim.experiment.staff.staff import Staffed
from sim.scenario.model.staffing import Candidate
from sim.scenario.model.teams import Break
from sim.scenario.values.quantities import time_text
from sim.scenario.values.units import seconds_text

Plain = dict[str, Any]


def as_plain(found: Staffed) -> Plain:
    """Texts, numbers, lists and mappings; money a week."""
    scenario = found.space.scenario
    return {
        "scenario": found.space.file.name,
        "variant": found.space.variant,
        "seed": found.seed,
        "currency": scenario.cost.currency,
        "shown": found.decision.shown,
        "cost": found.cost,
        "cost_now": found.cost_now,
        "roster": [
            {
                "team": one.team,
                "position": one.hired_for.name,
                "hours": str(one.hired_for.hours),
                "agents": agents,
                "cost_per_agent": one.cost,
            }
            for one, agents in zip(found.space.positions, found.roster, strict=True)
        ],
        "tests": [_decision(one) for one in found.tests],
        "neighbours": [
            {**_move(found, one.move), **_decision(one.decision)} for one in found.neighbours
        ],
        "prices": [{**one._asdict(), "objective": one.objective._asdict()} for one in found.prices],
        "edges": found.edges(),
        "short": list(found.short),
        "replications": found.replications,
    }


def _decision(one: Decision) -> Plain:
    return {
        "agents": list(one.roster),
        "shown": one.shown,
        "replications": one.replications,
        "seed": one.seed,
        "targets": [_target(target) for target in one.targets],
    }


def _target(one: Judged) -> Plain:
    mean, low, high, _ = one.estimate
    numbers = {"mean": mean, "low": low, "high": high}
    known = {name: value if isfinite(value) else None for name, value in numbers.items()}
    return {**one.objective._asdict(), **known, "attained": one.attained}


def _move(found: Staffed, move: Move) -> Plain:
    return {
        "gives": _position(found, move.gives),
        "takes": _position(found, move.takes),
        "saves": move.saves,
    }


def _position(found: Staffed, at: int | None) -> Plain | None:
    if at is None:
        return None
    one = found.space.positions[at]
    return {"team": one.team, "position": one.hired_for.name}


def variant_text(found: Staffed, name: str) -> str:
    """The roster as an entry of ``variants``, to be put into a scenario file."""
    space = found.space
    lines = ["variants:", f"  {name}:"]
    for path, node in space.changes(found.roster).items():
        if node.value is None:
            lines.append(f"    {path}: null")
            continue
        lines.append(f"    {path}:")
        team = path.split(".")[1]
        used = [at for at in space.of(team) if found.roster[at]] or space.of(team)[:1]
        lines += [
            f"      - {_entry(space.positions[at].hired_for, found.roster[at])}" for at in used
        ]
    return "\n".join(lines)


def _entry(hired_for: Candidate, agents: int) -> str:
    """An entry of shifts or of a head count on one line."""
    parts = [f"agents: {agents}", f'hours: "{hired_for.hours}"']
    if hired_for.breaks:
        texts = ", ".join(f'"{break_text(one)}"' for one in hired_for.breaks)
        parts.append(f"breaks: [{texts}]")
    return "{" + ", ".join(parts) + "}"


def break_text(pause: Break) -> str:
    """``12:30 for 30 min paid``, as it is written in a scenario."""
    length = seconds_text(pause.length_s)
    return f"{time_text(pause.at_s)} for {length}{' paid' if pause.paid else ''}"
