"""Within which times the shares answered are told."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, Field, model_validator

from sim.scenario.problems import wrong
from sim.scenario.values.part import Context, Part, Several
from sim.scenario.values.quantities import Flag, Seconds
from sim.scenario.values.units import seconds_text

MOST = 20


def _named(times: tuple[float, ...]) -> tuple[float, ...]:
    """Times that measures can be named after, in order."""
    for at, time_s in enumerate(times):
        text = seconds_text(time_s)
        if time_s < 1.0 or time_s != int(time_s):
            raise wrong(f"`{text}`: expected whole seconds, 1 s or more.", at)
        if time_s in times[:at]:
            raise wrong(f"`{text}` stands there twice: leave one out.", at)
    if len(times) > MOST:
        raise wrong(f"{len(times)} times: expected at most {MOST}.")
    return tuple(sorted(times))


class ServiceThresholds(Part):
    """Measures of the shares answered (deferred: replied to) within some times.

    ``within``: whole seconds, ascending. ``open_hours``: whether the same is also told of times
    in which only the channel's hours count.
    """

    within_s: Annotated[Several[Seconds], AfterValidator(_named)] = Field(
        default=(), alias="within"
    )
    open_hours: Flag = False

    @classmethod
    def short(cls, value: Any, context: Context | None) -> Any:
        return {"within": value} if isinstance(value, str | int | float | list) else value

    @model_validator(mode="after")
    def _tells(self) -> ServiceThresholds:
        if not self.within_s and not self.open_hours:
            raise wrong("nothing is asked for: expected times like `[20 s, 60 s, 3 min]`.")
        return self
