"""What customers have complained of before the run: nothing."""

from __future__ import annotations

from typing import Any

import numpy.typing as npt

from sim.floor.tables import beginning

Array = npt.NDArray[Any]


def complaints_of(details: tuple[str, ...], customers: Array) -> Array:
    """A row for each of the customers, where their complaints are counted."""
    rows = beginning("complaints", len(customers) if "complaints" in details else 0)
    if len(rows):
        rows["number"] = customers["id"]
    return rows
