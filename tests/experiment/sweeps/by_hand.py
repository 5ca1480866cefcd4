"""The folder of a sweep whose numbers are worked out by hand: nothing is run.

``staff`` shares a work that is the same at every point, and costs money; ``trouble`` leaves the
chat out and does nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from pathlib import Path

import numpy as np

from sim.experiment.folders.drafts import Draft
from sim.experiment.folders.journal import Line
from sim.experiment.folders.publish import LAYOUT
from sim.experiment.folders.saved import Saved
from sim.experiment.sweeps.design import WHOLE, Shard
from sim.experiment.sweeps.folder import publish_sweep
from sim.experiment.sweeps.write_tables import Facts
from sim.version import __version__

WAIT, LEVEL = "phone.mean_wait_s", "chat.service_level"
STAFF, TROUBLES = (2, 3, 4, 5, 6), ("", "no chat")
SCENARIO = """\
scenario: toy
demand: {calls: {rate: 1 per week}}
channels: {chat: {}, phone: {}}
teams: {care: {head_count: 1, skills: {channels: [chat, phone]}}}
"""
LEVELS = [list(point) for point in product(STAFF, TROUBLES)]
CALLS = 50


def swept(
    out: Path,
    replications: int = 6,
    shard: Shard = WHOLE,
    labels: Mapping[str, dict[str, str]] | None = None,
) -> Saved:
    """Ten points, or those of a shard. ``labels``: as the design tells them."""
    points = shard.points(len(LEVELS))
    with Draft(out) as draft:
        journal = draft.begin("0" * 64)
        journal.add(line(point, number) for point in points for number in range(replications))
        journal.flush()
        told = facts(replications, shard)
        told.design.update(labels or {})
        return publish_sweep(draft, journal, told, "simpy")


def line(point: int, replication: int) -> Line:
    """Waits are the work divided by the staff; no chats came in every fourth replication."""
    staff, trouble = LEVELS[point]
    work = np.random.default_rng([1, replication]).exponential(1.0, CALLS)
    chats = 0 if replication % 4 == 3 else 10
    level = (work[:chats] / staff < 0.2).mean() if chats else np.nan
    values = {
        "demand.issues": CALLS,
        WAIT: work.mean() / staff,
        "cost.total": 100.0 * staff,
        f"{WAIT}:of": CALLS,
    }
    if not trouble:
        values |= {LEVEL: level, f"{LEVEL}:of": chats}
    return Line(point, replication, tuple(values), np.array(list(values.values()), np.float64))


def facts(replications: int, shard: Shard) -> Facts:
    front = [WAIT, "cost.total"]
    experiment = {
        "layout": LAYOUT,
        "command": "sweep",
        "version": __version__,
        "scenario": "toy",
        "sweep": "Toy",
        "design": "grid",
        "points": len(LEVELS),
        "shard": list(shard),
        "seed": 1,
        "replications": replications,
        "front": front,
        "higher_is_better": [False, False],
        "fingerprint": "0" * 64,
    }
    design = {
        "factors": ["staff", "trouble"],
        "levels": LEVELS,
        "measures": ["cost.total", LEVEL, WAIT],
        "currency": "USD",
    }
    return Facts(experiment, "sweep: Toy", {"as_is": SCENARIO}, design)
