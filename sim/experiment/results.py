"""Results of experiments: plain numbers by KPI and replication, with estimates on demand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim.experiment import paired, printed
from sim.experiment.choosing import Aim, Chosen, Kept, chosen, screened
from sim.experiment.paired import Paired
from sim.experiment.sample import Estimate, Floats, Sample, estimates
from sim.experiment.steps import Planned
from sim.stats import (
    Direction,
    Intervals,
    Verdict,
    bonferroni,
    mean_intervals,
    ratio_intervals,
    simultaneous_intervals,
    verdict,
)

if TYPE_CHECKING:
    import pandas as pd

    from sim.experiment.watch import Watch
    from sim.record.record import Record
    from sim.scenario.model import Scenario


class Measure(NamedTuple):
    """Unit of a KPI (amounts in the scenario's currency) and which of its values are better."""

    unit: str
    direction: Direction


@dataclass(frozen=True)
class RunResult:
    """Replications of one variant.

    ``scenario`` and ``variant`` are names; ``resolved`` is the scenario that ran, ``explicit``
    its text, ``planned`` what it plans to pay for in a week. ``same``: what the variant says
    equals the baseline's (``paid_hours`` or ``cost``). ``overrides``: what was set on top of
    the file. ``notes``: what is doubtful about the first replication's numbers. ``records`` is
    empty unless asked for. ``matters``: the least differences of interest, in the units of the
    measures, that the scenario states. ``watch``: what a report shows of the records, None unless
    asked for.
    """

    scenario: str
    variant: str
    seed: int
    engine: str
    version: str
    sample: Sample
    measures: Mapping[str, Measure]
    resolved: Scenario
    explicit: str
    planned: Planned
    same: str | None = None
    overrides: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    records: tuple[Record, ...] = ()
    matters: Mapping[str, float] = field(default_factory=dict)
    watch: Watch | None = field(default=None, repr=False, compare=False)

    @property
    def runs(self) -> Mapping[str, RunResult]:
        """Itself by the name of its variant, as a comparison has several."""
        return {self.variant: self}

    @property
    def replications(self) -> int:
        """Number of independent repetitions."""
        return len(self.sample.table)

    @cached_property
    def values(self) -> Mapping[str, Floats]:
        """By KPI: the value in each replication, nan where it is undefined."""
        columns = dict(zip(self.sample.names, self.sample.table.T, strict=True))
        return MappingProxyType(columns)

    @cached_property
    def kpis(self) -> Mapping[str, Estimate]:
        """By KPI: mean over the replications that define it, with a 95 % Student interval.

        The mean of a ratio is the mean of the replications' ratios. ``low`` and ``high`` are
        nan with fewer than two replications.
        """
        units = {name: measure.unit for name, measure in self.measures.items()}
        intervals = mean_intervals(self.sample.table)
        return MappingProxyType(estimates(self.sample.names, intervals, units))

    @cached_property
    def ratios(self) -> Mapping[str, Estimate]:
        """By KPI that is a ratio: the ratio of sums over all replications, with its interval.

        A busy replication counts for more in it than in ``kpis``; the interval is the
        jackknife's at 95 %.
        """
        sample, units = self.sample, {name: measure.unit for name, measure in self.measures.items()}
        where = paired.ratio_columns(sample)
        names = [sample.names[at] for at in where]
        found = ratio_intervals(sample.numerators[:, where], sample.denominators[:, where])
        return MappingProxyType(estimates(names, found, units))

    def to_dict(self) -> dict[str, Any]:
        """Estimates as plain data, the form that ``supportsim run --json`` prints."""
        return printed.run(self)

    def to_json(self) -> str:
        """``to_dict`` as text."""
        return printed.as_json(self.to_dict())

    def to_frame(self) -> pd.DataFrame:
        """Values with a row for each replication and a column for each KPI."""
        import pandas as pd

        index = pd.RangeIndex(self.replications, name="replication")
        return pd.DataFrame(self.sample.table, index=index, columns=list(self.sample.names))


@dataclass(frozen=True)
class CompareResult:
    """Several variants that faced the same customers; ``runs`` begins with the baseline.

    ``aim``: of what the best variant was sought, if it was. ``watch``: what a report shows of the
    records, None unless asked for.
    """

    scenario: str
    baseline: str
    runs: Mapping[str, RunResult]
    aim: Aim | None = None
    watch: Watch | None = field(default=None, repr=False, compare=False)

    @property
    def seed(self) -> int:
        """The seed all variants share."""
        return self.runs[self.baseline].seed

    @property
    def replications(self) -> int:
        """Number of independent repetitions of each variant."""
        return self.runs[self.baseline].replications

    @property
    def engine(self) -> str:
        """Name of the engine that ran."""
        return self.runs[self.baseline].engine

    @property
    def version(self) -> str:
        """Version of the program that ran."""
        return self.runs[self.baseline].version

    @cached_property
    def values(self) -> Mapping[str, Mapping[str, Floats]]:
        """By variant and KPI: the value in each replication."""
        return MappingProxyType({name: run.values for name, run in self.runs.items()})

    @cached_property
    def differences(self) -> Mapping[str, Mapping[str, Estimate]]:
        """By variant (but the baseline) and KPI: mean paired difference from the baseline.

        Replications are paired, since they share their customers; the interval is Student's
        at 95 %. KPIs that only one of the two has are left out.
        """
        others = (name for name in self.runs if name != self.baseline)
        return MappingProxyType({name: self._difference(name) for name in others})

    @cached_property
    def ratio_differences(self) -> Mapping[str, Mapping[str, Estimate]]:
        """By variant (but the baseline) and KPI that is a ratio: difference of ratios of sums.

        Replications are paired; the interval is the jackknife's at 95 %.
        """
        return MappingProxyType({name: self._ratio_difference(name) for name in self.differences})

    @cached_property
    def pairings(self) -> Mapping[str, Mapping[str, Paired]]:
        """By variant (but the baseline) and KPI: what the common customers have saved."""
        return MappingProxyType({name: self._pairing(name) for name in self.differences})

    def simultaneous(self, kpi: str) -> Mapping[str, Estimate]:
        """By variant (but the baseline) that has ``kpi``: its difference from the baseline.

        The 95 % intervals hold for all variants at once (max-t, Bonferroni where that cannot
        be had); with one variant they are those of ``differences``. Raises KeyError for a KPI
        that the baseline lacks.
        """
        if kpi not in self._at_once:
            from sim.kpi import difference_limits

            base = self.runs[self.baseline].values[kpi]
            names = [name for name, found in self.differences.items() if kpi in found]
            table = np.stack([self.runs[name].values[kpi] - base for name in names], axis=1)
            found = simultaneous_intervals(table)
            unit = self.runs[self.baseline].measures[kpi].unit
            # Columns are variants here, so that the name of the measure is told apart.
            found = found.within(*difference_limits(kpi, unit))
            self._at_once[kpi] = {
                name: Estimate(*found.at(column), unit) for column, name in enumerate(names)
            }
        return MappingProxyType(self._at_once[kpi])

    def verdict(self, variant: str, kpi: str) -> Verdict:
        """What the difference of ``variant`` from the baseline shows about ``kpi``.

        It is judged by the interval that holds for all variants at once, and by the least
        difference that matters, if the baseline's scenario states one.
        """
        direction = self.runs[variant].measures[kpi].direction
        matters = self.runs[self.baseline].matters.get(kpi, 0.0)
        if matters == 0.0:
            # The wanted interval lies between these two, and takes far longer.
            narrow, wide = self.differences[variant][kpi], self._widest[variant][kpi]
            word = verdict(narrow.low, narrow.high, direction)
            if word == verdict(wide.low, wide.high, direction):
                return word
        found = self.simultaneous(kpi)[variant]
        return verdict(found.low, found.high, direction, matters)

    def screened(self, kpi: str) -> Kept | None:
        """The variants not shown to be worse than another in ``kpi``.

        The best is among them with 95 %. None for a measure that no variant has, that has no
        better side, or that fewer than two replications define for all variants.
        """
        measure = self._measure(kpi)
        samples = {name: run.sample for name, run in self.runs.items()}
        return None if measure is None else screened(samples, kpi, measure.direction)

    @cached_property
    def chosen(self) -> Chosen | None:
        """The selected variant and how it came about; None when none was sought."""
        measure = None if self.aim is None else self._measure(self.aim.kpi)
        if self.aim is None or measure is None:
            return None
        samples = {name: run.sample for name, run in self.runs.items()}
        return chosen(samples, self.aim, *measure)

    def to_dict(self) -> dict[str, Any]:
        """Estimates as plain data, the form that ``supportsim compare --json`` prints."""
        return printed.comparison(self)

    def to_json(self) -> str:
        """``to_dict`` as text."""
        return printed.as_json(self.to_dict())

    def to_frame(self) -> pd.DataFrame:
        """Values with a row for each (variant, replication) and a column for each KPI."""
        import pandas as pd

        frames = {name: run.to_frame() for name, run in self.runs.items()}
        return pd.concat(frames, names=["variant"])

    def _measure(self, kpi: str) -> Measure | None:
        """Of the first variant that has it."""
        found = (run.measures[kpi] for run in self.runs.values() if kpi in run.measures)
        return next(found, None)

    def _difference(self, variant: str, confidence: float = 0.95) -> Mapping[str, Estimate]:
        run, baseline = self.runs[variant], self.runs[self.baseline].sample
        found = paired.differences(run.sample, baseline, confidence)
        return _estimates(run, paired.shared(run.sample, baseline), found)

    def _ratio_difference(self, variant: str) -> Mapping[str, Estimate]:
        run, baseline = self.runs[variant], self.runs[self.baseline].sample
        found = paired.ratio_differences(run.sample, baseline)
        return _estimates(run, paired.shared_ratios(run.sample, baseline), found)

    def _pairing(self, variant: str) -> Mapping[str, Paired]:
        found = paired.pairings(self.runs[variant].sample, self.runs[self.baseline].sample)
        return MappingProxyType(found)

    @cached_property
    def _at_once(self) -> dict[str, dict[str, Estimate]]:
        return {}

    @cached_property
    def _widest(self) -> Mapping[str, Mapping[str, Estimate]]:
        """Differences with Bonferroni's intervals."""
        confidence = bonferroni(0.95, len(self.differences))
        return {name: self._difference(name, confidence) for name in self.differences}


def _estimates(run: RunResult, names: list[str], found: Intervals) -> Mapping[str, Estimate]:
    """Of differences."""
    units = {name: run.measures[name].unit for name in names}
    return MappingProxyType(estimates(names, found, units, differences=True))
