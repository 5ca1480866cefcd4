"""Desks that tell customers how their tasks stand."""

from __future__ import annotations

from sim.scenario.model import Scenario
from sim.scenario.rules.silence import left_at


def updating_desks(scenario: Scenario) -> set[str]:
    """Desks that send updates within the run, of those at which any work is left."""
    used = set().union(*map(left_at, scenario.issue_types.values()))
    rules = {name: scenario.tasks[name].updates for name in used}
    run_s = scenario.clock.length_s + scenario.clock.run_out_s
    return {name for name, rule in rules.items() if rule is not None and rule.every_s < run_s}
