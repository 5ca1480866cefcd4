"""Small scenarios for the tests of plans."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np

from sim.scenario.model import Scenario

PHONE: dict[str, Any] = {
    "clock": {"start": "2026-01-05", "length": "2 weeks", "run_out": "0 s"},
    "demand": {"calls": {"rate": "7000 per week"}},
    "issue_types": {"question": {"work": "exponential(mean 5 min)"}},
    "channels": {"phone": {"patience": "exponential(mean 3 min)"}},
    "teams": {"care": {"head_count": 5, "skills": {"channels": "phone"}}},
}


PLANNED = ("type", "segment", "channel", "key0", "key1", "opened_at", "patience_s", "fix_s")


def about(issues: np.ndarray) -> list[tuple[Any, ...]]:
    """What each need is, but for its numbers."""
    return [tuple(row) for row in issues[list(PLANNED)].tolist()]


def scenario(**changes: Any) -> Scenario:
    """The smallest phone queue with parts replaced; ``a__b=x`` replaces part b of part a."""
    parts = copy.deepcopy(PHONE)
    for path, value in changes.items():
        *outer, last = path.split("__")
        inside = parts
        for name in outer:
            inside = inside.setdefault(name, {})
        inside[last] = value
    return Scenario.model_validate(parts)
