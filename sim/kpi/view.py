"""A record as the measures of mechanisms look at it."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from sim.kpi.window import Array, Floats, Ids, Mask, Window, ids, run_of
from sim.record import Record
from sim.record.by_column import Columns, columns_of
from sim.record.details import details_by_column
from sim.record.pieces import work_on


class View:
    """The tables of a record by column, and what several measures ask of them, worked out once."""

    def __init__(self, record: Record, window: Window) -> None:
        self.record, self.window = record, window
        self.issues, self.contacts, self.tasks = (
            columns_of(table) for table in (record.issues, record.contacts, record.tasks)
        )
        self._opened_on: dict[int, Columns] = {}

    def noted(self, name: str, rows: Columns) -> Columns:
        """What a mechanism noted of contacts, tasks or issues, row by row."""
        return details_by_column(self.record, name, rows["id"])

    @cached_property
    def measured(self) -> Mask:
        """Which issues were opened in the window."""
        return self.window.holds(self.issues["opened_at"])

    @cached_property
    def opened(self) -> Columns:
        """The contacts opened in the window."""
        return self.contacts.at(run_of(self.window.holds(self.contacts["opened_at"])))

    def opened_on(self, channel: int) -> Columns:
        """Those on a channel, by its id."""
        if channel not in self._opened_on:
            chosen = np.flatnonzero(self.opened["queue"] == channel)
            self._opened_on[channel] = self.opened.at(chosen)
        return self._opened_on[channel]

    @cached_property
    def team_of(self) -> Ids:
        """The team of each agent."""
        return ids(self.record.agents["team"])

    @cached_property
    def work(self) -> Columns:
        """All pieces of work on contacts; see ``work_on``."""
        return work_on(self.contacts, self.record.pieces)

    @cached_property
    def pairs(self) -> tuple[Ids, Ids]:
        """Contacts, by row, and teams that worked on them, each pair once."""
        teams = int(self.team_of.max(initial=0)) + 1
        return pairs(self.work["row"], self.team_of[self.work["agent"]], teams)

    @cached_property
    def work_at_desks(self) -> Columns:
        """All pieces of work on tasks."""
        return work_on(self.tasks, self.record.pieces)

    def seconds(self, work: Columns) -> Floats:
        """Lengths of pieces of work; of those in hand, up to the end of the run."""
        lengths: Floats = np.fmin(work["end"], self.record.stop_s) - work["start"]
        return lengths


def pairs(things: Array, teams: Ids, n: int) -> tuple[Ids, Ids]:
    """Each pair of a thing and one of ``n`` teams once, in order."""
    keys = things.astype(np.int64) * n + teams
    keys.sort()
    keys = keys[np.diff(keys, prepend=-1) != 0]
    return keys // n, keys % n
