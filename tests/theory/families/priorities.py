"""Non-preemptive priorities: Cobham, and with abandonment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.theory.case import Family, Quantity, kpi, of
from tests.theory.exact import lines, single
from tests.theory.text import clock, exponential, number, streams, types

Results = Mapping[str, Any]
MIN = 1.0 / 60.0


def _names(count: int) -> list[str]:
    """Issue types by priority."""
    return [f"class_{k + 1}" for k in range(count)]


def _ranked(rates: Sequence[float], works: Sequence[str], agents: int, patience: str) -> str:
    names = _names(len(rates))
    ranks = "".join(
        f"    - {{issue_type: {name}, priority: {k + 1}}}\n" for k, name in enumerate(names)
    )
    return (
        clock(sum(rates), 110_000)
        + streams(names, rates)
        + types(names, works)
        + f"channels:\n  phone: {{patience: {patience}, at_closing: keep, "
        + "service_target: 80 % in 1 min}\n"
        + f"teams:\n  agents:\n    head_count: {agents}\n    skills: {{channels: phone}}\n"
        + "    chooses_contact: priority\n"
        + f"routing:\n  priorities:\n{ranks}"
        + "variants:\n  one_line: {teams.agents.chooses_contact: longest_waiting}\n"
    )


def _by_class(results: Results, name: str, kpi_name: str, scale: float = 1.0) -> list[Quantity]:
    return [
        Quantity(f"{name}[{k + 1}]", value, kpi(f"types.class_{k + 1}.{kpi_name}", scale))
        for k, value in enumerate(results[name])
    ]


def _one_line(results: Results, **measures: str) -> list[Quantity]:
    return [
        Quantity(
            name,
            results[name],
            kpi(measure, MIN if measure.endswith("_s") else 1.0, "one_line"),
            variants=("one_line",),
        )
        for name, measure in measures.items()
    ]


# -- non-preemptive priorities ---------------------------------------------------------------


def _pr(
    arrival_rates_high_to_low: Sequence[float], mean_service: float, servers: int
) -> Mapping[str, Any]:
    return single.cobham(arrival_rates_high_to_low, mean_service, servers)


def _pr_page(arrival_rates_high_to_low: Sequence[float], mean_service: float, servers: int) -> str:
    works = [exponential(mean_service)] * len(arrival_rates_high_to_low)
    return _ranked(arrival_rates_high_to_low, works, servers, "never")


def _pr_measured(
    results: Results, arrival_rates_high_to_low: Sequence[float], **_: Any
) -> list[Quantity]:
    last = f"types.class_{len(arrival_rates_high_to_low)}.mean_wait_s"
    return [
        *of(results, {"p_wait": kpi("phone.delayed_share")}),
        *_by_class(results, "mean_wait_by_class", "mean_wait_s", MIN),
        *_by_class(results, "mean_queue_by_class", "mean_queue"),
        *of(
            results,
            {
                "mean_wait_ratio_last_to_first": lambda view: (
                    view(last) / view("types.class_1.mean_wait_s")
                ),
                "p_wait_gt_1min_class1": lambda view: 1.0 - view("types.class_1.service_level"),
            },
        ),
        *_one_line(results, fcfs_mean_wait="phone.mean_wait_s"),
    ]


PRIORITIES = Family("M/M/c with non-preemptive priorities.", _pr, _pr_page, _pr_measured)


# -- M/G/1 with priorities -------------------------------------------------------------------

Classes = Sequence[Mapping[str, Any]]


def _prg(classes_high_to_low: Classes) -> Mapping[str, Any]:
    return single.cobham_general(
        [
            (one["arrival_rate"], single.moments(one["service"], one["mean"], one["cv"]))
            for one in classes_high_to_low
        ]
    )


def _prg_page(classes_high_to_low: Classes) -> str:
    rates = [one["arrival_rate"] for one in classes_high_to_low]
    return _ranked(rates, [_service(one) for one in classes_high_to_low], 1, "never")


def _service(one: Mapping[str, Any]) -> str:
    mean = f"{number(one['mean'])} min"
    forms = {
        "D": mean,
        "M": f"exponential({mean})",
        "E2": f'"erlang(mean {mean}, k 2)"',
        "LN": f'"lognormal(mean {mean}, cv {one["cv"]})"',
        "H2": f'"hyperexponential(mean {mean}, cv {one["cv"]})"',
    }
    return forms[one["service"]]


def _prg_measured(results: Results, **_: Any) -> list[Quantity]:
    return [
        *_by_class(results, "mean_wait_by_class", "mean_wait_s", MIN),
        *of(results, {"utilization": kpi("teams.agents.occupancy")}),
        *_one_line(results, fcfs_mean_wait="phone.mean_wait_s"),
    ]


PRIORITIES_GENERAL = Family(
    "M/G/1 with non-preemptive priorities.",
    _prg,
    _prg_page,
    _prg_measured,
    unmeasured={
        "mean_residual": "the work that is left in hand follows from the record: "
        "`work_left_s` − `work_waiting_s` of `sim.distributions` "
        "([a test](../tests/theory/test_no_measures.py) compares it)"
    },
    replications=60,
)


# -- priorities with abandonment -------------------------------------------------------------


def _pra(
    arrival_rates_high_to_low: Sequence[float],
    mean_service: float,
    mean_patience: float,
    servers: int,
) -> Mapping[str, Any]:
    return lines.priorities_with_patience(
        arrival_rates_high_to_low, mean_service, mean_patience, servers
    )


def _pra_page(
    arrival_rates_high_to_low: Sequence[float],
    mean_service: float,
    mean_patience: float,
    servers: int,
) -> str:
    works = [exponential(mean_service)] * len(arrival_rates_high_to_low)
    return _ranked(arrival_rates_high_to_low, works, servers, exponential(mean_patience))


def _pra_measured(results: Results, **_: Any) -> list[Quantity]:
    return [
        *of(results, {"p_wait": kpi("phone.delayed_share")}),
        *_by_class(results, "p_abandon_by_class", "abandonment"),
        *_by_class(results, "mean_wait_all_by_class", "mean_wait_s", MIN),
        *_by_class(results, "mean_queue_by_class", "mean_queue"),
        *_one_line(
            results, fcfs_p_abandon="phone.abandonment", fcfs_mean_wait_all="phone.mean_wait_s"
        ),
    ]


PRIORITIES_IMPATIENT = Family(
    "M/M/c + M with non-preemptive priorities.",
    _pra,
    _pra_page,
    _pra_measured,
    replications=60,
)
