"""Updates: telling customers how their tasks stand."""

from __future__ import annotations

from typing import Any

from pydantic import Field, field_validator

from sim.scenario.problems import wrong
from sim.scenario.values.distributions import Ending, constant
from sim.scenario.values.part import Context, Part
from sim.scenario.values.quantities import Seconds, Speed
from sim.time_units import MINUTE


class Updates(Part):
    """``every`` so long, while a task is under way, its customer is told how it stands.

    ``work``: of an update. ``holds``: who was told waits for so many times ``every``, even if a
    promised time passes.
    """

    every_s: Seconds = Field(alias="every")
    work: Ending = constant(2 * MINUTE)
    holds: Speed = 1.5

    @classmethod
    def short(cls, value: Any, context: Context | None) -> Any:
        return {"every": value} if isinstance(value, str | int | float) else value

    @field_validator("every_s")
    @classmethod
    def _some(cls, value: float) -> float:
        if value < MINUTE:
            raise wrong("updates without a pause between them; expected at least `1 min`.")
        return value
