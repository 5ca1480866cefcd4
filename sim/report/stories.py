"""Which stories are worth telling: the median, the worst, and the one that differs most."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.record.record import Record
from sim.report.inputs import Story
from sim.report.story import outcome, tell

Floats = npt.NDArray[np.float64]
Ids = npt.NDArray[np.intp]
PickName = Literal["median", "worst", "differs"]


def telling_stories(records: Mapping[str, Record], start: date) -> tuple[Story, ...]:
    """Three stories of the measured issues; ``records``: by variant, the baseline first.

    All of the same replication. Fewer when nothing was measured, when there is one variant, or
    when the variants do not face the same needs, so that no issue is the same in two of them.
    """
    record = next(iter(records.values()))
    same = {name: other for name, other in records.items() if same_needs(record, other)}
    return tuple(_story(pick, same, start) for pick in picks(same).values())


class Pick(NamedTuple):
    """An issue, why it was chosen, and the variants under which it is told."""

    title: str
    chosen: str
    issue: int
    variants: tuple[str, ...]


def picks(records: Mapping[str, Record]) -> dict[PickName, Pick]:
    """The issues worth telling: ``median``, ``worst`` and, of several variants, ``differs``.

    ``records``: by variant, the baseline first, all with the same needs. None when nothing was
    measured.
    """
    baseline, record = next(iter(records.items()))
    opened = record.issues["opened_at"]
    measured = np.flatnonzero((opened >= record.warm_up_s) & (opened < record.end_s))
    if not len(measured):
        return {}
    found: dict[PickName, Pick] = {
        "median": _median(record, measured, baseline),
        "worst": _worst(record, measured, baseline),
    }
    if len(records) > 1:
        found["differs"] = _most_different(records, measured)
    return found


def _median(record: Record, measured: Ids, baseline: str) -> Pick:
    order = np.argsort(time_to_met(record)[measured], kind="stable")
    chosen = f"half of all needs are met sooner, the others later or never, under {_name(baseline)}"
    return Pick("The median", chosen, int(measured[order[(len(order) - 1) // 2]]), (baseline,))


def _worst(record: Record, measured: Ids, baseline: str) -> Pick:
    times = time_to_met(record)[measured]
    made = np.bincount(record.contacts["issue"], minlength=len(record.issues))[measured]
    issue = int(measured[np.lexsort((-measured, made, times))[-1]])
    chosen = (
        f"no need took longer under {_name(baseline)}; of several it is the one with most contacts"
    )
    return Pick("The worst", chosen, issue, (baseline,))


def same_needs(record: Record, other: Record) -> bool:
    """Whether two records begin with the same issues of the same customers."""
    a, b = record.issues, other.issues
    return len(a) == len(b) and all(
        np.array_equal(a[column], b[column]) for column in ("opened_at", "customer", "type")
    )


def time_to_met(record: Record) -> Floats:
    """Seconds from need to met, by issue; at most the limit, as for what is never met."""
    issues, limit = record.issues, limit_s(record)
    time = issues["met_at"] - issues["opened_at"]
    found: Floats = np.where(time <= limit, time, limit)
    return found


def limit_s(record: Record) -> float:
    """The longest time looked at: the run-out, or the whole run if it has none."""
    return record.stop_s - record.end_s or record.stop_s


def _most_different(same: Mapping[str, Record], measured: Ids) -> Pick:
    """Of the issues met under both variants if there are any: one never met is another story."""
    (baseline, record), *others = same.items()
    limit = limit_s(record)
    base = time_to_met(record)[measured]
    best, best_gap, best_met = Pick("", "", 0, ()), -1.0, False
    for name, other in others:
        times = time_to_met(other)[measured]
        met = (times < limit) & (base < limit)
        gaps = np.where(met | (not met.any()), np.abs(times - base), 0.0)
        at = int(np.argmax(gaps))
        if (bool(met.any()), float(gaps[at])) > (best_met, best_gap):
            best_met, best_gap = bool(met.any()), float(gaps[at])
            both = ", among the needs met under both" if best_met else ""
            chosen = f"its time to resolution differs most from that under {_name(baseline)}{both}"
            best = Pick("The one that differs most", chosen, int(measured[at]), (baseline, name))
    return best


def _story(pick: Pick, records: Mapping[str, Record], start: date) -> Story:
    tellings = tuple(tell(records[name], pick.issue, start, name) for name in pick.variants)
    outcomes = {
        name: outcome(record.issues[pick.issue], record.stop_s) for name, record in records.items()
    }
    customer = int(records[pick.variants[0]].issues["customer"][pick.issue])
    return Story(pick.title, pick.chosen, pick.issue, customer, tellings, outcomes)


def _name(variant: str) -> str:
    return f"“{variant.replace('_', ' ')}”"
