"""What may be written in short means what it means in full, wherever it may stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any, get_args

from sim.scenario.reading import shape
from sim.scenario.values.part import ONE_NAME
from tests.keys.enumerated import below, parts, with_types
from tests.properties.running import scenario_of
from tests.properties.strategies import scenario

Parts = dict[str, Any]
SEEDS = range(400)


def only(key: str) -> Callable[[Parts], Any]:
    return lambda part: part[key] if set(part) == {key} else part


def pause(part: Parts) -> Any:
    if "when_busy" in part:
        return part
    return f"{part['at']} for {part['length']}{' paid' if part.get('paid') else ''}"


SHORT: dict[str, tuple[str, Callable[[Parts], Any]]] = {
    "customers.trust": ("Trust", only("rate")),
    "customers.expectations": ("Expectations", only("adapts")),
    "demand.*.day_factor": ("DayFactor", only("cv")),
    "issue_types.*.work": ("Work", only("fix")),
    "issue_types.*.recurs": ("Recurrence", only("every")),
    "issue_types.*.turns": ("Turns", only("questions")),
    "issue_types.*.perishes": ("Perishing", only("after")),
    "channels.*.peers": ("Peers", only("answers")),
    "channels.*.answers": ("Answers", only("share")),
    "channels.*.automatic_reply": ("AutomaticReply", only("seen_through")),
    "channels.*.self_service": ("SelfService", only("contains")),
    "channels.*.service_target": (
        "ServiceTarget",
        lambda part: f"{part['share']} in {part['within']}",
    ),
    "channels.*.service_level": ("ServiceLevel", only("counts")),
    "channels.*.service_thresholds": ("ServiceThresholds", only("within")),
    "channels.*.returns.*": ("Return", only("chance")),
    "returns.*": ("Return", only("chance")),
    "teams.*.head_count.*.breaks.*": ("Break", pause),
    "teams.*.shifts.*.breaks.*": ("Break", pause),
    "teams.*.shrinkage": ("Shrinkage", only("share")),
    "teams.*.absence": ("Absence", only("share")),
    "teams.*.concurrency": ("Concurrency", only("contacts")),
    "teams.*.history": ("History", only("sees")),
    "teams.*.offers": ("Offers", only("share")),
    "teams.*.handle_time_target": ("HandleTimeTarget", only("talk")),
    "tasks.*.updates": ("Updates", only("every")),
    "teams.*.amends": ("Amends", only("cap")),
    "teams.*.manner": ("Manner", only("points")),
    "routing.case_owner": ("CaseOwner", only("waits")),
    "promise": ("Promise", only("kind")),
    "promise.channels.*": ("ChannelPromise", only("kind")),
}
"""By place: the class and what may stand for it."""
NOT_SHORT = {
    "Channel": "rules that depend on its kind, unless they are stated",
    "Stream": "`rate_by_hour` and rates per open hour: tests/keys/cases.py",
    "TableFile": "a file's name: tests/tables",
    "Target": "no key of a run: tests/scenario/test_targets.py",
}
ONE_OF = {
    key
    for key, hint in with_types().items()
    if any(ONE_NAME in get_args(choice) for choice in shape.choices(hint))
}
"""Where a name stands for all of the weight."""
LISTS = ("clock.holidays",)
"""Where a single entry means something else."""


def shortened(value: Any, used: Counter[str], path: str = "") -> Any:
    """All that can be written in short; ``used`` counts where."""
    found = value
    if isinstance(value, list):
        entries = [shortened(entry, used, f"{path}.*") for entry in value]
        alone = len(entries) == 1 and isinstance(value[0], str | dict) and path not in LISTS
        used["alone"] += alone
        found = entries[0] if alone else entries
    elif isinstance(value, dict):
        found = {key: shortened(part, used, below(path, key)) for key, part in value.items()}
    if path in SHORT and isinstance(value, dict):
        found = SHORT[path][1](value)
        used[path] += found is not value
    if path in ONE_OF and list(value.values()) == [1.0]:
        (found,) = value
        used[path] += 1
    return found


def test_short_forms_mean_the_same() -> None:
    used = Counter[str]()
    for seed in SEEDS:
        long = scenario(seed)
        assert scenario_of(shortened(long, used)) == scenario_of(long), seed
    assert {*SHORT, *ONE_OF, "alone"} - set(+used) == set()


def test_every_class_with_a_short_form_is_tried() -> None:
    classes = {part.__name__ for part in parts() if "short" in vars(part)}
    assert classes == {name for name, _ in SHORT.values()} | set(NOT_SHORT)
