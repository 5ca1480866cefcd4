"""The results folder that is meant where none is named."""

from __future__ import annotations

from pathlib import Path

from sim.experiment.errors import RequestError
from sim.experiment.folders.drafts import EXPERIMENT, UNFINISHED


def newest(out: Path) -> Path:
    """The results folder right below ``out`` that was written last.

    Raises RequestError when there is none.
    """
    found = [
        (one.stat().st_mtime_ns, one.parent)
        for one in out.glob(f"*/{EXPERIMENT}")
        if not one.parent.name.startswith(UNFINISHED)
    ]
    if not found:
        raise RequestError(f"there is no results folder below {out}; name one, or run something")
    return max(found)[1]
