"""What a report of variants shows, saved as ``report.json`` and read back without running again.

Numbers that are not known are nan (null in the file). Shares are fractions, amounts are in the
scenario's currency, times carry their unit in the name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from sim.report.data.json_form import UNLESS_EMPTY, read_as
from sim.report.data.measures import Curve, Difference, Estimate, Measure, Target
from sim.report.data.sensitivity import Assumption, Sensitivity


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
    targets: what it is to meet, judged.
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
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True)
class ReportInput:
    """Everything a report shows. ``variants`` begins with the baseline.

    matters: least differences of interest by KPI, where the scenario states them.
    asked: measures that were asked for beside the usual ones.
    labels: what variants are called, by name; those that have a label.
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
    asked: tuple[str, ...] = ()
    labels: dict[str, str] = field(default_factory=dict, metadata=UNLESS_EMPTY)

    @property
    def baseline(self) -> Variant:
        """The variant with which the others are compared."""
        return self.variants[0]

    @property
    def others(self) -> tuple[Variant, ...]:
        """The variants that are compared with the baseline."""
        return self.variants[1:]


def from_json(text: str) -> ReportInput:
    """The input of ``to_json`` again. Raises ValueError for a text of another form."""
    return read_as(ReportInput, text)
