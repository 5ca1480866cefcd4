"""Records that must stay as they are until somebody means to change them (`make golden`).

A digest covers every bit of a record; the measures beside it tell a reader what has moved.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.chance import make_plan
from sim.engine import run
from sim.kpi import measure
from sim.record import Record, digest, open_record, save
from sim.scenario import Scenario, load
from tests.engine.test_equality import week_of_whole_minutes
from tests.properties.running import scenario_of

FOLDER = Path(__file__).parent
Compare = Callable[[str, str], None]

KPIS = (
    *("demand.issues", "demand.contacts", "demand.contacts_per_issue"),
    *("phone.service_level", "phone.abandonment", "phone.mean_wait_s", "chat.mean_wait_s"),
    *("resolution.mean_h", "resolution.unresolved_share", "satisfaction.csat", "cost.total"),
)


def described(scenario: Scenario, record: Record) -> str:
    """A record in a few lines of JSON, numbers to nine digits."""
    kpis = measure(record, scenario)
    found = {
        "digest": digest(record),
        "rows": {
            name: len(getattr(record, name)) for name in ("issues", "contacts", "tasks", "spells")
        },
        "kpis": {name: float(f"{kpis[name].value:.9g}") for name in KPIS if name in kpis},
    }
    return json.dumps(found, indent=2) + "\n"


@pytest.mark.parametrize("name", ["phone", "office", "chat"])
def test_fixed_scenarios(name: str, golden: Compare) -> None:
    scenario = load(FOLDER / f"{name}.yaml").resolve()
    record = run(make_plan(scenario, seed=1), "simpy")
    golden(f"{name}.json", described(scenario, record))


def test_week_of_whole_minutes(golden: Compare) -> None:
    scenario = scenario_of(week_of_whole_minutes())
    record = run(make_plan(scenario, seed=1), "simpy")
    golden("minutes.json", described(scenario, record))


def test_the_digest_survives_saving(tmp_path: Path) -> None:
    """Engines keep narrower columns than files do."""
    record = run(make_plan(load(FOLDER / "office.yaml").resolve(), seed=1), "simpy")
    save(record, tmp_path / "record")
    assert digest(open_record(tmp_path / "record")) == digest(record)
