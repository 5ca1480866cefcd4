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


PLANNED = ("type", "segment", "channel", "key0", "key1", "opened_at", "patience_s")
ACKNOWLEDGE, DIAGNOSE, FIX = range(3)
"""Places of the steps of today's language among those of a type, and in ``work_s``."""


def about(issues: np.ndarray) -> list[tuple[Any, ...]]:
    """What each need is, but for its numbers."""
    columns = [issues[name].tolist() for name in PLANNED]
    return list(zip(*columns, map(tuple, issues["work_s"].tolist()), strict=True))


def work_of(issues: np.ndarray, step: int) -> np.ndarray:
    """The planned work of a step, in seconds, by issue."""
    return issues["work_s"][:, step]


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
