"""For whom: the measures shown by channel, issue type and customer segment."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import NamedTuple

from sim.report.data.comparison import ReportInput


class Column(NamedTuple):
    """A measure of groups; in its name ``{}`` stands for the group's. Waits are not charted:
    those of a phone and of a letter box have no common axis."""

    pattern: str
    title: str
    charted: bool = True


class Group(NamedTuple):
    """Groups ``by`` channels, types or segments: their names, and the measures to show of each."""

    by: str
    title: str
    members: tuple[str, ...]
    columns: tuple[Column, ...]

    def kpis(self, column: Column) -> list[str]:
        """The measure of each member."""
        return [column.pattern.format(name) for name in self.members]


OF_CHANNELS = (
    Column("{}.satisfaction.csat", "Satisfied (first choice)"),
    Column("{}.service_level", "Service level"),
    Column("{}.failure_demand_share", "Repeat contacts"),
    Column("{}.abandonment", "Abandonment"),
    Column("{}.mean_wait_s", "Mean wait", charted=False),
)
OF_TYPES = (
    Column("types.{}.satisfaction.csat", "Satisfied"),
    Column("types.{}.resolution.mean_h", "Time to resolution"),
    Column("types.{}.resolution.met_share", "Needs met"),
    Column("types.{}.contacts_per_issue", "Contacts per need"),
)
OF_SEGMENTS = tuple(
    column._replace(pattern=column.pattern.replace("types.", "segments.")) for column in OF_TYPES
)


def groups(data: ReportInput) -> list[Group]:
    """Those groups of which there are several, with measures that have a value."""
    known = (
        Group("channels", "By channel", tuple(c.name for c in data.channels), OF_CHANNELS),
        Group("types", "By issue type", data.types, OF_TYPES),
        Group("segments", "By customer segment", data.segments, OF_SEGMENTS),
    )
    found = []
    for group in known:
        shown = tuple(column for column in group.columns if _some(data, group.kpis(column)))
        if shown and (len(group.members) > 1 or group.by == "channels"):
            found.append(group._replace(columns=shown))
    return found


def _some(data: ReportInput, kpis: Sequence[str]) -> bool:
    """Whether a measure is known and not 0 throughout."""
    values = [v.kpis[kpi].mean for v in data.variants for kpi in kpis if kpi in v.kpis]
    return any(isfinite(value) and value != 0.0 for value in values)
