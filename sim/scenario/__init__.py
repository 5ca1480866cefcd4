"""The scenario language: the only room that knows YAML."""

from sim.scenario.annotations import Assumption
from sim.scenario.load import AS_IS, ScenarioFile, Variant, load
from sim.scenario.model import Scenario
from sim.scenario.problems import Problem, ScenarioError

__all__ = [
    "AS_IS",
    "Assumption",
    "Problem",
    "Scenario",
    "ScenarioError",
    "ScenarioFile",
    "Variant",
    "load",
]
