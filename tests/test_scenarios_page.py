"""The README names all shipped scenarios; docs/scenarios.md tells what comes out of its own."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

import pytest

import sim
from sim.experiment.shipped import shipped
from tests.properties.running import needs_numba

REPO = Path(__file__).resolve().parents[1]
SCRIPT: dict[str, Any] = runpy.run_path(str(REPO / "docs" / "compared.py"))
PAGE = (REPO / "docs" / "scenarios.md").read_text(encoding="utf-8")
TABLES = {found["name"]: found["rows"] for found in SCRIPT["TABLE"].finditer(PAGE)}


OTHERWISE = {
    "make-goods": {"two_fewer", "make_goods", "half_and_half"},
    "ai-first-line": {"machine", "machine_without_history", "falsely_sure"},
}
"""Variants that save hours, or spend the wages in ways that no plan knows."""


def test_the_readme_names_all_shipped_scenarios() -> None:
    named = re.findall(r"(?m)^- `([\w-]+)`: ", (REPO / "README.md").read_text(encoding="utf-8"))
    assert sorted(named) == sorted(shipped())


def test_each_section_has_a_table_and_a_lesson() -> None:
    assert re.findall(r"(?m)^## `([\w-]+)`$", PAGE) == list(TABLES)
    assert PAGE.count("**Lesson:**") == PAGE.count("**Assumed:**") == len(TABLES) == 7


@pytest.mark.parametrize("name", TABLES)
def test_variants_cost_what_the_baseline_costs(name: str) -> None:
    """All of them say so, and loading checks it, but where the difference is the point."""
    file = sim.load(shipped()[name])
    assert 2 <= len(file.variants) <= 5
    assert {one for one, v in file.variants.items() if not v.same} == OTHERWISE.get(name, set())
    assert {"customers.left", "cost.net_value"} <= set(file.resolve().matters)


@pytest.mark.slow
@needs_numba
@pytest.mark.parametrize("name", TABLES)
def test_tables_are_up_to_date(name: str) -> None:
    """If not: ``python docs/compared.py``, and read again what the page says about them."""
    measures = SCRIPT["MEASURE"].findall(TABLES[name])
    assert SCRIPT["table"](name, measures) == TABLES[name]
