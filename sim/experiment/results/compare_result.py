"""The result of a comparison: differences of variants from the baseline, and what they show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import isfinite
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.experiment.measures import Measure
from sim.experiment.results import paired, plain
from sim.experiment.results.by_name import ByName
from sim.experiment.results.full_estimate import FullEstimate, check_confidence, full_estimates
from sim.experiment.results.paired import Paired
from sim.experiment.results.run_result import MEASURE, RunResult
from sim.experiment.results.sample import Estimate, Floats, estimates
from sim.experiment.results.selection import MAIN, Aim, Chosen, Screened, chosen, screened
from sim.experiment.shown import Shown
from sim.kpi import difference_limits
from sim.stats import Intervals, Verdict, bonferroni, simultaneous_intervals, verdict

if TYPE_CHECKING:
    import pandas as pd

    from sim.experiment.watch import Watch
    from sim.scenario import ScenarioFile


VARIANT = "variant"


@dataclass(frozen=True, repr=False)
class CompareResult(Shown):
    """Several variants that faced the same customers; ``runs`` begins with the baseline.

    ``aim``: of what the best variant was sought, if it was. ``asked``: measures that are to be
    shown beside the usual ones. ``watch``: what a report shows of the records, None unless asked
    for. ``file``: that of the scenario; None for a result from a results folder.
    """

    scenario: str
    baseline: str
    runs: Mapping[str, RunResult]
    aim: Aim | None = None
    asked: tuple[str, ...] = ()
    watch: Watch | None = field(default=None, compare=False)
    file: ScenarioFile | None = field(default=None, compare=False)

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
        return ByName(VARIANT, {name: run.values for name, run in self.runs.items()})

    @cached_property
    def differences(self) -> Mapping[str, Mapping[str, Estimate]]:
        """By variant (but the baseline) and KPI: mean paired difference from the baseline.

        Replications are paired, since they share their customers; the interval is Student's
        at 95 %. KPIs that only one of the two has are left out.
        """
        others = (name for name in self.runs if name != self.baseline)
        return ByName(VARIANT, {name: self._difference(name) for name in others})

    @cached_property
    def ratio_differences(self) -> Mapping[str, Mapping[str, Estimate]]:
        """By variant (but the baseline) and KPI that is a ratio: difference of ratios of sums.

        Replications are paired; the interval is the jackknife's at 95 %.
        """
        return ByName(VARIANT, {name: self._ratio_difference(name) for name in self.differences})

    @cached_property
    def pairings(self) -> Mapping[str, Mapping[str, Paired]]:
        """By variant (but the baseline) and KPI: what the common customers have saved."""
        return ByName(VARIANT, {name: self._pairing(name) for name in self.differences})

    def simultaneous(self, kpi: str, confidence: float = 0.95) -> Mapping[str, Estimate]:
        """By variant (but the baseline) that has ``kpi``: its difference from the baseline.

        The intervals hold for all variants at once (max-t, Bonferroni where that cannot be had);
        with one variant they are those of ``differences``. Raises KeyError for a KPI that the
        baseline lacks, RequestError for a confidence that is not between 0 and 1.
        """
        check_confidence(confidence)
        if (kpi, confidence) not in self._at_once:
            base = self.runs[self.baseline].values[kpi]
            names = [name for name, found in self.differences.items() if kpi in found]
            table = np.stack([self.runs[name].values[kpi] - base for name in names], axis=1)
            found = simultaneous_intervals(table, confidence)
            unit = self.runs[self.baseline].measures[kpi].unit
            # Columns are variants here, so that the name of the measure is told apart.
            found = found.within(*difference_limits(kpi, unit))
            self._at_once[kpi, confidence] = {
                name: Estimate(*found.at(column), unit) for column, name in enumerate(names)
            }
        return ByName(VARIANT, self._at_once[kpi, confidence])

    def verdict(self, variant: str, kpi: str) -> Verdict:
        """What the difference of ``variant`` from the baseline shows about ``kpi``.

        It is judged by the interval that holds for all variants at once, and by the least
        difference that matters, if the baseline's scenario states one.
        """
        direction = self.runs[variant].measures[kpi].direction
        if not self.runs[self.baseline].matters.get(kpi):
            # The wanted interval lies between these two, and takes far longer.
            narrow, wide = self.differences[variant][kpi], self._widest[variant][kpi]
            word = verdict(narrow.low, narrow.high, direction)
            if word == verdict(wide.low, wide.high, direction):
                return word
        return self._judged(variant, kpi, self.simultaneous(kpi)[variant])

    def _judged(self, variant: str, kpi: str, found: Estimate) -> Verdict:
        direction = self.runs[variant].measures[kpi].direction
        matters = self.runs[self.baseline].matters.get(kpi, 0.0)
        return verdict(found.low, found.high, direction, matters)

    def screened(self, kpi: str) -> Screened | None:
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
        return {
            "scenario": self.scenario,
            "baseline": self.baseline,
            "seed": self.seed,
            "replications": self.replications,
            "engine": self.engine,
            "version": self.version,
            "variants": {name: run.plain_estimates() for name, run in self.runs.items()},
            "differences": {name: self._plain_differences(name) for name in self.differences},
            "not_shown_worse": self._not_shown_worse(),
            "best": None if self.chosen is None else plain.choice(self.chosen),
        }

    def to_json(self) -> str:
        """``to_dict`` as text."""
        return plain.as_json(self.to_dict())

    def to_frame(self) -> pd.DataFrame:
        """Values with a row for each (variant, replication) and a column for each KPI."""
        import pandas as pd

        frames = {name: run.to_frame() for name, run in self.runs.items()}
        return pd.concat(frames, names=["variant"])

    def differences_frame(
        self, measures: Iterable[str] | None = None, confidence: float = 0.95
    ) -> pd.DataFrame:
        """Differences from the baseline with a row for each (variant, measure).

        ``low`` to ``high`` holds for this one difference, ``simultaneous_low`` to
        ``simultaneous_high`` for those of all variants at once; ``verdict`` is what the latter
        shows (see ``verdict``), ``better`` which direction of the measure is. ``correlation``,
        ``pairing_factor``: what the common customers have saved (see ``pairings``).
        ``measures``: None for all that a variant shares with the baseline. Shares differ by
        shares: 0.01 is a percentage point. Raises KeyError for a measure that there is not,
        RequestError for a confidence that is not between 0 and 1.
        """
        import pandas as pd

        check_confidence(confidence)
        wanted = None if measures is None else list(measures)
        for name in wanted or ():
            self.runs[self.baseline].measures[name]
        rows = {
            (variant, name): self._difference_row(variant, name, one)
            for variant in self.differences
            for name, one in self._full_differences(variant, confidence).items()
            if wanted is None or name in wanted
        }
        names = [[variant for variant, _ in rows], [name for _, name in rows]]
        index = pd.MultiIndex.from_arrays(names, names=["variant", "measure"])
        return pd.DataFrame(rows.values(), index=index)

    def _full_differences(self, variant: str, confidence: float) -> dict[str, FullEstimate]:
        run, baseline = self.runs[variant], self.runs[self.baseline].sample
        found = paired.differences(run.sample, baseline, confidence)
        names = paired.shared(run.sample, baseline)
        return full_estimates(names, found, _units(run, names), confidence, differences=True)

    def _difference_row(self, variant: str, kpi: str, one: FullEstimate) -> dict[str, Any]:
        at_once = self.simultaneous(kpi, one.confidence)[variant]
        pair = self.pairings[variant][kpi]
        return {
            **one._asdict(),
            "simultaneous_low": at_once.low,
            "simultaneous_high": at_once.high,
            "better": self.runs[variant].measures[kpi].direction,
            "verdict": self._judged(variant, kpi, at_once),
            "correlation": pair.correlation,
            "pairing_factor": pair.factor,
        }

    def _plain_differences(self, variant: str) -> plain.Plain:
        data = plain.estimates(self.differences[variant], self.ratio_differences[variant])
        for kpi, found in data.items():
            found["shown"] = self.verdict(variant, kpi)
            pair = self.pairings[variant][kpi]
            found["pairing"] = {
                name: value if isfinite(value) else None for name, value in pair._asdict().items()
            }
        return data

    def _not_shown_worse(self) -> dict[str, list[str]]:
        found = {kpi: self.screened(kpi) for kpi in MAIN}
        return {kpi: list(kept.variants) for kpi, kept in found.items() if kept is not None}

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
        return ByName(MEASURE, found)

    @cached_property
    def _at_once(self) -> dict[tuple[str, float], dict[str, Estimate]]:
        return {}

    @cached_property
    def _widest(self) -> Mapping[str, Mapping[str, Estimate]]:
        """Differences with Bonferroni's intervals."""
        confidence = bonferroni(0.95, len(self.differences))
        return {name: self._difference(name, confidence) for name in self.differences}


def _units(run: RunResult, names: Iterable[str]) -> dict[str, str]:
    return {name: run.measures[name].unit for name in names}


def _estimates(run: RunResult, names: list[str], found: Intervals) -> Mapping[str, Estimate]:
    """Of differences."""
    return ByName(MEASURE, estimates(names, found, _units(run, names), differences=True))
