"""Whether customers may choose other channels than planned."""

from __future__ import annotations

from sim.scenario.model import Scenario


def has_habits(scenario: Scenario) -> bool:
    """Whether customers learn from contacts which channels to choose."""
    habit = scenario.customers.habit
    return habit is not None and habit.counts


def gets_louder(scenario: Scenario) -> bool:
    """Whether failures of an issue make customers turn to public channels."""
    louder = scenario.customers.louder
    return louder is not None and louder.counts


def is_changed(scenario: Scenario) -> bool:
    """Whether any contact may be made on another channel than planned."""
    return has_habits(scenario) or gets_louder(scenario)


def has_public(scenario: Scenario) -> bool:
    """Whether any channel is public."""
    return any(channel.public for channel in scenario.channels.values())


def counts_public(scenario: Scenario) -> bool:
    """Whether it is told who goes public: where the choice is stated, if only as off."""
    customers = scenario.customers
    stated = customers.habit is not None or customers.louder is not None
    return stated and has_public(scenario)


def first_factor(scenario: Scenario, channel: str) -> float:
    """What one failure, the first, makes of a channel's weight."""
    louder = scenario.customers.louder
    if louder is None or not scenario.channels[channel].public:
        return 1.0
    return louder.per_failure
