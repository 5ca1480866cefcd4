"""Customers who come back: recontact until resolved (FB), redials and reconnects (RT)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.theory.case import Family, Quantity, each_minute, kpi, of
from tests.theory.exact import returning
from tests.theory.sample import View
from tests.theory.text import clock, exponential, number, per_min

Results = Mapping[str, Any]
MIN = 1.0 / 60.0
HOUR_MIN = 60.0


def _page(
    fresh_rate: float, mean_service: float, servers: int, fcr: float, patience: str, returns: str
) -> str:
    work = exponential(mean_service)
    return (
        clock(fresh_rate, 60_000, run_out="2 days")
        + f"demand:\n  customers: {{rate: {per_min(fresh_rate)}}}\n"
        + f"issue_types:\n  question: {{work: {work}, resolves: {number(100 * fcr)} %}}\n"
        + f"channels:\n  phone: {{patience: {patience}, at_closing: keep}}\n"
        + f"teams:\n  agents: {{head_count: {servers}, skills: {{channels: phone}}}}\n"
        + f"returns:\n{returns}"
    )


# -- everybody comes back until resolved -----------------------------------------------------


def _fb_page(
    fresh_rate: float, mean_service: float, servers: int, fcr: float, orbit_delay: float
) -> str:
    delay = exponential(orbit_delay)
    back = f"  unresolved: {{chance: all, delay: {delay}, at_most: 1000}}\n"
    at_once = "variants:\n  at_once: {returns.unresolved.delay: 0 s}\n"
    return _page(fresh_rate, mean_service, servers, fcr, "never", back) + at_once


def _fb_measured(results: Results, **_: Any) -> list[Quantity]:
    def orbit(view: View) -> Any:
        """Open issues by Little's law, less those on the phone."""
        open_issues = view.per_hour("demand.issues") * view("resolution.met_mean_h")
        return open_issues - view("phone.mean_in_system")

    at_once = Quantity(
        "total_time_per_issue_immediate",
        results["total_time_per_issue_immediate"],
        kpi("resolution.met_mean_h", HOUR_MIN, "at_once"),
        variants=("at_once",),
    )
    return [
        *of(
            results,
            {
                "contacts_per_issue": kpi("demand.contacts_per_issue"),
                "total_arrival_rate": each_minute("demand.contacts"),
                "utilization": kpi("teams.agents.occupancy"),
                "p_wait": kpi("phone.delayed_share"),
                "mean_wait_per_contact": kpi("phone.mean_wait_s", MIN),
                "mean_in_system": kpi("phone.mean_in_system"),
                "time_to_resolution_with_60min_orbit": kpi("resolution.met_mean_h", HOUR_MIN),
                "mean_orbit_60min": orbit,
            },
        ),
        at_once,
    ]


FEEDBACK = Family(
    "M/M/c, customers come back until resolved.",
    returning.feedback,
    _fb_page,
    _fb_measured,
    shares={"at_once": 0.3},
)


# -- redials and reconnects ------------------------------------------------------------------


def _rt_page(
    fresh_rate: float,
    mean_service: float,
    mean_patience: float,
    servers: int,
    fcr: float,
    recontact_if_unresolved: float,
    redial_if_abandon: float,
    mean_orbit_delay: float,
) -> str:
    delay = f"delay: {exponential(mean_orbit_delay)}, at_most: 1000"
    back = (
        f"  unresolved: {{chance: {number(100 * recontact_if_unresolved)} %, {delay}}}\n"
        f"  abandoned: {{chance: {number(100 * redial_if_abandon)} %, {delay}}}\n"
    )
    return _page(fresh_rate, mean_service, servers, fcr, exponential(mean_patience), back)


def _rt_measured(results: Results, mean_orbit_delay: float, **_: Any) -> list[Quantity]:
    def orbit(view: View) -> Any:
        """By Little's law: what comes back per minute, and how long it stays away."""
        again = view.per_hour("demand.contacts") - view.per_hour("demand.issues")
        return again / HOUR_MIN * mean_orbit_delay

    def resolved(view: View) -> Any:
        return view.per_hour("demand.issues") / HOUR_MIN * view("resolution.met_share")

    return of(
        results,
        {
            "total_arrival_rate": each_minute("demand.contacts"),
            "amplification": kpi("demand.contacts_per_issue"),
            "mean_orbit": orbit,
            "mean_queue": kpi("phone.mean_queue"),
            "p_abandon_per_attempt": kpi("phone.abandonment"),
            "mean_wait_per_attempt": kpi("phone.mean_wait_s", MIN),
            "utilization": kpi("teams.agents.occupancy"),
            "resolved_rate": resolved,
            "issues_resolved_frac": kpi("resolution.met_share"),
        },
    )


RETRIALS = Family(
    "M/M/c + M, redials after giving up, reconnects when unresolved.",
    returning.retrials,
    _rt_page,
    _rt_measured,
    replications=50,
)
