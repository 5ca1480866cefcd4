"""Teams of equal rank against Markov chains: two languages, and two agents of unequal speed.

The two languages are those of ContactCenters' bilingual example (Buist & L'Ecuyer 2005: English,
Spanish and bilingual agents, a free agent at random), with exponential work, so that there is an
exact value.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.codes import ABANDONED, BLOCKED, BUSY
from sim.engine import run
from sim.plan import make_plan
from sim.record import Record
from sim.scenario import Scenario, load
from tests.properties.running import needs_numba
from tests.theory.check import level_of
from tests.theory.exact.ranks import languages, unequal_pair, unequal_pair_by_rule
from tests.theory.sample import Runs, estimate

FOLDER = Path(__file__).parent
REPLICATIONS = 40
MIN = 60.0
LANGUAGES: dict[str, Any] = {
    "arrival_rates": (0.5, 0.35),
    "specialists": (2, 1),
    "bilinguals": 2,
    "mean_service": 5.0,
    "mean_patience": 4.0,
    "room": 3,
}
PAIR: tuple[float, tuple[float, float]] = (0.2, (0.25, 0.125))
Totals = dict[str, tuple[float, float]]


def of_contacts(record: Record, scenario: Scenario, issue_type: int) -> Totals:
    """Sums over the calls of an issue type, made in the window, by measure."""
    calls, clock = record.contacts, scenario.clock
    of_type = (
        record.issues["type"][np.searchsorted(record.issues["id"], calls["issue"])] == issue_type
    )
    inside = (calls["opened_at"] >= clock.warm_up_s) & (calls["opened_at"] < clock.length_s)
    calls = calls[of_type & inside]
    until = np.where(np.isnan(calls["answered_at"]), calls["ended_at"], calls["answered_at"])
    waits = (until - calls["opened_at"]) / MIN
    offered = float(len(calls))
    return {
        f"mean_wait[{issue_type}]": (float(waits.sum()), offered),
        f"p_wait[{issue_type}]": (float((waits > 0.0).sum()), offered),
        f"p_abandon[{issue_type}]": (float((calls["state"] == ABANDONED).sum()), offered),
        f"p_blocked[{issue_type}]": (float((calls["state"] == BLOCKED).sum()), offered),
    }


def of_team(record: Record, scenario: Scenario, team: int) -> Totals:
    """How many agents of a team are busy on average in the window."""
    agents = record.agents["id"][record.agents["team"] == team]
    busy = record.spells[record.spells["kind"] == BUSY]
    busy = busy[np.isin(busy["agent"], agents)]
    first, last = scenario.clock.warm_up_s, scenario.clock.length_s
    spent = np.minimum(busy["end"], last) - np.maximum(busy["start"], first)
    return {f"mean_busy[{team}]": (float(spent[spent > 0.0].sum()), last - first)}


def simulated(file: str, variant: str, seed: int) -> Runs:
    """All measures of all replications of a variant."""
    scenario = load(FOLDER / file).resolve(variant)
    found: list[Totals] = []
    for replication in range(REPLICATIONS):
        record = run(make_plan(scenario, seed, replication), "compiled")
        totals: Totals = {}
        for issue_type in range(len(scenario.issue_types)):
            totals |= of_contacts(record, scenario, issue_type)
        for team in range(len(scenario.teams)):
            totals |= of_team(record, scenario, team)
        found.append(totals)
    above, below = (
        {name: np.array([one[name][at] for one in found]) for name in found[0]} for at in (0, 1)
    )
    return Runs(above, below, {}, scenario.clock.length_s / 3600.0)


def assert_met(runs: Runs, exact: dict[str, Any], sharp: float) -> None:
    """Each exact value lies in the interval, and each interval is sharp enough to tell."""
    expected = {
        f"{name}[{place}]": value
        for name, values in exact.items()
        for place, value in enumerate(np.atleast_1d(values).tolist())
    }
    level = level_of(4 * 12)
    for name, value in expected.items():
        found = estimate(lambda view, name=name: view(name), {"as_is": runs})
        assert abs(found.value - value) <= found.half_width(level), (name, found, value)
        assert found.half_width(0.95) <= sharp * value, name


@needs_numba
@pytest.mark.parametrize("variant", ["as_is", "anybody"])
def test_two_languages_with_one_wait(variant: str) -> None:
    exact = languages(**LANGUAGES, specialists_first=variant == "as_is")
    assert_met(simulated("languages.yaml", variant, seed=11), exact, sharp=0.05)


@needs_numba
@pytest.mark.parametrize("variant", ["as_is", "at_random", "in_order"])
def test_a_quick_and_a_slow_agent(variant: str) -> None:
    runs = simulated("unequal_pair.yaml", variant, seed=12)
    exact = unequal_pair(*PAIR)
    if variant != "at_random":
        exact = unequal_pair_by_rule(*PAIR, listed_first=variant == "in_order")
    assert_met(runs, exact, sharp=0.03)


def test_the_chains_differ_where_the_rules_do() -> None:
    """By more than the intervals, else the comparisons could tell nothing; longest idle and random
    have one law (Adan, Hurkens & Weiss 2010), but not that of a fixed order."""
    first, anybody = (languages(**LANGUAGES, specialists_first=one) for one in (True, False))
    assert anybody["mean_busy"][2] > 1.05 * first["mean_busy"][2]
    longest, in_order = (unequal_pair_by_rule(*PAIR, listed_first=one) for one in (False, True))
    random = unequal_pair(*PAIR)
    for name, value in longest.items():
        assert value == pytest.approx(random[name])
    assert in_order["mean_busy"][0] > 1.05 * random["mean_busy"][0]


def test_the_chains_agree_with_textbook_limits() -> None:
    """Equal speeds are M/M/2 under any rule (Erlang C), and what comes in is served."""
    alike = (0.2, (0.2, 0.2))
    for found in (unequal_pair(*alike), unequal_pair_by_rule(*alike, listed_first=False)):
        assert found["p_wait"] == pytest.approx(1.0 / 3.0)
        assert found["mean_busy"] == pytest.approx([0.5, 0.5])
    served = sum(
        busy * rate
        for busy, rate in zip(
            unequal_pair_by_rule(*PAIR, listed_first=True)["mean_busy"], PAIR[1], strict=True
        )
    )
    assert served == pytest.approx(PAIR[0])
    exact = languages(**LANGUAGES, specialists_first=True)
    answered = [
        rate * (1.0 - lost - blocked)
        for rate, lost, blocked in zip(
            LANGUAGES["arrival_rates"], exact["p_abandon"], exact["p_blocked"], strict=True
        )
    ]
    assert sum(exact["mean_busy"]) == pytest.approx(LANGUAGES["mean_service"] * sum(answered))
