"""Defaults of behaviour that may be disputed: unit, range, source, grade.

A default is in force where a scenario states nothing. Grades: S strong, M moderate, W weak or
marketing, assumed: no source was found.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from sim.scenario.explicit import spoken
from sim.scenario.model import Scenario
from sim.scenario.reading import shape
from sim.scenario.reading.annotations import Assumption
from sim.scenario.values.part import Part


class Origin(NamedTuple):
    """Where a default comes from."""

    unit: str
    low: str
    high: str
    source: str
    grade: str
    note: str


NONE = "none found"
ORIGINS: dict[str, Origin] = {
    "clock.run_out": Origin(
        "time",
        "1 day",
        "8 weeks",
        "convention",
        "assumed",
        "late issues can still be met; the cap of times to resolution cannot be longer",
    ),
    "customers.segments.*.reach": Origin(
        "followers",
        "10",
        "10000",
        NONE,
        "assumed",
        "heavy-tailed in reality; state segments where reach matters",
    ),
    "demand.*.surges.*.decay": Origin(
        "time",
        "2 h",
        "7 days",
        NONE,
        "assumed",
        "mean of the exponential fading",
    ),
    "issue_types.*.resolves": Origin(
        "chance",
        "50 %",
        "100 %",
        "SQM Group: first-call resolution about 70 %, which includes what is passed on",
        "W",
        "by default a fix always meets the need, so that repeats are a choice one states",
    ),
    "issue_types.*.unresolvable": Origin(
        "chance",
        "0 %",
        "15 %",
        NONE,
        "assumed",
        "needs that nobody can meet",
    ),
    "issue_types.*.chase": Origin(
        "time",
        "30 s",
        "5 min",
        NONE,
        "assumed",
        "work of a contact made while the task is under way",
    ),
    "issue_types.*.recurs.contact_chance": Origin(
        "chance",
        "5 %",
        "100 %",
        NONE,
        "assumed",
        "how often repeated harm makes a contact",
    ),
    "channels.*.patience": Origin(
        "time",
        "1 min",
        "never",
        "Brown et al. 2005, JASA 100: callers do give up; the mean depends on the firm",
        "S",
        "never by default: theory without abandonment; state patience on live channels",
    ),
    "channels.*.at_closing": Origin(
        "rule",
        "keep",
        "disconnect",
        "Asterisk queues: hours keep out new callers only; `leavewhenempty` drops the rest",
        "W",
        "deferred channels, and live ones that queue when closed, keep",
    ),
    "channels.*.automatic_reply.seen_through": Origin(
        "chance",
        "10 %",
        "90 %",
        NONE,
        "assumed",
        "no automatic reply is sent unless it is stated",
    ),
    "channels.*.callback.after": Origin(
        "time",
        "0 s",
        "10 min",
        NONE,
        "assumed",
        "no callback is offered unless it is stated",
    ),
    "channels.*.callback.accepts": Origin(
        "chance",
        "10 %",
        "90 %",
        NONE,
        "assumed",
        "no callback is offered unless it is stated",
    ),
    "channels.*.callback.answers": Origin(
        "chance",
        "60 %",
        "100 %",
        NONE,
        "assumed",
        "by default whoever is called back is there",
    ),
    "channels.*.callback.not_reached_work": Origin(
        "time",
        "10 s",
        "2 min",
        NONE,
        "assumed",
        "ringing, a message on the machine, a note",
    ),
    "returns.*.chance": Origin(
        "chance",
        "0 %",
        "100 %",
        "trade statistic: 33 % of abandoners retry",
        "W",
        "nobody tries again unless it is stated",
    ),
    "returns.*.at_most": Origin(
        "contacts",
        "1",
        "100",
        "convention",
        "assumed",
        "stops endless circles",
    ),
    "returns.*.patience": Origin(
        "rule",
        "kept",
        "new",
        NONE,
        "assumed",
        "kept: one patience for all attempts, which those who gave up have used up",
    ),
    "teams.*.shrinkage.share": Origin(
        "share of paid time",
        "10 %",
        "35 %",
        "trade rule: 30 to 35 % in all",
        "W",
        "none unless stated",
    ),
    "teams.*.shrinkage.block": Origin(
        "time",
        "5 min",
        "2 h",
        NONE,
        "assumed",
        "length of a meeting or a coaching",
    ),
    "teams.*.when_busy": Origin(
        "rule",
        "shorten",
        "put_aside",
        "practice: agents finish the contact, then take their break",
        "assumed",
        "pauses worked through and lost would be capacity that nobody has",
    ),
    "teams.*.absence.share": Origin(
        "share of shifts",
        "0 %",
        "15 %",
        "trade rule: part of 30 to 35 % shrinkage",
        "W",
        "none unless stated",
    ),
    "teams.*.concurrency.slow_down": Origin(
        "share per further contact",
        "0 %",
        "60 %",
        "Goes et al. 2018, Management Science 64:3033: multitasking slows service; no slope",
        "S",
        "none unless stated",
    ),
    "teams.*.overtime_premium": Origin(
        "share of the wage",
        "0 %",
        "100 %",
        "US Fair Labor Standards Act: time and a half",
        "S",
        "other countries differ",
    ),
    "routing.among_equals": Origin(
        "rule",
        "longest_idle",
        "random",
        "ContactCenters' bilingual example: a free agent at random; usual: longest idle",
        "W",
        "between teams of equal rank only",
    ),
    "routing.transfers.*.after": Origin(
        "time",
        "20 s",
        "3 min",
        NONE,
        "assumed",
        "talk until the wrong team is noticed",
    ),
    "promise.within": Origin("time", "1 h", "7 days", NONE, "assumed", "of a fixed promise"),
    "promise.margin": Origin(
        "factor",
        "0.8",
        "3",
        "free choice of the firm",
        "assumed",
        "1 promises the expected time",
    ),
    "satisfaction.base": Origin(
        "points of 5",
        "3.5",
        "4.8",
        NONE,
        "assumed",
        "a need met at once, as expected",
    ),
    "satisfaction.denied": Origin("points", "-2.5", "0", NONE, "assumed", "a final no"),
    "satisfaction.unresolved": Origin(
        "points",
        "-3",
        "-0.5",
        "SQM Group: defection 5 % if resolved, 25 % if not",
        "W",
        "sign and order only are supported",
    ),
    "satisfaction.wait_slower": Origin(
        "points per doubling",
        "-1",
        "0",
        NONE,
        "assumed",
        "waiting longer than expected",
    ),
    "satisfaction.wait_faster": Origin(
        "points per doubling",
        "0",
        "0.5",
        NONE,
        "assumed",
        "negative surprises weigh more than positive ones",
    ),
    "satisfaction.per_extra_contact": Origin(
        "points per contact",
        "-1",
        "-0.1",
        "SQM Group: satisfaction -15 % per further call",
        "W",
        "0.15 of 4.2 would be -0.6; less here, as waiting is judged apart",
    ),
    "satisfaction.promise_kept": Origin("points", "0", "0.5", NONE, "assumed", ""),
    "satisfaction.promise_broken": Origin("points", "-2", "0", NONE, "assumed", ""),
    "satisfaction.spread": Origin(
        "points",
        "0.2",
        "1.5",
        NONE,
        "assumed",
        "scale of the logistic noise between customers",
    ),
}
"""By path in the language; ``*`` is any name or position."""


def defaults() -> list[Assumption]:
    """The disputable defaults with their values, in the order of the language."""
    return [
        Assumption(path, value_of(path), o.low, o.high, o.unit, o.source, o.grade, o.note)
        for path, o in ORIGINS.items()
    ]


def value_of(path: str) -> str:
    """What holds at a path when nobody states anything, as it would be written."""
    *above, key = path.split(".")
    hint: Any = Scenario
    for part in above:
        hint = shape.below(hint, 0 if part == "*" and shape.list_of(hint) else part)
    owner = shape.part_of(hint)
    if owner is None or not issubclass(owner, Part):
        raise KeyError(path)
    return spoken(owner, key)
