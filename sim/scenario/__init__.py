"""The scenario language: from YAML to a scenario, and what is wrong or odd about it."""

from sim.scenario.expected.staffing import planned_cost, planned_paid_hours
from sim.scenario.model import Scenario
from sim.scenario.problems import Problem, ScenarioError
from sim.scenario.reading.annotations import Assumption
from sim.scenario.reading.changes import AS_IS, Variant
from sim.scenario.scenario_files import ScenarioFile, load, validate

__all__ = [
    "AS_IS",
    "Assumption",
    "Problem",
    "Scenario",
    "ScenarioError",
    "ScenarioFile",
    "Variant",
    "load",
    "planned_cost",
    "planned_paid_hours",
    "validate",
]
