"""Each mechanism as what it adds to a shop in which nearly everything is drawn.

A new mechanism needs its line in ``MECHANISMS``, with the purposes of its draws.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sim import codes
from tests.properties.drawing_shop import SHOP

Parts = dict[str, Any]
Purposes = frozenset[int]


def reasons(*of: int) -> Purposes:
    """Of whether and when somebody tries again for these reasons."""
    return frozenset(base + one for base in (codes.U_RETURN, codes.D_RETURN) for one in of)


BASE: Purposes = frozenset(
    {
        *(codes.U_TYPE, codes.U_SEGMENT, codes.U_CUSTOMER, codes.U_CHANNEL, codes.U_RESOLVE),
        *(codes.U_DENY, codes.D_PATIENCE, codes.D_ACKNOWLEDGE, codes.D_DIAGNOSE, codes.D_FIX),
        *(codes.D_WRAP, codes.D_CHASE, codes.U_RECUR, codes.D_RECUR, codes.U_LOST),
        *(codes.U_TRANSFER, codes.D_TRANSFER, codes.U_AGENT, codes.U_EQUALS, codes.D_SURGE),
        *reasons(codes.AFTER_ABANDONED, codes.AFTER_CLOSED, codes.AFTER_UNRESOLVED),
        *reasons(codes.AFTER_NO_REPLY, codes.AFTER_BROKEN_PROMISE),
    }
)
"""What the shop draws by itself."""
RARE: Purposes = reasons(codes.AFTER_BLOCKED, codes.AFTER_DISCONNECTED, codes.RECURRENCE)
"""What it may draw by itself, and does in some of its states."""


class Mechanism(NamedTuple):
    """``adds``: by path; ``draws``: for what alone it draws; ``beside``: what must be on, too."""

    adds: Mapping[str, Any]
    draws: Purposes = frozenset()
    beside: tuple[str, ...] = ()


def draws_for(*purposes: int, returns: Iterable[int] = ()) -> Purposes:
    return frozenset(purposes) | reasons(*returns)


HABIT = {"learning": 0.5, "strength": 2}
CARE, EXPERTS = "teams.care", "teams.experts"
MECHANISMS: dict[str, Mechanism] = {
    "automatic replies": Mechanism(
        {"channels.mail.automatic_reply": {"seen_through": "50 %"}},
        draws_for(codes.U_SEEN_THROUGH),
    ),
    "callbacks": Mechanism(
        {"channels.phone.callback": {"after": "20 s", "accepts": "60 %", "answers": "70 %"}},
        draws_for(codes.U_CALLBACK, codes.U_PICKS_UP),
    ),
    "answers": Mechanism({"channels.mail.answers": {"share": "60 %"}}, draws_for(codes.U_ANSWER)),
    "redirects": Mechanism(
        {
            "channels.mail.redirect": {
                "to": "phone",
                "share": "50 %",
                "work": "exponential(1 min)",
                "follows": "50 %",
                "delay": "exponential(10 min)",
            },
            "returns.redirected": {"chance": "50 %", "delay": "exponential(1 h)"},
        },
        draws_for(
            *(codes.U_REDIRECT, codes.U_FOLLOW, codes.D_FOLLOW, codes.D_REDIRECT),
            returns=[codes.AFTER_REDIRECTED],
        ),
    ),
    "self-service": Mechanism(
        {
            "channels.phone.self_service": {
                "contains": "30 %",
                "false_fixes": "30 %",
                "takes": "exponential(1 min)",
                "drops": "20 %",
                "misroutes": "30 %",
                "misrouted_work": "exponential(1 min)",
            },
            "returns.dropped_out": {"chance": "50 %", "delay": "exponential(1 h)"},
        },
        draws_for(
            *(codes.U_CONTAINED, codes.U_DROPS, codes.U_MISROUTED, codes.U_FALSELY),
            *(codes.D_SELF_SERVICE, codes.D_MISROUTED),
            returns=[codes.AFTER_DROPPED_OUT],
        ),
    ),
    "peers": Mechanism(
        {
            "channels.mail.peers": {
                "answers": "50 %",
                "after": "exponential(10 min)",
                "resolves": "50 %",
            }
        },
        draws_for(codes.U_PEERS, codes.D_PEERS, codes.U_PEER_RESOLVES),
    ),
    "case owners": Mechanism({"routing.case_owner": {"waits": "30 min", "lost": 0.5}}),
    "reserves": Mechanism(
        {"routing.reserve": [{"queue": "mail", "team": "clerks", "above": 2}]},
    ),
    "updates": Mechanism(
        {"tasks.back.updates": {"every": "20 min", "work": "exponential(1 min)"}},
        draws_for(codes.D_UPDATE),
    ),
    "false fixes": Mechanism(
        {f"issue_types.{name}.found_out_after": "exponential(6 h)" for name in SHOP["issue_types"]},
        draws_for(codes.D_FOUND_OUT),
    ),
    "silence": Mechanism(
        {"tasks.back.confirms": "50 %"},
        draws_for(codes.U_CONFIRM, codes.D_KNOWN),
        beside=("false fixes",),
    ),
    "explanations": Mechanism(
        {f"{CARE}.explains": "60 %", f"{CARE}.explaining": "exponential(1 min)"},
        draws_for(codes.U_EXPLAINED, codes.D_EXPLAIN),
    ),
    "histories": Mechanism(
        {
            f"{CARE}.history": {"sees": "own"},
            f"{EXPERTS}.history": {"sees": "silo"},
            "issue_types.ask.re_explaining": "exponential(1 min)",
            "issue_types.fault.re_explaining": "exponential(1 min)",
        },
        draws_for(codes.D_RE_EXPLAIN),
    ),
    "handle-time targets": Mechanism(
        {f"{EXPERTS}.handle_time_target": {"talk": "2 min", "overhead": "exponential(1 min)"}},
        draws_for(codes.U_HOLDS, codes.D_OVERHEAD),
    ),
    "offers": Mechanism(
        {
            f"{EXPERTS}.offers": {
                "share": "50 %",
                "takes": "exponential(1 min)",
                "accepted": "30 %",
                "annoyance": -0.5,
                "resolves": "80 %",
            }
        },
        draws_for(codes.U_OFFER, codes.U_ACCEPTS, codes.D_OFFER),
    ),
    "amends": Mechanism(
        {f"{CARE}.amends": {"cap": "9 USD", "amount": "3 USD", "chance": "50 %"}},
        draws_for(codes.U_AMENDS),
    ),
    "noticed errors": Mechanism(
        {
            "issue_types.fault.noticed": {
                "desk": "back",
                "chance": "50 %",
                "after": "exponential(30 min)",
                "customer_contacts_after": "exponential(1 h)",
            }
        },
        draws_for(codes.U_NOTICED, codes.D_NOTICED, codes.D_CONTACTS),
    ),
    "perishing value": Mechanism(
        {"issue_types.ask.perishes": {"after": "exponential(3 h)"}}, draws_for(codes.D_PERISH)
    ),
    "turns": Mechanism(
        {
            "issue_types.ask.turns": {
                "questions": "50 %",
                "work": "exponential(1 min)",
                "answers": "70 %",
                "answers_after": "exponential(1 h)",
                "closes_after": "4 h",
            }
        },
        draws_for(codes.U_QUESTION, codes.U_TURN, codes.D_TURN, codes.D_ANSWER),
    ),
    "approval": Mechanism(
        {
            "channels.mail.approval": {
                "desk": "back",
                "share": "50 %",
                "work": "exponential(2 min)",
            }
        },
        draws_for(codes.U_APPROVAL, codes.D_APPROVAL),
    ),
    "trust": Mechanism({"customers.trust": {"rate": 0.3}}),
    "leaving": Mechanism(
        {"customers.leaving": {"churn": 0, "at_worst": 0.9, "at_middle": 0.3}},
        draws_for(codes.U_LEAVE),
    ),
    "churn": Mechanism(
        {"customers.leaving.churn": 0.99999},
        draws_for(codes.U_MOVE_ON),
        beside=("leaving",),
    ),
    "manner": Mechanism(
        {f"{CARE}.manner": {"points": -1.0}, f"{EXPERTS}.manner": {"points": 0.5}},
        beside=("leaving",),
    ),
    "expectations": Mechanism(
        {
            "channels.mail.service_target": {"share": 0.8, "within": "30 min"},
            "channels.phone.service_target": {"share": 0.8, "within": "1 min"},
            "customers.expectations": {"adapts": 0.5, "announced": {"phone": "5 min"}},
        },
        beside=("leaving",),
    ),
    "habit": Mechanism({"customers.habit": HABIT}),
    "getting louder": Mechanism({"customers.louder": {"per_failure": 3, "hoops": {"transfer": 1}}}),
    "vague promises": Mechanism({"promise.channels": {"mail": {"kind": "vague", "within": "1 h"}}}),
    "kept patience": Mechanism(
        {f"returns.{reason}.patience": "kept" for reason in SHOP["returns"]}
    ),
    "special lanes": Mechanism(
        {
            "routing.priorities": [
                {"failures_from": 2, "priority": 1},
                {"reach_from": 1000, "priority": 1},
                {"priority": 2},
            ],
            f"{CARE}.chooses_contact": "priority",
            f"{EXPERTS}.chooses_contact": "priority",
        }
    ),
}


def shop(on: Iterable[str]) -> Parts:
    """The shop with these mechanisms, in the order of the table."""
    wanted = {name for one in on for name in (one, *MECHANISMS[one].beside)}
    parts = copy.deepcopy(SHOP)
    for name, mechanism in MECHANISMS.items():
        if name in wanted:
            for path, value in mechanism.adds.items():
                _put(parts, path.split("."), copy.deepcopy(value))
    return parts


def _put(parts: Parts, path: list[str], value: Any) -> None:
    *above, last = path
    for step in above:
        parts = parts.setdefault(step, {})
    parts[last] = {**parts[last], **value} if last in parts and isinstance(value, dict) else value
