"""Of n agents at random, who see their own talks only: of returns 1 − 1/n are told again.

Each agent is as likely as any other to be busy, so that this holds at any load. Half of the fixes
hold, so half of all contacts are returns.
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from sim.engine import run
from sim.kpi import measure
from sim.plan import make_plan
from sim.scenario import load

PAGE = Path(__file__).with_name("re_explaining.yaml")
REPLICATIONS = 8
T_999 = 5.408
"""Student's t with 7 degrees of freedom for two-sided 99.9 %."""
AGENTS, RESOLVES, WORK_S, AGAIN_S = 4, 0.5, 180.0, 60.0


def test_the_share_of_contacts_and_the_mean_handling() -> None:
    scenario = load(PAGE).resolve()
    found = []
    for replication in range(REPLICATIONS):
        values = measure(run(make_plan(scenario, 5, replication)), scenario)
        per_issue = values["resolution.re_explanations_per_issue"].value
        contacts = values["demand.contacts_per_issue"].value
        handled = values["phone.mean_handle_s"].value
        found.append([per_issue, per_issue / contacts, handled])
    share = (1.0 - RESOLVES) * (1.0 - 1.0 / AGENTS)
    expected = np.array([share / RESOLVES, share, WORK_S + AGAIN_S * share])
    values = np.array(found)
    half = T_999 * values.std(axis=0, ddof=1) / math.sqrt(REPLICATIONS)
    assert (half < 0.25 * expected).all()
    assert (abs(values.mean(axis=0) - expected) < half).all()
