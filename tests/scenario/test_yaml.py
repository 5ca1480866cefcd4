"""YAML 1.2 meaning of plain scalars, places, and bounds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sim.scenario import ScenarioError, validate, yaml_text
from sim.scenario.nodes import Node, plain, scalar
from sim.scenario.yaml_text import read_text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12:30", "12:30"),
        ("08:30", "08:30"),
        ("no", "no"),
        ("on", "on"),
        ("yes", "yes"),
        ("true", True),
        ("~", None),
        ("", None),
        ("017", 17),
        ("0o17", 15),
        ("0x1f", 31),
        ("1_000", "1_000"),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("2026-01-05", "2026-01-05"),
        ("-.inf", float("-inf")),
        ("9" * 100, "9" * 100),
        ("=", "="),
    ],
)
def test_plain_scalars(text: str, value: Any) -> None:
    assert scalar(text) == value


def test_quotes_make_text() -> None:
    assert plain(read_text("a: '12'\nb: \"no\"\nc: 12", "x")[0]) == {"a": "12", "b": "no", "c": 12}


def test_places_of_keys_and_values() -> None:
    root, _ = read_text("a: 1\nb:\n  - {c: two}\n", "file.yaml")
    inner = root.at(("b", 0, "c"))
    assert inner is not None
    assert (inner.mark.line, inner.mark.column) == (3, 9)
    parent = root.at(("b", 0))
    assert parent is not None
    assert parent.key_mark("c")[1:] == (3, 6)


def test_aliases_are_the_value_again() -> None:
    root, problems = read_text("a: &x {b: 1}\nc: *x\n", "x")
    assert not problems
    assert plain(root) == {"a": {"b": 1}, "c": {"b": 1}}


def test_without_the_parser_in_c_all_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(__file__).parents[1] / "invalid"
    monkeypatch.chdir(folder)
    names = sorted(path.name for path in folder.glob("*.yaml"))
    before = [validate(name) for name in names]
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    assert [validate(name) for name in names] == before


leaf = (
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text("abc :,{}#'\"", max_size=6)
)
trees = st.recursive(
    leaf,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abcdef"), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(trees)
def test_what_is_dumped_is_read(tree: Any) -> None:
    text = yaml.safe_dump({"a": tree}, allow_unicode=True, sort_keys=False)
    root, _ = read_text(text, "x")
    assert plain(root) == {"a": tree}


@given(st.text("ab:-[]{}*&!|>'\"#%@`,?\n\t ", max_size=30))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    try:
        root, problems = read_text(text, "x")
    except ScenarioError as error:
        problems = list(error.problems)
        assert problems
    else:
        assert isinstance(root, Node)
    assert all(problem.line >= 1 and problem.column >= 1 for problem in problems)


def test_bounds_hold_without_recursion() -> None:
    depth = 100_000
    with pytest.raises(ScenarioError, match="nested deeper"):
        read_text("a: " + "[" * depth, "x")
    with pytest.raises(ScenarioError, match="more than"):
        read_text("a: [" + "1, " * (yaml_text.MOST_NODES + 1) + "]", "x")
