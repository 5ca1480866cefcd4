"""Cases of what the firm may do and what customers remember, by family; times in minutes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.theory.case import Family
from tests.theory.families import answering, customers, working

Rows = Mapping[str, Mapping[str, Any]]


def _rows(names: str, **cases: tuple[Any, ...]) -> Rows:
    """Values in the order of the names of their parameters."""
    keys = names.split()
    return {name: dict(zip(keys, values, strict=True)) for name, values in cases.items()}


LINE = "servers arrival_rate mean_service"
FRESH = "servers fresh_rate mean_service"
MECHANISMS: tuple[tuple[Family, Rows], ...] = (
    (
        answering.SELECTIVE,
        _rows(
            f"{LINE} answers",
            ANSWERS_60=(4, 0.45, 10.0, 0.6),
            ANSWERS_25=(3, 0.8, 10.0, 0.25),
        ),
    ),
    (
        answering.SELF_SERVICE,
        _rows(
            f"{LINE} contains false_fixes drops takes",
            SELF_SERVICE_40=(5, 1.25, 5.0, 0.4, 0.1, 0.1, 2.0),
            SELF_SERVICE_70=(4, 1.9, 5.0, 0.7, 0.25, 0.05, 1.0),
        ),
    ),
    (
        answering.REDIRECT,
        _rows(
            "servers arrival_rates mean_service share follows",
            REDIRECT_60=(5, (0.7, 0.4), 5.0, 0.6, 0.7),
            REDIRECT_20=(3, (0.4, 0.35), 5.0, 0.2, 0.9),
        ),
    ),
    (
        answering.TURNS,
        _rows(
            f"{FRESH} questions answers",
            TURNS_40=(4, 0.17, 10.0, 0.4, 0.9),
            TURNS_60=(3, 0.11, 10.0, 0.6, 0.8),
        ),
    ),
    (
        answering.SECOND_CONTACTS,
        _rows(
            f"{FRESH} confirms explains",
            SILENCE_40=(6, 0.26, 10.0, 0.4, 0.0),
            SILENCE_EXPLAINED=(4, 0.18, 10.0, 0.0, 0.4),
            SILENCE_BOTH=(5, 0.3, 10.0, 0.5, 0.6),
        ),
    ),
    (
        answering.PEERS,
        _rows(
            f"{LINE} helped_after",
            PEERS_15min=(3, 0.7, 5.0, 15.0),
            PEERS_60min=(6, 1.15, 5.0, 60.0),
        ),
    ),
    (
        answering.APPROVAL,
        _rows(
            f"{LINE} share approvers mean_approval",
            APPROVAL_all=(1, 0.12, 5.0, 1.0, 1, 4.0),
            APPROVAL_30=(4, 0.54, 5.0, 0.3, 2, 6.0),
        ),
    ),
    (
        answering.CALLBACKS,
        _rows(
            f"{LINE} patience",
            CALLBACK_c5=(5, 0.34, 10.0, 2.0),
            CALLBACK_c3=(3, 0.2, 10.0, 1.0),
        ),
    ),
    (
        working.TARGET,
        _rows(
            "returned_work target overhead",
            TARGET_new_0_1=("new", 0.1, 0.05),
            TARGET_new_0_5=("new", 0.5, 0.2),
            TARGET_new_1_5=("new", 1.5, 0.2),
            TARGET_kept_0_5=("kept", 0.5, 0.05),
            TARGET_kept_1=("kept", 1.0, 0.2),
        ),
    ),
    (
        working.OFFERS,
        _rows(
            "arrival_rate mean_service share mean_offer accepted revenue",
            OFFERS_50=(0.24, 2.0, 0.5, 1.0, 0.1, 5.0),
            OFFERS_all=(0.18, 2.0, 1.0, 1.5, 0.25, 20.0),
        ),
    ),
    (
        working.TOLD_AGAIN,
        _rows(
            "agents resolves mean_service again",
            TOLD_AGAIN_4=(4, 0.5, 3.0, 1.0),
            TOLD_AGAIN_10=(10, 0.8, 5.0, 2.0),
        ),
    ),
    (
        working.LANES,
        _rows(
            "by arrival_rates_high_to_low mean_services",
            LANE_value=("value", (0.03, 0.09), (6.0, 6.0)),
            LANE_reach=("reach", (0.06, 0.06), (6.0, 6.0)),
            LANE_shortest_work=("shortest_work", (0.1, 0.1), (1.5, 6.0)),
        ),
    ),
    (
        working.RESERVE,
        _rows(
            "arrival_rate mean_service servers reserves above until",
            RESERVE_4_2=(0.45, 10.0, 4, 2, 3, 1),
            RESERVE_8_3=(1.0, 8.0, 8, 3, 5, 0),
        ),
    ),
    (
        working.SHARED_LINES,
        _rows(
            "lines servers arrival_rates mean_service",
            SHARED_LINES_12=(12, 12, (0.7, 0.3), 10.0),
            SHARED_LINES_12_8=(12, 8, (0.7, 0.3), 10.0),
        ),
    ),
    (
        customers.FALSE_FIXES,
        _rows(
            f"{FRESH} holds found_out_after",
            FALSE_FIX_c6=(6, 0.29, 10.0, 0.7, 360.0),
            FALSE_FIX_c3=(3, 0.17, 10.0, 0.85, 120.0),
        ),
    ),
    (
        customers.NOTICED,
        _rows(
            "chance firm_after customer_after work",
            NOTICED_60=(0.6, 120.0, 180.0, 15.0),
            NOTICED_30=(0.3, 60.0, 480.0, 60.0),
        ),
    ),
    (
        customers.PERISHING,
        _rows(
            f"{LINE} lasts value",
            PERISH_c1=(1, 0.07, 10.0, 60.0, 5.0),
            PERISH_c4=(4, 0.3, 10.0, 30.0, 40.0),
        ),
    ),
    (
        customers.LEAVING,
        _rows(
            "population needs_per_week weeks chance churn score trust rate",
            LEAVE_judged=(2000, 400, 26, 0.15, 0.0, 4.0, 2.0, 0.25),
            LEAVE_churn=(2000, 200, 26, 0.0, 0.5, 4.0, 5.0, 0.1),
            LEAVE_both=(2000, 400, 26, 0.05, 0.3, 4.0, 3.0, 0.4),
        ),
    ),
    (
        customers.LOUDER,
        _rows(
            "weight factor returns",
            LOUDER_1_6=(0.2, 1.6, 5),
            LOUDER_5=(0.05, 5.0, 3),
            LOUDER_0_5=(0.3, 0.5, 4),
        ),
    ),
    (
        customers.HABIT,
        _rows(
            "mean_needs learning strength",
            HABIT_30=(8.0, 0.3, 0.7),
            HABIT_50=(4.0, 0.5, 1.5),
        ),
    ),
)
