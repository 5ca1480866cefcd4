"""How customers judge, trust and leave, as rows."""

from __future__ import annotations

from sim.draws.quantiles import on_grid
from sim.scenario.model import Expectations, Leaving, Scenario, Trust
from sim.scoring import BEST, WORST

Row = dict[str, float]
MIDDLE = 3.0
"""Points for which the scenario states a chance to leave, beside the worst."""
POINTS = (
    *("base", "denied", "unresolved", "wait_slower", "wait_faster"),
    *("per_extra_contact", "promise_kept", "promise_broken"),
    *("amends", "amends_after_second"),
)


def judging_row(scenario: Scenario) -> Row:
    """The only row of the table ``judging``."""
    customers = scenario.customers
    trust = customers.trust or Trust(rate=0.0)
    leaving = customers.leaving or Leaving()
    expectations = customers.expectations or Expectations(adapts=0.0)
    return {
        **{name: getattr(scenario.satisfaction, name) for name in POINTS},
        "hope_s": on_grid(customers.gives_up_hope_after_s),
        "trust_amends": trust.amends,
        "leaving_amends": leaving.amends,
        "trust_up": trust.rate,
        "trust_down": trust.rate if trust.rate_worse is None else trust.rate_worse,
        "trust_first": trust.rate if trust.rate_first is None else trust.rate_first,
        "own": 1.0 if customers.trust is None else leaving.own_score,
        "competitor": leaving.competitor,
        "expects": expectations.at_start,
        "adapts": expectations.adapts,
    }


def leaving_rows(scenario: Scenario) -> list[Row]:
    """Chances to leave after a judgement by points, ascending; no rows if nobody does."""
    leaving = scenario.customers.leaving
    if leaving is None or not leaving.by_judgement:
        return []
    chances = ((WORST, leaving.at_worst), (MIDDLE, leaving.at_middle), (BEST, 0.0))
    return [{"value": points, "weight": chance} for points, chance in chances]
