"""Whatever is changed in a scenario file, validation answers with problems, never a traceback."""

from __future__ import annotations

import copy
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.scenario import validate
from sim.scenario.nodes import plain
from sim.scenario.yaml_text import read_file

REPO = Path(__file__).parents[2]
RICH = [
    plain(read_file(REPO / name, name)[0])
    for name in (
        "scenarios/phone-queue.yaml",
        "scenarios/weekend-coverage.yaml",
        "tests/invalid/odd-keys-nobody-reads.yaml",
        "tests/invalid/unknown-names.yaml",
    )
]

FOREIGN = {"Input", "tuple_type", "dict_type", "model_type", "string_type", "Traceback", "dict"}
"""Words of the libraries underneath."""
junk = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 10**20),
    st.floats(),
    st.sampled_from(
        [
            "",
            "all",
            "none",
            "never",
            "5 min",
            "50 %",
            "24 USD/h",
            "6 per hour",
            "12:30",
            "24/7",
            "Mon-Fri 09:00-17:00",
            "phone",
            "care",
            "x.csv",
            "a.b",
            "mixture(1 never, 1 never)",
            "exponential(0 s)",
            "lognormal(mean 1 s, cv 1)",
            "*",
            "=",
            "paid_hours",
            "as_is",
            "US",
        ]
    ),
    st.text(max_size=8),
    st.just([]),
    st.just({}),
    st.just([[]]),
    st.just({"value": 1, "range": [0, 2]}),
    st.just({"value": {"value": 1, "note": "x"}, "note": "y"}),
    st.just({"lognormal": {"mean": "1 s", "cv": 1}}),
    st.just({"hours": "Mon 09:00-10:00", "by_hour": [1]}),
    st.just({"agents": 1}),
)


def places(tree: Any) -> list[tuple[Any, Any]]:
    """Every container with each of its keys or positions."""
    keys: list[Any] = []
    if isinstance(tree, dict | list):
        keys = list(tree) if isinstance(tree, dict) else list(range(len(tree)))
    found = [(tree, key) for key in keys]
    return found + [place for key in keys for place in places(tree[key])]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


@settings(max_examples=100)
@given(data=st.data())
def test_any_change_is_answered(data: st.DataObject, folder: Path) -> None:
    tree = copy.deepcopy(data.draw(st.sampled_from(RICH)))
    for _ in range(data.draw(st.integers(1, 3))):
        container, key = data.draw(st.sampled_from(places(tree)))
        what = data.draw(st.sampled_from(["replace", "remove", "rename", "swap"]))
        if what == "replace" or (what == "rename" and isinstance(container, list)):
            container[key] = copy.deepcopy(data.draw(junk))
        elif what == "remove":
            del container[key]
        elif what == "rename":
            container[data.draw(st.sampled_from(["value", "hours", "Phone", "x", "<<"]))] = (
                container.pop(key)
            )
        else:
            other, place = data.draw(st.sampled_from(places(tree)))
            container[key] = copy.deepcopy(other[place])
        if not places(tree):
            break
    path = folder / "scenario.yaml"
    path.write_text(yaml.safe_dump(tree, sort_keys=False, allow_unicode=True), encoding="utf-8")
    for problem in validate(path):
        assert problem.line >= 1
        assert problem.message
        assert len(problem.message) < 1000
        assert not FOREIGN & set(re.findall(r"\w+", problem.message)), problem.message
