"""How agents work: talk cut short, offers, telling again, special lanes, reserve, shared lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.theory.case import Family, Quantity, each_minute, kpi, measured, of
from tests.theory.exact import erlang, working
from tests.theory.sample import View
from tests.theory.text import (
    care,
    clock,
    exponential,
    minutes,
    needs,
    number,
    per_min,
    percent,
    question,
    streams,
    types,
)

Results = Mapping[str, Any]
MIN = 1.0 / 60.0

# -- talk cut short --------------------------------------------------------------------------

WORK_MIN = 2.0
RULES = {"new": working.drawn_anew, "kept": working.kept}


def _cut(returned_work: str, target: float, overhead: float) -> Mapping[str, float]:
    return RULES[returned_work](target, overhead)


def _cut_page(returned_work: str, target: float, overhead: float) -> str:
    """The target and the overhead are shares of the mean work."""
    aim = f"talk: {minutes(target * WORK_MIN)}, overhead: {minutes(overhead * WORK_MIN)}"
    return (
        clock(0.1, 2_000)
        + needs(0.1)
        + question(exponential(WORK_MIN))
        + "channels:\n  phone: {returns: {unresolved: {chance: 100 %, at_most: 10000}}}\n"
        + care(30, "phone", f", handle_time_target: {{{aim}, returned_work: {returned_work}}}")
    )


TARGET = Family(
    "Talk cut at a handle-time target, the need comes back until it is met.",
    _cut,
    _cut_page,
    measured(
        {
            "load_per_met_need": kpi("types.question.handle_per_met_need_s", MIN / WORK_MIN),
            "contacts_per_issue": kpi("demand.contacts_per_issue"),
            "cut_short_share": kpi("teams.care.cut_short_share"),
        }
    ),
    replications=40,
)


# -- offers ----------------------------------------------------------------------------------


def _offers(
    arrival_rate: float,
    mean_service: float,
    share: float,
    mean_offer: float,
    accepted: float,
    revenue: float,
) -> str:
    offer = f"share: {percent(share)}, takes: {exponential(mean_offer)}"
    money = f"accepted: {percent(accepted)}, revenue: {number(revenue)} USD"
    return (
        clock(arrival_rate, 15_000)
        + needs(arrival_rate)
        + question(exponential(mean_service))
        + "channels:\n  phone: {}\n"
        + care(1, "phone", f", offers: {{{offer}, {money}}}")
    )


OFFERS = Family(
    "M/G/1, work and offers.",
    working.offers,
    _offers,
    measured(
        {
            "offered_share": kpi("teams.care.offered_share"),
            "accepted_share": kpi("teams.care.offers_accepted_share"),
            "revenue_rate": each_minute("teams.care.revenue"),
            "mean_handle": kpi("phone.mean_handle_s", MIN),
            "utilization": kpi("teams.care.occupancy"),
            "mean_wait": kpi("phone.mean_wait_s", MIN),
            "mean_queue": kpi("phone.mean_queue"),
            "mean_time_in_system": kpi("phone.mean_time_in_system_s", MIN),
        }
    ),
)


# -- telling again ---------------------------------------------------------------------------


def _again(agents: int, resolves: float, mean_service: float, again: float) -> str:
    """Agents are at work for a fifth of their time."""
    rate = 0.2 * agents * resolves / mean_service
    back = "unresolved: {chance: 100 %, delay: 2 h, at_most: 1000}"
    resolved = f", resolves: {percent(resolves)}, re_explaining: {minutes(again)}"
    return (
        clock(rate, 4_000, run_out="4 days")
        + needs(rate)
        + question(minutes(mean_service), resolved)
        + f"channels:\n  phone: {{returns: {{{back}}}}}\n"
        + care(agents, "phone", ", chooses_agent: random, history: own")
    )


TOLD_AGAIN = Family(
    "Agents at random who see their own talks only.",
    working.told_again,
    _again,
    measured(
        {
            "contacts_per_issue": kpi("demand.contacts_per_issue"),
            "re_explained_share": kpi("phone.re_explained_share"),
            "re_explanations_per_issue": kpi("resolution.re_explanations_per_issue"),
            "mean_handle": kpi("phone.mean_handle_s", MIN),
        }
    ),
    replications=40,
)


# -- special lanes ---------------------------------------------------------------------------


def _lanes(
    by: str,
    arrival_rates_high_to_low: Sequence[float],
    mean_services: Sequence[float],
) -> Mapping[str, Any]:
    return working.lanes(arrival_rates_high_to_low, mean_services)


CLASSES = ("class_1", "class_2")


def _lanes_page(
    by: str, arrival_rates_high_to_low: Sequence[float], mean_services: Sequence[float]
) -> str:
    """Told apart by their customers' ``value`` or ``reach``, or by their mean work."""
    rates, total = arrival_rates_high_to_low, sum(arrival_rates_high_to_low)
    page = clock(total, 25_000)
    if by == "shortest_work":
        works = [exponential(one) for one in mean_services]
        page += streams(CLASSES, rates) + types(CLASSES, works)
        rule = "shortest_work"
    else:
        mark, least = {
            "value": ("value: 40 USD/week", "value_from: 30 USD/week"),
            "reach": ("reach: 20000", "reach_from: 10000"),
        }[by]
        first, second = (number(rate) for rate in rates)
        page += f"customers:\n  segments:\n    class_1: {{share: {first}, {mark}}}\n"
        page += f"    class_2: {{share: {second}}}\n"
        page += needs(total) + question(exponential(mean_services[0]))
        rule = "priority"
        page += f"routing:\n  priorities: [{{{least}, priority: 1}}]\n"
    return page + "channels:\n  phone: {}\n" + care(1, "phone", f", chooses_contact: {rule}")


def _lanes_measured(results: Results, by: str, **_: Any) -> list[Quantity]:
    kind = "types" if by == "shortest_work" else "segments"
    return [
        *of(results, {"utilization": kpi("teams.care.occupancy")}),
        *(
            Quantity(f"mean_wait[{k + 1}]", wait, kpi(f"{kind}.{name}.mean_wait_s", MIN))
            for k, (name, wait) in enumerate(
                zip(CLASSES, results["mean_wait_by_class"], strict=True)
            )
        ),
    ]


LANES = Family("M/G/1 with special lanes.", _lanes, _lanes_page, _lanes_measured)


# -- a reserve -------------------------------------------------------------------------------


def _reserve(
    arrival_rate: float, mean_service: float, servers: int, reserves: int, above: int, until: int
) -> str:
    rule = f"queue: phone, team: reserve, above: {above}, until: {until}"
    return (
        clock(arrival_rate, 20_000)
        + needs(arrival_rate)
        + question(exponential(mean_service))
        + "channels:\n  phone: {}\n"
        + care(servers, "phone")
        + f"  reserve: {{head_count: {reserves}, skills: {{channels: phone}}}}\n"
        + f"routing:\n  reserve: {{{rule}}}\n"
    )


def _called(view: View) -> Any:
    return view.per_hour("phone.reserve_called_h")


def _calls(view: View) -> Any:
    return view.per_hour("phone.reserve_calls")


RESERVE = Family(
    "M/M/c, and a reserve while the line is long.",
    working.reserve,
    _reserve,
    measured(
        {
            "p_wait": kpi("phone.delayed_share"),
            "mean_wait": kpi("phone.mean_wait_s", MIN),
            "mean_queue": kpi("phone.mean_queue"),
            "utilization": kpi("teams.care.occupancy"),
            "utilization_of_reserve": kpi("teams.reserve.occupancy"),
            "called_share": _called,
            "calls_per_h": _calls,
        }
    ),
)


# -- shared lines ----------------------------------------------------------------------------


def _shared(
    lines: int, servers: int, arrival_rates: Sequence[float], mean_service: float
) -> Mapping[str, float]:
    law = erlang.populations(
        servers, sum(arrival_rates), mean_service, float("inf"), lines - servers
    )
    return {"blocking": float(law[-1])}


def _shared_page(
    lines: int, servers: int, arrival_rates: Sequence[float], mean_service: float
) -> str:
    calls, orders = (per_min(one) for one in arrival_rates)
    return (
        clock(sum(arrival_rates), 15_000)
        + f"demand:\n  calls: {{rate: {calls}, channels: phone}}\n"
        + f"  orders: {{rate: {orders}, channels: sales}}\n"
        + question(exponential(mean_service))
        + f"shared_lines: {{main: {lines}}}\n"
        + "channels:\n  phone: {lines: main, patience: never}\n"
        + "  sales: {lines: main, patience: never}\n"
        + care(servers, "[phone, sales]")
    )


def _shared_measured(results: Results, **_: Any) -> list[Quantity]:
    """Poisson arrivals see time averages, those of either stream the same."""
    return [
        Quantity(f"blocking[{channel}]", results["blocking"], kpi(f"{channel}.blocking"))
        for channel in ("phone", "sales")
    ]


SHARED_LINES = Family(
    "M/M/c/K, two streams on the same lines.",
    _shared,
    _shared_page,
    _shared_measured,
    replications=60,
)
