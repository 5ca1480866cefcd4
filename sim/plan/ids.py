"""Names to numbers: ids are positions in the scenario's mappings."""

from __future__ import annotations

from dataclasses import dataclass

from sim.codes import STANDINGS
from sim.scenario.model import Channel, Desk, Scenario


@dataclass(frozen=True)
class Ids:
    """The names of a scenario in order, and where each stands. Queues: channels, then desks."""

    streams: tuple[str, ...]
    types: tuple[str, ...]
    segments: tuple[str, ...]
    channels: tuple[str, ...]
    desks: tuple[str, ...]
    teams: tuple[str, ...]
    queue: dict[str, int]
    type: dict[str, int]
    team: dict[str, int]

    @property
    def queues(self) -> tuple[str, ...]:
        """Names of all queues."""
        return self.channels + self.desks

    @property
    def groups(self) -> int:
        """Number of groups of issues: STANDINGS * (type * segments + segment) + standing."""
        return STANDINGS * len(self.types) * len(self.segments)

    def parts(self, group: int) -> tuple[int, int, int]:
        """The issue type, the segment and the standing of a group."""
        pair, standing = divmod(group, STANDINGS)
        issue_type, segment = divmod(pair, len(self.segments))
        return issue_type, segment, standing

    def is_desk(self, queue: int) -> bool:
        """Whether the queue holds tasks."""
        return queue >= len(self.channels)

    def names(self) -> dict[str, tuple[str, ...]]:
        """Names by key of the record's ``names``."""
        keys = ("streams", "types", "segments", "channels", "desks", "teams")
        return {key: getattr(self, key) for key in keys}


def ids_of(scenario: Scenario) -> Ids:
    """The names of a scenario."""
    queues = (*scenario.channels, *scenario.tasks)
    return Ids(
        streams=tuple(scenario.demand),
        types=tuple(scenario.issue_types),
        segments=tuple(scenario.customers.segments),
        channels=tuple(scenario.channels),
        desks=tuple(scenario.tasks),
        teams=tuple(scenario.teams),
        queue={name: i for i, name in enumerate(queues)},
        type={name: i for i, name in enumerate(scenario.issue_types)},
        team={name: i for i, name in enumerate(scenario.teams)},
    )


def channel_at(scenario: Scenario, ids: Ids, queue: int) -> Channel | Desk:
    """The channel or desk behind a queue."""
    name = ids.queues[queue]
    return scenario.tasks[name] if ids.is_desk(queue) else scenario.channels[name]
