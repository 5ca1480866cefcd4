"""Why a measure has no value."""

from __future__ import annotations

from sim.kpi.catalogue import describe

NO_CONTACT, NO_NEED = "no contact was offered", "no need was met"
OTHERS = {
    "mean_h": "there is no run-out, or no need arose in the measured weeks",
    "met_p50_h": NO_NEED,
    "met_p90_h": NO_NEED,
    "met_p95_h": NO_NEED,
    "wait_sd_s": NO_CONTACT,
    "wait_p50_s": NO_CONTACT,
    "wait_p90_s": NO_CONTACT,
    "wait_p95_s": NO_CONTACT,
    "wait_max_s": NO_CONTACT,
}
"""Of measures that are no ratios, or not always, by the last part of their name."""


def why_undefined(name: str) -> str:
    """What was missing where a measure has no value. Raises KeyError for no KPI."""
    last = name.rpartition(".")[2]
    return OTHERS.get(last) or f"nothing to divide by: {describe(name).formula.partition(';')[0]}"
