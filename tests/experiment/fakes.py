"""A toy world in place of the real rooms: a scenario is two numbers, its day a few draws.

Functions of a module, because processes that are started anew get them by name.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np

from sim.experiment.steps import Planned, Steps


@dataclass(frozen=True)
class ToyScenario:
    """``staff`` shortens waits and costs money; ``trouble`` is what goes wrong in a replication."""

    name: str = "toy"
    staff: float = 4.0
    trouble: str = ""
    seed: int = 1
    matters: Mapping[str, str] = field(default_factory=dict)

    @property
    def cost(self) -> Any:
        return SimpleNamespace(currency="USD")


class ToyFile:
    """A scenario file with variants, as the experiments see it."""

    name = "toy"
    baseline = "as_is"

    def __init__(self, variants: Mapping[str, Mapping[str, Any]] | None = None) -> None:
        self.variants = dict(variants or {})

    def place(self, path: Sequence[str | int], *_: object) -> tuple[str, int, int]:
        return "toy.yaml", len(path), 1

    def resolve(self, variant: str | None = None, overrides: Sequence[str] = ()) -> Any:
        scenario = replace(ToyScenario(), **self.variants.get(variant or "as_is", {}))
        for override in overrides:
            name, value = override.split("=")
            scenario = replace(scenario, **{name: type(getattr(scenario, name))(value)})
        return scenario


class Value(NamedTuple):
    numerator: float
    denominator: float | None = None


class Definition(NamedTuple):
    unit: str
    direction: str


DEFINITIONS = {
    "demand.issues": Definition("issues", "neutral"),
    "phone.mean_wait_s": Definition("s", "lower"),
    "chat.service_level": Definition("share", "higher"),
    "cost.total": Definition("money", "lower"),
}


def plan(scenario: ToyScenario, seed: int, replication: int) -> tuple[ToyScenario, np.ndarray, int]:
    rng = np.random.default_rng([seed, replication])
    return scenario, rng.exponential(1.0, 50), replication


def choose(engine: str, plan: Any, runs: int) -> str:
    return "simpy" if engine == "auto" else engine


def run(plan: tuple[ToyScenario, np.ndarray, int], engine: str) -> dict[str, Any]:
    scenario, work, replication = plan
    if scenario.trouble == "die" and replication == 3:
        os._exit(9)
    if scenario.trouble == "raise" and replication == 3:
        raise ArithmeticError("the books do not balance")
    if scenario.trouble == "own customers":
        rng = np.random.default_rng(
            [*work[:2].view(np.uint32), round(1000 * scenario.staff), replication]
        )
        work = rng.exponential(1.0, 50)
    if scenario.trouble == "slow":
        time.sleep(0.05)
    if scenario.trouble == "endless":
        time.sleep(60)
    return {"waits": work / scenario.staff, "replication": replication}


def measure(record: dict[str, Any], scenario: ToyScenario) -> dict[str, Value]:
    waits = record["waits"]
    chats = 0 if record["replication"] % 4 == 3 else 10
    kpis = {
        "demand.issues": Value(float(len(waits))),
        "phone.mean_wait_s": Value(float(waits.sum()), len(waits)),
        "chat.service_level": Value(float((waits[:chats] < 0.2).sum()), chats),
        "cost.total": Value(100.0 * scenario.staff),
    }
    if scenario.trouble == "no chat":
        del kpis["chat.service_level"]
    return kpis


def warn(record: dict[str, Any], values: dict[str, Value]) -> list[str]:
    return [f"replication {record['replication']} is odd"]


def describe(name: str) -> Definition:
    return DEFINITIONS[name]


def planned(scenario: ToyScenario) -> Planned:
    return Planned(40.0 * scenario.staff, 100.0 * scenario.staff)


def explicit(scenario: ToyScenario) -> str:
    return "".join(f"{name}: {value}\n" for name, value in vars(scenario).items())


STEPS = Steps(plan, choose, run, measure, warn, describe, planned, explicit)  # type: ignore[arg-type]
