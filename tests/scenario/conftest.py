"""Scenarios to test with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.scenario import Scenario, ScenarioFile, load

SHIPPED = Path(__file__).parents[2] / "scenarios"
SMALL = """
demand: {callers: {rate: 6 per hour}}
channels: {phone: {hours: Mon-Fri 08:00-18:00}}
teams: {care: {head_count: 3, skills: {channels: phone}}}
"""


@pytest.fixture(scope="session")
def phone() -> Scenario:
    """The shipped phone queue."""
    return load(SHIPPED / "phone-queue.yaml").resolve()


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., ScenarioFile]:
    """Write a scenario file and load it; without text the smallest one."""

    def make(text: str = SMALL, name: str = "scenario.yaml") -> ScenarioFile:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return load(path)

    return make
