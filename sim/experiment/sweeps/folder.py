"""The folder of a sweep: one wide row for each point and replication, and what follows from them.

experiment.json        what ran
sweep.yaml             the sweep file as it was
design.json            factors and their values at all points
scenarios/             the explicit scenarios that the factors vary, by variant
points.csv             a row for each point: the values of the factors
rows.parquet           a row for each point and replication, a column for each KPI
estimates.parquet/csv  a row for each point and KPI: mean, interval, number of replications
front.csv              a row for each point: the two measures and the chance to be on the front
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.experiment.errors import ResultsError
from sim.experiment.folders.drafts import EXPERIMENT, Draft, fingerprint_of
from sim.experiment.folders.journal import Journal
from sim.experiment.folders.publish import CIRCUMSTANCES, appear, slug, write
from sim.experiment.folders.reading import read_text
from sim.experiment.folders.saved import Saved, open_folder
from sim.experiment.results.plain import as_json
from sim.experiment.sweeps.design import WHOLE
from sim.experiment.sweeps.write_tables import DESIGN, LABELLED, SWEEP, Facts, write_tables

log = logging.getLogger("sim")


def publish_sweep(draft: Draft, journal: Journal, facts: Facts, engine: str) -> Saved:
    """Write everything that follows from the rows, let the folder appear, and open it.

    Raises OSError when it cannot be written.
    """
    write(draft.path / SWEEP, facts.text)
    write(draft.path / DESIGN, as_json(facts.design))
    write_tables(draft.path, journal, facts)
    name = name_of(facts.experiment)
    return open_folder(appear(draft, name, facts.experiment, engine, facts.scenarios))


def facts_of(saved: Saved) -> Facts:
    """What a folder tells of its sweep."""
    experiment = {k: value for k, value in saved.experiment.items() if k not in CIRCUMSTANCES}
    scenarios = {name: read_text(path) for name, path in saved.scenarios.items()}
    return Facts(
        experiment, saved.text(SWEEP), scenarios, saved.design.model_dump(exclude_unset=True)
    )


def shows(before: Saved, facts: Facts) -> bool:
    """Whether the tables of a folder are of the measures that are asked for, under these labels."""
    old = facts_of(before)
    same_front = bool(old.experiment["front"] == facts.experiment["front"])
    return same_front and all(
        old.design.get(key) == facts.design.get(key) for key in ("measures", *LABELLED)
    )


def name_of(experiment: Mapping[str, Any]) -> str:
    """The name of the folder of a sweep, or of a part of it."""
    number, of = experiment["shard"]
    part = "" if (number, of) == WHOLE else f"-shard-{number}-of-{of}"
    return f"{slug(experiment['sweep'])}-sweep-{experiment['seed']}{part}"


def done_before(out: Path, name: str, key: str) -> Saved | None:
    """The folder of the same sweep, if there is one that is whole."""
    others = []
    for path in sorted(out.glob(f"{name}*/{EXPERIMENT}")):
        if fingerprint_of(path.parent) != key:
            others.append(path.parent)
            continue
        try:
            found = open_folder(path.parent)
        except ResultsError as error:
            log.warning("%s", error)
            continue
        if name_of(found.experiment) == name:
            return found
    if out / name in others:
        log.warning(
            "%s stays as it is: since then the scenario, the sweep or the version has changed; "
            "this sweep gets a folder of its own",
            out / name,
        )
    return None
