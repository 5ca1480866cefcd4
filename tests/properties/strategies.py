"""Random valid scenarios, small and odd: every rule of the floor may be in them.

``scenarios()`` gives mappings in the scenario language. With whole minutes nearly everything
coincides with something else; with continuous times nothing does.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

Draw = Callable[[st.SearchStrategy[Any]], Any]
Parts = dict[str, Any]

DAYS = ("Mon", "Tue", "Mon-Tue", "Mon-Sun")
CHANCES = st.sampled_from([0.0, 0.3, 0.7, 1.0])
REASONS = (
    *("abandoned", "blocked", "closed", "disconnected", "unresolved", "no_reply"),
    "broken_promise",
)
WHEN_BUSY = st.sampled_from(["postpone", "shorten", "put_aside"])
RULES = ("longest_waiting", "longest_queue", "priority", "credit")


@st.composite
def lengths(draw: Draw, minutes: bool, least: int = 0) -> str:
    """A distribution of a duration, of at least ``least`` minutes if these are whole."""
    typical = draw(st.sampled_from([0, 1, 2, 5, 10, 30, 90][min(least, 1) :]))
    if minutes or typical == 0:
        return f"{typical} min"
    kind = draw(st.sampled_from(["constant", "exponential", "lognormal", "uniform", "gamma"]))
    if kind == "constant":
        return f"{typical * 61.37} s"
    if kind == "exponential":
        return f"exponential(mean {typical} min)"
    if kind == "lognormal":
        return f"lognormal(mean {typical} min, cv 1.2)"
    if kind == "uniform":
        return f"uniform(low {typical / 2} min, high {typical * 2} min)"
    return f"gamma(mean {typical} min, cv 0.7)"


@st.composite
def hours(draw: Draw) -> str:
    """Hours of Monday and Tuesday, mostly around the clock."""
    if draw(st.integers(0, 2)):
        return "24/7"
    days = draw(st.sampled_from(DAYS))
    start = draw(st.sampled_from([0, 8, 9, 12]))
    end = draw(st.sampled_from([13, 17, 18, 24]))
    return f"{days} {start:02d}:00-{end:02d}:00"


@st.composite
def means_by_hour(draw: Draw, minutes: bool) -> Any:
    """Mean durations for some hours of Monday, in a list of the whole week or with hours."""
    means = st.sampled_from(["1 min", "5 min", "20 min"] if minutes else ["47 s", "5 min", "0.4 h"])
    first, second = draw(means), draw(means)
    if draw(st.booleans()):
        return [*[0] * 9, first, second, *[0] * 20, *[first] * 10, *[0] * 127]
    return [
        {"hours": "Mon-Tue 08:00-10:00", "by_hour": [first, second]},
        {"hours": "Mon 12:00-13:00", "by_half_hour": [second, 0]},
    ]


@st.composite
def streams(draw: Draw, minutes: bool, days: int, names: dict[str, list[str]]) -> Parts:
    """Up to some 120 issues, spread over the days or crowded into three hours of a Monday."""
    count = draw(st.integers(1, 120))
    if minutes:
        dice = random.Random(draw(st.integers(0, 2**16)))
        first, last = draw(st.sampled_from([(0, days * 1440 - 1), (480, 660), (900, 1080)]))
        found: Parts = {"trace": [60 * dice.randint(first, last) for _ in range(count)]}
    else:
        found = {"rate": f"{count * 7} per week"}
        if draw(st.booleans()):
            found["profile"] = draw(st.sampled_from(["Mon-Sun 09:00-12:00", "Mon-Sun 15:00-18:00"]))
        if draw(st.booleans()):
            found["day_factor"] = 0.5
    for key in ("issue_types", "channels"):
        if draw(st.booleans()):
            found[key] = {draw(st.sampled_from(names[key])): 1.0}
    return found


@st.composite
def returns(draw: Draw, minutes: bool, channels: list[str]) -> Parts:
    """Rules of trying again for some reasons."""
    found: Parts = {}
    for reason in REASONS:
        if draw(st.booleans()):
            way = st.sampled_from(["same", "second", *channels])
            found[reason] = {
                "chance": draw(CHANCES),
                "delay": draw(lengths(minutes)),
                "channel": draw(way) if draw(st.booleans()) else {draw(way): 2.0, "same": 1.0},
                "at_opening": draw(st.booleans()),
                "at_most": draw(st.integers(0, 4)),
            }
    return found


@st.composite
def channel(draw: Draw, minutes: bool, channels: list[str]) -> Parts:
    """A live or deferred channel."""
    live = draw(st.booleans())
    found: Parts = {
        "kind": "live" if live else "deferred",
        "hours": draw(hours()),
        "public": draw(st.booleans()),
    }
    if draw(st.booleans()):
        found["patience"] = draw(lengths(minutes, least=draw(st.sampled_from([0, 1, 1, 1]))))
    if found.get("patience", "0 min") != "0 min" and draw(st.booleans()):
        found["patience_by_hour"] = draw(means_by_hour(minutes))
    if draw(st.booleans()):
        found["at_closing"] = draw(st.sampled_from(["keep", "disconnect", "serve_out"]))
    if draw(st.booleans()):
        found["when_closed"] = draw(st.sampled_from(["turn_away", "queue"]))
    if draw(st.booleans()):
        found["second_choice"] = draw(st.sampled_from(channels))
    if draw(st.booleans()):
        found["lines"] = draw(st.integers(1, 5))
    if draw(st.booleans()):
        found["waiting_room"] = draw(st.integers(0, 4))
    if not live:
        found["expected_reply"] = draw(st.sampled_from(["0 s", "30 min", "4 h"]))
    if draw(st.integers(0, 3)) == 0:
        found["automatic_reply"] = {"seen_through": draw(CHANCES)}
    if draw(st.booleans()):
        found["returns"] = draw(returns(minutes, channels))
    return found


@st.composite
def issue_type(draw: Draw, minutes: bool, desks: list[str]) -> Parts:
    """A kind of need."""
    stages = {stage: draw(lengths(minutes)) for stage in ("acknowledge", "diagnose", "fix")}
    found: Parts = {
        "work": stages,
        "authority": draw(st.integers(0, 1)),
        "resolves": draw(CHANCES),
        "unresolvable": draw(st.sampled_from([0.0, 0.0, 0.3])),
        "chase": draw(lengths(minutes)),
        "leaves": {"how": draw(st.sampled_from(["task", "transfer"]))},
    }
    if draw(st.booleans()):
        found["after_contact"] = draw(lengths(minutes))
    if any(work != "0 min" for work in stages.values()) and draw(st.integers(0, 2)) == 0:
        found["handle_time_by_hour"] = draw(means_by_hour(minutes))
    for stage in ("diagnose", "fix"):
        if desks and draw(st.booleans()):
            found["leaves"][stage] = draw(st.sampled_from(desks))
    if draw(st.integers(0, 5)) == 0:
        every = draw(st.sampled_from(["3 h", "12 h"]))
        found["recurs"] = {"every": every, "contact_chance": draw(CHANCES)}
    if draw(st.integers(0, 3)) == 0:
        found["patience"] = draw(lengths(minutes))
    return found


@st.composite
def shift(draw: Draw) -> Parts:
    """A pattern of a few agents, perhaps over midnight, perhaps with a break."""
    spans = ["08:00-16:00", "09:00-17:00", "12:00-20:00", "22:00-06:00"]
    found: Parts = {
        "agents": draw(st.integers(1, 3)),
        "hours": f"{draw(st.sampled_from(DAYS))} {draw(st.sampled_from(spans[:3]))}",
        "speed": draw(st.sampled_from([1.0, 1.25])),
    }
    if draw(st.booleans()):
        found["breaks"] = draw(breaks())
    elif draw(st.integers(0, 3)) == 0:
        found["hours"] = f"Mon-Sun {spans[3]}"
    return found


@st.composite
def breaks(draw: Draw) -> Any:
    """A break or two, in short or whole."""
    short = f"{draw(st.sampled_from([12, 13, 14]))}:30 for 30 min"
    if draw(st.booleans()):
        return short
    paid = {"at": "15:00", "length": "20 min", "paid": True, "when_busy": draw(WHEN_BUSY)}
    return [short, paid]


@st.composite
def head_count(draw: Draw) -> Any:
    """A number, or entries with hours that add up."""
    if draw(st.booleans()):
        return draw(st.integers(1, 3))
    spans = ["24/7", "Mon-Sun 08:00-17:00", "Mon-Tue 09:00-12:00", "Mon-Tue 11:00-13:00"]
    chosen = draw(st.lists(st.sampled_from(spans), min_size=1, max_size=3))
    entries: list[Parts] = [{"agents": draw(st.integers(1, 2)), "hours": span} for span in chosen]
    if chosen[0] == spans[1] and draw(st.booleans()):
        entries[0]["breaks"] = "12:30 for 30 min"
    return entries


@st.composite
def shrinkage(draw: Draw) -> Any:
    """A share, or a share in long blocks with a rule of its own."""
    if draw(st.booleans()):
        return 0.2
    return {
        "share": 0.5,
        "block": draw(st.sampled_from(["2 min", "1 h"])),
        "when_busy": draw(WHEN_BUSY),
    }


@st.composite
def team(draw: Draw, minutes: bool, names: dict[str, list[str]], deferred: list[str]) -> Parts:
    """A team with a skill or two; ``deferred``: queues whose work may be put aside."""
    found: Parts = {
        "end_of_shift": draw(st.sampled_from(["finish", "hand_back", "clear"])),
        "chooses_agent": draw(st.sampled_from(["longest_idle", "least_loaded", "random"])),
        "chooses_contact": draw(st.sampled_from(RULES)),
        "live_first": draw(st.booleans()),
    }
    if draw(st.booleans()):
        found["head_count"] = draw(head_count())
    else:
        found["shifts"] = draw(st.lists(shift(), min_size=1, max_size=2))
        if draw(st.booleans()):
            found["absence"] = 0.3
    if draw(st.booleans()) and not minutes:
        found["shrinkage"] = draw(shrinkage())
    if draw(st.booleans()):
        found["when_busy"] = draw(WHEN_BUSY)
    if draw(st.booleans()):
        found["concurrency"] = {
            "contacts": draw(st.integers(2, 3)),
            "slow_down": draw(st.sampled_from([0.0, 0.5])),
        }
        if draw(st.booleans()):
            found["concurrency"]["channels"] = draw(some(names["channels"]))
    if deferred and draw(st.booleans()):
        found["puts_aside"] = draw(some(deferred))
    found["skills"] = draw(st.lists(skill(names), min_size=1, max_size=2))
    return found


def some(names: list[str]) -> st.SearchStrategy[list[str]]:
    """One name or more, each once."""
    return st.lists(st.sampled_from(names), min_size=1, unique=True)


@st.composite
def skill(draw: Draw, names: dict[str, list[str]]) -> Parts:
    """What a team may do."""
    found: Parts = {
        "channels": draw(some(names["channels"])),
        "does": draw(st.sampled_from(["acknowledge", "diagnose", "fix", "fix"])),
        "authority": draw(st.integers(0, 1)),
        "speed": draw(st.sampled_from([0.8, 1.0, 2.0])),
    }
    if names["tasks"] and draw(st.booleans()):
        found["tasks"] = draw(some(names["tasks"]))
    if draw(st.booleans()):
        found["issue_types"] = draw(some(names["issue_types"]))
    return found


@st.composite
def routing(draw: Draw, minutes: bool, names: dict[str, list[str]]) -> Parts:
    """Orders of teams, priorities, overflow, wrong teams."""
    teams, queues = names["teams"], names["channels"] + names["tasks"]
    found: Parts = {"teams": {}, "priorities": [], "overflow": [], "transfers": []}
    for queue in queues:
        if draw(st.booleans()):
            found["teams"][queue] = draw(some(teams))
    for _ in range(draw(st.integers(0, 2))):
        rule: Parts = {
            "priority": draw(st.integers(1, 2)),
            "credit": draw(st.sampled_from(["0 s", "10 min"])),
            "ageing": draw(st.sampled_from([0.5, 1.0])),
        }
        key = draw(st.sampled_from(["queue", "issue_type", "public", "reopened"]))
        kinds = {"queue": queues, "issue_type": names["issue_types"], "public": [True, False]}
        kinds["reopened"] = [True, False]
        found["priorities"].append({**rule, key: draw(st.sampled_from(kinds[key]))})
    for _ in range(draw(st.integers(0, 2))):
        found["overflow"].append(
            {
                "queue": draw(st.sampled_from(queues)),
                "after": draw(st.sampled_from(["0 s", "1 min", "1 h"])),
                "to": draw(st.sampled_from(teams)),
            }
        )
    if len(teams) > 1 and draw(st.booleans()):
        sender, to = draw(st.permutations(teams))[:2]
        after = draw(lengths(minutes))
        found["transfers"].append(
            {"from": sender, "to": to, "chance": draw(CHANCES), "after": after}
        )
    return found


@st.composite
def scenarios(draw: Draw, whole_minutes: bool | None = None) -> Parts:
    """A scenario of a day or two, mostly below 200 issues."""
    minutes = draw(st.booleans()) if whole_minutes is None else whole_minutes
    days = draw(st.integers(1, 2))
    names = {
        "channels": ["phone", "email", "chat"][: draw(st.integers(1, 3))],
        "tasks": ["back", "lab"][: draw(st.integers(0, 2))],
        "issue_types": ["ask", "fault", "claim"][: draw(st.integers(1, 3))],
        "teams": ["care", "clerks", "outside"][: draw(st.integers(1, 3))],
    }
    channels = {name: draw(channel(minutes, names["channels"])) for name in names["channels"]}
    deferred = [name for name, part in channels.items() if part["kind"] == "deferred"]
    deferred += names["tasks"]
    demand = {
        name: draw(streams(minutes, days, names))
        for name in ["first", "second"][: draw(st.integers(1, 2))]
    }
    return {
        "clock": {
            "start": "2026-01-05",
            "length": f"{days} days",
            "run_out": draw(st.sampled_from(["0 s", "1 day"])),
        },
        "demand": demand,
        "issue_types": {n: draw(issue_type(minutes, names["tasks"])) for n in names["issue_types"]},
        "channels": channels,
        "tasks": {
            name: {"hours": draw(hours()), "lost": draw(st.sampled_from([0.0, 0.3]))}
            for name in names["tasks"]
        },
        "teams": {name: draw(team(minutes, names, deferred)) for name in names["teams"]},
        "routing": draw(routing(minutes, names)),
        "returns": draw(returns(minutes, names["channels"])),
        "promise": draw(
            st.sampled_from(
                ["none", "honest", {"kind": "fixed", "within": "2 h"}, {"kind": "honest"}]
            )
        ),
    }
