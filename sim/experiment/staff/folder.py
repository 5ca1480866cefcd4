"""The folder of a search for staffing: the roster, what it was tested for, and all trials.

experiment.json   what ran
staff.json        the roster, its tests, neighbours and prices
roster.csv        a row for each position that agents may be hired for
trials.parquet    a row for each roster and replication that was simulated
variant.yaml      the roster as a variant, to be put into a scenario file
scenarios/        the explicit scenarios: as it is, and staffed so
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from sim.experiment.conditions import Conditions
from sim.experiment.errors import ResultsError
from sim.experiment.folders.drafts import EXPERIMENT, Draft, fingerprint_of
from sim.experiment.folders.journal import Journal
from sim.experiment.folders.publish import LAYOUT, appear, fingerprint, slug, write, write_rows
from sim.experiment.folders.saved import Saved, open_folder
from sim.experiment.objectives import Objective
from sim.experiment.results.plain import as_json
from sim.experiment.staff.plain import as_plain, break_text, variant_text
from sim.experiment.staff.positions import Space
from sim.experiment.staff.staff import Staffed, staff
from sim.scenario.explicit import explicit
from sim.scenario.reading.changes import by_path
from sim.version import __version__

TRIALS = "trials.parquet"
STAFFED = "staffed"
"""The name of the variant that is found."""


def staff_into(
    draft: Draft, space: Space, objectives: Sequence[Objective], conditions: Conditions
) -> tuple[Staffed, Saved]:
    """Search, as far as that is not done yet, and let the folder appear. Raises as ``staff``, and
    OSError when the folder cannot be written."""
    seed = space.scenario.seed if conditions.seed is None else conditions.seed
    text = explicit(space.scenario)
    asked = [list(one) for one in objectives]
    key = fingerprint([__version__, "staff", text, asked, seed, conditions.replications])
    name = f"{slug(space.file.name)}-staff-{seed}"
    journal = draft.begin(key)
    if not journal.parts:
        _take_over(draft.out, name, key, journal)
    tell = conditions.progress or (lambda _done, _total: None)
    found = staff(
        space, objectives, journal, replace(conditions, progress=None), lambda n: tell(n, 0)
    )
    experiment = {
        "layout": LAYOUT,
        "command": "staff",
        "version": __version__,
        "scenario": space.file.name,
        "variant": space.variant,
        "seed": seed,
        "replications": found.decision.replications,
        "fingerprint": key,
    }
    _write(draft, journal, found)
    changed = space.file.changed(
        space.variant, (*space.settings, *by_path(space.changes(found.roster)))
    )
    scenarios = {space.variant: text, STAFFED: explicit(changed)}
    return found, open_folder(appear(draft, name, experiment, found.engine, scenarios))


def _take_over(out: Path, name: str, key: str, journal: Journal) -> None:
    """Record what the folder of the same search holds, so that it is found again at once."""
    for path in sorted(out.glob(f"{name}*/{EXPERIMENT}")):
        if fingerprint_of(path.parent) == key:
            with suppress(ResultsError):
                journal.take(open_folder(path.parent).table(TRIALS))
                return


def _write(draft: Draft, journal: Journal, found: Staffed) -> None:
    import pyarrow.parquet as parquet

    write(draft.path / "staff.json", as_json(as_plain(found)))
    write(draft.path / "variant.yaml", variant_text(found, STAFFED))
    write_rows(draft.path / "roster.csv", _rows(found))
    parquet.write_table(journal.read(range(1 << 31)), draft.path / TRIALS)


def _rows(found: Staffed) -> list[list[Any]]:
    rows: list[list[Any]] = [["team", "position", "hours", "breaks", "agents", "cost_per_agent"]]
    for one, agents in zip(found.space.positions, found.roster, strict=True):
        breaks = "; ".join(break_text(pause) for pause in one.hired_for.breaks)
        rows.append(
            [one.team, one.hired_for.name, str(one.hired_for.hours), breaks, agents, one.cost]
        )
    return rows
