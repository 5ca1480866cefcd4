"""Keys of what customers remember that are written and legal, and that nothing reads."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.findings import Said
from sim.scenario.model import Leaving, Scenario, Trust
from sim.scenario.problems import Path
from sim.scenario.rules.customers import judges, remembers


def unread_customers(scenario: Scenario) -> Iterator[Said]:
    here, customers = ("customers",), scenario.customers
    why = "no customer judges: state `trust`, `leaving` or `expectations`"
    yield (*here, "gives_up_hope_after"), not judges(scenario), why
    if customers.trust is not None:
        yield from _unread_trust((*here, "trust"), customers.trust)
    if customers.leaving is not None:
        yield from _unread_leaving((*here, "leaving"), customers.leaving, customers.trust)
    for name in scenario.demand:
        nobody = not remembers(scenario)
        yield ("demand", name, "thinned"), nobody, "no customer ever leaves"


def _unread_trust(here: Path, trust: Trust) -> Iterator[Said]:
    yield here, not trust.moves, "no judgement changes it: its rates are 0 %"


def _unread_leaving(here: Path, leaving: Leaving, trust: Trust | None) -> Iterator[Said]:
    stays = not leaving.by_judgement
    yield here, stays and leaving.churn == 0.0, "nobody leaves: `at_worst` and `churn` are 0 %"
    why = "no judgement makes customers leave: `at_worst` is 0 %"
    for key in ("at_middle", "own_score", "competitor"):
        yield (*here, key), stays, why
    yield (*here, "own_score"), trust is None, "without `trust` the score alone counts"
