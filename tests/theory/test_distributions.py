"""Numbers in the system, the work that is left, and contacts per issue are those of theory.

Erlang C and Erlang A: the law of a birth and death process, computed here term by term. Work:
Pollaczek and Khinchine, E[V] = λE[S²] / 2(1 − ρ), of which the line has E[Lq]·E[S], since the
work of those who wait is independent of how many do (first come, first served).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import sim
from tests.theory.replications import assert_means

SCENARIO = """
scenario: One line
clock: {{start: 2026-01-05, length: 8 days, warm_up: 1 day, run_out: 1 day}}
demand: {{calls: {{rate: {rate} per hour}}}}
issue_types: {{question: {{work: "{work}"}}}}
channels: {{phone: {{patience: "{patience}"}}}}
teams: {{care: {{head_count: {agents}, skills: {{channels: phone}}}}}}
{more}
"""
REPLICATIONS = 24


def found(tmp_path: Path, more: str = "", **parts: object) -> dict[str, np.ndarray]:
    path = tmp_path / "one-line.yaml"
    path.write_text(SCENARIO.format(more=more, **{"patience": "never", **parts}))
    result = sim.run(path, replications=REPLICATIONS, seed=11, engine="simpy", keep_records=True)
    table = dict(zip(result.sample.names, np.asarray(result.sample.table).T, strict=True))
    return {**table, **sim.distributions(result)}


def law(rate: float, service: float, agents: int, leaving: float, most: int = 400) -> np.ndarray:
    """Chances of 0, 1, 2, … in the system, from one balance of flows after the other."""
    weights = [1.0]
    for n in range(1, most):
        weights.append(
            weights[-1] * rate / (min(n, agents) * service + max(n - agents, 0) * leaving)
        )
    return np.array(weights) / sum(weights)


@pytest.mark.parametrize(("patience", "leaving"), [("never", 0.0), ("exponential(3 min)", 1 / 3)])
def test_numbers_are_those_of_erlang_c_and_a(tmp_path: Path, patience: str, leaving: float) -> None:
    of = found(tmp_path, rate=42, work="exponential(6 min)", agents=5, patience=patience)
    system = law(42 / 60, 1 / 6, 5, leaving)
    waiting = np.append(system[:6].sum(), system[6:])
    in_hand = np.append(system[:5], system[5:].sum())
    assert of["phone.waiting"].sum(axis=1) == pytest.approx(np.ones(REPLICATIONS))
    assert of["phone.in_hand"].shape == (REPLICATIONS, 6)
    assert_means(of["phone.waiting"][:, :3], waiting[:3].tolist(), sharp=0.3)
    assert_means(of["phone.in_hand"], in_hand.tolist(), sharp=0.3)
    assert (of["teams.care.in_hand"] == of["phone.in_hand"]).all()
    means = np.column_stack([of["phone.waiting_mean"], of["phone.in_hand_mean"]])
    assert_means(means, [waiting @ np.arange(len(waiting)), in_hand @ np.arange(6)], sharp=0.3)
    assert of["phone.waiting_mean"] == pytest.approx(of["phone.mean_queue"])
    # The quantile of the law, not of a mean: the middle replication has it.
    exact = np.searchsorted(np.cumsum(waiting), 0.9)
    assert abs(np.median(of["phone.waiting_p90"]) - exact) <= 1


@pytest.mark.parametrize(
    ("work", "second_moment"),
    [
        ("constant(6 min)", 36.0),
        ("exponential(6 min)", 72.0),
        ("lognormal(mean 6 min, cv 1.5)", 117.0),
    ],
)
def test_work_left_is_that_of_pollaczek_and_khinchine(
    tmp_path: Path, work: str, second_moment: float
) -> None:
    rate, busy = 6 / 60, 0.6
    of = found(tmp_path, rate=6, work=work, agents=1)
    left = 60.0 * rate * second_moment / (2.0 * (1.0 - busy))
    waiting = left - 60.0 * rate * second_moment / 2.0  # what is left of the call in hand
    table = np.column_stack([of["phone.work_left_s"], of["phone.work_waiting_s"]])
    assert_means(table, [left, waiting], sharp=0.35)


def test_contacts_per_issue_are_geometric(tmp_path: Path) -> None:
    """Nobody answers; each who gives up tries again with chance 60 %, five times at most."""
    back = "returns: {abandoned: {chance: 60 %, delay: 1 min, at_most: 5}}"
    of = found(tmp_path, back, rate=20, work="6 min", patience="1 min", agents=0)["demand.contacts"]
    chances = [0.0, *(0.4 * 0.6**n for n in range(5)), 0.6**5]
    assert of.shape == (REPLICATIONS, 7)
    assert_means(of[:, 1:], chances[1:], sharp=0.1)
    assert (of[:, 0] == 0.0).all()
