"""The result of a run: numbers by KPI and replication, with estimates on demand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.experiment.measures import Measure, measure_of
from sim.experiment.objectives import matters_of, objectives_of
from sim.experiment.results import plain
from sim.experiment.results.by_name import ByName
from sim.experiment.results.full_estimate import FullEstimate, check_confidence, full_estimates
from sim.experiment.results.paired import ratio_columns
from sim.experiment.results.sample import Estimate, Floats, Sample, estimates
from sim.experiment.results.targets import Judged, judged
from sim.experiment.shown import Shown
from sim.scenario import planned_cost, planned_paid_hours
from sim.stats import mean_intervals, ratio_intervals

if TYPE_CHECKING:
    import pandas as pd

    from sim.experiment.watch import Watch
    from sim.own_rules import OwnRules
    from sim.record.record import Record
    from sim.scenario import ScenarioFile
    from sim.scenario.model import Scenario


MEASURE = "measure"
"""Of what the names in a result are."""


class Planned(NamedTuple):
    """What a variant plans to pay for in an average week, before anybody is ill or late."""

    paid_h: float
    cost: float


@dataclass(frozen=True, repr=False)
class RunResult(Shown):
    """Replications of one variant.

    ``scenario`` and ``variant`` are names; ``resolved`` is the scenario that ran, ``explicit``
    its text. ``same``: what the variant says
    equals the baseline's (``paid_hours`` or ``cost``). ``overrides``: what was set on top of
    the file. ``notes``: what is doubtful about the first replication's numbers. ``records`` is
    empty unless asked for. ``watch``: what a report shows of the records, None unless asked for.
    ``file``: that of the scenario; None for a result from a results folder.
    ``rules``: of a user's own, if any said who takes what. ``label``: what the variant is called
    where results are shown, empty for its name.
    """

    scenario: str
    variant: str
    seed: int
    engine: str
    version: str
    sample: Sample
    resolved: Scenario
    explicit: str
    same: str | None = None
    overrides: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    records: tuple[Record, ...] = ()
    watch: Watch | None = field(default=None, compare=False)
    file: ScenarioFile | None = field(default=None, compare=False)
    rules: OwnRules | None = None
    label: str = ""

    @property
    def shown_as(self) -> str:
        """The variant's label, or its name."""
        return self.label or self.variant

    @property
    def runs(self) -> Mapping[str, RunResult]:
        """Itself by the name of its variant, as a comparison has several."""
        return {self.variant: self}

    @property
    def replications(self) -> int:
        """Number of independent repetitions."""
        return len(self.sample.table)

    @cached_property
    def measures(self) -> Mapping[str, Measure]:
        """Unit and direction by KPI."""
        currency = self.resolved.cost.currency
        return ByName(MEASURE, {n: measure_of(n, currency) for n in self.sample.names})

    @cached_property
    def matters(self) -> Mapping[str, float]:
        """The least differences of interest that the scenario states, in the units of the KPIs."""
        return ByName(MEASURE, matters_of(self.resolved))

    @cached_property
    def targets(self) -> tuple[Judged, ...]:
        """The targets of channels and others that the scenario states, judged all at once."""
        return judged(self.sample, objectives_of(self.resolved))

    @cached_property
    def planned(self) -> Planned:
        """Paid hours and pay of an average week, all teams together."""
        paid_h, cost = planned_paid_hours(self.resolved), planned_cost(self.resolved)
        return Planned(sum(paid_h.values()), sum(cost.values()))

    @cached_property
    def values(self) -> Mapping[str, Floats]:
        """By KPI: the value in each replication, nan where it is undefined."""
        columns = dict(zip(self.sample.names, self.sample.table.T, strict=True))
        return ByName(MEASURE, columns)

    @cached_property
    def kpis(self) -> Mapping[str, Estimate]:
        """By KPI: mean over the replications that define it, with a 95 % Student interval.

        The mean of a ratio is the mean of the replications' ratios. ``low`` and ``high`` are
        nan with fewer than two replications.
        """
        intervals = mean_intervals(self.sample.table)
        return ByName(MEASURE, estimates(self.sample.names, intervals, self._units))

    def estimates(self, confidence: float = 0.95) -> Mapping[str, FullEstimate]:
        """By KPI: as ``kpis``, at any confidence between 0 and 1, with the standard error.

        Raises RequestError for another confidence.
        """
        check_confidence(confidence)
        found = mean_intervals(self.sample.table, confidence)
        return ByName(MEASURE, full_estimates(self.sample.names, found, self._units, confidence))

    @cached_property
    def ratios(self) -> Mapping[str, Estimate]:
        """By KPI that is a ratio: the ratio of sums over all replications, with its interval.

        A busy replication counts for more in it than in ``kpis``; the interval is the
        jackknife's at 95 %.
        """
        sample, where = self.sample, ratio_columns(self.sample)
        names = [sample.names[at] for at in where]
        found = ratio_intervals(sample.numerators[:, where], sample.denominators[:, where])
        return ByName(MEASURE, estimates(names, found, self._units))

    def to_dict(self) -> dict[str, Any]:
        """Estimates as plain data, the form that ``supportsim run --json`` prints."""
        return {
            "scenario": self.scenario,
            "variant": self.variant,
            "seed": self.seed,
            "replications": self.replications,
            "engine": self.engine,
            "version": self.version,
            **self.plain_estimates(),
        }

    def plain_estimates(self) -> dict[str, Any]:
        """A label and the rules of a user's own, if there were any, and the estimates."""
        label = {"label": self.label} if self.label else {}
        rules = {} if self.rules is None else {"rules": self.rules.identity}
        targets = {"targets": plain.targets(self.targets)} if self.targets else {}
        return {**label, **rules, "kpis": plain.estimates(self.kpis, self.ratios), **targets}

    def to_json(self) -> str:
        """``to_dict`` as text."""
        return plain.as_json(self.to_dict())

    def estimates_frame(self, confidence: float = 0.95) -> pd.DataFrame:
        """``estimates`` with a row for each KPI, and which direction is better."""
        import pandas as pd

        found = self.estimates(confidence)
        frame = pd.DataFrame(found.values(), index=pd.Index(found, name="measure"))
        return frame.assign(better=[self.measures[name].direction for name in found])

    @cached_property
    def _units(self) -> dict[str, str]:
        return {name: measure.unit for name, measure in self.measures.items()}

    def to_frame(self) -> pd.DataFrame:
        """Values with a row for each replication and a column for each KPI."""
        import pandas as pd

        index = pd.RangeIndex(self.replications, name="replication")
        return pd.DataFrame(self.sample.table, index=index, columns=list(self.sample.names))
