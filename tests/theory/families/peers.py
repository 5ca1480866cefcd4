"""Worked examples of two Java simulators, compared with the intervals they printed.

Sources (Apache License 2.0): umontreal-simul/ssj, examples/tutorial/CallCenter.{java,dat,res};
umontreal-simul/contactcenters, doc/examples/MMC*.{java,res} (Buist & L'Ecuyer 2005).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from scipy.special import ndtri

from tests.theory.case import Family, Quantity, kpi
from tests.theory.families.day import page
from tests.theory.sample import Estimator, View

Printed = Mapping[str, tuple[str, str, str]]
MIN = 1.0 / 60.0


def _printed(
    printed: Printed, confidence: float, measures: Mapping[str, Estimator]
) -> list[Quantity]:
    """Quantities with the error that a printed interval tells, and that of its digits."""
    found = []
    for name, (low, mean, high) in printed.items():
        digits = len(mean.partition(".")[2])
        half = (float(high) - float(low)) / 2.0
        found.append(
            Quantity(
                name,
                float(mean),
                measures[name],
                power=0.03,
                rounding=0.5 * 10.0**-digits,
                error=half / float(ndtri((1.0 + confidence) / 2.0)),
            )
        )
    return found


def _as_printed(printed: Printed, **_: Any) -> Mapping[str, float]:
    return {name: float(mean) for name, (_low, mean, _high) in printed.items()}


def _soon(view: View) -> Any:
    """Calls answered within 20 s."""
    return view("phone.service_level_offered") * view("phone.offered")


# -- CallCenter of SSJ -----------------------------------------------------------------------

EXPECTED_CALLS = 1660.0
"""Its ratios divide by the expected number of calls of a day, not by the day's own."""


def _ssj_page(
    agents: Sequence[int], lambda_per_hour: Sequence[float], a0: float, printed: Printed
) -> str:
    return page(
        lambda_per_hour,
        agents,
        "exponential(100 s)",
        'patience: "mixture(10 % 0 s, 90 % exponential(1000 s))"',
        start=8,
        stream=f"    day_factor: {{cv: {100.0 * a0**-0.5:g} %}}\n",
    )


def _ssj_measured(_results: Any, printed: Printed, **_: Any) -> list[Quantity]:
    def per_expected(name: str) -> Estimator:
        return kpi(name, 1.0 / EXPECTED_CALLS)

    def total_wait(view: View) -> Any:
        return view("phone.mean_wait_s") * view("phone.offered") / EXPECTED_CALLS

    def short(view: View) -> Any:
        """Answered or given up within 20 s."""
        in_time, share = _soon(view), view("phone.service_level")
        gone = view("phone.offered") - in_time / share
        return (in_time + gone) / EXPECTED_CALLS

    measures = {
        "arrivals_per_day": kpi("phone.offered"),
        "sum_wait/1660": total_wait,
        "n(wait<20s)/1660": short,
        "lost/1660": per_expected("phone.abandoned"),
    }
    return _printed(printed, 0.90, measures)


SSJ = Family(
    "SSJ CallCenter: a day with random demand, staff by the hour, impatient callers.",
    _as_printed,
    _ssj_page,
    _ssj_measured,
    replications=3000,
    short=200,
    shorten=1,
)


# -- MMC of ContactCenters -------------------------------------------------------------------


def _cc_page(channel: str, printed: Printed) -> str:
    return page([252.0] * 8, [12] * 8, "exponential(2 min)", channel, start=9)


def _cc_measured(_results: Any, printed: Printed, **_: Any) -> list[Quantity]:
    offered = kpi("phone.service_level_offered")
    measures = {
        "calls_served_within_20s": _soon,
        "served_within_20s": _soon,
        "service_level (ratio of means)": offered,
        "SL": offered,
        "SL served<20s / served": kpi("phone.service_level_answered"),
        "SL served<20s / (served+abandoned after 20s)": kpi("phone.service_level"),
        "mean_wait_min": kpi("phone.mean_wait_s", MIN),
        "mean_wait_served_min": kpi("phone.asa_s", MIN),
        "occupancy_over_0_480": kpi("teams.agents.occupancy"),
        "occupancy": kpi("teams.agents.occupancy"),
        "abandoned": kpi("phone.abandoned"),
        "blocked": kpi("phone.blocked"),
    }
    return _printed(printed, 0.95, measures)


CONTACT_CENTERS = Family(
    "ContactCenters MMC: a day of 480 minutes, from empty, then drained.",
    _as_printed,
    _cc_page,
    _cc_measured,
    replications=2000,
    short=200,
    shorten=1,
)
