"""Proactive recovery: the firm notices its own errors and acts before it is asked."""

from __future__ import annotations

from pydantic import Field

from sim.scenario.values.distributions import Ending, constant
from sim.scenario.values.part import DeskName, Part
from sim.scenario.values.quantities import Chance
from sim.time_units import HOUR


class Noticed(Part):
    """With a ``chance`` the firm notices the need ``after`` so long and leaves a task at ``desk``.

    ``customer_contacts_after``: so long after the need arises customers see it and make contact.
    """

    desk: DeskName
    chance: Chance = 0.3
    after: Ending = constant(HOUR)
    customer_contacts_after: Ending = Field(default=constant(0.0))
