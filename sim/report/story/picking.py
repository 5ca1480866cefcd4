"""Which stories are worth telling: the median, the worst, and the one that differs most."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.record.record import Record
from sim.report.clock import duration
from sim.report.data.comparison import Story
from sim.report.story.telling import story_of, tell
from sim.report.words import quoted

Floats = npt.NDArray[np.float64]
Ids = npt.NDArray[np.intp]
PickName = Literal["median", "worst", "differs"]
ONLY = "no other need arose in the measured weeks"


def telling_stories(records: Mapping[str, Record], start: date) -> tuple[Story, ...]:
    """Three stories of the measured issues; ``records``: by variant, the baseline first.

    All of the same replication. Fewer when nothing or one need was measured, when there is one
    variant, or when the variants do not face the same needs, so that no issue is the same in two
    of them, or treat all alike.
    """
    record = next(iter(records.values()))
    same = {name: other for name, other in records.items() if same_needs(record, other)}
    once = {(pick.issue, pick.variants): pick for pick in reversed(picks(same).values())}
    return tuple(_story(pick, same, start) for pick in reversed(once.values()))


class Pick(NamedTuple):
    """An issue, why it was chosen, and the variants under which it is told."""

    title: str
    chosen: str
    issue: int
    variants: tuple[str, ...]


def picks(records: Mapping[str, Record]) -> dict[PickName, Pick]:
    """The issues worth telling: ``median``, ``worst`` and, of several variants, ``differs``.

    ``records``: by variant, the baseline first, all with the same needs. None when nothing was
    measured; no ``differs`` when no need takes another time under another variant.
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
    if (apart := _most_different(records, measured)) is not None:
        found["differs"] = apart
    return found


def _median(record: Record, measured: Ids, baseline: str) -> Pick:
    times = time_to_met(record)[measured]
    middle = np.argsort(times, kind="stable")[(len(times) - 1) // 2]
    under = f"under {quoted(baseline)}"
    if len(measured) == 1:
        chosen = ONLY
    elif is_met(record)[measured[middle]]:
        chosen = f"half of all needs are met as fast or faster, half no faster or never, {under}"
    else:
        chosen = f"at least half of all needs, like this one, are {_unmet(record)} {under}"
    return Pick("The median", chosen, int(measured[middle]), (baseline,))


def _worst(record: Record, measured: Ids, baseline: str) -> Pick:
    times = time_to_met(record)[measured]
    made = np.bincount(record.contacts["issue"], minlength=len(record.issues))[measured]
    at = np.lexsort((-measured, made, times))[-1]
    unmet, under = not is_met(record)[measured[at]], f"under {quoted(baseline)}"
    equals = int((times == times[at]).sum())
    if len(measured) == 1:
        chosen = ONLY
    elif unmet and equals == 1:
        chosen = f"no other need is {_unmet(record)} {under}"
    elif unmet:
        chosen = f"of the {equals} needs {_unmet(record)} {under} none took more contacts"
    else:
        chosen = f"no need took longer to be met {under}"
        chosen += f"; of the {equals} that took as long none took more contacts" * (equals > 1)
    return Pick("The worst", chosen, int(measured[at]), (baseline,))


def _unmet(record: Record) -> str:
    """What is said of needs that count as the longest time."""
    run_out = record.stop_s - record.end_s
    return f"not met within {duration(run_out)}" if run_out else "not met by the end of the run"


def same_needs(record: Record, other: Record) -> bool:
    """Whether two records begin with the same issues of the same customers."""
    a, b = record.issues, other.issues
    return len(a) == len(b) and all(
        np.array_equal(a[column], b[column]) for column in ("opened_at", "customer", "type")
    )


def time_to_met(record: Record) -> Floats:
    """Seconds from need to met, by issue; at most the limit, as for what is never met."""
    time = record.issues["met_at"] - record.issues["opened_at"]
    found: Floats = np.where(is_met(record), time, limit_s(record))
    return found


def is_met(record: Record) -> npt.NDArray[np.bool_]:
    """Which issues are met within the limit."""
    issues = record.issues
    return np.asarray(issues["met_at"] - issues["opened_at"] <= limit_s(record))


def limit_s(record: Record) -> float:
    """The longest time looked at: the run-out, or the whole run if it has none."""
    return record.stop_s - record.end_s or record.stop_s


def _most_different(same: Mapping[str, Record], measured: Ids) -> Pick | None:
    """Of the issues met under both variants if there are any: one never met is another story.

    None if no issue takes another time.
    """
    (baseline, record), *others = same.items()
    base = time_to_met(record)[measured]
    best: Pick | None = None
    best_gap, best_met = 0.0, False
    for name, other in others:
        times = time_to_met(other)[measured]
        apart = np.abs(times - base)
        gaps = np.where((is_met(other) & is_met(record))[measured], apart, 0.0)
        met = bool(gaps.any())
        gaps = gaps if met else apart
        at = int(np.argmax(gaps))
        if gaps[at] > 0.0 and (met, float(gaps[at])) > (best_met, best_gap):
            best_met, best_gap = met, float(gaps[at])
            chosen = f"its time to resolution differs most from that under {quoted(baseline)}"
            chosen += (
                ", among the needs met under both"
                if best_met
                else f"; under one of the two it is {_unmet(record)}"
            )
            best = Pick("The one that differs most", chosen, int(measured[at]), (baseline, name))
    return best


def _story(pick: Pick, records: Mapping[str, Record], start: date) -> Story:
    tellings = [tell(records[name], pick.issue, start, name) for name in pick.variants]
    return story_of(pick.issue, records, tellings, pick.title, pick.chosen)
