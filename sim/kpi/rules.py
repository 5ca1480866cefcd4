"""What the measures need to know of a scenario, as arrays by id."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sim.scenario.model import Scenario
from sim.scenario.model.service_level import Counts
from sim.scenario.rules.expectations import counts, expected_wait_s, reply_s, short_abandon_s
from sim.scenario.rules.expectations import target_s as target_s

Floats = npt.NDArray[np.float64]
REMEMBERED = 64


@dataclass(frozen=True)
class Rules:
    """Names in order of ids, and by channel:

    live (bool); target_s: answered within it counts for the service level (nan: none);
    counts: what the service level counts; short_abandon_s: who gives up within it may not count;
    reply_s: expected reply time of a deferred channel (nan: none); expected_s: the wait that the
    channel lets customers expect (nan: none). with_need: by issue type,
    whether it needs more than an answer.
    """

    scenario: Scenario
    channels: tuple[str, ...]
    types: tuple[str, ...]
    segments: tuple[str, ...]
    desks: tuple[str, ...]
    teams: tuple[str, ...]
    live: npt.NDArray[np.bool_]
    target_s: Floats
    counts: tuple[Counts, ...]
    short_abandon_s: Floats
    reply_s: Floats
    expected_s: Floats
    concurrency: npt.NDArray[np.int64]  # by team
    with_need: npt.NDArray[np.bool_]  # by type

    @property
    def own_levels(self) -> bool:
        """Whether any channel says what its service level counts."""
        channels = self.scenario.channels.values()
        return any(channel.service_level is not None for channel in channels)

    @property
    def cells(self) -> int:
        """Combinations of issue type and segment."""
        return len(self.types) * len(self.segments)

    @property
    def shape(self) -> tuple[int, int, int]:
        """Channels, issue types, segments."""
        return len(self.channels), len(self.types), len(self.segments)


_known: OrderedDict[int, Rules] = OrderedDict()


def rules_of(scenario: Scenario) -> Rules:
    """The rules of a scenario; made once for the scenarios last used."""
    rules = _known.get(id(scenario))
    if rules is None or rules.scenario is not scenario:
        rules = _known[id(scenario)] = _make(scenario)
        if len(_known) > REMEMBERED:
            _known.popitem(last=False)
    return rules


def _make(scenario: Scenario) -> Rules:
    channels = list(scenario.channels.values())
    return Rules(
        scenario=scenario,
        channels=tuple(scenario.channels),
        types=tuple(scenario.issue_types),
        segments=tuple(scenario.customers.segments),
        desks=tuple(scenario.tasks),
        teams=tuple(scenario.teams),
        live=np.array([channel.kind == "live" for channel in channels], bool),
        target_s=np.array([target_s(channel) for channel in channels]),
        counts=tuple(counts(channel) for channel in channels),
        short_abandon_s=np.array([short_abandon_s(channel) for channel in channels]),
        reply_s=np.array([reply_s(channel) for channel in channels]),
        expected_s=np.array([expected_wait_s(scenario, name) for name in scenario.channels]),
        concurrency=np.array([t.concurrency.contacts for t in scenario.teams.values()], np.int64),
        with_need=np.array([not one.by_answer for one in scenario.issue_types.values()], bool),
    )
