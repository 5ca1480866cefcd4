"""One pass over the contacts, adding up everything that the measures need of them.

Counts and waits are kept in one table by channel, issue type, segment, what became of the
contact (``DISPOSITIONS``), whether it waited at all, and whether its wait was within the target.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from sim.codes import (
    ABANDONED,
    ANSWER,
    ANSWERED_BY_PEERS,
    BLOCKED,
    CONTAINED,
    DISCONNECTED,
    DONE,
    DROPPED_OUT,
    IGNORED,
    JOB_STATES,
    NEED,
    NO_FAILURE,
    REDIRECTED,
    TURNED_AWAY,
    WRAPPING,
)
from sim.kpi.issues import Issues
from sim.kpi.rules import Rules
from sim.kpi.window import Array, Floats, Ids, Mask, Window, chunks, count, floats, ids, total
from sim.record import Record
from sim.record.joined import self_served
from sim.record.pieces import noted_on, waits_after
from sim.time_units import HOUR

ANSWERED, ANSWERED_THEN_LOST, GAVE_UP, CUT_OFF, STILL_WAITING = range(5)
BY_PEERS = 5
NO_LINE, CLOSED, PASSED_OVER = range(6, 9)
SENT_ON = 9  # at the offer, without an answer
SELF_SERVED = 10  # has met self-service only
DISPOSITIONS = 11
JOINED = 6
"""Contacts of the first six joined the queue: they are the contacts offered."""

STATES = len(JOB_STATES)
ONE = np.int32(1)  # of the column's own type: adding anything else in place is slow
WITHIN_H = (1.0, 4.0, 8.0, 24.0, 48.0, 72.0)
_EDGES = np.array(WITHIN_H) * HOUR


def _dispositions() -> npt.NDArray[np.intp]:
    """Disposition by state + ``STATES`` × (was answered)."""
    found = np.full(2 * STATES, STILL_WAITING, np.intp)
    found[[ABANDONED, DISCONNECTED]] = GAVE_UP, CUT_OFF
    found[[BLOCKED, TURNED_AWAY, IGNORED]] = NO_LINE, CLOSED, PASSED_OVER
    found[REDIRECTED] = SENT_ON
    found[[CONTAINED, DROPPED_OUT]] = SELF_SERVED
    found[ANSWERED_BY_PEERS] = BY_PEERS
    found[STATES:] = ANSWERED
    found[[STATES + ABANDONED, STATES + DISCONNECTED]] = ANSWERED_THEN_LOST
    return found


_DISPOSITION = _dispositions()


class Contacts:
    """Sums over contacts. Unless said otherwise of those opened in the window.

    counts, waits (s): (channel, type, segment, disposition, waited, in time)
    queue_s, system_s: waiting and presence within the window, of all contacts (ch, type, seg)
    gone_shortly: given up, or helped by peers, within the time of a short abandon, if any channel
        says what its service level counts (ch, type, seg)
    stay_s: presence from opening to leaving; handle_s, handled: seconds of all pieces of work
        on those done, and their number (ch, type, seg)
    of_measured: contacts of measured issues, whenever opened (type, seg)
    failure: contacts that are failure demand, by channel
    waits_by_channel: one sample of waits of those who joined, a list of arrays by channel
    response_s, responses, reply_in_time, started: of deferred channels (started: by bucket)
    backlog, oldest_at: waiting at the window's end, by channel
    team_*: by team; team_handle_s, team_handled: seconds of the team's pieces of work on those
        done, and how many of these it worked on
    made, broken, kept: by issue, up to its judgement (made: but for answers to questions);
        due, due_kept: promises in the window
    """

    def __init__(self, rules: Rules, issues: Issues, window: Window) -> None:
        self.rules, self.issues, self.window = rules, issues, window
        channels, teams = len(rules.channels), len(rules.teams)
        self._cells = channels * rules.cells
        self._keys = self._cells * DISPOSITIONS * 4
        self._counts, self._waits = np.zeros(self._keys), np.zeros(self._keys)
        sums = np.zeros((5, self._cells))
        self._queue_s, self._system_s, self._stay_s, self._handle_s, self._handled = sums
        self._gone_shortly, self._own_levels = np.zeros(self._cells), rules.own_levels
        self._of_measured = np.zeros(rules.cells)
        self.failure, self.backlog = np.zeros(channels), np.zeros(channels)
        self.oldest_at = np.full(channels, np.inf)
        self.response_s, self.responses = np.zeros(channels), np.zeros(channels)
        self.reply_in_time = np.zeros(channels)
        self.started = np.zeros((channels, len(WITHIN_H) + 1))
        self.team_contacts, self.team_wait_s = np.zeros(teams), np.zeros(teams)
        self.team_in_time, self.team_targeted = np.zeros(teams), np.zeros(teams)
        self.team_handle_s, self.team_handled = np.zeros(teams), np.zeros(teams)
        self._asks = any(one.asks for one in rules.scenario.issue_types.values())
        self._has_target = np.isfinite(rules.target_s)
        served = (channel.self_service for channel in rules.scenario.channels.values())
        self._has_machines = any(rule is not None for rule in served)
        self._samples: list[list[Floats]] = [[] for _ in range(channels)]
        n = len(issues.opened_at)
        self.made = np.zeros(n, np.int32)
        self.broken, self.kept = np.zeros(n, bool), np.zeros(n, bool)
        self.due = self.due_kept = 0

    # -- results ---------------------------------------------------------------------------

    @property
    def counts(self) -> Floats:
        return self._counts.reshape(*self.rules.shape, DISPOSITIONS, 2, 2)

    @property
    def waits(self) -> Floats:
        return self._waits.reshape(*self.rules.shape, DISPOSITIONS, 2, 2)

    def by_cell(self, name: str) -> Floats:
        """One of the sums that are kept so: (ch, type, seg)."""
        sums: Floats = getattr(self, f"_{name}")
        return sums.reshape(self.rules.shape)

    @property
    def of_measured(self) -> Floats:
        return self._of_measured.reshape(self.rules.shape[1:])

    def sample(self, channel: int) -> Floats:
        """Waits of those who joined a channel, ascending; (n,) seconds."""
        waits = np.concatenate([*self._samples[channel], np.empty(0)])
        waits.sort()
        return waits

    # -- one chunk ---------------------------------------------------------------------------

    def add(self, rows: npt.NDArray[Any]) -> None:
        """Add a chunk of the table of contacts."""
        window, issues, rules = self.window, self.issues, self.rules
        queue, issue, state = ids(rows["queue"]), ids(rows["issue"]), ids(rows["state"])
        opened, answered = floats(rows["opened_at"]), floats(rows["answered_at"])
        ended, reason = floats(rows["ended_at"]), rows["reason"]
        if self._has_machines:  # who has met these only waits for nobody
            ended = np.where(self_served(rows["state"]), opened, ended)
        of_issue = issues.cell[issue]
        cell = queue * rules.cells
        cell += of_issue
        was_answered = answered == answered
        until = np.fmin(answered, ended)
        self._add_backlog(queue, opened, until)
        np.fmin(until, window.stop, out=until)
        gone = np.fmin(ended, window.stop)
        opened_in = window.cut(opened)
        self._queue_s += total(cell, window.cut(until) - opened_in, self._cells)
        self._system_s += total(cell, window.cut(gone) - opened_in, self._cells)
        self._of_measured += count(of_issue[issues.measured[issue]], rules.cells)
        self._add_to_issues(issue, opened, floats(rows["promised_at"]))
        if self._asks:
            self._join_turns(issue, opened, reason)

        wait = until
        wait -= opened
        gone -= opened
        in_time = wait <= rules.target_s[queue]
        disposition = _DISPOSITION[state + STATES * was_answered]
        key = ((cell * DISPOSITIONS + disposition) * 2 + (wait > 0.0)) * 2 + in_time
        measured = window.holds(opened)
        failed = ~np.isin(reason, NO_FAILURE) if self._asks else reason != NEED
        self.failure += count(queue[measured & failed], len(rules.channels))
        team = ids(rows["team"])
        done = np.flatnonzero(measured & np.isfinite(rows["freed_at"]))
        last_s = rows["freed_at"][done] - rows["taken_at"][done]
        self._add_handled(cell[done], team[done], last_s)
        chosen = np.flatnonzero(measured & was_answered)
        self._add_teams(team[chosen], wait[chosen], in_time[chosen], queue[chosen])
        if not rules.live.all():
            replied = was_answered & ((state == DONE) | (state == WRAPPING) | (state == REDIRECTED))
            replied &= ended == ended  # else it waits for approval
            chosen = np.flatnonzero(measured & ~rules.live[queue] & was_answered)
            self._add_deferred(chosen, queue, wait, ended - opened, replied)
        if not measured.all():
            chosen = np.flatnonzero(measured)
            key, wait, gone, cell = key[chosen], wait[chosen], gone[chosen], cell[chosen]
            queue, disposition = queue[chosen], disposition[chosen]
        self._counts += count(key, self._keys)
        self._waits += total(key, wait, self._keys)
        self._stay_s += total(cell, gone, self._cells)
        self._add_sample(queue, disposition, wait)
        if self._own_levels:
            short = wait <= rules.short_abandon_s[queue]
            short &= (disposition == GAVE_UP) | (disposition == BY_PEERS)
            self._gone_shortly += count(cell[short], self._cells)

    def _add_sample(self, queue: Ids, disposition: Ids, wait: Floats) -> None:
        joined = np.flatnonzero(disposition < JOINED)
        queue, wait = queue[joined], wait[joined]
        for channel, sample in enumerate(self._samples):
            sample.append(wait[np.flatnonzero(queue == channel)])

    def _add_backlog(self, queue: Ids, opened: Floats, until: Floats) -> None:
        end = self.window.end
        waiting = np.flatnonzero((opened < end) & ~(until < end))
        self.backlog += count(queue[waiting], len(self.backlog))
        np.minimum.at(self.oldest_at, queue[waiting], opened[waiting])

    def _add_handled(self, cell: Ids, team: Ids, last_s: Floats) -> None:
        """Contacts done, by their last pieces of work; ``add_noted`` adds the earlier ones."""
        self._handle_s += total(cell, last_s, self._cells)
        self._handled += count(cell, self._cells)
        self.team_handle_s += total(team, last_s, len(self.team_handle_s))
        self.team_handled += count(team, len(self.team_handled))

    def _add_teams(self, team: Ids, wait: Floats, in_time: Mask, queue: Ids) -> None:
        n = len(self.team_contacts)
        answered = count(team, n)
        self.team_contacts += answered
        self.team_wait_s += total(team, wait, n)
        self.team_in_time += count(team[in_time], n)
        if not self._has_target.all():
            answered = count(team[self._has_target[queue]], n)
        self.team_targeted += answered

    def _add_deferred(
        self, chosen: Ids, queue: Ids, wait: Floats, reply: Floats, replied: Mask
    ) -> None:
        """Starts and replies of the deferred channels; ``chosen``: answered there."""
        n = len(self.rules.channels)
        width = len(WITHIN_H) + 1
        bucket = queue[chosen] * width + np.searchsorted(_EDGES, wait[chosen])
        self.started += count(bucket, n * width).reshape(n, width)
        chosen = chosen[replied[chosen]]
        queues, replies = queue[chosen], reply[chosen]
        self.response_s += total(queues, replies, n)
        self.responses += count(queues, n)
        self.reply_in_time += total(queues, replies <= self.rules.reply_s[queues], n)

    def _join_turns(self, issue: Ids, opened: Floats, reason: Array) -> None:
        """An answer goes on with an attempt and is none of its own."""
        answers = (reason == ANSWER) & (opened <= self.issues.judged_at[issue])
        np.subtract.at(self.made, issue[answers], ONE)

    def _add_to_issues(self, issue: Ids, opened: Floats, promised: Floats) -> None:
        judged_at = self.issues.judged_at
        np.add.at(self.made, issue[opened <= judged_at[issue]], ONE)
        said = np.flatnonzero(promised == promised)
        if len(said):
            issue, promised = issue[said], promised[said]
            met_at, judged = self.issues.met_at[issue], judged_at[issue]
            kept = met_at <= promised
            due = self.window.holds(promised)
            self.due += int(np.count_nonzero(due))
            self.due_kept += int(np.count_nonzero(due & kept))
            self.kept[issue[kept & (met_at <= judged)]] = True
            self.broken[issue[~kept & (promised <= judged)]] = True

    # -- contacts taken up more than once ------------------------------------------------------

    def add_noted(self, record: Record) -> None:
        """Add the pieces of work noted before contacts were done, and the waits between them."""
        table, window = record.contacts, self.window
        row, noted = noted_on(table, record.pieces)
        waits = waits_after(table, record.stop_s, row, noted)
        waited_s = window.overlap(waits.start, waits.end)
        self._queue_s += total(self._cell(table, waits.row), waited_s, self._cells)
        done = np.isfinite(table["freed_at"][row]) & window.holds(table["opened_at"][row])
        row, noted = row[done], noted[done]
        worked_s = noted["end"] - noted["start"]
        self._handle_s += total(self._cell(table, row), worked_s, self._cells)
        teams = len(self.team_handle_s)
        team = ids(record.agents["team"])[noted["agent"]]
        self.team_handle_s += total(team, worked_s, teams)
        others = team != table["team"][row]  # whose last piece is counted already
        pairs = np.unique(row[others] * teams + team[others])
        self.team_handled += count(pairs % teams, teams)

    def _cell(self, table: npt.NDArray[Any], row: Ids) -> Ids:
        """The cells of some contacts."""
        cell = ids(table["queue"][row]) * self.rules.cells
        cell += self.issues.cell[table["issue"][row]]
        return cell


def tally(record: Record, rules: Rules, issues: Issues, window: Window) -> Contacts:
    """The sums over all contacts of a record."""
    contacts = Contacts(rules, issues, window)
    for rows in chunks(record.contacts):
        contacts.add(rows)
    if len(record.pieces):
        contacts.add_noted(record)
    return contacts
