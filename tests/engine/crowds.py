"""Days on which one cause touches a crowd."""

from __future__ import annotations

from typing import Any


def day(crowd: int, *, kind: str = "live", **team: Any) -> dict[str, Any]:
    """``crowd`` customers at 08:30; doors close on them at 10:00, and they come back at 11:00."""
    return {
        "clock": {"start": "2026-01-05", "length": "1 day", "run_out": "0 s"},
        "demand": {"calls": {"trace": [30600] * crowd}},
        "issue_types": {"ask": {"work": "5 h"}},
        "channels": {
            "phone": {
                "kind": kind,
                "hours": "Mon 08:45-10:00" if kind == "deferred" else "Mon 08:00-10:00",
                "patience": "50 h",
                "at_closing": "disconnect",
                "returns": {"disconnected": {"chance": 1, "delay": "1 h", "channel": "same"}},
            }
        },
        "teams": {"care": {"skills": {"channels": "phone"}, **team}},
    }


def by_count(crowd: int, hours: str, **rules: Any) -> dict[str, Any]:
    """A team of as many agents as there are customers."""
    return {"head_count": [{"agents": crowd, "hours": h} for h in hours.split(", ")], **rules}


CROWD = 300
CAUSES: dict[str, dict[str, Any]] = {
    "idle agents go": day(0, **by_count(CROWD, "Mon 08:00-09:00")),
    "all drop their work": day(
        CROWD, **by_count(CROWD, "Mon 08:00-09:00", end_of_shift="hand_back")
    ),
    "all drop what lies in many hands": day(
        CROWD, **by_count(1, "Mon 08:00-09:00", end_of_shift="hand_back", concurrency=CROWD)
    ),
    "all come": day(CROWD, **by_count(CROWD, "Mon 09:00-17:00")),
    "one goes and the others may start again": {
        **day(0),
        "demand": {
            "long": {"trace": [29400] * CROWD, "issue_types": {"ask": 1}},
            "short": {"trace": [29400], "issue_types": {"nod": 1}},
            "late": {"trace": [30600] * CROWD, "issue_types": {"ask": 1}},
        },
        "issue_types": {"ask": {"work": "5 h"}, "nod": {"work": "30 min"}},
        "teams": {
            "care": {
                "head_count": [
                    {"agents": CROWD, "hours": "Mon 08:00-17:00"},
                    {"agents": 1, "hours": "Mon 08:00-08:20"},
                ],
                "concurrency": 2,
                "skills": {"channels": "phone"},
            }
        },
    },
    "doors open": day(CROWD, kind="deferred", **by_count(CROWD, "Mon 08:00-17:00")),
    "doors close": day(CROWD, **by_count(1, "Mon 08:00-17:00")),
    "a shift ends": day(
        CROWD,
        shifts={"agents": CROWD, "hours": "Mon 08:00-09:00"},
        end_of_shift="hand_back",
    ),
    "a break begins": day(
        CROWD,
        kind="deferred",
        shifts={"agents": 1, "hours": "Mon 08:00-17:00", "breaks": "09:00 for 30 min"},
        when_busy="put_aside",
        concurrency={"contacts": CROWD, "channels": "phone"},
    ),
}

MANY_HANDS = {
    "one comes with many hands": day(CROWD, **by_count(1, "Mon 09:00-17:00", concurrency=CROWD))
}
"""One move, however many are taken up."""
ALL = {**CAUSES, **MANY_HANDS}
