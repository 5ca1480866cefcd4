"""Days under rules of a user's own."""

from __future__ import annotations

from sim.engine import run
from sim.own_rules import OwnRules
from sim.plan import make_plan
from sim.record import Record
from tests.stories import telling


def rules(text: str) -> OwnRules:
    return OwnRules("mine.py", text, "mine.py")


def record_of(scenario: str, text: str) -> Record:
    return run(make_plan(telling.scenario_of(scenario), seed=1), rules=rules(text))
