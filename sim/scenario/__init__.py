"""The scenario language: the only room that knows YAML."""

from sim.scenario.annotations import Assumption
from sim.scenario.load import ScenarioFile, load
from sim.scenario.model import Scenario
from sim.scenario.planned import planned_cost, planned_paid_hours
from sim.scenario.problems import Problem, ScenarioError
from sim.scenario.validation import validate
from sim.scenario.variants import AS_IS, Variant

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
