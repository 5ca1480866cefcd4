"""What a report shows: plain data, saved as ``report.json`` and read back without running again.

Numbers that are not known are nan (null in the file). Shares are fractions, amounts are in the
scenario's currency, times carry their unit in the name.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from math import isfinite, nan
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from sim.experiment.sample import Estimate as Estimate

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Form = TypeVar("Form")


class Curve(NamedTuple):
    """Values with the half-widths of their pointwise 95 % intervals, of one length."""

    mean: tuple[float, ...]
    half: tuple[float, ...]


class Measure(NamedTuple):
    """What a KPI means; ``direction``: which values are better (higher, lower, neutral)."""

    unit: str
    direction: str
    formula: str
    source: str


class Difference(NamedTuple):
    """A variant's mean paired difference from the baseline and what it shows, in a word.

    ``estimate``: its interval holds for all variants at once. ``pairing``: variance of a
    difference of independent runs ÷ that of the paired ones.
    """

    estimate: Estimate
    verdict: str
    pairing: float


class Assumption(NamedTuple):
    """A value of the scenario that states where it comes from, all as written.

    ``variants``: those that have it; empty for all.
    """

    path: str
    value: str
    low: str
    high: str
    unit: str
    source: str
    grade: str
    note: str
    variants: tuple[str, ...]


class Swing(NamedTuple):
    """What one assumption does to a difference on its own: at the two ends of its range.

    ``low`` and ``high``: the ends as written. ``swing``: the difference at the high end less
    that at the low one.
    """

    path: str
    low: str
    high: str
    at_low: Estimate
    at_high: Estimate
    swing: Estimate


class Wins(NamedTuple):
    """In how much of the space of all ranges a difference keeps its sign.

    ``share``: of the points, with its interval; ``shown``, ``opposite``: those at which the
    interval of the difference shows it, or shows the opposite.
    """

    points: int
    share: float
    low: float
    high: float
    shown: float
    opposite: float


NO_POINTS = Wins(0, nan, nan, nan, nan, nan)


class Effect(NamedTuple):
    """What moving an assumption through its range does, over the ranges of all others (Morris).

    ``size``: mean of the sizes, with the half-width of its interval; ``spread``: their standard
    deviation, which tells of interactions.
    """

    path: str
    size: float
    half: float
    spread: float


class Sensitivity(NamedTuple):
    """How the difference of a variant from the baseline in a KPI hangs on assumptions.

    ``direction``: which values of the KPI are better. ``base``: with all assumptions as they
    are; ``swings``: the widest first. ``wins``, ``effects``: without points, and empty, where
    that was not looked at. ``fixed``: assumptions whose range could not be varied.
    """

    variant: str
    baseline: str
    kpi: str
    direction: str
    replications: int
    base: Estimate
    swings: tuple[Swing, ...]
    wins: Wins = NO_POINTS
    effects: tuple[Effect, ...] = ()
    fixed: tuple[str, ...] = ()


class Channel(NamedTuple):
    """``kind``: live or deferred. The service target: share answered within seconds, or nan."""

    name: str
    kind: str
    target_share: float
    target_s: float


class Happening(NamedTuple):
    """A moment of a story. ``kind``: need, contact, answer, work, promise, task, good, bad,
    end, or pause for a long time in which nothing happens."""

    at_s: float
    when: str
    kind: str
    text: str


class Telling(NamedTuple):
    """A story as it went under a variant; ``sum_up`` says in a sentence how it ended."""

    variant: str
    sum_up: str
    happenings: tuple[Happening, ...]


class Story(NamedTuple):
    """One issue of one customer, chosen as ``title`` says; ``outcomes``: by variant, in a word."""

    title: str
    chosen: str
    issue: int
    customer: int
    tellings: tuple[Telling, ...]
    outcomes: dict[str, str]


@dataclass(frozen=True)
class Variant:
    """What one variant gave.

    planned_paid_h, planned_cost: of an average week. same: what it states to have in common
    with the baseline (``paid_hours``, ``cost`` or nothing). kpis: estimates by KPI.
    differences: from the baseline by KPI, for the baseline itself empty. curves: by the names
    of ``sim.kpi.summary``. front: chance of being on the front of satisfaction against cost.
    """

    name: str
    about: str
    planned_paid_h: float
    planned_cost: float
    same: str
    overrides: tuple[str, ...]
    kpis: dict[str, Estimate]
    differences: dict[str, Difference]
    curves: dict[str, Curve]
    front: float


@dataclass(frozen=True)
class ReportInput:
    """Everything a report shows. ``variants`` begins with the baseline.

    matters: least differences of interest by KPI, where the scenario states them.
    hint: the command that finds what a difference depends on, or nothing.
    weeks: length of the measured window. resolution_h, waits_s, lateness_h: where the curves
    ``resolution``, ``waits.<channel>`` and ``lateness`` are taken. notes: what is doubtful.
    provenance: what ran and on what, in the order to show.
    """

    scenario: str
    about: str
    currency: str
    weeks: float
    replications: int
    seed: int
    channels: tuple[Channel, ...]
    types: tuple[str, ...]
    segments: tuple[str, ...]
    desks: tuple[str, ...]
    teams: tuple[str, ...]
    variants: tuple[Variant, ...]
    measures: dict[str, Measure]
    resolution_h: tuple[float, ...]
    waits_s: tuple[float, ...]
    lateness_h: tuple[float, ...]
    assumptions: tuple[Assumption, ...] = ()
    sensitivities: tuple[Sensitivity, ...] = ()
    stories: tuple[Story, ...] = ()
    notes: tuple[str, ...] = ()
    provenance: dict[str, str] = field(default_factory=dict)
    matters: dict[str, float] = field(default_factory=dict)
    hint: str = ""

    @property
    def baseline(self) -> Variant:
        """The variant with which the others are compared."""
        return self.variants[0]

    @property
    def others(self) -> tuple[Variant, ...]:
        """The variants that are compared with the baseline."""
        return self.variants[1:]


def to_json(data: DataclassInstance) -> str:
    """What a page shows as compact JSON text."""
    plain = _without_nan(asdict(data))
    return json.dumps(plain, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def from_json(text: str) -> ReportInput:
    """The input of ``to_json`` again. Raises ValueError for a text of another form."""
    return read_as(ReportInput, text)


def read_as(form: type[Form], text: str) -> Form:
    """A dataclass of plain data from its JSON text. Raises ValueError for another form."""
    from pydantic import TypeAdapter

    return TypeAdapter(form).validate_python(_with_nan(json.loads(text)))


def _without_nan(data: Any) -> Any:
    if isinstance(data, float):
        return data if isfinite(data) else None
    if isinstance(data, dict):
        return {key: _without_nan(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_without_nan(value) for value in data]
    return data


def _with_nan(data: Any) -> Any:
    if data is None:
        return float("nan")
    if isinstance(data, dict):
        return {key: _with_nan(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_with_nan(value) for value in data]
    return data
