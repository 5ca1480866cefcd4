"""Resolution and satisfaction: one pass over the measured issues."""

from __future__ import annotations

import numpy as np

from sim.codes import DENIED, GAVE_UP
from sim.kpi.amends import weights_of_amends
from sim.kpi.contacts import Contacts
from sim.kpi.expectations import expected_factors
from sim.kpi.issues import Issues
from sim.kpi.manner import ByTeam, LastTalks, last_talks
from sim.kpi.noticed import unaware_s
from sim.kpi.offers import annoyance
from sim.kpi.rules import Rules
from sim.kpi.satisfaction import Judgement, Sums, judge, with_scores
from sim.kpi.value import Value, Values
from sim.kpi.view import View
from sim.kpi.window import Array, Floats, Ids, Mask, chunks, count, ids, quantiles, run_of, total
from sim.kpi.without_need import Judged, by_wait_alone, have_need
from sim.time_units import HOUR

WITHIN_H = (24, 48, 72)


class Outcomes:
    """Sums over measured issues.

    by_cell: rows issues, met, met_s, capped_s, denied by (channel of first choice, type,
    segment); judged: the rows of ``satisfaction.Sums`` by the same; scores: of all, in chunks.
    Of issues with a need alone: by_team: of the last talk; times: to resolution, of the met, in
    chunks; the rest: plain counts and sums.
    """

    def __init__(self, rules: Rules, issues: Issues, unaware_s: Floats) -> None:
        self.rules, self.issues, self.unaware_s = rules, issues, unaware_s
        self.cells = len(rules.channels) * rules.cells
        self.by_cell = np.zeros((5, self.cells))
        self.judged = np.zeros((5, self.cells))
        self.by_team = ByTeam(len(rules.teams))
        self.times: list[Floats] = []
        self.scores: list[Floats] = []
        self.gave_up = self.acknowledged = self.gaps = 0
        self.first_contact = self.one_contact = self.reopened = self.losing = 0
        self.transfers = self.recurrences = 0
        self.acknowledge_s = self.gap_s = 0.0

    def add(
        self,
        rows: Array,
        contacts: Contacts,
        first: int,
        given: Floats | None,
        amends: Floats | None,
        talks: LastTalks | None,
        extra: Floats,
        factors: Floats,
    ) -> None:
        """Add a chunk of the table of issues, which begins at row ``first``.

        ``given``: scores by issue that customers gave in the run (nan: none). ``amends``: how
        much those count that were made, by issue. ``talks``: the last ones, by issue. ``extra``:
        points. ``factors``: on the waits that channels let customers expect.
        """
        issues, part = self.issues, slice(first, first + len(rows))
        chosen = run_of(issues.measured[part])
        rows = rows[chosen] if isinstance(chosen, slice) else rows.take(chosen)
        opened, judged_at = rows["opened_at"], issues.judged_at[part][chosen]
        channel = ids(rows["channel"])
        cell = channel * self.rules.cells + issues.cell[part][chosen]
        time = rows["met_at"] - opened
        answer = rows["acknowledged_at"] - opened
        met = time <= issues.limit_s
        denied = (rows["state"] == DENIED) & (rows["closed_at"] <= judged_at)
        made = contacts.made[part][chosen]
        need = have_need(self.rules, rows)
        self._add_times(cell, time, met, denied)
        self.times.append(time[need][met[need]])
        self._add_counts(rows[need], (met & (made == 1))[need])
        self._add_answers(answer[need], time[need], met[need])
        waited = np.fmin(answer, judged_at - opened) - self.unaware_s[part][chosen]
        answered = rows["acknowledged_at"] <= judged_at
        seen = by_wait_alone(self.rules, rows, answered, Judged(met, made, np.maximum(waited, 0.0)))
        judgement = judge(
            self.rules.scenario.satisfaction,
            met=seen.met,
            denied=denied,
            waited_s=seen.waited_s,
            expected_s=self.rules.expected_s[channel] * factors[part][chosen],
            contacts=seen.made,
            kept=contacts.kept[part][chosen],
            broken=contacts.broken[part][chosen],
            amends=0.0 if amends is None else amends[part][chosen],
            manner=0.0 if talks is None else talks.points[part][chosen],
            extra=extra[part][chosen],
        )
        if given is not None:
            judgement = with_scores(self.rules.scenario, judgement, given[part][chosen])
        self._add_judged(cell, judgement)
        self.scores.append(judgement.score)
        if talks is not None:
            self.by_team.add(talks.of(part).of(chosen).of(need), judgement.score[need])

    def _add_times(self, cell: Ids, time: Floats, met: Mask, denied: Mask) -> None:
        n, cap = self.cells, self.issues.cap_s
        resolved = np.flatnonzero(met)
        met_cell, met_time = cell[resolved], time[resolved]
        sums = self.by_cell
        issues, met_issues = count(cell, n), count(met_cell, n)
        met_s = total(met_cell, met_time, n)
        sums[0] += issues
        sums[1] += met_issues
        sums[2] += met_s
        sums[3] += met_s + cap * (issues - met_issues)
        sums[4] += count(cell[denied], n)

    def _add_counts(self, rows: Array, met_by_one: Mask) -> None:
        in_one_go = (rows["tasks"] == 0) & (rows["round"] == 0)
        self.one_contact += int(np.count_nonzero(met_by_one))
        self.first_contact += int(np.count_nonzero(met_by_one & in_one_go))
        self.gave_up += int(np.count_nonzero(rows["state"] == GAVE_UP))
        self.reopened += int(np.count_nonzero(rows["round"]))
        self.losing += int(np.count_nonzero(rows["lost_tasks"]))
        self.transfers += int(rows["transfers"].sum())
        self.recurrences += int(rows["recurrences"].sum())

    def _add_answers(self, answer: Floats, time: Floats, met: Mask) -> None:
        answered = answer <= self.issues.limit_s
        self.acknowledged += int(np.count_nonzero(answered))
        self.acknowledge_s += float(answer[answered].sum())
        both = answered & met & (answer <= time)  # not who asked when all was done
        self.gaps += int(np.count_nonzero(both))
        self.gap_s += float((time[both] - answer[both]).sum())

    def _add_judged(self, cell: Ids, judgement: Judgement) -> None:
        n, sums = self.cells, self.judged
        sums[0] += count(cell, n)
        sums[1] += total(cell, judgement.score, n)
        sums[2] += total(cell, judgement.satisfied, n)
        doublings = judgement.doublings
        expects = np.isfinite(doublings)
        if not expects.all():
            cell, doublings = cell[expects], doublings[expects]
        sums[3] += count(cell, n)
        sums[4] += total(cell, doublings, n)

    def judged_over(self, *axes: int) -> list[Sums]:
        """Satisfaction sums by what is left of (channel, type, segment) after adding ``axes``."""
        return [Sums(*row) for row in self._summed(self.judged, axes).tolist()]

    def over(self, *axes: int) -> Floats:
        """``by_cell`` summed in the same way: rows of issues, met, met_s, capped_s, denied."""
        return self._summed(self.by_cell, axes)

    def issues_over(self, *axes: int) -> Floats:
        """Numbers of issues, with a need or without, in the same way."""
        return np.asarray(self.by_cell[0].reshape(self.rules.shape).sum(axes)).reshape(-1)

    def _summed(self, sums: Floats, axes: tuple[int, ...]) -> Floats:
        """Sums of cells over ``axes``; over issue types only of those with a need."""
        cells = sums.reshape(5, *self.rules.shape)
        if 1 in axes and not self.rules.with_need.all():
            cells = cells[:, :, self.rules.with_need]
        left: Floats = cells.sum(tuple(axis + 1 for axis in axes)).reshape(5, -1).T
        return left


def outcomes(view: View, rules: Rules, issues: Issues, contacts: Contacts) -> Outcomes:
    """The sums over the measured issues of a record."""
    record = view.record
    found = Outcomes(rules, issues, unaware_s(record))
    given = None
    if "judged" in record.details:
        given = view.noted("judged", view.issues)["score"]
    amends = weights_of_amends(view, rules, issues)
    talks = last_talks(view, rules, issues)
    extra = annoyance(record, rules, issues.judged_at)
    factors = expected_factors(view, rules)
    first = 0
    for rows in chunks(record.issues):
        found.add(rows, contacts, first, given, amends, talks, extra, factors)
        first += len(rows)
    return found


def core(prefix: str, row: list[float], cap_s: float) -> Values:
    """The resolution of a group of issues."""
    issues, met, met_s, capped_s, denied = row
    return {
        f"{prefix}.resolution.mean_h": Value(capped_s / HOUR, issues if cap_s else 0.0),
        f"{prefix}.resolution.met_share": Value(met, issues),
        f"{prefix}.resolution.met_mean_h": Value(met_s / HOUR, met),
        f"{prefix}.resolution.denied_share": Value(denied, issues),
    }


def resolution(found: Outcomes, contacts: Contacts) -> Values:
    """The measures of the ``resolution`` family."""
    cap_s = found.issues.cap_s
    issues, met, met_s, capped_s, denied = found.over(0, 1, 2)[0].tolist()
    times = np.concatenate([*found.times, np.empty(0)])
    times.sort()
    p50, p90, p95 = (t / HOUR for t in quantiles(times, (0.5, 0.9, 0.95)))
    within = {hours: float(np.searchsorted(times, hours * HOUR, "right")) for hours in WITHIN_H}
    return {
        "resolution.mean_h": Value(capped_s / HOUR, issues if cap_s else 0.0),
        "resolution.cap_h": Value(cap_s / HOUR),
        "resolution.unresolved_share": Value(issues - met, issues),
        "resolution.met_share": Value(met, issues),
        "resolution.met_mean_h": Value(met_s / HOUR, met),
        "resolution.met_p50_h": Value(p50),
        "resolution.met_p90_h": Value(p90),
        "resolution.met_p95_h": Value(p95),
        **{f"resolution.within_{h}h": Value(within[h], issues) for h in WITHIN_H},
        "resolution.acknowledged_share": Value(float(found.acknowledged), issues),
        "resolution.mean_ack_h": Value(found.acknowledge_s / HOUR, float(found.acknowledged)),
        "resolution.ack_to_fix_h": Value(found.gap_s / HOUR, float(found.gaps)),
        "resolution.first_contact_share": Value(float(found.first_contact), issues),
        "resolution.one_contact_share": Value(float(found.one_contact), issues),
        "resolution.reopened_share": Value(float(found.reopened), issues),
        "resolution.promises_due": Value(float(contacts.due)),
        "resolution.promises_kept": Value(float(contacts.due_kept), float(contacts.due)),
        "resolution.lost_share": Value(float(found.losing), issues),
        "resolution.denied_share": Value(denied, issues),
        "resolution.given_up_share": Value(float(found.gave_up), issues),
        "resolution.transfers_per_issue": Value(float(found.transfers), issues),
        "resolution.recurrences_per_issue": Value(float(found.recurrences), issues),
    }
