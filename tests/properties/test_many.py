"""Random scenarios set every key of the language; what they find is told, and made smaller."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from sim import engine as engines
from sim.plan import Plan
from sim.record import Record
from sim.scenario.reading import shape
from sim.scenario.values.distribution_forms import KINDS
from tests.keys.cases import NO_EFFECT, NOT_OF_A_RUN
from tests.keys.enumerated import above, below, with_types
from tests.properties import many, running
from tests.properties.drawing import Parts
from tests.properties.running import assert_equal_and_sound, needs_numba, simulated
from tests.properties.smaller import smaller
from tests.properties.strategies import SEEDS, scenario

KNOWN = frozenset(with_types())


@cache
def drawn() -> dict[str, list[Any]]:
    """The values of each key in the scenarios of the suite."""
    found: dict[str, list[Any]] = {}
    for seed in SEEDS:
        for key, value in values_of(scenario(seed)):
            found.setdefault(key, []).append(value)
    return found


def values_of(part: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """The keys that a scenario sets, ``*`` for names and positions."""
    if path in KNOWN:
        yield path, part
    if isinstance(part, dict | list) and (path in above() or not path):
        for step, inner in part.items() if isinstance(part, dict) else enumerate(part):
            yield from values_of(inner, below(path, step))


def words_of(value: Any) -> Iterator[str]:
    """All texts in a value, names of keys too."""
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, list):
        for part in value:
            yield from words_of(part)
    elif isinstance(value, str):
        yield value


def test_every_key_of_a_run_is_drawn() -> None:
    """A new key needs its line in ``tests/properties/language.py``."""
    of_a_run = KNOWN - set(NO_EFFECT) - set(NOT_OF_A_RUN)
    assert of_a_run - set(drawn()) == set()


def test_every_word_is_drawn() -> None:
    missing = []
    for key, values in drawn().items():
        hint = with_types()[key]
        of_names = shape.reference((shape.mapping_of(hint) or (None,))[0])
        words = {*shape.words(hint), *(of_names.also if of_names else ())}
        missing += [(key, word) for word in words - set(words_of(values))]
    assert missing == []


def test_every_kind_of_distribution_is_drawn() -> None:
    works = [str(value) for value in drawn()["issue_types.*.work.fix"]]
    patience = drawn()["channels.*.patience"]
    kinds = {kind for kind in KINDS if any(f"{kind}" in work for work in works)}
    assert set(KINDS) - kinds == {"constant", "never"}
    assert "never" in patience
    assert any(work.endswith(" s") for work in works)


def test_a_number_draws_the_same_again() -> None:
    assert scenario(7) == scenario(7) != scenario(8)


def test_smaller_is_what_cannot_be_left_out() -> None:
    def fails(parts: Any) -> bool:
        return 99 in parts.get("trace", []) and parts.get("channels", {}).get("phone") == {"a": 1}

    parts: Parts = {
        "trace": [*range(200)],
        "channels": {"phone": {"a": 1}, "email": {"b": [1, {"c": 2}]}},
        "routing": [{"x": 1}],
    }
    assert fails(parts)
    assert smaller(parts, fails) == {"trace": [99], "channels": {"phone": {"a": 1}}}


@needs_numba
def test_many_tells_how_far_it_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many, "EACH", 2)
    assert many.main(["--first", "40", "--examples", "3"]) == 0
    first, last = capsys.readouterr().out.splitlines()
    assert first.startswith("2 of 3 scenarios, ")
    assert first.endswith(" contacts: equal and sound; go on with --first 42")
    assert last.startswith("3 of 3 scenarios, ")


def test_many_tells_of_a_difference(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if the engines differed where an issue recurs."""

    def differ_where_it_recurs(parts: Parts) -> Record:
        assert not any("recurs" in one for one in parts["issue_types"].values()), "they differ"
        return simulated(parts)

    monkeypatch.setattr(many, "assert_equal_and_sound", differ_where_it_recurs)
    assert many.main(["--first", "40", "--examples", "30"]) == 1
    told = capsys.readouterr().out
    number, text = re.findall(r"^Scenario (\d+): AssertionError\n  (.*)", told)[0]
    assert text.startswith("they differ")
    assert f"again: python -m tests.properties.many --first {number} --examples 1" in told
    least = json.loads(told[told.index("\n{") :])
    assert [*least] == ["issue_types"]
    assert [[*one] for one in least["issue_types"].values()] == [["recurs"]]


@needs_numba
def test_a_bit_that_differs_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(plan: Plan, engine: str) -> Record:
        record = engines.run(plan, engine)
        record.contacts["opened_at"][:1] += 2.0**-20 * (engine == "compiled")
        return record

    assert_equal_and_sound(scenario(40))
    monkeypatch.setattr(running, "run", run)
    with pytest.raises(AssertionError):
        assert_equal_and_sound(scenario(40))
