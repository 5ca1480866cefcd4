"""The parts of a sweep put together."""

from __future__ import annotations

from collections.abc import Sequence

from sim.experiment.errors import RequestError
from sim.experiment.folders.drafts import Draft
from sim.experiment.folders.publish import fingerprint
from sim.experiment.folders.saved import Saved
from sim.experiment.sweeps.design import WHOLE, Shard
from sim.experiment.sweeps.folder import facts_of, publish_sweep, shows
from sim.experiment.sweeps.read_tables import rows_of


def merge_into(draft: Draft, folders: Sequence[Saved]) -> Saved:
    """Put the shards of a sweep together, as if it had been done in one go.

    Raises RequestError when they are not all the shards of one sweep, and OSError.
    """
    first = folders[0].experiment
    if any(one.command != "sweep" for one in folders):
        raise RequestError("merge takes folders of sweeps (made with --shard)")
    for one in folders:
        if any(one.experiment[key] != first[key] for key in ("fingerprint", "replications")):
            raise RequestError(
                f"{one.path} is of another sweep than {folders[0].path}: scenario, design, seed, "
                "replications and version must be the same"
            )
        if not shows(one, facts_of(folders[0])):
            raise RequestError(
                f"{one.path} shows other measures or names than {folders[0].path}: "
                "`measures`, `front` and labels of the sweep file must be the same"
            )
    count = int(first["points"])
    have = {point for one in folders for point in Shard(*one.experiment["shard"]).points(count)}
    if len(have) < count:
        known = ", ".join("{}/{}".format(*one.experiment["shard"]) for one in folders)
        raise RequestError(f"{count - len(have)} of {count} points are missing; given: {known}")
    facts = facts_of(folders[0])
    facts.experiment["shard"] = list(WHOLE)
    journal = draft.begin(fingerprint([first["fingerprint"], "merge"]))
    for one in folders:
        journal.take(rows_of(one))
    return publish_sweep(draft, journal, facts, str(first["engine"]))
