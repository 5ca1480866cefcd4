"""Results folders and their workbooks, each made once for all tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import sim
from sim import api
from sim.experiment.folders.saved import Saved
from tests.report.conftest import MORE, SHORT

SWEEP: dict[str, Any] = {
    "sweep": "agents",
    "about": "How many agents?",
    "scenario": "phone-queue",
    "set": {"clock.length": "1 week"},
    "factors": {"teams.care.shifts.0.agents": [4, 6]},
    "replications": 3,
}


@pytest.fixture(scope="session")
def compared_folder(tmp_path_factory: pytest.TempPathFactory) -> Saved:
    """A comparison of two variants, with a report."""
    result = sim.compare(
        "phone-queue", (), (MORE,), set=SHORT, replications=3, engine="simpy", report=True
    )
    return sim.open_results(api.save(result, tmp_path_factory.mktemp("compared")))


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Saved:
    """A single variant, without a report."""
    result = sim.run("phone-queue", set=SHORT, replications=3, engine="simpy")
    return sim.open_results(api.save(result, tmp_path_factory.mktemp("run")))


@pytest.fixture(scope="session")
def sweep_folder(tmp_path_factory: pytest.TempPathFactory) -> Saved:
    """A sweep of two points."""
    return sim.sweep(SWEEP, out=tmp_path_factory.mktemp("sweep"), engine="simpy")


@pytest.fixture(scope="session", params=["compared_folder", "run_folder", "sweep_folder"])
def any_folder(request: pytest.FixtureRequest) -> Saved:
    """Each kind of folder."""
    folder: Saved = request.getfixturevalue(request.param)
    return folder


def workbook(saved: Saved, path: Path) -> Any:
    """A folder's workbook, opened again."""
    from openpyxl import load_workbook

    return load_workbook(api.export(saved, path / "book.xlsx"))
