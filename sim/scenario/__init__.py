"""The scenario language: from YAML to a scenario, and what is wrong or odd about it."""

from sim.scenario.expected.staffing import planned_cost, planned_paid_hours
from sim.scenario.model import Scenario
from sim.scenario.problems import Problem, ScenarioError
from sim.scenario.reading.annotations import Assumption
from sim.scenario.reading.changes import AS_IS, Variant
from sim.scenario.reading.overrides import Overrides, as_overrides
from sim.scenario.scenario_files import ScenarioFile, load, validate

__all__ = [
    "AS_IS",
    "Assumption",
    "Overrides",
    "Problem",
    "Scenario",
    "ScenarioError",
    "ScenarioFile",
    "Variant",
    "as_overrides",
    "load",
    "planned_cost",
    "planned_paid_hours",
    "validate",
]
