"""What happens to some depends on others only where they meet: draws belong to their subject."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np
from hypothesis import assume, given

from sim.record import Record, digest
from tests.properties.running import simulated
from tests.properties.strategies import scenarios

Rows = list[tuple[Any, ...]]

AMONG_THEMSELVES = ("number", "reason", "state", "agent", "team", "transfers", "requeues")
TIMES = ("opened_at", "queued_at", "answered_at", "ended_at", "freed_at")
FATE = ("opened_at", "acknowledged_at", "met_at", "closed_at", "round", "contacts", "tasks")
PLANNED = ("stream", "type", "segment", "customer", "channel", "opened_at")


def with_strangers(parts: dict[str, Any]) -> dict[str, Any]:
    """The scenario with a stream, an issue type, a channel and a team of their own beside it."""
    more = copy.deepcopy(parts)
    more["demand"]["strange"] = {
        "rate": "200 per week",
        "issue_types": {"strange": 1},
        "channels": {"strange": 1},
    }
    more["issue_types"]["strange"] = {"share": 0, "work": "exponential(mean 20 min)"}
    more["channels"]["strange"] = {
        "share": 0,
        "patience": "exponential(mean 1 h)",
        "returns": {
            reason: {"chance": 0.0} for reason in parts.get("returns", ())
        },  # not to the others'
    }
    more["teams"]["strangers"] = {"head_count": 1, "skills": {"channels": "strange"}}
    return more


def explicit(parts: dict[str, Any]) -> dict[str, Any]:
    """The scenario with nothing that strangers could belong to.

    Nor an honest promise, or an expected wait: they reckon with the mean work of all issue types.
    Nor customers who leave, and then have no needs of either kind.
    """
    parts = copy.deepcopy(parts)
    for key in ("trust", "leaving", "gives_up_hope_after"):
        parts["customers"].pop(key, None)
    types = list(parts["issue_types"])
    for team in parts["teams"].values():
        for skill in team["skills"]:
            skill.setdefault("issue_types", types)
    for rule in parts.get("routing", {}).get("transfers", ()):
        rule["issue_types"] = types
    for stream in parts["demand"].values():
        stream.setdefault("issue_types", dict.fromkeys(types, 1.0))
    for rule in parts.get("routing", {}).get("reserve", ()):
        if rule.pop("expected_wait", None) is not None:
            rule["above"] = 99
    if "promise" in parts:
        parts["promise"] = {"kind": "fixed", "within": "2 h"}
    return parts


def days_of(record: Record, streams: int) -> tuple[Rows, Rows, Rows]:
    """What became of the issues of the first streams, and of their contacts and tasks."""
    own = record.issues["stream"] < streams
    nth = np.cumsum(own) - 1
    found = []
    for table in (record.contacts, record.tasks):
        rows = table[own[table["issue"]]]
        columns = [name for name in (*AMONG_THEMSELVES, *TIMES) if name in table.dtype.names]
        cells = [nth[rows["issue"]].tolist(), *(rows[name].tolist() for name in columns)]
        found.append(list(zip(*cells, strict=True)))
    issues = record.issues[own]
    fate = list(zip(*(issues[name].tolist() for name in FATE), strict=True))
    return fate, found[0], found[1]


@given(scenarios())
def test_strangers_change_nothing(parts: dict[str, Any]) -> None:
    """A stream of other types, on another channel, for another team: nobody else notices."""
    parts = explicit(parts)
    streams = len(parts["demand"])
    alone = days_of(simulated(parts), streams)
    together = days_of(simulated(with_strangers(parts)), streams)
    for mine, other in zip(alone, together, strict=True):
        assert repr(mine) == repr(other)  # repr: nan equals nan


@given(scenarios(), scenarios())
def test_the_same_customers_under_another_organisation(
    parts: dict[str, Any], other: dict[str, Any]
) -> None:
    """Teams, routing, promises and returns of another scenario; the needs stay the same.

    But for where customers turn to who choose by what they have lived through.
    """
    names = ("channels", "issue_types", "tasks")
    assume(all(set(other.get(name, ())) <= set(parts.get(name, ())) for name in names))
    own = ("teams", "routing", "promise", "returns")
    rest = {name: part for name, part in parts.items() if name not in own}
    rest["customers"] = {
        key: part for key, part in rest["customers"].items() if key not in ("habit", "louder")
    }
    parts = {**parts, "customers": rest["customers"]}
    changed = {**rest, **{name: other[name] for name in own if name in other}}
    before, after = simulated(parts).issues, simulated(changed).issues
    assert len(before) == len(after)
    for name in PLANNED:
        np.testing.assert_array_equal(before[name], after[name], name)


@given(scenarios())
def test_the_same_seed_gives_the_same_record(parts: dict[str, Any]) -> None:
    assert digest(simulated(parts, seed=7)) == digest(simulated(parts, seed=7))
