"""What agents of a team may spend to make good for what has failed."""

from __future__ import annotations

from typing import Any

from pydantic import model_validator

from sim.scenario.problems import wrong
from sim.scenario.values.part import Context, Part
from sim.scenario.values.quantities import Chance, Money


class Amends(Part):
    """Money for a customer about whose issue something has failed, at the end of a talk.

    ``cap``: on an issue in all; ``amount``: at a time, once in a contact; unless stated, all of
    the cap at once. ``chance``: that an agent pays, in each talk about such an issue.
    """

    cap: Money
    amount: Money | None = None
    chance: Chance = 1.0

    @classmethod
    def short(cls, value: Any, context: Context | None) -> Any:
        return {"cap": value} if isinstance(value, str | int | float) else value

    @model_validator(mode="after")
    def _within_the_cap(self) -> Amends:
        if self.amount is not None and self.amount > self.cap:
            raise wrong("it is more than the `cap`; expected at most that.", "amount")
        return self

    @property
    def at_a_time(self) -> float:
        """Money paid at a time."""
        return self.cap if self.amount is None else self.amount

    @property
    def happen(self) -> bool:
        """Whether anything is ever paid."""
        return self.chance > 0.0 and self.at_a_time > 0.0
