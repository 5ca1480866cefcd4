"""One line before one team: Erlang B, C and A, M/G/1, M/H2/c."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.theory.case import Family, Quantity, kpi, of
from tests.theory.exact import erlang, lines, single
from tests.theory.sample import View
from tests.theory.text import clock, exponential, number, per_min

Results = Mapping[str, Any]
MIN = 1.0 / 60.0
TARGETS = """\
variants:
  within_1min: {channels.phone.service_target: 80 % in 1 min}
  within_5min: {channels.phone.service_target: 80 % in 5 min}
  within_20min: {channels.phone.service_target: 80 % in 20 min}
"""


def _page(
    rate: float,
    work: str,
    agents: int,
    channel: str,
    contacts: float = 60_000,
    targets: Sequence[str] = (),
) -> str:
    first, *lines_of = TARGETS.splitlines(keepends=True)
    chosen = [line for line in lines_of if line.split(":")[0].strip() in targets]
    variants = first + "".join(chosen) if chosen else ""
    return (
        clock(rate, contacts)
        + f"demand:\n  calls: {{rate: {per_min(rate)}}}\n"
        + f"issue_types:\n  question: {{work: {_quoted(work)}}}\n"
        + f"channels:\n  phone: {{{channel}, at_closing: keep, service_target: 80 % in 20 s}}\n"
        + f"teams:\n  agents: {{head_count: {agents}, skills: {{channels: phone}}}}\n"
        + variants
    )


def _quoted(text: str) -> str:
    return f'"{text}"' if "," in text else text


# -- Erlang B --------------------------------------------------------------------------------

SERVICE_MIN = 5.0


def _lost(servers: int, offered_load: float) -> str:
    rate = offered_load / SERVICE_MIN
    return _page(rate, exponential(SERVICE_MIN), servers, f"lines: {servers}, patience: never")


def _lost_measured(results: Results, servers: int, offered_load: float) -> list[Quantity]:
    return of(
        results,
        {
            "blocking": kpi("phone.blocking"),
            "carried_load": kpi("teams.agents.mean_busy"),
            "utilization": kpi("teams.agents.occupancy"),
        },
    )


ERLANG_B = Family("M/M/c/c, Erlang B.", erlang.erlang_b, _lost, _lost_measured, replications=60)


# -- Erlang C --------------------------------------------------------------------------------


def _erlang_c(servers: int, arrival_rate: float, mean_service: float) -> dict[str, float]:
    return erlang.erlang_c(servers, arrival_rate, mean_service)


def _waiting(servers: int, arrival_rate: float, mean_service: float) -> str:
    slack = 1.0 - arrival_rate * mean_service / servers
    return _page(
        arrival_rate,
        exponential(mean_service),
        servers,
        "patience: never",
        contacts=70_000 * (0.2 / slack) ** 1.1,
        targets=("within_1min", "within_5min"),
    )


def variance(view: View) -> Any:
    """Variance of the waits, from each replication's mean and standard deviation."""

    def count(v: Results) -> Any:
        return v["phone.offered"]

    def squares(v: Results) -> Any:
        mean = v["phone.mean_wait_s"] / v["phone.offered"]
        return (v["phone.wait_sd_s"] ** 2 + mean**2) * v["phone.offered"]

    second = view.mean(squares) / view.mean(count)
    return (second - view("phone.mean_wait_s") ** 2) * MIN**2


def _line(results: Results) -> list[Quantity]:
    """What any line without abandonment shows."""
    return of(
        results,
        {
            "mean_wait": kpi("phone.mean_wait_s", MIN),
            "mean_queue": kpi("phone.mean_queue"),
            "mean_wait_given_wait": kpi("phone.mean_wait_delayed_s", MIN),
            "mean_time_in_system": kpi("phone.mean_time_in_system_s", MIN),
            "mean_in_system": kpi("phone.mean_in_system"),
            "utilization": kpi("teams.agents.occupancy"),
        },
    )


def _waiting_measured(results: Results, **_: Any) -> list[Quantity]:
    return [
        *_line(results),
        *of(
            results,
            {
                "p_wait": kpi("phone.delayed_share"),
                "p_wait_le_20s": kpi("phone.service_level"),
            },
        ),
        *of(
            results,
            {
                "wait_quantile_90": kpi("phone.wait_p90_s", MIN),
                "wait_quantile_95": kpi("phone.wait_p95_s", MIN),
            },
            power=0.03,
        ),
        *of(results, {"var_wait": variance}, power=0.06),
        *_within(results, p_wait_le_1min="within_1min"),
        *of(
            results,
            {"p_wait_gt_5min": lambda view: 1.0 - view("phone.service_level", "within_5min")},
            power=0.05 if results["p_wait_gt_5min"] > 0.05 else 0.4,
            variants=("within_5min",),
        ),
    ]


def _within(results: Results, **variants: str) -> list[Quantity]:
    return [
        Quantity(
            name,
            results[name],
            kpi("phone.service_level", variant=variant),
            variants=(variant,),
        )
        for name, variant in variants.items()
    ]


SHARES = {"within_1min": 0.4, "within_5min": 0.4, "within_20min": 0.25}
ERLANG_C = Family("M/M/c, Erlang C.", _erlang_c, _waiting, _waiting_measured, shares=SHARES)


# -- Erlang A --------------------------------------------------------------------------------


def _impatient(
    servers: int,
    arrival_rate: float,
    mean_service: float,
    mean_patience: float,
    room: int | None = None,
) -> str:
    places = "" if room is None else f", waiting_room: {room}"
    channel = f"patience: {exponential(mean_patience)}{places}"
    return _page(arrival_rate, exponential(mean_service), servers, channel)


def _impatient_measured(results: Results, **_: Any) -> list[Quantity]:
    def soon_gone(view: View) -> Any:
        return 1.0 - view("phone.service_level_offered") / view("phone.service_level")

    return of(
        results,
        {
            "p_abandon": kpi("phone.abandonment"),
            "p_served": kpi("phone.response_rate"),
            "p_wait": kpi("phone.delayed_share"),
            "mean_wait_all": kpi("phone.mean_wait_s", MIN),
            "mean_queue": kpi("phone.mean_queue"),
            "mean_wait_served": kpi("phone.asa_s", MIN),
            "mean_wait_abandoned": kpi("phone.mean_wait_abandoned_s", MIN),
            "mean_in_system": kpi("phone.mean_in_system"),
            "utilization": kpi("teams.agents.occupancy"),
            "p_served_within_T": kpi("phone.service_level_offered"),
            "sl_of_served": kpi("phone.service_level_answered"),
            "p_abandon_within_T": soon_gone,
            "sl_excluding_short_abandons": kpi("phone.service_level"),
            "p_block": kpi("phone.blocking"),
        },
    )


ERLANG_A = Family(
    "M/M/c + M, Erlang A.",
    erlang.erlang_a,
    _impatient,
    _impatient_measured,
    unmeasured={
        "p_offered_wait_gt_T": "the wait that callers who gave up would have had; it follows from "
        "the shares who still wait then, and who would have been patient "
        "([a test](../tests/theory/test_no_measures.py) compares it)",
    },
    replications=50,
)


# -- M/G/1 -----------------------------------------------------------------------------------


def _service(kind: str, mean: float, cv: float | None) -> str:
    minutes = f"{number(mean)} min"
    if kind == "D":
        return minutes
    if kind == "M":
        return exponential(mean)
    if kind == "E2":
        return f"erlang(mean {minutes}, k 2)"
    assert cv is not None
    word = {"LN": "lognormal", "H2": "hyperexponential"}[kind]
    return f"{word}(mean {minutes}, cv {number(cv)})"


def _mg1(
    arrival_rate: float, mean_service: float, service: str, cv: float | None = None
) -> dict[str, float]:
    return single.mg1(arrival_rate, mean_service, service, cv)


def _one_agent(
    arrival_rate: float, mean_service: float, service: str, cv: float | None = None
) -> str:
    heavy = arrival_rate * mean_service > 0.7
    return _page(
        arrival_rate,
        _service(service, mean_service, cv),
        1,
        "patience: never",
        contacts=(60_000 if heavy else 40_000) * (2 if (cv or 0) > 1 else 1),
        targets=("within_5min", "within_20min") if service == "D" else (),
    )


def _one_agent_measured(results: Results, **_: Any) -> list[Quantity]:
    def busy_period(view: View) -> Any:
        """Busy time over the callers who found the agent idle: each begins a busy period."""
        idle = view("phone.offered") * (1.0 - view("phone.delayed_share"))
        return view("teams.agents.busy_h") * 60.0 / idle

    return [
        *_line(results),
        *of(
            results,
            {
                "p_no_wait": lambda view: 1.0 - view("phone.delayed_share"),
                "mean_busy_period": busy_period,
            },
        ),
        *of(results, {"sd_wait": lambda view: variance(view) ** 0.5}, power=0.06),
        *(
            _within(results, p_wait_le_5min="within_5min", p_wait_le_20min="within_20min")
            if "p_wait_le_5min" in results
            else []
        ),
    ]


ONE_AGENT = Family("M/G/1.", _mg1, _one_agent, _one_agent_measured, replications=60, shares=SHARES)


# -- M/H2/c ----------------------------------------------------------------------------------


def _mh2c(arrival_rate: float, servers: int, mean_service: float, cv: float) -> dict[str, float]:
    return lines.mh2c(arrival_rate, servers, single.balanced(mean_service, cv))


def _variable(arrival_rate: float, servers: int, mean_service: float, cv: float) -> str:
    work = f"hyperexponential(mean {number(mean_service)} min, cv {number(cv)})"
    return _page(arrival_rate, work, servers, "patience: never", contacts=60_000)


def _variable_measured(results: Results, **_: Any) -> list[Quantity]:
    return of(
        results,
        {
            "mean_queue": kpi("phone.mean_queue"),
            "mean_wait": kpi("phone.mean_wait_s", MIN),
            "p_wait": kpi("phone.delayed_share"),
            "utilization": kpi("teams.agents.occupancy"),
        },
    )


VARIABLE = Family(
    "M/H2/c.",
    _mh2c,
    _variable,
    _variable_measured,
    unmeasured={"allen_cunneen_approx_wait": "an approximation, not the truth"},
)
