"""Weights that other weights hide: shares and channels by stream, issue type and segment."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.findings import Said
from sim.scenario.model import Scenario, Stream


def hidden_weights(scenario: Scenario) -> Iterator[Said]:
    """Weights that nothing reads, since others are stated nearer to the issue, and why."""
    streams = list(scenario.demand.values())
    own_types = all(stream.issue_types is not None for stream in streams)
    own_segments = all(stream.segments is not None for stream in streams)
    asked = {place for stream in streams for place in _asked(scenario, stream)}
    for name in scenario.issue_types:
        here = ("issue_types", name)
        yield (*here, "share"), own_types, "every stream states its own `issue_types`"
        yield (*here, "channels"), here not in asked, "every stream states its own `channels`"
    for name in scenario.customers.segments:
        path, here = ("customers", "segments", name), ("segments", name)
        yield (*path, "share"), own_segments, "every stream states its own `segments`"
        why = "every stream or issue type states its own `channels`"
        yield (*path, "channels"), here not in asked, why
    why = "every stream, issue type or segment states its own `channels`"
    for name in scenario.channels:
        yield ("channels", name, "share"), ("channels", "") not in asked, why


def _asked(scenario: Scenario, stream: Stream) -> Iterator[tuple[str, str]]:
    """Whose weights of channels the issues of a stream follow."""
    if stream.channels is not None:
        return
    types = {name: kind.share for name, kind in scenario.issue_types.items()}
    segments = {name: one.share for name, one in scenario.customers.segments.items()}
    for kind in _above_zero(stream.issue_types or types):
        if scenario.issue_types[kind].channels is not None:
            yield "issue_types", kind
            continue
        for name in _above_zero(stream.segments or segments):
            own = scenario.customers.segments[name].channels is not None
            yield ("segments", name) if own else ("channels", "")


def _above_zero(weights: dict[str, float]) -> list[str]:
    return [name for name, weight in weights.items() if weight > 0]
