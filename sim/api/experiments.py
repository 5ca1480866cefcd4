"""Experiments: runs, comparisons and sweeps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from sim.api.common import drafted
from sim.api.scenario_files import scenario_file
from sim.api.settings import Keywords, Settings, settings_of
from sim.experiment.errors import RequestError

if TYPE_CHECKING:
    from sim.experiment.comparisons.what_if import WhatIfs
    from sim.experiment.conditions import Conditions, Digest, OnRecord
    from sim.experiment.folders.drafts import Draft
    from sim.experiment.folders.saved import Saved
    from sim.experiment.results import CompareResult, RunResult
    from sim.experiment.watch import Watch
    from sim.own_rules import Source
    from sim.record.record import Record
    from sim.scenario import Overrides, ScenarioFile


def run(
    scenario: ScenarioFile | str | Path,
    variant: str | None = None,
    *,
    set: Overrides = (),
    keep_records: bool = False,
    precision: str | None = None,
    on_record: OnRecord | None = None,
    digest: Digest | None = None,
    draft: Draft | None = None,
    keeps: tuple[str, ...] = (),
    report: bool = False,
    rules: Source | None = None,
    settings: Settings | None = None,
    **keywords: Unpack[Keywords],
) -> RunResult:
    """Repeat one variant of a scenario with independent random numbers and measure it.

    ``variant``: None for the file's baseline. ``set``: overrides, texts ``"path=value"`` (the last
    one wins) or values by path: ``{"teams.care.wage": "25 USD/h"}``. ``precision``: a measure and
    the half-width its interval is to have (``"resolution.mean_h 5%"``, ``"cost.total 500 USD"``);
    then as many are done as that takes, ``replications`` (or 1000) at most, and the notes say how
    it ended. ``keep_records``: keep what happened, replication by replication, in
    ``result.records``; ``on_record`` is called with the variant, the replication and its record as
    they come, or with what ``digest`` makes of the record, its scenario and the replication, where
    the record is made. ``draft``: a results folder in the making, in which replications are
    recorded, and from which the same experiment goes on; ``keeps`` names what ``on_record`` keeps
    there. ``report``: keep what a report shows, so that ``save`` writes one. ``rules``: a Python
    file (or a module made from one) with functions that say who takes what, see docs/own-rules.md;
    then the SimPy engine runs. ``settings``, or any of them by keyword: seed, replications, workers
    and more, see ``Settings``.

    Raises ScenarioError for a wrong scenario, variant or override, and RequestError
    (a ValueError) for a request that makes no sense, and for rules that are none or that fail.
    """
    from sim.experiment.comparisons import compare as comparisons
    from sim.experiment.comparisons.own_rules import rules_of
    from sim.scenario import as_overrides

    if keep_records and digest is not None:
        raise RequestError("keep_records, digest: one of the two; records are kept whole")
    records: dict[int, Record] = {}

    def keep(variant: str, replication: int, record: Any) -> None:
        if keep_records:
            records[replication] = record
        if on_record is not None:
            on_record(variant, replication, record)

    wanted = keep_records or on_record is not None
    conditions = replace(
        settings_of(settings, keywords).conditions(),
        on_record=keep if wanted else None,
        digest=digest,
        draft=draft,
        keeps=keeps,
        precision=precision,
    )
    file = scenario_file(scenario)
    conditions, watch = _watched(conditions, file, report)
    own_rules = None if rules is None else rules_of(rules)
    result = comparisons.run(file, variant, as_overrides(set), conditions, own_rules)
    kept = tuple(records[number] for number in sorted(records))
    return replace(result, records=kept, watch=watch, file=file)


def compare(
    scenario: ScenarioFile | str | Path,
    variants: Iterable[str] | None = None,
    what_if: WhatIfs = (),
    *,
    set: Overrides = (),
    precision: str | None = None,
    best: str | None = None,
    measures: Sequence[str] = (),
    on_record: OnRecord | None = None,
    digest: Digest | None = None,
    draft: Draft | None = None,
    keeps: tuple[str, ...] = (),
    report: bool = False,
    rules: Source | Mapping[str, Source] | None = None,
    settings: Settings | None = None,
    **keywords: Unpack[Keywords],
) -> CompareResult:
    """Let several variants of a scenario face the same customers and measure how they differ.

    ``variants``: names, None for all of the file; the file's baseline always takes part.
    ``what_if``: further variants, each the baseline with changes: texts ``"name: path=value;
    path=value"``, or overrides by name: ``{"more": {"teams.care.shifts.0.agents": 7}}``. ``set``
    holds for every variant; what-ifs win over it.
    ``best``: a measure and the least lead that matters in it (``"cost.per_resolved_issue 0.1
    USD"``; without it that of the scenario's ``matters``); then it goes on until the best variant
    is selected, right with 95 % if it leads by that much, for ``replications`` (or 1000) at most:
    see ``result.chosen``. ``measures``: shown beside
    the usual ones. ``rules``: a Python file for all variants, or a mapping of names of
    variants to files for these; under a new name it is the baseline under the file's rules. The
    rest is as for ``run``.

    Raises ScenarioError for a wrong scenario, variant or override, and RequestError
    (a ValueError) for a request that makes no sense, and for rules that are none or that fail.
    """
    from sim.experiment.comparisons import compare as comparisons
    from sim.experiment.comparisons.own_rules import ruling_of
    from sim.scenario import as_overrides

    conditions = replace(
        settings_of(settings, keywords).conditions(),
        on_record=on_record,
        digest=digest,
        draft=draft,
        keeps=keeps,
        precision=precision,
        best=best,
    )
    file = scenario_file(scenario)
    conditions, watch = _watched(conditions, file, report)
    result = comparisons.compare(
        file, variants, what_if, as_overrides(set), conditions, ruling_of(rules), measures
    )
    return replace(result, watch=watch, file=file)


def sweep(
    source: str | Path | Mapping[str, Any],
    *,
    shard: str | None = None,
    out: str | Path = "results",
    draft: Draft | None = None,
    settings: Settings | None = None,
    **keywords: Unpack[Keywords],
) -> Saved:
    """Try a scenario at many points, each repeated on the same customers.

    ``source``: a sweep file, the name of a shipped one, or a mapping with the same keys.
    ``shard``: ``"2/4"`` does the second of four parts. Results go to a folder below ``out``,
    which grows as the work goes on: done again after a stop, it goes on from there. The rest is
    as for ``run``.

    Raises ScenarioError for a wrong sweep or scenario, RequestError for a request
    that makes no sense, and OSError when the folder cannot be written.
    """
    from sim.experiment.shipped import beside, find_sweep
    from sim.experiment.sweeps.design import shard_of
    from sim.experiment.sweeps.sweep import sweep_into
    from sim.scenario.sweep import load_sweep

    found = load_sweep(source if isinstance(source, Mapping) else find_sweep(source), beside)
    conditions = settings_of(settings, keywords).conditions()
    with drafted(draft, out) as place:
        return sweep_into(place, found, conditions, shard_of(shard))


def _watched(
    conditions: Conditions, file: ScenarioFile, report: bool
) -> tuple[Conditions, Watch | None]:
    """The conditions, with somebody who keeps what a report shows if there is to be one."""
    if not report:
        return conditions, None
    from sim.experiment.watch import Watch
    from sim.report.first import watched

    watch = Watch(file, None if conditions.draft is None else conditions.draft.seen)
    return watched(conditions, watch), watch
