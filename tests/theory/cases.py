"""All cases by id, with their parameters (times in minutes unless a name says hours).

A new case of a family needs a row here; ``python -m tests.theory.write_cases`` writes its file.
The ids are those of the reference cases that the exact values were checked against.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.theory.case import Case, Family
from tests.theory.cases_of_mechanisms import MECHANISMS
from tests.theory.families import (
    chat,
    day,
    office,
    peers,
    pools,
    priorities,
    returning,
    single_line,
    skills,
)

Rows = Mapping[str, Mapping[str, Any]]

_SHARES = "they are about a public that shares what it reads: how many shares come of one"
_FOLLOWERS = "they are about a public that follows customers: how many read a complaint of one"
WAITING = {
    "CASC_R0.3": _SHARES,
    "CASC_R0.9": _SHARES,
    "PARETO_a2.0": _FOLLOWERS,
    "PARETO_a2.5": _FOLLOWERS,
}
"""Reference cases that no scenario can be written for yet, and what they wait for."""


def _erlang_b() -> Rows:
    sizes = ((1, 0.5), (2, 1.0), (5, 3.0), (10, 8.0), (20, 16.0), (100, 95.0))
    return {f"B_c{c}_a{a:g}": {"servers": c, "offered_load": a} for c, a in sizes}


def _erlang_c() -> Rows:
    sizes = ((1, 0.8), (2, 1.6), (5, 4.0), (10, 8.0), (10, 9.5), (20, 16.0), (50, 45.0))
    return {
        f"C_c{c}_a{a:g}": {"servers": c, "arrival_rate": a / 5.0, "mean_service": 5.0}
        for c, a in sizes
    }


def _erlang_a() -> Rows:
    of_ten = ((1.6, 0.2), (1.6, 0.5), (2.0, 0.1), (2.0, 0.2), (2.0, 0.4), (3.0, 0.5))
    sizes = (*((10, *one) for one in of_ten), (100, 20.0, 0.25))
    return {
        f"A_c{c}_lam{rate:g}_th{theta:g}": {
            "servers": c,
            "arrival_rate": rate,
            "mean_service": 5.0,
            "mean_patience": 1.0 / theta,
        }
        for c, rate, theta in sizes
    }


def _one_agent() -> Rows:
    kinds = (("D", None), ("E2", None), ("M", None), ("LN", 0.8), ("LN", 1.2), ("H2", 2.0))
    return {
        f"MG1_{kind}{'' if cv is None else cv}_rho{rho}": {
            "arrival_rate": rho / 5.0,
            "mean_service": 5.0,
            "service": kind,
            "cv": cv,
        }
        for rho in (0.5, 0.8)
        for kind, cv in kinds
    }


def _variable() -> Rows:
    return {
        f"MH2c_c{c}_rho0.8_cv1.2": {
            "arrival_rate": 0.16 * c,
            "servers": c,
            "mean_service": 5.0,
            "cv": 1.2,
        }
        for c in (5, 10)
    }


def _priorities() -> Rows:
    sizes = {
        "PR_c1_2cls": ((0.05, 0.11), 1),
        "PR_c3_2cls": ((0.1, 0.32), 3),
        "PR_c10_2cls": ((0.2, 1.6), 10),
        "PR_c10_2cls_half": ((0.9, 0.9), 10),
    }
    return {
        name: {"arrival_rates_high_to_low": rates, "mean_service": 5.0, "servers": c}
        for name, (rates, c) in sizes.items()
    }


PRG: Rows = {
    "PRG_social_first": {
        "classes_high_to_low": (
            {"arrival_rate": 0.06, "service": "M", "mean": 2.0, "cv": None},
            {"arrival_rate": 0.12, "service": "LN", "mean": 5.0, "cv": 1.2},
        )
    }
}


def _priorities_impatient() -> Rows:
    rates = {"PRA_c10": (0.2, 1.8), "PRA_c10_half": (1.0, 1.0)}
    return {
        name: {
            "arrival_rates_high_to_low": both,
            "mean_service": 5.0,
            "mean_patience": 5.0,
            "servers": 10,
        }
        for name, both in rates.items()
    }


DAY_RATES = (1.0, 1.6, 2.0, 2.2, 2.0, 1.6, 1.8, 2.0, 2.1, 1.6, 1.0, 0.6)
DAY_STAFF = (6, 6, 11, 11, 11, 11, 8, 8, 8, 8, 5, 5)
_DAY: Mapping[str, Any] = {
    "arrival_rate_by_hour": DAY_RATES,
    "mean_service": 5.0,
    "mean_patience": 4.0,
}
TV: Rows = {
    "TV_A_c10": {**_DAY, "servers": 10, "finish": True},
    "TV_B_preempt": {**_DAY, "servers_by_hour": DAY_STAFF, "finish": False},
    "TV_B_finish": {**_DAY, "servers_by_hour": DAY_STAFF, "finish": True},
}
POOL: Rows = {
    f"POOL_{c}+{c}": {"servers_each": c, "offered_each": 0.8 * c, "mean_service": 5.0}
    for c in (10, 5, 3)
}
POOLA: Rows = {
    "POOLA_10+10": {
        "servers_each": 10,
        "arrival_rate_each": 2.0,
        "mean_service": 5.0,
        "mean_patience": 4.0,
    }
}
POOLMIX: Rows = {
    "POOLMIX_2_4": {
        "servers_each": 5,
        "rho": 0.8,
        "mean_service": (2.0, 4.0),
        "arrival_rates": (2.0, 1.0),
    }
}
SKILL: Rows = {
    f"SKILL_{a}_{b}_{flexible}": {
        "arrival_rates": (0.9, 0.9),
        "dedicated_A": a,
        "dedicated_B": b,
        "flexible": flexible,
        "mean_service": 5.0,
        "mean_patience": 4.0,
    }
    for a, b, flexible in ((3, 3, 2), (0, 0, 8))
}


def _feedback() -> Rows:
    sizes = ((1, 0.12, 0.8), (1, 0.12, 0.7), (10, 1.2, 0.8), (10, 1.2, 0.9))
    return {
        f"FB_c{c}_fcr{fcr}": {
            "fresh_rate": rate,
            "mean_service": 5.0,
            "servers": c,
            "fcr": fcr,
            "orbit_delay": 60.0,
        }
        for c, rate, fcr in sizes
    }


RT: Rows = {
    name: {
        "fresh_rate": 1.4,
        "mean_service": 5.0,
        "mean_patience": 4.0,
        "servers": 10,
        "fcr": 0.75,
        "recontact_if_unresolved": 0.8,
        "redial_if_abandon": redial,
        "mean_orbit_delay": 30.0,
    }
    for name, redial in (("RT_base", 0.5), ("RT_noredial", 0.0))
}


def _days(count: int, start: float = 9.0, end: float = 17.0) -> tuple[tuple[float, float], ...]:
    return tuple((24 * day + start, 24 * day + end) for day in range(count))


MON_FRI, WEEK_LONG = _days(5), _days(7)
PLUS_SATURDAY = (*MON_FRI, (129.0, 133.0))
DOOR: Rows = {
    "DOOR_MonFri_9_17": {"open_windows": MON_FRI},
    "DOOR_7d_9_17": {"open_windows": WEEK_LONG},
    "DOOR_MonFri_plus_Sat_9_13": {"open_windows": PLUS_SATURDAY},
}
EM: Rows = {
    "EM_MonFri_c5": {"service_rate_per_h": 6.0, "servers": 5, "windows": MON_FRI},
    "EM_7d_c4": {"service_rate_per_h": 6.0, "servers": 4, "windows": WEEK_LONG},
    "EM_MonFri_plus_Sat_c5": {"service_rate_per_h": 6.0, "servers": 5, "windows": PLUS_SATURDAY},
}


def _chats() -> Rows:
    sizes = {"CHAT_K1": (1, 0.35), "CHAT_K2": (2, 0.35), "CHAT_K3": (3, 0.35)}
    return {
        name: {
            "arrival_rate": 0.7,
            "mean_solo_chat": 5.0,
            "beta": beta,
            "mean_patience": 4.0,
            "agents": 3,
            "cap": cap,
        }
        for name, (cap, beta) in {**sizes, "CHAT_K3_beta0": (3, 0.0)}.items()
    }


SSJ: Rows = {
    "ssj_callcenter_400": {
        "agents": (4, 6, 8, 8, 8, 7, 8, 8, 6, 6, 4, 4, 4),
        "lambda_per_hour": (100, 150, 150, 180, 200, 150, 150, 150, 120, 100, 80, 70, 60),
        "a0": 400,
        "printed": {
            "arrivals_per_day": ("1658.826", "1660.366", "1661.906"),
            "sum_wait/1660": ("4.680", "4.713", "4.746"),
            "n(wait<20s)/1660": ("0.924", "0.925", "0.925"),
            "lost/1660": ("0.0199", "0.0200", "0.0201"),
        },
    }
}
CONTACT_CENTERS: Rows = {
    "cc_mmc": {
        "channel": "patience: never",
        "printed": {
            "calls_served_within_20s": ("1812.618", "1816.158", "1819.698"),
            "service_level (ratio of means)": ("0.900", "0.902", "0.904"),
            "mean_wait_min": ("0.097", "0.099", "0.102"),
            "occupancy_over_0_480": ("0.694", "0.695", "0.697"),
        },
    },
    "cc_mmc_abandon": {
        "channel": "patience: exponential(1 min)",
        "printed": {
            "abandoned": ("57.660", "58.609", "59.558"),
            "served_within_20s": ("1903.785", "1906.008", "1908.231"),
            "SL served<20s / served": ("0.974", "0.975", "0.975"),
            "mean_wait_served_min": ("0.023", "0.024", "0.024"),
            "occupancy": ("0.674", "0.675", "0.677"),
            "SL served<20s / (served+abandoned after 20s)": ("0.968", "0.968", "0.969"),
        },
    },
    "cc_mmc_blocked": {
        "channel": "patience: never, waiting_room: 5",
        "printed": {
            "blocked": ("18.045", "18.655", "19.265"),
            "served_within_20s": ("1851.667", "1854.284", "1856.901"),
            "SL": ("0.928", "0.929", "0.930"),
            "mean_wait_min": ("0.059", "0.060", "0.061"),
            "occupancy": ("0.688", "0.689", "0.690"),
        },
    },
}
_FAMILIES: tuple[tuple[Family, Rows], ...] = (
    (single_line.ERLANG_B, _erlang_b()),
    (single_line.ERLANG_C, _erlang_c()),
    (single_line.ERLANG_A, _erlang_a()),
    (single_line.ONE_AGENT, _one_agent()),
    (single_line.VARIABLE, _variable()),
    (priorities.PRIORITIES, _priorities()),
    (priorities.PRIORITIES_GENERAL, PRG),
    (priorities.PRIORITIES_IMPATIENT, _priorities_impatient()),
    (day.DAY, TV),
    (pools.POOL, POOL),
    (pools.POOL_IMPATIENT, POOLA),
    (pools.POOL_MIXED, POOLMIX),
    (skills.SKILLS, SKILL),
    (returning.FEEDBACK, _feedback()),
    (returning.RETRIALS, RT),
    (office.DOOR, DOOR),
    (office.BACKLOG, EM),
    (chat.CHAT, _chats()),
    *MECHANISMS,
    (peers.SSJ, SSJ),
    (peers.CONTACT_CENTERS, CONTACT_CENTERS),
)
CASES: Mapping[str, Case] = {
    name: Case(name, family, params) for family, rows in _FAMILIES for name, params in rows.items()
}
