"""A shop of few days in which nearly everything is drawn, with no mechanism on."""

from __future__ import annotations

from typing import Any

HOURS = "daily 08:00-16:00"
SHOP: dict[str, Any] = {
    "clock": {"start": "2026-01-05", "length": "3 days", "run_out": "1 day"},
    "customers": {
        "population": 120,
        "segments": {"plain": {"share": 3}, "big": {"share": 1, "reach": 5000}},
    },
    "demand": {
        "all": {"rate": "560 per week", "profile": "daily 07:00-17:00"},
        "storm": {
            "rate": "40 per week",
            "surges": [{"at": "2026-01-06 10:00", "issues": 30, "decay": "3 h"}],
        },
    },
    "issue_types": {
        "ask": {
            "share": 2,
            "work": "lognormal(mean 4 min, cv 1)",
            "after_contact": "exponential(1 min)",
            "resolves": "70 %",
            "unresolvable": "10 %",
            "chase": "exponential(2 min)",
        },
        "fault": {
            "share": 1,
            "work": {
                "acknowledge": "exponential(2 min)",
                "diagnose": "exponential(3 min)",
                "fix": "exponential(15 min)",
            },
            "after_contact": "exponential(1 min)",
            "leaves": {"fix": "back"},
            "resolves": "70 %",
            "unresolvable": "5 %",
            "chase": "exponential(2 min)",
            "recurs": {"every": "exponential(8 h)", "contact_chance": "50 %"},
        },
    },
    "channels": {
        "phone": {
            "share": 2,
            "lines": 5,
            "hours": HOURS,
            "patience": "exponential(4 min)",
        },
        "mail": {
            "kind": "deferred",
            "share": 2,
            "public": True,
            "patience": "exponential(10 h)",
            "expected_reply": "1 h",
        },
    },
    "tasks": {"back": {"lost": "20 %"}},
    "teams": {
        "care": {
            "head_count": {"agents": 1, "hours": HOURS},
            "skills": [{"channels": ["phone", "mail"], "does": "diagnose"}],
            "chooses_agent": "random",
        },
        "experts": {
            "head_count": {"agents": 1, "hours": HOURS},
            "skills": [{"channels": ["phone", "mail"]}],
            "chooses_agent": "random",
        },
        "clerks": {
            "head_count": {"agents": 2, "hours": HOURS},
            "skills": [{"tasks": ["back"]}],
            "chooses_agent": "random",
        },
    },
    "routing": {
        "teams": {"phone": [["care", "experts"]]},
        "among_equals": "random",
        "transfers": [
            {"from": "care", "to": "experts", "chance": "20 %", "after": "exponential(1 min)"}
        ],
    },
    "promise": {"kind": "fixed", "within": "2 h"},
    "returns": {
        reason: {"chance": "60 %", "delay": "exponential(1 h)"}
        for reason in (
            *("abandoned", "blocked", "closed", "disconnected"),
            *("unresolved", "no_reply", "broken_promise"),
        )
    },
}
