"""Where compiled code is entered."""

from __future__ import annotations

from typing import Any

from sim.engine.floor_type import floor_at
from sim.engine.loop import drive


def enter(addresses: Any, agenda: Any, cursor: Any, stop: float) -> int:
    """``loop.drive`` for the floor whose tables are listed in ``addresses``."""
    return drive(floor_at(addresses), agenda, cursor, stop)
