"""A scenario that is run in no time, and conditions under which it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sim.experiment.conditions import Conditions
from sim.scenario import ScenarioFile, load

PATH = Path(__file__).with_name("tiny.yaml")
FILE = load(PATH)
WAIT = "phone.mean_wait_s"


def conditions(**changes: Any) -> Conditions:
    """With the engine that needs no compiling, unless told otherwise."""
    return Conditions(**{"engine": "simpy", **changes})


def also(folder: Path, line: str) -> ScenarioFile:
    """The scenario with a further line."""
    path = folder / "tiny.yaml"
    path.write_text(f"{PATH.read_text()}{line}\n")
    return load(path)


def nobody(*_: object) -> None:
    """Takes what is handed over, so that it is made."""
