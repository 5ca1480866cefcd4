"""Deferred work done in office hours: with a backlog (EM), and without any work (DOOR)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.theory.case import Family, Quantity, kpi, of
from tests.theory.exact import office
from tests.theory.exact.office import Windows
from tests.theory.sample import View
from tests.theory.text import DAYS, hours, number

Results = Mapping[str, Any]
HOUR = 1.0 / 3600.0
RATE_PER_H = 6.0
"""Arrivals of the EM cases, around the clock."""


# -- with work: the backlog of an office -----------------------------------------------------


def _em(
    service_rate_per_h: float,
    servers: int,
    windows: Windows,
    rate_per_h: float = RATE_PER_H,
) -> Mapping[str, Any]:
    return office.Office(rate_per_h, service_rate_per_h, servers, windows).results()


def _em_page(
    service_rate_per_h: float,
    servers: int,
    windows: Windows,
    rate_per_h: float = RATE_PER_H,
) -> str:
    work = f"exponential({number(60 / service_rate_per_h)} min)"
    return (
        "clock: {length: 30 weeks, warm_up: 5 weeks, run_out: 7 days}\n"
        f"demand:\n  requests: {{rate: {number(rate_per_h)} per h}}\n"
        f"issue_types:\n  request: {{work: {work}}}\n"
        "channels:\n  email: {kind: deferred, at_closing: keep, service_target: 90 % in 24 h}\n"
        "teams:\n  office:\n"
        f'    shifts: {{agents: {servers}, hours: "{hours(windows)}"}}\n'
        "    skills: {channels: email}\n    end_of_shift: hand_back\n"
    )


def _em_measured(
    results: Results, windows: Windows, rate_per_h: float = RATE_PER_H, **_: Any
) -> list[Quantity]:
    return [
        *of(
            results,
            {
                "weekly_arrivals": lambda view: 168.0 * view.per_hour("demand.issues"),
                "utilization_of_open_hours": kpi("teams.office.occupancy"),
                "mean_in_system": kpi("email.mean_in_system"),
                "mean_response_time_h": kpi("email.mean_time_in_system_s", HOUR),
                "mean_time_to_start_h": kpi("email.mean_wait_s", HOUR),
            },
        ),
        *(
            Quantity(name, value, kpi(f"email.{name.removeprefix('p_')}"), rounding=_rare(value))
            for name, value in results.items()
            if name.startswith("p_started_within_") and name.endswith("h")
        ),
        *_by_day(results),
        *_at_hours(results, windows, rate_per_h),
    ]


def _rare(share: float) -> float:
    """What a share may be off that is so near to 0 or 1 that hardly any request tells."""
    return 0.003 if min(share, 1.0 - share) < 0.01 else 0.0


def _by_day(results: Results) -> list[Quantity]:
    """Requests by the day on which they came."""

    def day_of(name: str, day: int, scale: float) -> Any:
        def read(view: View) -> Any:
            return scale * view.hour_of(name, "email.offered", slice(24 * day, 24 * day + 24))

        return read

    measures = {
        "p_started_within_24h_by_arrival_day_Mon_to_Sun": ("email.service_level", 1.0),
        "mean_time_to_start_h_by_arrival_day_Mon_to_Sun": ("email.mean_wait_s", HOUR),
    }
    return [
        Quantity(
            f"{name.removesuffix('_Mon_to_Sun')}[{DAYS[day]}]",
            value,
            day_of(kpi_name, day, scale),
            rounding=_rare(value) if name.startswith("p_") else 0.0,
        )
        for name, (kpi_name, scale) in measures.items()
        for day, value in enumerate(results[name])
    ]


def _at_hours(results: Results, windows: Windows, rate: float) -> list[Quantity]:
    """Present at moments beside closed hours, in which the number grows by ``rate`` an hour."""
    closed = [not any(a <= hour < b for a, b in windows) for hour in range(168)]

    def at(hour: int) -> Any:
        def read(view: View) -> Any:
            if closed[hour]:
                return view.hour("email.mean_in_system", hour) - rate / 2.0
            return view.hour("email.mean_in_system", (hour - 1) % 168) + rate / 2.0

        return read

    return [
        Quantity(f"mean_in_system_at_hour_of_week[{hour}]", value, at(int(hour)), power=0.1)
        for hour, value in results["mean_in_system_at_hour_of_week"].items()
        if closed[int(hour)] or closed[(int(hour) - 1) % 168]
    ]


BACKLOG = Family(
    "Requests around the clock, answered in office hours.",
    _em,
    _em_page,
    _em_measured,
    replications=80,
    by_hour=True,
)


# -- without work: nothing but opening hours -------------------------------------------------

FIRST_AFTER_H = 0.01
"""The longest delay is that of the first request after closing, one of 60 an hour."""


def _door_page(open_windows: Windows) -> str:
    return (
        "clock: {length: 11 weeks, warm_up: 1 week, run_out: 7 days}\n"
        "demand:\n  requests: {rate: 60 per h}\n"
        "issue_types:\n  request: {work: 0 s}\n"
        "channels:\n  email: {kind: deferred, at_closing: keep}\n"
        "teams:\n  office:\n"
        f'    head_count: {{agents: 1, hours: "{hours(open_windows)}"}}\n'
        "    skills: {channels: email}\n"
    )


def _door_measured(results: Results, **_: Any) -> list[Quantity]:
    def later_than(h: int) -> Any:
        return lambda view: 1.0 - view(f"email.started_within_{h}h")

    return of(
        results,
        {
            "mean_delay_h": kpi("email.mean_wait_s", HOUR),
            "frac_delayed": kpi("email.delayed_share"),
            **{f"frac_delay_gt_{h}h": later_than(h) for h in (1, 8, 24, 48)},
        },
    ) + of(results, {"max_delay_h": kpi("email.wait_max_s", HOUR)}, rounding=FIRST_AFTER_H)


DOOR = Family(
    "Nothing but opening hours: work of no length, around the clock.",
    office.door,
    _door_page,
    _door_measured,
    replications=40,
)
