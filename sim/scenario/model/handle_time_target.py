"""The target for handling time: when agents of a team cut a talk short."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, field_validator

from sim.scenario.problems import wrong
from sim.scenario.values.distributions import Ending, constant
from sim.scenario.values.part import Context, Part
from sim.scenario.values.quantities import Seconds


class HandleTimeTarget(Part):
    """Talk is cut at ``talk``: work on the need, at speed 1, by contact and team.

    ``overhead``: greeting and identification, talk of each contact on top of that work.
    ``returned_work``: of a need that comes back since talk was cut; ``kept``: all the work that it
    had needed, anew; ``new``: drawn anew.
    """

    talk_s: Seconds = Field(alias="talk")
    overhead: Ending = constant(0.0)
    returned_work: Literal["kept", "new"] = "kept"

    @classmethod
    def short(cls, value: Any, context: Context | None) -> Any:
        return {"talk": value} if isinstance(value, str | int | float) else value

    @field_validator("talk_s")
    @classmethod
    def _some(cls, value: float) -> float:
        if value <= 0.0:
            raise wrong("nobody would talk at all; expected a duration above zero.")
        return value
