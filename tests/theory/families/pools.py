"""Two skills, served by a team each or by both together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.theory.case import Family, Quantity, kpi, of
from tests.theory.exact import erlang, lines
from tests.theory.sample import View
from tests.theory.text import clock, exponential, streams, types

Results = Mapping[str, Any]
MIN = 1.0 / 60.0


def _two_teams(rates: Sequence[float], means: Sequence[float], each: int, patience: str) -> str:
    """Two skills with a team each; variant ``pooled``: both teams do both."""
    teams = "".join(
        f"  team_{one}: {{head_count: {each}, skills: {{channels: phone, "
        f"issue_types: skill_{one}}}}}\n"
        for one in "ab"
    )
    return (
        clock(sum(rates), 80_000)
        + streams(("skill_a", "skill_b"), rates)
        + types(("skill_a", "skill_b"), [exponential(mean) for mean in means])
        + f"channels:\n  phone: {{patience: {patience}, at_closing: keep, "
        + "service_target: 80 % in 20 s}\n"
        + f"teams:\n{teams}"
        + "variants:\n  pooled:\n"
        + "    teams.team_a.skills: {channels: phone}\n"
        + "    teams.team_b.skills: {channels: phone}\n"
    )


def _both(
    results: Results, measures: Mapping[str, tuple[str, float]], names: Mapping[str, str]
) -> list[Quantity]:
    """The same KPIs of the dedicated (as it is) and the pooled variant."""
    return [
        Quantity(
            f"{kind}.{name}", results[kind][name], kpi(measure, scale, variant), variants=(variant,)
        )
        for kind, variant in names.items()
        for name, (measure, scale) in measures.items()
    ]


NAMES = {"dedicated": "as_is", "pooled": "pooled"}


def _ratio(view: View) -> Any:
    return view("phone.mean_wait_s") / view("phone.mean_wait_s", "pooled")


def _pool(servers_each: int, offered_each: float, mean_service: float) -> Mapping[str, Any]:
    found: dict[str, Any] = {}
    for kind, times in (("dedicated", 1), ("pooled", 2)):
        rate = times * offered_each / mean_service
        exact = erlang.erlang_c(times * servers_each, rate, mean_service)
        found[kind] = {
            "p_wait": exact["p_wait"],
            "mean_wait": exact["mean_wait"],
            "sl20s": exact["p_wait_le_20s"],
        }
    found["wait_ratio"] = found["dedicated"]["mean_wait"] / found["pooled"]["mean_wait"]
    return found


def _pool_page(servers_each: int, offered_each: float, mean_service: float) -> str:
    rate = offered_each / mean_service
    return _two_teams((rate, rate), (mean_service, mean_service), servers_each, "never")


def _pool_measured(results: Results, **_: Any) -> list[Quantity]:
    measures = {
        "p_wait": ("phone.delayed_share", 1.0),
        "mean_wait": ("phone.mean_wait_s", MIN),
        "sl20s": ("phone.service_level", 1.0),
    }
    return [
        *_both(results, measures, NAMES),
        Quantity("wait_ratio", results["wait_ratio"], _ratio, variants=("as_is", "pooled")),
    ]


POOL = Family("Two skills: M/M/c each, or pooled.", _pool, _pool_page, _pool_measured)


def _poola(
    servers_each: int, arrival_rate_each: float, mean_service: float, mean_patience: float
) -> Mapping[str, Any]:
    names = ("p_abandon", "p_wait", "mean_wait_all", "p_served_within_T", "utilization")
    found = {}
    for kind, times in (("dedicated", 1), ("pooled", 2)):
        exact = erlang.erlang_a(
            times * servers_each, times * arrival_rate_each, mean_service, mean_patience
        )
        found[kind] = {name: exact[name] for name in names}
    return found


def _poola_page(
    servers_each: int, arrival_rate_each: float, mean_service: float, mean_patience: float
) -> str:
    rates, means = (arrival_rate_each,) * 2, (mean_service,) * 2
    return _two_teams(rates, means, servers_each, exponential(mean_patience))


def _poola_measured(results: Results, servers_each: int, **_: Any) -> list[Quantity]:
    measures = {
        "p_abandon": ("phone.abandonment", 1.0),
        "p_wait": ("phone.delayed_share", 1.0),
        "mean_wait_all": ("phone.mean_wait_s", MIN),
        "p_served_within_T": ("phone.service_level_offered", 1.0),
    }

    def utilization(variant: str) -> Any:
        def read(view: View) -> Any:
            busy = [view(f"teams.team_{one}.mean_busy", variant) for one in "ab"]
            return (busy[0] + busy[1]) / (2 * servers_each)

        return read

    return [
        *_both(results, measures, NAMES),
        *(
            Quantity(
                f"{kind}.utilization",
                results[kind]["utilization"],
                utilization(variant),
                variants=(variant,),
            )
            for kind, variant in NAMES.items()
        ),
    ]


POOL_IMPATIENT = Family(
    "Two skills: M/M/c + M each, or pooled.",
    _poola,
    _poola_page,
    _poola_measured,
    replications=50,
)


def _poolmix(
    servers_each: int,
    rho: float,
    mean_service: Sequence[float],
    arrival_rates: Sequence[float],
) -> Mapping[str, Any]:
    waits = [
        erlang.erlang_c(servers_each, rate, mean)["mean_wait"]
        for rate, mean in zip(arrival_rates, mean_service, strict=True)
    ]
    total = sum(arrival_rates)
    phases = [
        (rate / total, 1.0 / mean) for rate, mean in zip(arrival_rates, mean_service, strict=True)
    ]
    pooled = lines.mh2c(total, 2 * servers_each, phases)
    weighted = sum(rate * wait for rate, wait in zip(arrival_rates, waits, strict=True))
    return {
        "dedicated_wait_by_class": waits,
        "dedicated_mean_wait": weighted / total,
        "pooled_wait": pooled["mean_wait"],
        "pooled_p_wait": pooled["p_wait"],
    }


def _poolmix_page(
    servers_each: int,
    rho: float,
    mean_service: Sequence[float],
    arrival_rates: Sequence[float],
) -> str:
    return _two_teams(arrival_rates, mean_service, servers_each, "never")


def _poolmix_measured(results: Results, **_: Any) -> list[Quantity]:
    waits = results["dedicated_wait_by_class"]
    pooled = {"variants": ("pooled",)}
    return [
        *(
            Quantity(
                f"dedicated_wait_by_class[{k + 1}]",
                wait,
                kpi(f"types.skill_{name}.mean_wait_s", MIN),
            )
            for k, (name, wait) in enumerate(zip("ab", waits, strict=True))
        ),
        *of(results, {"dedicated_mean_wait": kpi("phone.mean_wait_s", MIN)}),
        *of(results, {"pooled_wait": kpi("phone.mean_wait_s", MIN, "pooled")}, **pooled),
        *of(results, {"pooled_p_wait": kpi("phone.delayed_share", 1.0, "pooled")}, **pooled),
    ]


POOL_MIXED = Family(
    "Two skills with different work: M/M/c each, or pooled M/H2/c.",
    _poolmix,
    _poolmix_page,
    _poolmix_measured,
)
