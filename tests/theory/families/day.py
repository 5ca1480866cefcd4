"""A day whose arrivals and staff change by the hour, starting empty (TV)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.theory.case import Family, Quantity, kpi, of
from tests.theory.exact import day
from tests.theory.sample import View
from tests.theory.text import exponential, number

Results = Mapping[str, Any]
MIN = 1.0 / 60.0


def page(
    arrivals_per_h: Sequence[float],
    agents_by_hour: Sequence[int],
    work: str,
    channel: str,
    end_of_shift: str = "finish",
    start: int = 0,
    stream: str = "",
) -> str:
    """A day from ``start`` o'clock on; the agents of the last hour stay until all are served."""
    end = start + len(arrivals_per_h)
    open_hours = f'"Mon {start:02d}:00-{end:02d}:00"'
    by_hour = ", ".join(number(n) for n in arrivals_per_h)
    last = agents_by_hour[-1]
    if len(set(agents_by_hour)) == 1:
        staff = f"    head_count: {last}\n"
    else:
        counts = ", ".join(str(n) for n in agents_by_hour)
        staff = (
            "    head_count:\n"
            f"      - {{hours: {open_hours}, by_hour: [{counts}]}}\n"
            f'      - {{agents: {last}, hours: "Mon {end:02d}:00-24:00"}}\n'
        )
    warm_up = f"warm_up: {start} h, " if start else ""
    return (
        f"clock: {{length: {end} h, {warm_up}run_out: {24 - end} h}}\n"
        f"demand:\n  calls:\n{stream}    rate_by_hour:\n      hours: {open_hours}\n"
        f"      by_hour: [{by_hour}]\n"
        f"issue_types:\n  question: {{work: {work}}}\n"
        f"channels:\n  phone: {{{channel}, at_closing: keep, service_target: 80 % in 20 s}}\n"
        f"teams:\n  agents:\n{staff}    end_of_shift: {end_of_shift}\n"
        "    skills: {channels: phone}\n"
    )


def _counts(params: Mapping[str, Any]) -> Sequence[int]:
    rates = params["arrival_rate_by_hour"]
    found: Sequence[int] = params.get("servers_by_hour") or [params["servers"]] * len(rates)
    return found


def _results(finish: bool, **params: Any) -> Mapping[str, Any]:
    found = day.day(
        params["arrival_rate_by_hour"],
        _counts(params),
        params["mean_service"],
        params["mean_patience"],
        finish,
    )
    return found


def _page(finish: bool, **params: Any) -> str:
    return page(
        [60.0 * rate for rate in params["arrival_rate_by_hour"]],
        _counts(params),
        exponential(params["mean_service"]),
        f"patience: {exponential(params['mean_patience'])}",
        "finish" if finish else "hand_back",
    )


def _measured(results: Results, finish: bool, **params: Any) -> list[Quantity]:
    return [*_totals(results["totals"], finish, params), *_hourly(results["hourly"], params)]


def _gave_up(view: View) -> Any:
    """Callers lost; with hand-backs some had been answered before."""
    return view("phone.abandoned") + view("phone.lost_after_answer")


def _totals(totals: Results, finish: bool, params: Mapping[str, Any]) -> list[Quantity]:
    found = of(
        totals,
        {
            "arrivals": kpi("phone.offered"),
            "abandons_with_drain": _gave_up,
            "abandon_frac_with_drain": lambda view: _gave_up(view) / view("phone.offered"),
        },
    )
    at_end = {"end_of_day_mean_in_system": kpi("demand.open_issues_end")}
    found += of(totals, at_end, power=0.03)
    if "servers" in params:
        found += of(
            totals,
            {
                "sl20s_arrival_weighted": kpi("phone.service_level_offered"),
                "utilization_in_day": kpi("teams.agents.occupancy"),
            },
        )
    if finish:
        found += of(
            totals,
            {
                "mean_wait_all_with_drain": kpi("phone.mean_wait_s", MIN),
                "mean_queue_day": kpi("phone.mean_queue"),
            },
        )
    return found


def _hourly(hourly: Sequence[Results], params: Mapping[str, Any]) -> list[Quantity]:
    measures = {
        "arrivals": "phone.offered",
        "abandons": "phone.gave_up",
        "mean_queue": "phone.mean_queue",
        "mean_busy": "teams.agents.busy",
    }
    if "servers" in params:
        measures |= {
            "p_wait": "phone.delayed_share",
            "sl20s": "phone.service_level_offered",
        }

    def at(measure: str, hour: int) -> Any:
        def share(view: View) -> Any:
            return view.hour_of(measure, "phone.offered", slice(hour, hour + 1))

        def average(view: View) -> Any:
            return view.hour(measure, hour)

        return share if measure in SHARES else average

    return [
        Quantity(
            f"{name}[{hour + 1}]",
            of_hour[name],
            at(measure, hour),
            power=HOURLY[name],
            rounding=RARE if of_hour[name] < RARE_BELOW else 0.0,
        )
        for hour, of_hour in enumerate(hourly)
        for name, measure in measures.items()
    ]


HOURLY = {"arrivals": 0.02, "abandons": 0.15, "mean_queue": 0.1, "mean_busy": 0.02} | {
    "p_wait": 0.1,
    "sl20s": 0.02,
}
"""How sharp the numbers of single hours must be."""
SHARES = ("phone.delayed_share", "phone.service_level_offered")
"""Shares of the callers of an hour: sums over the replications are divided, not days averaged."""
RARE, RARE_BELOW = 0.01, 0.05
"""What the numbers of a nearly empty hour may be off: hardly any caller waits in it."""


DAY = Family(
    "M(t)/M/c(t) + M, from an empty floor until it is empty again.",
    _results,
    _page,
    _measured,
    unmeasured={
        "end_mean_in_system": "numbers at the ends of hours are counted in records "
        "([a test](../tests/theory/test_no_measures.py) compares them)",
        "end_mean_queue": "as above",
    },
    replications=2500,
    short=200,
    shorten=1,
    by_hour=True,
)
